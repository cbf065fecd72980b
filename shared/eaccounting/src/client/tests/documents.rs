use super::*;

#[tokio::test(start_paused = true)]
async fn an_update_puts_everything_that_was_read_and_can_be_repeated() {
    let World { api, client, .. } = world();
    let current = json!({
        "Id": ID, "Name": "Anna", "IsActive": true, "IsPrivatePerson": true, "InvoiceCity": "Umeå", "InvoicePostalCode": "1",
        "TermsOfPaymentId": OTHER_ID, "Note": "kept", "UnpaidInvoicesAmount": 1.5, "New2027": 1,
    });
    api.on(&format!("GET /customers/{ID}"), [Ok(answer(200, &current))]);
    api.on(&format!("PUT /customers/{ID}"), [timed_out(), Ok(raw(200, ""))]);
    let read = client.customer(id()).await.unwrap().unwrap();
    let (merged, changed) = merge(&read, json!({"InvoiceCity": "Luleå"}).as_object().unwrap()).unwrap();
    assert_eq!(changed, ["InvoiceCity"]);
    assert_eq!(client.update_customer(read.id, &merged).await.unwrap(), None);
    let sent = api.last_body();
    assert_eq!(
        sent,
        json!({
            "Name": "Anna", "IsActive": true, "IsPrivatePerson": true, "InvoiceCity": "Luleå", "InvoicePostalCode": "1",
            "TermsOfPaymentId": OTHER_ID, "Note": "kept", "New2027": 1,
        })
    );
}

#[tokio::test(start_paused = true)]
async fn money_is_sent_as_numbers() {
    let World { api, client, .. } = world();
    let mut wanted = new_order();
    wanted.rows = vec![crate::types::NewOrderRow {
        line_number: 1,
        unit_price: Some("199.90".parse().unwrap()),
        quantity: Some("2".parse().unwrap()),
        discount_percentage: Some("0.1234".parse().unwrap()),
        ..Default::default()
    }];
    api.on(
        "POST /orders",
        [Ok(answer(201, &order("1", OTHER_ID, "2026-11-23T10:00:00Z")))],
    );
    client.create_order(&wanted).await.unwrap();
    insta::assert_json_snapshot!(api.last_body(), @r#"
    {
      "CustomerId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
      "CurrencyCode": "SEK",
      "EuThirdParty": false,
      "OrderDate": "2026-11-23",
      "Status": 2,
      "Rows": [
        {
          "LineNumber": 1,
          "IsTextRow": false,
          "UnitPrice": 199.9,
          "DiscountPercentage": 0.1234,
          "Quantity": 2.0,
          "IsWorkCost": false,
          "EligibleForReverseChargeOnVat": false
        }
      ],
      "RotReducedInvoicingType": 0,
      "ReverseChargeOnConstructionServices": false
    }
    "#);
}

#[tokio::test(start_paused = true)]
async fn a_draft_is_converted_with_the_totals_that_are_expected() {
    let World { api, client, .. } = world();
    let invoice = json!({"Id": ID, "CustomerId": OTHER_ID, "TotalAmount": 125, "InvoiceNumber": "17"});
    api.on(
        &format!("POST /customerinvoicedrafts/{ID}/convert"),
        [Ok(answer(201, &invoice))],
    );
    let expected = CustomerInvoiceDraftValidation {
        total_amount_invoice_currency: Some("125.00".parse().unwrap()),
        ..Default::default()
    };
    let invoice = client.convert_invoice_draft(id(), &expected).await.unwrap();
    assert_eq!(invoice.invoice_number, Some(17));
    assert_eq!(api.last_body(), json!({"TotalAmountInvoiceCurrency": 125.0}));
}

#[tokio::test(start_paused = true)]
async fn a_draft_that_is_gone_is_as_good_as_deleted() {
    let World { api, client, .. } = world();
    api.on(
        "DELETE /customerinvoicedrafts",
        [Ok(answer(404, &json!({"ErrorCode": 3000})))],
    );
    client.delete_invoice_draft(id()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_customer_that_is_gone_is_as_good_as_deleted() {
    let World { api, client, .. } = world();
    api.on(
        "DELETE /customers",
        [Ok(answer(404, &json!({"ErrorCode": 3000})))],
    );
    client.delete_customer(id()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_customer_with_documents_is_not_deleted() {
    let World { api, client, .. } = world();
    api.on(
        "DELETE /customers",
        [Ok(answer(400, &json!({"ErrorCode": 4001})))],
    );
    assert!(client.delete_customer(id()).await.is_err());
}
