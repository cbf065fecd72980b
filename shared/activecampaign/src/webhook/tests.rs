use std::time::{Duration, Instant};

use jiff::Timestamp;
use model::{Job, JobKind, Source};
use proptest::prelude::*;

use super::*;

const DEAL_UPDATE: &str = "type=deal_update&date_time=2026-11-23T09%3A03%3A08-06%3A00&initiated_from=admin&list=0\
    &contact%5Bid%5D=27&contact%5Bemail%5D=anna%40example.com&contact%5Bfields%5D%5B1%5D=one\
    &contact%5Bfields%5D%5B39%5D=thirty-nine&deal%5Bid%5D=2&deal%5Bcontactid%5D=27&deal%5Bvalue%5D=100.00\
    &deal%5Bvalue_raw%5D=100&deal%5Borgid%5D=0&deal%5Bfields%5D%5B0%5D%5Bid%5D=7&deal%5Bfields%5D%5B0%5D%5Bkey%5D=PO\
    &deal%5Bfields%5D%5B0%5D%5Bvalue%5D=4711&updated_fields%5B0%5D=title&updated_fields%5B1%5D=stage";

const AUTOMATION: &str = "contact%5Bid%5D=1358&contact%5Bemail%5D=person%40example.com&contact%5Btags%5D=a\
    &contact%5Bfields%5D%5Butm_source%5D=ad&contact%5Bip4%5D=127.0.0.1&seriesid=9";

fn event(query: &str, body: &str) -> Event {
    decode(query, body.as_bytes()).unwrap()
}

fn now() -> Timestamp {
    "2026-11-23T21:00:00Z".parse().unwrap()
}

fn contact(id: &str) -> Source {
    Source::Contact(id.to_owned())
}

#[test]
fn a_deal_update_is_read_whole() {
    let event = event("", DEAL_UPDATE);
    assert_eq!(event.kind, EventKind::DealUpdate);
    assert_eq!(event.occurred_at, Some("2026-11-23T15:03:08Z".parse().unwrap()));
    assert_eq!(event.initiated_from, Some(Initiator::Admin));
    assert_eq!(
        (event.deal_id.as_deref(), event.contact_id.as_deref()),
        (Some("2"), Some("27"))
    );
    assert_eq!(event.updated_fields, ["title", "stage"]);
    assert_eq!(event.deal_fields, [("PO".to_owned(), "4711".to_owned())]);
    assert!(event.lists.is_empty());
    assert_eq!(event.interest(), WebhookAction::Order(Source::Deal("2".into())));
}

#[test]
fn a_number_in_a_key_is_the_number_of_a_field_and_never_a_place_in_an_array() {
    let fields = event("", DEAL_UPDATE).contact_fields;
    assert_eq!(
        fields,
        [
            (FieldRef::Number(1), "one".into()),
            (FieldRef::Number(39), "thirty-nine".into())
        ]
    );
    let fields = event(
        "",
        "type=update&contact[id]=1&contact[fields][VAT_No]=x&contact[fields][007]=y",
    )
    .contact_fields;
    assert_eq!(
        fields,
        [
            (FieldRef::Tag("vat_no".into()), "x".into()),
            (FieldRef::Number(7), "y".into())
        ]
    );
}

#[test]
fn an_automation_is_about_what_its_query_says() {
    let interest = |query: &str| event(query, AUTOMATION).interest();
    assert_eq!(event("", AUTOMATION).kind, EventKind::Automation);
    assert_eq!(interest(""), WebhookAction::Customer(contact("1358")));
    assert_eq!(
        interest("event=contact"),
        WebhookAction::Customer(contact("1358"))
    );
    assert_eq!(
        interest("event=order"),
        WebhookAction::FindOrders(contact("1358"))
    );
    assert_eq!(
        interest("token=x&event=order_created"),
        WebhookAction::FindOrders(contact("1358"))
    );
    assert_eq!(
        interest("event=order&connection=1&order=A%2F7"),
        WebhookAction::Order(Source::Order {
            connection: "1".into(),
            order: "A/7".into()
        })
    );
    assert_eq!(
        interest("event=deal&deal=7"),
        WebhookAction::Order(Source::Deal("7".into()))
    );
    assert_eq!(
        interest("event=deal"),
        WebhookAction::Ignored("the event names no deal")
    );
    assert_eq!(
        interest("event=account&account=3"),
        WebhookAction::Customer(Source::Account("3".into()))
    );
    assert_eq!(
        interest("event=account"),
        WebhookAction::Customer(contact("1358"))
    );
    assert_eq!(
        interest("event=something"),
        WebhookAction::Customer(contact("1358"))
    );
}

