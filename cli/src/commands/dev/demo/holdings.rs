//! The content of both vendors at the end of the demo, as tables.

use rust_decimal::Decimal;
use sandbox::Sandbox;
use serde_json::Value;

use crate::commands::dev::output::Output;
use crate::language::commands;

/// A value as text. Empty for null.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// An amount with two decimals.
fn money(value: &Value) -> String {
    let shown = text(value);
    shown
        .parse::<Decimal>()
        .map_or(shown, |amount| format!("{amount:.2}"))
}

/// A quantity without trailing zeros.
fn count(value: &Value) -> String {
    value
        .to_string()
        .parse::<Decimal>()
        .map_or_else(|_| text(value), |amount| amount.normalize().to_string())
}

/// Prints eAccounting's documents as tables.
pub(super) fn of_eaccounting(sandbox: &Sandbox, output: &Output) {
    let books = sandbox.eaccounting().snapshot();
    let says = commands();
    let list = |kind: &str| books[kind].as_array().cloned().unwrap_or_default();
    output.heading(&commands().demo_eaccounting());
    output.println(&format!(
        "  {:<9} {:<22} {:<30} {:<10} {}",
        says.demo_customer(),
        says.demo_name(),
        says.demo_email(),
        says.demo_postcode(),
        says.demo_city()
    ));
    for customer in list("customers") {
        output.println(&format!(
            "  {:<9} {:<22} {:<30} {:<10} {}",
            text(&customer["CustomerNumber"]),
            text(&customer["Name"]),
            text(&customer["EmailAddress"]),
            text(&customer["InvoicePostalCode"]),
            text(&customer["InvoiceCity"]),
        ));
    }
    for order in list("orders") {
        output.println("");
        let reference = Some(text(&order["BuyersOrderReference"]))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| says.company_none());
        let order_text = says.demo_order(text(&order["CustomerName"]), text(&order["Number"]), reference);
        output.println(&format!("  {order_text}"));
        for row in order["Rows"].as_array().into_iter().flatten() {
            output.println(&format!(
                "    {:<12} {:<26} {:>4} × {:>9}",
                text(&row["ArticleNumber"]),
                text(&row["Text"]),
                count(&row["Quantity"]),
                money(&row["UnitPrice"]),
            ));
        }
        output.println(&totals(&order));
    }
}

/// An order's totals. Its `Amount` is without VAT, and with the rounding to whole currency.
fn totals(order: &Value) -> String {
    let of = |name: &str| text(&order[name]).parse::<Decimal>().unwrap_or_default();
    let (amount, vat, rounding) = (of("Amount"), of("VatAmount"), of("RoundingsAmount"));
    let says = commands();
    let net = format!("{:.2}", amount - rounding);
    let mut line = format!(
        "    {}",
        says.demo_without_vat(net, text(&order["CurrencyCode"]), format!("{vat:.2}"))
    );
    if !rounding.is_zero() {
        line.push_str(&says.demo_rounding(format!("{rounding:.2}")));
    }
    line.push_str(&says.demo_to_be_paid(format!("{:.2}", amount + vat)));
    line
}

/// Prints the records in ActiveCampaign that came from eAccounting: the orders and products of Ekobridge's connection,
/// and the contacts.
pub(super) fn of_activecampaign(sandbox: &Sandbox, output: &Output) {
    let account = sandbox.activecampaign().snapshot();
    let says = commands();
    let list = |kind: &str| account[kind].as_array().cloned().unwrap_or_default();
    let own = list("connections")
        .into_iter()
        .find(|connection| connection["service"] == "ekobridge")
        .map(|connection| text(&connection["id"]));
    let is_own = |row: &&Value| own.is_some() && Some(text(&row["legacyConnectionId"])) == own;
    output.heading(&commands().demo_activecampaign());
    output.println(&format!(
        "  {:<9} {:<22} {}",
        says.demo_contact(),
        says.demo_name(),
        says.demo_email()
    ));
    for contact in list("contacts") {
        let name = format!("{} {}", text(&contact["firstName"]), text(&contact["lastName"]));
        output.println(&format!(
            "  {:<9} {:<22} {}",
            text(&contact["id"]),
            name.trim(),
            text(&contact["email"]),
        ));
    }
    output.println("");
    for order in list("orders").iter().filter(is_own) {
        let line = says.demo_shop_order(
            money(&order["finalAmount"]),
            text(&order["currency"]),
            text(&order["email"]),
            text(&order["orderNumber"]),
            text(&order["storeStatus"]),
            text(&order["normalizedStatus"]),
        );
        output.println(&format!("  {line}"));
    }
    for product in list("products").iter().filter(is_own) {
        let line = says.demo_product(
            text(&product["baseProductName"]),
            text(&product["variantSku"]),
            text(&product["stockStatus"]),
        );
        output.println(&format!("  {line}"));
    }
}
