//! The fields that a contact and a customer share.

use eaccounting::fields::{CUSTOMER, Field, FieldKind, find};
use eaccounting::types::Customer as Found;
use mapping::{Mapping, Target, WrittenTarget};
use model::{Customer, Problem};
use serde_json::{Value, json};
use settings::Settings;

/// Where a contact keeps a shared field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OnContact {
    /// In its first and last name.
    Name,
    /// In its e-mail address.
    Email,
    /// In its phone number.
    Phone,
    /// In the name of its account.
    Account,
    /// In a custom field, by personalisation tag.
    Field(String),
}

impl OnContact {
    /// What a contact has there.
    pub(crate) fn value(&self, contact: &Customer) -> String {
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        match self {
            Self::Name => format!("{} {}", text(&contact.first_name), text(&contact.last_name))
                .trim()
                .to_owned(),
            Self::Email => contact
                .email
                .as_ref()
                .map(|email| email.as_str().to_owned())
                .unwrap_or_default(),
            Self::Phone => text(&contact.phone),
            Self::Account => text(&contact.company),
            Self::Field(tag) => contact
                .fields
                .get(tag)
                .map(|field| field.value.trim().to_owned())
                .unwrap_or_default(),
        }
    }
}

/// A shared field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// eAccounting's name of it.
    pub(crate) field: String,
    /// Where the contact has it.
    pub(crate) on: OnContact,
    /// Whether the contact's changes go to eAccounting, too.
    pub(crate) is_two_way: bool,
    /// What a rule of `[mapping.contact]` made of the customer; none for a field of eAccounting's.
    pub(crate) made: Option<String>,
}

impl Item {
    /// What people call it: as eAccounting's screens do, or the contact's personalization tag.
    pub(crate) fn name(&self) -> String {
        match self.made {
            Some(_) => self.field.clone(),
            None => model::field_name(&self.field),
        }
    }

    /// Whether an order's data says it of its buyer. What the contact's field only copies, such as the customer number, is new
    /// to the contact whoever wrote it.
    pub(crate) fn is_of_the_person(&self) -> bool {
        self.is_two_way || !matches!(self.on, OnContact::Field(_))
    }

    /// Whether an empty value on one side empties the other. eAccounting requires some fields, and a name and an address are
    /// what a person is known by.
    pub(crate) fn may_be_cleared(&self) -> bool {
        let is_required = find(CUSTOMER, &self.field).is_some_and(|field| field.required);
        // A rule without a result says nothing.
        let is_rule = self.made.is_some();
        !is_required && !is_rule && matches!(self.on, OnContact::Phone | OnContact::Field(_))
    }
}

/// Whether a field has a personal identity number: it is nothing for marketing, whatever the settings say. A private person's
/// is in the fields for the organisation number and for tax deductions. A sole trader's is the organisation number, and in the
/// VAT number. A customer number is what the company gave: it is a person's where its date and control digits say so.
fn has_personal_number(found: &Found, field: &str) -> bool {
    let fields = &found.fields;
    let number = match field {
        "CorporateIdentityNumber" | "TaxDeductionNumber" if fields.is_private_person => return true,
        "CorporateIdentityNumber" | "TaxDeductionNumber" | "VatNumber" => customer_value(found, field),
        "CustomerNumber" => return model::is_personal_number(&customer_value(found, field), None),
        _ => return false,
    };
    let country = fields.invoice_country_code.as_deref();
    model::is_personal_number(&number, country.and_then(|code| code.trim().parse().ok()))
}

/// The fields that a customer shares with its contact. The company's name is one where the contact's account is ours.
pub(crate) fn items(settings: &Settings, mapping: &Mapping, found: &Found, has_account: bool) -> Vec<Item> {
    let rules = mapping.rules(Target::Customer);
    let goes_both_ways =
        |field: &str| settings.customers.enabled && rules.get(field).is_some_and(|rule| !rule.only_on_create);
    let is_company = !found.fields.is_private_person;
    let name = if is_company { "ContactPersonName" } else { "Name" };
    let phone = if !rules.contains_key("Telephone") && rules.contains_key("MobilePhone") {
        "MobilePhone"
    } else {
        "Telephone"
    };
    let mut items: Vec<Item> = Vec::new();
    let mut add = |field: &str, on: OnContact, is_two_way: bool| {
        // Two fields of the contact for one of eAccounting's: the first is it.
        if !items.iter().any(|known| known.field == field) {
            items.push(Item {
                field: field.to_owned(),
                on,
                is_two_way,
                made: None,
            });
        }
    };
    // The contact person of a company is written of contacts that are known to be companies alone.
    let names_person = !is_company || settings.customers.companies;
    add(name, OnContact::Name, names_person && goes_both_ways(name));
    add("EmailAddress", OnContact::Email, goes_both_ways("EmailAddress"));
    add(phone, OnContact::Phone, goes_both_ways(phone));
    if has_account && is_company && settings.to_activecampaign.customers.accounts {
        let is_two_way = settings.customers.companies && goes_both_ways("Name");
        add("Name", OnContact::Account, is_two_way);
    }
    let fields = settings.to_activecampaign.customers.fields.iter();
    for (tag, field) in fields.filter(|(_, field)| !has_personal_number(found, field.as_str())) {
        let tag = tag.trim().trim_matches('%').to_lowercase();
        add(
            field.as_str(),
            OnContact::Field(tag),
            goes_both_ways(field.as_str()),
        );
    }
    items
}

