use std::sync::{Arc, Mutex, PoisonError};

use messages::Language;

/// The language that a process writes notices in. It follows the settings, so all who send notices share one.
#[derive(Debug, Clone, Default)]
pub struct NoticeLanguage(Arc<Mutex<Language>>);

impl NoticeLanguage {
    /// The language now; English until another is set.
    #[must_use]
    pub fn get(&self) -> Language {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the next notices in this language.
    pub fn set(&self, language: Language) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }
}
