//! A user's rule of any text, for any field, is loaded and tried on the sample documents, or refused in words; what was
//! loaded is applied to a customer of any content.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mapping::{Context, Mapping, Target};
use model::{CountryCode, Currency, Customer, CustomerOrigin};
use settings::{Place, Rule, Settings};

const CONTEXT: Context = Context {
    country: CountryCode::SE,
    currency: Currency::SEK,
};

/// Of each kind of field one: text, yes or no, number, code, date, list.
const FIELDS: [(Target, &str); 8] = [
    (Target::Customer, "Name"),
    (Target::Customer, "IsPrivatePerson"),
    (Target::Customer, "CorporateIdentityNumber"),
    (Target::Customer, "InvoiceCountryCode"),
    (Target::Order, "OrderDate"),
    (Target::Order, "YourReference"),
    (Target::Row, "Text"),
    (Target::Article, "Number"),
];

// A byte that says which field, the expression, and behind a NUL the value that the customer has.
fuzz_target!(|data: &[u8]| {
    let Some((&which, text)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let (expression, value) = text.split_once('\0').unwrap_or((text, "Anna"));
    let (target, field) = FIELDS[usize::from(which) % FIELDS.len()];
    let mut settings = Settings::default();
    let rule = Rule {
        expression: expression.to_owned(),
        key: Place { line: 1, column: 1 },
        place: Place { line: 1, column: 10 },
    };
    let rules = match target {
        Target::Customer => &mut settings.mapping.customer,
        Target::Order => &mut settings.mapping.order,
        Target::Row => &mut settings.mapping.row,
        Target::Article => &mut settings.mapping.article,
    };
    rules.insert(field.to_owned(), rule);
    match Mapping::load(&settings) {
        Ok(mapping) => {
            let mut customer = Customer::new(CustomerOrigin::Contact);
            customer.contact_id = Some("1".to_owned());
            customer.first_name = Some(value.to_owned());
            customer.company = Some(value.to_owned());
            customer.billing.city = Some(value.to_owned());
            if let Err(problem) = mapping.customer(&customer, &CONTEXT) {
                assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
            }
        }
        Err(errors) => assert!(
            errors
                .0
                .iter()
                .all(|error| error.place.line >= 1 && !error.message.is_empty())
        ),
    }
});
