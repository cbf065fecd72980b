//! One request for each rule of the OpenAPI document, which violates it: the sandbox refuses it as eAccounting does.
//!
//! The bodies are generated from the document: a valid body, then the same body with one error.

use serde_json::{Value, json};

use crate::vendor_documents::Document;
use crate::world::World;

/// A valid request.
struct Taken {
    path: &'static str,
    schema: &'static str,
    body: Value,
    /// The location of an object of this schema in the body.
    at: &'static str,
}

async fn taken(world: &World) -> Vec<Taken> {
    let terms = world.id_of("termsofpayments", &json!({"AvailableForSales": true}));
    let shipping = world.running.sandbox.eaccounting().records("articles");
    let article = shipping
        .iter()
        .find(|article| article["Number"] == "FRAKT25")
        .unwrap();
    let customer = json!({
        "Name": "Anna A", "InvoiceCity": "Stockholm", "InvoicePostalCode": "11122", "IsActive": true,
        "IsPrivatePerson": true, "TermsOfPaymentId": terms,
    });
    let buyer = world
        .running
        .sandbox
        .eaccounting()
        .add_customer(customer.clone())
        .unwrap();
    let order = json!({
        "CustomerId": buyer["Id"], "CurrencyCode": "SEK", "OrderDate": "2026-11-23", "Status": 2,
        "EuThirdParty": false, "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": false,
        "Rows": [{
            "LineNumber": 1, "ArticleId": article["Id"], "UnitPrice": 10, "Quantity": 1, "IsTextRow": false,
            "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
        }],
    });
    let draft = json!({
        "CustomerId": buyer["Id"], "EuThirdParty": false, "RotReducedInvoicingType": 0,
        "Rows": [{
            "ArticleId": article["Id"], "UnitPrice": 10, "Quantity": 1, "IsTextRow": false,
            "ReversedConstructionServicesVatFree": false,
        }],
    });
    let new_article = json!({
        "Number": "", "Name": "T-shirt", "IsActive": true, "CodingId": article["CodingId"],
        "UnitId": article["UnitId"],
    });
    let of = |path, schema, body: &Value, at| Taken {
        path,
        schema,
        body: body.clone(),
        at,
    };
    vec![
        of("/customers", "CustomerApi", &customer, ""),
        of("/orders", "OrderApi", &order, ""),
        of("/orders", "OrderRowApi", &order, "/Rows/0"),
        of("/articles", "ArticleApi", &new_article, ""),
        of("/customerinvoicedrafts", "CustomerInvoiceDraftApi", &draft, ""),
        of(
            "/customerinvoicedrafts",
            "CustomerInvoiceDraftRowApi",
            &draft,
            "/Rows/0",
        ),
        of("/notes", "NoteApi", &json!({"Text": "A note"}), ""),
        of(
            "/partnerresourcelinks",
            "PartnerResourceLinkApi",
            &json!({
                "ResourceId": buyer["Id"], "ResourceType": 1, "Href": "https://example.com",
                "PartnerCompanyName": "Shop", "PartnerSystemName": "ActiveCampaign",
            }),
            "",
        ),
    ]
}

