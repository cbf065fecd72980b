use std::cmp::Ordering;

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::{Comparison, Filter, Literal, Operand, Part, TextTest};
use crate::eaccounting::doc::{Doc, decimal, instant};
use crate::eaccounting::model::{Kind, Model};

/// Whether a record matches a filter that was checked against its model. `fold` makes text comparisons
/// case-insensitive, as the vendor's database probably does.
pub(crate) fn matches(filter: &Filter, doc: &Doc, model: &'static Model, fold: bool) -> bool {
    match filter {
        Filter::And(left, right) => matches(left, doc, model, fold) && matches(right, doc, model, fold),
        Filter::Or(left, right) => matches(left, doc, model, fold) || matches(right, doc, model, fold),
        Filter::Not(inner) => !matches(inner, doc, model, fold),
        Filter::Flag(property) => doc.flag(property),
        Filter::Compare(left, comparison, right) => holds(
            *comparison,
            &operand(left, doc, model),
            &operand(right, doc, model),
            fold,
        ),
        Filter::Text(test, property, text) => {
            let value = doc.text(property).unwrap_or_default();
            let (value, text) = (folded(value, fold), folded(text, fold));
            match test {
                TextTest::StartsWith => value.starts_with(&text),
                TextTest::EndsWith => value.ends_with(&text),
                TextTest::Contains => value.contains(&text),
            }
        }
        Filter::Any(list, inner) => {
            let Some(Kind::List(Kind::Object(row))) = model.field(list).map(|field| field.kind) else {
                return false;
            };
            let rows = doc.value(list).and_then(Value::as_array);
            let mut rows = rows.into_iter().flatten().filter_map(Value::as_object);
            rows.any(|fields| matches(inner, &Doc::from(fields.clone()), row, fold))
        }
    }
}

/// Compares two records by `$orderby`. Null sorts first.
pub(crate) fn order(keys: &[(String, bool)], left: &Doc, right: &Doc, model: &'static Model) -> Ordering {
    for (property, descending) in keys {
        let (a, b) = (value(property, left, model), value(property, right, model));
        let ordering = compare(&a, &b, true).unwrap_or(Ordering::Equal);
        let ordering = if *descending { ordering.reverse() } else { ordering };
        if ordering.is_ne() {
            return ordering;
        }
    }
    Ordering::Equal
}

fn folded(text: &str, fold: bool) -> String {
    if fold {
        text.to_lowercase()
    } else {
        text.to_owned()
    }
}

fn operand(operand: &Operand, doc: &Doc, model: &'static Model) -> Literal {
    match operand {
        Operand::Literal(literal) => literal.clone(),
        Operand::Property(property) => value(property, doc, model),
        Operand::Negative(property) => Literal::Number(-doc.decimal(property)),
        Operand::Part(part, property) => part_of(*part, &value(property, doc, model)),
    }
}

fn part_of(part: Part, value: &Literal) -> Literal {
    let number = match (part, value) {
        (Part::Length, Literal::Text(text)) => text.chars().count(),
        (Part::Year | Part::Month | Part::Day | Part::Hour, Literal::Instant(at)) => {
            let at = TimeZone::UTC.to_datetime(*at);
            let number = match part {
                Part::Year => i64::from(at.year()),
                Part::Month => i64::from(at.month()),
                Part::Day => i64::from(at.day()),
                Part::Hour | Part::Length => i64::from(at.hour()),
            };
            return Literal::Number(Decimal::from(number));
        }
        _ => return Literal::Null,
    };
    Literal::Number(Decimal::from(number))
}

/// A property, in the type that the model defines.
fn value(property: &str, doc: &Doc, model: &'static Model) -> Literal {
    let (Some(field), Some(value)) = (model.field(property), doc.value(property)) else {
        return Literal::Null;
    };
    let read = match field.kind {
        Kind::AnyText | Kind::Text(_) => value.as_str().map(|text| Literal::Text(text.to_owned())),
        Kind::Uuid => value
            .as_str()
            .and_then(|text| text.parse::<Uuid>().ok())
            .map(Literal::Guid),
        Kind::Date => value.as_str().and_then(instant).map(Literal::Instant),
        Kind::Bool => value.as_bool().map(Literal::Bool),
        Kind::Int | Kind::Choice(..) | Kind::Number(_) | Kind::Within(..) => {
            decimal(value).map(Literal::Number)
        }
        Kind::Object(_) | Kind::List(_) => None,
    };
    read.unwrap_or(Literal::Null)
}

/// Comparisons with null are false, except equality with null itself.
fn holds(comparison: Comparison, left: &Literal, right: &Literal, fold: bool) -> bool {
    let ordering = compare(left, right, fold);
    match comparison {
        Comparison::Eq => ordering == Some(Ordering::Equal),
        Comparison::Ne => ordering != Some(Ordering::Equal),
        _ if *left == Literal::Null || *right == Literal::Null => false,
        Comparison::Gt => ordering == Some(Ordering::Greater),
        Comparison::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Lt => ordering == Some(Ordering::Less),
        Comparison::Le => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
    }
}

fn compare(left: &Literal, right: &Literal, fold: bool) -> Option<Ordering> {
    match (left, right) {
        (Literal::Null, Literal::Null) => Some(Ordering::Equal),
        (Literal::Null, _) => Some(Ordering::Less),
        (_, Literal::Null) => Some(Ordering::Greater),
        (Literal::Text(a), Literal::Text(b)) => Some(folded(a, fold).cmp(&folded(b, fold))),
        (Literal::Number(a), Literal::Number(b)) => Some(a.cmp(b)),
        (Literal::Bool(a), Literal::Bool(b)) => Some(a.cmp(b)),
        (Literal::Guid(a), Literal::Guid(b)) => Some(a.cmp(b)),
        (Literal::Instant(a), Literal::Instant(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
