//! Each of the twelve states through the whole stack in memory: real AWS clients, the workers' own flows, both vendors'
//! sandbox.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod documents;

use std::time::Duration;

use devstack::testing::{IdleStack, annas_address, delivery, job};
use jiff::Timestamp;
use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use messages::Language;
use model::{Cause, Code, Job, JobKind, Problem, Source};
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use sandbox::{Action, Fault, Vendor};
use why::{Answer, Presence, Released, State, answer, explain, find, hold, presence, release};

const REMAINING: Duration = Duration::from_secs(80);

fn english(sentences: &[why::Sentence]) -> String {
    let sentences: Vec<&str> = sentences.iter().map(|sentence| &**sentence).collect();
    sentences.join(" ")
}

/// Settings with which the order of these tests is sent as it is.
const SENDS: &str = "[articles]\non_unknown_sku = \"create\"\n";

fn order() -> OrderSeed {
    OrderSeed {
        id: "5001".to_owned(),
        number: "1001".to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
        billing: annas_address(),
        ..OrderSeed::default()
    }
}

struct World(IdleStack);

impl World {
    async fn new(settings: &str) -> Self {
        let stack = IdleStack::new().await;
        stack.push_settings(settings).await;
        stack.sandbox.activecampaign().add_order(&order());
        Self(stack)
    }

    fn source() -> Source {
        "order:1:5001".parse().unwrap()
    }

    async fn work(&self) {
        let jobs = [job(JobKind::Order, "order:1:5001")];
        Box::pin(self.0.worker.process_orders(delivery(&jobs), REMAINING)).await;
    }

    async fn replay(&self) {
        let jobs = [why::replay_job(JobKind::Order, &Self::source(), Timestamp::now())];
        Box::pin(self.0.worker.process_orders(delivery(&jobs), REMAINING)).await;
    }

    /// The shop refunds the order.
    fn is_refunded(&self) {
        let refunded = OrderSeed {
            status: "REFUNDED".to_owned(),
            ..order()
        };
        self.0.sandbox.activecampaign().add_order(&refunded);
    }

    async fn answer(&self) -> Answer {
        self.answer_of(&Self::source()).await
    }

    async fn answer_of(&self, source: &Source) -> Answer {
        let explained = Box::pin(explain(&self.0.worker, source, Timestamp::now())).await;
        explained.unwrap().answer
    }

    fn fault(&self, vendor: Vendor, matcher: &str, action: Action) {
        let fault = Fault::new(vendor, matcher, action).times(u32::MAX);
        self.0.sandbox.faults().add(fault);
    }
}

