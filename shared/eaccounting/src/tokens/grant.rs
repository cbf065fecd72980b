use jiff::Timestamp;
use model::{Code, Problem};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::oauth::OAuthClient;
use crate::types::CompanySettings;

/// The company that a grant is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyBinding {
    /// What names the company for good: see [`crate::types::CompanySettings::identity`].
    pub id: String,
    /// Its name, for people.
    pub name: String,
}

impl CompanyBinding {
    /// The company of these settings.
    ///
    /// # Errors
    /// [`Code::EACCOUNTING_INVALID_RESPONSE`] when they have nothing that names the company for good.
    pub fn of(company: &CompanySettings) -> Result<Self, Problem> {
        let id = company.identity().ok_or_else(|| {
            Problem::new(
                Code::EACCOUNTING_INVALID_RESPONSE,
                "eAccounting's company settings have neither CompanyIdentifier nor CorporateIdentityNumber.",
                "Fill in the organisation number in eAccounting under Settings › Company settings, then connect again.",
            )
        })?;
        Ok(Self {
            id: id.to_owned(),
            name: company.name.clone(),
        })
    }
}

/// The content of eAccounting's secret: the client, the grant, and its metadata.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: SecretString,
    /// Where the consent page sends the code.
    pub redirect_uri: Option<String>,
    /// The refresh token; empty until somebody connects.
    pub refresh_token: SecretString,
    /// The access token, shared by all workers.
    pub access_token: Option<SecretString>,
    /// Until when the access token is valid.
    pub access_token_expires_at: Option<Timestamp>,
    /// The company that was connected.
    pub company: Option<CompanyBinding>,
    /// When the login service last refused this grant: it needs a new authorisation.
    pub refused_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redirect_uri: Option<String>,
    #[serde(default)]
    refresh_token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access_token_expires_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<CompanyBinding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused_at: Option<Timestamp>,
}

impl Grant {
    /// A grant that was just given.
    #[must_use]
    pub fn new(client: OAuthClient, refresh_token: SecretString) -> Self {
        Self {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uri: None,
            refresh_token,
            access_token: None,
            access_token_expires_at: None,
            company: None,
            refused_at: None,
        }
    }

    /// Reads the secret's JSON: `{"client_id", "client_secret", "redirect_uri", "refresh_token", "access_token",
    /// "access_token_expires_at", "company": {"id", "name"}, "refused_at"}`, of which the first two are required.
    ///
    /// # Errors
    /// [`Code::SECRET_MISSING`] when it is not such a document or lacks the client, without quoting it.
    pub fn from_json(json: &str) -> Result<Self, Problem> {
        let missing = |what: &str| {
            Problem::new(
                Code::SECRET_MISSING,
                format!("The secret of eAccounting {what}."),
                "Run `ekobridge connect`, which writes it.",
            )
        };
        let document: Document = serde_json::from_str(json).map_err(|_| missing("cannot be read"))?;
        if document.client_id.is_empty() || document.client_secret.is_empty() {
            return Err(missing("has no client_id or no client_secret"));
        }
        Ok(Self {
            client_id: document.client_id,
            client_secret: document.client_secret.into(),
            redirect_uri: document.redirect_uri,
            refresh_token: document.refresh_token.into(),
            access_token: document
                .access_token
                .filter(|token| !token.is_empty())
                .map(Into::into),
            access_token_expires_at: document.access_token_expires_at,
            company: document.company,
            refused_at: document.refused_at,
        })
    }

    /// The secret's JSON.
    #[must_use]
    pub fn to_json(&self) -> SecretString {
        let document = Document {
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.expose_secret().to_owned(),
            redirect_uri: self.redirect_uri.clone(),
            refresh_token: self.refresh_token.expose_secret().to_owned(),
            access_token: self
                .access_token
                .as_ref()
                .map(|token| token.expose_secret().to_owned()),
            access_token_expires_at: self.access_token_expires_at,
            company: self.company.clone(),
            refused_at: self.refused_at,
        };
        // Texts and times only: writing them cannot fail.
        serde_json::to_string(&document).unwrap_or_default().into()
    }

    /// The client that the grant was given to.
    #[must_use]
    pub fn client(&self) -> OAuthClient {
        OAuthClient {
            id: self.client_id.clone(),
            secret: self.client_secret.clone(),
        }
    }

    /// Whether both are the same grant to the same client, whatever access token they hold.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.client_id == other.client_id
            && same(&self.client_secret, &other.client_secret)
            && same(&self.refresh_token, &other.refresh_token)
    }
}

pub(super) fn same(a: &SecretString, b: &SecretString) -> bool {
    a.expose_secret() == b.expose_secret()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_survives_reading_and_writing() {
        let json = r#"{"client_id":"c","client_secret":"s","redirect_uri":"http://x/","refresh_token":"r","access_token":"a","access_token_expires_at":"2026-11-23T10:00:00Z","company":{"id":"1","name":"Shop AB"},"refused_at":"2026-11-23T09:00:00Z"}"#;
        assert_eq!(Grant::from_json(json).unwrap().to_json().expose_secret(), json);
    }

    #[test]
    fn a_secret_without_a_client_is_missing_and_never_quoted() {
        for json in [
            "",
            "{}",
            "marked",
            r#"{"client_id":"marked"}"#,
            r#"{"client_id":7,"client_secret":"marked"}"#,
        ] {
            let problem = Grant::from_json(json).unwrap_err();
            assert_eq!(problem.code, Code::SECRET_MISSING);
            assert!(!problem.to_string().contains("marked"));
        }
    }

    #[test]
    fn tokens_do_not_show_in_debug() {
        let json =
            r#"{"client_id":"c","client_secret":"marked","refresh_token":"marked","access_token":"marked"}"#;
        assert!(!format!("{:?}", Grant::from_json(json).unwrap()).contains("marked"));
    }
}
