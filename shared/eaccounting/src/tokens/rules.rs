//! What a worker may do with a grant, as functions of what it has read: `docs/PROOF.md` explores them in every order of
//! events.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

use super::Grant;
use super::grant::same;
use crate::oauth::TokenSet;

/// Tokens are renewed this long before they end, so that none ends on its way.
pub const EARLY: SignedDuration = SignedDuration::from_mins(4);
/// A refused grant is tried again this often.
pub const PROBE_EVERY: SignedDuration = SignedDuration::from_mins(10);
/// How long a refresh and its storage may take: more than the transport's time-out.
pub const SENDING: SignedDuration = SignedDuration::from_secs(45);

/// A renewed grant until it is stored: its refresh token may be the only valid one.
#[derive(Debug, Clone)]
pub struct Unsaved {
    /// The renewed grant.
    pub grant: Grant,
    /// The grant whose refresh token was used for it.
    pub renewed_from: Grant,
}

/// What a worker does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Store what it renewed before.
    Save,
    /// Use the stored access token.
    Use,
    /// Ask nobody: no one has connected.
    NotConnected,
    /// Ask nobody: the login service refused the grant less than [`PROBE_EVERY`] ago.
    Refused,
    /// Ask for new tokens. Only under the lease.
    Refresh,
}

/// The next step of a worker that has read `stored`, was refused the access token `refused` by eAccounting, and still has to
/// store `unsaved`.
#[must_use]
pub fn step(
    stored: &Grant,
    refused: Option<&SecretString>,
    unsaved: Option<&Unsaved>,
    now: Timestamp,
) -> Step {
    if unsaved.is_some_and(|unsaved| unsaved.renewed_from.is_same_as(stored)) {
        // Even where the stored access token would do, or the stored grant is marked as refused: the refresh token that it was
        // exchanged for may be spent.
        return Step::Save;
    }
    if is_usable(stored, refused, now) {
        return Step::Use;
    }
    if stored.refresh_token.expose_secret().is_empty() {
        return Step::NotConnected;
    }
    match stored.refused_at {
        Some(at) if now.duration_since(at) < PROBE_EVERY => Step::Refused,
        _ => Step::Refresh,
    }
}

/// Whether a grant's access token lasts long enough, and is not the one that was refused.
#[must_use]
pub fn is_usable(grant: &Grant, refused: Option<&SecretString>, now: Timestamp) -> bool {
    let Some((token, until)) = grant.access_token.as_ref().zip(grant.access_token_expires_at) else {
        return false;
    };
    is_fresh(until, now) && !refused.is_some_and(|refused| same(refused, token))
}

/// Whether a token that ends then may still be used.
#[must_use]
pub fn is_fresh(until: Timestamp, now: Timestamp) -> bool {
    until.duration_since(now) > EARLY
}

/// Whether a refresh may leave now: a lease that ends before its answer is stored lets a second worker send the same refresh
/// token, which some clients' grants don't survive.
#[must_use]
pub fn may_send(lease_until: Timestamp, now: Timestamp) -> bool {
    lease_until.duration_since(now) >= SENDING
}

/// A grant with the tokens that were given for it. Where no refresh token came along, the former one stays good.
#[must_use]
pub fn renewed(grant: &Grant, tokens: TokenSet, now: Timestamp) -> Grant {
    let lifetime = SignedDuration::try_from(tokens.expires_in).unwrap_or(SignedDuration::ZERO);
    Grant {
        refresh_token: tokens
            .refresh_token
            .unwrap_or_else(|| grant.refresh_token.clone()),
        access_token: Some(tokens.access_token),
        access_token_expires_at: now.checked_add(lifetime).ok(),
        refused_at: None,
        ..grant.clone()
    }
}

/// What is stored of a renewed grant in place of `stored`: others may have bound its company meanwhile.
#[must_use]
pub fn to_save(unsaved: &Unsaved, stored: &Grant) -> Grant {
    Grant {
        company: stored.company.clone().or_else(|| unsaved.grant.company.clone()),
        ..unsaved.grant.clone()
    }
}

/// What to do after the login service refused the grant `asked_with`, when `stored` was read once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterRefusal {
    /// Another worker or a person has written a new grant just now: go on with that.
    GoOn,
    /// The refusal stands: mark the grant, so that no other worker asks.
    Mark,
}

/// See [`AfterRefusal`].
#[must_use]
pub fn after_refusal(asked_with: &Grant, stored: &Grant) -> AfterRefusal {
    if stored.is_same_as(asked_with) {
        AfterRefusal::Mark
    } else {
        AfterRefusal::GoOn
    }
}

/// The grant, marked as refused.
#[must_use]
pub fn marked_refused(grant: &Grant, now: Timestamp) -> Grant {
    Grant {
        access_token: None,
        access_token_expires_at: None,
        refused_at: Some(now),
        ..grant.clone()
    }
}
