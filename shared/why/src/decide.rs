//! Decides the answer from the facts. Pure.

use engine::{RecordName, capitalized};
use journal::{Entry, Outcome};
use ledger::{Key, Record, SETTLED, State as Standing};
use messages::{Language, ToolMessages};
use model::{Code, JobKind, Kind, Problem, Reason, Source, reason};
use preview::End;
use rust_decimal::Decimal;
use settings::Settings;

use crate::sentence::cause;
use crate::setting::settings_of;
use crate::{Advice, Answer, AnsweredDocument, Facts, Presence, Sentence, State, settings_in, words};

/// The answer that the facts give.
#[must_use]
pub fn decide(facts: &Facts) -> Answer {
    let mut answer = Answer {
        record: facts.source.clone(),
        job: facts.kind,
        state: State::NeverSeen,
        summary: Sentence::english(""),
        details: facts.unknown.clone(),
        since: None,
        until: None,
        problem: None,
        settings: Vec::new(),
        documents: Vec::new(),
        advice: Vec::new(),
        stored: Vec::new(),
    };
    match &facts.record {
        Some(record) => by_ledger(&mut answer, facts, record),
        None => by_log(&mut answer, facts),
    }
    others(&mut answer, facts);
    search(&mut answer, facts);
    answer
}

/// What else holds a record back that isn't sent. Whoever mends the first obstacle alone meets the next.
fn others(answer: &mut Answer, facts: &Facts) {
    let is_back = !matches!(
        answer.state,
        State::Sent | State::FollowUpFailed | State::ChangedSince | State::Running
    );
    if !is_back || (answer.state == State::NeverSeen && is_missing(facts)) {
        return;
    }
    for problem in other_problems(answer, facts) {
        answer.stored.extend(in_english(&problem));
        answer
            .details
            .push(Sentence::of(|text| text.why_also(cause(&problem, text))));
        let remedy = Advice::remedy(&problem);
        if !problem.remedy.is_empty() && !answer.advice.contains(&remedy) {
            answer.advice.push(remedy);
        }
    }
    for reason in other_reasons(answer, facts) {
        answer.details.push(Sentence::of(|text| {
            let told = notices::reason(&reason, reason.cases(), text.language());
            let told = told.unwrap_or_else(|| reason.to_string());
            text.why_also_left_out(told.trim_end_matches('.'))
        }));
        for line in settings_in(&reason, &facts.settings) {
            if !answer.settings.contains(&line) {
                answer.settings.push(line);
            }
        }
    }
    let is_told = |vendor| {
        let told = answer.problem.as_ref().and_then(|problem| problem.vendor);
        let waits = matches!(answer.state, State::WaitingForVendor | State::WaitingForLogin);
        waits && told == Some(vendor)
    };
    let down: Vec<&'static str> = facts
        .outages
        .iter()
        .filter(|outage| !is_told(outage.vendor))
        .map(|outage| outage.vendor.name())
        .collect();
    for vendor in down {
        answer
            .details
            .push(Sentence::of(|text| text.why_vendor_down(vendor)));
    }
}

/// By what the settings leave a record out, beside what its answer tells.
fn other_reasons(answer: &Answer, facts: &Facts) -> Vec<Reason> {
    let Some(preview) = &facts.preview else {
        return Vec::new();
    };
    let decided = match &preview.outcome.end {
        End::Nothing(reason) if answer.state == State::Filtered => reason.as_str(),
        _ => "",
    };
    let settings = Settings::parse(&facts.settings.text, &facts.settings.file).unwrap_or_default();
    let (section, enabled, dry_run) = match facts.kind {
        JobKind::Order => ("orders", settings.orders.enabled, settings.orders.dry_run),
        JobKind::Customer => (
            "customers",
            settings.customers.enabled,
            settings.customers.dry_run,
        ),
        JobKind::Quote => ("quotes", settings.quotes.enabled, settings.quotes.dry_run),
        _ => ("", true, false),
    };
    let off = (!enabled).then(|| reason::off(format!("{section}.enabled")));
    let dry_run = dry_run.then(|| reason::dry_run(format!("{section}.dry_run")));
    let names_it = |reason: &Reason| {
        let key = reason.split(' ').next().unwrap_or_default();
        decided == reason.as_str() || (key.contains('.') && decided.starts_with(key))
    };
    let left_out = preview.left_out.iter().cloned();
    let all = left_out.chain(off).chain(dry_run);
    all.filter(|reason| !names_it(reason)).collect()
}

