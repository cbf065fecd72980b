//! Where and why an expression is no JSONata, in words.
//!
//! The engine's parser reports the reference implementation's error codes, but no position. The position is found by
//! parsing prefixes: an error that a prefix shows as well lies within that prefix.

use jsonata_core::ast::AstNode;
use jsonata_core::parser;
use settings::Place;

/// Longer expressions are programs, and finding the place of an error in them would take too long.
pub(crate) const MAX_CHARS: usize = 4_000;

/// A syntax error: where in the expression, counted in bytes, and why.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// Reads an expression.
pub(crate) fn parse(expression: &str) -> Result<AstNode, SyntaxError> {
    if expression.chars().count() > MAX_CHARS {
        return Err(SyntaxError {
            at: 0,
            message: format!("The expression is longer than {MAX_CHARS} characters."),
        });
    }
    parser::parse(expression).map_err(|error| {
        let raw = error.to_string();
        SyntaxError {
            at: place_of_error(expression, &raw),
            message: format!("This is no JSONata: {}", in_words(&raw)),
        }
    })
}

/// The end of the shortest prefix from which on the error stays the same.
fn place_of_error(expression: &str, error: &str) -> usize {
    // An expression that breaks off does so at its end.
    if ["S0203", "S0207"].contains(&code(error)) {
        return expression.trim_end().len();
    }
    let ends: Vec<usize> = expression.char_indices().map(|(at, _)| at).collect();
    // Halved again and again: each beginning that is tried is read whole, so that to try all would be work by the square.
    let differs = |end: &usize| match parser::parse(&expression[..*end]) {
        Err(other) => other.to_string() != error,
        Ok(_) => true,
    };
    let place = ends
        .get(ends.partition_point(differs))
        .copied()
        .unwrap_or(expression.len());
    // The position is the end of the offending word; messages show its start.
    let before = &expression[..place];
    let last = before.chars().next_back();
    let word = |c: char| c.is_alphanumeric() || "_$".contains(c);
    if last.is_some_and(word) {
        before
            .rfind(|c: char| !word(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))
    } else {
        let end = before.char_indices().next_back().map_or(0, |(at, _)| at);
        let quoted = last.filter(|c| "'\"".contains(*c) && code(error) != "S0101");
        quoted.and_then(|quote| before[..end].rfind(quote)).unwrap_or(end)
    }
}

/// The reference implementation's code in a message, such as `S0201`; empty if there is none.
pub(crate) fn code(message: &str) -> &str {
    message
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| {
            word.len() == 5
                && word.starts_with(['S', 'T', 'D', 'U'])
                && word[1..].bytes().all(|b| b.is_ascii_digit())
        })
        .unwrap_or_default()
}

fn in_words(message: &str) -> String {
    let code = code(message);
    let text = match code {
        "S0101" => "a text has no closing quote",
        "S0102" => "a number is out of range",
        "S0103" | "S0104" => "a text has a backslash before something that cannot follow one",
        "S0105" => "a name in backquotes has no closing backquote",
        "S0106" => "a comment isn't closed",
        "S0201" | "S0204" => "unexpected text: an operator may be missing before it",
        "S0202" => "something else was expected here, such as a closing bracket",
        "S0203" => "it breaks off; a bracket isn't closed",
        "S0207" => "it breaks off; something must follow",
        "S0211" => "an operator without a value before it",
        "S0212" => "only a variable, such as $x, can stand before :=",
        "S0215" | "S0216" => "a variable cannot be bound here",
        "S0217" => "% has no parent here",
        "S0301" | "S0302" => "a pattern between slashes is empty or has no end",
        _ => {
            let text = message
                .rsplit(": ")
                .next()
                .unwrap_or(message)
                .trim_end_matches('.');
            return format!("{text}.");
        }
    };
    format!("{text} ({code}).")
}

/// The position in the file of a byte in an expression that starts at `start`.
pub(crate) fn place(start: Place, expression: &str, at: usize) -> Place {
    let before = expression.get(..at).unwrap_or(expression);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lines = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    if lines == 0 {
        Place {
            line: start.line,
            column: start.column + count(column),
        }
    } else {
        Place {
            line: start.line + count(lines),
            column: count(column + 1),
        }
    }
}

/// What an evaluation error means, by its code alone: the engine's own text may quote a value.
pub(crate) fn failure_in_words(message: &str) -> String {
    let code = code(message);
    let text = match code {
        "T0410" | "T0411" | "T0412" => "a function got an argument of another kind than it takes",
        "T1003" => "a key of an object was no text",
        "T1005" | "T1006" => "something was called that is no function",
        "T1007" | "T1008" => "a function was applied in part, and is none",
        "T2001" | "T2002" => "an operand of + - * / % was no number",
        "T2003" | "T2004" => "an end of a range was no whole number",
        "T2006" => "the right side of ~> was no function",
        "T2009" | "T2010" => "values that cannot be compared were compared",
        "D1001" => "a number became too large",
        "D1002" => "- stood before something that is no number",
        "D1011" | "U1001" => "it calls itself too often",
        "D1012" => "it takes too long",
        "D2014" | "D2015" => "it makes too long a list",
        "D3030" => "a text was no number",
        "D3137" | "D3141" => "the rule itself raised an error",
        _ if message.contains(OWN) => {
            return message.split(OWN).nth(1).unwrap_or_default().trim().to_owned();
        }
        _ => return "it could not be evaluated".to_owned(),
    };
    format!("{text} ({code})")
}

/// Whether an evaluation ended because its time was up.
pub(crate) fn is_timeout(message: &str) -> bool {
    code(message) == "D1012"
}

/// Marks the errors of Ekobridge's functions, whose text quotes no value.
pub(crate) const OWN: &str = "ekobridge:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_is_told_with_its_place() {
        for (expression, at, code) in [
            ("customer.", 9, "S0207"),
            ("customer.name name", 14, "S0201"),
            ("'abc", 0, "S0101"),
            ("a & & b", 4, "S0211"),
            ("(a & b", 6, "S0203"),
            ("a & b)", 5, "S0201"),
            ("a ? b :", 7, "S0207"),
            ("a & 'it''s'", 8, "S0201"),
        ] {
            let error = parse(expression).unwrap_err();
            assert_eq!(
                (error.at, error.message.contains(code)),
                (at, true),
                "{expression}: {error:?}"
            );
        }
    }

    #[test]
    fn a_place_in_a_text_of_several_lines_is_counted_in_the_file() {
        let start = Place { line: 10, column: 8 };
        let text = "a &\n  åb c";
        assert_eq!(place(start, text, 2), Place { line: 10, column: 10 });
        assert_eq!(place(start, text, text.len() - 1), Place { line: 11, column: 6 });
    }

    #[test]
    fn a_failure_never_quotes_a_value() {
        let text = failure_in_words("D3030: Unable to cast value to a number: \"Anna\"");
        assert_eq!(text, "a text was no number (D3030)");
        assert_eq!(failure_in_words("Anna is no number"), "it could not be evaluated");
    }
}
