//! Log lines and metrics of a function.
//!
//! Lambda collects standard output. Log lines are JSON, one per event. Metrics are lines in CloudWatch's embedded
//! metric format, which needs no call and no permission.

use std::sync::OnceLock;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The namespace of all metrics.
pub const NAMESPACE: &str = "Ekobridge";

/// The only dimension of all metrics: the function's name in AWS, as in Lambda's own metrics. It contains the stack's
/// name, so that the metrics of two stacks in one account are separate.
pub const DIMENSION: &str = "FunctionName";

/// The metrics. `template.yaml`'s alarms and dashboard use these names.
pub mod metric {
    /// Webhooks whose job was queued.
    pub const WEBHOOKS_QUEUED: &str = "WebhooksQueued";
    /// Webhooks that needed no job.
    pub const WEBHOOKS_IGNORED: &str = "WebhooksIgnored";
    /// Requests without a valid token, and unreadable ones: all 4xx responses.
    pub const WEBHOOKS_REFUSED: &str = "WebhooksRefused";
    /// Webhooks whose job could not be queued: all 5xx responses.
    pub const WEBHOOKS_FAILED: &str = "WebhooksFailed";
    /// Jobs that completed their work.
    pub const JOBS_DONE: &str = "JobsDone";
    /// Jobs that had nothing to do.
    pub const JOBS_SKIPPED: &str = "JobsSkipped";
    /// Jobs that were parked until a person decides.
    pub const JOBS_PARKED: &str = "JobsParked";
    /// Jobs that will be retried.
    pub const JOBS_RETRIED: &str = "JobsRetried";
    /// Completed runs of the schedule.
    pub const POLL_SUCCEEDED: &str = "PollSucceeded";
    /// How many records are parked now, up to one page of the listing. Each run of the schedule reports it, even if it
    /// is 0.
    pub const RECORDS_PARKED: &str = "RecordsParked";
}

static METRICS: OnceLock<String> = OnceLock::new();

/// Initializes log lines and metrics of the function with this name. `EKOBRIDGE_LOG` sets the filter, for example
/// `info` or `info,flows=debug`. An invalid filter is reported, and `info` is used.
///
/// Logs go to standard output. The command-line tool uses standard output for its result, so it sets its own subscriber
/// with [`filter`] and writes no metrics.
pub fn init(function: &str) {
    let (filter, unreadable) = filter(std::env::var("EKOBRIDGE_LOG").ok().as_deref());
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(true);
    let set = tracing_subscriber::registry().with(filter).with(lines).try_init();
    if set.is_ok() {
        let name = std::env::var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_else(|_| function.to_owned());
        let _ = METRICS.set(name);
        std::panic::set_hook(Box::new(|panic| {
            // Only the location: the payload may quote the data.
            let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
            tracing::error!(place, "a panic");
        }));
    }
    if unreadable {
        tracing::warn!("EKOBRIDGE_LOG is not a filter such as `info` or `info,flows=debug`: `info` is taken");
    }
}

/// The filter for a text such as `info,flows=debug`, and whether the text was invalid and `info` is used. The SDK,
/// hyper and rustls log at most at `warn` unless named: at `debug` they would write headers and bodies.
#[must_use]
pub fn filter(text: Option<&str>) -> (Targets, bool) {
    let quiet = |targets: Targets, text: &str| {
        let level = targets
            .default_level()
            .map_or(LevelFilter::WARN, |level| level.min(LevelFilter::WARN));
        [
            // Not `aws`: names match as prefixes, and the crate `aws` writes lines of its own.
            "aws_",
            "h2",
            "hyper",
            "hyper_util",
            "lambda_runtime",
            "reqwest",
            "rustls",
        ]
        .into_iter()
        .filter(|name| !text.split(',').any(|part| part.trim().starts_with(name)))
        .fold(targets, |targets, name| targets.with_target(name, level))
    };
    let text = text
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .unwrap_or("info");
    match text.parse::<Targets>() {
        Ok(targets) => (quiet(targets, text), false),
        Err(_) => (quiet(Targets::new().with_default(LevelFilter::INFO), ""), true),
    }
}

/// Writes counts as one line in the embedded metric format, without zeros. Writes nothing if all are zero, or if this
/// process is not a function.
pub fn count(counts: &[(&'static str, u64)]) {
    let counts: Vec<_> = counts.iter().filter(|(_, count)| *count > 0).copied().collect();
    if !counts.is_empty() {
        report(&counts);
    }
}

/// Writes values as one line in the embedded metric format, including zeros. Writes nothing if this process is not a
/// function.
pub fn report(values: &[(&'static str, u64)]) {
    let Some(function) = METRICS.get() else { return };
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
    println!("{}", line(function, now, values));
}

/// One line in the embedded metric format, as the function with this name in AWS writes it at this time (milliseconds since
/// 1970).
#[must_use]
pub fn line(function: &str, now_ms: u64, values: &[(&'static str, u64)]) -> serde_json::Value {
    let metrics: Vec<_> = values
        .iter()
        .map(|(name, _)| serde_json::json!({ "Name": name, "Unit": "Count" }))
        .collect();
    let mut line = serde_json::json!({
        "_aws": {
            "Timestamp": now_ms,
            "CloudWatchMetrics": [{ "Namespace": NAMESPACE, "Dimensions": [[DIMENSION]], "Metrics": metrics }],
        },
        DIMENSION: function,
    });
    for (name, value) in values {
        line[*name] = (*value).into();
    }
    line
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn libraries_that_would_write_bodies_stay_quiet_unless_named() {
        let (filter, unreadable) = filter(Some("debug"));
        assert!(!unreadable);
        assert!(filter.would_enable("flows::to_eaccounting", &Level::DEBUG));
        assert!(!filter.would_enable("hyper::proto", &Level::DEBUG));
        assert!(!filter.would_enable("aws_smithy_runtime::client", &Level::DEBUG));
        assert!(
            super::filter(Some("info,hyper=trace"))
                .0
                .would_enable("hyper::proto", &Level::TRACE)
        );
    }

    #[test]
    fn lines_of_the_crate_aws_are_not_taken_for_the_sdks() {
        let (filter, _) = filter(None);
        assert!(filter.would_enable("aws::worker::paused", &Level::INFO));
        assert!(!filter.would_enable("aws_config::default_provider", &Level::INFO));
    }

    #[test]
    fn no_library_is_louder_than_the_rest() {
        let (off, _) = filter(Some("off"));
        assert!(!off.would_enable("aws_config::default_provider", &Level::ERROR));
        let (errors, _) = filter(Some("error"));
        assert!(errors.would_enable("hyper::proto", &Level::ERROR));
        assert!(!errors.would_enable("hyper::proto", &Level::WARN));
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_told_and_info_is_taken() {
        let (filter, unreadable) = filter(Some("sync=loud"));
        assert!(unreadable);
        assert!(filter.would_enable("engine", &Level::INFO));
        assert!(!filter.would_enable("engine", &Level::DEBUG));
    }

    #[test]
    fn metrics_are_written_in_the_embedded_format() {
        let line = line("shop-OrderPush-1", 1_000, &[("Done", 9), ("Parked", 0)]);
        assert_eq!(line["Done"], 9);
        assert_eq!(line["Parked"], 0);
        assert_eq!(line["FunctionName"], "shop-OrderPush-1");
        let directive = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(directive["Namespace"], "Ekobridge");
        assert_eq!(directive["Dimensions"], serde_json::json!([["FunctionName"]]));
        assert_eq!(directive["Metrics"].as_array().unwrap().len(), 2);
    }
}
