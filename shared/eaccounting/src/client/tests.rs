use std::time::Duration;

use futures::future::BoxFuture;
use http::Method;
use model::{Kind, Sku};
use serde_json::{Value, json};
use transport::{SendError, Unpaced};
use uuid::Uuid;

use super::*;
use crate::odata::Filter;
use crate::testing::{Api, ID, OTHER_ID, answer, at, clock, grant, page, page_of, raw};
use crate::tokens::MemoryTokenStore;
use crate::types::{
    CustomerInvoiceDraftValidation, EmailRequest, NewCustomer, NewOrder, OrderStatus, QuoteConversionType,
    QuoteStatus, merge,
};

struct World {
    api: Arc<Api>,
    store: Arc<MemoryTokenStore>,
    client: Client,
}

fn world() -> World {
    let clock = clock();
    let api = Arc::new(Api::new());
    api.on("GET /companysettings", [Ok(answer(200, &company("c1")))]);
    let store = Arc::new(MemoryTokenStore::new(grant("r"), Arc::clone(&clock) as _));
    let config = Config {
        api_url: "https://eaccountingapi.vismaonline.com/v2".parse().unwrap(),
        identity_url: "https://identity.vismaonline.com".parse().unwrap(),
        vendor_urls: VendorUrls::Public,
    };
    let transport = Arc::clone(&api) as Arc<dyn Transport>;
    let pacer = Arc::new(Unpaced);
    let client = Client::new(
        config,
        Arc::clone(&store) as _,
        transport,
        pacer,
        clock,
        RetryPolicy::default(),
    )
    .unwrap();
    World {
        api,
        store,
        client: client.with_jitter(Arc::new(|| 0.0)),
    }
}

fn company(id: &str) -> Value {
    json!({"Name": "Shop AB", "CompanyIdentifier": id, "CountryCode": "SE"})
}

fn id() -> Uuid {
    ID.parse().unwrap()
}

fn other_id() -> Uuid {
    OTHER_ID.parse().unwrap()
}

fn order(reference: &str, customer: &str, created: &str) -> Value {
    json!({
        "Id": ID, "CustomerId": customer, "Status": 2, "Number": null, "Amount": "125.00", "VatAmount": 25,
        "BuyersOrderReference": reference, "CreatedUtc": created,
    })
}

fn new_order() -> NewOrder {
    NewOrder {
        customer_id: id(),
        currency_code: "SEK".to_owned(),
        order_date: jiff::civil::date(2026, 11, 23),
        status: OrderStatus::Ongoing,
        ..NewOrder::default()
    }
}

fn unfilterable() -> Result<Response, SendError> {
    Ok(answer(
        400,
        &json!({"ErrorCode": 6000, "DeveloperErrorMessage": "marked"}),
    ))
}

fn timed_out() -> Result<Response, SendError> {
    Err(SendError::Unclear("timed out".to_owned()))
}

fn not_sent() -> Result<Response, SendError> {
    Err(SendError::NotSent("connection refused".to_owned()))
}

