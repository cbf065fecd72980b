//! A notice as title and text, in the reader's language.

use engine::{Alert, AlertStatus, Notice, RecordName, Subject, VatChange, capitalized};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use messages::{CauseMessages, Language, Messages, NoticeMessages};
use model::{Cause, Code, Problem, Reason};

use crate::record;

/// From which wait on it is given in hours.
const HOURS_FROM_MINUTES: i64 = 120;

/// The texts of notices in one language.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) messages: &'static NoticeMessages,
    causes: &'static CauseMessages,
}

impl Words {
    pub(crate) fn of(language: Language) -> Self {
        Self {
            messages: NoticeMessages::of(language),
            causes: CauseMessages::of(language),
        }
    }

    /// A notice's title, in one line without a period.
    pub(crate) fn title(&self, notice: &Notice) -> String {
        let text = self.messages;
        match notice {
            Notice::VendorDown { vendor, problem } if problem.code == Code::EACCOUNTING_REAUTHORIZE => {
                text.vendor_reauthorize(vendor.name())
            }
            Notice::VendorDown { vendor, .. } => text.vendor_down(vendor.name()),
            Notice::VendorUp { vendor, .. } => text.vendor_up(vendor.name()),
            Notice::Parked { subject, .. } => capitalized(&text.parked(self.subject(subject))),
            Notice::ParkedCause {
                count, is_cut: true, ..
            } => text.parked_cause_more(*count),
            Notice::ParkedCause { count, .. } => text.parked_cause(*count),
            Notice::WentThrough { record, .. } | Notice::ChangedBack { record, .. } => {
                capitalized(&text.settled(self.record(record)))
            }
            Notice::NothingWaits(_) => text.nothing_waits(),
            Notice::OtherCause { record, .. } => capitalized(&text.other_cause(self.record(record))),
            Notice::WebhookUnhealthy(_) => text.webhook_unhealthy(),
            Notice::WebhookHealthy => text.webhook_healthy(),
            Notice::Late(waited) => match waited.as_mins() {
                minutes if minutes < HOURS_FROM_MINUTES => text.late_minutes(minutes),
                minutes => text.late_hours(minutes / 60),
            },
            Notice::InTime => text.in_time(),
            Notice::GrantUnused => text.login_unused(),
            Notice::GrantUsed => text.login_used(),
            Notice::VatChanges { on, .. } => text.vat_changes(self.date(*on)),
            Notice::SettingsWrong { .. } => text.settings_wrong(),
            Notice::SettingsInOrder => text.settings_in_order(),
            Notice::SystemsDisagree { differences, new, .. } => {
                let disagree = text.systems_disagree(*differences);
                if new == differences {
                    disagree
                } else {
                    text.systems_disagree_new(disagree, *new)
                }
            }
            Notice::SystemsAgree => text.systems_agree(),
            Notice::NotReady(problem) if problem.code == Code::SALT_MISMATCH => text.salt_mismatch(),
            Notice::NotReady(_) => text.secret_missing(),
            Notice::Ready => text.ready(),
            Notice::Test => text.test(),
            Notice::Written { title, .. } => title.trim_end_matches('.').to_owned(),
        }
    }

