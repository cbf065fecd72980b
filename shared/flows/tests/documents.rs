//! Invoices: by a draft, of an order, and what they come to.

use engine::JobOutcome;
use model::Code;
use rust_decimal::Decimal;
use sandbox::activecampaign::OrderSeed;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{World, dec, document, lamps, order_job, parked};

async fn sent(settings: &str) -> (World, JobOutcome) {
    let world = World::new(settings).await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let verdict = world.settle(order_job(&world, &key)).await;
    (world, verdict)
}

fn total(invoice: &Value) -> Decimal {
    dec(&invoice["TotalAmountInvoiceCurrency"].to_string())
}

#[tokio::test]
async fn an_order_becomes_an_invoice_draft_where_the_settings_say_so() {
    let (world, verdict) = sent("[orders]\ndocument = \"invoice-draft\"").await;
    let draft = world.only("customerinvoicedrafts");
    assert_eq!(document(&verdict).id, draft["Id"]);
    assert_eq!(draft["BuyersOrderReference"], "1001");
    assert!(world.records("customerinvoices").is_empty());
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn an_order_becomes_a_booked_invoice_by_way_of_a_draft() {
    let (world, verdict) = sent("[orders]\ndocument = \"invoice\"").await;
    let invoice = world.only("customerinvoices");
    assert_eq!(document(&verdict).id, invoice["Id"]);
    assert_eq!(total(&invoice), dec("1598"));
    assert!(
        world.records("customerinvoicedrafts").is_empty(),
        "the draft has become the invoice"
    );
    let record = world.record("order:1:5001").unwrap();
    assert_eq!(record.documents.len(), 2, "the draft it was made of is known too");
}

#[tokio::test]
async fn an_invoice_is_not_booked_where_eaccounting_comes_to_another_total() {
    let world = World::new("[orders]\ndocument = \"invoice\"").await;
    world.stock();
    world.anna_in_eaccounting();
    // The coding's rate is changed in eAccounting after the reference data was read.
    let seed = OrderSeed {
        id: "1".to_owned(),
        number: "1".to_owned(),
        ..lamps()
    };
    let key = world.order(&seed);
    document(&world.settle(order_job(&world, &key)).await);
    let articles = world.records("articles");
    let lamp = articles
        .iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    let codings = world.records("articleaccountcodings");
    let coffee = codings
        .iter()
        .find(|coding| coding["VatRate"] == "12%" && coding["Type"] == "Goods")
        .unwrap();
    let id: Uuid = lamp["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend("articles", id, json!({"CodingId": coffee["Id"]}))
        .unwrap();
    let key = world.order(&lamps());
    let verdict = world.settle(order_job(&world, &key)).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::TOTAL_MISMATCH, "{problem}");
    for word in [
        "1001",
        "171.21",
        "319.60",
        "row 1 (LAMP) has 12 % VAT, expected was 25 %",
    ] {
        assert!(problem.message.contains(word), "{problem}");
    }
    assert_eq!(
        world.records("customerinvoices").len(),
        1,
        "only the first is booked"
    );
}

#[tokio::test]
async fn a_document_with_another_total_is_named_by_number_and_reference() {
    for (kind, records) in [("order", "orders"), ("invoice-draft", "customerinvoicedrafts")] {
        let world = World::new(&format!("[orders]\ndocument = \"{kind}\"")).await;
        world.stock();
        world.anna_in_eaccounting();
        let seed = OrderSeed {
            id: "1".to_owned(),
            number: "1".to_owned(),
            ..lamps()
        };
        let key = world.order(&seed);
        document(&world.settle(order_job(&world, &key)).await);
        // The coding's rate is changed in eAccounting after the reference data was read.
        let find = |kind: &str, is: &dyn Fn(&Value) -> bool| {
            world.records(kind).into_iter().find(|one| is(one)).unwrap()
        };
        let lamp = find("articles", &|article| article["Number"] == "LAMP");
        let coffee = find("articleaccountcodings", &|coding| {
            coding["VatRate"] == "12%" && coding["Type"] == "Goods"
        });
        let id: Uuid = lamp["Id"].as_str().unwrap().parse().unwrap();
        let change = json!({"CodingId": coffee["Id"]});
        world.sandbox.eaccounting().amend("articles", id, change).unwrap();
        let key = world.order(&lamps());
        let verdict = world.settle(order_job(&world, &key)).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::TOTAL_MISMATCH, "{problem}");
        let made = find(records, &|one| one["BuyersOrderReference"] == "1001");
        let name = match made["Number"].as_i64() {
            Some(number) => format!("order {number} (reference 1001)"),
            None => "the invoice draft with reference 1001".to_owned(),
        };
        assert!(
            problem.remedy.contains(&format!("delete {name} in eAccounting")),
            "{problem}"
        );
        assert!(problem.message.contains(&name[4..]), "{problem}");
        for word in ["the shop's order 1001", "171.21 SEK", "319.60 SEK"] {
            assert!(problem.message.contains(word), "{word}: {problem}");
        }
        assert!(!problem.to_string().contains("Anna"), "{problem}");
    }
}

