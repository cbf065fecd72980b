//! Injects every fault into every step of every flow: never two documents, one in the end, and nothing lost.
//!
//! A scenario is run once undisturbed, which gives its steps and what eAccounting holds after it. Then, for every step and
//! everything that can happen to it, it is run again in a new world, and on until all is settled. A step that is added to a
//! flow gets faults here automatically.

use std::fmt::Write;
use std::sync::Arc;

use engine::JobOutcome;
use ledger::{Record, State};
use model::{Cause, Code, Job};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::scenarios::*;
use crate::support::{Ended, Step, StepFault, World, is_written_elsewhere};

/// What eAccounting holds, as far as it is ours to answer for.
pub(crate) fn holdings(world: &World) -> Value {
    let list = |kind: &str, fields: &[&str]| {
        let mut rows: Vec<String> = world
            .records(kind)
            .iter()
            .map(|record| {
                fields.iter().fold(String::new(), |mut row, field| {
                    let _ = write!(row, "{field}={} ", record[*field]);
                    row
                })
            })
            .collect();
        rows.sort();
        rows
    };
    json!({
        "customers": list("customers", &["EmailAddress", "Name", "InvoiceCity", "InvoiceAddress1", "Telephone"]),
        "orders": list("orders", &["BuyersOrderReference", "Amount", "Status"]),
        "drafts": list("customerinvoicedrafts", &["BuyersOrderReference"]),
        "invoices": list("customerinvoices", &["BuyersOrderReference", "TotalAmount", "RemainingAmount"]),
        "articles": list("articles", &["Number", "Name"]),
        "quotes": list("quotes", &["Status"]),
        "notes": list("notes", &["AttachedTo", "Text"]).len(),
        "emails": world.sandbox.eaccounting().snapshot()["emails"].as_array().map_or(0, Vec::len),
        "written": written(world),
        "stands": stands(world),
        "contacts": contacts(world),
        "told": world.sandbox.activecampaign().snapshot()["notes"].as_array().map_or(0, Vec::len),
    })
}

/// What ActiveCampaign says of where documents stand: deals, and how many of their fields are filled.
fn stands(world: &World) -> Value {
    let snapshot = world.sandbox.activecampaign().snapshot();
    let rows = |kind: &str, fields: &[&str]| {
        let rows = snapshot[kind].as_array().cloned().unwrap_or_default();
        let mut rows: Vec<String> = rows
            .iter()
            .map(|row| fields.iter().map(|field| format!("{} ", row[*field])).collect())
            .collect();
        rows.sort();
        rows
    };
    json!({
        "deals": rows("deals", &["title", "stage", "status", "value", "contact"]),
        "deal fields": rows("dealFieldData", &["customFieldId"]),
    })
}

/// The contacts in ActiveCampaign, with what belongs to them. Tags, lists and accounts count once each.
fn contacts(world: &World) -> Value {
    let snapshot = world.sandbox.activecampaign().snapshot();
    let pick = |kind: &str, fields: &[&str]| {
        let rows = snapshot[kind].as_array().cloned().unwrap_or_default();
        let mut rows: Vec<String> = rows
            .iter()
            .map(|row| fields.iter().map(|field| format!("{} ", row[*field])).collect())
            .collect();
        rows.sort();
        rows
    };
    json!({
        "contacts": pick("contacts", &["id", "email", "firstName", "lastName", "phone"]),
        "fields": pick("fieldValues", &["contact", "field", "value"]),
        "accounts": pick("accounts", &["name"]),
        "inAccounts": pick("accountContacts", &["contact", "account"]),
        "tags": pick("contactTags", &["contact", "tag"]),
        "lists": pick("contactLists", &["contact", "list", "status"]),
    })
}

/// The orders in ActiveCampaign, and the connections.
fn written(world: &World) -> Value {
    let snapshot = world.sandbox.activecampaign().snapshot();
    let rows = |kind: &str| snapshot[kind].as_array().cloned().unwrap_or_default();
    let orders = rows("orders");
    let orders = orders.iter().map(|order| {
        json!([
            order["orderNumber"],
            order["normalizedStatus"],
            order["finalAmount"],
            order["lineItems"]
        ])
    });
    let mut products: Vec<Value> = rows("products")
        .iter()
        .map(|product| json!([product["variantSku"], product["stockStatus"]]))
        .collect();
    products.sort_by_key(Value::to_string);
    json!({"orders": orders.collect::<Value>(), "products": products, "connections": rows("connections").len(),
        "quantities": rows("customObjectRecords").len()})
}

