use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use model::{CustomFields, Customer, Email, FieldOwner, Source};

use super::cache::{LIFETIME, RENEWAL};
use super::paging::may_be_cut;
use super::{Answer, Client, ContactRef, Field};
use crate::into_model::{
    ContactParts, certain, custom_fields, customer_of_account, customer_of_contact, tag_of,
};
use crate::wire::lenient::{IdOr, Many, Prose};
use crate::wire::rest::{
    Account, AccountContact, AccountFieldMeta, AccountFieldValue, Contact, ContactDocument, ContactField,
    ContactTag, DealFieldMeta, FieldValue, Page, Tag,
};
use crate::{Error, requests};

/// A contact with the values of its fields and the account that it is in.
pub(super) struct WholeContact {
    pub(super) contact: Contact,
    pub(super) field_values: Vec<FieldValue>,
    pub(super) account: Option<String>,
}

/// A contact that was found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedContact {
    /// Its id.
    pub id: String,
    /// Its e-mail address.
    pub email: Option<Email>,
}

/// Names of tags by id.
pub(super) type TagNames = HashMap<String, String>;

/// Up to so many unknown tags are read one by one; for more the list is read.
const TAGS_ONE_BY_ONE: usize = 3;

/// Whether a contact's tags are read with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tags {
    /// They are.
    Read,
    /// They are not, and the contact has none.
    LeaveOut,
}

impl Tags {
    /// Reads them on request.
    #[must_use]
    pub fn read_if(wanted: bool) -> Self {
        if wanted { Self::Read } else { Self::LeaveOut }
    }
}

