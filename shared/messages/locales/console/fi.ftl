# Kaikkien sivujen sanat.

nav-pages = Sivut
nav-overview = Yleiskuva
nav-activity = Tapahtumat
nav-parked = Pysäköidyt
nav-settings = Asetukset
skip-to-content = Siirry sisältöön
search-label = Numero, nimi, sähköposti tai tietue
search-button = Miksi?
frame-zone = Ajat: { $zone }
place-stack = pino { $name }
place-folder = kansio { $path }
place-dev = `ekobridge dev` tällä koneella
language-choose = Kieli
in-english = Tarkemmin, englanniksi:
answer-no = ei
answer-yes = kyllä

ago-seconds = { $count ->
    [one] 1 sekunti sitten
   *[other] { $count } sekuntia sitten
}
ago-minutes = { $count ->
    [one] 1 minuutti sitten
   *[other] { $count } minuuttia sitten
}
ago-hours = { $count ->
    [one] 1 tunti sitten
   *[other] { $count } tuntia sitten
}
ago-days = { $count ->
    [one] 1 päivä sitten
   *[other] { $count } päivää sitten
}

outcome-sent = lähetetty
outcome-done = valmis
outcome-skipped = ohitettu
outcome-parked = pysäköity
outcome-failing = epäonnistuu
outcome-ignored = jätetty huomiotta
outcome-later = yritetään myöhemmin uudelleen

cause-webhook = webhook
cause-sweep = läpikäynti
cause-poll = kysely
cause-replay = uusinta-ajo
cause-backfill = jälkilähetys

direction-to-eaccounting = eAccountingiin
direction-to-activecampaign = ActiveCampaigniin

job-customer = asiakas
job-order = tilaus
job-quote = tarjous
job-find-orders = tilausten haku
job-write-order = tilauksen kirjoitus
job-write-contact = yhteystiedon kirjoitus
job-stock = varasto
queue-orders = tilaukset
queue-customers = asiakkaat
queue-backlog = massatyöt
document-customer = asiakas
document-article = tuote
document-order = tilaus
document-invoice = lasku
document-invoice-draft = laskuluonnos
document-credit-draft = hyvityslaskun luonnos
document-of-order = tilauksen { $order } { $document }
document-credit-invoice = hyvityslasku
document-deal = myyntimahdollisuus
document-contact = yhteystieto
document-shop-order = verkkokauppatilaus
document-product = tuote { $number }

state-never-seen = ei koskaan nähty
state-missing = ei ole olemassa
state-filtered = suodatettu pois
state-on-hold = pysäytetty
state-queued = jonossa
state-waiting-for-vendor = odottaa järjestelmää
state-waiting-for-login = odottaa kirjautumista
state-running = käsittelyssä
state-in-doubt = epävarma
state-parked = pysäköity
state-sent = lähetetty
state-follow-up-failed = lähetetty, jatkovaihe epäonnistui
state-changed-since = muuttunut sen jälkeen

column-attempts = Yritykset
column-calls = Kutsut
column-trigger = Käynnistäjä
column-day = Päivä
column-direction = Suunta
column-document = Asiakirja
column-error-code = Virhekoodi
column-field = Kenttä
column-job = Työ
column-key = Asetus
column-in-force = Voimassa
column-draft = Luonnos
column-made-from = Muodostettu
column-milliseconds = ms
column-now = Nyt
column-outcome = Tulos
column-prepared = Valmisteltu, ei lähetetty
column-record = Tietue
column-replayed = Ajetaan uudelleen
column-rule = Sääntö tai asetus
column-sent = Lähetetty
column-reason = Peruste
column-since = Alkaen
column-state = Tila
column-step = Vaihe
column-time = Aika
column-value = Arvo
column-what-happened = Mitä tapahtui
column-what-was-done = Mitä tehtiin
column-at-milliseconds = Alku ms
column-took-milliseconds = Kesto ms
period-today = Tänään
period-month = 30 päivää

