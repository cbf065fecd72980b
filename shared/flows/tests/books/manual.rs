//! What `docs/BOOKKEEPING.md` says, held against the flows.

use model::JobKind;
use serde_json::{Value, json};

use super::case::Case;
use super::play::{booked, held, open, place, play};
use crate::support::{document, job};

const MANUAL: &str = include_str!("../../../../docs/BOOKKEEPING.md");

/// The cells of the rows of the table that begins with this heading.
fn table(first_cell: &str) -> Vec<Vec<&'static str>> {
    let heading = format!("| {first_cell} |");
    let rows: Vec<Vec<&str>> = MANUAL
        .lines()
        .skip_while(|line| !line.starts_with(&heading))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(!rows.is_empty(), "no table {heading}");
    rows
}

#[tokio::test]
async fn every_worked_example_of_the_manual_is_what_the_books_say() {
    let examples = table("company");
    assert!(examples.len() >= 16, "{} examples", examples.len());
    for country in ["SE", "NO", "NL", "FI"] {
        let of_country = examples.iter().filter(|cells| cells[0].starts_with(country));
        assert!(of_country.count() >= 3, "examples for {country}");
    }
    for cells in examples {
        assert_eq!(cells.len(), 5, "with figures: {cells:?}");
        play(&cells.join(" | ")).await;
    }
}

/// An order of each kind of sale, under the name that the manual gives it.
const KINDS: [(&str, &str); 8] = [
    ("domestic", "SE | private SE | 1 LAMP at 250 | domestic"),
    ("domestic, 0 %", "SE | private SE | 1 STAMP at 22 | domestic"),
    ("EU", "SE | private DE | 1 LAMP at 125, EUR | EU"),
    ("OSS", "SE, OSS | private DE | 1 LAMP at 119, EUR | OSS 19"),
    (
        "EU company",
        "SE | company DE, VAT number | 1 LAMP at 100, EUR | EU company",
    ),
    ("export", "SE | private US | 1 LAMP at 100, USD | export"),
    (
        "export with VAT",
        "SE | private US | 1 LAMP at 125, USD | export with VAT",
    ),
    (
        "Northern Ireland",
        "SE | private GB, Belfast | 1 LAMP at 125, GBP | EU",
    ),
];

#[tokio::test]
async fn each_kind_of_sale_is_booked_on_the_field_that_the_manual_names() {
    let rows = table("sale");
    assert_eq!(rows.len(), KINDS.len());
    for (name, line) in KINDS {
        let row = rows.iter().find(|cells| cells[0].trim_matches('*') == name);
        let row = row.unwrap_or_else(|| panic!("the manual's table has no \"{name}\""));
        let field = row[2].trim_matches('`');
        let case = Case::read(line);
        let world = open(&case, "");
        for coding in world.records("articleaccountcodings") {
            assert!(coding.get(field).is_some(), "{name}: no field {field}");
            let id = coding["Id"].as_str().unwrap().parse().unwrap();
            let eaccounting = world.sandbox.eaccounting();
            eaccounting
                .amend("articleaccountcodings", id, json!({field: 9999}))
                .unwrap();
        }
        let source = place(&world, &case, &case.order("7001"));
        document(&world.settle(job(&world, JobKind::Order, &source)).await);
        let order: Value = held(&world, "orders").remove(0);
        let accounts: Vec<i64> = booked(&order).into_keys().map(|(account, _)| account).collect();
        assert_eq!(accounts, [9999], "{name}: {field}");
    }
}
