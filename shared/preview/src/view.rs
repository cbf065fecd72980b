//! What one pass through the flow has shown, field by field.

use eaccounting::Operation as EaccountingCall;
use eaccounting::totals::DocumentTotal;
use engine::trace::{flatten, row_of, text};
use flows::recording::{planned, rule_name};
use flows::sale_conversion::is_without_vat;
use mapping::{Mapped, Target, WrittenTarget};
use model::{Customer, JobKind, Order, OrderLine, Sku, Vendor};
use rust_decimal::Decimal;
use sale::{ArticleBook, Note, PlannedRow, RowSource, SalePlan, document_rounding};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::calls::document_of;
use crate::interceptor::{Name, Operation};
use crate::pass::Pass;
use crate::types::{
    Action, ArticleLookUp, ArticleRule, ArticleSource, Document, Field, FieldValue, Found, Kind, Line,
    LineArticle, OrderStatus, RateTotal, Row, Rule, RuleKind, Sale, Shortened, WrittenField,
};

/// One pass, to be shown.
pub(crate) struct View<'a> {
    pass: &'a Pass,
    order: Option<&'a Order>,
    customer: Option<&'a Customer>,
}

impl<'a> View<'a> {
    pub(crate) fn of(pass: &'a Pass) -> Self {
        let order = pass.trace.order.as_ref();
        let customer = order
            .map(|order| &order.customer)
            .or(pass.trace.customer.as_ref());
        Self {
            pass,
            order,
            customer,
        }
    }

