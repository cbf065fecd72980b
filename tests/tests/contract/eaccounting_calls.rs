//! Every method of the eAccounting client, and every other call that the sandbox accepts, checked against the OpenAPI
//! document.

use std::collections::BTreeSet;

use eaccounting::Client;
use eaccounting::odata::Filter;
use eaccounting::types::{
    Customer, CustomerInvoice, CustomerInvoiceDraftValidation, EmailRequest, InvoicePayment, NewArticle,
    NewCustomer, NewInvoiceDraft, NewOrder, Note, Order, PartnerResourceLink, QuoteConversionType,
    QuoteStatus, merge, merge_article, writable_article,
};
use model::Sku;
use sandbox::Vendor;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::vendor_documents::{Document, Exception, assert_kept};
use crate::world::World;

/// Errors and omissions in eAccounting's document.
const EXCEPTIONS: &[Exception] = &[Exception {
    operation: "GET /articles",
    side: "response",
    at: "/Data/*",
    reason: "`$select` gives the properties that it names (FACTS 3.3), whatever is required of a whole article",
}];

/// The parameters that all lists accept, although the document doesn't list them (FACTS 3.2: "Query parameters are not
/// listed in SPEC for GET lists").
const ODATA: [&str; 5] = ["$filter", "$orderby", "$page", "$pagesize", "$select"];

/// A document in the client's form. The type refuses fields that can't be written.
fn new<T: DeserializeOwned>(document: Value) -> T {
    serde_json::from_value(document).unwrap()
}

#[tokio::test]
async fn every_call_of_eaccounting_keeps_to_its_openapi_document() {
    let Some(document) = Document::load("eaccounting") else {
        return;
    };
    let world = World::start().await;
    let client = &world.eaccounting;
    let customer = customers(&world).await;
    let article = articles(&world).await;
    lookups(client).await;
    let order = orders(&world, &customer, article).await;
    let quote_order = quotes(&world, &customer, article).await;
    let invoice = invoices(&world, &customer, article, &order).await;
    attachments(client, &customer, &order, &invoice).await;
    what_changed(client, &customer, &order).await;
    the_rest(&world, &customer, &quote_order, article).await;

    let calls = world.calls(Vendor::Eaccounting);
    let findings: Vec<_> = calls
        .iter()
        .flat_map(|call| document.check(call, |name| ODATA.contains(&name)))
        .collect();
    assert_kept(&findings, EXCEPTIONS);
    assert_eq!(world.running.sandbox.violations(), Vec::<String>::new());
    let called: BTreeSet<String> = calls
        .iter()
        .map(|call| document.operation(&call.method, &call.path).unwrap().name.clone())
        .collect();
    assert!(called.len() >= 60, "{} operations: {called:#?}", called.len());
}

