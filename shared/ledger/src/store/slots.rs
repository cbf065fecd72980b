use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use model::Problem;

use crate::time::later;

/// What is asked of a schedule: evenly spaced slots for calls, each given to one caller, whoever asks.
///
/// A schedule is no more than the time of its next free slot. Whoever reserves some moves it on by as many spacings; one that
/// lies in the past begins anew at `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotRequest<'a> {
    /// The schedule's name.
    pub name: &'a str,
    /// How many slots.
    pub count: u32,
    /// From one slot to the next, in whole microseconds.
    pub spacing: Duration,
    /// The asker's time.
    pub now: Timestamp,
    /// Nothing is taken where the next free slot is later than this.
    pub latest: Option<Timestamp>,
    /// The next free slot as last heard of: where it still is so, a write is saved.
    pub known: Option<Timestamp>,
}

impl SlotRequest<'_> {
    /// How far the schedule moves.
    pub(crate) fn length(&self) -> Duration {
        self.spacing * self.count
    }

    /// What is stored afterwards, and what is answered: the rule that every store keeps.
    pub(crate) fn decide(&self, next: Option<Timestamp>) -> (Option<Timestamp>, Slots) {
        let first = next.map_or(self.now, |next| next.max(self.now));
        if self.latest.is_some_and(|latest| first > latest) {
            return (None, Slots::Full { next: first });
        }
        (Some(later(first, self.length())), Slots::From(first))
    }
}

/// The answer of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// The first of the slots; the others follow, each a spacing later.
    From(Timestamp),
    /// Nothing was taken: the next free slot is later than was asked for.
    Full {
        /// The next free slot.
        next: Timestamp,
    },
}

/// Stores schedules of rate slots.
pub trait SlotStore: Send + Sync {
    /// Reserves slots of a schedule, in one write that no other can come between.
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>>;

    /// The next free slot of every schedule that was ever used.
    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>>;
}