/// The problems of a record that its answer doesn't tell yet: what it was stopped by before a hold or a lost answer, and what a
/// preview met after the first one.
fn other_problems(answer: &Answer, facts: &Facts) -> Vec<Problem> {
    let stored = facts.record.as_ref().and_then(|record| record.problem.as_ref());
    let stored = stored
        .filter(|problem| matches!(answer.state, State::OnHold | State::InDoubt) && !is_settled(problem));
    let found = facts.preview.as_ref().map(|preview| &preview.problems[..]);
    let found = found.unwrap_or_default();
    let told = match answer.state {
        State::Parked | State::WaitingForVendor | State::WaitingForLogin => answer.problem.as_ref(),
        State::NeverSeen => found.first(),
        _ => None,
    };
    // What was stored may say the same in other words than what is found now.
    let same = |problem: &&Problem| match told {
        Some(told) if found.contains(told) => *problem == told,
        Some(told) => problem.code == told.code,
        None => false,
    };
    let mut others: Vec<Problem> = Vec::new();
    for problem in stored.into_iter().chain(found).filter(|problem| !same(problem)) {
        let is_known = |known: &Problem| match stored {
            Some(stored) if known == stored => known.code == problem.code,
            _ => known == problem,
        };
        if !others.iter().any(is_known) {
            others.push(problem.clone());
        }
    }
    others
}

/// The search for a contact's orders, where it isn't done: it has a record and an end of its own beside the contact's.
fn search(answer: &mut Answer, facts: &Facts) {
    let Some(search) = facts.search.as_ref().filter(|search| search.state.is_listed()) else {
        return;
    };
    let why = |text: &ToolMessages| {
        let problem = search.problem.as_ref();
        problem.map_or_else(String::new, |problem| cause(problem, text))
    };
    if search.state != Standing::Parked {
        let told = Sentence::of(|text| text.why_search_waits(why(text)));
        return answer.details.push(told);
    }
    answer
        .details
        .push(Sentence::of(|text| text.why_search_parked(why(text))));
    answer.advice.extend(search.problem.as_ref().map(Advice::remedy));
    replay(answer, facts, ToolMessages::why_search_do);
}

/// "Order 1001", "Contact 12".
fn name(source: &Source, text: &ToolMessages) -> String {
    capitalized(&notices::record_name(&RecordName::of(source), text.language()))
}

/// A sentence that begins with the record's name.
fn named(facts: &Facts, make: impl Fn(&ToolMessages, String) -> String) -> Sentence {
    Sentence::of(|text| make(text, name(&facts.source, text)))
}

/// A sentence such as "Order 1001 waits for you." with the problem behind it.
fn because(facts: &Facts, problem: &Problem, make: impl Fn(&ToolMessages, String) -> String) -> Sentence {
    named(facts, |text, name| {
        let (sentence, cause) = (make(text, name), cause(problem, text));
        match text.language() {
            Language::English => format!("{}: {cause}", sentence.trim_end_matches('.')),
            _ => format!("{sentence} {cause}"),
        }
    })
}

fn by_ledger(answer: &mut Answer, facts: &Facts, record: &Record) {
    answer.since = Some(record.since());
    let of_order = facts.order_number();
    let of = |made| AnsweredDocument {
        of_order: of_order.clone(),
        ..AnsweredDocument::from(made)
    };
    answer.documents = facts.documents.iter().map(of).collect();
    if let Some(hold) = &record.hold {
        answer.state = State::OnHold;
        answer.since = Some(hold.since);
        let reason = hold.because.trim_end_matches('.');
        answer.summary = named(facts, |text, name| text.why_on_hold(reason, name));
        if record.intent.is_some() {
            answer.details.push(Sentence::of(ToolMessages::why_hold_in_doubt));
        }
        let command = format!("release {}", facts.source);
        answer
            .advice
            .push(Advice::run(ToolMessages::why_hold_do, command));
        return;
    }
    if let Some(until) = record.held_until(facts.now) {
        answer.state = State::Running;
        answer.until = Some(until);
        answer.summary = named(facts, ToolMessages::answer_running);
        answer.advice.push(Advice::new(ToolMessages::why_running_do));
        return;
    }
    match record.state {
        Standing::Done => done(answer, facts, record),
        // A parked follow-up is reported with its document.
        Standing::Parked if has_changed(facts, record).is_some() => done(answer, facts, record),
        Standing::Parked if is_follow_up(record) => done(answer, facts, record),
        Standing::Parked => parked(answer, facts, record.problem.as_ref()),
        Standing::Skipped => ended(answer, facts, record),
        Standing::InDoubt | Standing::Committing => in_doubt(answer, facts, record),
        Standing::Leased if record.intent.is_some() => in_doubt(answer, facts, record),
        Standing::Waiting | Standing::Leased => waiting(answer, facts, record),
    }
}

