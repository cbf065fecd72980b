use super::*;
use crate::eaccounting::Behaviour;

async fn order(bench: &Bench, status: i64) -> Value {
    let customer = bench.customer(json!({}));
    let mut body = bench.order_body(&customer, &[("FRAKT25", 100.0, 2.0)]);
    body["Status"] = json!(status);
    bench.created("/orders", body).await
}

fn at(order: &Value, action: &str) -> String {
    format!("/orders/{}{action}", order["Id"].as_str().unwrap())
}

#[tokio::test]
async fn an_order_takes_over_what_the_customer_has() {
    let bench = Bench::new();
    let customer = bench.customer(json!({
        "Name": "Anna A", "InvoiceAddress1": "Storgatan 1", "InvoiceCountryCode": "SE",
        "DeliveryCustomerName": "Anna B", "DeliveryAddress1": "Lillgatan 2", "DeliveryCity": "Umeå",
    }));
    let mut body = bench.order_body(&customer, &[("FRAKT25", 49.0, 1.0)]);
    body["DeliveryCity"] = json!("Luleå");
    let order = bench.created("/orders", body).await;
    assert_eq!(order["CustomerName"], "Anna A");
    assert_eq!(order["CustomerNumber"], customer["CustomerNumber"]);
    assert_eq!(order["InvoiceAddress1"], "Storgatan 1");
    assert_eq!(
        (&order["DeliveryAddress1"], &order["DeliveryCity"]),
        (&json!("Lillgatan 2"), &json!("Luleå"))
    );
    assert_eq!(order["TermsOfPaymentId"], customer["TermsOfPaymentId"]);
    assert_eq!(order["OrderDate"], "2026-11-23T00:00:00Z");
    assert_eq!(order["Rows"][0]["Text"], "Frakt 25 %");
    assert_eq!(order["Rows"][0]["VatRate"], 0.25);
    assert_eq!(order.get("_Bookkeeping"), None, "the stand-in's own is not shown");
}

#[tokio::test]
async fn a_draft_has_no_number_until_it_is_ongoing() {
    let bench = Bench::new();
    let draft = order(&bench, 1).await;
    assert_eq!(draft["Number"], Value::Null);
    let ongoing = bench
        .created(&at(&draft, "/converteddrafttoorder"), json!({}))
        .await;
    assert_eq!((&ongoing["Status"], &ongoing["Number"]), (&json!(2), &json!(1)));
    assert_eq!(
        bench
            .refused("POST", &at(&draft, "/converteddrafttoorder"), None, 400)
            .await
            .0,
        4002
    );
}

#[tokio::test]
async fn an_order_goes_from_ongoing_over_shipped_to_invoiced() {
    let bench = Bench::new();
    let order = order(&bench, 2).await;
    assert_eq!(
        bench
            .refused("POST", &at(&order, "/convert"), Some(json!({})), 400)
            .await
            .0,
        4002
    );
    let shipped = bench.created(&at(&order, "/completed"), json!({})).await;
    assert_eq!(
        (&shipped["Status"], &shipped["ShippedDateTime"]),
        (&json!(3), &json!("2026-11-23T00:00:00Z"))
    );
    assert_eq!(shipped["Rows"][0]["DeliveredQuantity"], 2);
    let back = bench.created(&at(&order, "/voided"), json!({})).await;
    assert_eq!(
        (&back["Status"], &back["ShippedDateTime"]),
        (&json!(2), &Value::Null)
    );
    bench.created(&at(&order, "/completed"), json!({})).await;
    let invoice = bench.created(&at(&order, "/convert"), json!({})).await;
    assert_eq!(invoice["CreatedFromOrderId"], order["Id"]);
    assert_eq!(invoice["TotalAmount"], 200);
    assert_eq!(bench.get(&at(&order, "")).await["Status"], 4);
    assert_eq!(
        bench
            .refused("POST", &at(&order, "/convert"), Some(json!({})), 400)
            .await
            .0,
        2000
    );
    assert_eq!(
        bench.refused("POST", &at(&order, "/voided"), None, 400).await.0,
        4002
    );
}

#[tokio::test]
async fn an_invoice_is_for_what_is_delivered() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let mut body = bench.order_body(&customer, &[("FRAKT25", 100.0, 3.0)]);
    body["Status"] = json!(3);
    let undelivered = bench.created("/orders", body.clone()).await;
    assert_eq!(
        bench
            .refused("POST", &at(&undelivered, "/convert"), None, 400)
            .await
            .0,
        2000
    );
    body["Rows"][0]["DeliveredQuantity"] = json!(2);
    let order = bench.created("/orders", body).await;
    assert_eq!(
        (&order["Amount"], &order["DeliveredAmount"]),
        (&json!(300), &json!(200))
    );
    let invoice = bench.created(&at(&order, "/convert"), json!({})).await;
    assert_eq!(invoice["TotalAmountInvoiceCurrency"], 200);
}