overview-look = Katso
overview-waiting = { $count ->
    [one] 1 tietue odottaa sinua.
   *[other] { $count } tietuetta odottaa sinua.
}
overview-waiting-more = Vähintään { $count } tietuetta odottaa sinua.
overview-nothing = Ei vielä mitään.
overview-counted = Yritykset päivittäin, UTC. Tietue, joka epäonnistuu, pysäköidään ja sitten lähetetään, lasketaan joka kerta.
overview-chart = { $direction }, viimeiset 30 päivää: { $sent } lähetetty, { $skipped } ohitettu, { $failing } epäonnistunutta yritystä, { $parked } pysäköity.
overview-bar = { $day }: { $sent } lähetetty, { $skipped } ohitettu, { $failing } epäonnistui, { $parked } pysäköity
overview-table = Taulukkona; korkein pylväs on { $largest }
overview-differences = Järjestelmät eivät täsmää: { $differences } viimeisimmän täsmäytyksen mukaan.
overview-health = Tila
overview-newest = Uusimmat yritykset
overview-none-today = Ei yhtään tänään.
overview-all-activity = Kaikki tapahtumat
overview-sandbox = Molemmat järjestelmät ovat hiekkalaatikko:
overview-sandbox-link = katso, mitä sinne tuli
health-up = vastaa ja hyväksyy yhteyden
health-down = ei vastaa; kysytään uudelleen { $time }
health-refuses = torjuu yhteyden: kirjaudu uudelleen
health-last-webhook = Viimeisin webhook
health-last-sweep = Viimeisin läpikäynti
health-none-so-far = ei vielä
health-next-run = Seuraava ajo
health-every = { $seconds ->
    [one] sekunnin välein
   *[other] { $seconds } sekunnin välein
}
health-by-schedule = asennuksen ajastuksen mukaan
health-oldest = Pisimpään epäonnistuneen yrityksen jälkeen odottanut, ilman epävarmoja tietueita
health-oldest-none = mikään ei odota epäonnistuneen yrityksen jälkeen
health-oldest-since = { $record }, { $ago }
health-reconciled = Täsmäytyksen viimeisin tulos
health-reconciled-agree = järjestelmät täsmäsivät, { $sales ->
    [one] 1 myynti
   *[other] { $sales } myyntiä
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 myynti täsmäsi, eikä kaikkia voitu verrata, { $when }
   *[other] { $agreeing } myyntiä täsmäsi, eikä kaikkia voitu verrata, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } / 1 myynti täsmäsi, { $differences } ei, { $when }
   *[other] { $agreeing } / { $sales } myyntiä täsmäsi, { $differences } ei, { $when }
}
health-queues = Jonot
health-queue = { $name } { $waiting } (ja työn alla { $working })
health-token = Kirjautuminen eAccountingiin
health-token-company = Yritys eAccountingissa
health-token-none = kukaan ei ole yhdistänyt sitä: suorita { $command }
health-token-refused = torjuttu { $time } alkaen: suorita { $command }
health-token-valid = kunnossa; tämä käyttöoikeus on voimassa { $time } asti ja uusiutuu itsestään
health-token-due = kunnossa; käyttöoikeus uusitaan seuraavalla kutsulla
health-token-unreadable = ei voida lukea: { $why }

activity-of = Tapahtumat: { $what }
activity-day = Päivä ({ $zone })
activity-from = Alkaen
activity-until = Ennen
activity-any = kaikki
activity-both = molemmat
activity-filter = Suodata
activity-read = { $shown } tämän sivun lukemista { $read } merkinnästä, uusin ensin.
activity-nothing = Mikään ei vastaa hakua.
activity-unclear = ”{ $text }” ei ole tietue, tai niitä on useita. Hae sitä yläpuolelta ja valitse yksi.
activity-no-code = ”{ $code }” ei ole virhekoodi, joten yhdelläkään yrityksellä ei ole sitä. docs/ERRORS.md luettelee ne.
activity-others = Muut merkinnät
activity-older = Vanhemmat samalta päivältä
activity-before = Edellinen päivä
activity-after = Seuraava päivä

