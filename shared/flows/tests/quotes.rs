//! Accepted offers become orders, once.

use eaccounting::types::QuoteConversionType;
use model::{Cause, Job, JobKind};
use sandbox::{Action, Fault, Vendor};
use serde_json::json;

use crate::support::{World, document, job, parked, skipped};

async fn offered(settings: &str) -> (World, String) {
    let world = World::new(settings).await;
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    let offer = world.accepted_quote(&customer, &article);
    (world, offer)
}

#[tokio::test]
async fn an_accepted_offer_becomes_an_order_once() {
    let (world, offer) = offered("").await;
    let first = world.settle(job(&world, JobKind::Quote, &offer)).await;
    let order = world.only("orders");
    assert_eq!(document(&first).id, order["Id"]);
    assert_eq!(
        format!("quote:{}", order["CreatedFromQuoteId"].as_str().unwrap()),
        offer
    );
    world.forget_counts();
    let again = world.settle(job(&world, JobKind::Quote, &offer)).await;
    assert_eq!(skipped(&again), "it was sent already: order 1");
    assert_eq!(world.calls(), Vec::<String>::new());
    world.only("orders");
}

#[tokio::test]
async fn an_offer_that_a_person_has_converted_meanwhile_is_skipped() {
    let (world, offer) = offered("").await;
    let id = offer.trim_start_matches("quote:").parse().unwrap();
    let client = &world.worker.services().eaccounting;
    client
        .convert_quote_to_order(id, QuoteConversionType::Order)
        .await
        .unwrap();
    let verdict = world.settle(job(&world, JobKind::Quote, &offer)).await;
    assert!(
        skipped(&verdict).contains("order 1 exists already"),
        "{verdict:?}"
    );
    world.only("orders");
}

#[tokio::test]
async fn an_offer_that_is_not_accepted_is_skipped_until_it_is() {
    let world = World::new("").await;
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    let books = world.sandbox.eaccounting();
    let quote = books.add_quote(json!({
        "CustomerId": customer["Id"], "Rows": [{"ArticleId": article["Id"], "Text": "Lamp", "UnitPrice": 640, "Quantity": 1}],
    }));
    let id = quote.unwrap()["Id"].as_str().unwrap().to_owned();
    let offer = format!("quote:{id}");
    let verdict = world.settle(job(&world, JobKind::Quote, &offer)).await;
    assert!(skipped(&verdict).contains("is not accepted"), "{verdict:?}");
    books.accept_quote(id.parse().unwrap()).unwrap();
    world.pass(60);
    document(&world.settle(job(&world, JobKind::Quote, &offer)).await);
    world.only("orders");
}

#[tokio::test]
async fn an_offer_in_shadow_mode_stays_one() {
    let (world, offer) = offered("[quotes]\ndry_run = true").await;
    let verdict = world.settle(job(&world, JobKind::Quote, &offer)).await;
    assert_eq!(skipped(&verdict), "quotes.dry_run is on: nothing was written");
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn a_poll_finds_an_offer_that_was_skipped_in_shadow_mode_once_that_is_over() {
    let (world, _) = offered("[quotes]\ndry_run = true").await;
    world.poller().run().await.unwrap();
    world.drive().await;
    assert!(world.records("orders").is_empty());
    world.set("");
    world.pass(600);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    assert!(
        ended
            .iter()
            .all(|ended: &crate::support::Ended| ended.job.cause == Cause::Poll),
        "{ended:?}"
    );
    world.only("orders");
}

#[tokio::test]
async fn an_offer_becomes_a_draft_of_an_order_where_the_settings_say_so() {
    let (world, offer) = offered("[quotes]\nconvert_to = \"order-draft\"").await;
    let job: Job = job(&world, JobKind::Quote, &offer);
    document(&world.settle(job).await);
    assert_eq!(world.only("orders")["Status"], 1, "a draft");
}

#[tokio::test]
async fn a_quote_that_cannot_be_converted_is_told_by_its_number() {
    let (world, offer) = offered("").await;
    let quote = world.only("quotes");
    let number = quote["Number"].to_string();
    let body = json!({"ErrorCode": 4002, "DeveloperErrorMessage": "no", "ErrorId": "1"});
    let refused = Action::Fail {
        status: 403,
        body: Some(body),
    };
    let id = offer.trim_start_matches("quote:");
    world
        .sandbox
        .faults()
        .add(Fault::new(Vendor::Eaccounting, "POST /quotes/*", refused).times(u32::MAX));
    let verdict = world.settle(job(&world, JobKind::Quote, &offer)).await;
    let problem = parked(&verdict);
    assert!(problem.message.contains(&format!("uote {number}")), "{problem}");
    assert!(!problem.message.contains(id), "{problem}");
    assert!(problem.remedy.contains("must be active"), "{problem}");
    let titles: Vec<String> = world.alerts.texts().into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, [format!("Quote {number} waits for you")]);
}
