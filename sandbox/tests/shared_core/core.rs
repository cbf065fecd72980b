use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sandbox::activecampaign::ContactSeed;
use sandbox::{Action, Fault, ManualClock, Options, Sandbox, Vendor};
use serde_json::{Value, json};

use super::Bench;

fn contact(email: &str) -> serde_json::Value {
    json!({"contact": {"email": email}})
}

fn fault(matcher: &str, action: Action) -> Fault {
    Fault::new(Vendor::ActiveCampaign, matcher, action)
}

fn contacts(bench: &Bench) -> usize {
    bench.account().snapshot()["contacts"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_sixth_call_in_a_second_is_one_too_many() {
    let clock = ManualClock::new("2026-11-23T10:00:00Z".parse().unwrap());
    let bench = Bench::with(Options {
        clock: clock.clock(),
        ..Options::default()
    })
    .await;
    for _ in 0..5 {
        assert_eq!(bench.get("users/me").await.0, 200);
    }
    let refused = bench.request("GET", "users/me").send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(refused.headers()["ratelimit-limit"], "5");
    clock.advance(SignedDuration::from_secs(1));
    assert_eq!(bench.get("users/me").await.0, 200);
}

#[tokio::test]
async fn a_failed_call_does_nothing_and_the_next_one_passes() {
    let bench = Bench::new().await;
    bench.sandbox().faults().add(fault(
        "POST /contacts",
        Action::Fail {
            status: 503,
            body: None,
        },
    ));
    assert_eq!(bench.post("contacts", contact("a@example.com")).await.0, 503);
    assert_eq!(contacts(&bench), 0);
    assert_eq!(bench.post("contacts", contact("a@example.com")).await.0, 201);
}

#[tokio::test]
async fn commit_then_fail_leaves_the_state_changed() {
    let bench = Bench::new().await;
    bench
        .sandbox()
        .faults()
        .add(fault("POST /contacts", Action::CommitThenFail { status: 500 }));
    assert_eq!(bench.post("contacts", contact("a@example.com")).await.0, 500);
    assert_eq!(contacts(&bench), 1);
    assert_eq!(
        bench.post("contacts", contact("a@example.com")).await.0,
        422,
        "it is there already"
    );
}

#[tokio::test]
async fn commit_then_reset_drops_the_connection_after_the_deed() {
    let bench = Bench::new().await;
    bench
        .sandbox()
        .faults()
        .add(fault("POST /contacts", Action::CommitThenReset));
    let error = bench
        .request("POST", "contacts")
        .json(&contact("a@example.com"))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_request(), "no answer came: {error:?}");
    assert_eq!(contacts(&bench), 1);
}

#[tokio::test]
async fn reset_drops_the_connection_before_the_deed() {
    let bench = Bench::new().await;
    bench
        .sandbox()
        .faults()
        .add(fault("POST /contacts", Action::Reset));
    assert!(
        bench
            .request("POST", "contacts")
            .json(&contact("a@example.com"))
            .send()
            .await
            .is_err()
    );
    assert_eq!(contacts(&bench), 0);
}

#[tokio::test]
async fn a_hang_lasts_until_the_client_leaves() {
    let bench = Bench::new().await;
    for (action, after) in [(Action::Hang { millis: None }, 0), (Action::CommitThenHang, 1)] {
        bench.sandbox().faults().add(fault("POST /contacts", action));
        let request = bench.request("POST", "contacts").json(&contact("a@example.com"));
        let error = request
            .timeout(Duration::from_millis(100))
            .send()
            .await
            .unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(contacts(&bench), after);
    }
    let log = bench.sandbox().requests();
    assert!(
        log.iter().all(|call| call.status.is_none()),
        "neither was answered"
    );
}

#[tokio::test]
async fn garbage_is_no_json_and_a_rate_limit_says_when_to_come_back() {
    let bench = Bench::new().await;
    bench.sandbox().faults().add(fault("*", Action::Garbage));
    let garbage = bench.request("GET", "users/me").send().await.unwrap();
    assert_eq!(garbage.status(), 200);
    assert!(garbage.json::<serde_json::Value>().await.is_err());
    bench
        .sandbox()
        .faults()
        .add(fault("*", Action::RateLimit { retry_after: 7 }));
    let limited = bench.request("GET", "users/me").send().await.unwrap();
    assert_eq!(
        (
            limited.status().as_u16(),
            limited.headers()["retry-after"].to_str().unwrap()
        ),
        (429, "7")
    );
}

#[tokio::test]
async fn a_fault_for_one_vendor_leaves_the_other_alone() {
    let bench = Bench::new().await;
    bench
        .sandbox()
        .faults()
        .add(Fault::new(Vendor::Eaccounting, "*", Action::Reset));
    assert_eq!(bench.get("users/me").await.0, 200);
    assert_eq!(bench.sandbox().faults().all().len(), 1);
}

#[tokio::test]
async fn faults_are_armed_listed_and_cleared_over_http() {
    let bench = Bench::new().await;
    let body = json!({
        "vendor": "activecampaign", "matcher": "GET /users/me", "times": 2,
        "action": {"kind": "fail", "status": 502},
    });
    let (status, armed) = bench.control("POST", "faults", body).await;
    assert_eq!((status, armed.as_array().unwrap().len()), (201, 1));
    assert_eq!(bench.get("users/me").await.0, 502);
    let (_, armed) = bench.control("GET", "faults", json!(null)).await;
    assert_eq!(armed[0]["times"], 1);
    assert_eq!(bench.control("DELETE", "faults", json!(null)).await.0, 204);
    assert_eq!(bench.get("users/me").await.0, 200);
    let (status, refused) = bench.control("POST", "faults", json!({"vendor": "visma"})).await;
    assert_eq!(status, 400);
    assert!(refused["error"].as_str().unwrap().contains("visma"));
}

#[tokio::test]
async fn every_call_is_logged_with_what_was_wrong_with_it() {
    let bench = Bench::new().await;
    bench.get("contacts?email=a%40example.com&emial=b").await;
    bench.post("contact/sync", contact("a@example.com")).await;
    let log = bench.sandbox().requests();
    assert_eq!(log.len(), 2);
    assert_eq!((log[0].path.as_str(), log[0].status), ("/contacts", Some(200)));
    assert_eq!(log[1].request["contact"]["email"], "a@example.com");
    assert_eq!(log[1].response["contact"]["id"], "1");
    let violations = bench.sandbox().violations();
    assert_eq!(violations.len(), 1);
    assert!(
        violations[0].starts_with("GET /contacts: the query parameter emial"),
        "{violations:?}"
    );

    let (_, posts) = bench
        .control("GET", "requests?vendor=activecampaign&matcher=POST", json!(null))
        .await;
    assert_eq!(posts.as_array().unwrap().len(), 1);
    let (_, counts) = bench.control("GET", "counts", json!(null)).await;
    assert_eq!(
        counts,
        json!({"activecampaign GET /contacts": 1, "activecampaign POST /contact/sync": 1})
    );
    bench.sandbox().reset_log();
    assert!(bench.sandbox().requests().is_empty());
}

#[tokio::test]
async fn the_log_forgets_the_oldest_calls_and_keeps_counting() {
    let options = Options {
        log_capacity: 2,
        limits: sandbox::Limits::none(),
        ..Options::default()
    };
    let bench = Bench::with(options).await;
    for _ in 0..3 {
        bench.get("users/me").await;
    }
    assert_eq!(bench.sandbox().requests().len(), 2);
    assert_eq!(
        bench
            .sandbox()
            .core()
            .log()
            .count(Vendor::ActiveCampaign, "GET /users/me"),
        3
    );
}

#[tokio::test]
async fn reset_leaves_an_account_as_new() {
    let bench = Bench::new().await;
    bench.account().add_contact(&ContactSeed::new("a@example.com"));
    bench.sandbox().faults().add(fault("*", Action::Reset));
    assert_eq!(bench.control("POST", "reset", json!(null)).await.0, 204);
    let (_, state) = bench.control("GET", "state", json!(null)).await;
    assert_eq!(state["activecampaign"]["contacts"], json!([]));
    assert!(state.get("eaccounting").is_some());
    assert!(bench.sandbox().faults().all().is_empty());
}

#[test]
fn a_sandbox_goes_on_where_the_last_one_stopped() {
    let directory = tempfile::tempdir().unwrap();
    let options = || Options {
        data_dir: Some(directory.path().to_owned()),
        ..Options::default()
    };
    let id = Sandbox::new(options())
        .activecampaign()
        .add_contact(&ContactSeed::new("a@example.com"));
    let again = Sandbox::new(options());
    assert_eq!(
        again.activecampaign().contact(id).unwrap()["email"],
        "a@example.com"
    );
    assert_eq!(
        again
            .activecampaign()
            .add_contact(&ContactSeed::new("b@example.com")),
        id + 1
    );
}

#[test]
fn a_state_that_makes_no_sense_is_set_aside() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("sandbox-activecampaign.json");
    std::fs::write(&file, "{").unwrap();
    let sandbox = Sandbox::new(Options {
        data_dir: Some(directory.path().to_owned()),
        ..Options::default()
    });
    assert_eq!(sandbox.activecampaign().snapshot()["contacts"], json!([]));
    assert!(file.with_extension("json.unreadable").exists());
}

