//! What `dev` prints: a story for people, or a line of JSON for each thing that happens.

use std::io::{IsTerminal, Write};
use std::sync::Arc;

use futures::future::BoxFuture;
use model::Job;
use serde_json::{Value, json};
use sync::{Alert, Alerts, Change, Observer, Verdict};

use crate::local::system::Urls;

/// How `dev` speaks.
#[derive(Clone)]
pub(crate) struct Output(Arc<Inner>);

struct Inner {
    json: bool,
    colour: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        let colour = !json && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self(Arc::new(Inner { json, colour }))
    }

    pub(crate) fn is_json(&self) -> bool {
        self.0.json
    }

    /// The first line: everything is up.
    pub(crate) fn ready(&self, urls: &Urls, sandbox: bool) {
        if self.0.json {
            self.line(&json!({
                "ready": true,
                "webhook_url": urls.webhook,
                "activecampaign_url": urls.activecampaign,
                "eaccounting_url": urls.eaccounting,
                "identity_url": urls.identity,
            }));
            return;
        }
        self.say(&self.bold("Ekobridge runs on this machine."));
        if sandbox {
            self.say(&format!("  Both vendors' sandbox  {}", urls.base));
        } else {
            self.say(&format!("  ActiveCampaign         {}", urls.activecampaign));
            self.say(&format!("  eAccounting            {}", urls.eaccounting));
        }
        self.say(&format!("  Webhooks go to         {}", urls.webhook));
    }

    /// A headline of the story.
    pub(crate) fn chapter(&self, title: &str) {
        if !self.0.json {
            self.say("");
            self.say(&self.bold(title));
        }
    }

    /// A line for people only.
    pub(crate) fn tell(&self, text: &str) {
        if !self.0.json {
            self.say(text);
        }
    }

    /// A line for people, set back.
    pub(crate) fn note(&self, text: &str) {
        self.tell(&format!("  {}", self.dim(text)));
    }

    fn bold(&self, text: &str) -> String {
        if self.0.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        if self.0.colour { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn mark(&self, mark: &str, colour: u8) -> String {
        if self.0.colour { format!("\u{1b}[{colour}m{mark}\u{1b}[0m") } else { mark.to_owned() }
    }

    fn say(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        // Whoever reads may have gone; the system goes on.
        let _gone = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    fn line(&self, value: &Value) {
        self.say(&value.to_string());
    }
}

impl Observer for Output {
    fn ended(&self, job: &Job, verdict: &Verdict) {
        let (reason, code, document) = match verdict {
            Verdict::Done { document, text } => (text.clone(), None, document.as_ref()),
            Verdict::Skipped { reason } => (reason.clone(), None, None),
            Verdict::Parked(problem) => (format!("{} {}", problem.message, problem.remedy), Some(problem.code), None),
            Verdict::Later { after, problem } => {
                let text = format!("{} Next attempt in {} s.", problem.message, after.as_secs());
                tracing::info!(source = %job.source, code = %problem.code, "{text}");
                if !self.0.json && problem.code != model::Code::BUSY {
                    self.say(&format!("  {} {:<9} {}: {text}", self.mark("…", 33), job.kind.as_str(), job.source));
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
            Verdict::Done { .. } => self.mark("✓", 32),
            Verdict::Parked(_) => self.mark("!", 31),
            _ => self.mark("–", 2),
        };
        self.say(&format!("  {mark} {:<9} {:<16} {}: {reason}", job.kind.as_str(), job.source.to_string(), verdict.outcome()));
    }
}

impl Alerts for Output {
    fn announce<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        if !self.0.json {
            let mark = match alert.change {
                Change::Failing => self.mark("ALERT", 31),
                Change::Recovered => self.mark("RECOVERED", 32),
            };
            self.say(&format!("  {mark} {}", alert.title));
            for line in alert.text.lines() {
                self.note(&format!("      {line}"));
            }
        }
        Box::pin(std::future::ready(()))
    }
}
