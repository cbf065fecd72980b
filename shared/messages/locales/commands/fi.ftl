answer-yes = Kyllä
answer-no = Ei
answer-yes-or-no = Kirjoita { $yes } (kyllä) tai { $no } (ei).
choose-one = ↑↓ liikkuu, Enter valitsee, kirjoita suodattaaksesi
choose-some = ↑↓ liikkuu, välilyönti valitsee yhden, → kaikki, ← ei mitään, Enter kun olet valmis, kirjoita suodattaaksesi
nothing-queued = Mitään ei viety jonoon.
nothing-sent = Mitään ei lähetetty.
nothing-stored = Mitään ei tallennettu.
nothing-erased = Mitään ei poistettu.
nothing-pushed = Mitään ei otettu käyttöön.
no-terminal = Vahvistamiseen ei ole päätettä: lisää --yes.
records = { $count ->
    [one] 1 tietue
   *[other] { $count } tietuetta
}
by = tekijä { $who }
later = Se käsitellään, kun { $command } on taas käynnissä.
replay-which = Mitkä tietueet? Nimeä ne, esimerkiksi order:1:1001, tai valitse ne valitsimella --parked, --cause CODE, --error CODE, --since WHEN tai --dead-letters.
hold-which = Mitkä tietueet? Nimeä ne, esimerkiksi order:1:1001, tai valitse ne valitsimella --cause CODE.
replay-named-right = Tarkista, onko tietue nimetty oikein.
replay-ask = { $count ->
    [one] Ajetaanko 1 tietue uudelleen?
   *[other] Ajetaanko { $count } tietuetta uudelleen?
}
replay-run-plan = Tai toteuta tämä suunnitelma: { $command }.
replay-queued = { $count ->
    [one] 1 tietue vietiin jonoon nimellä { $name }.
   *[other] { $count } tietuetta vietiin jonoon nimellä { $name }.
}
replay-shows-progress = { $command } näyttää sen etenemisen.
replay-cut-short = { $count ->
    [one] Uusinta-ajo { $name } keskeytettiin, kun 1 tietue oli viety jonoon.
   *[other] Uusinta-ajo { $name } keskeytettiin, kun { $count } tietuetta oli viety jonoon.
}
replay-aborted = { $name } on keskeytetty; jonoon vietiin { $queued } / { $count }. Aloittamaton jää ennalleen. { $command } näyttää sen.
replay-no-replays = Uusinta-ajoja ei ole ollut.
replay-head = { $state }, jonossa { $queued } / { $count }
replay-state-planned = suunniteltu
replay-state-queueing = viedään jonoon
replay-state-queued = jonossa
replay-state-aborted = keskeytetty
replay-planned = Suunniteltu: mitään ei ole vielä jonossa. { $apply } toteuttaa sen, { $abort } hylkää sen.
replay-not-begun = { $count ->
    [one] 1 keskeytetty ennen alkua
   *[other] { $count } keskeytetty ennen alkua
}
replay-ended = Valmiina { $ended } / { $count }: { $outcomes }
replay-pending = kesken
replay-failed = Siinä epäonnistui
and-more = ja vielä { $count }: { $command }
replay-nothing = Kohteessa { $deployment } ei ole uudelleen ajettavaa.
replay-plan = Ajetaan uudelleen kohteessa { $deployment }:
replay-not = Ei ajeta uudelleen:
replay-more = { $more ->
    [one] Uusinta-ajo ottaa { $most } tietuetta; vielä 1 jää jäljelle. Suorita sama komento uudelleen sitä varten.
   *[other] Uusinta-ajo ottaa { $most } tietuetta; vielä { $more } jää jäljelle. Suorita sama komento uudelleen niitä varten.
}
replay-ignored = { $count ->
    [one] Jätetty pois: 1 tietue, jonka syy { $cause } jätettiin huomiotta. Aja se uudelleen nimellä tai valitsimella --cause { $cause }.
   *[other] Jätetty pois: { $count } tietuetta, joiden syy { $cause } jätettiin huomiotta. Aja ne uudelleen nimellä tai valitsimella --cause { $cause }.
}
replay-without-job = { $record } on pysäköity ilman työtä: aja uudelleen tietue, johon se kuuluu.
replay-unreadable = Viesti { $id } epäonnistuneiden viestien jonossa ei ole työ ja jää sinne. Katso se AWS:ssä, ja poista se.
backfill-looking = etsitään, mitä on
backfill-none-open = Jatkettavaa jälkilähetystä ei ole: viimeisin on valmis, tai yhtään ei ole aloitettu.
backfill-add-apply = Lisää --apply, jotta ne lähetetään.
backfill-ask = { $count ->
    [one] Lähetetäänkö 1 tietue?
   *[other] Lähetetäänkö { $count } tietuetta?
}
backfill-waits-for-settings = Funktiot käyttävät asetusten versiota { $version } ajasta { $from } alkaen. Tietueet odottavat siihen asti.
backfill-queued = { $count ->
    [one] 1 tietue vietiin jonoon.
   *[other] { $count } tietuetta vietiin jonoon.
}
backfill-stopped = { $count ->
    [one] Pysähtyi 1 epäonnistumisen jälkeen.
   *[other] Pysähtyi { $count } epäonnistumisen jälkeen.
} Kun syy on poissa, jatka komennolla { $resume }; epäonnistuneet lähettää { $replay }.
backfill-stuck = Pysähtyi: yksikään työ ei ole valmistunut kymmeneen minuuttiin. Katso, ovatko funktiot tauolla tai onko jokin järjestelmä poissa käytöstä; jatka sitten komennolla { $resume }.
backfill-since = Anna ensimmäinen päivä valitsimella --since.
backfill-nothing = Kohteessa { $deployment } ei ole lähetettävää.
backfill-plan = Lähetetään kohteessa { $deployment }:
backfill-orders = { $count ->
    [one] tilaus
   *[other] tilauksia
}
backfill-deals = { $count ->
    [one] myyntimahdollisuus
   *[other] myyntimahdollisuuksia
}
backfill-contacts = { $count ->
    [one] yhteystieto
   *[other] yhteystietoja
}
backfill-documents = { $count ->
    [one] asiakirja
   *[other] asiakirjoja
}
backfill-span = { $first } – { $last }
backfill-costs = noin { $calls ->
    [one] 1 kutsu
   *[other] { $calls } kutsua
} järjestelmiin, mikä vie { $minutes ->
    [one] enintään minuutin
   *[other] noin { $minutes } minuuttia
}, jos muuta ei ole käynnissä
backfill-left-out = Jätetty pois:
backfill-ended = Lähetetty { $sent } / { $total }, joista { $nothing } ilman tehtävää, { $failures ->
    [one] 1 epäonnistui
   *[other] { $failures } epäonnistui
}.
backfill-says-what = { $command } kertoo, mitä kullekin tehdään.
hold-one-deployment = Pysäytä tietueita yhdessä asennuksessa kerrallaan: nimeä se valitsimella --stack tai --data.
hold-left-out = Jätetty pois: { $problem }
hold-parked-with = Pysäköity koodilla { $code }:
hold-ask = { $count ->
    [one] Pysäytetäänkö 1 tietue?
   *[other] Pysäytetäänkö { $count } tietuetta?
}
hold-if-it-arrives = Se pysäytetään, jos se joskus saapuu.
hold-never-seen = Mitään nimeltä { $record } ei ole toistaiseksi nähty: tarkista, onko nimi oikein.
hold-already-sent = Se on jo eAccountingissa: { $document }. Vain myöhemmät muutokset pysäytetään.
hold-done = { $record } on nyt pysäytetty.
hold-already = { $record } on jo pysäytetty tästä syystä.
hold-failed = { $record } ei ole pysäytetty. { $problem }
release-done = { $record } on vapautettu ja viety jonoon.
release-missing = { $record } on vapautettu, mutta ei viety jonoon. { $missing }
release-not-held = { $record } ei ole pysäytetty. { $list } näyttää, mikä on, ja { $why }, missä se on.
release-failed = { $record } – vapautus ja jonoon vienti ei onnistunut. { $problem }
some-failed = Epäonnistui { $failed } / { $count }.
erase-ask = Poistetaanko tämä henkilö tapahtumalokista ({ $deployment })? Sitä ei voi perua.
erase-no-entries = Tapahtumalokissa ei ole merkintää tästä henkilöstä.
erase-entries = { $count ->
    [one] 1 tapahtumalokin merkintä poistettiin.
   *[other] { $count } tapahtumalokin merkintää poistettiin.
}
erase-no-digests = Rekisterissä ei ollut tiivisteitä henkilön kentistä.
erase-digests = { $count ->
    [one] 1 kentän tiiviste poistettiin rekisteristä.
   *[other] { $count } kentän tiivisteet poistettiin rekisteristä.
}
erase-links-stay = Tietueiden väliset linkit jäävät, ilman henkilötietoja. ActiveCampaignissa ja eAccountingissa ei muutettu mitään: poista henkilö ensin sieltä, tai seuraava tapahtuma kirjoittaa uuden merkinnän.
erase-name-a-person = Nimeä henkilö: sähköpostiosoitteella tai ActiveCampaignin yhteystiedolla, esimerkiksi contact:3.
erase-no-contact = ActiveCampaignissa ei ole yhteystietoa { $id }, jolla on sähköpostiosoite. Nimeä henkilö osoitteella.
audit-nothing = Kukaan ei ole tehnyt mitään kirjattavaa.
export-too-many = Kohteessa { $deployment } on yli { $most } tällaista yritystä. Vie lyhyempi aika valitsimilla --since ja --until.
export-written = { $count ->
    [one] 1 yritys on tiedostossa { $file }.
   *[other] { $count } yritystä on tiedostossa { $file }.
}
file-exists = { $file } on jo olemassa; valitse toinen nimi
file-exists-force = { $file } on olemassa; valitse toinen nimi tai korvaa se valinnalla --force
tail-follows = Seurataan tapahtumalokia. Lopeta näppäimillä Ctrl+C.
settings-shipped = Mitään ei ole otettu käyttöön: mukana toimitetut asetukset ovat voimassa.
settings-nothing-to-compare = Mitään ei ole otettu käyttöön: mukana toimitetut asetukset ovat voimassa, eikä verrattavaa ole.
settings-none-before = Voimassa olevaa edeltävää versiota ei ole. `ekobridge settings push FILE` ottaa toisen käyttöön.
settings-ask = Otetaanko nämä asetukset käyttöön?
settings-pushed = Otettu käyttöön versiona { $version }. Käynnissä olevat funktiot saavat sen minuutissa.
settings-from-wrong = Tämä versio ei voi lukea voimassa olevia asetuksia; tätä verrataan oletusarvoihin.
settings-changes-nothing = Se ei muuta mitään siinä, mitä { $deployment } tekee.
settings-changes = Se muuttaa kohteessa { $deployment }:
settings-to-default = { $count ->
    [one] 1 asetettu avain palaa oletusarvoonsa: { $keys }.
   *[other] { $count } asetettua avainta palaa oletusarvoonsa: { $keys }.
}
settings-keys-and-more = { $keys } ja vielä { $more }
settings-version = versio { $version }
settings-shipped-name = mukana toimitetut asetukset
settings-none-between = Yksikään asetus ei muuttunut: { $from }, { $to }.
settings-between = { $from } → { $to }:
settings-field-missing = Varoitus: `{ $key }` nimeää mukautetun kentän { $tag }, jota ActiveCampaignissa ei ole. Luo se ennen kuin otat nämä asetukset käyttöön, tai korjaa asetus.
settings-field-elsewhere = Varoitus: `{ $key }` nimeää mukautetun kentän { $tag } tietueille { $wanted }; ActiveCampaignissa se on vain tietueilla { $found }. Sääntö lukee yhteystiedon kentän muodossa `customer.field.TAG`, sen yrityksen kentän muodossa `customer.accountField.TAG` ja kaupan kentän muodossa `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] yhteystiedot
    [account] yritykset
   *[other] myyntimahdollisuudet
}
settings-fields-unknown = ActiveCampaignilta ei voitu kysyä, ovatko asetusten mukautetut kentät olemassa: { $why }
settings-not-set = (ei asetettu)
notices-failed = { $failed } / { $count } ei ottanut ilmoitusta vastaan. docs/NOTICES.md kertoo, miten kukin otetaan käyttöön.
notices-no-mail-here = sähköposti: ei lähetetä tältä koneelta; `ekobridge dev` tulostaa ilmoitukset päätteeseensä
notices-mail = sähköposti: lähetetty hälytysten aiheeseen, jonka vahvistetut tilaajat saavat sen
notices-delivered = { $channel }: toimitettu
notices-no-other = Muuta kanavaa ei ole käytössä: docs/NOTICES.md näyttää, miten.
console-is-at = Kohteen { $deployment } konsoli on osoitteessa
console-end = Osoite päästää sisään yhden selaimen, kerran. Lopeta näppäimillä Ctrl+C.
deployment-stack = pino { $name }
deployment-folder = kansio { $folder }
deployment-running = { $command } kansiossa { $folder }
no-record = "{ $text }" ei ole tietue. Nimeä se kuten viesteissä (order:1:1001, deal:7, contact:3, account:2, quote:ID), lajilla ja numerolla (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), pelkällä tilauksen tai asiakirjan numerolla (1001), yhteystiedon sähköpostiosoitteella (anna@example.com) tai etu- ja sukunimellä ("Anna Svensson").
connect-confirm = Yritys on vahvistettava. Suorita tämä päätteessä, tai lisää --yes.
connect-other-company = Tämä ei ole aiemmin yhdistetty yritys: se oli { $name } ({ $id }). Mitään ei tallennettu.
connect-other-company-do = Kirjaudu uudelleen ja valitse se yritys, tai vaihda lisäämällä --other-company: olemassa olevat tietueet jäävät entiseen yritykseen, ja Ekobridge aloittaa tässä alusta.
connect-stored = Yhdistetty. Lupa on tallennettu: { $place }.
connect-client-needed = Tarvitaan eAccountingin asiakasohjelman tunnus ja salaisuus. Aseta EACCOUNTING_CLIENT_ID ja EACCOUNTING_CLIENT_SECRET ympäristöön tai tiedostoon .env; eAccountingin API-tuki antaa ne.
connect-client-from = Asiakasohjelman tunnuksen ja salaisuuden saat eAccountingin API-tuelta.
connect-client-id = Asiakasohjelman tunnus (client id):
connect-client-secret = Asiakasohjelman salaisuus (client secret):
connect-company = Kirjautuminen koskee tätä yritystä:
company-name = Yritys
company-number = Y-tunnus
company-country = Maa, valuutta
company-vat-number = Alv-tunniste
company-oss = Myy OSS-järjestelmässä
company-modules = Moduulit
company-years = Avoimet tilikaudet
company-identity = Tunniste
company-none = (ei ole)
company-yes = kyllä
company-no = ei
company-years-unread = (ei voi lukea)
company-year = { $first } – { $last }
connect-ask = Yhdistetäänkö Ekobridge tähän yritykseen?
login-in-use = { $address } on toisen ohjelman käytössä, joten koodi on liitettävä.
login-open = Avaa tämä sivu selaimessa, ja kirjaudu eAccountingiin:
login-no-browser = Selainta ei voi avata täällä. Avaa tämä sivu selaimessa, ja kirjaudu eAccountingiin:
login-opens = eAccountingin kirjautuminen avautuu selaimeesi. Jos ei avaudu, avaa tämä sivu:
login-waits = Odotetaan vastausta osoitteessa { $address } …
login-no-answer = Vastausta ei tullut kymmenessä minuutissa. Jos sivu sanoi, että asiakasohjelma tai uudelleenohjausosoite on tuntematon, tarkista asiakasohjelman tunnus ja se, että { $address } on rekisteröity sille (muuten anna rekisteröity valitsimella --redirect-uri). Suorita sitten `ekobridge connect` uudelleen.
login-paste = Kirjautumisen jälkeen selain ohjataan osoitteeseen, joka voi näyttää virheen. Niin kuuluukin olla: kopioi koko osoite.
login-address-or-code = Osoite tai koodi:
login-answered = eAccounting on vastannut
login-answered-what = Palaa päätteeseen: se näyttää, mikä yritys on kyseessä.
login-other = Ei tästä kirjautumisesta
login-other-what = Tämä sivu kuuluu toiseen kirjautumiseen, eikä mitään tehty. Sulje se, ja käytä päätteen nimeämää sivua.
login-failed = Ei yhdistetty
login-failed-what = Palaa päätteeseen: se kertoo, miksi ja mitä tehdä.
place-secret = salaisuus { $secret }
place-sandbox-next = Hiekkalaatikkoa käyttää sillä { $command }.
place-folder-next = { $command } käyttää sitä tästä lähtien; käynnissä oleva ottaa sen käyttöön seuraavalla tarkistuksellaan.
place-without-data = { $command } ilman valitsinta --data
place-stack-next = Pino käyttää sitä tästä lähtien. Odottavat työt jatkuvat automaattisesti.
place-waits = Toinen prosessi käyttää eAccountingin lupaa. Odotetaan, että se on valmis, enintään 95 sekuntia …
preview-title = { $record } · esikatselu, mitään ei kirjoiteta
preview-known = Rekisterissä se on tilassa { $state } ajasta { $since } alkaen
preview-as-if-sent = Seuraava on kuin se olisi uusi ja asetukset ottaisivat sen mukaan; lopussa kerrotaan, mitä tapahtuisi.
preview-created = { $document }: luodaan
preview-updated = { $document }: päivitetään
preview-left = { $document }: jää ennalleen
preview-unknown = { $document }: siltä osin kuin voidaan sanoa
preview-found-by = (löydetty: { $how })
preview-rule = Sääntö
preview-in-activecampaign = { $document } ActiveCampaignissa
preview-unused = Myös tietueessa, muttei missään yllä olevassa kentässä
preview-rows-with-vat = Rivit: hinnat ja summat valuutassa { $currency }, sis. alv
preview-rows-without-vat = Rivit: hinnat ja summat valuutassa { $currency }, ilman alv:tä
preview-column-of = Lähde
preview-column-article = Tuote
preview-column-text = Nimike
preview-column-quantity = Määrä
preview-column-price = Hinta
preview-column-discount = Alennus
preview-column-amount = Summa
preview-column-account = Tili
preview-column-coding = Tiliöintitapa
preview-article-name = (tuotteen nimi)
preview-totals = Loppusummat valuutassa { $currency }
preview-shop = Verkkokauppa
preview-without-vat = Ilman alv:tä
preview-vat-of = Alv { $rate } % summasta { $net }
preview-with-vat = Sis. alv
preview-same = ✓ sama
preview-not-same = ei sama
preview-to-be-paid = Maksettavaa
preview-rounds = eAccounting pyöristää täyteen valuuttaan
preview-lines = Rivit verkkokaupan mukaan; laskurivejä ja alv:tä ei voi vielä sanoa
preview-column-name = Nimi
preview-column-article-there = Tuote eAccountingissa
preview-article-new = { $number } luotaisiin, { $rate } %
preview-article-none = ei ole
preview-article-not-looked-up = ei haettu
preview-article-rule = Tuote { $article }: { $rule }.
preview-row-article-rule = Rivin { $row } tuote: { $rule }.
preview-field-rule = Rivien { $field }: { $rule } ({ $place })
preview-calls = Mitä kutsuttaisiin
preview-calls-if-sent = Mitä kutsuttaisiin, jos se lähetettäisiin
preview-was-empty = oli tyhjä
preview-was = oli { $value }
preview-also = Lisäksi: { $problem }
preview-saved = { $file } sisältää sen keksityillä henkilöillä. Tunnukset, tilausnumerot, summat, päivät ja tuotteet ovat oikeita. Lue se ennen lähettämistä.
preview-nothing = Tapahtuma ei pyydä mitään, mitä Ekobridge tekee.
dev-runs = Ekobridge on käynnissä tällä koneella.
dev-console = Konsoli
dev-sandbox = Molempien hiekkalaatikko
dev-webhooks = Webhookien osoite
dev-demo-stopped = Demo pysähtyi, eikä loppua näytetä: { $why }.
dev-demo-stopped-do = Yllä olevat työt kertovat, mitä tietueista tuli. { $command } näyttää, mikä vaatii toimiasi.
dev-done = { $count } valmista
dev-skipped = { $count } ohitettu
dev-parked = { $count } pysäköity
dev-waiting = { $count } odottaa seuraavaa yritystä
dev-working = työskentelee
dev-jobs = Valmiita töitä
dev-next-attempt = Seuraava yritys { $seconds } s kuluttua.
dev-alert = HÄLYTYS
dev-recovered = PALAUTUNUT
dev-notice = ILMOITUS
dev-own-settings = Tiedostossa .env ei ole tilejä: molemmat järjestelmät ovat hiekkalaatikko, eikä demoa näytetä omilla asetuksillasi.
dev-played = Demo on jo näytetty tässä kansiossa; sen jäljet ovat tallella.
dev-jobs-resume = Odottavat työt jatkuvat, kun tämä käynnistetään uudelleen samassa kansiossa.
dev-jobs-lost = Odottavat työt katoavat nyt; valitsimella --data ne jatkuisivat seuraavalla kerralla.
dev-stopped = Pysäytetty. Uudelleen käynnistettynä se jatkaa siitä, missä oli.
dev-stopped-lost = Pysäytetty, ja sen sisältö on poissa. Valitsimella --data se jatkaisi seuraavalla kerralla.
dev-look = Katso, mitä saapui: { $address }
dev-keeps-running = Ekobridge jatkaa toimintaansa. Pysäytä näppäimillä Ctrl+C.
dev-other-here = Muiden päätteiden komennot löytävät toisen tässä kansiossa käynnistetyn: { $command }, eivät tätä.
dev-another-runs = Tässä kansiossa on käynnissä toinen { $command }: komennot löytävät tämän valitsimella --data { $folder }.
dev-new-grant = eAccountingin uusi lupa on käytössä.
demo-schedule = Ajastus toimii ensimmäistä kertaa
demo-signs-up = 1. Anna tilaa verkkokaupan uutiskirjeen
demo-moves = 2. Anna muuttaa Göteborgiin
demo-orders = 3. Björkskog Bygg AB tilaa WooCommerce-kaupasta kaksi lamppua ja kahvia alennuskoodilla
demo-three-times = 4. Sama webhook saapuu kolme kertaa
demo-once = { $webhooks } webhookia ja yksi läpikäynti nimesivät saman tilauksen; eAccountingissa oli ennen { $before ->
    [one] 1 tilaus
   *[other] { $before } tilausta
} ja on nyt { $now }.
demo-quote = 5. Asiakas hyväksyy tarjouksen eAccountingissa
demo-telephone = 6. Björkskog Bygg AB tilaa puhelimitse vielä yhden lampun, ja tilaus on eAccountingissa
demo-shipped = 7. Tilaus toimitetaan ja laskutetaan, ja lasku maksetaan
demo-last-vase = 8. Viimeinen maljakko myydään myymälässä
demo-bookkeeper = 9. Kirjanpitäjä lisää asiakkaan eAccountingiin
demo-eaccounting = Mitä eAccountingissa on nyt
demo-activecampaign = Mitä ActiveCampaignissa on nyt eAccountingin tiedoista
demo-customer = Asiakas
demo-contact = Yhteystieto
demo-name = Nimi
demo-email = Sähköposti
demo-postcode = Postinro
demo-city = Paikkakunta
demo-order = Tilaus { $number }: { $customer }, viite { $reference }
demo-without-vat = Ilman alv:tä { $amount } { $currency }, alv { $vat }
demo-rounding = , pyöristys { $amount }
demo-to-be-paid = , maksettavaa { $amount }
demo-shop-order = Tilaus { $number }: { $email }, { $amount } { $currency }, { $status } ({ $shop })
demo-product = Tuote { $sku }, { $name }: { $stock }
several-records = "{ $text }" nimeää useita tietueita. Nimeä yksi.
no-such = Järjestelmässä { $vendor } ei ole tietuetta { $record }.
preview-convention = Verkkokaupan hintakäytäntö on { $convention }.
no-deployment = Asennusta ei löytynyt. Nimeä pino valitsimella --stack NAME, käynnistä `ekobridge dev` tässä toisessa päätteessä, tai nimeä sen kansio valitsimella --data DIR.
no-state-in = Kansiossa { $folder } ei ole komennon `ekobridge dev` tilaa. Nimeä kansio, jolla se käynnistettiin, tai pino valitsimella --stack.
several-run = Tässä kansiossa on käynnissä { $count } `ekobridge dev`, tiedot kansioissa { $folders }. Nimeä yksi: --data { $first }, tai --data { $last }.
one-deployment = Tämä komento koskee yhtä asennusta, ja --stack { $named } nimeää useita. Nimeä yksi.
not-built = Tästä koosteesta puuttuu { $what }: käytä julkaistua työkalua, tai `cargo install --locked --path cli --features setup`.
not-built-stacks = AWS-pinojen tuki
file-missing = Tiedostoa { $file } ei ole. Tarkista, onko nimi oikein.
file-unreadable = Tiedostoa { $file } ei voi lukea: { $why }.
file-unwritable = Tiedostoa { $file } ei voi kirjoittaa: { $why }.
file-no-folder = sen kansiota ei ole
file-forbidden = käyttäjälläsi ei ole oikeutta
file-is-folder = se on kansio
file-no-text = se ei ole UTF-8-tekstiä
window-reversed = until on ennen aikaa since: niiden välissä ei ole mitään. Vaihda ajat keskenään.
parked-settled = { $record } ei ole enää pysäköity. Se pysäköidään taas, jos se muuttuu vielä kerran.
cause-open = { $code } on avoinna.
cause-acknowledged = { $code } on kuitattu, kunnes toinen tietue pysäköidään sillä.
cause-ignored = { $code } jätetään huomiotta, kunnes toinen tietue pysäköidään sillä.
cause-resolved = { $code } on ratkaistu, kunnes toinen tietue pysäköidään sillä.
no-code = koodia { $text } ei ole; `ekobridge parked` näyttää jokaisen syyn koodin, jolla jotakin on pysäköity
no-code-but-trigger = { $text } ei ole virhekoodi, vaan se, mikä käynnistää yrityksen: { $option } komennoissa activity, tail ja export
activity-no-entry = Millään tietueen { $record } yrityksellä ei ole tunnusta { $id } viimeisten { $count } joukossa. Loki unohtaa muutaman päivän kuluttua; --limit katsoo kauemmas.
preview-no-file = Tiedostoa { $file } ei ole. Nimeä olemassa oleva, tai tietue, esimerkiksi order 1001.
preview-connection = --connection on tilauksille, jotka nimetään pelkällä verkkokaupan tunnuksella, esimerkiksi order 1001.
preview-too-large = { $file } on suurempi kuin mikään tapahtuma.
preview-no-event = { $file } ei ole tapahtuma, joka nimeää tietueen
event-no-job = Erän viestissä { $number } ei ole työtä.
event-no-base64 = Sen sisältö ei ole base64-muotoa.
event-neither = Se ei ole jonon erä, webhook eikä työ. (Ajastuksen tapahtuma ei nimeä tietuetta: sen, mitä se löytäisi, löytää läpikäynti.)
event-no-webhook = Se ei ole webhook: { $why }.
event-asks-nothing = Webhook "{ $kind }" ei pyydä mitään.
event-asks-nothing-since = Webhook "{ $kind }" ei pyydä mitään: { $why }.
preview-not-anonymous = Mitään ei kirjoitettu: kaikkia tietueen nimiä ja osoitteita ei voitu korvata. Jätä --save pois, ja kopioi tarvitsemasi käsin.
env-line = Tiedoston .env rivi { $line } ei ole muotoa NAME=value. Korjaa se.
env-control = Arvossa { $name } on rivinvaihto tai muu ohjausmerkki.
env-not-url = { $name } ei ole URL. Korjaa se, tai jätä se pois.
console-port = Tämän koneen porttia { $port } ei voi käyttää: se voi olla toisella ohjelmalla. Nimeä toinen valitsimella --port, tai jätä se pois.
login-nothing-pasted = Mitään ei liitetty. Suorita `ekobridge connect` uudelleen.
login-neither = Tämä ei ole osoite eikä koodi. Suorita `ekobridge connect` uudelleen.
login-of-another = Vastaus ei kuulu tähän kirjautumiseen: sen `state` on toinen. Se voi tulla vanhemmalta sivulta tai joltakulta, joka haluaa yhdistää sinut omaan yritykseensä. Mitään ei tallennettu. Sulje sellaiset sivut, ja suorita `ekobridge connect` uudelleen.
login-denied = Pääsy evättiin eAccountingin suostumussivulla. Mitään ei tallennettu. Suorita `ekobridge connect` uudelleen ja salli se.
login-scopes = eAccounting ei anna asiakasohjelmallesi sitä, mitä Ekobridge tarvitsee (invalid_scope). Pyydä eAccountingin API-tuelta käyttöoikeudet: { $scopes }.
login-failed-with = Kirjautuminen eAccountingiin epäonnistui ({ $error }). Mitään ei tallennettu. Tarkista asiakasohjelman tunnus ja uudelleenohjausosoite, ja suorita `ekobridge connect` uudelleen.
login-no-code = Vastauksessa ei ole koodia. Mitään ei tallennettu. Suorita `ekobridge connect` uudelleen.
login-no-refresh-token = eAccounting ei antanut uusimisavainta, jota ilman yhteys päättyisi tunnin kuluttua. Pyydä eAccountingin API-tukea sallimaan asiakasohjelmallesi käyttöoikeus offline_access.
sandbox-silent = Osoitteessa { $address } ei vastaa hiekkalaatikko. Käynnistä `ekobridge dev` toisessa päätteessä, tai nimeä osoite valitsimella --sandbox URL.
secret-missing = Tällä tilillä ja alueella ei ole salaisuutta { $secret }: asenna pino uudelleen, jolloin se luodaan.
secret-unreadable = Salaisuutta { $secret } ei voi lukea: { $why }. Tarkista AWS-tunnuksesi ja AWS_REGION.
secret-unwritable = Salaisuutta { $secret } ei voi kirjoittaa: { $why }. Tarkista AWS-tunnuksesi ja AWS_REGION.
secret-not-json = Salaisuudessa { $secret } ei ole JSONia. Korjaa se AWS Secrets Managerissa, ja suorita tämä sitten uudelleen.
dev-stalled = Työtä on yhä jäljellä, eikä mitään ole valmistunut kolmeen minuuttiin. Katso lokista, mitä se odottaa.
dev-notices-json = EKOBRIDGE_NOTICES ei ole JSONia. docs/NOTICES.md näyttää, mitä siinä on.
broken-off = Keskeytetty.
settings-unreadable = Tämä työkalun versio ei voi lukea tiedoston { $file } asetuksia, eikä mitään muutettu. Mikä on vialla, riveittäin:
settings-from-unreadable = Tämä versio ei voi lukea: { $from }; sitä verrataan oletusarvoina.
replay-see-parked = { $command } näyttää, mikä odottaa sinua.
replay-see-activity = { $command } näyttää yritykset, jotka lokissa vielä on.
replay-unmet = { $count ->
    [one] 1 nimeämääsi tietuetta ei ajeta uudelleen: { $records }. Yllä kerrotaan syy ja mitä tehdä.
   *[other] { $count } nimeämääsi tietuetta ei ajeta uudelleen: { $records }. Yllä kerrotaan syy ja mitä tehdä.
}
replay-ask-letters = { $count ->
    [one] Poistetaanko 1 epäonnistunut viesti, jonka tietue on valmis?
   *[other] Poistetaanko { $count } epäonnistunutta viestiä, joiden tietueet ovat valmiita?
}
replay-letters-deleted = { $count ->
    [one] 1 epäonnistunut viesti poistettiin.
   *[other] { $count } epäonnistunutta viestiä poistettiin.
}
backfill-left-open = Aiempi jälkilähetys ei valmistunut: { $ended } / { $total } päättyi. Tämä korvaa sen; { $resume } jatkaa sitä sen sijaan.
erase-unfinished = Vielä kesken, ja tämän henkilön: { $records }. Niiden seuraava yritys kirjoittaa tapahtumalokiin uudelleen: poista sen jälkeen vielä kerran.
replay-again = --again vertaa sitä verkkokauppaan vielä kerran.
window-empty = since ja until ovat sama aika: niiden välissä ei ole mitään. Päivämäärä on päivän alku, joten until nimeää viimeistä seuraavan päivän.
refused-folder-in-use = Toinen `ekobridge` työskentelee kansiossa { $folder }. Lopeta se, tai nimeä toinen kansio valitsimella --data.
refused-other-accounts = Kansiossa { $folder } on se, mitä tehtiin tilillä { $before }, ja nyt se olisi { $now }. Nimeä toinen kansio valitsimella --data: yhdellä tilillä tehtyä ei saa pitää toisella tehtynä.
refused-vendors-incomplete = Osa järjestelmien tiedoista on annettu, mutta nämä puuttuvat: { $names }. Aseta ne ympäristöön tai tiedostoon .env (`ekobridge connect` hakee uusimisavaimen), tai poista muut, jolloin käytetään hiekkalaatikkoa.
refused-address-in-use = { $address } on käytössä: toinen ohjelma kuuntelee siellä, ehkä toinen `ekobridge dev`. Lopeta se, tai valitse toinen portti valitsimella --listen, esimerkiksi --listen 127.0.0.1:0 käyttää mitä tahansa vapaata.
refused-address-unusable = Osoitteessa { $address } ei voi kuunnella: { $why }. Valitse toinen osoite valitsimella --listen.
refused-no-grant = eAccountingin lupaa ei ole. Suorita `ekobridge connect`.
refused-other-company = Uusi eAccountingin lupa koskee yritystä { $now }, ja täällä tehty tehtiin yrityksessä { $before }. Yhdistä sama yritys, tai suorita `ekobridge connect --other-company`, tai nimeä toinen kansio valitsimella --data.
refused-other-version = Tiedoston { $file } kirjoitti toinen Ekobridgen versio. Lopeta käynnissä oleva `ekobridge dev`, ja käynnistä se uudelleen.
usage-unknown-argument = Valitsinta tai argumenttia { $argument } ei ole tässä.
usage-unknown-command = Komentoa { $command } ei ole.
usage-no-value = { $argument } tarvitsee arvon.
usage-wrong-value = { $value } ei kelpaa tähän: { $argument }
usage-missing = Tämä puuttuu: { $arguments }
usage-conflict = { $argument } ja { $other } eivät sovi yhteen.
usage-number-of-values = { $argument }: arvoja on liikaa tai liian vähän.
usage-values = Sallitut arvot: { $values }
usage-suggested = Tarkoititko: { $other }?
usage-is = Käyttö: { $usage }
help-commands = Komennot
help-command = Komento
help-arguments = Argumentit
help-options = Valitsimet
help-examples = Esimerkit
help-default = oletus: { $value }
expected-when = Anna, kuinka kauan sitten (90m, 12h, 3d), kellonaika tänään kuten 08:30, päivämäärä kuten 2026-11-23, tai molemmat: 2026-11-23T08:30, omalla aikavyöhykkeelläsi, ellei muuta anneta.
expected-parameter = Anna NAME=VALUE, esimerkiksi ScheduleMinutes=15.
expected-tag = Anna KEY=VALUE, esimerkiksi cost-center=1234; avain ei saa alkaa aws:
expected-version = Se ei ole versio. `ekobridge settings history` luettelee versiot; `ekobridge settings push FILE` näyttää, mitä tiedosto muuttaa, ja kysyy ennen sitä.
expected-number = Anna kokonaisluku.
expected-in-range = Anna luku: { $range }.
expected-url = Anna osoite, kuten https://example.com.
expected-address = Anna osoite ja portti, esimerkiksi 127.0.0.1:8787.
usage-more = `--help` selittää komennon.
