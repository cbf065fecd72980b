//! What single settings do, where no other test shows it. Amounts are computed by hand.

use engine::JobOutcome;
use flows::PollSummary;
use model::{Code, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{AddressSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use crate::support::{World, anna, annas_address, dec, document, job, lamps, order_job, parked, skipped};

async fn send(world: &World, seed: &OrderSeed) -> JobOutcome {
    world.pass(60);
    let key = world.order(seed);
    world.settle(order_job(world, &key)).await
}

async fn shop(settings: &str) -> World {
    let world = World::new(settings).await;
    world.stock();
    world
}

fn amount(value: &Value) -> Decimal {
    dec(&value.to_string())
}

fn article(world: &World, number: &str) -> Option<Value> {
    let articles = world.records("articles");
    articles.into_iter().find(|article| article["Number"] == number)
}

/// Number and text of each row.
fn rows(document: &Value) -> Vec<(String, String)> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let rows = document["Rows"].as_array().unwrap().iter();
    rows.map(|row| (text(row, "ArticleNumber"), text(row, "Text")))
        .collect()
}

fn has(document: &Value, number: &str, text: &str) -> bool {
    rows(document).contains(&(number.to_owned(), text.to_owned()))
}

fn total(order: &Value) -> Decimal {
    eaccounting::totals::order_total_including_vat(&serde_json::from_value(order.clone()).unwrap())
}

fn at(city: &str, country: &str) -> AddressSeed {
    AddressSeed {
        city: city.to_owned(),
        country: country.to_owned(),
        ..annas_address()
    }
}

#[tokio::test]
async fn flows_that_are_off_do_nothing_and_say_so() {
    let world = shop("[orders]\nenabled = false\n[quotes]\nenabled = false").await;
    assert_eq!(skipped(&send(&world, &lamps()).await), "orders.enabled is off");
    let customer = world.anna_in_eaccounting();
    let lamp = article(&world, "LAMP").unwrap();
    let offer = world.accepted_quote(&customer, &lamp);
    let verdict = world.settle(job(&world, JobKind::Quote, &offer)).await;
    assert_eq!(skipped(&verdict), "quotes.enabled is off");
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn a_new_article_has_the_unit_of_the_settings_and_one_that_is_missing_is_named() {
    for (unit, wanted) in [("tim", "tim"), ("Kilogram", "kg"), ("MTR", "m")] {
        let world = World::new(&format!(
            "[articles]\non_unknown_sku = \"create\"\nunit = \"{unit}\""
        ))
        .await;
        document(&send(&world, &lamps()).await);
        assert_eq!(article(&world, "LAMP").unwrap()["UnitAbbreviation"], wanted);
    }
    let world = World::new("[articles]\non_unknown_sku = \"create\"\nunit = \"låda\"").await;
    let verdict = send(&world, &lamps()).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::REFERENCE_NOT_FOUND);
    for named in ["låda", "articles.unit", "tim"] {
        assert!(problem.message.contains(named), "{problem}");
    }
    assert!(article(&world, "LAMP").is_none() && world.records("orders").is_empty());
}

#[tokio::test]
async fn the_vat_rate_of_goods_whose_article_is_not_known_is_the_settings() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n[vat]\ndefault_rate = 12").await;
    document(&send(&world, &lamps()).await);
    assert_eq!(article(&world, "LAMP").unwrap()["CodingName"], "Varor 12 %");
    // 1598 × 12 / 112
    assert_eq!(amount(&world.only("orders")["VatAmount"]), dec("171.21"));
}

/// Two lamps, shipping without a name, and a discount without one: 1598 + 125 − 80 = 1643.
fn shipped_and_discounted() -> OrderSeed {
    OrderSeed {
        shipping: dec("125"),
        discounts: vec![DiscountSeed {
            amount: dec("80"),
            ..DiscountSeed::default()
        }],
        ..lamps()
    }
}

