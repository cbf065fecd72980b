use super::*;

async fn quote(bench: &Bench) -> Value {
    let customer = bench.customer(json!({}));
    let rows = json!([
        {"ArticleId": bench.article("FRAKT25")["Id"], "UnitPrice": 100, "Quantity": 2, "Text": "Shipping"},
        {"Text": "Thank you"},
    ]);
    let body = json!({
        "CustomerId": customer["Id"], "Rows": rows, "BuyersOrderReference": "Q-1",
        "CompanyReference": "Ours", "CustomerReference": "Yours",
    });
    bench.created("/quotes", body).await
}

fn at(quote: &Value, action: &str) -> String {
    format!("/quotes/{}{action}", quote["Id"].as_str().unwrap())
}

#[tokio::test]
async fn an_accepted_quote_becomes_an_order_once() {
    let bench = Bench::new();
    let quote = quote(&bench).await;
    assert_eq!(
        (&quote["Status"], &quote["TotalAmount"]),
        (&json!(1), &json!(200))
    );
    assert_eq!(
        bench.call("PUT", &at(&quote, "/accept"), None).await,
        (200, Value::Null)
    );
    let accepted = bench.get(&at(&quote, "")).await;
    assert_eq!(
        (&accepted["Status"], &accepted["ApprovedDate"]),
        (&json!(2), &json!("2026-11-23T12:00:00.000Z"))
    );
    let order = bench
        .created(&at(&quote, "/converttoorder"), json!({"Type": 1}))
        .await;
    assert_eq!(order["CreatedFromQuoteId"], quote["Id"]);
    assert_eq!((&order["Status"], &order["Number"]), (&json!(2), &json!(1)));
    assert_eq!(
        (&order["OurReference"], &order["YourReference"]),
        (&json!("Ours"), &json!("Yours"))
    );
    assert_eq!(order["BuyersOrderReference"], "Q-1");
    assert_eq!(order["Amount"], quote["TotalAmount"]);
    assert_eq!(order["Rows"][1]["IsTextRow"], true);
    assert_eq!(bench.get(&at(&quote, "")).await["Status"], 4);
    let again = bench
        .refused(
            "POST",
            &at(&quote, "/converttoorder"),
            Some(json!({"Type": 1})),
            400,
        )
        .await;
    assert_eq!(again.0, 4002);
    let path = format!(
        "/orders?$filter=CreatedFromQuoteId%20eq%20{}",
        quote["Id"].as_str().unwrap()
    );
    assert_eq!(bench.get(&path).await["Meta"]["TotalNumberOfResults"], 1);
}

#[tokio::test]
async fn type_zero_makes_a_draft() {
    let bench = Bench::new();
    let quote = quote(&bench).await;
    let order = bench
        .created(&at(&quote, "/converttoorder"), json!({"Type": 0}))
        .await;
    assert_eq!((&order["Status"], &order["Number"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn a_quote_is_accepted_once_and_then_not_changed() {
    let bench = Bench::new();
    let quote = quote(&bench).await;
    bench.call("PUT", &at(&quote, "/accept"), None).await;
    assert_eq!(
        bench.refused("PUT", &at(&quote, "/accept"), None, 400).await.0,
        4002
    );
    let read = bench.get(&at(&quote, "")).await;
    assert_eq!(
        bench.refused("PUT", &at(&quote, ""), Some(read), 400).await.0,
        4002
    );
}

#[tokio::test]
async fn an_ongoing_quote_can_be_put_as_it_was_read() {
    let bench = Bench::new();
    let quote = quote(&bench).await;
    let (status, replaced) = bench.put(&at(&quote, ""), bench.get(&at(&quote, "")).await).await;
    assert_eq!(status, 200, "{replaced}");
    assert_eq!(replaced["Number"], quote["Number"]);
    assert_eq!(replaced["TermsOfPayment"], quote["TermsOfPayment"]);
}

#[tokio::test]
async fn a_quote_is_not_delivered_before_it_is_made() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let body = json!({"CustomerId": customer["Id"], "QuoteDate": "2026-11-23", "DeliveryDate": "2026-11-22"});
    let (code, fields) = bench.refused("POST", "/quotes", Some(body), 400).await;
    assert_eq!((code, fields), (2000, vec!["DeliveryDate".to_owned()]));
    let read_only = json!({"CustomerId": customer["Id"], "Status": 2});
    assert_eq!(
        bench.refused("POST", "/quotes", Some(read_only), 400).await.1,
        ["Status"]
    );
}
