//! Times in the forms that people type.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A time: an age (90m, 12h, 3d), a date, or a timestamp.
pub(crate) fn when(text: &str) -> Result<Timestamp, String> {
    when_at(text, Timestamp::now(), &TimeZone::system())
}

fn when_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    let expected = || {
        "expected how long ago (90m, 12h, 3d), a date such as 2026-11-23, or a time in RFC 3339".to_owned()
    };
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
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

#[cfg(test)]
mod tests {
    use super::*;

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
        for wrong in ["", "d", "-3d", "yesterday", "3w", "3ö"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
