//! Times in the forms that people type.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::expected::Expected;

/// A time: an age (90m, 12h, 3d), a time of today (08:30), a date, or both.
pub(crate) fn when(text: &str) -> Result<Timestamp, Expected> {
    when_at(text, Timestamp::now(), &TimeZone::system())
}

fn when_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Expected> {
    let expected = || Expected::When;
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    // A text with a colon is read before a date, which would drop its time.
    if text.contains(':') {
        let there = match text.parse::<DateTime>() {
            Ok(there) => there,
            Err(_) => {
                let time: Time = text.parse().map_err(|_| expected())?;
                now.to_zoned_datetime(zone.clone()).date().to_datetime(time)
            }
        };
        return zone.to_timestamp(there).map_err(|_| expected());
    }
    if let Ok(date) = text.parse::<Date>() {
        return date
            .to_zoned_datetime(zone.clone())
            .map(|at| at.timestamp())
            .map_err(|_| expected());
    }
    let unit = text.chars().last().ok_or_else(expected)?;
    let count: i64 = text[..text.len() - unit.len_utf8()]
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count))
        .ok_or_else(expected)?;
    let span = match unit {
        'm' => Span::new().minutes(count),
        'h' => Span::new().hours(count),
        // Where clocks change in between, a day has 23 or 25 hours.
        'd' => {
            let days = Span::new().try_days(count).map_err(|_| expected())?;
            let before = now.to_zoned_datetime(zone.clone()).checked_sub(days);
            return before.map(|before| before.timestamp()).map_err(|_| expected());
        }
        _ => return Err(expected()),
    };
    now.checked_sub(span).map_err(|_| expected())
}

/// A day as somebody typed it: a date, or the day on which a time of [`when`] is. Which day that is depends on the zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day(String);

impl Day {
    /// The day in a company's time zone, which may not be this machine's.
    ///
    /// # Errors
    /// When the text is no time there.
    pub(crate) fn there(&self, zone: &TimeZone, now: Timestamp) -> anyhow::Result<Date> {
        day_at(&self.0, now, zone)
            .map_err(|expected| anyhow::anyhow!("{}", expected.told(crate::language::commands())))
    }
}

/// Reads a [`Day`].
pub(crate) fn day(text: &str) -> Result<Day, Expected> {
    day_at(text, Timestamp::now(), &TimeZone::system()).map(|_| Day(text.to_owned()))
}

/// Checks that something lies between the sides of a window, where both are given.
///
/// # Errors
/// When nothing does.
pub(crate) fn in_order<T: PartialOrd>(since: Option<T>, until: Option<T>) -> anyhow::Result<()> {
    match (since, until) {
        (Some(since), Some(until)) if until < since => {
            anyhow::bail!("{}", crate::language::commands().window_reversed())
        }
        (Some(since), Some(until)) if until == since => {
            anyhow::bail!("{}", crate::language::commands().window_empty())
        }
        _ => Ok(()),
    }
}

