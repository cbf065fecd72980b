//! The findings as a page to print, without scripts, without anything from elsewhere, and without personal data. Pure.

use std::fmt::{Display, Write as _};

use aws::Direction;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Messages;
use model::Source;
use rust_decimal::Decimal;

use crate::finding::{Class, Finding, LeftOut, Reconciliation, Sum};

const STYLE: &str = "\
body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}p{margin:.25rem 0}\
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;margin:.5rem 0}\
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #c9c9c9}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
code{font:12px ui-monospace,monospace;overflow-wrap:anywhere}.dim{color:#555}.ok{color:#14682a}.off{color:#a11212}\
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}h2{break-after:avoid}}";

/// How a result is shown.
pub struct View<'a> {
    /// The reader's language.
    pub text: &'a Messages,
    /// The zone of its times.
    pub zone: &'a TimeZone,
    /// The suffix of its commands, such as ` --stack shop`.
    pub command_suffix: &'a str,
    /// The address of a record's page, where there is one.
    pub link: &'a dyn Fn(&Source) -> Option<String>,
}

/// A whole page. `deployment` names what was compared, such as \"the stack shop\".
#[must_use]
pub fn page(reconciliation: &Reconciliation, deployment: &str, view: &View<'_>) -> String {
    let text = view.text;
    let title = escape(&text.reconciliation_title(deployment));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{}</body>\n</html>\n",
        text.language().tag(),
        body(reconciliation, view)
    )
}

/// What a page of the console shows: headings of the second level, tables and paragraphs, without a page around them. Its
/// classes are `n` (numbers), `dim`, `ok` and `off`. What a finding says in detail is in English.
#[must_use]
pub fn body(reconciliation: &Reconciliation, view: &View<'_>) -> String {
    let View { text, zone, .. } = *view;
    let mut html = String::new();
    let compared = text.reconciliation_compared(
        time(reconciliation.made_at, zone),
        time(reconciliation.since, zone),
        time(reconciliation.until, zone),
    );
    let count = reconciliation.findings.len();
    let (class, verdict) = match count {
        0 => ("ok", text.reconciliation_agree()),
        _ => ("off", text.reconciliation_disagree(count)),
    };
    let matched = text.reconciliation_matched(reconciliation.matched, reconciliation.sales);
    let _ = writeln!(
        html,
        "<p>{compared}</p>\n<p class=\"{class}\">{verdict}</p>\n<p>{matched}</p>"
    );
    sums(&mut html, &reconciliation.sums, text);
    classes(&mut html, reconciliation, Direction::ToEaccounting, view);
    left_out(&mut html, &reconciliation.left_out, text);
    if let Some(way_back) = &reconciliation.way_back {
        let _ = writeln!(
            html,
            "<h2>{}</h2>\n<p>{}</p>",
            text.reconciliation_way_back(),
            text.reconciliation_matched_sales(way_back.matched, way_back.sales)
        );
        sums(&mut html, &way_back.sums, text);
        classes(&mut html, reconciliation, Direction::ToActiveCampaign, view);
        left_out(&mut html, &way_back.left_out, text);
    }
    notes(&mut html, reconciliation);
    html
}

/// In which way the systems disagree, in the reader's language.
#[must_use]
pub fn class_in_words(class: Class, text: &Messages) -> String {
    match class {
        Class::MissingInEaccounting => text.class_missing_in_eaccounting(),
        Class::MissingInActiveCampaign => text.class_missing_in_activecampaign(),
        Class::SentTwice => text.class_sent_twice(),
        Class::Different => text.class_different(),
        Class::RefundedOnOneSide => text.class_refunded_on_one_side(),
    }
}

fn classes(html: &mut String, reconciliation: &Reconciliation, direction: Direction, view: &View<'_>) {
    for class in Class::ALL {
        let of_class: Vec<&Finding> = reconciliation.of(direction, class).collect();
        if !of_class.is_empty() {
            findings(html, class, &of_class, view);
        }
    }
}

