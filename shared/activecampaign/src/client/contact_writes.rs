use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Customer, Email};
use serde_json::{Map, Value, json};

use super::call::{is_nothing, understand};
use super::contacts::WholeContact;
use super::{Answer, Client, Tags};
use crate::into_model::certain;
use crate::wire::lenient::OutgoingId;
use crate::wire::rest::{Contact, ContactList, ContactTag, One, SyncedContact, Tag};
use crate::{Error, requests};

/// The fields of a contact to write. `None` leaves a field unchanged; an empty text clears it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContactWrite {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Custom fields by ActiveCampaign's id of the field. Several values of a check box or list box are `||a||b||`.
    pub fields: BTreeMap<String, String>,
}

impl std::fmt::Debug for ContactWrite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactWrite")
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

impl ContactWrite {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn body(&self, email: Option<&Email>) -> Value {
        let mut body = Map::new();
        body.extend(email.map(|email| ("email".to_owned(), json!(email.as_str()))));
        for (name, value) in [
            ("firstName", &self.first_name),
            ("lastName", &self.last_name),
            ("phone", &self.phone),
        ] {
            body.extend(value.as_ref().map(|value| (name.to_owned(), json!(value))));
        }
        if !self.fields.is_empty() {
            let values = self.fields.iter();
            let values = values
                .map(|(field, value)| json!({"field": OutgoingId::from(field.as_str()), "value": value}));
            body.insert("fieldValues".to_owned(), values.collect());
        }
        Value::Object(body)
    }
}

/// The outcome of [`Client::sync_contact`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactWritten {
    /// The contact's id.
    pub id: String,
    /// Whether it is new.
    pub is_new: bool,
    /// When it was last changed, by this write.
    pub updated: Option<Timestamp>,
    /// Fields that were sent and that the answer does not name: ActiveCampaign passes over ids of fields that it does not
    /// have without a word.
    pub ignored_fields: Vec<String>,
}

/// A contact's current values, to compare with new ones.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactState {
    /// ActiveCampaign's id.
    pub id: String,
    /// E-mail address; none where it is not one.
    pub email: Option<Email>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// The company, as the contact's own text.
    pub organisation: Option<String>,
    /// When it was last changed, by anybody; none where the date leaves a doubt.
    pub updated: Option<Timestamp>,
    /// Custom fields that have a value, by ActiveCampaign's id of the field. Several values are joined by `, `.
    pub fields: BTreeMap<String, String>,
    /// The account that it is in.
    pub account: Option<String>,
}

impl std::fmt::Debug for ContactState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ContactState")
            .field("id", &self.id)
            .field("updated", &self.updated)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// The outcome of [`Client::add_to_account`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountLink {
    /// The contact is in the account now.
    Added,
    /// The contact belongs to an account already, this one or another (see [`ContactState::account`]); a contact has at
    /// most one. Nothing was changed.
    AlreadyInAccount,
}

fn state(id: &str, whole: &WholeContact) -> ContactState {
    let contact = &whole.contact;
    let values = whole.field_values.iter();
    ContactState {
        id: id.to_owned(),
        email: contact.email.0.as_deref().and_then(|email| email.parse().ok()),
        first_name: contact.first_name.0.clone(),
        last_name: contact.last_name.0.clone(),
        phone: contact.phone.0.clone(),
        organisation: contact.orgname.0.clone(),
        updated: contact.udate.0.as_deref().and_then(certain),
        fields: values
            .filter_map(|value| Some((value.field.0.clone()?, value.value.0.clone()?)))
            .collect(),
        account: whole.account.clone(),
    }
}

