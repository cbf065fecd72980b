//! The account's data: tables of rows, each in the form in which the API returns it.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

pub(super) use super::table::Table;

/// One record, as a single read shows it: ids, numbers and dates as text.
pub(super) type Row = Map<String, Value>;

/// The account's time zone. Dates have its offset, as ActiveCampaign's do.
const ACCOUNT_OFFSET: Offset = jiff::tz::offset(-5);

/// The whole account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct State {
    pub(super) contacts: Table,
    pub(super) fields: Table,
    pub(super) field_values: Table,
    pub(super) tags: Table,
    pub(super) contact_tags: Table,
    pub(super) accounts: Table,
    pub(super) account_contacts: Table,
    pub(super) account_fields: Table,
    pub(super) account_field_data: Table,
    pub(super) deals: Table,
    pub(super) deal_fields: Table,
    pub(super) deal_field_data: Table,
    pub(super) pipelines: Table,
    pub(super) stages: Table,
    pub(super) notes: Table,
    pub(super) connections: Table,
    pub(super) ecom_customers: Table,
    pub(super) ecom_orders: Table,
    pub(super) ecom_products: Table,
    pub(super) ecom_discounts: Table,
    pub(super) webhooks: Table,
    pub(super) automations: Table,
    /// The GraphQL store, which is separate from the REST store.
    pub(super) orders: Table,
    /// The highest order number so far.
    pub(super) last_order: u64,
    pub(super) products: Table,
    pub(super) lists: Table,
    pub(super) contact_lists: Table,
    pub(super) custom_schemas: Table,
    pub(super) custom_records: Table,
    /// Orders from batches that are not written yet.
    pub(super) batches: Vec<super::graphql::Batch>,
    /// Events since the last time they were taken.
    #[serde(skip)]
    pub(super) events: Vec<super::events::Event>,
}

impl State {
    /// A new account: one pipeline.
    pub(super) fn new(now: Timestamp) -> Self {
        let mut state = Self::default().indexed();
        let pipeline = state.pipelines.insert(row(json!({
            "title": "Sales", "currency": "sek", "allgroups": "1", "allusers": "1", "autoassign": "1",
            "cdate": date(now), "udate": date(now),
        })));
        for (order, title) in ["To Contact", "Offer sent", "Order"].into_iter().enumerate() {
            state.stages.insert(row(json!({
                "title": title, "group": pipeline.to_string(), "order": (order + 1).to_string(), "color": "18D499",
                "width": "280", "dealOrder": "next-action DESC", "cardRegion1": "title", "cardRegion2": "next-action",
                "cardRegion3": "show-avatar", "cardRegion4": "contact-fullname-orgname", "cardRegion5": "value",
                "cdate": date(now), "udate": date(now),
            })));
        }
        state
    }
}

impl State {
    /// Indexes the fields that each order looks up, so that ten thousand orders are fast.
    pub(super) fn indexed(mut self) -> Self {
        self.contacts.index(&["email"]);
        self.field_values.index(&["contact"]);
        self.contact_tags.index(&["contact"]);
        self.account_contacts.index(&["contact"]);
        self.account_field_data.index(&["accountId"]);
        self.deals.index(&["contact"]);
        self.deal_field_data.index(&["dealId"]);
        self.orders.index(&["legacyConnectionId", "storeOrderId"]);
        self.products.index(&["legacyConnectionId", "storePrimaryId"]);
        self.ecom_orders.index(&["connectionid", "externalid"]);
        self.ecom_products.index(&["orderid"]);
        self.ecom_discounts.index(&["orderid"]);
        self.ecom_customers.index(&["connectionid", "externalid"]);
        self.ecom_customers.index(&["connectionid", "email"]);
        self
    }

    /// Records an order's number, from which the next one follows.
    pub(super) fn note_order(&mut self, id: &str) {
        self.last_order = self.last_order.max(id.parse().unwrap_or(0));
    }

    /// The order of a shop in the REST store, by the shop's own id for it.
    pub(super) fn rest_order(&self, connection: &str, external: &str) -> Option<u64> {
        let found = self
            .ecom_orders
            .lookup(&["connectionid", "externalid"], &[connection, external]);
        found
            .into_iter()
            .find(|(_, row)| text(row, "externalid") == external)
            .map(|(id, _)| id)
    }

    /// The contact with this address, ignoring case.
    pub(super) fn contact_by_email(&self, email: &str) -> Option<(u64, &Row)> {
        self.contacts.lookup(&["email"], &[email]).next()
    }
}

/// The object in a `json!({…})`.
pub(super) fn row(value: Value) -> Row {
    match value {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

/// A field as text, whatever its stored type.
pub(super) fn text(row: &Row, field: &str) -> String {
    text_of(row.get(field))
}

pub(super) fn text_of(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(flag)) => u8::from(*flag).to_string(),
        Some(other) => other.to_string(),
    }
}

/// A time in ActiveCampaign's format: to the second, with the account's offset.
pub(super) fn date(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::fixed(ACCOUNT_OFFSET))
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// The older format of custom field records: in the account's zone, with a space and no offset.
pub(super) fn plain_date(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::fixed(ACCOUNT_OFFSET))
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// A time from a filter or a field, with an offset or in the account's zone.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local = text.parse::<jiff::civil::DateTime>().ok()?;
    ACCOUNT_OFFSET.to_timestamp(local).ok()
}

/// An amount in the smallest unit, as in the REST API.
pub(super) fn cents(amount: Decimal) -> i64 {
    use rust_decimal::prelude::ToPrimitive as _;
    (amount * Decimal::ONE_HUNDRED)
        .round()
        .to_i64()
        .unwrap_or(i64::MAX)
}

/// An amount from JSON: a number, or a text that holds one.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    Decimal::from_str_exact(&text)
        .ok()
        .or_else(|| Decimal::from_scientific(&text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_carry_the_accounts_offset_and_are_read_with_or_without_one() {
        let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        assert_eq!(date(at), "2026-11-23T05:00:00-05:00");
        assert_eq!(plain_date(at), "2026-11-23 05:00:00");
        assert_eq!(instant("2026-11-23T05:00:00-05:00"), Some(at));
        assert_eq!(instant("2026-11-23T11:00:00+01:00"), Some(at));
        assert_eq!(instant("2026-11-23 05:00:00"), Some(at));
        assert_eq!(instant("2026-11-23"), instant("2026-11-23T00:00:00-05:00"));
        assert_eq!(instant("yesterday"), None);
    }
}
