//! What must not be booked: the order waits, its message names what is wrong, and nothing was written.

use std::collections::BTreeSet;

use model::{Code, Job, JobKind};
use sandbox::activecampaign::{ContactSeed, OrderSeed};
use sandbox::eaccounting::Behaviour;
use serde_json::{Value, json};

use super::case::Case;
use super::play::{booked, cents, held, open, open_with, place};
use crate::support::{EMAIL, World, dec, document, job, parked};

/// An order that is to wait: its line, the settings on top of the line's own (one table), what is changed in eAccounting
/// first, the code that it is parked with, and what the message must name.
struct Doubt(
    &'static str,
    &'static str,
    fn(&World),
    Code,
    &'static [&'static str],
);

fn nothing(_: &World) {}

fn amend_codings(world: &World, rate: &str, fields: Value) {
    for coding in world.records("articleaccountcodings") {
        if coding["VatRate"] == rate && coding["Type"] == "Goods" {
            let id = coding["Id"].as_str().unwrap().parse().unwrap();
            let eaccounting = world.sandbox.eaccounting();
            eaccounting
                .amend("articleaccountcodings", id, fields.clone())
                .unwrap();
        }
    }
}

fn amend_article(world: &World, number: &str, fields: Value) {
    let articles = world.records("articles");
    let article = articles.iter().find(|article| article["Number"] == number);
    let id = article.unwrap()["Id"].as_str().unwrap().parse().unwrap();
    world.sandbox.eaccounting().amend("articles", id, fields).unwrap();
}

/// The company with these settings, and the buyer.
fn open_as(case: &Case, settings: &str) -> World {
    let world = open_with(case, settings);
    world.contact(&case.contact());
    world
}

/// Codings that lack the account, one for each kind of sale.
const ACCOUNTS: &[Doubt] = &[
    Doubt(
        "SE | private SE | 1 LAMP at 250, 1 COFFEE at 112 | domestic",
        "",
        |world| {
            amend_codings(
                world,
                "12%",
                json!({"DomesticSalesSubjectToVatAccountNumber": null}),
            )
        },
        Code::ACCOUNT_MISSING,
        &["COFFEE", "Varor 12 %", "domestic sales subject to VAT", "7001"],
    ),
    Doubt(
        "FI | private FI | 1 STAMP at 2 | domestic",
        "",
        |world| amend_codings(world, "0%", json!({"DomesticSalesVatExemptAccountNumber": null})),
        Code::ACCOUNT_MISSING,
        &["STAMP", "Tavarat 0 %", "domestic sales exempt from VAT"],
    ),
    Doubt(
        "SE | private DE | 1 LAMP at 125, EUR | EU",
        "",
        |world| {
            amend_codings(
                world,
                "25%",
                json!({"ForeignSalesSubjectToVatWithinEuAccountNumber": null}),
            )
        },
        Code::ACCOUNT_MISSING,
        &["LAMP", "Varor 25 %", "sales subject to VAT within the EU"],
    ),
    Doubt(
        "NL, OSS | private DE | 1 LAMP at 119 | OSS 19",
        "",
        |world| {
            amend_codings(
                world,
                "21%",
                json!({"ForeignSalesSubjectToMossAccountNumber": null}),
            )
        },
        Code::ACCOUNT_MISSING,
        &["LAMP", "Goederen 21 %", "sales subject to OSS"],
    ),
    Doubt(
        "NL | company DE, VAT number | 1 LAMP at 100, 1 COFFEE at 10 | EU company",
        "",
        |world| {
            amend_codings(
                world,
                "9%",
                json!({"ForeignSalesVatExemptWithinEuAccountNumber": null}),
            )
        },
        Code::ACCOUNT_MISSING,
        &["COFFEE", "Goederen 9 %", "sales exempt from VAT within the EU"],
    ),
    Doubt(
        "NO | private SE | 1 LAMP at 100, SEK | export",
        "",
        |world| {
            amend_codings(
                world,
                "25%",
                json!({"ForeignSalesVatExemptOutsideEuAccountNumber": null}),
            )
        },
        Code::ACCOUNT_MISSING,
        &["LAMP", "Varer 25 %", "sales exempt from VAT outside the EU"],
    ),
    // Goods have the account, shipping hasn't.
    Doubt(
        "SE | private US | 1 COFFEE at 100, shipping 10, USD | export",
        "[shipping.articles]\n12 = \"FRAKT0\"",
        nothing,
        Code::ARTICLE_NOT_CONFIGURED,
        &["FRAKT0", "12 %", "Varor 0 %"],
    ),
    Doubt(
        "SE | private DE | 1 LAMP at 125, EUR | EU",
        "[vat.countries]\nDE = { account = 3999 }",
        nothing,
        Code::ACCOUNT_MISSING,
        &["3107", "3999", "vat.countries.DE"],
    ),
    Doubt(
        "SE, OSS | private FR | 1 COFFEE at 10.55, EUR | OSS 20/5.5",
        "",
        nothing,
        Code::CODING_MISSING,
        &["FR", "12 %", "vat.countries.FR.oss_rates"],
    ),
    Doubt(
        "SE, OSS | private DE | 1 STAMP at 2, EUR | OSS 19",
        "",
        nothing,
        Code::CODING_MISSING,
        &["DE", "0 %", "vat.countries.DE.oss_rates"],
    ),
    Doubt(
        "SE, OSS | private DE | 1 LAMP at 119, shipping 11.90, EUR | OSS 19",
        "",
        |world| amend_article(world, "FRAKT25", json!({"UsesMoss": false})),
        Code::ARTICLE_NOT_CONFIGURED,
        &["FRAKT25", "shipping", "OSS"],
    ),
    Doubt(
        "SE, OSS | private DE | 2 LAMP at 119, discount 20, EUR | OSS 19",
        "",
        |world| amend_article(world, "RABATT25", json!({"UsesMoss": false})),
        Code::ARTICLE_NOT_CONFIGURED,
        &["RABATT25", "discounts", "OSS"],
    ),
];

