//! `docs/COST.md` matches the price list, the counts and the template. `make cost` writes it.

use serde_json::Value;
use tests::cost::Cost;
use tests::template::Template;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn generated(prices: &str, counts: &str, template: &Template) -> String {
    Cost::new(&json(prices), &json(counts), template).document()
}

const PRICES: &str = include_str!("../cost/prices.json");
const COUNTS: &str = include_str!("../cost/counts.json");

#[test]
fn the_cost_document_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/COST.md");
    let document = generated(PRICES, COUNTS, &Template::with(&[]));
    if std::env::var_os("EKOBRIDGE_WRITE_COST").is_some() {
        std::fs::write(path, &document).expect("docs is there");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == document,
        "docs/COST.md is not up to date: `make cost` writes it"
    );
}

#[test]
fn the_costs_that_setup_shows_are_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../cli/src/commands/setup/cost.json");
    let summary = Cost::new(&json(PRICES), &json(COUNTS), &Template::with(&[])).summary();
    if std::env::var_os("EKOBRIDGE_WRITE_COST").is_some() {
        std::fs::write(path, &summary).expect("the folder is there");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == summary,
        "cli/src/commands/setup/cost.json is not up to date: `make cost` writes it"
    );
}

#[test]
fn a_price_a_count_and_an_alarm_more_change_the_document() {
    let template = Template::with(&[]);
    let document = generated(PRICES, COUNTS, &template);
    let dearer = PRICES.replace("\"secret_month\": \"0.40\"", "\"secret_month\": \"0.50\"");
    assert_ne!(generated(&dearer, COUNTS, &template), document);
    let more = COUNTS.replace("\"poll_log_bytes\": ", "\"poll_log_bytes\": 9");
    assert_ne!(generated(PRICES, &more, &template), document);

    let text = std::fs::read_to_string(tests::template::PATH).expect("the template");
    let fewer = text.replacen(
        "  RecordsParkedAlarm:\n    Type: AWS::CloudWatch::Alarm",
        "  RecordsParkedAlarm:\n    Type: AWS::SNS::Topic",
        1,
    );
    assert_ne!(fewer, text);
    assert_ne!(generated(PRICES, COUNTS, &Template::parse(&fewer, &[])), document);
}
