//! The findings as CSV (RFC 4180), without personal data. Pure.

use aws::Direction;
use messages::Language;
use rust_decimal::Decimal;

use crate::finding::{Reconciliation, joined};

const HEADER: &str = "class,record,number,placed_at,currency,activecampaign,eaccounting,documents,differences,reason,settings,commands,direction";

const FIELDS: usize = 13;

/// One line for each finding, then one for each order that the settings leave out, of the class `left_out`. Amounts have a
/// point and no unit; times are UTC.
#[must_use]
pub fn csv(reconciliation: &Reconciliation) -> String {
    let mut text = format!("{HEADER}\r\n");
    for finding in &reconciliation.findings {
        let documents: Vec<&str> = finding
            .documents
            .iter()
            .map(|document| document.name.as_str())
            .collect();
        let differences: Vec<String> = finding.differences.iter().map(|found| found.text()).collect();
        let settings: Vec<&str> = finding.settings.iter().map(|line| line.key.as_str()).collect();
        let commands: Vec<String> = finding
            .advice
            .iter()
            .filter_map(|advice| advice.command.as_ref())
            .map(|command| format!("ekobridge {command}"))
            .collect();
        line(
            &mut text,
            &[
                field(finding.class.as_str()),
                field(&finding.record.to_string()),
                field(&finding.number),
                finding.placed_at.map(|at| at.to_string()).unwrap_or_default(),
                field(&finding.currency),
                amount(finding.activecampaign),
                amount(finding.eaccounting),
                field(&documents.join("; ")),
                field(&differences.join("; ")),
                field(&joined(&finding.reason, Language::English)),
                field(&settings.join("; ")),
                field(&commands.join("; ")),
                field(finding.direction.as_str()),
            ],
        );
    }
    let way_back = reconciliation.way_back.iter();
    let back = way_back.flat_map(|back| back.left_out.iter().map(|out| (Direction::ToActiveCampaign, out)));
    let left_out = reconciliation.left_out.iter();
    for (direction, left_out) in left_out.map(|out| (Direction::ToEaccounting, out)).chain(back) {
        let settings: Vec<&str> = left_out.settings.iter().map(|line| line.key.as_str()).collect();
        for record in &left_out.records {
            let mut fields: [String; FIELDS] = Default::default();
            fields[0] = field("left_out");
            fields[1] = field(&record.to_string());
            fields[9] = field(&left_out.reason);
            fields[10] = field(&settings.join("; "));
            fields[12] = field(direction.as_str());
            line(&mut text, &fields);
        }
    }
    text
}

fn line(text: &mut String, fields: &[String; FIELDS]) {
    text.push_str(&fields.join(","));
    text.push_str("\r\n");
}

fn amount(amount: Option<Decimal>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

/// A text in quotes. What a spreadsheet would take for a formula gets an apostrophe before it, since numbers and references
/// come from shops.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
