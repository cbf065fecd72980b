//! Why two systems disagree about a sale, and what mends it: from the ledger's record, as [`why::decide`] reads it.

use aws::SettingsDocument;
use engine::VendorOutage;
use flows::{Presence, SaleOutlook, recorded_documents};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::Record;
use messages::{Language, ReconcileMessages};
use model::{Code, JobKind, Source};
use why::{Advice, Answer, Facts, Sentence, SettingLine, State, decide, settings_in};

use crate::compare::Disagreement;
use crate::finding::{Class, Difference, FoundDocument, ReasonKind};
use crate::words::Words;

/// What is known beside the records.
pub(crate) struct Circumstances {
    pub(crate) now: Timestamp,
    /// The first day of the time.
    pub(crate) since: Date,
    pub(crate) settings: SettingsDocument,
    pub(crate) queued: Option<u64>,
    pub(crate) outages: Vec<VendorOutage>,
}

/// A sale of eAccounting that ActiveCampaign does not have as it is.
pub(crate) struct Unwritten<'a> {
    pub(crate) sale: &'a SaleOutlook,
    pub(crate) record: Option<&'a Record>,
    pub(crate) class: Class,
    /// The store's order that it is.
    pub(crate) store: Option<&'a Source>,
    /// How many orders of ours there are of it.
    pub(crate) orders: usize,
}

/// Why, and what mends it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reason {
    pub(crate) kind: ReasonKind,
    pub(crate) state: Option<State>,
    pub(crate) code: Option<Code>,
    /// A sentence each.
    pub(crate) text: Vec<Sentence>,
    /// What was stored in English, and what vendors said.
    pub(crate) stored: Vec<String>,
    pub(crate) settings: Vec<SettingLine>,
    pub(crate) advice: Vec<Advice>,
}

/// A text of the catalog, in every language.
type Text = fn(&ReconcileMessages) -> String;

/// A sentence of the catalog.
fn sentence(text: impl Fn(&ReconcileMessages) -> String) -> Sentence {
    Sentence::in_each(|language| text(ReconcileMessages::of(language)))
}

fn advice(text: impl Fn(&ReconcileMessages) -> String) -> Advice {
    Advice {
        text: sentence(text),
        command: None,
    }
}

fn run(text: Text, command: String) -> Advice {
    Advice {
        command: Some(command),
        ..advice(text)
    }
}

/// Names of documents in a sentence, such as "invoice 1042, invoice 1043".
fn names(documents: &[&FoundDocument], texts: &ReconcileMessages) -> String {
    let words = Words::of(texts.language());
    let names: Vec<String> = documents
        .iter()
        .map(|document| words.document(document))
        .collect();
    names.join(", ")
}

/// What a job has said when it left a record out, as a sentence.
fn left_out(record: Option<&Record>) -> Option<Sentence> {
    let reason = model::Reason::read(record?.reason.clone()?);
    let told = |language| {
        let told = notices::reason(&reason, reason.cases(), language)?;
        Some(format!("{}.", engine::capitalized(told.trim_end_matches('.'))))
    };
    let is_told = Language::ALL.into_iter().all(|language| told(language).is_some());
    Some(match is_told {
        true => Sentence::in_each(|language| told(language).unwrap_or_default()),
        false => Sentence::english(told(Language::English)?),
    })
}

impl Circumstances {
    /// Why a sale does not agree.
    pub(crate) fn reason(&self, source: &Source, record: Option<&Record>, found: &Disagreement) -> Reason {
        match found.class {
            Class::MissingInEaccounting => self.missing(source, record),
            Class::SentTwice => self.twice(source, &found.documents),
            Class::Different => self.different(source, record, &found.documents),
            Class::RefundedOnOneSide => self.refunded(source, record, found),
            Class::MissingInActiveCampaign => Self::orphan(),
        }
    }

    /// The record's state by the ledger, with what is known of whether its documents are there.
    fn answer(&self, source: &Source, record: Option<&Record>, presence: &Presence) -> Option<Answer> {
        let record = record?;
        Some(decide(&Facts {
            source: source.clone(),
            kind: JobKind::of(source),
            now: self.now,
            record: Some(record.clone()),
            search: None,
            entries: Vec::new(),
            preview: None,
            queued: self.queued,
            outages: self.outages.clone(),
            documents: recorded_documents(record, None, presence),
            settings: self.settings.clone(),
            unknown: Vec::new(),
        }))
    }

