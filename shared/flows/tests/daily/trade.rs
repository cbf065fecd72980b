//! One sale as shops, their customers and their bookkeepers really have it: who is meant by a shared address, what a line is, what
//! a connector wrote wrong. What is right was decided by law, by the manual and by bookkeeping sense, before any line was played.

use super::house::House;
use super::life::with;
use super::story::play;

/// Several customers in eAccounting have the buyer's e-mail address: who stands out is billed, and nobody else is renamed.
const SHARED: &str = "
| customer CustomerNumber=77; InvoiceAddress1=Annan 9; InvoiceCity=Lund; InvoicePostalCode=222 22 > customer CustomerNumber=78 > order 1001 = orders=1; order.CustomerNumber=78; customers=2
| order 1001 = orders=1; customers=1 > customer CustomerNumber=77 > order 1002 = orders=2; customers=2; order2.CustomerNumber=1000
| order 1001 = orders=1; customers=1 > customer CustomerNumber=77; InvoiceAddress1=Annan 9; InvoiceCity=Lund; InvoicePostalCode=222 22 > order 1002 street=Annan 9; zip=222 22; city=Lund = orders=2; order2.CustomerNumber=1000
| customer CustomerNumber=77 > customer CustomerNumber=78 > order 1001 = orders=0; parked customer_ambiguous: 77, 78
| customer CustomerNumber=77; Name=Anna Gift; InvoiceAddress1=Annan 9; InvoiceCity=Lund; InvoicePostalCode=222 22 > customer CustomerNumber=78; Name=Bo Ek > order 1001 = orders=0; parked customer_ambiguous: 77, 78
| customer CustomerNumber=77; Name=Lindqvzx, Annaqvzx > customer CustomerNumber=78; Name=Bo Ek > order 1001 = orders=1; order.CustomerNumber=77
COMPANIES | customer CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false > customer CustomerNumber=78; Name=Bo Ek > order 1001 company=Ek Aktiebolag = orders=1; order.CustomerNumber=77
COMPANIES | customer CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false > customer CustomerNumber=78; Name=Ny AB; IsPrivatePerson=false > order 1001 company=Gran AB = orders=0; parked customer_ambiguous: 77, 78
COMPANIES | customer CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false > customer CustomerNumber=78; Name=Ny AB; IsPrivatePerson=false; InvoiceAddress1=Annan 9 > order 1001 company=Ek AB; org=5566778899 = orders=1; order.CustomerNumber=77
| customer CustomerNumber=77 > customer CustomerNumber=78; IsActive=false > order 1001 = orders=1; order.CustomerNumber=77
| customer CustomerNumber=77; Name=Annaqvzx Gift > customer CustomerNumber=78; Name=Bo Ek > order 1001 = orders=1; order.CustomerNumber=77; customer1.Name=Annaqvzx Lindqvzx
VIA | customer CustomerNumber=77 > customer CustomerNumber=78; InvoiceAddress1=Annan 9; InvoicePostalCode=222 22; InvoiceCity=Lund > order 1001 = invoices=1; invoice.InvoiceCustomerName=Annaqvzx Lindqvzx > order 1001 status=REFUNDED = credits=1
customers.on_multiple_matches = \"newest-active\" | customer CustomerNumber=77; Name=Bo Ek; InvoiceAddress1=Annan 9 > wait 60 > customer CustomerNumber=78; Name=Eva Ek; InvoiceAddress1=Annan 9 > order 1001 = orders=1; order.CustomerNumber=78
LAMPS | contact > customer CustomerNumber=77 > deal 1000 > deal status=won = orders=1
COMPANIES | contact = customers=1 > customer CustomerNumber=77; Name=Bo Qvzxek > order 1001 first=Bo; last=Qvzxek = orders=1; order.CustomerNumber=77; customer1.Name=Annaqvzx Lindqvzx; customers=2
| contact = customers=1 > customer CustomerNumber=77; Name=Bo Qvzxek > order 1001 first=Bo; last=Qvzxek = orders=1; order.CustomerNumber=77; customer1.Name=Annaqvzx Lindqvzx; customers=2
COMPANIES | customer CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false > customer CustomerNumber=78 > order 1001 = orders=1; order.CustomerNumber=78 > order 1002 company=Ek AB = orders=2; order2.CustomerNumber=77
COMPANIES | contact = customers=1 > customer CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false > order 1001 company=Ek AB = orders=1; order.CustomerNumber=77; customers=2; customer1.IsPrivatePerson=true
COMPANIES | contact company=Ek AB = customers=1; customer.Name=Ek AB > customer CustomerNumber=77 > order 1001 = orders=1; order.CustomerNumber=77
| order 1001 = customers=1 > customer CustomerNumber=77; IsActive=false > order 1002 = orders=2; order2.CustomerNumber=1000
| order 1001 = customers=1 > book IsActive=false > customer CustomerNumber=77 > order 1002 = orders=2; order2.CustomerNumber=77
INV | order 1001 = invoices=1 > customer CustomerNumber=77 > order 1001 status=REFUNDED = credits=1; credit.CustomerNumber=1000
| customer CustomerNumber=77 > order 1001 = orders=1; order.CustomerNumber=77 > customer CustomerNumber=78 > order 1002 = orders=2; order2.CustomerNumber=77
| customer CustomerNumber=77; InvoiceAddress1=Annan 9 > customer CustomerNumber=78 > order 1001 = orders=1; order.CustomerNumber=78 > order 1002 street=Nygatan 2; zip=222 22; city=Lund = orders=2; order2.CustomerNumber=78
| customer CustomerNumber=77; InvoiceAddress1=Annan 9 > customer CustomerNumber=78 > order 1001 = orders=1; order.CustomerNumber=78 > hook contact:1 = customers=2; unwritten
NO | customer InvoiceCountryCode=NO; InvoicePostalCode=0155; InvoiceCity=Oslo; CustomerNumber=77 > customer InvoiceCountryCode=NO; InvoicePostalCode=0155; InvoiceCity=Oslo; CustomerNumber=78; InvoiceAddress1=Annan 9 > order 1001 cur=NOK; country=NO; zip=0155; city=Oslo; lines=1 LAMP 250; total=250 = orders=1; order.CustomerNumber=77
COMPANIES | customer CustomerNumber=77; Name=Ek Bygg AB; IsPrivatePerson=false > customer CustomerNumber=78; Name=Ek Fastighet AB; IsPrivatePerson=false; InvoiceAddress1=Annan 9 > order 1001 company=Ek Bygg Aktiebolag = orders=1; order.CustomerNumber=77
COMPANIES | customer CustomerNumber=77; Name=Ek Bygg AB; IsPrivatePerson=false > customer CustomerNumber=78; Name=Ek Fastighet AB; IsPrivatePerson=false > order 1001 company=Ek AB = orders=0; parked customer_ambiguous: 77, 78
customers.match_by = \"customer-number\" & mapping.customer.CustomerNumber = \"'77'\" | customer CustomerNumber=77 > customer CustomerNumber=78 > order 1001 = orders=1; order.CustomerNumber=77
COMPANIES | contact account=Ek AB = customer.Name=Ek AB > customer CustomerNumber=77; Name=Annaqvzx Lindqvzx = customers=2 > order 1001 = orders=1; order.CustomerNumber=77 > order 1002 company=Ek AB = orders=2; order2.CustomerName=Ek AB; customers=2
TWO & COMPANIES | contact account=Ek AB = customers=1 > customer CustomerNumber=77 = contacts=1 > order 1001 = orders=1; order.CustomerNumber=77 > edit phone=070-5 = customer1.Telephone=070-5; customer2.Telephone=-
STATE & COMPANIES | contact account=Ek AB > customer CustomerNumber=77 > order 1001 = orders=1; contact.INVOICE_STATE=ongoing
INV & COMPANIES | contact account=Ek AB = customers=1 > customer CustomerNumber=77 > order 1001 = invoices=1; invoice.CustomerNumber=77 > order 1001 status=REFUNDED = credits=1; credit.CustomerNumber=77
";

