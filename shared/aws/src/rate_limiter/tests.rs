use std::sync::atomic::AtomicU64;

use futures::future::join_all;
use ledger::MemoryStore;
use ledger::testing::{Call, CountingStore, Fault};
use tokio::time::Instant;

use super::*;

const AC: Pace = Pace {
    vendor: "activecampaign",
    endpoint: "",
};
const ORDERS: Pace = Pace {
    vendor: "eaccounting",
    endpoint: "POST /orders",
};

/// A clock that follows tokio's time with a small error.
struct Machine {
    start: Instant,
    wrong_by: SignedDuration,
}

impl Clock for Machine {
    fn now(&self) -> Timestamp {
        let start = Timestamp::from_second(1_800_000_000).unwrap();
        let passed = self.start.elapsed();
        start + passed + self.wrong_by
    }
}

/// A store with latency.
struct Slow {
    inner: Arc<dyn SlotStore>,
    random: Random,
    most_ms: u64,
}

/// A deterministic pseudo-random sequence.
struct Random(AtomicU64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    fn below(&self, bound: u64) -> u64 {
        // SplitMix64.
        let state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound.max(1)
    }

    async fn sleep(&self, most_ms: u64) {
        tokio::time::sleep(Duration::from_micros(self.below(most_ms * 1_000 + 1))).await;
    }
}

impl SlotStore for Slow {
    fn reserve_slots<'a>(
        &'a self,
        ask: &'a ledger::SlotRequest<'a>,
    ) -> BoxFuture<'a, Result<Slots, model::Problem>> {
        Box::pin(async move {
            self.random.sleep(self.most_ms / 2).await;
            let answer = self.inner.reserve_slots(ask).await;
            self.random.sleep(self.most_ms / 2).await;
            answer
        })
    }

    fn next_slots(
        &self,
    ) -> BoxFuture<'_, Result<std::collections::BTreeMap<String, Timestamp>, model::Problem>> {
        Box::pin(async move {
            self.random.sleep(self.most_ms).await;
            self.inner.next_slots().await
        })
    }
}

/// A vendor, and the processes that call it.
struct Town {
    store: Arc<CountingStore>,
    random: Arc<Random>,
    start: Instant,
    /// When calls arrived.
    arrivals: Arc<Mutex<Vec<Instant>>>,
}

/// The maximum latency of a call.
const ON_ITS_WAY_MS: u64 = 20;

impl Town {
    fn new(seed: u64) -> Self {
        Self {
            store: Arc::new(CountingStore::new(Arc::new(MemoryStore::new()))),
            random: Arc::new(Random::new(seed)),
            start: Instant::now(),
            arrivals: Arc::default(),
        }
    }

    /// Another process, whose clock is wrong by up to 5 ms.
    fn process(&self) -> Arc<DistributedRateLimiter> {
        let wrong_by = i64::try_from(self.random.below(10_001)).unwrap() - 5_000;
        let clock = Machine {
            start: self.start,
            wrong_by: SignedDuration::from_micros(wrong_by),
        };
        let store = Slow {
            inner: Arc::clone(&self.store) as Arc<dyn SlotStore>,
            random: Random::new(self.random.below(u64::MAX)),
            most_ms: 30,
        };
        Arc::new(DistributedRateLimiter::new(
            Arc::new(store),
            Arc::new(clock),
            Limits::default(),
        ))
    }

    /// A call that reserves its slot, arrives a little later, and gets a response.
    async fn call(&self, process: &DistributedRateLimiter, pace: Pace, priority: Priority) {
        DistributedRateLimiter::with_priority(priority, process.pace(pace))
            .await
            .unwrap();
        self.random.sleep(ON_ITS_WAY_MS).await;
        self.arrivals.lock().unwrap().push(Instant::now());
        tokio::time::sleep(Duration::from_millis(50 + self.random.below(350))).await;
    }

    /// Several concurrent jobs of a process, each of which calls repeatedly until `end`.
    async fn work(
        &self,
        process: Arc<DistributedRateLimiter>,
        jobs: usize,
        priority: Priority,
        pace: Pace,
        end: Instant,
    ) {
        let jobs = (0..jobs).map(|_| async {
            tokio::time::sleep(Duration::from_millis(self.random.below(300))).await;
            while Instant::now() < end {
                self.call(&process, pace, priority).await;
            }
        });
        join_all(jobs).await;
    }

