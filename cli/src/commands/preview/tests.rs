//! Tests of the command against a whole deployment in memory: real AWS clients and the vendors' APIs, with no writes.

use std::collections::BTreeSet;

use clap::Parser;
use messages::{Language, ToolMessages};
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use super::*;
use devstack::testing::{IdleStack, annas_address};

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    args: PreviewArgs,
}

fn args(arguments: &[&str]) -> PreviewArgs {
    let all = ["preview"].iter().chain(arguments);
    CommandLine::try_parse_from(all).unwrap().args
}

fn order() -> OrderSeed {
    OrderSeed {
        id: "5001".to_owned(),
        number: "1001".to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![
            LineSeed::new("LAMP-DESK", "Desk lamp", 2, "198".parse().unwrap()),
            LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap()),
        ],
        billing: annas_address(),
        ..OrderSeed::default()
    }
}

async fn shown(stack: &IdleStack, arguments: &[&str]) -> anyhow::Result<(String, Vec<Value>)> {
    let args = args(arguments);
    let flows = stack.worker.flows().await.map_err(told)?;
    if let Some(file) = &args.settings {
        flows.set_settings(checked(file)?.1);
    }
    let wanted = Wanted::read(&args.record, args.connection.as_deref())?;
    let previews = previews(&stack.worker, &flows, wanted).await?;
    let json = previews
        .iter()
        .map(|preview| serde_json::to_value(preview).unwrap())
        .collect();
    let text = previews
        .iter()
        .map(|preview| show::text(preview, &Style::plain()))
        .collect();
    Ok((text, json))
}