    /// What happened, why, and what to do.
    pub(crate) fn text(&self, notice: &Notice) -> String {
        let text = self.messages;
        match notice {
            Notice::VendorDown { problem, .. }
            | Notice::Parked { problem, .. }
            | Notice::WebhookUnhealthy(problem) => self.problem(problem),
            Notice::VendorUp { attempt, at, .. } => {
                let answered = match attempt {
                    Some(attempt) => text.vendor_up_attempt(*attempt, clock_time(*at)),
                    None => text.vendor_up_call(clock_time(*at)),
                };
                lines(&[answered, text.vendor_up_next()])
            }
            Notice::ParkedCause { problem, .. } => text.parked_first(self.problem(problem)),
            Notice::WentThrough {
                cause,
                at,
                outcome,
                code,
                ..
            } => lines(&[
                text.went_through(self.attempt(*cause, *at), self.reason(outcome)),
                text.went_through_others(code.as_str()),
            ]),
            Notice::OtherCause { before, now, .. } => text.other_cause_text(before.as_str(), now.as_str()),
            Notice::NothingWaits(code) => text.nothing_waits_text(self.cause(*code)),
            Notice::ChangedBack { record, document } => {
                let document = document.as_ref().map(|document| self.record(document));
                let document = document.unwrap_or_else(|| text.a_document());
                match record.kind {
                    "deal" => text.changed_back_deal(document),
                    _ => text.changed_back(document),
                }
            }
            Notice::WebhookHealthy | Notice::InTime | Notice::GrantUsed | Notice::SystemsAgree => {
                text.nothing_to_do()
            }
            Notice::SystemsDisagree {
                since,
                until,
                sales,
                agreeing,
                records,
                days_missed,
                ..
            } => {
                let (from, to) = (self.date(*since), self.date(*until));
                let mut all = vec![text.systems_disagree_text(*agreeing, records.as_str(), *sales, from, to)];
                if *days_missed > 0 {
                    all.push(text.systems_not_compared(*days_missed));
                }
                all.push(text.what_to_do(text.systems_disagree_remedy(since.to_string())));
                lines(&all)
            }
            Notice::Late(_) => lines(&[text.late_why(), text.what_to_do(text.late_remedy())]),
            Notice::GrantUnused => lines(&[
                text.login_unused_why(),
                text.what_to_do(text.login_unused_remedy()),
            ]),
            Notice::VatChanges { changes, .. } => {
                let mut all: Vec<String> = changes.iter().map(|change| self.vat_change(change)).collect();
                all.push(text.what_to_do(text.vat_changes_remedy()));
                lines(&all)
            }
            Notice::SettingsWrong { version, problem } => {
                lines(&[text.settings_wrong_text(*version), self.problem(problem)])
            }
            Notice::SettingsInOrder => text.settings_in_order_text(),
            Notice::NotReady(problem) => lines(&[self.problem(problem), text.not_ready_text()]),
            Notice::Ready => text.ready_text(),
            Notice::Test => lines(&[text.test_text(), text.what_to_do(text.nothing_to_do())]),
            Notice::Written { text, .. } => text.clone(),
        }
    }

    /// A problem: what happened and why, what to do, and the code. Where what happened exists in English alone, the other languages
    /// have the code's cause and remedy, and the problem's own text after them.
    fn problem(&self, problem: &Problem) -> String {
        let text = self.messages;
        let code = problem.code.as_str();
        let mut all = Vec::new();
        all.push(what_happened(problem, text.language()).0);
        let remedy = remedy(problem, text.language());
        let remedy = remedy.unwrap_or_else(|| problem.remedy.clone());
        if !remedy.is_empty() {
            all.push(text.what_to_do(remedy));
        }
        let english = problem_in_english(problem, text.language());
        all.extend(english.map(|english| text.in_detail(english)));
        all.push(format!("({code})"));
        lines(&all)
    }

    /// What a code means, with the code: "No article in eAccounting has the product's SKU (sku_unknown)".
    pub(crate) fn cause(&self, code: Code) -> String {
        match self.causes.cause(code.as_str()) {
            Some(cause) => format!("{cause} ({code})"),
            None => code.to_string(),
        }
    }

    fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Record(record) => self.record(record),
            Subject::Sweep => self.messages.record_sweep(),
        }
    }

    fn record(&self, record: &RecordName) -> String {
        record::name(self.messages, record)
    }

    fn reason(&self, reason: &Reason) -> String {
        let told = crate::reason(reason, reason.cases(), self.messages.language());
        told.unwrap_or_else(|| reason.to_string())
    }

    fn attempt(&self, cause: Cause, at: Timestamp) -> String {
        let (text, at) = (self.messages, clock_time(at));
        match cause {
            Cause::Webhook => text.attempt_webhook(at),
            Cause::Sweep | Cause::Poll => text.attempt_schedule(at),
            Cause::Replay => text.attempt_replay(at),
            Cause::Backfill => text.attempt_backfill(at),
        }
    }

    fn vat_change(&self, change: &VatChange) -> String {
        let VatChange { code, before, after } = change;
        match code.as_str() {
            "" => self.messages.vat_change_unnamed(after, before),
            code => self.messages.vat_change(after, before, code),
        }
    }

    /// The status of a notice.
    pub(crate) fn status(&self, status: AlertStatus) -> String {
        match status {
            AlertStatus::Failing => self.messages.status_failing(),
            AlertStatus::Recovered => self.messages.status_recovered(),
            AlertStatus::Information => self.messages.status_information(),
        }
    }

    /// A time for people: "25 November 2026, 02:14 UTC".
    pub(crate) fn time(&self, at: Timestamp) -> String {
        let there = TimeZone::UTC.to_datetime(at);
        self.messages
            .time(self.date(there.date()), there.strftime("%H:%M").to_string())
    }

    fn date(&self, date: Date) -> String {
        self.messages
            .date(i64::from(date.day()), i64::from(date.month()), year(date))
    }

    /// A day without its year: "25 November".
    pub(crate) fn day(&self, date: Date) -> String {
        self.messages.day(i64::from(date.day()), i64::from(date.month()))
    }
}

/// As a text, so that no language groups its digits.
fn year(date: Date) -> String {
    date.year().to_string()
}

fn clock_time(at: Timestamp) -> String {
    at.strftime("%H:%M UTC").to_string()
}

pub(crate) fn lines(lines: &[String]) -> String {
    lines.join("\n")
}

/// What to do about a problem, as the catalog says it: of its case, or else of its code.
fn remedy_in(causes: &CauseMessages, problem: &Problem) -> Option<String> {
    let code = problem.code.as_str();
    let of_case = problem.case.as_ref().and_then(|case| {
        let with = case
            .with
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        causes.remedy_of_case(code, &case.name, with)
    });
    of_case.or_else(|| causes.remedy(code))
}

/// What to do about a problem, in another language than English; `None` in English, whose own text says more.
#[must_use]
pub fn remedy(problem: &Problem, language: Language) -> Option<String> {
    match language {
        Language::English => None,
        _ => remedy_in(CauseMessages::of(language), problem),
    }
}

/// What happened to a record that failed, in a language: the event; where that exists in English alone, what the code means, and
/// the English text beside it.
#[must_use]
pub fn what_happened(problem: &Problem, language: Language) -> (String, Option<&str>) {
    if language == Language::English {
        return (problem.message.clone(), None);
    }
    let meaning = || CauseMessages::of(language).cause(problem.code.as_str());
    match crate::event(problem, language) {
        Some(event) => (event, None),
        None => match meaning() {
            Some(meaning) => (format!("{meaning}."), Some(&problem.message)),
            None => (problem.message.clone(), None),
        },
    }
}

/// What of a problem readers of a language are shown in English: what happened and what to do, where that exists in English alone.
#[must_use]
pub fn problem_in_english(problem: &Problem, language: Language) -> Option<String> {
    let (_, english) = what_happened(problem, language);
    english.map(|message| format!("{message} {}", problem.remedy).trim().to_owned())
}