/// What it is in eAccounting, in words.
fn what(answer: &Answer, text: &ToolMessages) -> String {
    let language = text.language();
    let Some(sale) = answer.sale() else {
        return text.why_is_nothing();
    };
    let credits: Vec<String> = answer
        .documents
        .iter()
        .filter(|document| document.kind == "credit_invoice")
        .map(|document| document.full_name(language))
        .collect();
    match (credits.is_empty(), sale.exists) {
        (false, _) => text.why_is_credited(credits.join(", "), sale.full_name(language)),
        (true, Some(false)) => text.why_was(sale.full_name(language)),
        (true, _) => text.why_is(sale.full_name(language)),
    }
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
    // What a job finds now is newer than what was told of the record last.
    let is_found_now = facts
        .preview
        .as_ref()
        .is_some_and(|preview| preview.outcome.verdict == "parked");
    let told = record
        .problem
        .as_ref()
        .filter(of_change)
        .filter(|problem| !is_settled(problem));
    match is_found_now {
        true => live.or(told),
        false => told.or(live),
    }
    .cloned()
}

/// Whether nothing is left to do about a problem that was stored.
fn is_settled(problem: &Problem) -> bool {
    problem.remedy == SETTLED
}

fn is_follow_up(record: &Record) -> bool {
    let code = record.problem.as_ref().map(|problem| problem.code);
    code == Some(Code::FOLLOW_UP_FAILED) && !record.documents.is_empty()
}

fn done(answer: &mut Answer, facts: &Facts, record: &Record) {
    let changed = has_changed(facts, record);
    let told = changed.as_ref().or(record.problem.as_ref());
    if told.is_some_and(|problem| problem.code == Code::CANCELLED_AFTER_CREATION)
        && let Some(sale) = undone(answer)
    {
        answer.summary = named(facts, |text, name| {
            let document = sale.full_name(text.language());
            match sale.exists {
                Some(false) => text.why_called_off_deleted(document, name),
                _ => text.why_called_off_credited(document, name),
            }
        });
        answer.state = State::Sent;
        match record.is_unsettled() {
            true => unsettled(answer, facts),
            false => answer.advice.push(Advice::new(ToolMessages::why_nothing_left)),
        }
        return;
    }
    if let Some(problem) = changed {
        answer.state = State::ChangedSince;
        answer.summary = named(facts, |text, name| text.why_changed(name, what(answer, text)));
        gone(answer);
        if !is_deleted(answer) {
            answer.advice.push(Advice::remedy(&problem));
        }
        answer.details.push(Sentence::of(|text| cause(&problem, text)));
        if record.is_unsettled() {
            unsettled(answer, facts);
        }
        let decides = match problem.code {
            Code::CANCELLED_AFTER_CREATION => "orders.on_cancel",
            _ => "orders.on_change",
        };
        answer.settings = settings_in(decides, &facts.settings);
        because_of(answer, problem);
        return;
    }
    let (settled, told): (Vec<&Problem>, Vec<&Problem>) =
        record.problem.iter().partition(|problem| is_settled(problem));
    answer.details.extend(
        settled.into_iter().map(|problem| {
            Sentence::of(|text| format!("{} {}", cause(problem, text), text.why_nothing_left()))
        }),
    );
    let follow_up = told
        .first()
        .filter(|_| !record.documents.is_empty())
        .map(|problem| (*problem).clone());
    if follow_up.is_some() || !record.pending_steps.is_empty() {
        answer.state = State::FollowUpFailed;
        answer.summary = named(facts, |text, name| text.why_follow_up(name, what(answer, text)));
        if !record.pending_steps.is_empty() {
            answer.details.push(Sentence::of(|text| {
                let steps: Vec<String> = record
                    .pending_steps
                    .iter()
                    .map(|step| step_name(step, text))
                    .collect();
                text.why_pending(steps.join(", "))
            }));
        }
        if let Some(problem) = &follow_up {
            answer.details.push(Sentence::of(|text| cause(problem, text)));
            answer.advice.push(Advice::remedy(problem));
        }
        replay(answer, facts, ToolMessages::why_follow_up_do);
        if let Some(problem) = follow_up {
            because_of(answer, problem);
        }
        return;
    }
    answer.state = State::Sent;
    answer.summary = named(facts, |text, name| text.why_sent(name, what(answer, text)));
    gone(answer);
}

