//! Converts stored data into the values that templates show.

use aws::{Count, Direction, Totals};
use engine::RecordName;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use journal::{Outcome, Summary};
use messages::{CauseMessages, Language, Messages};
use model::{Case, Code, JobKind, Problem, Source};
use rust_decimal::Decimal;
use sale::{PriceInterpretation, PricePer, PriceVat, SaleKind};

use crate::visit::Visit;

/// Filters of the templates.
#[allow(unreachable_pub, reason = "the macro makes what it writes public")]
pub(crate) mod filters {
    use std::fmt::Display;

    use askama::filters::Safe;

    /// A text whose commands and settings are between backticks, as HTML: these as code, and everything escaped.
    #[askama::filter_fn]
    pub(crate) fn code(text: impl Display, _: &dyn askama::Values) -> askama::Result<Safe<String>> {
        Ok(Safe(reconcile::with_code(&text.to_string())))
    }
}

/// The time since `at`, in the largest unit that is not zero.
pub(crate) fn ago(text: &Messages, at: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(at).as_secs().max(0);
    match seconds {
        0..60 => text.ago_seconds(seconds),
        60..3_600 => text.ago_minutes(seconds / 60),
        3_600..86_400 => text.ago_hours(seconds / 3_600),
        _ => text.ago_days(seconds / 86_400),
    }
}

/// Whether an attempt has sent nothing although it is done: it has looked, or queued what others send.
fn sends_nothing(entry: &Summary) -> bool {
    entry.outcome == Outcome::Done && !entry.outcome.has_sent(&entry.cases)
}

/// The value of an attempt's outcome in the filter form.
pub(crate) fn outcome_value(entry: &Summary) -> &'static str {
    match entry.outcome {
        Outcome::Done if sends_nothing(entry) => "done",
        Outcome::Done => "sent",
        Outcome::Skipped => "skipped",
        Outcome::Parked => "parked",
        Outcome::Waiting => "failing",
        Outcome::Ignored => "ignored",
    }
}

/// The text of an outcome, and its CSS class.
pub(crate) fn outcome(text: &Messages, outcome: Outcome) -> (String, &'static str) {
    match outcome {
        Outcome::Done => (text.outcome_sent(), "good"),
        Outcome::Skipped => (text.outcome_skipped(), "quiet"),
        Outcome::Parked => (text.outcome_parked(), "bad"),
        Outcome::Waiting => (text.outcome_failing(), "warn"),
        Outcome::Ignored => (text.outcome_ignored(), "quiet"),
    }
}

/// The text of a direction.
pub(crate) fn direction(text: &Messages, direction: Direction) -> String {
    match direction {
        Direction::ToEaccounting => text.direction_to_eaccounting(),
        Direction::ToActiveCampaign => text.direction_to_activecampaign(),
    }
}

/// What an error code means, and what to do about it. In English the second is empty: a problem's own remedy says more.
pub(crate) fn meaning(text: &Messages, code: Code) -> (String, String) {
    let causes = CauseMessages::of(text.language());
    let cause = causes.cause(code.as_str()).unwrap_or_default();
    let remedy = match text.language() {
        Language::English => String::new(),
        _ => causes.remedy(code.as_str()).unwrap_or_default(),
    };
    (cause, remedy)
}

/// A problem for a page.
pub(crate) struct Told {
    /// What happened; in a language that has no words for it, what its code means.
    pub(crate) text: String,
    /// What to do.
    pub(crate) remedy: String,
    /// What the problem itself says, in English; empty where `text` is that already.
    pub(crate) detail: String,
    pub(crate) code: String,
}

impl Told {
    pub(crate) fn of(text: &Messages, problem: &Problem) -> Self {
        let language = text.language();
        let remedy = notices::remedy(problem, language);
        Self {
            text: notices::what_happened(problem, language).0,
            remedy: remedy.unwrap_or_else(|| problem.remedy.clone()),
            detail: notices::problem_in_english(problem, language).unwrap_or_default(),
            code: problem.code.to_string(),
        }
    }
}

