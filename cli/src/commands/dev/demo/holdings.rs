//! The content of both vendors at the end of the demo, as tables.

use rust_decimal::Decimal;
use sandbox::Sandbox;
use serde_json::Value;

use crate::commands::dev::output::Output;

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
    let list = |kind: &str| books[kind].as_array().cloned().unwrap_or_default();
    output.heading("What eAccounting holds now");
    output.println(&format!(
        "  {:<9} {:<22} {:<30} {:<10} {}",
        "Customer", "Name", "E-mail", "Postcode", "City"
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
        output.println(&format!(
            "  Order {} for {}, reference {}",
            text(&order["Number"]),
            text(&order["CustomerName"]),
            Some(text(&order["BuyersOrderReference"]))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "(none)".to_owned()),
        ));
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
    let mut line = format!(
        "    Without VAT {:.2} {}, VAT {vat:.2}",
        amount - rounding,
        text(&order["CurrencyCode"])
    );
    if !rounding.is_zero() {
        line.push_str(&format!(", rounding {rounding:.2}"));
    }
    line.push_str(&format!(", to be paid {:.2}", amount + vat));
    line
}

/// Prints the records in ActiveCampaign that came from eAccounting: the orders and products of Ekobridge's connection,
/// and the contacts.
pub(super) fn of_activecampaign(sandbox: &Sandbox, output: &Output) {
    let account = sandbox.activecampaign().snapshot();
    let list = |kind: &str| account[kind].as_array().cloned().unwrap_or_default();
    let own = list("connections")
        .into_iter()
        .find(|connection| connection["service"] == "ekobridge")
        .map(|connection| text(&connection["id"]));
    let is_own = |row: &&Value| own.is_some() && Some(text(&row["legacyConnectionId"])) == own;
    output.heading("What ActiveCampaign holds of eAccounting now");
    output.println(&format!("  {:<9} {:<22} {}", "Contact", "Name", "E-mail"));
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
        output.println(&format!(
            "  Order {} of {}: {} {}, {} ({})",
            text(&order["orderNumber"]),
            text(&order["email"]),
            money(&order["finalAmount"]),
            text(&order["currency"]),
            text(&order["normalizedStatus"]),
            text(&order["storeStatus"]),
        ));
    }
    for product in list("products").iter().filter(is_own) {
        output.println(&format!(
            "  Product {}, {}: {}",
            text(&product["variantSku"]),
            text(&product["baseProductName"]),
            text(&product["stockStatus"]),
        ));
    }
}
