//! Codes, access tokens and refresh tokens, and their lifecycle: a state machine without HTTP.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long a code is valid.
const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// How long an access token is valid.
pub(super) const ACCESS_LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// The rule for refresh tokens. The vendor documents the first two, for older and newer clients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenMode {
    /// Each refresh returns a new refresh token and revokes the old one.
    #[default]
    Rotating,
    /// The refresh token stays the same.
    Reusable,
    /// As rotating; reuse of an old token also revokes the whole grant.
    ReuseRevokes,
}

/// A person's consent: one user, one company, one client.
#[derive(Clone, Serialize, Deserialize)]
struct Grant {
    company: Uuid,
    scopes: Vec<String>,
    revoked: bool,
}

#[derive(Clone, Serialize, Deserialize)]
struct Code {
    company: Uuid,
    scopes: Vec<String>,
    redirect_uri: String,
    expires_at: Timestamp,
    #[serde(default)]
    challenge: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Access {
    grant: u64,
    expires_at: Timestamp,
}

#[derive(Clone, Serialize, Deserialize)]
struct Refresh {
    grant: u64,
    used: bool,
}

/// A response of the token endpoint.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tokens {
    pub(super) access: String,
    /// Only with the scope `offline_access`.
    pub(super) refresh: Option<String>,
    pub(super) scopes: Vec<String>,
}

/// Why the token endpoint refuses. The error is always `invalid_grant`; the reason is its description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Void {
    #[error("The code is unknown, expired or already used.")]
    Code,
    #[error("The code_verifier is not that of the challenge that the code was asked with.")]
    Verifier,
    #[error("The redirect_uri is not the one that the code was asked with.")]
    RedirectUri,
    #[error("The refresh token is unknown.")]
    Unknown,
    #[error("The refresh token has already been used.")]
    Used,
    #[error("The grant has been revoked.")]
    Revoked,
}

/// The owner of an access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) company: Uuid,
    pub(crate) scopes: Vec<String>,
}

/// All grants and the tokens issued for them.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Grants {
    pub(super) mode: TokenMode,
    next: u64,
    grants: BTreeMap<u64, Grant>,
    codes: BTreeMap<String, Code>,
    access: BTreeMap<String, Access>,
    refresh: BTreeMap<String, Refresh>,
}

impl Grants {
    /// A code for a consent.
    pub(super) fn issue_code(
        &mut self,
        company: Uuid,
        scopes: Vec<String>,
        redirect_uri: String,
        now: Timestamp,
    ) -> String {
        let code = secret();
        let expires_at = now + CODE_LIFETIME;
        self.codes.insert(
            code.clone(),
            Code {
                company,
                scopes,
                redirect_uri,
                expires_at,
                challenge: None,
            },
        );
        code
    }

    /// Binds a code to the S256 challenge of its request (RFC 7636).
    pub(super) fn challenge(&mut self, code: &str, challenge: String) {
        if let Some(code) = self.codes.get_mut(code) {
            code.challenge = Some(challenge);
        }
    }

    /// Whether the verifier matches the code's challenge. A code without a challenge needs none.
    pub(super) fn is_verified(&self, code: &str, verifier: Option<&str>) -> bool {
        let challenge = self.codes.get(code).and_then(|code| code.challenge.as_deref());
        challenge.is_none_or(|challenge| {
            verifier.is_some_and(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge)
        })
    }

    /// Exchanges a code, once.
    pub(super) fn exchange(
        &mut self,
        code: &str,
        redirect_uri: &str,
        now: Timestamp,
    ) -> Result<Tokens, Void> {
        let found = self
            .codes
            .remove(code)
            .filter(|code| now < code.expires_at)
            .ok_or(Void::Code)?;
        if found.redirect_uri != redirect_uri {
            return Err(Void::RedirectUri);
        }
        let refresh = found
            .scopes
            .iter()
            .any(|scope| scope == "offline_access")
            .then(secret);
        let grant = self.grant(found.company, found.scopes, refresh.clone());
        Ok(self.tokens(grant, refresh, now))
    }

    /// A new grant, with `refresh` as its refresh token.
    pub(super) fn grant(&mut self, company: Uuid, scopes: Vec<String>, refresh: Option<String>) -> u64 {
        let grant = self.next;
        self.next += 1;
        self.grants.insert(
            grant,
            Grant {
                company,
                scopes,
                revoked: false,
            },
        );
        if let Some(token) = refresh {
            self.refresh.insert(token, Refresh { grant, used: false });
        }
        grant
    }

    /// Exchanges a refresh token.
    pub(super) fn refresh(&mut self, token: &str, now: Timestamp) -> Result<Tokens, Void> {
        let mode = self.mode;
        let found = self.refresh.get_mut(token).ok_or(Void::Unknown)?;
        let grant = found.grant;
        if self.grants.get(&grant).is_none_or(|grant| grant.revoked) {
            return Err(Void::Revoked);
        }
        if found.used {
            if mode == TokenMode::ReuseRevokes {
                self.revoke(grant);
            }
            return Err(Void::Used);
        }
        let next = match mode {
            TokenMode::Reusable => token.to_owned(),
            TokenMode::Rotating | TokenMode::ReuseRevokes => {
                found.used = true;
                let next = secret();
                self.refresh.insert(next.clone(), Refresh { grant, used: false });
                next
            }
        };
        Ok(self.tokens(grant, Some(next), now))
    }

