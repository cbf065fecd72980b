use jiff::SignedDuration;
use model::{Kind, ManualClock};
use secrecy::ExposeSecret;
use transport::{Response, SendError};

use super::*;
use crate::testing::{Gate, Identity, Mode, WatchedStore, answer, clock, grant, raw};

const URL: &str = "https://identity.vismaonline.com";

struct World {
    clock: Arc<ManualClock>,
    store: Arc<WatchedStore>,
    identity: Arc<Identity>,
}

impl World {
    fn new(mode: Mode) -> Self {
        let clock = clock();
        let store = Arc::new(WatchedStore::new(grant("refresh-0"), Arc::clone(&clock) as _));
        Self {
            clock,
            store,
            identity: Arc::new(Identity::new(mode, "refresh-0")),
        }
    }

    /// A worker with a memory of its own.
    fn worker(&self) -> Tokens {
        Tokens::new(
            URL.parse().unwrap(),
            Arc::clone(&self.store) as _,
            Arc::clone(&self.identity) as _,
            Arc::clone(&self.clock) as _,
        )
    }

    fn grant(&self) -> Grant {
        self.store.inner.grant()
    }

    fn pass(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }
}

fn text(access: &Access) -> &str {
    access.token.expose_secret()
}

fn invalid_grant() -> Response {
    answer(400, &serde_json::json!({"error": "invalid_grant"}))
}

const EVERY_MODE: [Mode; 3] = [Mode::Reusable, Mode::Rotating, Mode::ReuseRevokes];

