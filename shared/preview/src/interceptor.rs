//! Lets a preview read but not write. Reads are sent; writes are recorded and get the response that the vendor would
//! give, so that the flow runs to its end.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use flows::trace::Tracer;
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode};
use model::Vendor;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sale::SalePlan;
use serde_json::{Map, Value, json};
use transport::{Idempotency, Request, Response, SendError, Transport};
use uuid::Uuid;

use crate::types::NewRecord;

/// A call's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// In ActiveCampaign.
    ActiveCampaign(activecampaign::Operation),
    /// In eAccounting.
    Eaccounting(eaccounting::Operation),
    /// Something that the vendor's crate has no name for.
    Other(Vendor, &'static str),
}

impl Operation {
    fn of(vendor: Vendor, request: &Request) -> Self {
        match vendor {
            Vendor::ActiveCampaign => activecampaign::Operation::of(request).map(Self::ActiveCampaign),
            Vendor::Eaccounting => eaccounting::Operation::of(request).map(Self::Eaccounting),
        }
        .unwrap_or(Self::Other(vendor, request.label))
    }

    pub(crate) fn vendor(self) -> Vendor {
        match self {
            Self::ActiveCampaign(_) => Vendor::ActiveCampaign,
            Self::Eaccounting(_) => Vendor::Eaccounting,
            Self::Other(vendor, _) => vendor,
        }
    }

    /// Method and endpoint without ids.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ActiveCampaign(operation) => operation.as_str(),
            Self::Eaccounting(operation) => operation.as_str(),
            Self::Other(_, label) => label,
        }
    }
}