#[test]
fn the_clock_dates_what_happens() {
    let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
    let clock = ManualClock::new(at);
    let sandbox = Sandbox::new(Options {
        clock: clock.clock(),
        ..Options::default()
    });
    let id = sandbox
        .activecampaign()
        .add_contact(&ContactSeed::new("a@example.com"));
    assert_eq!(
        sandbox.activecampaign().contact(id).unwrap()["cdate"],
        "2026-11-23T05:00:00-05:00"
    );
}

#[tokio::test]
async fn an_order_of_an_unknown_connection_is_refused_in_a_sentence() {
    let bench = Bench::new().await;
    let known = bench
        .account()
        .add_connection(&sandbox::activecampaign::ConnectionSeed::default());
    for path in ["orders", "rest-orders", "woocommerce-orders", "magento-orders"] {
        let order = json!({"connection": 9, "email": "anna.lind@example.com"});
        let (status, body) = bench
            .control("POST", &format!("activecampaign/{path}"), order)
            .await;
        let told = format!("there is no connection 9; there are: {known}");
        assert_eq!((status, &body["error"]), (400, &told.into()), "{path}");
    }
    let (status, body) = bench
        .control(
            "POST",
            "activecampaign/orders",
            json!({"email": "a@b.se", "created": "yesterday"}),
        )
        .await;
    let told = body["error"].as_str().unwrap();
    assert!(
        status == 400 && told.starts_with("ActiveCampaign would refuse this order: "),
        "{told}"
    );
}

