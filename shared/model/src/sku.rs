use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::invalid::{Invalid, text_type};

/// An article number as the shop writes it, trimmed, not empty. eAccounting takes at most 40 characters
/// (`ArticleApi.Number`); longer ones are refused here, since two cut numbers could be one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

text_type!(Sku);

impl FromStr for Sku {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let length = text.chars().count();
        if (1..=40).contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("SKU", "1 to 40 characters"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_of_41_characters_is_refused_not_cut() {
        assert!("x".repeat(40).parse::<Sku>().is_ok());
        assert!("x".repeat(41).parse::<Sku>().is_err());
    }
}
