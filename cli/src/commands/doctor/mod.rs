//! `ekobridge doctor`: checks a deployment from AWS to both vendors. Changes nothing.

mod article_settings;
mod check;
mod checks;
mod outcome;
mod world;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use futures::stream::{FuturesUnordered, StreamExt};
use indicatif::{ProgressBar, ProgressStyle};
use messages::{DoctorMessages, Language};
use model::SystemClock;
use serde_json::{Value, json};

use self::check::Check;
use self::outcome::{Finding, Outcome, Skip};
use self::world::{BETWEEN_CALLS, World};
use crate::deployment::{Deployment, Target};
use crate::deployments::Targets;
use crate::terminal::{Style, print};
use crate::words::translated_code;

/// Arguments of `ekobridge doctor`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Exits with 0 if nothing is wrong, with 1 if something is, and with 2 if the checks couldn't run."
)]
pub(crate) struct DoctorArgs {
    /// Print one line of JSON for each check.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

/// The error where checks could not run; exit code 2.
#[derive(Debug)]
pub(crate) struct CouldNotRun(String);

impl fmt::Display for CouldNotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CouldNotRun {}

/// The result of a check.
struct Report {
    code: &'static str,
    outcome: Outcome,
}

/// # Errors
/// [`CouldNotRun`] if there is no deployment or a check could not run and none has a finding; another error if there are
/// findings.
pub(crate) async fn run(args: DoctorArgs) -> anyhow::Result<()> {
    let targets = args
        .targets
        .each()
        .await
        .map_err(|error| CouldNotRun(format!("{error:#}")))?;
    let (mut findings, mut unchecked) = (0, 0);
    let mut could_not: Vec<String> = Vec::new();
    // Sequentially: the checks of one deployment run in parallel already, and share the vendors' limits with its workers.
    for (label, target) in targets {
        match Box::pin(one(target, label.as_deref(), args.json)).await {
            Ok((found, left)) => {
                findings += found;
                unchecked += left;
            }
            Err(error) => could_not.push(match label {
                Some(label) => format!("{label}: {error:#}"),
                None => format!("{error:#}"),
            }),
        }
    }
    if !could_not.is_empty() && findings == 0 {
        return Err(CouldNotRun(could_not.join("\n")).into());
    }
    for error in could_not {
        eprintln!("{error}");
    }
    let said = ended(findings, unchecked, texts(&Style::of_stdout()))?;
    if args.json {
        Ok(())
    } else {
        print(&format!("{said}\n"))
    }
}

/// The last line where nothing is wrong; an error otherwise.
fn ended(findings: usize, unchecked: usize, texts: &DoctorMessages) -> anyhow::Result<String> {
    match (findings, unchecked) {
        (0, 0) => Ok(texts.in_order()),
        (0, unchecked) => Err(CouldNotRun(texts.unchecked(unchecked)).into()),
        (findings, _) => bail!("{}", texts.wrong(findings)),
    }
}

/// The texts in the person's language.
fn texts(style: &Style) -> &'static DoctorMessages {
    DoctorMessages::of(style.language())
}

/// Checks one deployment. Returns the number of findings and of checks that could not run.
async fn one(target: Target, label: Option<&str>, as_json: bool) -> anyhow::Result<(usize, usize)> {
    let deployment = Deployment::find(&target).await?;
    let style = Style::of_stdout();
    let name = deployment.name.clone();
    let world = World::new(deployment, target.stack, Arc::new(SystemClock), BETWEEN_CALLS);
    let reports = examine(&world, checks::ALL, &progress(), &style).await;
    print(&if as_json {
        reports
            .iter()
            .map(|report| format!("{}\n", report.json(label)))
            .collect()
    } else {
        let lines: String = reports.iter().map(|report| report.text(&style)).collect();
        format!("{}\n{lines}", style.bold(&texts(&style).health_of(name)))
    })?;
    let findings = reports.iter().map(Report::findings).sum();
    let unchecked = reports
        .iter()
        .filter(|report| matches!(report.outcome, Err(Skip::NotChecked(_))))
        .count();
    Ok((findings, unchecked))
}

