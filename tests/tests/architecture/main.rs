//! The architecture as tests: the allowed dependencies between crates, and no import cycle between the modules of a
//! crate.
//!
//! `docs/ARCHITECTURE.md` describes the layers. [`LAYERS`], [`FORBIDDEN`] and [`ACYCLIC`] are the same rules as data.
//! For a new crate, only [`LAYERS`] changes.

mod crates;
mod modules;

use std::path::Path;
use std::sync::LazyLock;

use crates::{Dependencies, Forbidden};
use modules::ModuleTree;

/// Every crate of the workspace, from the lowest layer to the highest. A crate may depend only on crates of lower
/// layers, never on one of its own layer. Development dependencies are exempt: tests may use everything.
const LAYERS: &[&[&str]] = &[
    &["look", "messages", "model"],
    &["transport", "settings", "sale", "places", "dynamo"],
    &["activecampaign", "eaccounting", "mapping", "ledger", "journal"],
    &["engine"],
    &["flows", "notices"],
    &["preview"],
    &["aws"],
    &["why"],
    &["reconcile"],
    &["operations"],
    &["web-console"],
    &["webhook-ingest", "customer-push", "order-push", "offer-poller"],
    &["sandbox"],
    &["devstack"],
    &[
        "ekobridge",
        "tests",
        "proof",
        "benches",
        "bare-calls",
        "empty-function",
    ],
];

/// Crates that must stay independent even if the layers would allow a direct or transitive dependency. A name that ends
/// in `*` matches all crates with this prefix.
const FORBIDDEN: &[Forbidden] = &[
    Forbidden {
        from: &["activecampaign"],
        to: &["eaccounting"],
        because: "the vendor crates don't know each other",
    },
    Forbidden {
        from: &["sale", "mapping", "engine"],
        to: &["activecampaign", "eaccounting"],
        because: "conversion from a vendor's records belongs to the flows",
    },
    Forbidden {
        from: PURE,
        to: &[
            "tokio",
            "reqwest",
            "hyper",
            "aws-*",
            "mio",
            "socket2",
            "transport",
            "ledger",
            "journal",
        ],
        because: "it does no I/O",
    },
    Forbidden {
        from: &["webhook-ingest", "customer-push", "order-push", "offer-poller"],
        to: &["sandbox", "devstack", "dynoxide-rs", "rustack-*", "rusqlite"],
        because: "stand-ins for vendors and AWS are never linked into a function",
    },
];

/// Crates whose functions depend only on their arguments: no files, network, environment or clock.
const PURE: &[&str] = &["model", "places", "mapping", "sale"];

/// Paths that a pure crate may use anyway: file, path, reason.
const EXEMPT: &[(&str, &str, &str)] = &[(
    "shared/model/src/clock.rs",
    "Timestamp::now",
    "the implementation of the `Clock` that everything else is given",
)];

/// Crates whose modules must form no import cycle.
const ACYCLIC: &[&str] = &[
    "engine",
    "flows",
    "notices",
    "preview",
    "reconcile",
    "sale",
    "devstack",
    "ekobridge",
];

fn dependencies() -> &'static Dependencies {
    static ONCE: LazyLock<Dependencies> =
        LazyLock::new(|| Dependencies::of_workspace().unwrap_or_else(|error| panic!("{error}")));
    &ONCE
}

fn fail_on(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn crates_depend_on_lower_layers_only() {
    fail_on(&dependencies().against_layers(LAYERS));
}

#[test]
fn crates_that_keep_apart_do_not_reach_each_other() {
    fail_on(&dependencies().against_forbidden(FORBIDDEN));
}

#[test]
fn pure_crates_touch_no_file_network_environment_or_clock() {
    let dependencies = dependencies();
    let found: Vec<_> = PURE
        .iter()
        .flat_map(|name| dependencies.targets(name))
        .flat_map(|root| ModuleTree::read(&root).impure_paths())
        .collect();
    let is_exempt = |file: &Path, path: &str| {
        EXEMPT
            .iter()
            .any(|(exempt, allowed, _)| file.ends_with(exempt) && path == *allowed)
    };
    let mut violations: Vec<String> = found
        .iter()
        .filter(|(file, _, path)| !is_exempt(file, path))
        .map(|(file, line, path)| format!("{}:{line}: {path}", file.display()))
        .collect();
    for (exempt, allowed, reason) in EXEMPT {
        if !found
            .iter()
            .any(|(file, _, path)| file.ends_with(exempt) && path == allowed)
        {
            violations.push(format!(
                "EXEMPT names {allowed} in {exempt} ({reason}), which is gone"
            ));
        }
    }
    fail_on(&violations);
}

#[test]
fn modules_form_no_import_cycle() {
    let dependencies = dependencies();
    let violations: Vec<String> = ACYCLIC
        .iter()
        .flat_map(|name| dependencies.targets(name))
        .flat_map(|root| ModuleTree::read(&root).cycles())
        .collect();
    fail_on(&violations);
}

#[test]
fn the_module_check_sees_the_sources_of_this_workspace() {
    let roots = dependencies().targets("sale");
    let tree = ModuleTree::read(roots.first().expect("sale is a library"));
    assert!(
        tree.imports("plan", "types"),
        "sale's `plan` uses its `types`, and the check must see that"
    );
}