/// What to do about several problems, in another language than English: each remedy once, the most frequent first, five at most.
#[must_use]
pub fn remedies<'a>(problems: impl IntoIterator<Item = &'a Problem>, language: Language) -> Vec<String> {
    const MOST: usize = 5;
    let mut counted: Vec<(String, usize)> = Vec::new();
    for remedy in problems
        .into_iter()
        .filter_map(|problem| remedy(problem, language))
    {
        match counted.iter_mut().find(|(known, _)| *known == remedy) {
            Some((_, count)) => *count += 1,
            None => counted.push((remedy, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().take(MOST).map(|(remedy, _)| remedy).collect()
}

/// What triggered an attempt.
#[must_use]
pub fn trigger(cause: Cause, language: Language) -> String {
    let text = Messages::of(language);
    match cause {
        Cause::Webhook => text.cause_webhook(),
        Cause::Sweep => text.cause_sweep(),
        Cause::Poll => text.cause_poll(),
        Cause::Replay => text.cause_replay(),
        Cause::Backfill => text.cause_backfill(),
    }
}

/// An alert's title and text.
#[must_use]
pub fn in_words(alert: &Alert, language: Language) -> (String, String) {
    let words = Words::of(language);
    (words.title(&alert.notice), words.text(&alert.notice))
}

#[cfg(test)]
mod tests {
    use engine::Notice;
    use jiff::SignedDuration;
    use model::Vendor;

    use super::*;

    fn problem(code: Code) -> Problem {
        Problem::new(
            code,
            "Order 1002: no article has the SKU LAMP.",
            "Create the article.",
        )
    }

    /// Variables that select a text, each with a value that it knows.
    const SELECTORS: [(&str, &str); 4] = [
        ("undo", "credit"),
        ("flag", "delivery"),
        ("change", "set"),
        ("field", "city"),
    ];

    #[test]
    fn every_case_of_a_code_says_what_to_do_in_every_language() {
        for language in Language::ALL {
            let causes = CauseMessages::of(language);
            for (code, name, variables) in model::case::ALL {
                let of = |variable: &'static str| {
                    let known = SELECTORS.iter().find(|(name, _)| *name == variable);
                    (variable, known.map_or("LAMP-5", |(_, value)| value))
                };
                let told = causes.remedy_of_case(code.as_str(), name, variables.iter().map(|name| of(name)));
                let told = told.unwrap_or_else(|| panic!("{code} {name} in {}", language.tag()));
                let is_told = |variable: &&'static str| {
                    SELECTORS.iter().any(|(name, _)| name == variable) || told.contains("LAMP-5")
                };
                assert!(variables.iter().all(is_told), "{told}");
                // Another version may have stored less.
                let none = causes.remedy_of_case(code.as_str(), name, []);
                assert_eq!(none.is_none(), !variables.is_empty(), "{code} {name}");
            }
        }
    }

    #[test]
    fn a_problem_says_what_its_case_says_and_else_what_its_code_says() {
        let problem = problem(Code::SKU_UNKNOWN);
        assert_eq!(remedy(&problem, Language::English), None);
        let general = remedy(&problem, Language::Swedish).unwrap();
        let one = problem
            .clone()
            .in_case(model::case::SKU_UNKNOWN_ARTICLES, [&"LAMP"]);
        let told = remedy(&one, Language::Swedish).unwrap();
        assert!(
            told.contains("LAMP") && told.contains("`articles.on_unknown_sku`"),
            "{told}"
        );
        let mut newer = one.clone();
        newer.case.as_mut().unwrap().name = "of-a-newer-version".to_owned();
        assert_eq!(remedy(&newer, Language::Swedish).unwrap(), general);
        let stored = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Problem>(&stored).unwrap(), one);
        let without = serde_json::to_string(&problem).unwrap();
        assert!(!without.contains("case"), "{without}");
        assert_eq!(serde_json::from_str::<Problem>(&without).unwrap(), problem);
    }

    fn order() -> RecordName {
        RecordName {
            kind: "order",
            number: "1002".to_owned(),
        }
    }

    fn disagreement(differences: usize, new: usize, days_missed: usize) -> Notice {
        Notice::SystemsDisagree {
            since: "2026-11-01".parse().unwrap(),
            until: "2026-11-14".parse().unwrap(),
            sales: 40,
            agreeing: 40 - differences,
            differences,
            new,
            records: "order:1:1002 (missing in eAccounting)".to_owned(),
            days_missed,
        }
    }

    /// Every kind of notice. A new one belongs here too.
    fn all() -> Vec<Notice> {
        let at: Timestamp = "2026-11-05T02:14:07Z".parse().unwrap();
        let change = |code: &str| VatChange {
            code: code.to_owned(),
            before: "12".to_owned(),
            after: "6".to_owned(),
        };
        let mut all = vec![
            Notice::VendorDown {
                vendor: Vendor::Eaccounting,
                problem: problem(Code::EACCOUNTING_SERVER_ERROR),
            },
            Notice::VendorDown {
                vendor: Vendor::Eaccounting,
                problem: problem(Code::EACCOUNTING_REAUTHORIZE),
            },
            Notice::VendorUp {
                vendor: Vendor::ActiveCampaign,
                attempt: Some(3),
                at,
            },
            Notice::VendorUp {
                vendor: Vendor::ActiveCampaign,
                attempt: None,
                at,
            },
            Notice::Parked {
                subject: Subject::Sweep,
                problem: problem(Code::INVALID_JOB),
            },
            Notice::ChangedBack {
                record: order(),
                document: Some(RecordName {
                    kind: "invoice_draft",
                    number: "7".to_owned(),
                }),
            },
            Notice::ChangedBack {
                record: order(),
                document: None,
            },
            Notice::ChangedBack {
                record: RecordName {
                    kind: "deal",
                    number: "7".to_owned(),
                },
                document: None,
            },
            Notice::OtherCause {
                record: order(),
                before: Code::CHANGED_AFTER_CREATION,
                now: Code::CANCELLED_AFTER_CREATION,
            },
            Notice::WebhookUnhealthy(problem(Code::WEBHOOK_UNHEALTHY)),
            Notice::WebhookHealthy,
            Notice::Late(SignedDuration::from_mins(95)),
            Notice::Late(SignedDuration::from_hours(7)),
            Notice::InTime,
            Notice::GrantUnused,
            Notice::GrantUsed,
            Notice::VatChanges {
                on: "2027-01-01".parse().unwrap(),
                changes: vec![change("M1"), change("")],
            },
            Notice::SettingsWrong {
                version: 4,
                problem: problem(Code::SETTINGS_INVALID),
            },
            Notice::SettingsInOrder,
            Notice::NotReady(problem(Code::SECRET_MISSING)),
            Notice::NotReady(problem(Code::SALT_MISMATCH)),
            disagreement(1, 1, 0),
            disagreement(3, 1, 2),
            Notice::SystemsAgree,
            Notice::Ready,
            Notice::Test,
        ];
        for cause in [
            Cause::Webhook,
            Cause::Sweep,
            Cause::Poll,
            Cause::Replay,
            Cause::Backfill,
        ] {
            all.push(Notice::WentThrough {
                record: order(),
                cause,
                at,
                outcome: model::reason::became("order 1002", "order 7"),
                code: Code::SKU_UNKNOWN,
            });
        }
        for (code, _) in Code::ALL {
            all.push(Notice::Parked {
                subject: Subject::Record(order()),
                problem: problem(*code),
            });
            for (count, is_cut) in [(1, false), (3, false), (100, true)] {
                all.push(Notice::ParkedCause {
                    problem: problem(*code),
                    count,
                    is_cut,
                });
            }
        }
        all
    }

    #[test]
    fn every_code_has_a_cause_and_a_remedy_in_every_language() {
        for language in Language::ALL {
            let causes = CauseMessages::of(language);
            for (code, _) in Code::ALL {
                let cause = causes.cause(code.as_str()).unwrap_or_default();
                let remedy = causes.remedy(code.as_str()).unwrap_or_default();
                let named = format!("{code} in {}: {cause} {remedy}", language.tag());
                assert!(!cause.is_empty() && !cause.ends_with('.'), "{named}");
                assert!(remedy.ends_with('.'), "{named}");
            }
        }
    }

    #[test]
    fn every_notice_is_written_in_every_language_and_has_nothing_left_open() {
        let english = Words::of(Language::English);
        for language in Language::ALL {
            let words = Words::of(language);
            for notice in all() {
                let (title, text) = (words.title(&notice), words.text(&notice));
                let named = format!("{notice:?} in {}:\n{title}\n{text}", language.tag());
                assert!(!title.is_empty() && !title.contains('\n'), "{named}");
                assert!(!title.ends_with('.') && !text.is_empty(), "{named}");
                assert!(!title.contains(['{', '}']) && !text.contains("{ $"), "{named}");
                let first = title.chars().next().unwrap();
                assert!(
                    first.is_uppercase() || first.is_numeric() || first == 'e',
                    "{named}"
                );
                if language != Language::English {
                    assert_ne!(title, english.title(&notice), "{named}");
                    assert_ne!(text, english.text(&notice), "{named}");
                }
            }
        }
    }

    #[test]
    fn a_cause_is_named_in_the_readers_language_before_its_english_details() {
        let notice = Notice::Parked {
            subject: Subject::Record(order()),
            problem: problem(Code::SKU_UNKNOWN),
        };
        let swedish = Words::of(Language::Swedish);
        assert_eq!(swedish.title(&notice), "Order 1002 väntar på dig");
        assert_eq!(
            swedish.text(&notice),
            "Ingen artikel i eAccounting har produktens artikelnummer (SKU).\n\
             Åtgärd: Skapa artikeln i eAccounting, eller ange \"create\" eller \"fallback\" för `articles.on_unknown_sku`. Kör sedan \
             om posten.\n\
             I detalj, på engelska: Order 1002: no article has the SKU LAMP. Create the article.\n(sku_unknown)"
        );
        assert_eq!(
            Words::of(Language::English).text(&notice),
            "Order 1002: no article has the SKU LAMP.\nWhat to do: Create the article.\n(sku_unknown)"
        );
    }

    #[test]
    fn what_became_of_a_record_is_told_in_the_readers_language() {
        let notice = |outcome: Reason| Notice::WentThrough {
            record: order(),
            cause: Cause::Replay,
            at: "2026-11-05T02:14:07Z".parse().unwrap(),
            outcome,
            code: Code::SKU_UNKNOWN,
        };
        let swedish = Words::of(Language::Swedish);
        let text = swedish.text(&notice(model::reason::became("order 1002", "invoice 7")));
        assert!(text.contains("lyckades: order 1002 blev faktura 7."), "{text}");
        let text = swedish.text(&notice(Reason::in_english("of its own")));
        assert!(text.contains("lyckades: of its own."), "{text}");
    }

    #[test]
    fn a_time_is_written_as_the_language_writes_it() {
        let at: Timestamp = "2026-11-05T02:14:07Z".parse().unwrap();
        for (language, time) in [
            (Language::English, "5 November 2026, 02:14 UTC"),
            (Language::Swedish, "5 november 2026 kl. 02:14 UTC"),
            (Language::Norwegian, "5. november 2026 kl. 02:14 UTC"),
            (Language::Dutch, "5 november 2026 om 02:14 UTC"),
            (Language::Finnish, "5. marraskuuta 2026 klo 02:14 UTC"),
            (Language::Spanish, "5 de noviembre de 2026, 02:14 UTC"),
        ] {
            assert_eq!(Words::of(language).time(at), time);
        }
    }

    #[test]
    fn every_month_has_its_name() {
        for language in Language::ALL {
            let months: std::collections::BTreeSet<String> = (1..=12)
                .map(|month| Words::of(language).day(jiff::civil::date(2026, month, 9)))
                .collect();
            assert_eq!(months.len(), 12, "{months:?}");
        }
    }
}
