//! Decoding of webhooks: a form body and the query string of the URL that was called, into a typed [`Event`].
//!
//! ActiveCampaign posts `application/x-www-form-urlencoded` with PHP's bracket keys, one event a request, unsigned, at
//! least once and never again when it failed. So decoding is strict where a wrong reading would do harm (ids, types,
//! dates) and lenient everywhere else: a field that is not needed cannot lose an event. Keys are never folded into
//! arrays by their numbers; `contact[fields][39]` is the field 39, not the fortieth.
//!
//! Only the ids in a body are used: the record is always read again.

mod event;
mod form;
mod interest;
mod kind;

#[cfg(test)]
mod tests;

pub use event::{Event, FieldRef, Initiator, Subject, decode};
pub use form::DecodeError;
pub use interest::WebhookAction;
pub use kind::EventKind;
