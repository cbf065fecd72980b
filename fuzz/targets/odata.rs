//! Whatever text goes into a filter, a reader of OData gets exactly that text out of it, and nothing besides.

#![no_main]

use eaccounting::odata::Filter;
use libfuzzer_sys::fuzz_target;

/// Undoes percent-encoding. None when something stands there that a URL's query cannot have.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &after[2..];
        } else if first.is_ascii_alphanumeric() || b"-._~".contains(&first) {
            bytes.push(first);
            rest = after;
        } else {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Reads a quoted text at the beginning: its value, and what stands after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut value = String::new();
    loop {
        let (before, after) = rest.split_once('\'')?;
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}

// Two texts with a NUL between; without one, the same twice.
fuzz_target!(|text: &str| {
    let (one, two) = text.split_once('\0').unwrap_or((text, text));
    let filter = Filter::eq("Number", one)
        .or(Filter::ne("Name", two))
        .and(Filter::contains("Name", two))
        .encoded();
    let filter = decoded(&filter).expect("a filter fits a URL");
    let rest = filter.strip_prefix("(Number eq ").expect("the first property");
    let (value, rest) = quoted(rest).expect("the first value");
    assert_eq!(value, one);
    let (value, rest) = quoted(rest.strip_prefix(" or Name ne ").expect("or")).expect("the second value");
    assert_eq!(value, two);
    let (value, rest) =
        quoted(rest.strip_prefix(") and contains(Name,").expect("and")).expect("the third value");
    assert_eq!((value.as_str(), rest), (two, ")"));
});