/// Totals that eAccounting would not come to, and prices that can be read in two ways.
const TOTALS: &[Doubt] = &[
    Doubt(
        "SE | private SE | 2 LAMP at 799, shipping 49, total off by 1 | domestic",
        "[prices]\nline_price = \"line\"\nvat = \"included\"",
        nothing,
        Code::TOTAL_MISMATCH,
        &["1648", "1647.00", "line 1 1598.00", "shipping 49.00"],
    ),
    Doubt(
        "NL | private NL | 2 LAMP at 60.50, total off by -1 | domestic",
        "",
        nothing,
        Code::PRICE_AMBIGUOUS,
        &["120", "121.00", "per piece", "per line", "line 1 121.00"],
    ),
    Doubt(
        "SE | private SE | 2 LAMP at 799, total off by 0.03, tolerance 0.02 | domestic",
        "",
        nothing,
        Code::PRICE_AMBIGUOUS,
        &["1598.03", "1598.00"],
    ),
    Doubt(
        "SE | company SE | 1 COFFEE at 89.55 | domestic",
        "",
        nothing,
        Code::TOTAL_MISMATCH,
        &["89.55", "89.56", "rounding.tolerance"],
    ),
    Doubt(
        "FI, prices without VAT | private FI | 1 LAMP at 9.97 | domestic",
        "",
        nothing,
        Code::TOTAL_MISMATCH,
        &["9.97", "rounding.tolerance"],
    ),
    Doubt(
        "SE | private NO | 1 LAMP at 1000, total off by -200 | export",
        "",
        nothing,
        Code::PRICE_AMBIGUOUS,
        &["800", "1000.00", "vat-taken-off"],
    ),
    // Two for 200 and one for 300 with VAT; or, for the line, 100 and 300 without.
    Doubt(
        "SE | private SE | 2 LAMP at 50, 1 HOURS at 300, total off by 100 | domestic",
        "",
        nothing,
        Code::PRICE_AMBIGUOUS,
        &["500", "prices.line_price", "prices.vat"],
    ),
    Doubt(
        "SE | private SE | 2 LAMP at 799, total off by 0.01, tolerance 0.02 | domestic",
        "",
        |world| {
            let codings = world.records("articleaccountcodings");
            let with_vat = codings.iter().find(|coding| coding["VatRate"] == "25%");
            amend_article(world, "AVRUNDNING", json!({"CodingId": with_vat.unwrap()["Id"]}));
        },
        Code::ARTICLE_NOT_CONFIGURED,
        &["AVRUNDNING", "rounding"],
    ),
];

