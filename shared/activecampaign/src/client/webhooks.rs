use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use url::Url;

use super::{Answer, Client, EnsuredWebhook};
use crate::Error;
use crate::requests::{self, WEBHOOK_SOURCES};
use crate::wire::Webhook;
use crate::wire::rest::RestWebhook;

/// The name that users see in ActiveCampaign's list of webhooks.
const NAME: &str = "Ekobridge";

impl Webhook {
    /// Whether its URL ends with one of the tokens that have these SHA-256 digests, in the path after `/webhook/` or as
    /// `?token=`: whether what it sends is let in.
    #[must_use]
    pub fn ends_with_any(&self, tokens: &[[u8; 32]]) -> bool {
        let Ok(url) = Url::parse(&self.url) else {
            return false;
        };
        let in_path = url
            .path()
            .strip_prefix("/webhook/")
            .map(|token| token.trim_end_matches('/'))
            .filter(|token| !token.is_empty());
        let in_query = || {
            url.query()?
                .split('&')
                .find_map(|pair| pair.strip_prefix("token="))
        };
        in_path.or_else(in_query).is_some_and(|token| {
            let digest = Sha256::digest(token.as_bytes());
            tokens.iter().any(|valid| valid[..] == digest[..])
        })
    }
}

impl Client {
    /// All webhooks of the account.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        let all = self.list::<RestWebhook>(requests::webhooks).await?;
        Ok(all.into_iter().map(Webhook::from).collect())
    }

    /// Registers a webhook for these events from all sources. Not idempotent: see [`Client::ensure_webhook`].
    ///
    /// # Errors
    /// When the call fails. It may have had its effect when the problem's kind is ambiguous.
    pub async fn create_webhook(&self, name: &str, url: &Url, events: &[&str]) -> Result<Webhook, Error> {
        self.write::<RestWebhook>(requests::create_webhook(name, url.as_str(), events))
            .await
            .map(Webhook::from)
    }

    /// Replaces name, URL and events of a webhook.
    ///
    /// # Errors
    /// When the call fails, also when there is no such webhook.
    pub async fn update_webhook(
        &self,
        id: &str,
        name: &str,
        url: &Url,
        events: &[&str],
    ) -> Result<Webhook, Error> {
        let call = requests::update_webhook(id, name, url.as_str(), events);
        self.write::<RestWebhook>(call).await.map(Webhook::from)
    }

    /// Removes a webhook; one that is gone already is as good.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn delete_webhook(&self, id: &str) -> Result<(), Error> {
        match self.call(&requests::delete_webhook(id)).await? {
            Answer::Body(_) | Answer::Missing => Ok(()),
        }
    }

    /// Ensures that there is one webhook with this URL, these events and all sources. Idempotent: it looks first, and
    /// after an unknown outcome the next call finds the webhook.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn ensure_webhook(&self, url: &Url, events: &[&str]) -> Result<EnsuredWebhook, Error> {
        let found = self
            .list::<RestWebhook>(|| requests::webhooks_by_url(url.as_str()))
            .await?;
        let same_url = |hook: &Webhook| Url::parse(&hook.url).is_ok_and(|theirs| theirs == *url);
        let Some(hook) = found.into_iter().map(Webhook::from).find(same_url) else {
            return self
                .create_webhook(NAME, url, events)
                .await
                .map(EnsuredWebhook::Created);
        };
        if same(&hook.events, events) && same(&hook.sources, &WEBHOOK_SOURCES) {
            return Ok(EnsuredWebhook::Unchanged(hook));
        }
        self.update_webhook(&hook.id, NAME, url, events)
            .await
            .map(EnsuredWebhook::Updated)
    }
}

/// Equal in whatever order.
fn same(theirs: &[String], ours: &[&str]) -> bool {
    let theirs: BTreeSet<&str> = theirs.iter().map(String::as_str).collect();
    theirs == ours.iter().copied().collect()
}
