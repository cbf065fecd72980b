//! One rule: an expression, read, checked and ready to be evaluated.

use std::cell::OnceCell;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Context as Scope, Evaluator, EvaluatorError, EvaluatorOptions};
use jsonata_core::value::JValue;
use rust_decimal::prelude::ToPrimitive;

use super::check::{find_word, unknown_names};
use super::coerce::Outcome;
use super::document::{Record, View};
use super::fast::{Fast, decimal};
use super::helpers::{self, Helper};
use super::mapped::Target;
use super::syntax::{self, OWN, SyntaxError};

/// An expression in the form in which it is evaluated.
#[derive(Debug)]
pub(crate) enum Compiled {
    /// Natively.
    Fast(Fast),
    /// By the engine.
    Engine(AstNode),
}

/// Why an expression failed on a record, in words that hold no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) text: String,
    /// Whether the record's data is at fault, and not the rule.
    pub(crate) by_data: bool,
}

/// One record with its source document, which is built on first use.
pub(crate) struct Source<'a> {
    pub(crate) record: Record<'a>,
    document: OnceCell<JValue>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(record: Record<'a>) -> Self {
        Self {
            record,
            document: OnceCell::new(),
        }
    }

    /// The whole source document.
    pub(crate) fn document(&self) -> &JValue {
        self.document.get_or_init(|| View::Root(self.record).to_value())
    }
}

impl Compiled {
    /// Reads an expression for a target.
    ///
    /// # Errors
    /// Syntax, and names that nothing has, each with its place in the expression.
    pub(crate) fn new(expression: &str, target: Target) -> Result<Self, Vec<SyntaxError>> {
        let ast = syntax::parse(expression).map_err(|error| vec![error])?;
        let unknown: Vec<SyntaxError> = unknown_names(&ast, target)
            .into_iter()
            .map(|unknown| SyntaxError {
                at: find_word(expression, &unknown.name),
                message: unknown.message,
            })
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Ok(match Fast::compile(&ast, target) {
            Some(fast) => Self::Fast(fast),
            None => Self::Engine(ast),
        })
    }

    /// Evaluates it on a record.
    ///
    /// # Errors
    /// Why it failed.
    pub(crate) fn evaluate<'a>(&'a self, source: &'a Source<'a>) -> Result<Outcome<'a>, Failure> {
        match self {
            Self::Fast(fast) => fast.evaluate(source.record).map_err(|expected| Failure {
                text: format!("expected {expected}"),
                by_data: true,
            }),
            Self::Engine(ast) => engine(ast, source.document()),
        }
    }
}

/// Evaluates by the engine, with our functions, within bounds of time and size.
pub(crate) fn engine(ast: &AstNode, document: &JValue) -> Result<Outcome<'static>, Failure> {
    once_more_when_late(|milliseconds| within(milliseconds, ast, document))
        .map(self::outcome)
        .map_err(|error| failure(&error))
}

/// Evaluates with a time limit, and once more with a longer one: the clock goes on while the machine stands still, which is no
/// fault of the rule's.
fn once_more_when_late(
    mut evaluate: impl FnMut(u64) -> Result<JValue, EvaluatorError>,
) -> Result<JValue, EvaluatorError> {
    match evaluate(250) {
        Err(error) if syntax::is_timeout(&error.to_string()) => evaluate(1_000),
        outcome => outcome,
    }
}

fn within(milliseconds: u64, ast: &AstNode, document: &JValue) -> Result<JValue, EvaluatorError> {
    // A new evaluator each time: a variable that one expression binds must not be seen by the next record's.
    let mut evaluator = Evaluator::with_options(
        Scope::new(),
        EvaluatorOptions {
            timeout_ms: Some(milliseconds),
            max_stack_depth: Some(500),
            max_sequence_length: Some(20_000),
            cancel: None,
        },
    );
    for (name, helper) in Helper::ALL {
        // This fails only for a name that the engine reserves; a test calls each function.
        let _ = evaluator.register_fn(name, move |arguments: &[JValue]| call(helper, arguments));
    }
    evaluator.evaluate(ast, document)
}

fn failure(error: &EvaluatorError) -> Failure {
    let message = error.to_string();
    Failure {
        text: syntax::failure_in_words(&message),
        by_data: message.contains(OWN) && message.contains(EXPECTED_VALUE),
    }
}

const EXPECTED_VALUE: &str = "expected ";