#[tokio::test]
async fn an_order_is_shipped_and_invoiced_where_the_settings_say_so() {
    let (world, verdict) = sent("[orders]\ndocument = \"order-invoiced\"").await;
    let invoice = world.only("customerinvoices");
    assert_eq!(document(&verdict).id, invoice["Id"]);
    assert_eq!(invoice["CreatedFromOrderId"], world.only("orders")["Id"]);
    assert_eq!(total(&invoice), dec("1598"));
}

#[tokio::test]
async fn a_payment_methods_own_document_terms_and_payment_are_heeded() {
    let world = World::new(
        "[payment_methods]\n\"Klarna\" = { terms_of_payment = \"Kortbetalning\", document = \"invoice\", \
         register_payment = true, bank_account = \"1580\" }",
    )
    .await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&OrderSeed {
        payment_method: "Klarna".to_owned(),
        ..lamps()
    });
    document(&world.settle(order_job(&world, &key)).await);
    let invoice = world.only("customerinvoices");
    assert_eq!(
        dec(&invoice["RemainingAmountInvoiceCurrency"].to_string()),
        Decimal::ZERO
    );
    let payments = world.sandbox.requests();
    let payment = payments
        .iter()
        .find(|call| call.path.ends_with("/payments"))
        .expect("a payment");
    assert_eq!(dec(&payment.request["PaymentAmount"].to_string()), dec("1598"));
    let terms = world.records("termsofpayments");
    let card = terms
        .iter()
        .find(|terms| terms["Name"] == "Kortbetalning")
        .unwrap();
    assert_eq!(invoice["TermsOfPaymentId"], card["Id"]);
    // Another method takes the usual way.
    let other = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        payment_method: "Swish".to_owned(),
        ..lamps()
    };
    let key = world.order(&other);
    document(&world.settle(order_job(&world, &key)).await);
    assert_eq!(world.orders_of("1002").len(), 1);
}

#[tokio::test]
async fn a_locked_period_is_known_before_a_draft_is_made() {
    let day = "2026-11-23";
    for (kind, locked_to, is_refused) in [
        ("invoice", day, true),
        ("invoice", "2026-11-22", false),
        ("order-invoiced", day, true),
        ("invoice-draft", day, false),
        ("order", day, false),
    ] {
        let world = World::new(&format!("[orders]\ndocument = \"{kind}\"")).await;
        world.stock();
        world.anna_in_eaccounting();
        let lock = |to: &str| {
            let settings = json!({"AccountingLockedTo": format!("{to}T00:00:00Z")});
            world.sandbox.eaccounting().change_company_settings(settings);
        };
        lock(locked_to);
        let key = world.order(&lamps());
        let verdict = world.settle(order_job(&world, &key)).await;
        let made = |world: &World| {
            ["orders", "customerinvoicedrafts", "customerinvoices"].map(|kind| world.records(kind).len())
        };
        if !is_refused {
            document(&verdict);
            continue;
        }
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::PERIOD_LOCKED, "{kind}");
        for word in [day, "1001", "Accounting locked to"] {
            assert!(problem.to_string().contains(word), "{word}: {problem}");
        }
        assert_eq!(made(&world), [0, 0, 0], "{kind}");
        assert!(
            !world
                .writes()
                .iter()
                .any(|call| call.contains("draft") || call.contains("order")),
            "{:?}",
            world.writes()
        );

        // The person unlocks it; the next job needs no new process to see that.
        lock("2026-10-31");
        let mut again = order_job(&world, &key);
        again.cause = model::Cause::Replay;
        document(&world.settle(again).await);
        assert_eq!(world.records("customerinvoices").len(), 1, "{kind}");
    }
}