/// A customer with every field that a mapping may set: read, changed, and put back with its other fields.
async fn customers(world: &World) -> Customer {
    let client = &world.eaccounting;
    let terms = client.terms_of_payments().await.unwrap();
    let method = &client.delivery_methods().await.unwrap()[0];
    let term = &client.delivery_terms().await.unwrap()[0];
    let created = client
        .create_customer(&new::<NewCustomer>(json!({
            "Name": "Björkskog Bygg AB", "IsPrivatePerson": false, "IsActive": true,
            "CorporateIdentityNumber": "5560360793", "VatNumber": "SE556036079301",
            "EmailAddress": "inkop@example.com", "EmailAddressOrder": "order@example.com",
            "EmailAddressQuote": "offert@example.com", "EmailAddresses": ["kopia@example.com"],
            "Telephone": "+46701234567", "MobilePhone": "+46701234568", "WwwAddress": "https://example.com",
            "InvoiceAddress1": "Storgatan 4", "InvoiceAddress2": "Box 7", "InvoicePostalCode": "411 38",
            "InvoiceCity": "Göteborg", "InvoiceCountryCode": "SE", "DeliveryCustomerName": "Lagret",
            "DeliveryAddress1": "Hamngatan 1", "DeliveryAddress2": "Port 2", "DeliveryPostalCode": "411 39",
            "DeliveryCity": "Göteborg", "DeliveryCountryCode": "SE", "DeliveryBasedVat": true,
            "DeliveryMethodId": method.id, "DeliveryTermId": term.id, "ContactPersonName": "Nils Björk",
            "ContactPersonEmail": "nils@example.com", "ContactPersonPhone": "+46701234569",
            "ContactPersonMobile": "+46701234570", "CurrencyCode": "SEK", "DiscountPercentage": 0.0525,
            "Note": "A note", "SalesDocumentLanguage": "sv", "TermsOfPaymentId": terms[0].id,
            "ForceBookkeepVat": false, "IsNorthernIreland": false, "EdiGlnNumber": "7350000000006",
            "ElectronicReference": "PO-1", "Iban": "SE4550000000058398257466",
            "ReverseChargeOnConstructionServices": false, "WebshopCustomerNumber": 7,
        })))
        .await
        .unwrap();
    let private = client
        .create_customer(&new::<NewCustomer>(json!({
            "Name": "Anna Andersson", "IsPrivatePerson": true, "IsActive": true,
            "EmailAddress": "anna@example.com", "InvoicePostalCode": "11122", "InvoiceCity": "Stockholm",
            "TermsOfPaymentId": terms[0].id,
        })))
        .await
        .unwrap();
    let thrown_away = client
        .create_customer(&new::<NewCustomer>(json!({
            "Name": "Test", "IsPrivatePerson": true, "IsActive": true, "InvoicePostalCode": "11122",
            "InvoiceCity": "Stockholm", "TermsOfPaymentId": terms[0].id,
        })))
        .await
        .unwrap();
    client.delete_customer(thrown_away.id).await.unwrap();
    client
        .customers_by_email(&"anna@example.com".parse().unwrap())
        .await
        .unwrap();
    client
        .customers_by(&Filter::eq("IsActive", true).and(Filter::contains("Name", "O'Hara å&+#")))
        .await
        .unwrap();
    let read = client.customer(private.id).await.unwrap().unwrap();
    let wanted = json!({"InvoiceAddress1": "Nygatan 2", "Telephone": "+46701111111"});
    let (merged, changed) = merge(&read, wanted.as_object().unwrap()).unwrap();
    assert_eq!(changed.len(), 2);
    client.update_customer(private.id, &merged).await.unwrap();
    let whole = client.customer(created.id).await.unwrap().unwrap();
    let (merged, _) = merge(&whole, json!({"Note": "Another"}).as_object().unwrap()).unwrap();
    client.update_customer(created.id, &merged).await.unwrap();
    assert!(client.customer(Uuid::nil()).await.unwrap().is_none());
    whole
}

async fn articles(world: &World) -> Uuid {
    let client = &world.eaccounting;
    let codings = client.article_account_codings().await.unwrap();
    let coding = world.id_of("articles", &json!({"Number": "FRAKT25"}));
    let coding = client.article(coding).await.unwrap().unwrap().coding_id;
    assert!(codings.iter().any(|known| known.id == coding));
    let units = client.units().await.unwrap();
    let created = client
        .create_article(&new::<NewArticle>(json!({
            "Number": "TSHIRT-M", "Name": "T-shirt, organic", "NameEnglish": "T-shirt", "IsActive": true,
            "CodingId": coding, "UnitId": units[0].id, "NetPrice": 159.2, "GrossPrice": 199,
            "PurchasePrice": 80.5, "SendToWebshop": false, "UsesMoss": false, "Note": "Soft", "IsStock": true,
            "StockLocationReference": "A1", "SupplierArticleNumber": "S-1", "FreightCosts": 1.5,
        })))
        .await
        .unwrap();
    let duplicate = client
        .create_article(&new::<NewArticle>(json!({
            "Number": "TSHIRT-M", "Name": "Again", "IsActive": true, "CodingId": coding, "UnitId": units[0].id,
        })))
        .await
        .unwrap_err();
    assert!(duplicate.is_duplicate());
    let whole = writable_article(client.article_fields(created.id).await.unwrap().unwrap());
    let wanted = json!({"Name": "T-shirt"});
    let (merged, _) = merge_article(&whole, wanted.as_object().unwrap()).unwrap();
    client.update_article(created.id, &merged).await.unwrap();
    let number: Sku = "TSHIRT-M".parse().unwrap();
    assert!(client.article_by_number(&number).await.unwrap().is_some());
    client
        .articles_by_numbers(&[number, "FRAKT25".parse().unwrap()])
        .await
        .unwrap();
    client
        .articles_by(&Filter::starts_with("Number", "RABATT"))
        .await
        .unwrap();
    created.id
}