fn sums(html: &mut String, sums: &[Sum], text: &Messages) {
    if sums.is_empty() {
        return;
    }
    let _ = writeln!(
        html,
        "<table class=\"stack\">\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">ActiveCampaign</th>\
         <th scope=\"col\" class=\"n\">eAccounting</th><th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>",
        text.reconciliation_sums(),
        text.column_currency(),
        text.column_orders(),
        text.column_difference()
    );
    for sum in sums {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th>{}{}{}{}</tr>",
            escape(&sum.currency),
            number(&text.column_orders(), sum.sales),
            number("ActiveCampaign", sum.activecampaign),
            number("eAccounting", sum.eaccounting),
            number(&text.column_difference(), sum.difference())
        );
    }
    html.push_str("</tbody>\n</table>\n");
}

/// A cell with a number. Where the console has no room for columns, the label stands before it.
fn number(label: &str, value: impl Display) -> String {
    format!("<td class=\"n\" data-label=\"{}\">{value}</td>", escape(label))
}

fn findings(html: &mut String, class: Class, findings: &[&Finding], view: &View<'_>) {
    let text = view.text;
    let _ = writeln!(
        html,
        "<h2>{} ({})</h2>\n<table class=\"stack\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">ActiveCampaign</th>\
         <th scope=\"col\" class=\"n\">eAccounting</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>",
        class_in_words(class, text),
        findings.len(),
        text.column_order(),
        text.column_what_differs(),
        text.record_what_to_do()
    );
    let amount = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |amount| amount.to_string());
    for finding in findings {
        let placed = finding
            .placed_at
            .map(|at| time(at, view.zone))
            .unwrap_or_default();
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}<br>{}<br><span class=\"dim\">{placed}</span></th>{}{}<td>",
            escape(&finding.number),
            record(&finding.record, view),
            number(
                "ActiveCampaign",
                format_args!("{} {}", amount(finding.activecampaign), escape(&finding.currency))
            ),
            number("eAccounting", amount(finding.eaccounting)),
        );
        for document in &finding.documents {
            let _ = write!(
                html,
                "<p lang=\"en\">{}</p>",
                escape(&capitalized(&document.name))
            );
        }
        for difference in &finding.differences {
            let _ = write!(
                html,
                "<p>{}.</p>",
                escape(&capitalized(&difference.in_words(text)))
            );
        }
        let _ = write!(html, "<p lang=\"en\">{}</p>", escape(&finding.reason));
        for line in &finding.settings {
            let file = match line.is_default {
                true => text.settings_shipped(),
                false => line.file.clone(),
            };
            let place = line
                .line
                .map_or(file.clone(), |number| format!("{file}:{number}"));
            let _ = write!(
                html,
                "<p class=\"dim\">{} <code>{}</code>, {}</p>",
                text.record_setting(),
                escape(&line.key),
                escape(&place)
            );
        }
        html.push_str("</td><td lang=\"en\">");
        for advice in &finding.advice {
            let _ = write!(html, "<p>{}", escape(&advice.text));
            if let Some(command) = &advice.command {
                let _ = write!(
                    html,
                    " <code>ekobridge {}</code>",
                    escape(&format!("{command}{}", view.command_suffix))
                );
            }
            html.push_str("</p>");
        }
        html.push_str("</td></tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

/// The record's name, with a link to its page where there is one.
fn record(record: &Source, view: &View<'_>) -> String {
    let name = format!("<code>{}</code>", escape(&record.to_string()));
    match (view.link)(record) {
        Some(address) => format!("<a href=\"{}\">{name}</a>", escape(&address)),
        None => name,
    }
}

fn left_out(html: &mut String, left_out: &[LeftOut], text: &Messages) {
    if left_out.is_empty() {
        return;
    }
    let _ = writeln!(
        html,
        "<h2>{}</h2>\n<table class=\"stack\">\n<thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\" class=\"n\">{}</th></tr></thead>\n<tbody>",
        text.reconciliation_left_out(),
        text.column_reason(),
        text.column_orders()
    );
    for left_out in left_out {
        let _ = writeln!(
            html,
            "<tr><td lang=\"en\">{}</td>{}</tr>",
            escape(&capitalized(&left_out.reason)),
            number(&text.column_orders(), left_out.records.len())
        );
    }
    html.push_str("</tbody>\n</table>\n");
}

fn notes(html: &mut String, reconciliation: &Reconciliation) {
    for note in reconciliation.remarks() {
        let _ = writeln!(html, "<p class=\"dim\" lang=\"en\">{}</p>", escape(&note));
    }
}

fn capitalized(text: &str) -> String {
    engine::capitalized(text)
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// A text as HTML: numbers, references and reasons may have any characters.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
