//! What is told, logged and stored without an expiry names records, causes and remedies, and nobody.

use engine::JobOutcome;
use model::{Job, JobKind, Problem};
use sandbox::activecampaign::{ContactSeed, DealSeed, OrderSeed};
use sandbox::{Action, Fault, Vendor};
use serde_json::{Value, json};

use crate::support::{EMAIL, Ended, MARK, World, anna, dec, job, lamps, order_job};

/// Runs what goes well and what goes wrong, with marked data throughout.
async fn everything(settings: &str) -> (World, Vec<Ended>) {
    let world = World::new(settings).await;
    let active = world.sandbox.activecampaign();
    let books = world.sandbox.eaccounting();
    let mut ended = Vec::new();
    let mut run = async |world: &World, job: Job| {
        world.pass(60);
        world.queue.add(&[job]);
        ended.extend(world.drive().await);
    };

    let mut cityless = anna();
    cityless.fields.remove("CITY");
    let contact = world.contact(&cityless);
    run(&world, job(&world, JobKind::Customer, &contact)).await;
    let key = world.order(&lamps());
    run(&world, order_job(&world, &key)).await;
    world.stock();
    run(&world, order_job(&world, &key)).await;
    // eAccounting refuses in words that quote the customer.
    for (status, number) in [(400, "6001"), (500, "6002"), (403, "6003"), (409, "6004")] {
        let body = json!({
            "ErrorCode": 2000, "DeveloperErrorMessage": format!("{EMAIL} Annaqvzx is not valid"), "ErrorId": "1",
        });
        let fault = Fault::new(
            Vendor::Eaccounting,
            "POST /orders",
            Action::Fail {
                status,
                body: Some(body),
            },
        );
        world.sandbox.faults().add(fault);
        let key = world.order(&OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            ..lamps()
        });
        run(&world, order_job(&world, &key)).await;
    }
    for status in [400, 422] {
        let body = json!({"errors": [{"title": format!("{EMAIL} is not valid"), "source": {"pointer": EMAIL}}], "message": EMAIL});
        let fault = Fault::new(
            Vendor::ActiveCampaign,
            "*",
            Action::Fail {
                status,
                body: Some(body),
            },
        );
        world.sandbox.faults().add(fault);
        run(&world, job(&world, JobKind::Customer, &contact)).await;
    }
    let garbage = Fault::new(Vendor::ActiveCampaign, "*", Action::Garbage);
    world.sandbox.faults().add(garbage);
    run(&world, order_job(&world, &key)).await;
    // Several customers; an inactive one; a deal; a search for orders; an offer.
    books
        .add_customer(json!({"Name": "Annaqvzx", "EmailAddress": EMAIL}))
        .unwrap();
    books
        .add_customer(json!({"Name": "Annaqvzx", "EmailAddress": "off.qvzx@example.com", "IsActive": false}))
        .unwrap();
    run(&world, job(&world, JobKind::Customer, &contact)).await;
    let off = world.contact(&ContactSeed {
        email: "off.qvzx@example.com".to_owned(),
        ..anna()
    });
    run(&world, job(&world, JobKind::Customer, &off)).await;
    let deal = active.add_deal(&DealSeed {
        title: "A lamp for Qvzx".to_owned(),
        contact: Some(1),
        value: dec("10"),
        ..DealSeed::default()
    });
    active.win_deal(deal);
    run(&world, job(&world, JobKind::Order, &format!("deal:{deal}"))).await;
    run(&world, job(&world, JobKind::FindOrders, &contact)).await;
    let customer = books.records("customers").remove(0);
    let lamp = books
        .records("articles")
        .into_iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    let offer = world.accepted_quote(&customer, &lamp);
    run(&world, job(&world, JobKind::Quote, &offer)).await;
    world.poller().run().await.unwrap();
    (world, ended)
}

fn hold_no_mark(what: &str, text: &str) {
    let low = text.to_lowercase();
    if let Some(at) = low.find(MARK) {
        let (from, to) = (at.saturating_sub(80), (at + 40).min(low.len()));
        panic!(
            "{what} holds personal data: …{}…",
            low.get(from..to).unwrap_or(&low)
        );
    }
}

#[tokio::test]
async fn personal_data_is_in_the_journals_values_and_nowhere_else() {
    let (world, ended) = everything("").await;
    let mut marked = 0;
    for entry in world.entries().await {
        let mut json = serde_json::to_value(&entry).unwrap();
        marked += usize::from(json.to_string().to_lowercase().contains(MARK));
        for values in ["read", "sent"] {
            for field in json[values].as_array_mut().into_iter().flatten() {
                field["value"] = Value::Null;
            }
        }
        hold_no_mark("the journal", &json.to_string());
        hold_no_mark("an entry's Debug", &format!("{entry:?}"));
    }
    assert!(marked > 0, "the marks are seen where they may be");
    for alert in world.alerts.all() {
        hold_no_mark("an alert", &format!("{alert:?}"));
    }
    for job in world.queue.sent() {
        hold_no_mark("a job", &serde_json::to_string(&job).unwrap());
    }
    for record in world.memory.records() {
        hold_no_mark("the ledger", &serde_json::to_string(&record).unwrap());
    }
    for ended in &ended {
        hold_no_mark("a verdict", &format!("{:?}", ended.verdict));
    }
}

#[tokio::test]
async fn every_problem_names_its_record_its_cause_and_its_remedy() {
    let (world, ended) = everything("").await;
    let parked: Vec<(&Job, &Problem)> = ended
        .iter()
        .filter_map(|ended| match &ended.verdict {
            JobOutcome::Parked(problem) => Some((&ended.job, problem)),
            _ => None,
        })
        .collect();
    let mut codes: Vec<&str> = parked.iter().map(|(_, problem)| problem.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.len() >= 5, "many kinds of failures were tried: {codes:?}");
    for (job, problem) in parked {
        assert!(
            problem.message.contains(job.source.id()) || problem.remedy.contains(&job.source.to_string()),
            "{} is not named in: {problem}",
            job.source
        );
        assert!(problem.message.len() > 20, "{problem}");
        assert!(!problem.remedy.is_empty(), "{problem}");
    }
    let entries = world.entries().await;
    let in_journal = entries.iter().filter(|entry| entry.problem.is_some()).count();
    assert!(in_journal > 0, "the journal knows the problems too");
}
