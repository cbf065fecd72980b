use rust_decimal::Decimal;
use sandbox::activecampaign::{ContactSeed, LineSeed, OrderSeed};
use sandbox::{Action, Vendor};
use serde_json::json;

use super::Bench;

async fn page(bench: &Bench, query: &str) -> String {
    let url = format!("{}/{query}", bench.running.base_url);
    let response = bench.http.get(url).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

#[tokio::test]
async fn what_the_account_holds_is_shown_and_escaped() {
    let bench = Bench::new().await;
    bench
        .account()
        .add_contact(&ContactSeed::new("a@example.com").named("<script>alert(1)</script>", "Ek"));
    bench.account().add_order(&OrderSeed {
        email: "a@example.com".to_owned(),
        lines: vec![LineSeed::new("TEA-100", "Tea & more", 1, Decimal::new(1250, 2))],
        ..OrderSeed::default()
    });
    let html = page(&bench, "?tab=activecampaign").await;
    assert!(
        !html.contains("<script"),
        "nothing that came from outside is markup"
    );
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    assert!(html.contains("TEA-100") && html.contains("12.50 SEK"));
    assert!(!html.contains("http-equiv=\"refresh\""));
    assert!(
        page(&bench, "?refresh=1")
            .await
            .contains("http-equiv=\"refresh\"")
    );
}

#[tokio::test]
async fn eaccounting_is_what_one_sees_first() {
    let bench = Bench::new().await;
    let html = page(&bench, "").await;
    for title in ["Customers", "Orders", "Quotes", "Invoices"] {
        assert!(html.contains(title), "{title}");
    }
}

#[tokio::test]
async fn an_order_is_shown_with_its_rows_its_vat_and_its_total() {
    let bench = Bench::new().await;
    let books = bench.sandbox().eaccounting();
    let customer = books
        .add_customer(json!({"Name": "Björkskog Bygg AB", "IsPrivatePerson": false}))
        .unwrap();
    let article = books
        .add_article(json!({"Number": "TEA-100", "Name": "Green tea"}))
        .unwrap();
    let rows = json!([{
        "LineNumber": 1, "ArticleId": article["Id"], "ArticleNumber": "TEA-100", "Text": "Green tea", "IsTextRow": false,
        "Quantity": 2, "UnitPrice": 40, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
    }]);
    let quoted = json!([{"ArticleId": article["Id"], "Text": "Green tea", "Quantity": 2, "UnitPrice": 40}]);
    books
        .add_quote(json!({"CustomerId": customer["Id"], "Rows": quoted, "Status": 2}))
        .unwrap();
    books
        .add_order(json!({"CustomerId": customer["Id"], "BuyersOrderReference": "1001", "Rows": rows}))
        .unwrap();
    let html = page(&bench, "").await;
    for shown in [
        "Björkskog Bygg AB",
        "Order 1",
        "1001",
        "TEA-100",
        "40.00",
        "25 %",
        "80.00",
        "20.00",
        "100.00 SEK",
    ] {
        assert!(html.contains(shown), "{shown} is missing from {html}");
    }
    assert_eq!(
        html.matches("100.00 SEK").count(),
        2,
        "the order and the quote, both with VAT"
    );
}

#[tokio::test]
async fn the_page_leads_to_what_the_sandbox_can_do() {
    let bench = Bench::new().await;
    let html = page(&bench, "").await;
    assert!(html.contains("href=\"/help\""), "{html}");
    let url = format!("{}/help", bench.running.base_url);
    let help = bench.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(help.contains("## The control API"), "{help}");
}

#[tokio::test]
async fn a_fault_is_armed_from_the_page_and_the_call_it_met_is_shown() {
    let bench = Bench::new().await;
    let form = "vendor=activecampaign&matcher=GET+%2Fusers%2Fme&kind=commit_then_fail&status=502&times=2";
    let url = format!("{}/faults", bench.running.base_url);
    let request = bench
        .http
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let response = request.send().await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            response.headers()["location"].to_str().unwrap()
        ),
        (303, "/?tab=calls")
    );
    let armed = bench.sandbox().faults().all();
    assert_eq!((armed[0].vendor, armed[0].times), (Vendor::ActiveCampaign, 2));
    assert_eq!(armed[0].action, Action::CommitThenFail { status: 502 });
    assert_eq!(bench.get("users/me").await.0, 502);
    bench.post("contacts", json!({"contact": {"mail": "x"}})).await;
    let html = page(&bench, "?tab=calls").await;
    assert!(html.contains("GET /users/me") && html.contains("commit, then fail 502"));
    assert!(html.contains("Not as documented"));
    let cleared = bench
        .http
        .post(format!("{}/faults/clear", bench.running.base_url))
        .send()
        .await
        .unwrap();
    assert_eq!(cleared.status(), 303);
    assert!(bench.sandbox().faults().all().is_empty());
}
