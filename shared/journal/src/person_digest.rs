use sha2::{Digest, Sha256};

/// The pseudonym of a person in the journal and in ledger keys: 32 hexadecimal digits made from the e-mail address and
/// the deployment's salt, so that the address can't be found without the salt. Two spellings of one address give the
/// same digest.
#[must_use]
pub fn person_digest(salt: &str, email: &str) -> String {
    let mut digest = Sha256::new();
    // The length prefix separates salt and address.
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