/// The fields that rules of `[mapping.contact]` make of a customer: they go one way.
///
/// # Errors
/// `MAPPING_FAILED` or `VALUE_INVALID` where a rule fails on the customer.
pub(crate) fn made_items(mapping: &Mapping, found: &Found) -> Result<Vec<Item>, Problem> {
    let rules = mapping.written_rules(WrittenTarget::Contact);
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let number = found.fields.customer_number.as_deref();
    let name = format!("customer {}", number.unwrap_or("without number"));
    let mut customer = found.fields.to_map();
    customer.retain(|field, _| !has_personal_number(found, field));
    let labels = found.fields.customer_labels.iter().flatten();
    customer.insert("Id".to_owned(), json!(found.id));
    customer.insert(
        "CustomerLabels".to_owned(),
        labels.map(|label| label.name.clone()).collect(),
    );
    let made = mapping.written(WrittenTarget::Contact, &json!({ "customer": customer }), &name)?;
    Ok(rules
        .iter()
        .filter(|(_, rule)| !rule.expression.trim().is_empty())
        .map(|(tag, _)| Item {
            field: format!("%{}%", tag.trim().trim_matches('%').to_uppercase()),
            on: OnContact::Field(tag.trim().trim_matches('%').to_lowercase()),
            is_two_way: false,
            made: Some(made.get(tag).cloned().unwrap_or_default()),
        })
        .collect())
}

/// What a customer has in an item, as text.
pub(super) fn value_of(found: &Found, item: &Item) -> String {
    match &item.made {
        Some(made) => made.clone(),
        None => customer_value(found, &item.field),
    }
}

/// Whether a contact's field can hold this field of a customer's: it exists, and is one value.
pub(crate) fn is_readable(name: &str) -> bool {
    let is_value =
        |field: &Field| !matches!(field.kind, FieldKind::List | FieldKind::Object | FieldKind::Uuid);
    find(CUSTOMER, name).is_some_and(is_value)
}

/// What a customer has in a field, as text. A person who is called by the e-mail address has no name.
pub(super) fn customer_value(found: &Found, field: &str) -> String {
    let fields = found.fields.to_map();
    let value = fields.get(field).map(text).unwrap_or_default();
    if field == "Name" && found.fields.is_private_person && value.contains('@') {
        return String::new();
    }
    value
}

/// A value as a contact's field holds it.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        value => engine::trace::text(value).trim().to_owned(),
    }
}

/// First and last name of a person who is listed as "von Essen, Anna".
pub(crate) fn listed_name(name: &str) -> Option<(String, String)> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (last, first) = name.split_once(',')?;
    let (last, first) = (words(last), words(first));
    (!last.is_empty() && !first.is_empty() && !first.contains(',')).then_some((first, last))
}

/// One text for all spellings that mean the same: blanks, case where it says nothing, signs in numbers.
pub(super) fn canonical(field: &str, value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let text = words.join(" ");
    match field {
        "VatNumber" | "CorporateIdentityNumber" => text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_uppercase(),
        "Name" | "ContactPersonName" => match listed_name(&text) {
            Some((first, last)) => format!("{first} {last}"),
            None => text,
        },
        field if field.contains("Email") || field.ends_with("CountryCode") => text.to_lowercase(),
        "CurrencyCode" | "SalesDocumentLanguage" => text.to_lowercase(),
        field if field.ends_with("PostalCode") => text.split(' ').collect(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_are_one() {
        for (field, one, other) in [
            ("Name", " Anna  Lind ", "Anna Lind"),
            ("Name", "Lind, Anna", "Anna Lind"),
            ("EmailAddress", "Anna@Example.com", "anna@example.com"),
            ("InvoiceCountryCode", "se", "SE"),
            ("CorporateIdentityNumber", "556677-8899", "5566778899"),
            ("InvoicePostalCode", "111 22", "11122"),
        ] {
            assert_eq!(canonical(field, one), canonical(field, other), "{field}");
        }
        assert_ne!(canonical("Name", "anna"), canonical("Name", "Anna"));
    }

    #[test]
    fn only_fields_with_one_value_fit_a_contacts_field() {
        for name in ["CustomerNumber", "InvoiceCity", "DiscountPercentage", "IsActive"] {
            assert!(is_readable(name), "{name}");
        }
        for name in [
            "CustomerLabels",
            "TermsOfPaymentId",
            "EmailAddresses",
            "Shoesize",
            "city",
        ] {
            assert!(!is_readable(name), "{name}");
        }
    }
}