/// A scenario without faults: its steps, and what there is after it.
async fn undisturbed(scenario: Scenario) -> (Vec<Step>, Value) {
    let world = World::still(scenario.settings, 1);
    begin(scenario, &world, &[]).await;
    let ended = world.drive().await;
    let parked = ended
        .iter()
        .find(|ended| matches!(ended.verdict, JobOutcome::Parked(_)));
    assert!(parked.is_none(), "{}: {parked:?}", scenario.name);
    assert_eq!(
        world.sandbox.violations(),
        Vec::<String>::new(),
        "{}",
        scenario.name
    );
    (world.steps.seen(), holdings(&world))
}

/// Plays what happened before, and queues the jobs to inject faults into; returns how many were queued before them.
async fn begin(scenario: Scenario, world: &World, faults: &[(usize, StepFault)]) -> usize {
    let before = (scenario.before)(world);
    if !before.is_empty() {
        world.queue.add(&before);
        world.drive().await;
        world.pass(3600);
    }
    let sent = world.queue.sent().len();
    let jobs = (scenario.seed)(world);
    world.queue.add(&jobs);
    world.steps.begin(faults.iter().copied());
    sent
}

/// What each job comes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    /// The worker that it was at, with what it remembers.
    TheSame,
    /// A worker that knows nothing.
    Another,
}

/// Runs a scenario with these faults, until everything has settled; says what is wrong then.
async fn injected(
    scenario: Scenario,
    faults: &[(usize, StepFault)],
    on: On,
    attempts: u32,
    wanted: &Value,
) -> Result<(), String> {
    let world = World::still(scenario.settings, attempts);
    let before = begin(scenario, &world, faults).await;
    let mut workers = vec![Arc::clone(&world.worker)];
    if on == On::Another {
        workers.push(world.another_worker());
    }
    let ended = world.drive_on(&workers).await;
    world.steps.begin([]);
    let sent = world.queue.sent().split_off(before);
    only_once(&world, wanted)?;

    // What a person has to look at is kept, and goes on when asked to.
    let parked: Vec<&Ended> = ended
        .iter()
        .filter(|ended| matches!(ended.verdict, JobOutcome::Parked(_)))
        .collect();
    for (number, ended) in parked.iter().enumerate() {
        let JobOutcome::Parked(problem) = &ended.verdict else {
            continue;
        };
        if !may_be_parked(problem.code) {
            return Err(format!("{} was parked: {problem}", ended.job.source));
        }
        world.pass(60);
        let replay = Job {
            cause: Cause::Replay,
            key: format!("replay-{number}"),
            first_seen: model::Clock::now(&*world.clock),
            ..ended.job.clone()
        };
        world.queue.add(&[replay]);
        world.drive().await;
    }

    let held = holdings(&world);
    if settled(&held) != settled(wanted) {
        return Err(format!(
            "eAccounting holds {held:#} instead of {wanted:#}; jobs ended so: {ended:#?}"
        ));
    }
    for job in sent {
        if !ended.iter().any(|ended| ended.job.key == job.key) {
            return Err(format!("{} never ended", job.source));
        }
    }
    all_closed(&world)
}

/// Whether a job may end with this code although nobody has to mend anything: an answer that cannot be read may be a mistake
/// of ours, and a worker that is lost again and again is lost by the record.
fn may_be_parked(code: Code) -> bool {
    [
        Code::EACCOUNTING_INVALID_RESPONSE,
        Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
        Code::ACTIVECAMPAIGN_UNAUTHORIZED,
        Code::ACTIVECAMPAIGN_REJECTED,
        Code::FOLLOW_UP_FAILED,
        Code::CRASHED,
    ]
    .contains(&code)
}

/// What is told at most once: who is lost in between does not tell it again.
const AT_MOST_ONCE: [&str; 3] = ["notes", "emails", "told"];

/// What must be there in the end, come what may.
fn settled(held: &Value) -> Value {
    let mut held = held.clone();
    if let Some(kinds) = held.as_object_mut() {
        kinds.retain(|kind, _| !AT_MOST_ONCE.contains(&kind.as_str()));
    }
    held
}