/// The text of a kind of job.
pub(crate) fn job(text: &Messages, kind: JobKind) -> String {
    match kind {
        JobKind::Customer => text.job_customer(),
        JobKind::Order => text.job_order(),
        JobKind::Quote => text.job_quote(),
        JobKind::FindOrders => text.job_find_orders(),
        JobKind::WriteOrder => text.job_write_order(),
        JobKind::WriteContact => text.job_write_contact(),
        JobKind::Stock => text.job_stock(),
    }
}

/// The name of a document, as the activity log and previews name it in English.
#[must_use]
pub fn document(text: &Messages, name: &str) -> String {
    if let Some(kind) = why::words::kind(name, text.language()) {
        return kind;
    }
    match name.split_once(' ') {
        Some(("product", number)) => text.document_product(number),
        Some(("article", number)) => {
            let (kind, number) = ("article", number.to_owned());
            notices::record_name(&RecordName { kind, number }, text.language())
        }
        _ => name.to_owned(),
    }
}

/// The text of a kind of sale.
#[must_use]
pub fn sale_kind(text: &Messages, kind: &SaleKind) -> String {
    match kind {
        SaleKind::Domestic => text.sale_domestic(),
        SaleKind::DomesticReverse => text.sale_domestic_reverse(),
        SaleKind::EuCompany { country } => text.sale_eu_company(country.to_string()),
        SaleKind::EuPrivate { country } => text.sale_eu_private(country.to_string()),
        SaleKind::EuPrivateOss { country } => text.sale_eu_private_oss(country.to_string()),
        SaleKind::Export { country } => text.sale_export(country.to_string()),
        SaleKind::ExportWithVat { country } => text.sale_export_with_vat(country.to_string()),
    }
}

/// How a shop's prices were read.
#[must_use]
pub fn prices(text: &Messages, reading: PriceInterpretation) -> String {
    let per = match reading.per {
        PricePer::Unit => text.prices_per_unit(),
        PricePer::Line => text.prices_per_line(),
    };
    match reading.vat {
        PriceVat::Included => text.prices_with_vat(per),
        PriceVat::Excluded => text.prices_without_vat(per),
        PriceVat::None => per,
        PriceVat::SellersTakenOff => text.prices_vat_taken_off(per),
    }
}

/// A reason in the page's language, empty in English and where it exists in English alone; and what of it is in English.
pub(crate) fn told_reason(text: &Messages, reason: &str, cases: &[Case]) -> (String, String) {
    let language = text.language();
    if language == Language::English {
        return (String::new(), reason.to_owned());
    }
    let english = notices::reason_in_english(reason, cases, language);
    (
        notices::reason(reason, cases, language).unwrap_or_default(),
        english.unwrap_or_default().to_owned(),
    )
}

/// An attempt in one row.
pub(crate) struct Attempt {
    pub(crate) time: String,
    pub(crate) record: String,
    /// The record as people call it.
    pub(crate) name: String,
    pub(crate) job: String,
    pub(crate) outcome: String,
    pub(crate) class: &'static str,
    pub(crate) trigger: String,
    pub(crate) direction: String,
    /// What happened, in another language than English: of a problem that exists in English alone, what its code means. Empty where
    /// a reason exists in English alone.
    pub(crate) meaning: String,
    /// What happened, in English; empty where `meaning` is all of it.
    pub(crate) text: String,
    pub(crate) code: String,
    pub(crate) duration_ms: u64,
    pub(crate) calls: u32,
}

impl Attempt {
    pub(crate) fn of(visit: &Visit, entry: &Summary) -> Self {
        let text = visit.text;
        let (word, class) = match sends_nothing(entry) {
            true => (text.outcome_done(), "good"),
            false => outcome(text, entry.outcome),
        };
        let (meaning, what) = match (&entry.problem, &entry.reason) {
            (Some(problem), _) if text.language() == Language::English => {
                (String::new(), problem.message.clone())
            }
            (Some(problem), _) => {
                let (what, english) = notices::what_happened(problem, text.language());
                (what, english.unwrap_or_default().to_owned())
            }
            (None, Some(reason)) => told_reason(text, reason, &entry.cases),
            (None, None) => (String::new(), String::new()),
        };
        Self {
            time: visit.time(entry.at),
            record: entry.source.to_string(),
            name: name(text, entry),
            job: job(text, entry.kind),
            outcome: word,
            class,
            trigger: notices::trigger(entry.cause, text.language()),
            direction: direction(text, Direction::of(entry.kind)),
            meaning: engine::with_short_ids(&meaning),
            text: engine::with_short_ids(&what),
            code: entry
                .problem
                .as_ref()
                .map(|problem| problem.code.to_string())
                .unwrap_or_default(),
            duration_ms: entry.duration_ms,
            calls: entry.calls,
        }
    }
}

