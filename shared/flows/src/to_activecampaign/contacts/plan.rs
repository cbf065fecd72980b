//! What is to be written of a contact. Nothing is written here.

use std::collections::{BTreeMap, BTreeSet};

use activecampaign::ContactWrite;
use eaccounting::types::Customer as Found;
use mapping::WrittenTarget;
use model::reason::words;
use model::{Code, Named, Problem, StepName, step};
use settings::WrittenCustomers;

use super::Subject;
use super::find::Contact;
use crate::JobContext;
use crate::two_way::{self, Item, OnContact, Side, Source, Values};

/// What is to be written.
pub(super) struct Plan {
    /// The contact's own fields that differ.
    pub(super) contact: ContactWrite,
    /// Whether its e-mail address is to be changed.
    pub(super) changes_email: bool,
    /// The shared fields, and where each comes from.
    pub(super) items: Vec<(Item, Values, Source)>,
    /// The tags to put on.
    pub(super) added_tags: Vec<String>,
    /// The tags to take off, which were put on before.
    pub(super) removed_tags: Vec<String>,
    /// The company whose account the contact is to be in.
    pub(super) account: Option<String>,
    /// Whether the account of ours that it is in is to be renamed.
    pub(super) renames_account: bool,
    /// The list to put it on.
    pub(super) list: Option<u32>,
}

/// The tags that the settings have for a customer's labels.
pub(super) fn tags(settings: &WrittenCustomers, found: &Found) -> BTreeSet<String> {
    let labels = found.fields.customer_labels.iter().flatten();
    labels
        .filter_map(|label| {
            let name = label.name.trim().to_lowercase();
            settings
                .tags
                .iter()
                .find(|(known, _)| known.trim().to_lowercase() == name)
                .map(|(_, tag)| tag.as_str().to_owned())
        })
        .collect()
}

impl Plan {
    /// Compares a customer with its contact, where it has one.
    pub(super) async fn of(
        ctx: &mut JobContext<'_>,
        subject: &Subject,
        contact: Option<&Contact>,
    ) -> Result<Self, Problem> {
        let compiled = std::sync::Arc::clone(&ctx.compiled);
        let settings = &compiled.settings.to_activecampaign.customers;
        let field_ids = field_ids(ctx, settings).await?;
        let account = contact.and_then(|contact| contact.state.account.as_deref());
        let has_account = account.is_some() && account == subject.pair.account.as_deref();
        let mut items = two_way::items(&compiled.settings, &compiled.mapping, &subject.found, has_account);
        items.extend(two_way::made_items(&compiled.mapping, &subject.found)?);
        let mut pair = subject.pair.clone();
        let nobody = model::Customer::new(model::CustomerOrigin::Contact);
        let (customer, mapped) = match contact {
            Some(contact) => (&contact.customer, contact.mapped.as_ref()),
            None => (&nobody, None),
        };
        let compared = two_way::compare(ctx, &items, customer, mapped, &subject.found);
        if let Some(contact) = contact {
            see(&mut pair, &compared, contact, &subject.found);
        }
        let later = pair.later();
        let mut plan = Self {
            contact: ContactWrite::default(),
            changes_email: false,
            items: Vec::new(),
            added_tags: Vec::new(),
            removed_tags: Vec::new(),
            account: None,
            renames_account: false,
            list: settings.list.id.filter(|list| subject.pair.list != Some(*list)),
        };
        for (item, values) in compared {
            let base = if contact.is_some() {
                subject.pair.base(&item.field)
            } else {
                two_way::Base::default()
            };
            let source = match base.decide(&values, later, item.is_two_way) {
                // Nobody is without an address.
                Source::From(Side::Contact)
                    if item.on == OnContact::Email && values.on_contact.is_empty() =>
                {
                    Source::From(Side::Customer)
                }
                Source::From(Side::Customer) if values.on_customer.is_empty() && !item.may_be_cleared() => {
                    Source::Nowhere
                }
                source => source,
            };
            if source == Source::From(Side::Customer) {
                plan.write(&item, &values, customer, &field_ids);
            }
            plan.items.push((item, values, source));
        }
        plan.changes_email &= contact.is_some();
        let wanted = tags(settings, &subject.found);
        plan.added_tags = wanted.difference(&subject.pair.tags).cloned().collect();
        plan.removed_tags = subject.pair.tags.difference(&wanted).cloned().collect();
        let company = two_way::customer_text(&subject.found, "Name");
        if settings.accounts
            && !subject.found.fields.is_private_person
            && !company.is_empty()
            && account.is_none()
        {
            plan.account = Some(company);
        }
        Ok(plan)
    }