#[tokio::test]
async fn an_order_is_previewed_with_rules_rows_calls_and_outcome() {
    let stack = IdleStack::new().await;
    stack.sandbox.activecampaign().add_order(&order());
    // The token exists, and all state is as in a running worker.
    stack
        .worker
        .flows()
        .await
        .unwrap()
        .services()
        .eaccounting
        .company_settings()
        .await
        .unwrap();
    let environment = &stack.environment;
    let ledger = stack.table(&environment.ledger_table).await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("new.toml");
    std::fs::write(
        &file,
        "[articles]\non_unknown_sku = \"create\"\n[mapping.order]\nYourReference = \"'Web ' & order.number\"\n",
    )
    .unwrap();

    let (text, json) = shown(&stack, &["order", "5001", "--settings", file.to_str().unwrap()])
        .await
        .unwrap();
    for told in [
        "order:1:5001 · preview, nothing is written",
        "Customer: is created",
        "customer.billing.city = Göteborg",
        "InvoiceCity = Göteborg",
        "YourReference = Web 1001",
        "new.toml:4:18",
        "Article VASE: is created",
        "✓ the same",
        "create the order",
        "POST /orders",
        "✓ Order 5001 would become an order.",
    ] {
        assert!(text.contains(told), "{told} is missing in:\n{text}");
    }
    assert_eq!(json[0]["outcome"]["verdict"], "done");
    assert_eq!(json[0]["sale"]["gross"], "497.00");
    let endpoints: Vec<&str> = json[0]["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["endpoint"].as_str().unwrap())
        .collect();
    // eAccounting has neither article.
    assert_eq!(endpoints, ["/customers", "/articles", "/articles", "/orders"]);

    assert!(stack.sandbox.eaccounting().records("orders").is_empty());
    assert!(
        stack.table(&environment.journal_table).await.is_empty()
            || !stack.table(&environment.journal_table).await.contains("5001")
    );
    let after = stack.table(&environment.ledger_table).await;
    assert!(!after.contains("5001"), "no record: {after}");
    // The rate limiter counts calls; only its state may differ.
    assert!(after.len() < ledger.len() + 4_000);
    assert!(stack.bodies(&environment.queues.orders).await.is_empty());
}

#[tokio::test]
async fn an_unknown_article_is_told_with_the_lines_and_the_remedy() {
    let stack = IdleStack::new().await;
    stack.sandbox.activecampaign().add_order(&order());
    let (text, _) = shown(&stack, &["order:1:5001"]).await.unwrap();
    for told in [
        "Lines as the shop has them",
        "VASE",
        "none",
        "! It would wait for you",
        "sku_unknown",
        "articles.on_unknown_sku",
    ] {
        assert!(text.contains(told), "{told} is missing in:\n{text}");
    }
}

#[tokio::test]
async fn an_order_that_no_connection_has_is_told_with_the_connections() {
    let stack = IdleStack::new().await;
    stack.sandbox.activecampaign().add_order(&order());
    let error = shown(&stack, &["order", "9999"]).await.unwrap_err().to_string();
    assert!(error.contains("9999") && error.contains("connection"), "{error}");
}

#[tokio::test]
async fn a_webhooks_body_as_it_is_posted_is_previewed_by_what_its_record_is_now() {
    let stack = IdleStack::new().await;
    let contact = stack.sandbox.activecampaign().add_contact(
        &sandbox::activecampaign::ContactSeed::new("anna.lind@example.com")
            .named("Anna", "Lind")
            .field("CITY", "Göteborg")
            .field("POSTAL_CODE", "411 38"),
    );
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("update.form");
    std::fs::write(
        &file,
        format!("type=update&contact%5Bid%5D={contact}&contact%5Bfirst_name%5D=Forged"),
    )
    .unwrap();
    let (text, json) = shown(&stack, &[file.to_str().unwrap()]).await.unwrap();
    assert!(
        text.contains("Name = Anna Lind") && !text.contains("Forged"),
        "{text}"
    );
    assert_eq!(json[0]["calls"][0]["endpoint"], "/customers");
    let by_address = shown(&stack, &["contact", "anna.lind@example.com"])
        .await
        .unwrap();
    assert_eq!(by_address.1[0]["source"], format!("contact:{contact}"));
}

#[tokio::test]
async fn eaccountings_records_are_previewed_by_their_numbers() {
    let stack = IdleStack::new().await;
    let books = stack.sandbox.eaccounting();
    let article = books
        .add_article(json!({"Number": "VASE", "Name": "Vase, blue", "IsStock": true, "StockBalance": 0}))
        .unwrap();
    let customer = books
        .add_customer(json!({"Name": "Anna Lind", "EmailAddress": "anna.lind@example.com"}))
        .unwrap();
    let rows = json!([{
        "LineNumber": 1, "ArticleId": article["Id"], "Text": "Vase, blue", "UnitPrice": 360, "Quantity": 1,
        "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
    }]);
    let add = || {
        let order = json!({"CustomerId": customer["Id"], "Rows": rows});
        books.add_order(order).unwrap()
    };
    let (order, sold) = (add(), add());
    let quote = books
        .add_quote(json!({"CustomerId": customer["Id"], "Rows": [{
            "ArticleId": article["Id"], "Text": "Vase, blue", "UnitPrice": 360, "Quantity": 1,
        }]}))
        .unwrap();
    let flows = stack.worker.flows().await.unwrap();
    let client = &flows.services().eaccounting;
    let sold = sold["Id"].as_str().unwrap().parse().unwrap();
    client.complete_order(sold).await.unwrap();
    let invoice = client.convert_order_to_invoice(sold).await.unwrap();
    books.pay_invoice(invoice.id, None).unwrap();
    let number = |record: &Value, field: &str| record[field].to_string().trim_matches('"').to_owned();
    let line = [
        "lineItems[0].name = Vase, blue",
        "row.Text",
        "write the e-commerce order",
    ];
    for (kind, number, told, more) in [
        (
            "article",
            "VASE".to_owned(),
            ["variantSku = VASE", "article.Number", "OUT_OF_STOCK"],
            "product VASE",
        ),
        (
            "customer",
            number(&customer, "CustomerNumber"),
            [
                "name = Anna Lind",
                "email = anna.lind@example.com",
                "write the contact",
            ],
            "Contact in ActiveCampaign",
        ),
        ("sales-order", number(&order, "Number"), line, "PENDING_PAYMENT"),
        (
            "invoice",
            invoice.invoice_number.unwrap().to_string(),
            line,
            "COMPLETED",
        ),
        ("quote", number(&quote, "Number"), line, "storeStatus = quoted"),
    ] {
        let (text, json) = shown(&stack, &[kind, &number]).await.unwrap();
        for told in told.iter().chain([&more]) {
            assert!(
                text.to_lowercase().contains(&told.to_lowercase()),
                "{kind}: {told} is missing in:\n{text}"
            );
        }
        assert!(text.contains("preview, nothing is written"), "{text}");
        assert_eq!(
            json[0]["outcome"]["verdict"], "skipped",
            "everything is off: {text}"
        );
    }
    let error = shown(&stack, &["invoice", "99999"])
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("no invoice 99999"), "{error}");
    let account = stack.sandbox.activecampaign().snapshot();
    for kind in ["contacts", "orders", "products", "connections", "deals"] {
        assert_eq!(account[kind], json!([]), "{kind}");
    }
}