/// A marketplace's e-mail address stands for several buyers.
const MASKED: &str = "
| order 1001 email=abc123@marketplace.amazon.se; first=Anna; last=Qvzxlind = orders=1; customers=1 > order 1002 email=abc123@marketplace.amazon.se; first=Bo; last=Qvzxek; street=Nygatan 2; zip=222 22; city=Lund = orders=2; customers=2; customer1.Name=Anna Qvzxlind; customer2.Name=Bo Qvzxek; order2.CustomerName=Bo Qvzxek > order 1003 email=abc123@marketplace.amazon.se; first=Anna; last=Qvzxlind = orders=3; customers=2; order3.CustomerName=Anna Qvzxlind
| contact email=x@members.ebay.com > order 1001 email=x@members.ebay.com; first=Annaqvzx; last=Lindqvzx = orders=1; customers=1 > order 1002 email=x@members.ebay.com; first=Bo; last=Qvzxek; street=Nygatan 2; zip=222 22; city=Lund = orders=2; customers=2; customer1.Name=Annaqvzx Lindqvzx
TWO | order 1001 email=abc123@marketplace.amazon.se; first=Anna; last=Qvzxlind = orders=1; customers=1 > order 1002 email=abc123@marketplace.amazon.se; first=Bo; last=Qvzxek; street=Nygatan 2; zip=222 22; city=Lund = orders=2; customers=2
| order 1001 email=abc@marketplace.amazon.se; first=-; last=- = orders=1; customers=1 > order 1002 email=abc@marketplace.amazon.se; first=-; last=- = orders=2; customers=1
orders.update_customer = false | order 1001 email=abc@marketplace.amazon.se; first=Anna = orders=1 > order 1002 email=abc@marketplace.amazon.se; first=Bo; last=Ek = orders=2; customers=2
INV | order 1001 email=abc@marketplace.amazon.se; first=Anna; last=Qvzxlind = invoices=1 > order 1002 email=abc@marketplace.amazon.se; first=Bo; last=Ek = invoices=2; customers=2 > order 1001 status=REFUNDED = credits=1; credit.InvoiceCustomerName=Anna Qvzxlind
STATE | contact email=abc@marketplace.amazon.se > order 1001 email=abc@marketplace.amazon.se; first=Anna; last=Qvzxlind = orders=1 > order 1002 email=abc@marketplace.amazon.se; first=Bo; last=Ek = orders=2; contact.INVOICE_STATE=ongoing
BACK & TWO | customer EmailAddress=abc@marketplace.amazon.se > sell 1 LAMP 799 = written=1
";

