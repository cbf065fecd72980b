//! What a day or a week brought, in one notice.

use engine::{Alert, AlertStatus, Notice};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use messages::Language;
use model::{Code, Vendor};
use settings::Every;

use crate::words::{Words, lines};

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
    /// The vendor that they went to.
    pub to: Vendor,
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
    fn line(&self, words: &Words) -> String {
        let (text, when) = (words.messages, words.time(self.at));
        let result = match self.differences {
            0 => text.digest_reconciled(self.agreeing, self.sales, when),
            differences => text.digest_reconciled_differ(self.agreeing, differences, self.sales, when),
        };
        if self.is_complete {
            result
        } else {
            text.digest_reconciled_cut(result)
        }
    }
}

impl Digest {
    /// The digest as a notice.
    #[must_use]
    pub fn alert(&self, language: Language) -> Alert {
        let words = Words::of(language);
        let text = words.messages;
        let sent: u64 = self.ways.iter().map(|way| way.sent).sum();
        let waiting: u64 = self.waiting.iter().map(|(_, count)| count).sum();
        let wait = match waiting {
            0 => text.digest_nothing_waits(),
            many if self.is_cut => text.digest_waits_more(many),
            many => text.digest_waits(many),
        };
        let mut all: Vec<String> = self
            .ways
            .iter()
            .map(|way| {
                let direction = match way.to {
                    Vendor::Eaccounting => text.to_eaccounting(),
                    Vendor::ActiveCampaign => text.to_activecampaign(),
                };
                text.digest_direction(direction, way.failing, way.parked, way.sent, way.skipped)
            })
            .collect();
        if !self.waiting.is_empty() {
            let causes: Vec<String> = self
                .waiting
                .iter()
                .map(|(code, count)| format!("{count} × {}", words.cause(*code)))
                .collect();
            let causes = causes.join(", ");
            all.push(match self.oldest {
                Some(oldest) => text.digest_waiting_since(causes, words.time(oldest)),
                None => text.digest_waiting(causes),
            });
            all.push(text.what_to_do(text.digest_remedy()));
        }
        all.extend(self.down.iter().map(|vendor| text.digest_down(*vendor)));
        all.extend(self.compared.map(|compared| compared.line(&words)));
        let or_none = |at: Option<Timestamp>| at.map_or_else(|| text.none_yet(), |at| words.time(at));
        all.push(text.digest_webhook(or_none(self.last_webhook)));
        all.push(text.digest_sweep(or_none(self.last_sweep)));
        let notice = Notice::Written {
            title: text.digest_title(self.period_in_words(&words), sent, wait),
            text: lines(&all),
        };
        Alert::new("digest", AlertStatus::Information, notice)
    }

    fn period_in_words(&self, words: &Words) -> String {
        let Period { first, last } = self.period;
        if first == last {
            words.day(last)
        } else {
            words.messages.digest_period(words.day(first), words.day(last))
        }
    }
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

    fn digest() -> Digest {
        let way = |to, sent| Way {
            to,
            sent,
            skipped: 2,
            parked: 1,
            failing: 3,
        };
        Digest {
            period: Period {
                first: day("2026-11-23"),
                last: day("2026-11-29"),
            },
            ways: vec![way(Vendor::Eaccounting, 40), way(Vendor::ActiveCampaign, 5)],
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
        }
    }

    #[test]
    fn a_digest_says_what_was_sent_what_waits_and_what_to_do() {
        let mut digest = digest();
        let (title, text) = crate::in_words(&digest.alert(Language::English), Language::English);
        assert_eq!(
            title,
            "23 November to 29 November: 45 sent, 4 records wait for you"
        );
        assert_eq!(
            text,
            "To eAccounting: 40 sent, 2 with nothing to do, 1 parked, 3 failed and tried again\n\
             To ActiveCampaign: 5 sent, 2 with nothing to do, 1 parked, 3 failed and tried again\n\
             Waiting for you: 3 × No article in eAccounting has the product's SKU (sku_unknown), \
             1 × The document's total would differ from the shop's (total_mismatch), \
             the first since 25 November 2026, 02:14 UTC\n\
             What to do: `ekobridge parked` says for each what to change; then `ekobridge replay --parked`.\n\
             eAccounting cannot be used now; jobs wait\n\
             Reconciliation of 29 November 2026, 02:03 UTC: 43 of 45 sales agree; 2 do not\n\
             Last webhook from ActiveCampaign: 29 November 2026, 20:00 UTC\n\
             Last complete run of the schedule: none yet"
        );
        digest.period.first = digest.period.last;
        digest.waiting.clear();
        let (title, _) = crate::in_words(&digest.alert(Language::English), Language::English);
        assert_eq!(title, "29 November: 45 sent, nothing waits for you");
    }

    #[test]
    fn a_digest_is_in_one_language_as_a_whole() {
        // What the Finnish digest has in common with the English one: names, numbers and commands.
        let (_, text) = crate::in_words(&digest().alert(Language::Finnish), Language::Finnish);
        assert!(
            text.starts_with("eAccountingiin: 40 lähetetty, 2 ilman tehtävää, 1 pysäköity"),
            "{text}"
        );
        for english in [
            "sent",
            "parked,",
            "Waiting",
            "What to do",
            "first",
            "none yet",
            "November",
        ] {
            assert!(!text.contains(english), "{english} in:\n{text}");
        }
        for language in Language::ALL {
            for (waiting, is_cut) in [(0, false), (1, false), (100, true)] {
                let mut digest = digest();
                digest.waiting = vec![(Code::SKU_UNKNOWN, waiting)];
                digest.is_cut = is_cut;
                let (title, text) = crate::in_words(&digest.alert(language), language);
                assert!(!title.is_empty() && !text.contains("{ $"), "{title}\n{text}");
            }
        }
    }
}
