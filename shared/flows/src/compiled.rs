use mapping::Mapping;
use model::Problem;
use settings::Settings;

/// The settings, and the mapping that was built from them.
#[derive(Debug)]
pub struct CompiledSettings {
    /// The settings.
    pub settings: Settings,
    /// The compiled mapping.
    pub mapping: Mapping,
}

impl CompiledSettings {
    /// Builds the mapping of these settings.
    ///
    /// # Errors
    /// When an expression is wrong; the problem names file, line and column.
    pub fn new(settings: Settings) -> Result<Self, Problem> {
        let mapping = Mapping::load(&settings)?;
        Ok(Self { settings, mapping })
    }
}

impl AsRef<Settings> for CompiledSettings {
    fn as_ref(&self) -> &Settings {
        &self.settings
    }
}
