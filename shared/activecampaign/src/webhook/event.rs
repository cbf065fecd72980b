use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;

use super::form::{self, DecodeError, Pair};
use super::kind::EventKind;

/// Who or what caused an event ("Webhooks": sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Initiator {
    /// A contact.
    Public,
    /// A user of ActiveCampaign.
    Admin,
    /// A call of the API, ours included.
    Api,
    /// An automation, or ActiveCampaign itself.
    System,
    /// Something that is not documented.
    Other,
}

/// The subject of an automation's webhook step, from its URL's query string: `?event=order`. The body of such a step
/// doesn't have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An order of the contact.
    Order,
    /// The contact itself.
    Contact,
    /// A deal.
    Deal,
    /// The contact's account.
    Account,
}

/// How a body names a contact's custom field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldRef {
    /// By ActiveCampaign's number of the field: standard webhooks.
    Number(u64),
    /// By personalisation tag, lower case: automations' webhook steps.
    Tag(String),
}

/// One event.
///
/// `Debug` shows ids and counts only; the values are personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When it happened; missing for an automation's step, or if the date is unreadable.
    pub occurred_at: Option<Timestamp>,
    /// The source of the event; `None` for an automation's step.
    pub initiated_from: Option<Initiator>,
    /// The contact's id.
    pub contact_id: Option<String>,
    /// The account's id in the CRM (`account[id]`; the bare `account_id` of campaign events is the customer of
    /// ActiveCampaign's own).
    pub account_id: Option<String>,
    /// The deal's id.
    pub deal_id: Option<String>,
    /// The e-commerce connection's id, if the query string gives one.
    pub connection_id: Option<String>,
    /// The store's id of the order, if the query string gives one.
    pub order_id: Option<String>,
    /// The subject that the query string names.
    pub about: Option<Subject>,
    /// The contact's custom fields, in the order they came.
    pub contact_fields: Vec<(FieldRef, String)>,
    /// The account's custom fields by their names.
    pub account_fields: Vec<(String, String)>,
    /// The deal's custom fields by their labels (`deal[fields][n][key]`); the ids in bodies are not stable.
    pub deal_fields: Vec<(String, String)>,
    /// The names of a deal's fields that changed.
    pub updated_fields: Vec<String>,
    /// The name of the tag that was added or removed.
    pub tag: Option<String>,
    /// The lists' ids, without "0" (none).
    pub lists: Vec<String>,
    /// 64 hexadecimal digits that stand for the whole decoded content, in whatever order its fields came, unknown fields
    /// included.
    pub digest: String,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("kind", &self.kind)
            .field("occurred_at", &self.occurred_at)
            .field("contact_id", &self.contact_id)
            .field("account_id", &self.account_id)
            .field("deal_id", &self.deal_id)
            .field("connection_id", &self.connection_id)
            .field("order_id", &self.order_id)
            .field("about", &self.about)
            .field("contact_fields", &self.contact_fields.len())
            .field("updated_fields", &self.updated_fields.len())
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}

/// Decodes a webhook: `query` is the query string of the called URL without its `?`, `body` the request's body.
///
/// Takes time linear in their length, whatever they hold. An empty or unrecognised body is an event of kind
/// [`EventKind::Unknown`], since ActiveCampaign is said to send a ping.
///
/// # Examples
///
/// ```
/// use activecampaign::webhook::{EventKind, decode};
/// use model::{JobKind, Source};
///
/// let body = b"type=update&contact[id]=27&contact[email]=anna%40example.com&contact[fields][39]=x";
/// let event = decode("", body)?;
/// assert_eq!(event.kind, EventKind::Update);
///
/// // The job names the contact by its id. Nothing else of the body is used.
/// let job = event.job(jiff::Timestamp::UNIX_EPOCH).expect("a changed contact is a job");
/// assert_eq!((job.kind, job.source), (JobKind::Customer, Source::Contact("27".parse()?)));
///
/// // An automation's step says in the query what it is about.
/// let event = decode("event=order&connection=1&order=1001", b"contact[id]=27")?;
/// let job = event.job(jiff::Timestamp::UNIX_EPOCH).expect("a named order is a job");
/// assert_eq!(job.source.to_string(), "order:1:1001");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the body is not a form, exceeds a limit (20,000 fields, keys of 1,024 bytes and 8 levels), or has an impossible
/// id or type. The caller responds with 400.
pub fn decode(query: &str, body: &[u8]) -> Result<Event, DecodeError> {
    let fields = form::pairs(body)?;
    let mut draft = Draft::default();
    let mut query_digest = Vec::new();
    for pair in form::pairs(query.as_bytes())? {
        if draft.read_query(&pair)? {
            query_digest.push(pair);
        }
    }
    for pair in &fields {
        draft.read(pair)?;
    }
    // Only the known parameters count: a token in the query differs between two deliveries of one event.
    let digest = form::digest(
        fields
            .iter()
            .map(|pair| (pair.key.as_str(), pair.value.as_str()))
            .chain(
                query_digest
                    .iter()
                    .map(|pair| (pair.key.as_str(), pair.value.as_str())),
            ),
    );
    Ok(draft.finish(digest))
}

