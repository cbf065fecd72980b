use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::invalid::Invalid;

/// An e-mail address, trimmed and lower-cased, so that two spellings of one address are equal. Its `Debug` hides it.
///
/// How it was written is remembered for looking it up where case may count; it makes no difference between addresses, and
/// is not serialized.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email {
    address: String,
    written: Option<String>,
}

impl Email {
    /// The address in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The address as it was written, where that differs in case.
    #[must_use]
    pub fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// Whether a marketplace has made it up in the place of a buyer's own, such as `abc123@marketplace.amazon.se`. Some give
    /// one to several buyers.
    #[must_use]
    pub fn is_by_marketplace(&self) -> bool {
        let domain = self.address.rsplit('@').next().unwrap_or_default();
        ["marketplace.amazon.", "members.ebay."]
            .iter()
            .any(|start| domain.starts_with(start))
            || ["allegromail.pl", "verkopen.bol.com", "relay.walmart.com"].contains(&domain)
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Eq for Email {}

impl PartialOrd for Email {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Email {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.address.cmp(&other.address)
    }
}

impl std::hash::Hash for Email {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.address.hash(state);
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

impl TryFrom<String> for Email {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.address
    }
}

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
            let address = text.to_lowercase();
            let written = (address != text).then(|| text.to_owned());
            Ok(Self { address, written })
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
    fn a_marketplaces_address_is_told_from_a_buyers_own() {
        let is = |text: &str| text.parse::<Email>().unwrap().is_by_marketplace();
        for text in [
            "abc123@marketplace.amazon.se",
            "x9@Members.eBay.com",
            "8awgqyk6a5+cub31c122@allegromail.pl",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "anna@amazon.se",
            "anna@example.com",
            "marketplace.amazon.se@example.com",
        ] {
            assert!(!is(text), "{text}");
        }
    }

    #[test]
    fn two_spellings_of_one_address_are_equal() {
        assert_eq!(
            " Anna@Example.COM ".parse::<Email>(),
            "anna@example.com".parse::<Email>()
        );
    }

    #[test]
    fn how_an_address_was_written_is_remembered() {
        let email: Email = " Anna@Example.COM ".parse().unwrap();
        assert_eq!(
            (email.as_str(), email.written()),
            ("anna@example.com", Some("Anna@Example.COM"))
        );
        assert_eq!("anna@example.com".parse::<Email>().unwrap().written(), None);
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