#[test]
fn a_shop_may_announce_an_order_with_the_query_alone() {
    let event = event("event=order&connection=1&order=1001", "");
    assert_eq!(event.kind, EventKind::Automation);
    assert_eq!(
        event.interest(),
        WebhookAction::Order("order:1:1001".parse().unwrap())
    );
}

#[test]
fn every_documented_type_is_decided() {
    let body = "contact[id]=1&account[id]=2&deal[id]=3";
    let mut wanted = Vec::new();
    for kind in EventKind::DOCUMENTED {
        let event = event("", &format!("type={}&{body}", kind.as_str()));
        assert_eq!(event.kind, *kind);
        match event.interest() {
            WebhookAction::Ignored(reason) => assert!(!reason.is_empty()),
            WebhookAction::Customer(source)
            | WebhookAction::Order(source)
            | WebhookAction::FindOrders(source) => {
                wanted.push(format!("{} {source}", kind.as_str()));
            }
        }
    }
    assert_eq!(EventKind::DOCUMENTED.len(), 30);
    assert_eq!(
        wanted,
        [
            "subscribe contact:1",
            "unsubscribe contact:1",
            "update contact:1",
            "contact_tag_added contact:1",
            "contact_tag_removed contact:1",
            "account_add account:2",
            "account_update account:2",
            "account_contact_add contact:1",
            "account_contact_update contact:1",
            "deal_add deal:3",
            "deal_update deal:3",
        ]
    );
}

#[test]
fn a_contact_is_found_where_its_block_is_missing() {
    let ids = |body: &str| {
        let event = event("", body);
        (event.contact_id, event.account_id)
    };
    assert_eq!(
        ids("type=account_contact_add&accountContact[contact]=7&accountContact[account]=9"),
        (Some("7".into()), Some("9".into()))
    );
    assert_eq!(
        ids("type=deal_add&deal[id]=1&deal[contactid]=5"),
        (Some("5".into()), None)
    );
}

#[test]
fn the_account_id_of_campaign_events_is_no_account_of_the_crm() {
    let event = event(
        "",
        "type=unsubscribe&contact[id]=5&account_id=998877&list[][id]=3&list[][id]=4&list=0",
    );
    assert_eq!(
        (event.account_id, event.lists),
        (None, vec!["3".to_owned(), "4".to_owned()])
    );
}

#[test]
fn fields_that_are_not_known_are_out_of_the_way() {
    let event = event(
        "",
        "type=update&contact[id]=5&new[thing][0]=x&weird]key[=y&[=z&a[b=c&=nokey&%F0%9F%98%80=smile",
    );
    assert_eq!(event.interest(), WebhookAction::Customer(contact("5")));
}

#[test]
fn a_broken_value_that_is_not_needed_loses_no_event() {
    let event = event(
        "",
        "type=update&contact[id]=5&contact[first_name]=%FF%&contact[fields][1]=%C3",
    );
    assert_eq!(event.interest(), WebhookAction::Customer(contact("5")));
    assert_eq!(event.contact_fields, [(FieldRef::Number(1), "\u{fffd}".into())]);
}

#[test]
fn a_body_that_cannot_be_decoded_is_refused_with_the_place() {
    let refused = |body: &[u8]| decode("", body).unwrap_err();
    assert_eq!(refused(b"\xff\xfe\x00"), DecodeError::NotAForm);
    assert_eq!(refused(b"contact%5=1"), DecodeError::NotAForm);
    assert_eq!(refused(b"%zz=1"), DecodeError::NotAForm);
    assert_eq!(
        refused(b"type=update&contact[id]=%E0%A4%A"),
        DecodeError::Field("contact[id]")
    );
    assert_eq!(
        refused(b"type=update&contact[id]=12x"),
        DecodeError::Field("contact[id]")
    );
    assert_eq!(
        refused(b"type=update&contact[id]=-1"),
        DecodeError::Field("contact[id]")
    );
    assert_eq!(refused(b"type=%FF&contact[id]=1"), DecodeError::Field("type"));
    assert_eq!(
        decode("order=%00", b"").unwrap_err(),
        DecodeError::Field("order in the query")
    );
}

