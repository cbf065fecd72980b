//! The findings as a page to print, without scripts, without anything from elsewhere, and without personal data. Pure.

use std::fmt::{Display, Write as _};

use aws::Direction;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Language;
use model::Source;
use rust_decimal::Decimal;

use crate::finding::{Class, Finding, LeftOut, Reconciliation, Sum};
use crate::words::Words;

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
    pub language: Language,
    /// The zone of its times.
    pub zone: &'a TimeZone,
    /// The suffix of its commands, such as ` --stack shop`.
    pub command_suffix: &'a str,
    /// The address of a record's page, where there is one.
    pub link: &'a dyn Fn(&Source) -> Option<String>,
}

impl View<'_> {
    fn words(&self) -> Words {
        Words::of(self.language)
    }
}

/// A whole page. `deployment` names what was compared, such as \"the stack shop\".
#[must_use]
pub fn page(reconciliation: &Reconciliation, deployment: &str, view: &View<'_>) -> String {
    let title = escape(&view.words().texts.page_title(deployment));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n{}</body>\n</html>\n",
        view.language.tag(),
        body(reconciliation, view)
    )
}

/// What a page of the console shows: headings of the second level, tables and paragraphs, without a page around them. Its
/// classes are `n` (numbers), `dim`, `ok` and `off`.
#[must_use]
pub fn body(reconciliation: &Reconciliation, view: &View<'_>) -> String {
    let words = view.words();
    let (texts, zone) = (words.texts, view.zone);
    let mut html = String::new();
    let period = texts.page_period(
        time(reconciliation.made_at, zone),
        time(reconciliation.since, zone),
        time(reconciliation.until, zone),
    );
    let _ = writeln!(html, "<p>{period}</p>");
    let (class, verdict) = match reconciliation.findings.len() {
        0 => ("ok", texts.all_agree()),
        count => ("off", texts.disagree(count)),
    };
    let agree = texts.orders_agree(reconciliation.sales, reconciliation.matched);
    let _ = writeln!(html, "<p class=\"{class}\">{verdict}</p>\n<p>{agree}</p>");
    sums(&mut html, &reconciliation.sums, words);
    classes(&mut html, reconciliation, Direction::ToEaccounting, view);
    left_out(&mut html, &reconciliation.left_out, words);
    if let Some(way_back) = &reconciliation.way_back {
        let _ = writeln!(
            html,
            "<h2>{}</h2>\n<p>{}</p>",
            texts.way_back(),
            texts.sales_agree(way_back.sales, way_back.matched)
        );
        sums(&mut html, &way_back.sums, words);
        classes(&mut html, reconciliation, Direction::ToActiveCampaign, view);
        left_out(&mut html, &way_back.left_out, words);
    }
    for remark in words.remarks(reconciliation) {
        let _ = writeln!(html, "<p class=\"dim\">{}</p>", escape(&remark));
    }
    html
}

fn classes(html: &mut String, reconciliation: &Reconciliation, direction: Direction, view: &View<'_>) {
    for class in Class::ALL {
        let of_class: Vec<&Finding> = reconciliation.of(direction, class).collect();
        if !of_class.is_empty() {
            findings(html, class, &of_class, view);
        }
    }
}

/// The head of a table: each column with whether it has numbers.
fn head(columns: &[(&str, bool)]) -> String {
    let cells: String = columns
        .iter()
        .map(|(name, is_number)| {
            let class = if *is_number { " class=\"n\"" } else { "" };
            format!("<th scope=\"col\"{class}>{name}</th>")
        })
        .collect();
    format!("<thead><tr>{cells}</tr></thead>\n<tbody>\n")
}

fn sums(html: &mut String, sums: &[Sum], words: Words) {
    if sums.is_empty() {
        return;
    }
    let texts = words.texts;
    let _ = write!(
        html,
        "<table class=\"stack\">\n<caption>{}</caption>\n{}",
        texts.caption_sums(),
        head(&[
            (&texts.column_currency(), false),
            (&texts.column_orders(), true),
            ("ActiveCampaign", true),
            ("eAccounting", true),
            (&texts.column_difference(), true),
        ])
    );
    for sum in sums {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th>{}{}{}{}</tr>",
            escape(&sum.currency),
            number(&texts.column_orders(), sum.sales),
            number("ActiveCampaign", sum.activecampaign),
            number("eAccounting", sum.eaccounting),
            number(&texts.column_difference(), sum.difference())
        );
    }
    html.push_str("</tbody>\n</table>\n");
}

