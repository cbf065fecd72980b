use model::{Kind, Problem};
use serde_json::json;

use super::*;
use crate::{DealStatus, DealWrite, FieldWrite, Pipeline, Stage};

fn deal() -> DealWrite {
    DealWrite {
        title: Some("Quote 1042".to_owned()),
        contact: Some("51".to_owned()),
        value: Some("456.78".parse().unwrap()),
        currency: Some("SEK".parse().unwrap()),
        stage: Some("3".to_owned()),
        fields: vec![FieldWrite {
            field: "2".to_owned(),
            value: "1042".to_owned(),
            currency: None,
        }],
        ..DealWrite::default()
    }
}

#[tokio::test]
async fn a_deal_is_created_in_hundredths_and_lower_case_and_moved() {
    let fake = Fake::default()
        .on(
            "POST /deals",
            Reply::Json(201, json!({"contacts": [], "deal": {"id": "46"}})),
        )
        .on("PUT /deals/46", json!({"deal": {"id": "46"}}));
    let bench = bench(fake);
    assert_eq!(bench.client.create_deal(&deal()).await, Ok("46".to_owned()));
    assert_eq!(
        bench.fake.body(0),
        json!({"deal": {"title": "Quote 1042", "contact": "51", "value": 45678, "currency": "sek", "stage": "3",
            "fields": [{"customFieldId": 2, "fieldValue": "1042"}]}})
    );
    let won = DealWrite {
        status: Some(DealStatus::Won),
        ..DealWrite::default()
    };
    bench.client.update_deal("46", &won).await.unwrap();
    assert_eq!(bench.fake.body(1), json!({"deal": {"status": 1}}));
}

#[tokio::test(start_paused = true)]
async fn a_new_deal_whose_answer_is_lost_is_not_sent_again() {
    let fake = Fake::default().on(
        "POST /deals",
        Reply::Fail(SendError::OutcomeUnknown("reset".into())),
    );
    let bench = bench(fake);
    let problem = Problem::from(bench.client.create_deal(&deal()).await.unwrap_err());
    assert_eq!((problem.kind, bench.fake.calls().len()), (Kind::InDoubt, 1));
}

#[tokio::test]
async fn a_deal_is_read_as_it_stands() {
    let wire = json!({"id": "46", "title": "Quote 1042", "contact": "51", "account": null, "group": "1", "stage": "3",
        "owner": "1", "status": "2", "value": "45678", "currency": "sek", "mdate": "2026-11-23T05:00:00-05:00",
        "isDisabled": false});
    let fake = Fake::default()
        .on("GET /deals/46", json!({"deal": wire.clone()}))
        .on("GET /deals/1", missing("Deal"))
        .on(
            "GET /contacts/51/deals?limit=100&offset=0",
            json!({"deals": [wire, {"id": "2", "isDisabled": 1, "title": "Hidden"}]}),
        )
        .on(
            "GET /dealCustomFieldData?filters[dealId]=46&limit=100&offset=0",
            json!({"dealCustomFieldData": [{"id": "3", "dealId": 46, "customFieldId": 2, "fieldValue": "1042"},
                {"id": "4", "dealId": 47, "customFieldId": 2, "fieldValue": "9"}]}),
        );
    let client = bench(fake).client;
    let state = client.deal_state("46").await.unwrap().unwrap();
    assert_eq!(
        (state.stage.as_deref(), state.pipeline.as_deref()),
        (Some("3"), Some("1"))
    );
    assert_eq!((state.status, state.is_hidden), (Some(DealStatus::Lost), false));
    assert_eq!(
        (state.value, state.currency.as_deref()),
        ("456.78".parse().ok(), Some("SEK"))
    );
    assert_eq!(client.deal_state("1").await, Ok(None));
    let deals = client.deals_of_contact("51").await.unwrap();
    assert_eq!((deals.len(), &deals[0], deals[1].is_hidden), (2, &state, true));
    let fields = client.deal_field_values("46").await.unwrap();
    assert_eq!(fields, [("2".to_owned(), "1042".to_owned())].into());
}

#[tokio::test]
async fn pipelines_and_stages_are_known_by_title() {
    let fake = Fake::default()
        .on(
            "GET /dealGroups?limit=100&offset=0",
            json!({"dealGroups": [{"id": "1", "title": "Sales"}], "dealStages": [], "meta": {"total": "1"}}),
        )
        .on(
            "GET /dealStages?limit=100&offset=0",
            json!({"dealStages": [{"id": "3", "title": "Offer sent", "group": "1", "order": "2"}], "meta": {"total": "1"}}),
        );
    let client = bench(fake).client;
    let pipeline = Pipeline {
        id: "1".to_owned(),
        title: "Sales".to_owned(),
    };
    assert_eq!(client.pipelines().await, Ok(vec![pipeline]));
    let stage = Stage {
        id: "3".to_owned(),
        title: "Offer sent".to_owned(),
        pipeline: "1".to_owned(),
        order: Some(2),
    };
    assert_eq!(client.stages().await, Ok(vec![stage]));
}
