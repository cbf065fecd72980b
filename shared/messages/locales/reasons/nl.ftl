off = { $setting } staat uit
is-on = { $setting } staat aan
dry-run = { $setting } staat aan: er is niets geschreven
exists = het is al verzonden: { $document }
exists-of-same-sale = het is al verzonden: { $document }, gemaakt van { $source }, dezelfde order onder een andere koppeling
exists-with-reference = eAccounting heeft het al: { $document } met referentie { $reference }
done-already = al klaar
decided-earlier = eerder besloten
covered = een eerdere gebeurtenis dekt het
decided-meanwhile = intussen besloten
waits-on = het wacht verder in de wachtrij
on-hold = tegengehouden: { $because }
replay-aborted = de herverwerking { $name } is afgebroken
follow-up = { $what }: { $problem }
gone = { $record } staat niet meer in ActiveCampaign
no-customer = het is geen klant in eAccounting, en customers.create staat uit
marketplaces-contact = { $record } heeft een e-mailadres dat een marktplaats aan meerdere kopers geeft: de orders maken hun klanten aan
no-address = { $record } heeft nog geen adres en is daarom geen klant (customers.on_missing_city = "skip"); de eerste order geeft er een
dry-run-of-new-customer = customers.dry_run staat aan: het zou zijn gemaakt
customer-created = klant { $number } gemaakt
customer-updated = klant { $number } bijgewerkt: { $changes }
customer-in-step = klant { $number } is zoals het hoort
no-email = het contact heeft geen e-mailadres om orders mee te vinden
no-orders = het contact heeft geen orders
orders-queued = { $orders ->
    [one] 1 order
   *[other] { $orders } orders
} van het contact in de wachtrij
test-order = het is een testorder, en orders.test_orders staat uit
no-total = het totaal is 0, en orders.zero_total is "skip"
placed-before = de order is geplaatst op { $placed }, vóór orders.placed_after = { $first }
other-connection = de koppeling { $connection } staat niet in orders.connections
other-pipeline = de pipeline { $pipeline } staat niet in orders.deals.pipelines
other-stage = de deal is niet in een fase van orders.deals.stages
not-completed = de order is niet voltooid, en orders.status_filter is "completed"
not-paid = de order is niet betaald, en orders.status_filter is "paid"
cart = het is een verlaten winkelwagen
cancelled = de order is geannuleerd
refunded = de order is terugbetaald
sent-back = de order is teruggestuurd
failed = de order is mislukt
no-order = het is geen order
deal-lost = de deal is verloren
deal-not-won = de deal is niet gewonnen, en orders.deals.when is "won"
own-order = Ekobridge heeft die zelf naar ActiveCampaign geschreven: het is al een document in eAccounting
own-deal = Ekobridge heeft de deal gemaakt van een offerte in eAccounting, en de order komt van de offerte daar
no-document = de instellingen vragen geen document
dry-run-of-order = orders.dry_run staat aan: zou { $what } zijn geworden met een totaal van { $total }
dry-run-without-customer = orders.dry_run staat aan: zou niets zijn geworden, zonder klant
dry-run-of-credit = orders.dry_run staat aan: { $document } zou worden gecrediteerd
dry-run-of-payment = orders.dry_run staat aan: de betaling van { $document } zou worden geregistreerd
became = { $record } is { $document } geworden
change-skipped = { $problem } { $setting } is "skip"
changed-back = { $record } is { $place } teruggewijzigd, en { $document } klopt er weer mee
changed-alike = { $record } is { $place } gewijzigd, en { $document } klopt ermee
there-again = { $record } staat weer in ActiveCampaign, en { $document } klopt ermee
paid-since = { $record } is nu betaald, en de betaling van { $document } is geboekt
active-again = { $record } { $again }, en { $document } klopt ermee
corrected = { $record } is { $place } gewijzigd, en { $document } is in eAccounting gecorrigeerd: beide totalen zijn { $total }
part-credited = de winkel zegt dat een deel van order { $order } is terugbetaald: van { $document } is al { $credited } gecrediteerd
refund-credited = van order { $number } is { $refunded } terugbetaald in de winkel, en van { $document } is al { $credited } gecrediteerd
undone-already = { $called_off }, en { $document } { $undone }
gone-and-undone = { $record } staat niet meer in ActiveCampaign, en { $document } { $undone }
credited = { $document } van { $record } wordt gecrediteerd door { $other }
credited-already = { $document } is al gecrediteerd
credited-already-by = { $document } is al gecrediteerd door { $other }
quote-ordered = offerte { $number } is al een order geworden
quote-invoiced = offerte { $number } is al gefactureerd
quote-not-accepted = offerte { $number } is niet geaccepteerd
quote-became = offerte { $number } is { $document } geworden
taken-as-quotes = { $document } bestaat al en geldt als die van deze offerte
draft = het is een concept
invoice-has-its-status = de order is gefactureerd: de factuur heeft de status
later-document-has-its-status = het document dat ervan is gemaakt, heeft de status
no-longer-there = het staat niet meer in eAccounting
credits-nothing = het is een creditfactuur die geen factuur crediteert
credited-is-gone = wat deze crediteert, staat niet meer in eAccounting
nothing-follows = niets in ActiveCampaign volgt het
buyer-without-email = de klant heeft geen geldig e-mailadres in eAccounting
later-is-written = wat er sindsdien van is geworden, is al geschreven
kind-not-wanted = het soort staat niet in to_activecampaign.orders.kinds
of-day-before = het is van { $day }, vóór to_activecampaign.orders.placed_after = { $first }
has-reference = het heeft een orderreferentie, en to_activecampaign.orders.source is "entered"
called-off-unwritten = het is geannuleerd voordat het ooit is geschreven
written-when-paid = het is niet betaald, en to_activecampaign.orders.states is "paid"
written-when-shipped = het is niet verzonden, en to_activecampaign.orders.states is "completed"
reference-of = de referentie is die van { $source } in ActiveCampaign
no-day = eAccounting noemt er geen dag van
written = ActiveCampaign heeft { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: zoals het hoort
dry-run-of-written = dry_run staat aan in [to_activecampaign]: zou worden geschreven als { $record }: { $state }, { $total }
never-written = het staat niet meer in eAccounting en is nooit geschreven
end-is-written = het staat niet meer in eAccounting, en de eindstatus is geschreven
dry-run-of-cancelling = to_activecampaign.orders.dry_run staat aan: zou worden geannuleerd, omdat het in eAccounting is verwijderd
nowhere = het staat noch in eAccounting noch in ActiveCampaign
written-without-email = ActiveCampaign heeft het zonder e-mailadres
cancelled-after-deletion = de order is geannuleerd in ActiveCampaign: de order is in eAccounting verwijderd
began-with-no-quote = het begon niet met een offerte
later-of-quote-is-written = wat er sindsdien van de offerte is geworden, is al geschreven
deal-goes-by-later = het staat niet meer in eAccounting, en de deal volgt wat ervan is gemaakt
over-before-deal = het was afgesloten voordat het een deal werd
dry-run-of-deal = to_activecampaign.quotes.dry_run staat aan: { $record } zou een deal worden
became-deal = { $record } is een deal geworden
deal-in-step = deal { $deal }, { $state }: zoals het hoort
dry-run-of-deal-value = to_activecampaign.quotes.dry_run staat aan: deal { $deal } zou een andere waarde krijgen, voor: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run staat aan: deal { $deal } zou worden verplaatst, voor: { $state }
deal-deleted = deal { $deal } is verwijderd in ActiveCampaign
deal-stays = deal { $deal } blijft staan: { $why }
deal-stays-revalued = deal { $deal } blijft staan, met een andere waarde: { $why }
deal-says = deal { $deal } toont: { $state }
deal-says-revalued = deal { $deal } toont: { $state }, met een andere waarde
status-is-off = het is gemaakt van { $source } in ActiveCampaign, en to_activecampaign.status.enabled staat uit
invoice-keeps-status = het staat niet meer in eAccounting, en de factuur heeft de status
status-told = ActiveCampaign is ingelicht over { $document } van { $source }: { $state }
status-in-step = { $document } van { $source }: { $state }: zoals het hoort
dry-run-of-status = to_activecampaign.status.dry_run staat aan: zou worden geschreven als { $document } van { $source }: { $state }
inactive = de klant is inactief in eAccounting
customer-without-email = de klant heeft geen e-mailadres in eAccounting
customer-email-invalid = het e-mailadres in eAccounting is niet geldig
several-contacts = meerdere contacten zijn deze klant, dus volgt geen ervan deze klant
contact-unchanged = in { $customer } is niets gewijzigd sinds contact { $contact } er voor het laatst mee is vergeleken: zoals het hoort
from-an-order = { $customer } is van een order gemaakt en sindsdien niet gewijzigd
contact-deleted = contact { $contact } is verwijderd in ActiveCampaign; een herverwerking van { $source } maakt een nieuw contact
no-contact-linked = er is geen contact aan gekoppeld, en to_activecampaign.customers.match_by is "link"
contact-of-other-customer = contact { $contact } met dit e-mailadres is al klant { $number }
contact-not-linked = contact { $contact } met dit e-mailadres is er niet aan gekoppeld, en to_activecampaign.customers.match_by is "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run staat aan: er zou een contact worden gemaakt voor { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run staat aan: contact { $contact } zou worden bijgewerkt vanuit { $customer }: { $changes }
contact-in-step = contact { $contact } is zoals { $customer } in eAccounting is
contact-created = contact { $contact } gemaakt voor { $customer }
contact-updated = contact { $contact } bijgewerkt vanuit { $customer }: { $changes }
not-kept-in-stock = de voorraad is al geschreven, of het artikel wordt niet op voorraad gehouden
nothing-waits = er wacht niets van om te worden geschreven
written-as-it-is = de voorraad is al geschreven
connection-changed = de koppeling is gewijzigd, dus alle artikelen worden opnieuw gelezen en geschreven
articles-read = artikelen gelezen tot en met pagina { $page }; het lezen gaat door
all-stock-in-step = alle voorraden zijn zoals het hoort
stock-queued = { $products ->
    [one] 1 product
   *[other] { $products } producten
} in de wachtrij in { $jobs ->
    [one] 1 taak
   *[other] { $jobs } taken
}: { $stock }
stock-of-one = voorraad van { $article } ({ $stock }) geschreven
stock-of-one-and-quantities = voorraad van { $article } ({ $stock }) geschreven, en { $quantities ->
    [one] 1 aantal
   *[other] { $quantities } aantallen
}
stock-of-several = voorraad van { $products ->
    [one] 1 product
   *[other] { $products } producten
} geschreven
stock-of-several-and-quantities = voorraad van { $products ->
    [one] 1 product
   *[other] { $products } producten
} geschreven, en { $quantities ->
    [one] 1 aantal
   *[other] { $quantities } aantallen
}
quantities-written = { $quantities ->
    [one] 1 aantal
   *[other] { $quantities } aantallen
} geschreven
refused-together = ActiveCampaign weigerde { $products ->
    [one] 1 product
   *[other] { $products } producten
} samen; elk wordt apart opnieuw geprobeerd
dry-run-of-stock = to_activecampaign.stock.dry_run staat aan: { $products ->
    [one] 1 product zou
   *[other] { $products } producten zouden
} worden geschreven
dry-run-of-all-stock = to_activecampaign.stock.dry_run staat aan: { $products ->
    [one] 1 product zou
   *[other] { $products } producten zouden
} worden geschreven in { $calls ->
    [one] 1 aanroep
   *[other] { $calls } aanroepen
}: { $stock }
sent-already = het is al verzonden
unchanged-since-sent = het is niet gewijzigd sinds het is verzonden
is-on-hold = het wordt tegengehouden: { $because }
is-parked = het is geparkeerd [{ $code }]: verwerk het opnieuw als de oorzaak weg is
under-way = er loopt een taak voor, die vanzelf terugkomt
only-state-goes-back = het kwam uit ActiveCampaign ({ $what }), en alleen de status gaat terug
written-already = het is al geschreven
most-per-run = orders.maximum_per_run is { $most }: de volgende inhaalslag neemt het mee
plan-off = { $setting } staat uit: er zou niets van worden verzonden. Wijzig eerst de instelling.
plan-cut = Alleen de { $most } orders die het laatst zijn gewijzigd, zijn bekeken. Neem een kortere periode.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaign heeft { $orders ->
    [one] 1 order
   *[other] { $orders } orders
} alleen in zijn REST-API, waarvan de lijst weinig zegt: de instellingen beslissen over elk ervan wanneer de taak loopt.
held = Tegengehouden: { $records }, omdat: { $because }
released = Vrijgegeven: { $records }.
settled = Het verschil in { $source } is opgelost.
settled-because = Het verschil in { $source } is opgelost, omdat: { $because }.
marked = De oorzaak { $code } is { $state }.
marked-because = De oorzaak { $code } is { $state }, omdat: { $because }
replayed = Herverwerking { $name }: { $count ->
    [one] 1 record
   *[other] { $count } records
} ({ $selection }).
replay-stopped = Herverwerking { $name } afgebroken.
backfilled = Inhaalslag: { $count ->
    [one] 1 record
   *[other] { $count } records
} ({ $what }).
settings-pushed = Versie { $version } van de instellingen geüpload.
settings-pushed-because = Versie { $version } van de instellingen: { $note }.
rolled-back = terug naar versie { $version }
selected-records = records bij naam
selected-parked = alles wat geparkeerd is
selected-cause = wat geparkeerd is met { $code }
selected-attempts = elke poging
selected-error = pogingen die eindigden met { $code }
selected-dead-letters = mislukte berichten
selected-since = sinds { $time }
selected-until = tot { $time }
erased = Een persoon gewist: { $entries ->
    [one] 1 regel
   *[other] { $entries } regels
} van het activiteitenlog, de controlegetallen van { $digests ->
    [one] 1 veld
   *[other] { $digests } velden
}.
word-an-order = een order
word-an-order-and-its-invoice = een order met de factuur ervan
word-an-invoice-draft = een conceptfactuur
word-an-invoice = een factuur
word-it-is-not-all-that-was-decided = het document heeft niet alles wat is besloten
word-the-payment-was-not-registered = de betaling is niet geregistreerd
word-the-repayment-was-not-registered = de terugbetaling is niet geregistreerd
word-activecampaign-was-not-told = ActiveCampaign is niet ingelicht
word-order = order
word-deal = deal
word-a-document = een document
word-the-document = het document
word-customer-without-number = klant zonder nummer
word-account = bedrijf
word-in-the-shop = in de winkel
word-in-activecampaign = in ActiveCampaign
word-cancelled-or-refunded-in-the-shop = de order is in de winkel geannuleerd of terugbetaald
word-lost-in-activecampaign = de deal is verloren in ActiveCampaign
word-reopened-in-activecampaign = de deal is heropend in ActiveCampaign
word-is-active-in-the-shop-again = is weer actief in de winkel
word-is-won-again-in-activecampaign = is weer gewonnen in ActiveCampaign
word-was-credited = is al gecrediteerd
word-was-deleted = is al verwijderd
word-the-user-of-the-api-key-may-not-see-it = de gebruiker van de API-sleutel mag hem niet zien
word-a-person-has-closed-it-otherwise = een persoon heeft hem anders gesloten
word-its-pipeline-has-no-such-stage = de pipeline heeft die fase niet
word-a-person-has-moved-it-further = een persoon heeft hem verder verplaatst
word-in-stock = op voorraad
word-low = bijna op
word-backorder = in nalevering
word-out-of-stock = uitverkocht
word-it-is-not-known-whether-the-note-was-added = het is niet bekend of de notitie is toegevoegd
word-it-is-not-known-whether-the-link-to-the-shop-was-added = het is niet bekend of de link naar de winkel is toegevoegd
word-it-is-not-known-whether-it-was-e-mailed = het is niet bekend of het document is gemaild
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = het is niet bekend of de notitie in ActiveCampaign is toegevoegd
word-open = open
word-acknowledged = bevestigd
word-ignored = genegeerd
word-resolved = opgelost
word-quoted = geoffreerd
word-accepted = geaccepteerd
word-created = gemaakt
word-ongoing = lopend
word-shipped = geleverd
word-invoiced = gefactureerd
word-part-paid = deels betaald
word-overdue = achterstallig
word-paid = betaald
word-credited = gecrediteerd
word-refunded = terugbetaald
word-deleted = verwijderd
word-lapsed = verlopen
document-of-number = document { $number }
tag-added = tag { $tag }
tag-removed = tag { $tag } verwijderd
list-of-number = lijst { $number }
and-more = { $records } en nog { $count ->
    [one] 1
   *[other] { $count }
}
word-the-note-was-not-added = de notitie is niet toegevoegd
word-the-link-to-the-shop-was-not-added = de link naar de winkel is niet toegevoegd
word-it-was-not-e-mailed = het document is niet gemaild
word-the-note-in-activecampaign-was-not-added = de notitie in ActiveCampaign is niet toegevoegd
word-prices-per-piece = prijzen per stuk
word-prices-per-piece-with-vat = prijzen per stuk met btw
word-prices-per-piece-without-vat = prijzen per stuk zonder btw
word-prices-per-piece-the-seller-s-vat-taken-off = prijzen per stuk, de btw van de verkoper eraf
word-prices-per-line = prijzen per regel
word-prices-per-line-with-vat = prijzen per regel met btw
word-prices-per-line-without-vat = prijzen per regel zonder btw
word-prices-per-line-the-seller-s-vat-taken-off = prijzen per regel, de btw van de verkoper eraf
word-as-for-a-sale-at-home = zoals bij een binnenlandse verkoop
word-as-for-a-sale-at-home-under-reverse-charge = zoals bij een binnenlandse verkoop met verlegde btw
word-for-this-buyer-s-country-and-vat-number = volgens het land en btw-nummer van de koper
word-goods = goederen
word-services = diensten
word-domestic-sales-exempt-from-vat = btw-vrije binnenlandse verkoop
word-domestic-sales-subject-to-vat = binnenlandse verkoop met btw
word-domestic-sales-subject-to-reversed-construction-vat = binnenlandse verkoop met verlegde btw (bouw)
word-sales-exempt-from-vat-within-the-eu = btw-vrije verkoop binnen de EU
word-sales-subject-to-vat-within-the-eu = verkoop met btw binnen de EU
word-sales-subject-to-oss = verkoop volgens de OSS
word-sales-exempt-from-vat-outside-the-eu = btw-vrije verkoop buiten de EU
word-shipping = verzending
word-discounts = kortingen
word-fees = toeslagen
word-goods-without-an-article-of-their-own = goederen zonder eigen artikel
word-rounding = afronding
word-redeemed-gift-cards = ingewisselde cadeaubonnen
word-amounts-that-are-in-no-line = bedragen die op geen regel staan
word-an-amount-in-no-line = een bedrag op geen enkele regel
word-with-vat-in-the-rows = met btw in de regels
word-vat-on-top-of-the-rows = btw boven op de regels
word-vat-by-delivery-address = btw volgens afleveradres
word-a-vat-number = btw-nummer
word-vat-on-invoices-outside-the-eu = btw op facturen buiten de EU
word-northern-ireland = Noord-Ierland
word-city = plaats
word-postcode = postcode
word-city-and-postcode = plaats en postcode
word-name = naam
word-invoice-country = factuurland
word-delivery-country = afleverland
word-vat-number = btw-nummer
word-when-the-deal-was-lost = toen de deal werd verloren
word-when-the-order-was-cancelled-or-refunded = toen de order werd geannuleerd of terugbetaald
word-a-private-person = een particulier
word-a-company = een bedrijf
row-of-line = regel { $number }
row-of-discount = korting { $number }
word-e-mail-address = e-mailadres
word-customer-number = klantnummer
word-organisation-number = KvK-nummer
word-a-domestic-sale = een binnenlandse verkoop
word-a-sale-within-the-eu = een verkoop binnen de EU
word-an-export = uitvoer
word-terms-of-payment = betalingsvoorwaarden
word-delivery-method = leveringswijzen
word-delivery-term = leveringsvoorwaarden
word-unit = eenheden
word-bank-account = bankrekeningen
word-customer-label = klantlabels
word-country = land
word-currency = valuta
word-the-customer = de klant
word-the-article = het artikel
word-the-order = de order
word-the-invoice-draft = de conceptfactuur
word-the-payment-of-the-invoice = de betaling van de factuur
word-the-note = de notitie
word-the-conversion-of-the-draft-into-an-invoice = de omzetting van het concept in een factuur
word-the-conversion-of-the-draft-into-an-order = de omzetting van het concept in een order
word-the-conversion-of-the-order-into-an-invoice = de omzetting van de order in een factuur
word-the-conversion-of-the-quote-into-an-order = de omzetting van de offerte in een order
word-the-shipping-of-the-order = de levering van de order
word-the-deletion-of-the-invoice-draft = de verwijdering van de conceptfactuur
word-the-deletion-of-the-customer = de verwijdering van de klant
word-a-field-s-value-breaks-eaccounting-s-rules = de waarde van een veld is in strijd met de regels van eAccounting
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = er wordt verwezen naar iets wat niet (meer) in eAccounting staat
word-its-date-is-outside-every-fiscal-year = de datum valt buiten elk boekjaar
word-an-account-does-not-exist = een rekening bestaat niet
word-there-is-one-with-the-same-number-or-key-already = er is er al een met hetzelfde nummer of dezelfde sleutel
word-it-cannot-be-deleted-since-other-records-depend-on-it = het kan niet worden verwijderd, omdat andere records ervan afhangen
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = het kan niet worden gemaakt of gewijzigd, of het bedrijf heeft geen toegang tot deze module
word-the-company-s-startup-guide-is-not-finished = de startgids van het bedrijf is niet voltooid
word-the-company-is-not-active = het bedrijf is niet actief
word-the-connection-is-not-authorised = de verbinding is niet geautoriseerd
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = de verbinding mist een machtiging waar Ekobridge om vraagt
word-the-user-who-connected-eaccounting-lacks-the-permission = de gebruiker die eAccounting heeft verbonden, mist de machtiging
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = het KvK-nummer of persoonsnummer heeft een onjuist controlecijfer
word-the-company-s-product-does-not-include-this = het product van het bedrijf omvat dit niet
word-more-than-600-calls-came-within-a-minute = er kwamen meer dan 600 aanroepen binnen een minuut
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = de gebruiker die eAccounting heeft verbonden, heeft geen toegang tot het bedrijf
word-the-licence-terms-are-not-accepted = de licentievoorwaarden zijn niet geaccepteerd
word-the-accounting-year-or-period-of-its-date-is-locked = het boekjaar of de periode van de datum is vergrendeld
word-an-electronic-invoice-needs-the-buyer-s-reference = een e-factuur heeft de referentie van de koper nodig
word-an-electronic-invoice-needs-a-reference = een e-factuur heeft een referentie nodig
word-an-electronic-invoice-needs-the-customer-s-address = een e-factuur heeft het adres van de klant nodig
word-the-user-who-connected-eaccounting-may-only-read = de gebruiker die eAccounting heeft verbonden, mag alleen lezen
word-the-invoice-s-date-is-in-the-future = de datum van de factuur ligt in de toekomst
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = een artikelboeking heeft geen grootboekrekening voor dit soort verkoop (zoals EU, OSS of uitvoer)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = het btw-nummer is niet geldig in het register van de EU (VIES)
word-the-period-of-its-date-is-locked = de periode van de datum is vergrendeld
word-rows-under-reverse-charge-must-have-no-vat = regels met verlegde btw mogen geen btw hebben
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = een order met een nalevering kan niet terug naar lopend
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = een persoonsnummer voor ROT of RUT is niet geldig
word-the-invoice-lacks-articles-that-its-order-has = de factuur mist artikelen die de order heeft
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = een client-id voor de testomgeving wordt met een echt bedrijf gebruikt
word-vat-can-be-forced-only-for-customers-outside-the-eu = btw kan alleen worden afgedwongen voor klanten buiten de EU
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = het kan niet op de datum worden geboekt, omdat het jaar of de periode vergrendeld is
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = een dienst die eAccounting bevraagt, zoals het btw-register van de EU, antwoordt niet
word-it-failed-inside-eaccounting = het mislukte binnen eAccounting
word-something-inside-eaccounting-did-not-answer = iets binnen eAccounting antwoordde niet
word-something-inside-eaccounting-is-not-available = iets binnen eAccounting is niet beschikbaar
word-the-stock-does-not-allow-it = de voorraad laat het niet toe
word-the-stock-module-does-not-allow-it = de voorraadmodule laat het niet toe
word-for-a-reason-that-ekobridge-does-not-know = om een reden die Ekobridge niet kent