/// The record is parked until a person settles the difference.
fn unsettled(answer: &mut Answer, facts: &Facts) {
    answer.details.push(Sentence::of(ToolMessages::why_unsettled));
    let command = format!("parked resolve {}", facts.source);
    answer
        .advice
        .push(Advice::run(ToolMessages::why_unsettled_do, command));
}

/// A step that follows a document, as the ledger names it.
fn step_name(step: &str, text: &ToolMessages) -> String {
    match step {
        "check" => text.step_check(),
        "payment" => text.step_payment(),
        "repayment" => text.step_repayment(),
        "note" => text.step_note(),
        "link" => text.step_link(),
        "email" => text.step_email(),
        "status" => text.step_status(),
        "status_note" => text.step_status_note(),
        other => other.replace('_', " "),
    }
}

/// Advises to replay the record.
fn replay(answer: &mut Answer, facts: &Facts, what: impl Fn(&ToolMessages) -> String) {
    let command = format!("replay {}", facts.source);
    answer.advice.push(Advice::run(what, command));
}

/// Takes a problem into the answer, with its own texts where a language has no words for them.
fn because_of(answer: &mut Answer, problem: Problem) {
    answer.stored.extend(in_english(&problem));
    answer.problem = Some(problem);
}

/// A problem's own texts, where a language has no words for what happened.
fn in_english(problem: &Problem) -> Option<String> {
    let of = |language| notices::problem_in_english(problem, language);
    Language::ALL.into_iter().find_map(of)
}

/// The document of a sale that was called off, if nothing of it is left: it is deleted, or credited in full.
fn undone(answer: &Answer) -> Option<AnsweredDocument> {
    let sale = answer.sale()?;
    let credits = answer
        .documents
        .iter()
        .filter(|document| document.kind == "credit_invoice");
    let credited: Decimal = credits
        .filter_map(|credit| credit.total)
        .map(|total| total.abs())
        .sum();
    let is_credited = sale.kind == "invoice"
        && !credited.is_zero()
        && sale.total.is_some_and(|total| credited >= total.abs());
    (sale.exists == Some(false) || is_credited).then(|| sale.clone())
}

/// Whether eAccounting no longer has what was sent.
fn is_deleted(answer: &Answer) -> bool {
    answer.sale().is_some_and(|sale| sale.exists == Some(false))
}

/// Reports documents that are no longer in eAccounting, and drafts that were booked.
fn gone(answer: &mut Answer) {
    let mut told = Vec::new();
    for draft in &answer.documents {
        let booked_as = draft.booked_as.as_ref();
        let invoice = booked_as.and_then(|id| answer.documents.iter().find(|document| document.id == *id));
        if let Some(invoice) = invoice.filter(|invoice| invoice.is_by_person) {
            told.push(Sentence::of(|text| {
                text.why_draft_booked(invoice.full_name(text.language()))
            }));
        }
    }
    answer.details.extend(told);
    if is_deleted(answer) {
        answer.details.push(Sentence::of(ToolMessages::why_deleted));
        answer.advice.push(Advice::new(ToolMessages::why_deleted_do));
    }
}

fn parked(answer: &mut Answer, facts: &Facts, problem: Option<&Problem>) {
    answer.state = State::Parked;
    let Some(problem) = problem else {
        answer.summary = named(facts, ToolMessages::answer_parked);
        return;
    };
    answer.summary = because(facts, problem, ToolMessages::answer_parked);
    // What the problem itself names is the cause; what its remedy names may be a way out that has decided nothing.
    answer.settings = settings_of(&facts.source, &problem.message, &facts.settings);
    if answer.settings.is_empty() {
        answer.settings = settings_of(&facts.source, &problem.remedy, &facts.settings);
    }
    if !problem.remedy.is_empty() {
        answer.advice.push(Advice::remedy(problem));
    }
    let is_credit = facts
        .record
        .as_ref()
        .is_some_and(|record| record.key == Key::credit_of(&facts.source));
    match is_credit {
        true => replay(answer, facts, ToolMessages::why_credit_parked_do),
        false => replay(answer, facts, ToolMessages::why_parked_do),
    }
    // A preview isn't used for a vendor that rejected the request.
    let is_refusal = problem.vendor.is_some();
    let would_work = facts
        .preview
        .as_ref()
        .is_some_and(|preview| preview.outcome.verdict == "done");
    if would_work && !is_refusal {
        answer.details.push(Sentence::of(ToolMessages::why_would_work));
    }
    because_of(answer, problem.clone());
}

