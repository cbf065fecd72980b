//! The native form of simple expressions.
//!
//! Most rules are a path, a few texts put together, a choice, or one of our functions. These are evaluated directly on
//! the typed records; the engine would first need the whole document in its own values, which costs more than all rules
//! together. Only what means exactly the same in both forms has a native one: a test holds them against each other.

use std::borrow::Cow;

use jsonata_core::ast::{AstNode, BinaryOp, PathStep};
use rust_decimal::Decimal;

use super::coerce::Outcome;
use super::document::{Record, Shape, View};
use super::helpers::{self, Helper};
use super::mapped::Target;

/// A simple expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fast {
    Nothing,
    Text(String),
    Flag(bool),
    Path(Vec<String>),
    /// `a & b & c`.
    Joined(Vec<Fast>),
    /// `a ? b : c`; `c` may be nothing.
    Choice(Box<Fast>, Box<Fast>, Box<Fast>),
    /// `a ?? b`.
    Else(Box<Fast>, Box<Fast>),
    /// One of our functions of one text.
    Call(Helper, Box<Fast>),
}

/// The type of a native expression's result: it decides whether the expression can be part of another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// A text, a boolean, or nothing: can be joined and tested without conversion.
    Plain,
    /// A number, which the engine formats in its own way.
    Number,
    /// A list.
    List,
}

impl Fast {
    /// The native form of an expression; `None` when it needs the engine.
    pub(crate) fn compile(node: &AstNode, target: Target) -> Option<Self> {
        compile(node, target).map(|(fast, _)| fast)
    }

    /// Evaluates it.
    ///
    /// # Errors
    /// What one of our functions expected.
    pub(crate) fn evaluate<'a>(&'a self, record: Record<'a>) -> Result<Outcome<'a>, String> {
        Ok(match self {
            Self::Nothing => Outcome::Nothing,
            Self::Text(text) => Outcome::Text(Cow::Borrowed(text)),
            Self::Flag(flag) => Outcome::Flag(*flag),
            Self::Path(path) => {
                let mut view = View::Root(record);
                for key in path {
                    view = view.get(key);
                }
                match view {
                    View::Text(text) => Outcome::Text(text),
                    View::Number(number) => Outcome::Number(number),
                    View::Flag(flag) => Outcome::Flag(flag),
                    View::Texts(texts) => Outcome::Texts(texts.into_iter().map(Cow::into_owned).collect()),
                    _ => Outcome::Nothing,
                }
            }
            Self::Joined(parts) => {
                let mut text = String::new();
                for part in parts {
                    match part.evaluate(record)? {
                        Outcome::Text(part) => text.push_str(&part),
                        Outcome::Flag(flag) => text.push_str(if flag { "true" } else { "false" }),
                        _ => {}
                    }
                }
                Outcome::Text(text.into())
            }
            Self::Choice(condition, then, otherwise) => {
                let holds = match condition.evaluate(record)? {
                    Outcome::Text(text) => !text.is_empty(),
                    Outcome::Flag(flag) => flag,
                    _ => false,
                };
                if holds {
                    then.evaluate(record)?
                } else {
                    otherwise.evaluate(record)?
                }
            }
            Self::Else(first, second) => match first.evaluate(record)? {
                Outcome::Nothing => second.evaluate(record)?,
                outcome => outcome,
            },
            Self::Call(helper, argument) => match argument.evaluate(record)? {
                Outcome::Text(text) => match helper {
                    Helper::CountryCode => Outcome::Text(helpers::country(&text)?.into()),
                    Helper::VatNumber => {
                        helpers::vat_number(&text).map_or(Outcome::Nothing, |n| Outcome::Text(n.into()))
                    }
                    _ => Outcome::Text(helpers::strip(&text).into()),
                },
                _ => Outcome::Nothing,
            },
        })
    }
}

