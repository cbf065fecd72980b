use askama::Template;
use aws::Direction;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use journal::Summary;
use model::{Code, Problem, Source};
use serde::Deserialize;

use super::{Frame, failed, shown, zone_name};
use crate::view::{Attempt, filters, outcome_value};
use crate::visit::Visit;

/// The entries that a page shows. It reads one more, which tells whether there are older ones.
const PAGE: usize = 99;

/// The values of the form. Invalid values are ignored.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    day: String,
    from: String,
    until: String,
    before: String,
    record: String,
    direction: String,
    outcome: String,
    trigger: String,
    code: String,
}

impl Filter {
    fn takes(&self, entry: &Summary) -> bool {
        let is = |wanted: &str, has: &str| wanted.is_empty() || wanted == has;
        let direction = match Direction::of(entry.kind) {
            Direction::ToEaccounting => "eaccounting",
            Direction::ToActiveCampaign => "activecampaign",
        };
        let code = entry.problem.as_ref().map_or("", |problem| problem.code.as_str());
        is(&self.direction, direction)
            && is(&self.outcome, outcome_value(entry))
            && is(&self.trigger, entry.cause.as_str())
            && is(&self.code, code)
    }

    /// The same filter on another place, as a query.
    fn at(&self, day: &str, before: &str) -> String {
        let pairs = [
            ("day", day),
            ("from", &self.from),
            ("until", &self.until),
            ("before", before),
            ("direction", &self.direction),
            ("outcome", &self.outcome),
            ("trigger", &self.trigger),
            ("code", &self.code),
        ];
        let query: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("/activity?{}", query.join("&"))
    }
}

/// A value in a query.
pub(super) fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A choice of a list.
struct Choice {
    value: &'static str,
    words: String,
    on: bool,
}

