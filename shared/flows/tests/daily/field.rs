//! What stores, buyers and bookkeepers really do, as shops and bookkeepers tell of it. What is right was decided by law, by the manual
//! and by bookkeeping sense, before any line was played.

use super::house::House;
use super::story::play;

/// Lines and discounts that are no goods, or belong to some goods alone.
const LINES: &str = "
CARD | order 1001 off=200 Gift Cards ABC-1; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 off=200 Giftcards; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 off=200 Gift Certificates; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 off=200 Gift vouchers (2); total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 off=200 Tarjetas regalo; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 off=200 Bons cadeaux; total=599 = orders=1; order.rows=LAMP 1 799 + STAMP -1 200
CARD | order 1001 lines=1 LAMP 799 + 1 COFFEE 112; off=100 Gift Cards; ship=49; total=860 = orders=1; order.booked=3001@25 678.4 + 3002@12 100 + 3004@0 -100
| article ROT 0% > order 1001 lines=1 LAMP 799 + 1 ROT:ROT-avdrag -300; total=499 = orders=1; order.booked=3001@25 639.2 + 3004@0 -300
articles.on_unknown_sku = \"create\" | order 1001 lines=1 LAMP 799 + 1 NEWROT:ROT-avdrag -300; total=499 = orders=0; parked value_invalid: line 2, tax
CARD & orders.zero_total = \"skip\" | order 1001 lines=1 LAMP 799 + 1 STAMP:Presentkort_77 -799; total=0 = orders=1; order.rows=LAMP 1 799 + STAMP -1 799
| order 1001 off=300 ROT-avdrag; total=499 = orders=0; parked value_invalid: discount 1, tax, by hand
| order 1001 off=300 RUT avdrag 50 %; total=499 = orders=0; parked value_invalid: discount 1, tax
| order 1001 off=300 Skattereduktion; total=499 = orders=0; parked value_invalid: discount 1, tax
| order 1001 lines=1 LAMP 799 + 1 -:ROT-avdrag -300; total=499 = orders=0; parked value_invalid: line 2, tax
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:ROT-avdrag -300; total=499 = orders=0; parked value_invalid: line 2, tax
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:Grön_teknik_skattereduktion -300; total=499 = orders=0; parked value_invalid: line 2, tax
FI & FALLBACK25 | order 1001 cur=EUR; country=FI; zip=00100; city=Helsinki; lines=1 LAMP 251 + 1 -:Kotitalousvähennys -100; total=151 = orders=0; parked value_invalid: line 2, tax
| order 1001 off=100 Rotrabatt; total=699 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 100
| article DONATION 0% > order 1001 lines=1 LAMP 100 + 1 DONATION:Gåva_till_Barncancerfonden 500; ship=49; total=649 = orders=1; order.rows=LAMP 1 100 + DONATION 1 500 + FRAKT25 1 49
| article DONATION 0% > order 1001 lines=1 LAMP 100 + 1 DONATION:Donation 500; off=10; total=590 = orders=1; order.rows=LAMP 1 100 + DONATION 1 500 + RABATT25 -1 10
| article PANT 0% > order 1001 lines=24 COFFEE 112 + 24 PANT:Pant 24; off=11.20; total=124.80 = orders=1; order.booked=3002@12 90 + 3004@0 24
| article DRICKS 0% > order 1001 lines=1 COFFEE 112 + 1 DRICKS:Dricks 200; ship=56; total=368 = orders=1; order.booked=3002@12 150 + 3004@0 200
NL | article FOOI 0% > order 1001 cur=EUR; country=NL; zip=1012 LG; city=Amsterdam; lines=1 LAMP 12.10 + 1 FOOI:Fooi 20; ship=6.05; total=38.15 = orders=1; order.booked=8000@21 15 + 8020@0 20
NO | article PANT 0% > order 1001 cur=NOK; country=NO; zip=0155; city=Oslo; lines=1 COFFEE 115 + 1 PANT:Pant 300; ship=23; total=438 = orders=1; order.booked=3010@15 120 + 3100@0 300
| order 1001 lines=1 LAMP 100 + 1 STAMP 500; ship=49; total=649 = orders=1; order.booked=3001@25 80 + 3004@0 549
| order 1001 lines=1 LAMP 799 + 1 -:Fri_frakt -49; ship=49; total=799 = orders=1; order.total=799; order.booked=3001@25 639.2
| order 1001 lines=1 LAMP 100 + 2 COFFEE 224 + 1 -:Free_shipping -49; ship=49; total=324 = orders=1; order.booked=3001@25 80 + 3002@12 200
| article A'B&C%23/D+E 25% > order 1001 lines=1 A'B&C%23/D+E 799 = orders=1; order.rows=A'B&C%23/D+E 1 799
| article 00123 25% > article 123 12% > order 1001 lines=1 00123 799 = orders=1; order.rows=00123 1 799
| article Åäö-ß 25% > order 1001 lines=1 åÄÖ-ß 799 = orders=1; order.rows=Åäö-ß 1 799
| article TIPS 0% > order 1001 lines=1 LAMP 100 + 1 TIPS:Tips_för_trädgården 500; ship=49; total=649 = orders=1; order.booked=3001@25 80 + 3004@0 549
CARD | order 1001 off=100 Bonuspoäng; total=699 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 100
";

