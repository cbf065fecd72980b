//! The EU's members and their VAT rates, as of 2026. Not shared with the product, so that the stand-in stays
//! independent.

use rust_decimal::Decimal;

/// Country, standard rate, and the reduced rate of most everyday goods, both in tenths of a percent. `XI` is Northern
/// Ireland, whose goods follow the EU's rules at British rates.
const RATES: [(&str, i64, i64); 28] = [
    ("AT", 200, 100),
    ("BE", 210, 60),
    ("BG", 200, 90),
    ("CY", 190, 90),
    ("CZ", 210, 120),
    ("DE", 190, 70),
    ("DK", 250, 250),
    ("EE", 240, 130),
    ("ES", 210, 100),
    ("FI", 255, 135),
    ("FR", 200, 55),
    ("GR", 240, 130),
    ("HR", 250, 130),
    ("HU", 270, 180),
    ("IE", 230, 135),
    ("IT", 220, 100),
    ("LT", 210, 120),
    ("LU", 170, 80),
    ("LV", 210, 120),
    ("MT", 180, 70),
    ("NL", 210, 90),
    ("PL", 230, 80),
    ("PT", 230, 130),
    ("RO", 210, 110),
    ("SE", 250, 120),
    ("SI", 220, 95),
    ("SK", 230, 190),
    ("XI", 200, 50),
];

fn rates_of(country: &str) -> Option<(Decimal, Decimal)> {
    let (_, standard, reduced) = RATES.iter().find(|(code, _, _)| *code == country)?;
    Some((Decimal::new(*standard, 3), Decimal::new(*reduced, 3)))
}

/// Whether a country (two letters) is a member of the EU. Northern Ireland (`XI`) is not a country.
pub(crate) fn is_eu(country: &str) -> bool {
    country != "XI" && rates_of(country).is_some()
}

/// The rate at the destination for an article that has `rate` at home.
///
/// A simplification: the standard rate maps to the destination's standard rate, the zero rate to zero, and all reduced
/// rates to the table's one reduced rate. Real rates depend on the goods.
pub(crate) fn at_destination(home: &str, rate: Decimal, destination: &str) -> Decimal {
    let Some((standard, reduced)) = rates_of(destination) else {
        return rate;
    };
    if rate.is_zero() {
        Decimal::ZERO
    } else if rates_of(home).is_some_and(|(at_home, _)| at_home != rate) {
        reduced
    } else {
        standard
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eu_has_27_members_without_britain_and_norway() {
        assert_eq!(RATES.iter().filter(|(code, _, _)| is_eu(code)).count(), 27);
        assert!(!is_eu("GB") && !is_eu("NO") && !is_eu("XI"));
    }

    #[test]
    fn the_standard_rate_becomes_the_standard_rate_and_a_reduced_one_the_reduced() {
        assert_eq!(
            at_destination("SE", Decimal::new(25, 2), "FI"),
            Decimal::new(255, 3)
        );
        assert_eq!(at_destination("SE", Decimal::new(6, 2), "DE"), Decimal::new(7, 2));
        assert_eq!(at_destination("SE", Decimal::ZERO, "DE"), Decimal::ZERO);
    }
}