impl Client {
    /// A contact with all its custom fields, tags and account; none when it does not exist (any more).
    ///
    /// Costs 2 to 3 calls, and 2 more with an account, besides definitions that are not remembered.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact(&self, id: &str) -> Result<Option<Customer>, Error> {
        self.contact_with(id, Tags::Read).await
    }

    /// Deletes a contact, with everything that belongs to it; one that is gone already is as good.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn delete_contact(&self, id: &str) -> Result<(), Error> {
        match self.call(&requests::delete_contact(id)).await? {
            Answer::Body(_) | Answer::Missing => Ok(()),
        }
    }

    /// Like [`Client::contact`], but reads the contact's tags, which cost a call, only on request.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_with(&self, id: &str, tags: Tags) -> Result<Option<Customer>, Error> {
        match self.whole_contact(id).await? {
            Some(whole) => self.customer_of(id, whole, tags).await.map(Some),
            None => Ok(None),
        }
    }

    /// A contact that was read, with its account.
    pub(super) async fn customer_of(
        &self,
        id: &str,
        whole: WholeContact,
        tags: Tags,
    ) -> Result<Customer, Error> {
        let (parts, account) = self.parts_of(id, whole, tags).await?;
        let account = match account {
            Some(account) => self
                .account_parts(&account)
                .await?
                .map(|(wire, fields)| (account, wire, fields)),
            None => None,
        };
        Ok(customer_of_contact(parts, account))
    }

    /// The id of the contact with this e-mail address.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn contact_id_by_email(&self, email: &Email) -> Result<Option<String>, Error> {
        let page = self
            .read::<Page<Contact>>(requests::contacts_by_email(email))
            .await?;
        // The filter is exact; a server that ignores it must not lend us another person.
        let same = |contact: &Contact| {
            contact
                .email
                .0
                .as_deref()
                .and_then(|text| text.parse::<Email>().ok())
                .as_ref()
                == Some(email)
        };
        Ok(page
            .and_then(|page| page.items.into_iter().find(same))
            .and_then(|contact| contact.id.0))
    }

    /// The contacts with all of these words in the person's or organization's name, those named exactly so first, and
    /// whether there may be more. One call: ActiveCampaign searches for the longest word, since it isn't documented that its
    /// search compares a first and a last name together.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn contacts_by_name(&self, words: &[String]) -> Result<(Vec<NamedContact>, bool), Error> {
        let Some(longest) = words.iter().max_by_key(|word| word.chars().count()) else {
            return Ok((Vec::new(), false));
        };
        let page = self
            .read::<Page<Contact>>(requests::contacts_with(longest))
            .await?;
        let Some(page) = page else {
            return Ok((Vec::new(), false));
        };
        let length = page.items.len();
        let has_more = page
            .total
            .map_or(length >= requests::PAGE, |total| total > length);
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let exact = words.join(" ");
        let mut named: Vec<(bool, NamedContact)> = Vec::new();
        for contact in page.items.into_iter().filter(is_there) {
            let part = |part: &Prose| part.0.as_deref().unwrap_or_default().trim().to_lowercase();
            let person = format!("{} {}", part(&contact.first_name), part(&contact.last_name));
            let person = person.trim();
            let organization = part(&contact.orgname);
            let is_named = |word: &String| person.contains(word) || organization.contains(word);
            let Some(id) = contact.id.0.filter(|_| words.iter().all(is_named)) else {
                continue;
            };
            let email = contact.email.0.and_then(|text| text.parse().ok());
            let differs = person != exact && organization != exact;
            named.push((differs, NamedContact { id, email }));
        }
        named.sort_by_key(|(differs, _)| *differs);
        Ok((named.into_iter().map(|(_, contact)| contact).collect(), has_more))
    }

    /// The contact with this e-mail address, as [`Client::contact_with`] gives it, for one call more.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_by_email(&self, email: &Email, tags: Tags) -> Result<Option<Customer>, Error> {
        match self.contact_id_by_email(email).await? {
            Some(id) => self.contact_with(&id, tags).await,
            None => Ok(None),
        }
    }

    /// An account with its custom fields and one of its contacts, which brings the e-mail address: of those that have
    /// one, the contact that was put into the account first. None when the account does not exist (any more).
    ///
    /// # Errors
    /// When a call fails.
    pub async fn account(&self, id: &str) -> Result<Option<Customer>, Error> {
        let Some((account, fields)) = self.account_parts(id).await? else {
            return Ok(None);
        };
        let mut links: Vec<AccountContact> = self.list(|| requests::contacts_of_account(id)).await?;
        links.retain(|link| link.account.0.as_deref() == Some(id));
        links.sort_by_key(|link| link.id.0.as_deref().and_then(|id| id.parse::<u64>().ok()));
        let mut chosen = None;
        for contact in links.into_iter().filter_map(|link| link.contact.0) {
            if let Some((parts, _)) = self.contact_parts(&contact, Tags::Read).await?
                && parts.contact.email.0.is_some()
            {
                chosen = Some(parts);
                break;
            }
        }
        Ok(Some(customer_of_account(id.to_owned(), account, fields, chosen)))
    }

    /// The contacts that changed since, by id, each with its date of change.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contacts_updated_since(&self, since: Timestamp) -> Result<Vec<ContactRef>, Error> {
        let mut all: Vec<ContactRef> = Vec::new();
        let mut last: Option<u64> = None;
        loop {
            let after = last.map(|id| id.to_string());
            let call = requests::contacts_updated(since, after.as_deref());
            let Some(page) = self.read::<Page<Contact>>(call).await? else {
                return Ok(all);
            };
            let length = page.items.len();
            let highest = page
                .items
                .iter()
                .filter_map(|contact| contact.id.0.as_deref()?.parse().ok())
                .max();
            let new =
                |contact: &Contact| is_there(contact) && may_be_since(contact.udate.0.as_deref(), since);
            all.extend(page.items.into_iter().filter(new).filter_map(|contact| {
                Some(ContactRef {
                    source: Source::Contact(contact.id.0?),
                    version: contact.udate.0,
                })
            }));
            // `meta.total` counts the contacts after `id_greater`; a full page may be followed by more in either case.
            let more = page.total.map_or(may_be_cut(length), |total| total > length);
            if length == 0 || !more || highest <= last {
                return Ok(all);
            }
            last = highest;
        }
    }

    /// The custom fields that contacts may have.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_fields(&self) -> Result<Vec<Field>, Error> {
        Ok(self.definitions(FieldOwner::Contact, LIFETIME).await?.to_vec())
    }

    /// The custom fields that accounts may have.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn account_fields(&self) -> Result<Vec<Field>, Error> {
        Ok(self.definitions(FieldOwner::Account, LIFETIME).await?.to_vec())
    }

    /// The custom fields that deals may have.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn deal_fields(&self) -> Result<Vec<Field>, Error> {
        Ok(self.definitions(FieldOwner::Deal, LIFETIME).await?.to_vec())
    }

    /// Whether contacts, accounts or deals have a custom field with this tag, in lower case. The definitions are read again
    /// before a field counts as missing: it may be new.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn has_field(&self, tag: &str) -> Result<bool, Error> {
        self.has_field_of(tag, FieldOwner::ALL).await
    }

    /// Whether one of these kinds of records has a custom field with this tag; see [`Client::has_field`].
    ///
    /// # Errors
    /// When a call fails.
    pub async fn has_field_of(&self, tag: &str, owners: &[FieldOwner]) -> Result<bool, Error> {
        for lifetime in [LIFETIME, RENEWAL] {
            for owner in owners {
                let definitions = self.definitions(*owner, lifetime).await?;
                let is = |field: &Field| field.tag == tag || format!("{}_{}", field.tag, field.id) == tag;
                if definitions.iter().any(is) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// A contact without its account, and the id of that.
    async fn contact_parts(
        &self,
        id: &str,
        tags: Tags,
    ) -> Result<Option<(ContactParts, Option<String>)>, Error> {
        match self.whole_contact(id).await? {
            Some(whole) => self.parts_of(id, whole, tags).await.map(Some),
            None => Ok(None),
        }
    }

    async fn parts_of(
        &self,
        id: &str,
        whole: WholeContact,
        tags: Tags,
    ) -> Result<(ContactParts, Option<String>), Error> {
        let values = whole
            .field_values
            .into_iter()
            .filter_map(|value| Some((value.field.0?, value.value.0?)))
            .collect();
        let fields = self.join(FieldOwner::Contact, values).await?;
        let tags = match tags {
            Tags::Read => self.tags_of(id).await?,
            Tags::LeaveOut => Vec::new(),
        };
        let parts = ContactParts {
            id: id.to_owned(),
            contact: whole.contact,
            fields,
            tags,
        };
        Ok((parts, whole.account))
    }

    /// A contact with the related records that its endpoint may embed; reads them separately if they are missing.
    pub(super) async fn whole_contact(&self, id: &str) -> Result<Option<WholeContact>, Error> {
        let document = self.read::<ContactDocument>(requests::contact(id)).await?;
        let Some(document) = document.filter(|document| is_there(&document.contact)) else {
            return Ok(None);
        };
        let mut contact = document.contact;
        let inside = contact.field_values.take();
        let field_values = match document.field_values.or_else(|| inside.and_then(whole)) {
            Some(values) => values.0,
            None => {
                self.list::<FieldValue>(|| requests::contact_field_values(id))
                    .await?
            }
        };
        let inside = contact.account_contacts.take();
        let none = inside.as_ref().is_some_and(|links| links.0.is_empty());
        let account = match document.account_contacts.or_else(|| inside.and_then(whole)) {
            Some(links) if none || !links.0.is_empty() => first_account(links.0),
            _ => first_account(self.list(|| requests::contact_accounts(id)).await?),
        };
        Ok(Some(WholeContact {
            contact,
            field_values,
            account,
        }))
    }

    pub(super) async fn account_parts(&self, id: &str) -> Result<Option<(Account, CustomFields)>, Error> {
        let Some(account) = self.find::<Account>(requests::account(id)).await? else {
            return Ok(None);
        };
        let values: Vec<AccountFieldValue> = self.list(|| requests::account_field_values(id)).await?;
        let values = values
            .into_iter()
            .filter(|value| value.account_id.0.as_deref().is_none_or(|owner| owner == id))
            .filter_map(|value| Some((value.custom_field_id.0?, value.field_value.0?)))
            .collect();
        let fields = self.join(FieldOwner::Account, values).await?;
        Ok(Some((account, fields)))
    }

    /// Joins values with their definitions. An unknown field triggers a new read of the definitions.
    pub(super) async fn join(
        &self,
        of: FieldOwner,
        values: Vec<(String, String)>,
    ) -> Result<CustomFields, Error> {
        if values.is_empty() {
            return Ok(CustomFields::new());
        }
        let mut definitions = self.definitions(of, LIFETIME).await?;
        let known = |fields: &[Field], id: &str| fields.iter().any(|field| field.id == id);
        if !values.iter().all(|(id, _)| known(&definitions, id)) {
            definitions = self.definitions(of, RENEWAL).await?;
        }
        Ok(custom_fields(values, &definitions))
    }

    pub(super) async fn definitions(
        &self,
        of: FieldOwner,
        lifetime: std::time::Duration,
    ) -> Result<Arc<Vec<Field>>, Error> {
        let now = self.clock.now();
        match of {
            FieldOwner::Contact => {
                let read = async {
                    let fields: Vec<ContactField> = self.list(requests::contact_fields).await?;
                    Ok(fields
                        .into_iter()
                        .filter_map(|f| field(f.id.0, f.title.0, f.perstag.0, f.kind.0))
                        .collect())
                };
                self.contact_fields.get(now, lifetime, read).await
            }
            FieldOwner::Account => {
                let read = async {
                    let fields: Vec<AccountFieldMeta> = self.list(requests::account_fields).await?;
                    let fields = fields.into_iter();
                    Ok(fields
                        .filter_map(|f| field(f.id.0, f.field_label.0, f.personalization.0, f.field_type.0))
                        .collect())
                };
                self.account_fields.get(now, lifetime, read).await
            }
            FieldOwner::Deal => {
                let read = async {
                    let fields: Vec<DealFieldMeta> = self.list(requests::deal_fields).await?;
                    let fields = fields.into_iter();
                    Ok(fields
                        .filter_map(|f| field(f.id.0, f.field_label.0, f.personalization.0, f.field_type.0))
                        .collect())
                };
                self.deal_fields.get(now, lifetime, read).await
            }
        }
    }

    /// The id of the tag with this name, where it was seen within the last minutes.
    pub(super) async fn remembered_tag(&self, name: &str) -> Option<String> {
        let (read_at, names) = self.tags.peek().await?;
        let age = std::time::Duration::try_from(self.clock.now().duration_since(read_at)).unwrap_or_default();
        let known = names.iter().find(|(_, known)| known.as_str() == name);
        known.filter(|_| age < LIFETIME).map(|(id, _)| id.clone())
    }

    pub(super) async fn remember_tag(&self, id: String, name: &str) {
        let now = self.clock.now();
        let remembered = self.tags.peek().await.filter(|(read_at, _)| {
            std::time::Duration::try_from(now.duration_since(*read_at)).unwrap_or_default() < LIFETIME
        });
        let (read_at, mut names) =
            remembered.map_or_else(|| (now, TagNames::new()), |(at, names)| (at, (*names).clone()));
        names.insert(id, name.to_owned());
        self.tags.put(read_at, names).await;
    }

    /// The names of a contact's tags.
    pub(super) async fn tags_of(&self, contact: &str) -> Result<Vec<String>, Error> {
        let tags: Vec<ContactTag> = self.list(|| requests::contact_tags(contact)).await?;
        let ids: Vec<String> = tags.into_iter().filter_map(|tag| tag.tag.0).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let remembered = self.tags.peek().await.filter(|(read_at, _)| {
            std::time::Duration::try_from(now.duration_since(*read_at)).unwrap_or_default() < LIFETIME
        });
        let (read_at, mut names) =
            remembered.map_or_else(|| (now, TagNames::new()), |(at, names)| (at, (*names).clone()));
        let unknown: Vec<&String> = ids.iter().filter(|id| !names.contains_key(*id)).collect();
        if !unknown.is_empty() {
            if unknown.len() <= TAGS_ONE_BY_ONE {
                for id in unknown {
                    if let Some(tag) = self.find::<Tag>(requests::tag(id)).await? {
                        names.extend(tag.id.0.zip(tag.tag.0));
                    }
                }
            } else {
                let tags: Vec<Tag> = self.list(requests::tags).await?;
                names.extend(tags.into_iter().filter_map(|tag| tag.id.0.zip(tag.tag.0)));
            }
            self.tags.put(read_at, names.clone()).await;
        }
        Ok(ids.iter().filter_map(|id| names.get(id).cloned()).collect())
    }
}

/// Whether a record may have changed since: true unless it is certainly older. See [`requests::filter_date`].
pub(super) fn may_be_since(changed: Option<&str>, since: Timestamp) -> bool {
    // Filters count in whole seconds.
    changed
        .and_then(certain)
        .is_none_or(|changed| changed.as_second() >= since.as_second())
}

/// Whether a contact is neither deleted nor anonymised.
fn is_there(contact: &Contact) -> bool {
    !contact.deleted.0 && !contact.anonymized.0
}

/// A list whose elements are all full objects; nothing if any is only an id.
fn whole<T>(list: Many<IdOr<T>>) -> Option<Many<T>> {
    let whole: Option<Vec<T>> = list
        .0
        .into_iter()
        .map(|element| match element {
            IdOr::Whole(object) => Some(object),
            IdOr::Id(_) => None,
        })
        .collect();
    whole.map(Many)
}

/// A contact is in one account at most.
fn first_account(links: Vec<AccountContact>) -> Option<String> {
    links.into_iter().find_map(|link| link.account.0)
}

fn field(
    id: Option<String>,
    title: Option<String>,
    tag: Option<String>,
    kind: Option<String>,
) -> Option<Field> {
    let (id, title) = (id?, title.unwrap_or_default());
    let tag = match tag_of(tag.as_deref(), &title) {
        empty if empty.is_empty() => format!("field_{id}"),
        tag => tag,
    };
    Some(Field {
        id,
        title,
        tag,
        kind: kind.unwrap_or_default(),
    })
}
