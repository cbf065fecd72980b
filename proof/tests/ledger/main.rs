//! The ledger's protocol, explored in every order of events: what is covered, and what is not, is in `docs/PROOF.md`.

mod guarded;
mod protocol;
mod record;
mod steps;
mod world;

use std::time::Instant;

use guarded::Without;
use protocol::{ENDED, LOOK_FIRST, ONE_DOCUMENT, Protocol, RELEASED, explore};
use world::{ALWAYS, Size};

/// Two workers at one order.
const SMALL: Size = Size {
    workers: 2,
    orders: 1,
    asks: ALWAYS,
    customer: false,
    skips: false,
    merges: true,
    careless: false,
};

/// Explores every state, and fails with the way to one in which a property doesn't hold.
fn holds(size: Size) {
    let from = Instant::now();
    let found = explore(Protocol::new(size, Without::Nothing));
    for (name, way) in &found.broken {
        eprintln!("{name}: broken by\n  {}", way.join("\n  "));
    }
    assert!(found.broken.is_empty(), "broken, by the ways above");
    let (states, depth, time) = (found.states, found.depth, from.elapsed().as_secs());
    eprintln!("{size:?}: {states} states, the farthest {depth} steps away, in {time} s");
}

#[test]
fn two_workers_at_one_order_create_one_document() {
    holds(SMALL);
}

#[test]
fn what_changes_nothing_hides_nothing() {
    holds(Size {
        merges: false,
        ..SMALL
    });
}

#[test]
fn orders_that_are_left_out_and_forgotten_are_created_once() {
    holds(Size {
        skips: true,
        careless: true,
        ..SMALL
    });
}

#[test]
fn three_workers_at_one_order_create_one_document() {
    holds(Size { workers: 3, ..SMALL });
}

#[test]
fn two_workers_at_two_orders_create_two_documents() {
    holds(Size {
        orders: 2,
        asks: 0,
        ..SMALL
    });
}

#[test]
#[ignore = "14 million states: make prove"]
fn two_orders_that_are_asked_for_again_become_two_documents() {
    holds(Size {
        orders: 2,
        asks: 1,
        ..SMALL
    });
}

/// The customer's flow looks up before it claims, so that the lease of a lost worker does not bound its look-up.
#[test]
#[ignore = "8 million states: make prove"]
fn an_order_and_its_customer_are_created_once() {
    holds(Size {
        customer: true,
        ..SMALL
    });
}

/// Each guard, and the properties that fall without it.
const GUARDS: &[(Without, &[&str])] = &[
    (Without::Hold, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::Lapse, &[RELEASED]),
    (Without::IntentOnClaim, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::IntentOnLeaving, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::IntentOnReopen, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::OneIntent, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::Condition, &[ONE_DOCUMENT, LOOK_FIRST, ENDED]),
    (Without::Fence, &[ONE_DOCUMENT, LOOK_FIRST, RELEASED, ENDED]),
    (Without::OthersOnLeaseless, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::IntentTime, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::LastSending, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::Due, &[ENDED]),
    (Without::Release, &[RELEASED, ENDED]),
    (Without::IntentFirst, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::LookUp, &[ONE_DOCUMENT, LOOK_FIRST, ENDED]),
    (Without::FailedLookUp, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::Window, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::AskedAt, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::InTime, &[ONE_DOCUMENT, LOOK_FIRST]),
    (Without::Message, &[RELEASED, ENDED]),
];

#[test]
fn each_guard_is_needed_for_a_property() {
    let mut wrong = Vec::new();
    for (without, expected) in GUARDS {
        // The order's flow looks up once it has claimed, so that it does not need this one.
        let customer = *without == Without::LastSending;
        let size = Size {
            customer,
            merges: customer,
            careless: !customer,
            ..SMALL
        };
        let found = explore(Protocol::new(size, *without));
        let broken: Vec<_> = found.broken.iter().map(|(name, _)| *name).collect();
        eprintln!("without {without:?}: {broken:?} within {} steps", found.depth);
        if broken.is_empty() || !broken.iter().all(|name| expected.contains(name)) {
            wrong.push(format!("without {without:?}: {broken:?}, not of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