fn in_doubt(answer: &mut Answer, facts: &Facts, record: &Record) {
    answer.state = State::InDoubt;
    answer.until = record.next_attempt.filter(|at| *at > facts.now);
    let what = record.intent.as_ref().map(|intent| intent.what.as_str());
    answer.summary = named(facts, |text, name| {
        match what.and_then(|what| words::kind(what, text.language())) {
            Some(kind) => text.why_in_doubt(kind, name),
            None => text.answer_in_doubt(name),
        }
    });
    answer.advice.push(Advice::new(ToolMessages::why_in_doubt_do));
    replay(answer, facts, ToolMessages::why_in_doubt_replay);
    answer.problem.clone_from(&record.problem);
}

fn waiting(answer: &mut Answer, facts: &Facts, record: &Record) {
    answer.until = record.next_attempt.filter(|at| *at > facts.now);
    let vendor = record.problem.as_ref().and_then(|problem| problem.vendor);
    match &record.problem {
        Some(problem) if problem.kind == Kind::Disconnected => {
            answer.state = State::WaitingForLogin;
            answer.summary = named(facts, |text, name| match vendor {
                Some(vendor) => text.why_waits_for_login(name, vendor.name()),
                None => text.answer_waiting_for_login(name),
            });
            answer.advice.push(match vendor {
                Some(model::Vendor::ActiveCampaign) => Advice::remedy(problem),
                _ => Advice::run(ToolMessages::why_log_in, "connect".to_owned()),
            });
            answer.advice.push(Advice::new(ToolMessages::why_resumes));
            because_of(answer, problem.clone());
        }
        Some(problem) if answer.until.is_some() && problem.code != Code::RECORD_LOCKED => {
            answer.state = State::WaitingForVendor;
            answer.summary = because(facts, problem, ToolMessages::answer_waiting_for_vendor);
            if let Some(outage) = facts.outages.iter().find(|outage| Some(outage.vendor) == vendor) {
                answer.until = answer.until.max(Some(outage.probe_at));
                let name = outage.vendor.name();
                answer
                    .details
                    .push(Sentence::of(|text| text.why_vendor_down(name)));
            }
            answer.advice.push(Advice::new(ToolMessages::why_waits_do));
            if !problem.remedy.is_empty() {
                answer.advice.push(Advice::remedy(problem));
            }
            because_of(answer, problem.clone());
        }
        _ => {
            answer.state = State::Queued;
            answer.summary = named(facts, ToolMessages::why_due);
            queue_advice(answer, facts);
        }
    }
}

fn queue_advice(answer: &mut Answer, facts: &Facts) {
    if let Some(count) = facts.queued {
        answer.details.push(Sentence::of(|text| text.why_queue(count)));
    }
    answer.advice.push(Advice::new(ToolMessages::advice_queued));
    if facts.queued == Some(0) {
        replay(answer, facts, ToolMessages::why_lost_do);
    }
}

/// The ledger has it as ended, without a document. Of work that is done anew at each change, which ends so too where it was sent, the
/// activity log says how.
fn ended(answer: &mut Answer, facts: &Facts, record: &Record) {
    let verdict = facts.preview.as_ref().map(|preview| preview.outcome.verdict);
    let newest = facts.own_entries().next();
    match newest.map(|entry| (entry, entry.outcome)) {
        Some((entry, Outcome::Done)) if record.documents.is_empty() && verdict != Some("skipped") => {
            answer.since = Some(entry.at);
            sent_by_log(answer, facts, entry);
            if verdict == Some("done") {
                answer.details.push(Sentence::of(ToolMessages::why_not_brought));
                replay(answer, facts, ToolMessages::why_change_do);
            }
        }
        Some((entry, Outcome::Skipped)) => {
            let is_equal = |reason: &Reason| reason.ends_with(flows::AS_IT_SHOULD_BE);
            let equal = reason_of(entry).filter(is_equal);
            skipped(answer, facts, equal.or_else(|| recorded(facts, record)));
        }
        _ => skipped(answer, facts, recorded(facts, record)),
    }
}

