//! Orders that come late: by a backfill, a replay, or after an outage. The customer may have a newer address by then.

use eaccounting::types::Customer as Found;
use jiff::{SignedDuration, Timestamp};
use mapping::Mapped;
use model::{CountryCode, Order, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::record::number;
use super::write::Change;
use crate::JobContext;

/// How long after it was placed an order counts as late.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// The parts of an address.
const PARTS: [&str; 6] = [
    "Address1",
    "Address2",
    "PostalCode",
    "City",
    "CountryCode",
    "CustomerName",
];

/// The last late order that wrote a customer.
#[derive(Serialize, Deserialize)]
struct LateOrder {
    placed_at: Timestamp,
    /// The customer's last change after that: a later one is somebody else's.
    changed_utc: Option<Timestamp>,
}

fn name_of(customer: &Found) -> String {
    format!("late_order_of:{}", customer.id)
}

fn is_late(ctx: &JobContext<'_>, order: &Order) -> bool {
    ctx.now().duration_since(order.placed_at) > LATE
}

/// Remembers that a late order has written its customer's address: what the customer has since is as old as the order.
///
/// # Errors
/// When the store failed.
pub(crate) async fn note_late(
    ctx: &JobContext<'_>,
    order: &Order,
    written: &Found,
    change: &Change,
) -> Result<(), Problem> {
    let is_written = match change {
        Change::Created => true,
        Change::Updated(fields) => PARTS
            .iter()
            .any(|part| fields.contains(&format!("Invoice{part}"))),
        Change::Unchanged | Change::DryRun => false,
    };
    if !is_written || !is_late(ctx, order) {
        return Ok(());
    }
    let late = LateOrder {
        placed_at: order.placed_at,
        changed_utc: written.changed_utc,
    };
    ctx.ports.ledger.remember(&name_of(written), &late).await
}

/// Leaves the addresses alone that a customer has got since a late order was placed. An address in another VAT area is
/// written all the same, since it decides about the order's VAT.
pub(super) async fn keep_newer_addresses(
    ctx: &mut JobContext<'_>,
    order: &Order,
    wanted: &mut Map<String, Value>,
    found: &Found,
    mapped: &Mapped,
) -> Result<(), Problem> {
    if !is_late(ctx, order) {
        return Ok(());
    }
    let before = found.fields.to_map();
    let kept: Vec<&str> = ["Invoice", "Delivery"]
        .into_iter()
        .filter(|side| would_replace(side, wanted, &before, mapped))
        .collect();
    if kept.is_empty() || !is_newer(ctx, order, found).await? {
        return Ok(());
    }
    for side in &kept {
        for part in PARTS {
            wanted.remove(&format!("{side}{part}"));
        }
    }
    let text = format!(
        "customer {} was changed after the order was placed and keeps its address ({})",
        number(found),
        kept.join(", ").to_lowercase()
    );
    ctx.step("customer", text);
    Ok(())
}

/// Whether a customer was changed after the order was placed, by somebody else than an older order that came late.
async fn is_newer(ctx: &JobContext<'_>, order: &Order, found: &Found) -> Result<bool, Problem> {
    let late = ctx
        .ports
        .ledger
        .remembered::<LateOrder>(&name_of(found))
        .await?
        .map(|late| late.value);
    Ok(match late {
        Some(late) if late.changed_utc == found.changed_utc => late.placed_at > order.placed_at,
        _ => found.changed_utc > Some(order.placed_at),
    })
}

/// Whether an address of the customer's would be replaced by another of the same VAT area.
fn would_replace(
    side: &str,
    wanted: &Map<String, Value>,
    before: &Map<String, Value>,
    mapped: &Mapped,
) -> bool {
    fn text<'a>(fields: &'a Map<String, Value>, side: &str, part: &str) -> &'a str {
        let text = fields.get(&format!("{side}{part}")).and_then(Value::as_str);
        text.unwrap_or_default().trim()
    }
    // What stands for a missing city or postcode is no address.
    let has_address = !text(before, side, "Address1").is_empty();
    let differs = PARTS.iter().any(|part| {
        let field = format!("{side}{part}");
        wanted.contains_key(&field) && text(wanted, side, part) != text(before, side, part)
    });
    let area = |fields: &Map<String, Value>| {
        let code = [fields, before]
            .into_iter()
            .map(|fields| text(fields, side, "CountryCode"))
            .find(|code| !code.is_empty())?;
        let country = code.parse::<CountryCode>().ok()?;
        Some(places::locate(&country.into(), Some(text(fields, side, "PostalCode"))).area)
    };
    has_address && differs && area(&mapped.fields) == area(before)
}
