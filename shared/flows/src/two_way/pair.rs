//! The stored state of a contact and customer pair, and the decision which side a field is taken from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A contact and a customer that are one person: ids, digests and dates, no personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pair {
    /// ActiveCampaign's id of the contact; none where the customer was made for an order alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contact: Option<String>,
    /// Whether several contacts match this customer, so that none can follow it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) is_shared: bool,
    /// What either side had when both were last settled, by eAccounting's name of the field.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, Base>,
    /// When the contact was changed.
    #[serde(default)]
    pub(crate) contact_at: Times,
    /// When the customer was changed.
    #[serde(default)]
    pub(crate) customer_at: Times,
    /// The tags that were put on the contact for the customer's labels.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) tags: BTreeSet<String>,
    /// The account that the contact was put into for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<String>,
    /// The list that the contact was looked up on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) list: Option<u32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// When a record was changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Times {
    /// The last change that was not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theirs: Option<Timestamp>,
    /// The last change that was ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ours: Option<Timestamp>,
}

impl Times {
    /// A record's own date of its last change.
    pub(crate) fn see(&mut self, at: Option<Timestamp>) {
        if at.is_some() && at != self.ours {
            self.theirs = at;
        }
    }

    /// Ekobridge wrote it, and the record then had this date.
    pub(crate) fn wrote(&mut self, at: Option<Timestamp>) {
        if at.is_some() {
            self.ours = at;
        }
    }
}

/// One of the two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// ActiveCampaign's.
    Contact,
    /// eAccounting's.
    Customer,
}

/// The decision about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Both sides mean the same.
    Equal,
    /// It is taken from this side.
    From(Side),
    /// The sides differ, and neither has changed since they were last compared.
    Nowhere,
}

/// A field on both sides.
pub(crate) struct Values {
    pub(crate) on_contact: String,
    pub(crate) on_customer: String,
    pub(crate) contact_digest: String,
    pub(crate) customer_digest: String,
    /// Whether they mean the same.
    pub(crate) is_equal: bool,
}

/// What either side had when both were last settled, as salted digests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Base {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) customer: Option<String>,
}

impl Base {
    /// Which side a field is taken from. A field that only eAccounting writes is taken from there when it was changed there.
    pub(crate) fn decide(&self, values: &Values, later: Side, is_two_way: bool) -> Source {
        if values.is_equal {
            return Source::Equal;
        }
        let contact_changed = self.contact.as_ref() != Some(&values.contact_digest);
        let customer_changed = self.customer.as_ref() != Some(&values.customer_digest);
        if !is_two_way {
            return match customer_changed {
                true if self.customer.is_none() && values.on_customer.is_empty() => Source::Nowhere,
                true => Source::From(Side::Customer),
                false => Source::Nowhere,
            };
        }
        match (contact_changed, customer_changed) {
            (false, false) => Source::Nowhere,
            (true, false) => Source::From(Side::Contact),
            (false, true) => Source::From(Side::Customer),
            // Never compared: an empty value carries no information yet.
            (true, true) if self.contact.is_none() && values.on_contact.is_empty() => {
                Source::From(Side::Customer)
            }
            (true, true) if self.customer.is_none() && values.on_customer.is_empty() => {
                Source::From(Side::Contact)
            }
            (true, true) => Source::From(later),
        }
    }

    /// Whether both sides differ from what they were.
    pub(crate) fn both_changed(&self, values: &Values) -> bool {
        self.is_known()
            && self.contact.as_ref() != Some(&values.contact_digest)
            && self.customer.as_ref() != Some(&values.customer_digest)
    }

    /// Whether both sides were settled before.
    pub(crate) fn is_known(&self) -> bool {
        self.contact.is_some() && self.customer.is_some()
    }

    /// Both sides are settled as they are.
    pub(crate) fn set(&mut self, values: &Values) {
        self.contact = Some(values.contact_digest.clone());
        self.customer = Some(values.customer_digest.clone());
    }

    /// The contact was given the customer's values.
    pub(crate) fn set_to_customers(&mut self, values: &Values) {
        self.contact = Some(values.customer_digest.clone());
        self.customer = Some(values.customer_digest.clone());
    }

