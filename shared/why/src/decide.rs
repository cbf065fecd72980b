//! Decides the answer from the facts. Pure.

use engine::{capitalized, describe};
use journal::Outcome;
use ledger::{Record, State as Standing};
use model::{Code, JobKind, Kind, Problem, Source};

use crate::{Advice, Answer, AnsweredDocument, Facts, Presence, State, settings_in};

/// The answer that the facts give.
#[must_use]
pub fn decide(facts: &Facts) -> Answer {
    let mut answer = Answer {
        record: facts.source.clone(),
        job: facts.kind,
        state: State::NeverSeen,
        summary: String::new(),
        details: facts.unknown.clone(),
        since: None,
        until: None,
        problem: None,
        settings: Vec::new(),
        documents: Vec::new(),
        advice: Vec::new(),
    };
    match &facts.record {
        Some(record) => by_ledger(&mut answer, facts, record),
        None => by_log(&mut answer, facts),
    }
    answer
}

/// "Order 1001", "Contact 12".
fn name(source: &Source) -> String {
    capitalized(&format!("{} {}", source.kind().replace('_', " "), source.id()))
}

fn by_ledger(answer: &mut Answer, facts: &Facts, record: &Record) {
    answer.since = Some(record.updated_at);
    answer.documents = documents(facts, record);
    let name = name(&facts.source);
    if let Some(hold) = &record.hold {
        answer.state = State::OnHold;
        answer.since = Some(hold.since);
        answer.summary = format!("{name} is on hold: {}.", hold.because.trim_end_matches('.'));
        if record.intent.is_some() {
            let told = "An attempt before the hold ended without an answer, so that a document may exist.";
            answer.details.push(told.to_owned());
        }
        answer.advice.push(Advice::run(
            "To send it after all, release it; it is queued then.",
            format!("release {}", facts.source),
        ));
        return;
    }
    if let Some(until) = record.held_until(facts.now) {
        answer.state = State::Running;
        answer.until = Some(until);
        answer.summary = format!("{name} is being worked on now.");
        answer.advice.push(Advice::new(
            "Wait a moment and ask again. If its worker is lost, another one takes it over.",
        ));
        return;
    }
    match record.state {
        Standing::Done => done(answer, facts, record, &name),
        // A parked follow-up is reported with its document.
        Standing::Parked if has_changed(facts, record).is_some() => done(answer, facts, record, &name),
        Standing::Parked if is_follow_up(record) => done(answer, facts, record, &name),
        Standing::Parked => {
            answer.state = State::Parked;
            parked(answer, facts, record.problem.as_ref(), &name);
        }
        Standing::Skipped => skipped(answer, facts, record.reason.as_deref(), &name),
        Standing::InDoubt | Standing::Committing => in_doubt(answer, facts, record, &name),
        Standing::Leased if record.intent.is_some() => in_doubt(answer, facts, record, &name),
        Standing::Waiting | Standing::Leased => waiting(answer, facts, record, &name),
    }
}

fn documents(facts: &Facts, record: &Record) -> Vec<AnsweredDocument> {
    record
        .documents
        .iter()
        .map(|document| AnsweredDocument {
            kind: document.kind.as_str().to_owned(),
            id: document.id.clone(),
            number: document.number.clone(),
            exists: facts
                .existing
                .iter()
                .find(|(id, _)| *id == document.id)
                .map(|(_, exists)| *exists),
            link: None,
        })
        .collect()
}

/// Whether the source is known to have changed since the document was made. An order that looks partly refunded before it
/// was sent has no document, and hasn't changed since.
fn has_changed(facts: &Facts, record: &Record) -> Option<Problem> {
    if record.documents.is_empty() {
        return None;
    }
    let of_change = |problem: &&Problem| {
        matches!(
            problem.code,
            Code::CHANGED_AFTER_CREATION | Code::CANCELLED_AFTER_CREATION | Code::PARTIAL_REFUND
        )
    };
    let live = facts
        .preview
        .as_ref()
        .and_then(|preview| preview.problems.first());
    let live = live.filter(of_change);
    record.problem.as_ref().filter(of_change).or(live).cloned()
}

fn is_follow_up(record: &Record) -> bool {
    let code = record.problem.as_ref().map(|problem| problem.code);
    code == Some(Code::FOLLOW_UP_FAILED) && !record.documents.is_empty()
}

