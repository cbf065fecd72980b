use std::sync::{Arc, Mutex};

use bytes::Bytes;
use engine::Alerts;
use flows::CompiledSettings;
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode};
use ledger::{Ledger, MemoryStore};
use messages::Language;
use model::{Cause, Clock, Job, JobKind, ManualClock};
use notices::in_words;
use serde_json::json;
use transport::{Request, Response, SendError, Transport};

use super::*;
use crate::secrets::ActiveCampaignAccess;
use crate::totals::LastTotals;
use crate::worker::tests::{aws, environment};
use crate::worker::{WorkerBuilder, builder};

/// What Secrets Manager returns: a grant whose access token expires at this time.
macro_rules! grant {
    ($ends:literal) => {
        concat!(
            r#"{"ARN":"a","Name":"n","SecretString":"{\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\","#,
            r#"\"access_token\":\"t\",\"access_token_expires_at\":\""#,
            $ends,
            r#"\"}"}"#
        )
    };
}

/// eAccounting's list of VAT rates and its company, and nothing else. Counts the calls of each.
#[derive(Default)]
struct Rates(Mutex<usize>, Mutex<usize>);

impl Rates {
    fn companies(&self) -> usize {
        *self.1.lock().unwrap()
    }
}

impl Transport for Rates {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        let is_list = request.url.path().ends_with("/vatcodesrates");
        if request.url.path().ends_with("/companysettings") {
            *self.1.lock().unwrap() += 1;
            let answer = Response {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                body: Bytes::from(json!({ "CountryCode": "SE" }).to_string()),
            };
            return Box::pin(std::future::ready(Ok(answer)));
        }
        *self.0.lock().unwrap() += usize::from(is_list);
        let body = json!({
            "Meta": { "CurrentPage": 1, "PageSize": 1000, "TotalNumberOfPages": 1, "TotalNumberOfResults": 2 },
            "Data": [
                { "Id": "00000000-0000-0000-0000-000000000001", "Code": "M1", "VatRates": [
                    { "VatRateDate": "2016-01-01T00:00:00Z", "VatRate": 0.12 },
                    { "VatRateDate": "2027-01-01T00:00:00Z", "VatRate": 0.06 },
                    { "VatRateDate": "2028-01-01T00:00:00Z", "VatRate": 0.12 },
                ]},
                { "Id": "00000000-0000-0000-0000-000000000002", "Code": "M2", "VatRates": [
                    { "VatRateDate": "2016-01-01T00:00:00Z", "VatRate": 0.25 },
                ]},
            ],
        });
        let answer = Response {
            status: if is_list {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            },
            headers: HeaderMap::new(),
            body: Bytes::from(body.to_string()),
        };
        Box::pin(std::future::ready(Ok(answer)))
    }
}

#[derive(Default)]
struct Heard(Mutex<Vec<Alert>>);

impl Alerts for Heard {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        self.0.lock().unwrap().push(alert.clone());
        Box::pin(std::future::ready(()))
    }
}

struct World {
    worker: Worker,
    flows: flows::Worker,
    clock: Arc<ManualClock>,
    heard: Arc<Heard>,
    rates: Arc<Rates>,
}

impl World {
    async fn new(now: &str, settings: &str) -> Self {
        Self::with_grant(now, settings, grant!("2027-12-31T00:00:00Z")).await
    }