/// Customers that eAccounting would compute another VAT, or another currency, for.
const CUSTOMERS: &[Doubt] = &[
    Doubt(
        "SE | private SE | 1 LAMP at 100, EUR | domestic",
        "[orders]\ndocument = \"invoice\"",
        |world| {
            world.customer(json!({
                "CustomerNumber": "4711", "EmailAddress": EMAIL, "InvoiceCountryCode": "SE", "CurrencyCode": "SEK",
            }));
        },
        Code::VALUE_INVALID,
        &["7001", "EUR", "SEK", "4711"],
    ),
    Doubt(
        "NL | private NL | 1 LAMP at 100, SEK | domestic",
        "[orders]\ndocument = \"invoice-draft\"",
        |world| {
            // No currency of its own: it is the company's.
            world.customer(
                json!({"CustomerNumber": "4711", "EmailAddress": EMAIL, "InvoiceCountryCode": "NL"}),
            );
        },
        Code::VALUE_INVALID,
        &["EUR", "SEK", "4711"],
    ),
    Doubt(
        "SE | private SE | 1 LAMP at 100 | domestic",
        "[orders]\nupdate_customer = false",
        |world| {
            world.customer(json!({
                "CustomerNumber": "4711", "EmailAddress": EMAIL, "InvoiceCountryCode": "SE", "DeliveryBasedVat": true,
                "DeliveryCountryCode": "NO", "DeliveryCity": "Oslo", "DeliveryPostalCode": "0155",
            }));
        },
        Code::VALUE_INVALID,
        &["4711", "VAT by delivery address"],
    ),
    Doubt(
        "SE | private GB, Belfast | 1 LAMP at 100, GBP | EU",
        "[orders]\nupdate_customer = false",
        |world| {
            world.customer(json!({
                "CustomerNumber": "4711", "EmailAddress": EMAIL, "InvoiceCountryCode": "GB",
                "InvoicePostalCode": "BT1 5GS", "CurrencyCode": "GBP",
            }));
        },
        Code::VALUE_INVALID,
        &["4711", "Northern Ireland"],
    ),
];

/// Plays one; nobody but its own preparation has written anything in eAccounting.
async fn waits(doubt: &Doubt) {
    let Doubt(line, settings, prepare, code, words) = doubt;
    let case = Case::read(line);
    let world = open(&case, settings);
    prepare(&world);
    let source = place(&world, &case, &case.order("7001"));
    let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, *code, "{line}: {problem}");
    let text = problem.to_string();
    for word in *words {
        assert!(text.contains(word), "{line}: \"{word}\" in: {text}");
    }
    assert!(!text.to_lowercase().contains("qvzx"), "{line}: {text}");
    assert_eq!(world.writes(), Vec::<String>::new(), "{line}");
    for kind in ["orders", "invoices", "invoicedrafts"] {
        assert_eq!(held(&world, kind), Vec::<Value>::new(), "{line}");
    }
}

#[tokio::test]
async fn an_account_or_rate_that_is_missing_is_named_before_anything_is_written() {
    for doubt in ACCOUNTS {
        waits(doubt).await;
    }
}

#[tokio::test]
async fn a_total_that_eaccounting_would_not_come_to_waits_with_both_totals() {
    for doubt in TOTALS {
        waits(doubt).await;
    }
}

#[tokio::test]
async fn a_customer_for_whom_eaccounting_would_compute_otherwise_is_named() {
    for doubt in CUSTOMERS {
        waits(doubt).await;
    }
}

#[tokio::test]
async fn vat_that_the_shop_charged_on_an_export_is_told() {
    let case = Case::read("SE | private NO | 1 LAMP at 800, REST, total off by 200 | export");
    for (check, outcome) in [
        (true, Some(Code::TOTAL_MISMATCH)),
        (false, Some(Code::PRICE_AMBIGUOUS)),
    ] {
        let world = open(&case, &format!("[prices]\ncheck_vat = {check}\n"));
        // In the REST store the tax is said, and is in the total.
        let seed = OrderSeed {
            tax: dec("200"),
            ..case.order("7001")
        };
        let seed = match check {
            true => OrderSeed {
                total: Some(dec("800")),
                ..seed
            },
            false => seed,
        };
        let source = place(&world, &case, &seed);
        let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
        assert_eq!(Some(parked(&verdict).code), outcome, "{verdict:?}");
        assert_eq!(held(&world, "orders"), Vec::<Value>::new());
    }
}

