//! What a day or a week brought, in one notice.

use engine::{Alert, AlertStatus};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use model::Code;
use settings::Every;

use crate::message::time;

/// From which hour (UTC) on a digest is sent: before a working day begins in every country that eAccounting is sold in.
const FROM_HOUR: i8 = 5;

/// The days that a digest is about, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// Which digest is to be sent now: that of yesterday, or that of the last week, once each. `sent` is the last day of the
/// period that was sent last. A digest that was missed while nothing ran is not made up for.
#[must_use]
pub fn due(every: Every, sent: Option<Date>, now: Timestamp) -> Option<Period> {
    let now = now.to_zoned_datetime(TimeZone::UTC);
    let today = if now.hour() < FROM_HOUR {
        before(now.date(), 1)
    } else {
        now.date()
    };
    let (days, end) = match every {
        Every::Off => return None,
        Every::Daily => (1, today),
        Every::Weekly => (7, before(today, today.weekday().since(Weekday::Monday).into())),
    };
    let last = before(end, 1);
    sent.is_none_or(|sent| sent < last).then(|| Period {
        first: before(end, days),
        last,
    })
}

fn before(day: Date, days: i32) -> Date {
    day.saturating_sub(Span::new().days(days))
}

/// How many records went a way, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Where to, such as "To eAccounting".
    pub name: &'static str,
    /// Sent.
    pub sent: u64,
    /// Nothing to do.
    pub skipped: u64,
    /// Parked for a person.
    pub parked: u64,
    /// Attempts that failed and were made again.
    pub failing: u64,
}

/// What the last comparison of both systems found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// When it was made.
    pub at: Timestamp,
    /// How many sales were compared.
    pub sales: usize,
    /// How many of them agree.
    pub agreeing: usize,
    /// About how many the systems disagree.
    pub differences: usize,
    /// Whether everything could be compared.
    pub is_complete: bool,
}

/// Everything that a digest says. Holds no ids and no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The days.
    pub period: Period,
    /// Both directions.
    pub ways: Vec<Way>,
    /// What waits for a person now, by cause, the most first.
    pub waiting: Vec<(Code, u64)>,
    /// Whether more waits than was counted.
    pub is_cut: bool,
    /// Since when the first of it waits.
    pub oldest: Option<Timestamp>,
    /// Vendors that can't be used now, by name.
    pub down: Vec<&'static str>,
    /// When a webhook was heard last.
    pub last_webhook: Option<Timestamp>,
    /// When the schedule last ran to its end.
    pub last_sweep: Option<Timestamp>,
    /// The last reconciliation; none where there was none.
    pub compared: Option<Compared>,
}

impl Compared {
    fn line(&self) -> String {
        let rest = match self.differences {
            0 => String::new(),
            1 => "; 1 does not".to_owned(),
            many => format!("; {many} do not"),
        };
        let cut = if self.is_complete {
            ""
        } else {
            ", and not all could be compared"
        };
        format!(
            "Reconciliation of {}: {} of {} sales agree{rest}{cut}",
            time(self.at),
            self.agreeing,
            self.sales
        )
    }
}

impl Digest {
    /// The digest as a notice.
    #[must_use]
    pub fn alert(&self) -> Alert {
        let sent: u64 = self.ways.iter().map(|way| way.sent).sum();
        let waiting: u64 = self.waiting.iter().map(|(_, count)| count).sum();
        let at_least = if self.is_cut { "at least " } else { "" };
        let wait = match waiting {
            0 => "nothing waits for you".to_owned(),
            1 => "1 record waits for you".to_owned(),
            many => format!("{at_least}{many} records wait for you"),
        };
        let mut lines: Vec<String> = self
            .ways
            .iter()
            .map(|way| {
                format!(
                    "{}: {} sent, {} with nothing to do, {} parked, {} failed and tried again",
                    way.name, way.sent, way.skipped, way.parked, way.failing
                )
            })
            .collect();
        if !self.waiting.is_empty() {
            let causes: Vec<String> = self
                .waiting
                .iter()
                .map(|(code, count)| format!("{count} × {code}"))
                .collect();
            let since = self
                .oldest
                .map(|at| format!(", the first since {}", time(at)))
                .unwrap_or_default();
            lines.push(format!("Waiting for you: {}{since}", causes.join(", ")));
            lines.push("What to do: `ekobridge activity --parked` says for each what to change; then `ekobridge replay --parked`.".to_owned());
        }
        lines.extend(
            self.down
                .iter()
                .map(|vendor| format!("{vendor} cannot be used now; jobs wait")),
        );
        lines.extend(self.compared.map(|compared| compared.line()));
        lines.push(format!(
            "Last webhook from ActiveCampaign: {}",
            or_none(self.last_webhook)
        ));
        lines.push(format!(
            "Last complete run of the schedule: {}",
            or_none(self.last_sweep)
        ));
        Alert::new(
            "digest",
            AlertStatus::Information,
            format!("{}: {sent} sent, {wait}", self.period_in_words()),
            lines.join("\n"),
        )
    }