    /// The calls that arrived from `from` on, as durations since then.
    fn since(&self, from: Duration) -> Vec<Duration> {
        let mut arrivals = self.arrivals.lock().unwrap().clone();
        arrivals.sort_unstable();
        let from = self.start + from;
        arrivals
            .into_iter()
            .filter(|at| *at >= from)
            .map(|at| at - from)
            .collect()
    }
}

/// The most calls in any window of this length.
fn most_in(arrivals: &[Duration], window: Duration) -> usize {
    let mut most = 0;
    let mut first = 0;
    for (index, at) in arrivals.iter().enumerate() {
        while *at - arrivals[first] >= window {
            first += 1;
        }
        most = most.max(index + 1 - first);
    }
    most
}

const SECOND: Duration = Duration::from_secs(1);

mod property {
    use proptest::prelude::*;

    use super::*;

    fn paused<F: Future>(work: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(work)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn backlog_of_many_processes_uses_95_percent_and_never_exceeds_the_limit(
            processes in 1_usize..=6,
            seed in any::<u64>(),
        ) {
            paused(async {
                let town = Town::new(seed);
                let minutes = Duration::from_secs(120);
                let end = town.start + minutes;
                let all = (0..processes).map(|_| {
                    town.work(town.process(), 12 / processes, Priority::Bulk, AC, end)
                });
                join_all(all).await;
                let arrivals = town.since(Duration::ZERO);
                let most = most_in(&arrivals, SECOND);
                prop_assert!(most <= 5, "{most} calls in a second");
                let used = arrivals.len() * 1_000 / (120 * 5);
                prop_assert!(used >= 950, "{used} thousandths of the limit");
                Ok(())
            })?;
        }

        #[test]
        fn live_calls_of_several_processes_share_the_limit(
            processes in 1_usize..=6,
            seed in any::<u64>(),
        ) {
            paused(async {
                let town = Town::new(seed);
                let end = town.start + Duration::from_secs(60);
                let all = (0..processes).map(|_| {
                    town.work(town.process(), 12 / processes, Priority::Interactive, AC, end)
                });
                join_all(all).await;
                // In the first second each process assumes that it is alone. Its calls then also count in the next
                // second.
                let arrivals = town.since(2 * SECOND);
                let most = most_in(&arrivals, SECOND);
                prop_assert!(most <= 5, "{most} calls in a second");
                // The first excess is compensated; after that, 95 % of the limit are used.
                let rest = town.since(10 * SECOND).len() * 1_000 / (50 * 5);
                prop_assert!(rest >= 950, "{rest} thousandths of the limit");
                Ok(())
            })?;
        }

        #[test]
        fn an_endpoint_of_eaccounting_is_filled_to_95_percent_and_never_overfilled(
            processes in 1_usize..=4,
            seed in any::<u64>(),
        ) {
            paused(async {
                let town = Town::new(seed);
                let end = town.start + Duration::from_secs(180);
                let all = (0..processes).map(|_| {
                    town.work(town.process(), 24 / processes, Priority::Bulk, ORDERS, end)
                });
                join_all(all).await;
                let arrivals = town.since(Duration::ZERO);
                let most = most_in(&arrivals, Duration::from_secs(60));
                prop_assert!(most <= 600, "{most} calls in a minute");
                let used = arrivals.len() * 1_000 / (180 * 10);
                prop_assert!(used >= 950, "{used} thousandths of the limit");
                Ok(())
            })?;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_lone_order_waits_for_nothing_and_writes_nothing() {
    let town = Town::new(1);
    let process = town.process();
    process.look().await;
    town.store.reset();
    let start = Instant::now();
    for _ in 0..4 {
        process.pace(AC).await.unwrap();
        for endpoint in ["GET /customers", "GET /orders", "POST /orders"] {
            let pace = Pace { endpoint, ..ORDERS };
            process.pace(pace).await.unwrap();
        }
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!((town.store.writes(), town.store.reads()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_live_call_passes_a_backlog_that_fills_the_limit() {
    let town = Town::new(2);
    let end = town.start + 30 * SECOND;
    let backlog = (0..3).map(|_| town.work(town.process(), 10, Priority::Bulk, AC, end));
    let live = async {
        let process = town.process();
        for round in 0..8 {
            tokio::time::sleep_until(town.start + Duration::from_millis(3_000 + round * 3_137)).await;
            let before = town.arrivals.lock().unwrap().len();
            process.pace(AC).await.unwrap();
            let passed = town.arrivals.lock().unwrap().len() - before;
            // Calls that had slots: two intervals ahead, two slots reserved at once, and those in transit.
            assert!(passed <= 6, "{passed} calls of the backlog went before");
        }
    };
    futures::future::join(join_all(backlog), live).await;
    assert!(most_in(&town.since(Duration::ZERO), SECOND) <= 5);
}

#[tokio::test(start_paused = true)]
async fn where_the_store_fails_each_process_keeps_to_the_limit_by_itself() {
    for fault in [Fault::Before, Fault::After] {
        let town = Town::new(3);
        town.store.inject(move |_, _| fault);
        let process = town.process();
        town.work(
            Arc::clone(&process),
            8,
            Priority::Interactive,
            AC,
            town.start + 30 * SECOND,
        )
        .await;
        let arrivals = town.since(Duration::ZERO);
        assert!(most_in(&arrivals, SECOND) <= 5);
        assert!(arrivals.len() >= 30 * 5 * 9 / 10, "{}", arrivals.len());
        assert!(
            town.store.reads() + town.store.writes() <= 4,
            "it is left alone for ten seconds each time"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_schedule_that_a_wrong_clock_has_moved_far_ahead_stops_nobody() {
    let town = Town::new(4);
    let far = Machine {
        start: town.start,
        wrong_by: SignedDuration::from_hours(1),
    };
    let ask = ledger::SlotRequest {
        name: "activecampaign",
        count: 1,
        spacing: SECOND,
        now: far.now(),
        latest: None,
        known: None,
    };
    town.store.reserve_slots(&ask).await.unwrap();
    for priority in [Priority::Interactive, Priority::Bulk] {
        let start = Instant::now();
        town.call(&town.process(), AC, priority).await;
        assert!(start.elapsed() < 2 * SECOND);
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_refusal_a_process_reserves_slots() {
    let town = Town::new(5);
    let process = town.process();
    process.pace(AC).await.unwrap();
    assert_eq!(town.store.count(Call::ReserveSlots), 0);
    process.refused(AC);
    tokio::time::sleep(5 * SECOND).await;
    process.pace(AC).await.unwrap();
    assert_eq!(town.store.count(Call::ReserveSlots), 1);
}

#[tokio::test(start_paused = true)]
async fn many_calls_that_wait_take_their_slots_in_few_writes() {
    let town = Town::new(6);
    let process = town.process();
    let calls = (0..100).map(|_| process.pace(ORDERS));
    join_all(calls).await;
    assert!(town.store.writes() <= 4, "{}", town.store.writes());
}

#[tokio::test(start_paused = true)]
async fn backlog_without_a_slot_waits_ten_seconds_and_the_limit_is_kept() {
    let town = Town::new(7);
    let end = town.start + 60 * SECOND;
    let live = (0..2).map(|_| town.work(town.process(), 4, Priority::Interactive, AC, end));
    let waits = Mutex::new(Vec::new());
    let process = town.process();
    let backlog = (0..3).map(|_| async {
        tokio::time::sleep_until(town.start + 3 * SECOND).await;
        while Instant::now() < end - 15 * SECOND {
            let before = Instant::now();
            let slot = DistributedRateLimiter::with_priority(Priority::Bulk, process.pace(AC));
            tokio::time::timeout_at(end, slot)
                .await
                .expect("it is let in while live calls go on")
                .unwrap();
            waits.lock().unwrap().push(before.elapsed());
            town.random.sleep(ON_ITS_WAY_MS).await;
            town.arrivals.lock().unwrap().push(Instant::now());
        }
    });
    futures::future::join(join_all(live), join_all(backlog)).await;
    let waits = waits.into_inner().unwrap();
    assert!(waits.len() >= 9, "{waits:?}");
    for wait in &waits {
        // Fewer than a dozen calls are queued before it: 216 ms each.
        assert!(*wait <= 13 * SECOND, "{waits:?}");
        assert!(
            *wait >= 10 * SECOND,
            "live calls fill the limit, and come first: {waits:?}"
        );
    }
    let most = most_in(&town.since(2 * SECOND), SECOND);
    assert!(most <= 5, "{most} calls in a second");
}