/// A cell with a number. Where the console has no room for columns, the label stands before it.
fn number(label: &str, value: impl Display) -> String {
    format!("<td class=\"n\" data-label=\"{}\">{value}</td>", escape(label))
}

fn findings(html: &mut String, class: Class, findings: &[&Finding], view: &View<'_>) {
    let words = view.words();
    let texts = words.texts;
    let _ = write!(
        html,
        "<h2>{} ({})</h2>\n<table class=\"stack\">\n{}",
        words.class(class),
        findings.len(),
        head(&[
            (&texts.column_order(), false),
            ("ActiveCampaign", true),
            ("eAccounting", true),
            (&texts.column_what_differs(), false),
            (&texts.column_what_to_do(), false),
        ])
    );
    for finding in findings {
        row(html, finding, view);
    }
    html.push_str("</tbody>\n</table>\n");
}

fn row(html: &mut String, finding: &Finding, view: &View<'_>) {
    let words = view.words();
    let amount = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |amount| amount.to_string());
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
        let _ = write!(html, "<p>{}</p>", escape(&capitalized(&words.document(document))));
    }
    for difference in &finding.differences {
        let _ = write!(
            html,
            "<p>{}.</p>",
            escape(&capitalized(&words.difference(difference)))
        );
    }
    let _ = write!(html, "<p>{}</p>", with_code(&words.reason(finding)));
    if let Some(english) = words.in_english(finding) {
        let english = format!("<span lang=\"en\">{}</span>", with_code(&english));
        let _ = write!(html, "<p>{}</p>", words.label_english(&english));
    }
    for line in &finding.settings {
        let _ = write!(
            html,
            "<p class=\"dim\">{} <code>{}</code>, {}</p>",
            words.setting(),
            escape(&line.key),
            with_code(&words.place(line))
        );
    }
    html.push_str("</td><td>");
    for (text, command) in words.advice(finding) {
        let _ = write!(html, "<p>{}", with_code(&text));
        if let Some(command) = command {
            let command = format!("{command}{}", view.command_suffix);
            let _ = write!(html, " <code>ekobridge {}</code>", escape(&command));
        }
        html.push_str("</p>");
    }
    html.push_str("</td></tr>\n");
}

/// The record's name, with a link to its page where there is one.
fn record(record: &Source, view: &View<'_>) -> String {
    let name = format!("<code>{}</code>", escape(&record.to_string()));
    match (view.link)(record) {
        Some(address) => format!("<a href=\"{}\">{name}</a>", escape(&address)),
        None => name,
    }
}

fn left_out(html: &mut String, left_out: &[LeftOut], words: Words) {
    if left_out.is_empty() {
        return;
    }
    let texts = words.texts;
    let _ = write!(
        html,
        "<h2>{}</h2>\n<table class=\"stack\">\n{}",
        texts.left_out(),
        head(&[(&texts.column_reason(), false), (&texts.column_orders(), true)])
    );
    for left_out in left_out {
        let (reason, lang) = match words.left_out(left_out) {
            Some(reason) => (reason, ""),
            None => (left_out.reason.to_string(), " lang=\"en\""),
        };
        let _ = writeln!(
            html,
            "<tr><td{lang}>{}</td>{}</tr>",
            escape(&capitalized(&reason)),
            number(&texts.column_orders(), left_out.records.len())
        );
    }
    html.push_str("</tbody>\n</table>\n");
}

fn capitalized(text: &str) -> String {
    engine::capitalized(text)
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// A text whose commands and settings are in backquotes, as HTML: these as code, and everything escaped. A backquote without a
/// second one stays as it is.
#[must_use]
pub fn with_code(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('`')
        && let Some((inside, after)) = from.split_once('`')
    {
        let _ = write!(html, "{}<code>{}</code>", escape(before), escape(inside));
        rest = after;
    }
    html.push_str(&escape(rest));
    html
}

/// A text as HTML: numbers, references and reasons may have any characters.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_backquotes_is_code_and_everything_is_escaped() {
        for (text, html) in [
            (
                "run `ekobridge connect`: now",
                "run <code>ekobridge connect</code>: now",
            ),
            ("`a` and `b`", "<code>a</code> and <code>b</code>"),
            ("a ` alone", "a ` alone"),
            ("`<b>` & <i>", "<code>&#60;b&#62;</code> &#38; &#60;i&#62;"),
        ] {
            assert_eq!(with_code(text), html);
        }
    }
}
