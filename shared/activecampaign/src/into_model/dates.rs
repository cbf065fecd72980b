use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// A date as ActiveCampaign and stores write it: ISO 8601 with offset; an hour of one digit (as in its own examples); a
/// blank for the `T`; without offset, which is taken as UTC; a day alone, which is its midnight; and `0000-00-00`, which
/// is none.
pub(crate) fn parse_date(text: &str) -> Option<Timestamp> {
    parse(text).map(|dated| dated.instant)
}

/// The clock that is furthest behind UTC anywhere, in seconds.
pub(crate) const SLOWEST_CLOCK: i64 = -12 * 3600;

/// When it was, where the date has an offset and so leaves no doubt.
pub(crate) fn certain(text: &str) -> Option<Timestamp> {
    parse(text)
        .filter(|dated| dated.has_offset)
        .map(|dated| dated.instant)
}

/// A date, and the reading on the clock that it was written by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    /// When it was.
    pub(crate) instant: Timestamp,
    /// The text's digits read as UTC: the sort key of lists that are sorted as text.
    wall: Timestamp,
    /// Seconds that the clock was ahead of UTC.
    ahead: i64,
    /// Whether the text has an offset.
    has_offset: bool,
}

fn parse(text: &str) -> Option<Dated> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-00-00") {
        return None;
    }
    let mut text = text.to_owned();
    if let (Some(b'T' | b' '), Some(b':')) = (text.as_bytes().get(10), text.as_bytes().get(12)) {
        text.insert(11, '0');
    }
    let pieces = Pieces::parse(&text).ok()?;
    let wall = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_default());
    let wall = Offset::UTC.to_timestamp(wall).ok()?;
    let offset = pieces.to_numeric_offset();
    let ahead = offset.map_or(0, |offset| i64::from(offset.seconds()));
    let instant = wall.checked_sub(jiff::SignedDuration::from_secs(ahead)).ok()?;
    Some(Dated {
        instant,
        wall,
        ahead,
        has_offset: offset.is_some(),
    })
}

impl Dated {
    /// Reads a date as [`parse_date`] does.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        parse(text)
    }
}

/// Whether a list that is sorted by date, newest first, can hold nothing after this page that is as new as `watermark`.
///
/// GraphQL's dates are text and are sorted as text, so by the clocks on the walls of the stores: 11:00+02:00 comes
/// before 10:30Z, which is later. What follows was written by one of the clocks seen on this page or by one at UTC or
/// ahead of it; a page is the last when even by the slowest of these nothing new can follow.
///
/// `slowest` is how far behind UTC, in seconds and negative, a clock is reckoned with that is not on this page.
pub(crate) fn nothing_newer_follows(page: &[Option<Dated>], watermark: Timestamp, slowest: i64) -> bool {
    let dates: Vec<Dated> = page.iter().copied().flatten().collect();
    let (Some(last), true) = (dates.last(), dates.len() == page.len()) else {
        // Nothing follows an empty page; an unreadable date says nothing about what follows.
        return page.is_empty();
    };
    let seen = dates.iter().map(|dated| dated.ahead).min().unwrap_or(0);
    let slowest = seen.min(slowest).min(0);
    last.wall
        .checked_sub(jiff::SignedDuration::from_secs(slowest))
        .is_ok_and(|latest_that_may_follow| latest_that_may_follow < watermark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn every_spelling_of_a_date_is_read() {
        for (text, expected) in [
            ("2016-09-13T17:41:39-04:00", "2016-09-13T21:41:39Z"),
            ("2019-09-06T2:10:00-05:00", "2019-09-06T07:10:00Z"),
            ("2016-01-01T12:00:00-00:00", "2016-01-01T12:00:00Z"),
            ("2023-05-03T10:48:23Z", "2023-05-03T10:48:23Z"),
            ("2023-05-03T10:48:23.123+0200", "2023-05-03T08:48:23.123Z"),
            ("2018-09-21 12:04:40", "2018-09-21T12:04:40Z"),
            ("2018-12-31", "2018-12-31T00:00:00Z"),
        ] {
            assert_eq!(parse_date(text), Some(at(expected)), "{text}");
        }
        for text in [
            "",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "yesterday",
            "2026-13-01",
            "12",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    fn follows(texts: &[&str], watermark: &str) -> bool {
        let page: Vec<_> = texts.iter().map(|text| Dated::parse(text)).collect();
        nothing_newer_follows(&page, at(watermark), 0)
    }

    #[test]
    fn a_full_scan_finds_a_store_behind_another_stores_page() {
        let page = [Dated::parse("2026-11-23T09:59:59+01:00")];
        assert!(nothing_newer_follows(&page, at("2026-11-23T10:00:00Z"), 0));
        assert!(!nothing_newer_follows(
            &page,
            at("2026-11-23T10:00:00Z"),
            SLOWEST_CLOCK
        ));
        let page = [Dated::parse("2026-11-22T21:59:59+01:00")];
        assert!(nothing_newer_follows(
            &page,
            at("2026-11-23T10:00:00Z"),
            SLOWEST_CLOCK
        ));
    }

    #[test]
    fn only_a_date_with_an_offset_says_for_certain_when_it_was() {
        assert_eq!(
            certain("2026-11-23T06:00:00-05:00"),
            Some(at("2026-11-23T11:00:00Z"))
        );
        assert_eq!(certain("2026-11-23T06:00:00Z"), Some(at("2026-11-23T06:00:00Z")));
        for text in [
            "2026-11-23T06:00:00",
            "2026-11-23 06:00:00",
            "2026-11-23",
            "",
            "soon",
        ] {
            assert_eq!(certain(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_that_ends_before_the_watermark_is_the_last() {
        assert!(follows(
            &["2026-11-23T12:00:00Z", "2026-11-23T09:00:00Z"],
            "2026-11-23T10:00:00Z"
        ));
        assert!(!follows(
            &["2026-11-23T12:00:00Z", "2026-11-23T11:00:00Z"],
            "2026-11-23T10:00:00Z"
        ));
        assert!(follows(&[], "2026-11-23T10:00:00Z"));
    }

    #[test]
    fn a_store_ahead_of_utc_does_not_hide_one_at_utc() {
        // 10:30+02:00 is 08:30Z, older than the watermark; yet 10:15Z may follow, since it sorts below as text.
        assert!(!follows(&["2026-11-23T10:30:00+02:00"], "2026-11-23T10:00:00Z"));
        assert!(follows(&["2026-11-23T09:59:59+02:00"], "2026-11-23T10:00:00Z"));
    }

    #[test]
    fn a_store_behind_utc_is_followed_as_long_as_its_clock_may_bring_something_new() {
        // 06:00-05:00 is 11:00Z, new; 05:30-05:00 may follow, and would be 10:30Z.
        assert!(!follows(&["2026-11-23T06:00:00-05:00"], "2026-11-23T10:00:00Z"));
        assert!(follows(&["2026-11-23T04:59:00-05:00"], "2026-11-23T10:00:00Z"));
    }

    #[test]
    fn a_date_that_cannot_be_read_keeps_the_search_going() {
        assert!(!follows(
            &["last week", "2026-11-01T00:00:00Z"],
            "2026-11-23T10:00:00Z"
        ));
    }
}
