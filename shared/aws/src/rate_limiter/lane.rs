//! One process's decisions about one rate limit: a pure function of its state and the time.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::SlotRequest;

/// A vendor's limit: a number of calls in any window of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many calls.
    pub calls: u32,
    /// The length of the window.
    pub window: Duration,
    /// The margin added to the window: calls arrive less evenly than they are sent, clocks differ between processes,
    /// and a slot may be used a little late.
    pub slack: Duration,
    /// The margin of a process that uses its slots late, or was refused: its calls probably arrive late, too.
    pub most_slack: Duration,
}

impl Limit {
    /// ActiveCampaign: 5 requests a second for the account ("Rate limits").
    pub const ACTIVECAMPAIGN: Self = Self {
        calls: 5,
        window: Duration::from_secs(1),
        slack: Duration::from_millis(50),
        most_slack: Duration::from_millis(80),
    };
    /// eAccounting: 600 requests a minute for a client and endpoint ("Rate limits").
    pub const EACCOUNTING: Self = Self {
        calls: 600,
        window: Duration::from_secs(60),
        slack: Duration::from_millis(2_400),
        most_slack: Duration::from_millis(2_400),
    };

    /// The number of consecutive calls that a process makes without coordination.
    fn free(self) -> usize {
        usize::try_from(self.calls.min(20)).unwrap_or(usize::MAX)
    }
}

/// The priority of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Priority {
    /// Another process has just reserved slots.
    #[default]
    Interactive,
    /// Bulk work, such as history and large batches.
    Bulk,
}

/// How long a read of the shared schedule is valid. A schedule is in use if its next free slot is no older than this.
const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// After the vendor refused a call, a process reserves slots for this long, even if it calls rarely.
const AFTER_REFUSAL: SignedDuration = SignedDuration::from_secs(60);

/// A slot later than this is an error, for example of a clock that is off by minutes.
pub(crate) const LATEST: SignedDuration = SignedDuration::from_secs(30);

/// What to do about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send it at this time; its slot is recorded.
    Go(Timestamp),
    /// First check whether other processes use the limit.
    Look,
    /// Reserve a slot in the shared schedule.
    Take,
}

#[derive(Debug, Clone, Copy)]
struct Sent {
    at: Timestamp,
    /// Whether it had a slot in the shared schedule.
    scheduled: bool,
}

/// One limit, as one process sees it.
#[derive(Debug)]
pub(crate) struct Lane {
    limit: Limit,
    /// This process's calls in the last window, oldest first.
    sent: VecDeque<Sent>,
    /// Reserved and unused slots: interactive, bulk.
    slots: [VecDeque<Timestamp>; 2],
    /// The schedule's next free slot, as last read.
    next: Option<Timestamp>,
    heard_at: Option<Timestamp>,
    refused_at: Option<Timestamp>,
    /// How late this process used its latest slot, or an earlier one, less a 32nd for each slot since.
    lateness: Duration,
}

impl Lane {
    pub(crate) fn new(limit: Limit) -> Self {
        Self {
            limit,
            sent: VecDeque::new(),
            slots: Default::default(),
            next: None,
            heard_at: None,
            refused_at: None,
            lateness: Duration::ZERO,
        }
    }

    /// The margin that this process needs now. A call can be as late again on its way as it was at its slot, which isn't
    /// known here.
    fn slack(&self, now: Timestamp) -> Duration {
        let Limit {
            slack, most_slack, ..
        } = self.limit;
        match self.was_refused(now) {
            true => most_slack,
            false => (slack + self.lateness * 2).min(most_slack),
        }
    }