/// A record's second event: what changes, and what only looks so.
const AGAIN: &str = "
| order 1001 lines=1 LAMP 799 + 1 COFFEE 79 = orders=1 > order 1001 lines=1 COFFEE 79 + 1 LAMP 799 = orders=1; unwritten
| order 1001 off=10 A + 20 B; total=769 = orders=1 > order 1001 off=20 B + 10 A = orders=1; unwritten
| order 1001 d=1 = orders=1 > order 1001 d.first=Annaqvzx; d.last=Lindqvzx; d.street=Qvzxgatan 1; d.zip=111 22; d.city=Stockholm; d.country=SE = orders=1; unwritten
| order 1001 = orders=1 > order 1001 d=1 = orders=1; unwritten
| order 1001 = orders=1 > order 1001 email=ANNA.QVZX@Example.com = orders=1; unwritten
| order 1001 = orders=1 > order 1001 said=shipped = orders=1; unwritten > order 1001 said=delivered = orders=1; unwritten
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = credits=0; parked partial_refund: 1001, invoice 1
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > order 1001 pay=Swish = credits=0; unwritten
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=Partially refunded = parked partial_refund > credit 1 > replay order:1:1001 = credits=1; unwritten
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > credit 1 > order 1001 said=partially_refunded = credits=1; unwritten
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 status=REFUNDED; said=partially_refunded = credits=0; parked cancelled_after_creation: invoice 1, part
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 status=REFUNDED; said=Delvis återbetald = credits=0; parked cancelled_after_creation: part
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 status=REFUNDED; said=refunded = credits=1; credit.TotalAmountInvoiceCurrency=-1598
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_refunded = parked partial_refund > order 1001 status=REFUNDED; said=refunded = credits=1; credit.TotalAmountInvoiceCurrency=-1598
INV | order 1001 lines=2 LAMP 1598; said=partially_refunded = invoices=0; parked partial_refund: 1001
INV | order 1001 lines=2 LAMP 1598; said=Partially shipped = invoices=1
orders.on_change = \"skip\" & orders.on_cancel = \"skip\" | order 1001 = orders=1 > order 1001 said=partially_refunded = orders=1; unwritten
PAID | order 1001 pay=Klarna; said=partially_paid = invoices=0; skipped not paid > order 1001 said=paid = invoices=1; invoice.RemainingAmount=0
PAID & orders.status_filter = \"all\" | order 1001 pay=Klarna; said=partially_paid = invoices=1; invoice.RemainingAmount=799 > order 1001 said=paid = invoices=1; invoice.RemainingAmount=0
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = invoices=1; skipped order:2:1001
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = invoices=1 > order 2001 status=REFUNDED = credits=1 > order 1001 status=REFUNDED = credits=1
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1 > ship > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = orders=1
orders.document = \"order-invoiced\" | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = orders=1; invoices=1
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = orders=1
| store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:05:00Z = orders=2
| order 1001 = orders=1 > days 400 > order 2001 number=1001 = orders=2; order2.BuyersOrderReference=1001
INV | order 1001 = invoices=1 > company ShowPricesExclVatPC=true > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: invoice 1, 799.00 SEK, 998.75 SEK, by hand > company ShowPricesExclVatPC=false > replay order:1:1001 = credits=1; credit.TotalAmountInvoiceCurrency=-799
INV | order 1001 = invoices=1 > book IsPrivatePerson=false > order 1001 status=REFUNDED = credits=0; drafts=0; parked value_invalid: invoice 1, a company, a private person
INV & rounds | order 1001 lines=1 LAMP 719.50; total=719.50 = invoices=1; invoice.TotalAmountInvoiceCurrency=720 > company DomesticCurrencyRounding=0 > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: 720
INV | order 1001 lines=1 LAMP 719.50; total=719.50 = invoices=1 > company DomesticCurrencyRounding=1 > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: 719.50
INV | order 1001 ship=49; total=848 = invoices=1 > alter article LAMP IsActive=false > order 1001 status=REFUNDED = credits=1; credit.TotalAmountInvoiceCurrency=-848
INV | order 1001 = invoices=1 > alter article LAMP CodingId=Varor_12_% > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: 159.80 SEK, 85.61 SEK
INV & OSS | order 1001 country=DE; zip=10115; city=Berlin; d.country=FR; d.zip=75001; d.city=Paris; lines=1 LAMP 120; total=120 = invoices=1; invoice.booked=3106@20 100 > order 1002 country=DE; zip=10115; city=Berlin; lines=1 LAMP 119; total=119 = invoices=2; invoice2.booked=3106@19 100; customer.DeliveryBasedVat=- > order 1001 status=REFUNDED = credits=0; parked value_invalid: invoice 1 > order 1002 status=REFUNDED = credits=1; credit.booked=3106@19 -100
INV & FI | order 1001 cur=EUR; country=FI; zip=00100; city=Helsinki; lines=1 LAMP 125.50; total=125.50 = invoices=1; invoice.booked=3000@25.5 100 > order 1002 cur=EUR; country=FI; zip=00100; city=Helsinki; d.zip=22100; d.city=Mariehamn; lines=1 LAMP 100; total=100 = invoices=2; invoice2.booked=3370@0 100 > order 1001 status=REFUNDED = credits=0; parked value_invalid: invoice 1
INV & COMPANIES | contact country=DE; zip=10115; city=Berlin > order 1001 company=Müller GmbH; country=DE; zip=10115; city=Berlin = invoices=1; invoice.booked=3107@25 639.2 > edit vat=DE136695976 > order 1002 company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=1 LAMP 639.20; total=639.20 = invoices=2; invoice2.booked=3108@0 639.2 > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: invoice 1, 159.80 SEK
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 lines=1 LAMP 799; total=799 = parked changed_after_creation > order 1001 status=CANCELLED = credits=0; parked cancelled_after_creation: part
INV | order 1001 = invoices=1 > credit > bill 1 LAMP 799; BuyersOrderReference=\"1001\" > order 1001 status=REFUNDED = credits=1; parked cancelled_after_creation: invoice 3
";

