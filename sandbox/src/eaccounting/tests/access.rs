use super::*;
use crate::Limits;
use crate::eaccounting::Behaviour;

#[tokio::test]
async fn without_a_valid_token_every_call_is_401() {
    let mut bench = Bench::new();
    assert_eq!(bench.call("GET", "/customers", None).await.0, 200);
    bench.advance(SignedDuration::from_hours(1));
    assert_eq!(bench.refused("GET", "/customers", None, 401).await.0, 4005);
    bench.token = "made up".to_owned();
    assert_eq!(bench.refused("GET", "/customers", None, 401).await.0, 4005);
}

#[tokio::test]
async fn a_missing_scope_is_4006() {
    let mut bench = Bench::new();
    bench.token = bench
        .sandbox
        .identity()
        .access_token(&["ea:api", "ea:sales_readonly"]);
    assert_eq!(bench.call("GET", "/orders", None).await.0, 200);
    assert_eq!(
        bench.refused("POST", "/orders", Some(json!({})), 403).await.0,
        4006
    );
    assert_eq!(bench.refused("GET", "/vatcodes", None, 403).await.0, 4006);
    assert_eq!(bench.refused("GET", "/bankaccounts", None, 403).await.0, 4006);
    bench.token = bench.sandbox.identity().access_token(&["ea:sales"]);
    assert_eq!(bench.refused("GET", "/orders", None, 403).await.0, 4006);
}

#[tokio::test]
async fn a_call_too_many_is_4010_and_says_when_to_try_again() {
    let bench = Bench::with(|options| {
        options.limits = Limits {
            eaccounting_per_minute: 2,
            ..Limits::default()
        };
    });
    for _ in 0..2 {
        assert_eq!(bench.call("GET", "/units", None).await.0, 200);
    }
    bench.advance(SignedDuration::from_secs(5));
    let (status, body) = bench.call("GET", "/units", None).await;
    assert_eq!((status, &body["ErrorCode"]), (429, &json!(4010)));
    assert_eq!(
        body["DeveloperErrorMessage"],
        "API calls quota exceeded! maximum admitted 2 per Minute. Try again in 55 seconds."
    );
    assert_eq!(
        bench.call("GET", "/countries", None).await.0,
        200,
        "another endpoint is its own"
    );
    bench.advance(SignedDuration::from_secs(55));
    assert_eq!(bench.call("GET", "/units", None).await.0, 200);
}

