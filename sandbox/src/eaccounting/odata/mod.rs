//! The part of OData that the vendor documents: `$filter`, `$orderby`, `$select`.
//!
//! Text is lexed and parsed into an expression once, checked against the model's table, and then evaluated for each
//! record. A filter that can't be parsed, or uses a property without a filter, is error 6000; an invalid date is 6001.

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

/// A whole number calculated from a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Length,
    Year,
    Month,
    Day,
    Hour,
}

/// One side of a comparison.
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
    /// A boolean property used as a condition.
    Flag(String),
    /// `Rows/any(r: …)`, in which properties are the row's.
    Any(String, Box<Filter>),
}

impl Filter {
    /// Checks each property against the model: an unknown or not filterable one is 6000.
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

    /// A text that a property must equal for the filter to match, if there is one. A table uses it for an index lookup.
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
        // Testing whether a property is filterable is not a violation.
        Err(Refusal::new(
            6000,
            format!("The property '{property}' cannot be used in the $filter query option."),
        ))
    }
}

/// A constant must have the type of the property it is compared with. An invalid date in quotes is 6001.
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

/// Parses `$orderby`: properties with `asc` or `desc`, most significant first.
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

/// Parses `$select`: properties of the model.
pub(crate) fn parse_select(text: &str, model: &'static Model) -> Result<Vec<String>, Refusal> {
    let names = text.split(',').map(str::trim);
    names
        .map(|name| known(model, name, &|_| true).map(|_| name.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests;
