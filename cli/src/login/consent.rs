//! A person's consent: the page in the browser, the returned code, and the grant for which it is exchanged.

use std::io::{BufRead, Write};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use devstack::files::random_secret;
use eaccounting::oauth::{self, OAuthClient};
use eaccounting::tokens::Grant;
use eaccounting::types::CompanySettings;
use jiff::SignedDuration;
use model::{Clock, SystemClock};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use transport::{HttpOptions, HttpTransport, Transport};
use url::Url;

use super::access::Access;
use super::answer::{self, Callback, ListenError};
use super::service::Service;
use crate::language::commands;
use crate::terminal::told;

/// How long a person may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The parameters of a consent.
pub(crate) struct Consent<'a> {
    /// The service that shows the page.
    pub(crate) service: &'a Service,
    /// Who asks.
    pub(crate) client: &'a OAuthClient,
    /// The redirect URI that is registered for the client.
    pub(crate) redirect_uri: &'a Url,
    /// Whether the code is pasted instead of received here.
    pub(crate) paste: bool,
    /// Whether the page's URL is only printed.
    pub(crate) no_browser: bool,
    /// Whether a person can be prompted.
    pub(crate) interactive: bool,
}

impl Consent<'_> {
    /// Requests consent. Returns the grant and its company.
    ///
    /// # Errors
    /// When consent is denied, no response arrives, or the grant is unusable.
    pub(crate) async fn ask(&self) -> anyhow::Result<(Grant, CompanySettings)> {
        let http = HttpOptions {
            vendor_urls: self.service.urls,
            ..HttpOptions::default()
        };
        let transport: Arc<dyn Transport> =
            Arc::new(HttpTransport::new(http).map_err(|error| anyhow!("TLS cannot be set up: {error}"))?);
        let verifier = random_secret().into();
        let (code, redirect_uri) = code(self, &verifier).await?;
        let tokens = oauth::exchange(
            transport.as_ref(),
            &self.service.identity,
            self.client,
            &code,
            &redirect_uri,
            &verifier,
        )
        .await
        .map_err(told)?;
        let Some(refresh_token) = tokens.refresh_token else {
            bail!("{}", commands().login_no_refresh_token());
        };
        let client = OAuthClient {
            id: self.client.id.clone(),
            secret: self.client.secret.clone(),
        };
        let mut grant = Grant::new(client, refresh_token);
        grant.redirect_uri = Some(redirect_uri);
        grant.access_token = Some(tokens.access_token);
        let lasts = SignedDuration::try_from(tokens.expires_in).unwrap_or_default();
        grant.access_token_expires_at = SystemClock.now().checked_add(lasts).ok();
        company_of(grant, self.service, transport).await
    }
}

/// The S256 challenge of a code verifier (RFC 7636, 4.2).
fn challenge(verifier: &SecretString) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret()))
}

/// The code of a consent, and the redirect URI of its request.
async fn code(consent: &Consent<'_>, verifier: &SecretString) -> anyhow::Result<(String, String)> {
    let Consent {
        service,
        client,
        interactive,
        ..
    } = *consent;
    let text = commands();
    let state = random_secret();
    let callback = if consent.paste {
        None
    } else {
        match Callback::listen(consent.redirect_uri).await {
            Ok(callback) => Some(callback),
            Err(ListenError::NotHere) => None,
            Err(ListenError::InUse(address)) if interactive => {
                println!("{}", text.login_in_use(address.to_string()));
                None
            }
            Err(error) => return Err(error.into()),
        }
    };
    let redirect_uri = callback.as_ref().map_or_else(
        || consent.redirect_uri.to_string(),
        |callback| callback.uri.to_string(),
    );
    let challenge = challenge(verifier);
    let page = oauth::authorise_url(&service.identity, &client.id, &redirect_uri, &state, &challenge);
    if consent.no_browser {
        println!("{}\n\n{page}\n", text.login_open());
    } else if let Err(error) = open::that_detached(page.as_str()) {
        tracing::debug!(%error, "no browser");
        println!("{}\n\n{page}\n", text.login_no_browser());
    } else {
        println!("{}\n\n{page}\n", text.login_opens());
    }
    let answer = match callback {
        Some(callback) => {
            println!("{}", text.login_waits(&redirect_uri));
            std::io::stdout().flush()?;
            match tokio::time::timeout(PATIENCE, callback.answer(&state)).await {
                Ok(answer) => answer,
                Err(_) => bail!("{}", text.login_no_answer(&redirect_uri)),
            }
        }
        None => answer::pasted(&paste(interactive).await?, &state),
    };
    Ok((answer?, redirect_uri))
}

/// The text that a person pastes, or another program writes.
async fn paste(interactive: bool) -> anyhow::Result<String> {
    println!("{}", commands().login_paste());
    std::io::stdout().flush()?;
    tokio::task::spawn_blocking(move || {
        if interactive {
            return Ok(inquire::Text::new(&commands().login_address_or_code()).prompt()?);
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .context("nothing can be read")?;
        Ok(line)
    })
    .await?
}

/// The company of a grant, and the grant after the call, which may have renewed it.
async fn company_of(
    grant: Grant,
    service: &Service,
    transport: Arc<dyn Transport>,
) -> anyhow::Result<(Grant, CompanySettings)> {
    let access = Access::new(grant, service, transport).map_err(told)?;
    let company = access
        .client
        .company_settings()
        .await
        .map_err(|error| told(error.into()))?;
    Ok((access.grant(), company))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_that_of_the_standards_own_example() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned().into();
        assert_eq!(
            challenge(&verifier),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