#[tokio::test]
async fn paths_that_exist_on_paper_only_are_404() {
    let bench = Bench::new();
    for (method, path) in [
        ("POST", "/orders/dryrun"),
        ("POST", "/customers/batch"),
        ("GET", "/orders/statistics"),
        ("GET", "/webhooks"),
        ("PATCH", "/customers/00000000-0000-0000-0000-000000000001"),
        ("DELETE", "/articles/00000000-0000-0000-0000-000000000001"),
    ] {
        assert_eq!(
            bench.refused(method, path, None, 404).await.0,
            3000,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_company_can_refuse_every_call() {
    let bench = Bench::new();
    let inactive = Behaviour {
        refuses_with: Some(4004),
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(inactive);
    assert_eq!(bench.refused("GET", "/customers", None, 403).await.0, 4004);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_without_being_quoted() {
    let bench = Bench::new();
    let request = |kind: &str| {
        let request = Request::post("/eaccounting/v2/customers")
            .header("authorization", format!("Bearer {}", bench.token))
            .header("content-type", kind);
        request.body(Body::from("{\"Name\": \"Anna")).unwrap()
    };
    let (status, body) = send(&bench.router, request("application/json")).await;
    assert_eq!(status, 400);
    assert!(!body["DeveloperErrorMessage"].as_str().unwrap().contains("Anna"));
    assert_eq!(send(&bench.router, request("text/plain")).await.0, 415);
}

#[tokio::test]
async fn a_grant_for_another_company_sees_other_books() {
    let bench = Bench::new();
    bench.customer(json!({"Name": "Anna"}));
    let identity = bench.sandbox.identity();
    let other = identity.companies()[1].clone();
    assert!(identity.switch_company(other.id));
    assert_eq!(
        bench.get("/companysettings").await["CompanyIdentifier"],
        json!(other.id)
    );
    assert_eq!(bench.get("/customers").await["Meta"]["TotalNumberOfResults"], 0);
    let view = bench.sandbox.eaccounting().company(other.id).unwrap();
    view.add_customer(json!({"Name": "Bo"})).unwrap();
    assert_eq!(bench.get("/customers").await["Meta"]["TotalNumberOfResults"], 1);
    assert!(!identity.switch_company(Uuid::nil()));
}

#[tokio::test]
async fn what_breaks_the_documents_is_noted_as_a_violation_and_what_doesnt_isnt() {
    let bench = Bench::new();
    let customer = bench.customer(json!({"CustomerNumber": "7"}));
    let mut duplicate = bench.customer_body();
    duplicate["CustomerNumber"] = customer["CustomerNumber"].clone();
    bench.refused("POST", "/customers", Some(duplicate), 409).await;
    assert_eq!(bench.sandbox.violations(), Vec::<String>::new());
    bench
        .refused(
            "POST",
            "/customers",
            Some(json!({"Name": "Anna", "Nickname": "A"})),
            400,
        )
        .await;
    bench.refused("GET", "/customers?$top=1", None, 400).await;
    let violations = bench.sandbox.violations();
    assert_eq!(violations.len(), 2, "{violations:?}");
    assert!(violations[0].contains("Nickname"), "{violations:?}");
}

#[tokio::test]
async fn state_on_disk_goes_on_where_it_stopped() {
    let directory = tempfile::tempdir().unwrap();
    let open = || Bench::with(|options| options.data_dir = Some(directory.path().to_owned()));
    let bench = open();
    let customer = bench.customer(json!({"EmailAddress": "a@example.com"}));
    drop(bench);
    let again = open();
    let found = again
        .get("/customers?$filter=EmailAddress%20eq%20'a@example.com'")
        .await;
    assert_eq!(found["Data"][0]["Id"], customer["Id"]);
    let next = again.customer(json!({}));
    assert_ne!(next["Id"], customer["Id"]);
    assert_ne!(next["CustomerNumber"], customer["CustomerNumber"]);
}

#[tokio::test]
async fn the_control_api_seeds_and_steers() {
    let bench = Bench::new();
    let control = async |method: &str, path: &str, body: Value| {
        let request = Request::builder()
            .method(method)
            .uri(format!("/sandbox/eaccounting{path}"));
        let request = request
            .header(
                "authorization",
                format!("Bearer {}", bench.sandbox.control_secret()),
            )
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        send(&bench.router, request.unwrap()).await
    };
    let (status, customer) = control("POST", "/customers", json!({"Name": "Anna"})).await;
    assert_eq!(status, 201);
    let rows = json!([{"ArticleId": bench.article("FRAKT25")["Id"], "UnitPrice": 49, "Quantity": 1}]);
    let (_, quote) = control(
        "POST",
        "/quotes",
        json!({"CustomerId": customer["Id"], "Rows": rows}),
    )
    .await;
    assert_eq!(quote["Status"], 1);
    let path = format!("/quotes/{}/accept", quote["Id"].as_str().unwrap());
    assert_eq!(control("POST", &path, Value::Null).await.1["Status"], 2);
    let (status, refused) = control("POST", &path, Value::Null).await;
    assert_eq!((status, &refused["code"]), (400, &json!(4002)));
    control("PATCH", "/companysettings", json!({"UsesMoss": true})).await;
    assert_eq!(bench.get("/companysettings").await["UsesMoss"], true);
    assert_eq!(
        control("PUT", "/behaviour", json!({"case_sensitive": true}))
            .await
            .0,
        204
    );
    assert_eq!(
        control("PUT", "/behaviour", json!({"unknown": true})).await.0,
        422
    );
    assert_eq!(
        control("GET", "", Value::Null).await.1["customers"][0]["Name"],
        "Anna"
    );
}
