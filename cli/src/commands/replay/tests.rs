use std::time::Duration;

use clap::Parser;
use devstack::testing::{IdleStack, delivery, job};
use ledger::{ClaimRequest, Key};
use model::{JobKind, Problem};
use operations::causes::{Status, mark};

use super::*;

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    args: ReplayArgs,
}

fn args(arguments: &[&str]) -> ReplayArgs {
    let all = ["replay"].iter().chain(arguments);
    CommandLine::try_parse_from(all).unwrap().args
}

async fn park(stack: &IdleStack, source: &str) {
    let job = job(JobKind::Order, source);
    let ask = ClaimRequest {
        job: Some(&job),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::SKU_UNKNOWN, format!("{source} failed."), "Mend it.");
    let key = Key::source(&job.source);
    let ledger = stack.worker.ledger();
    ledger.park_leaseless(&key, ask, &problem).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_is_planned_queued_and_shown_with_what_failed_in_it() {
    let stack = IdleStack::new().await;
    park(&stack, "order:1:1001").await;
    let chosen = args(&["--cause", "sku_unknown"]).selection(Vec::new());
    let now = stack.worker.ledger().now();
    let plan = replay::plan(&stack.worker, chosen, false, now).await.unwrap();
    let style = Style::plain();
    let text = show::plan_text(&plan, "the stack shop", &style);
    assert!(
        text.contains("order:1:1001       parked   [sku_unknown] order:1:1001 failed.\n  → Mend it.\n"),
        "{text}"
    );
    assert!(show::plan_json(&plan).contains(r#""replay":true"#));
    let saved = replay::save(&stack.worker, &plan, "me").await.unwrap();
    let applied = queue(&stack.worker, &saved.name, Some(&plan), "me", 1)
        .await
        .unwrap();
    // The shop has no such order: the attempt fails.
    let jobs = stack.jobs(&stack.environment.queues.orders).await;
    let worked = stack
        .worker
        .process_orders(delivery(&jobs), Duration::from_secs(80));
    Box::pin(worked).await;
    let progress = replay::progress(&stack.worker, &applied.replay.name, stack.worker.ledger().now())
        .await
        .unwrap();
    let target = Target::default();
    let text = named::progress_text(&stack.worker, &progress, &target, &style)
        .await
        .unwrap();
    for part in [
        "sku_unknown-1  queued, 1 of 1 record queued: what is parked with sku_unknown  by me",
        "1 of 1 record ended: 1 parked",
        "Failed in it\n  order:1:1001       parked   [source_missing]",
    ] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    let json = named::progress_json(&progress);
    assert!(
        json.contains(r#""ended":1"#) && json.contains(r#""failed":true"#),
        "{json}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_says_that_new_settings_are_not_used_yet() {
    let stack = IdleStack::new().await;
    let (worker, style) = (&stack.worker, Style::plain());
    assert_eq!(settings_note(worker, &style).await.unwrap(), None);
    stack.push_settings("[orders]\nnote = true\n").await;
    let (_, from) = SettingsDocument::not_yet_used(worker.ledger())
        .await
        .unwrap()
        .unwrap();
    let note = settings_note(worker, &style).await.unwrap().unwrap();
    let begins = format!(
        "The functions use version 1 of the settings from {} on;",
        style.time(from)
    );
    assert!(note.starts_with(&begins), "{note}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_aborted_replay_says_that_it_did_not_begin() {
    let stack = IdleStack::new().await;
    let worker = &stack.worker;
    let now = worker.ledger().now();
    for (records, told) in [
        (
            &["order:1:1001"][..],
            "1 of 1 record ended: 1 aborted before it began",
        ),
        (
            &["order:1:1002", "order:1:1003"],
            "2 of 2 records ended: 2 aborted before they began",
        ),
    ] {
        for record in records {
            park(&stack, record).await;
        }
        let sources = records.iter().map(|record| record.parse().unwrap()).collect();
        let plan = replay::plan(worker, Selection::Records(sources), false, now).await;
        let name = replay::save(worker, &plan.unwrap(), "me").await.unwrap().name;
        queue(worker, &name, None, "me", records.len()).await.unwrap();
        replay::abort(worker, &name, "me").await.unwrap();
        let progress = replay::progress(worker, &name, now).await.unwrap();
        let text = named::progress_text(worker, &progress, &Target::default(), &Style::plain()).await;
        let text = text.unwrap();
        assert!(text.contains(told) && !text.contains("pending"), "{text}");
        let json = named::progress_json(&progress);
        assert!(json.contains(r#""aborted":true"#), "{json}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_what_was_ignored_and_how_to_take_it() {
    let stack = IdleStack::new().await;
    park(&stack, "order:1:1001").await;
    let ledger = stack.worker.ledger();
    mark(ledger, Code::SKU_UNKNOWN, Status::Ignored, "me", None)
        .await
        .unwrap();
    let chosen = args(&["--parked"]).selection(Vec::new());
    let plan = replay::plan(&stack.worker, chosen, false, ledger.now())
        .await
        .unwrap();
    let text = show::plan_text(&plan, "the stack shop", &Style::plain());
    assert_eq!(
        text,
        "There is nothing to replay in the stack shop.\n  Left out: 1 record with the cause sku_unknown, which was ignored. \
         To take it, replay by name or with --cause sku_unknown.\n"
    );
    let json: serde_json::Value = serde_json::from_str(&show::plan_json(&plan)).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"ignored": "sku_unknown", "count": 1, "replay": false})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remedy_of_several_records_is_shown_once() {
    let stack = IdleStack::new().await;
    for record in ["order:1:1001", "order:1:1002", "order:1:1003"] {
        park(&stack, record).await;
    }
    let now = stack.worker.ledger().now();
    let chosen = args(&["--parked"]).selection(Vec::new());
    let plan = replay::plan(&stack.worker, chosen, false, now).await.unwrap();
    let remedy = plan.items[0].standing.problem().unwrap().remedy.clone();
    assert!(!remedy.is_empty());
    let text = show::plan_text(&plan, "the stack shop", &Style::plain());
    assert_eq!(text.matches("\n  order:1:100").count(), 3, "{text}");
    assert_eq!(text.matches(&format!("→ {remedy}")).count(), 1, "{text}");
    assert_eq!(text.matches(&remedy).count(), 1, "{text}");
    let swedish = Style::plain().in_language(messages::Language::Swedish);
    let text = show::plan_text(&plan, "shop", &swedish);
    assert_eq!(text.matches('→').count(), 1, "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_that_is_only_planned_is_shown_as_such() {
    let stack = IdleStack::new().await;
    park(&stack, "order:1:1001").await;
    let chosen = args(&["--parked"]).selection(Vec::new());
    let now = stack.worker.ledger().now();
    let plan = replay::plan(&stack.worker, chosen, false, now).await.unwrap();
    let name = replay::save(&stack.worker, &plan, "me").await.unwrap().name;
    let progress = replay::progress(&stack.worker, &name, now).await.unwrap();
    let target = Target::default();
    let text = named::progress_text(&stack.worker, &progress, &target, &Style::plain())
        .await
        .unwrap();
    let says = format!(
        "  Planned: nothing is queued yet. `ekobridge replay apply {name}` carries it out, `ekobridge replay abort {name}` drops it.\n"
    );
    assert!(text.contains(&says) && !text.contains("ended"), "{text}");
}

#[test]
fn a_choice_of_records_is_one_of_the_ways_there_are() {
    let window = |selection: Selection| match selection {
        Selection::Attempts { error, window } => (error, window.since.is_some(), window.until.is_some()),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        window(args(&["--error", "sku_unknown", "--since", "2d"]).selection(Vec::new())),
        (Some(Code::SKU_UNKNOWN), true, false)
    );
    assert_eq!(
        window(args(&["--until", "2d"]).selection(Vec::new())),
        (None, false, true)
    );
    assert!(matches!(
        args(&["--parked", "--since", "2d"]).selection(Vec::new()),
        Selection::Parked { cause: None, .. }
    ));
    assert!(args(&["list"]).named.is_some() && args(&["show", "parked-7"]).named.is_some());
}

#[test]
fn a_replay_of_nothing_in_particular_names_the_ways_to_choose() {
    for nothing in [&[][..], &["--yes"]] {
        let told = args(nothing).check().unwrap_err().to_string();
        for way in ["--parked", "--cause", "--error", "--since", "--dead-letters"] {
            assert!(told.contains(way), "{way} is missing in: {told}");
        }
    }
    let told = args(&["--since", "1h", "--until", "2h"]).check().unwrap_err();
    assert!(told.to_string().contains("until is before since"), "{told}");
    for something in [
        &["order:1:1001"][..],
        &["--parked"],
        &["--cause", "sku_unknown"],
        &["--error", "sku_unknown"],
        &["--since", "2h", "--until", "1h"],
        &["--dead-letters"],
    ] {
        assert!(args(something).check().is_ok(), "{something:?}");
    }
}

#[test]
fn a_code_that_is_none_is_refused_before_anything_is_asked() {
    let error = crate::Cli::try_parse_from(["ekobridge", "replay", "--cause", "sku"])
        .unwrap_err()
        .to_string();
    assert!(error.contains("there is no code sku"), "{error}");
    for wrong in [
        &["replay", "order:1:1", "--parked"][..],
        &["replay", "order:1:1", "--since", "2d"],
        &["replay", "order:1:1", "--cause", "retries_exhausted"],
        &["replay", "--cause", "sku_unknown", "--error", "sku_unknown"],
        &["replay", "--dead-letters", "--since", "2d"],
        &["replay", "show"],
    ] {
        let all = ["ekobridge"].iter().chain(wrong);
        assert!(crate::Cli::try_parse_from(all).is_err(), "{wrong:?}");
    }
}
