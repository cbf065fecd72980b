use sha2::{Digest, Sha256};

/// Removes control characters but line breaks and tabs, which become blanks where `single_line` is set.
#[must_use]
pub fn strip_control(text: &str, single_line: bool) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' if single_line => Some(' '),
            '\r' if single_line => None,
            '\n' | '\t' => Some(c),
            c if c.is_control() => None,
            // Zero-width and direction marks, which break searching and printing; emoji joiners are kept.
            '\u{ad}' | '\u{200b}' | '\u{2060}' => None,
            '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            c => Some(c),
        })
        .collect()
}

/// "1 record", "3 records": a count with its noun, whose plural ends with an s.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Cuts a text to `max` characters, at a word where one ends in the second half, never inside a character.
#[must_use]
pub fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max).collect();
    let next_is_blank = text.chars().nth(max).is_some_and(char::is_whitespace);
    let at_word = cut.rfind(char::is_whitespace).filter(|at| *at * 2 >= cut.len());
    match at_word {
        Some(at) if !next_is_blank => cut[..at].trim_end().to_owned(),
        _ => cut.trim_end().to_owned(),
    }
}

/// Cuts a text to `max` characters, and replaces the rest by a digest so that different texts stay different.
#[must_use]
pub fn shorten_unique(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let digest = short_digest(text);
    let kept: String = text.chars().take(max.saturating_sub(digest.len() + 1)).collect();
    format!("{kept}~{digest}").chars().take(max).collect()
}

/// Twelve hexadecimal digits that stand for a text.
#[must_use]
pub fn short_digest(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_at_a_word() {
        assert_eq!(
            shorten("Lindströms Järn och Maskin AB", 22),
            "Lindströms Järn och"
        );
        assert_eq!(
            shorten("Lindströms Järn och Maskin AB", 26),
            "Lindströms Järn och Maskin"
        );
        assert_eq!(shorten("Donaudampfschifffahrt", 10), "Donaudampf");
        assert_eq!(shorten("kort", 10), "kort");
    }

    #[test]
    fn two_long_references_stay_two() {
        let (a, b) = (format!("{}A", "x".repeat(60)), format!("{}B", "x".repeat(60)));
        let (a, b) = (shorten_unique(&a, 35), shorten_unique(&b, 35));
        assert_ne!(a, b);
        assert_eq!((a.chars().count(), b.chars().count()), (35, 35));
    }

    #[test]
    fn control_characters_go_and_emoji_stay() {
        assert_eq!(strip_control("a\u{0}b\r\nc\u{202e}👩‍🚀", true), "ab c👩‍🚀");
        // Copied along from web pages.
        assert_eq!(strip_control("Lind\u{ad}qvist\u{200b}", true), "Lindqvist");
    }
}
