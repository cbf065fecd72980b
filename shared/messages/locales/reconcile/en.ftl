# Reconciliation: on the terminal, and on the page to print. A reason says why a sale does not agree; what follows it says what to do.

title = { $deployment }: orders placed from { $from } to { $until }
page-title = Reconciliation of { $deployment }
page-period = Orders placed from { $from } to { $until }, compared { $at }.
all-agree = Both systems agree to the smallest unit.
disagree = { $count ->
    [one] The systems disagree about 1 sale.
   *[other] The systems disagree about { $count } sales.
}
orders-agree = { $count ->
    [one] { $matched } of 1 order agrees.
   *[other] { $matched } of { $count } orders agree.
}
sales-agree = { $count ->
    [one] { $matched } of 1 sale agrees.
   *[other] { $matched } of { $count } sales agree.
}
way-back = From eAccounting to ActiveCampaign
sum-sales = { $count ->
    [one] 1 order
   *[other] { $count } orders
}
in-activecampaign = { $amount } in ActiveCampaign
in-eaccounting = { $amount } in eAccounting
sums-equal = equal
more = { $count } more; { $option } has them all.
left-out = Left out by the settings
documents = Documents: { $names }
without-number = without number
caption-sums = Totals by currency, VAT included
column-currency = Currency
column-orders = Orders
column-difference = Difference
column-order = Order
column-reason = Reason
column-what-differs = What differs, and why
column-what-to-do = What to do
remark-other-documents = { $count ->
    [one] 1 of eAccounting's documents of this time is of no order that a shop is known to have sent; it is not compared.
   *[other] { $count } of eAccounting's documents of this time are of no order that a shop is known to have sent; they are not compared.
}
remark-other-documents-way-back = { $count ->
    [one] 1 of eAccounting's documents of this time is of no order that a shop is known to have sent; it is compared with Ekobridge's own orders in ActiveCampaign alone.
   *[other] { $count } of eAccounting's documents of this time are of no order that a shop is known to have sent; they are compared with Ekobridge's own orders in ActiveCampaign alone.
}
remark-without-vat = For { $count } of the orders that agree, the store does not tell the VAT, so that totals, articles and quantities were compared.

# Classes of findings.

class-missing-in-eaccounting = Missing in eAccounting
class-missing-in-activecampaign = Missing in ActiveCampaign
class-sent-twice = Sent twice
class-different = Different
class-refunded-on-one-side = Refunded on one side

# Differences.

differs-currency = currency { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-total = total { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting ({ $off })
differs-vat = VAT { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-line-missing = article { $article }: { $quantity } ordered, no row
differs-line-extra = article { $article }: { $quantity } billed, not ordered
differs-quantity = article { $article }: { $activecampaign } ordered, { $eaccounting } billed
differs-amount = article { $article }: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-state = state "{ $activecampaign }" in ActiveCampaign, "{ $eaccounting }" in eAccounting
differs-lines = article { $article }: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-lines-without-number = lines without number: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
no-lines = none
lines-and = { $first } and { $second }
differs-not-credited = cancelled or refunded in ActiveCampaign, not credited in eAccounting
differs-partly-credited = cancelled or refunded in ActiveCampaign, { $credited } of it credited in eAccounting
differs-not-refunded = { $credited } credited in eAccounting, not refunded in ActiveCampaign

# Reasons, each with what to do.

never-heard = Never heard of: no webhook and no sweep has brought it, and the settings would send it.
never-heard-do = Send it.
all-of-the-time-do = Where there are many, send all of the time together.
was-left-out = It was left out when it was last looked at. The settings and the record as they are now would send it.
was-left-out-do = Replay it to send it.
deleted-in-eaccounting = It was sent, and somebody has deleted the document in eAccounting. It is not created again by itself.
deleted-in-eaccounting-do = If it was deleted by mistake, enter it in eAccounting by hand. If it was deleted on purpose, do nothing.
billed-twice = Each of the documents bills the whole order.
billed-twice-do = Compare the documents, and credit or delete all but one.
also-made-otherwise = Ekobridge has made { $known }. What has the same reference was made otherwise: by hand, by another integration, or before the ledger ({ $others }).
also-made-otherwise-do = If it is the same sale, credit or delete the other document in eAccounting.
changed-after-sending = The order or its document was changed after it was sent.
changed-after-sending-do = Look which of both is right. If it is the shop, correct the document, or credit it if it is an invoice.
compare-again-do = Compare it with the shop once more; what happens then, `orders.on_change` says.
entered-otherwise = The document has this order's number, and Ekobridge has not made it: it was entered by hand, or by another integration.
entered-otherwise-do = If it is of another sale, change its reference in eAccounting; else correct it there.
credited-in-eaccounting = It was credited in eAccounting, and the shop has not refunded it, or has not told ActiveCampaign.
credited-in-eaccounting-do = Refund or cancel the order in the shop, or undo the credit by a new invoice.
refunded-in-shop = It was cancelled or refunded in the shop after it was sent, and no job has seen that.
refunded-in-shop-do = Look at it again; what happens then, `orders.on_cancel` says.
credit-or-delete-do = Or credit or delete the document in eAccounting.
order-deleted = The document's order is no longer in ActiveCampaign: it was deleted there, or its store was.
order-deleted-do = If the sale was called off, credit or delete the document in eAccounting. Otherwise do nothing.
deleted-in-activecampaign = Ekobridge has written it, and ActiveCampaign no longer has it: the order or its connection was deleted there.
never-written = Never written: it existed before `to_activecampaign.orders` was switched on and has not changed since, or no poll has brought it.
not-in-ledger = The ledger does not know what was written: it was lost, or another deployment wrote it.
not-written-yet = Its documents have changed since they were last written, and no job has written that yet.
changed-in-activecampaign = It was changed in ActiveCampaign after Ekobridge had written it: by hand, or by another integration.
write-again-do = Replay it: it is compared and written whole.
change-quote-do = Change the quote in eAccounting: the next poll writes it whole.
beside-the-stores = It is { $store } in ActiveCampaign, and Ekobridge has written it there once more, so that it counts twice: when it was written, the ledger did not know where it came from.
beside-the-stores-do = Delete Ekobridge's order { $order } in ActiveCampaign; the store's stays.
written-twice = ActiveCampaign has it { $count } times, under the ids of different documents, so that it counts as often: it was written before its first document was known, or by another deployment.
written-twice-do = Delete in ActiveCampaign those whose id is not { $order }, which is that of its first document.
documents-deleted = Its documents are no longer in eAccounting, and ActiveCampaign still counts on it: they were deleted, and no job has seen that.
documents-deleted-do = Replay it: what was never invoiced is cancelled in ActiveCampaign.
delete-if-it-stays-do = If it stays, delete the order in ActiveCampaign.
see-all-do = See all that is known of it.