    async fn with_grant(now: &str, settings: &str, grant: &'static str) -> Self {
        let clock = Arc::new(ManualClock::new(now.parse().unwrap()));
        let (sdk, _) = aws("200 OK", grant).await;
        let mut builder = WorkerBuilder::new(environment(), sdk);
        builder.clock = Arc::clone(&clock) as Arc<dyn Clock>;
        let mut worker = builder.build();
        worker.ledger = Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::clone(&clock) as Arc<dyn Clock>,
            "test",
            builder::LEASE,
        );
        let (heard, rates) = (Arc::new(Heard::default()), Arc::new(Rates::default()));
        worker.alerts = Arc::clone(&heard) as Arc<dyn Alerts>;
        worker.transport = Arc::clone(&rates) as Arc<dyn Transport>;
        let access = ActiveCampaignAccess {
            url: "https://shop.api-us1.com".parse().unwrap(),
            api_key: "k".to_owned().into(),
        };
        let settings = Settings::parse(settings, "test.toml").unwrap();
        let flows = flows::worker(
            worker.ports(),
            worker.services(&access).unwrap(),
            CompiledSettings::new(settings).unwrap(),
        );
        Self {
            worker,
            flows,
            clock,
            heard,
            rates,
        }
    }

    /// A run of the schedule after this many hours. Returns the alerts.
    async fn run(&self, hours: i64) -> Vec<Alert> {
        self.clock.advance(SignedDuration::from_hours(hours));
        let swept = Totals {
            last_sweep: Some(self.clock.now()),
            ..Totals::default()
        };
        self.worker.report(Some(&self.flows), &swept).await;
        std::mem::take(&mut self.heard.0.lock().unwrap())
    }

    /// Starts a job of the orders queue that arrived this many minutes ago.
    async fn begins(&self, minutes: i64) {
        let job = job("order:1:1", self.clock.now() - SignedDuration::from_mins(minutes));
        let mut totals = Totals::default();
        totals.begun(&job, self.clock.now());
        totals.store(&self.worker.ledger, &LastTotals::default()).await;
    }

    async fn park(&self, number: u32, code: Code) {
        let source = format!("order:1:{number}");
        let job = job(&source, self.clock.now());
        let key = ledger::Key::source(&job.source);
        let problem = Problem::new(
            code,
            format!("Order {number}: no article has the SKU LAMP."),
            "Create it.",
        );
        let request = ledger::ClaimRequest {
            job: Some(&job),
            ..ledger::ClaimRequest::default()
        };
        self.worker
            .ledger
            .park_leaseless(&key, request, &problem)
            .await
            .unwrap();
    }
}

fn job(source: &str, first_seen: Timestamp) -> Job {
    Job {
        kind: JobKind::Order,
        source: source.parse().unwrap(),
        key: source.to_owned(),
        cause: Cause::Webhook,
        first_seen,
        version: None,
    }
}

fn titles(alerts: &[Alert]) -> Vec<(AlertStatus, String)> {
    alerts
        .iter()
        .map(|alert| (alert.status, in_words(alert, Language::English).0))
        .collect()
}

fn text(alert: &Alert) -> String {
    in_words(alert, Language::English).1
}

#[tokio::test]
async fn a_vat_change_is_told_sixty_days_ahead_once_and_again_in_its_last_week() {
    let world = World::new("2026-11-01T06:00:00Z", "").await;
    assert_eq!(world.run(0).await, [], "61 days ahead");
    let told = world.run(24).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Information,
            "VAT changes on 1 January 2027".to_owned()
        )]
    );
    assert!(
        text(&told[0]).contains("The VAT code M1 goes from 12 % to 6 %.\nWhat to do:"),
        "{}",
        text(&told[0])
    );
    for _ in 0..52 {
        assert_eq!(titles(&world.run(24).await), Vec::new());
    }
    assert_eq!(titles(&world.run(24).await).len(), 1, "a week ahead");
    assert_eq!(titles(&world.run(24).await), Vec::new());
    assert_eq!(*world.rates.0.lock().unwrap(), 56, "one call a day");
}

#[tokio::test]
async fn vat_changes_cost_no_call_where_they_are_not_wanted_or_nothing_is_booked() {
    for settings in [
        "[notices]\nvat_changes = false",
        "[orders]\nenabled = false\n[quotes]\nenabled = false",
    ] {
        let world = World::new("2026-12-01T06:00:00Z", settings).await;
        assert_eq!(world.run(0).await, [], "{settings}");
        assert_eq!(*world.rates.0.lock().unwrap(), 0, "{settings}");
    }
}

#[tokio::test]
async fn a_login_that_is_not_used_for_thirty_days_is_due_and_told_once() {
    let quiet = "[notices]\nvat_changes = false";
    let world = World::with_grant("2026-12-29T06:00:00Z", quiet, grant!("2026-11-30T00:00:00Z")).await;
    assert_eq!(world.run(0).await, []);
    let told = world.run(48).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Failing,
            "The login to eAccounting is due to be renewed".to_owned()
        )]
    );
    assert!(text(&told[0]).contains("`ekobridge connect`"));
    assert_eq!(told[0].since, Some("2026-11-30T00:00:00Z".parse().unwrap()));
    assert_eq!(world.run(24).await, []);
}