/// The error, and the value that a field gets. `None` removes the field.
fn wrongs(document: &Document, schema: &Value) -> Vec<(String, String, Option<Value>)> {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut wrongs = vec![("NoSuchField".to_owned(), "unknown".to_owned(), Some(json!("x")))];
    for (name, property) in schema["properties"].as_object().unwrap() {
        let property = document.resolved(property);
        let mut wrong =
            |what: &str, value: Option<Value>| wrongs.push((name.clone(), what.to_owned(), value));
        let is = |kind: &str| {
            property["type"] == kind
                || property["type"]
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|one| one == kind))
        };
        if property["readOnly"] == true {
            let value = if is("boolean") {
                json!(true)
            } else if is("array") {
                json!(["6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e"])
            } else if is("number") || is("integer") {
                json!(7)
            } else {
                json!("6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e")
            };
            wrong("read-only", Some(value));
            continue;
        }
        if required.contains(&name.as_str()) {
            wrong("missing", None);
        }
        if let Some(length) = property["maxLength"].as_u64() {
            wrong(
                "too long",
                Some(json!("x".repeat(usize::try_from(length).unwrap() + 1))),
            );
        }
        if let Some(maximum) = property["maximum"].as_i64() {
            wrong("too great", Some(json!(maximum + 1)));
        }
        if let Some(minimum) = property["minimum"].as_i64() {
            wrong("too small", Some(json!(minimum - 1)));
        }
        if property["maximum"].is_null()
            && let Some(last) = last_value_in_words(&property)
            && is("integer")
        {
            wrong("not among the values", Some(json!(last + 1)));
        }
        if let (Some(most), true) = (crate::vendor_documents::decimals(&property), is("number")) {
            let number = format!("0.{}1", "0".repeat(usize::try_from(most).unwrap()));
            wrong("too many decimals", Some(serde_json::from_str(&number).unwrap()));
        }
        match property["format"].as_str() {
            Some("uuid") => wrong("no id", Some(json!("7"))),
            Some("date-time") => wrong("no date", Some(json!("23/11/2026"))),
            _ => {}
        }
        if is("boolean") || is("integer") || is("number") {
            wrong("of another type", Some(json!("seven")));
        }
    }
    wrongs
}

/// "Possible values: None = 0, Rot = 1, Rut = 2": the greatest.
fn last_value_in_words(property: &Value) -> Option<i64> {
    let text = property["description"].as_str()?;
    let values = text.split_once("Possible values")?.1.split(" = ").skip(1);
    values
        .filter_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .max()
}

#[tokio::test]
async fn the_sandbox_refuses_whatever_breaks_a_rule_of_the_openapi_document() {
    let Some(document) = Document::load("eaccounting") else {
        return;
    };
    let world = World::start().await;
    let (mut tried, mut let_through) = (0, Vec::new());
    for (number, request) in taken(&world).await.into_iter().enumerate() {
        let mut body = request.body.clone();
        if request.path == "/articles" {
            body["Number"] = json!(format!("SKU-{number}"));
        }
        let (status, answer) = world.eaccounting("POST", request.path, body.clone()).await;
        assert!(status < 300, "{}: {status} {answer}", request.path);
        for (name, what, value) in wrongs(&document, document.schema(request.schema)) {
            let mut broken = request.body.clone();
            if request.path == "/articles" {
                broken["Number"] = json!(format!("SKU-{number}-{tried}"));
            }
            let object = broken.pointer_mut(request.at).unwrap().as_object_mut().unwrap();
            match value {
                Some(value) => object.insert(name.clone(), value),
                None => object.shift_remove(&name),
            };
            tried += 1;
            let (status, answer) = world.eaccounting("POST", request.path, broken).await;
            let names_it = answer["Errors"].as_array().is_some_and(|errors| {
                errors
                    .iter()
                    .filter_map(|error| error["Field"].as_str())
                    .any(|field| field.ends_with(&name))
            });
            if status != 400 || answer["ErrorCode"] != 2000 || !names_it {
                let_through.push(format!(
                    "{}.{name} {what}: {status} {}",
                    request.schema, answer["ErrorCode"]
                ));
            }
        }
    }
    assert!(
        let_through.is_empty(),
        "of {tried}, not refused with 400, code 2000 and the field:\n  {}",
        let_through.join("\n  ")
    );
    assert!(tried > 380, "{tried}");
}

#[tokio::test]
async fn the_sandbox_refuses_a_query_that_it_does_not_know_and_dates_that_are_none() {
    let world = World::start().await;
    for (path, code) in [
        ("/orders?$filter=NoSuchField%20eq%201", 6000),
        ("/orders?$orderby=NoSuchField", 6000),
        ("/customers?$filter=Name%20is%20'x'", 6000),
        ("/customers?$filter=ChangedUtc%20gt%202026-13-01T00:00:00Z", 6001),
        ("/customerinvoices?modifiedSinceUtc=yesterday", 6001),
    ] {
        let (status, answer) = world.eaccounting("GET", path, Value::Null).await;
        assert_eq!(
            (status, &answer["ErrorCode"]),
            (400, &json!(code)),
            "{path}: {answer}"
        );
    }
}
