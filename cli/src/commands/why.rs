//! `ekobridge why`: a record's state, its reason, the setting that decided it, and what to do.

use std::fmt::Write as _;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use journal::Entry;
use messages::{Language, Messages};
use serde_json::json;
use why::{Answer, FORMS, Found, Query, State};

use crate::deployment::Target;
use crate::deployments::{Failures, Found as Deployed, Targets};
use crate::record::query;
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
  ekobridge why 1001                    an order by the shop's id or number, or a document's number in eAccounting
  ekobridge why anna@example.com        a contact, and its newest orders
  ekobridge why order:1:1001            a record, as messages name it")]
pub(crate) struct WhyArgs {
    /// A number, an e-mail address, or a record such as order:1:1001, order 1001, deal:7, contact:3, account:2 or quote:ID.
    #[arg(value_name = "NUMBER|E-MAIL|RECORD", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: WhyArgs) -> anyhow::Result<()> {
    let Some(query) = query(&args.what)? else {
        bail!("{FORMS}");
    };
    let deployments = args.targets.find().await?;
    let style = Style::of_stdout();
    let mut failures = Failures::default();
    let mut found_any = false;
    for deployment in &deployments {
        let shown = Box::pin(one(&args, &query, deployment, &style)).await;
        found_any |= shown.as_ref().is_ok_and(|found| *found);
        // With several deployments, one without such a record is not a failure.
        failures.note(deployment.label.as_deref(), shown.map(drop))?;
    }
    if !found_any && deployments.len() > 1 && !args.json {
        print(&format!("{}\n", style.texts().none_of_the_deployments()))?;
    }
    failures.end()
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

fn nothing(args: &WhyArgs, found: &Found, style: &Style) -> anyhow::Result<()> {
    let notes: Vec<String> = found.sentences();
    if args.json {
        return print(&format!(
            "{}\n",
            json!({ "answer": null, "state": State::NeverSeen, "notes": notes })
        ));
    }
    let text = Messages::of(style.language());
    bail!(
        "{} {}\n{}",
        text.found_nothing(),
        notes.join(" "),
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
            (Some(problem), _) => translated(problem, style)
                .map_or_else(|| problem.message.clone(), |(cause, _)| format!("{cause}.")),
            (None, reason) => reason.clone().unwrap_or_default(),
        };
        let _ = writeln!(
            text,
            "  {}  {:<8} {why}",
            style.dim(&style.time(entry.at)),
            words::outcome(entry.outcome, style)
        );
    }
    text
}

/// The answer in sentences. English has those that name the record's values. The other languages have a sentence for the
/// state and one for the error code, and the English ones after them.
fn sentences(answer: &Answer, style: &Style) -> String {
    let mut text = String::new();
    let code = answer
        .problem
        .as_ref()
        .map(|problem| style.dim(&format!("[{}]", problem.code)));
    let own = || std::iter::once(&answer.summary).chain(&answer.details);
    let record = words::record(&answer.record, style);
    match style.texts().answer(answer.state.as_str(), &record) {
        Some(sentence) if style.language() != Language::English => {
            let _ = writeln!(text, "  {sentence}");
            let problem = answer.problem.as_ref();
            if let Some((cause, _)) = problem.and_then(|problem| translated(problem, style)) {
                let _ = writeln!(text, "  {cause}.");
            }
            let own: Vec<&str> = own().map(String::as_str).collect();
            let _ = writeln!(
                text,
                "  {}",
                style.dim(&style.texts().label_in_detail(own.join(" ")))
            );
        }
        _ => {
            for sentence in own() {
                let _ = writeln!(text, "  {sentence}");
            }
        }
    }
    if let Some(code) = code {
        let _ = writeln!(text, "  {code}");
    }
    text
}