#[tokio::test]
async fn records_that_begin_late_are_told_once_and_so_is_their_end() {
    let world = World::new(
        "2026-12-01T06:00:00Z",
        "[notices]\nlate_after_minutes = 30\nvat_changes = false",
    )
    .await;
    world.begins(29).await;
    assert_eq!(world.run(0).await, []);
    world.begins(95).await;
    let told = world.run(0).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Failing,
            "Changes reach the other system late: the last ones waited 95 minutes".to_owned()
        )]
    );
    assert_eq!(told[0].since, Some("2026-12-01T04:25:00Z".parse().unwrap()));
    world.begins(300).await;
    assert_eq!(world.run(0).await, []);
    assert_eq!(
        world.run(2).await,
        [],
        "nothing has begun since: nothing is known"
    );
    world.begins(1).await;
    let told = world.run(0).await;
    assert_eq!(titles(&told)[0].0, AlertStatus::Recovered);
    assert!(told[0].since.is_some());
}

#[tokio::test]
async fn parked_records_are_told_by_cause_when_they_have_grown_and_not_one_by_one() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\nvat_changes = false").await;
    for number in 1..=3 {
        world.park(number, Code::SKU_UNKNOWN).await;
    }
    world.park(9, Code::TOTAL_MISMATCH).await;
    let told = world.run(0).await;
    assert_eq!(
        titles(&told),
        [
            (
                AlertStatus::Failing,
                "3 records wait for you with the same cause".to_owned()
            ),
            (
                AlertStatus::Failing,
                "1 record waits for you with the same cause".to_owned()
            ),
        ]
    );
    assert_eq!((told[0].count, told[0].code), (Some(3), Some(Code::SKU_UNKNOWN)));
    assert!(
        text(&told[0]).contains("Order 1: no article") && text(&told[0]).contains("What to do: Create it.")
    );
    // No further alert for the same records, a few more, or many more within the hour.
    for number in 4..=8 {
        world.park(number, Code::SKU_UNKNOWN).await;
    }
    assert_eq!(world.run(0).await, []);
    let told = world.run(1).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Failing,
            "8 records wait for you with the same cause".to_owned()
        )]
    );
    assert_eq!(world.run(22).await, []);
    assert_eq!(world.run(2).await.len(), 2, "once a day");
}

#[tokio::test]
async fn what_a_person_has_ignored_is_in_no_notice_and_no_digest() {
    let settings = "[notices]\ndigest = \"daily\"\nvat_changes = false";
    let world = World::new("2026-12-01T22:00:00Z", settings).await;
    let totals = Totals {
        digest_of: Some("2026-11-30".parse().unwrap()),
        ..Totals::default()
    };
    totals.store(&world.worker.ledger, &LastTotals::default()).await;
    world.park(1, Code::SKU_UNKNOWN).await;
    world.park(2, Code::TOTAL_MISMATCH).await;
    let ignored = engine::Mark {
        status: engine::Status::Ignored,
        by: "me".to_owned(),
        at: world.clock.now(),
        note: None,
    };
    let marks: engine::Marks = [(Code::SKU_UNKNOWN.as_str().to_owned(), ignored)].into();
    world.worker.ledger.remember(engine::MARKS, &marks).await.unwrap();
    let told = world.run(0).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].code, Some(Code::TOTAL_MISMATCH));
    let digest: String = world.run(7).await.iter().map(text).collect();
    assert!(
        digest.contains("total_mismatch") && !digest.contains("sku_unknown"),
        "{digest}"
    );
    // More of it is parked afterwards: that counts.
    world.park(3, Code::SKU_UNKNOWN).await;
    let told = world.run(1).await;
    let is_it = |alert: &Alert| (alert.code, alert.count) == (Some(Code::SKU_UNKNOWN), Some(1));
    assert!(told.iter().any(is_it), "{told:?}");
}

