/// A language that messages are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, which applies where nothing else is asked for.
    #[default]
    English,
    /// Swedish.
    Swedish,
    /// Norwegian, Bokmål.
    Norwegian,
    /// Dutch.
    Dutch,
    /// Finnish.
    Finnish,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 6] = [
        Self::English,
        Self::Swedish,
        Self::Norwegian,
        Self::Dutch,
        Self::Finnish,
        Self::Spanish,
    ];

    /// Its tag by BCP 47, as HTML's `lang` takes it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
            Self::Norwegian => "nb",
            Self::Dutch => "nl",
            Self::Finnish => "fi",
            Self::Spanish => "es",
        }
    }

    /// Its own name, for a choice of languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Swedish => "Svenska",
            Self::Norwegian => "Norsk",
            Self::Dutch => "Nederlands",
            Self::Finnish => "Suomi",
            Self::Spanish => "Español",
        }
    }

    /// The language of a tag, such as `sv-SE`, `nn` or `C.UTF-8`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            // Whoever reads Nynorsk reads Bokmål.
            "no" | "nn" => Some(Self::Norwegian),
            primary => Self::ALL.into_iter().find(|language| language.tag() == primary),
        }
    }

    /// The language that a browser's `Accept-Language` asks for: the first of those here by its weight, else English.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',') {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let weight = parameters
                .trim()
                .strip_prefix("q=")
                .map_or(Some(1_000), thousandths)
                .unwrap_or(0);
            let Some(language) = Self::of_tag(tag) else {
                continue;
            };
            if weight > best.map_or(0, |(weight, _)| weight) {
                best = Some((weight, language));
            }
        }
        best.map_or_else(Self::default, |(_, language)| language)
    }

    pub(crate) fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../locales/en.ftl"),
            Self::Swedish => include_str!("../locales/sv.ftl"),
            Self::Norwegian => include_str!("../locales/nb.ftl"),
            Self::Dutch => include_str!("../locales/nl.ftl"),
            Self::Finnish => include_str!("../locales/fi.ftl"),
            Self::Spanish => include_str!("../locales/es.ftl"),
        }
    }
}

/// A weight such as `0.8`, in thousandths: at most three places, by RFC 9110, 12.4.2.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, part) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    let part: u32 = format!("{part:0<3}").parse().ok()?;
    Some((whole * 1_000 + part).min(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_likes_best_of_those_here() {
        for (header, language) in [
            ("", Language::English),
            ("sv", Language::Swedish),
            ("sv-SE,sv;q=0.9,en;q=0.8", Language::Swedish),
            ("de-DE,de;q=0.9,fi;q=0.5,en;q=0.4", Language::Finnish),
            ("en;q=0.5, nl;q=0.7", Language::Dutch),
            ("nn-NO", Language::Norwegian),
            ("no", Language::Norwegian),
            ("es-419", Language::Spanish),
            ("fi;q=0, es;q=0.001", Language::Spanish),
            ("de, *;q=0.1", Language::English),
            ("sv;q=nonsense, nl;q=0.2", Language::Dutch),
            (";;;,,q=1", Language::English),
        ] {
            assert_eq!(Language::accepted(header), language, "{header:?}");
        }
    }
}
