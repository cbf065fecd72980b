//! A record's whole life: events in odd sequences, dry runs and other settings in between, a store that is connected anew, and
//! what a bookkeeper does by hand at each stage. What is right was decided by law, by the manual and by bookkeeping sense, before
//! any line was played.

use super::house::House;
use super::story::play;

/// Settings that change while a record lives: a dry run writes nothing, whatever was sent before, and what it leaves is not lost.
const BETWEEN: &str = "
orders.dry_run = true | order 1001 = orders=0; skipped dry_run > order 1001 status=REFUNDED = orders=0; unwritten; skipped refunded > set orders.note=false > replay order:1:1001 = orders=0; skipped refunded
INV | order 1001 = invoices=1 > set INV & orders.dry_run=true > order 1001 status=REFUNDED = credits=0; unwritten; skipped dry_run > set INV > replay order:1:1001 = credits=1
VIA | order 1001 = invoices=1 > set VIA & orders.dry_run=true > order 1001 status=CANCELLED = credits=0; unwritten; skipped dry_run > set VIA > order 1001 pay=Swish = credits=1
PAID | order 1001 pay=Klarna; status=PENDING_PAYMENT = invoices=1; invoice.RemainingAmount=799 > set PAID & orders.dry_run=true > order 1001 status=COMPLETED = invoice.RemainingAmount=799; unwritten; skipped dry_run > set PAID > replay order:1:1001 = invoice.RemainingAmount=0
| order 1001 = orders=1 > set orders.dry_run=true > order 1001 lines=2 LAMP 1598; total=1598 = orders=1; parked changed_after_creation; unwritten
INV | order 1001 = invoices=1 > set INV & orders.enabled=false > order 1001 status=REFUNDED = credits=0 > set INV > order 1002 = credits=1; invoices=2
| order 1001 = orders=1 > set INV > order 1001 pay=Swish = orders=1; invoices=0; unwritten > order 1001 status=REFUNDED = credits=0; parked cancelled_after_creation: order 1
INV | order 1001 = invoices=1 > set orders.document=\"order\" & orders.on_cancel=\"credit\" > order 1001 status=REFUNDED = credits=1
INV | order 1001 = invoices=1 > set INV & orders.connections=[2] > order 1001 status=REFUNDED = credits=1
DRAFT | order 1001 = drafts=1 > set INV > replay order:1:1001 = drafts=1; invoices=0; unwritten
orders.document = \"invoice\" | order 1001 = invoices=1 > order 1001 status=REFUNDED = parked cancelled_after_creation: invoice 1 > set INV > replay order:1:1001 = credits=1
| order 1001 company=Ek AB = orders=1; customer.IsPrivatePerson=true > set COMPANIES > order 1002 company=Ek AB = orders=2; customers=1; customer.IsPrivatePerson=false
LAMPS | contact > deal 1000 > deal status=won = orders=1; order.total=1250 > set LAMPS & orders.deals.value_includes_vat=true > deal title=X = orders=1; unwritten
LAMPS & orders.deals.pipelines = [1] | contact > deal 1000 > deal status=won = orders=1 > deal group=2 = orders=1; unwritten > deal status=lost = parked cancelled_after_creation
";