fn day_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Date, Expected> {
    let at = when_at(text, now, zone)?;
    Ok(at.to_zoned_datetime(zone.clone()).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_date_or_the_day_of_a_time() {
        let now = "2026-11-25T23:30:00Z".parse().unwrap();
        let there = TimeZone::fixed(jiff::tz::offset(2));
        let of = |text: &str| day_at(text, now, &there).map(|day| day.to_string());
        assert_eq!(of("2026-11-01").as_deref(), Ok("2026-11-01"));
        assert_eq!(of("7d").as_deref(), Ok("2026-11-19"));
        assert_eq!(of("12h").as_deref(), Ok("2026-11-25"));
        assert_eq!(of("2026-11-23T22:30:00Z").as_deref(), Ok("2026-11-24"));
        assert!(of("yesterday").unwrap_err().to_string().contains("90m, 12h, 3d"));
    }

    #[test]
    fn days_ago_are_days_of_the_calendar_where_clocks_change() {
        let stockholm = TimeZone::get("Europe/Stockholm").unwrap();
        for (now, text, day, at) in [
            // Half past midnight, on the day after the clocks went forward.
            ("2026-03-29T22:30:00Z", "1d", "2026-03-29", "2026-03-28T23:30:00Z"),
            // Half past eleven in the evening, on the day on which they went back.
            ("2026-10-25T22:30:00Z", "1d", "2026-10-24", "2026-10-24T21:30:00Z"),
            (
                "2026-03-31T10:00:00Z",
                "30d",
                "2026-03-01",
                "2026-03-01T11:00:00Z",
            ),
            (
                "2026-10-25T22:30:00Z",
                "24h",
                "2026-10-25",
                "2026-10-24T22:30:00Z",
            ),
        ] {
            let now = now.parse().unwrap();
            assert_eq!(
                day_at(text, now, &stockholm).unwrap().to_string(),
                day,
                "{text} before {now}"
            );
            assert_eq!(
                when_at(text, now, &stockholm).unwrap().to_string(),
                at,
                "{text} before {now}"
            );
        }
        // Clocks have no half past two then: it is an hour later.
        let now = "2026-03-29T22:30:00Z".parse().unwrap();
        let there = when_at("2026-03-29T02:30", now, &stockholm).unwrap();
        assert_eq!(there.to_string(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn a_day_is_one_of_the_companys_calendar() {
        let (stockholm, now) = (TimeZone::get("Europe/Stockholm").unwrap(), "2026-11-30T23:30:00Z");
        let of = |text: &str, zone: &TimeZone| {
            let day = day(text).unwrap().there(zone, now.parse().unwrap()).unwrap();
            day.to_string()
        };
        assert_eq!(
            (of("1d", &stockholm), of("1d", &TimeZone::UTC)),
            ("2026-11-30".to_owned(), "2026-11-29".to_owned())
        );
        assert_eq!(of("1h", &stockholm), "2026-11-30");
        assert_eq!(of("2026-11-30T23:30:00Z", &stockholm), "2026-12-01");
        for zone in [&stockholm, &TimeZone::UTC] {
            assert_eq!(of("2026-11-01", zone), "2026-11-01");
        }
        assert!(day("yesterday").is_err());
    }

    #[test]
    fn a_window_that_ends_before_it_starts_is_refused() {
        let now = "2026-11-25T08:00:00Z".parse().unwrap();
        let at = |text: &str| Some(when_at(text, now, &TimeZone::UTC).unwrap());
        let told = in_order(at("1h"), at("2h")).unwrap_err().to_string();
        assert!(told.starts_with("until is before since"), "{told}");
        // Whoever wants one day, as `reconcile` takes it.
        let told = in_order(at("2026-11-23"), at("2026-11-23"))
            .unwrap_err()
            .to_string();
        assert!(
            told.ends_with("until names the day after the last one."),
            "{told}"
        );
        assert!(in_order(at("2h"), at("1h")).is_ok());
        assert!(in_order(at("2h"), None).is_ok() && in_order(None, at("2h")).is_ok());
    }

    #[test]
    fn a_time_is_how_long_ago_a_date_or_a_time() {
        let now = "2026-11-25T08:00:00Z".parse().unwrap();
        let of = |text: &str| when_at(text, now, &TimeZone::UTC).map(|at| at.to_string());
        assert_eq!(of("90m").as_deref(), Ok("2026-11-25T06:30:00Z"));
        assert_eq!(of("3d").as_deref(), Ok("2026-11-22T08:00:00Z"));
        assert_eq!(of("2026-11-23").as_deref(), Ok("2026-11-23T00:00:00Z"));
        assert_eq!(
            of("2026-11-23T09:30:00+01:00").as_deref(),
            Ok("2026-11-23T08:30:00Z")
        );
        let there = TimeZone::fixed(jiff::tz::offset(2));
        let of_zone = |text: &str| when_at(text, now, &there).map(|at| at.to_string());
        assert_eq!(of_zone("08:30").as_deref(), Ok("2026-11-25T06:30:00Z"));
        assert_eq!(of_zone("2026-11-23T08:30").as_deref(), Ok("2026-11-23T06:30:00Z"));
        assert_eq!(
            of_zone("2026-11-23 08:30:15").as_deref(),
            Ok("2026-11-23T06:30:15Z")
        );
        for wrong in ["25:00", "08:61", "", "d", "-3d", "yesterday", "3w", "3ö"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
