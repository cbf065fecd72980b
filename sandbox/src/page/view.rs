//! Converts the vendors' JSON to what the page shows.

use rust_decimal::Decimal;
use serde_json::Value;

pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) heads: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) documents: Vec<Document>,
}

/// An order, a quote or an invoice.
pub(super) struct Document {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) rows: Vec<Row>,
    pub(super) totals: Vec<(&'static str, String)>,
}

pub(super) struct Row {
    pub(super) article: String,
    pub(super) text: String,
    pub(super) quantity: String,
    pub(super) price: String,
    pub(super) discount: String,
    pub(super) vat: String,
    pub(super) amount: String,
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text(value: &Value, field: &str) -> String {
    match value.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn number(value: &Value, field: &str) -> Option<Decimal> {
    let text = text(value, field);
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()
}

/// An amount with two decimals. Empty if there is none.
fn money(value: &Value, field: &str) -> String {
    number(value, field)
        .map(|amount| format!("{amount:.2}"))
        .unwrap_or_default()
}

fn percent(value: &Value, field: &str) -> String {
    let rate = number(value, field).filter(|rate| !rate.is_zero());
    rate.map(|rate| format!("{} %", (rate * Decimal::ONE_HUNDRED).normalize()))
        .unwrap_or_default()
}

/// The non-empty parts, separated by spaces.
fn joined(value: &Value, fields: &[&str], between: &str) -> String {
    let parts: Vec<String> = fields
        .iter()
        .map(|field| text(value, field))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(between)
}

fn day(value: &Value, field: &str) -> String {
    text(value, field).chars().take(10).collect()
}

fn yes(value: &Value, field: &str) -> bool {
    value.get(field) == Some(&Value::Bool(true))
}

pub(super) fn customers(snapshot: &Value) -> Table {
    let row = |customer: &Value| {
        vec![
            text(customer, "CustomerNumber"),
            text(customer, "Name"),
            if yes(customer, "IsPrivatePerson") {
                "person"
            } else {
                "company"
            }
            .to_owned(),
            text(customer, "EmailAddress"),
            joined(customer, &["InvoiceAddress1", "InvoiceAddress2"], ", "),
            joined(
                customer,
                &["InvoicePostalCode", "InvoiceCity", "InvoiceCountryCode"],
                " ",
            ),
            joined(customer, &["CorporateIdentityNumber", "VatNumber"], ", "),
        ]
    };
    Table {
        title: "Customers",
        heads: vec![
            "Number",
            "Name",
            "Kind",
            "E-mail",
            "Street",
            "Place",
            "Org. and VAT number",
        ],
        rows: list(snapshot, "customers").iter().rev().map(row).collect(),
    }
}

pub(super) fn eaccounting_documents(snapshot: &Value) -> Vec<Group> {
    let groups = [
        ("Orders", "Order", "orders"),
        ("Quotes", "Quote", "quotes"),
        ("Invoice drafts", "Draft", "invoicedrafts"),
        ("Invoices", "Invoice", "invoices"),
    ];
    let group = |(title, one, key): (&'static str, &str, &str)| Group {
        title,
        documents: list(snapshot, key)
            .iter()
            .rev()
            .map(|document| eaccounting_document(one, document))
            .collect(),
    };
    groups.into_iter().map(group).collect()
}

fn eaccounting_document(kind: &str, document: &Value) -> Document {
    let first = |fields: &[&str]| {
        fields
            .iter()
            .map(|field| text(document, field))
            .find(|text| !text.is_empty())
    };
    let first = |fields: &[&str]| first(fields).unwrap_or_default();
    let row = |row: &Value| {
        if yes(row, "IsTextRow") {
            let text = text(row, "Text");
            let none = String::new;
            return Row {
                article: none(),
                text,
                quantity: none(),
                price: none(),
                discount: none(),
                vat: none(),
                amount: none(),
            };
        }
        Row {
            article: text(row, "ArticleNumber"),
            text: text(row, "Text"),
            quantity: number(row, "Quantity")
                .map(|n| n.normalize().to_string())
                .unwrap_or_default(),
            price: money(row, "UnitPrice"),
            discount: percent(row, "DiscountPercentage"),
            vat: percent(
                row,
                if row.get("VatRate").is_some() {
                    "VatRate"
                } else {
                    "PercentVat"
                },
            ),
            amount: money(
                row,
                if row.get("Amount").is_some() {
                    "Amount"
                } else {
                    "AmountNoVat"
                },
            ),
        }
    };
    let amount = |names: &[&str]| {
        names
            .iter()
            .map(|name| money(document, name))
            .find(|amount| !amount.is_empty())
            .unwrap_or_default()
    };
    let currency = first(&["CurrencyCode", "InvoiceCurrencyCode"]);
    let mut facts = vec![
        (
            "Address",
            joined(
                document,
                &["InvoiceAddress1", "InvoicePostalCode", "InvoiceCity"],
                ", ",
            ),
        ),
        (
            "Delivery",
            joined(
                document,
                &["DeliveryAddress1", "DeliveryPostalCode", "DeliveryCity"],
                ", ",
            ),
        ),
        ("Order reference", text(document, "BuyersOrderReference")),
        ("Your reference", text(document, "YourReference")),
        (
            "Prices",
            if yes(document, "IncludesVat") {
                "with VAT"
            } else {
                "without VAT"
            }
            .to_owned(),
        ),
        ("Status", status(kind, &text(document, "Status"))),
        ("From quote", text(document, "CreatedFromQuoteId")),
        ("From order", text(document, "CreatedFromOrderId")),
    ];
    facts.retain(|(_, fact)| !fact.is_empty());
    Document {
        title: format!("{kind} {}", first(&["Number", "InvoiceNumber", "Id"])),
        subtitle: format!(
            "{} · {}",
            first(&["InvoiceCustomerName", "CustomerName"]),
            first(&["OrderDate", "QuoteDate", "InvoiceDate", "CreatedUtc"])
                .chars()
                .take(10)
                .collect::<String>()
        ),
        facts,
        rows: list(document, "Rows").iter().map(row).collect(),
        totals: [
            (
                "VAT",
                amount(&["VatAmount", "TotalVatAmountInvoiceCurrency", "TotalVatAmount"]),
            ),
            ("Rounding", amount(&["RoundingsAmount", "TotalRoundings"])),
            ("To pay", format!("{:.2} {currency}", to_pay(document))),
        ]
        .into_iter()
        .filter(|(_, amount)| !amount.is_empty())
        .collect(),
    }
}

/// With VAT, in the document's currency. The amount of an order or a quote includes VAT only if its prices do; that of
/// an invoice always does.
fn to_pay(document: &Value) -> Decimal {
    let first = |fields: &[&str]| {
        fields
            .iter()
            .find_map(|field| number(document, field))
            .unwrap_or_default()
    };
    let is_invoice = document.get("TotalVatAmount").is_some();
    if is_invoice {
        return first(&["TotalAmountInvoiceCurrency", "TotalAmount"]);
    }
    let amount = first(&["Amount", "TotalAmount"]);
    if yes(document, "IncludesVat") {
        amount
    } else {
        amount + first(&["VatAmount"])
    }
}

pub(super) fn activecampaign_tables(snapshot: &Value) -> Vec<Table> {
    let fields = list(snapshot, "fields");
    let values = list(snapshot, "fieldValues");
    let custom = |contact: &Value| {
        let id = text(contact, "id");
        let own = values
            .iter()
            .filter(|value| text(value, "contact") == id && !text(value, "value").is_empty());
        let named = own.map(|value| {
            let field = fields
                .iter()
                .find(|field| text(field, "id") == text(value, "field"));
            let name = field.map(|field| text(field, "perstag")).unwrap_or_default();
            format!("{name}: {}", text(value, "value"))
        });
        named.collect::<Vec<_>>().join(" · ")
    };
    let contact = |contact: &Value| {
        vec![
            text(contact, "id"),
            joined(contact, &["firstName", "lastName"], " "),
            text(contact, "email"),
            text(contact, "phone"),
            text(contact, "orgname"),
            custom(contact),
            day(contact, "udate"),
        ]
    };
    let account = |account: &Value| {
        vec![
            text(account, "id"),
            text(account, "name"),
            text(account, "accountUrl"),
        ]
    };
    let deal = |deal: &Value| {
        let status = match text(deal, "status").as_str() {
            "0" => "open",
            "1" => "won",
            "2" => "lost",
            _ => "",
        };
        let value = number(deal, "value").map(|cents| format!("{:.2}", cents / Decimal::ONE_HUNDRED));
        let currency = text(deal, "currency").to_uppercase();
        vec![
            text(deal, "id"),
            text(deal, "title"),
            text(deal, "contact"),
            text(deal, "account"),
            format!("{} {currency}", value.unwrap_or_default()),
            status.to_owned(),
        ]
    };
    let rest_order = |order: &Value| {
        let total = number(order, "totalPrice").map(|cents| format!("{:.2}", cents / Decimal::ONE_HUNDRED));
        vec![
            text(order, "id"),
            joined(order, &["connectionid", "externalid"], ":"),
            text(order, "email"),
            format!("{} {}", total.unwrap_or_default(), text(order, "currency")),
            text(order, "state"),
        ]
    };
    let table = |title, heads: &[&'static str], key: &str, row: &dyn Fn(&Value) -> Vec<String>| Table {
        title,
        heads: heads.to_vec(),
        rows: list(snapshot, key).iter().rev().map(row).collect(),
    };
    vec![
        table(
            "Contacts",
            &[
                "Id",
                "Name",
                "E-mail",
                "Phone",
                "Company",
                "Custom fields",
                "Changed",
            ],
            "contacts",
            &contact,
        ),
        table("Accounts", &["Id", "Name", "Website"], "accounts", &account),
        table(
            "Deals",
            &["Id", "Title", "Contact", "Account", "Value", "Status"],
            "deals",
            &deal,
        ),
        table(
            "Orders in the REST store",
            &["Id", "Shop and order", "E-mail", "Total", "State"],
            "ecomOrders",
            &rest_order,
        ),
    ]
}

/// A status, in the terms of OrderApi and QuoteApi.
fn status(kind: &str, number: &str) -> String {
    let word = match (kind, number) {
        ("Order", "1") | ("Quote", "0") => "draft",
        ("Order", "2") | ("Quote", "1") => "ongoing",
        ("Order", "3") => "shipped",
        ("Order", "4") | ("Quote", "3") => "invoiced",
        ("Quote", "2") => "approved",
        ("Quote", "4") => "order created",
        _ => return number.to_owned(),
    };
    format!("{word} ({number})")
}

pub(super) fn activecampaign_orders(snapshot: &Value) -> Group {
    let address = |order: &Value, field: &str| {
        let fields = [
            "company",
            "firstName",
            "lastName",
            "address1",
            "postal",
            "city",
            "country",
        ];
        order
            .get(field)
            .map(|address| joined(address, &fields, " "))
            .unwrap_or_default()
    };
    let document = |order: &Value| {
        let line = |line: &Value| Row {
            article: text(line, "sku"),
            text: text(line, "name"),
            quantity: text(line, "quantity"),
            price: String::new(),
            discount: String::new(),
            vat: String::new(),
            amount: money(line, "priceAmount"),
        };
        let mut facts = vec![
            ("E-mail", text(order, "email")),
            ("Billing", address(order, "billingAddress")),
            ("Delivery", address(order, "shippingAddress")),
            ("Status", text(order, "normalizedStatus")),
            ("Paid by", text(order, "paymentMethod")),
            ("Shipped by", text(order, "shippingMethod")),
        ];
        facts.retain(|(_, fact)| !fact.is_empty());
        let shop = joined(order, &["legacyConnectionId", "storeOrderId"], ":");
        Document {
            title: format!("Order {}", text(order, "orderNumber")),
            subtitle: format!("{shop} · {}", day(order, "storeCreatedDate")),
            facts,
            rows: list(order, "lineItems").iter().map(line).collect(),
            totals: [
                ("Shipping", money(order, "shippingAmount")),
                ("Discount", money(order, "discountAmount")),
                (
                    "Total",
                    format!("{} {}", money(order, "finalAmount"), text(order, "currency")),
                ),
            ]
            .into_iter()
            .filter(|(_, amount)| !amount.trim().is_empty())
            .collect(),
        }
    };
    Group {
        title: "Orders",
        documents: list(snapshot, "orders").iter().rev().map(document).collect(),
    }
}