    fn period_in_words(&self) -> String {
        let Period { first, last } = self.period;
        if first == last {
            last.strftime("%-d %B").to_string()
        } else {
            format!("{} to {}", first.strftime("%-d %B"), last.strftime("%-d %B"))
        }
    }
}

fn or_none(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "none yet".to_owned(), time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_daily_digest_is_of_yesterday_once_from_five_on() {
        // 30 November 2026 is a Monday.
        let yesterday = Period {
            first: day("2026-11-29"),
            last: day("2026-11-29"),
        };
        let due = |sent, now| due(Every::Daily, sent, at(now));
        assert_eq!(due(Some(day("2026-11-28")), "2026-11-30T04:59:00Z"), None);
        assert_eq!(
            due(Some(day("2026-11-28")), "2026-11-30T05:00:00Z"),
            Some(yesterday)
        );
        assert_eq!(due(Some(day("2026-11-29")), "2026-11-30T23:00:00Z"), None);
        assert_eq!(
            due(Some(day("2026-11-10")), "2026-11-30T12:00:00Z"),
            Some(yesterday)
        );
        assert_eq!(due(None, "2026-11-30T12:00:00Z"), Some(yesterday));
    }

    #[test]
    fn a_weekly_digest_is_of_monday_to_sunday_once_a_week() {
        let week = Period {
            first: day("2026-11-23"),
            last: day("2026-11-29"),
        };
        let due = |sent, now| due(Every::Weekly, sent, at(now));
        assert_eq!(due(Some(day("2026-11-22")), "2026-11-29T23:00:00Z"), None);
        assert_eq!(due(Some(day("2026-11-22")), "2026-11-30T05:00:00Z"), Some(week));
        assert_eq!(due(Some(day("2026-11-22")), "2026-12-03T09:00:00Z"), Some(week));
        assert_eq!(due(Some(day("2026-11-29")), "2026-12-03T09:00:00Z"), None);
        assert_eq!(super::due(Every::Off, None, at("2026-11-30T12:00:00Z")), None);
    }

    #[test]
    fn a_digest_says_what_was_sent_what_waits_and_what_to_do() {
        let way = |name, sent| Way {
            name,
            sent,
            skipped: 2,
            parked: 1,
            failing: 3,
        };
        let mut digest = Digest {
            period: Period {
                first: day("2026-11-23"),
                last: day("2026-11-29"),
            },
            ways: vec![way("To eAccounting", 40), way("To ActiveCampaign", 5)],
            waiting: vec![(Code::SKU_UNKNOWN, 3), (Code::TOTAL_MISMATCH, 1)],
            is_cut: false,
            oldest: Some(at("2026-11-25T02:14:00Z")),
            down: vec!["eAccounting"],
            last_webhook: Some(at("2026-11-29T20:00:00Z")),
            last_sweep: None,
            compared: Some(Compared {
                at: at("2026-11-29T02:03:00Z"),
                sales: 45,
                agreeing: 43,
                differences: 2,
                is_complete: true,
            }),
        };
        let alert = digest.alert();
        assert_eq!(
            alert.title,
            "23 November to 29 November: 45 sent, 4 records wait for you"
        );
        assert_eq!(
            alert.text,
            "To eAccounting: 40 sent, 2 with nothing to do, 1 parked, 3 failed and tried again\n\
             To ActiveCampaign: 5 sent, 2 with nothing to do, 1 parked, 3 failed and tried again\n\
             Waiting for you: 3 × sku_unknown, 1 × total_mismatch, the first since 25 November 2026, 02:14 UTC\n\
             What to do: `ekobridge activity --parked` says for each what to change; then `ekobridge replay --parked`.\n\
             eAccounting cannot be used now; jobs wait\n\
             Reconciliation of 29 November 2026, 02:03 UTC: 43 of 45 sales agree; 2 do not\n\
             Last webhook from ActiveCampaign: 29 November 2026, 20:00 UTC\n\
             Last complete run of the schedule: none yet"
        );
        digest.period.first = digest.period.last;
        digest.waiting.clear();
        assert_eq!(
            digest.alert().title,
            "29 November: 45 sent, nothing waits for you"
        );
    }
}