async fn lookups(client: &Client) {
    client.company_settings().await.unwrap();
    client.verify_company().await.unwrap();
    client.countries().await.unwrap();
    client.currencies().await.unwrap();
    client.vat_codes().await.unwrap();
    client.bank_accounts().await.unwrap();
    client.fiscal_years().await.unwrap();
    client.customer_labels().await.unwrap();
}

fn order_of(customer: &Customer, article: Uuid, reference: &str, status: i32) -> NewOrder {
    new(json!({
        "CustomerId": customer.id, "CurrencyCode": "SEK", "OrderDate": "2026-11-23", "Status": status,
        "EuThirdParty": false, "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": false,
        "BuyersOrderReference": reference, "YourReference": "Nils Björk", "OurReference": "Shop",
        "DeliveryCustomerName": "Lagret", "DeliveryAddress1": "Hamngatan 1", "DeliveryAddress2": "Port 2",
        "DeliveryPostalCode": "411 39", "DeliveryCity": "Göteborg", "DeliveryCountryCode": "SE",
        "InvoiceCustomerName": "Björkskog Bygg AB", "InvoiceAddress1": "Storgatan 4",
        "InvoiceAddress2": "Box 7", "InvoicePostalCode": "411 38", "InvoiceCity": "Göteborg",
        "InvoiceCountryCode": "SE", "DeliveryDate": "2026-11-30",
        "TermsOfPaymentId": customer.fields.terms_of_payment_id,
        "Rows": [
            {"LineNumber": 1, "ArticleId": article, "Text": "T-shirt", "UnitPrice": 159.2, "Quantity": 2.5,
             "DeliveredQuantity": 0, "DiscountPercentage": 0.1234, "IsTextRow": false, "IsWorkCost": false,
             "EligibleForReverseChargeOnVat": false},
            {"LineNumber": 2, "Text": "Thank you", "IsTextRow": true, "IsWorkCost": false,
             "EligibleForReverseChargeOnVat": false},
        ],
    }))
}

/// One order that is shipped, invoiced and e-mailed; one draft that becomes an order.
async fn orders(world: &World, customer: &Customer, article: Uuid) -> Order {
    let client = &world.eaccounting;
    let order = client
        .create_order(&order_of(customer, article, "AC-1001", 2))
        .await
        .unwrap();
    let draft = client
        .create_order(&order_of(customer, article, "AC-1002", 1))
        .await
        .unwrap();
    client.confirm_order_draft(draft.id).await.unwrap();
    assert!(
        client
            .find_order("AC-1001", customer.id, None)
            .await
            .unwrap()
            .is_some()
    );
    client.newest_orders(customer.id, None).await.unwrap();
    client
        .orders_by(&Filter::eq("CustomerId", customer.id))
        .await
        .unwrap();
    client.email_order(order.id, &email()).await.unwrap();
    client.complete_order(order.id).await.unwrap();
    client.order(order.id).await.unwrap().unwrap()
}