/// A person has entered the sale, and the shop goes on.
const BY_HAND: &str = "
| customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; skipped 1001 > order 1001 status=REFUNDED = orders=0; credits=0; parked cancelled_after_creation: invoice 1, 1001, somebody
INV | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=1; skipped 1001 > order 1001 status=REFUNDED = credits=0; parked cancelled_after_creation: invoice 1 > credit > replay order:1:1001 = credits=1; unwritten
INV | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=1; skipped 1001 > credit > order 1001 status=REFUNDED = credits=1; unwritten
INV | customer > order 1001 created=2026-11-22T10:00:00Z; lines=2 LAMP 1598 > bill 2 LAMP 799; BuyersOrderReference=\"1001\" = invoices=1; skipped 1001 > credit 1 > order 1001 status=REFUNDED = credits=1; parked cancelled_after_creation: invoice 1
INV | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=1; skipped 1001 > order 1001 status=REFUNDED = parked cancelled_after_creation > order 1001 status=COMPLETED = invoices=1; credits=0; skipped 1001 > order 1001 status=REFUNDED = parked cancelled_after_creation: invoice 1 > credit > replay order:1:1001 = credits=1; skipped it
INV | customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = drafts=1; skipped 1001 > order 1001 status=CANCELLED = drafts=1; parked cancelled_after_creation: draft
orders.on_cancel = \"skip\" | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; skipped 1001 > order 1001 status=REFUNDED = unwritten; skipped on_cancel
| customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; skipped 1001 > order 1001 status=CANCELLED = orders=1; parked cancelled_after_creation: order 1
| customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; skipped 1001 > invoice > order 1001 status=REFUNDED = orders=1; parked cancelled_after_creation: order 1
| customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; skipped 1001 > erase order > order 1001 status=CANCELLED = orders=0; unwritten; skipped it
| customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; skipped 1001 > erase order > replay order:1:1001 = orders=1
LAMPS | customer > contact > deal 1000 > bill 1 LAMP 1250; BuyersOrderReference=\"1\" > deal status=won = orders=0; skipped 1 > deal status=lost = parked cancelled_after_creation: invoice 1, lost
BACK & orders.enabled = false | customer > order 1001 created=2026-11-22T10:00:00Z > order 1002 > order 1003 > order 1004 > order 1005 > order 1006 > order 1007 > order 1008 > order 1009 > order 1010 > order 1011 > order 1012 > order 1013 > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = written=0
BACK & STATE & DRAFT | contact > order 1001 = drafts=1; written=0 > erase draft > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = written=0
";

/// A store that is connected anew has its orders a second time: none is made again, whatever has become of its document.
const ANEW: &str = "
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1 > erase order > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = orders=0; skipped order:2:1001
DRAFT | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = drafts=1 > erase draft > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = drafts=0; skipped order:2:1001
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > credit > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = invoices=1; credits=1; skipped order:2:1001
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1 > order 1001 status=CANCELLED = parked cancelled_after_creation > erase order > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z; status=CANCELLED = orders=0; unwritten
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1 > erase order > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T10:00:00Z = orders=1
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > order 1001 status=REFUNDED = credits=1 > store shopify > order 2001 id=1001; number=1001; c=3; status=REFUNDED; created=2026-11-23T09:00:00Z = invoices=1; credits=1; unwritten
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z; status=REFUNDED = invoices=1; credits=1
| store woocommerce > order 1001 c=2; lines=2 LAMP 640; total=1598 = orders=1; order.total=1598 > store woocommerce > order 2001 c=3; lines=2 LAMP 640; total=1598 = orders=2; order.total=1598
";

/// Refunds of parts, one after the other.
const IN_PARTS: &str = "
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > credit 1 > replay order:1:1001 = credits=1 > order 1001 pay=Swish = credits=1; parked partial_refund: 1001, invoice 1, again
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > credit 1 > order 1001 pay=Swish = credits=1; parked partial_refund: 1001, invoice 1, again
INV | order 1001 lines=3 LAMP 2397 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > credit 1 > replay order:1:1001 = credits=1 > order 1001 pay=Swish = parked partial_refund > credit 1 > replay order:1:1001 = credits=2; unwritten > order 1001 status=REFUNDED; said=refunded = credits=2; parked cancelled_after_creation: 799.00
INV | order 1001 lines=3 LAMP 2397 = invoices=1 > credit 1 > order 1001 said=partially_refunded = credits=1; unwritten > order 1001 pay=Swish = credits=1; parked partial_refund: again
INV | order 1001 lines=3 LAMP 2397 = invoices=1 > credit 1 > order 1001 said=partially_refunded = credits=1; unwritten > credit 1 > order 1001 pay=Swish = credits=2; unwritten
INV | order 1001 lines=3 LAMP 2397 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > credit > order 1001 pay=Swish = credits=1; unwritten
INV | order 1001 lines=3 LAMP 2397 = invoices=1 > order 1001 said=partially_refunded; total=2300 = parked partial_refund: 97.00 > order 1001 total=2200 = parked partial_refund: 197.00
| order 1001 lines=2 LAMP 1598 = orders=1 > order 1001 said=Partially refunded = parked partial_refund: order 1 > alter order 1 Amount=799 > replay order:1:1001 = orders=1; unwritten
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > set INV & orders.on_change=\"skip\" > credit 1 > order 1001 pay=Swish = parked partial_refund
orders.on_change = \"skip\" & orders.document = \"invoice\" & orders.on_cancel = \"skip\" | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = skipped part > credit 1 > order 1001 pay=Swish = unwritten
INV | order 1001 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > order 1001 status=CANCELLED; said=cancelled = credits=1
";

