//! Orders that are refunded or cancelled after they were sent.

use engine::JobOutcome;
use ledger::State;
use model::{Code, Job};
use sandbox::activecampaign::{OrderKey, OrderSeed};
use sandbox::{Action, Fault, Vendor};
use serde_json::{Value, json};

use crate::support::{World, anna, dec, lamps, order_job, parked, skipped};

const CREDIT: &str =
    "[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\n[prices]\nline_price = \"line\"\n";

/// An order in eAccounting, with the settings' document.
async fn sent(world: &World, seed: &OrderSeed) -> OrderKey {
    world.stock();
    world.contact(&anna());
    let key = world.order(seed);
    let verdict = world.settle(version_job(world, &key).await).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    key
}

/// A job that knows which version of the order it is about, as the sweep's do.
async fn version_job(world: &World, key: &OrderKey) -> Job {
    let client = &world.worker.services().activecampaign;
    let order = client
        .order(&key.connection.to_string(), &key.order)
        .await
        .unwrap();
    Job {
        version: order.unwrap().version,
        ..order_job(world, key)
    }
}

/// The shop refunds the order; how its job ends.
async fn refund(world: &World, seed: &OrderSeed, key: &OrderKey) -> JobOutcome {
    world.pass(3600);
    world.order(&OrderSeed {
        status: "REFUNDED".to_owned(),
        ..seed.clone()
    });
    world.settle(version_job(world, key).await).await
}

fn credits(world: &World) -> Vec<Value> {
    let mut invoices = world.records("customerinvoices");
    invoices.retain(|invoice| invoice["IsCreditInvoice"] == true);
    invoices
}

fn amount(value: &Value) -> rust_decimal::Decimal {
    dec(&value.to_string())
}

/// What is booked on the invoice and its credit together.
fn booked(world: &World) -> rust_decimal::Decimal {
    let snapshot = world.sandbox.eaccounting().snapshot();
    let postings = snapshot["invoices"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|invoice| invoice["_Bookkeeping"].as_array().unwrap().clone());
    postings.map(|posting| amount(&posting["Amount"])).sum()
}

#[tokio::test]
async fn a_refunded_order_gets_one_credit_invoice_of_the_whole_invoice() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let verdict = refund(&world, &seed, &key).await;
    let JobOutcome::Done {
        document: Some(document),
        text,
    } = verdict
    else {
        panic!("{verdict:?}")
    };
    assert_eq!(text, "invoice 1 of order 1001 is credited by invoice 2");
    let credit = credits(&world).remove(0);
    assert_eq!(credit["Id"], json!(document.id));
    assert_eq!(credit["BuyersOrderReference"], "1001");
    assert_eq!(amount(&credit["TotalAmount"]), dec("-1598"));
    assert_eq!(amount(&credit["TotalVatAmount"]), dec("-319.6"));
    let rows = credit["Rows"].as_array().unwrap();
    assert_eq!(rows[0]["Text"], "Kreditering av faktura 1");
    assert_eq!(
        (amount(&rows[1]["Quantity"]), amount(&rows[1]["UnitPrice"])),
        (dec("-2"), dec("799"))
    );
    assert_eq!(booked(&world), dec("0"));
    assert_eq!(world.records("customerinvoicedrafts"), Vec::<Value>::new());
    // The order's own record stays done; the credit has one beside it.
    let record = world.record("order:1:5001").unwrap();
    assert_eq!(
        (record.state, record.version),
        (State::Done, version_job(&world, &key).await.version)
    );
    let record = world.record("credit_of:order:1:5001").unwrap();
    assert_eq!(record.state, State::Done);
    assert_eq!(record.documents.len(), 2);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_refund_that_is_told_again_credits_nothing_again() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    refund(&world, &seed, &key).await;
    for is_touched in [false, true] {
        world.pass(600);
        if is_touched {
            world.order(&OrderSeed {
                status: "REFUNDED".to_owned(),
                ..seed.clone()
            });
        }
        let verdict = world.settle(version_job(&world, &key).await).await;
        assert!(matches!(verdict, JobOutcome::Skipped { .. }), "{verdict:?}");
    }
    assert_eq!(credits(&world).len(), 1);
}

