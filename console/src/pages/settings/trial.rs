//! Previews one record with a draft of settings.

use std::sync::Arc;

use flows::CompiledSettings;
use ledger::State;
use messages::Messages;
use model::{JobKind, Problem, Source};
use preview::Preview;

use crate::preview_words::PreviewWords;
use crate::view::Told;
use crate::visit::Visit;

/// A record with the settings in force and with the draft. Holds personal data.
pub(super) struct Trial {
    pub(super) record: String,
    pub(super) outcome_before: String,
    pub(super) text_before: String,
    pub(super) outcome_now: String,
    pub(super) text_now: String,
    /// Whether it was sent, so that a job would do nothing whatever the settings are.
    pub(super) is_sent: bool,
    /// The calls with the settings in force and with the draft, in words; none where they are the same.
    pub(super) calls: Option<(String, String)>,
    /// The problems with the draft.
    pub(super) problems: Vec<Told>,
    /// The fields that differ.
    pub(super) rows: Vec<Row>,
    /// How many fields are the same.
    pub(super) same: usize,
}

/// A field that the draft changes.
pub(super) struct Row {
    pub(super) document: String,
    pub(super) field: String,
    pub(super) before: String,
    pub(super) now: String,
    pub(super) rule: String,
}

/// Previews a record with both settings. Writes nothing.
pub(super) async fn try_on(
    visit: &Visit,
    source: &Source,
    draft: CompiledSettings,
) -> Result<Trial, Problem> {
    let flows = visit.worker().flows().await?;
    let kind = JobKind::of(source);
    let before = Box::pin(preview::preview(&flows, source, kind)).await;
    let now = Box::pin(preview::preview_with(&flows, Arc::new(draft), source, kind)).await;
    Ok(compare(visit.text, source, &before, now))
}

fn compare(text: &Messages, source: &Source, before: &Preview, now: Preview) -> Trial {
    let words = PreviewWords::of(text.language());
    let (fields_before, fields_now) = (fields(text, before), fields(text, &now));
    let find = |fields: &[Flat], of: &Flat| {
        fields
            .iter()
            .find(|field| field.document == of.document && field.name == of.name)
            .map(|field| field.value.clone())
    };
    let mut rows = Vec::new();
    let mut same = 0;
    for field in &fields_now {
        let old = find(&fields_before, field);
        if old.as_ref() == Some(&field.value) {
            same += 1;
            continue;
        }
        rows.push(Row {
            document: field.document.clone(),
            field: field.name.clone(),
            before: old.unwrap_or_default(),
            now: field.value.clone(),
            rule: field.rule.clone(),
        });
    }
    for field in fields_before {
        if find(&fields_now, &field).is_none() {
            rows.push(Row {
                document: field.document,
                field: field.name,
                before: field.value,
                now: String::new(),
                rule: String::new(),
            });
        }
    }
    let (calls_before, calls_now) = (calls(words, before), calls(words, &now));
    Trial {
        is_sent: now.as_if_sent && now.known.as_ref().is_some_and(|known| known.state == State::Done),
        calls: (calls_before != calls_now).then_some((calls_before, calls_now)),
        record: source.to_string(),
        outcome_before: verdict(text, before),
        text_before: words.end_and_detail(&before.outcome.end),
        outcome_now: verdict(text, &now),
        text_now: words.end_and_detail(&now.outcome.end),
        problems: now
            .problems
            .iter()
            .map(|problem| Told::of(text, problem))
            .collect(),
        rows,
        same,
    }
}

/// What would be called, in order.
fn calls(words: PreviewWords, preview: &Preview) -> String {
    let calls = match preview.calls.as_slice() {
        [] => &preview.calls_if_sent,
        calls => calls,
    };
    let calls: Vec<String> = calls.iter().map(|call| words.effect(call.what)).collect();
    calls.join(", ")
}

fn verdict(text: &Messages, preview: &Preview) -> String {
    match preview.outcome.verdict {
        "done" => text.outcome_sent(),
        "skipped" => text.outcome_skipped(),
        "parked" => text.outcome_parked(),
        _ => text.outcome_later(),
    }
}

/// A field wherever it is: of a document, of a row, or a total.
struct Flat {
    document: String,
    name: String,
    value: String,
    rule: String,
}

fn fields(text: &Messages, preview: &Preview) -> Vec<Flat> {
    let words = PreviewWords::of(text.language());
    let mut all = Vec::new();
    for document in &preview.documents {
        for field in &document.fields {
            all.push(Flat {
                document: words.kind(document.what),
                name: field.name.clone(),
                value: words.value(&field.value),
                rule: field
                    .rule
                    .as_ref()
                    .map(|rule| words.rule(&rule.by))
                    .unwrap_or_default(),
            });
        }
    }
    let Some(sale) = &preview.sale else { return all };
    for row in &sale.rows {
        let mut of_row = |name: &str, value: String, rule: &str| {
            all.push(Flat {
                document: text.settings_preview_row(row.number.to_string()),
                name: name.to_owned(),
                value,
                rule: rule.to_owned(),
            });
        };
        let rule = words.article_rule(row.article_rule);
        of_row("ArticleNumber", row.article.clone(), &rule);
        // A rule's own text is among the fields.
        if !row.fields.iter().any(|field| field.name == "Text") {
            of_row("Text", row.text.clone().unwrap_or_default(), "");
        }
        of_row("Quantity", row.quantity.normalize().to_string(), "");
        of_row("UnitPrice", row.unit_price.normalize().to_string(), "");
        of_row("DiscountPercentage", row.discount.normalize().to_string(), "");
        of_row("VatRate", row.rate.normalize().to_string(), "");
        of_row("Account", row.account.to_string(), "");
        of_row("Amount", row.amount.normalize().to_string(), "");
        for field in &row.fields {
            let rule = field.rule.as_ref().map(|rule| words.rule(&rule.by));
            of_row(&field.name, words.value(&field.value), &rule.unwrap_or_default());
        }
    }
    let totals = [
        (text.record_net(), sale.net),
        (text.record_vat(), sale.vat),
        (text.record_total(), sale.gross),
    ];
    for (name, value) in totals {
        all.push(Flat {
            document: text.record_total(),
            name,
            value: format!("{value:.2} {}", sale.currency),
            rule: String::new(),
        });
    }
    all
}