parked-nothing = Mitään ei ole pysäköity.
parked-sent = Jo lähetetty: asiakirjat pysyvät eAccountingissa ennallaan. Korjaa tai hyvitä ne siellä, avaa sitten tietue ja valitse ”{ $button }”.
parked-count = { $count } tällä sivulla, pisimpään odottanut ensin, syyn mukaan. Korjaa syy ja aja sitten uudelleen se, mikä odottaa sen takia.
parked-cause = { $count ->
    [one] 1 odottaa
   *[other] { $count } odottaa
}
parked-plan = { $count ->
    [one] Suunnittele sen uusinta-ajo
   *[other] Suunnittele näiden { $count } uusinta-ajo
}
parked-next = Seuraavat
parked-holds = Mitä on pysäytetty
holds-title = Pysäytetyt
holds-nothing = Mitään ei ole pysäytetty.
holds-explained = Pysäytettyä ei lähetetä, ennen kuin joku vapauttaa sen tietueen sivulla.
parked-setting = Muuta asetusta { $key }

replay-title = Uusinta-ajo: suunnitelma
replay-nothing-yet = Mitään ei ole vielä jonossa. Tietue, jolla on asiakirjansa, ei saa toista.
replay-is-planned = Suunniteltu: mitään ei ole vielä jonossa.
replay-apply = { $count ->
    [one] Aja 1 tietue uudelleen
   *[other] Aja { $count } tietuetta uudelleen
}
replay-none = Uudelleen ajettavaa ei ole. Taulukko kertoo jokaisesta tietueesta syyn ja sen, mitä on tehtävä ensin.
replay-settings-soon = Funktiot käyttävät asetusten versiota { $version } ajasta { $from } alkaen; siihen asti ne voivat käyttää edellistä versiota.
replay-why = Miksi se on siinä
plan-waits = odottaa
plan-overdue = myöhässä
plan-why-unknown = Sitä ei ole rekisterissä: se käsitellään uutena.
plan-why-not-asked = Sitä ei ole rekisterissä, eikä voitu selvittää, onko sitä olemassa: se käsitellään uutena.
plan-why-missing = Palvelussa { $vendor } ei ole tällaista tietuetta, eikä sitä ole rekisterissä. Tarkista, onko se nimetty oikein.
plan-why-on-hold = Joku on pysäyttänyt sen: { $because }. Vapauta se ensin.
plan-why-done = Siitä tuli { $document }.
plan-why-nothing = Mitään ei tarvinnut luoda.
plan-why-waits = Uusi yritys tehdään { $time }.
plan-why-in-doubt = Siitä on voinut tulla asiakirja: se tarkistetaan ennen kuin mitään luodaan.
plan-why-overdue = Yritys oli määrä tehdä, mutta sitä ei tehty.
plan-why-running = Sitä käsitellään nyt, enintään { $time } asti.
replay-queued = { $count ->
    [one] 1 tietue on jonossa.
   *[other] { $count } tietuetta on jonossa.
}
replay-no-second = Tietue, jolla on asiakirjansa, ei saa toista.
replay-ended = { $ended } / { $count } on valmiina.
replay-still = Luettelo luetaan uudelleen kahden sekunnin välein.

found-nothing = ActiveCampaignissa tai eAccountingissa ei ole tietuetta tällä numerolla, osoitteella tai nimellä, eikä viime päivien tapahtumaloki mainitse sitä. Sanan ”order” jälkeinen numero on verkkokaupan; eAccountingin omat löytyvät muodossa ”sales-order 7” ja ”invoice 7”.
found-other-number = Jos verkkokauppa näyttää asiakkailleen eri numeron kuin antoi ActiveCampaignille, hae ostajan sähköpostiosoitteella.
found-document = eAccountingissa on { $document }.
found-made-of = eAccountingin { $document } on tehty tietueesta { $record }.
found-more = Tällä nimellä voi olla muitakin: hae varmuuden vuoksi sähköpostiosoitteella.
found-incomplete = Kaikkea ei voitu hakea.
found-title = ”{ $query }”

