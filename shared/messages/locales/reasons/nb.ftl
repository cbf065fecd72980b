off = { $setting } er av
is-on = { $setting } er på
dry-run = { $setting } er på: ingenting ble skrevet
exists = den er allerede sendt: { $document }
exists-of-same-sale = den er allerede sendt: { $document }, laget av { $source }, som er samme ordre under en annen tilkobling
exists-with-reference = eAccounting har den allerede: { $document } med referansen { $reference }
done-already = allerede ferdig
decided-earlier = avgjort tidligere
covered = en tidligere hendelse dekker det
decided-meanwhile = avgjort i mellomtiden
waits-on = den venter videre i køen
on-hold = stoppet: { $because }
replay-aborted = den nye kjøringen { $name } ble avbrutt
follow-up = { $what }: { $problem }
gone = { $record } finnes ikke lenger i ActiveCampaign
no-customer = den er ingen kunde i eAccounting, og customers.create er av
marketplaces-contact = { $record } har en e-postadresse som en markedsplass gir til flere kjøpere: ordrene oppretter kundene deres
no-address = { $record } har ingen adresse ennå og er derfor ingen kunde (customers.on_missing_city = "skip"); den første ordren gir en
dry-run-of-new-customer = customers.dry_run er på: den ville blitt opprettet
customer-created = kunde { $number } ble opprettet
customer-updated = kunde { $number } ble oppdatert: { $changes }
customer-in-step = kunde { $number } er som den skal
no-email = kontakten har ingen e-postadresse å søke etter ordrer med
no-orders = kontakten har ingen ordrer
orders-queued = { $orders ->
    [one] 1 ordre
   *[other] { $orders } ordrer
} fra kontakten i kø
test-order = den er en testordre, og orders.test_orders er av
no-total = summen er 0, og orders.zero_total er "skip"
placed-before = den ble lagt inn { $placed }, før orders.placed_after = { $first }
other-connection = tilkoblingen { $connection } står ikke i orders.connections
other-pipeline = pipelinen { $pipeline } står ikke i orders.deals.pipelines
other-stage = avtalen er ikke i et trinn i orders.deals.stages
not-completed = den er ikke fullført, og orders.status_filter er "completed"
not-paid = den er ikke betalt, og orders.status_filter er "paid"
cart = den er en forlatt handlekurv
cancelled = den er kansellert
refunded = den er refundert
sent-back = den ble sendt tilbake
failed = den mislyktes
no-order = den er ingen ordre
deal-lost = avtalen er tapt
deal-not-won = avtalen er ikke vunnet, og orders.deals.when er "won"
own-order = Ekobridge skrev den selv til ActiveCampaign: den er allerede et dokument i eAccounting
own-deal = Ekobridge opprettet avtalen av et tilbud i eAccounting, og ordren opprettes fra tilbudet der
no-document = innstillingene ber ikke om noe dokument
dry-run-of-order = orders.dry_run er på: ville blitt { $what } med summen { $total }
dry-run-without-customer = orders.dry_run er på: ville ikke blitt noe, uten kunde
dry-run-of-credit = orders.dry_run er på: { $document } ville blitt kreditert
dry-run-of-payment = orders.dry_run er på: betalingen av { $document } ville blitt registrert
became = { $record } ble { $document }
change-skipped = { $problem } { $setting } er "skip"
changed-back = { $record } ble endret tilbake { $place }, og { $document } stemmer med den igjen
changed-alike = { $record } ble endret { $place }, og { $document } stemmer med den
there-again = { $record } finnes i ActiveCampaign igjen, og { $document } stemmer med den
paid-since = { $record } er betalt nå, og betalingen av { $document } ble registrert
active-again = { $record } { $again }, og { $document } stemmer med den
corrected = { $record } ble endret { $place }, og { $document } ble rettet i eAccounting: begge summene er { $total }
part-credited = butikken sier at en del av ordre { $order } er refundert: { $credited } av { $document } er allerede kreditert
refund-credited = { $refunded } av ordre { $number } ble refundert i butikken, og { $credited } av { $document } er allerede kreditert
undone-already = den { $called_off }, og { $document } { $undone }
gone-and-undone = { $record } finnes ikke lenger i ActiveCampaign, og { $document } { $undone }
credited = { $document } av { $record } krediteres av { $other }
credited-already = { $document } er allerede kreditert
credited-already-by = { $document } er allerede kreditert av { $other }
quote-ordered = tilbud { $number } er allerede blitt en ordre
quote-invoiced = tilbud { $number } er allerede fakturert
quote-not-accepted = tilbud { $number } er ikke akseptert
quote-became = tilbud { $number } ble { $document }
taken-as-quotes = { $document } finnes allerede og regnes som dette tilbudets
draft = den er en kladd
invoice-has-its-status = den er fakturert: fakturaen har statusen
later-document-has-its-status = dokumentet som ble laget av den, har statusen
no-longer-there = den finnes ikke lenger i eAccounting
credits-nothing = den er en kreditnota som ikke krediterer noen faktura
credited-is-gone = det den krediterer, finnes ikke lenger i eAccounting
nothing-follows = ingenting i ActiveCampaign følger den
buyer-without-email = kunden har ingen gyldig e-postadresse i eAccounting
later-is-written = det som er blitt av den siden, er allerede skrevet
kind-not-wanted = typen står ikke i to_activecampaign.orders.kinds
of-day-before = den er fra { $day }, før to_activecampaign.orders.placed_after = { $first }
has-reference = den har en ordrereferanse, og to_activecampaign.orders.source er "entered"
called-off-unwritten = den ble kansellert før den noen gang ble skrevet
written-when-paid = den er ikke betalt, og to_activecampaign.orders.states er "paid"
written-when-shipped = den er ikke sendt, og to_activecampaign.orders.states er "completed"
reference-of = referansen er den som { $source } har i ActiveCampaign
no-day = eAccounting oppgir ingen dag for den
written = ActiveCampaign har { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: som den skal være
dry-run-of-written = dry_run er på i [to_activecampaign]: ville blitt skrevet som { $record }: { $state }, { $total }
never-written = den finnes ikke lenger i eAccounting og ble aldri skrevet
end-is-written = den finnes ikke lenger i eAccounting, og sluttstatusen er skrevet
dry-run-of-cancelling = to_activecampaign.orders.dry_run er på: ville blitt kansellert, siden den ble slettet i eAccounting
nowhere = den finnes verken i eAccounting eller i ActiveCampaign
written-without-email = ActiveCampaign har den uten e-postadresse
cancelled-after-deletion = ordren ble kansellert i ActiveCampaign: den ble slettet i eAccounting
began-with-no-quote = den begynte ikke med et tilbud
later-of-quote-is-written = det som er blitt av tilbudet siden, er allerede skrevet
deal-goes-by-later = den finnes ikke lenger i eAccounting, og avtalen følger det som ble laget av den
over-before-deal = den var avsluttet før den ble en avtale
dry-run-of-deal = to_activecampaign.quotes.dry_run er på: { $record } ville blitt en avtale
became-deal = { $record } ble en avtale
deal-in-step = avtale { $deal }, { $state }: som den skal være
dry-run-of-deal-value = to_activecampaign.quotes.dry_run er på: avtale { $deal } ville fått en annen verdi, for: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run er på: avtale { $deal } ville blitt flyttet, for: { $state }
deal-deleted = avtale { $deal } ble slettet i ActiveCampaign
deal-stays = avtale { $deal } blir stående: { $why }
deal-stays-revalued = avtale { $deal } blir stående, med en annen verdi: { $why }
deal-says = avtale { $deal } viser: { $state }
deal-says-revalued = avtale { $deal } viser: { $state }, med en annen verdi
status-is-off = den ble laget av { $source } i ActiveCampaign, og to_activecampaign.status.enabled er av
invoice-keeps-status = den finnes ikke lenger i eAccounting, og fakturaen har statusen
status-told = ActiveCampaign ble informert om { $document } av { $source }: { $state }
status-in-step = { $document } av { $source }: { $state }: som det skal være
dry-run-of-status = to_activecampaign.status.dry_run er på: ville blitt skrevet som { $document } av { $source }: { $state }
inactive = den er inaktiv i eAccounting
customer-without-email = den har ingen e-postadresse i eAccounting
customer-email-invalid = e-postadressen i eAccounting er ikke gyldig
several-contacts = flere kontakter er denne kunden, så ingen av dem følger den
contact-unchanged = ingenting er endret i { $customer } siden kontakt { $contact } sist ble sammenlignet med den: som den skal være
from-an-order = { $customer } ble opprettet fra en ordre og er ikke endret siden
contact-deleted = kontakt { $contact } ble slettet i ActiveCampaign; en ny kjøring av { $source } oppretter en ny
no-contact-linked = ingen kontakt er lenket til den, og to_activecampaign.customers.match_by er "link"
contact-of-other-customer = kontakt { $contact } med e-postadressen er allerede kunde { $number }
contact-not-linked = kontakt { $contact } med e-postadressen er ikke lenket til den, og to_activecampaign.customers.match_by er "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run er på: en kontakt ville blitt opprettet for { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run er på: kontakt { $contact } ville blitt oppdatert fra { $customer }: { $changes }
contact-in-step = kontakt { $contact } er som { $customer } er i eAccounting
contact-created = kontakt { $contact } ble opprettet for { $customer }
contact-updated = kontakt { $contact } ble oppdatert fra { $customer }: { $changes }
not-kept-in-stock = lagersaldoen er allerede skrevet, eller artikkelen lagerføres ikke
nothing-waits = ingenting av det venter på å bli skrevet
written-as-it-is = lagersaldoen er allerede skrevet
connection-changed = tilkoblingen er endret, så alle artikler leses og skrives på nytt
articles-read = artikler lest til og med side { $page }; lesingen fortsetter
all-stock-in-step = alle lagersaldoer er som de skal
stock-queued = { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} i kø i { $jobs ->
    [one] 1 jobb
   *[other] { $jobs } jobber
}: { $stock }
stock-of-one = lagersaldoen for { $article } ({ $stock }) ble skrevet
stock-of-one-and-quantities = lagersaldoen for { $article } ({ $stock }) ble skrevet, og { $quantities ->
    [one] 1 antall
   *[other] { $quantities } antall
}
stock-of-several = lagersaldoen for { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} ble skrevet
stock-of-several-and-quantities = lagersaldoen for { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} ble skrevet, og { $quantities ->
    [one] 1 antall
   *[other] { $quantities } antall
}
quantities-written = { $quantities ->
    [one] 1 antall ble skrevet
   *[other] { $quantities } antall ble skrevet
}
refused-together = ActiveCampaign avviste { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} sammen; hver av dem prøves igjen for seg
dry-run-of-stock = to_activecampaign.stock.dry_run er på: { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} ville blitt skrevet
dry-run-of-all-stock = to_activecampaign.stock.dry_run er på: { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} ville blitt skrevet i { $calls ->
    [one] 1 kall
   *[other] { $calls } kall
}: { $stock }
sent-already = den er allerede sendt
unchanged-since-sent = den er uendret siden den ble sendt
is-on-hold = den er stoppet: { $because }
is-parked = den er parkert [{ $code }]: kjør den på nytt når årsaken er borte
under-way = en jobb for den er i gang og kommer igjen av seg selv
only-state-goes-back = den kom fra ActiveCampaign ({ $what }), og bare statusen går tilbake
written-already = den er allerede skrevet
most-per-run = orders.maximum_per_run er { $most }: neste ettersending tar den
plan-off = { $setting } er av: ingenting av det ville bli sendt. Endre innstillingen først.
plan-cut = Bare de { $most } ordrene som ble endret sist, ble tatt med. Velg en kortere tid.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaign har { $orders ->
    [one] 1 ordre
   *[other] { $orders } ordrer
} bare i REST-API-et sitt, og listen der sier lite: innstillingene avgjør om hver av dem når jobben kjøres.
held = Stoppet: { $records }, fordi: { $because }
released = Frigitt: { $records }.
settled = Forskjellen i { $source } er løst.
settled-because = Forskjellen i { $source } er løst, fordi: { $because }.
marked = Årsaken { $code } er { $state }.
marked-because = Årsaken { $code } er { $state }, fordi: { $because }
replayed = Ny kjøring { $name }: { $count ->
    [one] 1 post
   *[other] { $count } poster
} ({ $selection }).
replay-stopped = Ny kjøring { $name } ble avbrutt.
backfilled = Ettersending: { $count ->
    [one] 1 post
   *[other] { $count } poster
} ({ $what }).
settings-pushed = Versjon { $version } av innstillingene ble lastet opp.
settings-pushed-because = Versjon { $version } av innstillingene: { $note }.
rolled-back = tilbake til versjon { $version }
selected-records = poster ved navn
selected-parked = alt parkert
selected-cause = det som er parkert med { $code }
selected-attempts = hvert forsøk
selected-error = forsøk som endte med { $code }
selected-dead-letters = mislykkede meldinger
selected-since = siden { $time }
selected-until = til { $time }
erased = En person ble slettet: { $entries ->
    [one] 1 oppføring
   *[other] { $entries } oppføringer
} i aktivitetsloggen, kontrollsummene av { $digests ->
    [one] 1 felt
   *[other] { $digests } felter
}.
word-an-order = en ordre
word-an-order-and-its-invoice = en ordre og fakturaen for den
word-an-invoice-draft = en fakturakladd
word-an-invoice = en faktura
word-it-is-not-all-that-was-decided = dokumentet har ikke alt som ble bestemt
word-the-payment-was-not-registered = betalingen ble ikke registrert
word-the-repayment-was-not-registered = tilbakebetalingen ble ikke registrert
word-activecampaign-was-not-told = ActiveCampaign ble ikke informert
word-order = ordre
word-deal = avtale
word-a-document = et dokument
word-the-document = dokumentet
word-customer-without-number = kunde uten nummer
word-account = firma
word-in-the-shop = i butikken
word-in-activecampaign = i ActiveCampaign
word-cancelled-or-refunded-in-the-shop = ble kansellert eller refundert i butikken
word-lost-in-activecampaign = ble tapt i ActiveCampaign
word-reopened-in-activecampaign = ble åpnet igjen i ActiveCampaign
word-is-active-in-the-shop-again = er aktiv i butikken igjen
word-is-won-again-in-activecampaign = er vunnet igjen i ActiveCampaign
word-was-credited = er allerede kreditert
word-was-deleted = er allerede slettet
word-the-user-of-the-api-key-may-not-see-it = brukeren av API-nøkkelen får ikke se den
word-a-person-has-closed-it-otherwise = en person har lukket den på annen måte
word-its-pipeline-has-no-such-stage = pipelinen har ikke et slikt trinn
word-a-person-has-moved-it-further = en person har flyttet den videre
word-in-stock = på lager
word-low = snart utsolgt
word-backorder = i restordre
word-out-of-stock = utsolgt
word-it-is-not-known-whether-the-note-was-added = det er ikke kjent om notatet ble lagt til
word-it-is-not-known-whether-the-link-to-the-shop-was-added = det er ikke kjent om lenken til butikken ble lagt til
word-it-is-not-known-whether-it-was-e-mailed = det er ikke kjent om dokumentet ble sendt på e-post
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = det er ikke kjent om notatet i ActiveCampaign ble lagt til
word-open = åpen
word-acknowledged = kvittert
word-ignored = ignorert
word-resolved = løst
word-quoted = tilbudt
word-accepted = akseptert
word-created = opprettet
word-ongoing = pågående
word-shipped = sendt
word-invoiced = fakturert
word-part-paid = delvis betalt
word-overdue = forfalt
word-paid = betalt
word-credited = kreditert
word-refunded = refundert
word-deleted = slettet
word-lapsed = utløpt
document-of-number = dokument { $number }
tag-added = tagg { $tag }
tag-removed = tagg { $tag } fjernet
list-of-number = liste { $number }
and-more = { $records } og { $count ->
    [one] 1 til
   *[other] { $count } til
}
word-the-note-was-not-added = notatet ble ikke lagt til
word-the-link-to-the-shop-was-not-added = lenken til butikken ble ikke lagt til
word-it-was-not-e-mailed = dokumentet ble ikke sendt på e-post
word-the-note-in-activecampaign-was-not-added = notatet i ActiveCampaign ble ikke lagt til
word-prices-per-piece = priser per stykk
word-prices-per-piece-with-vat = priser per stykk med mva.
word-prices-per-piece-without-vat = priser per stykk uten mva.
word-prices-per-piece-the-seller-s-vat-taken-off = priser per stykk, selgerens mva. trukket fra
word-prices-per-line = priser per linje
word-prices-per-line-with-vat = priser per linje med mva.
word-prices-per-line-without-vat = priser per linje uten mva.
word-prices-per-line-the-seller-s-vat-taken-off = priser per linje, selgerens mva. trukket fra
word-as-for-a-sale-at-home = som for innenlandsk salg
word-as-for-a-sale-at-home-under-reverse-charge = som for innenlandsk salg med omvendt avgiftsplikt
word-for-this-buyer-s-country-and-vat-number = etter kjøperens land og mva-nummer
word-goods = varer
word-services = tjenester
word-domestic-sales-exempt-from-vat = mva-fritt innenlandsk salg
word-domestic-sales-subject-to-vat = mva-pliktig innenlandsk salg
word-domestic-sales-subject-to-reversed-construction-vat = innenlandsk salg med omvendt avgiftsplikt (bygg)
word-sales-exempt-from-vat-within-the-eu = mva-fritt salg innenfor EU
word-sales-subject-to-vat-within-the-eu = mva-pliktig salg innenfor EU
word-sales-subject-to-oss = salg etter OSS
word-sales-exempt-from-vat-outside-the-eu = mva-fritt salg utenfor EU
word-shipping = frakt
word-discounts = rabatter
word-fees = gebyrer
word-goods-without-an-article-of-their-own = varer uten egen artikkel
word-rounding = avrunding
word-redeemed-gift-cards = innløste gavekort
word-amounts-that-are-in-no-line = beløp som ikke står på noen linje
word-an-amount-in-no-line = et beløp på ingen linje
word-with-vat-in-the-rows = med mva. i linjene
word-vat-on-top-of-the-rows = mva. i tillegg til linjene
word-vat-by-delivery-address = mva. etter leveringsadresse
word-a-vat-number = mva-nummer
word-vat-on-invoices-outside-the-eu = mva. på fakturaer utenfor EU
word-northern-ireland = Nord-Irland
word-city = sted
word-postcode = postnummer
word-city-and-postcode = sted og postnummer
word-name = navn
word-invoice-country = fakturaland
word-delivery-country = leveringsland
word-vat-number = mva-nummer
word-when-the-deal-was-lost = da avtalen ble tapt
word-when-the-order-was-cancelled-or-refunded = da ordren ble kansellert eller refundert
word-a-private-person = en privatperson
word-a-company = et firma
row-of-line = linje { $number }
row-of-discount = rabatt { $number }
word-e-mail-address = e-postadresse
word-customer-number = kundenummer
word-organisation-number = organisasjonsnummer
word-a-domestic-sale = innenlandsk salg
word-a-sale-within-the-eu = salg innenfor EU
word-an-export = eksport
word-terms-of-payment = betalingsbetingelser
word-delivery-method = leveringsmåter
word-delivery-term = leveringsbetingelser
word-unit = enheter
word-bank-account = bankkontoer
word-customer-label = kundeetiketter
word-country = land
word-currency = valuta
word-the-customer = kunden
word-the-article = artikkelen
word-the-order = ordren
word-the-invoice-draft = fakturakladden
word-the-payment-of-the-invoice = betalingen av fakturaen
word-the-note = notatet
word-the-conversion-of-the-draft-into-an-invoice = omgjøringen av kladden til en faktura
word-the-conversion-of-the-draft-into-an-order = omgjøringen av kladden til en ordre
word-the-conversion-of-the-order-into-an-invoice = omgjøringen av ordren til en faktura
word-the-conversion-of-the-quote-into-an-order = omgjøringen av tilbudet til en ordre
word-the-shipping-of-the-order = leveringen av ordren
word-the-deletion-of-the-invoice-draft = slettingen av fakturakladden
word-the-deletion-of-the-customer = slettingen av kunden
word-a-field-s-value-breaks-eaccounting-s-rules = en verdi i et felt bryter eAccountings regler
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = den viser til noe som ikke finnes i eAccounting, eller ikke lenger
word-its-date-is-outside-every-fiscal-year = datoen ligger utenfor alle regnskapsår
word-an-account-does-not-exist = en konto finnes ikke
word-there-is-one-with-the-same-number-or-key-already = det finnes allerede en med samme nummer eller nøkkel
word-it-cannot-be-deleted-since-other-records-depend-on-it = den kan ikke slettes, fordi andre poster avhenger av den
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = den kan ikke opprettes eller endres, eller firmaet har ikke tilgang til modulen
word-the-company-s-startup-guide-is-not-finished = firmaets startveiviser er ikke fullført
word-the-company-is-not-active = firmaet er ikke aktivt
word-the-connection-is-not-authorised = tilkoblingen er ikke godkjent
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = tilkoblingen mangler en tillatelse som Ekobridge ber om
word-the-user-who-connected-eaccounting-lacks-the-permission = brukeren som koblet til eAccounting, mangler tillatelsen
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = organisasjonsnummeret eller fødselsnummeret har feil kontrollsiffer
word-the-company-s-product-does-not-include-this = firmaets produkt omfatter ikke dette
word-more-than-600-calls-came-within-a-minute = mer enn 600 kall kom innen ett minutt
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = brukeren som koblet til eAccounting, har ikke tilgang til firmaet
word-the-licence-terms-are-not-accepted = lisensvilkårene er ikke godtatt
word-the-accounting-year-or-period-of-its-date-is-locked = regnskapsåret eller perioden for datoen er låst
word-an-electronic-invoice-needs-the-buyer-s-reference = en e-faktura trenger kjøperens referanse
word-an-electronic-invoice-needs-a-reference = en e-faktura trenger en referanse
word-an-electronic-invoice-needs-the-customer-s-address = en e-faktura trenger kundens adresse
word-the-user-who-connected-eaccounting-may-only-read = brukeren som koblet til eAccounting, kan bare lese
word-the-invoice-s-date-is-in-the-future = fakturaens dato er i fremtiden
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = en artikkels kontering mangler konto for denne typen salg (som EU, OSS eller eksport)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = mva-nummeret er ikke gyldig i EUs register (VIES)
word-the-period-of-its-date-is-locked = perioden for datoen er låst
word-rows-under-reverse-charge-must-have-no-vat = linjer med omvendt avgiftsplikt kan ikke ha mva.
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = en ordre med restordre kan ikke settes tilbake til pågående
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = et fødselsnummer for ROT eller RUT er ikke gyldig
word-the-invoice-lacks-articles-that-its-order-has = fakturaen mangler artikler som ordren har
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = en klient-id for sandkassen brukes med et ekte firma
word-vat-can-be-forced-only-for-customers-outside-the-eu = mva. kan bare tvinges for kunder utenfor EU
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = den kan ikke bokføres på datoen, fordi året eller perioden er låst
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = en tjeneste som eAccounting spør, som EUs mva-register, svarer ikke
word-it-failed-inside-eaccounting = det mislyktes inne i eAccounting
word-something-inside-eaccounting-did-not-answer = noe inne i eAccounting svarte ikke
word-something-inside-eaccounting-is-not-available = noe inne i eAccounting er ikke tilgjengelig
word-the-stock-does-not-allow-it = lageret tillater det ikke
word-the-stock-module-does-not-allow-it = lagermodulen tillater det ikke
word-for-a-reason-that-ekobridge-does-not-know = av en grunn som Ekobridge ikke kjenner