/// Changes the fiscal year that ends in 2026.
fn change_fiscal_year(world: &World, change: Value) {
    let years = world.records("fiscalyears");
    let is_2026 = |year: &&Value| year["EndDate"].as_str().unwrap().starts_with("2026");
    let year = years.iter().find(is_2026).unwrap();
    let id: Uuid = year["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend("fiscalyears", id, change)
        .unwrap();
}

#[tokio::test]
async fn a_missing_or_locked_fiscal_year_is_known_before_a_draft_is_made() {
    let missing = (
        json!({"StartDate": "2027-01-01T00:00:00Z"}),
        "no fiscal year in eAccounting contains that day",
        "add the year",
    );
    let locked = (
        json!({"IsLockedForAccounting": true}),
        "the fiscal year from 2026-01-01 to 2026-12-31 is locked",
        "unlock the year",
    );
    for (kind, (change, words, remedy)) in [
        ("invoice", &missing),
        ("order-invoiced", &missing),
        ("invoice", &locked),
        ("order-invoiced", &locked),
    ] {
        let world = World::new(&format!("[orders]\ndocument = \"{kind}\"")).await;
        world.stock();
        world.anna_in_eaccounting();
        change_fiscal_year(&world, change.clone());
        let key = world.order(&lamps());
        let verdict = world.settle(order_job(&world, &key)).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::PERIOD_LOCKED, "{kind}");
        for word in [
            "1001",
            "2026-11-23",
            *words,
            *remedy,
            "Fiscal years and opening balances",
        ] {
            assert!(problem.to_string().contains(word), "{word}: {problem}");
        }
        for kind in ["orders", "customerinvoicedrafts", "customerinvoices"] {
            assert!(world.records(kind).is_empty(), "{kind}");
        }

        // The person opens the year; the next job needs no new process to see that.
        change_fiscal_year(
            &world,
            json!({"StartDate": "2026-01-01T00:00:00Z", "IsLockedForAccounting": false}),
        );
        let mut again = order_job(&world, &key);
        again.cause = model::Cause::Replay;
        document(&world.settle(again).await);
        assert_eq!(world.records("customerinvoices").len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn an_edition_without_fiscal_years_is_not_checked_for_them() {
    let world = World::new("[orders]\ndocument = \"invoice\"").await;
    world.stock();
    world.anna_in_eaccounting();
    let refused = sandbox::Action::Fail {
        status: 403,
        body: Some(json!({"ErrorCode": 4009, "DeveloperErrorMessage": "not included"})),
    };
    let fault = sandbox::Fault::new(sandbox::Vendor::Eaccounting, "GET /fiscalyears", refused);
    world.sandbox.faults().add(fault.times(5));
    let key = world.order(&lamps());
    document(&world.settle(order_job(&world, &key)).await);
    assert_eq!(world.records("customerinvoices").len(), 1);
}

#[tokio::test]
async fn an_invoice_costs_one_read_of_the_fiscal_years_in_ten_minutes() {
    let world = World::new("[orders]\ndocument = \"invoice\"").await;
    world.stock();
    world.anna_in_eaccounting();
    for number in ["1", "2", "3"] {
        let key = world.order(&OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            ..lamps()
        });
        document(&world.settle(order_job(&world, &key)).await);
    }
    let reads = world
        .sandbox
        .core()
        .log()
        .count(sandbox::Vendor::Eaccounting, "GET /fiscalyears");
    assert_eq!(reads, 1);
}

#[tokio::test]
async fn a_period_that_was_unlocked_a_moment_ago_parks_nothing() {
    let world = World::new("[orders]\ndocument = \"invoice\"").await;
    world.stock();
    world.anna_in_eaccounting();
    let lock = |to: &str| {
        let settings = json!({"AccountingLockedTo": to});
        world.sandbox.eaccounting().change_company_settings(settings);
    };
    lock("2026-11-22T00:00:00Z");
    let first = world.order(&lamps());
    document(&world.settle(order_job(&world, &first)).await);
    lock("2026-11-23T00:00:00Z");
    world.pass(700);
    let second = world.order(&OrderSeed {
        id: "2".to_owned(),
        number: "2".to_owned(),
        ..lamps()
    });
    parked(&world.settle(order_job(&world, &second)).await);
    // Settings that say so are in the cache again, and are old.
    let third = world.order(&OrderSeed {
        id: "3".to_owned(),
        number: "3".to_owned(),
        ..lamps()
    });
    world.pass(60);
    parked(&world.settle(order_job(&world, &third)).await);
    lock("2026-10-31T00:00:00Z");
    let fourth = world.order(&OrderSeed {
        id: "4".to_owned(),
        number: "4".to_owned(),
        ..lamps()
    });
    document(&world.settle(order_job(&world, &fourth)).await);
}
