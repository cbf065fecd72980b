use super::*;
use crate::eaccounting::Behaviour;

#[tokio::test]
async fn a_customer_gets_a_number_a_currency_and_its_terms() {
    let bench = Bench::new();
    let customer = bench.created("/customers", bench.customer_body()).await;
    assert_eq!(customer["CustomerNumber"], "1000");
    assert_eq!(customer["CurrencyCode"], "SEK");
    assert_eq!(customer["TermsOfPayment"]["NumberOfDays"], 30);
    assert_eq!(customer["ChangedUtc"], "2026-11-23T12:00:00.000Z");
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    assert_eq!(bench.get(&path).await, customer);
}

#[tokio::test]
async fn a_put_erases_what_it_leaves_out_but_not_the_number() {
    let bench = Bench::new();
    let mut body = bench.customer_body();
    body["EmailAddress"] = json!("a@example.com");
    body["Note"] = json!("VIP");
    body["Iban"] = json!("SE4550000000058398257466");
    let customer = bench.created("/customers", body.clone()).await;
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    let (status, replaced) = bench.put(&path, bench.customer_body()).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&replaced["EmailAddress"], &replaced["Note"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(replaced["CustomerNumber"], customer["CustomerNumber"]);
    assert_eq!(
        replaced["Iban"], customer["Iban"],
        "the documents except this one"
    );
    let found = bench
        .get("/customers?$filter=EmailAddress%20eq%20'a@example.com'")
        .await;
    assert_eq!(found["Data"], json!([]));
}

#[tokio::test]
async fn id_and_name_alone_do_not_make_a_put() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    let body = json!({"Id": customer["Id"], "Name": "New"});
    let (code, fields) = bench.refused("PUT", &path, Some(body), 400).await;
    assert_eq!(code, 2000);
    assert!(fields.contains(&"TermsOfPaymentId".to_owned()));
}

#[tokio::test]
async fn a_customer_can_be_put_as_it_was_read() {
    let bench = Bench::new();
    let customer = bench.customer(json!({"EmailAddress": "a@example.com"}));
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    let mut read = bench.get(&path).await;
    read["Name"] = json!("New");
    let (status, replaced) = bench.put(&path, read).await;
    assert_eq!(status, 200, "{replaced}");
    assert_eq!(
        (&replaced["Name"], &replaced["EmailAddress"]),
        (&json!("New"), &json!("a@example.com"))
    );
    assert!(bench.sandbox.violations().is_empty());
}

#[tokio::test]
async fn rules_between_fields_are_refused_with_their_code() {
    let bench = Bench::new();
    bench.customer(json!({"CustomerNumber": "77"}));
    for (fields, status, code, field) in [
        (json!({"CustomerNumber": "77"}), 409, 4000, "CustomerNumber"),
        (
            json!({"CorporateIdentityNumber": "556036-0794"}),
            400,
            4008,
            "CorporateIdentityNumber",
        ),
        (
            json!({"VatNumber": "DE123456789"}),
            400,
            2000,
            "InvoiceCountryCode",
        ),
        (
            json!({"VatNumber": "FI12345678", "InvoiceCountryCode": "DE"}),
            400,
            4025,
            "VatNumber",
        ),
        (
            json!({"DeliveryBasedVat": true, "DeliveryCity": "X"}),
            400,
            2000,
            "DeliveryCountryCode",
        ),
        (
            json!({"ReverseChargeOnConstructionServices": true}),
            400,
            2000,
            "VatNumber",
        ),
        (
            json!({"EmailAddresses": ["a@example.com"]}),
            400,
            2000,
            "EmailAddress",
        ),
        (json!({"EmailAddress": "no address"}), 400, 2000, "EmailAddress"),
        (
            json!({"InvoiceCountryCode": "XX"}),
            400,
            2000,
            "InvoiceCountryCode",
        ),
        (
            json!({"InvoiceCountryCode": "DE", "ForceBookkeepVat": true}),
            400,
            4035,
            "ForceBookkeepVat",
        ),
        (
            json!({"TermsOfPaymentId": Uuid::nil()}),
            400,
            3000,
            "TermsOfPaymentId",
        ),
        (json!({"CurrencyCode": "XYZ"}), 400, 3000, "CurrencyCode"),
        (
            json!({"CustomerLabels": [{"Name": "Gone"}]}),
            400,
            3000,
            "CustomerLabels",
        ),
        (
            json!({"EmailAddress": "a@example.com", "EmailAddresses": ["a", "b", "c", "d", "e", "f"]}),
            400,
            2000,
            "EmailAddresses",
        ),
    ] {
        let mut body = bench.customer_body();
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        let (got, at) = bench.refused("POST", "/customers", Some(body), status).await;
        assert_eq!(
            (got, at.contains(&field.to_owned())),
            (code, true),
            "{fields}: {at:?}"
        );
    }
}

