# Mitä komentorivityökalu sanoo. Vastaus on virke tietueesta; neuvo kertoo, mitä tehdä.

answer-never-seen = { $record } – ei koskaan nähty: webhook tai läpikäynti ei ole tuonut sitä.
answer-filtered = { $record } – suodatettu pois.
answer-on-hold = { $record } – pysäytetty.
answer-queued = { $record } – jonossa.
answer-waiting-for-vendor = { $record } – odottaa seuraavaa yritystä.
answer-waiting-for-login = { $record } – odottaa, kunnes yhteys taas hyväksytään.
answer-running = { $record } – käsitellään parhaillaan.
answer-in-doubt = { $record } – siitä on voinut tulla asiakirja: vastausta ei tullut.
answer-parked = { $record } odottaa sinua.
answer-sent = { $record } – lähetetty.
answer-follow-up-failed = { $record } – lähetetty, mutta sen jälkeinen vaihe epäonnistui.
answer-changed-since = { $record } – lähetetty, ja muuttunut sen jälkeen.
advice-never-seen = Tarkista, että numero on oikein ja että webhookit saapuvat. Aja tietue uudelleen lähettääksesi sen nyt.
advice-filtered = Lähettääksesi tällaiset tietueet muuta asetusta ja vie se; aja sitten tietue uudelleen.
advice-no-setting = Ei mitään: mikään asetus ei lähettäisi sitä. Se käsitellään uudelleen, kun se muuttuu.
advice-on-hold = Vapauta se lähettääksesi sen silti.
advice-queued = Odota vuoroa. Jos jono ei liiku, tarkista, etteivät funktiot ole tauolla.
advice-waiting-for-vendor = Ei mitään: yritetään automaattisesti uudelleen.
advice-waiting-for-login = Kirjaudu uudelleen. Se jatkuu automaattisesti, eikä odotus kuluta yritystä.
advice-running = Odota, kunnes se on valmis.
advice-in-doubt = Älä luo mitään käsin: se haetaan ennen seuraavaa yritystä.
advice-parked = Korjaa syy ja aja tietue uudelleen.
advice-sent = Ei mitään.
advice-follow-up-failed = Korjaa syy ja aja tietue uudelleen: toista asiakirjaa ei luoda.
advice-changed-since = Vertaa molempia ja korjaa asiakirja.
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
document-exists = eAccountingissa
document-gone = ei enää eAccountingissa
document-not-asked = eAccountingilta ei kysytty
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
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } kutsua
activity-then = Sitten: { $command }
hold-nothing = Mitään ei ole pysäytetty.
hold-since = { $time } alkaen
hold-since-by = { $time } alkaen, tekijä { $by }
hold-hint = Vapauta tietue, jos se lähetetään silti: { $command }.
