//! The renewal of eAccounting's tokens, explored in every order of events: what is covered, and what is not, is in
//! `docs/PROOF.md`.

mod model;
mod steps;
mod world;

use model::{GOES_ON, NEWEST, NO_FALSE_MARK, NO_REUSE, ONE_WRITER, Renewal, STORED_FIRST, explore};
use steps::Without;
use world::Mode;

const MODES: [Mode; 3] = [Mode::Reusable, Mode::Rotating, Mode::ReuseRevokes];

#[test]
fn two_workers_and_a_person_never_lose_the_newest_refresh_token() {
    for mode in MODES {
        let found = explore(Renewal::new(mode, Without::Nothing));
        for (name, way) in &found.broken {
            eprintln!("{mode:?}: {name}: broken by\n  {}", way.join("\n  "));
        }
        assert!(found.broken.is_empty(), "broken, by the ways above");
        eprintln!(
            "{mode:?}: {} states, the farthest {} steps away",
            found.states, found.depth
        );
    }
}

/// Each guard, and the properties that fall without it.
const GUARDS: &[(Without, &[&str])] = &[
    (Without::Lease, &[ONE_WRITER, NO_REUSE, GOES_ON]),
    (Without::ReadUnderLease, &[NO_REUSE, GOES_ON]),
    (Without::InTime, &[ONE_WRITER, NO_REUSE, GOES_ON]),
    (Without::Version, &[NEWEST, GOES_ON]),
    (Without::SaveFirst, &[STORED_FIRST]),
    (Without::KeepUnsaved, &[NEWEST]),
    (Without::SaveBeforeRefusal, &[NEWEST, GOES_ON]),
    (Without::ReadAgain, &[NO_FALSE_MARK]),
    (Without::Probe, &[GOES_ON]),
];

#[test]
fn each_guard_of_the_renewal_is_needed_for_a_property() {
    let mut wrong = Vec::new();
    for (without, expected) in GUARDS {
        let mut broken = Vec::new();
        // One kind of login service is enough to show it.
        for mode in [Mode::Rotating, Mode::ReuseRevokes, Mode::Reusable] {
            if !broken.is_empty() {
                break;
            }
            let found = explore(Renewal::new(mode, *without));
            for (name, way) in found.broken {
                eprintln!(
                    "without {without:?}, {mode:?}: {name}, within {} steps",
                    way.len()
                );
                if !expected.contains(&name) {
                    wrong.push(format!("without {without:?}: {name}, by\n  {}", way.join("\n  ")));
                }
                broken.push(name);
            }
        }
        if broken.is_empty() {
            wrong.push(format!("without {without:?}: nothing is broken"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
