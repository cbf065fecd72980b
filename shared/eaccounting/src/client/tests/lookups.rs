use super::*;

#[tokio::test(start_paused = true)]
async fn a_list_is_read_to_its_last_page() {
    let World { api, client, .. } = world();
    let unit = |name: &str| json!({"Id": ID, "Name": name});
    api.on(
        "GET /units?$page=1&$pagesize=1000",
        [Ok(answer(200, &page_of(1, 2, &[unit("a"), unit("b")])))],
    );
    api.on(
        "GET /units?$page=2&$pagesize=1000",
        [Ok(answer(200, &page_of(2, 2, &[unit("c")])))],
    );
    let names: Vec<_> = client
        .units()
        .await
        .unwrap()
        .into_iter()
        .filter_map(|unit| unit.name)
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test(start_paused = true)]
async fn a_list_without_an_end_is_an_error_and_not_endless() {
    let World { api, client, .. } = world();
    api.on(
        "GET /units",
        [Ok(answer(200, &page_of(1, 1_000_000, &[json!({"Id": ID})])))],
    );
    assert!(matches!(client.units().await, Err(Error::Inconclusive { .. })));
    assert_eq!(api.calls().len(), usize::try_from(MOST_PAGES).unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_customer_is_looked_up_by_address_without_case() {
    let World { api, client, .. } = world();
    let customer = |address: &str| json!({"Id": ID, "EmailAddress": address, "IsActive": true});
    api.on(
        "GET /customers?$page=1&$pagesize=1000&$filter=EmailAddress eq 'o''hara@example.com'",
        [Ok(answer(
            200,
            &page(&[customer("O'Hara@Example.com"), customer("another@example.com")]),
        ))],
    );
    let found = client
        .customers_by_email(&"O'HARA@example.com".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failed_look_up_is_an_error_and_never_an_empty_list() {
    for fault in [
        timed_out(),
        not_sent(),
        Ok(raw(503, "")),
        Ok(raw(200, "")),
        Ok(raw(200, "<html>")),
        Ok(raw(404, "<html>")),
    ] {
        let World { api, client, .. } = world();
        api.on("GET /customers", [fault.clone()]);
        assert!(
            client
                .customers_by(&Filter::eq("CustomerNumber", "1"))
                .await
                .is_err(),
            "{fault:?}"
        );
        assert!(client.customer(id()).await.is_err(), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_eaccountings_own_word_makes_a_record_missing() {
    for (response, missing) in [
        (answer(404, &json!({"ErrorCode": 3000})), true),
        (raw(404, ""), true),
        (raw(404, "<html>"), false),
        (answer(403, &json!({"ErrorCode": 4011})), false),
    ] {
        let World { api, client, .. } = world();
        api.on("GET /customers/", [Ok(response)]);
        let found = client.customer(id()).await;
        assert_eq!(matches!(found, Ok(None)), missing, "{found:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn articles_are_asked_for_together_and_found_once() {
    let World { api, client, .. } = world();
    let article =
        json!({"Id": ID, "Number": "A1", "CodingId": OTHER_ID, "IsActive": true, "StockBalance": "3"});
    api.on(
        "GET /articles?$page=1&$pagesize=1000&$filter=Number eq 'A1' or Number eq 'a1' or Number eq 'b''2'",
        [Ok(answer(200, &page(&[article.clone(), article])))],
    );
    let wanted: Vec<Sku> = ["b'2", "A1", "a1", "A1"]
        .iter()
        .map(|sku| sku.parse().unwrap())
        .collect();
    let found = client.articles_by_numbers(&wanted).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].stock_balance, 3.into());
    assert_eq!(client.articles_by_numbers(&[]).await.unwrap().len(), 0);
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_article_number_is_matched_exactly_before_it_is_matched_without_case() {
    let World { api, client, .. } = world();
    let article =
        |id: &str, number: &str| json!({"Id": id, "Number": number, "CodingId": OTHER_ID, "IsActive": true});
    api.on(
        "GET /articles",
        [Ok(answer(
            200,
            &page(&[article(OTHER_ID, "a1"), article(ID, "A1"), article(ID, "B")]),
        ))],
    );
    let found = |sku: &str| {
        let sku: Sku = sku.parse().unwrap();
        let client = &client;
        async move {
            client
                .article_by_number(&sku)
                .await
                .unwrap()
                .map(|article| article.number)
        }
    };
    assert_eq!(found("A1").await.as_deref(), Some("A1"));
    assert_eq!(found("b").await.as_deref(), Some("B"));
    assert_eq!(found("C").await, None);
}

const BY_REFERENCE: &str = "GET /orders?$page=1&$pagesize=1000&$filter=BuyersOrderReference";
const BY_CUSTOMER: &str =
    "GET /orders?$page=1&$pagesize=1000&$filter=CustomerId eq 11111111-1111-4111-8111-111111111111";

#[tokio::test(start_paused = true)]
async fn an_order_is_found_by_its_reference_and_customer_in_one_call() {
    let World { api, client, .. } = world();
    let orders = [
        order("1001", ID, "2026-11-20T10:00:00Z"),
        order("1001", OTHER_ID, "2026-11-22T10:00:00Z"),
        order(" 1001 ", OTHER_ID, "2026-11-21T10:00:00Z"),
    ];
    api.on(
        &format!("{BY_REFERENCE} eq '1001'"),
        [Ok(answer(200, &page(&orders)))],
    );
    let found = client
        .find_order("1001", other_id(), None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        found.created_utc,
        Some(at("2026-11-21T10:00:00Z")),
        "the oldest of the customer's"
    );
    assert_eq!(api.calls().len(), 1);
    api.on(
        &format!("{BY_REFERENCE} eq '1002'"),
        [Ok(answer(200, &page(&[])))],
    );
    assert!(
        client
            .find_order("1002", other_id(), None)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_reference_filter_the_customers_orders_are_read_from_then_on() {
    // Refused, and silently ignored.
    for reference_answer in [
        unfilterable(),
        Ok(answer(200, &page(&[order("7", ID, "2026-11-20T10:00:00Z")]))),
    ] {
        let World { api, client, .. } = world();
        api.on(BY_REFERENCE, [reference_answer]);
        let orders = [
            order("1002", OTHER_ID, "2026-11-22T10:00:00Z"),
            order("1001", OTHER_ID, "2026-11-21T10:00:00Z"),
        ];
        api.on(BY_CUSTOMER, [Ok(answer(200, &page(&orders)))]);
        assert!(
            client
                .find_order("1001", other_id(), None)
                .await
                .unwrap()
                .is_some()
        );
        assert!(
            client
                .find_order("1003", other_id(), None)
                .await
                .unwrap()
                .is_none()
        );
        let calls = api.calls();
        assert_eq!(calls.len(), 3, "{calls:?}");
        assert!(calls[1].ends_with("&$orderby=CreatedUtc desc"));
    }
}

#[tokio::test(start_paused = true)]
async fn where_nothing_can_be_filtered_by_all_orders_are_read() {
    let World { api, client, .. } = world();
    api.on("GET /orders?$page=1&$pagesize=1000&$filter", [unfilterable()]);
    api.on("GET /orders?$page=1&$pagesize=1000&$orderby", [unfilterable()]);
    let orders = [
        order("1001", ID, "2026-11-22T10:00:00Z"),
        order("1001", OTHER_ID, "2026-11-21T10:00:00Z"),
    ];
    api.on(
        "GET /orders?$page=1&$pagesize=1000",
        [Ok(answer(200, &page(&orders)))],
    );
    let found = client
        .find_order("1001", other_id(), None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.customer_id, other_id());
    let calls = api.calls().len();
    client.find_order("1001", other_id(), None).await.unwrap();
    assert_eq!(api.calls().len(), calls + 1, "what is refused is not tried again");
}

#[tokio::test(start_paused = true)]
async fn a_scan_stops_where_the_order_cannot_be_and_not_before() {
    let World { api, client, .. } = world();
    api.on(BY_REFERENCE, [unfilterable()]);
    let on_page = |number: u32| BY_CUSTOMER.replace("$page=1", &format!("$page={number}"));
    let page_with = |number: u32, created: &str| {
        Ok(answer(
            200,
            &page_of(number, 90, &[order("x", OTHER_ID, created)]),
        ))
    };
    api.on(&on_page(1), [page_with(1, "2026-11-22T10:00:00Z")]);
    api.on(&on_page(2), [page_with(2, "2026-11-21T09:00:00Z")]);
    // The second page ends a day and an hour before; the third one would fail the test.
    let since = Some(at("2026-11-22T10:00:00Z"));
    assert!(
        client
            .find_order("1001", other_id(), since)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test(start_paused = true)]
async fn a_scan_that_sees_not_everything_is_no_proof() {
    let World { api, client, .. } = world();
    api.on(BY_REFERENCE, [unfilterable()]);
    // Not in the order that was asked for, so that it may not stop early.
    api.on(
        "GET /orders?",
        [Ok(answer(
            200,
            &page_of(
                1,
                90,
                &[
                    order("x", OTHER_ID, "2020-01-01T00:00:00Z"),
                    order("x", OTHER_ID, "2021-01-01T00:00:00Z"),
                ],
            ),
        ))],
    );
    let error = client
        .find_order("1001", other_id(), Some(at("2026-11-22T10:00:00Z")))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Inconclusive { .. }));
    assert_eq!(error.problem("order 1001").kind, Kind::NeedsPerson);
}

#[tokio::test(start_paused = true)]
async fn a_failing_look_up_is_not_taken_for_a_missing_filter() {
    let World { api, client, .. } = world();
    api.on(BY_REFERENCE, [Ok(answer(400, &json!({"ErrorCode": 4002})))]);
    assert!(client.find_order("1001", other_id(), None).await.is_err());
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_another_process_has_found_out_is_not_tried_again() {
    let World { api, client, .. } = world();
    api.on(BY_REFERENCE, [unfilterable()]);
    api.on(BY_CUSTOMER, [Ok(answer(200, &page(&[])))]);
    client.find_order("1001", other_id(), None).await.unwrap();
    let refusals = client.refusals();
    assert_eq!(
        refusals.iter().collect::<Vec<_>>(),
        ["orders BuyersOrderReference"]
    );

    let World { api, client, .. } = world();
    client.learn(refusals);
    api.on(BY_CUSTOMER, [Ok(answer(200, &page(&[])))]);
    client.find_order("1001", other_id(), None).await.unwrap();
    assert_eq!(api.calls().len(), 1, "{:?}", api.calls());
}

#[tokio::test(start_paused = true)]
async fn accepted_quotes_are_found_whether_or_not_status_can_be_filtered_by() {
    let quote = |status: i32| json!({"Id": ID, "CustomerId": OTHER_ID, "Status": status, "TotalAmount": 100});
    for filter_answer in [unfilterable(), Ok(answer(200, &page(&[quote(1), quote(2)])))] {
        let World { api, client, .. } = world();
        api.on(
            "GET /quotes?$page=1&$pagesize=1000&$filter=Status eq 2",
            [filter_answer],
        );
        api.on(
            "GET /quotes?$page=1&$pagesize=1000",
            [Ok(answer(200, &page(&[quote(1), quote(2), quote(4)])))],
        );
        let found = client.quotes_with_status(QuoteStatus::Approved).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].status, QuoteStatus::Approved);
    }
}

#[tokio::test(start_paused = true)]
async fn a_quote_is_converted_and_its_order_found_again() {
    let World { api, client, .. } = world();
    let mut made = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
    made["CreatedFromQuoteId"] = ID.into();
    api.on(
        &format!("POST /quotes/{ID}/converttoorder"),
        [Ok(answer(200, &made))],
    );
    client
        .convert_quote_to_order(id(), QuoteConversionType::Order)
        .await
        .unwrap();
    assert_eq!(api.last_body(), json!({"Type": 1}));
    api.on(
        "GET /orders?$page=1&$pagesize=1000&$filter=CreatedFromQuoteId",
        [unfilterable()],
    );
    let quote = json!({"Id": ID, "CustomerId": OTHER_ID, "Status": 4, "TotalAmount": 1, "CreatedUtc": "2026-11-01T00:00:00"});
    api.on(&format!("GET /quotes/{ID}"), [Ok(answer(200, &quote))]);
    api.on(
        BY_CUSTOMER,
        [Ok(answer(
            200,
            &page(&[order("1", OTHER_ID, "2026-11-23T11:00:00Z"), made]),
        ))],
    );
    let found = client.order_from_quote(id()).await.unwrap().unwrap();
    assert_eq!(found.buyers_order_reference.as_deref(), Some("1001"));
    api.on(&format!("GET /quotes/{OTHER_ID}"), [Ok(raw(503, ""))]);
    assert!(
        client.order_from_quote(other_id()).await.is_err(),
        "a quote that cannot be read proves nothing"
    );
}

#[tokio::test(start_paused = true)]
async fn invoices_are_limited_in_time_by_the_parameter_that_is_documented() {
    let World { api, client, .. } = world();
    let invoice =
        json!({"Id": ID, "CustomerId": OTHER_ID, "TotalAmount": 1, "CreatedUtc": "2026-11-23T00:00:00Z"});
    api.on("GET /customerinvoices", [Ok(answer(200, &page(&[invoice])))]);
    let found = client
        .newest_invoices(other_id(), Some(at("2026-11-22T10:00:00Z")))
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert!(
        api.calls()[0].ends_with("&modifiedSinceUtc=2026-11-21T10:00:00.000Z"),
        "{:?}",
        api.calls()
    );
}
