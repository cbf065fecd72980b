//! Every alarm is evaluated with the metrics that functions emit and AWS documents: it goes off when it should, and
//! missing data never ends it.

use std::collections::BTreeSet;

use aws::telemetry::{self, metric};
use tests::alarm::{Alarm, DOCUMENTED, Datapoint, State, documented, embedded, on_dashboard};
use tests::template::{Template, items, text};

const FUNCTIONS: [&str; 4] = ["WebhookIngest", "CustomerPush", "OrderPush", "OfferPoller"];

/// The metrics of each function.
const COUNTED: [(&str, &[&str]); 4] = [
    (
        "WebhookIngest",
        &[
            metric::WEBHOOKS_QUEUED,
            metric::WEBHOOKS_IGNORED,
            metric::WEBHOOKS_REFUSED,
            metric::WEBHOOKS_FAILED,
        ],
    ),
    ("CustomerPush", JOBS),
    ("OrderPush", JOBS),
    ("OfferPoller", &[metric::POLL_SUCCEEDED, metric::RECORDS_PARKED]),
];

const JOBS: &[&str] = &[
    metric::JOBS_DONE,
    metric::JOBS_SKIPPED,
    metric::JOBS_PARKED,
    metric::JOBS_RETRIED,
];

/// Values by minute, of a metric of a function or a queue.
struct Case {
    alarm: String,
    data: Vec<Datapoint>,
    /// Expected states at the end of the periods that contain these minutes.
    expected: Vec<(u64, State)>,
}

/// The log line format of `webhook-ingest` and the other functions.
fn emitted(name: &'static str, function: &str, minute: u64, value: u64) -> Vec<Datapoint> {
    embedded(&telemetry::line(function, minute * 60_000, &[(name, value)]))
}

fn case(alarm: &str, expected: &[(u64, State)], data: Vec<Datapoint>) -> Case {
    Case {
        alarm: alarm.to_owned(),
        data,
        expected: expected.to_vec(),
    }
}

/// At least one case for each alarm, with the template's defaults.
fn cases() -> Vec<Case> {
    use State::{Alarm, InsufficientData, Ok};
    let mut cases = Vec::new();
    for queue in ["Orders", "Customers", "Backlog"] {
        let dead = format!("{queue}DeadLetters.QueueName");
        let depth =
            |minute: u64, value| documented("ApproximateNumberOfMessagesVisible", &dead, minute * 60, value);
        // After six hours without activity SQS reports nothing, although the message is still there.
        cases.push(case(
            &format!("{queue}DeadLettersAlarm"),
            &[(0, Ok), (1, Alarm), (400, Alarm), (900, Alarm), (901, Ok)],
            vec![depth(0, 0), depth(1, 1), depth(2, 1), depth(901, 0)],
        ));
        let live = format!("{queue}Queue.QueueName");
        let age = |minute: u64, value| documented("ApproximateAgeOfOldestMessage", &live, minute * 60, value);
        cases.push(case(
            &format!("{queue}OldestMessageAlarm"),
            &[(4, Ok), (9, Alarm), (699, Alarm), (704, Ok)],
            vec![age(4, 3_600), age(9, 100_000), age(704, 0)],
        ));
    }
    let parked = |minute, value| emitted(metric::RECORDS_PARKED, "OfferPoller", minute, value);
    cases.push(case(
        "RecordsParkedAlarm",
        &[(4, Ok), (9, Alarm), (59, Alarm), (64, Ok)],
        [parked(4, 0), parked(9, 3), parked(64, 0)].concat(),
    ));
    let polled = |minute| emitted(metric::POLL_SUCCEEDED, "OfferPoller", minute, 1);
    cases.push(case(
        "PollerAlarm",
        &[(12, Ok), (29, Ok), (34, Alarm), (59, Alarm), (61, Ok)],
        [polled(2), polled(7), polled(12), polled(17), polled(61)].concat(),
    ));
    // A schedule that has never succeeded counts as missing too.
    cases.push(case("PollerAlarm", &[(14, Alarm)], Vec::new()));
    for (alarm, name, few, many) in [
        ("WebhooksLostAlarm", "Url5xxCount", 0, 1),
        ("WebhooksRefusedAlarm", "Url4xxCount", 3, 20),
        ("WebhooksManyAlarm", "UrlRequestCount", 500, 3_000),
    ] {
        let count = |minute: u64, value| documented(name, "WebhookIngest", minute * 60, value);
        cases.push(case(
            alarm,
            &[(3, Ok), (8, Alarm), (13, Ok)],
            vec![count(3, few), count(8, many)],
        ));
    }
    for function in FUNCTIONS {
        let of = |name: &str, minute: u64, value| documented(name, function, minute * 60, value);
        // If nothing runs, nothing is reported, and the alarm stays until a run succeeds.
        cases.push(case(
            &format!("{function}ErrorsAlarm"),
            &[(3, Ok), (8, Alarm), (299, Alarm), (303, Ok)],
            vec![of("Errors", 3, 0), of("Errors", 8, 1), of("Errors", 303, 0)],
        ));
        let limit = if function == "WebhookIngest" {
            10_000
        } else {
            90_000
        };
        cases.push(case(
            &format!("{function}DurationAlarm"),
            &[(3, Ok), (8, Alarm), (19, Alarm), (23, Ok)],
            vec![
                of("Duration", 3, limit / 2),
                of("Duration", 8, limit - limit / 10),
                of("Duration", 23, 90),
            ],
        ));
        let throttled: Vec<_> = (6..20).map(|minute| of("Throttles", minute, 2)).collect();
        let expected: &[_] = match function {
            "CustomerPush" | "OrderPush" => &[(4, InsufficientData), (13, Ok), (18, Alarm), (23, Ok)],
            _ => &[(4, Ok), (8, Alarm), (18, Alarm), (23, Ok)],
        };
        cases.push(case(&format!("{function}ThrottlesAlarm"), expected, throttled));
    }
    let refused = |minute: u64| documented("WriteThrottleEvents", "LedgerTable", minute * 60, 2);
    cases.push(case(
        "LedgerThrottlesAlarm",
        &[(4, InsufficientData), (13, Ok), (18, Alarm), (23, Ok)],
        (6..20).map(refused).collect(),
    ));
    cases
}

