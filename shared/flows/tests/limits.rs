//! What is too long, strange or impossible: shortened by rule and recorded, or parked with the reason.

use engine::JobOutcome;
use model::{Code, JobKind};
use sandbox::activecampaign::{AddressSeed, ContactSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::json;

use crate::support::{
    EMAIL, World, anna, annas_address, dec, document, job, lamps, order_job, parked, skipped,
};

async fn send(world: &World, seed: &OrderSeed) -> JobOutcome {
    world.pass(60);
    let key = world.order(seed);
    world.settle(order_job(world, &key)).await
}

/// An order of these lines, whose own total is their sum.
fn order_of(lines: Vec<LineSeed>) -> OrderSeed {
    OrderSeed { lines, ..lamps() }
}

async fn steps(world: &World, source: &str) -> Vec<String> {
    let entry = world.entry(source).await;
    entry.steps.into_iter().map(|step| step.text).collect()
}

/// What a shop's SKUs and order numbers may look like.
const STRANGE: [&str; 6] = [
    "O'Brien's",
    "a/b\\c?d#e%f&g+h=i",
    "½ \"tum\" å",
    "'' or 1 eq 1",
    "مصباح",
    "🎉-1",
];

#[tokio::test]
async fn a_new_articles_long_name_is_cut_at_a_word_and_journaled() {
    let name = "Desk lamp of brass with a shade of opal glass and a cord of three metres";
    for settings in [
        "[articles]\non_unknown_sku = \"create\"",
        "[articles]\nupdate_existing = true",
    ] {
        let world = World::new(settings).await;
        if settings.contains("update") {
            world.stock();
        }
        document(
            &send(
                &world,
                &order_of(vec![LineSeed::new("LAMP", name, 1, dec("799"))]),
            )
            .await,
        );
        let articles = world.records("articles");
        let article = articles
            .iter()
            .find(|article| article["Number"] == "LAMP")
            .unwrap();
        assert_eq!(
            article["Name"],
            "Desk lamp of brass with a shade of opal glass and"
        );
        assert_eq!(
            world.only("orders")["Rows"][0]["Text"],
            name,
            "a row's text may be longer"
        );
        let steps = steps(&world, "order:1:5001").await;
        assert!(
            steps
                .iter()
                .any(|step| step == "Name shortened from 72 to 49 characters"),
            "{steps:?}"
        );
    }
}

#[tokio::test]
async fn a_line_without_a_name_becomes_an_article_by_its_number() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"").await;
    document(&send(&world, &order_of(vec![LineSeed::new("LAMP", "", 1, dec("799"))])).await);
    let articles = world.records("articles");
    assert_eq!(
        articles
            .iter()
            .find(|article| article["Number"] == "LAMP")
            .unwrap()["Name"],
        "LAMP"
    );
}

#[tokio::test]
async fn a_line_without_a_name_renames_no_article_and_no_order_moves_its_vat() {
    let settings = "[articles]\nupdate_existing = true\n[mapping.article]\nUsesMoss = \"true\"\nNote = \"'From the shop'\"";
    let world = World::new(settings).await;
    world.stock();
    world
        .sandbox
        .eaccounting()
        .change_company_settings(json!({"UsesMoss": true}));
    document(&send(&world, &order_of(vec![LineSeed::new("LAMP", "", 1, dec("799"))])).await);
    let articles = world.records("articles");
    let article = articles
        .iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    assert_eq!(article["Note"], "From the shop", "it was written");
    assert_eq!(
        (&article["Name"], &article["UsesMoss"]),
        (&json!("Article LAMP"), &json!(false))
    );
}

#[tokio::test]
async fn an_article_is_found_by_the_strangest_number_it_was_created_with() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"").await;
    let before = world.records("articles").len();
    let lines = || {
        STRANGE
            .iter()
            .map(|sku| LineSeed::new(sku, "Thing", 1, dec("100")))
            .collect()
    };
    document(&send(&world, &order_of(lines())).await);
    assert_eq!(world.records("articles").len(), before + STRANGE.len());
    // Another process has none of them in memory.
    let again = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..order_of(lines())
    };
    let key = world.order(&again);
    let other = world.another_worker();
    let verdict = other
        .handle(&order_job(&world, &key), crate::support::delivery(1))
        .await;
    document(&verdict);
    assert_eq!(world.records("articles").len(), before + STRANGE.len());
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn articles_are_found_ignoring_case_and_may_be_on_two_lines() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"").await;
    let before = world.records("articles").len();
    let lines = ["lamp", "LAMP", "Lamp", "LAMP"].map(|sku| LineSeed {
        product_id: format!("{sku}-{}", sku.len()),
        ..LineSeed::new(sku, "Lamp", 1, dec("100"))
    });
    document(&send(&world, &order_of(lines.into())).await);
    assert_eq!(world.records("articles").len(), before + 1);
    let order = world.only("orders");
    let rows = order["Rows"].as_array().unwrap();
    assert_eq!(
        rows.iter().filter(|row| row["ArticleNumber"] == "lamp").count(),
        rows.len()
    );
    let created = world
        .writes()
        .iter()
        .filter(|call| call.ends_with("POST /articles"))
        .count();
    assert_eq!(created, 1);
}

