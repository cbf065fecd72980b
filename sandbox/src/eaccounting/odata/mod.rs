//! The part of OData that the vendor's documents describe: `$filter`, `$orderby`, `$select`.
//!
//! A real, small language: text is lexed and parsed into an expression once, checked against the model's table, and
//! then asked of each record. What can't be read, or isn't filterable, is error 6000; a bad date is 6001.

mod eval;
mod lexer;
mod parser;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::error::Refusal;
use super::model::{Kind, Model};
pub(crate) use eval::{matches, order};
pub(crate) use parser::parse;

/// A constant in a filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    Null,
    Text(String),
    Number(Decimal),
    Bool(bool),
    Guid(Uuid),
    Instant(jiff::Timestamp),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// A test of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
}

/// A whole number made from a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Length,
    Year,
    Month,
    Day,
    Hour,
}

/// What stands on a side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Literal(Literal),
    Property(String),
    /// `length(Name)`, `year(ChangedUtc)` …
    Part(Part, String),
    /// `-TotalAmount`.
    Negative(String),
}

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare(Operand, Comparison, Operand),
    Text(TextTest, String, String),
    /// A property that is true or false by itself.
    Flag(String),
    /// `Rows/any(r: …)`; within, properties are the row's.
    Any(String, Box<Filter>),
}

impl Filter {
    /// Checks every property against the model: unknown, or not filterable, is 6000.
    pub(crate) fn check(
        &self,
        model: &'static Model,
        filterable: &dyn Fn(&str) -> bool,
    ) -> Result<(), Refusal> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.check(model, filterable)?;
                right.check(model, filterable)
            }
            Self::Not(inner) => inner.check(model, filterable),
            Self::Compare(left, _, right) => {
                let left_kind = left.kind(model, filterable)?;
                let right_kind = right.kind(model, filterable)?;
                comparable(left, left_kind, right)?;
                comparable(right, right_kind, left)
            }
            Self::Text(_, property, _) => match known(model, property, filterable)? {
                Kind::AnyText | Kind::Text(_) => Ok(()),
                _ => Err(bad(format!("{property} is not a text."))),
            },
            Self::Flag(property) => match known(model, property, filterable)? {
                Kind::Bool => Ok(()),
                _ => Err(bad(format!("{property} is not true or false."))),
            },
            Self::Any(property, inner) => match known(model, property, filterable)? {
                Kind::List(Kind::Object(row)) => inner.check(row, &|_| true),
                _ => Err(bad(format!("{property} is not a list of rows."))),
            },
        }
    }

    /// A text that a property must equal for the filter to be true, if there is one: lets a table use its index.
    pub(crate) fn must_equal(&self, is_indexed: &dyn Fn(&str) -> bool) -> Option<(&str, String)> {
        match self {
            Self::And(left, right) => left
                .must_equal(is_indexed)
                .or_else(|| right.must_equal(is_indexed)),
            Self::Compare(Operand::Property(property), Comparison::Eq, Operand::Literal(literal))
            | Self::Compare(Operand::Literal(literal), Comparison::Eq, Operand::Property(property))
                if is_indexed(property) =>
            {
                match literal {
                    Literal::Text(text) => Some((property, text.clone())),
                    Literal::Guid(guid) => Some((property, guid.to_string())),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Operand {
    fn kind(
        &self,
        model: &'static Model,
        filterable: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Kind>, Refusal> {
        match self {
            Self::Literal(_) => Ok(None),
            Self::Property(property) => known(model, property, filterable).map(Some),
            Self::Negative(property) | Self::Part(_, property) => {
                known(model, property, filterable)?;
                Ok(Some(Kind::Number(9)))
            }
        }
    }
}

fn known(model: &'static Model, property: &str, filterable: &dyn Fn(&str) -> bool) -> Result<Kind, Refusal> {
    let field = model.field(property).ok_or_else(|| {
        bad(format!(
            "Could not find a property named '{property}' on type '{}'.",
            model.name
        ))
    })?;
    if filterable(property) {
        Ok(field.kind)
    } else {
        // To ask whether a property can be filtered by is no fault of the caller's.
        Err(Refusal::new(
            6000,
            format!("The property '{property}' cannot be used in the $filter query option."),
        ))
    }
}

/// A constant must be of the type of the property beside it; a date in quotes is a bad date (6001).
fn comparable(side: &Operand, kind: Option<Kind>, other: &Operand) -> Result<(), Refusal> {
    let (Some(kind), Operand::Literal(literal)) = (kind, other) else {
        return Ok(());
    };
    let fits = match (kind, literal) {
        (_, Literal::Null)
        | (Kind::AnyText | Kind::Text(_), Literal::Text(_))
        | (Kind::Uuid, Literal::Guid(_))
        | (Kind::Date, Literal::Instant(_))
        | (Kind::Bool, Literal::Bool(_))
        | (Kind::Int | Kind::Choice(..) | Kind::Number(_) | Kind::Within(..), Literal::Number(_)) => true,
        (Kind::Date, _) => {
            return Err(Refusal::breach(
                6001,
                "The date in the $filter is not a valid date.",
            ));
        }
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let what = match side {
        Operand::Property(property) => property.as_str(),
        _ => "expression",
    };
    Err(bad(format!(
        "A value of this type can't be compared with {what}."
    )))
}

fn bad(message: String) -> Refusal {
    Refusal::breach(6000, message)
}

/// Reads `$orderby`: properties with `asc` or `desc`, the first the most important.
pub(crate) fn parse_order(text: &str, model: &'static Model) -> Result<Vec<(String, bool)>, Refusal> {
    let mut keys = Vec::new();
    for part in text.split(',') {
        let mut words = part.split_whitespace();
        let property = words
            .next()
            .ok_or_else(|| bad("$orderby holds an empty part.".to_owned()))?;
        let descending = match (words.next(), words.next()) {
            (None | Some("asc"), None) => false,
            (Some("desc"), None) => true,
            _ => return Err(bad(format!("$orderby can't be read at '{property}'."))),
        };
        known(model, property, &|_| true)?;
        keys.push((property.to_owned(), descending));
    }
    Ok(keys)
}

/// Reads `$select`: properties of the model.
pub(crate) fn parse_select(text: &str, model: &'static Model) -> Result<Vec<String>, Refusal> {
    let names = text.split(',').map(str::trim);
    names
        .map(|name| known(model, name, &|_| true).map(|_| name.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests;