/// A store that is connected anew, settings that change between two events, and what a shop says of a part.
const LATER: &str = "
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 status=RETURNED; said=Partially returned = credits=0; parked cancelled_after_creation: part
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 status=CANCELLED; said=Delvis makulerad = credits=0; parked cancelled_after_creation: part
INV | order 1001 lines=2 LAMP 1598 = invoices=1 > order 1001 said=partially_cancelled = credits=0; parked partial_refund: invoice 1
| order 1001 lines=2 LAMP 1598 = orders=1 > order 1001 said=Partially Refunded = orders=1; parked partial_refund: order 1
orders.note = true & orders.email = true | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = orders=1; notes=1; emails=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = orders=1; notes=1; emails=1
| store shopify > order 1001 c=2; lines=1 NEW 100; created=2026-11-23T09:00:00Z = orders=0; parked sku_unknown > store shopify > order 2001 id=1001; number=1001; c=3; lines=1 NEW 100; created=2026-11-23T09:00:00Z = orders=0; parked sku_unknown > article NEW 25% > replay order:2:1001 = orders=1 > replay order:3:1001 = orders=1; skipped order:2:1001
INV | store shopify > order 1001 c=2; created=2026-11-23T09:00:00Z = invoices=1 > store shopify > order 2001 id=1001; number=1001; c=3; created=2026-11-23T09:00:00Z = invoices=1 > order 2001 lines=1 LAMP 700; total=700 = invoices=1; parked changed_after_creation: invoice 1
| order 1001 lines=1 NEW 100 = orders=0; parked sku_unknown > set orders.document=\"invoice\" > article NEW 25% > replay order:1:1001 = invoices=1; orders=0
| order 1001 = orders=1 > set mapping.order.BuyersOrderReference=\"'W-'&order.number\" > order 1001 pay=Swish = orders=1; unwritten
DRAFT | order 1001 = drafts=1 > book-draft > set orders.document=\"invoice-draft\" & orders.on_cancel=\"credit\" & mapping.order.BuyersOrderReference=\"'W-'&order.number\" > order 1001 status=REFUNDED = invoices=1; credits=1
INV & vat.countries.NO = { charge_vat = true } | order 1001 country=NO; zip=0155; city=Oslo = invoices=1; invoice.booked=3001@25 639.2 > set orders.document=\"invoice\" & orders.on_cancel=\"credit\" > book ForceBookkeepVat=false > order 1002 country=NO; zip=0155; city=Oslo = invoices=2; invoice2.booked=3105@0 799 > order 1001 status=REFUNDED = credits=0; drafts=0; parked total_mismatch: invoice 1, 159.80 SEK
DRAFT | order 1001 = drafts=1 > alter draft 1 BuyersOrderReference=PO-9 > book-draft > order 1001 status=REFUNDED = invoices=1; credits=1
DRAFT | order 1001 = drafts=1 > erase draft > order 1001 status=REFUNDED = invoices=0; unwritten
DRAFT & STATE | contact > order 1001 = drafts=1; contact.INVOICE_STATE=created > alter draft 1 BuyersOrderReference=PO-9 > book-draft = contact.INVOICE_STATE=invoiced
BACK | customer > bill -1 LAMP 799; IsCreditInvoice=true = written=0
BACK | customer > sell 1 LAMP 799 + -2 COFFEE 79 = written=1; written.finalAmount=641
";

