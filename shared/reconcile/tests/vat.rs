//! The VAT of orders that came by GraphQL, which has no VAT amount: as ActiveCampaign's WooCommerce plugin writes them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use devstack::testing::IdleStack;
use jiff::{Timestamp, ToSpan};
use reconcile::{Class, Days, Difference, reconcile};
use rust_decimal::Decimal;
use sandbox::activecampaign::{ShopLine, ShopOrder};
use serde_json::{Value, json};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn id(record: &Value) -> Value {
    record["Id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_with_another_vat_rate_is_found_though_its_total_agrees() {
    let stack = IdleStack::new().await;
    let (shop, books) = (stack.sandbox.activecampaign(), stack.sandbox.eaccounting());
    let customer = id(&books
        .add_customer(json!({"Name": "A buyer", "IsPrivatePerson": true, "EmailAddress": "a@example.com"}))
        .unwrap());
    let codings = books.records("articleaccountcodings");
    let with_rate = |rate: &str| {
        let has_rate = |coding: &&Value| {
            let text = coding["VatRatePercent"].to_string();
            text.trim_matches('"').parse::<Decimal>().ok() == Some(dec(rate))
        };
        id(codings.iter().find(has_rate).unwrap())
    };
    let article = |number: &str, rate: &str| {
        let fields = json!({"Number": number, "Name": number, "CodingId": with_rate(rate)});
        id(&books.add_article(fields).unwrap())
    };
    let (full, reduced) = (article("FULL", "0.25"), article("REDUCED", "0.12"));
    let sell = |number: &str, sku: &str, quantity: u32| {
        shop.add_woocommerce_order(&ShopOrder {
            id: number.to_owned(),
            email: "a@example.com".to_owned(),
            lines: vec![ShopLine::new(sku, quantity, dec("250"), dec("0.25"))],
            ..ShopOrder::default()
        });
    };
    let book = |number: &str, article: &Value, quantity: u32, price: &str| {
        let fields = json!({
            "CustomerId": customer, "CurrencyCode": "SEK", "Status": 2, "BuyersOrderReference": number,
            "Rows": [{
                "LineNumber": 1, "ArticleId": article, "Quantity": quantity,
                "UnitPrice": serde_json::from_str::<Value>(price).unwrap(), "IsTextRow": false, "IsWorkCost": false,
                "EligibleForReverseChargeOnVat": false,
            }],
        });
        books.add_order(fields).unwrap();
    };
    sell("1", "FULL", 1);
    book("1", &full, 1, "250");
    // The same total: the shop sells it with 25 %, and eAccounting's article has 12 %.
    sell("2", "REDUCED", 1);
    book("2", &reduced, 1, "250");
    // Several pieces, whose price the plugin rounds: their VAT is not told.
    sell("3", "FULL", 3);
    book("3", &full, 3, "250");

    let today = Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let days = Days {
        since: today - 1.day(),
        until: None,
    };
    let found = Box::pin(reconcile(&stack.worker, days, Timestamp::now(), &|_| {}))
        .await
        .unwrap();
    assert_eq!((found.sales, found.matched), (3, 2), "{:#?}", found.findings);
    assert_eq!(found.without_vat, 1);
    let finding = &found.findings[0];
    assert_eq!((finding.number.as_str(), finding.class), ("2", Class::Different));
    let texts: Vec<String> = finding.differences.iter().map(Difference::text).collect();
    assert_eq!(texts, ["VAT 50.00 in ActiveCampaign, 26.79 in eAccounting"]);
    assert!(stack.sandbox.violations().is_empty());
}
