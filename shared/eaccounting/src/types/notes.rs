use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LinkedResource, NoteDocument, shows};

/// A note on a document (`NoteApi`).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Note {
    /// Id; given by eAccounting.
    #[serde(default, skip_serializing)]
    pub id: Option<Uuid>,
    /// The document that it hangs on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached_to: Option<Uuid>,
    /// The document's kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_type: Option<NoteDocument>,
    /// Text; at most 256 characters.
    pub text: String,
    /// Subject; at most 40 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Whether it is ticked off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_done: Option<bool>,
}

shows!(Note, this: id = this.id, document_type = this.document_type, attached_to = this.attached_to);

/// A link from a record to its origin in a partner's system (`PartnerResourceLinkApi`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PartnerResourceLink {
    /// Id; given by eAccounting.
    #[serde(default, skip_serializing)]
    pub id: Option<Uuid>,
    /// The record in eAccounting.
    pub resource_id: Uuid,
    /// The record's kind.
    pub resource_type: LinkedResource,
    /// Address of the record in the partner's system; at most 256 characters.
    pub href: String,
    /// Name of the partner's company; at most 100 characters.
    pub partner_company_name: String,
    /// Name of the partner's system; at most 100 characters.
    pub partner_system_name: String,
}

shows!(PartnerResourceLink, this: id = this.id, resource_type = this.resource_type, resource_id = this.resource_id);

/// How a document is e-mailed (`EmailApi`). Absent fields get eAccounting's defaults: the customer's address for this
/// kind of document, the customer's copies, the company's subject and text.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EmailRequest {
    /// Recipient; at most 255 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Copies: absent means the customer's, `Some(None)` (null) means none.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub cc_recipients: Option<Option<Vec<String>>>,
    /// Subject; `####` becomes the document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

shows!(EmailRequest, this: has_recipient = this.email.is_some());

/// Distinguishes null from absent.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<Vec<String>>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_copies_is_null_and_the_customers_copies_is_absent() {
        let none = EmailRequest {
            cc_recipients: Some(None),
            ..Default::default()
        };
        assert_eq!(serde_json::to_string(&none).unwrap(), r#"{"CcRecipients":null}"#);
        assert_eq!(serde_json::to_string(&EmailRequest::default()).unwrap(), "{}");
        assert_eq!(
            serde_json::from_str::<EmailRequest>(r#"{"CcRecipients":null}"#).unwrap(),
            none
        );
    }

    #[test]
    fn an_id_is_never_sent_with_a_new_note() {
        let note: Note =
            serde_json::from_str(r#"{"Id":"6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e","Text":"x"}"#).unwrap();
        assert_eq!(serde_json::to_string(&note).unwrap(), r#"{"Text":"x"}"#);
    }
}