/// The record of an attempt as people call it: an order by the number that the shop shows its customers, where the attempt has
/// read it. Of a document's id, the first eight characters.
fn name(text: &Messages, entry: &Summary) -> String {
    let record = match (&entry.source, &entry.order_number) {
        (source @ Source::Order { .. }, Some(number)) => RecordName {
            kind: source.kind(),
            number: number.clone(),
        },
        // An order's id is another number than the one that people know.
        (source @ (Source::Order { .. } | Source::Stock(_)), _) => return source.to_string(),
        (source, _) => RecordName::of(source),
    };
    engine::capitalized(&notices::record_name(&record, text.language()))
}

/// How many attempts ended in one way.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) class: &'static str,
    pub(crate) today: u64,
    pub(crate) month: u64,
}

/// The figures and the chart of a direction.
pub(crate) struct DirectionCard {
    pub(crate) name: String,
    pub(crate) figures: Vec<Figure>,
    /// A description of the chart for screen readers.
    pub(crate) label: String,
    pub(crate) largest: u64,
    pub(crate) bars: Vec<Bar>,
    pub(crate) first_day: String,
    pub(crate) last_day: String,
    /// The days with work, newest first.
    pub(crate) rows: Vec<(String, Count)>,
}

/// A day's bar.
pub(crate) struct Bar {
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
}

/// A part of a bar, in the chart's units: 300 by 80.
pub(crate) struct Part {
    pub(crate) class: &'static str,
    pub(crate) x: u64,
    pub(crate) y: u64,
    pub(crate) height: u64,
}

/// The chart's height in its own units.
const HEIGHT: u64 = 80;

/// The days of a chart.
const DAYS: i32 = 30;

impl DirectionCard {
    pub(crate) fn of(text: &Messages, totals: &Totals, of: Direction, now: Timestamp) -> Self {
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let days: Vec<(String, Count)> = (0..DAYS)
            .rev()
            .map(|back| {
                let day = today.saturating_sub(Span::new().days(back));
                let count = totals.days.get(&day).map(|count| count.of(of));
                (day.to_string(), count.unwrap_or_default())
            })
            .collect();
        let largest = days.iter().map(|(_, count)| count.sum()).max().unwrap_or(0);
        let bars = days
            .iter()
            .zip(0_u64..)
            .map(|((day, count), index)| Bar {
                title: text.overview_bar(day, count.failing, count.parked, count.sent, count.skipped),
                parts: parts(*count, index, largest),
            })
            .collect();
        let name = direction(text, of);
        let (on_day, in_month) = (totals.of_last(1, of, now), totals.of_last(DAYS, of, now));
        let figure = |name: String, class: &'static str, count: fn(&Count) -> u64| Figure {
            name,
            class,
            today: count(&on_day),
            month: count(&in_month),
        };
        Self {
            label: text.overview_chart(
                &name,
                in_month.failing,
                in_month.parked,
                in_month.sent,
                in_month.skipped,
            ),
            name,
            figures: vec![
                figure(text.outcome_sent(), "sent", |count| count.sent),
                figure(text.outcome_skipped(), "skipped", |count| count.skipped),
                figure(text.outcome_failing(), "failing", |count| count.failing),
                figure(text.outcome_parked(), "parked", |count| count.parked),
            ],
            largest,
            bars,
            first_day: days.first().map(|(day, _)| day.clone()).unwrap_or_default(),
            last_day: days.last().map(|(day, _)| day.clone()).unwrap_or_default(),
            rows: days
                .into_iter()
                .rev()
                .filter(|(_, count)| count.sum() > 0)
                .collect(),
        }
    }
}

