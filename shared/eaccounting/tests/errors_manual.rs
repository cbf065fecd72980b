//! `docs/ERRORS.md` lists eAccounting's own error codes as this crate treats them.

use eaccounting::errors::ApiErrorCode;
use model::Kind;

const MANUAL: &str = include_str!("../../../docs/ERRORS.md");

#[test]
fn the_table_of_eaccountings_codes_says_what_this_crate_does_with_them() {
    let listed: Vec<&str> = MANUAL
        .lines()
        .filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let expected: Vec<String> = ApiErrorCode::ALL
        .iter()
        .map(|code| {
            let meaning = code.meaning();
            let again = match meaning.kind {
                Kind::RetryLater => "yes",
                Kind::Disconnected => "after connecting",
                Kind::NeedsPerson | Kind::InDoubt | Kind::Bug => "",
            };
            format!(
                "| {} | {} | {} | [`{ours}`](#{ours}) | {again} |",
                i32::from(*code),
                meaning.text,
                meaning.remedy,
                ours = meaning.code,
            )
        })
        .collect();
    assert_eq!(listed, expected);
}
