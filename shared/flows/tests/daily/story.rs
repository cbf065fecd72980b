//! How the tables of these tests are played.

use std::collections::BTreeMap;

use engine::JobOutcome;
use serde_json::Value;
use uuid::Uuid;

use crate::support::World;

pub(super) type Words<'a> = BTreeMap<&'a str, &'a str>;

/// `key=value; key=value`.
pub(super) fn words(text: &str) -> Words<'_> {
    text.split(';')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{text}: {pair}")))
        .collect()
}

pub(super) fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

/// Whether a job was skipped for a reason that says this.
pub(super) fn was_skipped(ended: &[JobOutcome], wanted: &str) -> bool {
    ended
        .iter()
        .any(|ended| matches!(ended, JobOutcome::Skipped { reason } if reason.contains(wanted)))
}

/// The tag of a contact's custom field, by its word in a step.
pub(super) fn tag(word: &str) -> &str {
    match word {
        "street" => "ADDRESS",
        "zip" => "POSTAL_CODE",
        "city" => "CITY",
        "country" => "COUNTRY",
        "vat" => "VAT_NUMBER",
        "org" => "ORG_NUMBER",
        tag => tag,
    }
}

/// Both systems with a deployment between them, in which a line is played.
pub(super) trait Story: Sized {
    /// Whether the schedule runs once more after each look, and may write nothing then.
    const ECHOES: bool;

    async fn open(options: &str) -> Self;

    fn world(&self) -> &World;

    /// How jobs have ended.
    fn ended(&mut self) -> &mut Vec<JobOutcome>;

    async fn step(&mut self, step: &str);

    /// What differs from what is right.
    fn complaints(&self, right: &str) -> Vec<String>;

    /// The calls that changed something in either system.
    fn writes(&self) -> Vec<String> {
        let calls = self.world().sandbox.requests().into_iter();
        calls
            .filter(|call| call.vendor != sandbox::Vendor::Identity && call.method != "GET")
            .filter(|call| !call.path.contains("graphql") || call.request.to_string().contains("mutation"))
            .map(|call| format!("{} {} {}", call.vendor, call.method, call.path))
            .collect()
    }
}

async fn poll(story: &mut impl Story) {
    let world = story.world();
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    story.ended().extend(ended.into_iter().map(|ended| ended.verdict));
}

/// Begins a new log of calls; what in the old one the vendors don't document.
fn violations(world: &World) -> Vec<String> {
    let violations = world.sandbox.violations();
    world.forget_counts();
    violations
}

/// Plays a line; what is wrong with it.
async fn wrong<S: Story>(line: &str) -> Option<String> {
    let (options, steps) = line
        .split_once("| ")
        .unwrap_or_else(|| panic!("{line}: options | steps"));
    let mut story = S::open(options).await;
    for part in steps.split(" > ").map(str::trim) {
        let (what, right) = part.split_once(" = ").unwrap_or((part, ""));
        story.step(what).await;
        if right.is_empty() {
            continue;
        }
        let mut undocumented = violations(story.world());
        story.ended().clear();
        poll(&mut story).await;
        // In one run an hour, contacts wait for the next.
        poll(&mut story).await;
        let mut complaints = story.complaints(right);
        let ended = format!("{:?}", story.ended());
        undocumented.extend(violations(story.world()));
        if S::ECHOES {
            story.ended().clear();
            poll(&mut story).await;
            let echoes = story.writes();
            if !echoes.is_empty() {
                complaints.push(format!("echoes: {echoes:?} {:?}", story.ended()));
            }
            undocumented.extend(violations(story.world()));
        }
        complaints.extend(undocumented);
        if !complaints.is_empty() {
            return Some(format!(
                "{line}\n    {what}: {}\n    {ended}",
                complaints.join("; ")
            ));
        }
    }
    None
}

/// Plays a table.
pub(super) async fn play<S: Story>(table: &str) {
    let mut all = Vec::new();
    let mut played = 0;
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        played += 1;
        all.extend(Box::pin(wrong::<S>(line)).await);
    }
    assert!(
        all.is_empty(),
        "{} of {played} are wrong:\n{}",
        all.len(),
        all.join("\n")
    );
}