/// The polls for the flows to ActiveCampaign, and documents by number.
async fn what_changed(client: &Client, customer: &Customer, order: &Order) {
    let since = "2026-11-01T00:00:00Z".parse().unwrap();
    assert!(
        !client
            .orders_changed_since(since)
            .await
            .unwrap()
            .records
            .is_empty()
    );
    assert!(
        !client
            .quotes_changed_since(since)
            .await
            .unwrap()
            .records
            .is_empty()
    );
    assert!(
        !client
            .customers_changed_since(since)
            .await
            .unwrap()
            .records
            .is_empty()
    );
    assert!(
        !client
            .article_stock_changed_since(since)
            .await
            .unwrap()
            .records
            .is_empty()
    );
    let invoices = client.invoices_changed_since(since).await.unwrap();
    assert!(invoices.as_of.is_some());
    let ledger = client.ledger_items_changed_since(since).await.unwrap().unwrap();
    assert_eq!(ledger.records.len(), invoices.records.len());
    let stock = client.article_stock_page(1).await.unwrap();
    assert!(stock.data.iter().any(|article| article.number == "TSHIRT-M"));

    let found = client.order_by_number(order.number.unwrap()).await.unwrap();
    assert_eq!(found.map(|found| found.id), Some(order.id));
    assert!(client.quote_by_number(1).await.unwrap().is_some());
    let number = invoices.records[0].invoice_number.unwrap();
    let invoice = client.invoice_by_number(number).await.unwrap().unwrap();
    assert_eq!(invoice.id, invoices.records[0].id);
    assert!(invoice.invoice_city.is_some());
    let number = customer.fields.customer_number.as_deref().unwrap();
    assert!(client.customer_by_number(number).await.unwrap().is_some());

    let food = async |day: jiff::civil::Date| {
        let codings = client.article_account_codings_on(day).await.unwrap();
        let food = codings
            .into_iter()
            .find(|coding| coding.name_english.as_deref() == Some("Food"));
        food.unwrap().vat_rate_percent
    };
    let date = jiff::civil::date;
    assert_eq!(food(date(2026, 3, 31)).await, "0.12".parse().unwrap());
    assert_eq!(food(date(2026, 4, 1)).await, "0.06".parse().unwrap());
    client.vat_codes_on(date(2026, 3, 31)).await.unwrap();
    let rates = client.vat_code_rates().await.unwrap();
    assert!(rates.iter().any(|code| code.vat_rates.len() == 3));
}

fn email() -> EmailRequest {
    new(json!({
        "Email": "inkop@example.com", "CcRecipients": ["kopia@example.com"], "Subject": "Nr ####",
        "Message": "Thank you",
    }))
}

/// Two accepted quotes, one of which becomes an order, the other a draft.
async fn quotes(world: &World, customer: &Customer, article: Uuid) -> Order {
    let client = &world.eaccounting;
    let mut ids = Vec::new();
    for reference in ["Q-1", "Q-2"] {
        let (status, quote) = world
            .eaccounting(
                "POST",
                "/quotes",
                json!({
                    "CustomerId": customer.id, "BuyersOrderReference": reference, "CompanyReference": "Shop",
                    "CustomerReference": "Nils", "QuoteDate": "2026-11-20", "DueDate": "2026-12-20",
                    "Rows": [{"ArticleId": article, "UnitPrice": 100, "Quantity": 2, "Text": "T-shirt"}],
                }),
            )
            .await;
        assert!(matches!(status, 200 | 201), "{quote}");
        let id: Uuid = new(quote["Id"].clone());
        world
            .eaccounting("PUT", &format!("/quotes/{id}/accept"), Value::Null)
            .await;
        ids.push(id);
    }
    assert_eq!(
        client
            .quotes_with_status(QuoteStatus::Approved)
            .await
            .unwrap()
            .len(),
        2
    );
    client.quote(ids[0]).await.unwrap().unwrap();
    let order = client
        .convert_quote_to_order(ids[0], QuoteConversionType::Order)
        .await
        .unwrap();
    client
        .convert_quote_to_order(ids[1], QuoteConversionType::OrderDraft)
        .await
        .unwrap();
    assert_eq!(
        client.order_from_quote(ids[0]).await.unwrap().unwrap().id,
        order.id
    );
    order
}

