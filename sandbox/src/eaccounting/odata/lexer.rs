use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Literal, bad};
use crate::eaccounting::doc::instant;
use crate::eaccounting::error::Refusal;

/// A token of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(String),
    Literal(Literal),
    Open,
    Close,
    Comma,
    Slash,
    Colon,
    Minus,
}

pub(super) fn lex(text: &str) -> Result<Vec<Token>, Refusal> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            '(' => (Some(Token::Open), 1),
            ')' => (Some(Token::Close), 1),
            ',' => (Some(Token::Comma), 1),
            '/' => (Some(Token::Slash), 1),
            ':' => (Some(Token::Colon), 1),
            '-' => (Some(Token::Minus), 1),
            '\'' => {
                let (quoted, length) = quoted(rest)?;
                (Some(Token::Literal(Literal::Text(quoted))), length)
            }
            _ if let Some(guid) = guid(rest) => (Some(Token::Literal(Literal::Guid(guid))), 36),
            '0'..='9' => {
                let length = span(rest, |c| c.is_ascii_alphanumeric() || ".:+-".contains(c));
                (Some(Token::Literal(number_or_date(&rest[..length])?)), length)
            }
            _ if first.is_ascii_alphabetic() || first == '_' => {
                let length = span(rest, |c| c.is_ascii_alphanumeric() || c == '_');
                (Some(word(&rest[..length])), length)
            }
            _ => return Err(bad(format!("Syntax error at '{first}' in the $filter."))),
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    Ok(tokens)
}

fn span(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

fn guid(text: &str) -> Option<Uuid> {
    let (candidate, after) = (text.get(..36)?, text.get(36..)?);
    let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    if ends {
        Uuid::try_parse(candidate).ok()
    } else {
        None
    }
}

/// A text in single quotes, in which two quotes escape one, with its length in the filter.
fn quoted(text: &str) -> Result<(String, usize), Refusal> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            value.push(c);
        } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
            value.push('\'');
        } else {
            return Ok((value, at + 1));
        }
    }
    Err(bad(
        "There is an unterminated string literal in the $filter.".to_owned()
    ))
}

fn number_or_date(text: &str) -> Result<Literal, Refusal> {
    if let Ok(number) = text.parse::<Decimal>() {
        return Ok(Literal::Number(number));
    }
    if text.contains(['-', 'T', ':']) {
        let at = instant(text);
        let at = at.ok_or_else(|| Refusal::breach(6001, "The date in the $filter is not a valid date."))?;
        return Ok(Literal::Instant(at));
    }
    Err(bad("A number in the $filter can't be read.".to_owned()))
}

fn word(text: &str) -> Token {
    match text {
        "true" => Token::Literal(Literal::Bool(true)),
        "false" => Token::Literal(Literal::Bool(false)),
        "null" => Token::Literal(Literal::Null),
        name => Token::Name(name.to_owned()),
    }
}