fn outcome(value: JValue) -> Outcome<'static> {
    match value {
        JValue::Null | JValue::Undefined => Outcome::Nothing,
        JValue::String(text) => Outcome::Text(text.as_ref().to_owned().into()),
        JValue::Bool(flag) => Outcome::Flag(flag),
        JValue::Number(number) => {
            decimal(number).map_or(Outcome::Other("a number out of range"), Outcome::Number)
        }
        JValue::Array(items) if items.is_empty() => Outcome::Nothing,
        JValue::Array(items) => {
            let texts: Option<Vec<String>> = items
                .iter()
                .map(|item| item.as_str().map(ToOwned::to_owned))
                .collect();
            texts.map_or(
                Outcome::Other("a list of other things than texts"),
                Outcome::Texts,
            )
        }
        JValue::Object(_) => Outcome::Other("an object"),
        _ => Outcome::Other("a function"),
    }
}

/// Calls one of our functions with the engine's values. Nothing in gives nothing out, as JSONata's own functions do.
fn call(helper: Helper, arguments: &[JValue]) -> Result<JValue, EvaluatorError> {
    let usage = || EvaluatorError::EvaluationError(format!("{OWN} a function is used as {}", helper.usage()));
    let (first, rest) = arguments.split_first().ok_or_else(usage)?;
    let most = match helper {
        Helper::OrganisationNumber | Helper::Phone | Helper::Shorten => 1,
        _ => 0,
    };
    if rest.len() > most {
        return Err(usage());
    }
    if first.is_undefined() || first.is_null() {
        return Ok(JValue::Undefined);
    }
    if helper == Helper::Money && first.is_number() {
        return Ok(first.clone());
    }
    let text = first.as_str().ok_or_else(usage)?;
    let some = |text: Option<String>| text.map_or(JValue::Undefined, JValue::from);
    let country = || match rest.first() {
        None => Ok(None),
        Some(country) if country.is_undefined() || country.is_null() => Ok(None),
        Some(country) => country.as_str().map(Some).ok_or_else(usage),
    };
    Ok(match helper {
        Helper::CountryCode => JValue::from(helpers::country(text).map_err(|expected| {
            EvaluatorError::EvaluationError(format!("{OWN} {EXPECTED_VALUE}{expected}"))
        })?),
        Helper::Money => helpers::money(text)
            .and_then(|amount| amount.to_f64())
            .map_or(JValue::Undefined, JValue::from),
        Helper::OrganisationNumber => some(helpers::organisation_number(text, country()?)),
        Helper::Phone => some(helpers::phone(text, country()?)),
        Helper::Shorten => {
            let max = rest
                .first()
                .and_then(JValue::as_i64)
                .and_then(|max| usize::try_from(max).ok())
                .ok_or_else(usage)?;
            JValue::from(helpers::cut(text, max))
        }
        Helper::SplitStreet => {
            let (street, number) = helpers::split_street(text);
            JValue::object(
                [("street", Some(street)), ("number", number)]
                    .into_iter()
                    .filter_map(|(key, value)| Some((key.to_owned(), JValue::from(value?))))
                    .collect(),
            )
        }
        Helper::Strip => JValue::from(helpers::strip(text)),
        Helper::VatNumber => some(helpers::vat_number(text)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: &str = "D1012: Evaluation timeout exceeded (250ms)";

    /// What comes of evaluations that end so, and the time limits that they had.
    fn played(ends: &[Result<f64, &str>]) -> (Result<JValue, String>, Vec<u64>) {
        let mut limits = Vec::new();
        let end = once_more_when_late(|milliseconds| {
            limits.push(milliseconds);
            ends[limits.len() - 1]
                .map(JValue::from)
                .map_err(|message| EvaluatorError::EvaluationError(message.to_owned()))
        });
        (end.map_err(|error| error.to_string()), limits)
    }

    #[test]
    fn a_rule_that_is_late_is_evaluated_once_more_with_more_time() {
        let (end, limits) = played(&[Err(LATE), Ok(7.0)]);
        assert_eq!((end, limits), (Ok(JValue::from(7.0)), vec![250, 1_000]));
    }

    #[test]
    fn a_rule_that_is_late_twice_or_wrong_fails() {
        let (end, limits) = played(&[Err(LATE), Err(LATE)]);
        assert!(end.is_err_and(|error| syntax::is_timeout(&error)));
        assert_eq!(limits.len(), 2);
        let (end, limits) = played(&[Err("T2001: The left side must be a number")]);
        assert!(end.is_err());
        assert_eq!(limits, [250]);
    }
}