#[tokio::test]
async fn a_credit_whose_end_is_unclear_is_looked_up_and_not_made_twice() {
    for endpoint in [
        "POST /customerinvoicedrafts",
        "POST /customerinvoicedrafts/{id}/convert",
    ] {
        let world = World::new(CREDIT).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        world.sandbox.faults().add(lost_answer(endpoint));
        let verdict = refund(&world, &seed, &key).await;
        assert!(
            matches!(verdict, JobOutcome::Done { .. }),
            "{endpoint}: {verdict:?}"
        );
        assert_eq!(credits(&world).len(), 1, "{endpoint}");
        assert_eq!(booked(&world), dec("0"), "{endpoint}");
        assert_eq!(
            world.records("customerinvoicedrafts"),
            Vec::<Value>::new(),
            "{endpoint}"
        );
    }
}

fn lost_answer(endpoint: &str) -> Fault {
    Fault::new(Vendor::Eaccounting, endpoint, Action::CommitThenReset)
}

#[tokio::test]
async fn a_credit_with_other_totals_in_eaccounting_is_parked_unbooked() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    // The lamp is sold with 12 % from now on.
    let codings = world.records("articleaccountcodings");
    let coding = codings.iter().find(|coding| coding["VatRate"] == "12%").unwrap();
    let article = world
        .records("articles")
        .into_iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    let id = article["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend("articles", id, json!({"CodingId": coding["Id"]}))
        .unwrap();
    let verdict = refund(&world, &seed, &key).await;
    let JobOutcome::Parked(problem) = verdict else {
        panic!("{verdict:?}")
    };
    assert!(problem.message.contains("5001"), "{problem}");
    assert_eq!(credits(&world), Vec::<Value>::new());
    assert_eq!(
        world.record("credit_of:order:1:5001").unwrap().state,
        State::Parked
    );
    assert_eq!(world.record("order:1:5001").unwrap().state, State::Done);
}

#[tokio::test]
async fn a_parked_credit_is_made_when_it_is_replayed_after_the_cause_is_gone() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let customer = world.only("customers");
    let id = customer["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend("customers", id, json!({"IsActive": false}))
        .unwrap();
    let verdict = refund(&world, &seed, &key).await;
    assert!(matches!(verdict, JobOutcome::Parked(_)), "{verdict:?}");
    world
        .sandbox
        .eaccounting()
        .amend("customers", id, json!({"IsActive": true}))
        .unwrap();
    world.pass(60);
    let replay = Job {
        cause: model::Cause::Replay,
        ..order_job(&world, &key)
    };
    let verdict = world.settle(replay).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    assert_eq!(credits(&world).len(), 1);
}

#[tokio::test]
async fn an_order_that_is_not_invoiced_waits_for_a_person_and_says_what_to_delete() {
    let world = World::new("[orders]\non_cancel = \"credit\"").await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let verdict = refund(&world, &seed, &key).await;
    let JobOutcome::Parked(problem) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION);
    assert!(
        problem.message.contains("No invoice of it is booked"),
        "{problem}"
    );
    assert!(
        problem.remedy.starts_with("Delete order 1 in eAccounting"),
        "{problem}"
    );
    // Told once.
    world.pass(600);
    let again = world.settle(version_job(&world, &key).await).await;
    assert!(matches!(again, JobOutcome::Skipped { .. }), "{again:?}");
    assert_eq!(world.record("order:1:5001").unwrap().state, State::Done);
}

#[tokio::test]
async fn an_invoice_that_a_person_made_of_our_order_is_credited_too() {
    let world = World::new("[orders]\norder_status = \"shipped\"\non_cancel = \"credit\"").await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let order = world.only("orders");
    let id = order["Id"].as_str().unwrap().parse().unwrap();
    world
        .worker
        .services()
        .eaccounting
        .convert_order_to_invoice(id)
        .await
        .unwrap();
    let verdict = refund(&world, &seed, &key).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    assert_eq!(booked(&world), dec("0"));
}