#[tokio::test]
async fn an_order_of_texts_alone_has_nothing_to_invoice() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let mut body = bench.order_body(&customer, &[]);
    body["Status"] = json!(3);
    body["Rows"] = json!([{"LineNumber": 1, "IsTextRow": true, "IsWorkCost": false, "Text": "Hello",
                           "EligibleForReverseChargeOnVat": false}]);
    let order = bench.created("/orders", body.clone()).await;
    assert_eq!(
        bench.refused("POST", &at(&order, "/convert"), None, 400).await.0,
        4031
    );
    body["Rows"][0]["Text"] = json!("");
    assert_eq!(bench.refused("POST", "/orders", Some(body), 400).await.0, 2000);
}

#[tokio::test]
async fn whether_an_unshipped_order_can_be_invoiced_is_an_option() {
    let bench = Bench::new();
    let behaviour = Behaviour {
        converts_unshipped_orders: true,
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(behaviour);
    let order = order(&bench, 2).await;
    assert_eq!(
        bench.created(&at(&order, "/convert"), json!({})).await["TotalAmount"],
        200
    );
}

#[tokio::test]
async fn a_shipped_order_can_be_neither_changed_nor_deleted() {
    let bench = Bench::new();
    let order = order(&bench, 2).await;
    let mut read = bench.get(&at(&order, "")).await;
    read["YourReference"] = json!("Bo");
    read["Rows"].as_array_mut().unwrap()[0]["Quantity"] = json!(3);
    let (status, changed) = bench.put(&at(&order, ""), read.clone()).await;
    assert_eq!(status, 200, "{changed}");
    assert_eq!(
        (&changed["YourReference"], &changed["Amount"]),
        (&json!("Bo"), &json!(300))
    );
    assert_eq!(changed["Number"], order["Number"]);
    assert_eq!(changed["Rows"][0]["Id"], order["Rows"][0]["Id"]);
    bench.created(&at(&order, "/completed"), json!({})).await;
    assert_eq!(
        bench.refused("PUT", &at(&order, ""), Some(read), 400).await.0,
        4002
    );
    assert_eq!(bench.refused("DELETE", &at(&order, ""), None, 400).await.0, 4001);
}

#[tokio::test]
async fn what_an_order_refers_to_must_exist() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let inactive = bench.customer(json!({"IsActive": false}));
    let good = || bench.order_body(&customer, &[("FRAKT25", 49.0, 1.0)]);
    let cases: [(&str, Value, u64, &str); 7] = [
        ("/CustomerId", json!(Uuid::nil()), 3000, "CustomerId"),
        ("/CustomerId", inactive["Id"].clone(), 4002, "CustomerId"),
        ("/CurrencyCode", json!("XYZ"), 3000, "CurrencyCode"),
        ("/OrderDate", json!("2015-12-31"), 3001, "OrderDate"),
        ("/Rows/0/ArticleId", json!(Uuid::nil()), 3000, "Rows[0].ArticleId"),
        ("/Rows/0/ArticleId", Value::Null, 2000, "Rows[0].ArticleId"),
        ("/Status", json!(4), 2000, "Status"),
    ];
    for (pointer, value, code, field) in cases {
        let mut body = good();
        *body.pointer_mut(pointer).unwrap() = value;
        let (got, fields) = bench.refused("POST", "/orders", Some(body), 400).await;
        assert_eq!((got, fields), (code, vec![field.to_owned()]), "{pointer}");
    }
    let mut dateless = good();
    dateless.as_object_mut().unwrap().shift_remove("OrderDate");
    let (_, fields) = bench.refused("POST", "/orders", Some(dateless), 400).await;
    assert_eq!(fields, ["OrderDate"]);
}

