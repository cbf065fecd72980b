use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::testing::Call;
use tokio::sync::{Barrier, Notify, oneshot};
use transport::Idempotency;

/// One thing that a flow does to the world outside, where it can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A call to a vendor.
    Http(&'static str, Idempotency),
    /// A call to the ledger's store.
    Ledger(Call),
    /// Jobs go to the queue.
    Queue,
    /// An entry goes to the journal.
    Journal,
}

/// What goes wrong at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StepFault {
    /// It is not done, and that is known: connection refused, the store throttles.
    NotDone,
    /// The vendor answers 503 and has done nothing.
    Refused,
    /// Nothing is done, and nothing is answered: a time-out.
    Timeout,
    /// It is done, and the answer is lost.
    AnswerLost,
    /// It is done, and the vendor answers 500.
    DoneThenFailed,
    /// It is done, and the answer cannot be read.
    Garbage,
    /// A time-out, and the vendor does it all the same, 45 seconds later.
    DoneLate,
    /// It is done twice, as an SDK does that repeats a call whose answer it lost.
    SentTwice,
    /// The worker is lost before it.
    CrashBefore,
    /// It is done, and the worker is lost before it knows.
    CrashAfter,
    /// The worker stands still before it until everything else is over. What it then sends to a vendor ends at the
    /// transport's time limit, which went by.
    FreezeBefore,
    /// It is done, and the worker stands still before it knows, until everything else is over.
    FreezeAfter,
    /// Before it, the same job is handed out once more, to another worker, which takes it to its end.
    DeliveredAgain,
}

impl StepFault {
    /// Every fault; a step suffers only those that it can.
    pub(crate) const EVERY: [Self; 13] = [
        Self::NotDone,
        Self::Refused,
        Self::Timeout,
        Self::AnswerLost,
        Self::DoneThenFailed,
        Self::Garbage,
        Self::DoneLate,
        Self::SentTwice,
        Self::CrashBefore,
        Self::CrashAfter,
        Self::FreezeBefore,
        Self::FreezeAfter,
        Self::DeliveredAgain,
    ];

    /// What can happen to a step.
    pub(crate) fn all(step: Step) -> &'static [Self] {
        use StepFault::{
            AnswerLost, CrashAfter, CrashBefore, DeliveredAgain, DoneLate, DoneThenFailed, FreezeAfter,
            FreezeBefore, Garbage, NotDone, Refused, SentTwice, Timeout,
        };
        match step {
            Step::Http(_, Idempotency::Read) => &[
                NotDone,
                Refused,
                AnswerLost,
                Garbage,
                CrashAfter,
                FreezeAfter,
                DeliveredAgain,
            ],
            Step::Http(_, Idempotency::Create | Idempotency::Replace) => &[
                NotDone,
                Refused,
                Timeout,
                AnswerLost,
                DoneThenFailed,
                Garbage,
                DoneLate,
                CrashBefore,
                CrashAfter,
                FreezeBefore,
                FreezeAfter,
                DeliveredAgain,
            ],
            Step::Ledger(call) if call.writes() => &[
                NotDone,
                AnswerLost,
                SentTwice,
                CrashBefore,
                CrashAfter,
                FreezeBefore,
                FreezeAfter,
                DeliveredAgain,
            ],
            Step::Ledger(_) => &[NotDone, CrashAfter, FreezeAfter, DeliveredAgain],
            Step::Queue => &[NotDone, AnswerLost, SentTwice, CrashBefore, CrashAfter],
            Step::Journal => &[NotDone, AnswerLost, SentTwice, CrashBefore, CrashAfter],
        }
    }
}

/// What a worker that is stopped at a step waits for.
pub(super) enum Stopped {
    /// For ever: it is lost.
    Lost,
    /// For the end of everything else.
    Frozen(oneshot::Sender<()>),
    /// For the same job's end on another worker.
    Overtaken(oneshot::Sender<()>),
}

tokio::task_local! {
    /// Where the worker sits that is at a step now.
    static SEAT: Arc<Seat>;
}

/// Where one piece of work is done: whoever watches it learns here that its worker was stopped.
#[derive(Default)]
pub(super) struct Seat {
    stopped: Mutex<Option<Stopped>>,
    reached: Notify,
}

impl Seat {
    /// Work that is done here.
    pub(super) fn work<F: Future>(self: &Arc<Self>, work: F) -> impl Future<Output = F::Output> + use<F> {
        SEAT.scope(Arc::clone(self), work)
    }

    /// Waits until the worker is stopped.
    pub(super) async fn stopped(&self) -> Stopped {
        loop {
            if let Some(stopped) = self.lock().take() {
                return stopped;
            }
            self.reached.notified().await;
        }
    }