/// Nothing is there more often than it should be, however it ended.
fn only_once(world: &World, wanted: &Value) -> Result<(), String> {
    let held = holdings(world);
    for kind in AT_MOST_ONCE {
        if held[kind].as_u64() > wanted[kind].as_u64() {
            return Err(format!("{} {kind} instead of {}", held[kind], wanted[kind]));
        }
    }
    for (kind, rows) in held.as_object().into_iter().flatten() {
        let (has, may) = (
            rows.as_array().map_or(0, Vec::len),
            wanted[kind].as_array().map_or(0, Vec::len),
        );
        // What is on its way to becoming another document is one in its stead.
        if has > may && kind != "drafts" {
            return Err(format!("{has} {kind} instead of {may}: {rows:#}"));
        }
    }
    Ok(())
}

/// A record that is neither done nor skipped is one that nobody will ever come back to. Not so a contact's or account's own:
/// a worker that stood still may note its failure after another has succeeded, and the next change closes it.
fn all_closed(world: &World) -> Result<(), String> {
    let is_open = |record: &Record| {
        let key = record.key.as_str();
        // Where the store refused the last write of a creation, its lease lapses by itself: whoever wants the customer looks
        // it up first, and takes the record over only where it is not there.
        let lapses = key.starts_with("customer:") && record.state == State::Committing;
        let looked_at_anew = is_written_elsewhere(record)
            || ["contact:", "account:", "written_contact:"]
                .iter()
                .any(|kind| key.starts_with(kind));
        !matches!(record.state, State::Done | State::Skipped) && !looked_at_anew && !lapses
    };
    // What is done is known with the payload that it was made of: else its next change would not be seen.
    let is_blind = |record: &&Record| {
        let of_order = matches!(record.key.as_str().split(':').next(), Some("order" | "deal"));
        of_order && record.state == State::Done && record.payload_hash.is_none()
    };
    if let Some(record) = world.memory.records().iter().find(is_blind) {
        return Err(format!("{} is done, and nobody knows with what", record.key));
    }
    match world.memory.records().into_iter().find(is_open) {
        Some(record) => Err(format!(
            "{} is left {}: {:?}",
            record.key,
            record.state.as_str(),
            record.problem
        )),
        None => Ok(()),
    }
}

/// Strikes at every step of a scenario in every way.
async fn walk(scenario: Scenario) {
    let (steps, wanted) = undisturbed(scenario).await;
    assert!(
        steps.iter().any(|step| matches!(step, Step::Http(..))),
        "there is no step to inject a fault into"
    );
    let mut wrong = Vec::new();
    let mut runs = 0;
    for (number, step) in steps.iter().enumerate() {
        // What is kept of stock has 256 parts, which are read alike: a few stand for all.
        let alike = steps.iter().filter(|other| *other == step).count();
        let before = steps[..number].iter().filter(|other| *other == step).count();
        if alike > 100 && before % (alike / 8) != 0 {
            continue;
        }
        for fault in StepFault::all(*step) {
            // A payment that eAccounting refuses is told and left to a person: the invoice stands.
            let payment = eaccounting::Operation::RegisterPayment.as_str();
            let is_payment = matches!(step, Step::Http(call, _) if *call == payment);
            if is_payment && *fault == StepFault::Refused {
                continue;
            }
            // Whoever stands still or is overtaken is so by another.
            let stands = matches!(
                fault,
                StepFault::FreezeBefore | StepFault::FreezeAfter | StepFault::DeliveredAgain
            );
            let both = [On::TheSame, On::Another];
            for on in both.into_iter().filter(|on| !stands || *on == On::Another) {
                runs += 1;
                if let Err(why) = injected(scenario, &[(number, *fault)], on, 1, &wanted).await {
                    wrong.push(format!("step {number} {step:?}, {fault:?}, on {on:?}: {why}"));
                }
            }
        }
    }
    eprintln!("{}: {} steps, {runs} runs", scenario.name, steps.len());
    let first: Vec<&String> = wrong.iter().take(8).collect();
    assert!(
        wrong.is_empty(),
        "{}: {} of {runs} runs went wrong:\n{first:#?}",
        scenario.name,
        wrong.len()
    );
}