#[tokio::test]
async fn shipping_and_discounts_have_the_numbers_and_texts_of_the_settings() {
    let settings = "[shipping]\ntext = \"Leverans\"\nnumber = \"SHIP-{rate}\"\n[discounts]\ntext = \"Avdrag\"\nnumber = \"DISC-{rate}\"";
    let world = shop(settings).await;
    document(&send(&world, &shipped_and_discounted()).await);
    let order = world.only("orders");
    assert!(
        has(&order, "SHIP-25", "Leverans") && has(&order, "DISC-25", "Avdrag"),
        "{:?}",
        rows(&order)
    );
    assert_eq!(total(&order), dec("1643"));
    // They were created with the coding of their rate.
    for (number, name) in [("SHIP-25", "Leverans 25 %"), ("DISC-25", "Avdrag 25 %")] {
        let created = article(&world, number).unwrap();
        assert_eq!(
            (&created["Name"], &created["CodingName"]),
            (&json!(name), &json!("Varor 25 %"))
        );
    }
}

#[tokio::test]
async fn configured_articles_take_precedence_over_the_pattern() {
    let settings = "[shipping.articles]\n25 = \"OVRIGT25\"\n[discounts.articles]\n25 = \"AVGIFT25\"\n\
                    [fees]\nnames = [\"Fakturaavgift\"]\n[fees.articles]\n25 = \"AVGIFT25\"";
    let world = shop(settings).await;
    let mut seed = shipped_and_discounted();
    seed.lines.push(LineSeed {
        product_id: "fee".to_owned(),
        ..LineSeed::new("", "fakturaavgift", 1, dec("29"))
    });
    document(&send(&world, &seed).await);
    let order = world.only("orders");
    assert!(has(&order, "OVRIGT25", "Frakt"), "{:?}", rows(&order));
    assert!(has(&order, "AVGIFT25", "Rabatt"), "{:?}", rows(&order));
    assert!(has(&order, "AVGIFT25", "fakturaavgift"), "{:?}", rows(&order));
    assert_eq!(total(&order), dec("1672"));
}

#[tokio::test]
async fn a_line_without_sku_that_is_no_fee_parks() {
    let world = shop("[fees]\nnames = [\"Fakturaavgift\"]\n[fees.articles]\n25 = \"AVGIFT25\"").await;
    let seed = OrderSeed {
        lines: vec![LineSeed {
            product_id: "x".to_owned(),
            ..LineSeed::new("", "Gåva", 1, dec("29"))
        }],
        ..lamps()
    };
    let verdict = send(&world, &seed).await;
    assert_eq!(parked(&verdict).code, Code::SKU_MISSING);
}

#[tokio::test]
async fn shipping_and_discount_articles_are_not_created_if_settings_forbid_it() {
    for (section, seed) in [
        (
            "shipping",
            OrderSeed {
                discounts: vec![],
                ..shipped_and_discounted()
            },
        ),
        (
            "discounts",
            OrderSeed {
                shipping: dec("0"),
                ..shipped_and_discounted()
            },
        ),
    ] {
        for (create, outcome) in [(true, "done"), (false, "parked")] {
            let world = shop(&format!(
                "[{section}]\nnumber = \"NY-{{rate}}\"\ncreate = {create}"
            ))
            .await;
            let verdict = send(&world, &seed).await;
            assert_eq!(verdict.outcome(), outcome, "{section}: {verdict:?}");
            assert_eq!(article(&world, "NY-25").is_some(), create);
            if let JobOutcome::Parked(problem) = verdict {
                assert_eq!(problem.code, Code::ARTICLE_NOT_CONFIGURED);
                assert!(problem.message.contains("NY-25"), "{problem}");
            }
        }
    }
    // What isn't needed is nothing to wait for.
    let world = shop("[shipping]\ncreate = false\n[discounts]\ncreate = false").await;
    document(&send(&world, &lamps()).await);
}

#[tokio::test]
async fn shipping_takes_the_rate_that_the_settings_say() {
    // 1,120 of coffee at 12 %, 100 of lamps at 25 %, and shipping for 61.
    for (follows, articles) in [
        ("main", ["FRAKT12"].as_slice()),
        ("highest", &["FRAKT25"]),
        ("split", &["FRAKT12", "FRAKT25"]),
    ] {
        let world = shop(&format!("[vat]\nshipping_vat = \"{follows}\"")).await;
        let seed = OrderSeed {
            lines: vec![
                LineSeed::new("COFFEE", "Coffee", 1, dec("1120")),
                LineSeed::new("LAMP", "Lamp", 1, dec("100")),
            ],
            shipping: dec("61"),
            ..lamps()
        };
        document(&send(&world, &seed).await);
        let order = world.only("orders");
        let mut used: Vec<String> = rows(&order)
            .into_iter()
            .map(|row| row.0)
            .filter(|number| number.starts_with("FRAKT"))
            .collect();
        used.sort();
        assert_eq!(used, articles, "{follows}");
        assert_eq!(total(&order), dec("1281"));
    }
}