    fn missing(&self, source: &Source, record: Option<&Record>) -> Reason {
        let Some(answer) = self.answer(source, record, &Presence::Gone) else {
            let what = match source {
                Source::Deal(_) => "deals",
                _ => "orders",
            };
            return Reason {
                kind: ReasonKind::NeverHeard,
                text: vec![sentence(ReconcileMessages::never_heard)],
                advice: vec![
                    run(ReconcileMessages::never_heard_do, format!("replay {source}")),
                    run(
                        ReconcileMessages::all_of_the_time_do,
                        format!("backfill {what} --since {}", self.since),
                    ),
                ],
                ..Reason::default()
            };
        };
        match answer.state {
            State::Filtered => Reason {
                kind: ReasonKind::WasLeftOut,
                text: was_left_out(record),
                settings: answer.settings,
                advice: vec![run(
                    ReconcileMessages::was_left_out_do,
                    format!("replay {source}"),
                )],
                ..Reason::default()
            },
            State::Sent | State::FollowUpFailed | State::ChangedSince => Reason {
                kind: ReasonKind::DeletedInEaccounting,
                text: vec![sentence(ReconcileMessages::deleted_in_eaccounting)]
                    .into_iter()
                    .chain(answer.sale().map(|sale| {
                        Sentence::in_each(|language| {
                            let texts = ReconcileMessages::of(language);
                            format!("{}.", texts.documents(sale.full_name(language)))
                        })
                    }))
                    .collect(),
                settings: answer.settings,
                advice: vec![advice(ReconcileMessages::deleted_in_eaccounting_do)],
                ..Reason::default()
            },
            _ => of_answer(answer),
        }
    }

    fn twice(&self, source: &Source, documents: &[FoundDocument]) -> Reason {
        let (known, others): (Vec<_>, Vec<_>) = documents.iter().partition(|document| document.is_known);
        let (kind, text, which) = if known.is_empty() || others.is_empty() {
            (
                ReasonKind::BilledTwice,
                sentence(ReconcileMessages::billed_twice),
                advice(ReconcileMessages::billed_twice_do),
            )
        } else {
            (
                ReasonKind::AlsoMadeOtherwise,
                sentence(|texts| texts.also_made_otherwise(names(&known, texts), names(&others, texts))),
                advice(ReconcileMessages::also_made_otherwise_do),
            )
        };
        Reason {
            kind,
            text: vec![text],
            advice: vec![which, run(ReconcileMessages::see_all_do, format!("why {source}"))],
            ..Reason::default()
        }
    }

    fn different(&self, source: &Source, record: Option<&Record>, documents: &[FoundDocument]) -> Reason {
        let again = run(
            ReconcileMessages::compare_again_do,
            format!("replay {source} --again"),
        );
        match self.answer(source, record, &Presence::Unknown) {
            Some(answer) if matches!(answer.state, State::ChangedSince | State::Parked) => {
                let again = (!has_been_told(&answer, record)).then_some(again);
                let mut reason = of_answer(answer);
                reason.advice.extend(again);
                reason
            }
            Some(_) if documents.iter().any(|document| document.is_known) => Reason {
                kind: ReasonKind::ChangedAfterSending,
                text: vec![sentence(ReconcileMessages::changed_after_sending)],
                settings: settings_in("orders.on_change", &self.settings),
                advice: vec![advice(ReconcileMessages::changed_after_sending_do), again],
                ..Reason::default()
            },
            _ => Reason {
                kind: ReasonKind::EnteredOtherwise,
                text: vec![sentence(ReconcileMessages::entered_otherwise)],
                advice: vec![
                    advice(ReconcileMessages::entered_otherwise_do),
                    run(ReconcileMessages::see_all_do, format!("why {source}")),
                ],
                ..Reason::default()
            },
        }
    }

    fn refunded(&self, source: &Source, record: Option<&Record>, found: &Disagreement) -> Reason {
        let in_shop = found.differences.iter().any(|difference| {
            matches!(
                difference,
                Difference::Refund {
                    is_refunded_in_shop: true,
                    ..
                }
            )
        });
        if !in_shop {
            return Reason {
                kind: ReasonKind::CreditedInEaccounting,
                text: vec![sentence(ReconcileMessages::credited_in_eaccounting)],
                settings: settings_in("to_activecampaign.status.enabled", &self.settings),
                advice: vec![advice(ReconcileMessages::credited_in_eaccounting_do)],
                ..Reason::default()
            };
        }
        let again = run(
            ReconcileMessages::refunded_in_shop_do,
            format!("replay {source} --again"),
        );
        match self.answer(source, record, &Presence::Unknown) {
            Some(answer) if matches!(answer.state, State::ChangedSince | State::Parked) => {
                let again = (!has_been_told(&answer, record)).then_some(again);
                let mut reason = of_answer(answer);
                reason.settings = settings_in("orders.on_cancel", &self.settings);
                reason.advice.extend(again);
                reason
            }
            _ => Reason {
                kind: ReasonKind::RefundedInShop,
                text: vec![sentence(ReconcileMessages::refunded_in_shop)],
                settings: settings_in("orders.on_cancel", &self.settings),
                advice: vec![again, advice(ReconcileMessages::credit_or_delete_do)],
                ..Reason::default()
            },
        }
    }

    /// Why a document's order is not in ActiveCampaign.
    pub(crate) fn orphan() -> Reason {
        Reason {
            kind: ReasonKind::OrderDeleted,
            text: vec![sentence(ReconcileMessages::order_deleted)],
            advice: vec![advice(ReconcileMessages::order_deleted_do)],
            ..Reason::default()
        }
    }

