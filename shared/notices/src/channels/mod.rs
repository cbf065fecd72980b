//! Where notices go beside the topic. A channel is one file here and one line in [`KINDS`].

mod slack;
mod teams;
mod webhook;

use jiff::Timestamp;
use serde_json::{Map, Value};
use transport::Request;
use url::Url;

use crate::Message;

/// Makes a channel of its part of the secret; the text says what is wrong with it, without its value.
type Open = fn(&Map<String, Value>) -> Result<Box<dyn Channel>, String>;

/// Every channel, by its name in the secret.
const KINDS: [(&str, Open); 3] = [
    ("slack", slack::open),
    ("teams", teams::open),
    ("webhook", webhook::open),
];

/// One attempt to deliver a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's own id, the same for each attempt: a receiver knows a repetition by it.
    pub id: String,
    /// The time of the attempt.
    pub at: Timestamp,
}

/// Somewhere that notices go to.
pub trait Channel: Send + Sync {
    /// A message as the request that delivers it.
    ///
    /// # Errors
    /// When it cannot be written as a request; the text holds no secret.
    fn request(&self, message: &Message, delivery: &Delivery) -> Result<Request, String>;
}

/// The channels that a secret opens.
#[derive(Default)]
pub struct Opened {
    /// Those that can be used, by name.
    pub channels: Vec<(&'static str, Box<dyn Channel>)>,
    /// What is wrong with the rest, in words.
    pub faults: Vec<String>,
}

/// Opens every channel that the secret's text has. An empty text opens none. A wrong part keeps no other from its messages.
#[must_use]
pub fn open(secret: &str) -> Opened {
    let mut opened = Opened::default();
    if secret.trim().is_empty() {
        return opened;
    }
    let Ok(parts) = serde_json::from_str::<Map<String, Value>>(secret) else {
        opened
            .faults
            .push("The notices secret is no JSON object.".to_owned());
        return opened;
    };
    for (name, part) in &parts {
        let Some((name, open)) = KINDS.iter().find(|(kind, _)| kind == name) else {
            let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            opened.faults.push(format!(
                "The notices secret has a channel that Ekobridge does not know; it knows {}.",
                known.join(", ")
            ));
            continue;
        };
        let Some(part) = part.as_object() else {
            opened
                .faults
                .push(format!("{name} in the notices secret is no JSON object."));
            continue;
        };
        // A channel whose URL is empty is switched off.
        if part
            .get("url")
            .and_then(Value::as_str)
            .is_none_or(|url| url.trim().is_empty())
        {
            continue;
        }
        match open(part) {
            Ok(channel) => opened.channels.push((name, channel)),
            Err(fault) => opened
                .faults
                .push(format!("{name} in the notices secret: {fault}.")),
        }
    }
    opened
}

/// The URL that a channel's part of the secret has.
fn url_of(part: &Map<String, Value>) -> Result<Url, String> {
    text(part, "url")
        .and_then(|url| url.parse().ok())
        .ok_or_else(|| "its url is none".to_owned())
}

/// A text of a channel's part of the secret.
fn text<'a>(part: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    part.get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests_support {
    use engine::{Alert, AlertStatus, Notice};
    use messages::Language;
    use model::Code;
    use serde_json::Value;
    use transport::Request;

    use crate::{Delivery, Deployment, Message};

    pub(super) fn message(title: &str) -> Message {
        let notice = Notice::Written {
            title: title.to_owned(),
            text: "why\nWhat to do: this".to_owned(),
        };
        let alert = Alert::new("parked:sku_unknown", AlertStatus::Failing, notice)
            .code(Code::SKU_UNKNOWN)
            .count(3);
        Message::new(
            &alert,
            &Deployment::of_stack(Some("shop".to_owned()), Some("eu-north-1")),
            Language::English,
        )
    }

    pub(super) fn delivery() -> Delivery {
        Delivery {
            id: "msg_1".to_owned(),
            at: "2026-11-29T06:00:00Z".parse().unwrap(),
        }
    }

    pub(super) fn body(request: &Request) -> Value {
        serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_with_a_url_is_opened_and_an_empty_secret_opens_none() {
        assert!(open("").channels.is_empty() && open("{}").faults.is_empty());
        let all = open(
            r#"{"slack":{"url":"https://hooks.slack.com/services/x"},"teams":{"url":" "},
                "webhook":{"url":"https://example.com/h","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}"#,
        );
        let names: Vec<&str> = all.channels.iter().map(|(name, _)| *name).collect();
        assert_eq!((names, all.faults), (vec!["slack", "webhook"], Vec::new()));
    }

    #[test]
    fn a_wrong_part_is_named_without_its_value_and_keeps_no_other_away() {
        let opened = open(
            r#"{"slack":{"url":"hush-hush"},"teams":"hush-hush","pager":{"url":"https://hush-hush"},
                "webhook":{"url":"https://example.com/h","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}"#,
        );
        assert_eq!(opened.channels.len(), 1);
        let faults = opened.faults.join("\n");
        assert!(!faults.contains("hush"), "{faults}");
        for part in ["slack", "teams", "it knows slack, teams, webhook"] {
            assert!(faults.contains(part), "{faults}");
        }
        assert_eq!(open("hush").faults, ["The notices secret is no JSON object."]);
    }
}
