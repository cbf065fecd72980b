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

/// What a part of an address says, where it says something.
fn given(part: &Option<String>) -> Option<String> {
    part.clone().filter(|text| !text.trim().is_empty())
}

/// "Storgatan 1, 111 22 Stockholm, Sverige" in the field of the street, and nothing in those of postcode and city, is all of them.
fn part_street(address: &mut Address, country: CountryCode) {
    let Some(street) = given(&address.address1) else {
        return;
    };
    if given(&address.postal).is_some() || given(&address.city).is_some() {
        return;
    }
    let parts = street.split([',', '\n']).map(str::trim);
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let named = parts.last().and_then(|last| places::country(last).ok());
    let is_there = |named: &places::Country| given(&address.country).is_none() || named.code == country;
    let named = named.filter(|named| parts.len() > 2 && is_there(named));
    if named.is_some() {
        parts.pop();
    }
    let (Some(place), in_country) = (parts.pop(), named.map_or(country, |named| named.code)) else {
        return;
    };
    if let Some((code, city)) = places::split_postcode(in_country, place)
        && !city.is_empty()
        && !parts.is_empty()
    {
        address.address1 = Some(parts.join(", "));
        address.postal = Some(code);
        address.city = Some(city);
        if given(&address.country).is_none() && in_country != country {
            address.country = Some(in_country.to_string());
        }
    }
}

/// "111 22 Stockholm" in the field of the city, or of the postcode, is both; and all of it in the field of the street.
pub(crate) fn part_postcode_and_city(address: &mut Address, country: CountryCode) {
    part_street(address, country);
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
        address1: value("address"),
        postal: value("postal_code"),
        city: value("city"),
        country: value("country"),
        ..Address::default()
    };
    let country = country_of(&address, home);
    part_postcode_and_city(&mut address, country);
    for (tag, part) in [
        ("address", address.address1),
        ("postal_code", address.postal),
        ("city", address.city),
        ("country", address.country),
    ] {
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
