title = { $deployment }: tilaukset { $from } – { $until }
page-title = Täsmäytys: { $deployment }
page-period = Tilaukset { $from } – { $until }, verrattu { $at }.
all-agree = Järjestelmät täsmäävät pienintä yksikköä myöten.
disagree = { $count ->
    [one] Järjestelmät eroavat 1 myynnissä.
   *[other] Järjestelmät eroavat { $count } myynnissä.
}
orders-agree = { $count ->
    [one] { $matched } / 1 tilaus täsmää.
   *[other] { $matched } / { $count } tilausta täsmää.
}
sales-agree = { $count ->
    [one] { $matched } / 1 myynti täsmää.
   *[other] { $matched } / { $count } myyntiä täsmää.
}
way-back = eAccountingista ActiveCampaigniin
sum-sales = { $count ->
    [one] 1 tilaus
   *[other] { $count } tilausta
}
in-activecampaign = { $amount } ActiveCampaignissa
in-eaccounting = { $amount } eAccountingissa
sums-equal = sama
more = Vielä { $count }; { $option } sisältää kaikki.
left-out = Asetusten mukaan pois jätetyt
documents = Asiakirjat: { $names }
without-number = ilman numeroa
caption-sums = Summat valuutoittain, sis. alv
column-currency = Valuutta
column-orders = Tilaukset
column-difference = Erotus
column-order = Tilaus
column-reason = Syy
column-what-differs = Mikä eroaa ja miksi
column-what-to-do = Mitä tehdä
remark-other-documents = { $count ->
    [one] 1 eAccountingin asiakirja tältä ajalta ei kuulu mihinkään tunnettuun verkkokaupan tilaukseen; sitä ei verrata.
   *[other] { $count } eAccountingin asiakirjaa tältä ajalta ei kuulu mihinkään tunnettuun verkkokaupan tilaukseen; niitä ei verrata.
}
remark-other-documents-way-back = { $count ->
    [one] 1 eAccountingin asiakirja tältä ajalta ei kuulu mihinkään tunnettuun verkkokaupan tilaukseen; sitä verrataan vain Ekobridgen omiin tilauksiin ActiveCampaignissa.
   *[other] { $count } eAccountingin asiakirjaa tältä ajalta ei kuulu mihinkään tunnettuun verkkokaupan tilaukseen; niitä verrataan vain Ekobridgen omiin tilauksiin ActiveCampaignissa.
}
remark-without-vat = { $count } täsmäävästä tilauksesta verkkokauppa ei kerro alv:tä; summat, tuotteet ja määrät verrattiin.
class-missing-in-eaccounting = Puuttuu eAccountingista
class-missing-in-activecampaign = Puuttuu ActiveCampaignista
class-sent-twice = Lähetetty kahdesti
class-different = Eroavat
class-refunded-on-one-side = Hyvitetty toisella puolella
differs-currency = valuutta { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa
differs-total = summa { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa ({ $off })
differs-vat = alv { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa
differs-line-missing = tuote { $article }: tilattu { $quantity }, ei riviä
differs-line-extra = tuote { $article }: laskutettu { $quantity }, ei tilattu
differs-quantity = tuote { $article }: tilattu { $activecampaign }, laskutettu { $eaccounting }
differs-amount = tuote { $article }: { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa
differs-state = tila "{ $activecampaign }" ActiveCampaignissa, "{ $eaccounting }" eAccountingissa
differs-lines = tuote { $article }: { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa
differs-lines-without-number = rivit ilman tuotenumeroa: { $activecampaign } ActiveCampaignissa, { $eaccounting } eAccountingissa
no-lines = ei yhtään
lines-and = { $first } ja { $second }
differs-not-credited = peruttu tai palautettu ActiveCampaignissa, ei hyvitetty eAccountingissa
differs-partly-credited = peruttu tai palautettu ActiveCampaignissa, siitä { $credited } hyvitetty eAccountingissa
differs-not-refunded = { $credited } hyvitetty eAccountingissa, ei palautettu ActiveCampaignissa
never-heard = Ei koskaan nähty: mikään webhook tai läpikäynti ei ole tuonut sitä, ja asetukset lähettäisivät sen.
never-heard-do = Lähetä se.
all-of-the-time-do = Jos niitä on monta, lähetä koko aikaväli kerralla.
was-left-out = Se jätettiin viimeksi pois. Nykyiset asetukset ja tietue lähettäisivät sen.
was-left-out-do = Aja se uudelleen lähettääksesi sen.
deleted-in-eaccounting = Se lähetettiin, ja joku on poistanut asiakirjan eAccountingista. Sitä ei luoda itsestään uudelleen.
deleted-in-eaccounting-do = Jos se poistettiin vahingossa, syötä se käsin eAccountingiin. Jos se oli tarkoitus, älä tee mitään.
billed-twice = Jokainen asiakirja laskuttaa koko tilauksen.
billed-twice-do = Vertaa asiakirjoja, ja hyvitä tai poista kaikki paitsi yksi.
also-made-otherwise = Ekobridge on luonut: { $known }. Samalla viitteellä on muuten luotu: { $others } (käsin, toisella integraatiolla tai ennen rekisteriä).
also-made-otherwise-do = Jos kyse on samasta myynnistä, hyvitä tai poista toinen asiakirja eAccountingissa.
changed-after-sending = Tilausta tai sen asiakirjaa muutettiin lähettämisen jälkeen.
changed-after-sending-do = Katso, kumpi on oikein. Jos verkkokauppa, korjaa asiakirja, tai hyvitä se, jos se on lasku.
compare-again-do = Vertaa sitä verkkokauppaan vielä kerran; mitä silloin tapahtuu, määrää `orders.on_change`.
entered-otherwise = Asiakirjalla on tämän tilauksen numero, eikä Ekobridge ole luonut sitä: se on syötetty käsin tai toisella integraatiolla.
entered-otherwise-do = Jos se kuuluu toiseen myyntiin, vaihda sen viite eAccountingissa; muuten korjaa se siellä.
credited-in-eaccounting = Se hyvitettiin eAccountingissa, eikä verkkokauppa ole hyvittänyt sitä tai kertonut siitä ActiveCampaignille.
credited-in-eaccounting-do = Hyvitä tai peru tilaus verkkokaupassa, tai kumoa hyvitys uudella laskulla.
refunded-in-shop = Se peruttiin tai hyvitettiin verkkokaupassa lähettämisen jälkeen, eikä mikään työ ole nähnyt sitä.
refunded-in-shop-do = Käsittele se uudelleen; mitä silloin tapahtuu, määrää `orders.on_cancel`.
credit-or-delete-do = Tai hyvitä tai poista asiakirja eAccountingissa.
order-deleted = Asiakirjan tilausta ei enää ole ActiveCampaignissa: se tai sen verkkokauppa poistettiin sieltä.
order-deleted-do = Jos myynti peruuntui, hyvitä tai poista asiakirja eAccountingissa. Muuten älä tee mitään.
deleted-in-activecampaign = Ekobridge kirjoitti sen, eikä ActiveCampaignissa ole sitä enää: tilaus tai sen yhteys poistettiin sieltä.
never-written = Ei koskaan kirjoitettu: se oli olemassa ennen kuin `to_activecampaign.orders` otettiin käyttöön eikä ole muuttunut, tai mikään kysely ei ole tuonut sitä.
not-in-ledger = Rekisteri ei tiedä, mitä kirjoitettiin: se katosi, tai toinen asennus kirjoitti sen.
not-written-yet = Sen asiakirjat ovat muuttuneet viime kirjoituksen jälkeen, eikä mikään työ ole vielä kirjoittanut muutosta.
changed-in-activecampaign = Sitä muutettiin ActiveCampaignissa sen jälkeen, kun Ekobridge kirjoitti sen: käsin tai toisella integraatiolla.
write-again-do = Aja se uudelleen: sitä verrataan, ja se kirjoitetaan kokonaan.
change-quote-do = Muuta tarjousta eAccountingissa: seuraava kysely kirjoittaa sen kokonaan.
beside-the-stores = Se on ActiveCampaignissa { $store }, ja Ekobridge on kirjoittanut sen sinne uudelleen, joten se lasketaan kahdesti: kirjoitettaessa rekisteri ei tiennyt, mistä se tuli.
beside-the-stores-do = Poista Ekobridgen tilaus { $order } ActiveCampaignista; verkkokaupan tilaus jää.
written-twice = ActiveCampaignissa se on { $count } kertaa eri asiakirjojen tunnuksilla, joten se lasketaan yhtä monta kertaa: se kirjoitettiin ennen kuin sen ensimmäinen asiakirja tunnettiin, tai sen kirjoitti toinen asennus.
written-twice-do = Poista ActiveCampaignista ne, joiden tunnus ei ole { $order }, ensimmäisen asiakirjan tunnus.
documents-deleted = Sen asiakirjoja ei enää ole eAccountingissa, ja ActiveCampaign laskee sen yhä mukaan: ne poistettiin, eikä mikään työ ole nähnyt sitä.
documents-deleted-do = Aja se uudelleen: mitä ei koskaan laskutettu, perutaan ActiveCampaignissa.
delete-if-it-stays-do = Jos se jää, poista tilaus ActiveCampaignista.
see-all-do = Katso kaikki, mitä siitä tiedetään.