    pub(crate) fn read(&self) -> Vec<mapping::SourceField> {
        match (self.customer, &self.pass.trace.reference) {
            (Some(customer), Some(reference)) => {
                self.pass
                    .settings
                    .mapping
                    .source_fields(customer, self.order, &reference.context)
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn documents(&self) -> Vec<Document> {
        let seen = &self.pass.trace;
        let held = &self.pass.writes;
        let mut documents = Vec::new();
        if !held
            .iter()
            .any(|held| held.operation == Operation::Eaccounting(EaccountingCall::CreateCustomer))
        {
            documents.extend(self.customer_there());
        }
        for held in held {
            let (Some((target, what)), Some(body)) = (document_of(held), &held.body) else {
                continue;
            };
            let mapped = match target {
                Target::Customer => seen.mapped_customer.as_ref(),
                Target::Order => seen.mapped_order.as_ref(),
                Target::Article | Target::Row => None,
            };
            let number = body["Number"].as_str().map(str::to_owned);
            let line = number.as_deref().and_then(|number| self.line_of(number));
            let own;
            let mapped = match (mapped, line, self.order, &seen.reference) {
                (None, Some(line), Some(order), Some(reference)) if target == Target::Article => {
                    own = self
                        .pass
                        .settings
                        .mapping
                        .article(order, line, &reference.context)
                        .unwrap_or_default();
                    Some(&own)
                }
                (mapped, ..) => mapped,
            };
            let mut body = body.clone();
            // A note is put on the document when that exists.
            let note = mapped.and_then(|mapped| mapped.fields.get("Note"));
            if let (Target::Order, Some(note), Value::Object(body)) = (target, note, &mut body) {
                body.insert("Note".to_owned(), note.clone());
            }
            documents.push(Document {
                what,
                action: Action::Create,
                number,
                found_by: None,
                fields: self.fields(target, &body, mapped, line),
            });
        }
        let is_document = |document: &Document| ![Kind::Customer, Kind::Article].contains(&document.what);
        if let (Some(mapped), false) = (&seen.mapped_order, documents.iter().any(is_document)) {
            documents.push(Document {
                what: Kind::Order,
                action: Action::Unknown,
                number: None,
                found_by: None,
                fields: self.fields(
                    Target::Order,
                    &Value::Object(mapped.fields.clone()),
                    Some(mapped),
                    None,
                ),
            });
        }
        documents
    }

    /// What is written to ActiveCampaign, where the job is one of the way back.
    pub(crate) fn written(&self, kind: JobKind) -> Vec<WrittenField> {
        if kind.target() != Vendor::ActiveCampaign {
            return Vec::new();
        }
        let sent = self.pass.sent.iter();
        sent.map(|field| WrittenField {
            document: field.document.clone(),
            name: field.field.clone(),
            value: self.named(field.value.as_deref().unwrap_or_default()),
            rule: field.rule.as_deref().map(|rule| self.written_rule(rule)),
        })
        .collect()
    }

    /// A rule of the way back with its place, or a rule in words.
    fn written_rule(&self, text: &str) -> Rule {
        let mapping = &self.pass.settings.mapping;
        let rules = WrittenTarget::ALL
            .into_iter()
            .flat_map(|target| mapping.written_rules(target).values());
        let found = rules.into_iter().find(|rule| rule.expression == text);
        Rule {
            by: RuleKind::Expression(text.to_owned()),
            place: found.map(|rule| rule.origin.to_string()),
            own: found.is_some_and(|rule| rule.origin.own),
        }
    }

    /// The customer, where none is created: found in eAccounting, or not come so far.
    fn customer_there(&self) -> Option<Document> {
        let seen = &self.pass.trace;
        let mapped = seen.mapped_customer.as_ref();
        let Some(found) = &seen.found else {
            let mapped = mapped?;
            return Some(Document {
                what: Kind::Customer,
                action: Action::Unknown,
                number: None,
                found_by: None,
                fields: self.fields(
                    Target::Customer,
                    &Value::Object(mapped.fields.clone()),
                    Some(mapped),
                    None,
                ),
            });
        };
        let after = found.after.as_ref().unwrap_or(&found.before);
        let rules = self.pass.settings.mapping.rules(Target::Customer);
        // Fields that are set only on creation are left to people afterwards.
        let is_written = |name: &&str| {
            mapped.is_some_and(|mapped| mapped.fields.contains_key(*name))
                && !rules.get(*name).is_some_and(|rule| rule.only_on_create)
        };
        let is_named = |field: &str| {
            rule_name(Target::Customer, field)
                .as_ref()
                .is_some_and(is_written)
        };
        let told: Map<String, Value> = after
            .iter()
            .filter(|(field, value)| is_named(field) || found.before.get(*field) != Some(*value))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        let mut fields = self.fields(Target::Customer, &Value::Object(told), mapped, None);
        for field in &mut fields {
            let before = found.before.get(&field.name).map(text).unwrap_or_default();
            let after = after.get(&field.name).map(text).unwrap_or_default();
            let ours = mapped.and_then(|mapped| mapped.fields.get(&field.name)).map(text);
            if before != after {
                field.was = Some(self.named(&before).to_string());
            } else if ours.is_some_and(|ours| ours != after) {
                field.rule = Some(Rule {
                    by: RuleKind::AsItIs,
                    place: None,
                    own: false,
                });
            }
        }
        let is_changed = found.after.as_ref().is_some_and(|after| *after != found.before);
        Some(Document {
            what: Kind::Customer,
            action: if is_changed { Action::Update } else { Action::Leave },
            number: Some(found.number.clone()),
            found_by: Some(Found {
                number: found.number.clone(),
                by: found.by,
            }),
            fields,
        })
    }

    fn line_of(&self, sku: &str) -> Option<&'a OrderLine> {
        let lines = &self.order?.lines;
        lines
            .iter()
            .find(|line| line.sku.as_deref().is_some_and(|own| own.trim() == sku))
    }

    /// An id's name, where it is known; else the value itself.
    fn named(&self, value: &str) -> FieldValue {
        match self.pass.names.get(value) {
            Some(Name::Read(name)) => FieldValue::Text(name.clone()),
            Some(Name::New(record)) => FieldValue::New(*record),
            None => FieldValue::Text(value.to_owned()),
        }
    }

    /// A document's own fields with their rules, without its rows.
    fn fields(
        &self,
        target: Target,
        body: &Value,
        mapped: Option<&Mapped>,
        line: Option<&OrderLine>,
    ) -> Vec<Field> {
        let mut fields: Vec<Field> = flatten(body)
            .into_iter()
            .filter(|(name, _)| row_of(name).is_none())
            .map(|(name, value)| self.field(target, name, &value, mapped, line))
            .collect();
        // As the mapping names them, which is an order that people know; then what else there is.
        let rules = target_order(target);
        let place = |field: &Field| {
            let rule = rule_name(target, &field.name).unwrap_or(&field.name);
            rules.iter().position(|name| *name == rule).unwrap_or(usize::MAX)
        };
        fields.sort_by_key(place);
        fields
    }

    fn field(
        &self,
        target: Target,
        name: String,
        value: &str,
        mapped: Option<&Mapped>,
        line: Option<&OrderLine>,
    ) -> Field {
        let by_rule = rule_name(target, &name)
            .filter(|rule| mapped.is_some_and(|mapped| mapped.fields.contains_key(*rule)));
        let plan = &self.pass.settings;
        let rule = match by_rule.and_then(|name| plan.mapping.rules(target).get(name)) {
            Some(rule) => Some(Rule {
                by: RuleKind::Expression(rule.expression.clone()),
                place: Some(rule.origin.to_string()),
                own: rule.origin.own,
            }),
            None => planned(target, &name).map(|source| Rule {
                by: RuleKind::Source(source),
                place: None,
                own: false,
            }),
        };
        let made_from = match (by_rule, self.customer, &self.pass.trace.reference) {
            (Some(name), Some(customer), Some(reference)) => {
                plan.mapping
                    .made_from(target, name, customer, self.order, line, &reference.context)
            }
            _ => Vec::new(),
        };
        let cut = mapped.and_then(|mapped| {
            mapped
                .notes
                .iter()
                .find(|note| Some(note.field.as_str()) == by_rule)
        });
        Field {
            value: match (target, name.as_str(), OrderStatus::of(value)) {
                (Target::Order, "Status", Some(status)) => FieldValue::Status(status),
                _ => self.named(value),
            },
            was: None,
            rule,
            made_from,
            note: cut.map(|note| Shortened {
                from: note.from_chars,
                to: note.to_chars,
            }),
            name,
        }
    }

    pub(crate) fn lines(&self) -> Vec<Line> {
        let lines = self.order.map_or(&[][..], |order| &order.lines);
        let book = self.pass.trace.book.as_ref();
        lines
            .iter()
            .zip(1..)
            .map(|(line, number)| Line {
                number,
                sku: line.sku.clone(),
                name: line.name.clone(),
                quantity: line.quantity,
                price: line.price,
                article: self.article(book, line),
            })
            .collect()
    }

    fn article(&self, book: Option<&ArticleBook>, line: &OrderLine) -> ArticleLookUp {
        let sku = line.sku.as_deref().and_then(|sku| sku.trim().parse::<Sku>().ok());
        let (Some(book), Some(sku)) = (book, sku) else {
            return ArticleLookUp::NotDone;
        };
        let Some(article) = book.get(sku.as_str()) else {
            return ArticleLookUp::NotFound;
        };
        ArticleLookUp::Found(LineArticle {
            number: article.number.clone(),
            name: article.name.clone(),
            coding: article.coding.name.clone(),
            rate: article.coding.rate.percent(),
            is_new: self.is_new(&article.id.to_string()),
        })
    }

    fn is_new(&self, id: &str) -> bool {
        // Before it is created, it has none.
        id == Uuid::nil().to_string() || matches!(self.pass.names.get(id), Some(Name::New(_)))
    }

    pub(crate) fn sale(&self) -> Option<Sale> {
        let seen = &self.pass.trace;
        let (order, plan) = (self.order?, seen.sale.as_ref()?);
        let company = seen
            .reference
            .as_ref()
            .and_then(|reference| flows::sale_conversion::company(&reference.company).ok());
        let own = DocumentTotal {
            total: plan.totals.gross,
            vat: plan.totals.vat,
            rounding: Decimal::ZERO,
        };
        let is_net = is_without_vat(order, &self.pass.settings.settings);
        Some(Sale {
            kind: plan.kind,
            convention: seen.convention.clone(),
            reading: plan.reading,
            currency: plan.currency.to_string(),
            includes_vat: plan.totals.includes_vat,
            rows: plan.rows.iter().map(|row| self.row(order, plan, row)).collect(),
            net: plan.totals.net,
            vat: plan.totals.vat,
            gross: plan.totals.gross,
            by_rate: plan
                .totals
                .by_rate
                .iter()
                .map(|(rate, group)| RateTotal {
                    rate: rate.percent(),
                    net: group.net,
                    vat: group.vat,
                })
                .collect(),
            rounding: company.map_or(Decimal::ZERO, |company| {
                document_rounding(&company, plan.currency, plan.totals.gross)
            }),
            shop_total: order.currency.round(own.in_its_terms(order.total, is_net)),
            shop_vat: order.tax,
            notes: plan.notes.clone(),
        })
    }

    fn row(&self, order: &Order, plan: &SalePlan, row: &PlannedRow) -> Row {
        let seen = &self.pass.trace;
        let line = match row.source {
            RowSource::Line(index) => order.lines.get(index),
            _ => None,
        };
        let fields = match (line, &seen.reference) {
            (Some(line), Some(reference)) => {
                let mapped = self
                    .pass
                    .settings
                    .mapping
                    .row(order, line, &reference.context)
                    .unwrap_or_default();
                self.fields(
                    Target::Row,
                    &Value::Object(mapped.fields.clone()),
                    Some(&mapped),
                    Some(line),
                )
            }
            _ => Vec::new(),
        };
        let article = seen.book.as_ref().and_then(|book| book.get(&row.article_number));
        let own_text = fields
            .iter()
            .find(|field| field.name == "Text")
            .map(|field| field.value.to_string());
        Row {
            number: row.line_number,
            of: row.source,
            article: row.article_number.clone(),
            article_rule: self.article_rule(plan, row, line),
            text: own_text.or_else(|| row.text.clone()),
            quantity: row.quantity,
            unit_price: row.unit_price,
            discount: (row.discount_percentage * Decimal::ONE_HUNDRED).normalize(),
            amount: row.amount,
            rate: row.rate.percent(),
            account: row.account,
            coding: article.map(|article| article.coding.name.clone()),
            fields,
        }
    }

    /// What decides a row's article.
    fn article_rule(&self, plan: &SalePlan, row: &PlannedRow, line: Option<&OrderLine>) -> ArticleRule {
        use ArticleSource::Settings;
        let is_fallback = |note: &Note| matches!((note, row.source), (Note::Fallback { line, .. }, RowSource::Line(index)) if *line == index);
        let by = match (row.source, line) {
            _ if plan.notes.iter().any(is_fallback) => Settings(&["articles.fallback"]),
            _ if row.is_text => ArticleSource::TextRow,
            (RowSource::Line(_), Some(line))
                if line.sku.as_deref().is_none_or(|sku| sku.trim().is_empty()) =>
            {
                Settings(&["fees.articles"])
            }
            (RowSource::Line(_), _) => ArticleSource::Sku,
            (RowSource::Shipping, _) => Settings(&["shipping.articles", "shipping.number"]),
            (RowSource::Discount(_), _) => Settings(&["discounts.articles", "discounts.number"]),
            (RowSource::Unlisted, _) => Settings(&["fees.unexplained_article"]),
            (RowSource::Rounding, _) => Settings(&["rounding.article"]),
        };
        ArticleRule {
            by,
            // A row of text has no article, and so no id of one.
            is_new: !row.is_text && self.is_new(&row.article_id.to_string()),
        }
    }
}

/// The fields that the shipped mapping has for a target, in its order.
fn target_order(target: Target) -> Vec<&'static str> {
    let section = format!("[{}]", target.section());
    mapping::DEFAULT_FILE
        .lines()
        .skip_while(|line| *line != section)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('#'))
        .collect()
}