#[tokio::test]
async fn the_address_that_decides_about_vat_is_the_settings() {
    for (place_of_supply, vat) in [
        ("goods", "0"),
        ("delivery-address", "0"),
        ("invoice-address", "319.6"),
    ] {
        let world = shop(&format!("[vat]\nplace_of_supply = \"{place_of_supply}\"")).await;
        let seed = OrderSeed {
            delivery: at("Oslo", "NO"),
            ..lamps()
        };
        document(&send(&world, &seed).await);
        let order = world.only("orders");
        assert_eq!(amount(&order["VatAmount"]), dec(vat), "{place_of_supply}");
        assert_eq!(total(&order), dec("1598"), "{place_of_supply}");
    }
}

#[tokio::test]
async fn what_holds_for_sales_to_a_country_is_the_settings() {
    let to = |city: &str, country: &str, lines: Vec<LineSeed>| OrderSeed {
        lines,
        billing: at(city, country),
        delivery: at(city, country),
        ..lamps()
    };
    let lamp = || vec![LineSeed::new("LAMP", "Lamp", 2, dec("1598"))];
    // Export with and without VAT.
    for (charge, vat) in [(false, "0"), (true, "319.6")] {
        let world = shop(&format!("[vat.countries]\nNO = {{ charge_vat = {charge} }}")).await;
        document(&send(&world, &to("Oslo", "NO", lamp())).await);
        assert_eq!(amount(&world.only("orders")["VatAmount"]), dec(vat));
        assert_eq!(world.only("customers")["ForceBookkeepVat"] == true, charge);
    }
    // Under OSS: 1598 × 19 / 119 in Germany, at the standard rate.
    let oss = async |settings: &str, number: &str, rate: &str| {
        let world = World::new(settings).await;
        world
            .sandbox
            .eaccounting()
            .change_company_settings(json!({"UsesMoss": true}));
        let id = world.article(number, rate)["Id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        world
            .sandbox
            .eaccounting()
            .amend("articles", id, json!({"UsesMoss": true}))
            .unwrap();
        world
    };
    let world = oss(
        "[vat.countries]\nDE = { rate = 19, account = 3106 }",
        "LAMP",
        "25%",
    )
    .await;
    document(&send(&world, &to("Berlin", "DE", lamp())).await);
    assert_eq!(amount(&world.only("orders")["VatAmount"]), dec("255.14"));
    // France has several reduced rates: which of them coffee takes must be said. 1055 × 5.5 / 105.5 = 55
    let coffee = || vec![LineSeed::new("COFFEE", "Coffee", 1, dec("1055"))];
    let world = oss("", "COFFEE", "12%").await;
    let verdict = send(&world, &to("Paris", "FR", coffee())).await;
    assert_eq!(parked(&verdict).code, Code::CODING_MISSING);
    let world = oss(
        "[vat.countries]\nFR = { oss_rates = { 12 = \"5.5\" } }",
        "COFFEE",
        "12%",
    )
    .await;
    document(&send(&world, &to("Paris", "FR", coffee())).await);
    assert_eq!(amount(&world.only("orders")["VatAmount"]), dec("55"));
}

#[tokio::test]
async fn the_settings_say_whether_prices_include_vat_and_a_mismatch_parks() {
    for (vat, total_price, outcome) in [
        ("included", "1598", "done"),
        ("included", "1997.50", "parked"),
        ("excluded", "1997.50", "done"),
        ("excluded", "1598", "parked"),
    ] {
        let world = shop(&format!("[prices]\nvat = \"{vat}\"")).await;
        let verdict = send(
            &world,
            &OrderSeed {
                total: Some(dec(total_price)),
                ..lamps()
            },
        )
        .await;
        assert_eq!(verdict.outcome(), outcome, "{vat} {total_price}: {verdict:?}");
        match verdict {
            JobOutcome::Parked(problem) => assert_eq!(problem.code, Code::PRICE_AMBIGUOUS),
            _ => assert_eq!(total(&world.only("orders")), dec(total_price)),
        }
    }
}

#[tokio::test]
async fn the_shops_vat_is_taken_off_a_sale_without_vat_where_the_settings_say_so() {
    // The prices include 25 %, and Norway paid 1598 / 1.25.
    for (sales, outcome) in [("as-charged", "parked"), ("vat-taken-off", "done")] {
        let world = shop(&format!("[prices]\nzero_rated_prices = \"{sales}\"")).await;
        let seed = OrderSeed {
            total: Some(dec("1278.40")),
            billing: at("Oslo", "NO"),
            delivery: at("Oslo", "NO"),
            ..lamps()
        };
        let verdict = send(&world, &seed).await;
        assert_eq!(verdict.outcome(), outcome, "{sales}: {verdict:?}");
        if outcome == "done" {
            let order = world.only("orders");
            assert_eq!(
                (total(&order), amount(&order["VatAmount"])),
                (dec("1278.40"), dec("0"))
            );
        }
    }
}

#[tokio::test]
async fn vat_that_an_order_states_is_compared_where_the_settings_say_so() {
    // 1598 has 319.60 at 25 %.
    for (check, tax, outcome) in [
        (true, "319.60", "done"),
        (true, "300", "parked"),
        (false, "300", "done"),
    ] {
        let world = shop(&format!("[prices]\ncheck_vat = {check}")).await;
        world.contact(&anna());
        world.sandbox.activecampaign().add_rest_order(&OrderSeed {
            id: "7001".to_owned(),
            number: "7001".to_owned(),
            tax: dec(tax),
            total: Some(dec("1598")),
            ..lamps()
        });
        let verdict = world.settle(job(&world, JobKind::Order, "order:1:7001")).await;
        assert_eq!(verdict.outcome(), outcome, "{check} {tax}: {verdict:?}");
    }
}

#[tokio::test]
async fn a_difference_within_the_tolerance_becomes_a_rounding_row() {
    for (tolerance, outcome) in [("0.05", "done"), ("0.01", "parked")] {
        let world = shop(&format!(
            "[rounding]\ntolerance = {tolerance}\narticle = \"AVRUNDNING\"\ntext = \"Utjämning\""
        ))
        .await;
        let verdict = send(
            &world,
            &OrderSeed {
                total: Some(dec("1598.02")),
                ..lamps()
            },
        )
        .await;
        assert_eq!(verdict.outcome(), outcome, "{tolerance}: {verdict:?}");
        if outcome == "done" {
            let order = world.only("orders");
            assert!(has(&order, "AVRUNDNING", "Utjämning"), "{:?}", rows(&order));
            assert_eq!(
                (total(&order), amount(&order["VatAmount"])),
                (dec("1598.02"), dec("319.6"))
            );
        }
    }
}

#[tokio::test]
async fn a_deals_own_field_names_its_article_before_the_settings_do() {
    let settings = "[orders.deals]\narticle = \"LAMP\"\narticle_field = \"article_number\"";
    for (own, sold) in [(Some("COFFEE"), "COFFEE"), (None, "LAMP")] {
        let world = shop(settings).await;
        let active = world.sandbox.activecampaign();
        let contact = active.add_contact(&anna());
        let deal = active.add_deal(&DealSeed {
            title: "A year of it".to_owned(),
            contact: Some(contact),
            value: dec("1000"),
            fields: own
                .map(|own| ("Article number".to_owned(), own.to_owned()))
                .into_iter()
                .collect(),
            ..DealSeed::default()
        });
        active.win_deal(deal);
        document(
            &world
                .settle(job(&world, JobKind::Order, &format!("deal:{deal}")))
                .await,
        );
        assert_eq!(rows(&world.only("orders"))[0].0, sold);
    }
}

/// A job that knows which version of the order it is about.
async fn versioned(world: &World, seed: &OrderSeed) -> Job {
    let key = world.order(seed);
    let client = &world.worker.services().activecampaign;
    let order = client
        .order(&key.connection.to_string(), &key.order)
        .await
        .unwrap();
    Job {
        version: order.unwrap().version,
        ..order_job(world, &key)
    }
}

#[tokio::test]
async fn a_changed_order_is_only_written_down_where_the_settings_say_so() {
    let world = shop("[orders]\non_change = \"skip\"").await;
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    let before = world.only("orders");
    world.pass(600);
    let changed = OrderSeed {
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", 3, dec("2397"))],
        ..lamps()
    };
    let job = versioned(&world, &changed).await;
    let verdict = world.settle(job).await;
    assert!(
        skipped(&verdict).contains("changed in the shop after order 1")
            && skipped(&verdict).contains("orders.on_change is \"skip\""),
        "{verdict:?}"
    );
    // The activity log has a line of it.
    let newest = world.entries().await.swap_remove(0);
    assert_eq!(newest.reason.as_deref(), Some(skipped(&verdict)));
    assert_eq!(world.only("orders"), before);
    assert!(world.alerts.all().is_empty());
}

#[tokio::test]
async fn a_credit_invoice_begins_with_the_settings_text() {
    let world = shop(
        "[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\ncredit_text = \"Credit of {invoice}\"",
    )
    .await;
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    world.pass(600);
    let job = versioned(
        &world,
        &OrderSeed {
            status: "REFUNDED".to_owned(),
            ..lamps()
        },
    )
    .await;
    document(&world.settle(job).await);
    let invoices = world.records("customerinvoices");
    let credit = invoices
        .iter()
        .find(|invoice| invoice["IsCreditInvoice"] == true)
        .unwrap();
    assert_eq!(credit["Rows"][0]["Text"], "Credit of 1");
}

#[tokio::test]
async fn the_activity_log_keeps_what_the_settings_say_for_as_long_as_they_say() {
    let world = World::new("[journal]\nretention_days = 3\nredact = [\"InvoiceAddress1\"]").await;
    let contact = world.contact(&anna());
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    let entry = world.entry(&contact).await;
    assert_eq!(entry.expires_at, world.after(3 * 86_400));
    let sent = |field: &str| {
        entry
            .sent
            .iter()
            .find(|sent| sent.field.ends_with(field))
            .unwrap()
    };
    assert!(sent("InvoiceAddress1").redacted && sent("InvoiceAddress1").value.is_none());
    assert_eq!(sent("InvoiceCity").value.as_deref(), Some("Stockholm"));
    assert!(!serde_json::to_string(&entry).unwrap().contains("Qvzxgatan"));

    // Nothing is sent of what is as it should be, and what was read stays redacted.
    world.pass(60);
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    let entry = world.entry(&contact).await;
    assert!(entry.sent.is_empty() && !entry.read.is_empty());
    assert!(!serde_json::to_string(&entry).unwrap().contains("Qvzxgatan"));
}

#[tokio::test]
async fn the_sweep_can_be_switched_off_and_reaches_back_as_far_as_the_settings_say() {
    let found = async |settings: &str| -> [PollSummary; 2] {
        let world = shop(settings).await;
        world.contact(&anna());
        world.poller().run().await.unwrap();
        world.pass(7_200);
        world.order(&lamps());
        world.pass(600);
        let first = world.poller().run().await.unwrap();
        world.pass(600);
        [first, world.poller().run().await.unwrap()]
    };
    // The order is ten minutes old at the first run, which reaches back from the run before.
    let orders = |[first, second]: [PollSummary; 2]| (first.orders, second.orders);
    assert_eq!(orders(found("[sweep]\noverlap_minutes = 5").await), (1, 0));
    assert_eq!(orders(found("[sweep]\noverlap_minutes = 30").await), (1, 1));
    assert_eq!(orders(found("[sweep]\nenabled = false").await), (0, 0));
}

fn emails(world: &World) -> usize {
    world.sandbox.eaccounting().snapshot()["emails"]
        .as_array()
        .unwrap()
        .len()
}

#[tokio::test]
async fn documents_are_emailed_by_settings_and_payment_method() {
    for (document_kind, email, method, sent) in [
        ("order", true, "", 1),
        ("order", false, "", 0),
        ("order", true, "Kort = { email = false }", 0),
        ("order", false, "Kort = { email = true }", 1),
        ("invoice", true, "", 1),
        ("invoice", true, "Kort = { email = false }", 0),
        ("order-invoiced", true, "", 1),
        ("invoice", false, "Kort = { email = true }", 1),
    ] {
        let world = shop(&format!(
            "[orders]\ndocument = \"{document_kind}\"\nemail = {email}\n[payment_methods]\n{method}"
        ))
        .await;
        document(
            &send(
                &world,
                &OrderSeed {
                    payment_method: "Kort".to_owned(),
                    ..lamps()
                },
            )
            .await,
        );
        assert_eq!(emails(&world), sent, "{document_kind} {email} {method}");
    }
}

#[tokio::test]
async fn an_unknown_bank_account_parks_before_anything_is_written() {
    let world = shop("[payment_methods]\nKort = { document = \"invoice\", register_payment = true, bank_account = \"Sparkonto\" }").await;
    let verdict = send(
        &world,
        &OrderSeed {
            payment_method: "Kort".to_owned(),
            ..lamps()
        },
    )
    .await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::REFERENCE_NOT_FOUND);
    for named in ["Sparkonto", "Kortinlösen"] {
        assert!(problem.message.contains(named), "{problem}");
    }
    assert!(world.records("customerinvoices").is_empty());
    assert!(world.records("customerinvoicedrafts").is_empty());
    assert!(world.records("customers").is_empty(), "not even the customer");
}