#[tokio::test]
async fn a_vat_number_is_not_taken_while_the_service_that_checks_it_is_down() {
    let bench = Bench::new();
    let mut body = bench.customer_body();
    body["VatNumber"] = json!("DE123456789");
    body["InvoiceCountryCode"] = json!("DE");
    let down = Behaviour {
        vies_is_down: true,
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(down);
    assert_eq!(
        bench
            .refused("POST", "/customers", Some(body.clone()), 503)
            .await
            .0,
        4100
    );
    let unknown = ["DE123456789".to_owned()].into();
    let unknown = Behaviour {
        unknown_vat_numbers: unknown,
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(unknown);
    assert_eq!(
        bench
            .refused("POST", "/customers", Some(body.clone()), 400)
            .await
            .0,
        4025
    );
    bench.sandbox.eaccounting().set_behaviour(Behaviour::default());
    bench.created("/customers", body).await;
}

#[tokio::test]
async fn a_customer_with_documents_cannot_be_deleted() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    let order = bench
        .created("/orders", bench.order_body(&customer, &[("FRAKT25", 49.0, 1.0)]))
        .await;
    assert_eq!(bench.refused("DELETE", &path, None, 400).await.0, 4001);
    let order = format!("/orders/{}", order["Id"].as_str().unwrap());
    assert_eq!(bench.call("DELETE", &order, None).await.0, 200);
    assert_eq!(bench.call("DELETE", &path, None).await.0, 200);
    assert_eq!(bench.refused("GET", &path, None, 404).await.0, 3000);
}

#[tokio::test]
async fn labels_are_named_by_id_or_by_name() {
    let bench = Bench::new();
    let label = bench.created("/customerlabels", json!({"Name": "Web"})).await;
    for by in [json!({"Id": label["Id"]}), json!({"Name": "Web"})] {
        let mut body = bench.customer_body();
        body["CustomerLabels"] = json!([by]);
        let customer = bench.created("/customers", body).await;
        assert_eq!(customer["CustomerLabels"][0]["Id"], label["Id"]);
    }
}

#[tokio::test]
async fn notes_and_links_hang_on_what_exists() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let note = bench
        .created("/notes", json!({"Text": "Hello", "AttachedTo": customer["Id"]}))
        .await;
    let path = format!("/customers/{}", customer["Id"].as_str().unwrap());
    assert_eq!(bench.get(&path).await["Notes"], json!([note["Id"]]));
    let link = |id: &Value| {
        json!({"ResourceId": id, "ResourceType": 1, "Href": "https://example.com/1",
               "PartnerCompanyName": "Shop", "PartnerSystemName": "Ekobridge"})
    };
    bench
        .created("/partnerresourcelinks", link(&customer["Id"]))
        .await;
    let gone = link(&json!(Uuid::nil()));
    assert_eq!(
        bench
            .refused("POST", "/partnerresourcelinks", Some(gone), 400)
            .await
            .0,
        3000
    );
    let text = json!({"Text": "x".repeat(257)});
    assert_eq!(bench.refused("POST", "/notes", Some(text), 400).await.0, 2000);
}
