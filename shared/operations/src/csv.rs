//! A list of the activity log as CSV (RFC 4180), for spreadsheets.

use journal::{Entry, FieldValue};

/// The columns; `read` and `sent` come behind them where personal data is wanted.
const COLUMNS: [&str; 14] = [
    "at",
    "record",
    "job",
    "trigger",
    "direction",
    "outcome",
    "reason",
    "code",
    "remedy",
    "document",
    "document_number",
    "document_id",
    "duration_ms",
    "calls",
];

/// The columns with personal data: what was read and sent, a field a line.
const PERSONAL: [&str; 2] = ["read", "sent"];

/// Attempts of one or several deployments as CSV, with a line of headings. Where a deployment has a label, the first column is
/// `stack`. Without `with_personal_data` it holds ids, codes and texts that name nobody.
#[must_use]
pub fn activity(lists: &[(Option<&str>, Vec<Entry>)], with_personal_data: bool) -> String {
    let has_labels = lists.iter().any(|(label, _)| label.is_some());
    let stack = has_labels.then(|| "stack".to_owned());
    let personal = PERSONAL.iter().filter(|_| with_personal_data);
    let columns = COLUMNS.iter().chain(personal).map(|&column| column.to_owned());
    let mut text = line(stack.into_iter().chain(columns));
    for (label, entries) in lists {
        let stack = has_labels.then(|| label.unwrap_or_default().to_owned());
        for entry in entries {
            let cells = cells(entry, with_personal_data);
            text.push_str(&line(stack.clone().into_iter().chain(cells)));
        }
    }
    text
}

fn cells(entry: &Entry, with_personal_data: bool) -> Vec<String> {
    let problem = entry.problem.as_ref();
    let document = entry.document.as_ref();
    let reason = problem.map(|problem| problem.message.clone());
    let word = |value: Option<&String>| value.cloned().unwrap_or_default();
    let mut cells = vec![
        // RFC 3339 to the second: spreadsheets read no more places.
        entry.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        entry.source.to_string(),
        entry.kind.as_str().to_owned(),
        entry.cause.as_str().to_owned(),
        aws::Direction::of(entry.kind).name().to_owned(),
        entry.outcome.as_str().to_owned(),
        reason.or_else(|| entry.reason.clone()).unwrap_or_default(),
        problem
            .map(|problem| problem.code.to_string())
            .unwrap_or_default(),
        word(problem.map(|problem| &problem.remedy)),
        word(document.map(|document| &document.kind)),
        word(document.and_then(|document| document.number.as_ref())),
        word(document.map(|document| &document.id)),
        entry.duration_ms.to_string(),
        entry.calls.to_string(),
    ];
    if with_personal_data {
        cells.extend([fields(&entry.read), fields(&entry.sent)]);
    }
    cells
}

fn fields(fields: &[FieldValue]) -> String {
    let lines: Vec<String> = fields
        .iter()
        .filter_map(|field| {
            let value = field.value.as_ref()?;
            Some(format!("{}.{} = {value}", field.document, field.field))
        })
        .collect();
    lines.join("\n")
}

/// A line of CSV, with its end.
fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| cell_text(&cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell_text(text: &str) -> String {
    // A spreadsheet takes such a text for a formula, and runs it.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use journal::{Outcome, Recorder, Redaction};
    use model::{Code, JobKind, Problem};

    use super::*;

    fn entry() -> Entry {
        let at = "2026-11-25T08:00:00.123456789Z".parse().unwrap();
        let source = "order:1:1002".parse().unwrap();
        let job = model::Job::of_replay("parked-1", JobKind::Order, &source, at);
        let mut recorder = Recorder::new(&job, at);
        recorder.read("order", "email", Some("anna@example.com"));
        recorder.sent("customer", "Name", Some("Anna \"A\" Lind"), None);
        recorder.problem(Problem::new(
            Code::SKU_UNKNOWN,
            "Order 1002, line 1: no article has the SKU \"X\".",
            "=Create it",
        ));
        recorder.finish(Outcome::Parked, at, &Redaction::default())
    }

    #[test]
    fn an_export_has_no_personal_data_unless_asked_for() {
        let text = activity(&[(None, vec![entry()])], false);
        assert_eq!(
            text,
            "at,record,job,trigger,direction,outcome,reason,code,remedy,document,document_number,document_id,duration_ms,calls\r\n\
             2026-11-25T08:00:00Z,order:1:1002,order,replay,To eAccounting,parked,\"Order 1002, line 1: no article has the SKU \
             \"\"X\"\".\",sku_unknown,'=Create it,,,,0,0\r\n"
        );
        let text = activity(&[(Some("shop"), vec![entry()])], true);
        assert!(
            text.starts_with("stack,at,") && text.contains("\r\nshop,2026-"),
            "{text}"
        );
        for told in [
            "order.email = anna@example.com",
            "customer.Name = Anna \"\"A\"\" Lind",
        ] {
            assert!(text.contains(told), "{text}");
        }
    }
}
