//! An order's addresses, completed by what it says itself.

use model::{Address, CountryCode, Order};

use crate::to_eaccounting::customer::address::{
    address_country, country_of, part_fields, part_postcode_and_city,
};

/// Completes the order's addresses by what they say themselves and each other. The order's digest is of what the shop wrote.
pub(super) fn complete_addresses(order: &mut Order, home_country: CountryCode) {
    let customer = &mut order.customer;
    for address in [&mut customer.billing, &mut customer.delivery] {
        let country = country_of(address, home_country);
        part_postcode_and_city(address, country);
    }
    if has_place(&customer.billing) && !customer.delivery.is_empty() {
        complete_each_other(&mut customer.billing, &mut customer.delivery);
    }
    for address in [&mut customer.billing, &mut customer.delivery] {
        let country = country_of(address, home_country);
        name_state(address, country);
        if address.city.is_none() && (address.address1.is_some() || address.postal.is_some()) {
            address.city = places::only_city(country).map(str::to_owned);
        }
    }
    // A store without addresses in its orders has them in the contact's fields.
    part_fields(customer, home_country);
}

/// Countries in whose addresses the state stands beside the city. eAccounting has no field for it.
const WITH_STATES: [&str; 3] = ["US", "CA", "AU"];

fn name_state(address: &mut Address, country: CountryCode) {
    let (Some(city), Some(state)) = (&address.city, &address.province) else {
        return;
    };
    let (city, state) = (city.trim(), state.trim());
    let is_named = city
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case(state))
        || city.eq_ignore_ascii_case(state);
    if WITH_STATES.contains(&country.as_str()) && !city.is_empty() && !state.is_empty() && !is_named {
        address.city = Some(format!("{city}, {state}"));
    }
}

/// Whether an address has a location: a name, a phone number or a country alone is none.
fn has_place(address: &Address) -> bool {
    [&address.address1, &address.postal, &address.city]
        .into_iter()
        .any(|part| part.is_some())
}

/// Two addresses that name one place complete each other. Goods that go nowhere else go to the billing address, to whom the
/// delivery names; and an address without a country is in the other's.
fn complete_each_other(billing: &mut Address, delivery: &mut Address) {
    if !has_place(delivery) && (delivery.country.is_none() || is_same_country(billing, delivery)) {
        *delivery = Address {
            first_name: delivery.first_name.take(),
            last_name: delivery.last_name.take(),
            company: delivery.company.take(),
            phone: delivery.phone.take(),
            email: delivery.email.take(),
            ..billing.clone()
        };
    } else if is_one_place(billing, delivery) {
        for (one, other) in [
            (&mut billing.address1, &mut delivery.address1),
            (&mut billing.postal, &mut delivery.postal),
            (&mut billing.city, &mut delivery.city),
            (&mut billing.province, &mut delivery.province),
            (&mut billing.country, &mut delivery.country),
        ] {
            match (&one, &other) {
                (None, Some(text)) => *one = Some(text.clone()),
                (Some(text), None) => *other = Some(text.clone()),
                _ => {}
            }
        }
    } else if delivery.country.is_none() {
        delivery.country.clone_from(&billing.country);
    }
}

fn is_same_country(one: &Address, other: &Address) -> bool {
    address_country(one).is_some_and(|country| address_country(other) == Some(country))
}

/// Whether two addresses contradict each other nowhere, and have the street or the postcode in common.
fn is_one_place(one: &Address, other: &Address) -> bool {
    let plain = |text: &Option<String>| {
        let text = text.as_deref()?;
        let plain: String = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        (!plain.is_empty()).then_some(plain)
    };
    let pairs = [
        (&one.address1, &other.address1),
        (&one.postal, &other.postal),
        (&one.city, &other.city),
    ];
    let compared = pairs.map(|(a, b)| Some(plain(a)? == plain(b)?));
    let has_other_country = address_country(one)
        .zip(address_country(other))
        .is_some_and(|(a, b)| a != b);
    !has_other_country && !compared.contains(&Some(false)) && compared[..2].contains(&Some(true))
}