#[test]
fn what_is_not_recognised_is_ignored_and_no_error() {
    for body in [
        "",
        "&&&",
        "hello",
        r#"{"event":"ping","data":{"message":"ping"}}"#,
        "a=b",
    ] {
        let event = event("", body);
        assert_eq!(event.kind, EventKind::Unknown(String::new()), "{body}");
        assert!(event.job(now()).is_none());
    }
    assert_eq!(
        event("", "type=new_thing&contact[id]=1").kind,
        EventKind::Unknown("new_thing".into())
    );
    assert_eq!(
        event("", "type=Anna+Ek&contact[id]=1").kind,
        EventKind::Unknown("other".into())
    );
}

#[test]
fn bounds_hold_and_hostile_bodies_are_refused() {
    let brackets = "[".repeat(256 << 10);
    assert_eq!(decode("", brackets.as_bytes()), Err(DecodeError::KeyTooLong));
    assert_eq!(
        decode("", "a[]".repeat(300).as_bytes()),
        Err(DecodeError::TooDeep)
    );
    assert_eq!(
        decode("", b"a[b][c][d][e][f][g][h][i]=1"),
        Err(DecodeError::TooDeep)
    );
    assert!(decode("", b"a[b][c][d][e][f][g][h]=1").is_ok());
    let keys: String = (0..100_000).map(|i| format!("k{i}=&")).collect();
    assert_eq!(decode("", keys.as_bytes()), Err(DecodeError::TooManyFields));
    let rows: String = (0..20_000).map(|i| format!("deal[fields][{i}][key]=&")).collect();
    assert_eq!(
        decode("", rows.as_bytes()).map(|event| event.deal_fields.len()),
        Ok(20_000)
    );
    assert_eq!(
        decode("", "%".repeat(256 << 10).as_bytes()),
        Err(DecodeError::KeyTooLong)
    );
    let value = format!("type=update&contact[id]=1&x={}", "%".repeat(256 << 10));
    assert!(decode("", value.as_bytes()).is_ok());
}

/// Makes a body of this length.
type Make = fn(usize) -> String;

/// How often times are taken until one pair of them was not disturbed.
const MOST_ROUNDS: u32 = 500;

#[test]
fn the_work_of_decoding_grows_with_the_body_and_not_with_its_square() {
    let made: [(&str, Make); 8] = [
        ("brackets in a value", |length| {
            format!("x={}", "[".repeat(length))
        }),
        ("keys", |length| {
            (0..length / 14).map(|i| format!("k{i:010}=&")).collect()
        }),
        ("one key again and again", |length| {
            "contact[id]=1&".repeat(length / 14)
        }),
        ("fields of a deal", |length| {
            (0..length / 26)
                .map(|i| format!("deal[fields][{i:08}][key]=&"))
                .collect()
        }),
        ("fields of a contact", |length| {
            (0..length / 26)
                .map(|i| format!("contact[fields][{i:08}]=&"))
                .collect()
        }),
        ("broken percent-encoding", |length| {
            "type=update&contact[id]=1&x=".to_owned() + &"%zz%".repeat(length / 4)
        }),
        ("ampersands", |length| "&".repeat(length)),
        ("percent-encoded brackets", |length| {
            "a%5B%5D=%5B&".repeat(length / 12)
        }),
    ];
    for (what, make) in made {
        // As many bytes either way: with the square, the large one would take sixteen times as long.
        let (small, large) = (make(4 << 10), make(64 << 10));
        let time = |body: &str, times: u32| {
            let started = Instant::now();
            for _ in 0..times {
                let _ = std::hint::black_box(decode("", body.as_bytes()));
            }
            started.elapsed()
        };
        // A busy machine only adds to a time, so that the quickest of many is what the work takes. The rounds end as soon as one
        // was left alone; the first ones count in any case, or else a delay of the small one alone would do.
        let mut quickest = (Duration::MAX, Duration::MAX);
        let is_linear = (0..MOST_ROUNDS).any(|round| {
            quickest.0 = quickest.0.min(time(&small, 16));
            quickest.1 = quickest.1.min(time(&large, 1));
            round >= 10 && quickest.1 < quickest.0 * 5
        });
        assert!(is_linear, "{what}: {:?}, then {:?}", quickest.0, quickest.1);
    }
}