#[tokio::test]
async fn an_unregistered_or_invalid_vat_number_parks_the_order() {
    let case = Case::read("SE | company DE, VAT number | 1 LAMP at 100, EUR | EU company");
    let world = open(&case, "");
    world.sandbox.eaccounting().set_behaviour(Behaviour {
        unknown_vat_numbers: BTreeSet::from(["DE136695976".to_owned()]),
        ..Behaviour::default()
    });
    let source = place(&world, &case, &case.order("7001"));
    let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::VALUE_INVALID, "{problem}");
    assert!(problem.to_string().contains("VAT number"), "{problem}");
    assert!(!problem.to_string().contains("DE136695976"), "{problem}");
    assert_eq!(held(&world, "customers"), Vec::<Value>::new());
    assert_eq!(held(&world, "orders"), Vec::<Value>::new());

    // One that has not the form of one is refused before eAccounting is asked.
    let case = Case::read("SE | company DE | 1 LAMP at 100, EUR | EU");
    let world = open_with(&case, &case.settings());
    world.contact(&ContactSeed::new(EMAIL).field("VAT_NUMBER", "DE12"));
    let source = place(&world, &case, &case.order("7001"));
    let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::VALUE_INVALID, "{problem}");
    assert!(problem.to_string().contains("VatNumber"), "{problem}");
    assert!(!problem.to_string().contains("DE12"), "{problem}");
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn the_register_being_down_is_waited_for_and_then_the_sale_is_free_of_vat() {
    let case = Case::read("SE | company DE, VAT number | 1 LAMP at 100, EUR | EU company");
    let world = open(&case, "");
    let eaccounting = world.sandbox.eaccounting();
    eaccounting.set_behaviour(Behaviour {
        vies_is_down: true,
        ..Behaviour::default()
    });
    let source = place(&world, &case, &case.order("7001"));
    let first = job(&world, JobKind::Order, &source);
    let verdict = world.handle(&first).await;
    assert_eq!(verdict.outcome(), "later", "{verdict:?}");
    eaccounting.set_behaviour(Behaviour::default());
    world.pass(3600);
    document(&world.settle(Job { ..first }).await);
    let order = held(&world, "orders").remove(0);
    assert_eq!(booked(&order), [((3108, 0), 10_000)].into());
}

#[tokio::test]
async fn the_rate_is_the_codings_whatever_the_law_says_by_then() {
    // A company that has not changed its coding yet, or sells what was delivered last year.
    let case = Case::read("FI | private FI | 1 COFFEE at 114 | domestic");
    let world = open(&case, "");
    amend_codings(&world, "13.5%", json!({"VatRate": "14%", "VatRatePercent": 0.14}));
    let source = place(&world, &case, &case.order("7001"));
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let order = held(&world, "orders").remove(0);
    assert_eq!(cents(&order["VatAmount"]), 1_400);
    assert_eq!(booked(&order), [((3010, 140), 10_000)].into());
}

#[tokio::test]
async fn shipping_discounts_and_goods_that_are_created_have_the_vat_of_the_sale() {
    let case =
        Case::read("SE, OSS | private DE | 1 LAMP at 119, shipping 11.90, discount 23.80, EUR | OSS 19");
    // Neither the goods nor the articles for shipping and discounts are there.
    let settings = case
        .settings()
        .replace("FRAKT{rate}", "PORTO{rate}")
        .replace("RABATT{rate}", "KUPONG{rate}");
    let world = open_as(
        &case,
        &format!("{settings}[articles]\non_unknown_sku = \"create\"\n"),
    );
    let mut seed = case.order("7001");
    for line in &mut seed.lines {
        line.sku = "NEW-LAMP".to_owned();
    }
    let source = place(&world, &case, &seed);
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let order = held(&world, "orders").remove(0);
    // 119 + 11.90 − 23.80 = 107.10, of which 17.10 at 19 %.
    assert_eq!(booked(&order), [((3106, 190), 9_000)].into());
    assert_eq!(cents(&order["VatAmount"]), 1_710);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn dry_run_reports_what_would_be_created_with_the_total_and_writes_nothing() {
    let case = Case::read("SE | private SE | 1 LAMP at 250, shipping 49 | domestic");
    let settings = case.settings().replace("FRAKT{rate}", "PORTO{rate}");
    let settings = settings.replace("[orders]\n", "[orders]\ndry_run = true\n");
    let world = open_as(&case, &settings);
    let source = place(&world, &case, &case.order("7001"));
    let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
    assert!(crate::support::skipped(&verdict).contains("299"), "{verdict:?}");
    assert_eq!(world.writes(), Vec::<String>::new());
    let entry = world.entry(&source).await;
    let steps: Vec<&str> = entry.steps.iter().map(|step| step.text.as_str()).collect();
    assert!(
        steps.iter().any(|step| step.contains("would be created")),
        "{steps:?}"
    );
}
