//! Whether ActiveCampaign has the custom fields that settings and mapping rules name.

use activecampaign::{Client, Error};
use flows::CompiledSettings;

/// A setting or rule, and the tag in it that no custom field has.
pub(crate) type Missing = (String, String);

/// The custom fields of the settings that ActiveCampaign doesn't have. Asks nothing if the settings name none.
///
/// # Errors
/// When a call fails.
pub(crate) async fn missing(client: &Client, settings: &CompiledSettings) -> Result<Vec<Missing>, Error> {
    let mut missing = Vec::new();
    for (key, tag) in settings.custom_fields() {
        if !client.has_field(&tag).await? {
            missing.push((key, tag));
        }
    }
    Ok(missing)
}