record-of-connection = { $record } (yhteys { $connection })
record-answer = Vastaus
record-since = Alkaen
record-until = Asti
record-cause = Syy
record-document = Asiakirja
record-setting = Asetus
record-what-to-do = Mitä voit tehdä
record-replay = Aja uudelleen…
record-release = Vapauta ja vie jonoon
record-hold = Pysäytä
record-settle = Asiakirja on oikein
record-because = Älä lähetä, koska
record-no-name = ei henkilön nimeä
record-activity = Tapahtumat
record-sandbox = { $vendor } (hiekkalaatikko)
record-in-the-way = Mikä on nyt esteenä
record-totals = Mitä siitä tulee
record-totals-now = Mitä siitä tulisi nyt
record-order = Mitä tilattiin
record-buyer = Ostaja
record-kind-of-sale = Myynnin laji
record-prices = Verkkokaupan hinnat
sale-domestic = kotimaan myynti arvonlisäverolla
sale-domestic-reverse = kotimaan myynti käännetyllä verovelvollisuudella (rakentaminen)
sale-eu-company = veroton myynti EU-maan yritykselle ({ $country })
sale-eu-private = myynti EU-maahan ({ $country }) myyjän omalla arvonlisäverolla
sale-eu-private-oss = myynti EU-maan yksityishenkilölle ({ $country }) One Stop Shop -järjestelmässä
sale-export = veroton myynti EU:n ulkopuolelle ({ $country })
sale-export-with-vat = myynti EU:n ulkopuolelle ({ $country }) arvonlisäverolla, koska asiakas on merkitty niin
prices-per-unit = kappaleelta
prices-per-line = riviltä
prices-with-vat = { $per }, arvonlisävero mukana
prices-without-vat = { $per }, ilman arvonlisäveroa
prices-vat-taken-off = { $per }, myyjän arvonlisävero vähennetty
record-net = Netto
record-vat = Alv
record-total = Yhteensä
record-fields = Kenttä kentältä
record-fields-what = Lähetetty: kuten tapahtumalokissa. Nyt: kuten esikatselu sen lähettäisi; tätä sivua varten ei kirjoitettu mitään.
record-fields-prepared = Valmisteltu, ei lähetetty: sellaisena kuin se oli viimeisen yrityksen päättyessä, tapahtumalokin mukaan. Nyt: kuten esikatselu sen lähettäisi; tätä sivua varten ei kirjoitettu mitään.
record-fields-once = Lähetetty: kuten tapahtumalokissa. Nyt: mitä tietueesta tulisi tänään. Se on lähetetty, eikä sitä lähetetä uudelleen; eroava tieto on muuttunut sen jälkeen tai johtuu muista asetuksista. Ei verrata: mitä asiakas tai tuote saa kerran, kun se luodaan.
record-fields-differ = { $count ->
    [one] 1 poikkeaa
   *[other] { $count } poikkeaa
}
record-fields-count = { $count ->
    [one] 1 kenttä
   *[other] { $count } kenttää
}
record-row = { $document }, rivi { $row }
record-not-kept = (ei säilytetä)
record-not-compared = ei verrata
record-source = Lähde, kenttä kentältä
record-more = Kenttiä on enemmän; { $command } näyttää kaikki.
record-calls-if-sent = Kutsut, jos se lähetettäisiin
record-calls-now = Kutsut, jotka uusinta-ajo tekisi nyt
record-timeline = Aikajana
record-timeline-none = Tapahtumalokissa ei ole siitä mitään: sitä ei ole koskaan käsitelty, tai siitä on liian kauan.
record-attempt = { $job }, pyytäjä { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 kutsu
   *[other] { $calls } kutsua
}
record-steps = { $count ->
    [one] 1 vaihe
   *[other] { $count } vaihetta
}
record-failed = epäonnistui
record-no-record = Tämä ei ole tietue
record-no-record-help = Tietue kirjoitetaan kuten order:1:1001, deal:7, contact:3, account:2 tai quote:ID.