/// An invoice of the shipped order, one from a draft, a deleted draft, a payment, an e-mail.
async fn invoices(world: &World, customer: &Customer, article: Uuid, order: &Order) -> CustomerInvoice {
    let client = &world.eaccounting;
    let invoice = client.convert_order_to_invoice(order.id).await.unwrap();
    let draft = |reference: &str| {
        new::<NewInvoiceDraft>(json!({
            "CustomerId": customer.id, "EuThirdParty": false, "RotReducedInvoicingType": 0,
            "BuyersOrderReference": reference, "YourReference": "Nils", "OurReference": "Shop",
            "InvoiceDate": "2026-11-23", "DueDate": "2026-12-23", "ReplaceUnitPriceWhenZero": false,
            "DeliveryCustomerName": "Lagret", "DeliveryAddress1": "Hamngatan 1",
            "Rows": [
                {"LineNumber": 1, "ArticleId": article, "IsTextRow": false, "Text": "T-shirt", "UnitPrice": 159.2,
                 "Quantity": 2, "DiscountPercentage": 0.1, "ReversedConstructionServicesVatFree": false},
                {"LineNumber": 2, "IsTextRow": true, "Text": "Thank you",
                 "ReversedConstructionServicesVatFree": false},
            ],
        }))
    };
    let thrown_away = client.create_invoice_draft(&draft("AC-2")).await.unwrap();
    client.delete_invoice_draft(thrown_away.id).await.unwrap();
    let draft = client.create_invoice_draft(&draft("AC-3")).await.unwrap();
    client.invoice_draft(draft.id).await.unwrap().unwrap();
    client
        .invoice_drafts_by(&Filter::eq("CustomerId", customer.id))
        .await
        .unwrap();
    client
        .find_invoice_draft("AC-3", customer.id, None)
        .await
        .unwrap()
        .unwrap();
    let wrong = client
        .convert_invoice_draft(
            draft.id,
            &new::<CustomerInvoiceDraftValidation>(json!({"TotalAmountInvoiceCurrency": 1.5})),
        )
        .await
        .unwrap_err();
    assert!(wrong.api().is_some(), "{wrong}");
    let right = new::<CustomerInvoiceDraftValidation>(json!({
        "TotalAmountInvoiceCurrency": draft.total_amount,
        "TotalVatAmountInvoiceCurrency": draft.total_vat_amount,
    }));
    client.convert_invoice_draft(draft.id, &right).await.unwrap();
    client
        .invoices_by(&Filter::eq("CustomerId", customer.id))
        .await
        .unwrap();
    client.newest_invoices(customer.id, None).await.unwrap();
    let bank = world.id_of("bankaccounts", &json!({"IsActive": true}));
    client
        .register_payment(
            invoice.id,
            &new::<InvoicePayment>(json!({
                "CompanyBankAccountId": bank, "PaymentDate": "2026-11-23", "Reference": "AC-1001",
                "PaymentAmount": 10.5, "PaymentCurrency": "SEK", "PaymentType": 1,
            })),
        )
        .await
        .unwrap();
    client.email_invoice(invoice.id, &email()).await.unwrap();
    client
        .email_invoice(invoice.id, &new(json!({"CcRecipients": null})))
        .await
        .unwrap();
    client.invoice(invoice.id).await.unwrap().unwrap()
}