/// A progress bar, on a terminal.
fn progress() -> ProgressBar {
    let bar = ProgressBar::new(checks::ALL.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// Runs all checks in parallel, and returns the results in the order of the checks.
async fn examine(world: &World, checks: &[&dyn Check], progress: &ProgressBar, style: &Style) -> Vec<Report> {
    let mut running: FuturesUnordered<_> = checks
        .iter()
        .enumerate()
        .map(|(number, check)| async move {
            let report = Report {
                code: check.code(),
                outcome: check.run(world).await,
            };
            (number, report)
        })
        .collect();
    let mut reports = Vec::new();
    while let Some((number, report)) = running.next().await {
        progress.set_message(report.title(style.language()));
        progress.inc(1);
        reports.push((number, report));
    }
    progress.finish_and_clear();
    reports.sort_by_key(|(number, _)| *number);
    reports.into_iter().map(|(_, report)| report).collect()
}

impl Report {
    fn findings(&self) -> usize {
        self.outcome.as_ref().map_or(0, Vec::len)
    }

    fn title(&self, language: Language) -> String {
        DoctorMessages::of(language)
            .title(self.code)
            .unwrap_or_else(|| self.code.to_owned())
    }

    fn text(&self, style: &Style) -> String {
        let (title, texts) = (self.title(style.language()), texts(style));
        match &self.outcome {
            Ok(findings) if findings.is_empty() => format!("{} {title}\n", style.green("✓")),
            Ok(findings) => {
                let details: String = findings
                    .iter()
                    .map(|finding| self.finding_text(finding, style))
                    .collect();
                format!("{} {title} [{}]\n{details}", style.red("!"), self.code)
            }
            Err(Skip::NotApplicable(why)) => {
                let skipped = texts.not_applicable(why.text(texts));
                style.dim(&format!("- {title}: {skipped}")) + "\n"
            }
            Err(Skip::NotChecked(why)) => {
                format!("{} {title}: {}\n", style.yellow("?"), texts.not_checked(why))
            }
        }
    }

    /// A finding's cause and remedy. The other languages have those of the error code or of the check, and the English ones,
    /// which name the values, after them.
    fn finding_text(&self, finding: &Finding, style: &Style) -> String {
        let arrow = style.yellow("→");
        let of_code = finding.code.and_then(|code| translated_code(code, style));
        let of_check = || Some((texts(style).finding(self.code)?, texts(style).remedy(self.code)?));
        let translated = match style.language() {
            Language::English => None,
            _ => of_code
                .map(|(cause, remedy)| (format!("{cause}."), remedy))
                .or_else(of_check),
        };
        match translated {
            None => format!("    {}\n    {arrow} {}\n", finding.cause, finding.remedy),
            Some((cause, remedy)) => {
                let own = format!("{} {}", finding.cause, finding.remedy);
                let own = style.dim(&style.texts().label_in_detail(own.trim()));
                format!("    {cause}\n    {arrow} {remedy}\n    {own}\n")
            }
        }
    }

    /// The result as JSON, with the stack's name if several are checked.
    fn json(&self, stack: Option<&str>) -> Value {
        let (state, why) = match &self.outcome {
            Ok(findings) if findings.is_empty() => ("healthy", None),
            Ok(_) => ("wrong", None),
            Err(Skip::NotApplicable(why)) => (
                "not_applicable",
                Some(why.text(DoctorMessages::of(Language::English))),
            ),
            Err(Skip::NotChecked(why)) => ("not_checked", Some(why.clone())),
        };
        let findings: Vec<Value> = self
            .outcome
            .iter()
            .flatten()
            .map(|finding| json!({ "cause": finding.cause, "remedy": finding.remedy }))
            .collect();
        let mut line = json!({
            "code": self.code, "check": self.title(Language::English), "state": state, "reason": why, "findings": findings
        });
        if let (Some(stack), Some(object)) = (stack, line.as_object_mut()) {
            object.insert("stack".to_owned(), stack.into());
        }
        line
    }
}