/// The value with each of its leaves replaced by each of these.
fn replaced(value: &Value, with: &[Value]) -> Vec<Value> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => return with.to_vec(),
    };
    let mut all = Vec::new();
    for (at, child) in children {
        for other in replaced(child, with) {
            let mut changed = value.clone();
            match &mut changed {
                Value::Array(values) => values[at.parse::<usize>().unwrap()] = other,
                members => members[&at] = other,
            }
            all.push(changed);
        }
    }
    all
}

#[tokio::test]
async fn no_body_of_the_control_interface_makes_the_sandbox_panic() {
    let line = json!({"sku": "VASE", "quantity": 2, "price": "100", "rate": "0.25", "refunded": 1});
    let shop_order = json!({"id": "1", "connection": 1, "email": "a@b.se", "lines": [line], "shipping": "49",
        "shipping_rate": "0.25", "fees": "1", "created": "2026-11-23T10:00:00Z",
        "coupons": [{"code": "A", "off": {"percent": "0.1"}}, {"code": "B", "off": {"fixed": "10"}}]});
    let order = json!({"id": "1", "connection": 1, "email": "a@b.se", "shipping": "49", "tax": "10", "total": "150",
        "lines": [{"sku": "VASE", "name": "Vase", "quantity": 2, "amount": "100"}], "created": "2026-11-23T10:00:00Z",
        "discounts": [{"name": "x", "amount": "5", "on_shipping": false}], "status": "COMPLETED", "currency": "SEK"});
    let id = uuid::Uuid::nil();
    let row = json!({"ArticleId": id, "Text": "Vase", "UnitPrice": 1, "Quantity": 1, "DiscountPercentage": 0.1,
        "LineNumber": 1, "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false});
    let bodies = [
        ("POST", "activecampaign/orders", order.clone()),
        ("POST", "activecampaign/rest-orders", order),
        ("POST", "activecampaign/woocommerce-orders", shop_order.clone()),
        ("POST", "activecampaign/magento-orders", shop_order),
        (
            "POST",
            "activecampaign/products",
            json!({"connection": 1, "sku": "A", "price": "1"}),
        ),
        (
            "POST",
            "activecampaign/deals",
            json!({"title": "A", "contact": 1, "value": "1", "stage": 1}),
        ),
        (
            "POST",
            "activecampaign/contacts",
            json!({"email": "a@b.se", "account": 1, "fields": {"A": "b"}, "tags": ["t"]}),
        ),
        (
            "POST",
            "activecampaign/accounts",
            json!({"name": "A", "url": "x"}),
        ),
        ("POST", "activecampaign/connections", json!({"service": "x"})),
        (
            "POST",
            "activecampaign/fields",
            json!({"title": "A", "perstag": "A", "kind": "text"}),
        ),
        (
            "POST",
            "activecampaign/webhooks",
            json!({"url": "no address", "events": ["update"]}),
        ),
        (
            "POST",
            "activecampaign/automation",
            json!({"contact": 99, "url": "no address", "seriesid": 9}),
        ),
        (
            "POST",
            "activecampaign/deliver",
            json!({"url": "no address", "body": {"a": "b"}, "times": 1}),
        ),
        (
            "POST",
            "activecampaign/delivery",
            json!({"duplicates": 0, "lose": 0}),
        ),
        (
            "POST",
            "eaccounting/customers",
            json!({"Name": "A", "DiscountPercentage": 0.1}),
        ),
        (
            "POST",
            "eaccounting/articles",
            json!({"Number": "A", "Name": "A", "NetPrice": 1}),
        ),
        (
            "POST",
            "eaccounting/quotes",
            json!({"CustomerId": id, "Rows": [row]}),
        ),
        (
            "POST",
            "eaccounting/orders",
            json!({"CustomerId": id, "Rows": [row]}),
        ),
        (
            "PATCH",
            "eaccounting/companysettings",
            json!({"CompanyText": "A"}),
        ),
        ("PUT", "eaccounting/behaviour", json!({})),
        (
            "POST",
            "faults",
            json!({"vendor": "activecampaign", "matcher": "*", "after": 9, "times": 1, "action": {"kind": "fail", "status": 500}}),
        ),
    ];
    let odd = [
        json!(null),
        json!(0),
        json!(-1),
        json!("-1"),
        json!(4_294_967_295_u64),
        json!(1_000_000_000),
        json!(-1e300),
        json!("79228162514264337593543950335"),
        json!("1000000000"),
        json!(""),
        json!("å\u{0}"),
        json!([]),
        json!({}),
    ];
    let bench = Bench::new().await;
    for (method, path, body) in bodies {
        for body in std::iter::once(body.clone()).chain(replaced(&body, &odd)) {
            let shown = body.to_string();
            // A panic closes the connection, and there is no answer.
            let (status, _) = bench.control(method, path, body).await;
            assert!(status < 500, "{path} {shown}: {status}");
        }
    }
    let (status, _) = bench.control("GET", "state", Value::Null).await;
    assert_eq!(status, 200, "what was stored can be read");
}
