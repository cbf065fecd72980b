//! Vendors who answer as the documents allow and the sandbox doesn't, each in one named way. A variant changes what was
//! answered, or what is asked, between the clients and the sandbox, the same way each time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use model::Clock;
use serde_json::{Map, Value, json};
use transport::{Request, Response, SendError, Transport};
use url::Url;

use super::wire::InProcess;

/// Whom a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    /// ActiveCampaign's REST API.
    Rest,
    /// ActiveCampaign's e-commerce GraphQL.
    Graphql,
    /// eAccounting's API.
    Books,
    /// eAccounting's login.
    Login,
}

impl Api {
    fn of(url: &Url) -> Self {
        let path = url.path();
        if path.ends_with("/ecom/graphql") {
            Self::Graphql
        } else if path.starts_with("/activecampaign/") {
            Self::Rest
        } else if path.starts_with("/identity/") {
            Self::Login
        } else {
            Self::Books
        }
    }

    fn is_activecampaign(self) -> bool {
        matches!(self, Self::Rest | Self::Graphql)
    }
}

/// What was asked, for whoever changes the answer.
pub(crate) struct Asked {
    api: Api,
    method: Method,
    url: Url,
}

impl Asked {
    /// Whether the answer's order is the server's own choice.
    fn is_unsorted(&self) -> bool {
        let mut pairs = self.url.query_pairs();
        !pairs.any(|(name, _)| name.starts_with("orders[") || name == "$orderby")
    }

    fn is_list(&self) -> bool {
        self.method == Method::GET
    }
}

/// One way in which vendors differ from the sandbox.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// Changes the request.
    ask: fn(Api, &mut Request),
    /// Changes the body of an answer.
    body: fn(&Asked, &mut Value),
    /// Changes the answer otherwise.
    answer: fn(&Asked, &mut Response),
    /// Whether lists show a record only after a while.
    lag: bool,
}

/// How long a list doesn't know of a record's creation.
const LAG: SignedDuration = SignedDuration::from_secs(30);

const SAME: Variant = Variant {
    name: "",
    ask: |_, _| {},
    body: |_, _| {},
    answer: |_, _| {},
    lag: false,
};

const fn body(name: &'static str, body: fn(&Asked, &mut Value)) -> Variant {
    Variant { name, body, ..SAME }
}

const fn answer(name: &'static str, answer: fn(&Asked, &mut Response)) -> Variant {
    Variant { name, answer, ..SAME }
}

const fn ask(name: &'static str, ask: fn(Api, &mut Request)) -> Variant {
    Variant { name, ask, ..SAME }
}

