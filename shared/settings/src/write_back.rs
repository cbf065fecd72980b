use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name};

/// `[write_back]`: what ActiveCampaign is told of a created document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteBack {
    /// A tag put on the contact; it must not start an automation that sends the contact here again.
    pub tag: Option<Name>,
    /// Whether a note on the contact, or deal, says which document was created.
    pub note: bool,
    /// The contact's custom field that takes the document's number.
    pub contact_field: Option<FieldTag>,
}