settings-what = Tämän asennuksen asetustiedosto ja sen muunnossäännöt. Pois jätetyllä asetuksella on oletusarvo.
settings-none = Mitään ei ole vielä tallennettu: kaikilla asetuksilla on oletusarvo. Kirjoita se, minkä pitää poiketa.
settings-file = Asetustiedosto
settings-check = Tarkista
settings-check-what = Se tarkistetaan kirjoittaessasi.
settings-valid = Siinä ei ole virheitä.
settings-mistakes = { $count ->
    [one] 1 virhe
   *[other] { $count } virhettä
}
settings-place = Rivi { $line }, sarake { $column }
settings-same = Se ei muuta mitään.
settings-changes = Mitä se muuttaa
settings-lines = Rivi riviltä
settings-too-long = Se on pidempi kuin { $most } tavua.
settings-added = lisätty
settings-removed = poistettu
settings-unset = (ei asetettu)
settings-preview-title = Mitä tietueesta tulisi
settings-preview-record = Tietue
settings-preview-button = Esikatsele luonnoksella
settings-preview-what = Mitään ei kirjoiteta: tietue luetaan, ja jokainen vaihe, joka muuttaisi jotain, jätetään tekemättä.
settings-preview-same = { $count ->
    [one] Toinen kenttä on sama.
   *[other] Muut { $count } kenttää ovat samat.
}
settings-preview-equal = Luonnos ei muuta mitään tässä tietueessa.
settings-preview-sent = Se on jo lähetetty: työ ei tee siitä enää mitään, olivatpa asetukset mitkä tahansa. Alla on, mitä siitä tulisi, jos se olisi uusi.
settings-preview-calls = Mitä kirjoitettaisiin
settings-preview-row = rivi { $number }
settings-save = Ota asetukset käyttöön
settings-save-what = Käynnissä olevat funktiot saavat ne minuutissa.
settings-saved = Asetukset ovat voimassa. Käynnissä olevat funktiot saavat ne minuutissa.
settings-overtaken = Joku muu on muuttanut asetuksia sivun avaamisen jälkeen. Mitään ei tallennettu. Alla on luonnoksesi verrattuna nyt voimassa oleviin.
settings-unseen = Luonnos on muuttunut tarkistuksen jälkeen. Mitään ei tallennettu. Katso, mitä se muuttaa, ja tallenna sitten.
settings-reference = Kaikki asetukset selitettyinä
settings-explained = { $key }, kuten mukana tuleva tiedosto sen selittää
settings-from-wrong = Tämä versio ei voi lukea voimassa olevia asetuksia; luonnosta verrataan oletusarvoihin.

problem-title = Tämä ei onnistunut
page-none = Sivua ei ole
page-none-help = Valikossa ovat kaikki sivut.
request-unreadable = Konsoli ei ymmärrä pyyntöä. Palaa takaisin, tarkista arvot ja yritä uudelleen.
guard-title = Sinua ei päästetä sisään
guard-host = Tällä konsolilla on toinen osoite.
guard-origin = Toinen sivusto on lähettänyt tämän.
guard-open = Avaa osoite, jonka pääte on tulostanut. Se toimii kerran; { $command } tulostaa uuden.
guard-used = Tämä ei ole tulostettu osoite, tai se on jo käytetty. { $command } tulostaa uuden.
guard-go-on = Jatka konsoliin
form-no-record = Yksi näistä ei ole tietue.
form-none = Yhtään tietuetta ei ole nimetty.
form-too-many = Näitä tietueita on enemmän kuin yhteen suunnitelmaan mahtuu.
form-again = Valitse tietueet sivulta uudelleen.