/// A call that was held back.
#[derive(Clone)]
pub(crate) struct InterceptedCall {
    pub(crate) operation: Operation,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

/// Shared by the previews of one record: nothing is read twice.
#[derive(Default)]
pub(crate) struct Reads(Mutex<BTreeMap<(String, Option<Bytes>), Response>>);

impl Reads {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(String, Option<Bytes>), Response>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The recorded writes, and their responses.
pub(crate) struct RecordedWrites {
    state: Mutex<State>,
    tracer: Arc<Tracer>,
}

#[derive(Default)]
struct State {
    calls: Vec<InterceptedCall>,
    /// What would exist by now, by id.
    created: BTreeMap<Uuid, Value>,
    /// The names of ids, as far as eAccounting's responses give them.
    names: BTreeMap<String, Name>,
}

/// What an id means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// A record that was read, by its name.
    Read(String),
    /// A record that would be created.
    New(NewRecord),
}

impl RecordedWrites {
    /// An interceptor without recorded writes. Simulated documents get the totals that `tracer` has for the sale.
    pub(crate) fn new(tracer: Arc<Tracer>) -> Self {
        Self {
            state: Mutex::default(),
            tracer,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls that were held back, in their order.
    pub(crate) fn calls(&self) -> Vec<InterceptedCall> {
        self.lock().calls.clone()
    }

    /// What ids mean: names of records that were read, and words for those that would be created.
    pub(crate) fn names(&self) -> BTreeMap<String, Name> {
        self.lock().names.clone()
    }

    fn record(&self, vendor: Vendor, request: &Request) -> Value {
        let body: Option<Value> = request
            .body
            .as_ref()
            .and_then(|body| serde_json::from_slice(body).ok());
        let mut state = self.lock();
        let answer = match vendor {
            // Whatever was written: it comes in an envelope that is named after it.
            Vendor::ActiveCampaign => {
                for (id, record) in [
                    (FAKE_CONTACT, NewRecord::Contact),
                    (FAKE_ACCOUNT, NewRecord::Account),
                ] {
                    state.names.insert(id.to_owned(), Name::New(record));
                }
                let sent = body.as_ref().map(|body| body["contact"]["fieldValues"].clone());
                json!({
                    "contact": {"id": FAKE_CONTACT}, "fieldValues": sent.filter(Value::is_array).unwrap_or_else(|| json!([])),
                    "account": {"id": FAKE_ACCOUNT}, "accountContact": {"id": "1", "account": FAKE_ACCOUNT, "contact": FAKE_CONTACT}, "contactList": {"list": "1"},
                    "tag": {"id": "1"}, "contactTag": {"tag": "1"}, "note": {"id": "1"}, "fieldValue": {"field": "1"},
                    "deal": {"id": "1"},
                    // No connection has this id.
                    "connection": {"id": i32::MAX.to_string()},
                    "schema": {"id": "1"}, "record": {"id": "1"},
                    "data": {"upsertOrder": {"storeOrderId": "0"}, "bulkUpsertProducts": {"recordId": "0"}},
                })
            }
            Vendor::Eaccounting => state.fake_response(request, body.as_ref(), self.tracer.sale().as_ref()),
        };
        state.calls.push(InterceptedCall {
            operation: Operation::of(vendor, request),
            path: request.url.path().to_owned(),
            body,
        });
        answer
    }
}

impl State {
    /// eAccounting's simulated response: the payload with an id and totals.
    fn fake_response(&mut self, request: &Request, body: Option<&Value>, sale: Option<&SalePlan>) -> Value {
        use eaccounting::Operation as Call;
        let what = match Call::of(request) {
            Some(Call::CreateCustomer) => NewRecord::Customer,
            Some(Call::CreateArticle) => NewRecord::Article,
            Some(Call::CreateOrder | Call::ConvertQuoteToOrder) => NewRecord::Order,
            Some(Call::CreateInvoiceDraft) => NewRecord::InvoiceDraft,
            Some(Call::ConvertOrderToInvoice | Call::ConvertInvoiceDraft) => NewRecord::Invoice,
            // An empty answer to a success: eAccounting gives that too.
            _ => return Value::Null,
        };
        let mut document = match body {
            Some(Value::Object(fields)) => fields.clone(),
            _ => Map::new(),
        };
        // The source document's id is the path's last segment but one.
        let made_of = request
            .url
            .path_segments()
            .into_iter()
            .flatten()
            .filter_map(|part| part.parse::<Uuid>().ok())
            .next_back();
        if let Some(Value::Object(made_of)) = made_of.and_then(|id| self.created.get(&id)) {
            // A conversion keeps the fields that it doesn't name.
            for (field, value) in made_of {
                document.entry(field).or_insert_with(|| value.clone());
            }
        }
        let id = Uuid::from_u128(FAKE_ID | (self.created.len() as u128 + 1));
        document.insert("Id".to_owned(), json!(id));
        if !matches!(what, NewRecord::Customer | NewRecord::Article) {
            totals(&mut document, sale);
            document.entry("CustomerId").or_insert(json!(Uuid::nil()));
            document.entry("Status").or_insert(json!(1));
        }
        let document = Value::Object(document);
        self.created.insert(id, document.clone());
        self.names.insert(id.to_string(), Name::New(what));
        document
    }

    /// Learns the names of ids from eAccounting's responses.
    fn learn(&mut self, answer: &Value) {
        let records = answer["Data"]
            .as_array()
            .map_or(std::slice::from_ref(answer), Vec::as_slice);
        for record in records {
            let text = |field: &str| record[field].as_str().filter(|text| !text.is_empty());
            let name = text("Name").or_else(|| text("CodingName"));
            if let (Some(id), Some(name)) = (text("Id"), name) {
                let number = text("CustomerNumber").or_else(|| text("Number"));
                let name = number.map_or_else(|| name.to_owned(), |number| format!("{number} {name}"));
                self.names.insert(id.to_ascii_lowercase(), Name::Read(name));
            }
        }
    }
}

/// Gives a document the amounts that were planned.
fn totals(document: &mut Map<String, Value>, sale: Option<&SalePlan>) {
    let amount = |amount: Decimal| json!(amount.to_f64());
    let (net, vat, gross, includes_vat, currency) = match sale {
        Some(sale) => {
            let totals = &sale.totals;
            (
                totals.net,
                totals.vat,
                totals.gross,
                totals.includes_vat,
                Some(sale.currency.to_string()),
            )
        }
        None => (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO, true, None),
    };
    // A conversion names the expected total, rounding included.
    let expected = |field: &str, planned: Decimal| {
        document
            .get(field)
            .filter(|value| !value.is_null())
            .cloned()
            .unwrap_or_else(|| amount(planned))
    };
    let total = expected("TotalAmountInvoiceCurrency", gross);
    let total_vat = expected("TotalVatAmountInvoiceCurrency", vat);
    let rounding = expected("TotalRoundingsInvoiceCurrency", Decimal::ZERO);
    for (field, value) in [
        ("Amount", amount(if includes_vat { gross } else { net })),
        ("VatAmount", amount(vat)),
        ("IncludesVat", json!(includes_vat)),
        ("TotalAmount", total.clone()),
        ("TotalVatAmount", total_vat.clone()),
        ("TotalRoundings", rounding),
        ("TotalAmountInvoiceCurrency", total.clone()),
        ("TotalVatAmountInvoiceCurrency", total_vat),
        ("RemainingAmount", total.clone()),
        ("RemainingAmountInvoiceCurrency", total),
    ] {
        document.insert(field.to_owned(), value);
    }
    if let Some(currency) = currency {
        document.entry("CurrencyCode").or_insert(json!(currency));
    }
}

/// A prefix of simulated ids, which no id of eAccounting has.
const FAKE_ID: u128 = 0xffff_ffff_ffff_4fff_bfff_0000_0000_0000;

/// A contact and an account that would be created; no connection has these ids either.
const FAKE_CONTACT: &str = "2147483646";
const FAKE_ACCOUNT: &str = "2147483645";

/// Carries reads, and holds back the rest.
pub(crate) struct WriteInterceptor {
    pub(crate) vendor: Vendor,
    pub(crate) inner: Arc<dyn Transport>,
    pub(crate) writes: Arc<RecordedWrites>,
    pub(crate) reads: Arc<Reads>,
}

impl WriteInterceptor {
    async fn read(&self, request: Request) -> Result<Response, SendError> {
        let last = request
            .url
            .path_segments()
            .and_then(Iterator::last)
            .and_then(|last| last.parse::<Uuid>().ok());
        if self.vendor == Vendor::Eaccounting
            && let Some(created) = last.and_then(|id| self.writes.lock().created.get(&id).cloned())
        {
            return Ok(answer(&created));
        }
        let is_fake = |part: &str| part == FAKE_CONTACT;
        if self.vendor == Vendor::ActiveCampaign
            && request.url.path_segments().into_iter().flatten().any(is_fake)
        {
            // What would be new has nothing yet.
            return Ok(answer(&json!({
                "contact": {"id": FAKE_CONTACT}, "fieldValues": [], "accountContacts": [], "contactLists": [], "contactTags": [],
            })));
        }
        let key = (request.url.to_string(), request.body.clone());
        let known = self.reads.lock().get(&key).cloned();
        let response = match known {
            Some(response) => response,
            None => {
                let response = self.inner.send(request).await?;
                if response.status.is_success() {
                    self.reads.lock().insert(key, response.clone());
                }
                response
            }
        };
        if self.vendor == Vendor::Eaccounting
            && let Ok(answer) = serde_json::from_slice(&response.body)
        {
            self.writes.lock().learn(&answer);
        }
        Ok(response)
    }
}

impl Transport for WriteInterceptor {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            if request.effect == Idempotency::Read {
                self.read(request).await
            } else {
                Ok(answer(&self.writes.record(self.vendor, &request)))
            }
        })
    }
}

fn answer(body: &Value) -> Response {
    Response {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: if body.is_null() {
            Bytes::new()
        } else {
            Bytes::from(body.to_string())
        },
    }
}
