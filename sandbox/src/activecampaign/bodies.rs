//! Webhook bodies, as ActiveCampaign sends them: a form with bracket keys.

use jiff::Timestamp;

use super::customfields::Of;
use super::events::{Source, What};
use super::state::{Row, State, date, decimal, instant, plain_date, text, text_of};

/// The fields of a webhook's body, in the order in which they are sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebhookBody {
    pairs: Vec<(String, String)>,
}

impl WebhookBody {
    /// A body with these fields.
    #[must_use]
    pub fn new<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self {
            pairs: pairs
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        }
    }

    /// The body from a captured form.
    #[must_use]
    pub fn decode(form: &str) -> Self {
        Self {
            pairs: form_urlencoded::parse(form.as_bytes()).into_owned().collect(),
        }
    }

    /// The fields.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The first field of this name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.pairs)
            .finish()
    }

    fn push(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((key.into(), value.into()));
    }
}

/// The event's name and its body. `None` for an event without a webhook.
pub(super) fn standard(
    state: &State,
    what: &What,
    source: Source,
    now: Timestamp,
) -> Option<(&'static str, WebhookBody)> {
    let kind = match what {
        What::ContactAdded(_) => "subscribe",
        What::ContactUpdated(_) => "update",
        What::TagAdded { .. } => "contact_tag_added",
        What::TagRemoved { .. } => "contact_tag_removed",
        What::AccountAdded(_) => "account_add",
        What::AccountUpdated(_) => "account_update",
        What::AccountContactAdded(_) => "account_contact_add",
        What::AccountContactUpdated(_) => "account_contact_update",
        What::DealAdded(_) => "deal_add",
        What::DealUpdated { .. } => "deal_update",
        What::DealNoteAdded { .. } => "deal_note_add",
        What::NoteAdded { .. } => "subscriber_note",
        What::Triggered { .. } => return None,
    };
    let mut body = WebhookBody::default();
    body.push("type", kind);
    body.push("date_time", date(now));
    body.push("initiated_from", source.name());
    body.push("initiated_by", source.name());
    body.push("list", "0");
    match what {
        What::ContactAdded(id) | What::ContactUpdated(id) => contact(&mut body, state, *id),
        What::TagAdded { contact: id, tag } | What::TagRemoved { contact: id, tag } => {
            contact(&mut body, state, *id);
            body.push("tag", tag);
        }
        What::AccountAdded(id) | What::AccountUpdated(id) => account(&mut body, state, *id),
        What::AccountContactAdded(id) | What::AccountContactUpdated(id) => {
            account_contact(&mut body, state, *id)
        }
        What::DealAdded(id) => deal(&mut body, state, *id, true),
        What::DealUpdated { deal: id, fields } => {
            deal(&mut body, state, *id, true);
            for (index, field) in fields.iter().enumerate() {
                body.push(format!("updated_fields[{index}]"), field);
            }
        }
        What::DealNoteAdded { deal: id, note } => {
            deal(&mut body, state, *id, false);
            body.push("note[id]", note.to_string());
            body.push(
                "note[text]",
                state
                    .notes
                    .get(*note)
                    .map(|note| text(note, "note"))
                    .unwrap_or_default(),
            );
        }
        What::NoteAdded { contact: id, note } => {
            contact(&mut body, state, *id);
            body.push(
                "note",
                state
                    .notes
                    .get(*note)
                    .map(|note| text(note, "note"))
                    .unwrap_or_default(),
            );
        }
        What::Triggered { .. } => {}
    }
    Some((kind, body))
}

/// The body of an automation's "Webhook" step: the contact, without what triggered the automation.
pub(super) fn automation(state: &State, id: u64, series: u64) -> WebhookBody {
    let mut body = WebhookBody::default();
    let contact = state.contacts.get(id).cloned().unwrap_or_default();
    names(&mut body, &contact);
    body.push("contact[orgname]", text(&contact, "orgname"));
    body.push("contact[customer_acct_name]", account_name(state, id));
    body.push("contact[tags]", tags(state, id));
    body.push("contact[ip4]", "127.0.0.1");
    for value in state.field_values.by("contact", &id.to_string()) {
        // This body names fields by personalization tag; a standard webhook names them by number.
        let tag = state
            .fields
            .find(&text(&value, "field"))
            .map(|(_, field)| text(field, "perstag"));
        body.push(
            format!("contact[fields][{}]", tag.unwrap_or_default().to_lowercase()),
            text(&value, "value"),
        );
    }
    body.push("seriesid", series.to_string());
    body
}

fn names(body: &mut WebhookBody, contact: &Row) {
    body.push("contact[id]", text(contact, "id"));
    body.push("contact[email]", text(contact, "email"));
    body.push("contact[first_name]", text(contact, "firstName"));
    body.push("contact[last_name]", text(contact, "lastName"));
    body.push("contact[phone]", text(contact, "phone"));
}

fn contact(body: &mut WebhookBody, state: &State, id: u64) {
    let contact = state.contacts.get(id).cloned().unwrap_or_default();
    body.push("orgname", text(&contact, "orgname"));
    names(body, &contact);
    body.push("contact[tags]", tags(state, id));
    body.push("contact[orgname]", text(&contact, "orgname"));
    body.push("contact[customer_acct_name]", account_name(state, id));
    body.push("contact[ip]", "0.0.0.0");
    for value in state.field_values.by("contact", &id.to_string()) {
        body.push(
            format!("contact[fields][{}]", text(&value, "field")),
            text(&value, "value"),
        );
    }
}

