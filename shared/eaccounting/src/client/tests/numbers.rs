use super::*;

fn numbered(number: i64) -> Value {
    let mut order = order("1", OTHER_ID, "2026-11-01T10:00:00Z");
    order["Number"] = json!(number);
    order
}

#[tokio::test(start_paused = true)]
async fn a_document_is_found_by_its_number_in_one_call() {
    let World { api, client, .. } = world();
    api.on(
        "GET /orders?$page=1&$pagesize=1000&$filter=Number eq 1042",
        [Ok(answer(200, &page(&[numbered(1042)])))],
    );
    api.on(
        "GET /customerinvoices?$page=1&$pagesize=1000&$filter=InvoiceNumber eq 17",
        [Ok(answer(200, &page(&[])))],
    );
    let found = client.order_by_number(1042).await.unwrap();
    assert_eq!(found.and_then(|order| order.number), Some(1042));
    assert_eq!(client.invoice_by_number(17).await.unwrap(), None);
    assert_eq!(api.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn where_numbers_cannot_be_filtered_by_the_list_is_read_to_the_document() {
    let World { api, client, .. } = world();
    api.on("GET /orders?$page=1&$pagesize=1000&$filter", [unfilterable()]);
    let newest = |page: u32| format!("GET /orders?$page={page}&$pagesize=1000&$orderby=CreatedUtc desc");
    api.on(&newest(1), [Ok(answer(200, &page_of(1, 9, &[numbered(1043)])))]);
    api.on(&newest(2), [Ok(answer(200, &page_of(2, 9, &[numbered(1042)])))]);
    assert!(client.order_by_number(1042).await.unwrap().is_some());
    assert_eq!(api.calls().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_filter_by_number_that_is_not_heeded_finds_no_other_document() {
    let World { api, client, .. } = world();
    api.on(
        "GET /orders",
        [Ok(answer(200, &page(&[numbered(1), numbered(2)])))],
    );
    assert_eq!(client.order_by_number(1042).await.unwrap(), None);
    assert!(client.order_by_number(2).await.unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_customer_is_found_by_the_whole_number() {
    let World { api, client, .. } = world();
    let customer = |number: &str| json!({"Id": ID, "CustomerNumber": number, "IsActive": true});
    api.on(
        "GET /customers?$page=1&$pagesize=1000&$filter=CustomerNumber eq '1001'",
        [Ok(answer(200, &page(&[customer("1001"), customer("11001")])))],
    );
    let found = client.customer_by_number("1001").await.unwrap().unwrap();
    assert_eq!(found.fields.customer_number.as_deref(), Some("1001"));
}

#[tokio::test(start_paused = true)]
async fn rates_are_asked_for_by_the_day() {
    let World { api, client, .. } = world();
    let coding = json!({"Id": ID, "Name": "Food", "Type": "Goods", "VatRatePercent": 0.12, "IsActive": true});
    api.on(
        "GET /articleaccountcodings?$page=1&$pagesize=1000&vatRateDate=2026-03-15",
        [Ok(answer(200, &page(&[coding])))],
    );
    api.on(
        "GET /vatcodes?$page=1&$pagesize=1000&vatRateDate=2026-03-15",
        [Ok(answer(200, &page(&[])))],
    );
    let day = jiff::civil::date(2026, 3, 15);
    let codings = client.article_account_codings_on(day).await.unwrap();
    assert_eq!(codings[0].vat_rate_percent, "0.12".parse().unwrap());
    client.vat_codes_on(day).await.unwrap();
    let rates = json!([{"VatRateDate": "2016-01-01T00:00:00Z", "VatRate": 0.12},
        {"VatRateDate": "2026-04-01T00:00:00Z", "VatRate": 0.06}]);
    api.on(
        "GET /vatcodesrates",
        [Ok(answer(
            200,
            &page(&[json!({"Id": ID, "Code": "U1", "VatRates": rates})]),
        ))],
    );
    let rates = client.vat_code_rates().await.unwrap().remove(0).vat_rates;
    assert_eq!(rates[1].vat_rate_date, jiff::civil::date(2026, 4, 1));
}
