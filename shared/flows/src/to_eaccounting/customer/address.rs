//! Addresses as people fill them in.

use model::{Address, CountryCode, CustomField, Customer};

/// The country that an address names.
pub(crate) fn address_country(address: &Address) -> Option<places::Country> {
    places::country(address.country.as_deref()?).ok()
}

/// The country that an address is in.
pub(crate) fn country_of(address: &Address, home: CountryCode) -> CountryCode {
    address_country(address).map_or(home, |country| country.code)
}

/// "111 22 Stockholm" in the field of the city, or of the postcode, is both.
pub(crate) fn part_postcode_and_city(address: &mut Address, country: CountryCode) {
    let given = |part: &Option<String>| part.clone().filter(|text| !text.trim().is_empty());
    if let Some(postal) = given(&address.postal) {
        if let Some((code, beside)) = places::split_postcode(country, &postal) {
            let city = given(&address.city).unwrap_or_default().to_lowercase();
            let same = beside.to_lowercase();
            // Another city than the one in its own field is for a person.
            if same.contains(city.trim()) || city.contains(&same) {
                if city.is_empty() && !beside.is_empty() {
                    address.city = Some(beside);
                }
                address.postal = Some(code);
            }
        }
        // Both fields have the postcode.
        if let Some(city) = given(&address.city)
            && let Some((code, rest)) = places::split_postcode(country, &city)
            && !rest.is_empty()
            && places::is_same_postcode(country, &code, &postal)
        {
            address.city = Some(rest);
        }
    } else if let Some(city) = given(&address.city)
        && let Some((code, rest)) = places::split_postcode(country, &city)
        && !rest.is_empty()
    {
        address.postal = Some(code);
        address.city = Some(rest);
    }
}

/// The same in the contact's custom fields that are its address.
pub(crate) fn part_fields(customer: &mut Customer, home: CountryCode) {
    let value = |tag: &str| customer.fields.get(tag).map(|field| field.value.clone());
    let mut address = Address {
        postal: value("postal_code"),
        city: value("city"),
        country: value("country"),
        ..Address::default()
    };
    let country = country_of(&address, home);
    part_postcode_and_city(&mut address, country);
    for (tag, part) in [("postal_code", address.postal), ("city", address.city)] {
        let Some(part) = part else {
            continue;
        };
        let field = customer.fields.entry(tag.to_owned());
        field
            .or_insert_with(|| CustomField {
                id: String::new(),
                title: tag.to_owned(),
                tag: tag.to_owned(),
                value: String::new(),
            })
            .value = part;
    }
}