async fn attachments(client: &Client, customer: &Customer, order: &Order, invoice: &CustomerInvoice) {
    for (id, kind) in [(order.id, 6), (customer.id, 9), (invoice.id, 1)] {
        let note = json!({"Text": "From ActiveCampaign", "Subject": "Ekobridge", "AttachedTo": id,
                          "DocumentType": kind, "IsDone": false});
        client.create_note(&new::<Note>(note)).await.unwrap();
    }
    for (id, kind) in [(customer.id, 1), (invoice.id, 3)] {
        let link = json!({
            "ResourceId": id, "ResourceType": kind, "Href": "https://shop.activehosted.com/app/contacts/1",
            "PartnerCompanyName": "Ekobridge", "PartnerSystemName": "ActiveCampaign",
        });
        client
            .create_partner_resource_link(&new::<PartnerResourceLink>(link))
            .await
            .unwrap();
    }
}

/// Calls that no client makes but the sandbox accepts, because users of the sandbox read its responses.
async fn the_rest(world: &World, customer: &Customer, order: &Order, article: Uuid) {
    let lists = [
        "customers",
        "customerlabels",
        "orders",
        "quotes",
        "articles",
        "articleaccountcodings",
        "termsofpayments",
        "units",
        "deliverymethods",
        "deliveryterms",
        "countries",
        "currencies",
        "vatcodes",
        "vatcodesrates",
        "customerinvoices",
        "customerledgeritems",
        "customerinvoicedrafts",
        "notes",
        "partnerresourcelinks",
        "bankaccounts",
        "accounts",
        "fiscalyears",
    ];
    for list in lists {
        let path = format!("/{list}?$page=1&$pagesize=2");
        let (status, page) = world.eaccounting("GET", &path, Value::Null).await;
        assert_eq!(status, 200, "{list}: {page}");
        if let Some(id) = page["Data"][0]["Id"].as_str()
            && !matches!(list, "vatcodesrates" | "customerledgeritems")
        {
            let (status, record) = world
                .eaccounting("GET", &format!("/{list}/{id}"), Value::Null)
                .await;
            assert_eq!(status, 200, "{list}: {record}");
        }
    }
    let send = async |method: &str, path: &str, body: Value| {
        let (status, answer) = world.eaccounting(method, path, body).await;
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer
    };
    send("GET", "/countries/SE", Value::Null).await;
    send(
        "GET",
        "/currencies/exchangerate?sourceCurrencyCode=EUR&targetCurrencyCode=SEK",
        Value::Null,
    )
    .await;
    let label = send(
        "POST",
        "/customerlabels",
        json!({"Name": "Shop", "Description": "From the shop"}),
    )
    .await;
    let label = format!("/customerlabels/{}", label["Id"].as_str().unwrap());
    send("PUT", &label, json!({"Name": "Shops"})).await;
    send("DELETE", &label, Value::Null).await;
    send(
        "POST",
        "/deliverymethods",
        json!({"Name": "Bike", "Code": "BIKE"}),
    )
    .await;
    send("POST", "/deliveryterms", json!({"Name": "FCA", "Code": "FCA"})).await;
    let voided = world
        .eaccounting
        .create_order(&order_of(customer, article, "AC-1003", 2))
        .await
        .unwrap();
    world.eaccounting.complete_order(voided.id).await.unwrap();
    send("POST", &format!("/orders/{}/voided", voided.id), Value::Null).await;
    send("POST", &format!("/orders/{}/email", order.id), json!({})).await;
    let invoice = send(
        "POST",
        "/customerinvoices",
        json!({
            "CustomerId": customer.id, "EuThirdParty": false, "RotReducedInvoicingType": 0, "SendType": 0,
            "Rows": [{"ArticleId": article, "UnitPrice": 10, "Quantity": 1}],
        }),
    )
    .await;
    let invoice = format!("/customerinvoices/{}", invoice["Id"].as_str().unwrap());
    send("GET", &format!("{invoice}/pdf"), Value::Null).await;
    send("POST", &format!("{invoice}/void"), Value::Null).await;
    send(
        "GET",
        "/customerinvoices?modifiedSinceUtc=2026-11-01T00:00:00Z",
        Value::Null,
    )
    .await;
}