/// A bookkeeper changes what stands in eAccounting, and the order changes too.
const EDITED: &str = "
| order 1001 = orders=1 > erase order > order 1001 lines=2 LAMP 1598; total=1598 = orders=0; parked changed_after_creation: Order 1, deleted, by hand, reference 1001
DRAFT | order 1001 = drafts=1 > erase draft > order 1001 lines=2 LAMP 1598; total=1598 = drafts=0; parked changed_after_creation: deleted, by hand
DRAFT | order 1001 = drafts=1 > book-draft > order 1001 lines=2 LAMP 1598; total=1598 = parked changed_after_creation: invoice 1, 799.00
| order 1001 = orders=1 > invoice > order 1001 lines=2 LAMP 1598; total=1598 = parked changed_after_creation: invoice 1, 799.00
INV | order 1001 = invoices=1 > credit > order 1001 lines=2 LAMP 1598; total=1598 = parked changed_after_creation: invoice 1, is credited, by hand, reference 1001
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > credit 1 > order 1001 lines=1 LAMP 799; total=799 = credits=1; invoices=1
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 lines=1 LAMP 799; total=799 = parked changed_after_creation > credit 1 > replay order:1:1001 = credits=1; unwritten > order 1001 status=REFUNDED = credits=1; parked cancelled_after_creation: 799.00
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 lines=3 LAMP 2397; total=2397 = parked changed_after_creation: 2397.00 > credit > replay order:1:1001 = parked changed_after_creation: is credited, by hand > bill 3 LAMP 799; BuyersOrderReference=\"1001\" > replay order:1:1001 = invoices=2; credits=1; unwritten > order 1001 status=REFUNDED = credits=1; parked cancelled_after_creation: invoice 3
LAMPS & INV | contact > deal 1000 > deal status=won = invoices=1 > deal value=1200 = parked changed_after_creation: 1500.00, 1250.00 > credit > replay deal:1 = credits=1; parked changed_after_creation: credited, by hand, reference 1
| order 1001 = orders=1 > alter order 1 BuyersOrderReference=PO-9 > order 1001 pay=Swish = orders=1; unwritten > replay order:1:1001 = orders=1; unwritten
| order 1001 = orders=1 > erase order > hook order:1:1001 = orders=0; unwritten > replay order:1:1001 = orders=0; unwritten
INV | order 1001 = invoices=1 > alter article LAMP Number=LAMP-2; Name=Other > order 1001 status=REFUNDED = credits=1; credit.booked=3001@25 -639.2
INV | order 1001 = invoices=1 > book Name=Annaqvzx Giftqvzx; InvoiceCity=Lund > order 1001 status=REFUNDED = credits=1
INV | order 1001 = invoices=1 > book CurrencyCode=EUR > order 1001 status=REFUNDED = credits=0; drafts=0; parked value_invalid: SEK, EUR
INV & orders.on_change = \"skip\" | order 1001 = invoices=1 > order 1001 lines=2 LAMP 1598; total=1598 = invoices=1; unwritten; skipped on_change > order 1001 status=REFUNDED = credits=1; credit.TotalAmountInvoiceCurrency=-799
INV | order 1001 = invoices=1 > order 1001 status=FAILED = credits=1 > order 1001 status=CANCELLED = credits=1; unwritten > order 1001 status=REFUNDED = credits=1; unwritten
INV | order 1001 status=PENDING_PAYMENT = invoices=0; skipped not paid > order 1001 status=CANCELLED = invoices=0; skipped it > order 1001 status=COMPLETED = invoices=1 > order 1001 status=PENDING_PAYMENT = invoices=1; unwritten > order 1001 status=REFUNDED = credits=1
| contact = customers=1 > erase customer > order 1001 = orders=1; customers=1
";

