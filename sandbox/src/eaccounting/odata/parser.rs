//! A recursive descent parser. `or` has the lowest precedence, then `and`, then `not`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Token, lex};
use super::{Comparison, Filter, Literal, Operand, Part, TextTest, bad};
use crate::eaccounting::error::Refusal;

/// Deeper nesting is refused, because the parser's stack is limited.
const MAX_DEPTH: u32 = 50;
/// A longer filter doesn't fit in a URL that servers accept. Long chains of `or` would also nest deeply.
const MAX_BYTES: usize = 16_000;

/// Reads a `$filter`.
pub(crate) fn parse(text: &str) -> Result<Filter, Refusal> {
    if text.len() > MAX_BYTES {
        return Err(bad("The $filter is too long.".to_owned()));
    }
    let mut parser = Parser {
        tokens: lex(text)?.into_iter().peekable(),
        depth: 0,
        variable: None,
    };
    let filter = parser.or()?;
    match parser.tokens.next() {
        None => Ok(filter),
        Some(_) => Err(bad("The $filter goes on where it should end.".to_owned())),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: u32,
    /// The name of a row within `any(…)`.
    variable: Option<String>,
}

impl Parser {
    fn or(&mut self) -> Result<Filter, Refusal> {
        let mut left = self.and()?;
        while self.word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, Refusal> {
        let mut left = self.not()?;
        while self.word("and") {
            left = Filter::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Filter, Refusal> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(bad("The $filter is nested too deeply.".to_owned()));
        }
        let filter = if self.word("not") {
            Filter::Not(Box::new(self.not()?))
        } else if self.tokens.next_if_eq(&Token::Open).is_some() {
            let inner = self.or()?;
            self.expect(&Token::Close)?;
            inner
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn term(&mut self) -> Result<Filter, Refusal> {
        let left = match self.tokens.next() {
            Some(Token::Name(name)) => {
                if let Some(test) = text_test(&name)
                    && self.tokens.next_if_eq(&Token::Open).is_some()
                {
                    return self.text(test);
                }
                if self.variable.is_none() && self.tokens.next_if_eq(&Token::Slash).is_some() {
                    return self.any(name);
                }
                self.operand(Token::Name(name))?
            }
            Some(token) => self.operand(token)?,
            None => return Err(bad("The $filter ends too early.".to_owned())),
        };
        let comparison = match self.tokens.peek() {
            Some(Token::Name(name)) => comparison(name),
            _ => None,
        };
        let Some(comparison) = comparison else {
            return match left {
                Operand::Property(property) => Ok(Filter::Flag(property)),
                _ => Err(bad(
                    "The $filter holds a value that is compared with nothing.".to_owned()
                )),
            };
        };
        self.tokens.next();
        let token = self
            .tokens
            .next()
            .ok_or_else(|| bad("The $filter ends too early.".to_owned()))?;
        Ok(Filter::Compare(left, comparison, self.operand(token)?))
    }

    /// After `contains(`.
    fn text(&mut self, test: TextTest) -> Result<Filter, Refusal> {
        let property = self.property()?;
        self.expect(&Token::Comma)?;
        let Some(Token::Literal(Literal::Text(text))) = self.tokens.next() else {
            return Err(bad("A text in quotes is expected in the $filter.".to_owned()));
        };
        self.expect(&Token::Close)?;
        // OData allows `contains(Name,'x') eq true`.
        if matches!(self.tokens.peek(), Some(Token::Name(name)) if name == "eq") {
            self.tokens.next();
            let truth = self.tokens.next();
            let filter = Filter::Text(test, property, text);
            return match truth {
                Some(Token::Literal(Literal::Bool(true))) => Ok(filter),
                Some(Token::Literal(Literal::Bool(false))) => Ok(Filter::Not(Box::new(filter))),
                _ => Err(bad("true or false is expected in the $filter.".to_owned())),
            };
        }
        Ok(Filter::Text(test, property, text))
    }

    /// After `Rows/`.
    fn any(&mut self, list: String) -> Result<Filter, Refusal> {
        if !self.word("any") {
            return Err(bad(format!("Only any(…) can follow {list}/ in the $filter.")));
        }
        self.expect(&Token::Open)?;
        let Some(Token::Name(variable)) = self.tokens.next() else {
            return Err(bad("any(…) needs a name for the row.".to_owned()));
        };
        self.expect(&Token::Colon)?;
        self.variable = Some(variable);
        let inner = self.or()?;
        self.variable = None;
        self.expect(&Token::Close)?;
        Ok(Filter::Any(list, Box::new(inner)))
    }

    fn operand(&mut self, token: Token) -> Result<Operand, Refusal> {
        match token {
            Token::Literal(literal) => Ok(Operand::Literal(literal)),
            Token::Minus => match self.tokens.next() {
                Some(Token::Literal(Literal::Number(number))) => {
                    Ok(Operand::Literal(Literal::Number(-number)))
                }
                Some(Token::Name(name)) => self.path(name).map(Operand::Negative),
                _ => Err(bad(
                    "A number is expected after the minus in the $filter.".to_owned()
                )),
            },
            Token::Name(name) => {
                if let Some(part) = part(&name)
                    && self.tokens.next_if_eq(&Token::Open).is_some()
                {
                    let property = self.property()?;
                    self.expect(&Token::Close)?;
                    return Ok(Operand::Part(part, property));
                }
                self.path(name).map(Operand::Property)
            }
            _ => Err(bad("A property or a value is expected in the $filter.".to_owned())),
        }
    }

    fn property(&mut self) -> Result<String, Refusal> {
        match self.tokens.next() {
            Some(Token::Name(name)) => self.path(name),
            _ => Err(bad("A property is expected in the $filter.".to_owned())),
        }
    }

    /// Within `any(r: …)` a property is `r/Name`.
    fn path(&mut self, name: String) -> Result<String, Refusal> {
        if self.variable.as_deref() != Some(name.as_str()) {
            return Ok(name);
        }
        self.expect(&Token::Slash)?;
        match self.tokens.next() {
            Some(Token::Name(property)) => Ok(property),
            _ => Err(bad("A property is expected in the $filter.".to_owned())),
        }
    }

    fn word(&mut self, word: &str) -> bool {
        self.tokens
            .next_if(|token| matches!(token, Token::Name(name) if name == word))
            .is_some()
    }

    fn expect(&mut self, token: &Token) -> Result<(), Refusal> {
        match self.tokens.next_if_eq(token) {
            Some(_) => Ok(()),
            None => Err(bad("The $filter has a syntax error.".to_owned())),
        }
    }
}

fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "eq" => Comparison::Eq,
        "ne" => Comparison::Ne,
        "gt" => Comparison::Gt,
        "ge" => Comparison::Ge,
        "lt" => Comparison::Lt,
        "le" => Comparison::Le,
        _ => return None,
    })
}

fn text_test(name: &str) -> Option<TextTest> {
    Some(match name {
        "startswith" => TextTest::StartsWith,
        "endswith" => TextTest::EndsWith,
        "contains" => TextTest::Contains,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "length" => Part::Length,
        "year" => Part::Year,
        "month" => Part::Month,
        "day" => Part::Day,
        "hour" => Part::Hour,
        _ => return None,
    })
}
