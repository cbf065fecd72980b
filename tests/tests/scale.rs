//! `docs/SCALE.md` matches the limits, the counts and the template. `make scale` writes it.

use rust_decimal::Decimal;
use serde_json::Value;
use tests::cost::Cost;
use tests::scale::{Day, Scale};
use tests::template::Template;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn limits() -> Value {
    json(include_str!("../scale/limits.json"))
}

/// The cost of an idle stack, USD a month.
fn idle(template: &Template) -> Decimal {
    let prices = json(include_str!("../cost/prices.json"));
    let counts = json(include_str!("../cost/counts.json"));
    Cost::new(&prices, &counts, template).idle_month()
}

#[test]
fn the_scale_document_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/SCALE.md");
    let (limits, template) = (limits(), Template::with(&[]));
    let document = Scale::new(&limits, &template, idle(&template)).document();
    if std::env::var_os("EKOBRIDGE_WRITE_SCALE").is_some() {
        std::fs::write(path, &document).expect("docs is there");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == document,
        "docs/SCALE.md is not up to date: `make scale` writes it"
    );
}

#[test]
fn a_day_within_the_limits_leaves_nothing_and_one_beyond_them_leaves_the_rest() {
    let (limits, template) = (limits(), Template::with(&[]));
    let scale = Scale::new(&limits, &template, Decimal::ZERO);
    let quiet = scale.day(1_000, false);
    assert_eq!(
        quiet,
        Day {
            done: 1_000,
            left: 0,
            most_waiting: quiet.most_waiting,
            longest_wait: 0
        }
    );
    assert!(quiet.most_waiting <= 1, "{quiet:?}");

    // The busiest hour exceeds the limit; the day doesn't.
    let busy = scale.day(200_000, false);
    assert_eq!((busy.done, busy.left), (200_000, 0), "{busy:?}");

    let beyond = scale.day(1_000_000, false);
    assert_eq!(beyond.done + beyond.left, 1_000_000);
    let narrowest = scale.rates(false)[0].orders_a_minute;
    let most = narrowest * Decimal::from(24 * 60);
    assert!(
        Decimal::from(beyond.done) <= most && beyond.left > 500_000,
        "{beyond:?}"
    );
    // An order that is announced through its contact needs two more calls.
    assert!(scale.day(1_000_000, true).done < beyond.done);
}

#[test]
fn orders_are_limited_by_the_vendors_before_anything_of_aws() {
    let (limits, template) = (limits(), Template::with(&[]));
    let scale = Scale::new(&limits, &template, Decimal::ZERO);
    for announced in [true, false] {
        let rates = scale.rates(announced);
        assert!(
            rates[0].name.contains("ActiveCampaign") || rates[0].name.contains("eAccounting"),
            "{rates:?}"
        );
    }
}

#[test]
fn more_stacks_use_more_of_each_limit_and_a_higher_limit_less() {
    let (limits, template) = (limits(), Template::with(&[]));
    let scale = Scale::new(&limits, &template, Decimal::ZERO);
    let first = |stacks| scale.uses(stacks, 100).remove(0);
    assert!(first(10).share() < Decimal::ONE, "{:?}", first(10));
    assert!(first(1_000).share() > Decimal::ONE, "{:?}", first(1_000));
    assert_eq!(first(2_000).share(), first(1_000).share() * Decimal::TWO);

    let text = include_str!("../scale/limits.json");
    let raised = json(&text.replace("\"quota\": 5000,", "\"quota\": 5000000,"));
    assert_ne!(raised, limits);
    let raised = Scale::new(&raised, &template, Decimal::ZERO)
        .uses(1_000, 100)
        .remove(0);
    assert_ne!(raised.limit, first(1_000).limit);
}