/// Payments that come late, in parts, or of what is credited by then.
const PAYMENTS: &str = "
PAID | order 1001 pay=Klarna; status=PENDING_PAYMENT = invoices=1 > pay 300 > order 1001 status=COMPLETED = invoice.RemainingAmount=0
PAID | order 1001 pay=Klarna; lines=2 LAMP 1598; status=PENDING_PAYMENT = invoices=1 > credit 1 > order 1001 status=COMPLETED = invoices=1; credits=1; invoice.RemainingAmount=0
PAID | order 1001 pay=Klarna; status=PENDING_PAYMENT = invoices=1 > credit > order 1001 status=COMPLETED = invoices=1; credits=1; unwritten
PAID | order 1001 pay=Klarna; status=PENDING_PAYMENT = invoices=1 > order 1001 status=COMPLETED = invoice.RemainingAmount=0 > order 1001 status=PENDING_PAYMENT = unwritten > order 1001 status=COMPLETED = unwritten; invoice.RemainingAmount=0
PAID | order 1001 pay=Klarna; status=PENDING_PAYMENT = invoices=1 > order 1001 status=COMPLETED; lines=2 LAMP 1598; total=1598 = invoice.RemainingAmount=799; parked changed_after_creation
PAID | order 1001 pay=Klarna; lines=1 LAMP 0; total=0 = invoices=1; invoice.TotalAmountInvoiceCurrency=0
PAID | order 1001 pay=Klarna; cur=EUR; country=DE; zip=10115; city=Berlin; lines=1 LAMP 100; total=100 = invoices=1; invoice.RemainingAmount=0 > order 1001 status=REFUNDED = credits=1; credit.RemainingAmount=0
VIA | order 1001 cur=EUR; lines=1 LAMP 79.90 = invoices=1 > order 1002 = invoices=2; invoice2.CurrencyCode=SEK > order 1002 status=REFUNDED = credits=0; parked value_invalid: by hand > order 1001 status=REFUNDED = credits=1; credit.CurrencyCode=EUR
";

/// Who bought is erased in the shop, as buyers ask for or after some years: what was sold is the same.
const ERASED: &str = "
INV | order 1001 = invoices=1 > order 1001 email=deleted@site.invalid; first=[deleted]; last=[deleted]; street=-; zip=-; city=-; country=-; phone=- = invoices=1; unwritten > order 1001 status=REFUNDED = credits=1
| order 1001 = orders=1 > order 1001 email=-; first=-; last=-; street=-; zip=-; city=-; country=- = orders=1; unwritten
| order 1001 = orders=1 > order 1001 email=-; first=-; last=-; street=-; zip=-; city=-; country=-; lines=1 COFFEE 799; total=799 = orders=1; parked changed_after_creation: order 1
| order 1001 = orders=1 > order 1001 email=-; first=-; last=-; street=-; zip=-; city=-; country=-; total=700 = orders=1; parked changed_after_creation: 700.00
| order 1001 email=deleted@site.invalid; first=[deleted]; last=[deleted]; created=2026-11-22T10:00:00Z = orders=0; parked customer_missing
orders.default_customer = 1000 | customer Name=Kassan; EmailAddress=- > order 1001 email=deleted@site.invalid; first=[deleted]; last=[deleted] = orders=1; order.CustomerName=Kassan; customers=1
";