#[tokio::test]
async fn a_digest_is_sent_once_in_the_morning_with_what_was_done_and_what_waits() {
    let world = World::new(
        "2026-12-01T22:00:00Z",
        "[notices]\ndigest = \"daily\"\nvat_changes = false",
    )
    .await;
    let mut totals = Totals::default();
    let done = engine::JobOutcome::Done {
        document: None,
        text: model::reason::became("order 1001", "order 1"),
    };
    totals.count(&job("order:1:1", world.clock.now()), &done, world.clock.now());
    totals.digest_of = Some("2026-11-30".parse().unwrap());
    totals.store(&world.worker.ledger, &LastTotals::default()).await;
    world.park(7, Code::SKU_UNKNOWN).await;
    let compared = Reconciled {
        made_at: world.clock.now(),
        since: world.clock.now(),
        until: world.clock.now(),
        is_scheduled: true,
        sales: 40,
        agreeing: 39,
        differences: 1,
        differing: Vec::new(),
        is_complete: true,
    };
    compared.store(&world.worker.ledger).await.unwrap();
    assert_eq!(world.run(0).await.len(), 1, "the cause alone");
    let told = world.run(7).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Information,
            "1 december: 1 skickade, 1 post väntar på dig".to_owned()
        )]
    );
    assert!(
        text(&told[0])
            .contains("1 × Ingen artikel i eAccounting har produktens artikelnummer (SKU) (sku_unknown)"),
        "{}",
        text(&told[0])
    );
    let line = "Avstämning 1 december 2026 kl. 22:00 UTC: 39 av 40 försäljningar stämmer; 1 gör det inte";
    assert!(text(&told[0]).contains(line), "{}", text(&told[0]));
    assert_eq!(world.run(1).await, []);
    assert_eq!(world.run(16).await.len(), 1, "the cause, a day later");
    assert_eq!(world.run(8).await.len(), 1, "the next digest");
}

#[tokio::test]
async fn what_has_changed_since_it_was_sent_waits_for_you_too() {
    let world = World::new(
        "2026-12-01T04:00:00Z",
        "[notices]\ndigest = \"daily\"\nvat_changes = false",
    )
    .await;
    world.run(0).await;
    let job = job("order:1:1", world.clock.now());
    let ask = |hash: &str| ledger::ClaimRequest {
        job: Some(&job),
        payload_hash: Some(hash.to_owned()),
        ..ledger::ClaimRequest::default()
    };
    let ledger = &world.worker.ledger;
    let claimed = ledger.claim(&ledger::Key::source(&job.source), ask("sent")).await;
    let Ok(ledger::ClaimOutcome::Fresh(lease)) = claimed else {
        panic!("{claimed:?}")
    };
    let done = ledger.done(lease, None).await.unwrap();
    let problem = Problem::new(Code::CHANGED_AFTER_CREATION, "Order 1 was changed.", "Compare.");
    let unsettled = ledger::Amendment::Unsettled(&problem);
    ledger.amend(&done, ask("changed"), unsettled).await.unwrap();
    let since = world.clock.now();
    let told = world.run(24).await;
    let (notice, digest) = (&told[0], &told[1]);
    assert_eq!(
        (notice.code, notice.count, notice.since),
        (Some(Code::CHANGED_AFTER_CREATION), Some(1), Some(since))
    );
    assert!(text(notice).contains("What to do: Compare."), "{}", text(notice));
    assert!(text(digest).contains("1 × "), "{}", text(digest));
}

fn closed(code: Code) -> Vec<(AlertStatus, Option<Code>, String)> {
    let title = "No record waits for you with this cause any more".to_owned();
    vec![(AlertStatus::Recovered, Some(code), title)]
}

fn ends(alerts: &[Alert]) -> Vec<(AlertStatus, Option<Code>, String)> {
    let one = |alert: &Alert| (alert.status, alert.code, in_words(alert, Language::English).0);
    alerts.iter().map(one).collect()
}

