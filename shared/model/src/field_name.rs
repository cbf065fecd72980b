//! eAccounting's fields in the words of its screens.

/// What eAccounting's screens call a field of its API, in the middle of a sentence: `InvoiceCity` is the "city", and
/// `Rows[0].UnitPrice` the "unit price of row 1". A field that no screen names is told by its own words: `EdiGlnNumber` is the
/// "edi gln number".
///
/// For messages to people, who know the screens and not the API.
#[must_use]
pub fn field_name(field: &str) -> String {
    let (path, last) = field.rsplit_once('.').unwrap_or(("", field));
    let (bare, own_index) = indexed(last);
    let name = match NAMES.iter().find(|(api, _)| *api == bare) {
        Some((_, name)) => (*name).to_owned(),
        None => words(bare),
    };
    let index = own_index.or_else(|| indexed(path.rsplit('.').next().unwrap_or_default()).1);
    match index {
        Some(index) if own_index.is_some() => format!("{name} {}", index + 1),
        Some(index) => format!("{name} of row {}", index + 1),
        None => name,
    }
}

/// The field of the API that [`field_name`] calls so, of several the first. What is no such name stays as it is, as a contact's
/// personalization tag does.
#[must_use]
pub fn field_of_name(name: &str) -> String {
    if let Some((api, _)) = NAMES.iter().find(|(_, known)| *known == name) {
        return (*api).to_owned();
    }
    let is_words = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ';
    if !name.chars().all(is_words) {
        return name.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    name.split(' ').map(capital).collect()
}

/// `PascalCase` as words: `DeliveryPostalCode` is "delivery postal code".
#[must_use]
pub fn words(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let starts = (letter.is_uppercase()
            && (!before.is_uppercase() || letters.peek().is_some_and(|next| next.is_lowercase())))
            || (letter.is_ascii_digit() && !before.is_ascii_digit());
        if matches!(letter, '_' | '.' | '[' | ']' | '-') {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
        } else {
            if starts && !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            words.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.trim_end().to_owned()
}

/// A name without its index, and the index: `Rows[3]`.
fn indexed(name: &str) -> (&str, Option<usize>) {
    name.strip_suffix(']')
        .and_then(|name| name.split_once('['))
        .and_then(|(bare, index)| Some((bare, Some(index.parse().ok()?))))
        .unwrap_or((name, None))
}

/// Fields whose screen says something else than the words of the API.
const NAMES: [(&str, &str); 45] = [
    ("ArticleId", "article"),
    ("ArticleNumber", "article number"),
    ("BuyersOrderReference", "buyer's order reference"),
    ("CodingId", "account coding"),
    ("ContactPersonEmail", "contact person's e-mail address"),
    ("ContactPersonMobile", "contact person's mobile phone"),
    ("ContactPersonName", "contact person"),
    ("ContactPersonPhone", "contact person's phone"),
    ("CorporateIdentityNumber", "organisation number"),
    ("CurrencyCode", "currency"),
    ("CustomerId", "customer"),
    ("CustomerLabels", "labels"),
    ("DeliveryAddress1", "delivery address"),
    ("DeliveryAddress2", "second line of the delivery address"),
    ("DeliveryBasedVat", "VAT by delivery country"),
    ("DeliveryCountryCode", "delivery country"),
    ("DeliveryCustomerName", "delivery name"),
    ("DeliveryMethodCode", "delivery method"),
    ("DeliveryMethodId", "delivery method"),
    ("DeliveryMethodName", "delivery method"),
    ("DeliveryPostalCode", "delivery postcode"),
    ("DeliveryTermCode", "delivery terms"),
    ("DeliveryTermId", "delivery terms"),
    ("DeliveryTermName", "delivery terms"),
    ("EmailAddress", "e-mail address"),
    ("EmailAddressOrder", "e-mail address for orders"),
    ("EmailAddressQuote", "e-mail address for quotes"),
    ("EmailAddresses", "e-mail addresses"),
    ("EuThirdParty", "triangulation within the EU"),
    ("ForceBookkeepVat", "VAT on sales outside the EU"),
    ("InvoiceAddress1", "address"),
    ("InvoiceAddress2", "second address line"),
    ("InvoiceCity", "city"),
    ("InvoiceCountryCode", "country"),
    ("InvoiceCustomerName", "name on the invoice"),
    ("InvoicePostalCode", "postcode"),
    ("IsPrivatePerson", "customer type (private or company)"),
    ("MobilePhone", "mobile phone"),
    (
        "ReverseChargeOnConstructionServices",
        "reverse charge on construction services",
    ),
    ("Telephone", "phone"),
    ("TermsOfPaymentId", "terms of payment"),
    ("UnitId", "unit"),
    ("UsesMoss", "sale under the One Stop Shop"),
    ("VatNumber", "VAT number"),
    ("WwwAddress", "web address"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_as_the_screen_calls_it() {
        for (field, name) in [
            ("InvoiceCity", "city"),
            ("EmailAddress", "e-mail address"),
            ("Customer.InvoicePostalCode", "postcode"),
            ("Rows[0].UnitPrice", "unit price of row 1"),
            ("Rows[12]", "rows 13"),
            ("Rows[2].ArticleId", "article of row 3"),
            ("DeliveryAddress2", "second line of the delivery address"),
            ("EdiGlnNumber", "edi gln number"),
            ("GLN", "gln"),
            ("OurReference", "our reference"),
            ("Name", "name"),
            ("", ""),
        ] {
            assert_eq!(field_name(field), name, "{field}");
        }
    }

    #[test]
    fn a_field_is_found_by_its_name() {
        for (field, name) in NAMES {
            assert_eq!(field_name(&field_of_name(name)), name, "{field}");
        }
        for field in [
            "InvoiceCity",
            "VatNumber",
            "OurReference",
            "Name",
            "DeliveryAddress2",
        ] {
            assert_eq!(field_of_name(&field_name(field)), field);
        }
        assert_eq!(field_of_name("ORGNR"), "ORGNR");
    }

    #[test]
    fn names_are_sorted_and_each_is_there_once() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn words_are_parted_at_capitals_digits_and_marks() {
        for (name, parted) in [
            ("RequiredField", "required field"),
            ("Required", "required"),
            ("VATNumber", "vat number"),
            ("Line12", "line 12"),
            ("must_be_set", "must be set"),
            ("12", "12"),
        ] {
            assert_eq!(words(name), parted, "{name}");
        }
    }
}