/// Lines of several pieces that are no goods, and a currency that the company doesn't have.
const LINES: &str = "
CARD | order 1001 lines=1 LAMP 799 + 2 -:Presentkort -100; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 lines=1 LAMP 799 + 2 -:Presentkort -200; total=599 = orders=1; order.booked=3001@25 639.2 + 3004@0 -200
CARD | order 1001 lines=2 LAMP 1598 + 2 -:Presentkort -200; total=1398 = orders=1; order.booked=3001@25 1278.4 + 3004@0 -200
CARD | order 1001 lines=2 LAMP 799 + 3 -:Presentkort -100; total=1298 = orders=1; order.booked=3001@25 1278.4 + 3004@0 -300
CARD & prices.line_price = \"unit\" & prices.vat = \"excluded\" | order 1001 lines=2 LAMP 639.20 + 2 -:Presentkort -100; total=1398 = orders=1; order.booked=3001@25 1278.4 + 3004@0 -200
CARD | order 1001 lines=1 LAMP 799 + 2 -:Presentkort -100; total=650 = orders=0; parked sku_missing: 2
| order 1001 lines=1 LAMP 799 + 2 -:Presentkort -100; total=599 = orders=0; parked article_not_configured: vouchers.article
| order 1001 lines=2 LAMP 1598 + 2 -:Rabatt -100; total=1498 = orders=1; order.rows=LAMP 2 799 + RABATT25 -1 100
| order 1001 lines=2 LAMP 799 + 2 -:Rabatt -50; total=1498 = orders=1; order.rows=LAMP 2 799 + RABATT25 -1 100
| order 1001 lines=1 LAMP 799 + 1 COFFEE 112 + 2 -:Rabatt -45.55; total=819.90 = orders=1; order.booked=3001@25 575.28 + 3002@12 90
| order 1001 lines=1 LAMP 799 + 2 -:Frakt 98; total=897 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 98
| order 1001 cur=THB = orders=0; parked eaccounting_rejected: Add THB
LAMPS | contact > deal 1000 cur=thb > deal status=won = orders=0; parked eaccounting_rejected: Add THB, deal
| order 1001 number=O'B \"7\" (x) = orders=1; order.BuyersOrderReference=O'B \"7\" (x) > order 1001 pay=Swish = orders=1; unwritten
| order 1001 email=o'brien.qvzx@example.com = orders=1; customers=1 > order 1002 email=O'Brien.Qvzx@example.com = orders=2; customers=1
";

/// Addresses as people fill them in.
const ADDRESSES: &str = "
| order 1001 street=Storgatan 1, 111 22 Stockholm; zip=-; city=- = orders=1; customer.InvoiceAddress1=Storgatan 1; customer.InvoiceCity=Stockholm; customer.InvoicePostalCode=111 22
| order 1001 street=Storgatan 1, lgh 1101, 111 22 Stockholm, Sverige; zip=-; city=- = orders=1; customer.InvoiceCity=Stockholm; customer.InvoiceAddress1=Storgatan 1, lgh 1101
NL | order 1001 cur=EUR; street=Damrak 1, 1012 LG Amsterdam; zip=-; city=-; country=NL; lines=1 LAMP 121; total=121 = orders=1; customer.InvoiceCity=Amsterdam; customer.InvoicePostalCode=1012 LG
| order 1001 street=Storgata 5, 0155 Oslo, Norge; zip=-; city=-; country=- = orders=1; customer.InvoiceCountryCode=NO; order.booked=3105@0 799
FI | order 1001 cur=EUR; street=Torggatan 1, 22100 Mariehamn, Finland; zip=-; city=-; country=FI = orders=1; customer.InvoiceCountryCode=AX; order.booked=3370@0 799
| order 1001 street=Storgatan 1, Stockholm; zip=-; city=- = orders=0; parked customer_incomplete: city
| order 1001 street=Storgata 5, 0155 Oslo, Norge; zip=-; city=-; country=SE = orders=0; parked customer_incomplete: city
| contact street=Storgatan 1, 111 22 Lund; zip=; city=; country=Sverige = customers=1; customer.InvoiceAddress1=Storgatan 1; customer.InvoicePostalCode=111 22; customer.InvoiceCity=Lund
| order 1001 country=GB-NIR; zip=bt15gs; city=Belfast = orders=1; order.booked=3107@25 639.2; customer.IsNorthernIreland=true
| order 1001 country=GB-SCT; zip=EH1 1YZ; city=Edinburgh = orders=1; order.booked=3105@0 799; customer.InvoiceCountryCode=GB
";

