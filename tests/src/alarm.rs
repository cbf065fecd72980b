//! An alarm of the template, evaluated as CloudWatch evaluates it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::template::{Template, entries, items, text};

/// One value of one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datapoint {
    /// Such as `AWS/Lambda`.
    pub namespace: String,
    /// The metric.
    pub metric: String,
    /// All its dimensions. An alarm with fewer or other dimensions doesn't match it.
    pub dimensions: BTreeMap<String, String>,
    /// When, in seconds.
    pub at: u64,
    /// The value, in the metric's unit.
    pub value: u64,
}

/// The state of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There was no data yet.
    InsufficientData,
    /// Below the threshold.
    Ok,
    /// At it.
    Alarm,
}

/// An alarm on one metric.
#[derive(Debug, Clone)]
pub struct Alarm {
    /// Its logical name.
    pub name: String,
    /// The namespace of the metric.
    pub namespace: String,
    /// The name of the metric.
    pub metric: String,
    /// The exact dimensions of the metric.
    pub dimensions: BTreeMap<String, String>,
    /// How the values of a period are aggregated.
    pub statistic: String,
    /// In seconds.
    pub period: u64,
    /// How many periods are evaluated.
    pub periods: usize,
    /// The threshold.
    pub threshold: u64,
    /// How.
    pub operator: String,
    /// How a period without values is treated.
    pub missing: String,
    /// Whether an alarm sends an alert.
    pub tells: bool,
    /// Whether the end of an alarm sends an alert.
    pub tells_ok: bool,
}

impl Alarm {
    /// Every alarm of the template.
    #[must_use]
    pub fn all(template: &Template) -> Vec<Self> {
        let alarms = template.resources("AWS::CloudWatch::Alarm");
        alarms
            .iter()
            .map(|(name, alarm)| Self::read(name, &alarm["Properties"]))
            .collect()
    }

    fn read(name: &str, alarm: &Value) -> Self {
        let number = |key: &str| {
            let value = &alarm[key];
            value
                .as_u64()
                .unwrap_or_else(|| panic!("{name}: {key} is {value}"))
        };
        let word = |key: &str| text(&alarm[key]).to_owned();
        let dimensions = items(&alarm["Dimensions"])
            .map(|dimension| {
                (
                    text(&dimension["Name"]).to_owned(),
                    text(&dimension["Value"]).to_owned(),
                )
            })
            .collect();
        let enabled = alarm["ActionsEnabled"].as_bool().unwrap_or(true);
        let acts = |key: &str| enabled && items(&alarm[key]).any(|action| *action == "AlertsTopic");
        Self {
            name: name.to_owned(),
            namespace: word("Namespace"),
            metric: word("MetricName"),
            dimensions,
            statistic: word("Statistic"),
            period: number("Period"),
            periods: usize::try_from(number("EvaluationPeriods")).expect("a small number"),
            threshold: number("Threshold"),
            operator: word("ComparisonOperator"),
            missing: word("TreatMissingData"),
            tells: acts("AlarmActions"),
            tells_ok: acts("OKActions"),
        }
    }

    /// The state at the end of each period, from 0 to `until` seconds.
    #[must_use]
    pub fn states(&self, data: &[Datapoint], until: u64) -> Vec<State> {
        let values: Vec<_> = (0..until / self.period)
            .map(|period| self.value(data, period * self.period))
            .collect();
        let mut state = State::InsufficientData;
        (1..=values.len())
            .map(|end| {
                let seen = &values[end.saturating_sub(self.periods)..end];
                // CloudWatch decides over no more periods than there have been.
                if seen.len() == self.periods {
                    state = self.decide(seen, state);
                }
                state
            })
            .collect()
    }

    fn decide(&self, seen: &[Option<u64>], before: State) -> State {
        let breaches = |value: &Option<u64>| match (value, self.missing.as_str()) {
            (Some(value), _) => self.breaches(*value),
            (None, "breaching") => true,
            (None, "notBreaching") => false,
            (None, other) => {
                assert_eq!(
                    self.periods, 1,
                    "{}: {other} over several periods isn't modelled",
                    self.name
                );
                false
            }
        };
        match self.missing.as_str() {
            "ignore" if seen.iter().all(Option::is_none) => before,
            "missing" if seen.iter().all(Option::is_none) => State::InsufficientData,
            _ if seen.iter().all(breaches) => State::Alarm,
            _ => State::Ok,
        }
    }

