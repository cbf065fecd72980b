use super::*;

#[tokio::test(start_paused = true)]
async fn the_company_is_compared_once_for_each_token_and_before_the_first_write() {
    let World { api, client, store } = world();
    let created = order("1001", OTHER_ID, "2026-11-23T10:00:00Z");
    api.on("POST /orders", [Ok(answer(201, &created))]);
    api.on("GET /units", [Ok(answer(200, &page(&[])))]);
    client.units().await.unwrap();
    let requests = || {
        api.requests()
            .iter()
            .filter(|request| request.url.path().contains("/v2/"))
            .count()
    };
    assert_eq!(requests(), 1, "a read compares nothing");
    client.create_order(&new_order()).await.unwrap();
    client.create_order(&new_order()).await.unwrap();
    assert_eq!(requests(), 4);
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
    store.store(&bound, None).await.unwrap();
    let error = client.create_order(&new_order()).await.unwrap_err();
    let problem = Problem::from(error);
    assert_eq!(
        (problem.code, problem.kind),
        (Code::EACCOUNTING_COMPANY_MISMATCH, Kind::Disconnected)
    );
    assert_eq!(problem.vendor, Some(model::Vendor::Eaccounting));
    let verified = client.verify_company().await.map_err(Problem::from);
    assert_eq!(verified.unwrap_err().code, Code::EACCOUNTING_COMPANY_MISMATCH);
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
    assert!(!error.is_outcome_unknown(), "nothing was sent that creates");
    assert_eq!(api.calls(), Vec::<String>::new());
}
