//! From stored data to what pages show.

use aws::{Count, Direction, Totals};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use journal::{Outcome, Summary};

/// A time, to the second, where the console runs.
pub(crate) fn time(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// How long ago, in the unit that says most.
pub(crate) fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(at).as_secs().max(0);
    let (count, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

/// The words of an outcome, and the class of its mark.
pub(crate) fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Done => ("sent", "good"),
        Outcome::Skipped => ("skipped", "quiet"),
        Outcome::Parked => ("parked", "bad"),
        Outcome::Waiting => ("failing", "warn"),
        Outcome::Ignored => ("ignored", "quiet"),
    }
}

/// An attempt in one row.
pub(crate) struct Attempt {
    pub(crate) time: String,
    pub(crate) record: String,
    pub(crate) job: String,
    pub(crate) outcome: &'static str,
    pub(crate) class: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) text: String,
    pub(crate) code: String,
    pub(crate) duration_ms: u64,
    pub(crate) calls: u32,
}

impl Attempt {
    pub(crate) fn of(entry: &Summary) -> Self {
        let (word, class) = outcome(entry.outcome);
        let text = match (&entry.problem, &entry.reason) {
            (Some(problem), _) => problem.message.clone(),
            (None, reason) => reason.clone().unwrap_or_default(),
        };
        Self {
            time: time(entry.at),
            record: entry.source.to_string(),
            job: entry.kind.as_str().replace('_', " "),
            outcome: word,
            class,
            cause: entry.cause.as_str(),
            direction: Direction::of(entry.kind).name(),
            text,
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

/// A row of figures.
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    pub(crate) today: Count,
    pub(crate) month: Count,
}

pub(crate) fn figures(totals: &Totals, now: Timestamp) -> Vec<Figures> {
    Direction::ALL
        .into_iter()
        .map(|direction| Figures {
            name: direction.name(),
            today: totals.of_last(1, direction, now),
            month: totals.of_last(30, direction, now),
        })
        .collect()
}

/// A chart of 30 days, a bar each, made of the parts of a day.
pub(crate) struct Chart {
    pub(crate) name: &'static str,
    /// What it shows, for who cannot see it.
    pub(crate) label: String,
    pub(crate) largest: u64,
    pub(crate) bars: Vec<Bar>,
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

/// The chart of a direction.
pub(crate) fn chart(totals: &Totals, direction: Direction, now: Timestamp) -> Chart {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let days: Vec<(String, Count)> = (0..30_i32)
        .rev()
        .map(|back| {
            let day = today.saturating_sub(Span::new().days(back));
            let count = totals
                .days
                .get(&day)
                .map(|count| count.of(direction))
                .unwrap_or_default();
            (day.to_string(), count)
        })
        .collect();
    let largest = days.iter().map(|(_, count)| count.sum()).max().unwrap_or(0);
    let bars = days
        .iter()
        .zip(0_u64..)
        .map(|((day, count), index)| {
            let parts = [
                ("sent", count.sent),
                ("skipped", count.skipped),
                ("failing", count.failing),
                ("parked", count.parked),
            ];
            let mut bottom = HEIGHT;
            let parts = parts
                .into_iter()
                .filter(|(_, value)| *value > 0)
                .map(|(class, value)| {
                    // What is there is seen, however little it is beside the rest.
                    let height = (value * HEIGHT / largest.max(1)).max(2).min(bottom);
                    bottom -= height;
                    Part {
                        class,
                        x: index * 10 + 1,
                        y: bottom,
                        height,
                    }
                })
                .collect();
            Bar {
                title: format!(
                    "{day}: {} sent, {} skipped, {} failing, {} parked",
                    count.sent, count.skipped, count.failing, count.parked
                ),
                parts,
            }
        })
        .collect();
    let month = totals.of_last(30, direction, now);
    Chart {
        name: direction.name(),
        label: format!(
            "{}, the last 30 days: {} sent, {} skipped, {} failing attempts, {} parked.",
            direction.name(),
            month.sent,
            month.skipped,
            month.failing,
            month.parked
        ),
        largest,
        bars,
        rows: days
            .into_iter()
            .rev()
            .filter(|(_, count)| count.sum() > 0)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_ago_is_told_in_the_unit_that_says_most() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        for (at, told) in [
            ("2026-11-23T09:59:59Z", "1 second ago"),
            ("2026-11-23T09:58:00Z", "2 minutes ago"),
            ("2026-11-23T09:00:00Z", "1 hour ago"),
            ("2026-11-20T10:00:00Z", "3 days ago"),
            ("2026-11-23T10:00:09Z", "0 seconds ago"),
        ] {
            assert_eq!(ago(at.parse().unwrap(), now), told);
        }
    }

    #[test]
    fn no_part_of_a_bar_leaves_the_chart() {
        let now: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let mut totals = Totals::default();
        let day = now.to_zoned_datetime(TimeZone::UTC).date();
        totals.days.insert(day, aws::DayCount::default());
        let chart = chart(&totals, Direction::ToEaccounting, now);
        assert_eq!((chart.bars.len(), chart.largest, chart.rows.len()), (30, 0, 0));
        assert!(
            chart
                .bars
                .iter()
                .flat_map(|bar| &bar.parts)
                .all(|part| part.y + part.height <= HEIGHT)
        );
    }
}
