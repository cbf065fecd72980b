//! The webhook in ActiveCampaign, and the automation that a person creates there.

use activecampaign::{Client, EnsuredWebhook};
use anyhow::{Context, ensure};
use messages::SetupMessages;
use sha2::{Digest, Sha256};
use url::Url;

use crate::terminal::told;

/// The events of the webhook. docs/WEBHOOKS.md describes what each one starts.
const EVENTS: [&str; 11] = [
    "subscribe",
    "unsubscribe",
    "update",
    "contact_tag_added",
    "contact_tag_removed",
    "account_add",
    "account_update",
    "account_contact_add",
    "account_contact_update",
    "deal_add",
    "deal_update",
];

/// The name that users see in ActiveCampaign's list.
const NAME: &str = "Ekobridge";

/// The URL for webhooks: the base URL, `webhook` and the route token.
///
/// # Errors
/// When ActiveCampaign does not post to such a URL.
pub(super) fn address(base: &Url, token: &str) -> anyhow::Result<Url> {
    ensure!(
        base.scheme() == "https" && base.port_or_known_default() == Some(443),
        "ActiveCampaign posts to https on port 443 only, and {base} is something else."
    );
    let mut url = base.clone();
    url.set_query(None);
    let path = url.path().trim_end_matches('/').to_owned();
    let path = path.strip_suffix("/webhook").unwrap_or(&path).to_owned();
    url.set_path(&format!("{path}/webhook/{token}"));
    Ok(url)
}

/// Ensures that the webhook exists. Returns whether it was created or changed.
///
/// # Errors
/// When ActiveCampaign refuses it.
pub(super) async fn ensure_registered(client: &Client, url: &Url) -> anyhow::Result<bool> {
    let ensured = client
        .ensure_webhook(url, &EVENTS)
        .await
        .map_err(|error| told(error.into()))?;
    Ok(!matches!(ensured, EnsuredWebhook::Unchanged(_)))
}

/// Changes the URL of the webhook that ends with an old token, or registers a new one.
///
/// # Errors
/// When ActiveCampaign refuses it.
pub(super) async fn move_to(client: &Client, old: &[String], url: &Url) -> anyhow::Result<()> {
    let digests: Vec<[u8; 32]> = old.iter().map(|token| Sha256::digest(token).into()).collect();
    let hooks = client.webhooks().await.map_err(|error| told(error.into()))?;
    let there = |hook: &&activecampaign::Webhook| Url::parse(&hook.url).is_ok_and(|theirs| theirs == *url);
    if hooks.iter().find(there).is_none()
        && let Some(hook) = hooks.iter().find(|hook| hook.ends_with_any(&digests))
    {
        client
            .update_webhook(&hook.id, NAME, url, &EVENTS)
            .await
            .map_err(|error| told(error.into()))?;
    }
    ensure_registered(client, url).await.map(drop)
}

/// Instructions for the automation for orders, which ActiveCampaign's API can't create.
///
/// # Errors
/// When the URL has no route token.
pub(super) fn automation(url: &Url, text: &SetupMessages) -> anyhow::Result<String> {
    let mut step = url.clone();
    step.set_query(Some("event=order"));
    let token = url
        .path_segments()
        .and_then(|mut segments| segments.next_back())
        .context("the webhook's address has no token")?;
    ensure!(!token.is_empty(), "the webhook's address has no token");
    let below = text.automation_address();
    Ok(format!(
        "{}\n\n\
         \x20 ┌ Start trigger ─────────────────────────────┐\n\
         \x20 │ Order created · any connection             │\n\
         \x20 │ Runs: multiple times                       │\n\
         \x20 └─────────────────────┬──────────────────────┘\n\
         \x20 ┌ Conditions and workflow › Webhook ─────────┐\n\
         \x20 │ {below:<42} │\n\
         \x20 └─────────────────────┬──────────────────────┘\n\
         \x20            End this automation · Active ●\n\n\
         \x20 {step}\n\n{}\n",
        text.automation_orders(),
        text.automation_in_words()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_activecampaign_posts_to_is_an_address() {
        let of = |base: &str| address(&base.parse().unwrap(), "t0ken").map(|url| url.to_string());
        for base in ["https://shop.example.com", "https://shop.example.com/webhook/"] {
            assert_eq!(
                of(base).unwrap(),
                "https://shop.example.com/webhook/t0ken",
                "{base}"
            );
        }
        assert_eq!(
            of("https://example.com/eko").unwrap(),
            "https://example.com/eko/webhook/t0ken"
        );
        for wrong in ["http://shop.example.com", "https://shop.example.com:8443"] {
            assert!(of(wrong).unwrap_err().to_string().contains("443"), "{wrong}");
        }
    }

    #[test]
    fn the_automation_is_told_in_words_and_with_its_whole_address() {
        let url = "https://shop.example.com/webhook/t0ken".parse().unwrap();
        let text = automation(&url, crate::language::setup()).unwrap();
        assert!(
            text.contains("https://shop.example.com/webhook/t0ken?event=order"),
            "{text}"
        );
        assert!(text.contains("In words:"), "{text}");
    }
}