nav-reconciliation = Täsmäytys
reconciliation-what = Vertaa näiden päivien tilauksia eAccountingin asiakirjoihin, jokaisen valuutan pienimpään yksikköön asti. Se vain lukee; kuukausi voi kestää minuutin.
reconciliation-since = Alkaen
reconciliation-until = Asti
reconciliation-compare = Vertaa
reconciliation-no-day = ”{ $text }” ei ole päivä.
reconciliation-day-help = Kirjoita päivä kuten 2026-11-01.
reconciliation-more = { $count ->
    [one] ja 1 muu
   *[other] ja { $count } muuta
}
parked-acknowledge = Kuittaa
parked-ignore = Jätä huomiotta
parked-resolve = Ratkaistu
parked-reopen = Avaa uudelleen
parked-because = Peruste (valinnainen)
parked-is-acknowledged = { $by } kuittasi { $ago }.
parked-is-ignored = { $by } jätti huomiotta { $ago }.
parked-is-resolved = { $by } merkitsi ratkaistuksi { $ago }.
parked-is-open-again = Avoinna taas, koska sen jälkeen pysäköitiin lisää.
parked-said = Peruste: { $note }
parked-hidden = { $count ->
    [one] Lisäksi 1 on jätetty huomiotta tai ratkaistu.
   *[other] Lisäksi { $count } on jätetty huomiotta tai ratkaistu.
}
parked-replays = Uusimmat uusinta-ajot
parked-replay = { $at }, { $count ->
    [one] 1 tietue
   *[other] { $count } tietuetta
}, { $by }
replay-abort = Keskeytä
replay-abort-what = Aloittamaton jätetään silloin ennalleen.
replay-carry-out = Toteuta
replay-planned-record = suunniteltu
replay-is-aborted = Se keskeytettiin.
replay-aborted-record = keskeytetty ennen aloittamista
replay-progress = Uusinta-ajo { $name }

settings-versions = Versiot
settings-version = Versio { $number }
settings-version-opened = Tämä on versio { $number } verrattuna voimassa oleviin asetuksiin. Palaa siihen ottamalla se käyttöön.
column-version = Versio
column-by = Tekijä
column-note = Huomautus

