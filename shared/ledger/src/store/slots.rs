use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use model::Problem;

use crate::time::later;

/// A request for rate limit slots of a schedule: evenly spaced times, each given to one caller.
///
/// A schedule stores only the time of its next free slot. A reservation moves it on by the reserved slots; a schedule
/// whose next slot lies in the past starts anew at `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotRequest<'a> {
    /// The schedule's name.
    pub name: &'a str,
    /// The number of slots.
    pub count: u32,
    /// The time between two slots, in whole microseconds.
    pub spacing: Duration,
    /// The caller's time.
    pub now: Timestamp,
    /// Reserves nothing if the next free slot is later than this.
    pub latest: Option<Timestamp>,
    /// The next free slot as last seen: if it is still right, one write is saved.
    pub known: Option<Timestamp>,
}

impl SlotRequest<'_> {
    /// How far the reservation moves the schedule.
    pub(crate) fn length(&self) -> Duration {
        self.spacing * self.count
    }

    /// What is stored afterwards and what is returned: the rule that every store implements.
    pub(crate) fn decide(&self, next: Option<Timestamp>) -> (Option<Timestamp>, Slots) {
        let first = next.map_or(self.now, |next| next.max(self.now));
        if self.latest.is_some_and(|latest| first > latest) {
            return (None, Slots::Full { next: first });
        }
        (Some(later(first, self.length())), Slots::From(first))
    }
}

/// The result of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// The first reserved slot; the others follow at the spacing.
    From(Timestamp),
    /// Nothing was reserved: the next free slot is too late.
    Full {
        /// The next free slot.
        next: Timestamp,
    },
}

/// Stores rate limit schedules.
pub trait SlotStore: Send + Sync {
    /// Reserves slots of a schedule in one atomic write.
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>>;

    /// The next free slot of every schedule.
    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>>;
}
