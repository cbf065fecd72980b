//! Tests of the command against a whole deployment in memory: real AWS clients and the vendors' APIs, with no writes.

use clap::Parser;
use sandbox::activecampaign::{LineSeed, OrderSeed};
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
