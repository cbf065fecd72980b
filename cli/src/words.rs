//! What several commands say, in the person's language.

use std::path::Path;

use devstack::Refused;
use journal::Outcome;
use messages::{CauseMessages, Language, Messages};
use model::{Case, Code, Problem};
use operations::replay::Standing;
use why::State;

use crate::language::commands;
use crate::terminal::{Style, is_broken_off};

/// A problem in the person's language: what happened, or what its code means where that exists in English alone; and what to do.
/// `None` in English, which its own text is.
pub(crate) fn translated(problem: &Problem, style: &Style) -> Option<(String, String)> {
    let (what, _) = ::notices::what_happened(problem, style.language());
    Some((what, ::notices::remedy(problem, style.language())?))
}

/// An error code in the person's language: what it means, and what to do. `None` in English.
pub(crate) fn translated_code(code: Code, style: &Style) -> Option<(String, String)> {
    if style.language() == Language::English {
        return None;
    }
    let causes = CauseMessages::of(style.language());
    Some((causes.cause(code.as_str())?, causes.remedy(code.as_str())?))
}

/// A reason of the activity log in the person's language. What exists in English alone is marked as such.
pub(crate) fn reason(english: &str, cases: &[Case], language: Language) -> String {
    let told = ::notices::reason(english, cases, language);
    let english =
        ::notices::reason_in_english(english, cases, language).map(|english| format!("[en] {english}"));
    [told, english]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A step of an attempt, with what of it is there in English alone.
pub(crate) fn step(text: &str, language: Language) -> String {
    let step = ::notices::step(text, language);
    let english = step.english.map(|english| format!("[en] {english}"));
    let parts: Vec<String> = step.told.into_iter().chain(english).collect();
    parts.join(" ")
}

/// A record's state in a few words.
pub(crate) fn state(state: State, style: &Style) -> String {
    let text = Messages::of(style.language());
    match state {
        State::NeverSeen => text.state_never_seen(),
        State::Filtered => text.state_filtered(),
        State::OnHold => text.state_on_hold(),
        State::Queued => text.state_queued(),
        State::WaitingForVendor => text.state_waiting_for_vendor(),
        State::WaitingForLogin => text.state_waiting_for_login(),
        State::Running => text.state_running(),
        State::InDoubt => text.state_in_doubt(),
        State::Parked => text.state_parked(),
        State::Sent => text.state_sent(),
        State::FollowUpFailed => text.state_follow_up_failed(),
        State::ChangedSince => text.state_changed_since(),
    }
}

/// Where a record of a replay stands: a word or two in a column and a sentence; and what mends it, where something is wrong.
pub(crate) fn standing(standing: &Standing, style: &Style) -> (String, String) {
    let text = Messages::of(style.language());
    if style.language() == Language::English {
        let text = format!("{:<8} {}", standing.word(), standing.text(|at| style.time(at)));
        let remedy = standing.problem().map_or("", |problem| problem.remedy.as_str());
        return match text.strip_suffix(remedy) {
            Some(text) => (text.trim_end().to_owned(), remedy.to_owned()),
            None => (text, String::new()),
        };
    }
    let mut mends = String::new();
    let word = web_console::standing_word(text, standing);
    let sentence = match standing {
        Standing::Unknown(None) => text.plan_why_unknown(),
        Standing::Unknown(Some(_)) => text.plan_why_not_asked(),
        Standing::Missing(vendor) => text.plan_why_missing(vendor.name()),
        Standing::OnHold(because) => text.plan_why_on_hold(because),
        Standing::Parked(problem) | Standing::ChangedSince(_, problem) | Standing::Done(_, Some(problem)) => {
            let (cause, remedy) = translated(problem, style).unwrap_or_default();
            mends = remedy;
            format!("[{}] {cause}", problem.code)
        }
        Standing::Skipped(why) => reason(why, why.cases(), style.language()),
        Standing::Done(document, None) => {
            let become_of = document.as_ref().map_or_else(
                || text.plan_why_nothing(),
                |document| text.plan_why_done(::notices::record_name(document, style.language())),
            );
            format!("{become_of} {}", style.commands().replay_again())
        }
        Standing::Waits(at, _) => text.plan_why_waits(style.time(*at)),
        Standing::InDoubt(_) => text.plan_why_in_doubt(),
        Standing::Overdue => text.plan_why_overdue(),
        Standing::InFlight(until) => text.plan_why_running(style.time(*until)),
    };
    (format!("{word:<16} {sentence}"), mends)
}

/// The error that a command ends with.
pub(crate) fn error(error: &anyhow::Error) -> String {
    if let Some(told) = error.downcast_ref() {
        return refused(told);
    }
    match error.downcast_ref().is_some_and(is_broken_off) {
        true => commands().broken_off(),
        false => format!("{error:#}"),
    }
}

/// What a person has to settle before anything runs on this machine.
fn refused(refused: &Refused) -> String {
    let text = commands();
    let name = |path: &Path| path.display().to_string();
    match refused {
        Refused::FolderInUse(folder) => text.refused_folder_in_use(name(folder)),
        Refused::OtherAccounts { folder, before, now } => {
            text.refused_other_accounts(before, name(folder), now)
        }
        Refused::VendorsIncomplete(missing) => text.refused_vendors_incomplete(missing.join(", ")),
        Refused::AddressInUse(address) => text.refused_address_in_use(address.to_string()),
        Refused::AddressUnusable(address, why) => text.refused_address_unusable(address.to_string(), why),
        Refused::NoGrant => text.refused_no_grant(),
        Refused::OtherCompany { now, before } => text.refused_other_company(before, now),
        Refused::OtherVersion(file) => text.refused_other_version(name(file)),
    }
}

/// How an attempt ended that says this. In English it is the word that `--outcome` takes.
pub(crate) fn outcome(outcome: Outcome, cases: &[Case], style: &Style) -> String {
    match outcome.has_sent(cases) {
        true => Messages::of(style.language()).outcome_sent(),
        false => outcome_of_several(outcome, style),
    }
}

/// How attempts ended of which some may have sent something.
pub(crate) fn outcome_of_several(outcome: Outcome, style: &Style) -> String {
    let text = Messages::of(style.language());
    match outcome {
        _ if style.language() == Language::English => outcome.as_str().to_owned(),
        Outcome::Done => text.outcome_done(),
        Outcome::Skipped => text.outcome_skipped(),
        Outcome::Parked => text.outcome_parked(),
        Outcome::Waiting => text.outcome_failing(),
        Outcome::Ignored => text.outcome_ignored(),
    }
}
