off = { $setting } är av
is-on = { $setting } är på
dry-run = { $setting } är på: inget skrevs
exists = eAccounting har den redan: { $document }
exists-with-reference = eAccounting har den redan: { $document } med referensen { $reference }
done-already = redan klar
covered = en tidigare händelse täcker det
decided-meanwhile = avgjort under tiden
waits-on = den väntar vidare i sin kö
on-hold = stoppad: { $because }
replay-aborted = omkörningen { $name } avbröts
follow-up = { $what }: { $problem }
gone = { $record } finns inte längre i ActiveCampaign
no-customer = den är ingen kund i eAccounting, och customers.create är av
no-address = { $record } har ingen adress än och är därför ingen kund (customers.on_missing_city = "skip"); den första ordern ger en
dry-run-of-new-customer = customers.dry_run är på: den skulle ha skapats
customer-created = kund { $number } skapades
customer-updated = kund { $number } uppdaterades: { $changes }
customer-in-step = kund { $number } är som den ska
no-email = kontakten har ingen e-postadress att hitta ordrar med
no-orders = kontakten har inga ordrar
orders-queued = { $orders ->
    [one] 1 order
   *[other] { $orders } ordrar
} av kontakten i kö
test-order = den är en testorder, och orders.test_orders är av
no-total = dess summa är 0, och orders.zero_total är "skip"
placed-before = den lades { $placed }, före orders.placed_after = { $first }
other-connection = dess koppling { $connection } finns inte i orders.connections
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
own-deal = Ekobridge skapade affären av en offert i eAccounting, och ordern kommer av offerten där
no-document = inställningarna begär inget dokument
dry-run-of-order = orders.dry_run är på: skulle ha blivit { $what } med summan { $total }
dry-run-without-customer = orders.dry_run är på: skulle inte ha blivit något, utan kund
became = { $record } blev { $document }
change-skipped = { $problem } { $setting } är "skip"
changed-back = { $record } ändrades tillbaka { $place }, och { $document } stämmer med den igen
changed-alike = { $record } ändrades { $place }, och { $document } stämmer med den
there-again = { $record } finns i ActiveCampaign igen, och { $document } stämmer med den
paid-since = { $record } är betald nu, och betalningen av { $document } registrerades
active-again = { $record } { $again }, och { $document } stämmer med den
corrected = { $record } ändrades { $place }, och { $document } rättades i eAccounting: båda summorna är { $total }
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
kind-not-wanted = dess slag finns inte i to_activecampaign.orders.kinds
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
end-is-written = den finns inte längre i eAccounting, och dess slut är skrivet
dry-run-of-cancelling = to_activecampaign.orders.dry_run är på: skulle avbrytas, eftersom den togs bort i eAccounting
nowhere = den finns varken i eAccounting eller i ActiveCampaign
written-without-email = ActiveCampaign har den utan e-postadress
cancelled-after-deletion = dess order avbröts i ActiveCampaign: den togs bort i eAccounting
began-with-no-quote = den började inte med en offert
later-of-quote-is-written = det som har blivit av offerten sedan dess är redan skrivet
deal-goes-by-later = den finns inte längre i eAccounting, och affären följer det som skapades av den
over-before-deal = den var över innan den blev en affär
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
status-told = ActiveCampaign fick veta om { $document } av { $source }: { $state }
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
not-kept-in-stock = den är skriven som den är, eller lagerförs inte
nothing-waits = inget av det väntar på att skrivas
written-as-it-is = den är skriven som den är
connection-changed = kopplingen har ändrats, så alla artiklar läses och skrivs om
articles-read = artiklar lästa till och med sida { $page }; läsningen fortsätter
all-stock-in-step = allt lager är som det ska
stock-queued = { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} i kö i { $jobs ->
    [one] 1 jobb
   *[other] { $jobs } jobb
}: { $stock }
stock-of-one = lagret av { $article } ({ $stock }) skrevs
stock-of-one-and-quantities = lagret av { $article } ({ $stock }) skrevs, och { $quantities ->
    [one] 1 antal
   *[other] { $quantities } antal
}
stock-of-several = lagret av { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
} skrevs
stock-of-several-and-quantities = lagret av { $products ->
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
} tillsammans; var och en försöks igen för sig
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
settings-pushed = Version { $version } av inställningarna är aktiverad.
settings-pushed-because = Version { $version } av inställningarna: { $because }.
erased = En person raderades: { $entries ->
    [one] 1 post
   *[other] { $entries } poster
} i aktivitetsloggen, sammandragen av { $digests ->
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
word-activecampaign-was-not-told = ActiveCampaign fick inte veta det
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
word-a-person-has-moved-it-further = en person har flyttat den längre
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