#[tokio::test(start_paused = true)]
async fn a_token_is_used_until_four_minutes_before_its_end() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        let tokens = world.worker();
        assert_eq!(text(&tokens.access().await.unwrap()), "access-1");
        world.pass(55);
        assert_eq!(text(&tokens.access().await.unwrap()), "access-1");
        world.pass(2);
        assert_eq!(text(&tokens.access().await.unwrap()), "access-2");
        assert_eq!(world.identity.asked(), 2, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_refresh_token_is_stored_and_an_old_one_is_kept_where_none_comes() {
    let rotating = World::new(Mode::Rotating);
    rotating.worker().access().await.unwrap();
    assert_eq!(rotating.grant().refresh_token.expose_secret(), "refresh-1");
    assert_eq!(rotating.grant().access_token.unwrap().expose_secret(), "access-1");
    let reusable = World::new(Mode::Reusable);
    reusable.worker().access().await.unwrap();
    assert_eq!(reusable.grant().refresh_token.expose_secret(), "refresh-0");
}

#[tokio::test(start_paused = true)]
async fn a_worker_takes_the_token_that_another_one_stored() {
    let world = World::new(Mode::Rotating);
    world.worker().access().await.unwrap();
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
    assert_eq!(world.identity.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn fifty_callers_at_once_in_one_worker_refresh_once() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        let tokens = Arc::new(world.worker());
        let together = Arc::new(tokio::sync::Barrier::new(50));
        let callers: Vec<_> = (0..50)
            .map(|_| {
                let (tokens, together) = (Arc::clone(&tokens), Arc::clone(&together));
                tokio::spawn(async move {
                    together.wait().await;
                    text(&tokens.access().await.unwrap()).to_owned()
                })
            })
            .collect();
        for caller in callers {
            assert_eq!(caller.await.unwrap(), "access-1");
        }
        assert_eq!(world.identity.asked(), 1, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_workers_at_once_refresh_once() {
    for mode in EVERY_MODE {
        let mut world = World::new(mode);
        // The login service answers only after all the others were refused the lease: all are under way at once.
        let gate = Arc::new(Gate::new(49));
        let mut store = WatchedStore::new(grant("refresh-0"), Arc::clone(&world.clock) as _);
        store.gate = Arc::clone(&gate);
        world.store = Arc::new(store);
        world.identity = Arc::new(Identity::new(mode, "refresh-0").behind(gate));
        let workers: Vec<_> = (0..50)
            .map(|_| {
                let tokens = world.worker();
                tokio::spawn(async move { text(&tokens.access().await.unwrap()).to_owned() })
            })
            .collect();
        for worker in workers {
            assert_eq!(worker.await.unwrap(), "access-1");
        }
        assert_eq!(world.identity.asked(), 1, "{mode:?}");
        assert_eq!(world.store.inner.stores(), 1, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_callers_with_one_refused_token_renew_it_once() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        let tokens = Arc::new(world.worker());
        let refused = tokens.access().await.unwrap().token;
        let callers: Vec<_> = (0..50)
            .map(|_| {
                let (tokens, refused) = (Arc::clone(&tokens), refused.clone());
                tokio::spawn(async move { text(&tokens.renewed(&refused).await.unwrap()).to_owned() })
            })
            .collect();
        for caller in callers {
            assert_eq!(caller.await.unwrap(), "access-2");
        }
        assert_eq!(world.identity.asked(), 2, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_not_taken_from_the_store_again() {
    let world = World::new(Mode::Rotating);
    let refused = world.worker().access().await.unwrap().token;
    assert_eq!(text(&world.worker().renewed(&refused).await.unwrap()), "access-2");
    // A third worker that was refused the first token finds the second one in the store.
    assert_eq!(text(&world.worker().renewed(&refused).await.unwrap()), "access-2");
}

#[tokio::test(start_paused = true)]
async fn a_spent_grant_needs_a_person_and_is_probed_every_ten_minutes() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        world.identity.revoke();
        let problem = world.worker().access().await.unwrap_err();
        assert_eq!(
            (problem.code, problem.kind),
            (Code::EACCOUNTING_REAUTHORIZE, Kind::Disconnected)
        );
        assert!(problem.remedy.contains("ekobridge connect"));
        assert_eq!(world.identity.asked(), 1);
        for _ in 0..20 {
            let problem = world.worker().access().await.unwrap_err();
            assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
        }
        assert_eq!(world.identity.asked(), 1, "nobody else asks");
        world.pass(11);
        for _ in 0..20 {
            world.worker().access().await.unwrap_err();
        }
        assert_eq!(world.identity.asked(), 2, "one asks after ten minutes");
    }
}

#[tokio::test(start_paused = true)]
async fn work_goes_on_by_itself_after_a_person_has_connected_again() {
    let world = World::new(Mode::ReuseRevokes);
    world.identity.revoke();
    let tokens = world.worker();
    tokens.access().await.unwrap_err();
    world.identity.connect("refresh-new");
    install(&*world.store, &grant("refresh-new")).await.unwrap();
    assert_eq!(text(&tokens.access().await.unwrap()), "access-1");
    assert_eq!(world.grant().refused_at, None);
}

#[tokio::test(start_paused = true)]
async fn a_person_waits_until_the_lease_of_a_killed_process_has_ended() {
    let world = World::new(Mode::Rotating);
    world.store.lease(LEASE).await.unwrap().expect("nobody has it");
    // The lease's clock goes with tokio's.
    let clock = Arc::clone(&world.clock);
    let goes = tokio::spawn(async move {
        loop {
            tokio::time::sleep(STEP).await;
            clock.advance(SignedDuration::try_from(STEP).unwrap());
        }
    });
    let began = tokio::time::Instant::now();
    install(&*world.store, &grant("refresh-new")).await.unwrap();
    assert!(began.elapsed() >= LEASE);
    assert_eq!(world.grant().refresh_token.expose_secret(), "refresh-new");
    goes.abort();
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_succeeds_ends_the_refusal() {
    let world = World::new(Mode::Reusable);
    world.identity.fault(Ok(invalid_grant()));
    world.worker().access().await.unwrap_err();
    assert!(world.grant().refused_at.is_some());
    world.pass(11);
    world.worker().access().await.unwrap();
    assert_eq!(world.grant().refused_at, None);
}

/// A store in which another worker's grant appears while a refresh is under way.
struct Overtaken {
    inner: Arc<WatchedStore>,
    loads_before: Mutex<u32>,
    theirs: Grant,
}

impl TokenStore for Overtaken {
    fn load(&self) -> futures::future::BoxFuture<'_, Result<StoredGrant, Problem>> {
        Box::pin(async {
            let mut before = self.loads_before.lock().await;
            if *before == 0 {
                self.inner.inner.store(&self.theirs, None).await?;
            }
            *before = before.wrapping_sub(1);
            self.inner.load().await
        })
    }

    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> futures::future::BoxFuture<'a, Result<Option<Version>, Problem>> {
        self.inner.store(grant, instead_of)
    }

    fn lease(&self, ttl: Duration) -> futures::future::BoxFuture<'_, Result<Option<Lease>, Problem>> {
        self.inner.lease(ttl)
    }

    fn release(&self, lease: Lease) -> futures::future::BoxFuture<'_, Result<(), Problem>> {
        self.inner.release(lease)
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_believed_only_after_reading_the_store_once_more() {
    let world = World::new(Mode::Rotating);
    let theirs = Grant {
        access_token: Some("theirs".into()),
        access_token_expires_at: Some(world.clock.now() + SignedDuration::from_hours(1)),
        ..grant("refresh-theirs")
    };
    // Looked at, looked at under the lease, refused: then the other worker's grant is there.
    let store = Overtaken {
        inner: Arc::clone(&world.store),
        loads_before: Mutex::new(2),
        theirs,
    };
    world.identity.fault(Ok(invalid_grant()));
    let tokens = Tokens::new(
        URL.parse().unwrap(),
        Arc::new(store),
        Arc::clone(&world.identity) as _,
        Arc::clone(&world.clock) as _,
    );
    assert_eq!(text(&tokens.access().await.unwrap()), "theirs");
    assert_eq!(world.identity.asked(), 1);
    assert_eq!(world.grant().refused_at, None);
}

#[tokio::test(start_paused = true)]
async fn a_renewed_grant_that_cannot_be_stored_is_not_used_and_not_lost() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        *world.store.failing_stores.lock().unwrap() = 3;
        let tokens = world.worker();
        let problem = tokens.access().await.unwrap_err();
        assert_eq!(problem.code, Code::STORAGE_ERROR);
        // The store works again: what was renewed is stored, and nothing is asked for twice.
        assert_eq!(text(&tokens.access().await.unwrap()), "access-1");
        assert_eq!(world.identity.asked(), 1, "{mode:?}");
        assert_eq!(world.grant().access_token.unwrap().expose_secret(), "access-1");
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_for_a_moment_is_asked_again() {
    let world = World::new(Mode::ReuseRevokes);
    *world.store.failing_stores.lock().unwrap() = 2;
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
}

#[tokio::test(start_paused = true)]
async fn a_crash_before_storing_is_survived_where_refresh_tokens_are_reusable() {
    let world = World::new(Mode::Reusable);
    *world.store.failing_stores.lock().unwrap() = 3;
    // The worker dies with what it had.
    world.worker().access().await.unwrap_err();
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-2");
}

#[tokio::test(start_paused = true)]
async fn a_crash_before_storing_a_rotated_token_asks_for_a_new_authorization() {
    for mode in [Mode::Rotating, Mode::ReuseRevokes] {
        let world = World::new(mode);
        *world.store.failing_stores.lock().unwrap() = 3;
        world.worker().access().await.unwrap_err();
        let problem = world.worker().access().await.unwrap_err();
        assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
    }
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_died_with_the_lease_holds_it_no_longer_than_its_end() {
    let world = World::new(Mode::Rotating);
    world.store.lease(LEASE).await.unwrap().unwrap();
    let problem = world.worker().access().await.unwrap_err();
    assert_eq!(
        (problem.code, problem.kind),
        (Code::RECORD_LOCKED, Kind::RetryLater)
    );
    world.pass(2);
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
}

#[tokio::test(start_paused = true)]
async fn the_lease_is_given_back_after_success_and_after_failure() {
    let world = World::new(Mode::Reusable);
    world.identity.fault(Ok(raw(503, "")));
    world.worker().access().await.unwrap_err();
    world.worker().access().await.unwrap();
    assert!(world.store.lease(LEASE).await.unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_failure_of_the_login_service_is_no_refusal() {
    for (fault, code) in [
        (Ok(raw(503, "")), Code::EACCOUNTING_SERVER_ERROR),
        (Ok(raw(429, "")), Code::EACCOUNTING_RATE_LIMIT),
        (Ok(raw(200, "<html>")), Code::EACCOUNTING_SERVER_ERROR),
        (
            Ok(answer(400, &serde_json::json!({"error": "invalid_scope"}))),
            Code::EACCOUNTING_INVALID_RESPONSE,
        ),
        (
            Err(SendError::OutcomeUnknown("timed out".to_owned())),
            Code::EACCOUNTING_UNREACHABLE,
        ),
    ] {
        let world = World::new(Mode::Reusable);
        world.identity.fault(fault);
        let tokens = world.worker();
        assert_eq!(tokens.access().await.unwrap_err().code, code);
        assert_eq!(
            world.identity.asked(),
            1,
            "{code}: a refresh is not sent twice blindly"
        );
        assert_eq!(world.grant().refused_at, None);
        tokens.access().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_certainly_did_not_arrive_is_sent_again() {
    let world = World::new(Mode::ReuseRevokes);
    world
        .identity
        .fault(Err(SendError::NotSent("connection refused".to_owned())));
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
    assert_eq!(world.identity.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_client_secret_needs_a_person_too() {
    let world = World::new(Mode::Reusable);
    world
        .identity
        .fault(Ok(answer(400, &serde_json::json!({"error": "invalid_client"}))));
    let problem = world.worker().access().await.unwrap_err();
    assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
    assert!(problem.message.contains("client secret"));
    assert!(world.grant().refused_at.is_some());
}

#[tokio::test(start_paused = true)]
async fn without_a_connection_nobody_is_asked() {
    let world = World::new(Mode::Reusable);
    world.store.inner.store(&grant(""), None).await.unwrap();
    let problem = world.worker().access().await.unwrap_err();
    assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
    assert_eq!(world.identity.asked(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_company_once_bound_stays_bound_through_refreshes() {
    let world = World::new(Mode::Rotating);
    let tokens = world.worker();
    let company = CompanyBinding {
        id: "c1".to_owned(),
        name: "Shop AB".to_owned(),
    };
    tokens.access().await.unwrap();
    assert_eq!(tokens.bind_if_unbound(company.clone()).await.unwrap(), company);
    world.pass(60);
    assert_eq!(tokens.access().await.unwrap().company, Some(company.clone()));
    let other = CompanyBinding {
        id: "c2".to_owned(),
        name: "Other AB".to_owned(),
    };
    assert_eq!(
        world.worker().bind_if_unbound(other.clone()).await.unwrap(),
        company
    );
    world.worker().bind(other.clone()).await.unwrap();
    assert_eq!(world.grant().company, Some(other));
}

/// A login service between whose answer and its reader something happens, once.
struct Interrupted<F> {
    identity: Arc<Identity>,
    then: std::sync::Mutex<Option<F>>,
}

impl<F> Interrupted<F> {
    fn new(world: &World, then: F) -> Self {
        Self {
            identity: Arc::clone(&world.identity),
            then: std::sync::Mutex::new(Some(then)),
        }
    }
}

impl<F, W> Transport for Interrupted<F>
where
    F: FnOnce() -> W + Send,
    W: Future<Output = ()> + Send,
{
    fn send(
        &self,
        request: transport::Request,
    ) -> futures::future::BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            let answer = self.identity.answer(&request);
            let then = self.then.lock().unwrap().take();
            if let Some(then) = then {
                then().await;
            }
            answer
        })
    }
}

fn worker_over(world: &World, transport: impl Transport + 'static) -> Tokens {
    Tokens::new(
        URL.parse().unwrap(),
        Arc::clone(&world.store) as _,
        Arc::new(transport),
        Arc::clone(&world.clock) as _,
    )
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_lost_its_lease_overwrites_no_newer_grant() {
    for mode in EVERY_MODE {
        let world = World::new(mode);
        let (clock, store, identity) = (
            Arc::clone(&world.clock),
            Arc::clone(&world.store),
            Arc::clone(&world.identity),
        );
        // While the worker stands still past its lease, a person connects again.
        let late = worker_over(
            &world,
            Interrupted::new(&world, move || async move {
                clock.advance(SignedDuration::from_mins(2));
                identity.connect("refresh-person");
                install(&*store, &grant("refresh-person")).await.unwrap();
            }),
        );
        let problem = late.access().await.unwrap_err();
        assert_eq!(problem.code, Code::RECORD_LOCKED, "{mode:?}");
        assert_eq!(world.grant().refresh_token.expose_secret(), "refresh-person");
        late.access().await.unwrap();
        let kept = world.grant().refresh_token.expose_secret().to_owned();
        assert_eq!(Some(kept), world.identity.newest(), "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_comes_late_is_stored_where_it_is_the_newest() {
    let world = World::new(Mode::Rotating);
    let (clock, other) = (Arc::clone(&world.clock), world.worker());
    // Another worker takes over the lease, is refused the token that was used, and marks the grant.
    let late = worker_over(
        &world,
        Interrupted::new(&world, move || async move {
            clock.advance(SignedDuration::from_mins(2));
            let problem = other.access().await.unwrap_err();
            assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);
        }),
    );
    assert_eq!(text(&late.access().await.unwrap()), "access-1");
    assert_eq!(world.grant().refresh_token.expose_secret(), "refresh-1");
    assert_eq!(world.grant().refused_at, None);
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
}

#[tokio::test(start_paused = true)]
async fn what_was_renewed_late_keeps_the_company_that_was_bound_meanwhile() {
    let world = World::new(Mode::Rotating);
    let (clock, other) = (Arc::clone(&world.clock), world.worker());
    let company = CompanyBinding {
        id: "c1".to_owned(),
        name: "Shop AB".to_owned(),
    };
    let bound = company.clone();
    let late = worker_over(
        &world,
        Interrupted::new(&world, move || async move {
            clock.advance(SignedDuration::from_mins(2));
            other.bind(bound).await.unwrap();
        }),
    );
    assert_eq!(late.access().await.unwrap().company, Some(company));
    assert_eq!(world.grant().refresh_token.expose_secret(), "refresh-1");
}

/// A store whose worker stands still once it has the lease.
struct Frozen(Arc<WatchedStore>, Arc<ManualClock>);

impl TokenStore for Frozen {
    fn load(&self) -> futures::future::BoxFuture<'_, Result<StoredGrant, Problem>> {
        self.0.load()
    }

    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> futures::future::BoxFuture<'a, Result<Option<Version>, Problem>> {
        self.0.store(grant, instead_of)
    }

    fn lease(&self, ttl: Duration) -> futures::future::BoxFuture<'_, Result<Option<Lease>, Problem>> {
        Box::pin(async move {
            let lease = self.0.lease(ttl).await?;
            self.1.advance(SignedDuration::from_secs(50));
            Ok(lease)
        })
    }

    fn release(&self, lease: Lease) -> futures::future::BoxFuture<'_, Result<(), Problem>> {
        self.0.release(lease)
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_under_a_lease_that_would_end_before_the_answer() {
    let world = World::new(Mode::ReuseRevokes);
    let frozen = Tokens::new(
        URL.parse().unwrap(),
        Arc::new(Frozen(Arc::clone(&world.store), Arc::clone(&world.clock))),
        Arc::clone(&world.identity) as _,
        Arc::clone(&world.clock) as _,
    );
    let problem = frozen.access().await.unwrap_err();
    assert_eq!(
        (problem.code, problem.kind),
        (Code::RECORD_LOCKED, Kind::RetryLater)
    );
    assert_eq!(world.identity.asked(), 0);
    assert_eq!(text(&world.worker().access().await.unwrap()), "access-1");
}

/// Storing takes the whole patience of whoever asked.
#[tokio::test(start_paused = true)]
async fn a_renewal_that_is_dropped_while_storing_is_stored_by_the_next_call() {
    let world = World::new(Mode::Rotating);
    *world.store.failing_stores.lock().unwrap() = 2;
    let tokens = world.worker();
    let patience = Duration::from_millis(100);
    tokio::time::timeout(patience, tokens.access()).await.unwrap_err();
    world.pass(2);
    assert_eq!(text(&tokens.access().await.unwrap()), "access-1");
    assert_eq!(world.identity.asked(), 1);
}
