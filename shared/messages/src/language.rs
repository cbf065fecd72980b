/// A language that messages are in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, the default.
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

    /// The BCP 47 tag, as in HTML's `lang` attribute.
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

    /// The name in the language itself.
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
            // Nynorsk readers get Bokmål.
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

    /// The language of a person's locale: the first variable of POSIX that is set (`LC_ALL`, `LC_MESSAGES`, `LANG`), else
    /// English. `C`, `POSIX` and languages that Ekobridge does not have are English.
    #[must_use]
    pub fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        locale(variable)
            .and_then(|locale| Self::of_tag(&locale))
            .unwrap_or_default()
    }

    /// A person's locale whose language Ekobridge does not have.
    #[must_use]
    pub fn missing_locale(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
        let locale = locale(variable)?;
        let language = locale.split(['.', '@']).next().unwrap_or_default().trim();
        let names_none = matches!(language, "" | "C" | "POSIX");
        (!names_none && Self::of_tag(&locale).is_none()).then_some(locale)
    }

    /// The language that most people in a country read, by its ISO 3166 code; English for countries without a language here.
    #[must_use]
    pub fn of_country(code: &str) -> Self {
        match code.to_ascii_uppercase().as_str() {
            "SE" => Self::Swedish,
            "NO" => Self::Norwegian,
            "NL" => Self::Dutch,
            "FI" => Self::Finnish,
            "ES" => Self::Spanish,
            _ => Self::English,
        }
    }
}

/// A person's locale: the first variable of POSIX that is set.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.trim().is_empty())
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

    #[test]
    fn a_locale_is_read_from_the_first_variable_that_is_set() {
        let of = |set: &[(&str, &str)]| {
            Language::of_locale(|name| {
                let found = set.iter().find(|(variable, _)| *variable == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[]), Language::English);
        assert_eq!(of(&[("LANG", "sv_SE.UTF-8")]), Language::Swedish);
        assert_eq!(
            of(&[("LANG", "sv_SE.UTF-8"), ("LC_ALL", "fi_FI.UTF-8")]),
            Language::Finnish
        );
        assert_eq!(
            of(&[("LC_ALL", ""), ("LC_MESSAGES", "nb_NO")]),
            Language::Norwegian
        );
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "sv_SE.UTF-8")]), Language::English);
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Language::English);
    }

    #[test]
    fn each_country_with_its_own_eaccounting_has_its_language() {
        for (country, language) in [
            ("SE", Language::Swedish),
            ("no", Language::Norwegian),
            ("NL", Language::Dutch),
            ("FI", Language::Finnish),
            ("ES", Language::Spanish),
            ("DK", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of_country(country), language, "{country}");
        }
    }
}