fn done(answer: &mut Answer, facts: &Facts, record: &Record, name: &str) {
    let what = record.documents.last().map_or_else(
        || "nothing was to be created".to_owned(),
        |document| format!("it is {} in eAccounting", describe(document)),
    );
    if let Some(problem) = has_changed(facts, record) {
        answer.state = State::ChangedSince;
        answer.summary = format!("{name} has changed since it was sent: {what}.");
        answer.advice.push(Advice::new(problem.remedy.clone()));
        answer.settings = settings_in("orders.on_change orders.on_cancel", &facts.settings);
        answer.problem = Some(problem);
        return;
    }
    let follow_up = record
        .problem
        .as_ref()
        .filter(|_| record.documents.last().is_some())
        .cloned();
    if follow_up.is_some() || !record.pending_steps.is_empty() {
        answer.state = State::FollowUpFailed;
        answer.summary = format!("{name} was sent, and a step after it failed: {what}.");
        if !record.pending_steps.is_empty() {
            let steps = record.pending_steps.join(", ").replace('_', " ");
            answer.details.push(format!("Still to be done: {steps}."));
        }
        if let Some(problem) = &follow_up {
            answer.advice.push(Advice::new(problem.remedy.clone()));
        }
        answer.advice.push(Advice::run(
            "Then replay it: what is done is not done again.",
            format!("replay {}", facts.source),
        ));
        answer.problem = follow_up;
        return;
    }
    answer.state = State::Sent;
    answer.summary = format!("{name} was sent: {what}.");
    gone(answer);
}

/// Reports documents that are no longer in eAccounting.
fn gone(answer: &mut Answer) {
    let is_gone = answer
        .documents
        .last()
        .is_some_and(|document| document.exists == Some(false));
    if is_gone {
        let told =
            "eAccounting no longer has it: somebody deleted it there. It is not created again automatically.";
        answer.details.push(told.to_owned());
    }
}

fn parked(answer: &mut Answer, facts: &Facts, problem: Option<&Problem>, name: &str) {
    let Some(problem) = problem else {
        answer.summary = format!("{name} waits for you.");
        return;
    };
    answer.summary = format!("{name} waits for you: {}", problem.message);
    answer.settings = settings_in(&problem.remedy, &facts.settings);
    if !problem.remedy.is_empty() {
        answer.advice.push(Advice::new(problem.remedy.clone()));
    }
    answer.advice.push(Advice::run(
        "When the cause is gone, replay it.",
        format!("replay {}", facts.source),
    ));
    // A preview isn't used for a vendor that rejected the request.
    let is_refusal = problem.vendor.is_some();
    let would_work = facts
        .preview
        .as_ref()
        .is_some_and(|preview| preview.outcome.verdict == "done");
    if would_work && !is_refusal {
        let told = "The cause seems to be gone: a replay would send it now.";
        answer.details.push(told.to_owned());
    }
    answer.problem = Some(problem.clone());
}

fn in_doubt(answer: &mut Answer, facts: &Facts, record: &Record, name: &str) {
    answer.state = State::InDoubt;
    answer.until = record.next_attempt.filter(|at| *at > facts.now);
    let what = record
        .intent
        .as_ref()
        .map_or("document", |intent| intent.what.as_str())
        .replace('_', " ");
    answer.summary = format!(
        "{name} may have become {} {what}: eAccounting's answer never came.",
        if what.starts_with(['a', 'e', 'i', 'o']) {
            "an"
        } else {
            "a"
        }
    );
    answer.problem.clone_from(&record.problem);
    answer.advice.push(Advice::new(
        "Create nothing by hand. The next attempt looks it up first, and uses it if it exists.",
    ));
    answer.advice.push(Advice::run(
        "To have it looked up at once, replay it.",
        format!("replay {}", facts.source),
    ));
}