#[tokio::test]
async fn an_invoice_in_another_currency_than_the_customers_is_parked_unbooked() {
    // An invoice takes its currency from the customer; an order has its own.
    for (kind, outcome) in [
        ("order", "done"),
        ("invoice-draft", "parked"),
        ("invoice", "parked"),
    ] {
        let world = shop(&format!("[orders]\ndocument = \"{kind}\"")).await;
        world.anna_in_eaccounting();
        let verdict = send(
            &world,
            &OrderSeed {
                currency: "EUR".to_owned(),
                ..lamps()
            },
        )
        .await;
        assert_eq!(verdict.outcome(), outcome, "{kind}: {verdict:?}");
        if let JobOutcome::Parked(problem) = verdict {
            assert_eq!(problem.code, Code::VALUE_INVALID);
            assert!(
                problem.message.contains("EUR") && problem.message.contains("SEK"),
                "{problem}"
            );
            assert!(
                world.records("customerinvoices").is_empty()
                    && world.records("customerinvoicedrafts").is_empty()
            );
        }
        // A new customer has the currency of the order.
        let world = shop(&format!("[orders]\ndocument = \"{kind}\"")).await;
        document(
            &send(
                &world,
                &OrderSeed {
                    currency: "EUR".to_owned(),
                    ..lamps()
                },
            )
            .await,
        );
        assert_eq!(world.only("customers")["CurrencyCode"], "EUR");
    }
}

