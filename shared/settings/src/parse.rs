use model::{Code, Problem};

use crate::Settings;

/// One thing that is wrong with a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong and what was expected, in whole sentences.
    pub message: String,
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Everything that is wrong with a settings file, in the order of its lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsErrors(pub Vec<SettingsError>);

impl std::fmt::Display for SettingsErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for SettingsErrors {}

impl From<SettingsErrors> for Problem {
    fn from(errors: SettingsErrors) -> Self {
        Self::new(
            Code::SETTINGS_INVALID,
            format!("The settings are not valid:\n{errors}"),
            "Correct the settings file and push it again.",
        )
    }
}

pub(crate) fn parse(_text: &str, _file: &str) -> Result<Settings, SettingsErrors> {
    Err(SettingsErrors(Vec::new()))
}

/// The JSON Schema of the settings file, for editors.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Settings).to_value()
}
