//! Microsoft Teams, through a workflow that starts "when a Teams webhook request is received": it takes adaptive cards.

use http::Method;
use model::shorten;
use serde_json::{Map, Value, json};
use transport::{Idempotency, Request};
use url::Url;

use super::{Channel, Delivery, url_of};
use crate::Message;

/// A card may have 28 KB in all.
const LONGEST: usize = 6_000;

struct Teams {
    url: Url,
}

pub(super) fn open(part: &Map<String, Value>) -> Result<Box<dyn Channel>, String> {
    Ok(Box::new(Teams { url: url_of(part)? }))
}

impl Channel for Teams {
    fn request(&self, message: &Message, _: &Delivery) -> Result<Request, String> {
        let facts: Vec<Value> = message
            .facts
            .iter()
            .map(|(name, value)| json!({ "title": name, "value": plain(value) }))
            .collect();
        let block = |text: &str| json!({ "type": "TextBlock", "text": plain(text), "wrap": true });
        let mut title = block(&format!(
            "{}: {}",
            message.status_in_words(),
            shorten(&message.title, 300)
        ));
        title["weight"] = "bolder".into();
        title["size"] = "medium".into();
        let mut body = vec![title];
        // A single line break is none in a card.
        body.extend(shorten(&message.text, LONGEST).lines().map(block));
        body.push(json!({ "type": "FactSet", "facts": facts }));
        let mut card = json!({
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "body": body,
        });
        if let Some(link) = &message.link {
            card["actions"] =
                json!([{ "type": "Action.OpenUrl", "title": message.link_text(), "url": link }]);
        }
        Request::new(
            Method::POST,
            self.url.clone(),
            "the notice to Teams",
            Idempotency::Create,
        )
        .json(&json!({
            "type": "message",
            "attachments": [{ "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card }],
        }))
        .map_err(|error| error.to_string())
    }
}

/// Without the characters that a card takes as Markdown, so that `sku_unknown_here` is shown as it is.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\*_[]#~`".contains(letter) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::tests_support::{body, delivery, message};

    #[test]
    fn teams_gets_a_card_with_the_text_the_facts_and_the_link() {
        let url = "https://prod-1.westeurope.logic.azure.com/workflows/x";
        let teams = open(json!({ "url": url }).as_object().unwrap()).unwrap();
        let sent = body(&teams.request(&message("3 records [wait]"), &delivery()).unwrap());
        assert_eq!(sent["type"], "message");
        let attachment = &sent["attachments"][0];
        assert_eq!(
            attachment["contentType"],
            "application/vnd.microsoft.card.adaptive"
        );
        let card = &attachment["content"];
        assert_eq!(card["body"][0]["text"], r"needs attention: 3 records \[wait\]");
        assert_eq!(card["body"][2]["text"], "What to do: this");
        assert_eq!(
            card["body"][3]["facts"][0],
            json!({ "title": "How many", "value": "3" })
        );
        assert_eq!(card["actions"][0]["type"], "Action.OpenUrl");
    }

    #[test]
    fn a_card_stays_below_what_teams_takes() {
        let teams = open(json!({ "url": "https://example.com/x" }).as_object().unwrap()).unwrap();
        let mut long = message(&"title ".repeat(2_000));
        long.text = "text *_".repeat(5_000);
        let request = teams.request(&long, &delivery()).unwrap();
        assert!(request.body.unwrap().len() < 28 * 1024);
    }
}