    /// The interval between the slots that this process reserves.
    fn spacing(&self, now: Timestamp) -> Duration {
        let micros = (self.limit.window + self.slack(now)).as_micros() / u128::from(self.limit.calls.max(1));
        Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX).max(1))
    }

    /// How late a slot may be used.
    fn grace(&self, now: Timestamp) -> Duration {
        self.slack(now) / 3
    }

    /// How far ahead bulk work reserves slots: enough to leave none unused, and few enough that an interactive call
    /// soon gets one.
    fn ahead(&self, now: Timestamp) -> Duration {
        (self.spacing(now) * 2).max(Duration::from_millis(100))
    }

    fn was_refused(&self, now: Timestamp) -> bool {
        self.refused_at
            .is_some_and(|at| !is_older(at, AFTER_REFUSAL, now))
    }

    /// Decides about a call. `alone` means that the store fails: this process then enforces the limit by itself.
    pub(crate) fn step(&mut self, now: Timestamp, priority: Priority, alone: bool) -> Step {
        self.forget(now);
        if alone {
            return Step::Go(self.by_itself(now));
        }
        if priority == Priority::Bulk || self.is_in_use(now) {
            return Step::Take;
        }
        if self.heard_at.is_none_or(|at| is_older(at, FRESH, now)) {
            return Step::Look;
        }
        self.note(now, false);
        Step::Go(now)
    }

    /// Whether calls need a slot in the shared schedule: others use it, this process calls often, or a call was
    /// refused.
    fn is_in_use(&self, now: Timestamp) -> bool {
        self.sent.len() >= self.limit.free()
            || self.was_refused(now)
            || self.next.is_some_and(|next| now.duration_since(next) < FRESH)
    }

    /// Applies the schedule as stored.
    pub(crate) fn heard(&mut self, next: Option<Timestamp>, now: Timestamp) {
        self.next = next;
        self.heard_at = Some(now);
    }

    /// The vendor refused a call for exceeding its limit.
    pub(crate) fn refused(&mut self, now: Timestamp) {
        self.refused_at = Some(now);
    }

    /// A reserved slot that can still be used.
    pub(crate) fn slot(&mut self, now: Timestamp, priority: Priority) -> Option<Timestamp> {
        while let Some(slot) = self.slots[priority as usize].pop_front() {
            if !self.is_late(slot, now) {
                self.forget(now);
                self.note(slot, true);
                return Some(slot);
            }
        }
        None
    }

    /// Whether a reserved slot was missed.
    pub(crate) fn is_late(&self, slot: Timestamp, now: Timestamp) -> bool {
        now.duration_since(slot) > signed(self.grace(now))
    }

    /// A call was about to use its slot at this time.
    pub(crate) fn reached(&mut self, slot: Timestamp, now: Timestamp) {
        let late = Duration::try_from(now.duration_since(slot)).unwrap_or_default();
        self.lateness = late.max(self.lateness * 31 / 32);
    }

    /// The slots to request from the schedule for this many waiting calls.
    pub(crate) fn ask<'a>(
        &mut self,
        name: &'a str,
        now: Timestamp,
        priority: Priority,
        waiting: usize,
    ) -> SlotRequest<'a> {
        self.forget(now);
        let Limit { calls, .. } = self.limit;
        let spacing = self.spacing(now);
        // If several slots pass before the first call is due, all slots that this process will need by then are
        // reserved together.
        let grace = self.grace(now);
        let recent = self.sent.iter().filter(|sent| {
            let age = now.duration_since(sent.at);
            !age.is_negative() && age < signed(grace)
        });
        let fit = usize::try_from(grace.as_micros() / spacing.as_micros().max(1)).unwrap_or(0);
        let count = waiting.max(recent.count().min(fit));
        let mut count = u32::try_from(count).unwrap_or(calls).clamp(1, calls.max(1));
        let mut latest = None;
        if priority == Priority::Bulk {
            let ahead = self.ahead(now);
            let most = ahead.max(grace).as_micros() / spacing.as_micros().max(1);
            count = count.min(u32::try_from(most).unwrap_or(u32::MAX)).max(1);
            latest = now.checked_add(signed(ahead)).ok();
        }
        SlotRequest {
            name,
            // Compensates for the calls of the last window that had no slot.
            count: count.saturating_add(u32::try_from(self.without_slot()).unwrap_or(0)),
            spacing,
            now,
            latest,
            known: self.next,
        }
    }

    /// The reserved slots start at `first`.
    pub(crate) fn take(
        &mut self,
        ask: &SlotRequest<'_>,
        first: Timestamp,
        priority: Priority,
        now: Timestamp,
    ) {
        let missing = self.without_slot();
        for sent in &mut self.sent {
            sent.scheduled = true;
        }
        let at = |number: u32| {
            first
                .checked_add(signed(ask.spacing * number))
                .unwrap_or(Timestamp::MAX)
        };
        let missing = u32::try_from(missing)
            .unwrap_or(0)
            .min(ask.count.saturating_sub(1));
        self.slots[priority as usize].extend((missing..ask.count).map(at));
        self.heard(Some(at(ask.count)), now);
    }

    /// When to try again after there was no slot early enough.
    pub(crate) fn again(&mut self, next: Timestamp, now: Timestamp) -> Duration {
        self.heard(Some(next), now);
        let ahead = signed(self.ahead(now));
        let wait = next.duration_since(now).saturating_sub(ahead);
        Duration::try_from(wait)
            .unwrap_or_default()
            .max(Duration::from_millis(1))
    }

    /// The earliest time at which this process stays within the limit by itself.
    fn by_itself(&mut self, now: Timestamp) -> Timestamp {
        let calls = usize::try_from(self.limit.calls).unwrap_or(usize::MAX).max(1);
        let stretch = signed(self.limit.window + self.limit.most_slack);
        let at = match self.sent.len().checked_sub(calls) {
            Some(before) => now.max(self.sent[before].at.checked_add(stretch).unwrap_or(now)),
            None => now,
        };
        self.note(at, false);
        at
    }

    fn without_slot(&self) -> usize {
        self.sent.iter().filter(|sent| !sent.scheduled).count()
    }

    fn note(&mut self, at: Timestamp, scheduled: bool) {
        let index = self.sent.partition_point(|sent| sent.at <= at);
        self.sent.insert(index, Sent { at, scheduled });
    }

    /// Drops calls that are outside the window, and calls in the future after the clock was set back.
    fn forget(&mut self, now: Timestamp) {
        let stretch = signed(self.limit.window + self.limit.most_slack);
        while self
            .sent
            .front()
            .is_some_and(|sent| now.duration_since(sent.at) >= stretch)
        {
            self.sent.pop_front();
        }
        if self
            .sent
            .back()
            .is_some_and(|sent| sent.at.duration_since(now) > stretch + LATEST)
        {
            self.sent.clear();
        }
    }
}

