//! Whether ActiveCampaign has the custom fields that settings and mapping rules name, on the records that they are read from
//! or written to.

use activecampaign::{Client, Error};
use flows::CompiledSettings;
use model::{FieldOwner, NamedField, Problem};

use crate::deployment::Deployment;
use crate::language::commands;

/// A custom field that a setting or rule names, and that isn't where it is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    pub(crate) field: NamedField,
    /// The other records that have a field with this tag.
    pub(crate) has_it: Vec<FieldOwner>,
}

/// The custom fields of the settings that ActiveCampaign doesn't have, or has for other records. Asks nothing if the settings
/// name none.
///
/// # Errors
/// When a call fails.
pub(crate) async fn missing(client: &Client, settings: &CompiledSettings) -> Result<Vec<Missing>, Error> {
    let mut missing = Vec::new();
    for field in settings.custom_fields() {
        if client.has_field_of(&field.tag, field.owners).await? {
            continue;
        }
        let mut has_it = Vec::new();
        for owner in FieldOwner::ALL {
            if !field.owners.contains(owner) && client.has_field_of(&field.tag, &[*owner]).await? {
                has_it.push(*owner);
            }
        }
        missing.push(Missing { field, has_it });
    }
    Ok(missing)
}

/// Warns of custom fields that ActiveCampaign doesn't have, or not for these records: they would wait for it, or be sent without
/// its value.
pub(crate) async fn warn(deployment: &Deployment, settings: &CompiledSettings) {
    if settings.custom_fields().is_empty() {
        return;
    }
    let text = commands();
    let found = async {
        let flows = deployment.worker().flows().await?;
        let client = &flows.services().activecampaign;
        missing(client, settings).await.map_err(Problem::from)
    };
    match found.await {
        Ok(missing) => {
            for Missing { field, has_it } in missing {
                let all = |owners: &[FieldOwner]| {
                    let names = owners
                        .iter()
                        .map(|owner| text.settings_field_owner(owner.as_str()));
                    names.collect::<Vec<_>>().join(", ")
                };
                let NamedField { key, tag, owners } = field;
                eprintln!(
                    "{}",
                    match has_it.is_empty() {
                        true => text.settings_field_missing(key, tag),
                        false => text.settings_field_elsewhere(all(&has_it), key, tag, all(owners)),
                    }
                );
            }
        }
        Err(problem) => eprintln!("{}", text.settings_fields_unknown(problem.message)),
    }
}