#[tokio::test]
async fn a_credit_that_would_be_another_kind_of_sale_is_left_to_a_person() {
    let german = |sent_to: bool| {
        let there = sandbox::activecampaign::AddressSeed {
            country: "DE".to_owned(),
            postal: "10115".to_owned(),
            city: "Berlin".to_owned(),
            ..crate::support::annas_address()
        };
        OrderSeed {
            id: "5002".to_owned(),
            number: "1002".to_owned(),
            billing: if sent_to { lamps().billing } else { there.clone() },
            delivery: there,
            ..lamps()
        }
    };
    // The buyer moves, or has a present sent; or nothing of both.
    for later in [Some(german(false)), Some(german(true)), None] {
        let world = World::new(CREDIT).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        if let Some(later) = &later {
            let later = world.order(later);
            let verdict = world.settle(version_job(&world, &later).await).await;
            assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
        }
        let verdict = refund(&world, &seed, &key).await;
        assert_eq!(credits(&world).len(), usize::from(later.is_none()), "{verdict:?}");
        if later.is_some() {
            let problem = parked(&verdict);
            assert_eq!(problem.code, Code::VALUE_INVALID, "{problem}");
            for word in [
                "has changed since invoice 1",
                "a domestic sale",
                "(DE)",
                "by hand",
            ] {
                assert!(problem.to_string().contains(word), "{word}: {problem}");
            }
            assert_eq!(world.records("customerinvoicedrafts"), Vec::<Value>::new());
        }
    }
}

#[tokio::test]
async fn an_order_that_was_delivered_in_part_is_credited_by_a_person() {
    let world = World::new("[orders]\non_cancel = \"credit\"").await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let mut order = world.only("orders");
    let id = id_of(&order);
    order["Rows"][0]["DeliveredQuantity"] = json!(1);
    let books = world.sandbox.eaccounting();
    books.amend("orders", id, json!({"Rows": order["Rows"]})).unwrap();
    let client = &world.worker.services().eaccounting;
    client.complete_order(id).await.unwrap();
    client.convert_order_to_invoice(id).await.unwrap();
    let verdict = refund(&world, &seed, &key).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION, "{problem}");
    assert!(
        problem.message.contains("Only a part of it was delivered"),
        "{problem}"
    );
    assert_eq!(credits(&world).len(), 0);
}

#[tokio::test]
async fn a_collective_invoice_is_not_credited_for_one_of_its_orders() {
    let world = World::new("[orders]\norder_status = \"shipped\"\non_cancel = \"credit\"").await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let other = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    };
    let other = world.order(&other);
    let verdict = world.settle(version_job(&world, &other).await).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    let id = |order: &Value| order["Id"].as_str().unwrap().parse().unwrap();
    let orders: Vec<uuid::Uuid> = world.records("orders").iter().map(id).collect();
    let books = world.sandbox.eaccounting();
    let invoice = books.invoice_together(&orders).unwrap();
    // eAccounting may name one of its orders as if it were the only one. The shop empties what it refunds.
    let first = json!({"CreatedFromOrderId": orders[0]});
    books.amend("customerinvoices", id(&invoice), first).unwrap();
    let emptied = OrderSeed {
        lines: Vec::new(),
        ..seed
    };
    let verdict = refund(&world, &emptied, &key).await;
    let JobOutcome::Parked(problem) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION);
    assert_eq!(credits(&world), Vec::<Value>::new());
}

#[tokio::test]
async fn a_draft_that_a_person_booked_is_credited_and_an_open_draft_is_not() {
    for is_booked in [true, false] {
        let world = World::new("[orders]\ndocument = \"invoice-draft\"\non_cancel = \"credit\"").await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        if is_booked {
            let draft = world.only("customerinvoicedrafts")["Id"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap();
            let client = &world.worker.services().eaccounting;
            client
                .convert_invoice_draft(draft, &Default::default())
                .await
                .unwrap();
        }
        let verdict = refund(&world, &seed, &key).await;
        assert_eq!(
            verdict.outcome(),
            if is_booked { "done" } else { "parked" },
            "{verdict:?}"
        );
        assert_eq!(credits(&world).len(), usize::from(is_booked));
    }
}

#[tokio::test]
async fn an_invoice_that_is_credited_already_is_left_alone() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let invoice = world.only("customerinvoices");
    let id = invoice["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend(
            "customerinvoices",
            id,
            json!({
                "CreditedBy": [{"CreditInvoiceId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e"}],
            }),
        )
        .unwrap();
    let verdict = refund(&world, &seed, &key).await;
    assert_eq!(
        verdict,
        JobOutcome::Skipped {
            reason: model::reason::credited_already("invoice 1")
        }
    );
    assert_eq!(credits(&world), Vec::<Value>::new());
}

