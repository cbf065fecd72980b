//! A small shop, as ActiveCampaign and eAccounting hold it.

use rust_decimal::Decimal;
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};

use super::World;

/// In every name, address and street of the seeds, in whatever case: it must turn up nowhere but at the vendors and in the
/// journal's values.
pub(crate) const MARK: &str = "qvzx";

/// The e-mail address of whoever buys.
pub(crate) const EMAIL: &str = "anna.qvzx@example.com";

/// A contact with everything that eAccounting asks of a customer.
pub(crate) fn anna() -> ContactSeed {
    ContactSeed::new(EMAIL)
        .named("Annaqvzx", "Lindqvzx")
        .field("ADDRESS", "Qvzxgatan 1")
        .field("POSTAL_CODE", "111 22")
        .field("CITY", "Stockholm")
        .field("COUNTRY", "SE")
}

/// Where the bill of the same person goes.
pub(crate) fn annas_address() -> AddressSeed {
    AddressSeed {
        first_name: "Annaqvzx".to_owned(),
        last_name: "Lindqvzx".to_owned(),
        address1: "Qvzxgatan 1".to_owned(),
        postal: "111 22".to_owned(),
        city: "Stockholm".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    }
}

/// A decimal from its text.
pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// An order of two lamps for 1,598.00 SEK, paid.
pub(crate) fn lamps() -> OrderSeed {
    OrderSeed {
        id: "5001".to_owned(),
        number: "1001".to_owned(),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", 2, dec("1598"))],
        billing: annas_address(),
        delivery: annas_address(),
        ..OrderSeed::default()
    }
}

impl World {
    /// Articles LAMP (25 %) and COFFEE (12 %).
    pub(crate) fn stock(&self) {
        self.article("LAMP", "25%");
        self.article("COFFEE", "12%");
    }

    /// An article whose coding has this VAT rate.
    pub(crate) fn article(&self, number: &str, rate: &str) -> Value {
        let codings = self.records("articleaccountcodings");
        let coding = codings
            .iter()
            .find(|coding| coding["VatRate"] == rate && coding["Type"] == "Goods");
        let coding = coding.expect("a coding for goods of this rate")["Id"].clone();
        self.sandbox
            .eaccounting()
            .add_article(json!({"Number": number, "Name": format!("Article {number}"), "CodingId": coding}))
            .unwrap()
    }

    /// A customer who is in eAccounting already.
    pub(crate) fn customer(&self, fields: Value) -> Value {
        self.sandbox.eaccounting().add_customer(fields).unwrap()
    }

    /// Anna as eAccounting has her, exactly as the flows would write her.
    pub(crate) fn anna_in_eaccounting(&self) -> Value {
        self.customer(json!({
            "Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "InvoiceAddress1": "Qvzxgatan 1",
            "InvoicePostalCode": "111 22", "InvoiceCity": "Stockholm", "InvoiceCountryCode": "SE",
        }))
    }

    /// Puts an order into ActiveCampaign.
    pub(crate) fn order(&self, seed: &OrderSeed) -> OrderKey {
        self.sandbox.activecampaign().add_order(seed)
    }

    /// Puts a contact into ActiveCampaign; its source.
    pub(crate) fn contact(&self, seed: &ContactSeed) -> String {
        format!("contact:{}", self.sandbox.activecampaign().add_contact(seed))
    }

    /// A quote for one lamp to a customer, accepted; its source.
    pub(crate) fn accepted_quote(&self, customer: &Value, article: &Value) -> String {
        let quote = self.sandbox.eaccounting().add_quote(json!({
            "CustomerId": customer["Id"], "Status": 2,
            "Rows": [{"ArticleId": article["Id"], "Text": "Desk lamp", "UnitPrice": 640, "Quantity": 1}],
        }));
        format!("quote:{}", quote.unwrap()["Id"].as_str().unwrap())
    }
}
