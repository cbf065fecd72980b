# Reasons: why a job had nothing to do, or what it has done. model::reason has each with its English text and its variables.

# Whatever the job.
off = { $setting } is off
is-on = { $setting } is on
dry-run = { $setting } is on: nothing was written
exists = it was sent already: { $document }
exists-of-same-sale = it was sent already: { $document }, made of { $source }, which is the same order under another connection
exists-with-reference = eAccounting has it already: { $document } with reference { $reference }
done-already = done already
decided-earlier = decided earlier
covered = an earlier event covers it
decided-meanwhile = decided meanwhile
waits-on = it waits on in its queue
on-hold = on hold: { $because }
replay-aborted = the replay { $name } was aborted
follow-up = { $what }: { $problem }

# Contacts and accounts that become customers.
gone = { $record } is no longer in ActiveCampaign
no-customer = it is no customer in eAccounting, and customers.create is off
marketplaces-contact = { $record } has an e-mail address that a marketplace gives to several buyers: its orders make their customers
no-address = { $record } has no address yet, so it is no customer (customers.on_missing_city = "skip"); its first order brings one
dry-run-of-new-customer = customers.dry_run is on: it would have been created
customer-created = customer { $number } created
customer-updated = customer { $number } updated: { $changes }
customer-in-step = customer { $number } is as it should be

# A contact's orders.
no-email = the contact has no e-mail address to find orders by
no-orders = the contact has no orders
orders-queued = { $orders ->
    [one] 1 order
   *[other] { $orders } orders
} of the contact queued

# Orders and deals that become documents.
test-order = it is a test order, and orders.test_orders is off
no-total = its total is 0, and orders.zero_total is "skip"
placed-before = it was placed on { $placed }, before orders.placed_after = { $first }
other-connection = its connection { $connection } is not in orders.connections
other-pipeline = its pipeline { $pipeline } is not in orders.deals.pipelines
other-stage = the deal is not in a stage of orders.deals.stages
not-completed = it is not completed, and orders.status_filter is "completed"
not-paid = it is not paid, and orders.status_filter is "paid"
cart = it is a cart that was left
cancelled = it is cancelled
refunded = it is refunded
sent-back = it was sent back
failed = it failed
no-order = it is no order
deal-lost = the deal is lost
deal-not-won = the deal is not won, and orders.deals.when is "won"
own-order = Ekobridge wrote it to ActiveCampaign itself: it is a document in eAccounting already
own-deal = Ekobridge made the deal of a quote in eAccounting, and the order comes of the quote there
no-document = the settings ask for no document
dry-run-of-order = orders.dry_run is on: would have become { $what } with a total of { $total }
dry-run-without-customer = orders.dry_run is on: would have become nothing, without a customer
dry-run-of-credit = orders.dry_run is on: { $document } would be credited
dry-run-of-payment = orders.dry_run is on: the payment of { $document } would be registered
became = { $record } became { $document }

# Orders and deals that have changed since.
change-skipped = { $problem } { $setting } is "skip".
changed-back = { $record } was changed back { $place }, and { $document } agrees with it again
changed-alike = { $record } was changed { $place }, and { $document } agrees with it
there-again = { $record } is in ActiveCampaign again, and { $document } agrees with it
paid-since = { $record } is paid now, and the payment of { $document } was registered
active-again = { $record } { $again }, and { $document } agrees with it
corrected = { $record } was changed { $place }, and { $document } was corrected in eAccounting: both totals are { $total }
part-credited = the shop says that a part of order { $order } was refunded: { $credited } of { $document } is credited already
refund-credited = { $refunded } of order { $number } was refunded in the shop, and { $credited } of { $document } is credited already
undone-already = it was { $called_off }, and { $document } { $undone } already
gone-and-undone = ActiveCampaign has no { $record } any more, and { $document } { $undone } already
credited = { $document } of { $record } is credited by { $other }
credited-already = { $document } is credited already
credited-already-by = { $document } is credited already by { $other }

# Quotes that become orders.
quote-ordered = quote { $number } has become an order already
quote-invoiced = quote { $number } is invoiced already
quote-not-accepted = quote { $number } is not accepted
quote-became = quote { $number } became { $document }
taken-as-quotes = { $document } exists already and is taken as this quote's

