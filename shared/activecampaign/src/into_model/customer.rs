use model::{CustomFields, Customer, CustomerOrigin};

use crate::wire::rest::{Account, Contact};

/// A contact and what belongs to it.
pub(crate) struct ContactParts {
    pub(crate) id: String,
    pub(crate) contact: Contact,
    pub(crate) fields: CustomFields,
    pub(crate) tags: Vec<String>,
}

/// A contact, with its account if it has one. ActiveCampaign's contacts have no address: addresses, VAT and
/// organisation numbers are custom fields, which the mapping names.
pub(crate) fn customer_of_contact(
    parts: ContactParts,
    account: Option<(String, Account, CustomFields)>,
) -> Customer {
    let mut customer = Customer::new(CustomerOrigin::Contact);
    customer.company = parts.contact.orgname.0.clone();
    put_contact(&mut customer, parts);
    if let Some((id, account, fields)) = account {
        put_account(&mut customer, id, account, fields);
    }
    customer
}

/// An account, with one of its contacts for the e-mail address.
pub(crate) fn customer_of_account(
    id: String,
    account: Account,
    fields: CustomFields,
    contact: Option<ContactParts>,
) -> Customer {
    let mut customer = Customer::new(CustomerOrigin::Account);
    if let Some(parts) = contact {
        put_contact(&mut customer, parts);
    }
    put_account(&mut customer, id, account, fields);
    customer
}

fn put_contact(customer: &mut Customer, parts: ContactParts) {
    let contact = parts.contact;
    customer.contact_id = Some(parts.id);
    customer.email = contact.email.0.and_then(|email| email.parse().ok());
    customer.first_name = contact.first_name.0;
    customer.last_name = contact.last_name.0;
    customer.phone = contact.phone.0;
    customer.fields = parts.fields;
    customer.tags = parts.tags;
}

fn put_account(customer: &mut Customer, id: String, account: Account, fields: CustomFields) {
    customer.account_id = Some(id);
    // The account is the newer and surer word for the company than the contact's text.
    customer.company = account.name.0.or(customer.company.take());
    customer.website = account.account_url.0;
    customer.account_fields = fields;
}
