use sha2::{Digest, Sha256};

/// The most fields a body may have.
const MAX_PAIRS: usize = 20_000;
/// The longest key, decoded, in bytes. A custom field of an account is keyed by its name.
const MAX_KEY: usize = 1_024;
/// The most parts of a key: `deal[fields][0][key]` has four.
const MAX_PARTS: usize = 8;

/// Why a body is rejected. Gives the position, never the content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Too many fields.
    #[error("the body has more than 20,000 fields")]
    TooManyFields,
    /// A key that is too long.
    #[error("a key of the body is longer than 1,024 bytes")]
    KeyTooLong,
    /// A key with too many brackets.
    #[error("a key of the body is nested deeper than 8 levels")]
    TooDeep,
    /// A key that is not UTF-8, or has a broken percent-encoding: the body is no form.
    #[error("the body is not application/x-www-form-urlencoded text")]
    NotAForm,
    /// A field that is needed has a value that it cannot have.
    #[error("the field {0} is not valid")]
    Field(&'static str),
}

/// One field: its key and value, decoded.
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) value: String,
    /// Whether the value came through decoding unharmed. Needed values must have.
    pub(super) sound: bool,
}

/// A form's fields in the order they came.
pub(super) fn pairs(form: &[u8]) -> Result<Vec<Pair>, DecodeError> {
    let mut pairs = Vec::new();
    for raw in form.split(|byte| *byte == b'&').filter(|raw| !raw.is_empty()) {
        if pairs.len() == MAX_PAIRS {
            return Err(DecodeError::TooManyFields);
        }
        let at = raw.iter().position(|byte| *byte == b'=').unwrap_or(raw.len());
        let raw_value = raw.get(at + 1..).unwrap_or_default();
        // Every byte of a key takes at most three in the raw form.
        if at > MAX_KEY * 3 {
            return Err(DecodeError::KeyTooLong);
        }
        let Some((key, value)) = form_urlencoded::parse(raw).next() else {
            continue;
        };
        if key.len() > MAX_KEY {
            return Err(DecodeError::KeyTooLong);
        }
        if !is_sound(&raw[..at], &key) {
            return Err(DecodeError::NotAForm);
        }
        if key.bytes().filter(|byte| *byte == b'[').count() >= MAX_PARTS {
            return Err(DecodeError::TooDeep);
        }
        let sound = is_sound(raw_value, &value);
        pairs.push(Pair {
            key: key.into_owned(),
            value: value.into_owned(),
            sound,
        });
    }
    Ok(pairs)
}

/// Whether a decoded text is what its sender meant: decoding replaces invalid UTF-8, and leaves a broken
/// percent-encoding unchanged.
fn is_sound(raw: &[u8], decoded: &str) -> bool {
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        match rest.get(at + 1..at + 3) {
            Some(hex) if hex.iter().all(u8::is_ascii_hexdigit) => rest = &rest[at + 3..],
            _ => return false,
        }
    }
    !decoded.contains(char::REPLACEMENT_CHARACTER)
}

/// The parts of a bracket key: `list[][id]` is `list`, an empty part, `id`. A key that is not well formed is one part.
pub(super) fn parts(key: &str) -> Parts<'_> {
    let whole = || {
        let mut parts = [""; MAX_PARTS];
        parts[0] = key;
        Parts { parts, length: 1 }
    };
    let Some(first) = key.find('[') else {
        return whole();
    };
    let mut parts = [""; MAX_PARTS];
    parts[0] = &key[..first];
    let mut length = 1;
    let mut rest = &key[first..];
    while !rest.is_empty() {
        let Some(inner) = rest.strip_prefix('[') else {
            return whole();
        };
        let Some(end) = inner.find(']') else {
            return whole();
        };
        if length == MAX_PARTS {
            return whole();
        }
        parts[length] = &inner[..end];
        length += 1;
        rest = &inner[end + 1..];
    }
    Parts { parts, length }
}

/// The parts of one key.
pub(super) struct Parts<'a> {
    parts: [&'a str; MAX_PARTS],
    length: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn as_slice(&self) -> &[&'a str] {
        &self.parts[..self.length]
    }
}

/// A digest of the fields, the same in whatever order they came: 64 hexadecimal digits of SHA-256.
pub(super) fn digest<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut fields: Vec<_> = fields.collect();
    fields.sort_unstable();
    let mut hash = Sha256::new();
    for text in fields.into_iter().flat_map(|(key, value)| [key, value]) {
        // The length separates `ab`,`c` from `a`,`bc`.
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hex::encode(hash.finalize())
}
