use sha2::{Digest, Sha256};

/// What a person is known by in the journal and in ledger keys: 32 hexadecimal digits, made from the e-mail address with the
/// deployment's salt, so that nobody without the salt can tell whose they are. Two spellings of one address are one person.
#[must_use]
pub fn person_digest(salt: &str, email: &str) -> String {
    let mut digest = Sha256::new();
    // The length keeps salt and address apart.
    digest.update(salt.len().to_le_bytes());
    digest.update(salt.as_bytes());
    digest.update(email.trim().to_lowercase().as_bytes());
    hex::encode(&digest.finalize()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_one_whatever_the_spelling_and_another_under_another_salt() {
        assert_eq!(
            person_digest("salt", " Anna@Example.COM "),
            person_digest("salt", "anna@example.com")
        );
        assert_ne!(
            person_digest("salt", "anna@example.com"),
            person_digest("other", "anna@example.com")
        );
        assert_ne!(
            person_digest("a", "bc@example.com"),
            person_digest("ab", "c@example.com")
        );
        assert_eq!(person_digest("salt", "anna@example.com").len(), 32);
    }
}