#[tokio::test]
async fn a_saved_preview_has_made_up_people_and_only_its_owner_reads_it() {
    let stack = IdleStack::new().await;
    stack.sandbox.activecampaign().add_order(&order());
    let flows = stack.worker.flows().await.unwrap();
    let wanted = Wanted::read(&["order:1:5001".to_owned()], None).unwrap();
    let previews = previews(&stack.worker, &flows, wanted).await.unwrap();
    let whole = serde_json::to_string(&previews).unwrap().to_lowercase();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("case.jsonl");
    save(&previews, &file).unwrap();
    let saved = std::fs::read_to_string(&file).unwrap();
    let lower = saved.to_lowercase();
    for person in ["anna", "lind", "storgatan", "411 38", "göteborg"] {
        assert!(
            whole.contains(person) && !lower.contains(person),
            "{person} in {saved}"
        );
    }
    let value: Value = serde_json::from_str(saved.trim()).unwrap();
    assert_eq!(value["source"], "order:1:5001");
    assert!(
        lower.contains("desk lamp") && lower.contains("sku_unknown"),
        "{saved}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(
        save(&previews, &file).is_err(),
        "a file that exists is not overwritten"
    );
}

/// Settings with which every order of the next test can be sent.
const CASES: &str = "[customers]\ncompanies = true\nvat_number_field = \"vat_number\"\n\
    organisation_number_field = \"org_number\"\n[articles]\non_unknown_sku = \"create\"\n[vouchers]\narticle = \"VASE\"\n";

/// An order of a buyer in this place.
fn order_to(country: &str, postal: &str, company: &str) -> OrderSeed {
    let lines = [
        LineSeed::new("VASE-SALE", "Vase", 1, "299".parse().unwrap()),
        LineSeed::new("LAMP", "Desk lamp", 2, "198".parse().unwrap()),
    ];
    OrderSeed {
        id: "5001".to_owned(),
        number: "1001".to_owned(),
        email: "anna.lind@mail.lampan.se".to_owned(),
        lines: lines.into(),
        shipping: "49".parse().unwrap(),
        shipping_method: "DHL Paket".to_owned(),
        store_status: "completed".to_owned(),
        payment_method: "Klarna".to_owned(),
        created: "2026-11-20T10:00:00Z".to_owned(),
        billing: AddressSeed {
            first_name: "Anna".to_owned(),
            last_name: "Lind".to_owned(),
            company: company.to_owned(),
            address1: "Storgatan 12 B".to_owned(),
            postal: postal.to_owned(),
            city: "Norrköping".to_owned(),
            country: country.to_owned(),
            phone: "+46 70 123 45 67".to_owned(),
            ..AddressSeed::default()
        },
        ..OrderSeed::default()
    }
}