    fn write(
        &mut self,
        item: &Item,
        values: &Values,
        contact: &model::Customer,
        field_ids: &BTreeMap<String, String>,
    ) {
        let value = values.on_customer.clone();
        match &item.on {
            OnContact::Name => {
                let (first, last) = split_name(&value, contact);
                let differs = |new: &str, old: &Option<String>| new != old.as_deref().unwrap_or_default();
                self.contact.first_name = Some(first).filter(|first| differs(first, &contact.first_name));
                self.contact.last_name = Some(last).filter(|last| differs(last, &contact.last_name));
            }
            OnContact::Email => self.changes_email = true,
            OnContact::Phone => self.contact.phone = Some(value),
            OnContact::Account => self.renames_account = true,
            OnContact::Field(tag) => {
                if let Some(id) = field_ids.get(tag) {
                    self.contact.fields.insert(id.clone(), value);
                }
            }
        }
    }

    /// Whether anything would be written.
    pub(super) fn has_changes(&self) -> bool {
        let is_written = |source: &Source| *source == Source::From(Side::Customer);
        self.items.iter().any(|(_, _, source)| is_written(source))
            || self.account.is_some()
            || !self.added_tags.is_empty()
            || !self.removed_tags.is_empty()
            || self.list.is_some()
    }

    /// What would be written, in the words of the settings and of eAccounting's screens.
    pub(super) fn changes(&self) -> Named {
        let fields = self
            .items
            .iter()
            .filter(|(_, _, source)| *source == Source::From(Side::Customer))
            .map(|(item, ..)| (item.name(), item.field.clone()));
        let same = |text: String| (text.clone(), text);
        let account = self.account.iter().map(|_| words::ACCOUNT.to_string());
        let added = self.added_tags.iter().map(|tag| format!("tag {tag}"));
        let removed = self.removed_tags.iter().map(|tag| format!("tag {tag} removed"));
        let list = self.list.iter().map(|list| format!("list {list}"));
        let others = account.chain(added).chain(removed).chain(list).map(same);
        Named::several(fields.chain(others))
    }

    /// Notes for the journal what both sides have, and what is sent.
    pub(super) fn record(&self, ctx: &mut JobContext<'_>, subject: &Subject) {
        for (item, values, source) in &self.items {
            let fields = [("customer", &values.on_customer), ("contact", &values.on_contact)];
            for (document, value) in fields {
                if !value.is_empty() {
                    ctx.recorder.read(document, &item.field, Some(value));
                }
            }
            if *source == Source::From(Side::Customer) {
                let name = match &item.on {
                    OnContact::Name => "name",
                    OnContact::Email => "email",
                    OnContact::Phone => "phone",
                    OnContact::Account => "account",
                    OnContact::Field(tag) => tag,
                };
                let rule = match (&item.on, &item.made) {
                    (OnContact::Field(tag), Some(_)) => rule_of(ctx, tag),
                    _ => format!("customer.{}", item.field),
                };
                ctx.recorder
                    .sent("contact", name, Some(&values.on_customer), Some(&rule));
            }
        }
        let kept: Vec<(String, String)> = self
            .items
            .iter()
            .filter(|(_, _, source)| *source == Source::From(Side::Contact))
            .map(|(item, ..)| (item.name(), item.field.clone()))
            .collect();
        if !kept.is_empty() {
            let text = step::newer_in_activecampaign(subject.name(), Named::several(kept));
            ctx.step(StepName::Compare, text);
        }
    }
}

/// Takes over when both records were changed, our own writes not counted.
pub(super) fn see(pair: &mut two_way::Pair, compared: &[(Item, Values)], contact: &Contact, found: &Found) {
    if two_way::is_own_write(pair, compared) {
        pair.contact_at.wrote(contact.state.updated);
    }
    pair.contact_at.see(contact.state.updated);
    pair.customer_at.see(found.changed_utc);
}

