read-from-activecampaign = read { $record } from ActiveCampaign
read-from-eaccounting = read { $record } from eAccounting
order-read = read { $record }: { $total }, { $line_count ->
    [one] 1 line
   *[other] { $line_count } lines
}
stock-read = { $article_count ->
    [one] 1 article
   *[other] { $article_count } articles
} on pages { $first } to { $last }
customer-by-link = customer { $number } by its link
customer-by-field = customer { $number } by { $field }
newest-customer = customer { $number } is the newest of { $several } with the same { $field }
default-customer = the default customer { $number }
other-company = customer { $number } is another company, by its name and its number
contact-by-link = contact { $contact } by its link
contact-by-email = contact { $contact } by its e-mail address
unchanged-or-newer = unchanged in ActiveCampaign, or newer in eAccounting: { $fields }
newer-in-activecampaign = newer in ActiveCampaign than in { $customer }: { $fields }
not-as-written = ActiveCampaign does not have it as it was written
state-stays = nothing remains to be paid, and eAccounting names no payment: it may have been voided, so its state stays
needs-xi = { $api_field } left out: in Northern Ireland, only a VAT number that begins with XI makes a sale VAT-free, and eAccounting takes no other there
not-for-export = { $api_field } left out: an export has no VAT, whatever the buyer's VAT number is, and eAccounting doesn't take this one
no-digit = { $api_field } left out: it has no digit, so it is no number
shortened = { $api_field } shortened from { $from } to { $to } characters
not-sent = { $api_field } is not sent: this kind of document has no such field
convention-of-service = price convention { $convention } (detected from { $service })
convention-without-service = price convention { $convention } (the connection names no service)
convention-of-deal = price convention { $convention } (a deal has one price)
convention-of-settings = price convention { $convention } ({ $section })
line-removed = line { $line } has a quantity of 0, and is left out
line-is-discount = line { $line } is below zero and named as a discount or gift card, and is taken as one
line-is-shipping = line { $line } is named as shipping, and is taken as it
line-is-rounding = line { $line } rounds the total, and is left out of the goods
shipping-taken-off = discount { $discount } is as large as the shipping, and takes it off by its name
store-prices-read = { $found } of { $wanted } product prices read from the store
no-store-prices = the store's product prices were not read
planned = { $sale }; { $row_count ->
    [one] 1 row
   *[other] { $row_count } rows
}; total { $total }
line-split = { $row } has { $several } rows, since no unit price gives its amount to the cent
sold-as-fallback = line { $line } is sold as article { $article }, since its own is not known
net-moved = net amounts were moved by { $cents ->
    [one] 1 cent
   *[other] { $cents } cents
}, so that VAT on top of them gives the shop's total
rounding-row = a rounding row of { $amount } was added
rounded-by-eaccounting = eAccounting rounds the document by { $amount } to whole currency, which gives the shop's total
price-of-article = line { $line } at { $price } a piece with the sale's VAT, by the article's price in eAccounting
price-of-store = line { $line } at { $price } a piece with the sale's VAT, by the product's price in the store
price-given = line { $line } at { $price } a piece with the sale's VAT, by the price in the order
price-percent-off = line { $line } at { $price } a piece with the sale's VAT, by { $percent } % off the known price
price-even = line { $line } at { $price } a piece with the sale's VAT, by the one even price that comes to the total
price-of-remainder = line { $line } at { $price } a piece with the sale's VAT, by what the total leaves for its VAT rate
text-row = line { $line } is a text row, since it costs nothing and has no article
unlisted = { $amount } of the total is in no line, and has a row of its own
would-be-created = would be created
customer-would-be-updated = customer { $number } would be updated: { $fields }
customer-fields-updated = customer { $number } updated: { $fields }
customer-of-other-job = customer { $number } was created by another job
keeps-invoice-address = customer { $number } was changed after the order was placed and keeps its address (invoice)
keeps-delivery-address = customer { $number } was changed after the order was placed and keeps its address (delivery)
keeps-addresses = customer { $number } was changed after the order was placed and keeps its address (invoice, delivery)
contact-link-added = link to the contact added
no-contact-link = the link to the contact was not added
article-would-be-updated = article { $number } would be updated: { $fields }
article-updated = article { $number } updated: { $fields }
article-created = article { $number } created with coding "{ $coding }" ({ $rate })
articles-would-be-created = { $article_count ->
    [one] 1 article
   *[other] { $article_count } articles
} would be created
created = { $record } created
adopted = { $document } was created by an attempt whose end was not known
credit-adopted = the credit was created by an attempt whose end was not known
credit-created = credit { $document } created
credit-draft-created = credit draft created
credit-draft-deleted = credit draft deleted
payment-registered = payment registered on { $account }
payment-awaited = the order awaits its payment, which is registered when the shop says that it is paid
emailed = e-mailed by eAccounting
note-added = note with the shop's order added
link-added = link to the shop's order added
not-done = { $what }
contact-written = contact { $contact } written
email-changed = the e-mail address of contact { $contact } changed
fields-ignored = ActiveCampaign ignored its custom fields { $ids }
account-renamed = account { $account } renamed
account-not-renamed = account { $account } was not renamed: another account has that name
put-into-account = contact { $contact } put into account { $account }
stays-in-account = contact { $contact } stays in account { $account }, since a contact is in one account at most
stays-in-own-account = contact { $contact } stays in an account of its own, since a contact is in one account at most
tag-put = tag { $tag } put on contact { $contact }
tag-taken-off = tag { $tag } taken off contact { $contact }
put-on-list = contact { $contact } put on list { $list }: { $because }
stays-on-list = contact { $contact } stays on list { $list } as it is
connection-created = connection { $connection } created
connection-used = writing to connection { $connection }
connection-gone = connection { $connection } is no longer in ActiveCampaign
connection-made-known = connection { $connection } made known to GraphQL
order-written = e-commerce order written: { $record }: { $state }, { $total }
order-cancelled = e-commerce order cancelled: it was deleted in eAccounting
deal-of-quote = deal { $deal } is this quote's
deal-moved = deal { $deal } moved
deal-updated = deal { $deal } updated
deal-value-written = the value of deal { $deal } written
deal-value-stays = a person has changed the value of deal { $deal }: it stays
contact-fields-updated = fields of contact { $contact } updated
contact-tagged = contact { $contact } tagged as { $state }
passed-tag-taken-off = a tag of contact { $contact } that has passed was taken off
no-contact-to-tell = ActiveCampaign has no contact to tell
told-nothing = to_activecampaign.status.dry_run is on: ActiveCampaign is told nothing
told = ActiveCampaign told
status-note-added = note in ActiveCampaign added
custom-object-created = custom object { $object } created
no-custom-objects = the account has no custom objects, so that quantities are not written: remove to_activecampaign.stock.custom_object
name-account = account
name-adopt = adopt
name-after = after
name-article = article
name-compare = compare
name-connection = connection
name-contact = contact
name-create = create
name-credit = credit
name-customer = customer
name-deal = deal
name-email = email
name-find = find
name-link = link
name-list = list
name-mapping = mapping
name-note = note
name-payment = payment
name-plan = plan
name-prices = prices
name-quantity = quantity
name-read = read
name-state = state
name-status = status
name-tag = tag
name-write = write