fn is_older(at: Timestamp, than: SignedDuration, now: Timestamp) -> bool {
    now.duration_since(at) >= than || at > now
}

pub(crate) fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    /// A lane that has just read that the schedule is unused.
    fn quiet(now: Timestamp) -> Lane {
        let mut lane = Lane::new(Limit::ACTIVECAMPAIGN);
        lane.heard(None, now);
        lane
    }

    #[test]
    fn a_lone_order_looks_once_and_goes_at_once() {
        let mut lane = Lane::new(Limit::ACTIVECAMPAIGN);
        assert_eq!(lane.step(at(0), Priority::Interactive, false), Step::Look);
        lane.heard(Some(at(-5_000)), at(0));
        for n in 0..4 {
            assert_eq!(
                lane.step(at(n * 100), Priority::Interactive, false),
                Step::Go(at(n * 100))
            );
        }
    }

    #[test]
    fn who_calls_much_or_was_refused_or_sees_others_reserves_slots() {
        let mut lane = quiet(at(0));
        for _ in 0..5 {
            assert_eq!(lane.step(at(0), Priority::Interactive, false), Step::Go(at(0)));
        }
        assert_eq!(lane.step(at(0), Priority::Interactive, false), Step::Take);

        let mut lane = quiet(at(0));
        lane.refused(at(0));
        assert_eq!(lane.step(at(500), Priority::Interactive, false), Step::Take);

        let mut lane = quiet(at(0));
        lane.heard(Some(at(-999)), at(0));
        assert_eq!(lane.step(at(0), Priority::Interactive, false), Step::Take);
        lane.heard(Some(at(-1_000)), at(0));
        assert_eq!(lane.step(at(0), Priority::Interactive, false), Step::Go(at(0)));
    }

    #[test]
    fn backlog_always_reserves_slots_and_only_near_ones() {
        let mut lane = quiet(at(0));
        assert_eq!(lane.step(at(0), Priority::Bulk, false), Step::Take);
        let ask = lane.ask("activecampaign", at(0), Priority::Bulk, 40);
        assert_eq!(ask.latest, Some(at(420)));
        assert_eq!(
            ask.count, 2,
            "a live call that comes now waits for two at most, and for those reserved before"
        );
        assert_eq!(
            lane.ask("activecampaign", at(0), Priority::Interactive, 40).count,
            5
        );
    }

    #[test]
    fn calls_without_a_slot_are_made_up_for_once() {
        let mut lane = quiet(at(0));
        for _ in 0..3 {
            lane.step(at(0), Priority::Interactive, false);
        }
        let ask = lane.ask("activecampaign", at(10), Priority::Interactive, 1);
        assert_eq!(ask.count, 4);
        lane.take(&ask, at(10), Priority::Interactive, at(10));
        assert_eq!(lane.slot(at(10), Priority::Interactive), Some(at(10 + 3 * 210)));
        assert_eq!(lane.slot(at(10), Priority::Interactive), None);
        assert_eq!(
            lane.ask("activecampaign", at(20), Priority::Interactive, 1).count,
            1
        );
    }

    #[test]
    fn a_slot_that_went_by_is_not_used() {
        let mut lane = quiet(at(0));
        let ask = lane.ask("activecampaign", at(0), Priority::Interactive, 3);
        lane.take(&ask, at(0), Priority::Interactive, at(0));
        assert_eq!(lane.slot(at(17), Priority::Interactive), Some(at(210)));
        assert_eq!(lane.slot(at(500), Priority::Interactive), None);
    }

    #[test]
    fn who_uses_slots_late_or_was_refused_reserves_them_further_apart() {
        let spacing = |lane: &mut Lane| lane.ask("activecampaign", at(0), Priority::Bulk, 1).spacing;
        let mut lane = quiet(at(0));
        assert_eq!(spacing(&mut lane), Duration::from_millis(210));
        lane.reached(at(-10), at(0));
        assert_eq!(spacing(&mut lane), Duration::from_millis(214));
        lane.reached(at(-500), at(0));
        assert_eq!(
            spacing(&mut lane),
            Duration::from_millis(216),
            "no more than this"
        );
        for _ in 0..200 {
            lane.reached(at(0), at(0));
        }
        let again = spacing(&mut lane);
        assert!(again < Duration::from_millis(211), "{again:?}");
        lane.refused(at(0));
        assert_eq!(spacing(&mut lane), Duration::from_millis(216));
    }

    #[test]
    fn alone_no_stretch_has_more_calls_than_the_limit() {
        let mut lane = quiet(at(0));
        let times: Vec<Timestamp> = (0..100)
            .map(|_| match lane.step(at(0), Priority::Interactive, true) {
                Step::Go(at) => at,
                other => panic!("{other:?}"),
            })
            .collect();
        for six in times.windows(6) {
            assert!(six[5].duration_since(six[0]) > SignedDuration::from_secs(1));
        }
        assert!(times[99].duration_since(times[0]).as_millis() <= 100 * 200 * 10 / 9);
    }

    #[test]
    fn a_clock_that_is_put_back_an_hour_stops_nothing() {
        let mut lane = quiet(at(3_600_000));
        lane.step(at(3_600_000), Priority::Interactive, false);
        assert_eq!(lane.step(at(0), Priority::Interactive, true), Step::Go(at(0)));
        let mut lane = quiet(at(3_600_000));
        assert_eq!(
            lane.step(at(0), Priority::Interactive, false),
            Step::Look,
            "what was heard then is not believed"
        );
    }
}