#[test]
fn two_deliveries_of_one_event_ask_for_the_same_job() {
    let job = |query: &str, body: &str| event(query, body).job(now()).unwrap();
    let first = job("token=one", DEAL_UPDATE);
    let again: Vec<&str> = DEAL_UPDATE.split('&').rev().collect();
    assert_eq!(job("token=two", &again.join("&")), first);
    assert_eq!(
        (first.kind, first.source.to_string()),
        (JobKind::Order, "deal:2".to_owned())
    );
    assert!(
        first.key.len() <= 128
            && first
                .key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_:".contains(c))
    );
    let later = DEAL_UPDATE.replace("09%3A03%3A08", "09%3A03%3A09");
    assert_ne!(job("", &later).key, first.key);
}

#[test]
fn two_orders_that_one_contact_places_within_a_second_are_two_jobs() {
    let at = |text: &str| -> Job {
        event("event=order", AUTOMATION)
            .job(text.parse().unwrap())
            .unwrap()
    };
    assert_ne!(at("2026-11-23T21:00:01Z").key, at("2026-11-23T21:00:03.4Z").key);
    assert_ne!(
        at("2026-11-23T21:00:01Z").key,
        at("2026-11-23T21:00:01.000001Z").key
    );
    assert!(at("2026-11-23T21:00:01Z").is_undated());
    assert!(!event("", DEAL_UPDATE).job(now()).unwrap().is_undated());
    assert_ne!(
        at("2026-11-23T21:00:01Z").key,
        event("", AUTOMATION).job(now()).unwrap().key
    );
}

#[test]
fn a_job_holds_ids_only() {
    let job = event("", DEAL_UPDATE).job(now()).unwrap();
    assert!(!format!("{job:?}").contains("anna"));
    assert!(!format!("{:?}", event("", DEAL_UPDATE)).contains("thirty-nine"));
}

