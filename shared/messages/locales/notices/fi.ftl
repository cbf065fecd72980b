# Ilmoitusten ja koosteen tekstit. Otsikoissa ei ole pistettä.

day = { $day }. { $month ->
    [1] tammikuuta
    [2] helmikuuta
    [3] maaliskuuta
    [4] huhtikuuta
    [5] toukokuuta
    [6] kesäkuuta
    [7] heinäkuuta
    [8] elokuuta
    [9] syyskuuta
    [10] lokakuuta
    [11] marraskuuta
   *[other] joulukuuta
}
date = { $day }. { $month ->
    [1] tammikuuta
    [2] helmikuuta
    [3] maaliskuuta
    [4] huhtikuuta
    [5] toukokuuta
    [6] kesäkuuta
    [7] heinäkuuta
    [8] elokuuta
    [9] syyskuuta
    [10] lokakuuta
    [11] marraskuuta
   *[other] joulukuuta
} { $year }
time = { $date } klo { $time } UTC
status-failing = vaatii toimia
status-recovered = ratkaistu
status-information = tiedoksi
fact-count = Määrä
fact-since = Mistä alkaen
fact-failed-since = Epäonnistui tästä alkaen
fact-see-all = Näin näet kaikki
fact-deployment = Asennus
fact-link = Linkki
open-dashboard = Avaa yleiskuva
what-to-do = Mitä tehdä: { $remedy }
nothing-to-do = Mitään ei tarvitse tehdä.
in-detail = Tarkemmin, englanniksi: { $text }
record-account = yritys { $number }
record-article = tuote { $number }
record-contact = yhteystieto { $number }
record-customer = asiakas { $number }
record-deal = myyntimahdollisuus { $number }
record-invoice = lasku { $number }
record-invoice-draft = laskuluonnos { $number }
record-order = tilaus { $number }
record-quote = tarjous { $number }
record-sales-order = myyntitilaus { $number }
record-stock = varasto { $number }
record-sweep = läpikäynti
a-document = asiakirja
parked = { $record } odottaa sinua
parked-cause = { $count ->
    [one] 1 tietue odottaa sinua samasta syystä
   *[other] { $count } tietuetta odottaa sinua samasta syystä
}
parked-cause-more = Vähintään { $count } tietuetta odottaa sinua samasta syystä
parked-first = Ensimmäinen niistä: { $text }
settled = { $record } ei enää odota sinua
went-through = { $attempt } onnistui: { $outcome }.
went-through-others = Jos muita odottaa yhä samasta syystä, aja ne uudelleen: `ekobridge replay --cause { $code }`.
attempt-webhook = Yritys klo { $time } webhookin jälkeen
attempt-schedule = Yritys klo { $time } ajastuksen löydettyä muutoksen
attempt-replay = Uusinta-ajo klo { $time }
attempt-backfill = Jälkilähetys klo { $time }
changed-back = Se muutettiin verkkokaupassa takaisin, ja { $document } vastaa sitä taas.
changed-back-deal = Se muutettiin ActiveCampaignissa takaisin, ja { $document } vastaa sitä taas.
nothing-waits = Mikään ei enää odota sinua tästä syystä
nothing-waits-text = Se, mikä odotti, meni läpi, tai joku on selvittänyt sen: { $cause }.
other-cause = { $record } odottaa nyt muusta syystä
other-cause-text = Syy oli `{ $before }`, ja nyt se on `{ $now }`.
vendor-down = { $vendor } ei ole käytettävissä; työt odottavat
vendor-reauthorize = { $vendor } on yhdistettävä uudelleen; työt odottavat
vendor-up = { $vendor } toimii taas
vendor-up-attempt = Yritykseen { $attempt } klo { $time } vastattiin.
vendor-up-call = Kutsuun klo { $time } vastattiin.
vendor-up-next = Odottavat työt jatkuvat automaattisesti.
webhook-unhealthy = ActiveCampaignin webhook ei lähetä kaikkia tapahtumia
webhook-healthy = ActiveCampaignin webhook toimii taas
late-minutes = Muutokset saapuvat toiseen järjestelmään myöhässä: viimeiset odottivat { $count ->
    [one] 1 minuutin
   *[other] { $count } minuuttia
}
late-hours = Muutokset saapuvat toiseen järjestelmään myöhässä: viimeiset odottivat { $count ->
    [one] 1 tunnin
   *[other] { $count } tuntia
}
late-why = Jonossa odottaa enemmän kuin ehditään käsitellä, kuten tuonnin, tauon tai katkon jälkeen. Mitään ei häviä.
late-remedy = Mitään ei tarvitse tehdä, jos tiedät syyn. Jos se jatkuu, `ekobridge doctor` kertoo, mikä on vialla.
in-time = Muutokset saapuvat toiseen järjestelmään taas ajoissa
login-unused = Kirjautuminen eAccountingiin on uusittava
login-unused-why = Yli 30 päivään mikään ei ole käyttänyt sitä, ja käyttämätön kirjautuminen vanhenee.
login-unused-remedy = Suorita `ekobridge connect` ja kirjaudu, ja selvitä, miksi ajastus ei toiminut.
login-used = Kirjautuminen eAccountingiin on taas käytössä
vat-changes = Alv muuttuu { $date }
vat-change = Alv-koodi { $code } muuttuu { $before } prosentista { $after } prosenttiin.
vat-change-unnamed = Nimetön alv-koodi muuttuu { $before } prosentista { $after } prosenttiin.
vat-changes-remedy = Muuta verokanta verkkokaupassa sinä päivänä, samoin asetusten nimeämät kannat (articles.account_coding, fallback, shipping ja discounts). eAccounting kirjaa jokaisen asiakirjan sen oman päivän kannalla. Tilaus, jonka alv ei täsmää, pysäköidään, eikä mitään kirjata väärin.
settings-wrong = Käyttöön otetuissa asetuksissa on virheitä
settings-wrong-text = Versiota { $version } ei voi käyttää. Käynnissä olevat funktiot pitävät sitä edeltävät asetukset; nyt käynnistyvä jättää työnsä odottamaan.
settings-in-order = Asetukset ovat taas kunnossa
settings-in-order-text = Viimeksi käyttöön otetut asetukset ovat voimassa.
systems-agree = Järjestelmät täsmäävät taas
systems-disagree = { $count ->
    [one] Järjestelmät eivät täsmää 1 myynnissä
   *[other] Järjestelmät eivät täsmää { $count } myynnissä
}
systems-disagree-new = { $disagree }, joista uusia { $new }
systems-disagree-text = { $sales ->
    [one] { $since } – { $until }: { $agreeing } / 1 myynti täsmää. Uutta: { $records }.
   *[other] { $since } – { $until }: { $agreeing } / { $sales } myyntiä täsmää. Uutta: { $records }.
}
systems-not-compared = { $days ->
    [one] 1 päivää ei verrattu.
   *[other] { $days } päivää ei verrattu.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` kertoo jokaisesta syyn ja komennon, jolla se korjataan.
secret-missing = Ekobridge ei voi toimia: salaisuus puuttuu
salt-mismatch = Ekobridge ei voi toimia: suola ei kuulu rekisteriin
not-ready-text = Työt odottavat siihen asti; mitään ei häviä.
ready = Ekobridge voi taas toimia
ready-text = Salaisuudet ja suola ovat kunnossa.
test = Tämä on testi-ilmoitus
test-text = Joku suoritti komennon `ekobridge notices test`. Ilmoitukset saapuvat sinne, missä luet tämän.
digest-title = { $period }: { $sent } lähetetty, { $waiting }
digest-period = { $first } – { $last }
digest-nothing-waits = mikään ei odota sinua
digest-waits = { $count ->
    [one] 1 tietue odottaa sinua
   *[other] { $count } tietuetta odottaa sinua
}
digest-waits-more = vähintään { $count } tietuetta odottaa sinua
digest-direction = { $direction }: { $sent } lähetetty, { $skipped } ilman tehtävää, { $parked } pysäköity, { $failing } epäonnistui ja yritettiin uudelleen
to-eaccounting = eAccountingiin
to-activecampaign = ActiveCampaigniin
digest-waiting = Odottaa sinua: { $causes }
digest-waiting-since = Odottaa sinua: { $causes }, ensimmäinen { $time } alkaen
digest-remedy = `ekobridge parked` kertoo kustakin, mitä pitää muuttaa; suorita sitten `ekobridge replay --parked`.
digest-down = { $vendor } ei ole nyt käytettävissä; työt odottavat
digest-reconciled = { $sales ->
    [one] Täsmäytys { $time }: { $agreeing } / 1 myynti täsmää
   *[other] Täsmäytys { $time }: { $agreeing } / { $sales } myyntiä täsmää
}
digest-reconciled-differ = Täsmäytys { $time }: { $agreeing } / { $sales ->
    [one] 1 myynti
   *[other] { $sales } myyntiä
} täsmää; { $differences ->
    [one] 1 ei täsmää
   *[other] { $differences } ei täsmää
}
digest-reconciled-cut = { $result }, eikä kaikkea voitu verrata
digest-webhook = Viimeisin webhook ActiveCampaignista: { $time }
digest-sweep = Ajastuksen viimeisin täysi ajo: { $time }
none-yet = ei vielä