/// The differences between the alarms and a case.
fn differences(alarms: &[Alarm]) -> Vec<String> {
    let mut differences = Vec::new();
    for case in cases() {
        let Some(alarm) = alarms.iter().find(|alarm| alarm.name == case.alarm) else {
            differences.push(format!("there is no {}", case.alarm));
            continue;
        };
        let last = case.expected.iter().map(|(minute, _)| minute).max().copied();
        let states = alarm.states(&case.data, (last.unwrap_or_default() + 10) * 60);
        for (minute, expected) in case.expected {
            let period = usize::try_from(minute * 60 / alarm.period).expect("a small number");
            let found = states[period.min(states.len() - 1)];
            if found != expected {
                differences.push(format!(
                    "{}, minute {minute}: {found:?}, not {expected:?}",
                    case.alarm
                ));
            }
        }
    }
    differences
}

#[test]
fn every_alarm_rises_falls_and_takes_silence_as_it_should() {
    let alarms = Alarm::all(&Template::with(&[]));
    assert_eq!(differences(&alarms), Vec::<String>::new());
    let tried: BTreeSet<_> = cases().into_iter().map(|case| case.alarm).collect();
    for alarm in &alarms {
        assert!(tried.contains(&alarm.name), "{} has no case", alarm.name);
    }
    assert_eq!(tried.len(), alarms.len());
}

#[test]
fn an_alarm_that_looks_elsewhere_is_found_out() {
    let alarms = Alarm::all(&Template::with(&[]));
    type Change = fn(&mut Alarm);
    let changes: [(&str, Change); 5] = [
        ("dimension", |alarm| {
            let (_, value) = alarm.dimensions.pop_first().expect("a dimension");
            alarm.dimensions.insert("Renamed".to_owned(), value);
        }),
        ("another's", |alarm| {
            for value in alarm.dimensions.values_mut() {
                value.push('x');
            }
        }),
        ("metric", |alarm| alarm.metric.push('s')),
        ("namespace", |alarm| {
            alarm.namespace = alarm.namespace.to_lowercase()
        }),
        ("missing data", |alarm| {
            alarm.missing = match alarm.missing.as_str() {
                "notBreaching" => "breaching",
                _ => "notBreaching",
            }
            .to_owned();
        }),
    ];
    for index in 0..alarms.len() {
        for (what, change) in changes {
            let mut changed = alarms.clone();
            change(&mut changed[index]);
            assert!(
                !differences(&changed).is_empty(),
                "{}: another {what} is not noticed",
                changed[index].name
            );
        }
    }
}

#[test]
fn every_alarm_tells_somebody_and_silence_is_never_told_as_ok() {
    for alarm in Alarm::all(&Template::with(&[])) {
        assert!(alarm.tells, "{}", alarm.name);
        // If missing data counts too, the end of an alarm would be misleading.
        assert_eq!(alarm.tells_ok, alarm.missing != "notBreaching", "{}", alarm.name);
    }
}