/// The reason of an attempt.
fn reason_of(entry: &Entry) -> Option<Reason> {
    let text = entry.reason.as_ref()?;
    Some(Reason::stored(text, entry.cases.clone()))
}

/// The reason that the ledger has, which keeps its text in English: as the activity log has it, which knows more of its values.
fn recorded(facts: &Facts, record: &Record) -> Option<Reason> {
    let text = record.reason.as_deref()?;
    let mut logged = facts.own_entries().filter_map(reason_of);
    logged
        .find(|reason| *reason == text)
        .or_else(|| Some(Reason::read(text)))
}

/// A sentence with a reason, where the reason exists in its language.
fn with_reason(sentence: &str, reason: &Reason, language: Language) -> String {
    match notices::reason(reason, reason.cases(), language) {
        Some(told) => format!(
            "{}: {}.",
            sentence.trim_end_matches('.'),
            told.trim_end_matches('.')
        ),
        None => sentence.to_owned(),
    }
}

/// Whether a language has a reason in English alone.
fn is_in_english(reason: &Reason) -> bool {
    let is_left = |language| notices::reason_in_english(reason, reason.cases(), language).is_some();
    Language::ALL.into_iter().any(is_left)
}

/// Skipped earlier: the current settings may decide otherwise.
fn skipped(answer: &mut Answer, facts: &Facts, reason: Option<Reason>) {
    let live = facts.preview.as_ref().map(|preview| &preview.outcome);
    let reason = match live.map(|outcome| &outcome.end) {
        Some(End::Nothing(reason)) => reason.clone(),
        _ => reason.unwrap_or_else(|| Reason::in_english("there was nothing to do")),
    };
    if let Some(what) = reason.strip_suffix(flows::AS_IT_SHOULD_BE) {
        in_step(answer, facts, &reason, what);
        return;
    }
    answer.state = State::Filtered;
    answer.summary = named(facts, |text, name| {
        with_reason(&text.answer_filtered(name), &reason, text.language())
    });
    if is_in_english(&reason) {
        let reason = reason.trim_end_matches('.');
        answer.stored.push(format!("{}.", capitalized(reason)));
    }
    answer.settings = settings_in(&reason, &facts.settings);
    let takes_it_now = live.is_some_and(|outcome| outcome.verdict == "done");
    if takes_it_now {
        answer.details.push(Sentence::of(ToolMessages::why_taken_now));
        replay(answer, facts, ToolMessages::why_send_do);
    } else if answer.settings.is_empty() {
        answer.advice.push(Advice::new(ToolMessages::advice_no_setting));
    } else {
        answer.advice.push(Advice::run(
            ToolMessages::why_setting_do,
            "settings push FILE".to_owned(),
        ));
        replay(answer, facts, ToolMessages::why_then_replay);
    }
}

/// Both systems were equal at the last attempt: `what` is the other record and its state, such as "customer 1000 is " or
/// "deal 7, won: ".
fn in_step(answer: &mut Answer, facts: &Facts, reason: &Reason, what: &str) {
    answer.state = State::Sent;
    let same = what
        .strip_suffix(" is ")
        .filter(|_| facts.kind == JobKind::Customer);
    let what = what.trim_end_matches(" is ").trim_end_matches([':', ' ']);
    let has_changed = facts
        .preview
        .as_ref()
        .is_some_and(|preview| preview.outcome.verdict == "done");
    answer.summary = named(facts, |text, name| {
        match (text.language(), same.is_some(), has_changed) {
            (Language::English, true, false) => format!("{name} and {what} are equal."),
            (Language::English, true, true) => {
                format!("{name} and {what} were equal at the last attempt.")
            }
            (Language::English, false, _) => format!("{name} is in step: {what}."),
            (language, _, false) => with_reason(&text.why_in_step(name), reason, language),
            (language, _, true) => with_reason(&text.why_was_in_step(name), reason, language),
        }
    });
    if is_in_english(reason) {
        answer.stored.push(format!("{}.", capitalized(what)));
    }
    if has_changed {
        answer.details.push(Sentence::of(ToolMessages::why_not_brought));
        replay(answer, facts, ToolMessages::why_change_do);
    }
    if answer.documents.is_empty() {
        let document = facts.own_entries().find_map(|entry| entry.document.as_ref());
        answer.documents.extend(document.map(of_log));
    }
}

