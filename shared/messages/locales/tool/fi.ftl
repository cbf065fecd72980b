# Mitä komentorivityökalu sanoo. Vastaus on virke tietueesta; neuvo kertoo, mitä tehdä.

answer-never-seen = { $record } – ei koskaan nähty: webhook tai läpikäynti ei ole tuonut sitä.
answer-filtered = { $record } – suodatettu pois.
answer-on-hold = { $record } – pysäytetty.
answer-queued = { $record } – jonossa.
answer-waiting-for-vendor = { $record } – odottaa seuraavaa yritystä.
answer-waiting-for-login = { $record } – odottaa, kunnes yhteys taas hyväksytään.
answer-running = { $record } – käsitellään parhaillaan.
answer-in-doubt = { $record } – siitä on voinut tulla asiakirja: mikään vastaus ei kertonut sitä.
answer-parked = { $record } odottaa sinua.
answer-sent = { $record } – lähetetty.
answer-follow-up-failed = { $record } – lähetetty, mutta sen jälkeinen vaihe epäonnistui.
answer-changed-since = { $record } – lähetetty, ja muuttunut sen jälkeen.
advice-no-setting = Ei mitään: mikään asetus ei lähettäisi sitä. Se käsitellään uudelleen, kun se muuttuu.
advice-queued = Odota vuoroa. Jos jono ei liiku, tarkista, etteivät funktiot ole tauolla.
label-since = Alkaen
label-until = Asti
label-document = Asiakirja
label-setting = Asetus
label-attempts = Yritykset
label-before = Aiemmin
label-steps = Vaiheet
label-read = Luettu
label-sent = Lähetetty
label-prepared = Valmisteltu, ei lähetetty
label-in-detail = Tarkemmin, englanniksi: { $text }
setting-not-set = ei asetettu
setting-default-at = oletusarvo, rivi { $line } komennon { $command } tulosteessa
document-exists = eAccountingissa
document-gone = ei enää eAccountingissa
document-not-asked = eAccountingilta ei kysytty
document-booked-as = kirjattu: { $document }
document-by-person = muu kuin Ekobridge on tehnyt sen
document-unpaid = { $amount } maksamatta
without-number = ilman numeroa
field-not-kept = (ei tallennettu)
field-empty = (tyhjä)
also = Myös { $record }: { $command }
none-of-the-deployments = Missään asennuksessa ei ole tietuetta tällä numerolla tai osoitteella.
parked-nothing = Mitään ei ole pysäköity.
parked-nothing-with = Mitään ei ole pysäköity koodilla { $code }.
parked-not = { $record } ei ole pysäköity. { $why } kertoo, missä se on.
parked-since = { $records }, ensimmäinen { $time }
parked-records = { $count ->
    [one] 1 tietue
   *[other] { $count } tietuetta
}
parked-more = { $examples } ja { $count } muuta
parked-hint = { $command } näyttää syyn tietueet; kun syy on poissa: { $replay }.
parked-hidden = { $causes ->
    [one] 1 syy, { $records }, on jätetty huomiotta tai ratkaistu: { $command }.
   *[other] { $causes } syytä, { $records }, on jätetty huomiotta tai ratkaistu: { $command }.
}
parked-when-gone = Kun syy on poissa: { $command }.
parked-sent = Jo lähetetty: asiakirja pysyy eAccountingissa ennallaan. Kun se on oikein: { $command }.
parked-total = { $count } pysäköity. Kun syy on poissa: { $command }, tai { $all } kaikille.
parked-left-out = { $count ->
    [one] Niistä 1 on jätetty huomiotta syynsä mukana: aja se uudelleen nimellä tai valitsimella --cause.
   *[other] Niistä { $count } on jätetty huomiotta syynsä mukana: aja ne uudelleen nimellä tai valitsimella --cause.
}
mark-acknowledged = kuitattu { $time }, { $by }
mark-ignored = jätetty huomiotta { $time }, { $by }
mark-resolved = ratkaistu { $time }, { $by }
mark-open = avoin { $time }, { $by }
mark-because = { $mark }: { $because }
mark-open-again = taas avoin, koska lisää pysäköitiin; se oli { $mark }
activity-nothing = Tapahtumalokissa ei ole mitään siltä ajalta ja sitä lajia.
activity-none-of = Tapahtumalokissa ei ole mitään tietueesta { $record }: sitä ei ole koskaan käsitelty, tai siitä on liian kauan.
activity-parked = { $count } pysäköity: { $command } kertoo, mitä tehdä.
activity-hidden = { $count ->
    [one] Lisäksi 1 on jätetty huomiotta tai ratkaistu: { $command }.
   *[other] Lisäksi { $count } on jätetty huomiotta tai ratkaistu: { $command }.
}
activity-later = { $count } odottaa: yritetään automaattisesti uudelleen.
activity-one-in-full = { $command } näyttää yhden niistä kokonaan.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 kutsu
   *[other] { $calls } kutsua
}
activity-then = Sitten: { $command }
hold-nothing = Mitään ei ole pysäytetty.
hold-since = { $time } alkaen
hold-since-by = { $time } alkaen, tekijä { $by }
hold-hint = Vapauta tietue, jos se lähetetään silti: { $command }.
why-on-hold = { $record } – pysäytetty: { $because }.
why-hold-in-doubt = Ennen pysäytystä tehty yritys päättyi ilman vastausta siitä, luotiinko asiakirja, joten sellainen voi olla olemassa.
why-hold-do = Vapauta se, jos se lähetetään sittenkin; se siirtyy silloin jonoon.
why-running-do = Odota hetki ja kysy uudelleen. Jos sen prosessi katoaa, toinen jatkaa.
why-is = se on { $document } eAccountingissa
why-was = se oli { $document } eAccountingissa
why-is-credited = se on { $document } eAccountingissa, hyvitetty: { $credits }
why-is-nothing = mitään ei pitänyt luoda
why-sent = { $record } on lähetetty: { $what }.
why-changed = { $record } on muuttunut lähettämisen jälkeen: { $what }.
why-follow-up = { $record } on lähetetty, ja sen jälkeinen vaihe epäonnistui: { $what }.
why-called-off-deleted = { $record } on lähetetty ja sen jälkeen peruttu tai palautettu kaupassa: { $document } ei ole enää eAccountingissa.
why-called-off-credited = { $record } on lähetetty ja sen jälkeen peruttu tai palautettu kaupassa: { $document } on hyvitetty.
why-nothing-left = Mitään ei ole enää tehtävänä.
why-search-waits = Tilausten hakua yritetään automaattisesti uudelleen: { $problem }
why-search-parked = Tilausten haku on pysäköity: { $problem }
why-search-do = Aja sitten tilausten haku uudelleen.
why-unsettled = Tietue on pysäköity, kunnes joku ilmoittaa, että ero on selvitetty.
why-unsettled-do = Ilmoita, kun mitään ei ole enää tehtävänä.
why-deleted = eAccountingissa sitä ei enää ole: joku on poistanut sen sieltä. Sitä ei luoda uudelleen automaattisesti.
why-deleted-do = Jos se poistettiin vahingossa, kirjaa se eAccountingiin käsin. Jos se poistettiin tarkoituksella, mitään ei tarvitse tehdä.
why-draft-booked = Joku on kirjannut sen luonnoksen eAccountingissa: se on nyt { $invoice }.
why-pending = Vielä tekemättä: { $steps }.
step-check = tarkistus
step-payment = maksu
step-repayment = palautus
step-note = muistiinpano
step-link = linkki
step-email = sähköposti
step-status = tila
step-status-note = muistiinpano ActiveCampaignissa
why-follow-up-do = Aja se sitten uudelleen: tehtyä ei tehdä uudelleen.
why-parked-do = Aja se uudelleen, kun syy on poistunut.
why-credit-parked-do = Aja se uudelleen, kun syy on poistunut tai kun olet hyvittänyt sen käsin: hyvitettyä ei hyvitetä uudelleen.
why-would-work = Syy näyttää poistuneen: uusinta-ajo lähettäisi sen nyt.
why-in-doubt = { $record } on voinut muuttua asiakirjaksi eAccountingissa ({ $kind }): mikään vastaus ei kertonut sitä.
why-in-doubt-do = Älä luo mitään käsin. Seuraava yritys etsii sen ensin ja käyttää sitä, jos se on olemassa.
why-in-doubt-replay = Aja se uudelleen, jos se halutaan etsiä heti.
why-waits-for-login = { $record } odottaa, kunnes { $vendor } hyväksyy yhteyden taas.
why-log-in = Kirjaudu eAccountingiin uudelleen.
why-resumes = Se jatkuu automaattisesti, eikä odotus kuluta yrityksiä.
why-vendor-down = { $vendor } ei ole käytettävissä; se tarkistetaan uudelleen automaattisesti.
why-waits-do = Ekobridge yrittää silloin uudelleen. Puutu asiaan vain, jos se jatkuu.
why-due = { $record } on jonossa: seuraavan yrityksen aika on tullut.
why-queue = { $count ->
    [one] Sen jonossa on noin 1 viesti.
   *[other] Sen jonossa on noin { $count } viestiä.
}
why-lost-do = Jono on tyhjä, joten sen työ on kadonnut: aja se uudelleen.
why-taken-now = Se ohitettiin viime yrityksellä. Nykyisillä asetuksilla ja tiedoilla se lähetettäisiin.
why-send-do = Lähetä se ajamalla se uudelleen.
why-setting-do = Muuta asetusta ja ota se käyttöön, jotta tällaiset tietueet lähetetään. Ohitettuja tietueita ei lähetetä automaattisesti: aja ne uudelleen.
why-then-replay = Aja se sitten uudelleen.
why-in-step = { $record } on molemmissa järjestelmissä sama.
why-was-in-step = { $record } oli viime yrityksellä molemmissa järjestelmissä sama.
why-not-brought = Se on muuttunut sen jälkeen, eikä mikään yritys ole vielä tuonut muutosta.
why-change-do = Lähetä muutos ajamalla se uudelleen.
why-not-begun = { $record } on jonossa, eikä se voinut alkaa.
why-no-job = Sille ei ole vielä asetettu työtä jonoon.
why-probably-queued = { $record } on luultavasti jonossa: mikään sen työ ei ole alkanut, eikä jono ole tyhjä.
why-unknown = { $record } ei ole koskaan tullut, eikä sitä ole järjestelmässä, jossa sen pitäisi olla.
why-unknown-do = Tarkista, onko numero oikein ja onko kauppa antanut tietueen ActiveCampaignille.
why-exists = Se on olemassa, ja asetukset lähettäisivät sen.
why-send-now = Lähetä se nyt.
why-webhooks-do = Tarkista, että webhookit saapuvat: uusimmat tapahtumat kertovat, milloin viimeisin tuli.
why-would-end = Sen työ päättyisi näin: { $problem }
why-then-send = Lähetä se sitten.
why-see-do = Katso, mitä siitä tulisi.
why-not-asked = Järjestelmiltä ei kysytty. { $problem }
why-also = Myös tämä estää sen: { $problem }
why-also-left-out = Myös asetukset jättävät sen pois: { $reason }.
find-no-contact = ActiveCampaignissa ei ole yhteystietoa tällä sähköpostiosoitteella. Tarkista, onko se kirjoitettu oikein.
find-no-numbered = eAccountingissa ei ole: { $record }.
find-no-order = Missään liitännässä ei ole tilausta, jonka tunnus on { $order }. Tunnus on se, jonka kauppa antoi ActiveCampaignille; jos kauppa näyttää asiakkailleen toisen numeron, `ekobridge activity` näyttää molemmat.
find-no-name = Kummassakaan järjestelmässä ei ole tämän nimistä henkilöä tai yritystä. Hae sähköpostiosoitteella tai tilauksen numerolla.
find-no-number = Kummassakaan järjestelmässä ei ole tätä numeroa, eikä tapahtumaloki tunne sitä. Tarkista, onko se kirjoitettu oikein.
find-several-of-name = Usealla tietueella on tämä nimi: { $records }. Kerro, mikä niistä.
find-several-of-number = Usealla tietueella on tämä numero: { $records }. Kerro, mikä niistä.
find-in-full = Nimeä tietue kokonaan, esimerkiksi order:1:1001.
