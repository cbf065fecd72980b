//! The way back with its settings together: e-commerce orders, quotes, stock, states, contacts.

use super::house::House;
use super::story::play;

/// Orders and invoices as e-commerce orders.
const ORDERS: &str = "
to_activecampaign.orders.enabled = true & mapping.line.productUrl = \"'https://shop.example.com/'&row.ArticleNumber\" & mapping.line.imageUrl = \"'https://shop.example.com/'&row.ArticleNumber&'.jpg'\" & mapping.line.category = \"document.Kind\" | customer > sell 2 LAMP 799 = written=1; written.lineItems.0.productUrl=https://shop.example.com/LAMP; written.lineItems.0.imageUrl=https://shop.example.com/LAMP.jpg; written.lineItems.0.sku=LAMP; written.lineItems.0.quantity=2; written.lineItems.0.priceAmount=799; written.lineItems.0.category=Order
to_activecampaign.orders = { enabled = true, line_price = \"line\" } | customer > sell 2 LAMP 799 + 1 COFFEE 79 = written.lineItems.0.priceAmount=1598; written.lineItems.1.priceAmount=79; written.finalAmount=1677
to_activecampaign.orders.enabled = true & shipping.number = \"SHIP-{rate}\" | customer > article SHIP-25 25% > sell 1 LAMP 799 + 1 SHIP-25 49 + -1 RABATT25 100 = written.shippingAmount=49; written.discounts.0.discountAmount=100; written.finalAmount=748; written.lineItems.1=-
to_activecampaign.orders.enabled = true & shipping.articles.25 = \"LAMP\" | customer > sell 1 LAMP 49 + 1 COFFEE 79 = written.shippingAmount=49; written.lineItems.0.sku=COFFEE; written.lineItems.1=-
to_activecampaign.orders = { enabled = true, kinds = [\"order\"] } | customer > bill 1 LAMP 799 = written=0 > sell 1 LAMP 799 = written=1 > invoice = written=1; written.storeStatus=invoiced
to_activecampaign.orders = { enabled = true, kinds = [\"invoice\"] } | customer > sell 1 LAMP 799 = written=0 > bill 1 LAMP 799 = written=1; written.storeStatus=invoiced
to_activecampaign.orders = { enabled = true, states = \"completed\" } | customer > sell 1 LAMP 799 = written=0 > ship = written=1; written.storeStatus=shipped; written.normalizedStatus=PENDING_PAYMENT
to_activecampaign.orders = { enabled = true, states = \"paid\", kinds = [\"invoice\"] } | customer > sell 1 LAMP 799 > invoice = written=0 > pay = written=1; written.normalizedStatus=COMPLETED
to_activecampaign.orders = { enabled = true, source = \"entered\" } | customer > sell 1 LAMP 799; BuyersOrderReference=PO-1 = written=0 > sell 1 LAMP 799 = written=1
to_activecampaign.orders = { enabled = true, placed_after = 2026-12-01 } | customer > sell 1 LAMP 799 = written=0; skipped 2026-12-01 > days 9 > sell 1 LAMP 799 = written=1 > alter order 1 YourReference=Bo = written=1
to_activecampaign.orders = { enabled = true, dry_run = true } | customer > sell 1 LAMP 799 = written=0; unwritten > set to_activecampaign.orders.enabled=true > ship = written=1; written.storeStatus=shipped
to_activecampaign.orders.enabled = true & to_activecampaign.connection.id = 1 | customer > sell 1 LAMP 799 = written=0; parked connection_foreign
to_activecampaign.orders.enabled = true & to_activecampaign.connection.id = 9 | customer > sell 1 LAMP 799 = written=0; parked connection_missing: 9
to_activecampaign.orders.enabled = true & to_activecampaign.connection.id = 2 | store ekobridge > customer > sell 1 LAMP 799 = written=1; written.legacyConnectionId=2; connections=2
to_activecampaign.orders.enabled = true & to_activecampaign.connection.name = \"Butiken\" | customer > sell 1 LAMP 799 = written=1; connections=2; connection.name=Butiken > sell 1 LAMP 799 = written=2; connections=2
to_activecampaign.orders.enabled = true & to_activecampaign.connection.id = 1 & to_activecampaign.status.enabled = true & to_activecampaign.status.fields.state = \"INVOICE_STATE\" | contact > order 1001 = orders=1; contact.INVOICE_STATE=ongoing > ship = contact.INVOICE_STATE=shipped; written=0
to_activecampaign.orders.enabled = true | order 1001 = orders=1; written=0 > ship = written=0 > invoice = written=0 > pay = written=0
to_activecampaign.orders.enabled = true | customer > sell 1 LAMP 799; BuyersOrderReference=PO-1001 = written=1 > order 1001 number=PO-1001 = written=1; orders=1
to_activecampaign.orders.enabled = true & orders.document = \"invoice-draft\" | order 1001 = drafts=1; written=0 > book-draft = invoices=1; written=0 > pay = written=0
to_activecampaign.orders.enabled = true & orders.status_filter = \"all\" | customer > sell 1 LAMP 799 = written=1; orders=1 > invoice = orders=1; invoices=1 > pay = orders=1; invoices=1; written.normalizedStatus=COMPLETED
to_activecampaign.orders.enabled = true & to_activecampaign.customers.enabled = true | customer = contacts=1 > sell 1 LAMP 799 = written=1; contacts=1; contact.firstName=Annaqvzx; contact.lastName=Lindqvzx
to_activecampaign.orders.enabled = true & to_activecampaign.accepts_marketing = \"Existing customers\" | contact > customer > sell 1 LAMP 799 = written=1; written.acceptsMarketing=-
to_activecampaign.orders.enabled = true & to_activecampaign.accepts_marketing = \"Existing customers\" | customer > sell 1 LAMP 799 = written=1; written.acceptsMarketing=true
to_activecampaign.orders.enabled = true | customer IsPrivatePerson=false; Name=Ek AB > sell 2 LAMP 639.20 = written.finalAmount=1598; written.lineItems.0.priceAmount=799; written.billingAddress.company=Ek AB
to_activecampaign.orders.enabled = true & rounds | customer > sell 1 LAMP 719.40 = written.finalAmount=719; written.discounts.0.name=Rounding
to_activecampaign.orders.enabled = true | customer > sell 1 LAMP 799; Status=1 = written=0 > ongoing = written=1; written.storeStatus=ongoing
to_activecampaign.orders.enabled = true | customer > sell 1 LAMP 799 > sell 2 LAMP 799 = written=2 > together = written=2; written1.storeStatus=invoiced; written1.finalAmount=799; written2.finalAmount=1598 > pay = written1.normalizedStatus=COMPLETED; written2.normalizedStatus=COMPLETED
to_activecampaign.orders.enabled = true | customer > sell 1 LAMP 799 = written=1 > erase order > days 2 = written.normalizedStatus=CANCELLED; written.storeStatus=deleted
NL & to_activecampaign.orders.enabled = true | customer InvoiceCountryCode=NL; InvoicePostalCode=1012 LG > sell 3 LAMP 12.10 + 1 COFFEE 5.45 = written.finalAmount=41.75; written.currency=EUR > invoice > pay = written.normalizedStatus=COMPLETED
NO & to_activecampaign.orders.enabled = true | customer InvoiceCountryCode=NO; InvoicePostalCode=0155 > sell 1 LAMP 250 = written.finalAmount=250; written.currency=NOK
";

const DEALS: &str = "to_activecampaign.quotes = { enabled = true, as = \"deal\", pipeline = \"1\", owner = \"owner@example.com\", deal_field = \"QUOTE_ID\", stages = { quoted = \"To Contact\", accepted = \"Offer sent\", invoiced = \"Order\", paid = \"won\", lapsed = \"lost\", deleted = \"lost\", refunded = \"lost\", credited = \"lost\" } }";

/// Quotes, which become deals or orders there, and orders here.
const QUOTES: &str = "
DEALS & orders.deals.article = \"LAMP\" | customer > quote 2 LAMP 500 = deals=1; orders=0 > accept = orders=1; deals=1 > invoice > pay = deal.status=1; orders=1; invoices=1
DEALS & to_activecampaign.orders.enabled = true | customer > quote 2 LAMP 500 = deals=1; written=0 > accept = orders=1; written=1; deals=1 > invoice > pay = deal.status=1; written.normalizedStatus=COMPLETED; written=1
DEALS & quotes.enabled = false | customer > quote 2 LAMP 500 = deals=1 > accept = orders=0; deal.stage=2
DEALS & quotes.dry_run = true | customer > quote 2 LAMP 500 > accept = orders=0; deals=1; deal.stage=2; skipped dry_run
DEALS & mapping.deal.title = \"document.CustomerName&' '&document.Number\" & mapping.deal.PO_NUMBER = \"document.BuyersOrderReference\" | customer Name=Ek AB; IsPrivatePerson=false > quote 2 LAMP 500; BuyersOrderReference=PO-9 = deals=1; deal.title=Ek AB 1; deal.value=125000; deal.PO number=PO-9
DEALS & to_activecampaign.customers.enabled = true & to_activecampaign.customers.accounts = true | customer Name=Ek AB; IsPrivatePerson=false; ContactPersonName=Annaqvzx Lindqvzx > quote 2 LAMP 500 = deals=1; contacts=1; accounts=1
DEALS | customer > quote 2 LAMP 500 > erase quote = deals=0
to_activecampaign.orders.enabled = true & to_activecampaign.quotes.enabled = true | customer > quote 2 LAMP 500 = written=1; written.storeStatus=quoted; written.finalAmount=1000 > accept = orders=1; written=1; written.storeStatus=ongoing > invoice = written=1; written.storeStatus=invoiced > credit = written.normalizedStatus=CANCELLED
to_activecampaign.orders.enabled = true & to_activecampaign.quotes = { enabled = true, dry_run = true } | customer > quote 2 LAMP 500 = written=0 > accept = orders=1; written=1
to_activecampaign.orders = { enabled = true, states = \"paid\" } & to_activecampaign.quotes.enabled = true | customer > quote 2 LAMP 500 = written=0 > accept = orders=1; written=0 > invoice > pay = written=1; written.normalizedStatus=COMPLETED
to_activecampaign.orders = { enabled = true, kinds = [\"invoice\"] } & to_activecampaign.quotes.enabled = true | customer > quote 2 LAMP 500 = written=1 > accept = written=1; written.storeStatus=ongoing
";

/// The state of what came from ActiveCampaign.
const STATES: &str = "
STATE & orders.document = \"invoice-draft\" | contact > order 1001 = contact.INVOICE_STATE=created; contact.INVOICE_NUMBER=- > book-draft = contact.INVOICE_STATE=invoiced; contact.INVOICE_NUMBER=1; contact.AMOUNT_DUE=799.00 > pay 100 = contact.INVOICE_STATE=part paid; contact.AMOUNT_DUE=699.00 > pay = contact.INVOICE_STATE=paid; contact.AMOUNT_DUE=0.00; contact.PAID_ON=2026-11-23
STATE & orders.order_status = \"draft\" | contact > order 1001 = contact.INVOICE_STATE=created > ongoing = contact.INVOICE_STATE=ongoing > ship = contact.INVOICE_STATE=shipped > invoice = contact.INVOICE_STATE=invoiced
STATE & orders.document = \"invoice\" & orders.on_cancel = \"credit\" | contact > order 1001 = contact.INVOICE_STATE=invoiced > order 1001 status=CANCELLED = credits=1; contact.INVOICE_STATE=credited
STATE & orders.document = \"invoice\" & orders.on_cancel = \"credit\" & payment_methods.Kort = { register_payment = true, bank_account = \"1580\" } | contact > order 1001 pay=Kort = contact.INVOICE_STATE=paid > days 1 > order 1001 status=REFUNDED = credits=1; contact.INVOICE_STATE=refunded
STATE & orders.on_cancel = \"skip\" | contact > order 1001 = contact.INVOICE_STATE=ongoing > order 1001 status=CANCELLED = contact.INVOICE_STATE=ongoing; unwritten > erase order > days 2 = contact.INVOICE_STATE=deleted
STATE & to_activecampaign.status.tags = { invoiced = \"To pay\", overdue = \"Late\", paid = \"Customer\" } & orders.document = \"invoice\" | contact > order 1001 = contact.#To pay=true > order 1002 = contact.#To pay=true > pay = contact.#To pay=true; contact.#Customer=true > days 40 = contact.#To pay=-; contact.#Late=true; contact.#Customer=true
STATE & to_activecampaign.status.tags = { created = \"Open\", ongoing = \"Open\", shipped = \"Open\", paid = \"Done\" } | contact > order 1001 = contact.#Open=true > ship = contact.#Open=true > invoice = contact.INVOICE_STATE=invoiced > pay = contact.#Done=true
STATE & to_activecampaign.status.dry_run = true | contact > order 1001 = orders=1; contact.INVOICE_STATE=- > ship = contact.INVOICE_STATE=- > set STATE > invoice = contact.INVOICE_STATE=invoiced
to_activecampaign.status.enabled = false | contact > order 1001 = orders=1 > set STATE > ship = contact.INVOICE_STATE=shipped
STATE & orders.deals.article = \"LAMP\" & to_activecampaign.status.deal_stages = { created = \"Offer sent\", paid = \"won\", refunded = \"lost\" } & orders.document = \"invoice\" & orders.deals.when = \"stage\" & orders.deals.stages = [2] | contact > deal 1000 = invoices=0 > deal stage=2 = invoices=1; deal.stage=2; deal.INVOICE_STATE=invoiced > pay = deal.status=1; invoices=1 > days 1 > credit = deal.status=2; invoices=1
STATE & orders.deals.article = \"LAMP\" & to_activecampaign.status.note = true & orders.document = \"invoice\" & orders.on_cancel = \"credit\" | contact > deal 1000 > deal status=won = invoices=1; remarks=1; remark.note=~Deal 1 > deal status=lost = credits=1; remarks=2; remark.note=~Deal 1
STATE & to_activecampaign.status.note = true & orders.document = \"invoice-draft\" | contact > order 1001 = drafts=1; remarks=1; remark.note=~1001 > book-draft = remarks=1
STATE & to_activecampaign.orders.enabled = true | contact > order 1001 = orders=1; written=0; contact.INVOICE_STATE=ongoing > customer EmailAddress=bo.qvzx@example.com; Name=Bo > sell 1 LAMP 799 = written=1; contact1.INVOICE_STATE=ongoing
STATE | contact > store shopify > order 1001 > order 2001 id=1001; number=1001; c=2 = orders=2; contact.INVOICE_STATE=ongoing > ship = contact.INVOICE_STATE=shipped
STATE & orders.document = \"order-invoiced\" | contact > order 1001 cur=EUR; lines=1 LAMP 79.90 = contact.INVOICE_STATE=invoiced; contact.AMOUNT_DUE=79.90
STATE | contact > order 1001 > order 1002 lines=2 LAMP 1598 = orders=2 > together = contact.INVOICE_STATE=invoiced; invoices=1 > pay = contact.INVOICE_STATE=paid
STATE | contact > order 1001 = contact.INVOICE_STATE=ongoing > edit email=anna.new.qvzx@example.com = customers=1 > ship = contact.INVOICE_STATE=shipped
";

/// Stock.
const STOCK: &str = "
to_activecampaign.stock = { enabled = true, first_write = \"automatic\", low = 5, backorder = 3 } | article VASE 25% IsStock=true; StockBalance=10 = products=1; product.stockStatus=IN_STOCK; product.isBackordersAllowed=true > stock VASE 5 = product.stockStatus=IN_STOCK; product.tags=[\"low stock\"] > stock VASE 0 = product.stockStatus=BACKORDER > stock VASE -3 = product.stockStatus=OUT_OF_STOCK > stock VASE 9 = product.stockStatus=IN_STOCK
to_activecampaign.stock = { enabled = true, first_write = \"ask\" } | article VASE 25% IsStock=true; StockBalance=10 = products=0; parked stock_plan_waiting > replay stock:all = products=1
to_activecampaign.stock = { enabled = true, first_write = \"automatic\", dry_run = true } | article VASE 25% IsStock=true; StockBalance=10 = products=0; unwritten
to_activecampaign.stock = { enabled = true, first_write = \"automatic\", quantity = \"balance\" } & mapping.product.imageUrl = \"'https://shop.example.com/'&article.Number&'.jpg'\" & mapping.product.name = \"article.NameEnglish ?? article.Name\" | article VASE 25% IsStock=true; StockBalance=10; NameEnglish=Blue vase = products=1; product.variantName=Blue vase; product.variantImages=[\"https://shop.example.com/VASE.jpg\"]
to_activecampaign.stock = { enabled = true, first_write = \"automatic\" } | article VASE 25% IsStock=true; StockBalance=1 = product.stockStatus=IN_STOCK > order 1001 lines=1 VASE 100 = orders=1; product.stockStatus=OUT_OF_STOCK
to_activecampaign.stock = { enabled = true, first_write = \"automatic\" } | article VASE 25% IsStock=true; StockBalance=1 = products=1 > alter article VASE IsActive=false > days 2 = product.stockStatus=OUT_OF_STOCK
to_activecampaign.stock = { enabled = true, first_write = \"automatic\" } & to_activecampaign.orders.enabled = true | article VASE 25% IsStock=true; StockBalance=5 = products=1; connections=2 > customer > sell 1 VASE 100 = written=1; connections=2
";

fn with(table: &str) -> String {
    let state = "to_activecampaign.status.enabled = true & to_activecampaign.status.fields = { state = \"INVOICE_STATE\", number = \"INVOICE_NUMBER\", amount_due = \"AMOUNT_DUE\", payment_date = \"PAID_ON\" }";
    table
        .replace("STATE |", &format!("{state} |"))
        .replace("STATE &", &format!("{state} &"))
        .replace("set STATE", &format!("set {}", state.replace(" = ", "=")))
        .replace("DEALS ", &format!("{DEALS} "))
}

#[tokio::test(start_paused = true)]
async fn a_document_is_an_ecommerce_order_as_all_settings_together_say() {
    play::<House>(&with(ORDERS)).await;
}

#[tokio::test(start_paused = true)]
async fn a_quote_is_one_deal_and_one_order_whatever_else_is_on() {
    play::<House>(&with(QUOTES)).await;
}

#[tokio::test(start_paused = true)]
async fn the_state_of_a_shops_order_follows_its_documents_whoever_makes_them() {
    play::<House>(&with(STATES)).await;
}

#[tokio::test(start_paused = true)]
async fn stock_is_written_as_all_settings_together_say() {
    play::<House>(&with(STOCK)).await;
}
