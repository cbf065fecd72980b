//! Times in the forms that people type.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A time: an age (90m, 12h, 3d), a time of today (08:30), a date, or both.
pub(crate) fn when(text: &str) -> Result<Timestamp, String> {
    when_at(text, Timestamp::now(), &TimeZone::system())
}

fn when_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    let expected = || {
        "expected how long ago (90m, 12h, 3d), a time of today such as 08:30, a date such as 2026-11-23, or both: \
         2026-11-23T08:30, in your time zone unless it names one"
            .to_owned()
    };
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
    let hours = match unit {
        'm' => {
            return now
                .checked_sub(Span::new().minutes(count))
                .map_err(|_| expected());
        }
        'h' => count,
        'd' => count * 24,
        _ => return Err(expected()),
    };
    now.checked_sub(Span::new().hours(hours)).map_err(|_| expected())
}

/// A day: a date, or the day on which a time of [`when`] is.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    day_at(text, Timestamp::now(), &TimeZone::system())
}

/// Checks that a window doesn't end before it starts, where both of its sides are given.
///
/// # Errors
/// When it does.
pub(crate) fn in_order<T: PartialOrd>(since: Option<T>, until: Option<T>) -> anyhow::Result<()> {
    match (since, until) {
        (Some(since), Some(until)) if until < since => {
            anyhow::bail!("until is before since: nothing lies between them. Swap the two times.")
        }
        _ => Ok(()),
    }
}

fn day_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Date, String> {
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
        assert!(of("yesterday").unwrap_err().contains("90m, 12h, 3d"));
    }

    #[test]
    fn a_window_that_ends_before_it_starts_is_refused() {
        let now = "2026-11-25T08:00:00Z".parse().unwrap();
        let at = |text: &str| Some(when_at(text, now, &TimeZone::UTC).unwrap());
        let told = in_order(at("1h"), at("2h")).unwrap_err().to_string();
        assert!(told.starts_with("until is before since"), "{told}");
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