/// All of them.
pub(crate) const VARIANTS: &[Variant] = &[
    body("numbers are texts", |_, json| {
        each(json, &mut |_, value| {
            if let Value::Number(number) = value {
                *value = json!(number.to_string());
            }
        });
    }),
    body("numbers have decimals", |asked, json| {
        // GraphQL has types; a whole number stays one.
        if asked.api != Api::Graphql {
            each(json, &mut |_, value| {
                if let Some(number) = value.as_i64() {
                    *value = json!(number as f64);
                }
            });
        }
    }),
    body("amounts are texts with many decimals", |asked, json| {
        if asked.api != Api::Login {
            each(json, &mut |name, value| {
                if let Value::Number(number) = value
                    && is_amount(name)
                    // Cents are whole.
                    && asked.api != Api::Rest
                {
                    let number: rust_decimal::Decimal = number.to_string().parse().unwrap();
                    *value = json!(format!("{number:.8}"));
                }
            });
        }
    }),
    body("texts of digits are numbers", |asked, json| {
        if asked.api == Api::Rest {
            each(json, &mut |_, value| {
                let number = value.as_str().and_then(|text| text.parse::<i64>().ok());
                if let Some(number) = number.filter(|number| value.as_str() == Some(&number.to_string())) {
                    *value = json!(number);
                }
            });
        }
    }),
    body(
        "document and customer numbers change their type",
        |asked, json| {
            if asked.api == Api::Books {
                each(json, &mut |name, value| {
                    if !name.ends_with("Number") {
                    } else if let Some(number) = value.as_str().and_then(|text| text.parse::<u32>().ok()) {
                        *value = json!(number);
                    } else if value.is_number() {
                        *value = json!(value.to_string());
                    }
                });
            }
        },
    ),
    body("nulls are left out", |_, json| {
        each_object(json, &mut |object| object.retain(|_, value| !value.is_null()));
    }),
    body("nothing is an empty text", |asked, json| {
        if asked.api == Api::Rest {
            each(json, &mut |_, value| {
                if value.is_null() {
                    *value = json!("");
                }
            });
        }
    }),
    body("empty texts are null", |_, json| {
        each(json, &mut |_, value| {
            if value.as_str() == Some("") {
                *value = Value::Null;
            }
        });
    }),
    body("empty texts are left out", |_, json| {
        each_object(json, &mut |object| {
            object.retain(|_, value| value.as_str() != Some(""))
        });
    }),
    body("an empty list is null", |_, json| {
        each(json, &mut |_, value| {
            if value.as_array().is_some_and(Vec::is_empty) {
                *value = Value::Null;
            }
        });
    }),
    body("booleans are 1 and 0", |asked, json| {
        if asked.api.is_activecampaign() {
            each(json, &mut |_, value| {
                if let Value::Bool(yes) = value {
                    *value = json!(u8::from(*yes));
                }
            });
        }
    }),
    body("booleans are texts", |_, json| {
        each(json, &mut |_, value| {
            if let Value::Bool(yes) = value {
                *value = json!(yes.to_string());
            }
        });
    }),
    body("unknown fields are everywhere", |_, json| {
        each_object(json, &mut |object| {
            let [first, second, third] = NEW_FIELDS.map(str::to_owned);
            object.insert(first, json!({"a": [1, null, {"b": true}]}));
            object.insert(second, json!(-1.5e300));
            object.shift_insert(0, third, json!({"self": "/somewhere"}));
        });
    }),
    body("records are in another sequence", |asked, json| {
        if asked.is_list() && asked.is_unsorted() && asked.api != Api::Graphql {
            for (_, list) in json.as_object_mut().into_iter().flatten() {
                if let Value::Array(list) = list {
                    list.reverse();
                }
            }
        }
    }),
    body("rows are in another sequence", |asked, json| {
        if matches!(asked.api, Api::Books) {
            each(json, &mut |name, value| {
                if let (true, Value::Array(rows)) = (name == "Rows", value) {
                    rows.reverse();
                }
            });
        }
    }),
    body("fields are in another sequence", |_, json| {
        each_object(json, &mut |object| {
            let fields: Vec<(String, Value)> = std::mem::take(object).into_iter().collect();
            object.extend(fields.into_iter().rev());
        });
    }),
    body("lists don't say how many there are", |asked, json| {
        if asked.api == Api::Rest {
            json.as_object_mut().map(|object| object.shift_remove("meta"));
        }
    }),
    body("pages don't say where they are", |asked, json| {
        if asked.api == Api::Books
            && let Some(meta) = json.get_mut("Meta")
        {
            *meta = Value::Null;
        }
    }),
    ask("pages have one record", |api, request| match api {
        Api::Rest if request.method == Method::GET && request.label.starts_with("GET /") => {
            query(request, |name, value| match name {
                "limit" => Some("1".to_owned()),
                _ => Some(value.to_owned()),
            });
        }
        Api::Books => query(request, |name, value| match name {
            "$pagesize" => Some("1".to_owned()),
            _ => Some(value.to_owned()),
        }),
        _ => {}
    }),
    ask("ActiveCampaign doesn't filter", |api, request| {
        if api == Api::Rest {
            query(request, |name, value| {
                let is_filter = name.starts_with("filters[") || matches!(name, "email" | "search");
                (!is_filter).then(|| value.to_owned())
            });
        }
    }),
    ask("eAccounting doesn't filter", |api, request| {
        if api == Api::Books {
            query(request, |name, value| {
                (name != "$filter").then(|| value.to_owned())
            });
        }
    }),
    answer(
        "eAccounting refuses what is not documented of lists",
        |asked, response| {
            let is_documented = |name: &str, value: &str| match name {
                "$filter" => {
                    let documented = ["Number eq", "EmailAddress eq", "ChangedUtc ge"];
                    documented.iter().any(|known| value.starts_with(known)) && !value.contains(" or ")
                }
                "$orderby" | "$select" => false,
                _ => true,
            };
            let mut pairs = asked.url.query_pairs();
            if asked.api == Api::Books && !pairs.all(|(name, value)| is_documented(&name, &value)) {
                response.status = StatusCode::BAD_REQUEST;
                response.body = Bytes::from_static(br#"{"title": "Bad Request", "status": 400}"#);
            }
        },
    ),
    ask("eAccounting doesn't sort", |api, request| {
        if api == Api::Books {
            query(request, |name, value| {
                (name != "$orderby").then(|| value.to_owned())
            });
        }
    }),
    ask("eAccounting doesn't select", |api, request| {
        if api == Api::Books {
            query(request, |name, value| {
                (name != "$select").then(|| value.to_owned())
            });
        }
    }),
    body("dates end with Z", |_, json| {
        dates(json, |at, _| format!("{at:.0}"));
    }),
    body("dates have an offset", |_, json| {
        dates(json, |at, _| {
            let local = Offset::constant(1).to_datetime(at);
            format!("{}+01:00", local.strftime("%Y-%m-%dT%H:%M:%S"))
        });
    }),
    body("dates have fractions", |_, json| {
        dates(json, |at, _| format!("{at:.7}"));
    }),
    body("eAccounting's dates have no zone", |asked, json| {
        if asked.api == Api::Books {
            dates(json, |at, _| {
                Offset::UTC
                    .to_datetime(at)
                    .strftime("%Y-%m-%dT%H:%M:%S%.f")
                    .to_string()
            });
        }
    }),
    body("days have no time", |asked, json| {
        if asked.api == Api::Books {
            midnights(json, |day| day.to_owned());
        }
    }),
    body("days are midnights somewhere", |asked, json| {
        if asked.api == Api::Books {
            midnights(json, |day| format!("{day}T00:00:00+01:00"));
        }
    }),
    body("ids are in capitals", |asked, json| {
        if asked.api == Api::Books {
            guids(json, |guid| guid.to_uppercase());
        }
    }),
    body("ids are in braces", |asked, json| {
        if asked.api == Api::Books {
            guids(json, |guid| format!("{{{guid}}}"));
        }
    }),
    body("no id is the empty one", |asked, json| {
        if asked.api == Api::Books {
            each(json, &mut |name, value| {
                if value.is_null() && name.ends_with("Id") {
                    *value = json!("00000000-0000-0000-0000-000000000000");
                }
            });
        }
    }),
    body("a creation answers the id alone", |asked, json| {
        if asked.api == Api::Books && asked.method == Method::POST && json.get("Id").is_some() {
            *json = json!({"Id": json["Id"]});
        }
    }),
    answer("a creation answers 200", |_, response| {
        if response.status == StatusCode::CREATED {
            response.status = StatusCode::OK;
        }
    }),
    answer("a POST answers 201", |asked, response| {
        if asked.method == Method::POST && asked.api != Api::Login && response.status == StatusCode::OK {
            response.status = StatusCode::CREATED;
        }
    }),
    answer("a write answers 202", |asked, response| {
        if asked.method != Method::GET && response.status.is_success() && asked.api != Api::Login {
            response.status = StatusCode::ACCEPTED;
        }
    }),
    answer("a change answers nothing", |asked, response| {
        if matches!(asked.method, Method::PUT | Method::DELETE) && response.status.is_success() {
            response.status = StatusCode::NO_CONTENT;
            response.headers = HeaderMap::new();
            response.body = Bytes::new();
        }
    }),
    answer("what is missing is gone", |_, response| {
        if response.status == StatusCode::NOT_FOUND {
            response.status = StatusCode::GONE;
        }
    }),
    body("errors have another shape", |asked, json| {
        let status = json!({"type": "about:blank", "title": "Not Found", "status": 404, "detail": null});
        let is_error = match asked.api {
            Api::Rest => json.get("message").is_some() && json.as_object().is_some_and(|all| all.len() == 1),
            Api::Books => json.get("ErrorId").is_some(),
            Api::Graphql | Api::Login => false,
        };
        if is_error {
            each_object(json, &mut |object| {
                object.insert("ErrorId".to_owned(), json!(7));
                object.insert("Errors".to_owned(), json!({"Field": ["no"]}));
                object.insert("traceId".to_owned(), status.clone());
            });
        }
    }),
    answer("the type of content is another one", |_, response| {
        let other = HeaderValue::from_static("text/json; charset=UTF-8");
        response.headers.insert(header::CONTENT_TYPE, other);
    }),
    body("VAT rates are percentages", |asked, json| {
        if asked.api == Api::Books {
            each(json, &mut |name, value| {
                let rate = value.as_f64().filter(|_| name.starts_with("VatRate"));
                if let Some(rate) = rate {
                    *value = json!(rate * 100.0);
                }
            });
        }
    }),
    body("rows say no VAT rate", |asked, json| {
        if asked.api == Api::Books {
            each_object(json, &mut |object| {
                let is_row = object.contains_key("LineNumber");
                if let Some(rate) = object.get_mut("VatRate").filter(|_| is_row) {
                    *rate = Value::Null;
                }
            });
        }
    }),
    body("codes are in lower case", |asked, json| {
        if asked.api.is_activecampaign() {
            each(json, &mut |name, value| {
                let is_code = ["currency", "country", "normalizedStatus"].contains(&name);
                if let Some(text) = value.as_str().filter(|_| is_code) {
                    *value = json!(text.to_lowercase());
                }
            });
        }
    }),
    body("GraphQL says that there are no errors", |asked, json| {
        if let (Api::Graphql, Some(object)) = (asked.api, json.as_object_mut())
            && object.contains_key("data")
        {
            object.insert("errors".to_owned(), json!([]));
            object.insert("extensions".to_owned(), json!({"tracing": null}));
        }
    }),
    ask("eAccounting tidies what it is sent", |api, request| {
        if api == Api::Books {
            tidy(request);
        }
    }),
    ask("ActiveCampaign tidies what it is sent", |api, request| {
        if api == Api::Rest {
            tidy(request);
        }
    }),
    Variant {
        name: "lists lag behind",
        lag: true,
        ..SAME
    },
    body("e-mail addresses are in capitals", |asked, json| {
        if asked.api != Api::Login {
            each(json, &mut |name, value| {
                let is_address = name.to_lowercase().starts_with("email");
                if let Some(text) = value.as_str().filter(|text| is_address && text.contains('@')) {
                    *value = json!(text.to_uppercase());
                }
            });
        }
    }),
    body("texts have blanks at their ends", |asked, json| {
        if asked.api != Api::Login {
            each(json, &mut |name, value| {
                let is_text = [
                    "name",
                    "Name",
                    "City",
                    "city",
                    "address1",
                    "Address1",
                    "Text",
                    "firstName",
                ];
                if let Some(text) = value.as_str().filter(|_| is_text.contains(&name)) {
                    *value = json!(format!("{text} "));
                }
            });
        }
    }),
    body("side-loaded records are left out", |asked, json| {
        let all = json.as_object().map_or(0, Map::len);
        if asked.api == Api::Rest && all > 1 {
            let name = asked
                .url
                .path()
                .rsplit('/')
                .find(|part| part.parse::<u64>().is_err());
            let name = name.unwrap_or_default().to_owned();
            let is_own = |key: &str| {
                key == "meta" || key == name || name.strip_suffix('s').is_some_and(|one| key == one)
            };
            if let Some(object) = json.as_object_mut()
                && object.keys().any(|key| key != "meta" && is_own(key))
            {
                object.retain(|key, _| is_own(key));
            }
        }
    }),
];

/// Carries requests into a sandbox whose answers are written in another way.
pub(super) struct Varied {
    pub(super) inner: InProcess,
    pub(super) variant: &'static Variant,
    pub(super) clock: Arc<dyn Clock>,
    /// Whether it ever changed anything.
    pub(super) has_effect: Arc<AtomicBool>,
}

impl Varied {
    async fn carry(&self, mut request: Request) -> Result<Response, SendError> {
        let api = Api::of(&request.url);
        let before = request.clone();
        (self.variant.ask)(api, &mut request);
        let mut has_effect = before.url != request.url || before.body != request.body;
        if api == Api::Books
            && let Some(body) = &mut request.body
        {
            *body = as_the_sandbox_reads(body);
        }
        let asked = Asked {
            api,
            method: request.method.clone(),
            url: request.url.clone(),
        };
        let mut response = self.inner.send(request).await?;
        let before = response.clone();
        if let Ok(mut json) = serde_json::from_slice::<Value>(&response.body) {
            let whole = json.clone();
            (self.variant.body)(&asked, &mut json);
            if self.variant.lag && asked.is_list() {
                let since = self.clock.now() - LAG;
                each(&mut json, &mut |_, value| {
                    if let Value::Array(records) = value {
                        records.retain(|record| !is_made_after(record, since));
                    }
                });
            }
            // As text, since objects are equal in whatever sequence their fields are.
            let changed = serde_json::to_vec(&json).unwrap();
            if changed != serde_json::to_vec(&whole).unwrap() {
                response.body = changed.into();
            }
        }
        (self.variant.answer)(&asked, &mut response);
        has_effect |= before.status != response.status
            || before.body != response.body
            || before.headers != response.headers;
        self.has_effect.fetch_or(has_effect, Ordering::Relaxed);
        Ok(response)
    }
}

impl Transport for Varied {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(self.carry(request))
    }
}