    fn stop(how: Stopped) {
        let seat = SEAT.try_with(Arc::clone).expect("somebody watches the worker");
        let mut stopped = seat.lock();
        // A worker that sends several calls at once can be stopped at two of them. One that is lost stays lost.
        if !matches!(*stopped, Some(Stopped::Lost)) {
            *stopped = Some(how);
        }
        drop(stopped);
        seat.reached.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Option<Stopped>> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts the steps of a flow, and injects faults where it is told to. Every port of a [`super::World`] asks it first.
#[derive(Default)]
pub(crate) struct Steps {
    state: Mutex<State>,
}

/// Decides what happens to a step.
type Decide = Box<dyn FnMut(Step) -> Option<StepFault> + Send>;

#[derive(Default)]
struct State {
    seen: Vec<Step>,
    faults: BTreeMap<usize, StepFault>,
    always: Option<Decide>,
    injected: BTreeMap<StepFault, u64>,
    meanwhile: Option<Box<dyn FnMut() -> u32 + Send>>,
    gate: Option<Gate>,
    poison: Option<String>,
}

/// Where several workers wait for one another.
struct Gate {
    step: Step,
    barrier: Arc<Barrier>,
    missing: usize,
}

impl Steps {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts from now on, and injects faults at the steps with these numbers.
    pub(crate) fn begin(&self, faults: impl IntoIterator<Item = (usize, StepFault)>) {
        let mut state = self.state();
        state.seen.clear();
        state.faults = faults.into_iter().collect();
        state.always = None;
    }

    /// Asks at every step what is to happen to it, until [`Self::begin`].
    pub(crate) fn begin_always(&self, always: impl FnMut(Step) -> Option<StepFault> + Send + 'static) {
        self.begin([]);
        self.state().always = Some(Box::new(always));
    }

    /// Asks before every step how often others get their turn first.
    pub(crate) fn meanwhile(&self, turns: impl FnMut() -> u32 + Send + 'static) {
        self.state().meanwhile = Some(Box::new(turns));
    }

    /// How often each fault was injected.
    pub(crate) fn injected(&self) -> BTreeMap<StepFault, u64> {
        self.state().injected.clone()
    }

    /// The next `count` workers that come to this step wait there until all of them have.
    pub(crate) fn meet_at(&self, step: Step, count: usize) {
        self.state().gate = Some(Gate {
            step,
            barrier: Arc::new(Barrier::new(count)),
            missing: count,
        });
    }

    /// Whether everybody has come to where they were to meet.
    pub(crate) fn have_met(&self) -> bool {
        self.state().gate.is_none()
    }

    /// Whoever sends this text panics, from now on; nobody without one.
    pub(crate) fn poison(&self, text: Option<&str>) {
        self.state().poison = text.map(str::to_owned);
    }

    /// Whether a request's body has the text that its sender panics at.
    pub(super) fn is_poisoned(&self, body: &[u8]) -> bool {
        let state = self.state();
        let body = String::from_utf8_lossy(body);
        state.poison.as_deref().is_some_and(|text| body.contains(text))
    }

    /// Waits for the others, where they meet, or lets them have their turn.
    pub(super) async fn meet(&self, step: Step) {
        let turns = self.state().meanwhile.as_mut().map_or(0, |turns| turns());
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
        let barrier = {
            let mut state = self.state();
            let Some(gate) = state.gate.as_mut().filter(|gate| gate.step == step) else {
                return;
            };
            gate.missing -= 1;
            let barrier = Arc::clone(&gate.barrier);
            if gate.missing == 0 {
                state.gate = None;
            }
            barrier
        };
        barrier.wait().await;
    }

    /// The steps so far, oldest first.
    pub(crate) fn seen(&self) -> Vec<Step> {
        self.state().seen.clone()
    }

    /// Counts a step; what is to happen to it.
    pub(super) fn take(&self, step: Step) -> Option<StepFault> {
        let mut state = self.state();
        let number = state.seen.len();
        state.seen.push(step);
        let fault = state.faults.remove(&number);
        let fault = fault
            .or_else(|| state.always.as_mut().and_then(|always| always(step)))
            .filter(|fault| StepFault::all(step).contains(fault));
        if let Some(fault) = fault {
            *state.injected.entry(fault).or_default() += 1;
        }
        fault
    }

    /// The worker that came here is lost.
    async fn lose() -> ! {
        Seat::stop(Stopped::Lost);
        pending().await
    }

    /// The worker that came here goes on when it is let.
    async fn halt(how: fn(oneshot::Sender<()>) -> Stopped) {
        let (go, gone) = oneshot::channel();
        Seat::stop(how(go));
        // Nobody lets it go on any more: so be it.
        let _ = gone.await;
    }
}

/// Runs something that a port does, as the fault has it; what it answers where the answer is lost is the port's.
pub(super) async fn inject<T, F: Future<Output = T>>(
    fault: Option<StepFault>,
    run: impl Fn() -> F,
) -> Outcome<T> {
    match fault {
        None => Outcome::Answered(run().await),
        Some(StepFault::NotDone) => Outcome::NotDone,
        Some(StepFault::Refused) => Outcome::Refused,
        Some(StepFault::Timeout) => Outcome::Lost,
        Some(StepFault::DoneLate) => Outcome::DoneLate,
        Some(StepFault::AnswerLost) => {
            run().await;
            Outcome::Lost
        }
        Some(StepFault::DoneThenFailed) => {
            run().await;
            Outcome::Failed
        }
        Some(StepFault::Garbage) => {
            run().await;
            Outcome::Garbage
        }
        Some(StepFault::SentTwice) => {
            run().await;
            Outcome::Answered(run().await)
        }
        Some(StepFault::CrashBefore) => Steps::lose().await,
        Some(StepFault::CrashAfter) => {
            run().await;
            Steps::lose().await
        }
        Some(StepFault::FreezeBefore) => {
            Steps::halt(Stopped::Frozen).await;
            Outcome::Thawed
        }
        Some(StepFault::FreezeAfter) => {
            let answer = run().await;
            Steps::halt(Stopped::Frozen).await;
            Outcome::Answered(answer)
        }
        Some(StepFault::DeliveredAgain) => {
            Steps::halt(Stopped::Overtaken).await;
            Outcome::Answered(run().await)
        }
    }
}

/// How a step ended.
pub(super) enum Outcome<T> {
    /// With this answer.
    Answered(T),
    /// Certainly not done.
    NotDone,
    /// The vendor said 503.
    Refused,
    /// The vendor said 500.
    Failed,
    /// Nothing usable was said.
    Garbage,
    /// Nothing was said.
    Lost,
    /// Nothing was said, and it is done later.
    DoneLate,
    /// Not done yet, after a very long pause.
    Thawed,
}
