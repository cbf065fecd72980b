//! Which of eAccounting's customers a buyer is.

use eaccounting::types::Customer as Found;
use mapping::Mapped;
use model::{CountryCode, VatNumber};
use serde_json::Value;

use crate::to_eaccounting::names::{is_same_name, same, share_a_word};

/// What tells a buyer from another.
pub(super) struct Buyer {
    pub(super) name: String,
    is_private: bool,
    street: Option<String>,
    postcode: Option<String>,
    organisation_number: Option<String>,
    pub(super) vat_number: Option<String>,
    /// The e-mail address is a marketplace's, which may give one to several buyers.
    pub(super) is_by_marketplace: bool,
}

/// A buyer and a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// They have the same number.
    Same,
    /// They have other numbers and other names: they are two companies. A company that is renamed keeps its numbers, and one
    /// whose number is corrected its name. At a marketplace's e-mail address another name is enough.
    Another,
    /// Nothing tells.
    Unknown,
}

impl Buyer {
    /// The buyer that the mapping makes; without numbers for a private person.
    pub(super) fn of(mapped: &Mapped, is_by_marketplace: bool) -> Self {
        let text = |field: &str| {
            let text = mapped.fields.get(field).and_then(Value::as_str)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Self {
            name: text("Name").unwrap_or_default(),
            is_private: mapped.fields.get("IsPrivatePerson") != Some(&Value::Bool(false)),
            street: text("InvoiceAddress1"),
            postcode: text("InvoicePostalCode"),
            organisation_number: text("CorporateIdentityNumber"),
            vat_number: text("VatNumber"),
            is_by_marketplace,
        }
    }

    pub(super) fn compare(&self, found: &Found) -> Comparison {
        let fields = &found.fields;
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let theirs = [
            given(&fields.corporate_identity_number),
            given(&fields.vat_number),
        ];
        let pairs = [
            (self.known_organisation_number(), known_number(&theirs)),
            (self.vat_number.clone(), theirs[1].clone()),
        ];
        let mut differs = false;
        for (ours, theirs) in pairs {
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                if model::is_same_number(&ours, &theirs) {
                    return Comparison::Same;
                }
                differs = true;
            }
        }
        let is_another = match self.is_by_marketplace {
            true => !self.name.is_empty() && !is_same_name(&self.name, name_of(found)),
            false => differs && !fields.is_private_person && !same(&self.name, name_of(found)),
        };
        match is_another {
            true => Comparison::Another,
            false => Comparison::Unknown,
        }
    }

    /// The organisation number, also where the VAT number alone is known and is made of it.
    pub(super) fn known_organisation_number(&self) -> Option<String> {
        known_number(&[self.organisation_number.clone(), self.vat_number.clone()])
    }

    /// The one of several customers who is the buyer, if one stands out: by its name, among several of that name as the one
    /// that was taken for the buyer before, or by its address. With another name, one at the buyer's address is the buyer if
    /// the names have a word in common, as after a marriage.
    pub(super) fn one_of(&self, hits: &[Found], before: Option<&str>) -> Option<usize> {
        let is_taken = |found: &Found| before.is_some_and(|before| found.id.to_string() == before);
        let is_alike = |found: &Found| is_same_name(&self.name, name_of(found));
        let is_related = |found: &Found| share_a_word(&self.name, name_of(found));
        let those = |is: &dyn Fn(&Found) -> bool, of: &[usize]| -> Vec<usize> {
            of.iter()
                .copied()
                .filter(|at| hits.get(*at).is_some_and(is))
                .collect()
        };
        let all: Vec<usize> = (0..hits.len()).collect();
        let of_kind = those(&|found| found.fields.is_private_person == self.is_private, &all);
        let named = match self.name.is_empty() {
            true => all,
            false => [
                those(&|found| same(&self.name, name_of(found)), &of_kind),
                those(&is_alike, &of_kind),
                those(&|found| is_related(found) && self.lives_with(found), &of_kind),
            ]
            .into_iter()
            .find(|named| !named.is_empty())?,
        };
        let only = |those: &[usize]| match those {
            [one] => Some(*one),
            _ => None,
        };
        only(&named)
            .or_else(|| only(&those(&is_taken, &named)))
            .or_else(|| only(&those(&|found| self.lives_with(found), &named)))
    }

    /// Whether the customer that the buyer's contact is linked to is somebody else, as its name says: a person, and a company;
    /// or two of a kind whose names have nothing in common.
    pub(super) fn may_be_beside(&self, linked: &Found) -> bool {
        let name = name_of(linked);
        !self.name.is_empty()
            && self.compare(linked) == Comparison::Unknown
            && !is_same_name(&self.name, name)
            && (linked.fields.is_private_person != self.is_private || !share_a_word(&self.name, name))
    }

    /// Whether a customer is called the same, and is a company or a private person as well.
    pub(super) fn is_called(&self, found: &Found) -> bool {
        found.fields.is_private_person == self.is_private && is_same_name(&self.name, name_of(found))
    }

    /// Whether the buyer has the customer's street and postcode.
    fn lives_with(&self, found: &Found) -> bool {
        let fields = &found.fields;
        let country = fields.invoice_country_code.as_deref().unwrap_or_default();
        let country = country.parse().unwrap_or(CountryCode::SE);
        let is_both = |ours: &Option<String>, theirs: &Option<String>, is: &dyn Fn(&str, &str) -> bool| {
            ours.as_deref()
                .zip(theirs.as_deref())
                .is_some_and(|(ours, theirs)| is(ours, theirs))
        };
        is_both(&self.street, &fields.invoice_address1, &same)
            && is_both(&self.postcode, &fields.invoice_postal_code, &|ours, theirs| {
                places::is_same_postcode(country, ours, theirs)
            })
    }
}

fn name_of(found: &Found) -> &str {
    found.fields.name.as_deref().unwrap_or_default()
}

/// The organisation number of these two: organisation number and VAT number.
fn known_number(of: &[Option<String>; 2]) -> Option<String> {
    let [organisation, vat] = of;
    organisation.clone().or_else(|| {
        let vat: VatNumber = vat.as_deref()?.trim().parse().ok()?;
        Some(vat.organisation_number()?.as_str().to_owned())
    })
}