/// Sellers in Norway, the Netherlands and Finland, from the document to its credit.
const SELLERS: &str = "
NO & INV | order 1001 cur=NOK; country=NO; zip=0155; city=Oslo; lines=1 LAMP 250 + 2 COFFEE 230; ship=50; total=530 = invoices=1; invoice.booked=3000@25 240 + 3010@15 200 > order 1001 status=REFUNDED = credits=1; credit.booked=3000@25 -240 + 3010@15 -200
NO & VIA | order 1001 cur=NOK; country=NO; zip=0155; city=Oslo; lines=1 LAMP 250; total=250 = invoices=1; orders=1 > order 1001 status=REFUNDED = credits=1; credit.booked=3000@25 -200
NO & DRAFT | order 1001 cur=NOK; country=NO; zip=0155; city=Oslo; lines=1 LAMP 250; total=250 = drafts=1 > book-draft > order 1001 status=REFUNDED = credits=1
NO & INV | order 1001 cur=NOK; country=NO; zip=9170; city=Longyearbyen; lines=1 LAMP 200; total=200 = invoices=1; invoice.booked=3110@0 200 > order 1001 status=REFUNDED = credits=1
NL & VIA | order 1001 cur=EUR; country=NL; zip=1012 LG; city=Amsterdam; lines=1 LAMP 121; total=121 = invoices=1 > order 1001 status=REFUNDED = credits=1
NL & DRAFT & net | order 1001 cur=EUR; country=NL; zip=1012 LG; city=Amsterdam; lines=3 LAMP 36.30; total=36.30 = drafts=1; draft.booked=8000@21 30 > book-draft > order 1001 status=REFUNDED = credits=1; credit.booked=8000@21 -30
FI & INV | order 1001 cur=EUR; country=FI; zip=00100; city=Helsinki; lines=1 LAMP 125.50 + 1 COFFEE 113.50; total=239 = invoices=1; invoice.booked=3000@25.5 100 + 3010@13.5 100 > order 1001 status=CANCELLED = credits=1; credit.booked=3000@25.5 -100 + 3010@13.5 -100
FI & VIA | order 1001 cur=EUR; country=FI; zip=00100; city=Helsinki; lines=2 LAMP 251; total=251 = invoices=1; invoice.booked=3000@25.5 200 > order 1001 status=REFUNDED = credits=1
NO | customer InvoiceCountryCode=NO; InvoicePostalCode=0155; InvoiceCity=Oslo > quote 2 LAMP 500 > accept = orders=1; order.total=1000; order.booked=3000@25 800
FI | customer InvoiceCountryCode=FI; InvoicePostalCode=00100; InvoiceCity=Helsinki > quote 2 LAMP 125.50 > accept = orders=1; order.total=251; order.booked=3000@25.5 200
NO & LAMPS | contact country=NO; zip=0155; city=Oslo > deal 1000 cur=nok > deal status=won = orders=1; order.total=1250; order.booked=3000@25 1000
FI & LAMPS & INV | contact country=FI; zip=00100; city=Helsinki > deal 100 cur=eur > deal status=won = invoices=1; invoice.booked=3000@25.5 100 > deal status=lost = credits=1
";

