use std::time::Duration;

use devstack::testing::{IdleStack, annas_address, delivery};
use sandbox::activecampaign::{LineSeed, OrderSeed};

use super::*;
use crate::terminal::Style;

async fn shop(count: u32) -> IdleStack {
    let stack = IdleStack::new().await;
    stack
        .push_settings("[articles]\non_unknown_sku = \"create\"\n")
        .await;
    for number in 1..=count {
        stack.sandbox.activecampaign().add_order(&OrderSeed {
            id: number.to_string(),
            email: "anna.lind@example.com".to_owned(),
            lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
            status: if number == 1 {
                "PENDING_PAYMENT".to_owned()
            } else {
                String::new()
            },
            billing: annas_address(),
            ..OrderSeed::default()
        });
    }
    stack
}

fn args(arguments: &[&str]) -> Result<BackfillArgs, clap::Error> {
    let all = ["ekobridge", "backfill"].iter().chain(arguments);
    match <crate::Cli as clap::Parser>::try_parse_from(all)?.command {
        crate::Command::Backfill(args) => Ok(args),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_shown_with_its_cost_and_sent_through_the_backlog_queue() {
    let stack = shop(3).await;
    let flows = stack.worker.flows().await.unwrap();
    let now = Timestamp::now();
    let yesterday = now.to_zoned_datetime(TimeZone::UTC).date().yesterday().unwrap();
    let args = args(&["orders", "contacts", "--since", &yesterday.to_string()]).unwrap();
    let selection = selection(&args, &TimeZone::UTC, now + jiff::SignedDuration::from_secs(60)).unwrap();
    let found = Box::pin(plan(&flows, &selection)).await.unwrap();
    let text = plan_text(&found, "the stack shop", &Style::plain());
    for part in [
        "To be sent in the stack shop:",
        "       2 orders",
        "       1 contact\n",
        "about 16 calls to the vendors, which take up to a minute beside nothing else",
        "Left out:\n       1: it is not paid, and orders.status_filter is \"paid\"",
    ] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    let json = plan_json(&found);
    assert!(json.contains("\"record\":\"order:1:2\"") && !json.contains("anna"));

    let mut run = Run::new(selection, &found, 10, now);
    let environment = &stack.environment;
    let backlog = environment.queues.backlog.clone().unwrap();
    let worked = async || {
        let jobs = stack.jobs(&backlog).await;
        Box::pin(
            stack
                .worker
                .process_orders(delivery(&jobs), Duration::from_secs(80)),
        )
        .await;
    };
    let ended = Box::pin(run.send_paced(&flows, &found, |_| worked()))
        .await
        .unwrap();
    assert_eq!(ended, Ended::Complete);
    let target = Target {
        stack: Some("shop".to_owned()),
        data: None,
    };
    let shown = run_text(&run, &target, &Style::plain());
    assert!(shown.starts_with("3 of 3 sent,"), "{shown}");
    assert_eq!(stack.sandbox.eaccounting().records("orders").len(), 2);
    assert!(stack.jobs(&environment.queues.orders).await.is_empty());
    assert_eq!(stack.sandbox.violations(), Vec::<String>::new());
}

#[test]
fn a_failure_is_shown_with_the_command_that_lists_its_remedy() {
    let selection = selection(
        &args(&["orders", "--since", "2026-11-01"]).unwrap(),
        &TimeZone::UTC,
        "2026-11-29T00:00:00Z".parse().unwrap(),
    )
    .unwrap();
    let mut run = Run::new(selection, &Plan::default(), 1, Timestamp::UNIX_EPOCH);
    run.total = 7;
    run.done = 3;
    run.failures.push(flows::backfill::Failure {
        source: "order:1:9".parse().unwrap(),
        code: model::Code::SKU_UNKNOWN,
        message: "Order 9: no article has the SKU X.".to_owned(),
    });
    let shown = run_text(&run, &Target::default(), &Style::plain());
    assert_eq!(
        shown,
        "3 of 7 sent, 0 of them had nothing to do, 1 failure.\n  order:1:9  Order 9: no article has the SKU X. [sku_unknown]\n\
         `ekobridge activity --parked` says what to do about each.\n"
    );
}

#[test]
fn kinds_and_days_are_needed_unless_a_backfill_is_gone_on_with() {
    for (arguments, is_right) in [
        (&["orders", "--since", "2026-11-01"][..], true),
        (&["--resume"][..], true),
        (&["orders"][..], false),
        (&["--since", "2026-11-01"][..], false),
        (&["carts", "--since", "2026-11-01"][..], false),
        (&["orders", "--resume"][..], false),
        (
            &["orders", "--since", "2026-11-01", "--max-failures", "0"][..],
            false,
        ),
    ] {
        assert_eq!(args(arguments).is_ok(), is_right, "{arguments:?}");
    }
}
