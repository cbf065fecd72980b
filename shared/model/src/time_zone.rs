use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::CountryCode;

/// The time in a company's country: its documents' days are the days there.
///
/// eAccounting is sold in Sweden, Norway, the Netherlands and Finland; other countries use Stockholm's time. All four
/// change to summer time on the EU's dates, so two POSIX rules suffice. A time zone database is not used, since the
/// machine may have none: orders of an evening would get another day, and at New Year another fiscal year.
#[must_use]
pub fn company_zone(country: CountryCode) -> &'static TimeZone {
    static CENTRAL: LazyLock<TimeZone> = LazyLock::new(|| by_rule("CET-1CEST,M3.5.0,M10.5.0/3", 1));
    static EASTERN: LazyLock<TimeZone> = LazyLock::new(|| by_rule("EET-2EEST,M3.5.0/3,M10.5.0/4", 2));
    if country == CountryCode::FI {
        &EASTERN
    } else {
        &CENTRAL
    }
}

/// A POSIX rule; the tests read both, so that the winter's offset is never all that is left of one.
fn by_rule(rule: &str, winter_hours: i8) -> TimeZone {
    TimeZone::posix(rule).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(winter_hours)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day and hour in a country at a moment.
    fn there(country: &str, moment: &str) -> String {
        let country: CountryCode = country.parse().unwrap();
        let moment: jiff::Timestamp = moment.parse().unwrap();
        company_zone(country).to_datetime(moment).to_string()
    }

    #[test]
    fn an_evening_at_new_year_is_the_next_year_where_the_company_is() {
        for country in ["SE", "NO", "NL"] {
            assert_eq!(there(country, "2026-12-31T22:59:59Z"), "2026-12-31T23:59:59");
            assert_eq!(there(country, "2026-12-31T23:00:00Z"), "2027-01-01T00:00:00");
        }
        assert_eq!(there("FI", "2026-12-31T21:59:59Z"), "2026-12-31T23:59:59");
        assert_eq!(there("FI", "2026-12-31T22:00:00Z"), "2027-01-01T00:00:00");
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_oclock_universal_time() {
        for (country, hours) in [("SE", 1), ("NO", 1), ("NL", 1), ("FI", 2), ("DE", 1)] {
            for (moment, more) in [
                ("2026-03-29T00:59:59Z", 0),
                ("2026-03-29T01:00:00Z", 1),
                ("2026-10-25T00:59:59Z", 1),
                ("2026-10-25T01:00:00Z", 0),
                ("2027-03-28T01:00:00Z", 1),
                ("2027-10-31T01:00:00Z", 0),
            ] {
                let country: CountryCode = country.parse().unwrap();
                let offset = company_zone(country).to_offset(moment.parse().unwrap());
                assert_eq!(offset.seconds() / 3600, hours + more, "{country} {moment}");
            }
        }
    }
}