#[tokio::test]
async fn unit_prices_have_two_decimals_at_home_and_four_abroad() {
    let bench = Bench::new();
    let home = bench.customer(json!({}));
    let abroad = bench.customer(json!({"InvoiceCountryCode": "NO"}));
    let (code, fields) = bench
        .refused(
            "POST",
            "/orders",
            Some(bench.order_body(&home, &[("FRAKT25", 0.125, 1.0)])),
            400,
        )
        .await;
    assert_eq!((code, fields), (2000, vec!["Rows[0].UnitPrice".to_owned()]));
    bench
        .created("/orders", bench.order_body(&abroad, &[("FRAKT25", 0.1255, 1.0)]))
        .await;
    let mut in_euro = bench.order_body(&home, &[("FRAKT25", 0.1255, 1.0)]);
    in_euro["CurrencyCode"] = json!("EUR");
    bench.created("/orders", in_euro).await;
    let too_fine = bench.order_body(&abroad, &[("FRAKT25", 0.12555, 1.0)]);
    assert_eq!(
        bench.refused("POST", "/orders", Some(too_fine), 400).await.0,
        2000
    );
}

#[tokio::test]
async fn a_row_can_be_negative_but_the_order_cannot() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let rows = [("FRAKT25", 100.0, 1.0), ("RABATT25", 40.0, -1.0)];
    assert_eq!(
        bench.created("/orders", bench.order_body(&customer, &rows)).await["Amount"],
        60
    );
    let rows = [("FRAKT25", 100.0, 1.0), ("RABATT25", 140.0, -1.0)];
    assert_eq!(
        bench
            .refused("POST", "/orders", Some(bench.order_body(&customer, &rows)), 400)
            .await
            .0,
        2000
    );
}

#[tokio::test]
async fn a_coding_without_the_account_for_the_sale_is_4024() {
    let bench = Bench::new();
    let books = bench.sandbox.eaccounting();
    let coding: Uuid = bench.article("FRAKT25")["CodingId"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let without = json!({"ForeignSalesVatExemptOutsideEuAccountNumber": null});
    books.amend("articleaccountcodings", coding, without).unwrap();
    let abroad = bench.customer(json!({"InvoiceCountryCode": "US"}));
    let body = bench.order_body(&abroad, &[("FRAKT12", 1.0, 1.0), ("FRAKT25", 1.0, 1.0)]);
    let (code, fields) = bench.refused("POST", "/orders", Some(body), 400).await;
    assert_eq!((code, fields), (4024, vec!["Rows[1].ArticleId".to_owned()]));
}

#[tokio::test]
async fn posted_totals_are_worked_out_again_unless_told_to_be_kept() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let mut body = bench.order_body(&customer, &[("FRAKT25", 100.0, 1.0)]);
    body["Amount"] = json!(1);
    body["VatAmount"] = json!(2);
    let order = bench.created("/orders", body.clone()).await;
    assert_eq!((&order["Amount"], &order["VatAmount"]), (&json!(100), &json!(20)));
    let keeps = Behaviour {
        keeps_posted_totals: true,
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(keeps);
    let order = bench.created("/orders", body).await;
    assert_eq!((&order["Amount"], &order["VatAmount"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn stock_is_reserved_by_an_ongoing_order_and_taken_by_a_shipped_one() {
    let bench = Bench::with(|options| options.demo = true);
    let customer = bench.customer(json!({}));
    let stock = || {
        let article = bench.article("CHAIR-OAK");
        ["StockBalance", "StockBalanceReserved", "StockBalanceAvailable"]
            .map(|f| article[f].as_i64().unwrap())
    };
    assert_eq!(stock(), [12, 0, 12]);
    let order = bench
        .created("/orders", bench.order_body(&customer, &[("CHAIR-OAK", 1.0, 2.0)]))
        .await;
    assert_eq!(stock(), [12, 2, 10]);
    bench.created(&at(&order, "/completed"), json!({})).await;
    assert_eq!(stock(), [10, 0, 10]);
    bench.created(&at(&order, "/voided"), json!({})).await;
    assert_eq!(stock(), [12, 2, 10]);
    bench.call("DELETE", &at(&order, ""), None).await;
    assert_eq!(stock(), [12, 0, 12]);
}

#[tokio::test]
async fn an_order_is_mailed_to_an_address_or_not_at_all() {
    let bench = Bench::new();
    let draft = order(&bench, 1).await;
    assert_eq!(
        bench
            .refused("POST", &at(&draft, "/email"), Some(json!({})), 400)
            .await
            .0,
        4002
    );
    let order = order(&bench, 2).await;
    assert_eq!(
        bench
            .refused("POST", &at(&order, "/email"), Some(json!({})), 400)
            .await
            .0,
        2000
    );
    let (status, _) = bench
        .post(&at(&order, "/email"), json!({"Email": "a@example.com"}))
        .await;
    assert_eq!(status, 200);
    let emails = &bench.sandbox.eaccounting().snapshot()["emails"];
    assert_eq!(emails[0]["DocumentId"], order["Id"]);
    assert!(!emails.to_string().contains("example.com"));
}
