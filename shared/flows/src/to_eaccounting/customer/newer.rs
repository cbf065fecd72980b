//! Orders that a backfill brings: the customer may have a newer address by then.

use eaccounting::types::Customer as Found;
use jiff::Timestamp;
use mapping::Mapped;
use model::{Cause, CountryCode, Order, Problem, StepName, step};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::record::number;
use crate::JobContext;

/// The parts of an address.
const PARTS: [&str; 6] = [
    "Address1",
    "Address2",
    "PostalCode",
    "City",
    "CountryCode",
    "CustomerName",
];

/// The last order of a backfill that wrote a customer.
#[derive(Serialize, Deserialize)]
struct Backfilled {
    placed_at: Timestamp,
    /// The customer's last change after that: a later one is another's.
    changed_utc: Option<Timestamp>,
}

fn name_of(customer: &Found) -> String {
    format!("backfilled_order_of:{}", customer.id)
}

/// Other orders are sent when the shop sells them, or when a person has looked at them.
fn is_backfilled(ctx: &JobContext<'_>) -> bool {
    ctx.job.cause == Cause::Backfill
}

/// Remembers that an order of a backfill has written its customer's address, with these fields or as a new customer: what the customer has since is as old as the order.
///
/// # Errors
/// When the store failed.
pub(crate) async fn note_backfilled(
    ctx: &JobContext<'_>,
    order: &Order,
    written: &Found,
    fields: Option<&[String]>,
) -> Result<(), Problem> {
    let is_written = fields.is_none_or(|fields| {
        PARTS
            .iter()
            .any(|part| fields.contains(&format!("Invoice{part}")))
    });
    if !is_written || !is_backfilled(ctx) {
        return Ok(());
    }
    let order = Backfilled {
        placed_at: order.placed_at,
        changed_utc: written.changed_utc,
    };
    ctx.ports.ledger.remember(&name_of(written), &order).await
}

/// Leaves the addresses alone that a customer has got since an order of a backfill was placed. An address in another VAT area is
/// written all the same, since it decides about the order's VAT.
pub(super) async fn keep_newer_addresses(
    ctx: &mut JobContext<'_>,
    order: &Order,
    wanted: &mut Map<String, Value>,
    found: &Found,
    mapped: &Mapped,
) -> Result<(), Problem> {
    if !is_backfilled(ctx) {
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
    let number = number(found);
    let text = match kept.as_slice() {
        ["Invoice"] => step::keeps_invoice_address(number),
        ["Delivery"] => step::keeps_delivery_address(number),
        _ => step::keeps_addresses(number),
    };
    ctx.step(StepName::Customer, text);
    Ok(())
}

/// Whether a customer was changed after the order was placed, by somebody else than an older order of the backfill.
async fn is_newer(ctx: &JobContext<'_>, order: &Order, found: &Found) -> Result<bool, Problem> {
    let earlier = ctx
        .ports
        .ledger
        .remembered::<Backfilled>(&name_of(found))
        .await?
        .map(|earlier| earlier.value);
    Ok(match earlier {
        Some(earlier) if earlier.changed_utc == found.changed_utc => earlier.placed_at > order.placed_at,
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
