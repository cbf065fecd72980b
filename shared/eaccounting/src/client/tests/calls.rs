use super::*;

#[tokio::test(start_paused = true)]
async fn a_call_carries_its_token_and_is_counted() {
    let World { api, client, .. } = world();
    api.on("GET /units", [Ok(answer(200, &page(&[])))]);
    client.units().await.unwrap();
    let request = &api.requests()[0];
    assert_eq!(request.headers[header::AUTHORIZATION], "Bearer access-1");
    assert!(request.headers[header::AUTHORIZATION].is_sensitive());
    assert_eq!(api.calls().len(), 1);
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
        assert!(error.is_outcome_unknown(), "{fault:?}");
        let problem = error.problem("order 1001");
        assert_eq!(problem.vendor, Some(model::Vendor::Eaccounting));
        assert_eq!(
            (problem.code, problem.kind),
            (Code::OUTCOME_UNKNOWN, Kind::InDoubt)
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
    assert_eq!(api.calls().len(), 3, "attempts, beside the look at the company");
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_answer_cannot_be_read_is_unclear() {
    for body in ["", "null", "<html>", "{}", r#"{"Id":"marked"}"#] {
        let World { api, client, .. } = world();
        api.on("POST /orders", [Ok(raw(201, body))]);
        let error = client.create_order(&new_order()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{body}");
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
    assert!(error.is_duplicate() && !error.is_outcome_unknown());
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
        (Code::EACCOUNTING_REAUTHORIZE, Kind::Disconnected)
    );
    assert_eq!(api.calls().len(), 2);
}

/// A pacer without a place.
struct Full;

impl RateLimiter for Full {
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        assert_eq!(pace.vendor, "eaccounting");
        assert!(pace.endpoint.starts_with("GET /"));
        Box::pin(async { Err(SendError::OutcomeUnknown("the pacing store failed".to_owned())) })
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
        vendor_urls: UrlPolicy::Public,
    };
    let refused = Client::new(
        config,
        store,
        Arc::new(Api::new()),
        Arc::new(NoLimit),
        clock,
        RetryPolicy::default(),
    );
    let problem = Problem::from(refused.unwrap_err());
    assert_eq!((problem.code, problem.vendor), (Code::SETTINGS_INVALID, None));
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

#[tokio::test(start_paused = true)]
async fn a_creation_that_answers_no_more_than_an_id_is_read_by_it() {
    for stub in [json!({"Id": ID}), json!(ID), json!({"Id": ID, "Number": 7})] {
        let World { api, client, .. } = world();
        api.on("POST /orders", [Ok(answer(201, &stub))]);
        let whole = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
        let gone = json!({"ErrorCode": 3000});
        api.on(
            &format!("GET /orders/{ID}"),
            [Ok(answer(200, &whole)), Ok(answer(404, &gone))],
        );
        let made = client.create_order(&new_order()).await.unwrap();
        assert_eq!(made.buyers_order_reference.as_deref(), Some("1001"));
        // Where it cannot be read, it may be there all the same.
        let error = client.create_order(&new_order()).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
    }
}
