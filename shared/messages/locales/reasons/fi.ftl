off = { $setting } ei ole päällä
is-on = { $setting } on päällä
dry-run = { $setting } on päällä: mitään ei kirjoitettu
exists = se on jo lähetetty: { $document }
exists-of-same-sale = se on jo lähetetty: { $document }, jonka pohjana on { $source }, sama tilaus toisessa yhteydessä
exists-with-reference = eAccountingissa on se jo: { $document }, viite { $reference }
done-already = on jo valmis
decided-earlier = ratkaistu aiemmin
covered = aiempi tapahtuma kattaa sen
decided-meanwhile = ratkaistu sillä välin
waits-on = se odottaa edelleen jonossaan
on-hold = pysäytetty: { $because }
replay-aborted = uusinta-ajo { $name } keskeytettiin
follow-up = { $what }: { $problem }
gone = { $record } ei ole enää ActiveCampaignissa
no-customer = se ei ole asiakas eAccountingissa, eikä customers.create ole päällä
marketplaces-contact = { $record }: markkinapaikka antaa tämän sähköpostiosoitteen usealle ostajalle, ja tilaukset luovat heidän asiakkaansa
no-address = { $record }: osoitetta ei vielä ole, joten se ei ole asiakas (customers.on_missing_city = "skip"); ensimmäinen tilaus tuo sen
dry-run-of-new-customer = customers.dry_run on päällä: se olisi luotu
customer-created = asiakas { $number } luotiin
customer-updated = asiakas { $number } päivitettiin: { $changes }
customer-in-step = asiakas { $number } on niin kuin pitääkin
no-email = yhteystiedolla ei ole sähköpostiosoitetta, jolla tilaukset löytyisivät
no-orders = yhteystiedolla ei ole tilauksia
orders-queued = { $orders ->
    [one] yhteystiedon 1 tilaus
   *[other] yhteystiedon { $orders } tilausta
} jonossa
test-order = se on testitilaus, eikä orders.test_orders ole päällä
no-total = sen loppusumma on 0, ja orders.zero_total on "skip"
placed-before = se tehtiin { $placed }, ennen asetusta orders.placed_after = { $first }
other-connection = sen yhteys { $connection } ei ole asetuksessa orders.connections
other-pipeline = sen myyntiputki { $pipeline } ei ole asetuksessa orders.deals.pipelines
other-stage = myyntimahdollisuus ei ole missään asetuksen orders.deals.stages vaiheessa
not-completed = se ei ole valmis, ja orders.status_filter on "completed"
not-paid = sitä ei ole maksettu, ja orders.status_filter on "paid"
cart = se on hylätty ostoskori
cancelled = se on peruttu
refunded = se on palautettu
sent-back = se palautettiin
failed = se epäonnistui
no-order = se ei ole tilaus
deal-lost = myyntimahdollisuus on hävitty
deal-not-won = myyntimahdollisuutta ei ole voitettu, ja orders.deals.when on "won"
own-order = Ekobridge kirjoitti sen itse ActiveCampaigniin: se on jo asiakirja eAccountingissa
own-deal = Ekobridge loi myyntimahdollisuuden eAccountingin tarjouksesta, ja tilaus syntyy siellä tarjouksesta
no-document = asetukset eivät pyydä asiakirjaa
dry-run-of-order = orders.dry_run on päällä: siitä olisi tullut { $what }, loppusumma { $total }
dry-run-without-customer = orders.dry_run on päällä: siitä ei olisi tullut mitään ilman asiakasta
dry-run-of-credit = orders.dry_run on päällä: { $document } hyvitettäisiin
dry-run-of-payment = orders.dry_run on päällä: maksu kirjattaisiin: { $document }
became = { $record } on nyt { $document }
change-skipped = { $problem } { $setting } on "skip"
changed-back = { $record } muutettiin takaisin { $place }, ja { $document } vastaa sitä taas
changed-alike = { $record } muutettiin { $place }, ja { $document } vastaa sitä
there-again = { $record } on taas ActiveCampaignissa, ja { $document } vastaa sitä
paid-since = { $record } on nyt maksettu, ja maksu kirjattiin: { $document }
active-again = { $record } { $again }, ja { $document } vastaa sitä
corrected = { $record } muutettiin { $place }, ja { $document } korjattiin eAccountingissa: kumpikin loppusumma on { $total }
part-credited = verkkokauppa kertoo, että osa tilauksen { $order } maksusta on palautettu: jo hyvitetty on { $credited } ({ $document })
refund-credited = tilauksen { $number } maksusta palautettiin { $refunded } verkkokaupassa, ja jo hyvitetty on { $credited } ({ $document })
undone-already = se { $called_off }, ja { $document } { $undone }
gone-and-undone = { $record } ei ole enää ActiveCampaignissa, ja { $document } { $undone }
credited = { $document } ({ $record }) hyvitettiin: { $other }
credited-already = { $document } on jo hyvitetty
credited-already-by = { $document } on jo hyvitetty: { $other }
quote-ordered = tarjouksesta { $number } on jo tullut tilaus
quote-invoiced = tarjous { $number } on jo laskutettu
quote-not-accepted = tarjousta { $number } ei ole hyväksytty
quote-became = tarjous { $number } on nyt { $document }
taken-as-quotes = { $document } on jo olemassa, ja sitä pidetään tämän tarjouksen tilauksena
draft = se on luonnos
invoice-has-its-status = se on laskutettu: tila on sen laskulla
later-document-has-its-status = tila on siitä tehdyllä asiakirjalla
no-longer-there = se ei ole enää eAccountingissa
credits-nothing = se on hyvityslasku, joka ei hyvitä mitään laskua
credited-is-gone = se, mitä se hyvittää, ei ole enää eAccountingissa
nothing-follows = mikään ActiveCampaignissa ei seuraa sitä
buyer-without-email = asiakkaalla ei ole kelvollista sähköpostiosoitetta eAccountingissa
later-is-written = se, mitä siitä on sittemmin tullut, on jo kirjoitettu
kind-not-wanted = sen laji ei ole asetuksessa to_activecampaign.orders.kinds
of-day-before = sen päivä on { $day }, ennen asetusta to_activecampaign.orders.placed_after = { $first }
has-reference = sillä on tilausviite, ja to_activecampaign.orders.source on "entered"
called-off-unwritten = se peruttiin, ennen kuin sitä oli kirjoitettu
written-when-paid = sitä ei ole maksettu, ja to_activecampaign.orders.states on "paid"
written-when-shipped = sitä ei ole toimitettu, ja to_activecampaign.orders.states on "completed"
reference-of = sen viite on sama kuin tietueella { $source } ActiveCampaignissa
no-day = eAccounting ei kerro sen päivää
written = ActiveCampaignissa on { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: niin kuin pitääkin
dry-run-of-written = dry_run on päällä osassa [to_activecampaign]: kirjoitettaisiin näin: { $record }: { $state }, { $total }
never-written = se ei ole enää eAccountingissa, eikä sitä koskaan kirjoitettu
end-is-written = se ei ole enää eAccountingissa, ja sen lopputila on kirjoitettu
dry-run-of-cancelling = to_activecampaign.orders.dry_run on päällä: peruttaisiin, koska se poistettiin eAccountingista
nowhere = sitä ei ole eAccountingissa eikä ActiveCampaignissa
written-without-email = ActiveCampaignissa se on ilman sähköpostiosoitetta
cancelled-after-deletion = sen tilaus peruttiin ActiveCampaignissa: se poistettiin eAccountingista
began-with-no-quote = se ei alkanut tarjouksesta
later-of-quote-is-written = se, mitä tarjouksesta on sittemmin tullut, on jo kirjoitettu
deal-goes-by-later = se ei ole enää eAccountingissa, ja myyntimahdollisuus seuraa sitä, mitä siitä tehtiin
over-before-deal = se päättyi, ennen kuin siitä tuli myyntimahdollisuus
dry-run-of-deal = to_activecampaign.quotes.dry_run on päällä: myyntimahdollisuus tulisi tästä: { $record }
became-deal = { $record } on nyt myyntimahdollisuus
deal-in-step = myyntimahdollisuus { $deal }, { $state }: niin kuin pitääkin
dry-run-of-deal-value = to_activecampaign.quotes.dry_run on päällä: myyntimahdollisuus { $deal } saisi toisen arvon, tila: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run on päällä: myyntimahdollisuus { $deal } siirrettäisiin, tila: { $state }
deal-deleted = myyntimahdollisuus { $deal } poistettiin ActiveCampaignista
deal-stays = myyntimahdollisuus { $deal } pysyy paikallaan: { $why }
deal-stays-revalued = myyntimahdollisuus { $deal } pysyy paikallaan, arvo on toinen: { $why }
deal-says = myyntimahdollisuus { $deal } kertoo: { $state }
deal-says-revalued = myyntimahdollisuus { $deal } kertoo: { $state }, ja arvo on toinen
status-is-off = se tehtiin ActiveCampaignin tietueesta { $source }, eikä to_activecampaign.status.enabled ole päällä
invoice-keeps-status = se ei ole enää eAccountingissa, ja tila on sen laskulla
status-told = ActiveCampaignille ilmoitettiin: { $source }, { $document }: { $state }
status-in-step = { $source }, { $document }: { $state }: niin kuin pitääkin
dry-run-of-status = to_activecampaign.status.dry_run on päällä: kirjoitettaisiin näin: { $source }, { $document }: { $state }
inactive = se ei ole aktiivinen eAccountingissa
customer-without-email = sillä ei ole sähköpostiosoitetta eAccountingissa
customer-email-invalid = sen sähköpostiosoite eAccountingissa ei ole kelvollinen
several-contacts = usea yhteystieto on tämä asiakas, joten mikään niistä ei seuraa sitä
contact-unchanged = { $customer }: mikään ei ole muuttunut sen jälkeen, kun yhteystietoa { $contact } viimeksi verrattiin siihen: niin kuin pitääkin
from-an-order = { $customer } luotiin tilauksesta, eikä sitä ole sen jälkeen muutettu
contact-deleted = yhteystieto { $contact } poistettiin ActiveCampaignista; tietueen { $source } uusinta-ajo luo uuden
no-contact-linked = siihen ei ole linkitetty yhteystietoa, ja to_activecampaign.customers.match_by on "link"
contact-of-other-customer = yhteystieto { $contact }, jolla on sen sähköpostiosoite, on jo asiakas { $number }
contact-not-linked = yhteystietoa { $contact }, jolla on sen sähköpostiosoite, ei ole linkitetty siihen, ja to_activecampaign.customers.match_by on "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run on päällä: yhteystieto luotaisiin, { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run on päällä: yhteystieto { $contact } päivitettäisiin, lähde { $customer }: { $changes }
contact-in-step = yhteystieto { $contact } on sellainen kuin { $customer } on eAccountingissa
contact-created = yhteystieto { $contact } luotiin, { $customer }
contact-updated = yhteystieto { $contact } päivitettiin, lähde { $customer }: { $changes }
not-kept-in-stock = varastosaldo on jo kirjoitettu, tai tuotteella ei ole varastosaldoa
nothing-waits = mikään siitä ei odota kirjoittamista
written-as-it-is = varastosaldo on jo kirjoitettu
connection-changed = yhteys on muuttunut, joten kaikki tuotteet luetaan ja kirjoitetaan uudelleen
articles-read = tuotteet luettu sivuun { $page } asti; lukeminen jatkuu
all-stock-in-step = kaikki varastosaldot ovat niin kuin pitääkin
stock-queued = { $products ->
    [one] 1 tuote
   *[other] { $products } tuotetta
} jonossa, { $jobs ->
    [one] 1 työ
   *[other] { $jobs } työtä
}: { $stock }
stock-of-one = tuotteen { $article } varastosaldo ({ $stock }) kirjoitettiin
stock-of-one-and-quantities = tuotteen { $article } varastosaldo ({ $stock }) kirjoitettiin, ja { $quantities ->
    [one] 1 määrä
   *[other] { $quantities } määrää
}
stock-of-several = { $products ->
    [one] 1 tuotteen
   *[other] { $products } tuotteen
} varastosaldo kirjoitettiin
stock-of-several-and-quantities = { $products ->
    [one] 1 tuotteen
   *[other] { $products } tuotteen
} varastosaldo kirjoitettiin, ja { $quantities ->
    [one] 1 määrä
   *[other] { $quantities } määrää
}
quantities-written = { $quantities ->
    [one] 1 määrä kirjoitettiin
   *[other] { $quantities } määrää kirjoitettiin
}
refused-together = ActiveCampaign hylkäsi { $products ->
    [one] 1 tuotteen
   *[other] { $products } tuotetta
} yhdessä; kutakin yritetään uudelleen erikseen
dry-run-of-stock = to_activecampaign.stock.dry_run on päällä: { $products ->
    [one] 1 tuote kirjoitettaisiin
   *[other] { $products } tuotetta kirjoitettaisiin
}
dry-run-of-all-stock = to_activecampaign.stock.dry_run on päällä: { $products ->
    [one] 1 tuote kirjoitettaisiin
   *[other] { $products } tuotetta kirjoitettaisiin
}, { $calls ->
    [one] 1 kutsu
   *[other] { $calls } kutsua
}: { $stock }
sent-already = se on jo lähetetty
unchanged-since-sent = se ei ole muuttunut lähettämisen jälkeen
is-on-hold = se on pysäytetty: { $because }
is-parked = se on pysäköity [{ $code }]: aja se uudelleen, kun syy on poissa
under-way = sen työ on kesken ja palaa itsestään
only-state-goes-back = se tuli ActiveCampaignista ({ $what }), ja vain sen tila palautuu sinne
written-already = se on jo kirjoitettu
most-per-run = orders.maximum_per_run on { $most }: seuraava jälkilähetys tuo sen
plan-off = { $setting } ei ole päällä: siitä ei lähetettäisi mitään. Muuta ensin asetusta.
plan-cut = Vain { $most } viimeksi muuttunutta tilausta katsottiin. Valitse lyhyempi aika.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaignissa on { $orders ->
    [one] 1 tilaus
   *[other] { $orders } tilausta
} vain REST-rajapinnassa, jonka luettelo kertoo vähän: asetukset ratkaisevat kunkin, kun sen työ ajetaan.
held = Pysäytetty: { $records }, koska: { $because }
released = Vapautettu: { $records }.
settled = Tietueen { $source } ero on ratkaistu.
settled-because = Tietueen { $source } ero on ratkaistu, koska: { $because }.
marked = Syy { $code } on { $state }.
marked-because = Syy { $code } on { $state }, koska: { $because }
replayed = Uusinta-ajo { $name }: { $count ->
    [one] 1 tietue
   *[other] { $count } tietuetta
} ({ $selection }).
replay-stopped = Uusinta-ajo { $name } keskeytettiin.
backfilled = Jälkilähetys: { $count ->
    [one] 1 tietue
   *[other] { $count } tietuetta
} ({ $what }).
settings-pushed = Asetusten versio { $version } otettiin käyttöön.
settings-pushed-because = Asetusten versio { $version }: { $note }.
rolled-back = paluu versioon { $version }
selected-records = tietueet nimeltä
selected-parked = kaikki pysäköidyt
selected-cause = koodilla { $code } pysäköidyt
selected-attempts = jokainen yritys
selected-error = yritykset, jotka päättyivät koodiin { $code }
selected-dead-letters = epäonnistuneet viestit
selected-since = { $time } alkaen
selected-until = { $time } asti
erased = Henkilö poistettiin: { $entries ->
    [one] 1 tapahtumalokin merkintä
   *[other] { $entries } tapahtumalokin merkintää
}, { $digests ->
    [one] 1 kentän
   *[other] { $digests } kentän
} tiivisteet.
word-an-order = tilaus
word-an-order-and-its-invoice = tilaus ja sen lasku
word-an-invoice-draft = laskuluonnos
word-an-invoice = lasku
word-it-is-not-all-that-was-decided = asiakirjassa ei ole kaikkea, mitä päätettiin
word-the-payment-was-not-registered = maksua ei kirjattu
word-the-repayment-was-not-registered = takaisinmaksua ei kirjattu
word-activecampaign-was-not-told = ActiveCampaignille ei ilmoitettu
word-order = tilaus
word-deal = myyntimahdollisuus
word-a-document = asiakirja
word-the-document = asiakirja
word-customer-without-number = asiakas ilman numeroa
word-account = yritys
word-in-the-shop = verkkokaupassa
word-in-activecampaign = ActiveCampaignissa
word-cancelled-or-refunded-in-the-shop = peruttiin tai hyvitettiin verkkokaupassa
word-lost-in-activecampaign = hävittiin ActiveCampaignissa
word-reopened-in-activecampaign = avattiin uudelleen ActiveCampaignissa
word-is-active-in-the-shop-again = on taas aktiivinen verkkokaupassa
word-is-won-again-in-activecampaign = on taas voitettu ActiveCampaignissa
word-was-credited = on jo hyvitetty
word-was-deleted = on jo poistettu
word-the-user-of-the-api-key-may-not-see-it = API-avaimen käyttäjä ei saa nähdä sitä
word-a-person-has-closed-it-otherwise = joku on sulkenut sen toisin
word-its-pipeline-has-no-such-stage = sen myyntiputkessa ei ole sellaista vaihetta
word-a-person-has-moved-it-further = joku on siirtänyt sitä pidemmälle
word-in-stock = varastossa
word-low = vähissä
word-backorder = jälkitoimituksessa
word-out-of-stock = loppu
word-it-is-not-known-whether-the-note-was-added = ei tiedetä, lisättiinkö muistiinpano
word-it-is-not-known-whether-the-link-to-the-shop-was-added = ei tiedetä, lisättiinkö linkki verkkokauppaan
word-it-is-not-known-whether-it-was-e-mailed = ei tiedetä, lähetettiinkö asiakirja sähköpostitse
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = ei tiedetä, lisättiinkö muistiinpano ActiveCampaigniin
word-open = avoin
word-acknowledged = kuitattu
word-ignored = jätetty huomiotta
word-resolved = ratkaistu
word-quoted = tarjottu
word-accepted = hyväksytty
word-created = luotu
word-ongoing = kesken
word-shipped = toimitettu
word-invoiced = laskutettu
word-part-paid = osittain maksettu
word-overdue = erääntynyt
word-paid = maksettu
word-credited = hyvitetty
word-refunded = maksu palautettu
word-deleted = poistettu
word-lapsed = rauennut
document-of-number = asiakirja { $number }
tag-added = tunniste { $tag }
tag-removed = tunniste { $tag } poistettu
list-of-number = luettelo { $number }
and-more = { $records } ja { $count ->
    [one] 1 muu
   *[other] { $count } muuta
}
word-the-note-was-not-added = muistiinpanoa ei lisätty
word-the-link-to-the-shop-was-not-added = linkkiä verkkokauppaan ei lisätty
word-it-was-not-e-mailed = asiakirjaa ei lähetetty sähköpostitse
word-the-note-in-activecampaign-was-not-added = muistiinpanoa ActiveCampaigniin ei lisätty
word-prices-per-piece = hinnat kappaleelta
word-prices-per-piece-with-vat = hinnat kappaleelta, alv mukana
word-prices-per-piece-without-vat = hinnat kappaleelta ilman alv:tä
word-prices-per-piece-the-seller-s-vat-taken-off = hinnat kappaleelta, myyjän alv vähennetty
word-prices-per-line = hinnat riviltä
word-prices-per-line-with-vat = hinnat riviltä, alv mukana
word-prices-per-line-without-vat = hinnat riviltä ilman alv:tä
word-prices-per-line-the-seller-s-vat-taken-off = hinnat riviltä, myyjän alv vähennetty
word-as-for-a-sale-at-home = kuten kotimaan myynnissä
word-as-for-a-sale-at-home-under-reverse-charge = kuten kotimaan myynnissä käännetyllä verovelvollisuudella
word-for-this-buyer-s-country-and-vat-number = ostajan maan ja alv-tunnisteen mukaan
word-goods = tavarat
word-services = palvelut
word-domestic-sales-exempt-from-vat = veroton kotimaan myynti
word-domestic-sales-subject-to-vat = verollinen kotimaan myynti
word-domestic-sales-subject-to-reversed-construction-vat = kotimaan myynti käännetyllä verovelvollisuudella (rakentaminen)
word-sales-exempt-from-vat-within-the-eu = veroton myynti EU:n sisällä
word-sales-subject-to-vat-within-the-eu = verollinen myynti EU:n sisällä
word-sales-subject-to-oss = OSS-myynti
word-sales-exempt-from-vat-outside-the-eu = veroton myynti EU:n ulkopuolelle
word-shipping = toimitus
word-discounts = alennukset
word-fees = maksut
word-goods-without-an-article-of-their-own = tavarat, joilla ei ole omaa tuotetta
word-rounding = pyöristys
word-redeemed-gift-cards = lunastetut lahjakortit
word-amounts-that-are-in-no-line = summat, jotka eivät ole millään rivillä
word-an-amount-in-no-line = summa, joka ei ole millään rivillä
word-with-vat-in-the-rows = alv mukana riveissä
word-vat-on-top-of-the-rows = alv rivien päälle
word-vat-by-delivery-address = alv toimitusosoitteen mukaan
word-a-vat-number = alv-tunniste
word-vat-on-invoices-outside-the-eu = alv EU:n ulkopuolisissa laskuissa
word-northern-ireland = Pohjois-Irlanti
word-city = paikkakunta
word-postcode = postinumero
word-city-and-postcode = paikkakunta ja postinumero
word-name = nimi
word-invoice-country = laskutusmaa
word-delivery-country = toimitusmaa
word-vat-number = alv-tunniste
word-when-the-deal-was-lost = silloin, kun myyntimahdollisuus hävittiin
word-when-the-order-was-cancelled-or-refunded = silloin, kun tilaus peruttiin tai palautettiin
word-a-private-person = yksityishenkilö
word-a-company = yritys
row-of-line = rivi { $number }
row-of-discount = alennus { $number }
word-e-mail-address = sähköpostiosoite
word-customer-number = asiakasnumero
word-organisation-number = Y-tunnus
word-a-domestic-sale = kotimaan myynti
word-a-sale-within-the-eu = myynti EU:n sisällä
word-an-export = vienti
word-terms-of-payment = maksuehdot
word-delivery-method = toimitustavat
word-delivery-term = toimitusehdot
word-unit = yksiköt
word-bank-account = pankkitilit
word-customer-label = asiakastunnisteet
word-country = maa
word-currency = valuutta
word-the-customer = asiakas
word-the-article = tuote
word-the-order = tilaus
word-the-invoice-draft = laskuluonnos
word-the-payment-of-the-invoice = laskun maksu
word-the-note = muistiinpano
word-the-conversion-of-the-draft-into-an-invoice = luonnoksen muuttaminen laskuksi
word-the-conversion-of-the-draft-into-an-order = luonnoksen muuttaminen tilaukseksi
word-the-conversion-of-the-order-into-an-invoice = tilauksen muuttaminen laskuksi
word-the-conversion-of-the-quote-into-an-order = tarjouksen muuttaminen tilaukseksi
word-the-shipping-of-the-order = tilauksen toimitus
word-the-deletion-of-the-invoice-draft = laskuluonnoksen poisto
word-the-deletion-of-the-customer = asiakkaan poisto
word-a-field-s-value-breaks-eaccounting-s-rules = kentän arvo rikkoo eAccountingin sääntöjä
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = siinä viitataan johonkin, jota eAccountingissa ei ole (enää)
word-its-date-is-outside-every-fiscal-year = sen päivä ei ole missään tilikaudessa
word-an-account-does-not-exist = tiliä ei ole
word-there-is-one-with-the-same-number-or-key-already = samalla numerolla tai avaimella on jo olemassa
word-it-cannot-be-deleted-since-other-records-depend-on-it = sitä ei voi poistaa, koska muut tietueet riippuvat siitä
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = sitä ei voi luoda tai muuttaa, tai yrityksellä ei ole moduulia
word-the-company-s-startup-guide-is-not-finished = yrityksen aloitusopas on kesken
word-the-company-is-not-active = yritys ei ole käytössä
word-the-connection-is-not-authorised = yhteyttä ei ole valtuutettu
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = yhteydeltä puuttuu oikeus, jota Ekobridge pyytää
word-the-user-who-connected-eaccounting-lacks-the-permission = eAccountingin yhdistäneeltä käyttäjältä puuttuu oikeus
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = y-tunnuksen tai henkilötunnuksen tarkistusmerkki on väärä
word-the-company-s-product-does-not-include-this = yrityksen tuotteeseen tämä ei kuulu
word-more-than-600-calls-came-within-a-minute = minuutissa tuli yli 600 kutsua
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = eAccountingin yhdistäneellä käyttäjällä ei ole pääsyä yritykseen
word-the-licence-terms-are-not-accepted = lisenssiehtoja ei ole hyväksytty
word-the-accounting-year-or-period-of-its-date-is-locked = sen päivän tilikausi tai kausi on lukittu
word-an-electronic-invoice-needs-the-buyer-s-reference = verkkolasku vaatii ostajan viitteen
word-an-electronic-invoice-needs-a-reference = verkkolasku vaatii viitteen
word-an-electronic-invoice-needs-the-customer-s-address = verkkolasku vaatii asiakkaan osoitteen
word-the-user-who-connected-eaccounting-may-only-read = eAccountingin yhdistänyt käyttäjä saa vain lukea
word-the-invoice-s-date-is-in-the-future = laskun päivä on tulevaisuudessa
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = tuotteen tiliöintitavassa ei ole tiliä tälle myynnin lajille (kuten EU, OSS tai vienti)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = alv-tunniste ei ole voimassa EU:n rekisterissä (VIES)
word-the-period-of-its-date-is-locked = sen päivän kausi on lukittu
word-rows-under-reverse-charge-must-have-no-vat = käännetyn verovelvollisuuden riveillä ei saa olla alv:tä
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = jälkitoimitettavaa tilausta ei voi palauttaa keskeneräiseksi
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = ROT- tai RUT-henkilötunnus ei kelpaa
word-the-invoice-lacks-articles-that-its-order-has = laskusta puuttuu tuotteita, jotka tilauksessa ovat
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = hiekkalaatikon asiakasohjelman tunnusta käytetään oikean yrityksen kanssa
word-vat-can-be-forced-only-for-customers-outside-the-eu = alv voidaan pakottaa vain EU:n ulkopuolisille asiakkaille
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = sitä ei voi kirjata päivälleen, koska vuosi tai kausi on lukittu
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = palvelu, jolta eAccounting kysyy, kuten EU:n alv-rekisteri, ei vastaa
word-it-failed-inside-eaccounting = se epäonnistui eAccountingin sisällä
word-something-inside-eaccounting-did-not-answer = jokin eAccountingin sisällä ei vastannut
word-something-inside-eaccounting-is-not-available = jokin eAccountingin sisällä ei ole käytettävissä
word-the-stock-does-not-allow-it = varasto ei salli sitä
word-the-stock-module-does-not-allow-it = varastomoduuli ei salli sitä
word-for-a-reason-that-ekobridge-does-not-know = syystä, jota Ekobridge ei tunne
