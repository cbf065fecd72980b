use mapping::Mapping;
use model::{Code, NamedField, Problem};
use settings::Settings;

use crate::two_way;

/// The settings, and the mapping that was built from them.
#[derive(Debug)]
pub struct CompiledSettings {
    /// The settings.
    pub settings: Settings,
    /// The compiled mapping.
    pub mapping: Mapping,
}

impl CompiledSettings {
    /// The custom fields that settings and mapping rules name by tag.
    #[must_use]
    pub fn custom_fields(&self) -> Vec<NamedField> {
        let of_settings = self.settings.custom_fields().into_iter();
        of_settings.chain(self.mapping.custom_fields()).collect()
    }

    /// Builds the mapping of these settings.
    ///
    /// # Errors
    /// When an expression is wrong; the problem names file, line and column. When a contact's field is to hold a field that
    /// eAccounting's customers don't have.
    pub fn new(settings: Settings) -> Result<Self, Problem> {
        let mapping = Mapping::load(&settings)?;
        Self::of(settings, mapping)
    }

    /// The same, of a mapping that was built from these settings before.
    ///
    /// # Errors
    /// When a contact's field is to hold a field that eAccounting's customers don't have.
    pub fn of(settings: Settings, mapping: Mapping) -> Result<Self, Problem> {
        let fields = &settings.to_activecampaign.customers.fields;
        if let Some((tag, field)) = fields
            .iter()
            .find(|(_, field)| !two_way::is_readable(field.as_str()))
        {
            return Err(Problem::new(
                Code::SETTINGS_INVALID,
                format!(
                    "to_activecampaign.customers.fields.{tag} is \"{field}\", which is no field of eAccounting's customers that \
                     holds one value."
                ),
                "Name a field as docs/MAPPING.md lists them for customers, such as \"CustomerNumber\" or \"InvoiceCity\", and push \
                 the settings again.",
            ));
        }
        Ok(Self { settings, mapping })
    }
}

impl AsRef<Settings> for CompiledSettings {
    fn as_ref(&self) -> &Settings {
        &self.settings
    }
}
