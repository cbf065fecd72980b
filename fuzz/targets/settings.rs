//! A settings file of any text is read, or refused with a place; what is read becomes a plan, or is refused with a
//! place; and its rules are what they were when it is read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mapping::Mapping;
use settings::Settings;

fuzz_target!(|text: &str| {
    match Settings::parse(text, "ekobridge.toml") {
        Ok(settings) => {
            assert_eq!(Settings::parse(text, "ekobridge.toml").as_ref(), Ok(&settings));
            if let Err(errors) = Mapping::load(&settings) {
                assert!(
                    errors
                        .0
                        .iter()
                        .all(|error| error.place.line >= 1 && !error.message.is_empty())
                );
            }
        }
        Err(errors) => {
            assert!(!errors.0.is_empty());
            let lines = u32::try_from(text.matches('\n').count() + 1).expect("a small text");
            for error in &errors.0 {
                assert!((1..=lines).contains(&error.line) && error.column >= 1, "{error}");
                assert!(!error.message.is_empty());
            }
        }
    }
    // A file of rules alone is read by another door.
    let _ = Settings::parse_rules(text, "rules.toml");
});
