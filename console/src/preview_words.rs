//! What a preview says, in a person's language: for the tool and the console.

use engine::RecordName;
use flows::Remark;
use flows::recording::{FieldSource, any_of, planned_so};
use flows::sale_conversion::{ConventionSource, StoreConvention};
use ledger::{DocumentKind, State};
use messages::{Language, Messages, ToolMessages};
use model::{Problem, Source, StepText, step};
use preview::{
    ArticleRule, ArticleSource, Effect, End, FieldValue, Found, Kind, NewRecord, OrderStatus, RuleKind,
    Shortened,
};
use sale::{Note, RowSource};

/// What a field of the activity log was made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoggedRule {
    /// A setting or fact, in words.
    Words(String),
    /// An expression of the mapping, which is the same in every language.
    Expression(String),
}

/// The texts of a preview in one language.
#[derive(Clone, Copy)]
pub struct PreviewWords(&'static Messages);

/// Names of which any may apply: "a, b or c".
fn either(text: &Messages, names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => text.preview_either(first.join(", "), *last),
        _ => any_of(names, ""),
    }
}

impl PreviewWords {
    /// In a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self(Messages::of(language))
    }

    fn language(self) -> Language {
        self.0.language()
    }

    /// A kind of document.
    #[must_use]
    pub fn kind(self, kind: Kind) -> String {
        let text = self.0;
        match kind {
            Kind::Customer => text.document_customer(),
            Kind::Article => text.document_article(),
            Kind::Order => text.document_order(),
            Kind::InvoiceDraft => text.document_invoice_draft(),
            Kind::CreditDraft => text.document_credit_draft(),
        }
    }

    /// Where a record stands in the ledger.
    #[must_use]
    pub fn state(self, state: State) -> String {
        let text = self.0;
        match state {
            State::Leased | State::Committing => text.preview_state_running(),
            State::InDoubt => text.state_in_doubt(),
            State::Waiting => text.preview_state_waiting(),
            State::Done => text.state_sent(),
            State::Skipped => text.preview_state_skipped(),
            State::Parked => text.state_parked(),
        }
    }

    /// A document that exists, by its kind and number.
    #[must_use]
    pub fn document(self, document: &ledger::Document) -> String {
        notices::record_name(&RecordName::of_document(document), self.language())
    }

    fn record(self, source: &Source) -> String {
        notices::record_name(&RecordName::of(source), self.language())
    }

    fn capital_record(self, source: &Source) -> String {
        engine::capitalized(&self.record(source))
    }

    /// How a customer was found.
    #[must_use]
    pub fn found(self, found: &Found) -> String {
        self.step(&found.by.text(&found.number))
    }

    fn step(self, text: &StepText) -> String {
        notices::step_text(text, self.language())
    }

    /// What a field would hold.
    #[must_use]
    pub fn value(self, value: &FieldValue) -> String {
        let text = self.0;
        match value {
            FieldValue::Text(value) => value.clone(),
            FieldValue::New(record) => match record {
                NewRecord::Customer => text.preview_new_customer(),
                NewRecord::Article => text.preview_new_article(),
                NewRecord::Order => text.preview_new_order(),
                NewRecord::InvoiceDraft => text.preview_new_invoice_draft(),
                NewRecord::Invoice => text.preview_new_invoice(),
                NewRecord::Contact => text.preview_new_contact(),
                NewRecord::Account => text.preview_new_account(),
            },
            FieldValue::Status(status) => match status {
                OrderStatus::Draft => text.preview_status_draft(),
                OrderStatus::Ongoing => text.preview_status_ongoing(),
                OrderStatus::Shipped => text.preview_status_shipped(),
            },
        }
    }

    /// How a value was made to fit.
    #[must_use]
    pub fn shortened(self, shortened: Shortened) -> String {
        self.0
            .preview_shortened(shortened.from.to_string(), shortened.to.to_string())
    }

    /// What decides a field. An expression of the mapping is the same in every language.
    #[must_use]
    pub fn rule(self, rule: &RuleKind) -> String {
        let text = self.0;
        match rule {
            RuleKind::Expression(expression) => expression.clone(),
            RuleKind::AsItIs => text.preview_rule_as_it_is(),
            RuleKind::Source(source) => match source {
                FieldSource::Settings(keys) => either(text, keys),
                FieldSource::OrderCustomer => text.preview_source_customer(),
                FieldSource::OrderCurrency => text.preview_source_currency(),
                FieldSource::OrderDay => text.preview_source_day(),
                FieldSource::OrderNumber => text.preview_source_number(),
                FieldSource::SaleVat => text.preview_source_vat(),
                FieldSource::CompanyTerms => text.preview_source_terms(),
                FieldSource::ArticleNumber => text.preview_source_article_number(),
                FieldSource::SettingsText => text.preview_source_text(),
                FieldSource::Coding => text.preview_source_coding(),
                FieldSource::Always => text.preview_source_always(),
            },
        }
    }

    /// What a field of the activity log was made by, which the log has in English.
    #[must_use]
    pub fn logged_rule(self, field: &str, rule: &str) -> LoggedRule {
        let numbered = |of: &str| rule.strip_prefix(of)?.parse::<usize>().ok()?.checked_sub(1);
        let row = numbered("line ")
            .map(RowSource::Line)
            .or_else(|| numbered("discount ").map(RowSource::Discount))
            .or_else(|| {
                [RowSource::Shipping, RowSource::Unlisted, RowSource::Rounding]
                    .into_iter()
                    .find(|source| source.to_string() == rule)
            });
        if let Some(row) = row {
            return LoggedRule::Words(self.row_source(row));
        }
        match planned_so(field, rule) {
            Some(source) => LoggedRule::Words(self.rule(&RuleKind::Source(source))),
            None => LoggedRule::Expression(rule.to_owned()),
        }
    }

    /// What decides a row's article.
    #[must_use]
    pub fn article_rule(self, rule: ArticleRule) -> String {
        let text = self.0;
        let by = match rule.by {
            ArticleSource::Sku => text.preview_article_sku(),
            ArticleSource::Settings(keys) => either(text, keys),
            ArticleSource::TextRow => text.preview_article_text_row(),
        };
        match rule.is_new {
            true => text.preview_article_created(by),
            false => by,
        }
    }

    /// Where a row comes from.
    #[must_use]
    pub fn row_source(self, source: RowSource) -> String {
        let text = self.0;
        match source {
            RowSource::Line(index) => text.preview_row_line((index + 1).to_string()),
            RowSource::Shipping => text.preview_row_shipping(),
            RowSource::Discount(index) => text.preview_row_discount((index + 1).to_string()),
            RowSource::Unlisted => text.preview_row_unlisted(),
            RowSource::Rounding => text.preview_row_rounding(),
        }
    }

    /// A store's price convention, and its origin.
    #[must_use]
    pub fn convention(self, convention: &StoreConvention) -> String {
        let (text, name) = (self.0, convention.convention.to_string());
        match &convention.source {
            ConventionSource::Service(service) => text.preview_convention_service(name, service),
            ConventionSource::NoService => text.preview_convention_no_service(name),
            ConventionSource::Deal => text.preview_convention_deal(name),
            // A place in the settings.
            ConventionSource::Prices | ConventionSource::Store(_) => convention.to_string(),
        }
    }

    /// How rows were made.
    #[must_use]
    pub fn note(self, note: &Note) -> String {
        self.step(&note.told())
    }

    /// What a call changes.
    #[must_use]
    pub fn effect(self, effect: Effect) -> String {
        let text = self.0;
        match effect {
            Effect::CreateCustomer => text.preview_call_create_customer(),
            Effect::UpdateCustomer => text.preview_call_update_customer(),
            Effect::CreateArticle => text.preview_call_create_article(),
            Effect::UpdateArticle => text.preview_call_update_article(),
            Effect::CreateOrder => text.preview_call_create_order(),
            Effect::InvoiceOrder => text.preview_call_invoice_order(),
            Effect::CreateCreditDraft => text.preview_call_create_credit_draft(),
            Effect::CreateInvoiceDraft => text.preview_call_create_invoice_draft(),
            Effect::BookDraft => text.preview_call_book_draft(),
            Effect::RegisterPayment => text.preview_call_register_payment(),
            Effect::EmailInvoice => text.preview_call_email_invoice(),
            Effect::EmailOrder => text.preview_call_email_order(),
            Effect::AddOrderNote => text.preview_call_add_order_note(),
            Effect::LinkCustomer => text.preview_call_link_customer(),
            Effect::LinkOrder => text.preview_call_link_order(),
            Effect::OrderQuote => text.preview_call_order_quote(),
            Effect::ChangeContact => text.preview_call_change_contact(),
            Effect::CreateDeal => text.preview_call_create_deal(),
            Effect::ChangeDeal => text.preview_call_change_deal(),
            Effect::CreateTag => text.preview_call_create_tag(),
            Effect::AddTag => text.preview_call_add_tag(),
            Effect::RemoveTag => text.preview_call_remove_tag(),
            Effect::WriteContact => text.preview_call_write_contact(),
            Effect::CreateAccount => text.preview_call_create_account(),
            Effect::RenameAccount => text.preview_call_rename_account(),
            Effect::AddToAccount => text.preview_call_add_to_account(),
            Effect::AddToList => text.preview_call_add_to_list(),
            Effect::AddNote => text.preview_call_add_note(),
            Effect::CreateConnection => text.preview_call_create_connection(),
            Effect::CreateCustomObject => text.preview_call_create_custom_object(),
            Effect::WriteQuantity => text.preview_call_write_quantity(),
            Effect::WriteStock => text.preview_call_write_stock(),
            Effect::WriteShopOrder => text.preview_call_write_shop_order(),
            Effect::Other => text.preview_call_other(),
        }
    }

    /// What happened; in a language that has no words for it, what its code means.
    fn problem(self, problem: &Problem) -> String {
        notices::what_happened(problem, self.language()).0
    }

    /// What happened, and what to do.
    fn problem_and_remedy(self, problem: &Problem) -> String {
        let remedy = notices::remedy(problem, self.language());
        let remedy = remedy.unwrap_or_else(|| problem.remedy.clone());
        format!("{} {remedy}", self.problem(problem))
    }

    /// What would go wrong beside the document.
    #[must_use]
    pub fn remark(self, remark: &Remark) -> String {
        let because = |step: StepText, problem: String| format!("{}: {problem}", self.step(&step));
        match remark {
            Remark::FollowUp(step, problem) => {
                because(step::not_done(step.failed()), self.problem_and_remedy(problem))
            }
            Remark::NoContactLink(problem) => because(step::no_contact_link(), self.problem(problem)),
            Remark::NoStorePrices(problem) => because(step::no_store_prices(), self.problem(problem)),
            other => self.step(&other.told()),
        }
    }

    /// How the record would end.
    #[must_use]
    pub fn end(self, end: &End) -> String {
        let text = self.0;
        match end {
            End::Queued(orders, source) => text.preview_end_queued(*orders, self.record(source)),
            End::Done(source) => text.preview_end_done(self.capital_record(source)),
            End::Already(source, document) => {
                text.preview_end_already(self.document(document), self.capital_record(source))
            }
            End::UpdatesCustomer(number, source) => {
                text.preview_end_updates_customer(number, self.record(source))
            }
            End::NewCustomer(source) => text.preview_end_new_customer(self.capital_record(source)),
            End::Becomes(kind, source) => {
                let record = self.capital_record(source);
                match kind {
                    DocumentKind::Customer => text.preview_end_customer(record),
                    DocumentKind::Order => text.preview_end_order(record),
                    DocumentKind::InvoiceDraft => text.preview_end_invoice_draft(record),
                    DocumentKind::Invoice => text.preview_end_invoice(record),
                }
            }
            End::Nothing(reason) => match notices::reason(reason, reason.cases(), self.language()) {
                Some(reason) => text.preview_end_nothing(reason.trim_end_matches('.')),
                None => text.preview_end_nothing_alone(),
            },
            End::Waits(problem) => text.preview_end_waits(self.problem(problem)),
            End::Retried(problem) => text.preview_end_retried(self.problem(problem)),
        }
    }

    /// How the record would end, and what of it there is in English alone.
    #[must_use]
    pub fn end_and_detail(self, end: &End) -> String {
        match self.detail(end) {
            Some(detail) => format!("{} {detail}", self.end(end)),
            None => self.end(end),
        }
    }

    /// What there is of an end in English alone, for readers of another language: a problem has a text of its own elsewhere.
    #[must_use]
    pub fn detail(self, end: &End) -> Option<String> {
        let english = match end {
            End::Nothing(reason) => notices::reason_in_english(reason, reason.cases(), self.language()),
            _ => None,
        };
        english.map(|english| ToolMessages::of(self.language()).label_in_detail(english))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Display;

    use flows::FollowUp;
    use flows::trace::{CustomerField, FoundBy};
    use model::{Code, Named, Reason};
    use rust_decimal::Decimal;
    use sale::{PriceSource, SettledPrice};

    use super::*;

    fn source() -> Source {
        "order:1:1001".parse().unwrap()
    }

    fn document() -> ledger::Document {
        ledger::Document {
            kind: DocumentKind::Invoice,
            id: "i-1".to_owned(),
            number: Some("17".to_owned()),
        }
    }

    fn problem() -> Problem {
        Problem::new(
            Code::SKU_UNKNOWN,
            "eAccounting has no article LAMP.",
            "Create it.",
        )
    }

    fn remarks() -> Vec<Remark> {
        let steps = [
            FollowUp::Check,
            FollowUp::Payment,
            FollowUp::Repayment,
            FollowUp::Note,
            FollowUp::Link,
            FollowUp::Email,
            FollowUp::Status,
            FollowUp::StatusNote,
        ];
        let in_account = |account: Option<&str>| Remark::InOtherAccount {
            contact: "1".to_owned(),
            account: account.map(str::to_owned),
        };
        let mut all: Vec<Remark> = steps.map(|step| Remark::FollowUp(step, problem())).into();
        all.extend([
            Remark::NoContactLink(problem()),
            Remark::NoStorePrices(problem()),
            Remark::IgnoredFields(vec!["4".to_owned(), "5".to_owned()]),
            Remark::AccountNameTaken("2".to_owned()),
            in_account(Some("3")),
            in_account(None),
            Remark::NoCustomObjects,
        ]);
        all
    }

    fn notes() -> Vec<Note> {
        let price = |source| {
            Note::Price(SettledPrice {
                line: 1,
                price: "799".parse().unwrap(),
                source,
            })
        };
        let split = |source| Note::Split { source, rows: 2 };
        vec![
            split(RowSource::Line(0)),
            split(RowSource::Shipping),
            split(RowSource::Discount(1)),
            split(RowSource::Unlisted),
            split(RowSource::Rounding),
            Note::Fallback {
                line: 0,
                article: "OTHER".to_owned(),
            },
            Note::NetMoved { cents: Decimal::ONE },
            Note::NetMoved { cents: Decimal::TWO },
            Note::RoundingRow {
                amount: "-0.01".parse().unwrap(),
            },
            Note::RoundedByVendor {
                amount: "0.40".parse().unwrap(),
            },
            price(PriceSource::Article),
            price(PriceSource::Store),
            price(PriceSource::Given),
            price(PriceSource::PercentOff(20)),
            price(PriceSource::Round),
            price(PriceSource::Remainder),
            Note::TextRow { line: 2 },
            Note::Unlisted {
                amount: "29".parse().unwrap(),
            },
        ]
    }

    fn rules() -> Vec<RuleKind> {
        let sources = [
            FieldSource::Settings(&["orders.our_reference"]),
            FieldSource::Settings(&["orders.document", "orders.order_status", "payment_methods"]),
            FieldSource::OrderCustomer,
            FieldSource::OrderCurrency,
            FieldSource::OrderDay,
            FieldSource::OrderNumber,
            FieldSource::SaleVat,
            FieldSource::CompanyTerms,
            FieldSource::ArticleNumber,
            FieldSource::SettingsText,
            FieldSource::Coding,
            FieldSource::Always,
        ];
        let mut all: Vec<RuleKind> = sources.map(RuleKind::Source).into();
        all.push(RuleKind::AsItIs);
        all
    }

    fn article_rules() -> Vec<ArticleRule> {
        let sources = [
            ArticleSource::Sku,
            ArticleSource::Settings(&["shipping.articles", "shipping.number"]),
            ArticleSource::TextRow,
        ];
        let both = |by| [true, false].map(|is_new| ArticleRule { by, is_new });
        sources.into_iter().flat_map(both).collect()
    }

    fn values() -> Vec<FieldValue> {
        let new = [
            NewRecord::Customer,
            NewRecord::Article,
            NewRecord::Order,
            NewRecord::InvoiceDraft,
            NewRecord::Invoice,
            NewRecord::Contact,
            NewRecord::Account,
        ];
        let status = [OrderStatus::Draft, OrderStatus::Ongoing, OrderStatus::Shipped];
        let status = status.map(FieldValue::Status);
        new.map(FieldValue::New).into_iter().chain(status).collect()
    }

    fn found() -> Vec<Found> {
        let field = CustomerField::OrganisationNumber;
        let ways = [
            FoundBy::Link,
            FoundBy::Field(CustomerField::Email),
            FoundBy::Field(CustomerField::CustomerNumber),
            FoundBy::Field(field),
            FoundBy::NewestOf(3, field),
            FoundBy::Default,
        ];
        let of = |by| Found {
            number: "1000".to_owned(),
            by,
        };
        ways.map(of).into()
    }

    fn conventions() -> Vec<StoreConvention> {
        let sources = [
            ConventionSource::Service("woocommerce".to_owned()),
            ConventionSource::NoService,
            ConventionSource::Prices,
            ConventionSource::Store("1".to_owned()),
            ConventionSource::Deal,
        ];
        let of = |source| StoreConvention {
            convention: sale::PriceConvention::Woocommerce,
            source,
        };
        sources.map(of).into()
    }

    fn ends() -> Vec<End> {
        let kinds = [
            DocumentKind::Customer,
            DocumentKind::Order,
            DocumentKind::InvoiceDraft,
            DocumentKind::Invoice,
        ];
        let mut all: Vec<End> = kinds.map(|kind| End::Becomes(kind, source())).into();
        all.extend([
            End::Queued(1, source()),
            End::Queued(3, source()),
            End::Done(source()),
            End::Already(source(), document()),
            End::UpdatesCustomer("1000".to_owned(), source()),
            End::NewCustomer(source()),
            End::Nothing(model::reason::placed_before("2026-11-23", "2026-11-24")),
            End::Nothing(model::reason::change_skipped(
                Named::problem(&problem()),
                "orders.on_change",
            )),
            End::Nothing(Reason::in_english("something of its own")),
            End::Waits(problem()),
            End::Retried(problem()),
        ]);
        all
    }

    /// Every kind of text: as JSON has it, and in a language.
    fn texts(language: Language) -> Vec<(String, String)> {
        fn of<T: Display>(values: Vec<T>, word: impl Fn(&T) -> String) -> Vec<(String, String)> {
            let both = |value: &T| (value.to_string(), word(value));
            values.iter().map(both).collect()
        }
        let words = PreviewWords::of(language);
        let kinds = vec![
            Kind::Customer,
            Kind::Article,
            Kind::Order,
            Kind::InvoiceDraft,
            Kind::CreditDraft,
        ];
        let shortened = vec![Shortened { from: 60, to: 35 }];
        [
            of(kinds, |kind| words.kind(*kind)),
            of(ends(), |end| words.end(end)),
            of(remarks(), |remark| words.remark(remark)),
            of(notes(), |note| words.note(note)),
            of(rules(), |rule| words.rule(rule)),
            of(article_rules(), |rule| words.article_rule(*rule)),
            of(values(), |value| words.value(value)),
            of(found(), |found| words.found(found)),
            of(conventions(), |convention| words.convention(convention)),
            of(shortened, |shortened| words.shortened(*shortened)),
            of(Effect::ALL.into(), |effect| words.effect(*effect)),
        ]
        .concat()
    }

    #[test]
    fn a_preview_says_in_english_what_its_json_says() {
        for (json, english) in texts(Language::English) {
            assert_eq!(english, json);
        }
    }

    #[test]
    fn a_preview_repeats_no_english_text_in_another_language() {
        for language in Language::ALL.into_iter().skip(1) {
            for (english, text) in texts(language) {
                let is_of_names = |word: &str| word.contains(['.', '_', '[', '(']) || word == "order";
                let words = english.split(' ').filter(|word| !is_of_names(word));
                // A word or two may be the same, such as "article", and names of settings are.
                assert!(text != english || words.count() < 2, "{}: {text}", language.tag());
            }
        }
    }

    #[test]
    fn a_price_a_number_and_a_name_are_in_each_language() {
        for language in Language::ALL {
            let all: Vec<String> = texts(language).into_iter().map(|(_, text)| text).collect();
            let all = all.join("\n");
            for told in [
                "orders.placed_after = 2026-11-24",
                "2026-11-23",
                "799.00",
                "-0.01",
                "29.00",
                "20 %",
                "OTHER",
                "1000",
                "60",
                "35",
                "to_activecampaign.stock.custom_object",
                "woocommerce",
                "\"skip\"",
            ] {
                assert!(all.contains(told), "{told} in {}: {all}", language.tag());
            }
        }
    }
}
