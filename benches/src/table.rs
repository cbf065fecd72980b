//! Measurements, with their budgets.

use std::fmt;

/// One line.
struct Line {
    what: String,
    measured: String,
    budget: String,
    kept: bool,
}

/// All lines. A missed budget fails the run.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Table {
    /// A gate: at most `budget`, in `unit`.
    pub(crate) fn at_most(&mut self, what: &str, measured: f64, budget: f64, decimals: usize, unit: &str) {
        self.lines.push(Line {
            what: what.to_owned(),
            measured: format!("{measured:.decimals$}{unit}"),
            budget: format!("≤ {budget:.decimals$}{unit}"),
            kept: measured <= budget,
        });
    }

    /// A gate: at least `budget`, in `unit`.
    pub(crate) fn at_least(&mut self, what: &str, measured: f64, budget: f64, decimals: usize, unit: &str) {
        self.lines.push(Line {
            what: what.to_owned(),
            measured: format!("{measured:.decimals$}{unit}"),
            budget: format!("≥ {budget:.decimals$}{unit}"),
            kept: measured >= budget,
        });
    }

    /// An informative figure without a budget, because it depends on the machine.
    pub(crate) fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// Whether every budget is kept.
    pub(crate) fn is_kept(&self) -> bool {
        self.lines.iter().all(|line| line.kept)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<52} {:>14} {:>14}", "what", "measured", "budget")?;
        for line in &self.lines {
            let end = if line.kept { "ok" } else { "missed" };
            writeln!(
                f,
                "{:<52} {:>14} {:>14}  {end}",
                line.what, line.measured, line.budget
            )?;
        }
        writeln!(f, "\nThis machine's own figures, no gates:")?;
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}
