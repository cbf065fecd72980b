//! Which article, which terms, which kind of document: what the settings say, through the flows.

use engine::JobOutcome;
use model::Code;
use sandbox::activecampaign::{ContactSeed, DealSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use crate::support::{World, anna, dec, job, lamps, order_job};

async fn send(world: &World, seed: &OrderSeed) -> JobOutcome {
    world.contact(&anna());
    let key = world.order(seed);
    world.settle(order_job(world, &key)).await
}

fn parked(verdict: JobOutcome) -> model::Problem {
    match verdict {
        JobOutcome::Parked(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn done(verdict: &JobOutcome) {
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
}

fn article(world: &World, number: &str) -> Value {
    let mut articles = world.records("articles");
    articles.retain(|article| article["Number"] == number);
    articles.remove(0)
}

fn amount(value: &Value) -> rust_decimal::Decimal {
    dec(&value.to_string())
}

fn article_puts(world: &World) -> usize {
    let mut writes = world.writes();
    writes.retain(|call| call.contains("PUT /articles/"));
    writes.len()
}

const PRICES: &str = "[prices]\nline_price = \"line\"\n";

#[tokio::test]
async fn an_existing_article_gets_the_mapped_fields_and_keeps_everything_else() {
    let world = World::new(&format!("{PRICES}[articles]\nupdate_existing = true")).await;
    world.stock();
    let before = article(&world, "LAMP");
    let id = before["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend(
            "articles",
            id,
            json!({"Note": "Shelf 4", "NetPrice": 640.0, "GrossPrice": 800.0}),
        )
        .unwrap();
    done(&send(&world, &lamps()).await);
    let after = article(&world, "LAMP");
    assert_eq!(after["Name"], "Desk lamp, brass");
    for kept in ["CodingId", "UnitId", "Number", "IsActive"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert_eq!(after["Note"], "Shelf 4");
    assert_eq!(
        (amount(&after["NetPrice"]), amount(&after["GrossPrice"])),
        (dec("640"), dec("800"))
    );
    assert_eq!(article_puts(&world), 1);
    let sent = world.entry("order:1:5001").await.sent;
    let sent: Vec<&str> = sent
        .iter()
        .filter(|one| one.document == "article LAMP")
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(sent, ["Name"]);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn an_article_that_is_as_the_mapping_has_it_is_not_written() {
    let world = World::new(&format!("{PRICES}[articles]\nupdate_existing = true")).await;
    world.stock();
    for (id, number) in [("5001", "1001"), ("5002", "1002")] {
        let seed = OrderSeed {
            id: id.to_owned(),
            number: number.to_owned(),
            ..lamps()
        };
        done(&send(&world, &seed).await);
    }
    assert_eq!(article_puts(&world), 1);
}

#[tokio::test]
async fn articles_are_left_alone_by_default_and_in_shadow_mode() {
    for settings in ["", "[articles]\nupdate_existing = true\n[orders]\ndry_run = true"] {
        let world = World::new(&format!("{PRICES}{settings}")).await;
        world.stock();
        world.anna_in_eaccounting();
        send(&world, &lamps()).await;
        assert_eq!(article(&world, "LAMP")["Name"], "Article LAMP");
        assert_eq!(article_puts(&world), 0);
    }
}

#[tokio::test]
async fn a_new_article_takes_the_configured_coding_for_its_rate_or_country() {
    for (settings, coding) in [
        ("25 = \"Varor 25 %\"", "Varor 25 %"),
        ("25 = \"varor 25 %\"", "Varor 25 %"),
    ] {
        let world = World::new(&format!(
            "{PRICES}[articles]\non_unknown_sku = \"create\"\n[articles.account_coding]\n{settings}"
        ))
        .await;
        done(&send(&world, &lamps()).await);
        assert_eq!(article(&world, "LAMP")["CodingName"], coding);
    }
    let settings =
        "[articles]\non_unknown_sku = \"create\"\n[vat.countries]\nSE = { account_coding = \"Nope\" }";
    let world = World::new(&format!("{PRICES}{settings}")).await;
    let problem = parked(send(&world, &lamps()).await);
    assert_eq!(problem.code, Code::CODING_MISSING);
    assert!(problem.message.contains("Nope"), "{problem}");
}

#[tokio::test]
async fn a_line_without_article_is_sold_as_the_fallback_of_its_rate() {
    let settings = "[articles]\non_unknown_sku = \"fallback\"\n[articles.fallback]\n25 = \"OVRIGT25\"";
    let world = World::new(&format!("{PRICES}{settings}")).await;
    done(&send(&world, &lamps()).await);
    assert_eq!(world.only("orders")["Rows"][0]["ArticleNumber"], "OVRIGT25");
}

#[tokio::test]
async fn an_account_that_a_country_must_come_to_parks_the_order_that_would_miss_it() {
    for (account, outcome) in [("3001", "done"), ("3999", "parked")] {
        let settings = format!("{PRICES}[vat.countries]\nSE = {{ account = {account} }}");
        let world = World::new(&settings).await;
        world.stock();
        let verdict = send(&world, &lamps()).await;
        assert_eq!(verdict.outcome(), outcome, "{verdict:?}");
        if let JobOutcome::Parked(problem) = verdict {
            assert_eq!(problem.code, Code::ACCOUNT_MISSING);
            assert!(
                problem.message.contains("3001") && problem.message.contains("3999"),
                "{problem}"
            );
            assert!(world.records("orders").is_empty());
        }
    }
}

#[tokio::test]
async fn a_coding_without_the_needed_account_is_named_before_any_call_that_writes() {
    let world = World::new(PRICES).await;
    world.stock();
    world.anna_in_eaccounting();
    let codings = world.records("articleaccountcodings");
    let coding = codings
        .iter()
        .find(|coding| coding["VatRate"] == "25%" && coding["Type"] == "Goods")
        .unwrap();
    let id = coding["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend(
            "articleaccountcodings",
            id,
            json!({"DomesticSalesSubjectToVatAccountNumber": null}),
        )
        .unwrap();
    let problem = parked(send(&world, &lamps()).await);
    assert_eq!(problem.code, Code::ACCOUNT_MISSING);
    assert!(problem.message.contains("Varor 25 %"), "{problem}");
    assert!(
        world.writes().iter().all(|call| call.contains("/customers")),
        "{:?}",
        world.writes()
    );
}

#[tokio::test]
async fn each_kind_of_document_is_what_the_settings_say() {
    for (document, status, orders, drafts, invoices) in [
        ("order", "draft", Some(1), 0, 0),
        ("order", "ongoing", Some(2), 0, 0),
        ("order", "shipped", Some(3), 0, 0),
        ("order-invoiced", "ongoing", None, 0, 1),
        ("invoice-draft", "ongoing", None, 1, 0),
        ("invoice", "ongoing", None, 0, 1),
    ] {
        let settings = format!("{PRICES}[orders]\ndocument = \"{document}\"\norder_status = \"{status}\"");
        let world = World::new(&settings).await;
        world.stock();
        done(&send(&world, &lamps()).await);
        if let Some(wanted) = orders {
            assert_eq!(world.only("orders")["Status"], wanted, "{document} {status}");
        }
        assert_eq!(
            world.records("customerinvoicedrafts").len(),
            drafts,
            "{document} {status}"
        );
        assert_eq!(
            world.records("customerinvoices").len(),
            invoices,
            "{document} {status}"
        );
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn every_key_of_a_payment_method_goes_before_the_orders_own() {
    let settings = format!(
        "{PRICES}[orders]\ndocument = \"order\"\nterms_of_payment = 30\n[payment_methods]\n\
         Klarna = {{ terms_of_payment = \"Kortbetalning\", document = \"invoice\", email = true, \
         register_payment = true, bank_account = \"Kortinlösen\" }}\n\
         Faktura = {{ terms_of_payment = 10, order_status = \"shipped\" }}\n\
         Kort = {{ document = \"invoice\", register_payment = false, bank_account = 1580 }}"
    );
    let terms = |world: &World, name: &str| {
        let terms = world.records("termsofpayments");
        terms.iter().find(|terms| terms["Name"] == name).unwrap()["Id"].clone()
    };
    let paid = |method: &str| OrderSeed {
        payment_method: method.to_owned(),
        ..lamps()
    };

    let world = World::new(&settings).await;
    world.stock();
    done(&send(&world, &paid("klarna ")).await);
    let invoice = world.only("customerinvoices");
    assert_eq!(invoice["TermsOfPaymentId"], terms(&world, "Kortbetalning"));
    assert_eq!(amount(&invoice["RemainingAmount"]), dec("0"));
    assert_eq!(
        world.sandbox.eaccounting().snapshot()["emails"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let payments = world
        .sandbox
        .core()
        .log()
        .matching(sandbox::Vendor::Eaccounting, "POST /customerinvoices/*/payments");
    let accounts = world.records("bankaccounts");
    let account = accounts
        .iter()
        .find(|account| account["Name"] == "Kortinlösen")
        .unwrap();
    assert_eq!(payments[0].request["CompanyBankAccountId"], account["Id"]);

    let world = World::new(&settings).await;
    world.stock();
    done(&send(&world, &paid("Faktura")).await);
    let order = world.only("orders");
    assert_eq!(order["Status"], 3);
    let posted = world
        .sandbox
        .core()
        .log()
        .matching(sandbox::Vendor::Eaccounting, "POST /orders");
    assert_eq!(
        posted[0].request["TermsOfPaymentId"],
        terms(&world, "10 dagar netto")
    );

    let world = World::new(&settings).await;
    world.stock();
    done(&send(&world, &paid("Kort")).await);
    assert_eq!(
        amount(&world.only("customerinvoices")["RemainingAmount"]),
        dec("1598")
    );

    let world = World::new(&settings).await;
    world.stock();
    done(&send(&world, &paid("Swish")).await);
    assert_eq!(world.only("orders")["Status"], 2);
    let posted = world
        .sandbox
        .core()
        .log()
        .matching(sandbox::Vendor::Eaccounting, "POST /orders");
    assert_eq!(
        posted[0].request["TermsOfPaymentId"],
        terms(&world, "30 dagar netto")
    );
}

#[tokio::test]
async fn an_invoice_that_eaccounting_computes_otherwise_is_refused_and_never_booked() {
    let world = World::new(&format!("{PRICES}[orders]\ndocument = \"invoice\"")).await;
    world.stock();
    done(&send(&world, &lamps()).await);
    // The coding's rate changes behind the worker's back, which goes by what it read minutes ago.
    let codings = world.records("articleaccountcodings");
    let low = codings
        .iter()
        .find(|coding| coding["VatRate"] == "12%" && coding["Type"] == "Goods")
        .unwrap();
    let lamp = article(&world, "LAMP")["Id"].as_str().unwrap().parse().unwrap();
    world
        .sandbox
        .eaccounting()
        .amend("articles", lamp, json!({"CodingId": low["Id"]}))
        .unwrap();
    let seed = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    };
    let problem = parked(send(&world, &seed).await);
    assert_eq!(problem.code, Code::TOTAL_MISMATCH);
    assert!(
        problem.message.contains("319.60") || problem.message.contains("319.6"),
        "{problem}"
    );
    assert_eq!(world.records("customerinvoices").len(), 1);
}

#[tokio::test]
async fn unknown_terms_and_methods_are_named_with_the_known_ones() {
    for (settings, named, known) in [
        (
            "[orders]\nterms_of_payment = \"90 dagar\"",
            "90 dagar",
            "30 dagar netto",
        ),
        ("[orders]\ndelivery_method = \"Ombud\"", "Ombud", "PostNord"),
        (
            "[shipping_methods]\n\"DHL Paket\" = \"Cykelbud\"",
            "Cykelbud",
            "PostNord",
        ),
    ] {
        let world = World::new(&format!("{PRICES}{settings}")).await;
        world.stock();
        let seed = OrderSeed {
            shipping_method: "DHL Paket".to_owned(),
            ..lamps()
        };
        let problem = parked(send(&world, &seed).await);
        assert_eq!(problem.code, Code::REFERENCE_NOT_FOUND);
        assert!(
            problem.message.contains(named) && problem.message.contains(known),
            "{problem}"
        );
        assert!(world.records("orders").is_empty());
    }
}

#[tokio::test]
async fn the_delivery_method_follows_the_shops_shipping_method_else_the_default() {
    let settings = format!(
        "{PRICES}[orders]\ndelivery_method = \"PICKUP\"\n[shipping_methods]\n\"DHL Paket\" = \"dhl\""
    );
    for (shipping_method, wanted) in [("DHL Paket", "DHL"), ("Something else", "Hämtas i butik")] {
        let world = World::new(&settings).await;
        world.stock();
        let seed = OrderSeed {
            shipping_method: shipping_method.to_owned(),
            ..lamps()
        };
        done(&send(&world, &seed).await);
        assert_eq!(world.only("orders")["DeliveryMethodName"], wanted);
    }
}

#[tokio::test]
async fn our_reference_and_the_default_customer_are_taken_from_the_settings() {
    let world = World::new(&format!(
        "{PRICES}[orders]\nour_reference = \"Webbutiken\"\ndefault_customer = 4711"
    ))
    .await;
    world.stock();
    world.customer(json!({"CustomerNumber": "4711", "InvoiceCountryCode": "SE"}));
    let seed = OrderSeed {
        billing: Default::default(),
        delivery: Default::default(),
        ..lamps()
    };
    // Without an address eAccounting would not take her as a customer.
    let key = world.order(&seed);
    done(&world.settle(order_job(&world, &key)).await);
    let order = world.only("orders");
    assert_eq!(
        (&order["OurReference"], &order["CustomerNumber"]),
        (&json!("Webbutiken"), &json!("4711"))
    );
}

#[tokio::test]
async fn orders_are_chosen_by_connection_by_day_and_by_test_flag() {
    for (settings, test, reason) in [
        ("connections = [7]", false, Some("orders.connections")),
        ("connections = [1, 7]", false, None),
        ("placed_after = 2026-11-24", false, Some("orders.placed_after")),
        ("placed_after = 2026-11-23", false, None),
        ("", true, Some("orders.test_orders")),
        ("test_orders = true", true, None),
        ("status_filter = \"completed\"", false, None),
    ] {
        let world = World::new(&format!("{PRICES}[orders]\n{settings}")).await;
        world.stock();
        let verdict = send(&world, &OrderSeed { test, ..lamps() }).await;
        match (reason, &verdict) {
            (None, JobOutcome::Done { .. }) => {}
            (Some(named), JobOutcome::Skipped { reason }) => {
                assert!(reason.contains(named), "{reason}");
                assert!(world.records("orders").is_empty());
            }
            other => panic!("{settings}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_sweep_sends_no_more_than_its_maximum_and_goes_on_where_it_ended() {
    let world = World::new(&format!("{PRICES}[orders]\nmaximum_per_run = 2")).await;
    world.stock();
    world.contact(&anna());
    world.poller().run().await.unwrap();
    world.drive().await;
    for number in 1..=5 {
        world.pass(3600);
        let (id, number) = (format!("600{number}"), format!("200{number}"));
        world.order(&OrderSeed {
            id,
            number,
            ..lamps()
        });
    }
    let mut sent = Vec::new();
    for _ in 0..4 {
        world.pass(600);
        world.poller().run().await.unwrap();
        world.drive().await;
        sent.push(world.records("orders").len());
    }
    assert!(sent[0] <= 2, "{sent:?}");
    assert_eq!(sent[3], 5, "{sent:?}");
}

#[tokio::test]
async fn deals_are_chosen_by_pipeline_and_stage_and_take_the_settings_article() {
    let on = "[orders.deals]\nenabled = true\narticle = \"LAMP\"\nvalue_includes_vat = true\n";
    for (settings, won, outcome) in [
        ("when = \"won\"", true, "done"),
        ("when = \"won\"", false, "skipped"),
        ("when = \"won\"\npipelines = [99]", true, "skipped"),
        ("when = \"won\"\npipelines = [1]", true, "done"),
        ("when = \"stage\"\nstages = [1]", false, "done"),
        ("when = \"stage\"\nstages = [99]", false, "skipped"),
    ] {
        let world = World::new(&format!("{on}{settings}")).await;
        world.stock();
        let contact = world.sandbox.activecampaign().add_contact(&anna());
        let deal = world.sandbox.activecampaign().add_deal(&DealSeed {
            title: "Lamps for the office".to_owned(),
            contact: Some(contact),
            value: dec("1000"),
            ..DealSeed::default()
        });
        if won {
            world.sandbox.activecampaign().win_deal(deal);
        }
        let verdict = world
            .settle(job(&world, model::JobKind::Order, &format!("deal:{deal}")))
            .await;
        assert_eq!(verdict.outcome(), outcome, "{settings}: {verdict:?}");
        assert_eq!(
            world.records("orders").len(),
            usize::from(outcome == "done"),
            "{settings}"
        );
    }
}

#[tokio::test]
async fn a_thousand_rows_fit_and_one_more_is_parked_with_the_reason() {
    for (count, outcome) in [(1000_u32, "done"), (1001, "parked")] {
        let world = World::new(PRICES).await;
        world.stock();
        let lines = (0..count).map(|at| LineSeed {
            product_id: format!("product-{at}"),
            ..LineSeed::new("LAMP", "Lamp", 1, dec("10"))
        });
        let verdict = send(
            &world,
            &OrderSeed {
                lines: lines.collect(),
                ..lamps()
            },
        )
        .await;
        assert_eq!(verdict.outcome(), outcome, "{verdict:?}");
        if let JobOutcome::Parked(problem) = verdict {
            assert_eq!(problem.code, Code::TOO_MANY_ROWS);
        } else {
            assert_eq!(world.only("orders")["Rows"].as_array().unwrap().len(), 1000);
        }
    }
}

#[tokio::test]
async fn long_and_strange_texts_are_shortened_by_rule_and_the_journal_says_so() {
    let world = World::new(PRICES).await;
    world.stock();
    let long = "Ärtsoppakonservfabriken ".repeat(4);
    world
        .sandbox
        .activecampaign()
        .add_contact(&ContactSeed::new("long.marked@example.com"));
    let mut billing = crate::support::annas_address();
    billing.first_name = format!("{long}\u{7}");
    billing.last_name = "🎉 مرحبا".to_owned();
    let number = "ORDER-2026-WEBSHOP-NORTH-EUROPE-0000000000001001";
    let seed = OrderSeed {
        email: "long.marked@example.com".to_owned(),
        number: number.to_owned(),
        lines: vec![LineSeed::new(
            "LAMP",
            "Lampa \u{202e}🎉\u{1} مصباح",
            2,
            dec("1598"),
        )],
        billing: billing.clone(),
        delivery: billing,
        ..lamps()
    };
    let key = world.order(&seed);
    let verdict = world.settle(order_job(&world, &key)).await;
    done(&verdict);
    let customer = world.customers_of("long.marked@example.com").remove(0);
    let name = customer["Name"].as_str().unwrap();
    assert!(
        name.chars().count() <= 50 && !name.chars().any(char::is_control),
        "{name:?}"
    );
    let order = world.only("orders");
    let reference = order["BuyersOrderReference"].as_str().unwrap();
    assert!(
        reference.chars().count() <= 35 && reference != &number[..reference.len()],
        "{reference}"
    );
    let text = order["Rows"][0]["Text"].as_str().unwrap();
    assert!(
        text.contains("🎉") && text.contains("مصباح") && !text.chars().any(char::is_control),
        "{text:?}"
    );
    let entry = world.entry("order:1:5001").await;
    let steps: Vec<&str> = entry.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(
        steps.iter().any(|step| step.starts_with("Name shortened from")),
        "{steps:?}"
    );
    assert!(
        steps
            .iter()
            .any(|step| step.starts_with("BuyersOrderReference shortened from")),
        "{steps:?}"
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}