#[tokio::test]
async fn a_sku_of_more_than_40_characters_parks_with_the_line_named() {
    for settings in [
        "",
        "[articles]\non_unknown_sku = \"create\"",
        "[articles]\non_unknown_sku = \"fallback\"\n[articles.fallback]\n25 = \"OVRIGT25\"",
    ] {
        let world = World::new(settings).await;
        world.stock();
        let lines = vec![
            LineSeed::new("LAMP", "Lamp", 1, dec("100")),
            LineSeed::new(&"X".repeat(41), "Long", 1, dec("100")),
        ];
        let verdict = send(&world, &order_of(lines)).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::VALUE_INVALID, "{problem}");
        assert!(
            problem.message.contains("line 2") && problem.message.contains("40"),
            "{problem}"
        );
        assert!(world.records("orders").is_empty());
    }
}

#[tokio::test]
async fn an_order_is_found_again_by_the_strangest_number() {
    for filters in [true, false] {
        let world = World::new("").await;
        world.stock();
        if !filters {
            let behaviour = world.sandbox.eaccounting().behaviour().without_document_filters();
            world.sandbox.eaccounting().set_behaviour(behaviour);
        }
        let customer = world.anna_in_eaccounting();
        let articles = world.records("articles");
        let lamp = articles
            .iter()
            .find(|article| article["Number"] == "LAMP")
            .unwrap();
        for (at, number) in STRANGE.iter().enumerate() {
            world
                .sandbox
                .eaccounting()
                .add_order(json!({
                    "CustomerId": customer["Id"], "BuyersOrderReference": number,
                    "Rows": [{"LineNumber": 1, "ArticleId": lamp["Id"], "Text": "Lamp", "UnitPrice": 799, "Quantity": 2,
                        "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false}],
                }))
                .unwrap();
            let seed = OrderSeed {
                id: format!("60{at}"),
                number: (*number).to_owned(),
                ..lamps()
            };
            let verdict = send(&world, &seed).await;
            assert!(
                skipped(&verdict).contains("eAccounting has it already"),
                "{number}: {verdict:?}"
            );
        }
        assert_eq!(world.records("orders").len(), STRANGE.len());
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn two_long_order_numbers_stay_two_and_each_is_found_again() {
    let world = World::new("").await;
    world.stock();
    let number = |last: &str| format!("WEBSHOP-NORTH-EUROPE-2026-11-23-000000000{last}");
    for (id, last) in [("5001", "1"), ("5002", "2")] {
        document(
            &send(
                &world,
                &OrderSeed {
                    id: id.to_owned(),
                    number: number(last),
                    ..lamps()
                },
            )
            .await,
        );
    }
    let orders = world.records("orders");
    let references: std::collections::BTreeSet<&str> = orders
        .iter()
        .map(|order| order["BuyersOrderReference"].as_str().unwrap())
        .collect();
    assert_eq!(references.len(), 2);
    assert!(
        references.iter().all(|reference| reference.chars().count() == 35),
        "{references:?}"
    );
}

#[tokio::test]
async fn a_long_street_goes_on_in_the_second_line_of_customer_and_order() {
    let world = World::new("").await;
    world.stock();
    let address = AddressSeed {
        address1: "Kungliga Djurgårdens Södra Strandpromenad Västra 12345 B, uppgång C, våning 3".to_owned(),
        ..annas_address()
    };
    let seed = OrderSeed {
        billing: address.clone(),
        delivery: address,
        ..lamps()
    };
    document(&send(&world, &seed).await);
    let (customer, order) = (world.only("customers"), world.only("orders"));
    for (record, first, second) in [
        (&customer, "InvoiceAddress1", "InvoiceAddress2"),
        (&customer, "DeliveryAddress1", "DeliveryAddress2"),
        (&order, "DeliveryAddress1", "DeliveryAddress2"),
    ] {
        let line = |field: &str| record[field].as_str().unwrap();
        assert!(line(first).chars().count() <= 50 && line(second).chars().count() <= 50);
        let whole = format!("{} {}", line(first), line(second));
        assert!(
            whole.starts_with("Kungliga") && whole.ends_with("våning 3"),
            "{whole}"
        );
    }
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_postcode_of_more_than_ten_characters_parks_and_is_never_cut() {
    let world = World::new("").await;
    world.stock();
    let address = AddressSeed {
        postal: "SE-111 22 UPPSALA".to_owned(),
        ..annas_address()
    };
    let verdict = send(
        &world,
        &OrderSeed {
            billing: address,
            ..lamps()
        },
    )
    .await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::VALUE_INVALID);
    assert!(
        problem.message.contains("postcode") && problem.message.contains("10 characters"),
        "{problem}"
    );
    assert!(problem.remedy.contains("InvoicePostalCode"), "{problem}");
    assert!(!problem.to_string().contains("UPPSALA"), "{problem}");
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn an_email_address_of_more_than_255_characters_is_none() {
    let email = format!("{}@example.com", "a".repeat(250));
    let world = World::new("").await;
    world.stock();
    let verdict = send(
        &world,
        &OrderSeed {
            email: email.clone(),
            ..lamps()
        },
    )
    .await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_MISSING);
    assert!(problem.remedy.contains("orders.default_customer"), "{problem}");

    let world = World::new("[orders]\ndefault_customer = 900").await;
    world.stock();
    let cash = world.customer(json!({"Name": "Cash", "CustomerNumber": "900"}));
    document(&send(&world, &OrderSeed { email, ..lamps() }).await);
    assert_eq!(world.only("orders")["CustomerId"], cash["Id"]);
}

#[tokio::test]
async fn a_rows_text_of_more_than_2000_characters_is_cut_and_the_journal_says_so() {
    let world = World::new("").await;
    world.stock();
    let name = "Lampa av mässing ".repeat(200);
    document(
        &send(
            &world,
            &order_of(vec![LineSeed::new("LAMP", &name, 1, dec("799"))]),
        )
        .await,
    );
    let order = world.only("orders");
    let length = order["Rows"][0]["Text"].as_str().unwrap().chars().count();
    assert!((1900..=2000).contains(&length), "{length}");
    let steps = steps(&world, "order:1:5001").await;
    assert!(
        steps.iter().any(|step| step.starts_with("Text shortened from")),
        "{steps:?}"
    );
}

#[tokio::test]
async fn names_of_nothing_but_what_cannot_be_printed_count_as_none() {
    let world = World::new("").await;
    let contact = world.contact(&ContactSeed {
        first_name: "\u{202e}\u{7}".to_owned(),
        last_name: " \u{feff} ".to_owned(),
        ..anna()
    });
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    assert_eq!(world.only("customers")["Name"], EMAIL);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn orders_that_no_document_can_hold_are_parked_with_the_reason() {
    let discount = |amount: &str| {
        vec![DiscountSeed {
            name: "ALL".to_owned(),
            amount: dec(amount),
            ..DiscountSeed::default()
        }]
    };
    for (what, seed, code, words) in [
        (
            "a total below zero",
            OrderSeed {
                discounts: discount("2000"),
                ..lamps()
            },
            Code::VALUE_INVALID,
            vec!["negative", "-402"],
        ),
        (
            "a quantity of zero",
            order_of(vec![LineSeed::new("LAMP", "Lamp", 0, dec("100"))]),
            Code::VALUE_INVALID,
            vec!["Line 1", "quantity of 0"],
        ),
        (
            "no lines and a total",
            OrderSeed {
                total: Some(dec("100")),
                ..order_of(vec![])
            },
            Code::VALUE_INVALID,
            vec!["no lines", "100"],
        ),
    ] {
        let world = World::new("").await;
        world.stock();
        let verdict = send(&world, &seed).await;
        let JobOutcome::Parked(problem) = &verdict else {
            panic!("{what}: {verdict:?}")
        };
        assert_eq!(problem.code, code, "{what}: {problem}");
        for word in words {
            assert!(problem.message.contains(word), "{what}: {problem}");
        }
        assert!(!problem.remedy.is_empty());
        assert!(world.records("orders").is_empty());
    }
}
