//! `ekobridge why`: a record's state, its reason, the setting that decided it, and what to do.

use std::fmt::Write as _;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use journal::Entry;
use serde_json::json;
use why::{Answer, Found, State};

use crate::deployment::Target;
use crate::deployments::{Failures, Found as Deployed, Targets};
use crate::terminal::{Style, print, setting_text, told};

/// How many records are explained if the text matches several.
const MOST: usize = 5;

/// How many attempts are shown.
const ATTEMPTS: usize = 5;

/// The arguments of `ekobridge why`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge why 1001                    an order by the shop's id or number, or a document's number in eAccounting
  ekobridge why anna@example.com        a contact, and its newest orders
  ekobridge why order:1:1001            a record, as messages name it")]
pub(crate) struct WhyArgs {
    /// A number, an e-mail address, or a record such as order:1:1001, deal:7, contact:3, account:2 or quote:ID.
    #[arg(value_name = "NUMBER|E-MAIL|RECORD")]
    what: String,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: WhyArgs) -> anyhow::Result<()> {
    let deployments = args.targets.find().await?;
    let style = Style::of_stdout();
    let mut failures = Failures::default();
    let mut found_any = false;
    for deployment in &deployments {
        let shown = Box::pin(one(&args, deployment, &style)).await;
        found_any |= shown.as_ref().is_ok_and(|found| *found);
        // With several deployments, one without such a record is not a failure.
        failures.note(deployment.label.as_deref(), shown.map(drop))?;
    }
    if !found_any && deployments.len() > 1 && !args.json {
        print("None of the deployments has a record with this number or address.\n")?;
    }
    failures.end()
}

/// Prints what a deployment knows. Returns whether it knows anything.
async fn one(args: &WhyArgs, deployment: &Deployed, style: &Style) -> anyhow::Result<bool> {
    let worker = &deployment.worker;
    let found = Box::pin(why::find(worker, &args.what)).await.map_err(told)?;
    if found.records.is_empty() {
        if deployment.label.is_none() {
            nothing(args, &found)?;
        }
        return Ok(false);
    }
    if !args.json {
        print(&deployment.heading(style))?;
    }
    let mut first = true;
    for record in found.records.iter().take(MOST) {
        let explained = Box::pin(why::explain(worker, record, Timestamp::now()))
            .await
            .map_err(told)?;
        let entries = &explained.facts.entries;
        if args.json {
            let line = json!({ "answer": explained.answer, "attempts": entries });
            print(&format!("{}\n", deployment.json(line)))?;
            continue;
        }
        let between = if first { "" } else { "\n" };
        first = false;
        print(&format!(
            "{between}{}",
            text(&explained.answer, entries, &deployment.target, style)
        ))?;
    }
    if !args.json {
        print(&notes(&found, &deployment.target, style))?;
    }
    Ok(true)
}

fn nothing(args: &WhyArgs, found: &Found) -> anyhow::Result<()> {
    let notes = found.notes.join(" ");
    if args.json {
        return print(&format!(
            "{}\n",
            json!({ "answer": null, "state": State::NeverSeen, "notes": found.notes })
        ));
    }
    bail!(
        "Neither ActiveCampaign nor eAccounting has a record with this number or address, and the activity log of the last \
         days does not name it. {notes}\nWhere the shop shows its customers another number than it gave ActiveCampaign, type \
         the buyer's e-mail address."
    )
}

/// The answer for a terminal.
fn text(answer: &Answer, entries: &[Entry], target: &Target, style: &Style) -> String {
    let state = match answer.state {
        State::Sent => style.green(answer.state.words()),
        state if state.needs_person() => style.red(state.words()),
        State::Filtered | State::NeverSeen => style.dim(answer.state.words()),
        state => style.yellow(state.words()),
    };
    let mut text = format!(
        "{}  {state}\n  {}\n",
        style.bold(&answer.record.to_string()),
        answer.summary
    );
    for detail in &answer.details {
        let _ = writeln!(text, "  {detail}");
    }
    if let Some(problem) = &answer.problem {
        let _ = writeln!(text, "  {}", style.dim(&format!("[{}]", problem.code)));
    }
    if let Some(since) = answer.since {
        let _ = writeln!(text, "  Since   {}", style.time(since));
    }
    if let Some(until) = answer.until {
        let _ = writeln!(text, "  Until   {}", style.time(until));
    }
    for setting in &answer.settings {
        let _ = writeln!(text, "  {}", setting_text(setting, style));
    }
    for document in &answer.documents {
        let there = match document.exists {
            Some(true) => "in eAccounting",
            Some(false) => "no longer in eAccounting",
            None => "eAccounting was not asked",
        };
        let kind = document.kind.replace('_', " ");
        let number = document.number.as_deref().unwrap_or("without number");
        let _ = writeln!(
            text,
            "  Document {kind} {number}, {there}  {}",
            style.dim(&document.id)
        );
    }
    for advice in &answer.advice {
        let _ = write!(text, "  {} {}", style.yellow("→"), advice.text);
        match &advice.command {
            Some(command) => {
                let _ = writeln!(text, " {}", target.command(command));
            }
            None => text.push('\n'),
        }
    }
    if !entries.is_empty() {
        let _ = writeln!(text, "  {}", style.bold("Attempts"));
    }
    for entry in entries.iter().take(ATTEMPTS) {
        let why = match (&entry.problem, &entry.reason) {
            (Some(problem), _) => problem.message.clone(),
            (None, reason) => reason.clone().unwrap_or_default(),
        };
        let _ = writeln!(
            text,
            "  {}  {:<8} {why}",
            style.dim(&style.time(entry.at)),
            entry.outcome.as_str()
        );
    }
    text
}

fn notes(found: &Found, target: &Target, style: &Style) -> String {
    let mut text = String::new();
    let more = found.records.iter().skip(MOST);
    for record in more {
        let _ = writeln!(
            text,
            "\nAlso {record}: {}",
            target.command(&format!("why {record}"))
        );
    }
    for note in &found.notes {
        let _ = writeln!(text, "\n{}", style.dim(note));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use devstack::testing::{IdleStack, delivery, job};
    use model::JobKind;
    use sandbox::activecampaign::{LineSeed, OrderSeed};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_answer_names_state_cause_remedy_setting_and_command() {
        let stack = IdleStack::new().await;
        stack.sandbox.activecampaign().add_order(&OrderSeed {
            id: "5001".to_owned(),
            email: "anna.lind@example.com".to_owned(),
            lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
            ..OrderSeed::default()
        });
        let jobs = [job(JobKind::Order, "order:1:5001")];
        let worked = stack
            .worker
            .process_orders(delivery(&jobs), Duration::from_secs(80));
        Box::pin(worked).await;
        let record = "order:1:5001".parse().unwrap();
        let explained = Box::pin(why::explain(&stack.worker, &record, Timestamp::now()))
            .await
            .unwrap();
        let target = Target {
            stack: Some("shop".to_owned()),
            data: None,
        };
        let told = text(
            &explained.answer,
            &explained.facts.entries,
            &target,
            &Style::plain(),
        );
        for part in [
            "order:1:5001  parked",
            "Order 5001 waits for you:",
            "`ekobridge replay order:1:5001 --stack shop`",
            "Attempts",
            "parked",
        ] {
            assert!(told.contains(part), "{part} is missing in:\n{told}");
        }
    }
}