#[tokio::test]
async fn a_repayment_is_registered_where_the_payment_was() {
    let settings = format!(
        "{CREDIT}[payment_methods]\nKlarna = {{ register_payment = true, bank_account = 1930, email = true }}"
    );
    let world = World::new(&settings).await;
    let seed = OrderSeed {
        payment_method: "Klarna".to_owned(),
        ..lamps()
    };
    let key = sent(&world, &seed).await;
    let verdict = refund(&world, &seed, &key).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    for invoice in world.records("customerinvoices") {
        assert_eq!(amount(&invoice["RemainingAmount"]), dec("0"), "{invoice}");
    }
    let emails = world.sandbox.eaccounting().snapshot()["emails"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(emails, 2);
}

#[tokio::test]
async fn by_the_other_settings_a_person_is_told_or_only_the_journal() {
    for (cancelled, outcome) in [("park", "parked"), ("skip", "skipped")] {
        let world = World::new(&CREDIT.replace("credit", cancelled)).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        let verdict = refund(&world, &seed, &key).await;
        assert_eq!(verdict.outcome(), outcome, "{verdict:?}");
        assert_eq!(credits(&world), Vec::<Value>::new());
    }
}

#[tokio::test]
async fn an_order_that_was_cancelled_before_it_was_sent_is_never_sent() {
    let world = World::new(CREDIT).await;
    world.stock();
    let seed = OrderSeed {
        status: "CANCELLED".to_owned(),
        ..lamps()
    };
    let key = world.order(&seed);
    let verdict = world.settle(order_job(&world, &key)).await;
    assert_eq!(
        verdict,
        JobOutcome::Skipped {
            reason: model::reason::cancelled()
        }
    );
    assert!(world.records("customerinvoices").is_empty() && world.records("customers").is_empty());
}

#[tokio::test]
async fn an_order_cancelled_while_in_doubt_is_looked_up_first() {
    let world = World::new("").await;
    world.stock();
    world.contact(&anna());
    let seed = lamps();
    let key = world.order(&seed);
    world.sandbox.faults().add(lost_answer("POST /orders"));
    let job = version_job(&world, &key).await;
    let first = world.handle(&job).await;
    assert!(matches!(first, JobOutcome::Retry { .. }), "{first:?}");
    let verdict = refund(&world, &seed, &key).await;
    let JobOutcome::Parked(problem) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION);
    assert!(problem.remedy.contains("Delete order 1"), "{problem}");
    assert_eq!(world.records("orders").len(), 1);
}

#[tokio::test]
async fn each_setting_does_with_each_document_what_the_manual_says() {
    // What the order became, what the setting is, how its refund ends, and what the message says.
    for (document, cancelled, outcome, says) in [
        ("order", "park", "parked", "Delete order 1"),
        ("order", "credit", "parked", "No invoice of it is booked"),
        ("order", "skip", "skipped", "order 1"),
        ("order-invoiced", "park", "parked", "Credit invoice 1"),
        (
            "order-invoiced",
            "credit",
            "done",
            "invoice 1 of order 1001 is credited by invoice 2",
        ),
        ("order-invoiced", "skip", "skipped", "invoice 1"),
        ("invoice-draft", "park", "parked", "Delete invoice draft"),
        ("invoice-draft", "credit", "parked", "No invoice of it is booked"),
        ("invoice-draft", "skip", "skipped", "draft"),
        ("invoice", "park", "parked", "Credit invoice 1"),
        (
            "invoice",
            "credit",
            "done",
            "invoice 1 of order 1001 is credited by invoice 2",
        ),
        ("invoice", "skip", "skipped", "invoice 1"),
    ] {
        for status in ["REFUNDED", "CANCELLED", "RETURNED"] {
            let case = format!("{document} {cancelled} {status}");
            let settings = format!("[orders]\ndocument = \"{document}\"\non_cancel = \"{cancelled}\"");
            let world = World::still(&settings, 3);
            let seed = lamps();
            let key = sent(&world, &seed).await;
            let held = (
                world.records("orders").len(),
                world.records("customerinvoicedrafts").len(),
            );
            world.pass(3600);
            world.order(&OrderSeed {
                status: status.to_owned(),
                ..seed
            });
            let verdict = world.settle(version_job(&world, &key).await).await;
            assert_eq!(verdict.outcome(), outcome, "{case}: {verdict:?}");
            let text = match &verdict {
                JobOutcome::Parked(problem) => problem.to_string(),
                JobOutcome::Done { text, .. } => text.to_string(),
                JobOutcome::Skipped { reason } => reason.to_string(),
                other => panic!("{case}: {other:?}"),
            };
            assert!(text.contains(says), "{case}: \"{says}\" in: {text}");
            assert_eq!(credits(&world).len(), usize::from(outcome == "done"), "{case}");
            let holds = (
                world.records("orders").len(),
                world.records("customerinvoicedrafts").len(),
            );
            assert_eq!(holds, held, "{case}");
        }
    }
}

