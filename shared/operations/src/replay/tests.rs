use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use devstack::testing::{IdleStack, delivery, job};
use jiff::SignedDuration;
use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Document, DocumentKind, Intent, Key, Ledger};
use model::{Cause, Code, Job, JobKind, ManualClock, Problem, Source};
use sandbox::activecampaign::ContactSeed;

use super::*;
use crate::audit;
use crate::causes::{Status, mark, parked_records};

const ME: &str = "arn:aws:iam::123456789012:user/ops";

/// A stack, and what these tests do with it.
struct Stack(IdleStack);

impl Deref for Stack {
    type Target = IdleStack;

    fn deref(&self) -> &IdleStack {
        &self.0
    }
}

impl Stack {
    async fn new() -> Self {
        Self(IdleStack::new().await)
    }

    async fn park(&self, job: &Job, code: Code) {
        let ask = ClaimRequest {
            job: Some(job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(code, format!("{} failed.", job.source), "Mend it.");
        let key = Key::source(&job.source);
        let ledger = self.worker.ledger();
        ledger.park_leaseless(&key, ask, &problem).await.unwrap();
    }

    async fn create(&self, source: &str) {
        let key = Key::source(&source.parse().unwrap());
        let intent = Intent {
            what: DocumentKind::Order,
            natural_key: "1001".to_owned(),
            customer_id: None,
            step: "order".to_owned(),
        };
        let ledger = self.worker.ledger();
        let claimed = ledger
            .claim_with_intent(&key, ClaimRequest::default(), intent)
            .await
            .unwrap();
        let ledger::ClaimOutcome::Fresh(lease) = claimed else {
            panic!("{claimed:?}")
        };
        let document = Document {
            kind: DocumentKind::Order,
            id: "a".to_owned(),
            number: Some("17".to_owned()),
        };
        ledger.done(lease, Some(document)).await.unwrap();
    }

    /// An entry of the activity log: an attempt that ended now.
    async fn attempted(&self, job: &Job, outcome: Outcome, code: Option<Code>) {
        let now = self.worker.ledger().now();
        let mut recorder = Recorder::new(job, now);
        if let Some(code) = code {
            recorder.problem(Problem::new(code, "It failed.", "Mend it."));
        }
        let entry = recorder.finish(outcome, now, &Redaction::new(14, [""; 0]));
        self.worker.journal().put(&entry).await.unwrap();
    }

    async fn planned(&self, selection: Selection, again: bool) -> Plan {
        plan(&self.worker, selection, again, self.worker.ledger().now())
            .await
            .unwrap()
    }

    async fn replay(&self, selection: Selection) -> Applied {
        let plan = self.planned(selection, false).await;
        let saved = save(&self.worker, &plan, ME).await.unwrap();
        apply(&self.worker, &saved.name, Some(&plan), ME, |_| {})
            .await
            .unwrap()
    }

    async fn progress(&self, name: &str) -> Progress {
        progress(&self.worker, name, self.worker.ledger().now())
            .await
            .unwrap()
    }
}

fn records(sources: &[&str]) -> Selection {
    Selection::Records(sources.iter().map(|source| source.parse().unwrap()).collect())
}

fn parked(cause: Option<Code>) -> Selection {
    Selection::Parked {
        cause,
        window: Window::default(),
    }
}

fn words(plan: &Plan) -> BTreeSet<(String, &'static str, bool)> {
    let word = |item: &Item| (item.source.to_string(), item.standing.word(), item.replayed);
    plan.items.iter().map(word).collect()
}

fn expected<const N: usize>(
    items: [(&str, &'static str, bool); N],
) -> BTreeSet<(String, &'static str, bool)> {
    items
        .map(|(source, word, replayed)| (source.to_owned(), word, replayed))
        .into()
}

#[tokio::test]
async fn what_is_parked_is_queued_while_the_ledger_keeps_it() {
    let stack = Stack::new().await;
    stack
        .park(&job(JobKind::Order, "order:1:1001"), Code::SKU_UNKNOWN)
        .await;
    stack
        .park(&job(JobKind::Customer, "contact:3"), Code::CUSTOMER_INCOMPLETE)
        .await;
    let one = stack.planned(parked(Some(Code::SKU_UNKNOWN)), false).await;
    assert_eq!(words(&one), expected([("order:1:1001", "parked", true)]));

    let applied = stack.replay(parked(None)).await;
    assert_eq!((applied.replay.count, applied.replay.queued), (2, 2));
    let orders = stack.jobs(&stack.environment.queues.orders).await;
    assert_eq!(
        (
            orders[0].source.to_string().as_str(),
            orders[0].cause,
            orders[0].replay()
        ),
        ("order:1:1001", Cause::Replay, Some("parked-1"))
    );
    // The record is looked at as it is now, whatever version was seen when it was parked.
    assert_eq!(orders[0].version, None);
    let customers = stack.jobs(&stack.environment.queues.customers).await;
    assert_eq!(customers[0].kind, JobKind::Customer);
    // Until a worker takes it, it is as parked as before.
    assert_eq!(
        parked_records(stack.worker.ledger(), None).await.unwrap().len(),
        2
    );
}

#[tokio::test]
async fn what_is_done_busy_held_or_comes_by_itself_is_left() {
    let stack = Stack::new().await;
    let ledger = stack.worker.ledger();
    stack.create("order:1:1001").await;
    let key = |source: &str| Key::source(&source.parse().unwrap());
    let _busy = ledger
        .claim(&key("order:1:1002"), ClaimRequest::default())
        .await
        .unwrap();
    let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "");
    let later = ledger.now() + SignedDuration::from_hours(2);
    let (waiting, ask) = (key("order:1:1003"), ClaimRequest::default());
    ledger
        .wait_leaseless(&waiting, ask, &problem, later, true)
        .await
        .unwrap();
    ledger
        .skip_leaseless(&key("deal:7"), ClaimRequest::default(), "not won")
        .await
        .unwrap();
    why::hold(ledger, &"deal:8".parse().unwrap(), "a test", "me")
        .await
        .unwrap();
    let all = [
        "order:1:1001",
        "order:1:1002",
        "order:1:1003",
        "deal:7",
        "deal:8",
        "contact:1",
        "order:1:77777",
    ];
    let known = ContactSeed::new("anna.lind@example.com");
    assert_eq!(stack.sandbox.activecampaign().add_contact(&known), 1);
    for again in [false, true] {
        let plan = stack.planned(records(&all), again).await;
        let wanted = expected([
            ("order:1:1001", "done", again),
            ("order:1:1002", "busy", false),
            ("order:1:1003", "waits", false),
            ("deal:7", "skipped", true),
            ("deal:8", "on hold", false),
            ("contact:1", "unknown", true),
            ("order:1:77777", "missing", false),
        ]);
        assert_eq!(words(&plan), wanted);
        let is_told = |item: &Item| {
            let text = item.standing.text(|at| at.to_string());
            text.contains("done already: order 17")
        };
        assert!(plan.items.iter().any(is_told));
    }
}

/// A record whose answer was lost: it may have become a document.
async fn lost_answer(stack: &Stack, source: &str) -> ledger::Record {
    let ledger = stack.worker.ledger();
    let job = job(JobKind::Order, source);
    let ask = ClaimRequest {
        job: Some(&job),
        ..ClaimRequest::default()
    };
    let intent = Intent {
        what: DocumentKind::Order,
        natural_key: "1001".to_owned(),
        customer_id: None,
        step: "order".to_owned(),
    };
    let key = Key::source(&job.source);
    let claimed = ledger.claim_with_intent(&key, ask, intent).await.unwrap();
    let ledger::ClaimOutcome::Fresh(lease) = claimed else {
        panic!("{claimed:?}")
    };
    let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "No answer came.", "Wait.");
    let retry = ledger.now() + SignedDuration::from_mins(5);
    ledger.in_doubt(lease, &problem, Some(retry)).await.unwrap()
}

#[tokio::test]
async fn a_record_in_doubt_stands_so_and_is_replayed() {
    let stack = Stack::new().await;
    let record = lost_answer(&stack, "order:1:1001").await;
    let now = stack.worker.ledger().now();
    let standing = Standing::of(Some(&record), now);
    assert!(matches!(&standing, Standing::InDoubt(Some(_))), "{standing:?}");
    for again in [false, true] {
        assert!(standing.is_replayed(again) && !standing.is_done());
        let plan = stack.planned(records(&["order:1:1001"]), again).await;
        assert_eq!(words(&plan), expected([("order:1:1001", "in doubt", true)]));
    }
    assert_eq!(
        standing.problem().map(|problem| problem.code),
        Some(Code::EACCOUNTING_SERVER_ERROR)
    );
    let told = standing.text(|at| at.to_string());
    assert!(told.contains("looked up before anything is created"), "{told}");
    // A worker that was lost after it had begun to create, and one that a person has stopped.
    let lost = ledger::Record {
        state: ledger::State::Committing,
        ..record.clone()
    };
    assert_eq!(Standing::of(Some(&lost), now), Standing::Overdue);
    why::hold(
        stack.worker.ledger(),
        &"order:1:1001".parse().unwrap(),
        "wait",
        "me",
    )
    .await
    .unwrap();
    let plan = stack.planned(records(&["order:1:1001"]), true).await;
    assert_eq!(words(&plan), expected([("order:1:1001", "on hold", false)]));
}

#[tokio::test]
async fn a_replay_of_a_record_in_doubt_makes_its_next_attempt_due_and_keeps_its_intent() {
    let stack = Stack::new().await;
    let before = lost_answer(&stack, "order:1:1001").await;
    let applied = stack.replay(records(&["order:1:1001"])).await;
    assert_eq!((applied.replay.queued, applied.aborted), (1, false));
    let jobs = stack.jobs(&stack.environment.queues.orders).await;
    assert_eq!((jobs.len(), jobs[0].cause), (1, Cause::Replay));
    // The worker that takes the job opens the record, and must not forget that a document may exist.
    let opened = stack.worker.ledger().reopen(&before.key).await.unwrap();
    let ledger::Reopened::Open(opened) = opened else {
        panic!("{opened:?}")
    };
    assert_eq!(opened.intent, before.intent);
    assert!(opened.intent.is_some());
}

#[tokio::test]
async fn what_a_person_has_ignored_is_replayed_only_by_name_or_cause() {
    let stack = Stack::new().await;
    let order = |number: u32| job(JobKind::Order, &format!("order:1:{number}"));
    let ledger = stack.worker.ledger();
    stack.park(&order(1), Code::TOTAL_MISMATCH).await;
    stack.park(&order(2), Code::SKU_UNKNOWN).await;
    stack.park(&order(3), Code::PERIOD_LOCKED).await;
    for (code, status) in [
        (Code::TOTAL_MISMATCH, Status::Ignored),
        (Code::PERIOD_LOCKED, Status::Resolved),
    ] {
        mark(ledger, code, status, ME, None).await.unwrap();
    }
    // One more of the ignored cause opens it again; what was said of the first still holds.
    stack.park(&order(4), Code::TOTAL_MISMATCH).await;
    // So it does when the first is tried again in vain.
    stack.park(&order(1), Code::TOTAL_MISMATCH).await;
    for number in 1..=4 {
        stack.attempted(&order(number), Outcome::Parked, None).await;
    }
    let attempts = |error| Selection::Attempts {
        error,
        window: Window::default(),
    };
    for blanket in [parked(None), attempts(None)] {
        let plan = stack.planned(blanket, false).await;
        let taken = [2, 3, 4].map(|number| (format!("order:1:{number}"), "parked", true));
        assert_eq!(words(&plan), taken.into());
        assert_eq!(plan.ignored, [(Code::TOTAL_MISMATCH, 1)].into());
    }
    stack
        .attempted(&order(1), Outcome::Parked, Some(Code::TOTAL_MISMATCH))
        .await;
    for named in [
        records(&["order:1:1"]),
        parked(Some(Code::TOTAL_MISMATCH)),
        attempts(Some(Code::TOTAL_MISMATCH)),
    ] {
        let plan = stack.planned(named, false).await;
        assert!(words(&plan).contains(&("order:1:1".to_owned(), "parked", true)));
        assert_eq!(plan.ignored, BTreeMap::new());
    }
}

#[tokio::test]
async fn a_done_order_is_replayed_where_its_credit_is_parked() {
    let stack = Stack::new().await;
    stack.create("order:1:1001").await;
    let source: Source = "order:1:1001".parse().unwrap();
    let order = job(JobKind::Order, "order:1:1001");
    let ask = ClaimRequest {
        job: Some(&order),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::PERIOD_LOCKED, "The period is locked.", "Unlock it.");
    let ledger = stack.worker.ledger();
    ledger
        .park_leaseless(&Key::credit_of(&source), ask, &problem)
        .await
        .unwrap();
    let plan = stack.planned(records(&["order:1:1001"]), false).await;
    assert_eq!(words(&plan), expected([("order:1:1001", "parked", true)]));
}

#[tokio::test]
async fn an_error_and_a_window_choose_by_the_activity_log() {
    let stack = Stack::new().await;
    let order = |number: u32| job(JobKind::Order, &format!("order:1:{number}"));
    let rejected = Some(Code::EACCOUNTING_REJECTED);
    stack.attempted(&order(1), Outcome::Parked, rejected).await;
    stack
        .attempted(&order(2), Outcome::Waiting, Some(Code::EACCOUNTING_SERVER_ERROR))
        .await;
    let between = stack.worker.ledger().now();
    stack.attempted(&order(3), Outcome::Parked, rejected).await;
    stack.attempted(&order(3), Outcome::Parked, rejected).await;
    let chosen = async |error: Option<Code>, since, until| {
        let selection = Selection::Attempts {
            error,
            window: Window { since, until },
        };
        let plan = stack.planned(selection, false).await;
        let sources: Vec<String> = plan.items.iter().map(|item| item.source.to_string()).collect();
        sources
    };
    assert_eq!(chosen(rejected, None, None).await, ["order:1:1", "order:1:3"]);
    assert_eq!(chosen(rejected, Some(between), None).await, ["order:1:3"]);
    assert_eq!(
        chosen(None, None, Some(between)).await,
        ["order:1:1", "order:1:2"]
    );
}

#[tokio::test]
async fn a_plans_records_are_fixed_whatever_is_parked_before_it_is_applied() {
    let stack = Stack::new().await;
    stack
        .park(&job(JobKind::Order, "order:1:1001"), Code::SKU_UNKNOWN)
        .await;
    let plan = stack.planned(parked(Some(Code::SKU_UNKNOWN)), false).await;
    let saved = save(&stack.worker, &plan, ME).await.unwrap();
    assert_eq!(saved.name, "sku_unknown-1");
    stack
        .park(&job(JobKind::Order, "order:1:1002"), Code::SKU_UNKNOWN)
        .await;

    // Somebody else carries the kept plan out, without the plan itself.
    let mut heard = Vec::new();
    let applied = apply(&stack.worker, &saved.name, None, "you", |queued| {
        heard.push(queued)
    })
    .await
    .unwrap();
    assert_eq!((applied.replay.state, heard), (ReplayState::Queued, vec![1]));
    assert_eq!(stack.jobs(&stack.environment.queues.orders).await.len(), 1);
    let twice = apply(&stack.worker, &saved.name, None, "you", |_| {}).await;
    assert!(twice.unwrap_err().message.contains("queued already"));

    let known = replays(stack.worker.ledger()).await.unwrap();
    assert_eq!((known.len(), known[0].by.as_str()), (1, ME));
    let noted = audit::actions(stack.worker.ledger()).await.unwrap();
    assert_eq!(
        (noted[0].by.as_str(), noted[0].what.as_str()),
        (
            "you",
            "Replay sku_unknown-1: 1 record (what is parked with sku_unknown)."
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_tells_what_ended_and_what_failed_in_a_replay() {
    let stack = Stack::new().await;
    let order = |number: u32| job(JobKind::Order, &format!("order:1:{number}"));
    for number in 1..=4 {
        stack.park(&order(number), Code::SKU_UNKNOWN).await;
    }
    // An attempt before the replay is none of its.
    stack
        .attempted(&order(4), Outcome::Parked, Some(Code::SKU_UNKNOWN))
        .await;
    let name = stack.replay(parked(None)).await.replay.name;
    let replayed = |number| Job {
        cause: Cause::Replay,
        ..order(number)
    };
    stack.attempted(&replayed(1), Outcome::Done, None).await;
    let code = Some(Code::SKU_UNKNOWN);
    stack.attempted(&replayed(2), Outcome::Parked, code).await;
    stack
        .attempted(
            &replayed(3),
            Outcome::Waiting,
            Some(Code::EACCOUNTING_SERVER_ERROR),
        )
        .await;
    let seen = stack.progress(&name).await;
    assert_eq!(
        seen.counts(),
        [
            (Some(Outcome::Done), 1),
            (Some(Outcome::Parked), 1),
            (None, 1),
            (Some(Outcome::Waiting), 1)
        ]
    );
    let failed: Vec<String> = seen.failed().map(|target| target.source.to_string()).collect();
    assert_eq!(
        (seen.over(), failed),
        (2, vec!["order:1:2".to_owned(), "order:1:3".to_owned()])
    );

    stack.attempted(&replayed(3), Outcome::Done, None).await;
    stack.attempted(&replayed(4), Outcome::Skipped, None).await;
    let seen = stack.progress(&name).await;
    assert_eq!((seen.over(), seen.failed().count()), (4, 1));
    assert_eq!(
        seen.targets
            .iter()
            .find(|target| target.has_failed())
            .unwrap()
            .code,
        code
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_aborted_replay_leaves_what_no_worker_has_begun() {
    let stack = Stack::new().await;
    let order = job(JobKind::Order, "order:1:1001");
    stack.park(&order, Code::SKU_UNKNOWN).await;
    let name = stack.replay(parked(None)).await.replay.name;
    abort(&stack.worker, &name, ME).await.unwrap();
    // The same before its job has come, after it, and after another replay of the record.
    let not_begun = async || {
        let seen = stack.progress(&name).await;
        assert_eq!((seen.over(), seen.aborted()), (1, 1));
        assert_eq!(seen.counts(), []);
    };
    not_begun().await;
    let again = apply(&stack.worker, &name, None, ME, |_| {}).await;
    assert!(again.unwrap_err().message.contains("aborted"));

    let queued = stack.jobs(&stack.environment.queues.orders).await;
    let worked = stack
        .worker
        .process_orders(delivery(&queued), Duration::from_secs(80));
    let answer = Box::pin(worked).await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    assert!(stack.sandbox.eaccounting().records("orders").is_empty());
    let still = parked_records(stack.worker.ledger(), Some(Code::SKU_UNKNOWN)).await;
    assert_eq!(still.unwrap().len(), 1);
    not_begun().await;
    let entries = stack.worker.journal().of(&order.source, 1).await.unwrap();
    assert_eq!(
        entries[0].reason.as_deref(),
        Some("the replay parked-1 was aborted")
    );
    let replayed = Job {
        cause: Cause::Replay,
        ..order
    };
    stack.attempted(&replayed, Outcome::Done, None).await;
    not_begun().await;
    assert!(abort(&stack.worker, "parked-9", ME).await.is_err());
}

#[tokio::test]
async fn only_the_newest_replays_are_kept() {
    let stack = Stack::new().await;
    stack
        .park(&job(JobKind::Order, "deal:7"), Code::SKU_UNKNOWN)
        .await;
    for _ in 0..52 {
        let plan = stack.planned(records(&["deal:7"]), false).await;
        save(&stack.worker, &plan, ME).await.unwrap();
    }
    let known = replays(stack.worker.ledger()).await.unwrap();
    let ends = (known.first().unwrap().number, known.last().unwrap().number);
    assert_eq!((known.len(), ends), (50, (52, 3)));
    assert_eq!(stack.progress("records-3").await.targets.len(), 1);
    let forgotten = progress(&stack.worker, "records-2", stack.worker.ledger().now()).await;
    assert!(forgotten.unwrap_err().message.contains("no replay records-2"));
}

#[tokio::test]
async fn a_plan_that_nobody_applies_is_dropped_after_a_week() {
    let stack = Stack::new().await;
    stack
        .park(&job(JobKind::Order, "deal:7"), Code::SKU_UNKNOWN)
        .await;
    let plan = stack.planned(records(&["deal:7"]), false).await;
    let left = save(&stack.worker, &plan, ME).await.unwrap().name;
    let applied = save(&stack.worker, &plan, ME).await.unwrap().name;
    apply(&stack.worker, &applied, Some(&plan), ME, |_| {})
        .await
        .unwrap();
    let ledger = stack.worker.ledger();
    let clock = Arc::new(ManualClock::new(ledger.now()));
    let store = Arc::clone(ledger.store());
    let later = Ledger::new(store, clock.clone(), "later", Duration::from_secs(60));
    let names = async || {
        let known = replays(&later).await.unwrap();
        known.into_iter().map(|replay| replay.name).collect::<Vec<_>>()
    };
    clock.advance(SignedDuration::from_hours(7 * 24 - 1));
    assert_eq!(names().await, [applied.clone(), left.clone()]);
    clock.advance(SignedDuration::from_hours(1));
    assert_eq!(names().await, [applied]);
    let changed = super::store::change(&later, &left, |_| Ok(())).await;
    let told = changed.unwrap_err().message;
    assert!(told.contains("isn't applied for 7 days"), "{told}");
}

#[tokio::test]
async fn a_contact_that_is_replayed_has_its_parked_search_for_orders_replayed() {
    let stack = Stack::new().await;
    for address in ["anna@example.com", "bo@example.com"] {
        let contact = ContactSeed::new(address);
        stack.sandbox.activecampaign().add_contact(&contact);
    }
    let search = job(JobKind::FindOrders, "contact:2");
    let kinds = async |stack: &Stack| {
        let plan = stack.planned(records(&["contact:2"]), false).await;
        plan.replayed().map(|item| item.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&stack).await, [JobKind::Customer]);
    let ask = ClaimRequest {
        job: Some(&search),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::RETRIES_EXHAUSTED, "It failed.", "Look at it.");
    let key = Key::orders_of(&search.source);
    let ledger = stack.worker.ledger();
    ledger.park_leaseless(&key, ask, &problem).await.unwrap();
    assert_eq!(
        kinds(&stack).await,
        [JobKind::Customer, JobKind::FindOrders],
        "as the list of parked records names it"
    );
}

#[tokio::test]
async fn what_has_changed_since_it_was_sent_is_replayed_with_its_cause() {
    let stack = Stack::new().await;
    let record = stack.changed_since_sent("order:1:1001").await;
    let plan = stack
        .planned(parked(Some(Code::CHANGED_AFTER_CREATION)), false)
        .await;
    let [item] = plan.items.as_slice() else {
        panic!("{plan:?}")
    };
    assert!(item.replayed && item.kind == JobKind::Order);
    assert_eq!(item.standing.word(), "changed since");
    let told = item.standing.text(|at| at.to_string());
    assert!(told.starts_with("invoice 12. [changed_after_creation]"), "{told}");
    stack.worker.ledger().settle(&record.key).await.unwrap();
    let plan = stack.planned(records(&["order:1:1001"]), false).await;
    assert!(!plan.items[0].replayed, "nothing is left to do: {:?}", plan.items);
}

#[tokio::test]
async fn a_job_that_gave_up_lies_in_the_dead_letter_queue_until_it_is_replayed() {
    let stack = Stack::new().await;
    let first = job(JobKind::Order, "order:1:1001");
    stack.park(&first, Code::RETRIES_EXHAUSTED).await;
    // Another webhook about it had waited behind: it gave up with the first, and leaves no second letter.
    let second = Job {
        key: "another webhook".to_owned(),
        ..first.clone()
    };
    let minute = Duration::from_secs(60);
    let jobs = [first.clone(), second];
    let answer = Box::pin(stack.worker.process_orders(delivery(&jobs), minute)).await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    let dead = &stack.environment.dead_letters.orders;
    assert_eq!(stack.jobs(dead).await, [first]);

    stack.replay(records(&["order:1:1001"])).await;
    assert_eq!(stack.jobs(&stack.environment.queues.orders).await.len(), 1);
    assert_eq!(stack.bodies(dead).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_job_that_is_parked_for_a_person_leaves_no_dead_letter() {
    let stack = Stack::new().await;
    let parked = job(JobKind::Order, "order:1:1001");
    stack.park(&parked, Code::SKU_UNKNOWN).await;
    let jobs = [parked];
    Box::pin(
        stack
            .worker
            .process_orders(delivery(&jobs), Duration::from_secs(60)),
    )
    .await;
    assert_eq!(
        stack.bodies(&stack.environment.dead_letters.orders).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn dead_letters_that_are_jobs_are_replayed_and_others_stay() {
    let stack = Stack::new().await;
    let dead = stack.environment.dead_letters.clone();
    let send = async |url: &str, group: &str, body: &str| {
        stack
            .sqs
            .send_message()
            .queue_url(url)
            .message_group_id(group)
            .message_deduplication_id(body.len().to_string())
            .message_body(body)
            .send()
            .await
            .unwrap()
            .message_id
            .unwrap()
    };
    // Two about one record, which come one after the other; and what somebody has put there by hand.
    let gave_up = job(JobKind::Order, "order:1:1001");
    let body = serde_json::to_string(&gave_up).unwrap();
    send(&dead.orders, "order:1:1001", &body).await;
    send(&dead.orders, "order:1:1001", &format!(" {body}")).await;
    let unreadable = send(&dead.customers, "x", "not a job: anna@example.com").await;
    stack.park(&gave_up, Code::RETRIES_EXHAUSTED).await;

    let plan = stack.planned(Selection::DeadLetters, false).await;
    assert_eq!(words(&plan), expected([("order:1:1001", "parked", true)]));
    let left: Vec<&str> = plan
        .unreadable()
        .map(|letter| letter.message_id.as_str())
        .collect();
    assert_eq!(left, [unreadable]);
    let saved = save(&stack.worker, &plan, ME).await.unwrap();
    apply(&stack.worker, &saved.name, Some(&plan), ME, |_| {})
        .await
        .unwrap();
    let queued = stack.jobs(&stack.environment.queues.orders).await;
    assert_eq!(queued.len(), 1);
    assert_eq!(queued[0].cause, Cause::Replay);
    assert_eq!(stack.bodies(&dead.orders).await, Vec::<String>::new());
    assert_eq!(stack.bodies(&dead.customers).await.len(), 1);
}

#[tokio::test]
async fn dead_letters_of_records_that_are_done_are_deleted_without_a_replay() {
    let stack = Stack::new().await;
    let dead = stack.environment.dead_letters.orders.clone();
    let send = async |job: &Job| {
        stack
            .sqs
            .send_message()
            .queue_url(&dead)
            .message_group_id(job.source.to_string())
            .message_deduplication_id(job.source.to_string())
            .message_body(serde_json::to_string(job).unwrap())
            .send()
            .await
            .unwrap();
    };
    stack.create("order:1:1001").await;
    let (done, held) = ("order:1:1001", "order:1:1002");
    why::hold(stack.worker.ledger(), &held.parse().unwrap(), "a test", "me")
        .await
        .unwrap();
    for source in [done, held] {
        send(&job(JobKind::Order, source)).await;
    }
    let plan = stack.planned(Selection::DeadLetters, false).await;
    assert_eq!(
        words(&plan),
        expected([(done, "done", false), (held, "on hold", false)])
    );
    assert_eq!(plan.done_letters(), 1);
    settle(&stack.worker, &plan).await.unwrap();
    let left = stack.jobs(&dead).await;
    assert_eq!(left, [job(JobKind::Order, held)], "what is held is not lost");
}