fn commands(answer: &Answer) -> Vec<&str> {
    answer
        .advice
        .iter()
        .filter_map(|advice| advice.command.as_deref())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_nobody_has_is_never_seen() {
    let world = World::new("").await;
    let answer = world.answer_of(&"order:1:9999".parse().unwrap()).await;
    assert_eq!(answer.state, State::NeverSeen, "{answer:?}");
    assert!(answer.summary.contains("does not have it"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_no_job_has_brought_is_never_seen_and_can_be_sent() {
    let world = World::new(SENDS).await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::NeverSeen, "{answer:?}");
    assert!(commands(&answer).contains(&"replay order:1:5001"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filtered_record_names_the_setting_and_its_line() {
    let world = World::new("# the shop\n[orders]\nplaced_after = 2099-01-01\n").await;
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Filtered, "{answer:?}");
    let setting = &answer.settings[0];
    assert_eq!(setting.key, "orders.placed_after");
    assert_eq!((setting.line, setting.file.as_str()), (Some(3), "shop.toml"));
    assert_eq!(setting.text.as_deref(), Some("placed_after = 2099-01-01"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_that_equals_its_customer_is_in_step_not_left_out() {
    let world = World::new(
        "[mapping.customer]\nInvoiceAddress1 = \"customer.field.street\"\n\
         InvoicePostalCode = \"customer.field.postcode\"\n",
    )
    .await;
    let shop = world.0.sandbox.activecampaign();
    let anna = |city: &str| {
        ContactSeed::new("anna.lind@example.com")
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTCODE", "111 22")
            .field("CITY", city)
            .field("COUNTRY", "SE")
    };
    let contact = shop.add_contact(&anna("Stockholm"));
    let source: Source = format!("contact:{contact}").parse().unwrap();
    let jobs = [job(JobKind::Customer, &source.to_string())];
    let work = async || Box::pin(world.0.worker.process_customers(delivery(&jobs), REMAINING)).await;
    work().await;
    let listed = async || answer(&world.0.worker, &source, Timestamp::now()).await.unwrap();
    let answer = world.answer_of(&source).await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(listed().await.state, State::Sent, "a list says the same");

    work().await;
    let answer = world.answer_of(&source).await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(listed().await.state, State::Sent, "a list says the same");
    assert_eq!(
        answer.summary.to_string(),
        format!("Contact {contact} and customer 1000 are equal.")
    );
    assert_eq!((answer.advice.len(), answer.settings.len()), (0, 0), "{answer:?}");
    assert_eq!(answer.documents[0].number.as_deref(), Some("1000"), "{answer:?}");

    shop.update_contact(contact, &anna("Uppsala"));
    let answer = world.answer_of(&source).await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert!(answer.summary.contains("were equal"), "{answer:?}");
    assert_eq!(commands(&answer), [format!("replay {source}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_record_is_left_out_is_told_without_the_previews_words() {
    let world = World::new("").await;
    let mut pending = order();
    pending.id = "5002".to_owned();
    pending.status = "PENDING_PAYMENT".to_owned();
    world.0.sandbox.activecampaign().add_order(&pending);
    let answer = world.answer_of(&"order:1:5002".parse().unwrap()).await;
    assert_eq!(answer.state, State::Filtered, "{answer:?}");
    assert!(!answer.summary.contains("Nothing would be done"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_left_out_and_would_be_sent_now_says_so() {
    let world = World::new("[orders]\nplaced_after = 2099-01-01\n").await;
    world.work().await;
    let flows = world.0.worker.flows().await.unwrap();
    let settings = settings::Settings::parse(SENDS, "new.toml").unwrap();
    flows.set_settings(flows::CompiledSettings::new(settings).unwrap());
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Filtered, "{answer:?}");
    assert!(
        answer.details.iter().any(|text| text.contains("would be sent")),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_on_hold_is_not_sent_until_it_is_released() {
    let world = World::new(SENDS).await;
    let worker = &world.0.worker;
    let source = World::source();
    assert!(
        hold(worker.ledger(), &source, "the customer has paid in cash", "me")
            .await
            .unwrap()
    );
    assert!(
        !hold(worker.ledger(), &source, "the customer has paid in cash", "me")
            .await
            .unwrap()
    );

    world.work().await;
    assert!(world.0.sandbox.eaccounting().records("orders").is_empty());
    let entries = worker.journal().of(&source, 1).await.unwrap();
    let reason = entries[0].reason.as_deref();
    assert_eq!(reason, Some("on hold: the customer has paid in cash"));
    let answer = world.answer().await;
    assert_eq!(answer.state, State::OnHold, "{answer:?}");
    assert!(answer.summary.contains("paid in cash"), "{answer:?}");
    assert_eq!(commands(&answer), ["release order:1:5001"]);

    // A replay does not take a hold back.
    world.replay().await;
    assert!(world.0.sandbox.eaccounting().records("orders").is_empty());

    for released in [Released::Queued, Released::NotOnHold] {
        let now = Timestamp::now();
        assert_eq!(release(worker, &source, now).await.unwrap(), released);
    }
    let queued = world.0.jobs(&world.0.environment.queues.orders).await;
    assert_eq!(queued.len(), 1);
    assert_eq!(world.answer().await.state, State::Queued);
    Box::pin(worker.process_orders(delivery(&queued), REMAINING)).await;
    assert_eq!(world.0.sandbox.eaccounting().records("orders").len(), 1);
    assert_eq!(world.answer().await.state, State::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_released_record_that_nobody_has_is_not_queued() {
    let world = World::new(SENDS).await;
    let worker = &world.0.worker;
    for (record, released) in [
        ("order:1:9999", Released::Missing),
        ("order:1:5001", Released::Queued),
    ] {
        let source = record.parse().unwrap();
        hold(worker.ledger(), &source, "a test", "me").await.unwrap();
        let now = Timestamp::now();
        assert_eq!(release(worker, &source, now).await.unwrap(), released, "{record}");
    }
    let queued = world.0.jobs(&world.0.environment.queues.orders).await;
    let queued: Vec<String> = queued.iter().map(|job| job.source.to_string()).collect();
    assert_eq!(queued, ["order:1:5001"]);

    // Nobody waits for it. Should it come one day, it is sent as any other.
    let unknown: Source = "order:1:9999".parse().unwrap();
    let answer = world.answer_of(&unknown).await;
    assert_eq!(answer.state, State::NeverSeen, "{answer:?}");
    let arrived = OrderSeed {
        id: "9999".to_owned(),
        ..order()
    };
    world.0.sandbox.activecampaign().add_order(&arrived);
    let arrives = Job {
        first_seen: Timestamp::now(),
        ..job(JobKind::Order, "order:1:9999")
    };
    Box::pin(worker.process_orders(delivery(&[arrives]), REMAINING)).await;
    let answer = world.answer_of(&unknown).await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_a_record_exists_is_unknown_while_its_vendor_is_down() {
    let world = World::new(SENDS).await;
    let of = async |record: &str| Box::pin(presence(&world.0.worker, &record.parse().unwrap())).await;
    for missing in ["order:1:9999", "contact:999", "deal:999"] {
        assert_eq!(of(missing).await, Presence::Missing, "{missing}");
    }
    assert_eq!(of("order:1:5001").await, Presence::Present);
    let down = Action::Fail {
        status: 503,
        body: None,
    };
    world.fault(Vendor::ActiveCampaign, "*", down);
    for record in ["order:1:9999", "contact:999"] {
        let found = of(record).await;
        assert!(matches!(found, Presence::Unknown(_)), "{record}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_on_what_was_sent_stops_what_would_follow() {
    let world = World::new(SENDS).await;
    world.work().await;
    let sent = world.answer().await;
    hold(world.0.worker.ledger(), &World::source(), "booked by hand", "me")
        .await
        .unwrap();
    let answer = world.answer().await;
    assert_eq!((answer.state, answer.documents.len()), (State::OnHold, 1));
    release(&world.0.worker, &World::source(), Timestamp::now())
        .await
        .unwrap();
    let answer = world.answer().await;
    assert_eq!(
        (answer.state, answer.since),
        (State::Sent, sent.since),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_with_an_address_or_without_words_is_refused() {
    let world = World::new("").await;
    for because in ["", "  ", "anna@example.com asked", &"x".repeat(301)] {
        let refused = hold(world.0.worker.ledger(), &World::source(), because, "me").await;
        assert_eq!(refused.unwrap_err().code, Code::INPUT_INVALID, "{because}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_whose_job_nobody_has_begun_is_queued() {
    let world = World::new(SENDS).await;
    let jobs = [job(JobKind::Order, "order:1:5001")];
    world.0.worker.queue().send(&jobs).await.unwrap();
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Queued, "{answer:?}");
    assert!(
        answer.details.iter().any(|text| text.contains("about 1 message")),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_waits_for_a_vendor_says_until_when() {
    let world = World::new(SENDS).await;
    let action = Action::Fail {
        status: 503,
        body: None,
    };
    world.fault(Vendor::Eaccounting, "*", action);
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::WaitingForVendor, "{answer:?}");
    assert!(
        answer.until.is_some_and(|until| until > Timestamp::now()),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_waits_for_a_login_names_the_command() {
    let world = World::new(SENDS).await;
    let action = Action::Fail {
        status: 401,
        body: None,
    };
    world.fault(Vendor::Eaccounting, "*", action);
    let action = Action::Fail {
        status: 400,
        body: Some(serde_json::json!({"error": "invalid_grant"})),
    };
    world.fault(Vendor::Identity, "*", action);
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::WaitingForLogin, "{answer:?}");
    assert_eq!(commands(&answer), ["connect"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_a_worker_has_is_running() {
    let world = World::new(SENDS).await;
    let key = Key::source(&World::source());
    let ledger = world.0.worker.ledger();
    let _lease = ledger.claim(&key, ClaimRequest::default()).await.unwrap();
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Running, "{answer:?}");
    let held = hold(ledger, &World::source(), "too late", "me").await;
    assert_eq!(held.unwrap_err().code, Code::RECORD_LOCKED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_whose_answer_was_lost_is_in_doubt() {
    let world = World::new(SENDS).await;
    world.fault(Vendor::Eaccounting, "POST /orders", Action::CommitThenReset);
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::InDoubt, "{answer:?}");
    assert!(answer.advice[0].text.contains("nothing by hand"), "{answer:?}");

    // A hold keeps what may exist in mind, and the attempt after it finds the document.
    world.0.sandbox.faults().clear();
    hold(world.0.worker.ledger(), &World::source(), "wait", "me")
        .await
        .unwrap();
    let answer = world.answer().await;
    assert!(
        answer.details.iter().any(|text| text.contains("may exist")),
        "{answer:?}"
    );
    release(&world.0.worker, &World::source(), Timestamp::now())
        .await
        .unwrap();
    assert_eq!(world.answer().await.state, State::InDoubt);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_address_without_a_city_waits_for_the_setting_that_asks_it() {
    let stack = IdleStack::new().await;
    stack.push_settings(SENDS).await;
    let mut seed = order();
    seed.delivery = AddressSeed {
        city: String::new(),
        country: "DE".to_owned(),
        postal: "10115".to_owned(),
        address1: "Hauptstr. 1".to_owned(),
        ..annas_address()
    };
    stack.sandbox.activecampaign().add_order(&seed);
    let world = World(stack);
    world.work().await;
    let answer = world.answer().await;
    let problem = answer.problem.as_ref().unwrap();
    assert_eq!(problem.code, Code::CUSTOMER_INCOMPLETE, "{answer:?}");
    let settings: Vec<&str> = answer
        .settings
        .iter()
        .map(|setting| setting.key.as_str())
        .collect();
    assert_eq!(settings, ["vat.place_of_supply"]);
    // The text that fills it in is the way out.
    let advice: Vec<_> = answer.advice.iter().map(|advice| &advice.text).collect();
    for language in [Language::English, Language::Swedish] {
        let told = advice[0].in_language(language).unwrap();
        assert!(told.contains("customers.on_missing_city"), "{told}");
        assert!(!told.contains("on_missing_postal_code"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parked_record_has_its_cause_and_remedy() {
    let world = World::new("").await;
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Parked, "{answer:?}");
    assert_eq!(answer.problem.as_ref().unwrap().code, Code::SKU_UNKNOWN);
    assert!(
        answer
            .settings
            .iter()
            .any(|line| line.key == "articles.on_unknown_sku"),
        "{answer:?}"
    );
    assert!(commands(&answer).contains(&"replay order:1:5001"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sent_record_has_its_document() {
    let world = World::new(SENDS).await;
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(answer.documents[0].kind, "order");
    assert_eq!(answer.documents[0].exists, Some(true));
    assert!(
        answer
            .summary
            .contains(answer.documents[0].number.as_deref().unwrap())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_follow_up_is_told_beside_the_document() {
    let world = World::new(&format!("{SENDS}[orders]\nemail = true\n")).await;
    let action = Action::Fail {
        status: 400,
        body: None,
    };
    world.fault(Vendor::Eaccounting, "POST /orders/*/email", action.clone());
    world.fault(Vendor::Eaccounting, "PUT /orders/*/email", action);
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::FollowUpFailed, "{answer:?}");
    assert_eq!(answer.documents.len(), 1);
    assert!(commands(&answer).contains(&"replay order:1:5001"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_changed_after_it_was_sent_says_so_before_a_webhook_does() {
    let world = World::new(SENDS).await;
    world.work().await;
    let mut changed = order();
    changed.lines = vec![LineSeed::new("VASE", "Vase", 2, "299".parse().unwrap())];
    world.0.sandbox.activecampaign().add_order(&changed);
    let answer = world.answer().await;
    assert_eq!(answer.state, State::ChangedSince, "{answer:?}");
    assert_eq!(
        answer.problem.as_ref().unwrap().code,
        Code::CHANGED_AFTER_CREATION
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_told_is_parked_until_a_person_settles_it() {
    let world = World::new(SENDS).await;
    world.work().await;
    let mut changed = order();
    changed.lines = vec![LineSeed::new("VASE", "Vase", 2, "299".parse().unwrap())];
    world.0.sandbox.activecampaign().add_order(&changed);
    let replay = Job {
        cause: Cause::Replay,
        ..job(JobKind::Order, &World::source().to_string())
    };
    let worker = &world.0.worker;
    let worked = worker.process_orders(delivery(&[replay]), Duration::from_secs(80));
    Box::pin(worked).await;
    let key = Key::source(&World::source());
    let ledger = worker.ledger();
    let record = ledger.get(&key).await.unwrap().unwrap();
    assert!(record.is_unsettled());
    let answer = world.answer().await;
    assert_eq!(answer.state, State::ChangedSince, "{answer:?}");
    assert_eq!(answer.since, Some(record.since()));
    let details = english(&answer.details);
    for words in [
        "order 1 was created",
        "is parked until somebody says",
        "parked until",
    ] {
        assert!(details.contains(words), "{words}: {answer:?}");
    }
    assert!(commands(&answer).contains(&"parked resolve order:1:5001"));

    ledger.settle(&key).await.unwrap();
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert!(english(&answer.details).contains("Nothing is left to do."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_for_a_contacts_orders_is_not_mistaken_for_the_contact() {
    let world = World::new("").await;
    let worker = &world.0.worker;
    let contact: Source = "contact:2".parse().unwrap();
    let search = job(JobKind::FindOrders, "contact:2");
    let at = Timestamp::now();
    let entry = Recorder::new(&search, at).finish(Outcome::Done, at, &Redaction::default());
    worker.journal().put(&entry).await.unwrap();
    let known = answer(worker, &contact, at).await.unwrap();
    assert_eq!(known.state, State::NeverSeen, "{known:?}");

    let request = ClaimRequest {
        job: Some(&search),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::RETRIES_EXHAUSTED, "It failed for days.", "Look at it.");
    let key = Key::orders_of(&contact);
    let ledger = worker.ledger();
    ledger.park_leaseless(&key, request, &problem).await.unwrap();
    for told in [
        world.answer_of(&contact).await,
        answer(worker, &contact, at).await.unwrap(),
    ] {
        assert_ne!(told.state, State::Parked, "the contact isn't parked: {told:?}");
        let details = english(&told.details);
        assert!(
            details.contains("The search for its orders is parked: It failed for days."),
            "{told:?}"
        );
        assert!(commands(&told).contains(&"replay contact:2"), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partly_refunded_order_that_was_never_sent_is_parked_not_changed() {
    let world = World::new(SENDS).await;
    let job = job(JobKind::Order, &World::source().to_string());
    let request = ClaimRequest {
        job: Some(&job),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(
        Code::PARTIAL_REFUND,
        "This looks like a partial refund.",
        "Look at it.",
    );
    let key = Key::source(&job.source);
    let ledger = world.0.worker.ledger();
    ledger.park_leaseless(&key, request, &problem).await.unwrap();
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Parked, "{answer:?}");
    assert!(!answer.summary.contains("was sent"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_found_by_everything_that_a_person_may_type() {
    let world = World::new(SENDS).await;
    world.work().await;
    let worker = &world.0.worker;
    let number = world.0.sandbox.eaccounting().records("orders")[0]["Number"].to_string();
    for text in [
        "order:1:5001",
        "5001",
        "#5001",
        "order:5001",
        "Order 5001",
        "ORDER:1:5001",
        "order 1001",
        "1001",
        "contact Anna.Lind@example.com",
        "anna.lind@example.com",
        "Anna Lind",
        "lind",
        &number,
    ] {
        let found = Box::pin(find(worker, text)).await.unwrap();
        assert!(found.records.contains(&World::source()), "{text}: {found:?}");
    }
    let found = Box::pin(find(worker, "424242")).await.unwrap();
    assert_eq!(found.records, []);
    for text in ["", " ", "a\nb", "order", "lamp: x"] {
        assert!(Box::pin(find(worker, text)).await.is_err(), "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_by_asking() {
    let world = World::new(SENDS).await;
    world.work().await;
    let environment = &world.0.environment;
    let journal = world.0.table(&environment.journal_table).await;
    world.answer().await;
    // The attributes of an item come in any order.
    assert_eq!(
        world.0.table(&environment.journal_table).await.len(),
        journal.len()
    );
    assert_eq!(world.0.sandbox.eaccounting().records("orders").len(), 1);
    assert!(world.0.jobs(&environment.queues.orders).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_whole_in_each_language_but_for_what_is_stored_in_english() {
    let sent = World::new(SENDS).await;
    sent.work().await;
    let held = World::new("").await;
    held.work().await;
    let filtered = World::new("[orders]\nplaced_after = 2099-01-01\n").await;
    filtered.work().await;
    let mut answers = vec![
        sent.answer().await,
        held.answer().await,
        filtered.answer().await,
        sent.answer_of(&"order:1:9999".parse().unwrap()).await,
    ];
    hold(held.0.worker.ledger(), &World::source(), "paid in cash", "me")
        .await
        .unwrap();
    answers.push(held.answer().await);
    for language in Language::ALL.into_iter().skip(1) {
        for answer in &answers {
            let (english, own) = (answer.sentences(Language::English), answer.sentences(language));
            assert_eq!(own.len(), english.len(), "{answer:?}");
            assert!(
                own.iter().all(|sentence| !english.contains(sentence)),
                "{own:?} in {}",
                language.tag()
            );
            for advice in &answer.advice {
                let own = advice.text.in_language(language).unwrap();
                assert_ne!(own, &*advice.text, "{}", language.tag());
            }
        }
        // What happened is told in each, as a reason is.
        let [_, parked, filtered, ..] = &answers[..] else {
            panic!("{answers:?}")
        };
        assert!(
            parked.sentences(language).join(" ").contains("VASE"),
            "{parked:?}"
        );
        assert_eq!(parked.only_in_english(language), [""; 0], "{parked:?}");
        let reason = filtered.sentences(language).join(" ");
        assert!(reason.contains("orders.placed_after"), "{filtered:?}");
        assert!(filtered.only_in_english(language).is_empty(), "{filtered:?}");
    }
}

/// An order whose article is unknown, whose buyer's address is incomplete, and which the settings leave out twice.
fn hopeless() -> OrderSeed {
    OrderSeed {
        status: "PENDING_PAYMENT".to_owned(),
        billing: AddressSeed {
            city: String::new(),
            ..annas_address()
        },
        ..order()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_leaves_a_record_out_is_named_with_its_settings() {
    let world = World::new("[orders]\nplaced_after = 2099-01-01\ndry_run = true\n").await;
    world.0.sandbox.activecampaign().add_order(&hopeless());
    world.work().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Filtered, "{answer:?}");
    let keys: Vec<&str> = answer.settings.iter().map(|line| line.key.as_str()).collect();
    for key in ["orders.placed_after", "orders.status_filter", "orders.dry_run"] {
        assert!(keys.contains(&key), "{key} is missing in {keys:?}");
    }
    assert!(answer.summary.contains("orders.placed_after"), "{answer:?}");
    let details = english(&answer.details);
    for part in ["orders.status_filter is \"paid\"", "orders.dry_run is on"] {
        assert_eq!(details.matches(part).count(), 1, "{part} in {details}");
    }
    assert!(!details.contains("placed_after"), "it is told already: {details}");
    // What stops it after these is known too.
    assert!(details.contains("SKU VASE"), "{details}");
    for language in Language::ALL {
        assert_eq!(
            answer.only_in_english(language),
            Vec::<&str>::new(),
            "{language:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parked_record_names_what_its_replay_would_meet_next() {
    let world = World::new("").await;
    world.work().await;
    world.0.sandbox.activecampaign().add_order(&hopeless());
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Parked, "{answer:?}");
    assert!(answer.summary.contains("SKU VASE"), "{answer:?}");
    let details = english(&answer.details);
    assert!(!details.contains("SKU VASE"), "it is told already: {details}");
    assert!(
        details.contains("The settings leave it out, too: it is not paid"),
        "{details}"
    );
    let keys: Vec<&str> = answer.settings.iter().map(|line| line.key.as_str()).collect();
    assert!(keys.contains(&"orders.status_filter"), "{keys:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_on_hold_names_what_waits_behind_the_hold() {
    let world = World::new("").await;
    world.work().await;
    hold(world.0.worker.ledger(), &World::source(), "paid in cash", "me")
        .await
        .unwrap();
    let answer = world.answer().await;
    assert_eq!(answer.state, State::OnHold, "{answer:?}");
    let details = english(&answer.details);
    assert_eq!(details.matches("SKU VASE").count(), 1, "{details}");
    assert!(
        answer
            .advice
            .iter()
            .any(|advice| advice.text.contains("Create article VASE")),
        "{answer:?}"
    );
    assert_eq!(commands(&answer), ["release order:1:5001"]);

    // And what a vendor is down for, where that is remembered.
    let down = Problem {
        vendor: Some(model::Vendor::Eaccounting),
        ..Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "Wait.")
    };
    let mut explained = Box::pin(explain(&world.0.worker, &World::source(), Timestamp::now()))
        .await
        .unwrap();
    explained.facts.outages = vec![engine::VendorOutage {
        vendor: model::Vendor::Eaccounting,
        problem: down,
        probe_at: Timestamp::now(),
    }];
    let answer = why::decide(&explained.facts);
    assert!(
        english(&answer.details).contains("eAccounting is down"),
        "{answer:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_parked_beside_a_record_is_held_and_released_with_it() {
    let world = World::new(SENDS).await;
    let worker = &world.0.worker;
    let ledger = worker.ledger();
    let park = async |key: &Key, kind: JobKind, source: &str| {
        let job = job(kind, source);
        let ask = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(Code::RETRIES_EXHAUSTED, "It failed.", "Look at it.");
        ledger.park_leaseless(key, ask, &problem).await.unwrap();
    };
    let (contact, order): (Source, Source) = ("contact:3".parse().unwrap(), World::source());
    park(&Key::orders_of(&contact), JobKind::FindOrders, "contact:3").await;
    park(&Key::credit_of(&order), JobKind::Order, "order:1:5001").await;
    for source in [&contact, &order] {
        assert!(hold(ledger, source, "a test", "me").await.unwrap());
    }
    assert_eq!(
        ledger.listed(ledger::State::Parked).await.unwrap().0,
        [],
        "nothing is parked"
    );
    let held = why::on_hold(ledger).await.unwrap().0;
    let held: Vec<&str> = held.iter().map(|held| held.record.as_str()).collect();
    assert_eq!(held, ["contact:3", "order:1:5001"], "each once");
    for source in [&contact, &order] {
        let now = Timestamp::now();
        let released = release(worker, source, now).await.unwrap();
        assert_ne!(released, Released::NotOnHold, "{source}");
        assert_eq!(release(worker, source, now).await.unwrap(), Released::NotOnHold);
    }
    assert_eq!(why::on_hold(ledger).await.unwrap().0, []);
    let queued = world.0.jobs(&world.0.environment.queues.customers).await;
    let queued = queued
        .into_iter()
        .chain(world.0.jobs(&world.0.environment.queues.orders).await);
    let kinds: Vec<JobKind> = queued.map(|job| job.kind).collect();
    assert!(kinds.contains(&JobKind::FindOrders), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_a_shop_shows_is_found_beside_another_sales_document_of_it() {
    let world = World::new("").await;
    // It is parked, so that eAccounting has nothing of it; its id is 5001, and customers know it as 1001.
    world.work().await;
    let books = world.0.sandbox.eaccounting();
    let article = books
        .add_article(serde_json::json!({"Number": "LAMP", "Name": "Lamp"}))
        .unwrap();
    let customer = books
        .add_customer(serde_json::json!({"Name": "Somebody else"}))
        .unwrap();
    let row = serde_json::json!({"ArticleId": article["Id"], "Text": "Lamp", "UnitPrice": 1, "Quantity": 1, "LineNumber": 1,
        "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false});
    let by_hand = serde_json::json!({"CustomerId": customer["Id"], "Rows": [row]});
    let number = books.add_order(by_hand).unwrap()["Number"].to_string();
    let number = number.trim_matches('"').to_owned();
    world.0.sandbox.activecampaign().add_order(&OrderSeed {
        id: "6001".to_owned(),
        number: number.clone(),
        ..order()
    });
    let jobs = [job(JobKind::Order, "order:1:6001")];
    Box::pin(world.0.worker.process_orders(delivery(&jobs), REMAINING)).await;
    let found = Box::pin(find(&world.0.worker, &number)).await.unwrap();
    let names: Vec<String> = found.records.iter().map(ToString::to_string).collect();
    assert!(
        names.contains(&"order:1:6001".to_owned()) && names[0].starts_with("sales_order:"),
        "{names:?}"
    );
    let several = Box::pin(why::find_one(&world.0.worker, &number.parse().unwrap())).await;
    let several = several.unwrap_err();
    assert!(matches!(several, why::NotOne::SeveralOfNumber(_)), "{several:?}");
    for language in Language::ALL {
        let told = several.told(language);
        assert!(told.contains("order:1:6001"), "{told}");
        assert_eq!(
            told.starts_with("Several records"),
            language == Language::English,
            "{told}"
        );
    }
}