#[tokio::test]
async fn an_invoice_in_another_currency_than_its_customers_is_credited_by_hand() {
    let world = World::still(
        "[orders]\ndocument = \"order-invoiced\"\non_cancel = \"credit\"",
        3,
    );
    // An order has a currency of its own, and so has the invoice of it; a credit would have the customer's.
    world.anna_in_eaccounting();
    let seed = OrderSeed {
        currency: "EUR".to_owned(),
        ..lamps()
    };
    let key = sent(&world, &seed).await;
    assert_eq!(world.only("customerinvoices")["CurrencyCode"], "EUR");
    let verdict = refund(&world, &seed, &key).await;
    let JobOutcome::Parked(problem) = verdict else {
        panic!("{verdict:?}")
    };
    assert_eq!(problem.code, Code::VALUE_INVALID);
    for word in ["Invoice 1", "EUR", "SEK", "by hand"] {
        assert!(problem.to_string().contains(word), "{problem}");
    }
    assert_eq!(credits(&world), Vec::<Value>::new());
    assert_eq!(world.records("customerinvoicedrafts"), Vec::<Value>::new());
}

/// The shop gives an order another state, with all else as it was; how its job ends.
async fn turned(world: &World, seed: &OrderSeed, key: &OrderKey, status: &str) -> JobOutcome {
    world.pass(3600);
    world.order(&OrderSeed {
        status: status.to_owned(),
        ..seed.clone()
    });
    world.settle(version_job(world, key).await).await
}

fn id_of(record: &Value) -> uuid::Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_order_that_is_active_again_after_its_credit_is_told_once() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    refund(&world, &seed, &key).await;
    let verdict = turned(&world, &seed, &key, "COMPLETED").await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CHANGED_AFTER_CREATION, "{problem}");
    for word in [
        "1001",
        "active in the shop again",
        "invoice 1",
        "credited by invoice 2",
        "by hand",
    ] {
        assert!(problem.to_string().contains(word), "{word}: {problem}");
    }
    assert_eq!(world.records("customerinvoices").len(), 2);
    let again = turned(&world, &seed, &key, "PENDING").await;
    assert!(matches!(again, JobOutcome::Skipped { .. }), "{again:?}");
}

#[tokio::test]
async fn an_order_that_is_active_again_stands_unless_a_person_undid_it() {
    type Undo = fn(&World);
    let undo: [(&str, &str, Undo, Option<&str>); 4] = [
        ("invoice", "invoice", |_| (), None),
        (
            "invoice",
            "credited invoice",
            |world| {
                let invoice = id_of(&world.only("customerinvoices"));
                world.sandbox.eaccounting().credit_invoice(invoice, None).unwrap();
            },
            Some("invoice 1 was credited"),
        ),
        ("order", "order", |_| (), None),
        (
            "order",
            "deleted order",
            |world| {
                let order = id_of(&world.only("orders"));
                world
                    .sandbox
                    .eaccounting()
                    .delete_record("orders", order)
                    .unwrap();
            },
            Some("order 1 was deleted"),
        ),
    ];
    for (document, what, undo, told) in undo {
        let settings = format!("[orders]\ndocument = \"{document}\"\non_cancel = \"park\"");
        let world = World::new(&settings).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        let cancelled = turned(&world, &seed, &key, "CANCELLED").await;
        assert_eq!(parked(&cancelled).code, Code::CANCELLED_AFTER_CREATION, "{what}");
        undo(&world);
        let verdict = turned(&world, &seed, &key, "COMPLETED").await;
        match told {
            Some(words) => assert!(parked(&verdict).message.contains(words), "{what}: {verdict:?}"),
            None => {
                let JobOutcome::Done { text, .. } = &verdict else {
                    panic!("{what}: {verdict:?}")
                };
                assert!(text.contains("active in the shop again"), "{what}: {text}");
                let alerts = world.alerts.all();
                assert_eq!(
                    alerts.last().unwrap().status,
                    engine::AlertStatus::Recovered,
                    "{what}"
                );
            }
        }
    }
}