/// Whether a record says that it was created later.
fn is_made_after(record: &Value, since: Timestamp) -> bool {
    ["CreatedUtc", "cdate", "createdTimestamp", "ChangedUtc"]
        .iter()
        .any(|name| {
            let made = record.get(name).and_then(Value::as_str);
            made.and_then(|text| text.parse().ok())
                .is_some_and(|made: Timestamp| made > since)
        })
}

/// Takes blanks off texts and out of postcodes, and writes addresses in small letters and codes in capitals.
fn tidy(request: &mut Request) {
    let Some(body) = &mut request.body else { return };
    let mut json: Value = serde_json::from_slice(body).unwrap();
    each(&mut json, &mut |name, value| {
        let Some(text) = value.as_str().map(str::trim) else {
            return;
        };
        *value = json!(match name {
            "InvoicePostalCode" | "DeliveryPostalCode" => text.replace(' ', ""),
            "Telephone" | "phone" => text.replace(['-', ' '], ""),
            "InvoiceCountryCode" => text.to_uppercase(),
            "EmailAddress" | "email" => text.to_lowercase(),
            _ => text.to_owned(),
        });
    });
    *body = serde_json::to_vec(&json).unwrap().into();
}

/// A request that sends back what was read takes the sandbox's own writing again: whoever writes ids in capitals reads them
/// so, and knows its own fields.
fn as_the_sandbox_reads(body: &Bytes) -> Bytes {
    let mut json: Value = serde_json::from_slice(body).unwrap();
    each_object(&mut json, &mut |object| {
        object.retain(|name, _| !NEW_FIELDS.contains(&name.as_str()));
        for (name, value) in object.iter_mut() {
            let Some(text) = value.as_str() else { continue };
            if let Ok(yes) = text.parse::<bool>() {
                *value = json!(yes);
                continue;
            }
            if let Ok(id) = text.parse::<uuid::Uuid>() {
                *value = if id.is_nil() { Value::Null } else { json!(id) };
            } else if is_amount(name)
                && let Ok(number) = text.parse::<f64>()
            {
                *value = json!(number);
            }
        }
    });
    serde_json::to_vec(&json).unwrap().into()
}

