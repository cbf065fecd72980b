//! `ekobridge why`: a record's state, its reason, the setting that decided it, and what to do.

use std::fmt::Write as _;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use journal::Entry;
use messages::Messages;
use serde_json::json;
use why::{Answer, Found, Query, State};

use crate::deployment::Target;
use crate::deployments::{Failures, Found as Deployed, Targets};
use crate::language::commands;
use crate::terminal::{Style, print, setting_text, told};
use crate::words::{self, translated};

/// How many records are explained if the text matches several.
const MOST: usize = 5;

/// How many attempts are shown.
const ATTEMPTS: usize = 5;

/// The arguments of `ekobridge why`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge why 1001  # an order by the shop's id or number, or a document's number in eAccounting
  ekobridge why anna@example.com  # a contact, and its newest orders
  ekobridge why Anna Svensson  # a contact or customer, by the name, and its newest orders
  ekobridge why order:1:1001  # a record, as messages name it")]
pub(crate) struct WhyArgs {
    /// A number, an e-mail address, a name, or a record such as order:1:1001, order 1001, deal:7, contact:3, account:2 or quote:ID.
    #[arg(value_name = "NUMBER|E-MAIL|NAME|RECORD", num_args = 1.., required = true)]
    what: Vec<String>,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: WhyArgs) -> anyhow::Result<()> {
    let query = match args.what.as_slice() {
        [word] => Query::sought(word).ok(),
        _ => None,
    };
    let Some(query) = query.map_or_else(|| crate::record::query(&args.what), |query| Ok(Some(query)))? else {
        bail!("{}", commands().no_record(args.what.join(" ")));
    };
    let style = Style::of_stdout();
    let mut failures = Failures::default();
    let deployments = args.targets.find_some(&mut failures).await?;
    let mut found_any = false;
    for deployment in &deployments {
        let shown = Box::pin(one(&args, &query, deployment, &style)).await;
        found_any |= shown.as_ref().is_ok_and(|found| *found);
        // With several deployments, one without such a record is not a failure.
        failures.note(deployment.label.as_deref(), shown.map(drop))?;
    }
    failures.end()?;
    let are_several = deployments.iter().any(|deployment| deployment.label.is_some());
    if !found_any && are_several {
        if args.json {
            print(&not_found(&[]))?;
        }
        bail!("{}", style.texts().none_of_the_deployments());
    }
    Ok(())
}

/// That nothing was found, as a line of JSON.
fn not_found(notes: &[String]) -> String {
    format!(
        "{}\n",
        json!({ "answer": null, "state": State::NeverSeen, "notes": notes })
    )
}

