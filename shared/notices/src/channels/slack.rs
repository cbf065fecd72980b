//! Slack, through an app's incoming webhook.

use http::Method;
use model::shorten;
use serde_json::{Map, Value, json};
use transport::{Idempotency, Request};
use url::Url;

use super::{Channel, Delivery, url_of};
use crate::Message;

/// Slack cuts longer texts.
const LONGEST: usize = 3_000;

struct Slack {
    url: Url,
}

pub(super) fn open(part: &Map<String, Value>) -> Result<Box<dyn Channel>, String> {
    Ok(Box::new(Slack { url: url_of(part)? }))
}

impl Channel for Slack {
    fn request(&self, message: &Message, _: &Delivery) -> Result<Request, String> {
        let mut text = format!(
            "*{}: {}*\n{}\n",
            escaped(&message.status_in_words()),
            escaped(&message.title),
            escaped(&message.text)
        );
        for (name, value) in &message.facts {
            text.push_str(&format!("\n*{name}:* {}", escaped(value)));
        }
        let mut text = shorten(&text, LONGEST);
        if let Some(link) = &message.link {
            text.push_str(&format!("\n<{}|{}>", escaped(link), message.link_text()));
        }
        Request::new(
            Method::POST,
            self.url.clone(),
            "the notice to Slack",
            Idempotency::Create,
        )
        .json(&json!({ "text": text, "unfurl_links": false }))
        .map_err(|error| error.to_string())
    }
}

/// The three characters that Slack gives a meaning of their own.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::tests_support::{body, delivery, message};

    #[test]
    fn slack_gets_one_text_in_which_nothing_of_the_notice_is_markup() {
        let slack = open(
            json!({ "url": "https://hooks.slack.com/services/x" })
                .as_object()
                .unwrap(),
        )
        .unwrap();
        let request = slack.request(&message("a < b & c > d"), &delivery()).unwrap();
        assert_eq!(request.url.as_str(), "https://hooks.slack.com/services/x");
        assert_eq!(
            body(&request)["text"],
            "*needs attention: a &lt; b &amp; c &gt; d*\nwhy\nWhat to do: this\n\n*How many:* 3\n\
             *To see all of it:* ekobridge console --stack shop\n*Deployment:* shop\n\
             <https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#dashboards:name=shop-eu-north-1\
             |Open the dashboard>"
        );
    }

    #[test]
    fn a_text_longer_than_slack_shows_is_cut_and_keeps_its_link() {
        let slack = open(
            json!({ "url": "https://hooks.slack.com/services/x" })
                .as_object()
                .unwrap(),
        )
        .unwrap();
        let request = slack
            .request(&message(&"long ".repeat(2_000)), &delivery())
            .unwrap();
        let text = body(&request)["text"].as_str().unwrap().to_owned();
        assert!(text.chars().count() < 3_300 && text.ends_with("|Open the dashboard>"));
    }
}