fn is_amount(name: &str) -> bool {
    [
        "mount",
        "rice",
        "uantity",
        "Rate",
        "Balance",
        "Cost",
        "Percentage",
    ]
    .iter()
    .any(|part| name.contains(part))
}

/// Fields that no document knows.
const NEW_FIELDS: [&str; 3] = ["newField", "NewNumber", "links"];

/// Every value with the name that it is under; of a list, each with the list's.
fn each(json: &mut Value, change: &mut dyn FnMut(&str, &mut Value)) {
    walk("", json, change);
}

fn walk(name: &str, json: &mut Value, change: &mut dyn FnMut(&str, &mut Value)) {
    match json {
        Value::Object(object) => {
            for (name, value) in object.iter_mut() {
                walk(name, value, change);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| walk(name, value, change)),
        _ => {}
    }
    change(name, json);
}

fn each_object(json: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    each(json, &mut |_, value| {
        if let Value::Object(object) = value {
            change(object);
        }
    });
}

/// Every moment of a text with a zone.
fn dates(json: &mut Value, write: fn(Timestamp, &str) -> String) {
    each(json, &mut |_, value| {
        let at = value
            .as_str()
            .filter(|text| text.len() > 15)
            .and_then(|text| text.parse().ok());
        if let (Some(at), Some(text)) = (at, value.as_str()) {
            *value = json!(write(at, text));
        }
    });
}

/// Every midnight, by its day.
fn midnights(json: &mut Value, write: fn(&str) -> String) {
    each(json, &mut |_, value| {
        let text = value.as_str().unwrap_or_default();
        if let Some((day, time)) = text.split_once('T')
            && time.starts_with("00:00:00")
            && day.parse::<jiff::civil::Date>().is_ok()
        {
            *value = json!(write(day));
        }
    });
}

fn guids(json: &mut Value, write: fn(&str) -> String) {
    each(json, &mut |_, value| {
        if let Some(guid) = value
            .as_str()
            .filter(|text| text.len() == 36 && text.parse::<uuid::Uuid>().is_ok())
        {
            *value = json!(write(guid));
        }
    });
}

/// Writes the query anew, pair by pair; a pair without a value is left out.
fn query(request: &mut Request, change: impl Fn(&str, &str) -> Option<String>) {
    let pairs: Vec<(String, String)> = request
        .url
        .query_pairs()
        .filter_map(|(name, value)| Some((name.to_string(), change(&name, &value)?)))
        .collect();
    if request.url.query().is_some() {
        request.url.query_pairs_mut().clear().extend_pairs(pairs);
    }
}