/// The way back.
const BACK: &str = "
DEALS & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 = deals=1; deal.stage=1 > accept = orders=1; order.Status=1; deal.stage=2 > ongoing = deal.stage=2 > invoice = deal.stage=3
DEALS & BACK & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 = written=0 > accept = orders=1; written=0; deal.stage=2 > ongoing = written=1; written.storeStatus=ongoing
BACK & to_activecampaign.quotes.enabled = true & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 = written=1; written.storeStatus=quoted > accept = orders=1; written=1; written.storeStatus=accepted > ongoing = written=1; written.storeStatus=ongoing > invoice = written.storeStatus=invoiced
DEALS & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 = deals=1 > accept = orders=1; deal.stage=2 > erase order > days 2 = deal.status=2
DEALS | customer > quote 2 LAMP 500 = deals=1 > accept = orders=1; deal.status=0 > erase order > days 2 = deal.status=2
BACK & to_activecampaign.quotes.enabled = true & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 > accept = orders=1; written.storeStatus=accepted > erase order > days 2 = written.normalizedStatus=CANCELLED
BACK & quotes.convert_to = \"order-draft\" | customer > quote 2 LAMP 500 > accept = orders=1; written=0
DEALS | customer > quote 2 LAMP 500 = deals=1; deal.status=0 > deal status=won = deals=1; orders=0 > accept = orders=1; deals=1; deal.status=1
DEALS | customer > quote 2 LAMP 500 = deals=1 > deal status=lost = deal.status=2; orders=0 > accept = orders=1; deal.status=2
DEALS | customer > quote 2 LAMP 500 = deal.value=100000 > deal value=1200 > accept = deal.value=120000; orders=1
BACK | customer > bill 2 LAMP 799 = written=1 > credit 1 = written.finalAmount=799; written.normalizedStatus=PENDING_PAYMENT > pay 799 = written.normalizedStatus=COMPLETED; written.finalAmount=799
BACK | customer > bill 2 LAMP 799 > pay = written.normalizedStatus=COMPLETED > credit 1 = written.normalizedStatus=COMPLETED; written.finalAmount=799 > credit 1 = written.normalizedStatus=REFUNDED
BACK | customer > bill 1 LAMP 799 = written=1 > book EmailAddress=new.qvzx@example.com > pay = written=1; written.normalizedStatus=COMPLETED
BACK | customer > sell 1 LAMP 799 + 2 COFFEE 79 > ship > alter article LAMP Name=Ny lampa; Number=LAMP-9 > invoice = written=1; written.finalAmount=957
BACK | customer > sell 0.25 LAMP 799 + 3 COFFEE 79 = written=1; written.finalAmount=436.75
BACK & TWO & STATE & INV | contact > order 1001 = invoices=1; written=0; contact.INVOICE_STATE=invoiced > pay = contact.INVOICE_STATE=paid > days 1 > order 1001 status=REFUNDED = credits=1; contact.INVOICE_STATE=refunded; written=0
STATE & INV | contact > order 1001 lines=2 LAMP 1598 = contact.INVOICE_STATE=invoiced > credit 1 = contact.AMOUNT_DUE=799.00 > pay = contact.INVOICE_STATE=paid
";

