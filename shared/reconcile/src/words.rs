//! Findings in a person's language. Only the tool and the console have these texts; the functions' notices have their own.

use messages::{CauseMessages, Language, ReconcileMessages, ToolMessages};
use model::Source;
use rust_decimal::Decimal;
use why::{Advice, SettingLine};

use crate::finding::{Class, Difference, Finding, LeftOut, ReasonKind, Reconciliation};

/// The texts of a reconciliation in a language.
#[derive(Clone, Copy)]
pub struct Words {
    /// Its headings and labels.
    pub texts: &'static ReconcileMessages,
}

impl Words {
    /// The texts in a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self {
            texts: ReconcileMessages::of(language),
        }
    }

    /// Why the settings leave sales out; none where that exists in English alone.
    #[must_use]
    pub fn left_out(self, left_out: &LeftOut) -> Option<String> {
        let reason = &left_out.reason;
        notices::reason(reason, reason.cases(), self.texts.language())
    }

    /// The label of a setting.
    #[must_use]
    pub fn setting(self) -> String {
        ToolMessages::of(self.texts.language()).label_setting()
    }

    /// The file and the line of a setting.
    #[must_use]
    pub fn place(self, setting: &SettingLine) -> String {
        setting.place(self.texts.language())
    }

    fn is_english(self) -> bool {
        self.texts.language() == Language::English
    }

    /// A class.
    #[must_use]
    pub fn class(self, class: Class) -> String {
        match class {
            Class::MissingInEaccounting => self.texts.class_missing_in_eaccounting(),
            Class::MissingInActiveCampaign => self.texts.class_missing_in_activecampaign(),
            Class::SentTwice => self.texts.class_sent_twice(),
            Class::Different => self.texts.class_different(),
            Class::RefundedOnOneSide => self.texts.class_refunded_on_one_side(),
        }
    }

    /// A difference in one sentence's words.
    #[must_use]
    pub fn difference(self, difference: &Difference) -> String {
        let texts = self.texts;
        let quantity = |quantity: &Decimal| quantity.normalize().to_string();
        match difference {
            Difference::Currency {
                activecampaign,
                eaccounting,
            } => texts.differs_currency(activecampaign, eaccounting),
            Difference::Total {
                activecampaign,
                eaccounting,
            } => texts.differs_total(
                activecampaign.to_string(),
                eaccounting.to_string(),
                format!("{:+}", eaccounting - activecampaign),
            ),
            Difference::Vat {
                activecampaign,
                eaccounting,
            } => texts.differs_vat(activecampaign.to_string(), eaccounting.to_string()),
            Difference::LineMissing {
                article,
                quantity: ordered,
            } => texts.differs_line_missing(article, quantity(ordered)),
            Difference::LineExtra {
                article,
                quantity: billed,
            } => texts.differs_line_extra(article, quantity(billed)),
            Difference::Quantity {
                article,
                activecampaign,
                eaccounting,
            } => texts.differs_quantity(quantity(activecampaign), article, quantity(eaccounting)),
            Difference::Amount {
                article,
                activecampaign,
                eaccounting,
            } => texts.differs_amount(activecampaign.to_string(), article, eaccounting.to_string()),
            Difference::State {
                activecampaign,
                eaccounting,
            } => texts.differs_state(activecampaign, eaccounting),
            Difference::Lines {
                article,
                activecampaign,
                eaccounting,
            } => {
                let lines = |lines: &[String]| {
                    let all = lines.iter().cloned();
                    all.reduce(|first, second| texts.lines_and(first, second))
                        .unwrap_or_else(|| texts.no_lines())
                };
                let (activecampaign, eaccounting) = (lines(activecampaign), lines(eaccounting));
                match article {
                    Some(article) => texts.differs_lines(activecampaign, article, eaccounting),
                    None => texts.differs_lines_without_number(activecampaign, eaccounting),
                }
            }
            Difference::Refund {
                credited,
                is_refunded_in_shop: true,
            } if credited.is_zero() => texts.differs_not_credited(),
            Difference::Refund {
                credited,
                is_refunded_in_shop: true,
            } => texts.differs_partly_credited(credited.to_string()),
            Difference::Refund {
                credited,
                is_refunded_in_shop: false,
            } => texts.differs_not_refunded(credited.to_string()),
        }
    }

    /// Why a sale does not agree, a sentence each. In other languages than English the last one has the English text, which names
    /// the record's values.
    #[must_use]
    pub fn reason(self, finding: &Finding) -> Vec<String> {
        let mut sentences = self.kind(finding);
        sentences.push(self.details(&finding.reason));
        sentences
    }

    /// The kind of a reason, a sentence each. In English the reason's own text says it all.
    pub(crate) fn kind(self, finding: &Finding) -> Vec<String> {
        match finding.reason_kind {
            _ if self.is_english() => Vec::new(),
            ReasonKind::State => self.state(finding),
            kind => vec![self.sentence(kind)],
        }
    }

    /// A reason's own text. In other languages than English, a label says that it is English.
    pub(crate) fn details(self, text: &str) -> String {
        if self.is_english() {
            text.to_owned()
        } else {
            ToolMessages::of(self.texts.language()).label_in_detail(text)
        }
    }

    fn sentence(self, kind: ReasonKind) -> String {
        let texts = self.texts;
        match kind {
            ReasonKind::State => String::new(),
            ReasonKind::NeverHeard => texts.never_heard(),
            ReasonKind::WasLeftOut => texts.was_left_out(),
            ReasonKind::DeletedInEaccounting => texts.deleted_in_eaccounting(),
            ReasonKind::BilledTwice => texts.billed_twice(),
            ReasonKind::AlsoMadeOtherwise => texts.also_made_otherwise(),
            ReasonKind::ChangedAfterSending => texts.changed_after_sending(),
            ReasonKind::EnteredOtherwise => texts.entered_otherwise(),
            ReasonKind::CreditedInEaccounting => texts.credited_in_eaccounting(),
            ReasonKind::RefundedInShop => texts.refunded_in_shop(),
            ReasonKind::OrderDeleted => texts.order_deleted(),
            ReasonKind::DeletedInActiveCampaign => texts.deleted_in_activecampaign(),
            ReasonKind::NeverWritten => texts.never_written(),
            ReasonKind::NotInLedger => texts.not_in_ledger(),
            ReasonKind::NotWrittenYet => texts.not_written_yet(),
            ReasonKind::ChangedInActiveCampaign => texts.changed_in_activecampaign(),
            ReasonKind::BesideTheStores => texts.beside_the_stores(),
            ReasonKind::WrittenTwice => texts.written_twice(),
            ReasonKind::DocumentsDeleted => texts.documents_deleted(),
        }
    }

    /// The record's state and the meaning of its problem's code.
    fn state(self, finding: &Finding) -> Vec<String> {
        let language = self.texts.language();
        let state = finding
            .state
            .and_then(|state| ToolMessages::of(language).answer(state.as_str(), &finding.record.to_string()));
        let cause = finding
            .code
            .and_then(|code| CauseMessages::of(language).cause(code.as_str()))
            .map(|cause| format!("{cause}."));
        state.into_iter().chain(cause).collect()
    }

    /// What to do, each with its command. Where the reason isn't the record's own state, the other languages have one text for it, and
    /// the commands after it.
    #[must_use]
    pub fn advice(self, finding: &Finding) -> Vec<(String, Option<String>)> {
        if self.is_english() {
            let advice = finding.advice.iter();
            return advice
                .map(|advice| (advice.text.to_string(), advice.command.clone()))
                .collect();
        }
        let language = self.texts.language();
        if finding.reason_kind == ReasonKind::State {
            let advice = finding.advice.iter();
            let own = |advice: &Advice| advice.text.in_language(language).unwrap_or_default().to_owned();
            return advice
                .map(|advice| (own(advice), advice.command.clone()))
                .collect();
        }
        let commands = finding.advice.iter().filter_map(|advice| advice.command.clone());
        let what = self.what_to_do(finding).map(|text| (text, None));
        what.into_iter()
            .chain(commands.map(|command| (String::new(), Some(command))))
            .collect()
    }

    fn what_to_do(self, finding: &Finding) -> Option<String> {
        let texts = self.texts;
        let text = match finding.reason_kind {
            ReasonKind::State => return None,
            ReasonKind::NeverHeard => texts.never_heard_do(),
            ReasonKind::WasLeftOut => texts.was_left_out_do(),
            ReasonKind::DeletedInEaccounting => texts.deleted_in_eaccounting_do(),
            ReasonKind::BilledTwice => texts.billed_twice_do(),
            ReasonKind::AlsoMadeOtherwise => texts.also_made_otherwise_do(),
            ReasonKind::ChangedAfterSending => texts.changed_after_sending_do(),
            ReasonKind::EnteredOtherwise => texts.entered_otherwise_do(),
            ReasonKind::CreditedInEaccounting => texts.credited_in_eaccounting_do(),
            ReasonKind::RefundedInShop => texts.refunded_in_shop_do(),
            ReasonKind::OrderDeleted => texts.order_deleted_do(),
            ReasonKind::BesideTheStores => texts.beside_the_stores_do(),
            ReasonKind::WrittenTwice => texts.written_twice_do(),
            ReasonKind::DocumentsDeleted => texts.documents_deleted_do(),
            ReasonKind::DeletedInActiveCampaign
            | ReasonKind::NeverWritten
            | ReasonKind::NotInLedger
            | ReasonKind::NotWrittenYet
            | ReasonKind::ChangedInActiveCampaign => match finding.record {
                // A quote's own job is the other direction's.
                Source::Quote(_) => texts.change_quote_do(),
                _ => texts.write_again_do(),
            },
        };
        Some(text)
    }

    /// What else a reader must know, a sentence each: what was not compared, and what is not counted. What could not be compared is
    /// told in English.
    #[must_use]
    pub fn remarks(self, found: &Reconciliation) -> Vec<String> {
        let mut remarks = found.notes.clone();
        if found.other_documents > 0 {
            remarks.push(match found.way_back {
                Some(_) => self.texts.remark_other_documents_way_back(found.other_documents),
                None => self.texts.remark_other_documents(found.other_documents),
            });
        }
        if found.without_vat > 0 {
            remarks.push(self.texts.remark_without_vat(found.without_vat));
        }
        remarks
    }
}

impl Difference {
    /// The difference in one sentence's words in English, without personal data.
    #[must_use]
    pub fn text(&self) -> String {
        Words::of(Language::English).difference(self)
    }
}