fn choices<const N: usize>(now: &str, all: [(&'static str, String); N]) -> Vec<Choice> {
    all.into_iter()
        .map(|(value, words)| Choice {
            value,
            words,
            on: value == now,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "activity.html")]
struct Activity {
    frame: Frame,
    day: String,
    /// The zone of the day, of both times and of the list, such as "CET".
    zone: String,
    from: String,
    until: String,
    record: String,
    /// What is asked for as a record is none, or several.
    unclear: bool,
    code: String,
    /// What is asked for as a code is none.
    is_no_code: bool,
    directions: Vec<Choice>,
    outcomes: Vec<Choice>,
    triggers: Vec<Choice>,
    attempts: Vec<Attempt>,
    read: usize,
    older: Option<String>,
    day_before: Option<String>,
    day_after: Option<String>,
}

pub(crate) async fn activity(visit: Visit, Query(filter): Query<Filter>) -> Response {
    match page(&visit, &filter).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

/// A part of a day in the company's zone, as moments: the first is included, the second is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    since: Timestamp,
    until: Timestamp,
}

impl Range {
    /// The day between two times of day. Without one of them, from the day's beginning or to its end.
    fn of(day: Date, from: Option<Time>, until: Option<Time>, zone: &TimeZone) -> Self {
        let moment = |day: Date, time: Option<Time>| {
            let there = day.to_datetime(time.unwrap_or_default());
            // The zone's rule decides where a clock change skips or repeats a time.
            zone.to_timestamp(there).unwrap_or_default()
        };
        Self {
            since: moment(day, from),
            until: match until {
                Some(_) => moment(day, until),
                None => moment(day.saturating_add(Span::new().days(1)), None),
            },
        }
    }
}

/// Where a page begins in the activity log, which is read by UTC day.
struct Place {
    /// The UTC day.
    day: Date,
    /// The position that the page's entries are older than.
    before: String,
}

impl Place {
    /// The newest entries before a moment.
    fn before(moment: Timestamp) -> Self {
        let last = moment
            .saturating_sub(Span::new().microseconds(1))
            .unwrap_or(moment);
        Self {
            day: last.to_zoned_datetime(TimeZone::UTC).date(),
            before: format!("{moment:.6}"),
        }
    }

    /// The place that a link to older entries names: a position, or a moment. `None` if it is neither.
    fn parse(text: &str) -> Option<Self> {
        match text.split_once('#') {
            Some((at, _)) if text.len() <= 100 => {
                let at: Timestamp = at.parse().ok()?;
                Some(Self {
                    day: at.to_zoned_datetime(TimeZone::UTC).date(),
                    before: text.to_owned(),
                })
            }
            _ => text.parse().ok().map(Self::before),
        }
    }
}

/// The end of a moment's UTC day: a company's day is in two, and the second may not have begun.
fn end_of_day(now: Timestamp) -> Timestamp {
    let tomorrow = now.to_zoned_datetime(TimeZone::UTC).date().tomorrow();
    let end = tomorrow.and_then(|day| day.to_zoned_datetime(TimeZone::UTC));
    end.map_or(now, |end| end.timestamp())
}

/// The one record that a text means: its own name, or whatever else the search finds it by.
async fn one_record(worker: &aws::Worker, text: &str) -> Option<Source> {
    if text.is_empty() {
        return None;
    }
    let mut found = Box::pin(why::find(worker, text)).await.ok()?.records;
    found.pop().filter(|_| found.is_empty())
}

async fn page(visit: &Visit, filter: &Filter) -> Result<Activity, Problem> {
    let (text, worker) = (visit.text, visit.worker());
    let zone = &visit.zone;
    let now = worker.ledger().now();
    let today = now.to_zoned_datetime(zone.clone()).date();
    let day = filter.day.parse::<Date>().unwrap_or(today).min(today);
    let (from, until) = (
        filter.from.parse::<Time>().ok(),
        filter.until.parse::<Time>().ok(),
    );
    let range = Range::of(day, from, until, zone);
    let wanted = filter.record.trim();
    let record = one_record(worker, wanted).await;
    // Everything in place of one record would be taken for that record's.
    let unclear = !wanted.is_empty() && record.is_none();
    let place =
        Place::parse(&filter.before).unwrap_or_else(|| Place::before(range.until.min(end_of_day(now))));
    let (mut entries, older) = match &record {
        Some(record) => {
            let entries = worker.journal().of(record, PAGE).await?;
            (entries.iter().map(Summary::from).collect(), None)
        }
        None if unclear => (Vec::new(), None),
        None => {
            let read = worker
                .journal()
                .since(range.since, place.day, PAGE, &place.before);
            let journal::Page { entries, older } = read.await?;
            (entries, older)
        }
    };
    let day_text = day.to_string();
    let older = older.map(|before| filter.at(&day_text, &before));
    // A record's attempts are those of all days, unless a time of day is asked for.
    if record.is_none() || from.is_some() || until.is_some() {
        entries.retain(|entry| entry.at >= range.since && entry.at < range.until);
    }
    let beside = |days: i64| day.saturating_add(Span::new().days(days)).to_string();
    Ok(Activity {
        frame: Frame::of(visit, text.nav_activity(), "activity"),
        record: record
            .as_ref()
            .map_or_else(|| wanted.to_owned(), ToString::to_string),
        unclear,
        is_no_code: !filter.code.is_empty() && Code::try_from(filter.code.as_str()).is_err(),
        code: filter.code.clone(),
        directions: choices(
            &filter.direction,
            [
                ("", text.activity_both()),
                ("eaccounting", text.direction_to_eaccounting()),
                ("activecampaign", text.direction_to_activecampaign()),
            ],
        ),
        outcomes: choices(
            &filter.outcome,
            [
                ("", text.activity_any()),
                ("sent", text.outcome_sent()),
                ("done", text.outcome_done()),
                ("skipped", text.outcome_skipped()),
                ("failing", text.outcome_failing()),
                ("parked", text.outcome_parked()),
                ("ignored", text.outcome_ignored()),
            ],
        ),
        triggers: choices(
            &filter.trigger,
            [
                ("", text.activity_any()),
                ("webhook", text.cause_webhook()),
                ("sweep", text.cause_sweep()),
                ("poll", text.cause_poll()),
                ("replay", text.cause_replay()),
                ("backfill", text.cause_backfill()),
            ],
        ),
        read: entries.len(),
        attempts: entries
            .iter()
            .filter(|entry| filter.takes(entry))
            .map(|entry| Attempt::of(visit, entry))
            .collect(),
        zone: zone_name(zone, range.since),
        from: from
            .map(|time| time.strftime("%H:%M").to_string())
            .unwrap_or_default(),
        until: until
            .map(|time| time.strftime("%H:%M").to_string())
            .unwrap_or_default(),
        older,
        day_before: wanted.is_empty().then(|| filter.at(&beside(-1), "")),
        day_after: (wanted.is_empty() && day < today).then(|| filter.at(&beside(1), "")),
        day: day_text,
    })
}

#[cfg(test)]
mod tests {
    use model::{CountryCode, company_zone};

    use super::*;

    fn swedish() -> TimeZone {
        company_zone(CountryCode::SE).clone()
    }

    fn range(day: &str, from: &str, until: &str) -> (String, String) {
        let range = Range::of(
            day.parse().unwrap(),
            from.parse().ok(),
            until.parse().ok(),
            &swedish(),
        );
        (range.since.to_string(), range.until.to_string())
    }

    #[test]
    fn a_day_and_its_hours_are_those_of_the_companys_zone() {
        for (day, from, until, since, before) in [
            (
                "2026-11-25",
                "",
                "",
                "2026-11-24T23:00:00Z",
                "2026-11-25T23:00:00Z",
            ),
            (
                "2026-11-25",
                "08:00",
                "09:30",
                "2026-11-25T07:00:00Z",
                "2026-11-25T08:30:00Z",
            ),
            (
                "2026-07-01",
                "",
                "00:30",
                "2026-06-30T22:00:00Z",
                "2026-06-30T22:30:00Z",
            ),
            // The day on which summer time ends has 25 hours.
            (
                "2026-10-25",
                "",
                "",
                "2026-10-24T22:00:00Z",
                "2026-10-25T23:00:00Z",
            ),
        ] {
            assert_eq!(range(day, from, until), (since.to_owned(), before.to_owned()));
        }
    }

    #[test]
    fn a_place_is_in_the_utc_day_that_ends_at_its_moment() {
        let of = |text: &str| Place::parse(text).map(|place| (place.day.to_string(), place.before));
        assert_eq!(
            of("2026-11-25T00:00:00Z"),
            Some(("2026-11-24".to_owned(), "2026-11-25T00:00:00.000000Z".to_owned()))
        );
        assert_eq!(
            of("2026-11-25T08:00:00.000000Z#id")
                .map(|(day, _)| day)
                .as_deref(),
            Some("2026-11-25")
        );
        for wrong in ["", "yesterday", "#", "x#y"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
