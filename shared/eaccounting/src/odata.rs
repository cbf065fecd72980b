//! OData filters, as far as eAccounting takes them.
//!
//! A filter is built of values, never of text: quotes are doubled, and the whole is percent-encoded when it becomes part of
//! a URL, so that no value can end its own quotes. Property names are part of the program, checked as identifiers.

use std::fmt::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

/// The name of a property, such as `EmailAddress` or `Customer/Name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property(&'static str);

impl Property {
    /// A property of this name. In a `const` a wrong name is refused by the compiler.
    ///
    /// # Panics
    /// When the name is not an identifier. Names are part of the program, so that this is a mistake in it, found by the first
    /// call.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let bytes = name.as_bytes();
        let mut start = true;
        let mut at = 0;
        while at < bytes.len() {
            let b = bytes[at];
            let fits = if start {
                b.is_ascii_alphabetic()
            } else {
                b.is_ascii_alphanumeric() || b == b'/'
            };
            assert!(fits, "a property's name has letters and digits only");
            start = b == b'/';
            at += 1;
        }
        assert!(!start, "a property's name is not empty");
        Self(name)
    }
}

impl From<&'static str> for Property {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

/// A value in a filter.
#[derive(Clone, PartialEq, Eq)]
pub enum Literal {
    /// Text, in quotes.
    Text(String),
    /// An id.
    Id(Uuid),
    /// A moment, UTC.
    Time(Timestamp),
    /// A day.
    Day(Date),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Number(Decimal),
    /// True or false.
    Boolean(bool),
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Id(id) => write!(f, "{id}"),
            Self::Time(at) => f.write_str(&moment(*at)),
            Self::Day(day) => write!(f, "{day}"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Boolean(value) => write!(f, "{value}"),
        }
    }
}

macro_rules! literals {
    ($($type:ty => |$value:ident| $literal:expr;)*) => {$(
        impl From<$type> for Literal {
            fn from($value: $type) -> Self {
                $literal
            }
        }
    )*};
}

literals! {
    &str => |value| Self::Text(value.to_owned());
    String => |value| Self::Text(value);
    &String => |value| Self::Text(value.clone());
    Uuid => |value| Self::Id(value);
    Timestamp => |value| Self::Time(value);
    Date => |value| Self::Day(value);
    i32 => |value| Self::Integer(value.into());
    i64 => |value| Self::Integer(value);
    Decimal => |value| Self::Number(value);
    bool => |value| Self::Boolean(value);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    Not,
    And,
    Or,
}

/// A condition on the records of a list. Its `Debug` hides it, since it holds e-mail addresses and the like.
#[derive(Clone, PartialEq, Eq)]
pub struct Filter {
    text: String,
    joined: Joined,
}