/// Settings that several lines have, by a short name.
const SHORT: &[(&str, &str)] = &[
    ("CARD", "vouchers.article = \"STAMP\""),
    (
        "INV",
        "orders.document = \"invoice\" & orders.on_cancel = \"credit\"",
    ),
    (
        "VIA",
        "orders.document = \"order-invoiced\" & orders.on_cancel = \"credit\"",
    ),
    (
        "DRAFT",
        "orders.document = \"invoice-draft\" & orders.on_cancel = \"credit\"",
    ),
    (
        "PAID",
        "orders.document = \"invoice\" & orders.on_cancel = \"credit\" & orders.status_filter = \"all\" & payment_methods.Klarna = { register_payment = true, bank_account = \"1580\" }",
    ),
    (
        "COMPANIES",
        "customers.companies = true & customers.vat_number_field = \"vat_number\" & customers.organisation_number_field = \"org_number\"",
    ),
    ("BACK", "to_activecampaign.orders.enabled = true"),
    (
        "STATE",
        "to_activecampaign.status = { enabled = true, fields = { state = \"INVOICE_STATE\", amount_due = \"AMOUNT_DUE\" } }",
    ),
    ("TWO", "to_activecampaign.customers.enabled = true"),
    (
        "FALLBACK",
        "articles.on_unknown_sku = \"fallback\" & articles.fallback.25 = \"OVRIGT25\"",
    ),
    ("LAMPS", "orders.deals.article = \"LAMP\""),
    (
        "DEALS",
        "to_activecampaign.quotes = { enabled = true, as = \"deal\", pipeline = \"1\", owner = \"owner@example.com\", deal_field = \"QUOTE_ID\", stages = { quoted = \"To Contact\", accepted = \"Offer sent\", invoiced = \"Order\", paid = \"won\", lapsed = \"lost\", deleted = \"lost\", refunded = \"lost\", credited = \"lost\" } }",
    ),
];

/// Options with their short names written out.
fn options(text: &str) -> String {
    let long = |option: &str| {
        let found = SHORT.iter().find(|(short, _)| *short == option);
        found.map_or(option, |(_, long)| *long).to_owned()
    };
    let options: Vec<String> = text.split(" & ").map(|option| long(option.trim())).collect();
    options.join(" & ")
}

/// A table with short names written out, in front and where settings change.
pub(super) fn with(table: &str) -> String {
    let lines = table.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let (first, steps) = line
            .split_once("| ")
            .unwrap_or_else(|| panic!("{line}: options | steps"));
        // Behind a blank on both sides of `=` stands what is right.
        let step = |step: &str| match step.strip_prefix("set ") {
            Some(text) => format!("set {}", options(text).replace(" = ", "=")),
            None => step.to_owned(),
        };
        let steps: Vec<String> = steps.split(" > ").map(step).collect();
        format!("{} | {}", options(first), steps.join(" > "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(start_paused = true)]
async fn settings_that_change_between_two_events_write_and_lose_nothing() {
    play::<House>(&with(BETWEEN)).await;
}

#[tokio::test(start_paused = true)]
async fn a_sale_that_was_entered_by_hand_is_followed_and_never_credited_unasked() {
    play::<House>(&with(BY_HAND)).await;
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_connected_anew_doubles_no_order_and_loses_no_refund() {
    play::<House>(&with(ANEW)).await;
}

#[tokio::test(start_paused = true)]
async fn each_refund_of_a_part_is_told_though_the_status_stays() {
    play::<House>(&with(IN_PARTS)).await;
}

#[tokio::test(start_paused = true)]
async fn a_changed_order_is_told_with_what_stands_in_the_books() {
    play::<House>(&with(EDITED)).await;
}

#[tokio::test(start_paused = true)]
async fn a_late_payment_is_registered_once_and_never_beyond_what_remains() {
    play::<House>(&with(PAYMENTS)).await;
}

#[tokio::test(start_paused = true)]
async fn an_erased_buyer_changes_no_sale_and_becomes_no_customer() {
    play::<House>(&with(ERASED)).await;
}

#[tokio::test(start_paused = true)]
async fn lines_of_several_pieces_that_are_no_goods_are_what_their_total_says() {
    play::<House>(&with(LINES)).await;
}

#[tokio::test(start_paused = true)]
async fn an_address_in_one_field_is_a_whole_one() {
    play::<House>(&with(ADDRESSES)).await;
}

#[tokio::test(start_paused = true)]
async fn other_sellers_documents_live_as_swedish_ones_do() {
    play::<House>(&with(SELLERS)).await;
}

#[tokio::test(start_paused = true)]
async fn the_way_back_follows_drafts_parts_and_people() {
    play::<House>(&with(BACK)).await;
}