fn waiting(answer: &mut Answer, facts: &Facts, record: &Record, name: &str) {
    answer.until = record.next_attempt.filter(|at| *at > facts.now);
    let vendor = record.problem.as_ref().and_then(|problem| problem.vendor);
    let who = vendor.map_or("Something", |vendor| vendor.name());
    answer.problem.clone_from(&record.problem);
    match &record.problem {
        Some(problem) if problem.kind == Kind::Disconnected => {
            answer.state = State::WaitingForLogin;
            answer.summary = format!("{name} waits until {who} accepts the connection again.");
            answer.advice.push(match vendor {
                Some(model::Vendor::ActiveCampaign) => Advice::new(problem.remedy.clone()),
                _ => Advice::run("Log in to eAccounting again.", "connect"),
            });
            answer.advice.push(Advice::new(
                "It resumes automatically, and the wait consumes no attempt.",
            ));
        }
        Some(problem) if answer.until.is_some() && problem.code != Code::RECORD_LOCKED => {
            answer.state = State::WaitingForVendor;
            answer.summary = format!("{name} waits for its next attempt: {}", problem.message);
            if let Some(outage) = facts.outages.iter().find(|outage| Some(outage.vendor) == vendor) {
                answer.until = answer.until.max(Some(outage.probe_at));
                answer
                    .details
                    .push(format!("{who} is down; it is checked again automatically."));
            }
            answer.advice.push(Advice::new(
                "Ekobridge tries again then. Step in only if it lasts.",
            ));
            if !problem.remedy.is_empty() {
                answer.advice.push(Advice::new(problem.remedy.clone()));
            }
        }
        _ => {
            answer.state = State::Queued;
            answer.problem = None;
            answer.summary = format!("{name} is queued: its next attempt is due.");
            queue_advice(answer, facts);
        }
    }
}

fn queue_advice(answer: &mut Answer, facts: &Facts) {
    if let Some(count) = facts.queued {
        let messages = if count == 1 { "message" } else { "messages" };
        answer
            .details
            .push(format!("Its queue has about {count} {messages}."));
    }
    answer.advice.push(Advice::new(
        "Wait for its turn. If the queue does not move, look whether the functions are paused.",
    ));
    if facts.queued == Some(0) {
        answer.advice.push(Advice::run(
            "The queue is empty, so that its job is lost: replay it.",
            format!("replay {}", facts.source),
        ));
    }
}

/// Skipped earlier: the current settings may decide otherwise.
fn skipped(answer: &mut Answer, facts: &Facts, reason: Option<&str>, name: &str) {
    let live = facts.preview.as_ref().map(|preview| &preview.outcome);
    let now = live.filter(|outcome| outcome.verdict == "skipped");
    let reason = now
        .map(|outcome| outcome.text.as_str())
        .or(reason)
        .unwrap_or("there was nothing to do");
    let reason = reason.strip_prefix(preview::NOTHING_DONE).unwrap_or(reason);
    let reason = reason.trim_end_matches('.');
    if let Some(what) = reason.strip_suffix(flows::AS_IT_SHOULD_BE) {
        in_step(answer, facts, what, name);
        return;
    }
    answer.state = State::Filtered;
    answer.summary = format!("{name} is left out: {reason}.");
    answer.settings = settings_in(reason, &facts.settings);
    let takes_it_now = live.is_some_and(|outcome| outcome.verdict == "done");
    if takes_it_now {
        let told =
            "It was skipped at the last attempt. With the current settings and record it would be sent.";
        answer.details.push(told.to_owned());
        answer.advice.push(Advice::run(
            "Replay it to send it.",
            format!("replay {}", facts.source),
        ));
    } else if answer.settings.is_empty() {
        answer.advice.push(Advice::new(
            "Nothing: no setting would send it. It is processed again when it changes.",
        ));
    } else {
        answer.advice.push(Advice::run(
            "To send such records, change the setting and push it. Skipped records are not sent automatically: replay them.",
            "settings push FILE",
        ));
        answer
            .advice
            .push(Advice::run("Then replay it.", format!("replay {}", facts.source)));
    }
}

/// Both systems were equal at the last attempt: `what` is the other record and its state, such as "customer 1000 is " or
/// "deal 7, won: ".
fn in_step(answer: &mut Answer, facts: &Facts, what: &str, name: &str) {
    answer.state = State::Sent;
    let same = what
        .strip_suffix(" is ")
        .filter(|_| facts.kind == JobKind::Customer);
    let what = what.trim_end_matches(" is ").trim_end_matches([':', ' ']);
    let has_changed = facts
        .preview
        .as_ref()
        .is_some_and(|preview| preview.outcome.verdict == "done");
    answer.summary = match (same, has_changed) {
        (Some(_), false) => format!("{name} and {what} are equal."),
        (Some(_), true) => format!("{name} and {what} were equal at the last attempt."),
        (None, _) => format!("{name} is in step: {what}."),
    };
    if has_changed {
        let told = "It has changed since, and no attempt has brought the change so far.";
        answer.details.push(told.to_owned());
        answer.advice.push(Advice::run(
            "Replay it to send the change.",
            format!("replay {}", facts.source),
        ));
    }
    if answer.documents.is_empty() {
        let document = facts.entries.iter().find_map(|entry| entry.document.as_ref());
        answer.documents.extend(document.map(of_log));
    }
}