/// Requests as they are and as they might be: query string, body, and the job.
const REQUESTS: &[(&str, &str, &str)] = &[
    // What no job needs loses no event.
    (
        "",
        "type=update&contact[id]=27&list=Nyhetsbrev",
        "customer contact:27",
    ),
    ("", "type=subscribe&contact[id]=27&list=-1", "customer contact:27"),
    (
        "",
        "type=unsubscribe&contact[id]=27&list[][id]=all&unsubscribe[reason]=%FF",
        "customer contact:27",
    ),
    (
        "",
        "type=deal_update&deal[id]=7&updated_fields[0]=%FF&updated_fields[]=stage",
        "order deal:7",
    ),
    ("", "contact[id]=27&seriesid=nio", "customer contact:27"),
    (
        "event=order",
        "contact[id]=27&seriesid=9.5",
        "find_orders contact:27",
    ),
    (
        "",
        "type=update&contact[id]=27&date_time=0000-00-00+00%3A00%3A00",
        "customer contact:27",
    ),
    (
        "",
        "type=update&contact[id]=27&date_time=i+morgon&initiated_from=robot",
        "customer contact:27",
    ),
    (
        "",
        "type=contact_tag_added&contact[id]=27&tag=%5BVIP%5D%2C+kund",
        "customer contact:27",
    ),
    (
        "",
        "type=contact_tag_removed&contact[id]=27",
        "customer contact:27",
    ),
    // One record has one name.
    ("", "type=update&contact[id]=0027", "customer contact:27"),
    ("", "type=update&contact[id]=+27+", "customer contact:27"),
    ("event=deal&deal=007", "contact[id]=27", "order deal:7"),
    // Nobody is named.
    ("", "type=update", "nothing"),
    ("", "type=update&contact[id]=", "nothing"),
    ("", "type=update&contact[id]=0", "nothing"),
    ("", "type=update&contact[id]=000", "nothing"),
    ("", "type=update&contact[email]=anna%40example.com", "nothing"),
    ("", "type=deal_update&contact[id]=27", "nothing"),
    ("", "type=account_update&contact[id]=27", "nothing"),
    ("event=order", "", "nothing"),
    ("event=order", "seriesid=9", "nothing"),
    ("event=deal", "contact[id]=27", "nothing"),
    ("event=order&connection=1", "", "nothing"),
    // What is told of comes from where it stands.
    (
        "event=order&connection=1&order=%231001",
        "contact[id]=27",
        "order order:1:#1001",
    ),
    (
        "event=order&order=1001",
        "contact[id]=27",
        "find_orders contact:27",
    ),
    ("event=order&contact=27", "", "find_orders contact:27"),
    ("event=Order_Created", "contact[id]=27", "find_orders contact:27"),
    ("EVENT=order", "contact[id]=27", "customer contact:27"),
    ("event=", "contact[id]=27", "customer contact:27"),
    ("event=account&account=5", "contact[id]=27", "customer account:5"),
    ("event=order", "type=update&contact[id]=27", "customer contact:27"),
    (
        "",
        "type=account_contact_add&accountContact[contact]=27&accountContact[account]=5",
        "customer contact:27",
    ),
    (
        "",
        "contact%5Bid%5D=27&contact%5Bfields%5D%5Bcity%5D=Malm%C3%B6",
        "customer contact:27",
    ),
    // Other notations are no form: nothing is guessed from them.
    ("", r#"{"type":"update","contact":{"id":"27"}}"#, "nothing"),
    ("", "<contact><id>27</id></contact>", "nothing"),
    ("", "Type=update&Contact[id]=27", "nothing"),
    ("", "type=contact_deleted&contact[id]=27", "nothing"),
    ("", "type=deal_delete&deal[id]=7", "nothing"),
];

#[test]
fn a_request_is_the_job_of_the_record_that_it_names_or_nothing() {
    for (query, body, wanted) in REQUESTS {
        let event = decode(query, body.as_bytes()).unwrap_or_else(|error| panic!("{query} {body}: {error}"));
        let job = event.job(now()).map_or_else(
            || "nothing".to_owned(),
            |job| format!("{} {}", job.kind.as_str(), job.source),
        );
        assert_eq!(job, *wanted, "{query} {body}");
    }
}

#[test]
fn of_a_scalar_that_comes_twice_the_last_counts() {
    assert_eq!(
        event("", "type=update&contact[id]=1&contact[id]=2")
            .contact_id
            .as_deref(),
        Some("2")
    );
}

fn pair() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("type".to_owned()),
        Just("contact[id]".to_owned()),
        Just("list[][id]".to_owned()),
        (0u32..50).prop_map(|n| format!("contact[fields][{n}]")),
        (0u32..9).prop_map(|n| format!("unknown[{n}][x]")),
    ];
    (key, 1u32..1000).prop_map(|(key, value)| format!("{key}={value}"))
}

proptest! {
    #[test]
    fn the_order_of_fields_does_not_change_the_digest(pairs in prop::collection::vec(pair(), 0..40), turn in 0usize..40) {
        let mut turned = pairs.clone();
        let places = turn % pairs.len().max(1);
        turned.rotate_left(places);
        turned.reverse();
        prop_assert_eq!(event("", &pairs.join("&")).digest, event("", &turned.join("&")).digest);
    }

    #[test]
    fn one_more_field_changes_the_digest(pairs in prop::collection::vec(pair(), 0..20), more in pair()) {
        let before = event("", &pairs.join("&")).digest;
        let after = event("", &format!("{}&{more}", pairs.join("&"))).digest;
        prop_assert_ne!(before, after);
    }

    #[test]
    fn no_bytes_make_it_panic(query in ".*", body in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = decode(&query, &body);
    }

    #[test]
    fn no_form_makes_it_panic(body in r"([\[\]a-c0-9%=&+]|contact|fields|deal|type|list){0,300}") {
        if let Ok(event) = decode(&body, body.as_bytes()) {
            let _ = event.job(now());
        }
    }
}