/// The expression that makes a custom field.
fn rule_of(ctx: &JobContext<'_>, tag: &str) -> String {
    let rules = ctx.compiled.mapping.written_rules(WrittenTarget::Contact);
    let rule = rules.iter().find(|(name, _)| tag_of(name) == tag);
    rule.map(|(_, rule)| rule.expression.clone()).unwrap_or_default()
}

/// A personalization tag as ActiveCampaign's fields are known by it here.
fn tag_of(name: &str) -> String {
    name.trim().trim_matches('%').to_lowercase()
}

/// ActiveCampaign's ids of the custom fields that the settings and rules name.
async fn field_ids(
    ctx: &JobContext<'_>,
    settings: &WrittenCustomers,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut ids = BTreeMap::new();
    let rules = ctx.compiled.mapping.written_rules(WrittenTarget::Contact);
    let named: Vec<(&str, &String)> = [
        (
            "to_activecampaign.customers.fields",
            settings.fields.keys().collect::<Vec<_>>(),
        ),
        ("[mapping.contact]", rules.keys().collect()),
    ]
    .into_iter()
    .flat_map(|(place, names)| names.into_iter().map(move |name| (place, name)))
    .collect();
    if named.is_empty() {
        return Ok(ids);
    }
    let known = ctx.services.activecampaign.contact_fields().await?;
    for (place, name) in named {
        let tag = tag_of(name);
        let Some(field) = known.iter().find(|field| field.tag == tag) else {
            return Err(Problem::new(
                Code::SETTINGS_INVALID,
                format!(
                    "{place} names \"{name}\", and ActiveCampaign's contacts have no custom field with that tag."
                ),
                format!(
                    "Correct it in the settings (a field's tag is its personalization tag, such as %CITY%), push them, and replay \
                     {}.",
                    ctx.job.source
                ),
            ));
        };
        ids.insert(tag, field.id.clone());
    }
    Ok(ids)
}

/// A name in two parts. The part that the contact has already stays; else the last word is the last name.
fn split_name(name: &str, contact: &model::Customer) -> (String, String) {
    if let Some(listed) = two_way::listed_name(name) {
        return listed;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    let part = |part: &Option<String>| {
        let part = part.as_deref().unwrap_or_default();
        part.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (first, last) = (part(&contact.first_name), part(&contact.last_name));
    let rest = name.strip_prefix(&first).and_then(|rest| rest.strip_prefix(' '));
    if let Some(rest) = rest.filter(|_| !first.is_empty()) {
        return (first, rest.to_owned());
    }
    let rest = name.strip_suffix(&last).and_then(|rest| rest.strip_suffix(' '));
    if let Some(rest) = rest.filter(|_| !last.is_empty()) {
        return (rest.to_owned(), last);
    }
    match words.split_last() {
        Some((last, first)) if !first.is_empty() => (first.join(" "), (*last).to_owned()),
        _ => (name, String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_the_part_that_the_contact_has() {
        for (name, first, last, wanted) in [
            ("Anna Lind", "", "", ("Anna", "Lind")),
            ("Anna Maria Lind", "", "", ("Anna Maria", "Lind")),
            ("Lind, Anna Maria", "", "", ("Anna Maria", "Lind")),
            ("von Essen, Anna", "", "", ("Anna", "von Essen")),
            ("Lind,", "", "", ("Lind,", "")),
            ("Anna von Essen", "Anna", "Lind", ("Anna", "von Essen")),
            ("Eva von Essen", "Anna", "von Essen", ("Eva", "von Essen")),
            ("Annabel Lind", "Anna", "Berg", ("Annabel", "Lind")),
            ("Anna", "Anna", "Lind", ("Anna", "")),
            (" Anna  Lind ", "", "", ("Anna", "Lind")),
        ] {
            let mut contact = model::Customer::new(model::CustomerOrigin::Contact);
            contact.first_name = Some(first.to_owned());
            contact.last_name = Some(last.to_owned());
            let (first, last) = split_name(name, &contact);
            assert_eq!((first.as_str(), last.as_str()), wanted, "{name}");
        }
    }
}