macro_rules! walks {
    ($($(#[$attribute:meta])* $test:ident = $scenario:expr;)*) => {$(
        $(#[$attribute])*
        #[tokio::test(start_paused = true)]
        async fn $test() {
            walk($scenario).await;
        }
    )*};
}

walks! {
    a_contact_becomes_one_customer_whatever_goes_wrong_at_any_step = CUSTOMER;
    a_customer_is_updated_whatever_goes_wrong_at_any_step = UPDATE;
    an_order_and_its_new_customer_are_created_once_whatever_goes_wrong_at_any_step = ORDER;
    an_order_is_invoiced_once_whatever_goes_wrong_at_any_step = INVOICED;
    an_invoice_is_booked_once_whatever_goes_wrong_at_any_step = INVOICE;
    an_offer_is_converted_once_whatever_goes_wrong_at_any_step = OFFER;
    an_article_is_created_once_whatever_goes_wrong_at_any_step = ARTICLE;
    the_orders_of_a_contact_are_found_whatever_goes_wrong_at_any_step = SEARCH;
    an_invoice_draft_is_created_once_whatever_goes_wrong_at_any_step = DRAFT;
    a_draft_of_an_order_is_created_once_whatever_goes_wrong_at_any_step = ORDER_DRAFT;
    an_offer_becomes_one_draft_whatever_goes_wrong_at_any_step = OFFER_DRAFT;
    a_won_deal_becomes_one_order_whatever_goes_wrong_at_any_step = DEAL;
    surcharges_get_one_article_each_whatever_goes_wrong_at_any_step = SURCHARGES;
    an_article_is_updated_whatever_goes_wrong_at_any_step = ARTICLE_UPDATE;
    an_order_is_told_at_most_once_whatever_goes_wrong_at_any_step = TOLD;
    an_order_that_was_skipped_is_sent_once_whatever_goes_wrong_at_any_step = PAID_LATER;
    a_company_is_created_once_whatever_goes_wrong_at_any_step = COMPANY;
    an_account_updates_its_company_whatever_goes_wrong_at_any_step = ACCOUNT;
    an_invoice_is_credited_once_whatever_goes_wrong_at_any_step = CREDIT;
    an_invoice_is_credited_and_repaid_once_whatever_goes_wrong_at_any_step = REPAYMENT;
    a_replay_creates_one_order_whatever_goes_wrong_at_any_step = REPLAYED;
    a_written_order_is_there_once_whatever_goes_wrong_at_any_step = WRITTEN;
    a_deleted_order_is_cancelled_whatever_goes_wrong_at_any_step = DELETED;
    a_payment_is_told_to_the_contact_whatever_goes_wrong_at_any_step = PAID;
    a_deal_moves_with_its_order_whatever_goes_wrong_at_any_step = MOVED;
    a_quote_becomes_one_deal_whatever_goes_wrong_at_any_step = QUOTE_DEAL;
    a_quotes_deal_moves_whatever_goes_wrong_at_any_step = QUOTE_MOVED;
    a_customer_becomes_one_contact_whatever_goes_wrong_at_any_step = CONTACT;
    a_contact_is_updated_whatever_goes_wrong_at_any_step = CONTACT_UPDATE;
    both_sides_end_equal_whatever_goes_wrong_at_any_step = BOTH_WAYS;
    stock_is_written_whatever_goes_wrong_at_any_step = STOCK;
    all_stock_is_written_once_whatever_goes_wrong_at_any_step = ALL_STOCK;
}

// Variants of the walks above: `make verify` runs them, and every test run draws from their scenarios.
walks! {
    #[ignore = "takes a minute; part of `make verify`"]
    a_written_order_is_paid_whatever_goes_wrong_at_any_step = WRITTEN_PAID;
    #[ignore = "takes a minute; part of `make verify`"]
    a_quote_is_one_pending_order_whatever_goes_wrong_at_any_step = QUOTE_ORDER;
    #[ignore = "takes a minute; part of `make verify`"]
    a_renamed_account_renames_its_company_whatever_goes_wrong = RENAMED;
    #[ignore = "takes a minute; part of `make verify`"]
    a_quantity_is_written_once_whatever_goes_wrong_at_any_step = STOCK_QUANTITY;
}

/// A fault of any kind; one that a step cannot suffer passes it by.
fn any_blow() -> impl Strategy<Value = StepFault> {
    prop::sample::select(StepFault::EVERY.to_vec())
}

proptest! {
    // A few for every day; PROPTEST_CASES for more.
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_goes_wrong_however_often_there_is_one_document_in_the_end(
        scenario in prop::sample::select(&SCENARIOS[..]),
        faults in vec((0_usize..60, any_blow()), 1..7),
        attempts in 1_u32..=3,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let result = runtime.block_on(async {
            let (_, wanted) = undisturbed(scenario).await;
            injected(scenario, &faults, On::Another, attempts, &wanted).await
        });
        prop_assert!(result.is_ok(), "{}: {}", scenario.name, result.unwrap_err());
    }
}