    /// An unknown value of an unchanged side keeps its last state.
    pub(crate) fn complete(&mut self, values: &Values) {
        self.contact.get_or_insert_with(|| values.contact_digest.clone());
        self.customer
            .get_or_insert_with(|| values.customer_digest.clone());
    }
}

impl Pair {
    /// What either side had in a field.
    pub(crate) fn base(&self, field: &str) -> Base {
        self.fields.get(field).cloned().unwrap_or_default()
    }

    /// Which record was changed later, not counting our own writes; eAccounting's where that is not to be told.
    /// ActiveCampaign counts in whole seconds.
    pub(crate) fn later(&self) -> Side {
        let second = |times: &Times| times.theirs.map(Timestamp::as_second);
        if second(&self.contact_at) > second(&self.customer_at) {
            Side::Contact
        } else {
            Side::Customer
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(contact: &str, customer: &str) -> Values {
        Values {
            on_contact: contact.to_owned(),
            on_customer: customer.to_owned(),
            contact_digest: contact.to_owned(),
            customer_digest: customer.to_owned(),
            is_equal: contact == customer,
        }
    }

    fn base(contact: Option<&str>, customer: Option<&str>) -> Base {
        Base {
            contact: contact.map(str::to_owned),
            customer: customer.map(str::to_owned),
        }
    }

    #[test]
    fn a_field_is_taken_from_the_side_that_was_changed() {
        use Side::{Contact, Customer};
        use Source::{Equal, From, Nowhere};
        let settled = || base(Some("a"), Some("a"));
        let (never, ordered) = (base(None, None), base(None, Some("a")));
        let cut = base(Some("long"), Some("lo"));
        for (base, contact, customer, later, wanted) in [
            (settled(), "a", "a", Customer, Equal),
            (settled(), "b", "b", Customer, Equal),
            (settled(), "b", "a", Customer, From(Contact)),
            (settled(), "a", "b", Contact, From(Customer)),
            (settled(), "b", "c", Contact, From(Contact)),
            (settled(), "b", "c", Customer, From(Customer)),
            (settled(), "", "a", Customer, From(Contact)),
            (settled(), "a", "", Contact, From(Customer)),
            (never.clone(), "", "b", Contact, From(Customer)),
            (never.clone(), "b", "", Customer, From(Contact)),
            (never.clone(), "b", "c", Contact, From(Contact)),
            (never, "b", "c", Customer, From(Customer)),
            (ordered.clone(), "b", "a", Customer, From(Contact)),
            (ordered, "", "b", Contact, From(Customer)),
            (cut.clone(), "long", "lo", Contact, Nowhere),
            (cut, "long", "la", Contact, From(Customer)),
        ] {
            let found = base.decide(&values(contact, customer), later, true);
            assert_eq!(found, wanted, "{base:?} {contact} {customer} {later:?}");
        }
    }

    #[test]
    fn a_field_that_only_eaccounting_writes_is_never_taken_from_a_contact() {
        use Source::{From, Nowhere};
        let settled = base(Some("a"), Some("a"));
        for (base, contact, customer, wanted) in [
            (settled.clone(), "b", "a", Nowhere),
            (settled.clone(), "a", "b", From(Side::Customer)),
            (settled, "c", "b", From(Side::Customer)),
            (Base::default(), "c", "b", From(Side::Customer)),
            (Base::default(), "c", "", Nowhere),
        ] {
            let found = base.decide(&values(contact, customer), Side::Contact, false);
            assert_eq!(found, wanted, "{base:?} {contact} {customer}");
        }
    }

    #[test]
    fn the_later_record_is_the_one_that_a_person_changed_later() {
        let at = |second: i64| Timestamp::from_second(second).ok();
        let mut pair = Pair::default();
        assert_eq!(pair.later(), Side::Customer);
        pair.contact_at.see(at(20));
        pair.customer_at.see(at(10));
        assert_eq!(pair.later(), Side::Contact);
        // Our own write comes back, and counts for nothing.
        pair.customer_at.wrote(at(30));
        pair.customer_at.see(at(30));
        assert_eq!(pair.later(), Side::Contact);
        pair.customer_at.see(at(20));
        assert_eq!(pair.later(), Side::Customer, "equal");
    }
}