    /// Why ActiveCampaign does not have a sale of eAccounting as it is.
    pub(crate) fn unwritten(&self, found: &Unwritten<'_>) -> Reason {
        let sale = found.sale;
        if found.class == Class::SentTwice {
            return Self::written_twice(found);
        }
        let answer = self.answer(&sale.source, found.record, &Presence::Unknown);
        let stands = answer.filter(|answer| {
            !matches!(
                answer.state,
                State::Filtered
                    | State::Sent
                    | State::FollowUpFailed
                    | State::ChangedSince
                    | State::NeverSeen
            )
        });
        if let Some(answer) = stands {
            return of_answer(answer);
        }
        let is_missing = found.class == Class::MissingInActiveCampaign;
        let has_changed = sale.modified > sale.written_as_of;
        let skipped = found.record.and_then(|record| record.reason.as_deref());
        let of = |kind, text: Text| (kind, vec![sentence(text)]);
        let (kind, text) = match (is_missing, sale.is_written, skipped) {
            (true, true, _) => of(
                ReasonKind::DeletedInActiveCampaign,
                ReconcileMessages::deleted_in_activecampaign,
            ),
            (true, false, Some(_)) => (ReasonKind::WasLeftOut, was_left_out(found.record)),
            (true, false, None) => of(ReasonKind::NeverWritten, ReconcileMessages::never_written),
            (false, false, _) => of(ReasonKind::NotInLedger, ReconcileMessages::not_in_ledger),
            (false, true, _) if has_changed => {
                of(ReasonKind::NotWrittenYet, ReconcileMessages::not_written_yet)
            }
            (false, true, _) => of(
                ReasonKind::ChangedInActiveCampaign,
                ReconcileMessages::changed_in_activecampaign,
            ),
        };
        let mut advice = Vec::new();
        if let Source::Quote(_) = sale.source {
            // A quote's own job is the other direction's.
            if sale.is_written {
                advice.push(self::advice(ReconcileMessages::change_quote_do));
            }
        } else {
            advice.push(run(
                ReconcileMessages::write_again_do,
                format!("replay {}", sale.source),
            ));
        }
        if is_missing && !sale.is_written {
            advice.push(run(
                ReconcileMessages::all_of_the_time_do,
                format!("backfill documents --since {}", self.since),
            ));
        }
        let key = "to_activecampaign.orders.enabled";
        Reason {
            kind,
            text,
            settings: settings_in(skipped.filter(|_| is_missing).unwrap_or(key), &self.settings),
            advice,
            ..Reason::default()
        }
    }

    fn written_twice(found: &Unwritten<'_>) -> Reason {
        let sale = found.sale;
        let root = &sale.root;
        let (kind, text, which) = match found.store {
            Some(store) => (
                ReasonKind::BesideTheStores,
                sentence(|texts| texts.beside_the_stores(store.to_string())),
                advice(|texts| texts.beside_the_stores_do(root)),
            ),
            None => (
                ReasonKind::WrittenTwice,
                sentence(|texts| texts.written_twice(found.orders)),
                advice(|texts| texts.written_twice_do(root)),
            ),
        };
        Reason {
            kind,
            text: vec![text],
            advice: vec![
                which,
                run(ReconcileMessages::see_all_do, format!("why {}", sale.source)),
            ],
            ..Reason::default()
        }
    }

    /// Why ActiveCampaign counts on an order whose documents are gone.
    pub(crate) fn deleted(&self, root: &str) -> Reason {
        Reason {
            kind: ReasonKind::DocumentsDeleted,
            text: vec![sentence(ReconcileMessages::documents_deleted)],
            settings: settings_in("to_activecampaign.orders.enabled", &self.settings),
            advice: vec![
                run(
                    ReconcileMessages::documents_deleted_do,
                    format!("replay sales_order:{root}"),
                ),
                advice(ReconcileMessages::delete_if_it_stays_do),
            ],
            ..Reason::default()
        }
    }

    /// The settings that leave something out.
    pub(crate) fn settings(&self, reason: &str) -> Vec<SettingLine> {
        settings_in(reason, &self.settings)
    }
}

/// Whether a job has seen what differs and waits for a person: the answer's own advice is complete then, and another replay
/// would only see the same again.
fn has_been_told(answer: &Answer, record: Option<&Record>) -> bool {
    answer.state == State::Parked || record.is_some_and(Record::is_unsettled)
}

/// That it was left out, and why.
fn was_left_out(record: Option<&Record>) -> Vec<Sentence> {
    let why = left_out(record);
    let left_out = sentence(ReconcileMessages::was_left_out);
    [left_out].into_iter().chain(why).collect()
}

fn of_answer(answer: Answer) -> Reason {
    Reason {
        state: Some(answer.state),
        code: answer.problem.as_ref().map(|problem| problem.code),
        text: [answer.summary].into_iter().chain(answer.details).collect(),
        stored: answer.stored,
        settings: answer.settings,
        advice: answer.advice,
        ..Reason::default()
    }
}