impl Client {
    /// A contact as it is; none when it does not exist (any more). Costs 1 to 3 calls.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_state(&self, id: &str) -> Result<Option<ContactState>, Error> {
        let whole = self.whole_contact(id).await?;
        Ok(whole.map(|whole| state(id, &whole)))
    }

    /// A contact as [`Client::contact_with`] and [`Client::contact_state`] give it, from one reading.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_and_state(
        &self,
        id: &str,
        tags: Tags,
    ) -> Result<Option<(Customer, ContactState)>, Error> {
        let Some(whole) = self.whole_contact(id).await? else {
            return Ok(None);
        };
        let state = state(id, &whole);
        Ok(Some((self.customer_of(id, whole, tags).await?, state)))
    }

    /// Changes a contact's e-mail address. Its lists and consent are unchanged.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when another contact has the address; when the call fails, also when there is no such
    /// contact.
    pub async fn change_email(&self, contact: &str, email: &Email) -> Result<Option<Timestamp>, Error> {
        let call = requests::update_contact(contact, json!({"email": email.as_str()}));
        let what = call.what.clone();
        match self.call(&call).await? {
            Answer::Body(body) if is_nothing(&body) => Ok(None),
            Answer::Body(body) => {
                let One(written): One<Contact> = understand(&what, &body)?;
                Ok(written.udate.0.as_deref().and_then(certain))
            }
            Answer::Missing => Err(Error::Rejected {
                what,
                status: 404,
                reasons: Vec::new(),
            }),
        }
    }

    /// Adds a contact to a list that it has never been on. An existing status on the list is never changed: active,
    /// unsubscribed, unconfirmed or bounced. Returns whether the contact was added.
    ///
    /// # Errors
    /// When a call fails, also when there is no such contact or list.
    pub async fn subscribe_once(&self, contact: &str, list: u32) -> Result<bool, Error> {
        let lists: Vec<ContactList> = self.list(|| requests::contact_lists(contact)).await?;
        let id = list.to_string();
        if lists
            .iter()
            .any(|known| known.list.0.as_deref() == Some(id.as_str()))
        {
            return Ok(false);
        }
        self.done(requests::subscribe(list, contact)).await?;
        Ok(true)
    }

    /// Creates the contact with this address, or changes the given fields of it. Subscribes nobody to a list.
    ///
    /// # Errors
    /// [`Error::Rejected`] when ActiveCampaign does not take the address; when the call fails.
    pub async fn sync_contact(&self, email: &Email, write: &ContactWrite) -> Result<ContactWritten, Error> {
        let call = requests::sync_contact(write.body(Some(email)));
        let response = self.carry(&call).await?;
        // "201 new, 200 updated".
        let is_new = response.status.as_u16() == 201;
        let Answer::Body(body) = self.verdict(&call.what, response)? else {
            return Err(Error::NotTheApi {
                what: call.what,
                status: 404,
            });
        };
        let written: SyncedContact = understand(&call.what, &body)?;
        let Some(id) = written.contact.id.0 else {
            return Err(Error::Unexpected {
                what: call.what,
                path: "contact.id".to_owned(),
            });
        };
        // Where the values aren't sent along, nothing is known of them.
        let set: Option<Vec<String>> = written
            .field_values
            .map(|values| values.0.into_iter().filter_map(|value| value.field.0).collect());
        let is_ignored = |field: &&String| set.as_ref().is_some_and(|set| !set.contains(field));
        let ignored = write.fields.keys().filter(is_ignored);
        Ok(ContactWritten {
            id,
            is_new,
            updated: written.contact.udate.0.as_deref().and_then(certain),
            ignored_fields: ignored.cloned().collect(),
        })
    }

    /// Changes the given fields of a contact, by its id. Idempotent. Costs 1 call.
    ///
    /// # Errors
    /// When the call fails, also when there is no such contact.
    pub async fn update_contact(&self, id: &str, write: &ContactWrite) -> Result<(), Error> {
        self.done(requests::update_contact(id, write.body(None))).await
    }

    /// The names of a contact's tags.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn contact_tags(&self, contact: &str) -> Result<Vec<String>, Error> {
        self.tags_of(contact).await
    }

    /// Takes a tag off a contact. Without that tag, or without such a tag at all, nothing happens.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn remove_tag(&self, contact: &str, name: &str) -> Result<(), Error> {
        let found: Vec<Tag> = self.list(|| requests::tags_by_name(name)).await?;
        let tags: Vec<String> = found
            .into_iter()
            .filter(|tag| tag.tag.0.as_deref() == Some(name.trim()))
            .filter_map(|tag| tag.id.0)
            .collect();
        if tags.is_empty() {
            return Ok(());
        }
        let links: Vec<ContactTag> = self.list(|| requests::contact_tags(contact)).await?;
        for link in links {
            let is_it = link.tag.0.is_some_and(|tag| tags.contains(&tag));
            if let (true, Some(id)) = (is_it, link.id.0) {
                // Gone already is as good.
                self.call(&requests::untag_contact(&id, contact)).await?;
            }
        }
        Ok(())
    }

    /// Puts a contact into an account.
    ///
    /// # Errors
    /// When the call fails, also when there is no such contact or account.
    pub async fn add_to_account(
        &self,
        account: &str,
        contact: &str,
        job_title: Option<&str>,
    ) -> Result<AccountLink, Error> {
        let call = requests::create_account_contact(account, contact, job_title);
        match self.done(call).await {
            Ok(()) => Ok(AccountLink::Added),
            Err(error) if error.says_already_in_account() => Ok(AccountLink::AlreadyInAccount),
            Err(error) => Err(error),
        }
    }
}
