//! `searchOrder` and `searchProduct`: filters (all must match), sorting, pages.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::schema::{Kind, Type};
use crate::activecampaign::state::{Row, decimal, text_of};

const DEFAULT_LIMIT: i64 = 20;
const MAX_LIMIT: i64 = 100;

/// The matching rows in order, limited to the requested page.
pub(super) fn search(
    rows: Vec<Row>,
    of: &'static Type,
    filter: &Map<String, Value>,
) -> Result<Vec<Row>, String> {
    let page = filter.get("pagination").and_then(Value::as_object);
    let number = |name| page.and_then(|page| page.get(name)).and_then(Value::as_i64);
    let (offset, limit) = (
        number("offset").unwrap_or(0),
        number("limit").unwrap_or(DEFAULT_LIMIT),
    );
    if offset < 0 {
        return Err("pagination.offset must be at least 0.".to_owned());
    }
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(format!(
            "pagination.limit must be over 0 and at most {MAX_LIMIT}."
        ));
    }
    let mut rows: Vec<Row> = rows.into_iter().filter(|row| fits(row, of, filter)).collect();
    // The first sort key is the most significant: stable sorts run from the last key to the first.
    for (name, condition) in filter.iter().rev() {
        let (Some(direction), Some(field)) = (condition.get("sort").and_then(Value::as_str), of.field(name))
        else {
            continue;
        };
        rows.sort_by(|a, b| {
            let ordering = compare(field.kind, a.get(name), b.get(name));
            if direction == "DESC" {
                ordering.reverse()
            } else {
                ordering
            }
        });
    }
    let (offset, limit) = (
        usize::try_from(offset).unwrap_or(0),
        usize::try_from(limit).unwrap_or(0),
    );
    Ok(rows.into_iter().skip(offset).take(limit).collect())
}

fn fits(row: &Row, of: &'static Type, filter: &Map<String, Value>) -> bool {
    filter
        .iter()
        .filter(|(name, _)| *name != "pagination")
        .all(|(name, condition)| {
            let (Some(field), Some(condition)) = (of.field(name), condition.as_object()) else {
                return true;
            };
            if let Kind::Object(part) = field.kind {
                let empty = Map::new();
                return fits(
                    row.get(name).and_then(Value::as_object).unwrap_or(&empty),
                    part,
                    condition,
                );
            }
            let Some(wanted) = condition.get("value") else {
                return true;
            };
            let found = row.get(name);
            let ordering = compare(field.kind, found, Some(wanted));
            match condition.get("filterOperator").and_then(Value::as_str) {
                Some("CONTAINS") => text_of(found)
                    .to_lowercase()
                    .contains(&text_of(Some(wanted)).to_lowercase()),
                // A record without a value is neither greater nor less.
                _ if found.is_none_or(Value::is_null) => false,
                Some("LT") => ordering == Ordering::Less,
                Some("LTE") => ordering != Ordering::Greater,
                Some("GT") => ordering == Ordering::Greater,
                Some("GTE") => ordering != Ordering::Less,
                _ => ordering == Ordering::Equal,
            }
        })
}

fn compare(kind: Kind, a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match kind {
        Kind::Int | Kind::Decimal => a.and_then(decimal).cmp(&b.and_then(decimal)),
        _ => text_of(a).cmp(&text_of(b)),
    }
}