fn compile(node: &AstNode, target: Target) -> Option<(Fast, Gives)> {
    Some(match node {
        AstNode::String(text) => (Fast::Text(text.clone()), Gives::Plain),
        AstNode::Boolean(flag) => (Fast::Flag(*flag), Gives::Plain),
        AstNode::Path { steps } => path(steps, target)?,
        AstNode::Block(inner) => match inner.as_slice() {
            [one] => compile(one, target)?,
            _ => return None,
        },
        AstNode::Binary {
            op: BinaryOp::Concatenate,
            lhs,
            rhs,
        } => {
            let mut parts = Vec::new();
            for side in [lhs, rhs] {
                match plain(side, target)? {
                    Fast::Joined(inner) => parts.extend(inner),
                    other => parts.push(other),
                }
            }
            (Fast::Joined(parts), Gives::Plain)
        }
        AstNode::Binary {
            op: BinaryOp::Coalesce,
            lhs,
            rhs,
        } => {
            let (first, one) = compile(lhs, target)?;
            let (second, other) = compile(rhs, target)?;
            (Fast::Else(first.into(), second.into()), either(one, other))
        }
        AstNode::Conditional {
            condition,
            then_branch,
            else_branch,
        } => {
            let condition = plain(condition, target)?;
            let (then, one) = compile(then_branch, target)?;
            let (otherwise, other) = match else_branch {
                Some(branch) => compile(branch, target)?,
                None => (Fast::Nothing, Gives::Plain),
            };
            (
                Fast::Choice(condition.into(), then.into(), otherwise.into()),
                either(one, other),
            )
        }
        AstNode::Function { name, args, .. } => {
            let helper = Helper::named(name)
                .filter(|helper| matches!(helper, Helper::CountryCode | Helper::VatNumber | Helper::Strip))?;
            let [argument] = args.as_slice() else {
                return None;
            };
            // Only a text, or nothing: for other types, the engine's form reports the error.
            if !gives_text(argument, target) {
                return None;
            }
            (Fast::Call(helper, plain(argument, target)?.into()), Gives::Plain)
        }
        _ => return None,
    })
}

fn plain(node: &AstNode, target: Target) -> Option<Fast> {
    match compile(node, target)? {
        (fast, Gives::Plain) => Some(fast),
        _ => None,
    }
}

fn either(one: Gives, other: Gives) -> Gives {
    if one == Gives::Plain { other } else { one }
}

fn gives_text(node: &AstNode, target: Target) -> bool {
    match node {
        AstNode::String(_) => true,
        AstNode::Path { steps } => names(steps).and_then(|path| shape_of(&path, target)) == Some(Shape::Text),
        AstNode::Block(inner) => matches!(inner.as_slice(), [one] if gives_text(one, target)),
        AstNode::Binary {
            op: BinaryOp::Coalesce,
            lhs,
            rhs,
        } => gives_text(lhs, target) && gives_text(rhs, target),
        AstNode::Binary {
            op: BinaryOp::Concatenate,
            ..
        } => true,
        AstNode::Conditional {
            then_branch,
            else_branch,
            ..
        } => {
            gives_text(then_branch, target)
                && else_branch
                    .as_ref()
                    .is_none_or(|branch| gives_text(branch, target))
        }
        _ => false,
    }
}

fn path(steps: &[PathStep], target: Target) -> Option<(Fast, Gives)> {
    let path = names(steps)?;
    let gives = match shape_of(&path, target)? {
        Shape::Text | Shape::Flag => Gives::Plain,
        Shape::Number => Gives::Number,
        Shape::Texts => Gives::List,
        _ => return None,
    };
    Some((Fast::Path(path), gives))
}

/// The names of a path that is nothing but names.
fn names(steps: &[PathStep]) -> Option<Vec<String>> {
    steps
        .iter()
        .map(|step| match &step.node {
            AstNode::Name(name)
                if step.stages.is_empty()
                    && step.focus.is_none()
                    && step.index_var.is_none()
                    && step.ancestor_label.is_none()
                    && !step.is_tuple
                    && !step.inner_tuple =>
            {
                Some(name.clone())
            }
            _ => None,
        })
        .collect()
}

/// The value at a path; `None` if the path goes through a list, which JSONata maps over.
fn shape_of(path: &[String], target: Target) -> Option<Shape> {
    let mut shape = Shape::Root(target);
    for key in path {
        if shape.item() != shape {
            return None;
        }
        shape = shape.entry(key)?;
    }
    Some(shape)
}

/// A number from the engine as a decimal: the shortest text of the float is what a person would write.
pub(crate) fn decimal(number: f64) -> Option<Decimal> {
    let text = number.to_string();
    text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
}