/// The preview of an order, with the fields that its contact has, in a fresh deployment; as JSON.
async fn previewed(order: &OrderSeed, fields: &[(String, String)]) -> (Vec<preview::Preview>, Value) {
    let stack = IdleStack::new().await;
    stack.push_settings(CASES).await;
    let shop = stack.sandbox.activecampaign();
    // The settings name both fields, so that the account has them.
    let own = ["VAT_NUMBER", "ORG_NUMBER"].map(|tag| (tag.to_owned(), String::new()));
    let contact = own
        .iter()
        .chain(fields)
        .fold(ContactSeed::new(&order.email), |contact, (tag, value)| {
            contact.field(tag, value)
        });
    shop.add_contact(&contact);
    shop.add_order(order);
    let flows = stack.worker.flows().await.unwrap();
    let wanted = Wanted::read(&["order:1:5001".to_owned()], None).unwrap();
    let previews = previews(&stack.worker, &flows, wanted).await.unwrap();
    let json = serde_json::to_value(&previews[0]).unwrap();
    (previews, json)
}

/// The order and the contact's own fields that a saved case was read from.
fn order_of(case: &Value) -> (OrderSeed, Vec<(String, String)>) {
    let read = case["read"].as_array().unwrap();
    let get = |path: &str| {
        let found = read.iter().find(|field| field["path"] == path);
        let value = found.map(|field| field["value"].as_str().unwrap().to_owned());
        value.unwrap_or_default()
    };
    let amount = |path: &str| get(path).parse().unwrap_or_default();
    let line = |at: usize| LineSeed {
        sku: get(&format!("order.lines[{at}].sku")),
        name: get(&format!("order.lines[{at}].name")),
        quantity: get(&format!("order.lines[{at}].quantity")).parse().unwrap(),
        // The plugin-less store writes the price of a line.
        amount: amount(&format!("order.lines[{at}].price")),
        ..LineSeed::default()
    };
    let of = |part: &str| get(&format!("customer.billing.{part}"));
    let order = OrderSeed {
        id: get("order.id"),
        number: get("order.number"),
        email: get("customer.email"),
        lines: vec![line(0), line(1)],
        shipping: amount("order.shipping"),
        total: get("order.total").parse().ok(),
        shipping_method: get("order.shippingMethod"),
        store_status: get("order.statusText"),
        payment_method: get("order.paymentMethod"),
        created: get("order.placedAt"),
        billing: AddressSeed {
            first_name: of("firstName"),
            last_name: of("lastName"),
            company: of("company"),
            address1: of("address1"),
            postal: of("postal"),
            city: of("city"),
            country: of("country"),
            phone: of("phone"),
            ..AddressSeed::default()
        },
        ..OrderSeed::default()
    };
    let fields = read.iter().filter_map(|field| {
        let tag = field["path"].as_str()?.strip_prefix("customer.field.")?;
        Some((tag.to_owned(), field["value"].as_str()?.to_owned()))
    });
    (order, fields.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_case_previews_to_the_same_vat_and_rows() {
    for (country, postal, company, number) in [
        ("SE", "602 38", "", ""),
        ("Sverige", "602 38", "Sample Järn AB", "556677-8899"),
        ("DE", "10115", "", ""),
        ("FI", "00100", "", ""),
        ("US", "10001", "", ""),
    ] {
        let mut order = order_to(country, postal, company);
        order.total = None;
        let tag = if number.starts_with(|c: char| c.is_ascii_digit()) {
            "ORG_NUMBER"
        } else {
            "VAT_NUMBER"
        };
        let mut fields = vec![("COUNTRY".to_owned(), country.to_owned())];
        fields.extend((!number.is_empty()).then(|| (tag.to_owned(), number.to_owned())));
        let (previews, before) = Box::pin(previewed(&order, &fields)).await;
        for key in ["one", "two"] {
            let saved = fixture::fixture(&previews, key).unwrap();
            let case: Value = serde_json::from_str(&saved).unwrap();
            let told = format!("{country} {company}: {saved}");
            // What the case says of itself is what it said before.
            for exact in ["source", "kind"] {
                assert_eq!(case[exact], before[exact], "{told}");
            }
            let value = |json: &Value, path: &str| {
                let read = json["read"].as_array().unwrap();
                let found = read.iter().find(|field| field["path"] == path);
                found.map(|field| field["value"].clone())
            };
            for path in [
                "order.source",
                "order.statusText",
                "order.lines[0].sku",
                "customer.field.country",
                "customer.billing.country",
                "order.placedOn",
                "order.total",
            ] {
                let kept = value(&before, path);
                assert!(kept.is_some(), "{path}: {before}");
                assert_eq!(value(&case, path), kept, "{path}: {told}");
            }
            for gone in [
                "storgatan",
                "norrköping",
                "lampan",
                "123 45 67",
                "järn",
                "anna",
                "lind ",
            ] {
                assert!(!saved.to_lowercase().contains(gone), "{gone}: {told}");
            }
            assert!(number.is_empty() || !saved.contains(number), "{number}: {told}");
            // The same order of a made-up person comes to the same.
            let (order, fields) = order_of(&case);
            let (_, after) = Box::pin(previewed(&order, &fields)).await;
            assert_eq!(
                after["outcome"]["verdict"], before["outcome"]["verdict"],
                "{told} {}",
                after["outcome"]
            );
            let sale = |json: &Value| {
                let mut sale = json["sale"].clone();
                for row in sale["rows"].as_array_mut().into_iter().flatten() {
                    // Texts may name the person.
                    row["text"] = Value::Null;
                    row["fields"] = Value::Null;
                }
                sale
            };
            assert_eq!(sale(&after), sale(&before), "{told}");
            assert!(before["sale"].is_object(), "{before}");
        }
    }
}

/// Words of English texts. None of them is a word of another language's texts.
const ENGLISH: [&str; 44] = [
    "the",
    "would",
    "line",
    "lines",
    "found",
    "settings",
    "setting",
    "shipping",
    "discount",
    "rounding",
    "customer",
    "customers",
    "create",
    "created",
    "update",
    "draft",
    "an",
    "and",
    "its",
    "by",
    "it",
    "new",
    "always",
    "sale",
    "day",
    "number",
    "company",
    "note",
    "invoice",
    "which",
    "from",
    "not",
    "article's",
    "order's",
    "line's",
    "settings'",
    "address",
    "already",
    "nothing",
    "waits",
    "placed",
    "of",
    "is",
    "has",
];

/// The words that a page says itself: without the record's values, expressions of the mapping, names of fields, settings and
/// endpoints, and what it marks as English.
fn own_words(page: &str, preview: &Preview, language: Language) -> Vec<String> {
    let [left, middle, right] = show::WIDEST;
    let mut data: Vec<String> = Vec::new();
    let rows = preview.sale.iter().flat_map(|sale| &sale.rows);
    let of_rows = rows.clone().flat_map(|row| &row.fields);
    let of_documents = preview.documents.iter().flat_map(|document| &document.fields);
    for field in of_documents.chain(of_rows) {
        let from = field.made_from.iter();
        data.extend(from.map(|from| show::cut(&format!("{} = {}", from.path, from.value), left)));
        if let preview::FieldValue::Text(value) = &field.value {
            data.push(show::cut(&format!("{} = {value}", field.name), middle));
        }
        data.push(format!("{} ", field.name));
        data.extend(field.was.clone());
        if let Some(preview::RuleKind::Expression(expression)) = field.rule.as_ref().map(|rule| &rule.by) {
            data.push(show::cut(expression, right));
            data.push(expression.clone());
        }
    }
    for row in rows {
        data.extend(row.text.as_ref().map(|text| show::cut(text, 32)));
        data.extend(row.coding.clone());
        data.push(row.article.clone());
    }
    for line in &preview.lines {
        data.push(line.name.clone());
        data.extend(line.article.article().map(|article| article.name.clone()));
        data.extend(line.article.article().map(|article| article.coding.clone()));
    }
    for field in &preview.read {
        data.push(show::cut(&field.path, left));
        data.push(show::cut(&field.value, right));
    }
    let calls = preview.calls.iter().chain(&preview.calls_if_sent);
    data.extend(calls.map(|call| call.endpoint.clone()));
    data.retain(|text| text.len() > 2);
    data.sort_by_key(|text| std::cmp::Reverse(text.len()));

    let marked = ToolMessages::of(language).label_in_detail("");
    let lines = page
        .lines()
        .filter(|line| !line.trim().starts_with(marked.trim()));
    let mut text = lines.collect::<Vec<_>>().join("\n");
    for text_of_data in data {
        text = text.replace(&text_of_data, " ");
    }
    let is_edge = |c: char| !c.is_alphanumeric();
    // What stands in quotation marks is a setting's value, as the file has it.
    let words = text.split_whitespace().filter(|word| !word.starts_with('"'));
    words
        .map(|word| word.trim_matches(is_edge))
        .filter(|word| !word.contains(['.', '_', '/', ':']))
        .map(str::to_lowercase)
        .collect()
}

fn english_words(page: &str, preview: &Preview, language: Language) -> Vec<String> {
    // Both are Dutch words too.
    let is_own = |word: &str| language == Language::Dutch && ["of", "is"].contains(&word);
    let words = own_words(page, preview, language).into_iter();
    words
        .filter(|word| ENGLISH.contains(&word.as_str()) && !is_own(word))
        .collect()
}

#[tokio::test]
async fn a_preview_is_wholly_in_its_readers_language() {
    type Seed = fn(&IdleStack);
    let cases: [(&str, &str, Seed); 9] = [
        (
            "an order with an article that eAccounting doesn't have",
            "",
            |stack| {
                stack.sandbox.activecampaign().add_order(&order());
            },
        ),
        ("an order whose articles are created", CASES, |stack| {
            let seed = order_to("SE", "602 21", "");
            stack.sandbox.activecampaign().add_order(&seed);
        }),
        (
            "an order that is left out",
            "[orders]\nplaced_after = 2030-01-01",
            |stack| {
                stack.sandbox.activecampaign().add_order(&order());
            },
        ),
        (
            "an order in a dry run",
            "[orders]\ndry_run = true\n[articles]\non_unknown_sku = \"create\"",
            |stack| {
                stack.sandbox.activecampaign().add_order(&order());
            },
        ),
        (
            "an invoice with a note and a link",
            "[orders]\ndocument = \"invoice\"\nnote = true\n[articles]\non_unknown_sku = \"create\"",
            |stack| {
                stack.sandbox.activecampaign().add_order(&order());
            },
        ),
        (
            "an order of a known customer, with a number that is too long",
            "[articles]\non_unknown_sku = \"create\"",
            |stack| {
                let books = stack.sandbox.eaccounting();
                books
                    .add_customer(json!({"Name": "A. L.", "EmailAddress": "anna.lind@example.com"}))
                    .unwrap();
                let mut seed = order();
                seed.number = "9".repeat(60);
                stack.sandbox.activecampaign().add_order(&seed);
            },
        ),
        (
            "an order with another total, whose articles are replaced",
            "[articles]\non_unknown_sku = \"fallback\"\n[articles.fallback]\n25 = \"OTHER\"",
            |stack| {
                let mut seed = order();
                seed.total = "600".parse().ok();
                stack.sandbox.activecampaign().add_order(&seed);
            },
        ),
        ("an order to a place that nobody knows", "", |stack| {
            let mut seed = order();
            seed.billing.country = "Narnia".to_owned();
            stack.sandbox.activecampaign().add_order(&seed);
        }),
        ("an order that isn't there", "", |_| {}),
    ];
    let mut found = BTreeSet::new();
    for (name, settings, seed) in cases {
        let stack = IdleStack::new().await;
        stack.push_settings(settings).await;
        seed(&stack);
        let flows = stack.worker.flows().await.unwrap();
        let wanted = Wanted::read(&["order:1:5001".to_owned()], None).unwrap();
        let previews = previews(&stack.worker, &flows, wanted).await.unwrap();
        for language in Language::ALL {
            let page = show::text(&previews[0], &Style::plain().in_language(language));
            let english = english_words(&page, &previews[0], language);
            match language {
                Language::English => found.extend(english),
                _ => assert_eq!(
                    english,
                    Vec::<String>::new(),
                    "{name} in {}:\n{page}",
                    language.tag()
                ),
            }
        }
    }
    // They are told where they are.
    for word in ["the", "would", "line", "customer", "found", "settings'", "an"] {
        let word = word.trim_matches('\'');
        assert!(found.contains(word), "{word}: {found:?}");
    }
}
