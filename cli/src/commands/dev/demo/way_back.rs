//! The demo's second half: changes in eAccounting appear in ActiveCampaign.

use anyhow::Context;
use devstack::system::System;
use rust_decimal::Decimal;
use sandbox::Sandbox;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Output, settle};
use crate::language::commands;

/// The article that sells out.
pub(super) const VASE: &str = "VASE-BLUE";

/// Runs it: a phone order that is invoiced and paid, an article that sells out, and a new customer.
pub(super) async fn play(system: &System, sandbox: &Sandbox, output: &Output) -> anyhow::Result<()> {
    let books = sandbox.eaccounting();
    let refused = |refused| anyhow::anyhow!("the sandbox refused it: {refused:?}");

    output.heading(&commands().demo_telephone());
    let customer = find(sandbox, "customers", "Name", "Björkskog Bygg AB")?;
    let lamp = find(sandbox, "articles", "Number", "LAMP-DESK")?;
    let order = books
        .add_order(json!({
            "CustomerId": customer["Id"],
            "Rows": [{
                "LineNumber": 1, "ArticleId": lamp["Id"], "Text": lamp["Name"], "UnitPrice": lamp["NetPrice"], "Quantity": 1,
                "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
            }],
        }))
        .map_err(refused)?;
    poll(system, sandbox, output).await?;

    output.heading(&commands().demo_shipped());
    let flows = system.worker.flows().await;
    let flows = flows.map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    let client = &flows.services().eaccounting;
    client.complete_order(id(&order)?).await?;
    let invoice = client.convert_order_to_invoice(id(&order)?).await?;
    books.pay_invoice(invoice.id, None).map_err(refused)?;
    poll(system, sandbox, output).await?;

    output.heading(&commands().demo_last_vase());
    let vase = find(sandbox, "articles", "Number", VASE)?;
    books.set_stock(id(&vase)?, Decimal::ZERO).map_err(refused)?;
    poll(system, sandbox, output).await?;

    output.heading(&commands().demo_bookkeeper());
    books
        .add_customer(json!({
            "Name": "Erik Holm", "EmailAddress": "erik.holm@example.com", "Telephone": "070-123 45 67",
            "InvoiceAddress1": "Kungsgatan 3", "InvoicePostalCode": "753 21", "InvoiceCity": "Uppsala",
            "InvoiceCountryCode": "SE",
        }))
        .map_err(refused)?;
    poll(system, sandbox, output).await
}

async fn poll(system: &System, sandbox: &Sandbox, output: &Output) -> anyhow::Result<()> {
    system.poll().await;
    settle(system, sandbox, output).await
}

fn find(sandbox: &Sandbox, kind: &str, field: &str, value: &str) -> anyhow::Result<Value> {
    let records = sandbox.eaccounting().records(kind);
    let found = records.into_iter().find(|record| record[field] == value);
    found.with_context(|| format!("the sandbox has no {value} among its {kind}"))
}

fn id(record: &Value) -> anyhow::Result<Uuid> {
    let id = record["Id"].as_str().context("the record has no id")?;
    Ok(id.parse()?)
}
