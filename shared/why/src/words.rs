//! Parts of an answer in a person's language.

use engine::RecordName;
use messages::{Language, Messages, ToolMessages};
use model::Problem;

use crate::sentence::cause;
use crate::{Answer, AnsweredDocument, Note, Sentence, SettingLine};

/// The word for a kind of record, as answers, the activity log and previews name it in English: `invoice_draft`,
/// `invoice draft`. `None` for one without a word of its own.
#[must_use]
pub fn kind(kind: &str, language: Language) -> Option<String> {
    let text = Messages::of(language);
    Some(match kind.replace('_', " ").as_str() {
        "customer" => text.document_customer(),
        "article" => text.document_article(),
        "order" => text.document_order(),
        "invoice" => text.document_invoice(),
        "invoice draft" => text.document_invoice_draft(),
        "credit invoice" => text.document_credit_invoice(),
        "credit draft" | "credit invoice draft" => text.document_credit_draft(),
        "deal" => text.document_deal(),
        "contact" => text.document_contact(),
        "e-commerce order" => text.document_shop_order(),
        _ => return None,
    })
}

/// A problem for a person: what happened and what to do, and behind it in English what exists in English alone.
#[must_use]
pub fn problem(problem: &Problem, language: Language) -> String {
    let remedy = Sentence::remedy(problem);
    let remedy = remedy.in_language(language).unwrap_or_default();
    let told = format!("{} {remedy}", cause(problem, ToolMessages::of(language)));
    match notices::problem_in_english(problem, language) {
        Some(english) => format!(
            "{}\n{}",
            told.trim(),
            ToolMessages::of(language).label_in_detail(english)
        ),
        None => told.trim().to_owned(),
    }
}

impl AnsweredDocument {
    /// Its kind and number: "credit invoice 1043". A draft has no number, and is named by its order: "invoice draft of order 1001".
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        let kind = kind(&self.kind, language).unwrap_or_else(|| self.kind.replace('_', " "));
        match (&self.number, &self.of_order) {
            (Some(number), _) => format!("{kind} {number}"),
            (None, Some(order)) => Messages::of(language).document_of_order(kind, order),
            (None, None) => kind,
        }
    }

    /// The same, and of a document that this doesn't tell from others the begin of its id.
    #[must_use]
    pub fn full_name(&self, language: Language) -> String {
        let name = self.name(language);
        match (&self.number, &self.of_order) {
            (None, None) => format!("{name} {}", engine::with_short_ids(&self.id)),
            _ => name,
        }
    }
}

impl Answer {
    /// The answer in a person's language, a sentence each.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<&str> {
        let all = std::iter::once(&self.summary).chain(&self.details);
        all.filter_map(|sentence| sentence.in_language(language))
            .collect()
    }

    /// What exists in English alone, for readers of another language.
    #[must_use]
    pub fn only_in_english(&self, language: Language) -> Vec<&str> {
        if language == Language::English {
            return Vec::new();
        }
        let untranslated = self
            .details
            .iter()
            .filter(|detail| detail.in_language(language).is_none());
        untranslated
            .map(|detail| &**detail)
            .chain(self.stored.iter().map(String::as_str))
            .collect()
    }

    /// What is known of one of its documents, but for its name: total, what is unpaid, whether it is there, who made it.
    #[must_use]
    pub fn known_of(&self, document: &AnsweredDocument, language: Language) -> Vec<String> {
        let text = ToolMessages::of(language);
        let invoice = |id: &String| self.documents.iter().find(|other| other.id == *id);
        let presence = match (document.booked_as.as_ref().and_then(invoice), document.exists) {
            (Some(invoice), _) => text.document_booked_as(invoice.name(language)),
            (None, Some(true)) => text.document_exists(),
            (None, Some(false)) => text.document_gone(),
            (None, None) => text.document_not_asked(),
        };
        let unpaid = document.unpaid_text().map(|amount| text.document_unpaid(amount));
        let by_person = document.is_by_person.then(|| text.document_by_person());
        document
            .total_text()
            .into_iter()
            .chain(unpaid)
            .chain([presence])
            .chain(by_person)
            .collect()
    }
}

impl Note {
    /// The note in a person's language, and what is only there in English.
    #[must_use]
    pub fn told(&self, language: Language) -> (String, Option<String>) {
        let text = Messages::of(language);
        let name = |record: &RecordName| notices::record_name(record, language);
        match self {
            Self::Has(record) => (text.found_document(name(record)), None),
            Self::MadeOf(document, source) => (text.found_made_of(name(document), source.to_string()), None),
            Self::More => (text.found_more(), None),
            Self::Incomplete(problem) => {
                let cause = cause(problem, ToolMessages::of(language));
                let remedy = Sentence::remedy(problem);
                let remedy = remedy.in_language(language).unwrap_or_default();
                let told = format!("{} {cause} {remedy}", text.found_incomplete());
                (told, notices::problem_in_english(problem, language))
            }
        }
    }
}

impl SettingLine {
    /// Where it is set: the file and the line. Of a default, the command that shows it.
    #[must_use]
    pub fn place(&self, language: Language) -> String {
        let text = ToolMessages::of(language);
        match self.line {
            Some(line) if self.is_default => {
                text.setting_default_at("`ekobridge settings print`", line.to_string())
            }
            Some(line) => format!("{}:{line}", self.file),
            None => text.setting_not_set(),
        }
    }
}