#[tokio::test]
async fn what_a_person_undid_before_the_shop_said_so_asks_nobody() {
    let world = World::new("[orders]\ndocument = \"invoice\"\non_cancel = \"park\"").await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let invoice = id_of(&world.only("customerinvoices"));
    world.sandbox.eaccounting().credit_invoice(invoice, None).unwrap();
    let verdict = turned(&world, &seed, &key, "REFUNDED").await;
    assert!(
        skipped(&verdict).contains("invoice 1 was credited already"),
        "{verdict:?}"
    );
    assert!(world.alerts.all().is_empty());
    // And it is told if the order is to be had again.
    let verdict = turned(&world, &seed, &key, "COMPLETED").await;
    assert_eq!(parked(&verdict).code, Code::CHANGED_AFTER_CREATION);
}

#[tokio::test]
async fn an_invoice_that_is_credited_in_part_is_credited_no_further_and_told() {
    for cancel in ["credit", "park"] {
        let world = World::new(&CREDIT.replace("\"credit\"", &format!("\"{cancel}\""))).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        let invoice = id_of(&world.only("customerinvoices"));
        let one_lamp = [(1, dec("1"))];
        world
            .sandbox
            .eaccounting()
            .credit_invoice(invoice, Some(&one_lamp))
            .unwrap();
        let verdict = refund(&world, &seed, &key).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION, "{problem}");
        if cancel == "credit" {
            assert!(problem.message.contains("799.00 SEK of it is left"), "{problem}");
        }
        assert_eq!(credits(&world).len(), 1, "{cancel}");
    }
}

#[tokio::test]
async fn an_invoice_that_may_have_been_voided_is_not_credited_too() {
    for is_paid in [false, true] {
        let world = World::new(CREDIT).await;
        let seed = lamps();
        let key = sent(&world, &seed).await;
        let invoice = id_of(&world.only("customerinvoices"));
        let books = world.sandbox.eaccounting();
        if is_paid {
            books.pay_invoice(invoice, None).unwrap();
        } else {
            books.void_invoice(invoice).unwrap();
        }
        let verdict = refund(&world, &seed, &key).await;
        assert_eq!(credits(&world).len(), usize::from(is_paid), "{verdict:?}");
        assert_eq!(booked(&world), dec("0"));
        if !is_paid {
            let problem = parked(&verdict);
            assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION, "{problem}");
            for word in ["invoice 1", "if it was voided", "still booked of invoice 1"] {
                assert!(problem.to_string().contains(word), "{word}: {problem}");
            }
        }
    }
}

#[tokio::test]
async fn an_order_that_was_cancelled_first_and_paid_later_is_sent() {
    let world = World::new("[orders]\ndocument = \"invoice\"").await;
    world.stock();
    world.contact(&anna());
    let seed = lamps();
    let key = world.order(&OrderSeed {
        status: "CANCELLED".to_owned(),
        ..seed.clone()
    });
    let verdict = world.settle(version_job(&world, &key).await).await;
    assert_eq!(skipped(&verdict), "it is cancelled");
    for (status, is_sent) in [
        ("PENDING_PAYMENT", false),
        ("COMPLETED", true),
        ("COMPLETED", true),
    ] {
        let verdict = turned(&world, &seed, &key, status).await;
        assert_eq!(
            world.records("customerinvoices").len(),
            usize::from(is_sent),
            "{status}: {verdict:?}"
        );
    }
}

#[tokio::test]
async fn a_refund_that_leaves_a_part_of_the_total_credits_nothing_by_itself() {
    let world = World::new(CREDIT).await;
    let seed = lamps();
    let key = sent(&world, &seed).await;
    let part = OrderSeed {
        total: Some(dec("799")),
        ..seed.clone()
    };
    let verdict = refund(&world, &part, &key).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CANCELLED_AFTER_CREATION, "{problem}");
    for word in ["799.00 SEK", "1598.00 SEK", "only a part", "invoice 1"] {
        assert!(problem.to_string().contains(word), "{word}: {problem}");
    }
    assert_eq!(credits(&world), Vec::<Value>::new());
    // A shop that empties a refunded order has refunded all of it.
    let all = OrderSeed {
        total: Some(dec("0")),
        ..seed
    };
    let verdict = refund(&world, &all, &key).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
    assert_eq!(credits(&world).len(), 1);
}