/// Whoever gets the goods is not whoever buys them.
const PRESENTS: &str = "
| order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=1; order.DeliveryCustomerName=Bo Giftqvzx; order.DeliveryCity=Lund; customer.Name=Annaqvzx Lindqvzx
| order 1001 = orders=1; customers=1 > order 1002 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=2; customer.Name=Annaqvzx Lindqvzx; customer.DeliveryCustomerName=Bo Giftqvzx
COMPANIES | order 1001 company=Ek AB; d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=1; customer.Name=Ek AB; customer.ContactPersonName=Annaqvzx Lindqvzx
TWO | contact = customers=1 > order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=1; customer.Name=Annaqvzx Lindqvzx
| contact = customers=1 > edit last=Giftqvzx = customers=1; customer.Name=Annaqvzx Giftqvzx
orders.update_customer = false | contact = customers=1 > order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=1; customer.Name=Annaqvzx Lindqvzx
| contact = customers=1 > order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund > hook contact:1 = orders=1; customer.Name=Annaqvzx Lindqvzx; order.CustomerName=Annaqvzx Lindqvzx
| contact = customers=1 > order 1001 lines=1 NEW 799; d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=0; parked sku_unknown; customer.Name=Annaqvzx Lindqvzx
orders.enabled = false | contact = customers=1 > order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = customer.Name=Annaqvzx Lindqvzx
| order 1001 d.first=Bo; d.last=Giftqvzx; d.street=Presentgatan 5; d.zip=222 22; d.city=Lund = orders=1 > order 1002 d.first=Eva; d.last=Giftqvzx; d.street=Presentgatan 7; d.zip=222 22; d.city=Lund = orders=2; customer.Name=Annaqvzx Lindqvzx; customers=1
";

