//! Why two systems disagree about a sale, and what mends it: from the ledger's record, as [`why::decide`] reads it.

use aws::SettingsDocument;
use engine::VendorOutage;
use flows::{Presence, SaleOutlook, recorded_documents};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::Record;
use messages::Language;
use model::{Code, JobKind, Source};
use why::{Advice, Answer, Facts, Sentence, SettingLine, State, decide, settings_in};

use crate::compare::Disagreement;
use crate::finding::{Class, Difference, FoundDocument, ReasonKind};

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
    pub(crate) text: String,
    pub(crate) settings: Vec<SettingLine>,
    pub(crate) advice: Vec<Advice>,
}

fn advice(text: impl Into<String>, command: Option<String>) -> Advice {
    Advice {
        text: Sentence::english(text),
        command,
    }
}

fn run(text: &str, command: String) -> Advice {
    advice(text, Some(command))
}

/// Sentences in one text, each with its full stop.
fn sentences(parts: &[&str]) -> String {
    let ended = |part: &&str| match part.trim() {
        "" => None,
        part if part.ends_with(['.', '!', '?']) => Some(part.to_owned()),
        part => Some(format!("{part}.")),
    };
    parts.iter().filter_map(ended).collect::<Vec<_>>().join(" ")
}

impl Circumstances {
    /// Why a sale does not agree.
    pub(crate) fn reason(&self, source: &Source, record: Option<&Record>, found: &Disagreement) -> Reason {
        match found.class {
            Class::MissingInEaccounting => self.missing(source, record),
            Class::SentTwice => self.twice(source, &found.documents),
            Class::Different => self.different(source, record, &found.documents),
            Class::RefundedOnOneSide => self.refunded(source, record, found),
            Class::MissingInActiveCampaign => self.orphan(source),
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
                text:
                    "Never heard of: no webhook and no sweep has brought it, and the settings would send it."
                        .to_owned(),
                settings: Vec::new(),
                advice: vec![
                    run("Send it.", format!("replay {source}")),
                    run(
                        "Where there are many, send all of the time together.",
                        format!("backfill {what} --since {}", self.since),
                    ),
                ],
                ..Reason::default()
            };
        };
        match answer.state {
            State::Filtered => Reason {
                kind: ReasonKind::WasLeftOut,
                text: sentences(&[
                    "It was left out when it was last looked at",
                    record
                        .and_then(|record| record.reason.as_deref())
                        .unwrap_or_default(),
                    "The settings and the order as they are now would send it",
                ]),
                settings: answer.settings,
                advice: vec![run("Replay it to send it.", format!("replay {source}"))],
                ..Reason::default()
            },
            State::Sent | State::FollowUpFailed | State::ChangedSince => Reason {
                kind: ReasonKind::DeletedInEaccounting,
                text: format!(
                    "It was sent{}, and eAccounting no longer has it: somebody has deleted it there. It is not created again by \
                     itself.",
                    answer
                        .sale()
                        .map(|sale| format!(" as {}", sale.full_name(Language::English)))
                        .unwrap_or_default()
                ),
                settings: answer.settings,
                advice: vec![advice(
                    "If it was deleted by mistake, enter it in eAccounting by hand. If it was deleted on purpose, nothing is to be \
                     done.",
                    None,
                )],
                ..Reason::default()
            },
            _ => of_answer(answer),
        }
    }

    fn twice(&self, source: &Source, documents: &[FoundDocument]) -> Reason {
        let (known, others): (Vec<_>, Vec<_>) = documents.iter().partition(|document| document.is_known);
        let names = |documents: &[&FoundDocument]| {
            let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
            names.join(", ")
        };
        let (kind, text, which) = if known.is_empty() || others.is_empty() {
            let all: Vec<&FoundDocument> = documents.iter().collect();
            (
                ReasonKind::BilledTwice,
                "Each of the documents bills the whole order.".to_owned(),
                format!("Compare {}, and credit or delete all but one.", names(&all)),
            )
        } else {
            (
                ReasonKind::AlsoMadeOtherwise,
                format!(
                    "Ekobridge made {}. {} has the same reference and was made otherwise: by hand, by another integration, or \
                     before the ledger.",
                    names(&known),
                    names(&others)
                ),
                format!(
                    "If it is the same sale, credit or delete {} in eAccounting.",
                    names(&others)
                ),
            )
        };
        Reason {
            kind,
            text,
            settings: Vec::new(),
            advice: vec![
                advice(which, None),
                run("See all that is known of it.", format!("why {source}")),
            ],
            ..Reason::default()
        }
    }

    fn different(&self, source: &Source, record: Option<&Record>, documents: &[FoundDocument]) -> Reason {
        let again = run(
            "Compare it with the shop once more; what happens then, orders.on_change says.",
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
                text: "The order or its document was changed after it was sent.".to_owned(),
                settings: settings_in("orders.on_change", &self.settings),
                advice: vec![
                    advice(
                        "Look which of both is right. If it is the shop, correct the document, or credit it if it is an invoice.",
                        None,
                    ),
                    again,
                ],
                ..Reason::default()
            },
            _ => Reason {
                kind: ReasonKind::EnteredOtherwise,
                text: "The document has this order's number, and Ekobridge has not made it: it was entered by hand, or by another \
                       integration."
                    .to_owned(),
                settings: Vec::new(),
                advice: vec![
                    advice(
                        "If it is of another sale, change its reference in eAccounting; else correct it there.",
                        None,
                    ),
                    run("See all that is known of the order.", format!("why {source}")),
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
                text: "It was credited in eAccounting, and the shop has not refunded it, or has not told ActiveCampaign."
                    .to_owned(),
                settings: settings_in("to_activecampaign.status.enabled", &self.settings),
                advice: vec![advice(
                    "Refund or cancel the order in the shop, or undo the credit by a new invoice.",
                    None,
                )],
                ..Reason::default()
            };
        }
        let again = run(
            "Look at it again; what happens then, orders.on_cancel says.",
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
                text: "It was cancelled or refunded in the shop after it was sent, and no job has seen that."
                    .to_owned(),
                settings: settings_in("orders.on_cancel", &self.settings),
                advice: vec![
                    again,
                    advice("Or credit or delete the document in eAccounting.", None),
                ],
                ..Reason::default()
            },
        }
    }

    /// Why a document's order is not in ActiveCampaign.
    pub(crate) fn orphan(&self, source: &Source) -> Reason {
        Reason {
            kind: ReasonKind::OrderDeleted,
            text: format!(
                "It was made of {source}, which ActiveCampaign no longer has: the order was deleted there, or its store was."
            ),
            settings: Vec::new(),
            advice: vec![advice(
                "If the sale was called off, credit or delete the document in eAccounting. Otherwise nothing is to be done there.",
                None,
            )],
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
        let (kind, text) = match (is_missing, sale.is_written, skipped) {
            (true, true, _) => (
                ReasonKind::DeletedInActiveCampaign,
                "Ekobridge has written it, and ActiveCampaign no longer has it: the order or its connection was deleted there."
                    .to_owned(),
            ),
            (true, false, Some(reason)) => (
                ReasonKind::WasLeftOut,
                sentences(&[
                    "It was left out when it was last looked at",
                    reason,
                    "The settings and the documents as they are now would write it",
                ]),
            ),
            (true, false, None) => (
                ReasonKind::NeverWritten,
                "Never written: it existed before to_activecampaign.orders was switched on and has not changed since, or no poll \
                 has brought it."
                    .to_owned(),
            ),
            (false, false, _) => (
                ReasonKind::NotInLedger,
                "The ledger does not know what was written: it was lost, or another deployment wrote it.".to_owned(),
            ),
            (false, true, _) if has_changed => (
                ReasonKind::NotWrittenYet,
                "Its documents have changed since they were last written, and no job has written that yet.".to_owned(),
            ),
            (false, true, _) => (
                ReasonKind::ChangedInActiveCampaign,
                "It was changed in ActiveCampaign after Ekobridge had written it: by hand, or by another integration.".to_owned(),
            ),
        };
        let mut advice = Vec::new();
        if let Source::Quote(_) = sale.source {
            // A quote's own job is the other direction's.
            if sale.is_written {
                advice.push(self::advice(
                    "Change the quote in eAccounting: the next poll writes it whole.",
                    None,
                ));
            }
        } else {
            advice.push(run(
                "Replay it: it is compared and written whole.",
                format!("replay {}", sale.source),
            ));
        }
        if is_missing && !sale.is_written {
            advice.push(run(
                "Where there are many, send all of the time together.",
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
        let (kind, text, which) = match found.store {
            Some(store) => (
                ReasonKind::BesideTheStores,
                format!(
                    "It is {store} in ActiveCampaign, and Ekobridge has written it there once more, so that it counts twice: when \
                     it was written, the ledger did not know where it came from."
                ),
                format!(
                    "Delete Ekobridge's order {} in ActiveCampaign; the store's stays.",
                    sale.root
                ),
            ),
            None => (
                ReasonKind::WrittenTwice,
                format!(
                    "ActiveCampaign has it {} times, under the ids of different documents, so that it counts as often: it was \
                     written before its first document was known, or by another deployment.",
                    found.orders
                ),
                format!(
                    "Delete in ActiveCampaign those whose id is not {}, which is that of its first document.",
                    sale.root
                ),
            ),
        };
        Reason {
            kind,
            text,
            settings: Vec::new(),
            advice: vec![
                advice(which, None),
                run("See all that is known of it.", format!("why {}", sale.source)),
            ],
            ..Reason::default()
        }
    }

    /// Why ActiveCampaign counts on an order whose documents are gone.
    pub(crate) fn deleted(&self, root: &str) -> Reason {
        Reason {
            kind: ReasonKind::DocumentsDeleted,
            text: "Its documents are no longer in eAccounting, and ActiveCampaign still counts on it: they were deleted, and no job \
                   has seen that."
                .to_owned(),
            settings: settings_in("to_activecampaign.orders.enabled", &self.settings),
            advice: vec![
                run(
                    "Replay it: what was never invoiced is cancelled in ActiveCampaign.",
                    format!("replay sales_order:{root}"),
                ),
                advice("If it stays, delete the order in ActiveCampaign.", None),
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

fn of_answer(answer: Answer) -> Reason {
    let details: Vec<&str> = answer.details.iter().map(|detail| &**detail).collect();
    Reason {
        state: Some(answer.state),
        code: answer.problem.as_ref().map(|problem| problem.code),
        text: sentences(&[&[&*answer.summary], details.as_slice()].concat()),
        settings: answer.settings,
        advice: answer.advice,
        ..Reason::default()
    }
}
