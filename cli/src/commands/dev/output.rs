//! The output of `dev`: text for people, or one line of JSON for each event.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use devstack::system::Urls;
use engine::{Alert, AlertStatus, Alerts, JobOutcome, Observer};
use futures::future::BoxFuture;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use messages::{Language, Messages};
use model::{Code, Job, Problem, Reason, Source};
use serde_json::{Value, json};

use crate::language::{self, commands};
use crate::words;

/// The width of the column for record names, in characters.
const COLUMN: usize = 21;

/// The output of `dev`. Cheap to clone: all clones write to the same terminal.
#[derive(Clone)]
pub(super) struct Output(Arc<Inner>);

struct Inner {
    json: bool,
    colour: bool,
    /// A spinner that is shown on a terminal while the system waits.
    spinner: Mutex<Option<ProgressBar>>,
    terminal: bool,
    done: AtomicU64,
    skipped: AtomicU64,
    parked: AtomicU64,
    waited: AtomicU64,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        let terminal = !json && std::io::stdout().is_terminal();
        Self(Arc::new(Inner {
            json,
            colour: terminal && std::env::var_os("NO_COLOR").is_none(),
            spinner: Mutex::default(),
            terminal,
            done: AtomicU64::new(0),
            skipped: AtomicU64::new(0),
            parked: AtomicU64::new(0),
            waited: AtomicU64::new(0),
        }))
    }

    pub(super) fn is_json(&self) -> bool {
        self.0.json
    }

    /// The first line: the system is running.
    pub(super) fn ready(&self, urls: &Urls, sandbox: bool, console: &str) {
        if self.0.json {
            self.line(&json!({
                "ready": true,
                "webhook_url": urls.webhook,
                "activecampaign_url": urls.activecampaign,
                "eaccounting_url": urls.eaccounting,
                "identity_url": urls.identity,
                "console_url": console,
            }));
            return;
        }
        let text = commands();
        self.say(&self.bold(&text.dev_runs()));
        let labels = [text.dev_console(), text.dev_sandbox(), text.dev_webhooks()];
        let width = labels.iter().map(|label| label.chars().count()).max();
        let width = width.unwrap_or_default();
        let [of_console, of_sandbox, of_webhooks] = labels;
        let place = |label: &str, url: &str| self.say(&format!("  {label:<width$}  {url}"));
        place(&of_console, console);
        if sandbox {
            place(&of_sandbox, &urls.base);
        } else {
            place("ActiveCampaign", &urls.activecampaign);
            place("eAccounting", &urls.eaccounting);
        }
        place(&of_webhooks, &urls.webhook);
    }

    /// A heading of the demo.
    pub(super) fn heading(&self, title: &str) {
        if !self.0.json {
            self.say("");
            self.say(&self.bold(title));
        }
    }

    /// A line of the text output only.
    pub(super) fn println(&self, text: &str) {
        if !self.0.json {
            self.say(text);
        }
    }

    /// An indented line of the text output only.
    pub(super) fn note(&self, text: &str) {
        self.println(&format!("  {}", self.dim(text)));
    }

    /// A step of the demo has failed, and the rest of it is not played.
    pub(super) fn demo_stopped(&self, why: &str) {
        if self.0.json {
            self.line(&json!({ "demo": "stopped", "reason": why }));
            return;
        }
        let mark = self.mark("!", 31);
        self.say("");
        let text = commands();
        self.say(&format!("  {mark} {}", text.dev_demo_stopped(why)));
        self.note(&text.dev_demo_stopped_do("`ekobridge parked`"));
    }

    /// Shows what the system waits for, until [`Self::waited`]. Only on a terminal.
    pub(super) fn waits_for(&self, what: &str) {
        if !self.0.terminal {
            return;
        }
        let mut spinner = self.0.spinner.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = spinner.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout());
            if let Ok(style) = ProgressStyle::with_template("  {spinner:.cyan} {msg} {elapsed:.dim}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(80));
            bar
        });
        if bar.message() != what {
            bar.set_message(what.to_owned());
        }
    }

    /// Ends the wait.
    pub(super) fn waited(&self) {
        if let Some(bar) = self
            .0
            .spinner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
        {
            bar.finish_and_clear();
        }
    }

    /// How many jobs have finished.
    pub(super) fn ended(&self) -> u64 {
        [&self.0.done, &self.0.skipped, &self.0.parked]
            .iter()
            .map(|count| count.load(Ordering::SeqCst))
            .sum()
    }

    /// A summary in one line.
    pub(super) fn summary(&self, waiting: usize) {
        let count = |count: &AtomicU64| count.load(Ordering::SeqCst);
        let (done, skipped, parked) = (count(&self.0.done), count(&self.0.skipped), count(&self.0.parked));
        let text = commands();
        let mut parts = vec![text.dev_done(done), text.dev_skipped(skipped)];
        if parked > 0 {
            parts.push(self.mark(&text.dev_parked(parked), 31));
        }
        if waiting > 0 {
            parts.push(self.mark(&text.dev_waiting(waiting), 33));
        }
        let jobs = done + skipped + parked;
        self.println("");
        self.println(&format!(
            "{} {jobs}: {}",
            self.bold(&text.dev_jobs()),
            parts.join(", ")
        ));
    }

    fn bold(&self, text: &str) -> String {
        if self.0.colour {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn dim(&self, text: &str) -> String {
        if self.0.colour {
            format!("\u{1b}[2m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn mark(&self, mark: &str, colour: u8) -> String {
        if self.0.colour {
            format!("\u{1b}[{colour}m{mark}\u{1b}[0m")
        } else {
            mark.to_owned()
        }
    }

    fn say(&self, text: &str) {
        let write = || {
            let mut out = std::io::stdout().lock();
            // The system continues even if nobody reads the output any more.
            let _gone = writeln!(out, "{text}").and_then(|()| out.flush());
        };
        match &*self.0.spinner.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn line(&self, value: &Value) {
        self.say(&value.to_string());
    }

    /// A reason in the person's language; JSON is in English.
    fn reason(&self, reason: &Reason) -> String {
        match self.0.json {
            true => reason.to_string(),
            false => words::reason(reason, reason.cases(), language::chosen()),
        }
    }

    /// What happened and what to do in the person's language, and marked what is in English alone; JSON is in English.
    fn problem(&self, problem: &Problem) -> String {
        let language = match self.0.json {
            true => Language::English,
            false => language::chosen(),
        };
        let (what, _) = notices::what_happened(problem, language);
        let remedy = notices::remedy(problem, language);
        let told = sentence(&what, remedy.as_ref().unwrap_or(&problem.remedy));
        match notices::problem_in_english(problem, language) {
            Some(english) => format!("{told} [en] {english}"),
            None => told,
        }
    }

    /// A job's line of text: mark, kind, record, outcome, reason.
    fn job(&self, mark: &str, job: &Job, how: &str, text: &str) {
        let kind = job.kind.as_str().replace('_', " ");
        self.say(&format!(
            "  {mark} {kind:<13} {:<COLUMN$} {how:<8} {text}",
            short(&job.source)
        ));
    }
}

/// A record's name, shortened to the column's width: the ids of eAccounting's records are UUIDs.
fn short(source: &Source) -> String {
    let whole = source.to_string();
    if whole.chars().count() <= COLUMN {
        return whole;
    }
    let before = whole.strip_suffix(source.id()).unwrap_or_default();
    let id: String = source.id().chars().take(8).collect();
    format!("{before}{id}…")
}

impl Observer for Output {
    fn on_job_finished(&self, job: &Job, verdict: &JobOutcome) {
        let counter = match verdict {
            JobOutcome::Done { .. } => &self.0.done,
            JobOutcome::Skipped { .. } => &self.0.skipped,
            JobOutcome::Parked(_) => &self.0.parked,
            JobOutcome::Retry { .. } => &self.0.waited,
        };
        counter.fetch_add(1, Ordering::SeqCst);
        let (reason, code, document) = match verdict {
            JobOutcome::Done { document, text } => (self.reason(text), None, document.as_ref()),
            JobOutcome::Skipped { reason } => (self.reason(reason), None, None),
            JobOutcome::Parked(problem) => (self.problem(problem), Some(problem.code), None),
            JobOutcome::Retry { after, problem } => {
                let text = sentence(&problem.message, &problem.remedy);
                let after_s = after.as_secs();
                match problem.code {
                    Code::RECORD_LOCKED => tracing::debug!(source = %job.source, after_s, "{text}"),
                    // A worker that can't start reports it itself.
                    Code::SECRET_MISSING | Code::SETTINGS_INVALID => {}
                    code => tracing::warn!(source = %job.source, %code, after_s, "{text}"),
                }
                if !self.0.json && problem.code != Code::RECORD_LOCKED {
                    let text = format!(
                        "{} {}",
                        self.problem(problem),
                        commands().dev_next_attempt(after_s)
                    );
                    self.job(&self.mark("…", 33), job, &outcome(verdict), &text);
                }
                return;
            }
        };
        if self.0.json {
            self.line(&json!({
                "job": job.kind.as_str(),
                "source": job.source.to_string(),
                "id": job.source.id(),
                "outcome": verdict.outcome(),
                "reason": reason,
                "code": code.map(|code| code.as_str()),
                "document": document.map(|document| json!({
                    "kind": document.kind.as_str(), "id": document.id, "number": document.number,
                })),
            }));
            return;
        }
        let mark = match verdict {
            JobOutcome::Done { .. } => self.mark("✓", 32),
            JobOutcome::Parked(_) => self.mark("!", 31),
            _ => self.mark("–", 2),
        };
        self.job(&mark, job, &outcome(verdict), &reason);
    }
}

/// An outcome as a word or two of a column.
fn outcome(verdict: &JobOutcome) -> String {
    let text = Messages::of(language::chosen());
    match verdict {
        JobOutcome::Done { text: told, .. } if told.sends_nothing() => text.outcome_done(),
        JobOutcome::Done { .. } => text.outcome_sent(),
        JobOutcome::Skipped { .. } => text.outcome_skipped(),
        JobOutcome::Parked(_) => text.outcome_parked(),
        JobOutcome::Retry { .. } => text.plan_waits(),
    }
}

fn sentence(message: &str, remedy: &str) -> String {
    if remedy.is_empty() {
        message.to_owned()
    } else {
        format!("{message} {remedy}")
    }
}

impl Alerts for Output {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        if !self.0.json {
            let mark = match alert.status {
                AlertStatus::Failing => self.mark(&commands().dev_alert(), 31),
                AlertStatus::Recovered => self.mark(&commands().dev_recovered(), 32),
                AlertStatus::Information => self.mark(&commands().dev_notice(), 33),
            };
            let (title, text) = notices::in_words(alert, language::chosen());
            self.say(&format!("  {mark} {title}"));
            for line in text.lines() {
                self.note(&format!("  {line}"));
            }
        }
        Box::pin(std::future::ready(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_cut_to_its_column_and_other_ids_are_whole() {
        let id = "56989428-f2fc-4921-9a53-415c5b7ed483".to_owned();
        assert_eq!(short(&Source::Quote(id.clone())), "quote:56989428…");
        assert_eq!(short(&Source::SalesOrder(id.clone())), "sales_order:56989428…");
        let order = Source::Order {
            connection: "2".to_owned(),
            order: id,
        };
        assert_eq!(short(&order), "order:2:56989428…");
        assert_eq!(short(&Source::Stock("all".to_owned())), "stock:all");
        assert_eq!(short(&Source::Contact("12".to_owned())), "contact:12");
    }
}