/// The fields read so far. Of a repeated scalar the last one counts, as in PHP.
#[derive(Default)]
struct Draft {
    kind: Option<String>,
    occurred_at: Option<Timestamp>,
    initiated_from: Option<Initiator>,
    contact_id: Option<String>,
    account_id: Option<String>,
    deal_id: Option<String>,
    /// Ids that stand in a second place, used when the first has none.
    contact_of_deal: Option<String>,
    contact_of_account: Option<String>,
    account_of_contact: Option<String>,
    /// An automation's step says which automation it is of.
    is_step: bool,
    about: Option<Subject>,
    connection_of_query: Option<String>,
    order_of_query: Option<String>,
    contact_of_query: Option<String>,
    account_of_query: Option<String>,
    deal_of_query: Option<String>,
    contact_fields: Vec<(FieldRef, String)>,
    account_fields: Vec<(String, String)>,
    deal_fields: Vec<DealField>,
    /// Where the deal field of an index is in `deal_fields`.
    deal_field_at: HashMap<String, usize>,
    updated_fields: Vec<String>,
    tag: Option<String>,
    lists: Vec<String>,
}

#[derive(Default)]
struct DealField {
    key: Option<String>,
    value: Option<String>,
}

impl Draft {
    /// Reads one parameter of the query string; returns whether it was a known one.
    fn read_query(&mut self, pair: &Pair) -> Result<bool, DecodeError> {
        match pair.key.as_str() {
            "event" => self.about = about(&pair.value),
            "connection" => self.connection_of_query = id(pair, "connection in the query")?,
            "order" => self.order_of_query = order_id(pair)?,
            "contact" => self.contact_of_query = id(pair, "contact in the query")?,
            "account" => self.account_of_query = id(pair, "account in the query")?,
            "deal" => self.deal_of_query = id(pair, "deal in the query")?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn read(&mut self, pair: &Pair) -> Result<(), DecodeError> {
        match form::parts(&pair.key).as_slice() {
            ["type"] => self.kind = Some(sound(pair, "type")?.to_owned()),
            ["date_time"] => self.occurred_at = pair.value.trim().parse().ok(),
            ["initiated_from"] => self.initiated_from = initiator(&pair.value),
            ["seriesid"] => self.is_step |= !pair.value.trim().is_empty(),
            ["tag"] => self.tag = Some(pair.value.clone()),
            ["contact", "id"] => self.contact_id = id(pair, "contact[id]")?,
            ["contact", "fields", field] => {
                self.contact_fields.push((field_ref(field), pair.value.clone()));
            }
            ["account", "id"] => self.account_id = id(pair, "account[id]")?,
            ["account", "fields", name] => {
                self.account_fields.push(((*name).to_owned(), pair.value.clone()));
            }
            ["accountContact", "account"] => self.account_of_contact = id(pair, "accountContact[account]")?,
            ["accountContact", "contact"] => self.contact_of_account = id(pair, "accountContact[contact]")?,
            ["deal", "id"] => self.deal_id = id(pair, "deal[id]")?,
            ["deal", "contactid"] => self.contact_of_deal = id(pair, "deal[contactid]")?,
            ["deal", "fields", index, part @ ("key" | "value")] => self.read_deal_field(index, part, pair),
            ["updated_fields"] | ["updated_fields", _] => {
                self.updated_fields.push(pair.value.clone());
            }
            // `list` is a number on most events, a structure on `list_add`, and a list of ids on `unsubscribe`.
            // No job is about one: whatever else stands there loses no event.
            ["list"] | ["list", _, "id"] | ["list", "id"] => {
                self.lists.extend(id(pair, "list").ok().flatten());
            }
            _ => {}
        }
        Ok(())
    }

    /// Joins the parts of a deal field, which arrive as separate pairs.
    fn read_deal_field(&mut self, index: &str, part: &str, pair: &Pair) {
        let next = self.deal_fields.len();
        let at = *self.deal_field_at.entry(index.to_owned()).or_insert(next);
        if at == next {
            self.deal_fields.push(DealField::default());
        }
        let field = &mut self.deal_fields[at];
        if part == "key" {
            field.key = Some(pair.value.clone());
        } else {
            field.value = Some(pair.value.clone());
        }
    }

    fn finish(self, digest: String) -> Event {
        let contact_id = self
            .contact_id
            .or(self.contact_of_account)
            .or(self.contact_of_deal);
        let account_id = self.account_id.or(self.account_of_contact);
        let named = contact_id.is_some() || self.deal_id.is_some() || account_id.is_some();
        let named_by_query = self.about.is_some()
            && (self.order_of_query.is_some()
                || self.contact_of_query.is_some()
                || self.account_of_query.is_some()
                || self.deal_of_query.is_some());
        let kind = match self.kind.filter(|kind| !kind.is_empty()) {
            Some(kind) => EventKind::from_type(&kind),
            None if named || named_by_query || self.is_step => EventKind::Automation,
            None => EventKind::Unknown(String::new()),
        };
        Event {
            kind,
            occurred_at: self.occurred_at,
            initiated_from: self.initiated_from,
            contact_id: contact_id.or(self.contact_of_query),
            account_id: account_id.or(self.account_of_query),
            deal_id: self.deal_id.or(self.deal_of_query),
            connection_id: self.connection_of_query,
            order_id: self.order_of_query,
            about: self.about,
            contact_fields: self.contact_fields,
            account_fields: self.account_fields,
            deal_fields: self
                .deal_fields
                .into_iter()
                .filter_map(|field| Some((field.key?, field.value.unwrap_or_default())))
                .collect(),
            updated_fields: self.updated_fields,
            tag: self.tag,
            lists: self.lists,
            digest,
        }
    }
}

fn sound<'a>(pair: &'a Pair, name: &'static str) -> Result<&'a str, DecodeError> {
    if pair.sound {
        Ok(&pair.value)
    } else {
        Err(DecodeError::Field(name))
    }
}

/// An id of ActiveCampaign's: digits. Empty and 0 mean none.
fn id(pair: &Pair, name: &'static str) -> Result<Option<String>, DecodeError> {
    // One record has one name, however many zeros are written before it.
    let text = sound(pair, name)?.trim().trim_start_matches('0');
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(Some(text.to_owned()))
    } else {
        Err(DecodeError::Field(name))
    }
}

/// An order's id in its store, which may be any text.
fn order_id(pair: &Pair) -> Result<Option<String>, DecodeError> {
    let text = sound(pair, "order in the query")?.trim();
    if text.len() > 200 || text.chars().any(char::is_control) {
        return Err(DecodeError::Field("order in the query"));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn initiator(text: &str) -> Option<Initiator> {
    match text {
        "" => None,
        "public" => Some(Initiator::Public),
        "admin" => Some(Initiator::Admin),
        "api" => Some(Initiator::Api),
        "system" => Some(Initiator::System),
        _ => Some(Initiator::Other),
    }
}

/// `order`, `order_created` and the like; an unknown word counts as missing.
fn about(text: &str) -> Option<Subject> {
    let text = text.trim().to_ascii_lowercase();
    match text.split(['_', '-', '.']).next().unwrap_or_default() {
        "order" => Some(Subject::Order),
        "contact" => Some(Subject::Contact),
        "deal" => Some(Subject::Deal),
        "account" => Some(Subject::Account),
        _ => None,
    }
}

fn field_ref(text: &str) -> FieldRef {
    match text.parse() {
        Ok(number) if text.bytes().all(|byte| byte.is_ascii_digit()) => FieldRef::Number(number),
        _ => FieldRef::Tag(text.to_lowercase()),
    }
}