#[tokio::test]
async fn an_order_that_costs_nothing_is_sent_or_left_out_as_set() {
    let free = || OrderSeed {
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", 1, dec("0"))],
        ..lamps()
    };
    let world = shop("[orders]\nzero_total = \"send\"").await;
    assert_eq!(send(&world, &free()).await.outcome(), "done");
    let world = shop("[orders]\nzero_total = \"skip\"").await;
    assert!(skipped(&send(&world, &free()).await).contains("orders.zero_total"));
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn a_stores_own_entry_goes_before_the_settings_for_all_prices() {
    // The order's prices are those of its lines, with VAT.
    for (settings, outcome) in [
        ("[prices]\nline_price = \"unit\"", "parked"),
        (
            "[prices]\nline_price = \"unit\"\n[stores]\n1 = { line_price = \"line\" }",
            "done",
        ),
        ("[prices]\nvat = \"excluded\"", "parked"),
        (
            "[prices]\nvat = \"excluded\"\n[stores]\n1 = { vat = \"included\" }",
            "done",
        ),
        ("[stores]\n1 = { vat = \"excluded\" }", "parked"),
        (
            "[stores]\n2 = { vat = \"excluded\", line_price = \"unit\" }",
            "done",
        ),
    ] {
        let verdict = send(&shop(settings).await, &lamps()).await;
        assert_eq!(verdict.outcome(), outcome, "{settings}: {verdict:?}");
    }
}

#[tokio::test]
async fn a_discount_with_a_vouchers_name_is_a_payment_and_takes_no_vat_off() {
    let seed = OrderSeed {
        discounts: vec![DiscountSeed {
            name: "Klubbcheck 17".to_owned(),
            amount: dec("200"),
            ..DiscountSeed::default()
        }],
        ..lamps()
    };
    for (settings, vat) in [
        ("", "279.6"),
        (
            "[vouchers]\nnames = [\"klubbcheck*\"]\narticle = \"DEBT\"",
            "319.6",
        ),
    ] {
        let world = shop(settings).await;
        world.article("DEBT", "0%");
        let verdict = send(&world, &seed).await;
        document(&verdict);
        let order = world.only("orders");
        assert_eq!(total(&order), dec("1398"), "{settings}");
        assert_eq!(amount(&order["VatAmount"]), dec(vat), "{settings}");
    }
}