# Tietueen esikatselu, työkalussa ja konsolissa.
preview-either = { $first } tai { $last }
preview-row-line = rivi { $number }
preview-row-shipping = toimitus
preview-row-discount = alennus { $number }
preview-row-unlisted = summa, jolla ei ole tilausriviä
preview-row-rounding = pyöristys
preview-article-sku = rivin tuotenumero (SKU)
preview-article-text-row = ei mikään: rivi ei maksa mitään ja on tekstirivi
preview-article-created = { $rule }; se luotaisiin
preview-source-customer = tilauksen asiakas
preview-source-currency = tilauksen valuutta
preview-source-day = päivä, jona tilaus tehtiin
preview-source-number = tilauksen numero
preview-source-vat = tämän myynnin arvonlisävero
preview-source-terms = yrityksen omat maksuehdot
preview-source-article-number = rivin tuotenumero (SKU) tai asetusten numero
preview-source-text = asetusten teksti
preview-source-coding = alv-kannan tiliöintitapa: articles.account_coding, vat.countries tai ensimmäinen käytössä oleva
preview-source-always = aina näin
preview-rule-as-it-is = kuten eAccountingissa: tilaus tai yhteystieto ei muuta sitä
preview-new-customer = <uusi asiakas>
preview-new-article = <uusi tuote>
preview-new-order = <uusi tilaus>
preview-new-invoice-draft = <uusi laskuluonnos>
preview-new-invoice = <uusi lasku>
preview-new-contact = <uusi yhteystieto>
preview-new-account = <uusi yritys>
preview-status-draft = 1 (luonnos)
preview-status-ongoing = 2 (kesken)
preview-status-shipped = 3 (toimitettu)
preview-shortened = lyhennetty { $from } merkistä { $to } merkkiin
preview-convention-service = { $convention } (päätelty palvelusta { $service })
preview-convention-no-service = { $convention } (yhteys ei nimeä palvelua)
preview-convention-deal = { $convention } (myyntimahdollisuudella on yksi hinta)
preview-call-create-customer = luoda asiakas
preview-call-update-customer = päivittää asiakas
preview-call-create-article = luoda tuote
preview-call-update-article = päivittää tuote
preview-call-create-order = luoda tilaus
preview-call-invoice-order = muuttaa tilaus laskuksi, joka kirjataan
preview-call-create-credit-draft = luoda hyvityslaskun luonnos
preview-call-create-invoice-draft = luoda laskuluonnos
preview-call-book-draft = muuttaa luonnos laskuksi, joka kirjataan, jos sen summat ovat nämä
preview-call-register-payment = kirjata maksu
preview-call-email-invoice = lähettää lasku sähköpostitse
preview-call-email-order = lähettää tilaus sähköpostitse
preview-call-add-order-note = lisätä muistiinpano, jossa on verkkokaupan tilaus
preview-call-link-customer = linkittää asiakas yhteystietoonsa
preview-call-link-order = lisätä linkki verkkokaupan tilaukseen
preview-call-order-quote = muuttaa tarjous tilaukseksi
preview-call-change-contact = muuttaa yhteystiedon kenttiä tai sähköpostiosoitetta
preview-call-create-deal = luoda myyntimahdollisuus
preview-call-change-deal = siirtää myyntimahdollisuus tai kirjoittaa sen kentät
preview-call-create-tag = luoda tunniste
preview-call-add-tag = lisätä tunniste yhteystietoon
preview-call-remove-tag = poistaa tunniste yhteystiedosta
preview-call-write-contact = kirjoittaa yhteystieto
preview-call-create-account = luoda yritys
preview-call-rename-account = nimetä yritys uudelleen
preview-call-add-to-account = liittää yhteystieto yritykseen
preview-call-add-to-list = lisätä yhteystieto listalle
preview-call-add-note = lisätä muistiinpano
preview-call-create-connection = luoda yhteys
preview-call-create-custom-object = luoda mukautettu objekti
preview-call-write-quantity = kirjoittaa tuotteen määrä
preview-call-write-stock = kirjoittaa tuotteen varasto
preview-call-write-shop-order = kirjoittaa verkkokauppatilaus
preview-call-other = kirjoittaa
preview-end-queued = { $orders ->
    [one] Jonoon vietäisiin 1 tilaus ({ $record }).
   *[other] Jonoon vietäisiin { $orders } tilausta ({ $record }).
}
preview-end-done = { $record } tulisi valmiiksi.
preview-end-already = { $record } on jo lähetetty: { $document }, eikä mitään kirjoitettaisi.
preview-end-updates-customer = Asiakas { $number } päivitettäisiin, lähteenä { $record }.
preview-end-new-customer = { $record } lisättäisiin uudeksi asiakkaaksi.
preview-end-customer = { $record } lisättäisiin asiakkaaksi.
preview-end-order = { $record } vietäisiin tilaukseksi.
preview-end-invoice-draft = { $record } vietäisiin laskuluonnokseksi.
preview-end-invoice = { $record } vietäisiin laskuksi.
preview-end-nothing = Mitään ei tehtäisi: { $reason }.
preview-end-nothing-alone = Mitään ei tehtäisi.
preview-end-waits = Se odottaisi sinua: { $problem }
preview-end-retried = Se epäonnistui juuri nyt, ja sitä yritettäisiin uudelleen: { $problem }
preview-state-running = käsittelyssä
preview-state-waiting = odottaa seuraavaa yritystä
preview-state-skipped = ohitettu