/// A document as the activity log names it.
fn of_log(document: &journal::Document) -> AnsweredDocument {
    AnsweredDocument {
        kind: document.kind.clone(),
        id: document.id.clone(),
        number: document.number.clone(),
        exists: None,
        link: None,
    }
}

/// The ledger does not know it: a success that leaves no record, or no job so far.
fn by_log(answer: &mut Answer, facts: &Facts) {
    let name = name(&facts.source);
    let newest = facts.entries.first();
    answer.since = newest.map(|entry| entry.at);
    match newest.map(|entry| (entry, entry.outcome)) {
        Some((entry, Outcome::Done)) => {
            answer.state = State::Sent;
            answer.documents.extend(entry.document.iter().map(of_log));
            let text = entry.reason.as_deref().unwrap_or("it is done");
            answer.summary = format!("{name} was sent: {text}.");
        }
        Some((entry, Outcome::Skipped | Outcome::Ignored)) => {
            skipped(answer, facts, entry.reason.as_deref(), &name);
        }
        Some((entry, Outcome::Parked)) => {
            answer.state = State::Parked;
            parked(answer, facts, entry.problem.as_ref(), &name);
        }
        Some((entry, Outcome::Waiting)) => {
            answer.state = State::Queued;
            answer.problem.clone_from(&entry.problem);
            answer.summary = format!("{name} is queued, and could not begin.");
            if let Some(problem) = &entry.problem {
                answer.details.push(problem.message.clone());
                answer.advice.push(Advice::new(problem.remedy.clone()));
            }
            queue_advice(answer, facts);
        }
        None => never_seen(answer, facts, &name),
    }
}

/// Whether the record's vendor does not have it.
#[must_use]
pub fn is_missing(facts: &Facts) -> bool {
    let found = facts.preview.as_ref().map(Presence::in_preview);
    found == Some(Presence::Missing)
}

fn never_seen(answer: &mut Answer, facts: &Facts, name: &str) {
    let verdict = facts.preview.as_ref().map(|preview| preview.outcome.verdict);
    let problem = facts
        .preview
        .as_ref()
        .and_then(|preview| preview.problems.first());
    let is_missing = is_missing(facts);
    if verdict == Some("skipped") && !is_missing {
        // No job has come, and one would end here: the setting is what matters.
        skipped(answer, facts, None, name);
        answer.details.push("No job was queued for it so far.".to_owned());
        return;
    }
    let waits = facts.queued.filter(|count| *count > 0);
    if let (Some(_), false, Some("done" | "parked")) = (waits, is_missing, verdict) {
        answer.state = State::Queued;
        answer.summary =
            format!("{name} is probably queued: no job of it has begun, and its queue is not empty.");
        queue_advice(answer, facts);
        return;
    }
    answer.state = State::NeverSeen;
    if is_missing {
        answer.summary = format!("{name} was never seen, and its vendor does not have it.");
        answer.advice.push(Advice::new(
            "Look whether the number is right, and whether the shop has given the record to ActiveCampaign.",
        ));
        return;
    }
    answer.summary = format!("{name} was never seen: no webhook and no sweep has brought it.");
    match (verdict, problem) {
        (Some("done"), _) => {
            answer
                .details
                .push("It exists, and the settings would send it.".to_owned());
            answer
                .advice
                .push(Advice::run("Send it now.", format!("replay {}", facts.source)));
            answer.advice.push(Advice::run(
                "Check that webhooks arrive: the newest entries show when the last one came.",
                "activity",
            ));
        }
        (_, Some(problem)) => {
            answer
                .details
                .push(format!("A job of it would end so: {}", problem.message));
            answer.advice.push(Advice::new(problem.remedy.clone()));
            answer
                .advice
                .push(Advice::run("Then send it.", format!("replay {}", facts.source)));
        }
        _ => answer.advice.push(Advice::run(
            "See what would become of it.",
            format!("preview {}", facts.source),
        )),
    }
}