#[tokio::test(start_paused = true)]
async fn a_call_carries_its_token_and_is_counted() {
    let World { api, client, .. } = world();
    api.on("GET /units", [Ok(answer(200, &page(&[])))]);
    client.units().await.unwrap();
    let request = &api.requests()[0];
    assert_eq!(request.headers[header::AUTHORIZATION], "Bearer access-1");
    assert!(request.headers[header::AUTHORIZATION].is_sensitive());
    assert_eq!(client.calls(), 1);
}

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
    assert_eq!(client.calls(), u64::from(MOST_PAGES));
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
async fn reads_are_tried_again_and_a_creation_is_not() {
    for fault in [
        timed_out(),
        Ok(raw(500, "")),
        Ok(raw(503, "")),
        Ok(answer(500, &json!({"ErrorCode": 5000}))),
    ] {
        let World { api, client, .. } = world();
        api.on("GET /units", [fault.clone(), Ok(answer(200, &page(&[])))]);
        client.units().await.unwrap();
        api.on("POST /orders", [fault.clone()]);
        let error = client.create_order(&new_order()).await.unwrap_err();
        assert!(error.is_unclear(), "{fault:?}");
        let problem = error.problem("order 1001");
        assert_eq!(
            (problem.code, problem.kind),
            (Code::UNCLEAR_OUTCOME, Kind::Ambiguous)
        );
        assert!(problem.message.contains("order 1001"));
        assert_eq!(
            api.calls().iter().filter(|call| call.starts_with("POST")).count(),
            1,
            "{fault:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_certainly_had_no_effect_is_tried_again() {
    let World { api, client, .. } = world();
    let created = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
    api.on(
        "POST /orders",
        [not_sent(), Ok(raw(429, "")), Ok(answer(201, &created))],
    );
    let order = client.create_order(&new_order()).await.unwrap();
    assert_eq!(
        (order.number, order.amount.to_string().as_str()),
        (None, "125.00")
    );
    assert_eq!(client.calls(), 4, "the company, and three attempts");
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_answer_cannot_be_read_is_unclear() {
    for body in ["", "null", "<html>", "{}", r#"{"Id":"marked"}"#] {
        let World { api, client, .. } = world();
        api.on("POST /orders", [Ok(raw(201, body))]);
        let error = client.create_order(&new_order()).await.unwrap_err();
        assert!(error.is_unclear(), "{body}");
        assert!(!format!("{error} {error:?}").contains("marked"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_changes_nothing_that_must_be_known_may_answer_nothing() {
    let World { api, client, .. } = world();
    api.on(
        "POST /orders/6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e/completed",
        [Ok(raw(200, ""))],
    );
    api.on(
        "POST /orders/6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e/email",
        [Ok(raw(200, ""))],
    );
    assert_eq!(client.complete_order(id()).await.unwrap(), None);
    client.email_order(id(), &EmailRequest::default()).await.unwrap();
    assert_eq!(api.last_body(), json!({}));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_told_with_its_remedy_and_not_tried_again() {
    let World { api, client, .. } = world();
    let body = json!({"ErrorCode": 4024, "DeveloperErrorMessage": "marked", "ErrorId": ID});
    api.on("POST /orders", [Ok(answer(400, &body))]);
    let error = client.create_order(&new_order()).await.unwrap_err();
    let problem = error.problem("order 1001");
    assert_eq!(problem.code, Code::ACCOUNT_MISSING);
    assert!(problem.remedy.contains("Article account codings"));
    assert!(problem.message.contains(ID) && !problem.message.contains("marked"));
    assert_eq!(api.calls(), ["POST /orders"]);
}

#[tokio::test(start_paused = true)]
async fn a_duplicate_is_told_apart() {
    let World { api, client, .. } = world();
    api.on("POST /customers", [Ok(answer(409, &json!({"ErrorCode": 4000})))]);
    let error = client.create_customer(&NewCustomer::default()).await.unwrap_err();
    assert!(error.is_duplicate() && !error.is_unclear());
}

#[tokio::test(start_paused = true)]
async fn a_long_wait_is_left_to_the_queue_and_a_short_one_is_waited_out() {
    let World { api, client, .. } = world();
    let limit = |seconds: u32| {
        let text = format!(
            "API calls quota exceeded! maximum admitted 600 per Minute. Try again in {seconds} seconds."
        );
        Ok(answer(
            429,
            &json!({"ErrorCode": 4010, "DeveloperErrorMessage": text}),
        ))
    };
    api.on("GET /units", [limit(2), Ok(answer(200, &page(&[]))), limit(55)]);
    let before = tokio::time::Instant::now();
    client.units().await.unwrap();
    assert!(before.elapsed() >= Duration::from_secs(2));
    let problem = client.units().await.unwrap_err().problem("");
    assert_eq!(
        (problem.code, problem.wait),
        (Code::EACCOUNTING_RATE_LIMIT, Some(Duration::from_secs(55)))
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_once() {
    let World { api, client, .. } = world();
    let created = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
    api.on("POST /orders", [Ok(raw(401, "")), Ok(answer(201, &created))]);
    client.create_order(&new_order()).await.unwrap();
    assert_eq!(api.identity.asked(), 2);
    let tokens: Vec<_> = api
        .requests()
        .iter()
        .filter(|request| request.method == Method::POST)
        .map(|request| {
            request.headers[header::AUTHORIZATION]
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(tokens, ["Bearer access-1", "Bearer access-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_twice_needs_a_person() {
    let World { api, client, .. } = world();
    api.on("GET /units", [Ok(raw(401, ""))]);
    let problem = client.units().await.unwrap_err().problem("");
    assert_eq!(
        (problem.code, problem.kind),
        (Code::EACCOUNTING_REAUTHORISE, Kind::Disconnected)
    );
    assert_eq!(client.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_company_is_compared_once_for_each_token_and_before_the_first_write() {
    let World { api, client, store } = world();
    let created = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
    api.on("POST /orders", [Ok(answer(201, &created))]);
    api.on("GET /units", [Ok(answer(200, &page(&[])))]);
    client.units().await.unwrap();
    assert_eq!(client.calls(), 1, "a read compares nothing");
    client.create_order(&new_order()).await.unwrap();
    client.create_order(&new_order()).await.unwrap();
    assert_eq!(client.calls(), 4);
    assert_eq!(
        store.grant().company.unwrap().id,
        "c1",
        "a grant without a company is bound to the first one"
    );
    client.verify_company().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn another_company_behind_a_new_grant_is_refused_before_any_write() {
    let World { api, client, store } = world();
    let mut bound = grant("r");
    bound.company = Some(CompanyBinding {
        id: "c2".to_owned(),
        name: "First AB".to_owned(),
    });
    store.store(&bound).await.unwrap();
    let error = client.create_order(&new_order()).await.unwrap_err();
    let problem = Problem::from(error);
    assert_eq!(
        (problem.code, problem.kind),
        (Code::EACCOUNTING_OTHER_COMPANY, Kind::Disconnected)
    );
    let verified = client.verify_company().await.map_err(Problem::from);
    assert_eq!(verified.unwrap_err().code, Code::EACCOUNTING_OTHER_COMPANY);
    assert_eq!(api.calls(), Vec::<String>::new());
    // A person who means it binds the connection to the new one.
    client.bind_company().await.unwrap();
    assert_eq!(client.verify_company().await.unwrap().identity(), Some("c1"));
}

#[tokio::test(start_paused = true)]
async fn a_company_that_cannot_be_read_is_no_leave_to_write() {
    let World { api, client, .. } = world();
    api.replace("GET /companysettings", [timed_out()]);
    let error = client.create_order(&new_order()).await.unwrap_err();
    assert!(!error.is_unclear(), "nothing was sent that creates");
    assert_eq!(api.calls(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn an_update_puts_everything_that_was_read_and_can_be_repeated() {
    let World { api, client, .. } = world();
    let current = json!({
        "Id": ID, "Name": "Anna", "IsActive": true, "IsPrivatePerson": true, "InvoiceCity": "Umeå", "InvoicePostalCode": "1",
        "TermsOfPaymentId": OTHER_ID, "Note": "kept", "UnpaidInvoicesAmount": 1.5, "New2027": 1,
    });
    api.on(&format!("GET /customers/{ID}"), [Ok(answer(200, &current))]);
    api.on(&format!("PUT /customers/{ID}"), [timed_out(), Ok(raw(200, ""))]);
    let read = client.customer(id()).await.unwrap().unwrap();
    let (merged, changed) = merge(&read, json!({"InvoiceCity": "Luleå"}).as_object().unwrap()).unwrap();
    assert_eq!(changed, ["InvoiceCity"]);
    assert_eq!(client.update_customer(read.id, &merged).await.unwrap(), None);
    let sent = api.last_body();
    assert_eq!(
        sent,
        json!({
            "Name": "Anna", "IsActive": true, "IsPrivatePerson": true, "InvoiceCity": "Luleå", "InvoicePostalCode": "1",
            "TermsOfPaymentId": OTHER_ID, "Note": "kept", "New2027": 1,
        })
    );
}

#[tokio::test(start_paused = true)]
async fn money_is_sent_as_numbers() {
    let World { api, client, .. } = world();
    let mut wanted = new_order();
    wanted.rows = vec![crate::types::NewOrderRow {
        line_number: 1,
        unit_price: Some("199.90".parse().unwrap()),
        quantity: Some("2".parse().unwrap()),
        discount_percentage: Some("0.1234".parse().unwrap()),
        ..Default::default()
    }];
    api.on(
        "POST /orders",
        [Ok(answer(201, &order("1", OTHER_ID, "2026-11-23T10:00:00Z")))],
    );
    client.create_order(&wanted).await.unwrap();
    insta::assert_json_snapshot!(api.last_body(), @r#"
    {
      "CustomerId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
      "CurrencyCode": "SEK",
      "EuThirdParty": false,
      "OrderDate": "2026-11-23",
      "Status": 2,
      "Rows": [
        {
          "LineNumber": 1,
          "IsTextRow": false,
          "UnitPrice": 199.9,
          "DiscountPercentage": 0.1234,
          "Quantity": 2.0,
          "IsWorkCost": false,
          "EligibleForReverseChargeOnVat": false
        }
      ],
      "RotReducedInvoicingType": 0,
      "ReverseChargeOnConstructionServices": false
    }
    "#);
}

#[tokio::test(start_paused = true)]
async fn a_draft_is_converted_with_the_totals_that_are_expected() {
    let World { api, client, .. } = world();
    let invoice = json!({"Id": ID, "CustomerId": OTHER_ID, "TotalAmount": 125, "InvoiceNumber": "17"});
    api.on(
        &format!("POST /customerinvoicedrafts/{ID}/convert"),
        [Ok(answer(201, &invoice))],
    );
    let expected = CustomerInvoiceDraftValidation {
        total_amount_invoice_currency: Some("125.00".parse().unwrap()),
        ..Default::default()
    };
    let invoice = client.convert_invoice_draft(id(), &expected).await.unwrap();
    assert_eq!(invoice.invoice_number, Some(17));
    assert_eq!(api.last_body(), json!({"TotalAmountInvoiceCurrency": 125.0}));
}

#[tokio::test(start_paused = true)]
async fn a_draft_that_is_gone_is_as_good_as_deleted() {
    let World { api, client, .. } = world();
    api.on(
        "DELETE /customerinvoicedrafts",
        [Ok(answer(404, &json!({"ErrorCode": 3000})))],
    );
    client.delete_invoice_draft(id()).await.unwrap();
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
    assert_eq!(client.calls(), 1);
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
    assert_eq!(client.calls(), 1);
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
async fn where_the_reference_cannot_be_filtered_by_the_customers_orders_are_read_and_that_is_remembered() {
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
    let calls = client.calls();
    client.find_order("1001", other_id(), None).await.unwrap();
    assert_eq!(client.calls(), calls + 1, "what is refused is not tried again");
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
    assert_eq!(client.calls(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_orders_can_be_filtered_by_is_found_out() {
    for (reference, customer, expected) in [
        (Ok(answer(200, &page(&[]))), None, OrderLookup::Filterable),
        (
            unfilterable(),
            Some(Ok(answer(200, &page(&[])))),
            OrderLookup::ScanCustomer,
        ),
        (unfilterable(), Some(unfilterable()), OrderLookup::ScanNewest),
        (
            Ok(answer(200, &page(&[order("x", ID, "2026-11-20T10:00:00Z")]))),
            Some(Ok(answer(200, &page(&[order("x", ID, "2026-11-20T10:00:00Z")])))),
            OrderLookup::ScanNewest,
        ),
    ] {
        let World { api, client, .. } = world();
        api.on(
            "GET /orders?$page=1&$pagesize=1&$filter=BuyersOrderReference",
            [reference],
        );
        if let Some(customer) = customer {
            api.on("GET /orders?$page=1&$pagesize=1&$filter=CustomerId", [customer]);
        }
        assert_eq!(client.order_filter_capability().await.unwrap(), expected);
    }
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

/// A pacer without a place.
struct Full;

impl Pacer for Full {
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        assert_eq!(pace.vendor, "eaccounting");
        assert!(pace.endpoint.starts_with("GET /"));
        Box::pin(async { Err(SendError::Unclear("the pacing store failed".to_owned())) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_place_within_the_limit_was_not_sent() {
    let World { mut client, api, .. } = world();
    client.pacer = Arc::new(Full);
    let error = client.create_order(&new_order()).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }));
    assert_eq!(api.requests().len(), 0);
}

#[test]
fn urls_that_may_not_be_called_are_refused() {
    let clock = clock();
    let store = Arc::new(MemoryTokenStore::new(grant("r"), Arc::clone(&clock) as _));
    let config = Config {
        api_url: "http://127.0.0.1:1/v2".parse().unwrap(),
        identity_url: "https://identity.vismaonline.com".parse().unwrap(),
        vendor_urls: VendorUrls::Public,
    };
    let refused = Client::new(
        config,
        store,
        Arc::new(Api::new()),
        Arc::new(Unpaced),
        clock,
        RetryPolicy::default(),
    );
    assert_eq!(Problem::from(refused.unwrap_err()).code, Code::SETTINGS_INVALID);
}

#[tokio::test(start_paused = true)]
async fn a_client_works_across_threads() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let World { api, client, .. } = world();
    api.on(
        "POST /orders",
        [Ok(answer(201, &order("1", OTHER_ID, "2026-11-23T10:00:00Z")))],
    );
    api.on("GET /orders?", [Ok(answer(200, &page(&[])))]);
    let wanted = new_order();
    is_send(client.create_order(&wanted)).await.unwrap();
    is_send(client.find_order("1", id(), None)).await.unwrap();
    is_send(client.order_from_quote(id())).await.ok();
    is_send(client.bind_company()).await.unwrap();
}
