use model::FieldOwner;

use super::cache::{LIFETIME, RENEWAL};
use super::{Client, FieldIdentity, NoteOn};
use crate::wire::rest::{Note, Tag};
use crate::{Error, requests};

impl Client {
    /// Adds a tag to a contact, and creates the tag if it doesn't exist. Idempotent.
    ///
    /// # Errors
    /// When a call fails, also when there is no such contact.
    pub async fn add_tag(&self, contact: &str, name: &str) -> Result<(), Error> {
        if let Some(known) = self.remembered_tag(name.trim()).await {
            match self.done(requests::tag_contact(contact, &known)).await {
                // The tag was deleted since, or the contact is not there: the look-up below shows which.
                Err(Error::Rejected { .. }) => {}
                tagged => return tagged,
            }
        }
        // A search may find more than the name itself.
        let found: Vec<Tag> = self.list(|| requests::tags_by_name(name)).await?;
        let is_it = |tag: &Tag| {
            tag.tag.0.as_deref() == Some(name.trim())
                && tag.tag_type.0.as_deref().is_none_or(|kind| kind == "contact")
        };
        let found = found.into_iter().find(is_it).and_then(|tag| tag.id.0);
        let tag = match found {
            Some(id) => id,
            None => {
                let call = requests::create_tag(name);
                let what = call.what.clone();
                let made = self.write::<Tag>(call).await?.id.0;
                made.ok_or(Error::Unexpected {
                    what,
                    path: "tag.id".to_owned(),
                })?
            }
        };
        self.done(requests::tag_contact(contact, &tag)).await?;
        self.remember_tag(tag, name.trim()).await;
        Ok(())
    }

    /// Whether a contact has this note. Those of deals and accounts cannot be listed.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn has_note(&self, contact: &str, text: &str) -> Result<bool, Error> {
        let notes: Vec<Note> = self.list(|| requests::contact_notes(contact)).await?;
        Ok(notes
            .iter()
            .any(|note| note.note.0.as_deref() == Some(text.trim())))
    }

    /// Writes a note. Sent twice, there are two: see [`Client::has_note`].
    ///
    /// # Errors
    /// When a call fails. It may have had its effect when the problem's kind is ambiguous.
    pub async fn add_note(&self, on: NoteOn, id: &str, text: &str) -> Result<(), Error> {
        let (kind, word) = match on {
            NoteOn::Contact => ("Subscriber", "contact"),
            NoteOn::Deal => ("Deal", "deal"),
            NoteOn::Account => ("CustomerAccount", "account"),
        };
        self.done(requests::create_note(kind, id, text, format!("{word} {id}")))
            .await
    }

    /// Sets a custom field of a contact. Sent twice, nothing more happens.
    ///
    /// # Errors
    /// [`Error::UnknownField`] when there is no such field; when a call fails.
    pub async fn set_contact_field(
        &self,
        contact: &str,
        field: FieldIdentity<'_>,
        value: &str,
    ) -> Result<(), Error> {
        let field = match field {
            FieldIdentity::Id(id) => id.to_owned(),
            FieldIdentity::Tag(tag) => self.field_by_tag(tag).await?,
        };
        self.done(requests::set_field_value(contact, &field, value)).await
    }

    async fn field_by_tag(&self, tag: &str) -> Result<String, Error> {
        let wanted = tag.trim().trim_matches('%').to_lowercase();
        for lifetime in [LIFETIME, RENEWAL] {
            let fields = self.definitions(FieldOwner::Contact, lifetime).await?;
            if let Some(field) = fields.iter().find(|field| field.tag == wanted) {
                return Ok(field.id.clone());
            }
        }
        Err(Error::UnknownField {
            field: tag.to_owned(),
        })
    }
}