/// What to do. The other languages have one text for the error code or the state, and the commands.
fn advice(answer: &Answer, target: &Target, style: &Style) -> String {
    let mut text = String::new();
    let arrow = style.yellow("→");
    if style.language() == Language::English {
        for advice in &answer.advice {
            let _ = write!(text, "  {arrow} {}", advice.text);
            match &advice.command {
                Some(command) => {
                    let _ = writeln!(text, " {}", target.command(command));
                }
                None => text.push('\n'),
            }
        }
        return text;
    }
    let of_code = answer
        .problem
        .as_ref()
        .and_then(|problem| translated(problem, style));
    let what = match of_code {
        Some((_, remedy)) if answer.state.needs_person() => Some(remedy),
        _ if answer.state == State::Filtered && answer.settings.is_empty() => answer
            .advice
            .iter()
            .all(|advice| advice.command.is_none())
            .then(|| style.texts().advice_no_setting()),
        _ => style.texts().advice(answer.state.as_str()),
    };
    let commands = answer.advice.iter().filter_map(|advice| advice.command.as_ref());
    for line in what
        .into_iter()
        .chain(commands.map(|command| target.command(command)))
    {
        let _ = writeln!(text, "  {arrow} {line}");
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
        let _ = writeln!(text, "\n{}", style.dim(&note.to_string()));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use devstack::testing::{IdleStack, delivery, job};
    use model::{JobKind, Problem};
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

    fn answer(state: State, problem: Option<Problem>) -> Answer {
        Answer {
            record: "order:1:5001".parse().unwrap(),
            job: JobKind::Order,
            state,
            summary: "A sentence in English.".to_owned(),
            details: vec!["Another one.".to_owned()],
            since: Some("2026-11-25T08:00:00Z".parse().unwrap()),
            until: Some("2026-11-25T09:00:00Z".parse().unwrap()),
            problem,
            settings: Vec::new(),
            documents: Vec::new(),
            advice: vec![why::Advice {
                text: "Replay it.".to_owned(),
                command: Some("replay order:1:5001".to_owned()),
            }],
        }
    }

    fn shop() -> Target {
        Target {
            stack: Some("shop".to_owned()),
            data: None,
        }
    }

    #[test]
    fn each_state_is_answered_in_each_language_with_its_english_details() {
        for language in Language::ALL.into_iter().skip(1) {
            let style = Style::plain().in_language(language);
            for state in State::ALL {
                let told = text(&answer(state, None), &[], &shop(), &style);
                let named = format!("{state:?} in {}:\n{told}", language.tag());
                let first = told.lines().next().unwrap();
                assert!(!first.ends_with(state.words()), "{named}");
                assert!(told.contains(" 5001"), "{named}");
                let detail = style
                    .texts()
                    .label_in_detail("A sentence in English. Another one.");
                assert_eq!(told.matches("English").count(), 1, "{named}");
                assert!(told.contains(&detail), "{named}");
                assert!(!told.contains("Replay it"), "{named}");
                assert!(
                    told.contains("`ekobridge replay order:1:5001 --stack shop`"),
                    "{named}"
                );
            }
        }
    }

    #[test]
    fn no_setting_is_to_be_changed_where_none_left_the_record_out() {
        for language in Language::ALL.into_iter().skip(1) {
            let style = Style::plain().in_language(language);
            let mut answer = answer(State::Filtered, None);
            let change = style.texts().advice("filtered").unwrap();
            assert!(!text(&answer, &[], &shop(), &style).contains(&change));
            answer.advice[0].command = None;
            let told = text(&answer, &[], &shop(), &style);
            assert!(!told.contains(&change), "{told}");
            assert!(told.contains(&style.texts().advice_no_setting()), "{told}");
            answer.settings = vec![why::SettingLine {
                key: "orders.placed_after".to_owned(),
                file: "shop.toml".to_owned(),
                line: Some(3),
                text: None,
                is_default: false,
            }];
            assert!(text(&answer, &[], &shop(), &style).contains(&change));
        }
    }

    #[test]
    fn a_parked_order_is_explained_in_swedish_by_its_error_code() {
        let problem = Problem::new(
            model::Code::SKU_UNKNOWN,
            "No article has the SKU VASE.",
            "Create article VASE.",
        );
        let style = Style::plain().in_language(Language::Swedish);
        assert_eq!(
            text(&answer(State::Parked, Some(problem)), &[], &shop(), &style),
            "order:1:5001  parkerad\n\
             \u{20} Order 5001 väntar på dig.\n\
             \u{20} Ingen artikel i eAccounting har produktens artikelnummer (SKU).\n\
             \u{20} I detalj, på engelska: A sentence in English. Another one.\n\
             \u{20} [sku_unknown]\n\
             \u{20} Sedan   2026-11-25 08:00:00\n\
             \u{20} Till    2026-11-25 09:00:00\n\
             \u{20} → Skapa artikeln i eAccounting, eller låt inställningarna skapa eller ersätta okända artiklar. Kör sedan om \
             posten.\n\
             \u{20} → `ekobridge replay order:1:5001 --stack shop`\n"
        );
    }
}