macro_rules! comparisons {
    ($($(#[doc = $doc:literal])* $name:ident)*) => {$(
        $(#[doc = $doc])*
        #[must_use]
        pub fn $name(property: impl Into<Property>, value: impl Into<Literal>) -> Self {
            Self::compare(property.into(), stringify!($name), &value.into())
        }
    )*};
}

impl Filter {
    comparisons! {
        /// The property equals the value.
        eq
        /// The property differs from the value.
        ne
        /// The property is greater than the value.
        gt
        /// The property is greater than the value, or equal.
        ge
        /// The property is less than the value.
        lt
        /// The property is less than the value, or equal.
        le
    }

    /// The property's text starts with this text.
    #[must_use]
    pub fn starts_with(property: impl Into<Property>, text: &str) -> Self {
        Self::call("startswith", property.into(), text)
    }

    /// The property's text has this text in it.
    #[must_use]
    pub fn contains(property: impl Into<Property>, text: &str) -> Self {
        Self::call("contains", property.into(), text)
    }

    /// Any of the filters; none when there are none.
    #[must_use]
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Option<Self> {
        filters.into_iter().reduce(Self::or)
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join(Joined::And, other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join(Joined::Or, other)
    }

    /// The filter percent-encoded, as a query takes it.
    #[must_use]
    pub fn encoded(&self) -> String {
        encode(&self.text)
    }

    fn compare(property: Property, operator: &str, value: &Literal) -> Self {
        Self {
            text: format!("{} {operator} {value}", property.0),
            joined: Joined::Not,
        }
    }

    fn call(function: &str, property: Property, text: &str) -> Self {
        let text = Literal::from(text);
        Self {
            text: format!("{function}({},{text})", property.0),
            joined: Joined::Not,
        }
    }

    fn join(self, joined: Joined, other: Self) -> Self {
        let part = |filter: Self| {
            if filter.joined == Joined::Not || filter.joined == joined {
                filter.text
            } else {
                format!("({})", filter.text)
            }
        };
        let word = if joined == Joined::And { "and" } else { "or" };
        Self {
            text: format!("{} {word} {}", part(self), part(other)),
            joined,
        }
    }
}

/// The filter as eAccounting reads it, not encoded. Holds values: never for logs.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filter(…)")
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Literal(…)")
    }
}

/// A moment as eAccounting reads it: UTC, to the millisecond (anything finer is error 6001).
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Percent-encodes everything but the characters that are never special (RFC 3986, unreserved). A blank becomes `%20`:
/// a `+` is read as a blank by forms only.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len() * 2), |mut encoded, b| {
            if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                encoded.push(char::from(b));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{b:02X}");
            }
            encoded
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: Property = Property::new("Number");

    #[test]
    fn values_are_written_by_their_type() {
        let id: Uuid = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e".parse().unwrap();
        let at: Timestamp = "2016-12-31T23:59:59.00Z".parse().unwrap();
        for (filter, expected) in [
            (
                Filter::eq("EmailAddress", "o'hara@example.com"),
                "EmailAddress eq 'o''hara@example.com'",
            ),
            (
                Filter::eq("CustomerId", id),
                "CustomerId eq 6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
            ),
            (
                Filter::gt("ChangedUtc", at),
                "ChangedUtc gt 2016-12-31T23:59:59.000Z",
            ),
            (Filter::eq("Status", 2), "Status eq 2"),
            (Filter::ne("IsActive", true), "IsActive ne true"),
            (Filter::ge("Amount", Decimal::new(1250, 2)), "Amount ge 12.50"),
            (Filter::starts_with("Name", "An"), "startswith(Name,'An')"),
            (Filter::contains(NUMBER, "A1"), "contains(Number,'A1')"),
            (Filter::lt("Customer/Number", 1_i64), "Customer/Number lt 1"),
            (
                Filter::le("InvoiceDate", jiff::civil::date(2026, 11, 23)),
                "InvoiceDate le 2026-11-23",
            ),
        ] {
            assert_eq!(filter.to_string(), expected);
        }
    }

    #[test]
    fn and_binds_what_or_joined() {
        let [a, b, c] = ["a", "b", "c"].map(|value| Filter::eq(NUMBER, value));
        let either = a.clone().or(b.clone()).or(c.clone());
        assert_eq!(
            either.to_string(),
            "Number eq 'a' or Number eq 'b' or Number eq 'c'"
        );
        assert_eq!(
            either.and(Filter::eq("IsActive", true)).to_string(),
            "(Number eq 'a' or Number eq 'b' or Number eq 'c') and IsActive eq true"
        );
        assert_eq!(
            Filter::any([a, b]).unwrap().or(c).to_string(),
            "Number eq 'a' or Number eq 'b' or Number eq 'c'"
        );
        assert_eq!(Filter::any([]), None);
    }

    #[test]
    fn nothing_special_is_left_in_an_encoded_filter() {
        let encoded = Filter::eq("Name", "Å & B+C=100% #1").encoded();
        assert_eq!(encoded, "Name%20eq%20%27%C3%85%20%26%20B%2BC%3D100%25%20%231%27");
    }

    #[test]
    #[should_panic(expected = "letters and digits only")]
    fn a_name_that_is_no_identifier_is_refused() {
        let _ = Property::new("Name eq 'x' or Name");
    }

    #[test]
    fn a_filter_hides_its_values_in_debug() {
        assert_eq!(
            format!("{:?}", Filter::eq("EmailAddress", "anna@example.com")),
            "Filter(…)"
        );
    }

    /// Reads `Property eq 'text'` back, as OData does: an independent reader of the other direction.
    fn parse(filter: &str) -> Option<(String, String)> {
        let (property, rest) = filter.split_once(" eq '")?;
        let mut text = String::new();
        let mut rest = rest.chars();
        loop {
            match rest.next()? {
                '\'' => match rest.next() {
                    Some('\'') => text.push('\''),
                    None => return Some((property.to_owned(), text)),
                    Some(_) => return None,
                },
                other => text.push(other),
            }
        }
    }

    fn decode(encoded: &str) -> Option<String> {
        let mut bytes = Vec::new();
        let mut rest = encoded.bytes();
        while let Some(b) = rest.next() {
            bytes.push(if b == b'%' {
                let hex = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?
            } else {
                b
            });
        }
        String::from_utf8(bytes).ok()
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives_quoting_and_encoding(text in "\\PC*|[' %&+=#;\\r\\n]*") {
            let filter = Filter::eq("Name", &text);
            let decoded = decode(&filter.encoded());
            proptest::prop_assert_eq!(decoded, Some(filter.to_string()));
            proptest::prop_assert_eq!(parse(&filter.to_string()), Some(("Name".to_owned(), text)));
            proptest::prop_assert!(filter.encoded().bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
        }
    }
}
