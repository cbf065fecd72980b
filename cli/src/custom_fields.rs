//! Whether ActiveCampaign has the custom fields that settings name.

use activecampaign::{Client, Error};
use settings::Settings;

/// A setting, and the tag in it that no custom field has.
pub(crate) type Missing = (&'static str, String);

/// The custom fields of the settings that ActiveCampaign doesn't have. Asks nothing if the settings name none.
///
/// # Errors
/// When a call fails.
pub(crate) async fn missing(client: &Client, settings: &Settings) -> Result<Vec<Missing>, Error> {
    let mut missing = Vec::new();
    for (key, tag) in settings.custom_fields() {
        if !client.has_field(&tag).await? {
            missing.push((key, tag));
        }
    }
    Ok(missing)
}
