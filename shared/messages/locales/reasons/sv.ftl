off = { $setting } är av
is-on = { $setting } är på
dry-run = { $setting } är på: inget skrevs
exists = den är redan skickad: { $document }
exists-of-same-sale = den är redan skickad: { $document }, gjord av { $source }, som är samma order under en annan anslutning
exists-with-reference = eAccounting har den redan: { $document } med referensen { $reference }
done-already = redan klar
decided-earlier = avgjort tidigare
covered = en tidigare händelse täcker det
decided-meanwhile = avgjort under tiden
waits-on = den väntar vidare i sin kö
on-hold = stoppad: { $because }
replay-aborted = omkörningen { $name } avbröts
follow-up = { $what }: { $problem }
gone = { $record } finns inte längre i ActiveCampaign
no-customer = den är ingen kund i eAccounting, och customers.create är av
marketplaces-contact = { $record } har en e-postadress som en marknadsplats ger flera köpare: dess order skapar deras kunder
no-address = { $record } har ingen adress än och är därför ingen kund (customers.on_missing_city = "skip"); den första ordern ger en
dry-run-of-new-customer = customers.dry_run är på: den skulle ha skapats
customer-created = kund { $number } skapades
customer-updated = kund { $number } uppdaterades: { $changes }
customer-in-step = kund { $number } är som den ska
no-email = kontakten har ingen e-postadress att söka ordrar på
no-orders = kontakten har inga ordrar
orders-queued = { $orders ->
    [one] 1 order
   *[other] { $orders } ordrar
} från kontakten i kö
test-order = den är en testorder, och orders.test_orders är av
no-total = dess summa är 0, och orders.zero_total är "skip"
placed-before = den lades { $placed }, före orders.placed_after = { $first }
other-connection = dess anslutning { $connection } finns inte i orders.connections
other-pipeline = dess pipeline { $pipeline } finns inte i orders.deals.pipelines
other-stage = affären är inte i något steg i orders.deals.stages
not-completed = den är inte slutförd, och orders.status_filter är "completed"
not-paid = den är inte betald, och orders.status_filter är "paid"
cart = den är en övergiven varukorg
cancelled = den är avbruten
refunded = den är återbetald
sent-back = den skickades tillbaka
failed = den misslyckades
no-order = den är ingen order
deal-lost = affären är förlorad
deal-not-won = affären är inte vunnen, och orders.deals.when är "won"
own-order = Ekobridge skrev den själv till ActiveCampaign: den är redan ett dokument i eAccounting
own-deal = Ekobridge skapade affären av en offert i eAccounting, och ordern skapas av offerten där
no-document = inställningarna begär inget dokument
dry-run-of-order = orders.dry_run är på: skulle ha blivit { $what } med summan { $total }
dry-run-without-customer = orders.dry_run är på: skulle inte ha blivit något, utan kund
dry-run-of-credit = orders.dry_run är på: { $document } skulle krediteras
dry-run-of-payment = orders.dry_run är på: betalningen av { $document } skulle registreras
became = { $record } blev { $document }
change-skipped = { $problem } { $setting } är "skip"
changed-back = { $record } ändrades tillbaka { $place }, och { $document } stämmer med den igen
changed-alike = { $record } ändrades { $place }, och { $document } stämmer med den
there-again = { $record } finns i ActiveCampaign igen, och { $document } stämmer med den
paid-since = { $record } är betald nu, och betalningen av { $document } registrerades
active-again = { $record } { $again }, och { $document } stämmer med den
corrected = { $record } ändrades { $place }, och { $document } rättades i eAccounting: båda summorna är { $total }
part-credited = butiken säger att en del av order { $order } har återbetalats: { $credited } av { $document } är redan krediterat
refund-credited = { $refunded } av order { $number } återbetalades i butiken, och { $credited } av { $document } är redan krediterat
undone-already = den { $called_off }, och { $document } { $undone }
gone-and-undone = { $record } finns inte längre i ActiveCampaign, och { $document } { $undone }
credited = { $document } av { $record } krediteras av { $other }
credited-already = { $document } är redan krediterad
credited-already-by = { $document } är redan krediterad av { $other }
quote-ordered = offert { $number } har redan blivit en order
quote-invoiced = offert { $number } är redan fakturerad
quote-not-accepted = offert { $number } är inte accepterad
quote-became = offert { $number } blev { $document }
taken-as-quotes = { $document } finns redan och tas som den här offertens
draft = den är ett utkast
invoice-has-its-status = den är fakturerad: fakturan har dess status
later-document-has-its-status = dokumentet som skapades av den har dess status
no-longer-there = den finns inte längre i eAccounting
credits-nothing = den är en kreditfaktura som inte krediterar någon faktura
credited-is-gone = det som den krediterar finns inte längre i eAccounting
nothing-follows = inget i ActiveCampaign följer den
buyer-without-email = kunden har ingen giltig e-postadress i eAccounting
later-is-written = det som har blivit av den sedan dess är redan skrivet
kind-not-wanted = dess typ finns inte i to_activecampaign.orders.kinds
of-day-before = den är från { $day }, före to_activecampaign.orders.placed_after = { $first }
has-reference = den har en orderreferens, och to_activecampaign.orders.source är "entered"
called-off-unwritten = den avbröts innan den någonsin skrevs
written-when-paid = den är inte betald, och to_activecampaign.orders.states är "paid"
written-when-shipped = den är inte levererad, och to_activecampaign.orders.states är "completed"
reference-of = dess referens är den som { $source } har i ActiveCampaign
no-day = eAccounting anger ingen dag för den
written = ActiveCampaign har { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: som den ska vara
dry-run-of-written = dry_run är på i [to_activecampaign]: skulle skrivas som { $record }: { $state }, { $total }
never-written = den finns inte längre i eAccounting och skrevs aldrig
end-is-written = den finns inte längre i eAccounting, och dess slutstatus är skriven
dry-run-of-cancelling = to_activecampaign.orders.dry_run är på: skulle avbrytas, eftersom den togs bort i eAccounting
nowhere = den finns varken i eAccounting eller i ActiveCampaign
written-without-email = ActiveCampaign har den utan e-postadress
cancelled-after-deletion = dess order avbröts i ActiveCampaign: den togs bort i eAccounting
began-with-no-quote = den började inte med en offert
later-of-quote-is-written = det som har blivit av offerten sedan dess är redan skrivet
deal-goes-by-later = den finns inte längre i eAccounting, och affären följer det som skapades av den
over-before-deal = den var avslutad innan den blev en affär
dry-run-of-deal = to_activecampaign.quotes.dry_run är på: { $record } skulle bli en affär
became-deal = { $record } blev en affär
deal-in-step = affär { $deal }, { $state }: som den ska vara
dry-run-of-deal-value = to_activecampaign.quotes.dry_run är på: affär { $deal } skulle få ett annat värde, för: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run är på: affär { $deal } skulle flyttas, för: { $state }
deal-deleted = affär { $deal } togs bort i ActiveCampaign
deal-stays = affär { $deal } står kvar: { $why }
deal-stays-revalued = affär { $deal } står kvar, med ett annat värde: { $why }
deal-says = affär { $deal } visar: { $state }
deal-says-revalued = affär { $deal } visar: { $state }, med ett annat värde
status-is-off = den skapades av { $source } i ActiveCampaign, och to_activecampaign.status.enabled är av
invoice-keeps-status = den finns inte längre i eAccounting, och fakturan har dess status
status-told = ActiveCampaign informerades om { $document } av { $source }: { $state }
status-in-step = { $document } av { $source }: { $state }: som det ska vara
dry-run-of-status = to_activecampaign.status.dry_run är på: skulle skrivas som { $document } av { $source }: { $state }
inactive = den är inaktiv i eAccounting
customer-without-email = den har ingen e-postadress i eAccounting
customer-email-invalid = dess e-postadress i eAccounting är inte giltig
several-contacts = flera kontakter är den här kunden, så ingen av dem följer den
contact-unchanged = inget har ändrats i { $customer } sedan kontakt { $contact } senast jämfördes med den: som den ska vara
from-an-order = { $customer } skapades av en order och har inte ändrats sedan dess
contact-deleted = kontakt { $contact } togs bort i ActiveCampaign; en omkörning av { $source } skapar en ny
no-contact-linked = ingen kontakt är länkad till den, och to_activecampaign.customers.match_by är "link"
contact-of-other-customer = kontakt { $contact } med dess e-postadress är redan kund { $number }
contact-not-linked = kontakt { $contact } med dess e-postadress är inte länkad till den, och to_activecampaign.customers.match_by är "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run är på: en kontakt skulle skapas för { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run är på: kontakt { $contact } skulle uppdateras från { $customer }: { $changes }
contact-in-step = kontakt { $contact } är som { $customer } är i eAccounting
contact-created = kontakt { $contact } skapades för { $customer }
contact-updated = kontakt { $contact } uppdaterades från { $customer }: { $changes }
not-kept-in-stock = lagersaldot är redan skrivet, eller så lagerförs artikeln inte
nothing-waits = inget av det väntar på att skrivas
written-as-it-is = lagersaldot är redan skrivet
connection-changed = anslutningen har ändrats, så alla artiklar läses och skrivs på nytt
articles-read = artiklar lästa till och med sida { $page }; läsningen fortsätter
all-stock-in-step = alla lagersaldon är som de ska
stock-queued = { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} i kö i { $jobs ->
    [one] 1 jobb
   *[other] { $jobs } jobb
}: { $stock }
stock-of-one = lagersaldot för { $article } ({ $stock }) skrevs
stock-of-one-and-quantities = lagersaldot för { $article } ({ $stock }) skrevs, och { $quantities ->
    [one] 1 antal
   *[other] { $quantities } antal
}
stock-of-several = lagersaldot för { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} skrevs
stock-of-several-and-quantities = lagersaldot för { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} skrevs, och { $quantities ->
    [one] 1 antal
   *[other] { $quantities } antal
}
quantities-written = { $quantities ->
    [one] 1 antal skrevs
   *[other] { $quantities } antal skrevs
}
refused-together = ActiveCampaign avvisade { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} tillsammans; nytt försök görs med var och en för sig
dry-run-of-stock = to_activecampaign.stock.dry_run är på: { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} skulle skrivas
dry-run-of-all-stock = to_activecampaign.stock.dry_run är på: { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} skulle skrivas i { $calls ->
    [one] 1 anrop
   *[other] { $calls } anrop
}: { $stock }
sent-already = den är redan skickad
unchanged-since-sent = den är oförändrad sedan den skickades
is-on-hold = den är stoppad: { $because }
is-parked = den är parkerad [{ $code }]: kör om den när orsaken är borta
under-way = ett jobb för den pågår och kommer igen av sig själv
only-state-goes-back = den kom från ActiveCampaign ({ $what }), och bara dess status går tillbaka
written-already = den är redan skriven
most-per-run = orders.maximum_per_run är { $most }: nästa efterhandssändning tar den
plan-off = { $setting } är av: inget av det skulle skickas. Ändra inställningen först.
plan-cut = Bara de { $most } ordrar som ändrades senast togs med. Välj en kortare tid.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaign har { $orders ->
    [one] 1 order
   *[other] { $orders } ordrar
} bara i sitt REST-API, vars lista säger lite: inställningarna avgör om var och en när dess jobb körs.
held = Stoppat: { $records }, eftersom: { $because }
released = Släppt: { $records }.
settled = Skillnaden i { $source } är löst.
settled-because = Skillnaden i { $source } är löst, eftersom: { $because }.
marked = Orsaken { $code } är { $state }.
marked-because = Orsaken { $code } är { $state }, eftersom: { $because }
replayed = Omkörning { $name }: { $count ->
    [one] 1 post
   *[other] { $count } poster
} ({ $selection }).
replay-stopped = Omkörning { $name } avbröts.
backfilled = Efterhandssändning: { $count ->
    [one] 1 post
   *[other] { $count } poster
} ({ $what }).
settings-pushed = Version { $version } av inställningarna laddades upp.
settings-pushed-because = Version { $version } av inställningarna: { $note }.
rolled-back = återgång till version { $version }
selected-records = poster vid namn
selected-parked = allt parkerat
selected-cause = det som är parkerat med { $code }
selected-attempts = varje försök
selected-error = försök som slutade med { $code }
selected-dead-letters = misslyckade meddelanden
selected-since = sedan { $time }
selected-until = till { $time }
erased = En person raderades: { $entries ->
    [one] 1 post
   *[other] { $entries } poster
} i aktivitetsloggen, kontrollsummorna av { $digests ->
    [one] 1 fält
   *[other] { $digests } fält
}.
word-an-order = en order
word-an-order-and-its-invoice = en order och dess faktura
word-an-invoice-draft = ett fakturautkast
word-an-invoice = en faktura
word-it-is-not-all-that-was-decided = dokumentet har inte allt som bestämdes
word-the-payment-was-not-registered = betalningen registrerades inte
word-the-repayment-was-not-registered = återbetalningen registrerades inte
word-activecampaign-was-not-told = ActiveCampaign informerades inte
word-order = order
word-deal = affär
word-a-document = ett dokument
word-the-document = dokumentet
word-customer-without-number = kund utan nummer
word-account = företag
word-in-the-shop = i butiken
word-in-activecampaign = i ActiveCampaign
word-cancelled-or-refunded-in-the-shop = avbröts eller återbetalades i butiken
word-lost-in-activecampaign = förlorades i ActiveCampaign
word-reopened-in-activecampaign = öppnades igen i ActiveCampaign
word-is-active-in-the-shop-again = är aktiv i butiken igen
word-is-won-again-in-activecampaign = är vunnen igen i ActiveCampaign
word-was-credited = är redan krediterad
word-was-deleted = är redan borttagen
word-the-user-of-the-api-key-may-not-see-it = API-nyckelns användare får inte se den
word-a-person-has-closed-it-otherwise = en person har stängt den på annat sätt
word-its-pipeline-has-no-such-stage = dess pipeline har inget sådant steg
word-a-person-has-moved-it-further = en person har flyttat den vidare
word-in-stock = i lager
word-low = snart slut
word-backorder = restnoterad
word-out-of-stock = slut
word-it-is-not-known-whether-the-note-was-added = det är inte känt om anteckningen lades till
word-it-is-not-known-whether-the-link-to-the-shop-was-added = det är inte känt om länken till butiken lades till
word-it-is-not-known-whether-it-was-e-mailed = det är inte känt om dokumentet e-postades
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = det är inte känt om anteckningen i ActiveCampaign lades till
word-open = öppen
word-acknowledged = kvitterad
word-ignored = ignorerad
word-resolved = löst
word-quoted = offererad
word-accepted = accepterad
word-created = skapad
word-ongoing = pågående
word-shipped = levererad
word-invoiced = fakturerad
word-part-paid = delvis betald
word-overdue = förfallen
word-paid = betald
word-credited = krediterad
word-refunded = återbetald
word-deleted = borttagen
word-lapsed = förfallen utan svar
document-of-number = dokument { $number }
tag-added = tagg { $tag }
tag-removed = tagg { $tag } borttagen
list-of-number = lista { $number }
and-more = { $records } och { $count ->
    [one] 1 till
   *[other] { $count } till
}
word-the-note-was-not-added = anteckningen lades inte till
word-the-link-to-the-shop-was-not-added = länken till butiken lades inte till
word-it-was-not-e-mailed = dokumentet e-postades inte
word-the-note-in-activecampaign-was-not-added = anteckningen i ActiveCampaign lades inte till
word-prices-per-piece = priser per styck
word-prices-per-piece-with-vat = priser per styck med moms
word-prices-per-piece-without-vat = priser per styck utan moms
word-prices-per-piece-the-seller-s-vat-taken-off = priser per styck, säljarens moms avdragen
word-prices-per-line = priser per rad
word-prices-per-line-with-vat = priser per rad med moms
word-prices-per-line-without-vat = priser per rad utan moms
word-prices-per-line-the-seller-s-vat-taken-off = priser per rad, säljarens moms avdragen
word-as-for-a-sale-at-home = som för inhemsk försäljning
word-as-for-a-sale-at-home-under-reverse-charge = som för inhemsk försäljning med omvänd betalningsskyldighet
word-for-this-buyer-s-country-and-vat-number = efter köparens land och momsregistreringsnummer
word-goods = varor
word-services = tjänster
word-domestic-sales-exempt-from-vat = momsfri inhemsk försäljning
word-domestic-sales-subject-to-vat = momspliktig inhemsk försäljning
word-domestic-sales-subject-to-reversed-construction-vat = inhemsk försäljning med omvänd betalningsskyldighet för byggtjänster
word-sales-exempt-from-vat-within-the-eu = momsfri försäljning inom EU
word-sales-subject-to-vat-within-the-eu = momspliktig försäljning inom EU
word-sales-subject-to-oss = försäljning enligt OSS
word-sales-exempt-from-vat-outside-the-eu = momsfri försäljning utanför EU
word-shipping = frakt
word-discounts = rabatter
word-fees = avgifter
word-goods-without-an-article-of-their-own = varor utan egen artikel
word-rounding = avrundning
word-redeemed-gift-cards = inlösta presentkort
word-amounts-that-are-in-no-line = belopp som inte står på någon rad
word-an-amount-in-no-line = ett belopp på ingen rad
word-with-vat-in-the-rows = med moms i raderna
word-vat-on-top-of-the-rows = moms utöver raderna
word-vat-by-delivery-address = moms efter leveransadress
word-a-vat-number = momsregistreringsnummer
word-vat-on-invoices-outside-the-eu = moms på fakturor utanför EU
word-northern-ireland = Nordirland
word-city = ort
word-postcode = postnummer
word-city-and-postcode = ort och postnummer
word-name = namn
word-invoice-country = fakturaland
word-delivery-country = leveransland
word-vat-number = momsregistreringsnummer
word-when-the-deal-was-lost = när affären förlorades
word-when-the-order-was-cancelled-or-refunded = när ordern avbröts eller återbetalades
word-a-private-person = en privatperson
word-a-company = ett företag
row-of-line = rad { $number }
row-of-discount = rabatt { $number }
word-e-mail-address = e-postadress
word-customer-number = kundnummer
word-organisation-number = organisationsnummer
word-a-domestic-sale = inhemsk försäljning
word-a-sale-within-the-eu = försäljning inom EU
word-an-export = export
word-terms-of-payment = betalningsvillkor
word-delivery-method = leveranssätt
word-delivery-term = leveransvillkor
word-unit = enheter
word-bank-account = bankkonton
word-customer-label = kundetiketter
word-country = land
word-currency = valuta
word-the-customer = kunden
word-the-article = artikeln
word-the-order = ordern
word-the-invoice-draft = fakturautkastet
word-the-payment-of-the-invoice = betalningen av fakturan
word-the-note = anteckningen
word-the-conversion-of-the-draft-into-an-invoice = omvandlingen av utkastet till en faktura
word-the-conversion-of-the-draft-into-an-order = omvandlingen av utkastet till en order
word-the-conversion-of-the-order-into-an-invoice = omvandlingen av ordern till en faktura
word-the-conversion-of-the-quote-into-an-order = omvandlingen av offerten till en order
word-the-shipping-of-the-order = leveransen av ordern
word-the-deletion-of-the-invoice-draft = borttagningen av fakturautkastet
word-the-deletion-of-the-customer = borttagningen av kunden
word-a-field-s-value-breaks-eaccounting-s-rules = ett fälts värde bryter mot eAccountings regler
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = den hänvisar till något som inte finns i eAccounting, eller inte längre
word-its-date-is-outside-every-fiscal-year = dess datum ligger utanför alla räkenskapsår
word-an-account-does-not-exist = ett konto finns inte
word-there-is-one-with-the-same-number-or-key-already = det finns redan en med samma nummer eller nyckel
word-it-cannot-be-deleted-since-other-records-depend-on-it = den kan inte tas bort, eftersom annat är beroende av den
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = den kan inte skapas eller ändras, eller så har företaget inte tillgång till modulen
word-the-company-s-startup-guide-is-not-finished = företagets startguide är inte klar
word-the-company-is-not-active = företaget är inte aktivt
word-the-connection-is-not-authorised = anslutningen är inte godkänd
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = anslutningen saknar en behörighet som Ekobridge begär
word-the-user-who-connected-eaccounting-lacks-the-permission = användaren som anslöt eAccounting saknar behörigheten
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = organisationsnumret eller personnumret har fel kontrollsiffra
word-the-company-s-product-does-not-include-this = företagets produkt innehåller inte detta
word-more-than-600-calls-came-within-a-minute = mer än 600 anrop kom inom en minut
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = användaren som anslöt eAccounting har inte tillgång till företaget
word-the-licence-terms-are-not-accepted = licensvillkoren är inte godkända
word-the-accounting-year-or-period-of-its-date-is-locked = räkenskapsåret eller perioden för dess datum är låst
word-an-electronic-invoice-needs-the-buyer-s-reference = en e-faktura kräver köparens referens
word-an-electronic-invoice-needs-a-reference = en e-faktura kräver en referens
word-an-electronic-invoice-needs-the-customer-s-address = en e-faktura kräver kundens adress
word-the-user-who-connected-eaccounting-may-only-read = användaren som anslöt eAccounting får bara läsa
word-the-invoice-s-date-is-in-the-future = fakturans datum ligger i framtiden
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = en artikels kontering saknar konto för den här typen av försäljning (såsom EU, OSS eller export)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = momsregistreringsnumret är inte giltigt i EU:s register (VIES)
word-the-period-of-its-date-is-locked = perioden för dess datum är låst
word-rows-under-reverse-charge-must-have-no-vat = rader med omvänd betalningsskyldighet får inte ha moms
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = en order med restorder kan inte återställas till pågående
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = ett personnummer för ROT eller RUT är inte giltigt
word-the-invoice-lacks-articles-that-its-order-has = fakturan saknar artiklar som dess order har
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = ett klient-id för sandlådan används med ett riktigt företag
word-vat-can-be-forced-only-for-customers-outside-the-eu = moms kan bara tvingas fram för kunder utanför EU
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = den kan inte bokföras på sitt datum, eftersom året eller perioden är låst
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = en tjänst som eAccounting frågar, såsom EU:s momsregister, svarar inte
word-it-failed-inside-eaccounting = det misslyckades inuti eAccounting
word-something-inside-eaccounting-did-not-answer = något inuti eAccounting svarade inte
word-something-inside-eaccounting-is-not-available = något inuti eAccounting är inte tillgängligt
word-the-stock-does-not-allow-it = lagret tillåter det inte
word-the-stock-module-does-not-allow-it = lagermodulen tillåter det inte
word-for-a-reason-that-ekobridge-does-not-know = av en anledning som Ekobridge inte känner till