#[tokio::test]
async fn the_notice_of_a_difference_ends_when_a_person_has_settled_it() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\nvat_changes = false").await;
    let job = job("order:1:1", world.clock.now());
    let key = ledger::Key::source(&job.source);
    let ask = |hash: &str| ledger::ClaimRequest {
        job: Some(&job),
        payload_hash: Some(hash.to_owned()),
        ..ledger::ClaimRequest::default()
    };
    let ledger = &world.worker.ledger;
    let Ok(ledger::ClaimOutcome::Fresh(lease)) = ledger.claim(&key, ask("sent")).await else {
        panic!("it is nobody's")
    };
    let done = ledger.done(lease, None).await.unwrap();
    let problem = Problem::new(Code::CHANGED_AFTER_CREATION, "Order 1 was changed.", "Compare.");
    let unsettled = ledger::Amendment::Unsettled(&problem);
    ledger.amend(&done, ask("changed"), unsettled).await.unwrap();
    assert_eq!(world.run(1).await.len(), 1);
    assert_eq!(world.run(1).await, []);
    ledger.settle(&key).await.unwrap();
    assert_eq!(ends(&world.run(1).await), closed(Code::CHANGED_AFTER_CREATION));
    assert_eq!(world.run(1).await, [], "once");
}

#[tokio::test]
async fn what_a_job_told_and_a_person_settled_between_two_runs_ends_too() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\nvat_changes = false").await;
    let problem = Problem::new(Code::CHANGED_AFTER_CREATION, "Order 1 was changed.", "Compare.");
    let job = job("order:1:1", world.clock.now());
    let record = engine::RecordName::of(&job.source);
    engine::notify_parked(&world.worker.ports(), record, &problem).await;
    let mut totals = Totals::default();
    totals.count(&job, &engine::JobOutcome::Parked(problem), world.clock.now());
    totals.store(&world.worker.ledger, &LastTotals::default()).await;
    let told = world.run(1).await;
    assert_eq!(ends(&told[1..]), closed(Code::CHANGED_AFTER_CREATION), "{told:?}");
    assert_eq!(world.run(1).await, []);
}

#[tokio::test]
async fn a_resolved_cause_has_a_day_for_its_replay_and_is_told_again_then() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\nvat_changes = false").await;
    world.park(1, Code::SKU_UNKNOWN).await;
    assert_eq!(world.run(1).await.len(), 1);
    let resolved = engine::Mark {
        status: engine::Status::Resolved,
        by: "me".to_owned(),
        at: world.clock.now(),
        note: None,
    };
    let marks: engine::Marks = [(Code::SKU_UNKNOWN.as_str().to_owned(), resolved)].into();
    world.worker.ledger.remember(engine::MARKS, &marks).await.unwrap();
    assert_eq!(ends(&world.run(1).await), closed(Code::SKU_UNKNOWN));
    assert_eq!(world.run(20).await, []);
    let again = world.run(4).await;
    assert_eq!(
        titles(&again),
        [(
            AlertStatus::Failing,
            "1 record waits for you with the same cause".to_owned()
        )]
    );
    // Another record with the cause reopens it at once.
    world.park(2, Code::SKU_UNKNOWN).await;
    assert_eq!(world.run(2).await[0].count, Some(2));
}

#[tokio::test]
async fn without_settings_nothing_but_the_parked_causes_is_told() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\ndigest = \"weekly\"").await;
    world.park(1, Code::SKU_UNKNOWN).await;
    world.worker.report(None, &Totals::default()).await;
    assert_eq!(world.heard.0.lock().unwrap().len(), 1);
    assert_eq!(*world.rates.0.lock().unwrap(), 0);
}

#[tokio::test]
async fn the_companys_country_is_asked_for_once_and_kept() {
    let world = World::new("2026-12-01T06:00:00Z", "[notices]\nvat_changes = false").await;
    for _ in 0..3 {
        world.run(25).await;
    }
    assert_eq!(world.rates.companies(), 1);
    let country = Totals::read(&world.worker.ledger).await.unwrap().country;
    assert_eq!(country.as_deref(), Some("SE"));
}

#[tokio::test]
async fn a_digest_is_in_the_language_of_the_companys_country() {
    let world = World::new(
        "2026-12-02T04:00:00Z",
        "[notices]\ndigest = \"daily\"\nvat_changes = false",
    )
    .await;
    assert_eq!(titles(&world.run(0).await).len(), 1, "the first digest");
    let told = world.run(24).await;
    assert_eq!(
        titles(&told),
        [(
            AlertStatus::Information,
            "1 december: 0 skickade, inget väntar på dig".to_owned()
        )]
    );
    assert!(
        text(&told[0]).starts_with("Till eAccounting: 0 skickade"),
        "{}",
        text(&told[0])
    );
}
