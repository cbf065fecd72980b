//! Gift cards: sold, they are a means of payment and no goods; redeemed, they pay and reduce no price.

use std::borrow::Cow;

use model::{Discount, Order, OrderLine};
use rust_decimal::Decimal;

/// How gift cards are recognized (settings `vouchers.names` and `vouchers.codes`): patterns in which `*` matches
/// anything. A name matches if it contains the pattern's words; a code must match as a whole. Case is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoucherPatterns {
    /// Words in the names of lines and discounts, such as `gift card`.
    pub names: Vec<String>,
    /// Codes of discounts, such as `GC-*`.
    pub codes: Vec<String>,
}

impl VoucherPatterns {
    /// Whether a text names a gift card.
    pub(crate) fn is_named(&self, text: &str) -> bool {
        is_named_by(&self.names, text)
    }

    /// Whether a discount is a gift card that was redeemed.
    #[must_use]
    pub fn is_payment(&self, discount: &Discount) -> bool {
        let Some(name) = discount.name.as_deref() else {
            return false;
        };
        let code = name.trim().to_lowercase();
        self.is_named(name)
            || self
                .codes
                .iter()
                .any(|pattern| matches(code.as_bytes(), pattern.trim().to_lowercase().as_bytes()))
    }

    /// Whether a gift card pays an order or a part of it: as a discount, or as a line below zero.
    #[must_use]
    pub fn pay(&self, order: &Order) -> bool {
        let is_line = |line: &OrderLine| line.price < Decimal::ZERO && self.is_named(&line.name);
        order.discounts.iter().any(|discount| self.is_payment(discount)) || order.lines.iter().any(is_line)
    }

    /// Whether a line sells a gift card, where no article says so: by the product's name or category alone.
    pub(crate) fn is_gift_card(&self, line: &OrderLine) -> bool {
        self.is_named(&line.name)
            || line
                .category
                .as_deref()
                .is_some_and(|category| self.is_named(category))
    }

    /// Whether a line of an article without VAT is a gift card that is sold, by its own name or the article's.
    #[must_use]
    pub fn is_sold(&self, line: &OrderLine, article_name: &str) -> bool {
        let sku = line.sku.as_deref().unwrap_or_default();
        let texts = [
            line.name.as_str(),
            article_name,
            line.category.as_deref().unwrap_or_default(),
            sku,
        ];
        let is_short = |text: &str| {
            // An article without VAT whose number starts with this is a gift card.
            let text = plain(text);
            [
                "gift",
                "giftcard",
                "presentkort",
                "gavekort",
                "lahjakortti",
                "cadeaubon",
                "voucher",
            ]
            .iter()
            .any(|word| text.split(' ').next() == Some(word))
        };
        texts.iter().any(|text| self.is_named(text)) || is_short(sku) || is_short(&line.name)
    }
}

/// Whether a text contains the words of one of these patterns.
pub(crate) fn is_named_by<S: AsRef<str>>(patterns: &[S], text: &str) -> bool {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').collect();
    patterns
        .iter()
        .any(|pattern| has_words(&words, &plain(pattern.as_ref())))
}

/// Small letters, with single blanks for what separates words. Most patterns are written like this: they are not copied.
fn plain(text: &str) -> Cow<'_, str> {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '*')
    };
    if text.split(' ').all(is_word) {
        return Cow::Borrowed(text);
    }
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '*' { c } else { ' ' })
        .collect();
    Cow::Owned(spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether the pattern's words stand one after another in the text.
fn has_words(text: &[&str], pattern: &str) -> bool {
    let length = pattern.split(' ').count();
    !pattern.is_empty()
        && text.windows(length).any(|words| {
            words
                .iter()
                .zip(pattern.split(' '))
                .all(|(word, pattern)| matches(word.as_bytes(), pattern.as_bytes()))
        })
}

/// Whether a text matches a pattern, with `*` for anything.
fn matches(text: &[u8], pattern: &[u8]) -> bool {
    // The place to go back to: behind the last star, and how much of the text it has taken.
    let (mut at, mut in_pattern, mut back) = (0, 0, None);
    while at < text.len() {
        match pattern.get(in_pattern) {
            Some(b'*') => {
                back = Some((in_pattern + 1, at));
                in_pattern += 1;
            }
            Some(byte) if *byte == text[at] => {
                at += 1;
                in_pattern += 1;
            }
            _ => match back {
                Some((after, taken)) => {
                    in_pattern = after;
                    at = taken + 1;
                    back = Some((after, at));
                }
                None => return false,
            },
        }
    }
    pattern[in_pattern..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DiscountTarget;
    use rust_decimal::Decimal;

    fn patterns() -> VoucherPatterns {
        VoucherPatterns {
            names: [
                "gift card",
                "giftcard",
                "gift certificate",
                "presentkort*",
                "gavekort*",
                "lahjakort*",
                "cadeaubon*",
                "cadeaukaart*",
                "geschenkkarte*",
                "geschenkgutschein*",
                "carte cadeau",
                "chèque cadeau",
                "tarjeta regalo",
            ]
            .map(str::to_owned)
            .to_vec(),
            codes: vec!["GC-*".to_owned()],
        }
    }

    #[test]
    fn a_redeemed_gift_card_is_known_by_name_or_code_in_nine_languages() {
        let is_payment = |name: &str| {
            patterns().is_payment(&Discount {
                name: Some(name.to_owned()),
                target: DiscountTarget::Order,
                amount: Decimal::ONE,
            })
        };
        for name in [
            "Gift card 1234",
            "GIFTCARD",
            "Presentkort: 99-AB",
            "presentkort",
            "Gavekort 12",
            "Lahjakortti",
            "lahjakortin",
            "Cadeaubon 5",
            "Cadeaukaart",
            "Geschenkgutschein XY",
            "Geschenkkarte",
            "Carte cadeau",
            "Chèque-cadeau 3",
            "Tarjeta regalo 7",
            "gc-77",
            "Gift Certificate",
        ] {
            assert!(is_payment(name), "{name}");
        }
        for name in [
            "SUMMER",
            "GIFT",
            "FREE GIFT",
            "Rabattkupong",
            "giftcards10off",
            "Gutschein10",
            "XGC-1",
            "Present",
            "bon",
        ] {
            assert!(!is_payment(name), "{name}");
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (text, pattern, fits) in [
            ("gc-1", "gc-*", true),
            ("gc-", "gc-*", true),
            ("agc-1", "gc-*", false),
            ("a1b2c", "a*b*c", true),
            ("ab", "a*bc", false),
        ] {
            assert_eq!(
                matches(text.as_bytes(), pattern.as_bytes()),
                fits,
                "{text} {pattern}"
            );
        }
    }
}