# Documents that are written to ActiveCampaign.
draft = it is a draft
invoice-has-its-status = it is invoiced: its invoice has its status
later-document-has-its-status = the document created from it has its status
no-longer-there = it is no longer in eAccounting
credits-nothing = it is a credit invoice that credits no invoice
credited-is-gone = what it credits is no longer in eAccounting
nothing-follows = nothing in ActiveCampaign follows it
buyer-without-email = its customer has no e-mail address in eAccounting that is one
later-is-written = what has become of it since is written already
kind-not-wanted = its kind is not in to_activecampaign.orders.kinds
of-day-before = it is of { $day }, before to_activecampaign.orders.placed_after = { $first }
has-reference = it has an order reference, and to_activecampaign.orders.source is "entered"
called-off-unwritten = it was called off before it was ever written
written-when-paid = it is not paid, and to_activecampaign.orders.states is "paid"
written-when-shipped = it is not shipped, and to_activecampaign.orders.states is "completed"
reference-of = its reference is that of { $source } in ActiveCampaign
no-day = eAccounting names no day of it
written = ActiveCampaign has { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: as it should be
dry-run-of-written = dry_run is on in [to_activecampaign]: would be written as { $record }: { $state }, { $total }
never-written = it is no longer in eAccounting, and was never written
end-is-written = it is no longer in eAccounting, and its end is written
dry-run-of-cancelling = to_activecampaign.orders.dry_run is on: would be cancelled, since it was deleted in eAccounting
nowhere = it is neither in eAccounting nor in ActiveCampaign
written-without-email = ActiveCampaign has it without an e-mail address
cancelled-after-deletion = its order was cancelled in ActiveCampaign: it was deleted in eAccounting

# Quotes that are deals.
began-with-no-quote = it began with no quote
later-of-quote-is-written = what has become of the quote since is written already
deal-goes-by-later = it is no longer in eAccounting, and its deal goes by what was made of it
over-before-deal = it was over before it ever was a deal
dry-run-of-deal = to_activecampaign.quotes.dry_run is on: { $record } would become a deal
became-deal = { $record } became a deal
deal-in-step = deal { $deal }, { $state }: as it should be
dry-run-of-deal-value = to_activecampaign.quotes.dry_run is on: deal { $deal } would get another value for: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run is on: deal { $deal } would be moved for: { $state }
deal-deleted = deal { $deal } was deleted in ActiveCampaign
deal-stays = deal { $deal } stays where it is: { $why }
deal-stays-revalued = deal { $deal } stays where it is: { $why }, with another value
deal-says = deal { $deal } says: { $state }
deal-says-revalued = deal { $deal } says: { $state }, with another value

# The status of documents that came from ActiveCampaign.
status-is-off = it was made of { $source } in ActiveCampaign, and to_activecampaign.status.enabled is off
invoice-keeps-status = it is no longer in eAccounting, and its invoice has its status
status-told = ActiveCampaign was told of { $document } of { $source }: { $state }
status-in-step = { $document } of { $source }: { $state }: as it should be
dry-run-of-status = to_activecampaign.status.dry_run is on: would be written as { $document } of { $source }: { $state }

# Customers that become contacts.
inactive = it is inactive in eAccounting
customer-without-email = it has no e-mail address in eAccounting
customer-email-invalid = its e-mail address in eAccounting is not a valid one
several-contacts = several contacts are this customer, so that none of them follows it
contact-unchanged = nothing was changed in { $customer } since contact { $contact } was last compared with it: as it should be
from-an-order = { $customer } was created from an order and hasn't been changed since
contact-deleted = contact { $contact } was deleted in ActiveCampaign; a replay of { $source } creates a new one
no-contact-linked = no contact is linked to it, and to_activecampaign.customers.match_by is "link"
contact-of-other-customer = contact { $contact } with its e-mail address is customer { $number } already
contact-not-linked = contact { $contact } with its e-mail address is not linked to it, and to_activecampaign.customers.match_by is "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run is on: a contact would be created for { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run is on: contact { $contact } would be updated from { $customer }: { $changes }
contact-in-step = contact { $contact } is as { $customer } is in eAccounting
contact-created = contact { $contact } created for { $customer }
contact-updated = contact { $contact } updated from { $customer }: { $changes }

# Stock.
not-kept-in-stock = its stock is written already, or it is not kept in stock
nothing-waits = nothing of it waits to be written
written-as-it-is = its stock is written already
connection-changed = the connection has changed, so all articles are read and written again
articles-read = articles read up to page { $page }; reading continues
all-stock-in-step = all stock is as it should be
stock-queued = { $products ->
    [one] 1 product
   *[other] { $products } products
} queued in { $jobs ->
    [one] 1 job
   *[other] { $jobs } jobs
}: { $stock }
stock-of-one = stock of { $article } ({ $stock }) written
stock-of-one-and-quantities = stock of { $article } ({ $stock }) written, and { $quantities ->
    [one] 1 quantity
   *[other] { $quantities } quantities
}
stock-of-several = stock of { $products ->
    [one] 1 product
   *[other] { $products } products
} written
stock-of-several-and-quantities = stock of { $products ->
    [one] 1 product
   *[other] { $products } products
} written, and { $quantities ->
    [one] 1 quantity
   *[other] { $quantities } quantities
}
quantities-written = { $quantities ->
    [one] 1 quantity
   *[other] { $quantities } quantities
} written
refused-together = ActiveCampaign refused { $products ->
    [one] 1 product
   *[other] { $products } products
} together; each is retried separately
dry-run-of-stock = to_activecampaign.stock.dry_run is on: { $products ->
    [one] 1 product
   *[other] { $products } products
} would be written
dry-run-of-all-stock = to_activecampaign.stock.dry_run is on: { $products ->
    [one] 1 product
   *[other] { $products } products
} would be written in { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}: { $stock }

# What a backfill leaves out.
sent-already = it is sent already
unchanged-since-sent = it is unchanged since it was sent
is-on-hold = it is on hold: { $because }
is-parked = it is parked [{ $code }]: replay it when the cause is gone
under-way = a job of it is under way and comes again by itself
only-state-goes-back = it came from ActiveCampaign ({ $what }), and only its state goes back
written-already = it is written already
most-per-run = orders.maximum_per_run is { $most }: the next backfill brings it

# What a backfill's plan notes.
plan-off = { $setting } is off: nothing of it would be sent. Change the setting first.
plan-cut = Only the { $most } orders that changed last were looked at. Take a shorter time.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaign has { $orders ->
    [one] 1 order
   *[other] { $orders } orders
} that only its REST interface lists, which says little of an order: the settings decide about each when its job runs.

# What people have done, for the list of who did what.
held = On hold: { $records }, because: { $because }
released = Released: { $records }.
settled = The difference of { $source } is resolved.
settled-because = The difference of { $source } is resolved, because: { $because }.
marked = The cause { $code } is { $state }.
marked-because = The cause { $code } is { $state }, because: { $because }
replayed = Replay { $name }: { $count ->
    [one] 1 record
   *[other] { $count } records
} ({ $selection }).
replay-stopped = Replay { $name } aborted.
backfilled = Backfill: { $count ->
    [one] 1 record
   *[other] { $count } records
} ({ $what }).
settings-pushed = Settings version { $version } pushed.
settings-pushed-because = Settings version { $version }: { $note }.
rolled-back = rollback to version { $version }
selected-records = records by name
selected-parked = everything parked
selected-cause = what is parked with { $code }
selected-attempts = every attempt
selected-error = attempts that ended with { $code }
selected-dead-letters = dead letters
selected-since = since { $time }
selected-until = until { $time }
erased = Erased a person: { $entries ->
    [one] 1 entry
   *[other] { $entries } entries
} of the activity log, the digests of { $digests ->
    [one] 1 field
   *[other] { $digests } fields
}.

# What variables hold: words, and the states of a sale.
word-an-order = an order
word-an-order-and-its-invoice = an order and its invoice
word-an-invoice-draft = an invoice draft
word-an-invoice = an invoice
word-it-is-not-all-that-was-decided = it is not all that was decided
word-the-payment-was-not-registered = the payment was not registered
word-the-repayment-was-not-registered = the repayment was not registered
word-activecampaign-was-not-told = ActiveCampaign was not told
word-order = order
word-deal = deal
word-a-document = a document
word-the-document = the document
word-customer-without-number = customer without number
word-account = account
word-in-the-shop = in the shop
word-in-activecampaign = in ActiveCampaign
word-cancelled-or-refunded-in-the-shop = cancelled or refunded in the shop
word-lost-in-activecampaign = lost in ActiveCampaign
word-reopened-in-activecampaign = reopened in ActiveCampaign
word-is-active-in-the-shop-again = is active in the shop again
word-is-won-again-in-activecampaign = is won again in ActiveCampaign
word-was-credited = was credited
word-was-deleted = was deleted
word-the-user-of-the-api-key-may-not-see-it = the user of the API key may not see it
word-a-person-has-closed-it-otherwise = a person has closed it otherwise
word-its-pipeline-has-no-such-stage = its pipeline has no such stage
word-a-person-has-moved-it-further = a person has moved it further
word-in-stock = in stock
word-low = low
word-backorder = backorder
word-out-of-stock = out of stock
word-it-is-not-known-whether-the-note-was-added = it is not known whether the note was added
word-it-is-not-known-whether-the-link-to-the-shop-was-added = it is not known whether the link to the shop was added
word-it-is-not-known-whether-it-was-e-mailed = it is not known whether it was e-mailed
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = it is not known whether the note in ActiveCampaign was added
word-open = open
word-acknowledged = acknowledged
word-ignored = ignored
word-resolved = resolved
word-quoted = quoted
word-accepted = accepted
word-created = created
word-ongoing = ongoing
word-shipped = shipped
word-invoiced = invoiced
word-part-paid = part paid
word-overdue = overdue
word-paid = paid
word-credited = credited
word-refunded = refunded
word-deleted = deleted
word-lapsed = lapsed

# Parts of what variables hold.
document-of-number = document { $number }
tag-added = tag { $tag }
tag-removed = tag { $tag } removed
list-of-number = list { $number }
and-more = { $records } and { $count ->
    [one] 1 more
   *[other] { $count } more
}
word-the-note-was-not-added = the note was not added
word-the-link-to-the-shop-was-not-added = the link to the shop was not added
word-it-was-not-e-mailed = it was not e-mailed
word-the-note-in-activecampaign-was-not-added = the note in ActiveCampaign was not added
word-prices-per-piece = prices per piece
word-prices-per-piece-with-vat = prices per piece with VAT
word-prices-per-piece-without-vat = prices per piece without VAT
word-prices-per-piece-the-seller-s-vat-taken-off = prices per piece, the seller's VAT taken off
word-prices-per-line = prices per line
word-prices-per-line-with-vat = prices per line with VAT
word-prices-per-line-without-vat = prices per line without VAT
word-prices-per-line-the-seller-s-vat-taken-off = prices per line, the seller's VAT taken off
word-as-for-a-sale-at-home = as for a sale at home
word-as-for-a-sale-at-home-under-reverse-charge = as for a sale at home under reverse charge
word-for-this-buyer-s-country-and-vat-number = for this buyer's country and VAT number
word-goods = goods
word-services = services
word-domestic-sales-exempt-from-vat = domestic sales exempt from VAT
word-domestic-sales-subject-to-vat = domestic sales subject to VAT
word-domestic-sales-subject-to-reversed-construction-vat = domestic sales subject to reversed construction VAT
word-sales-exempt-from-vat-within-the-eu = sales exempt from VAT within the EU
word-sales-subject-to-vat-within-the-eu = sales subject to VAT within the EU
word-sales-subject-to-oss = sales subject to OSS
word-sales-exempt-from-vat-outside-the-eu = sales exempt from VAT outside the EU
word-shipping = shipping
word-discounts = discounts
word-fees = fees
word-goods-without-an-article-of-their-own = goods without an article of their own
word-rounding = rounding
word-redeemed-gift-cards = redeemed gift cards
word-amounts-that-are-in-no-line = amounts that are in no line
word-an-amount-in-no-line = an amount in no line
word-with-vat-in-the-rows = with VAT in the rows
word-vat-on-top-of-the-rows = VAT on top of the rows
word-vat-by-delivery-address = VAT by delivery address
word-a-vat-number = a VAT number
word-vat-on-invoices-outside-the-eu = VAT on invoices outside the EU
word-northern-ireland = Northern Ireland
word-city = city
word-postcode = postcode
word-city-and-postcode = city and postcode
word-name = name
word-invoice-country = invoice country
word-delivery-country = delivery country
word-vat-number = VAT number
word-when-the-deal-was-lost = when the deal was lost
word-when-the-order-was-cancelled-or-refunded = when the order was cancelled or refunded
word-a-private-person = a private person
word-a-company = a company
row-of-line = line { $number }
row-of-discount = discount { $number }
word-e-mail-address = e-mail address
word-customer-number = customer number
word-organisation-number = organisation number
word-a-domestic-sale = a domestic sale
word-a-sale-within-the-eu = a sale within the EU
word-an-export = an export
word-terms-of-payment = terms of payment
word-delivery-method = delivery method
word-delivery-term = delivery term
word-unit = unit
word-bank-account = bank account
word-customer-label = customer label
word-country = country
word-currency = currency
word-the-customer = the customer
word-the-article = the article
word-the-order = the order
word-the-invoice-draft = the invoice draft
word-the-payment-of-the-invoice = the payment of the invoice
word-the-note = the note
word-the-conversion-of-the-draft-into-an-invoice = the conversion of the draft into an invoice
word-the-conversion-of-the-draft-into-an-order = the conversion of the draft into an order
word-the-conversion-of-the-order-into-an-invoice = the conversion of the order into an invoice
word-the-conversion-of-the-quote-into-an-order = the conversion of the quote into an order
word-the-shipping-of-the-order = the shipping of the order
word-the-deletion-of-the-invoice-draft = the deletion of the invoice draft
word-the-deletion-of-the-customer = the deletion of the customer
word-a-field-s-value-breaks-eaccounting-s-rules = a field's value breaks eAccounting's rules
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = it refers to something that is not in eAccounting, or not any more
word-its-date-is-outside-every-fiscal-year = its date is outside every fiscal year
word-an-account-does-not-exist = an account does not exist
word-there-is-one-with-the-same-number-or-key-already = there is one with the same number or key already
word-it-cannot-be-deleted-since-other-records-depend-on-it = it cannot be deleted, since other records depend on it
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = it cannot be created or changed, or the company has no access to this module
word-the-company-s-startup-guide-is-not-finished = the company's startup guide is not finished
word-the-company-is-not-active = the company is not active
word-the-connection-is-not-authorised = the connection is not authorised
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = the connection lacks a permission that Ekobridge asks for
word-the-user-who-connected-eaccounting-lacks-the-permission = the user who connected eAccounting lacks the permission
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = the organisation number or personal identity number has a wrong control digit
word-the-company-s-product-does-not-include-this = the company's product does not include this
word-more-than-600-calls-came-within-a-minute = more than 600 calls came within a minute
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = the user who connected eAccounting has no access to the company
word-the-licence-terms-are-not-accepted = the licence terms are not accepted
word-the-accounting-year-or-period-of-its-date-is-locked = the accounting year or period of its date is locked
word-an-electronic-invoice-needs-the-buyer-s-reference = an electronic invoice needs the buyer's reference
word-an-electronic-invoice-needs-a-reference = an electronic invoice needs a reference
word-an-electronic-invoice-needs-the-customer-s-address = an electronic invoice needs the customer's address
word-the-user-who-connected-eaccounting-may-only-read = the user who connected eAccounting may only read
word-the-invoice-s-date-is-in-the-future = the invoice's date is in the future
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = an article's account coding has no account for this kind of sale (such as EU, OSS or export)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = the VAT number is not valid in the EU's register (VIES)
word-the-period-of-its-date-is-locked = the period of its date is locked
word-rows-under-reverse-charge-must-have-no-vat = rows under reverse charge must have no VAT
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = an order with a backorder cannot be taken back to ongoing
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = a personal identity number for ROT or RUT is not valid
word-the-invoice-lacks-articles-that-its-order-has = the invoice lacks articles that its order has
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = a client id for the sandbox is used with a real company
word-vat-can-be-forced-only-for-customers-outside-the-eu = VAT can be forced only for customers outside the EU
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = it cannot be bookkept on its date, since the year or period is locked
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = a service that eAccounting asks, such as the EU's VAT register, does not answer
word-it-failed-inside-eaccounting = it failed inside eAccounting
word-something-inside-eaccounting-did-not-answer = something inside eAccounting did not answer
word-something-inside-eaccounting-is-not-available = something inside eAccounting is not available
word-the-stock-does-not-allow-it = the stock does not allow it
word-the-stock-module-does-not-allow-it = the stock module does not allow it
word-for-a-reason-that-ekobridge-does-not-know = for a reason that Ekobridge does not know