/// All tags as one text, separated by ", ".
fn tags(state: &State, contact: u64) -> String {
    let on = state.contact_tags.by("contact", &contact.to_string());
    let names: Vec<String> = on
        .iter()
        .map(|row| super::tags::tag_name(state, &text(row, "tag")))
        .collect();
    names.join(", ")
}

fn account_name(state: &State, contact: u64) -> String {
    let of = state.account_contacts.by("contact", &contact.to_string());
    let account = of
        .first()
        .and_then(|row| state.accounts.find(&text(row, "account")));
    account
        .map(|(_, account)| text(account, "name"))
        .unwrap_or_default()
}

fn account(body: &mut WebhookBody, state: &State, id: u64) {
    let account = state.accounts.get(id).cloned().unwrap_or_default();
    body.push("account[id]", id.to_string());
    body.push("account[name]", text(&account, "name"));
    body.push("account[account_url]", text(&account, "accountUrl"));
    body.push("account[created_timestamp]", text(&account, "createdTimestamp"));
    body.push("account[updated_timestamp]", text(&account, "updatedTimestamp"));
    for value in Of::Account.values(state).by("accountId", &id.to_string()) {
        // By the field's name.
        let meta = state.account_fields.find(&text(&value, "customFieldId"));
        let label = meta.map(|(_, meta)| text(meta, "fieldLabel")).unwrap_or_default();
        body.push(
            format!("account[fields][{label}]"),
            text_of(value.get("fieldValue")),
        );
    }
}

fn account_contact(body: &mut WebhookBody, state: &State, id: u64) {
    let link = state.account_contacts.get(id).cloned().unwrap_or_default();
    if let Ok(id) = text(&link, "contact").parse() {
        contact(body, state, id);
    }
    if let Ok(id) = text(&link, "account").parse() {
        account(body, state, id);
    }
    body.push("accountContact[id]", id.to_string());
    body.push("accountContact[account]", text(&link, "account"));
    body.push("accountContact[contact]", text(&link, "contact"));
    body.push("accountContact[job_title]", text(&link, "jobTitle"));
}

fn deal(body: &mut WebhookBody, state: &State, id: u64, with_contact: bool) {
    let deal = state.deals.get(id).cloned().unwrap_or_default();
    let person = state.contacts.find(&text(&deal, "contact"));
    if let (true, Some((id, _))) = (with_contact, person) {
        contact(body, state, id);
    }
    let title = |table: &super::state::Table, id: &str| {
        table
            .find(id)
            .map(|(_, row)| text(row, "title"))
            .unwrap_or_default()
    };
    let created = text(&deal, "cdate");
    let organisation = state.accounts.find(&text(&deal, "organization"));
    let cents = decimal(&serde_json::json!(text(&deal, "value"))).unwrap_or_default();
    let person = person.map(|(_, row)| row.clone()).unwrap_or_default();
    let pairs = [
        ("id", id.to_string()),
        ("title", text(&deal, "title")),
        (
            "create_date",
            instant(&created).map(plain_date).unwrap_or_default(),
        ),
        ("create_date_iso", created),
        (
            "orgid",
            organisation.map_or_else(|| "0".to_owned(), |(id, _)| id.to_string()),
        ),
        (
            "orgname",
            organisation.map(|(_, row)| text(row, "name")).unwrap_or_default(),
        ),
        ("stageid", text(&deal, "stage")),
        ("stage_title", title(&state.stages, &text(&deal, "stage"))),
        ("pipelineid", text(&deal, "group")),
        ("pipeline_title", title(&state.pipelines, &text(&deal, "group"))),
        // As captured: 100.00 beside 100. Its unit is unknown, so nobody should bill from it.
        (
            "value",
            format!("{:.2}", cents / rust_decimal::Decimal::ONE_HUNDRED),
        ),
        (
            "value_raw",
            (cents / rust_decimal::Decimal::ONE_HUNDRED)
                .normalize()
                .to_string(),
        ),
        ("currency", text(&deal, "currency")),
        ("currency_symbol", String::new()),
        ("owner", text(&deal, "owner")),
        ("owner_firstname", "Sandbox".to_owned()),
        ("owner_lastname", "Owner".to_owned()),
        ("contactid", text(&deal, "contact")),
        ("contact_email", text(&person, "email")),
        ("contact_firstname", text(&person, "firstName")),
        ("contact_lastname", text(&person, "lastName")),
        ("status", text(&deal, "status")),
    ];
    for (key, value) in pairs {
        body.push(format!("deal[{key}]"), value);
    }
    let values = Of::Deal.values(state).by("dealId", &id.to_string());
    for (index, value) in values.iter().enumerate() {
        let meta = state.deal_fields.find(&text(value, "customFieldId"));
        body.push(format!("deal[fields][{index}][id]"), text(value, "id"));
        let label = meta.map(|(_, meta)| text(meta, "fieldLabel")).unwrap_or_default();
        body.push(format!("deal[fields][{index}][key]"), label);
        body.push(
            format!("deal[fields][{index}][value]"),
            text_of(value.get("fieldValue")),
        );
    }
}