/// A day's bar, from the bottom up.
fn parts(count: Count, index: u64, largest: u64) -> Vec<Part> {
    let parts = [
        ("sent", count.sent),
        ("skipped", count.skipped),
        ("failing", count.failing),
        ("parked", count.parked),
    ];
    let mut bottom = HEIGHT;
    parts
        .into_iter()
        .filter(|(_, value)| *value > 0)
        .map(|(class, value)| {
            // A part that is not zero is always visible, however small it is.
            let height = (value * HEIGHT / largest.max(1)).max(2).min(bottom);
            bottom -= height;
            Part {
                class,
                x: index * 10 + 1,
                y: bottom,
                height,
            }
        })
        .collect()
}

/// An amount with two decimals, or all that it has.
#[must_use]
pub fn money(amount: Decimal) -> String {
    let amount = amount.normalize();
    format!("{amount:.*}", usize::try_from(amount.scale().max(2)).unwrap_or(2))
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn a_time_ago_is_told_in_the_unit_that_says_most() {
        let text = Messages::of(Language::English);
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        for (at, told) in [
            ("2026-11-23T09:59:59Z", "1 second ago"),
            ("2026-11-23T09:58:00Z", "2 minutes ago"),
            ("2026-11-23T09:00:00Z", "1 hour ago"),
            ("2026-11-20T10:00:00Z", "3 days ago"),
            ("2026-11-23T10:00:09Z", "0 seconds ago"),
        ] {
            assert_eq!(ago(text, at.parse().unwrap(), now), told);
        }
    }

    #[test]
    fn a_bar_is_as_high_as_its_day_and_never_leaves_the_chart() {
        let count = Count {
            sent: 1_000,
            skipped: 1,
            failing: 1,
            parked: 1,
        };
        let parts = parts(count, 29, count.sum());
        assert_eq!(parts.len(), 4);
        let mut bottom = HEIGHT;
        for part in &parts {
            assert_eq!(part.y + part.height, bottom, "parts stand on each other");
            assert!(part.x + 8 <= 300);
            bottom = part.y;
        }
        assert_eq!(
            super::parts(count, 0, 10 * count.sum())
                .iter()
                .map(|part| part.height)
                .sum::<u64>(),
            7 + 3 * 2
        );
    }

    #[test]
    fn a_day_without_work_has_no_bar_and_no_row() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let text = Messages::of(Language::English);
        let mut totals = Totals::default();
        let day = now.to_zoned_datetime(TimeZone::UTC).date();
        totals.days.insert(day, aws::DayCount::default());
        let card = DirectionCard::of(text, &totals, Direction::ToEaccounting, now);
        assert_eq!((card.bars.len(), card.largest, card.rows.len()), (30, 0, 0));
        assert_eq!(
            (card.first_day.as_str(), card.last_day.as_str()),
            ("2026-10-25", "2026-11-23")
        );
    }

    #[test]
    fn an_order_has_the_number_that_its_customer_knows() {
        const ID: &str = "5f08f8a8-b338-41e7-b88b-8e02f2f47074";
        for (record, order_number, told) in [
            ("order:1:5001", Some("1001"), "Order 1001"),
            ("order:1:5001", None, "order:1:5001"),
            ("contact:3", None, "Kontakt 3"),
            (&format!("quote:{ID}"), None, "Offert 5f08f8a8…"),
        ] {
            let entry = Summary {
                id: String::new(),
                at: Timestamp::UNIX_EPOCH,
                source: record.parse().unwrap(),
                kind: JobKind::Order,
                cause: model::Cause::Webhook,
                outcome: journal::Outcome::Done,
                reason: None,
                cases: Vec::new(),
                problem: None,
                document: None,
                order_number: order_number.map(str::to_owned),
                duration_ms: 0,
                calls: 0,
                expires_at: Timestamp::UNIX_EPOCH,
            };
            assert_eq!(name(Messages::of(Language::Swedish), &entry), told);
        }
    }
}
