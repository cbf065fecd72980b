use jiff::Timestamp;
use model::{Code, Problem};
use proptest::prelude::*;

use super::bench::job;
use crate::{Document, Entry, FieldValue, LARGEST_ENTRY, Outcome, Recorder, Redaction};

fn at() -> Timestamp {
    "2026-11-23T10:00:00.25Z".parse().unwrap()
}

fn recorder() -> Recorder {
    Recorder::new(&job("order:1:1001"), at())
}

fn finish(recorder: Recorder, redaction: &Redaction) -> Entry {
    recorder.finish(Outcome::Done, at(), redaction)
}

fn values(rows: &[FieldValue]) -> Vec<(&str, Option<&str>, bool)> {
    rows.iter()
        .map(|row| (row.field.as_str(), row.value.as_deref(), row.redacted))
        .collect()
}

#[test]
fn every_value_is_kept_unless_the_settings_say_otherwise() {
    let mut recorder = recorder();
    recorder.sent("customer", "Name", Some("Anna Ek"), None);
    let entry = finish(recorder, &Redaction::default());
    assert_eq!(values(&entry.sent), [("Name", Some("Anna Ek"), false)]);
    assert_eq!(Redaction::default().kept().as_secs(), 14 * 24 * 3600);
}

#[test]
fn what_is_not_sent_after_all_stays_redacted_where_it_was_read() {
    let mut recorder = recorder();
    recorder.read("customer", "phone", Some("070-123 45 67"));
    recorder.sent("customer", "Telephone", Some("070-123 45 67"), None);
    recorder.clear_sent("customer");
    let entry = finish(recorder, &Redaction::new(14, ["telephone"]));
    assert_eq!(values(&entry.read), [("phone", None, true)]);
    assert_eq!(entry.sent, []);
}

#[test]
fn a_field_that_is_not_kept_is_named_without_its_value_wherever_it_is() {
    let mut recorder = recorder();
    recorder.sent(
        "customer",
        "Telephone",
        Some("070-123 45 67"),
        Some("$phone(customer.phone)"),
    );
    recorder.sent("customer", "MobilePhone", Some("070-765 43 21"), None);
    recorder.sent("order", "Rows[3].Text", Some("A shirt"), None);
    recorder.sent("order", "Rows[3].UnitPrice", Some("79.92"), None);
    recorder.sent("order", "DeliveryText", None, None);
    let entry = finish(
        recorder,
        &Redaction::new(14, ["telephone", "text", " deliverytext "]),
    );
    let expected = [
        ("Telephone", None, true),
        ("MobilePhone", Some("070-765 43 21"), false),
        ("Rows[3].Text", None, true),
        ("Rows[3].UnitPrice", Some("79.92"), false),
        ("DeliveryText", None, false),
    ];
    assert_eq!(
        values(&entry.sent),
        expected,
        "an empty field has nothing to hide"
    );
    assert_eq!(entry.sent[0].rule.as_deref(), Some("$phone(customer.phone)"));
    assert!(!serde_json::to_string(&entry).unwrap().contains("123 45 67"));
}

#[test]
fn a_place_in_rows_is_hidden_there_and_not_elsewhere() {
    let redaction = Redaction::new(14, ["Rows.Text"]);
    assert!(redaction.hides("Rows[0].Text") && redaction.hides("rows[12].text"));
    assert!(!redaction.hides("Text") && !redaction.hides("Rows[0].ArticleText"));
}

#[test]
fn a_value_that_is_hidden_in_one_field_is_hidden_where_it_was_read_from() {
    let mut recorder = recorder();
    recorder.read("contact", "phone", Some("070-123 45 67 "));
    recorder.read("contact", "id", Some("12"));
    recorder.sent("customer", "Telephone", Some("070-123 45 67"), None);
    recorder.sent("customer", "TermsOfPayment", Some("30"), None);
    recorder.read("contact", "days", Some("30"));
    let entry = finish(recorder, &Redaction::new(14, ["Telephone", "TermsOfPayment"]));
    let expected = [
        ("phone", None, true),
        ("id", Some("12"), false),
        ("days", Some("30"), false),
    ];
    assert_eq!(values(&entry.read), expected, "short values are equal by chance");
}

#[test]
fn what_is_left_out_for_size_is_said() {
    let mut recorder = recorder();
    recorder.sent("order", "Note", Some(&"x".repeat(5_000)), None);
    for n in 0..900 {
        recorder.read("order", &format!("Rows[{n}]"), Some(&"y".repeat(1_000)));
    }
    recorder.step(at(), "create", "Created.", true);
    let entry = finish(recorder, &Redaction::default());
    assert_eq!(
        entry.sent[0].value.as_ref().map(|value| value.chars().count()),
        Some(2_001)
    );
    let (kept, note) = (entry.read.len(), entry.truncated.as_deref().unwrap());
    assert!((200..300).contains(&kept), "{kept}");
    assert_eq!(
        note,
        format!(
            "The entry was too large: 1 long texts are shortened, {} fields are left out.",
            900 - kept
        )
    );
    assert_eq!(entry.read[0].field, "Rows[0]", "the first are kept");
    assert_eq!((entry.sent.len(), entry.steps.len()), (1, 1));
}

#[test]
fn debug_shows_no_value() {
    let mut recorder = recorder();
    recorder.read("contact", "email", Some("anna@example.com"));
    recorder.sent("customer", "Name", Some("Anna Ek"), None);
    let shown = format!("{recorder:?}");
    assert!(!shown.contains("anna") && !shown.contains("Anna"), "{shown}");
    let shown = format!("{:#?}", finish(recorder, &Redaction::default()));
    assert!(!shown.contains("anna") && !shown.contains("Anna"), "{shown}");
    assert!(
        shown.contains("\"email\"") && shown.contains("\"Name\""),
        "{shown}"
    );
}

#[test]
fn the_position_sorts_by_time_whatever_its_fraction() {
    let mut positions = Vec::new();
    for at in [
        "2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.000001Z",
        "2026-11-23T10:00:00.5Z",
        "2026-11-23T10:00:01Z",
    ] {
        positions.push(
            recorder()
                .finish(Outcome::Done, at.parse().unwrap(), &Redaction::default())
                .position(),
        );
    }
    assert!(positions.is_sorted(), "{positions:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_is_never_too_large(
        rows in prop::collection::vec((any::<char>(), 0..4_000_usize, any::<bool>()), 0..400),
        steps in prop::collection::vec((any::<char>(), 0..4_000_usize), 0..300),
        text in (any::<char>(), 0..4_000_usize),
    ) {
        let fill = |(c, times): (char, usize)| c.to_string().repeat(times);
        let mut recorder = recorder();
        for (c, times, read) in rows {
            let value = fill((c, times));
            if read { recorder.read(&value, &value, Some(&value)) } else { recorder.sent("order", "Note", Some(&value), Some(&value)) }
        }
        for step in steps {
            recorder.step(at(), "step", fill(step), true);
        }
        recorder.reason(fill(text));
        recorder.problem(Problem::new(Code::VALUE_INVALID, fill(text), fill(text)));
        recorder.document(Document { kind: fill(text), id: fill(text), number: Some(fill(text)) });
        recorder.subject(fill(text));
        let entry = finish(recorder, &Redaction::default());
        let json = serde_json::to_string(&entry).unwrap();
        prop_assert!(json.len() <= LARGEST_ENTRY, "{}", json.len());
        prop_assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), entry);
    }
}
