off = { $setting } staat uit
is-on = { $setting } staat aan
dry-run = { $setting } staat aan: er is niets geschreven
exists = eAccounting heeft het al: { $document }
exists-with-reference = eAccounting heeft het al: { $document } met referentie { $reference }
done-already = al klaar
covered = een eerdere gebeurtenis dekt het
decided-meanwhile = intussen besloten
waits-on = het wacht verder in de wachtrij
on-hold = tegengehouden: { $because }
replay-aborted = de herhaling { $name } is afgebroken
follow-up = { $what }: { $problem }
gone = { $record } staat niet meer in ActiveCampaign
no-customer = het is geen klant in eAccounting, en customers.create staat uit
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
became = { $record } is { $document } geworden
change-skipped = { $problem } { $setting } is "skip"
changed-back = { $record } is { $place } teruggewijzigd, en { $document } klopt er weer mee
changed-alike = { $record } is { $place } gewijzigd, en { $document } klopt ermee
there-again = { $record } staat weer in ActiveCampaign, en { $document } klopt ermee
paid-since = { $record } is nu betaald, en de betaling van { $document } is geboekt
active-again = { $record } { $again }, en { $document } klopt ermee
corrected = { $record } is { $place } gewijzigd, en { $document } is in eAccounting gecorrigeerd: beide totalen zijn { $total }
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
credited-is-gone = wat ze crediteert, staat niet meer in eAccounting
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
end-is-written = het staat niet meer in eAccounting, en het einde ervan is geschreven
dry-run-of-cancelling = to_activecampaign.orders.dry_run staat aan: zou worden geannuleerd, omdat het in eAccounting is verwijderd
nowhere = het staat noch in eAccounting noch in ActiveCampaign
written-without-email = ActiveCampaign heeft het zonder e-mailadres
cancelled-after-deletion = de order is geannuleerd in ActiveCampaign: ze is in eAccounting verwijderd
began-with-no-quote = het begon niet met een offerte
later-of-quote-is-written = wat er sindsdien van de offerte is geworden, is al geschreven
deal-goes-by-later = het staat niet meer in eAccounting, en de deal volgt wat ervan is gemaakt
over-before-deal = het was voorbij voordat het een deal werd
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
several-contacts = meerdere contacten zijn deze klant, dus geen ervan volgt haar
contact-unchanged = in { $customer } is niets gewijzigd sinds contact { $contact } er voor het laatst mee is vergeleken: zoals het hoort
from-an-order = { $customer } is van een order gemaakt en sindsdien niet gewijzigd
contact-deleted = contact { $contact } is verwijderd in ActiveCampaign; een herhaling van { $source } maakt een nieuw
no-contact-linked = er is geen contact aan gekoppeld, en to_activecampaign.customers.match_by is "link"
contact-of-other-customer = contact { $contact } met dit e-mailadres is al klant { $number }
contact-not-linked = contact { $contact } met dit e-mailadres is er niet aan gekoppeld, en to_activecampaign.customers.match_by is "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run staat aan: er zou een contact worden gemaakt voor { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run staat aan: contact { $contact } zou worden bijgewerkt vanuit { $customer }: { $changes }
contact-in-step = contact { $contact } is zoals { $customer } in eAccounting is
contact-created = contact { $contact } gemaakt voor { $customer }
contact-updated = contact { $contact } bijgewerkt vanuit { $customer }: { $changes }
not-kept-in-stock = het is geschreven zoals het is, of wordt niet op voorraad gehouden
nothing-waits = er wacht niets van om te worden geschreven
written-as-it-is = het is geschreven zoals het is
connection-changed = de koppeling is gewijzigd, dus alle artikelen worden opnieuw gelezen en geschreven
articles-read = artikelen gelezen tot en met pagina { $page }; het lezen gaat door
all-stock-in-step = alle voorraad is zoals het hoort
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
is-parked = het is geparkeerd [{ $code }]: herhaal het als de oorzaak weg is
under-way = er loopt een taak voor, die vanzelf terugkomt
only-state-goes-back = het kwam uit ActiveCampaign ({ $what }), en alleen de status gaat terug
written-already = het is al geschreven
most-per-run = orders.maximum_per_run is { $most }: de volgende inhaalslag neemt het mee
held = Tegengehouden: { $records }, omdat: { $because }
released = Vrijgegeven: { $records }.
settled = Het verschil in { $source } is opgelost.
settled-because = Het verschil in { $source } is opgelost, omdat: { $because }.
marked = De oorzaak { $code } is { $state }.
marked-because = De oorzaak { $code } is { $state }, omdat: { $because }
replayed = Herhaling { $name }: { $count ->
    [one] 1 record
   *[other] { $count } records
} ({ $selection }).
replay-stopped = Herhaling { $name } afgebroken.
settings-pushed = Versie { $version } van de instellingen geactiveerd.
settings-pushed-because = Versie { $version } van de instellingen: { $because }.
erased = Een persoon gewist: { $entries ->
    [one] 1 regel
   *[other] { $entries } regels
} van het activiteitenlog, de samenvattingen van { $digests ->
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
word-it-is-not-known-whether-the-link-to-the-shop-was-added = het is niet bekend of de koppeling naar de winkel is toegevoegd
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