/// The bookkeeper enters the same sale by hand.
const BY_HAND: &str = "
| customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; invoices=1; skipped 1001
INV | customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=0; orders=1; skipped 1001
INV | customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=0; drafts=1; skipped 1001
INV | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = invoices=1; skipped 1001
PAID | customer > order 1001 pay=Klarna; created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" > pay = invoices=1; skipped 1001
orders.document = \"order-invoiced\" | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; invoices=1; skipped 1001
| customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" > invoice = orders=1; invoices=1; skipped 1001
| customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 700; BuyersOrderReference=\"1001\" = orders=0; invoices=1; parked total_mismatch: invoice 1, 700.00, 799.00
INV | customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 700; BuyersOrderReference=\"1001\" = invoices=0; parked total_mismatch: order 1, 700.00
INV | customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" > credit = invoices=2; credits=1
| customer > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1002\" = orders=1; invoices=1
| customer > customer CustomerNumber=77; Name=Bo Ek; EmailAddress=bo@example.com > order 1001 created=2026-11-22T10:00:00Z > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; invoices=1
| customer > quote 1 LAMP 799; BuyersOrderReference=\"1001\" > accept = orders=1 > order 1001 created=2026-11-22T10:00:00Z = orders=1
";

/// Who buys.
const BUYERS: &str = "
customers.enabled = false & orders.default_customer = 1000 | customer Name=Kassan; EmailAddress=- > order 1001 email=anna(at)example.com = orders=1; order.CustomerName=Kassan; customers=1
orders.default_customer = 1000 | customer Name=Kassan; EmailAddress=-; IsPrivatePerson=false > order 1001 email=-; lines=1 LAMP 799 + 1 COFFEE 112; total=911 = orders=1; order.booked=3001@25 639.2 + 3002@12 100; order.total=911
| order 1001 email=anna.qvzx@räksmörgås.se = orders=1; customer.EmailAddress=anna.qvzx@räksmörgås.se
| customer > order 1001 d=1; street=-; zip=-; city=-; country=- = orders=1; customers=1; order.CustomerName=Annaqvzx Lindqvzx
COMPANIES | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > order 1001 company=Ek Bygg AB = orders=1; order.booked=3001@25 639.2; customer.ReverseChargeOnConstructionServices=true
COMPANIES & INV | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > order 1001 company=Ek Bygg AB = invoices=1; invoice.booked=3001@25 639.2; customer.ReverseChargeOnConstructionServices=true > order 1001 status=REFUNDED = credits=1; credit.booked=3001@25 -639.2
COMPANIES | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > order 1001 company=Ek Bygg AB; lines=1 OVRIGT25 799 + 1 LAMP 799; total=1598 = orders=1; order.booked=3001@25 1278.4
COMPANIES | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > alter article OVRIGT25 CodingId=Tjänster_25_% > order 1001 company=Ek Bygg AB; lines=1 OVRIGT25 799; total=799 = orders=1; order.VatAmount=0
COMPANIES | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > alter article OVRIGT25 CodingId=Tjänster_25_% > order 1001 company=Ek Bygg AB; lines=1 OVRIGT25 799 + 1 LAMP 799; total=1598 = orders=0; parked value_invalid: by hand
COMPANIES | company UsesReverseConstructionVat=true > customer Name=Ek Bygg AB; IsPrivatePerson=false; VatNumber=SE556677889901; ReverseChargeOnConstructionServices=true > order 1001 company=Ek Bygg AB; d.country=NO; d.zip=0155; d.city=Oslo; lines=1 LAMP 639.20; total=639.20 = orders=1; order.booked=3105@0 639.2; customer.ReverseChargeOnConstructionServices=true
COMPANIES | contact vat=DE136695976; country=DE; zip=10115; city=Berlin > order 1001 company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=1 LAMP 639.20; total=639.20 = orders=1 > edit vat= > order 1002 company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=1 LAMP 639.20; total=639.20 = orders=2; order2.booked=3108@0 639.2
INV & orders.deals.article = \"LAMP\" | contact > order 1001 cur=EUR; lines=1 LAMP 79.90 = invoices=1 > deal 1000 > deal status=won = invoices=1; parked value_invalid: SEK, EUR
";