    /// A new access token for a grant, together with the refresh token.
    pub(super) fn tokens(&mut self, grant: u64, refresh: Option<String>, now: Timestamp) -> Tokens {
        let access = secret();
        self.access.retain(|_, token| now < token.expires_at);
        self.access.insert(
            access.clone(),
            Access {
                grant,
                expires_at: now + ACCESS_LIFETIME,
            },
        );
        let scopes = self
            .grants
            .get(&grant)
            .map(|grant| grant.scopes.clone())
            .unwrap_or_default();
        Tokens {
            access,
            refresh,
            scopes,
        }
    }

    /// The owner of an access token, while it is valid.
    pub(super) fn session(&self, access: &str, now: Timestamp) -> Option<Session> {
        let token = self.access.get(access).filter(|token| now < token.expires_at)?;
        let grant = self.grants.get(&token.grant).filter(|grant| !grant.revoked)?;
        Some(Session {
            company: grant.company,
            scopes: grant.scopes.clone(),
        })
    }

    /// Revokes a token. A refresh token revokes its grant too; an access token only itself.
    pub(super) fn revoke_token(&mut self, token: &str) {
        if let Some(grant) = self.refresh.get(token).map(|refresh| refresh.grant) {
            self.revoke(grant);
        }
        self.access.remove(token);
    }

    /// Revokes all grants, as a changed password does.
    pub(super) fn revoke_all(&mut self) {
        let all: BTreeSet<u64> = self.grants.keys().copied().collect();
        all.into_iter().for_each(|grant| self.revoke(grant));
    }

    fn revoke(&mut self, grant: u64) {
        if let Some(grant) = self.grants.get_mut(&grant) {
            grant.revoked = true;
        }
        self.access.retain(|_, token| token.grant != grant);
    }

    /// Expires all access tokens. Refresh tokens stay valid.
    pub(super) fn expire_access(&mut self) {
        self.access.clear();
    }

    /// Moves all grants to another company.
    pub(super) fn move_to(&mut self, company: Uuid) {
        self.grants.values_mut().for_each(|grant| grant.company = company);
    }
}

fn secret() -> String {
    Uuid::new_v4().simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn grants(mode: TokenMode) -> Grants {
        let mut grants = Grants {
            mode,
            ..Grants::default()
        };
        grants.grant(Uuid::nil(), vec!["ea:api".into()], Some("first".into()));
        grants
    }

    #[test]
    fn a_code_is_good_once_and_for_less_than_five_minutes() {
        let mut grants = Grants::default();
        let scopes = || vec!["ea:api".to_owned(), "offline_access".to_owned()];
        let code = grants.issue_code(Uuid::nil(), scopes(), "http://x/".into(), START);
        assert!(
            grants
                .exchange(&code, "http://x/", START)
                .unwrap()
                .refresh
                .is_some()
        );
        assert_eq!(grants.exchange(&code, "http://x/", START), Err(Void::Code));
        let late = grants.issue_code(Uuid::nil(), scopes(), "http://x/".into(), START);
        assert_eq!(
            grants.exchange(&late, "http://x/", START + CODE_LIFETIME),
            Err(Void::Code)
        );
        let astray = grants.issue_code(Uuid::nil(), scopes(), "http://x/".into(), START);
        assert_eq!(
            grants.exchange(&astray, "http://y/", START),
            Err(Void::RedirectUri)
        );
    }

    #[test]
    fn a_code_that_was_asked_with_a_challenge_needs_its_verifier() {
        let mut grants = Grants::default();
        let code = grants.issue_code(Uuid::nil(), vec!["ea:api".into()], "http://x/".into(), START);
        assert!(grants.is_verified(&code, None));
        // RFC 7636, appendix B.
        grants.challenge(&code, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into());
        assert!(!grants.is_verified(&code, None));
        assert!(!grants.is_verified(&code, Some("another")));
        assert!(grants.is_verified(&code, Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
    }

    #[test]
    fn without_offline_access_there_is_no_refresh_token() {
        let mut grants = Grants::default();
        let code = grants.issue_code(Uuid::nil(), vec!["ea:api".into()], "http://x/".into(), START);
        assert_eq!(grants.exchange(&code, "http://x/", START).unwrap().refresh, None);
    }

    #[test]
    fn an_access_token_ends_after_an_hour() {
        let mut grants = grants(TokenMode::Reusable);
        let token = grants.refresh("first", START).unwrap().access;
        assert!(
            grants
                .session(&token, START + SignedDuration::from_secs(3_599))
                .is_some()
        );
        assert!(grants.session(&token, START + ACCESS_LIFETIME).is_none());
    }

    #[test]
    fn a_rotating_token_is_good_once_and_its_successor_goes_on() {
        let mut grants = grants(TokenMode::Rotating);
        let second = grants.refresh("first", START).unwrap().refresh.unwrap();
        assert_eq!(grants.refresh("first", START), Err(Void::Used));
        assert!(grants.refresh(&second, START).is_ok());
    }

    #[test]
    fn a_reusable_token_stays_the_same() {
        let mut grants = grants(TokenMode::Reusable);
        for _ in 0..3 {
            assert_eq!(
                grants.refresh("first", START).unwrap().refresh.as_deref(),
                Some("first")
            );
        }
    }

    #[test]
    fn using_an_old_token_again_can_revoke_the_grant_and_its_access_tokens() {
        let mut grants = grants(TokenMode::ReuseRevokes);
        let tokens = grants.refresh("first", START).unwrap();
        assert_eq!(grants.refresh("first", START), Err(Void::Used));
        assert_eq!(
            grants.refresh(&tokens.refresh.unwrap(), START),
            Err(Void::Revoked)
        );
        assert!(grants.session(&tokens.access, START).is_none());
    }
}
