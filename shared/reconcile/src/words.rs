//! Findings in a person's language. Only the tool and the console have these texts; the functions' notices have their own.

use messages::{Language, ReconcileMessages, ToolMessages};
use rust_decimal::Decimal;
use why::{Advice, SettingLine};

use crate::books::WITHOUT_NUMBER;
use crate::finding::{Class, Difference, Finding, FoundDocument, LeftOut, Reconciliation, joined};

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

    /// Why a sale does not agree.
    #[must_use]
    pub fn reason(self, finding: &Finding) -> String {
        joined(&finding.reason, self.texts.language())
    }

    /// What there is of that in English alone; none for who reads English.
    #[must_use]
    pub fn in_english(self, finding: &Finding) -> Option<String> {
        let language = self.texts.language();
        if language == Language::English {
            return None;
        }
        let untold = finding
            .reason
            .iter()
            .filter(|sentence| sentence.in_language(language).is_none());
        let all: Vec<&str> = untold
            .map(|sentence| &**sentence)
            .chain(finding.stored.iter().map(String::as_str))
            .collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// That a text is there in English alone.
    #[must_use]
    pub fn label_english(self, text: &str) -> String {
        ToolMessages::of(self.texts.language()).label_in_detail(text)
    }

    /// A document's name: "invoice 1042". One of a kind without a word of its own is called as in English.
    #[must_use]
    pub fn document(self, document: &FoundDocument) -> String {
        let language = self.texts.language();
        if language == Language::English {
            return document.name.clone();
        }
        if let Some(order) = document.name.strip_suffix(" in ActiveCampaign") {
            return self.texts.in_activecampaign(order);
        }
        let kinds = ["invoice draft", "credit invoice", "invoice", "order"];
        let named = kinds.into_iter().find_map(|kind| {
            let number = document.name.strip_prefix(kind)?.strip_prefix(' ')?;
            Some((why::words::kind(kind, language)?, number))
        });
        match named {
            Some((kind, WITHOUT_NUMBER)) => format!("{kind} {}", self.texts.without_number()),
            Some((kind, number)) => format!("{kind} {number}"),
            None => document.name.clone(),
        }
    }

    /// What to do, each with its command. What exists in English alone is told in English.
    #[must_use]
    pub fn advice(self, finding: &Finding) -> Vec<(String, Option<String>)> {
        let language = self.texts.language();
        let told = |advice: &Advice| {
            advice
                .text
                .in_language(language)
                .unwrap_or(&advice.text)
                .to_owned()
        };
        let advice = finding.advice.iter();
        advice
            .map(|advice| (told(advice), advice.command.clone()))
            .collect()
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