/// A document as the activity log names it.
fn of_log(document: &journal::Document) -> AnsweredDocument {
    AnsweredDocument::named(
        document.kind.clone(),
        document.id.clone(),
        document.number.clone(),
    )
}

/// The ledger does not know it: a success that leaves no record, or no job so far.
fn by_log(answer: &mut Answer, facts: &Facts) {
    let newest = facts.own_entries().next();
    answer.since = newest.map(|entry| entry.at);
    match newest.map(|entry| (entry, entry.outcome)) {
        Some((entry, Outcome::Done)) => sent_by_log(answer, facts, entry),
        Some((entry, Outcome::Skipped | Outcome::Ignored)) => {
            skipped(answer, facts, reason_of(entry));
        }
        Some((entry, Outcome::Parked)) => parked(answer, facts, entry.problem.as_ref()),
        Some((entry, Outcome::Waiting)) => {
            answer.state = State::Queued;
            answer.summary = named(facts, ToolMessages::why_not_begun);
            if let Some(problem) = &entry.problem {
                answer.details.push(Sentence::of(|text| cause(problem, text)));
                answer.advice.push(Advice::remedy(problem));
                because_of(answer, problem.clone());
            }
            queue_advice(answer, facts);
        }
        None => never_seen(answer, facts),
    }
}

/// It was sent, by its newest attempt.
fn sent_by_log(answer: &mut Answer, facts: &Facts, entry: &Entry) {
    answer.state = State::Sent;
    answer.documents.extend(entry.document.iter().map(of_log));
    let done = reason_of(entry);
    answer.summary = named(facts, |text, name| {
        let sentence = text.answer_sent(name);
        match &done {
            Some(done) => with_reason(&sentence, done, text.language()),
            None => sentence,
        }
    });
    let english = done.filter(is_in_english);
    answer
        .stored
        .extend(english.map(|done| format!("{}.", capitalized(&done))));
}

/// Whether the record's vendor does not have it.
#[must_use]
pub fn is_missing(facts: &Facts) -> bool {
    let found = facts.preview.as_ref().map(Presence::in_preview);
    found == Some(Presence::Missing)
}

fn never_seen(answer: &mut Answer, facts: &Facts) {
    let verdict = facts.preview.as_ref().map(|preview| preview.outcome.verdict);
    let problem = facts
        .preview
        .as_ref()
        .and_then(|preview| preview.problems.first());
    let is_missing = is_missing(facts);
    if verdict == Some("skipped") && !is_missing {
        // No job has come, and one would end here: the setting is what matters.
        skipped(answer, facts, None);
        answer.details.push(Sentence::of(ToolMessages::why_no_job));
        return;
    }
    let waits = facts.queued.filter(|count| *count > 0);
    if let (Some(_), false, Some("done" | "parked")) = (waits, is_missing, verdict) {
        answer.state = State::Queued;
        answer.summary = named(facts, ToolMessages::why_probably_queued);
        queue_advice(answer, facts);
        return;
    }
    answer.state = State::NeverSeen;
    if is_missing {
        answer.summary = named(facts, ToolMessages::why_unknown);
        answer.advice.push(Advice::new(ToolMessages::why_unknown_do));
        return;
    }
    answer.summary = named(facts, ToolMessages::answer_never_seen);
    match (verdict, problem) {
        (Some("done"), _) => {
            answer.details.push(Sentence::of(ToolMessages::why_exists));
            replay(answer, facts, ToolMessages::why_send_now);
            answer
                .advice
                .push(Advice::run(ToolMessages::why_webhooks_do, "activity".to_owned()));
        }
        (_, Some(problem)) => {
            answer
                .details
                .push(Sentence::of(|text| text.why_would_end(cause(problem, text))));
            let is_told = in_english(problem).is_none();
            answer.stored.extend((!is_told).then(|| problem.message.clone()));
            answer.advice.push(Advice::remedy(problem));
            replay(answer, facts, ToolMessages::why_then_send);
        }
        _ => answer.advice.push(Advice::run(
            ToolMessages::why_see_do,
            format!("preview {}", facts.source),
        )),
    }
}