    fn value(&self, data: &[Datapoint], from: u64) -> Option<u64> {
        let values = data
            .iter()
            .filter(|point| {
                point.namespace == self.namespace
                    && point.metric == self.metric
                    && point.dimensions == self.dimensions
                    && (from..from + self.period).contains(&point.at)
            })
            .map(|point| point.value);
        match self.statistic.as_str() {
            "Sum" => values.reduce(|sum, value| sum + value),
            "Maximum" => values.max(),
            other => panic!("{}: the statistic {other} isn't modelled", self.name),
        }
    }

    fn breaches(&self, value: u64) -> bool {
        match self.operator.as_str() {
            "GreaterThanOrEqualToThreshold" => value >= self.threshold,
            "LessThanThreshold" => value < self.threshold,
            other => panic!("{}: the operator {other} isn't modelled", self.name),
        }
    }
}

/// The metrics that CloudWatch reads from a log line in the embedded metric format. Empty for other lines.
#[must_use]
pub fn embedded(line: &Value) -> Vec<Datapoint> {
    let Some(milliseconds) = line["_aws"]["Timestamp"].as_u64() else {
        return Vec::new();
    };
    let mut points = Vec::new();
    for directive in items(&line["_aws"]["CloudWatchMetrics"]) {
        for set in items(&directive["Dimensions"]) {
            let dimensions: BTreeMap<_, _> = items(set)
                .map(|name| (text(name).to_owned(), text(&line[text(name)]).to_owned()))
                .collect();
            for metric in items(&directive["Metrics"]) {
                let metric = text(&metric["Name"]);
                points.push(Datapoint {
                    namespace: text(&directive["Namespace"]).to_owned(),
                    metric: metric.to_owned(),
                    dimensions: dimensions.clone(),
                    at: milliseconds / 1_000,
                    value: line[metric].as_u64().expect("a metric is a whole number"),
                });
            }
        }
    }
    points
}

/// The AWS metrics that the template uses, as AWS documents them: namespace, metric, and their only dimension.
///
/// SQS: "Available CloudWatch metrics for Amazon SQS". Lambda: "Types of metrics for Lambda functions", by function.
pub const DOCUMENTED: [(&str, &str, &str); 10] = [
    ("AWS/DynamoDB", "WriteThrottleEvents", "TableName"),
    ("AWS/Lambda", "Duration", "FunctionName"),
    ("AWS/Lambda", "Errors", "FunctionName"),
    ("AWS/Lambda", "Invocations", "FunctionName"),
    ("AWS/Lambda", "Throttles", "FunctionName"),
    ("AWS/Lambda", "Url4xxCount", "FunctionName"),
    ("AWS/Lambda", "Url5xxCount", "FunctionName"),
    ("AWS/Lambda", "UrlRequestCount", "FunctionName"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName"),
];

/// A value of one of AWS's own metrics, as AWS documents it.
///
/// # Panics
/// When AWS documents no such metric.
#[must_use]
pub fn documented(metric: &str, of: &str, at: u64, value: u64) -> Datapoint {
    let (namespace, metric, dimension) = DOCUMENTED
        .into_iter()
        .find(|(_, name, _)| *name == metric)
        .unwrap_or_else(|| panic!("AWS documents no metric {metric}"));
    Datapoint {
        namespace: namespace.to_owned(),
        metric: metric.to_owned(),
        dimensions: BTreeMap::from([(dimension.to_owned(), of.to_owned())]),
        at,
        value,
    }
}

/// The metrics of a dashboard: namespace, metric, dimension and value.
///
/// # Panics
/// When the dashboard's body isn't JSON, or a metric has another form.
#[must_use]
pub fn on_dashboard(body: &str) -> Vec<(String, String, String, String)> {
    let body: Value = serde_json::from_str(body).expect("a dashboard's body is JSON");
    let mut metrics = Vec::new();
    for widget in items(&body["widgets"]) {
        for (name, value) in entries(&widget["properties"]) {
            if name != "metrics" {
                continue;
            }
            for metric in items(value) {
                let [namespace, metric, dimension, of] = items(metric).map(text).collect::<Vec<_>>()[..]
                else {
                    panic!("{metric} is no metric with one dimension")
                };
                metrics.push([namespace, metric, dimension, of].map(str::to_owned).into());
            }
        }
    }
    metrics
}