#[test]
fn a_paused_stack_is_not_told_that_its_schedule_stands_still() {
    for alarm in Alarm::all(&Template::with(&[("Paused", "true")])) {
        assert_eq!(alarm.tells, alarm.name != "PollerAlarm", "{}", alarm.name);
    }
}

#[test]
fn three_missed_runs_are_told_whatever_the_schedule() {
    let template = Template::with(&[]);
    let allowed = &template.written("Parameters")["ScheduleMinutes"]["AllowedValues"];
    for minutes in items(allowed).map(|value| value.as_u64().expect("a number")) {
        let template = Template::with(&[("ScheduleMinutes", &minutes.to_string())]);
        let alarms = Alarm::all(&template);
        let alarm = alarms
            .iter()
            .find(|alarm| alarm.name == "PollerAlarm")
            .expect("it is there");
        assert_eq!((alarm.period, alarm.periods), (minutes * 60, 3));
        // CloudWatch's own limits: a day for periods below an hour, else a week.
        let most = if alarm.period < 3_600 { 86_400 } else { 604_800 };
        assert!(alarm.period * 3 <= most, "{minutes}");
        let expected = format!("rate({minutes} minutes)");
        let schedule = &template.properties("OfferPoller")["Events"]["Schedule"]["Properties"];
        assert_eq!(text(&schedule["Schedule"]), expected);
    }
}

#[test]
fn what_needs_watching_is_watched() {
    let alarms = Alarm::all(&Template::with(&[]));
    let watched = |metric: &str, of: &str| {
        alarms
            .iter()
            .any(|alarm| alarm.metric == metric && alarm.dimensions.values().any(|value| value == of))
    };
    for function in FUNCTIONS {
        for metric in ["Errors", "Throttles", "Duration"] {
            assert!(watched(metric, function), "{metric} of {function}");
        }
    }
    for metric in ["UrlRequestCount", "Url4xxCount", "Url5xxCount"] {
        assert!(watched(metric, "WebhookIngest"), "{metric}");
    }
    for queue in ["Orders", "Customers", "Backlog"] {
        let (live, dead) = (
            format!("{queue}Queue.QueueName"),
            format!("{queue}DeadLetters.QueueName"),
        );
        assert!(watched("ApproximateAgeOfOldestMessage", &live), "{queue}");
        assert!(watched("ApproximateNumberOfMessagesVisible", &dead), "{queue}");
    }
}

#[test]
fn the_duration_alarms_are_at_four_fifths_of_the_functions_limits() {
    let template = Template::with(&[]);
    for alarm in Alarm::all(&template) {
        if alarm.metric == "Duration" {
            let function = alarm.dimensions.values().next().expect("a function");
            let timeout = template.properties(function)["Timeout"]
                .as_u64()
                .expect("seconds");
            assert_eq!(alarm.threshold, timeout * 800, "{}", alarm.name);
        }
    }
}

#[test]
fn the_dashboard_shows_every_alarm_and_only_metrics_that_exist() {
    let template = Template::with(&[]);
    let dashboard = template.properties("Dashboard");
    let body = text(&dashboard["DashboardBody"]);
    for alarm in Alarm::all(&template) {
        assert!(
            body.contains(&format!("\"{}.Arn\"", alarm.name)),
            "{}",
            alarm.name
        );
    }
    let counted: BTreeSet<_> = COUNTED
        .iter()
        .flat_map(|(function, names)| names.iter().map(move |name| (*name, *function)))
        .collect();
    let mut shown = BTreeSet::new();
    let metrics = on_dashboard(body);
    assert!(metrics.len() <= 50, "more than 50 metrics cost more");
    for (namespace, metric, dimension, of) in &metrics {
        assert!(
            template.resource(of.trim_end_matches(".QueueName")).is_some(),
            "there is no {of}"
        );
        if namespace == telemetry::NAMESPACE {
            assert_eq!(dimension, telemetry::DIMENSION);
            assert!(
                counted.contains(&(metric.as_str(), of.as_str())),
                "{of} counts no {metric}"
            );
            shown.insert((metric.as_str(), of.as_str()));
        } else {
            let known = (namespace.as_str(), metric.as_str(), dimension.as_str());
            assert!(DOCUMENTED.contains(&known), "{known:?}");
        }
    }
    assert_eq!(shown, counted, "what is counted is shown");
}