/// The way back.
const BACK: &str = "
BACK | customer > sell 2 LAMP 799 10% = written=1; written.finalAmount=1438.2; written.lineItems.0.priceAmount=719.1; written.lineItems.0.quantity=2
BACK | customer > bill 3 LAMP 99.90 15% + 1 COFFEE 79 = written=1; written.finalAmount=333.75 > pay = written.normalizedStatus=COMPLETED
BACK | customer > draft 1 LAMP 799 = written=0 > book-draft = written=1; written.storeStatus=invoiced
BACK | customer > sell 1 LAMP 799 = written=1 > alter order 1 YourReference=Bo > invoice > credit > bill 1 LAMP 799 = written=2; written1.normalizedStatus=CANCELLED; written2.storeStatus=invoiced
BACK | order 1001 = orders=1; written=0 > invoice > credit > bill 1 LAMP 799; BuyersOrderReference=\"1001\" = written=0; invoices=2
BACK | customer > order 1001 created=2026-11-22T10:00:00Z > sell 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=1; written=0
STOCK | article VASE 25% IsStock=true; StockBalance=10 = products=1 > alter article VASE Number=VASE-2 = products=1; product.variantSku=VASE-2
TWO | contact country=Sverige; zip=11122; city=Staden; street=Qvzxgatan 1 = customers=1; contact.COUNTRY=Sverige; contact.POSTAL_CODE=11122 > book InvoiceCity=Lund = contact.CITY=Lund; contact.COUNTRY=Sverige > edit zip=22222 = customer.InvoicePostalCode=22222; customer.InvoiceCity=Lund
TWO | contact first=Annaqvzx; last=Lindqvzx-Lindqvzx af Lindqvzx-Lindqvzx och Lindqvzx = customers=1 > book Telephone=070-5 = contact.phone=070-5; contact.lastName=Lindqvzx-Lindqvzx af Lindqvzx-Lindqvzx och Lindqvzx
TWO | contact street=Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan 17 = customers=1 > book InvoiceCity=Lund = contact.CITY=Lund; contact.ADDRESS=Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan 17
TWO | customer Name=Ek AB; IsPrivatePerson=false = contacts=1; contact.firstName=-; contact.lastName=-
TWO | contact = customers=1 > order 1001 street=Nygatan 2; city=Lund; zip=222 22 = orders=1; contact.CITY=Stockholm > book InvoiceCity=Malmö = contact.CITY=Malmö
TWO | contact = customers=1 > book IsPrivatePerson=false; Name=Ek AB = contacts=1; contact.firstName=Annaqvzx
TWO & COMPANIES | contact company=Ek AB = customers=1; customer.Name=Ek AB > book ContactPersonName=- = contact.firstName=Annaqvzx; contacts=1 > edit phone=070-7 = customer.Telephone=070-7; customer.Name=Ek AB
";