/// Prints what a deployment knows. Returns whether it knows anything.
async fn one(args: &WhyArgs, query: &Query, deployment: &Deployed, style: &Style) -> anyhow::Result<bool> {
    let worker = &deployment.worker;
    let found = Box::pin(why::look_up(worker, query)).await.map_err(told)?;
    if found.records.is_empty() {
        if deployment.label.is_none() {
            nothing(args, &found, style)?;
        }
        return Ok(false);
    }
    if !args.json {
        print(&deployment.heading(style))?;
    }
    let mut first = true;
    let asked = found.records.iter().take(MOST);
    let asked = asked.map(|record| Box::pin(why::explain(worker, record, Timestamp::now())));
    // All at once, and told in their order.
    for explained in futures::future::join_all(asked).await {
        let explained = explained.map_err(told)?;
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

fn nothing(args: &WhyArgs, found: &Found, style: &Style) -> anyhow::Result<()> {
    let notes: Vec<String> = found.sentences();
    if args.json {
        print(&not_found(&notes))?;
    }
    let text = Messages::of(style.language());
    let told: Vec<String> = found
        .notes
        .iter()
        .map(|note| note.told(style.language()).0)
        .collect();
    bail!(
        "{} {}\n{}",
        text.found_nothing(),
        told.join(" "),
        text.found_other_number()
    )
}

/// The answer for a terminal.
fn text(answer: &Answer, entries: &[Entry], target: &Target, style: &Style) -> String {
    let texts = style.texts();
    let words = words::state(answer.state, style);
    let state = match answer.state {
        State::Sent => style.green(&words),
        state if state.needs_person() => style.red(&words),
        State::Filtered | State::NeverSeen => style.dim(&words),
        _ => style.yellow(&words),
    };
    let mut text = format!("{}  {state}\n", style.bold(&answer.record.to_string()));
    text.push_str(&sentences(answer, style));
    if let Some(since) = answer.since {
        let _ = writeln!(text, "  {:<7} {}", texts.label_since(), style.time(since));
    }
    if let Some(until) = answer.until {
        let _ = writeln!(text, "  {:<7} {}", texts.label_until(), style.time(until));
    }
    for setting in &answer.settings {
        let _ = writeln!(text, "  {}", setting_text(setting, style));
    }
    for document in &answer.documents {
        let known = answer.known_of(document, style.language()).join(", ");
        let where_to = document.link.as_ref().unwrap_or(&document.id);
        let _ = writeln!(
            text,
            "  {} {}: {known}  {}",
            texts.label_document(),
            document.name(style.language()),
            style.dim(where_to)
        );
    }
    text.push_str(&advice(answer, target, style));
    if !entries.is_empty() {
        let _ = writeln!(text, "  {}", style.bold(&texts.label_attempts()));
    }
    for entry in entries.iter().take(ATTEMPTS) {
        let why = match (&entry.problem, &entry.reason) {
            (Some(problem), _) => {
                translated(problem, style).map_or_else(|| problem.message.clone(), |(what, _)| what)
            }
            (None, Some(reason)) => words::reason(reason, &entry.cases, style.language()),
            (None, None) => String::new(),
        };
        let _ = writeln!(
            text,
            "  {}  {:<8} {why}",
            style.dim(&style.time(entry.at)),
            words::outcome(entry.outcome, &entry.cases, style)
        );
    }
    text
}

/// The answer in sentences, and what is only there in English as such.
fn sentences(answer: &Answer, style: &Style) -> String {
    let mut text = String::new();
    for sentence in answer.sentences(style.language()) {
        let _ = writeln!(text, "  {sentence}");
    }
    let english = answer.only_in_english(style.language());
    if !english.is_empty() {
        let told = style.texts().label_in_detail(english.join(" "));
        let _ = writeln!(text, "  {}", style.dim(&told));
    }
    if let Some(problem) = &answer.problem {
        let _ = writeln!(text, "  {}", style.dim(&format!("[{}]", problem.code)));
    }
    text
}

/// What to do, each with its command.
fn advice(answer: &Answer, target: &Target, style: &Style) -> String {
    let mut text = String::new();
    let arrow = style.yellow("→");
    for advice in &answer.advice {
        let what = advice.text.in_language(style.language()).unwrap_or(&advice.text);
        let command = advice.command.as_ref().map(|command| target.command(command));
        let line = [Some(what.to_owned()), command];
        let line: Vec<String> = line.into_iter().flatten().collect();
        let _ = writeln!(text, "  {arrow} {}", line.join(" "));
    }
    text
}

fn notes(found: &Found, target: &Target, style: &Style) -> String {
    let mut text = String::new();
    let more = found.records.iter().skip(MOST);
    for record in more {
        let command = target.command(&format!("why {record}"));
        let _ = writeln!(text, "\n{}", style.texts().also(command, record.to_string()));
    }
    for note in &found.notes {
        let (told, english) = note.told(style.language());
        let english = english.map(|english| style.texts().label_in_detail(english));
        let lines: Vec<String> = std::iter::once(told).chain(english).collect();
        let _ = writeln!(text, "\n{}", style.dim(&lines.join("\n")));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use devstack::testing::{IdleStack, delivery, job};
    use engine::RecordName;
    use journal::{Recorder, Redaction};
    use ledger::{ClaimRequest, Key};
    use messages::Language;
    use model::{Code, JobKind, Problem};
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

    fn shop() -> Target {
        Target {
            stack: Some("shop".to_owned()),
            data: None,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_parked_order_is_explained_in_swedish_with_its_english_details() {
        let stack = IdleStack::new().await;
        let record = "order:1:5001".parse().unwrap();
        let job = job(JobKind::Order, "order:1:5001");
        let request = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(
            Code::SKU_UNKNOWN,
            "No article has the SKU VASE.",
            "Create article VASE, or set articles.on_unknown_sku.",
        );
        let key = Key::source(&record);
        let ledger = stack.worker.ledger();
        ledger.park_leaseless(&key, request, &problem).await.unwrap();
        let explained = Box::pin(why::explain(&stack.worker, &record, Timestamp::now()));
        let mut answer = explained.await.unwrap().answer;
        answer.since = Some("2026-11-25T08:00:00Z".parse().unwrap());
        answer.settings[0].line = Some(7);
        let style = Style::plain().in_language(Language::Swedish);
        assert_eq!(
            text(&answer, &[], &shop(), &style),
            "order:1:5001  parkerad\n\
             \u{20} Order 5001 väntar på dig. Ingen artikel i eAccounting har produktens artikelnummer (SKU).\n\
             \u{20} Det här hindrar den också: ActiveCampaign har inte order 5001.\n\
             \u{20} I detalj, på engelska: No article has the SKU VASE. Create article VASE, or set articles.on_unknown_sku.\n\
             \u{20} [sku_unknown]\n\
             \u{20} Sedan   2026-11-25 08:00:00 UTC\n\
             \u{20} Inställning articles.on_unknown_sku  standardvärdet, rad 7 i `ekobridge settings print`  on_unknown_sku = \"park\"\n\
             \u{20} → Skapa artikeln i eAccounting, eller ange \"create\" eller \"fallback\" för `articles.on_unknown_sku`. Kör sedan om \
             posten.\n\
             \u{20} → Kör om den när orsaken är borta. `ekobridge replay order:1:5001 --stack shop`\n\
             \u{20} → Om det var meningen behöver inget göras. Återställ annars posten och kör om den, eller registrera ordern manuellt.\n"
        );
    }

    #[test]
    fn what_was_found_is_told_in_the_readers_language() {
        let found = Found {
            records: Vec::new(),
            notes: vec![why::Note::MadeOf(
                RecordName {
                    kind: "invoice",
                    number: "4".to_owned(),
                },
                "order:1:5001".parse().unwrap(),
            )],
        };
        for language in Language::ALL.into_iter().skip(1) {
            let told = notes(&found, &shop(), &Style::plain().in_language(language));
            assert!(
                told.contains("order:1:5001") && !told.contains("was made of"),
                "{told}"
            );
        }
    }
    #[tokio::test(flavor = "multi_thread")]
    async fn an_attempt_is_told_in_the_readers_language_and_one_of_an_older_version_is_marked_as_english() {
        let stack = IdleStack::new().await;
        let now = stack.worker.ledger().now();
        let record = "order:1:5001".parse().unwrap();
        let explained = Box::pin(why::explain(&stack.worker, &record, now)).await;
        let answer = explained.unwrap().answer;
        let mut recorder = Recorder::new(&job(JobKind::Order, "order:1:5001"), now);
        recorder.reason("order 5001 became order 1");
        let older = recorder.finish(journal::Outcome::Done, now, &Redaction::default());
        let reason = model::reason::became("order 5001", "order 1");
        let entry = Entry {
            cases: reason.cases().to_vec(),
            ..older.clone()
        };
        let dutch = Style::plain().in_language(Language::Dutch);
        for (style, entry, told) in [
            (&Style::plain(), &older, "sent     order 5001 became"),
            (&dutch, &older, "verzonden [en] order 5001 became"),
            (&dutch, &entry, "verzonden order 5001 is order 1 geworden\n"),
        ] {
            let text = text(&answer, std::slice::from_ref(entry), &shop(), style);
            assert!(text.contains(told), "{text}");
        }
    }
}
