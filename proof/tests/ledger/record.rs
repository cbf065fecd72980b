//! A ledger record in sixteen bytes, so that millions of states fit: times as ticks from now, texts as what they stand for.

use jiff::{SignedDuration, Timestamp};
use ledger::{Document, DocumentKind, Intent, Key, MAX_CRASHES, Record, State};
use model::{Code, Problem};

/// Seconds of a tick. Everything that lasts a moment fits into one: a vendor's request is under way within one tick only.
const TICK: i64 = 100;

/// Ticks after an intent before "not found" is conclusive.
pub(crate) const WINDOW: i8 = 1;

/// Ticks of a lease: long enough that a worker may stand still for one of them and still send.
pub(crate) const LEASE: i8 = 3;

/// What is older than this is all of one age: see [`Compact::age`].
pub(crate) const OLDEST: i8 = -2;

/// No time.
const NEVER: i8 = i8::MIN;

/// The fence that a stored record shows; those of stale workers are below it, in their order.
pub(crate) const NEWEST: u8 = 8;

/// The keys of the model: the orders, and behind them the customer that they share.
pub(crate) type KeyIndex = u8;

/// What the machine reads of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Compact {
    pub(crate) state: State,
    pub(crate) fence: u8,
    pub(crate) lease: i8,
    pub(crate) intent: bool,
    pub(crate) intent_at: i8,
    pub(crate) document: bool,
    pub(crate) described: bool,
    /// Whether one more lost worker is one too many. Never stored: see [`Steps::next`](crate::steps::Steps::next).
    pub(crate) worn_out: bool,
    pub(crate) due: i8,
    pub(crate) forgettable: bool,
    pub(crate) forgotten: bool,
}

impl Compact {
    /// A copy that a worker has of a record that is another's by now.
    pub(crate) const LOST: Self = Self {
        state: State::Leased,
        fence: 1,
        lease: 0,
        intent: false,
        intent_at: NEVER,
        document: false,
        described: false,
        worn_out: false,
        due: NEVER,
        forgettable: false,
        forgotten: false,
    };

    /// As seen a tick later. Times that no rule tells apart become one, so that the states are finite: a lease that has
    /// lapsed, a retry that is due, an intent older than any look-up.
    pub(crate) fn age(&mut self) {
        let passed = |at: i8, floor: i8| if at == NEVER { at } else { (at - 1).max(floor) };
        self.lease = passed(self.lease, 0);
        self.due = passed(self.due, 0);
        self.intent_at = passed(self.intent_at, OLDEST);
    }

    /// Whether a worker holds it now.
    pub(crate) fn is_held(&self) -> bool {
        self.state.is_held() && self.lease > 0
    }

    pub(crate) fn of(record: &Record, now: Timestamp) -> Self {
        let ticks = |at: Option<Timestamp>| {
            at.map_or(NEVER, |at| {
                i8::try_from(at.duration_since(now).as_secs() / TICK).expect("a few ticks")
            })
        };
        Self {
            state: record.state,
            fence: u8::try_from(record.fence).expect("a small fence"),
            lease: ticks(record.lease_until),
            intent: record.intent.is_some(),
            intent_at: ticks(record.intent_at),
            document: !record.documents.is_empty(),
            described: record.payload_hash.is_some(),
            worn_out: false,
            due: ticks(record.next_attempt),
            forgettable: record.expires_at.is_some(),
            forgotten: record.is_expired(now),
        }
    }

    pub(crate) fn record(self, index: KeyIndex, now: Timestamp) -> Record {
        let at = |ticks: i8| (ticks != NEVER).then(|| later(now, ticks));
        Record {
            key: key(index),
            state: self.state,
            owner: "worker".to_owned(),
            fence: u64::from(self.fence),
            lease_until: at(self.lease),
            payload_hash: self.described.then(|| HASH.to_owned()),
            version: None,
            read_at: None,
            made_of: None,
            intent: self.intent.then(|| intent(index)),
            intent_at: at(self.intent_at),
            documents: if self.document {
                vec![document()]
            } else {
                Vec::new()
            },
            pending_steps: Vec::new(),
            problem: (self.state == State::Parked).then(problem),
            parked_at: (self.state == State::Parked).then_some(now),
            reason: (self.state == State::Skipped).then(|| REASON.to_owned()),
            job: None,
            attempts: 0,
            crashes: if self.worn_out { MAX_CRASHES - 1 } else { 0 },
            next_attempt: at(self.due),
            first_seen: now,
            hold: None,
            updated_at: now,
            expires_at: self
                .forgettable
                .then(|| if self.forgotten { now } else { later(now, 100) }),
            newer: None,
        }
    }
}

/// What the source says of an order.
pub(crate) const HASH: &str = "payload";
/// Why an order is left out.
pub(crate) const REASON: &str = "There is nothing to do.";

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).expect("a time")
}

pub(crate) fn later(now: Timestamp, ticks: i8) -> Timestamp {
    now + SignedDuration::from_secs(TICK * i64::from(ticks))
}

/// A lease as the machine takes it.
pub(crate) fn lease() -> std::time::Duration {
    std::time::Duration::from_secs(u64::try_from(TICK * i64::from(LEASE)).expect("positive"))
}

pub(crate) fn key(index: KeyIndex) -> Key {
    Key::customer(&index.to_string())
}

pub(crate) fn intent(index: KeyIndex) -> Intent {
    Intent {
        what: DocumentKind::Order,
        natural_key: index.to_string(),
        customer_id: None,
        step: "create".to_owned(),
    }
}

pub(crate) fn document() -> Document {
    Document {
        kind: DocumentKind::Order,
        id: "1".to_owned(),
        number: None,
    }
}

pub(crate) fn problem() -> Problem {
    Problem::new(Code::OUTCOME_UNKNOWN, "Something went wrong.", "")
}