/// A bookkeeper enters the sale as a draft, or deletes ours.
const DRAFTS: &str = "
| customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; drafts=1; skipped 1001
| customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 700; BuyersOrderReference=\"1001\" = orders=0; drafts=1; parked total_mismatch: draft, 700.00
| customer > order 1001 lines=1 NEW 799 = orders=0; parked sku_unknown > draft 1 LAMP 799; BuyersOrderReference=\"1001\" > article NEW 25% > replay order:1:1001 = orders=0; drafts=1; skipped 1001
orders.document = \"order-invoiced\" | customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = orders=0; drafts=1; skipped 1001
DRAFT & STATE | contact > order 1001 = drafts=1; contact.INVOICE_STATE=created > erase draft > days 2 = contact.INVOICE_STATE=created > wait 7200 = contact.INVOICE_STATE=deleted
DRAFT & STATE | contact > order 1001 = drafts=1 > days 2 = contact.INVOICE_STATE=created > book-draft > days 2 = contact.INVOICE_STATE=invoiced > wait 7200 = contact.INVOICE_STATE=invoiced
DRAFT & LAMPS & to_activecampaign.status = { enabled = true, deal_stages = { deleted = \"lost\" } } | contact > deal 1000 > deal status=won = drafts=1 > erase draft > days 2 > wait 7200 = drafts=0 > wait 7200 = deal.status=2; drafts=0
DRAFT & STATE | contact > order 1001 = drafts=1 > erase draft > order 1001 status=CANCELLED = drafts=0; unwritten
DRAFT | customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = drafts=1; skipped 1001 > order 1001 status=REFUNDED = parked cancelled_after_creation: draft
| customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = drafts=1; orders=0; skipped 1001 > order 1001 status=CANCELLED = parked cancelled_after_creation: draft
| customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = drafts=1; orders=0; skipped 1001 > book-draft > order 1001 said=shipped = orders=0; invoices=1; skipped 1001
| customer > order 1001 created=2026-11-22T10:00:00Z > draft 1 LAMP 799; BuyersOrderReference=\"1001\" = drafts=1; orders=0; skipped 1001 > erase draft > order 1001 said=shipped = orders=1
";

/// A connector that takes cents for units.
const CENTS: &str = "
| contact > alter article LAMP NetPrice=639.20; GrossPrice=799 > store zapier > rest 1001 c=2; lines=1 LAMP 7.99; total=7.99 = orders=0; parked price_ambiguous: LAMP
| contact > alter article LAMP NetPrice=639.20; GrossPrice=799 > store zapier > rest 1001 c=2; lines=1 LAMP 79900; total=79900 = orders=0; parked price_ambiguous: LAMP
| alter article LAMP NetPrice=639.20; GrossPrice=799 > order 1001 lines=1 LAMP 7.99 + 1 COFFEE 1.12; total=9.11 = orders=0; parked price_ambiguous: LAMP
| alter article LAMP NetPrice=0.80; GrossPrice=1 > order 1001 lines=1 LAMP 100; total=100 = orders=1
| alter article LAMP NetPrice=1; GrossPrice=1.25 > order 1001 lines=1 LAMP 125; total=125 = orders=1
| alter article LAMP NetPrice=80; GrossPrice=100 > order 1001 lines=1 LAMP 1; total=1 = orders=1
| alter article LAMP NetPrice=80; GrossPrice=100 > alter article COFFEE NetPrice=200; GrossPrice=224 > order 1001 lines=1 LAMP 1 + 1 COFFEE 2.24; total=3.24 = orders=0; parked price_ambiguous: COFFEE
";

/// Lines without a SKU, as shops call them.
const LINES: &str = "
| store prestashop > order 1001 c=2; lines=1 LAMP 799 + 1 -:Ecotax 12.50; total=811.50 = orders=0; parked sku_missing: Line 2, fees.names
| store prestashop > order 1001 c=2; lines=1 LAMP 799 + 1 -:Gift_wrapping 25; total=824 = orders=0; parked sku_missing: fees.names
fees.names = [\"Ecotax\", \"Gift wrapping\"] & fees.articles.25 = \"OVRIGT25\" | store prestashop > order 1001 c=2; lines=1 LAMP 799 + 1 -:Gift_wrapping 25 + 1 -:Ecotax 12.50; total=836.50 = orders=1; order.booked=3001@25 669.2
| order 1001 lines=1 LAMP 799 + 1 -:Credit_for_unused_time -399.50; total=399.50 = orders=0; parked sku_missing
| order 1001 lines=1 LAMP 799 + 1 -:Deposit_paid -200; total=599 = orders=0; parked sku_missing
| order 1001 lines=1 LAMP 799 + 1 -:Handpenning -200; total=599 = orders=0; parked sku_missing
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:Handpenning -200; total=599 = orders=0; parked sku_missing
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:Deposit_paid -200; total=599 = orders=0; parked sku_missing
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:Credit_for_unused_time -200; total=599 = orders=1
FALLBACK | order 1001 lines=1 LAMP 799 + 1 -:Depositum 200; total=999 = orders=1
| order 1001 lines=1 LAMP 799 + 1 -:Moms_25% 159.80; total=958.80 = orders=0; parked sku_missing
| order 1001 lines=1 LAMP 799.40 + 1 -:Öresutjämning -0.40; total=799 = orders=0; parked price_ambiguous: 799.40
rounds | order 1001 lines=1 LAMP 799.40 + 1 -:Öresutjämning -0.40; total=799 = orders=1; order.rows=LAMP 1 799.4
rounds | order 1001 lines=1 LAMP 799.40 + 1 -:Avrundning -0.40; total=799 = orders=1; order.rows=LAMP 1 799.4
rounds | order 1001 lines=1 LAMP 799.40 + 1 -:Rounding_adjustment -0.40; total=799 = orders=1; order.rows=LAMP 1 799.4
rounds | order 1001 lines=1 LAMP 799.60 + 1 -:Öresavrundning 0.40; total=800 = orders=1; order.rows=LAMP 1 799.6
| order 1001 lines=1 LAMP 799 + 1 -:PostNord_MyPack 49; method=PostNord MyPack; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Hemleverans 49; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Leveranskostnad 49; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Porto_&_emballage 49; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Fraktkostnad 49; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Delivery_charge 49; total=848 = orders=1; order.rows=LAMP 1 799 + FRAKT25 1 49
| order 1001 lines=1 LAMP 799 + 1 -:Kampanjrabatt_10% -79.90; total=719.10 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 79.9
| order 1001 lines=1 LAMP 799 + 1 -:Coupon:SUMMER -79.90; total=719.10 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 79.9
| order 1001 lines=1 LAMP 799 + 1 -:Kundklubbsrabatt -79.90; total=719.10 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 79.9
| order 1001 lines=1 LAMP 799 + 1 -:Promotion -79.90; total=719.10 = orders=1; order.rows=LAMP 1 799 + RABATT25 -1 79.9
| order 1001 lines=1 LAMP 799 + 1 -:Voucher_ABC -79.90; total=719.10 = orders=0; parked sku_missing: Line 2, vouchers.names
| order 1001 pay=Klarna; lines=1 LAMP 799 + 1 -:Klarna_avgift 29; total=828 = orders=0; parked sku_missing: fees.names
| order 1001 lines=1 LAMP 799 + 1 -:Dricks 20; total=819 = orders=0; parked sku_missing: fees.names
";

/// Places without a city or a postcode.
const PLACES: &str = "
| order 1001 country=IE; zip=-; city=Dublin = orders=1; order.booked=3107@25 639.2
| order 1001 country=HK; zip=-; city=Hong Kong = orders=1; order.booked=3105@0 799
| order 1001 country=HK; zip=-; city=- = orders=1; order.booked=3105@0 799
| order 1001 country=SG; zip=018956; city=- = orders=1; order.booked=3105@0 799
| order 1001 country=AE; zip=-; city=Dubai; cur=AED = orders=0; parked eaccounting_rejected: Add AED
";

/// One order of each platform, as its connector writes it, to buyers at home, in the EU and beyond.
const STORES: &str = "
| store woocommerce > order 1001 c=2; lines=1 LAMP 639.20; ship=39.20; off=80 WELCOME; total=748 = orders=1; order.total=748; order.booked=3001@25 598.4
| store shopify > order 1001 c=2; lines=1 LAMP 799 + 1 COFFEE 112; ship=49; off=91.10 SUMMER + 49 FREE shipping; total=819.90 = orders=1; order.booked=3001@25 575.28 + 3002@12 90
| store shopify > order 1001 c=2; lines=1 LAMP 799; ship=49; off=20 SHIP20 shipping; total=828 = orders=1; order.total=828; order.booked=3001@25 662.4
| store bigcommerce > order 1001 c=2; lines=2 LAMP 639.20; ship=49; tax=331.85; total=1659.25 = orders=1; order.booked=3001@25 1327.4
| store bigcommerce > order 1001 c=2; lines=2 LAMP 799; ship=61.25; tax=331.85; total=1659.25 = orders=1; order.booked=3001@25 1327.4
| store wix > order 1001 c=2; lines=2 LAMP 799 + 1 COFFEE 112; ship=49; tax=341.4; total=1759 = orders=1; order.total=1759
| contact > store magento2-default > rest 1001 c=2; lines=2 LAMP 1278.40; ship=39.20; tax=329.40; total=1647 = orders=1; order.booked=3001@25 1317.6
| contact > store magento2-default > rest 1001 c=2; lines=1 LAMP 0 + 1 COFFEE 100 + 1 BOOK 100; tax=18; total=218 = orders=1; order.total=218
orders.default_customer = 1000 | customer Name=Kassan; EmailAddress=- > store shopify_pos > order 1001 c=2; email=-; first=-; last=-; street=-; zip=-; city=-; country=-; pay=Swish = orders=1; order.CustomerName=Kassan; order.booked=3001@25 639.2
NL | store shopify > order 1001 c=2; cur=EUR; country=NL; zip=1012 LG; city=Amsterdam; lines=2 LAMP 121 + 1 COFFEE 109; ship=6.05; off=36.29 KORTING; total=320.76 = orders=1; order.total=320.76
NL & COMPANIES | contact vat=DE136695976; country=DE; zip=10115; city=Berlin > store woocommerce > order 1001 c=2; cur=EUR; company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=3 LAMP 100; ship=10; total=310 = orders=1; order.booked=8200@0 310
FI | store shopify > order 1001 c=2; cur=EUR; country=FI; zip=00100; city=Helsinki; lines=2 LAMP 125.50 + 1 COFFEE 113.50; ship=12.55; total=377.05 = orders=1; order.booked=3000@25.5 210 + 3010@13.5 100
SE & OSS | store shopify > order 1001 c=2; cur=EUR; country=FI; zip=00100; city=Helsinki; lines=1 LAMP 125.50; ship=12.55; total=138.05 = orders=1; order.booked=3106@25.5 110
COMPANIES | store shopify > order 1001 c=2; company=Ek AB; lines=2 LAMP 799 + 1 COFFEE 112; ship=49; off=175.90 TEN; total=1583.10 = orders=1; order.total=1583.1
COMPANIES | contact vat=DE136695976; country=DE; zip=10115; city=Berlin > store shopify > order 1001 c=2; cur=EUR; company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=2 LAMP 80; ship=10; off=17 TEN; total=153 = orders=1; order.booked=3108@0 153
COMPANIES & prices.zero_rated_prices = \"vat-taken-off\" | contact vat=DE136695976; country=DE; zip=10115; city=Berlin > store shopify > order 1001 c=2; cur=EUR; company=Müller GmbH; country=DE; zip=10115; city=Berlin; lines=2 LAMP 100; total=160 = orders=1; order.booked=3108@0 160
NL & OSS | store woocommerce > order 1001 c=2; cur=EUR; country=DE; zip=10115; city=Berlin; lines=1 LAMP 100 + 1 COFFEE 100; ship=10; total=237.90 = orders=1; order.booked=8230@7 100 + 8230@19 110
NO | store shopify > order 1001 c=2; cur=NOK; country=NO; zip=0155; city=Oslo; lines=2 LAMP 399 + 1 COFFEE 57.50; ship=79; off=85.55 TEN; total=848.95 = orders=1; order.total=848.95
FI & COMPANIES | contact vat=SE556677889901; country=SE; zip=111 22; city=Stockholm > order 1001 cur=SEK; company=Ek AB; lines=1 LAMP 1000; ship=100; total=1100 = orders=1; order.booked=3360@0 1100
| store shopify > order 1001 c=2; lines=3 LAMP 266.333333; total=799 = orders=1; order.total=799
| store shopify > order 1001 c=2; lines=3 LAMP 266.33; total=799 = orders=1; order.total=799
OSS | order 1001 cur=EUR; country=DE; zip=10115; city=Berlin; lines=1 LAMP 119 + 2 COFFEE 107; ship=11.90; off=22.60 TEN; total=215.30 = orders=1; order.booked=3106@7 90 + 3106@19 100
| order 1001 cur=JPY; country=JP; zip=100-0001; city=Tokyo; lines=1 LAMP 12000; total=12000 = orders=1; order.booked=3105@0 12000; order.CurrencyCode=JPY
| order 1001 cur=- = orders=0; parked value_invalid: currency
";

/// Subscriptions, exchanges, returns and orders of nothing.
const SALES: &str = "
| order 1001 = orders=1 > order 1001-2 = orders=2; order2.BuyersOrderReference=1001-2 > order 1001-3 = orders=3
| order 1001 lines=1 LAMP 799 + 1 LAMP:Credit_for_unused_time -399.50; total=399.50 = orders=1; order.booked=3001@25 319.6; order.rows=LAMP 1 799 + LAMP -1 399.5
| order 1001 lines=1 LAMP 799 + 1 COFFEE:Returned -112; ship=49; total=736 = orders=1; order.booked=3001@25 678.4 + 3002@12 -100
| order 1001 lines=1 LAMP 100 + 1 COFFEE:Returned -112; total=-12 = orders=0; parked value_invalid
| order 1001 lines=1 LAMP 799 + 1 LAMP:Returned -799; total=0 = orders=1; order.total=0
| order 1001 off=848 FREE; ship=49; total=0 = orders=1; order.total=0
| order 1001 lines=1 LAMP 799 + 1 COFFEE 112; ship=49; off=930 BIG; total=30 = orders=1; order.total=30
INV | order 1001 lines=1 LAMP 799 + 1 COFFEE:Returned -112; total=687 = invoices=1 > order 1001 status=REFUNDED = credits=1; credit.booked=3001@25 -639.2 + 3002@12 100
COMPANIES & INV | order 1001 company=Ek AB; lines=1 LAMP 799 + 1 COFFEE:Returned -112; total=687 = invoices=1; invoice.TotalAmountInvoiceCurrency=687 > order 1001 status=REFUNDED = credits=1; credit.TotalAmountInvoiceCurrency=-687
INV | order 1001 off=799 FREE; total=0 = invoices=1 > order 1001 status=REFUNDED = credits=1; credit.TotalAmountInvoiceCurrency=0
PAID | order 1001 pay=Klarna; lines=1 LAMP 799 + 1 LAMP:Returned -799; total=0 = invoices=1; invoice.TotalAmountInvoiceCurrency=0
INV & STATE | contact > order 1001 off=799 FREE; total=0 = invoices=1; contact.INVOICE_STATE=paid
COMPANIES & mapping.order.ElectronicReference = \"customer.field.note\" & INV | contact NOTE=7350012345678 > order 1001 company=Lunds kommun = invoices=1; invoice.ElectronicReference=7350012345678
COMPANIES & mapping.order.BuyersOrderReference = \"customer.field.note\" | contact NOTE=PO-77 > order 1001 company=Ek AB = orders=1; order.BuyersOrderReference=PO-77 1001
";

/// Deals, one after another and edited.
const DEALS: &str = "
LAMPS | contact > deal 1000 > deal status=won = orders=1 > deal 2000 > deal status=won = orders=2; order2.total=2500
LAMPS | contact > deal 1000 > deal value=1500 > deal value=1200 > deal status=won = orders=1; order.total=1500
LAMPS & INV | contact > deal 1000 > deal status=won = invoices=1 > deal title=Other = invoices=1; unwritten
LAMPS & INV | contact > deal 1000 > deal status=won = invoices=1 > deal status=lost = credits=1 > deal status=won = invoices=1; credits=1; parked changed_after_creation: by hand
LAMPS & COMPANIES | contact account=Ek AB > deal 1000 > deal status=won = orders=1; customer.Name=Ek AB; order.total=1250
";

/// What comes back.
const BACK: &str = "
BACK | customer > bill 1 LAMP 0 = written=1; written.finalAmount=0; written.normalizedStatus=COMPLETED
FI & BACK | customer InvoiceCountryCode=NO; InvoicePostalCode=0155; InvoiceCity=Oslo; CurrencyCode=NOK > sell 1 LAMP 250; CurrencyCode=NOK = written.currency=NOK; written.finalAmount=250
BACK | customer > bill 2 LAMP 799 + -1 COFFEE 112 = written.finalAmount=1486; written.lineItems.0.quantity=2
BACK | customer > sell 1 LAMP 799 100% = written.finalAmount=0
BACK & to_activecampaign.customers.enabled = true | customer CustomerNumber=77 > customer CustomerNumber=78 = contacts=1 > sell 1 LAMP 799 = written=1; contacts=1
to_activecampaign.stock = { enabled = true, first_write = \"automatic\" } | article V-RED-S 25% IsStock=true; StockBalance=3 > article V-RED-M 25% IsStock=true; StockBalance=0 = products=2
NL & BACK & net | customer InvoiceCountryCode=NL; InvoicePostalCode=1012 LG; InvoiceCity=Amsterdam > sell 3 LAMP 10 = written.finalAmount=36.3; written.lineItems.0.priceAmount=12.1
NO & BACK | customer InvoiceCountryCode=NO; InvoicePostalCode=0155; InvoiceCity=Oslo > bill 1 LAMP 250 + 1 COFFEE 115 = written.finalAmount=365 > pay 100 = written.storeStatus=part paid > pay 265 = written.normalizedStatus=COMPLETED
FI & BACK | customer InvoiceCountryCode=FI; InvoicePostalCode=00100; InvoiceCity=Helsinki; IsPrivatePerson=false; Name=Ek Oy > bill 3 LAMP 99.99 = written.finalAmount=376.46
";

#[tokio::test(start_paused = true)]
async fn of_several_customers_with_one_address_the_one_who_stands_out_is_billed() {
    play::<House>(&with(SHARED)).await;
}

#[tokio::test(start_paused = true)]
async fn buyers_behind_one_address_of_a_marketplace_are_customers_of_their_own() {
    play::<House>(&with(MASKED)).await;
}

#[tokio::test(start_paused = true)]
async fn a_present_renames_nobody() {
    play::<House>(&with(PRESENTS)).await;
}

#[tokio::test(start_paused = true)]
async fn a_draft_is_found_where_it_was_entered_and_missed_where_it_was_deleted() {
    play::<House>(&with(DRAFTS)).await;
}

#[tokio::test(start_paused = true)]
async fn prices_of_cents_for_units_are_told_and_not_booked() {
    play::<House>(&with(CENTS)).await;
}

#[tokio::test(start_paused = true)]
async fn lines_without_a_sku_are_what_they_are_called_or_named_with_what_to_do() {
    play::<House>(&with(LINES)).await;
}

#[tokio::test(start_paused = true)]
async fn a_place_without_city_or_postcode_gets_what_eaccounting_wants() {
    play::<House>(&with(PLACES)).await;
}

#[tokio::test(start_paused = true)]
async fn each_platforms_order_comes_to_its_total_its_vat_and_its_accounts() {
    play::<House>(&with(STORES)).await;
}

#[tokio::test(start_paused = true)]
async fn a_subscription_an_exchange_and_a_free_order_are_booked_as_what_they_are() {
    play::<House>(&with(SALES)).await;
}

#[tokio::test(start_paused = true)]
async fn each_won_deal_is_one_document() {
    play::<House>(&with(DEALS)).await;
}

#[tokio::test(start_paused = true)]
async fn what_comes_back_is_the_sale_with_its_vat_and_its_state() {
    play::<House>(&with(BACK)).await;
}
