//! Measurements, with their budgets.

use std::fmt;

/// One line.
struct Line {
    what: String,
    measured: String,
    budget: String,
    kept: bool,
}

/// All lines. A missed budget fails the run, and so does a part that wasn't measured.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
    compared: Vec<Compared>,
    notes: Vec<String>,
}

/// Figures side by side, without a budget.
struct Compared {
    what: String,
    figures: Vec<(&'static str, String)>,
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

    /// A part has ended. A failed one is a line too, beside what it measured before.
    pub(crate) fn end(&mut self, part: &str, ended: anyhow::Result<()>) {
        if let Err(error) = ended {
            eprintln!("{part}: {error:#}");
            self.lines.push(Line {
                what: part.to_owned(),
                measured: "failed".to_owned(),
                budget: String::new(),
                kept: false,
            });
        }
    }

    /// Figures by column, of which the first names ours.
    pub(crate) fn compare(&mut self, what: &str, figures: Vec<(&'static str, String)>) {
        let what = what.to_owned();
        self.compared.push(Compared { what, figures });
    }

    /// An informative figure without a budget, because it depends on the machine.
    pub(crate) fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// Whether everything was measured, and every budget is kept.
    pub(crate) fn is_kept(&self) -> bool {
        self.lines.iter().all(|line| line.kept)
    }

    fn write_compared(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widest = self.compared.iter().max_by_key(|row| row.figures.len());
        let columns: Vec<&str> = widest
            .into_iter()
            .flat_map(|row| row.figures.iter().map(|(column, _)| *column))
            .collect();
        write_cells(f, "", columns.iter().copied())?;
        for row in &self.compared {
            let cell = |column: &&str| {
                let found = row.figures.iter().find(|(of, _)| of == column);
                found.map_or("", |(_, figure)| figure.as_str())
            };
            write_cells(f, &row.what, columns.iter().map(cell))?;
        }
        Ok(())
    }
}

fn write_cells<'a>(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    cells: impl Iterator<Item = &'a str>,
) -> fmt::Result {
    let cells: String = cells.map(|cell| format!(" {cell:>16}")).collect();
    writeln!(f, "{}", format!("  {what:<52}{cells}").trim_end())
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<62} {:>12} {:>14}", "what", "measured", "budget")?;
        for line in &self.lines {
            let end = if line.kept { "ok" } else { "missed" };
            writeln!(
                f,
                "{:<62} {:>12} {:>14}  {end}",
                line.what, line.measured, line.budget
            )?;
        }
        writeln!(f, "\nThis machine's own figures, no gates:")?;
        if !self.compared.is_empty() {
            self.write_compared(f)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_fails_is_a_missed_line_beside_the_others() {
        let mut table = Table::default();
        table.at_most("zip", 2.0, 3.0, 1, " MB");
        table.end("zips", Ok(()));
        assert!(table.is_kept());
        table.end("starts", Err(anyhow::anyhow!("no such file")));
        table.at_most("memory", 9.0, 16.0, 1, " MiB");
        assert!(!table.is_kept());
        let text = table.to_string();
        for line in ["zip ", "starts ", "memory "] {
            assert!(text.contains(&format!("\n{line}")), "{text}");
        }
    }

    #[test]
    fn figures_stand_under_their_own_columns() {
        let mut table = Table::default();
        table.compare("poll", vec![("ours", "1".to_owned())]);
        table.compare(
            "order",
            vec![("ours", "2".to_owned()), ("theirs", "3".to_owned())],
        );
        let text = table.to_string();
        let heads = text
            .lines()
            .find(|line| line.contains("theirs"))
            .unwrap_or_default();
        let order = text
            .lines()
            .find(|line| line.contains("order"))
            .unwrap_or_default();
        assert_eq!(heads.len(), order.len(), "{text}");
        assert!(order.ends_with('3'), "{text}");
    }
}