fn with(table: &str) -> String {
    let lines = table.lines().map(|line| {
        let Some((options, steps)) = line.split_once("| ") else {
            return line.to_owned();
        };
        let options: Vec<&str> = options.split(" & ").map(|option| short(option.trim())).collect();
        format!("{} | {steps}", options.join(" & "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Settings that several lines have.
fn short(option: &str) -> &str {
    match option {
        "CARD" => "vouchers.article = \"STAMP\"",
        "FALLBACK" => "articles.on_unknown_sku = \"fallback\" & articles.fallback.25 = \"OVRIGT25\"",
        "FALLBACK25" => "articles.on_unknown_sku = \"fallback\" & articles.fallback.\"25.5\" = \"LAMP\"",
        "INV" => "orders.document = \"invoice\" & orders.on_cancel = \"credit\"",
        "DRAFT" => "orders.document = \"invoice-draft\" & orders.on_cancel = \"credit\"",
        "STATE" => "to_activecampaign.status = { enabled = true, fields = { state = \"INVOICE_STATE\" } }",
        "PAID" => {
            "payment_methods.Klarna = { document = \"invoice\", register_payment = true, bank_account = \"1580\" }"
        }
        "COMPANIES" => {
            "customers.companies = true & customers.vat_number_field = \"vat_number\" & customers.organisation_number_field = \"org_number\""
        }
        "BACK" => "to_activecampaign.orders.enabled = true",
        "STOCK" => "to_activecampaign.stock = { enabled = true, first_write = \"automatic\" }",
        "TWO" => {
            "to_activecampaign.customers = { enabled = true, fields = { country = \"InvoiceCountryCode\", postal_code = \"InvoicePostalCode\", city = \"InvoiceCity\", address = \"InvoiceAddress1\" } }"
        }
        option => option,
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_goods_has_no_part_in_the_vat_of_goods() {
    play::<House>(&with(LINES)).await;
}

#[tokio::test(start_paused = true)]
async fn a_second_event_is_followed_for_what_it_means() {
    play::<House>(&with(AGAIN)).await;
}

#[tokio::test(start_paused = true)]
async fn settings_stores_and_statuses_that_change_double_and_lose_nothing() {
    play::<House>(&with(LATER)).await;
}

#[tokio::test(start_paused = true)]
async fn a_sale_that_a_bookkeeper_has_entered_is_not_entered_again() {
    play::<House>(&with(BY_HAND)).await;
}

#[tokio::test(start_paused = true)]
async fn buyers_are_taxed_as_what_they_buy_is() {
    play::<House>(&with(BUYERS)).await;
}

#[tokio::test(start_paused = true)]
async fn what_a_bookkeeper_enters_is_whole_on_the_other_side() {
    play::<House>(&with(BACK)).await;
}
