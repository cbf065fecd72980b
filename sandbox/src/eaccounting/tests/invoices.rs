use super::*;

fn body(bench: &Bench, customer: &Value, prices: &[(f64, f64)]) -> Value {
    let article = bench.article("FRAKT25");
    let rows: Vec<Value> = prices
        .iter()
        .map(
            |(price, quantity)| json!({"ArticleId": article["Id"], "UnitPrice": price, "Quantity": quantity}),
        )
        .collect();
    json!({"CustomerId": customer["Id"], "EuThirdParty": false, "RotReducedInvoicingType": 0, "Rows": rows})
}

fn draft_body(bench: &Bench, customer: &Value, prices: &[(f64, f64)]) -> Value {
    let mut body = body(bench, customer, prices);
    for row in body["Rows"].as_array_mut().unwrap() {
        row["IsTextRow"] = json!(false);
        row["ReversedConstructionServicesVatFree"] = json!(false);
    }
    body
}

fn at(kind: &str, record: &Value, action: &str) -> String {
    format!("/{kind}/{}{action}", record["Id"].as_str().unwrap())
}

#[tokio::test]
async fn an_invoice_is_bookkept_with_numbers_dates_and_a_vat_specification() {
    let bench = Bench::new();
    let customer = bench.customer(json!({"IsPrivatePerson": false}));
    let invoice = bench
        .created("/customerinvoices", body(&bench, &customer, &[(99.75, 1.0)]))
        .await;
    assert_eq!(
        (&invoice["InvoiceNumber"], &invoice["VoucherNumber"]),
        (&json!(1), &json!("K1"))
    );
    assert_eq!(invoice["DueDate"], "2026-12-23T00:00:00Z");
    // 99.75 + 24.94 = 124.69, rounded to whole kronor.
    assert_eq!(invoice["TotalAmount"], 125);
    assert_eq!(invoice["TotalVatAmount"], 24.94);
    assert_eq!(invoice["TotalRoundings"], 0.31);
    assert_eq!(
        invoice["VatSpecification"],
        json!([{"AmountInvoiceCurrency": 99.75, "VatAmountInvoiceCurrency": 24.94, "VatPercent": 0.25}])
    );
    let path = at("customers", &customer, "");
    assert_eq!(bench.get(&path).await["UnpaidInvoicesAmount"], 125);
    let pdf = bench.get(&at("customerinvoices", &invoice, "/pdf")).await;
    assert!(
        pdf["Url"]
            .as_str()
            .unwrap()
            .contains("/eaccounting/temp/fileanonymous/")
    );
}

#[tokio::test]
async fn an_invoice_date_must_be_open_and_not_in_the_future() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let on = |date: &str| {
        let mut body = body(&bench, &customer, &[(100.0, 1.0)]);
        body["InvoiceDate"] = json!(date);
        Some(body)
    };
    let path = "/customerinvoices";
    assert_eq!(bench.refused("POST", path, on("2026-11-24"), 400).await.0, 4023);
    assert_eq!(bench.refused("POST", path, on("2015-01-01"), 400).await.0, 3001);
    let locked = json!({"AccountingLockedTo": "2026-10-31T00:00:00Z"});
    bench.sandbox.eaccounting().change_company_settings(locked);
    assert_eq!(bench.refused("POST", path, on("2026-10-31"), 400).await.0, 4013);
    bench.created(path, on("2026-11-01").unwrap()).await;
}

#[tokio::test]
async fn a_draft_is_converted_only_if_its_totals_are_the_expected_ones() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let draft = bench
        .created(
            "/customerinvoicedrafts",
            draft_body(&bench, &customer, &[(125.0, 2.0)]),
        )
        .await;
    assert_eq!(
        (&draft["TotalAmount"], &draft["TotalVatAmount"]),
        (&json!(250), &json!(50))
    );
    let path = at("customerinvoicedrafts", &draft, "/convert");
    let wrong = json!({
        "TotalAmountInvoiceCurrency": 251, "TotalVatAmountInvoiceCurrency": 50,
        "Rows": [{"LineNumber": 1, "TotalAmountNoVatInvoiceCurrency": 250}],
    });
    let (code, fields) = bench.refused("POST", &path, Some(wrong), 400).await;
    assert_eq!(code, 2000);
    assert_eq!(
        fields,
        [
            "TotalAmountInvoiceCurrency",
            "Rows[0].TotalAmountNoVatInvoiceCurrency"
        ]
    );
    assert!(
        bench.sandbox.violations().is_empty(),
        "a mismatch is an answer, not a fault of the caller's"
    );
    let right = json!({
        "TotalAmountInvoiceCurrency": 250, "TotalVatAmountInvoiceCurrency": 50,
        "TotalRoundingsInvoiceCurrency": 0,
        "Rows": [{"LineNumber": 1, "TotalAmountNoVatInvoiceCurrency": 200, "TotalAmountIncVatInvoiceCurrency": 250}],
    });
    let (status, invoice) = bench.post(&path, right).await;
    assert_eq!(status, 201, "{invoice}");
    assert_eq!(invoice["CreatedFromDraftId"], draft["Id"]);
    assert_eq!(invoice["TotalAmountInvoiceCurrency"], 250);
    assert_eq!(
        bench
            .refused("GET", &at("customerinvoicedrafts", &draft, ""), None, 404)
            .await
            .0,
        3000
    );
}

#[tokio::test]
async fn a_converted_draft_is_of_today_unless_its_date_is_kept() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    for (query, expected) in [("", "2026-11-23"), ("?keepOriginalDraftDate=true", "2026-11-01")] {
        let mut body = draft_body(&bench, &customer, &[(125.0, 2.0)]);
        body["InvoiceDate"] = json!("2026-11-01");
        let draft = bench.created("/customerinvoicedrafts", body).await;
        let path = at("customerinvoicedrafts", &draft, &format!("/convert{query}"));
        let (_, invoice) = bench.call("POST", &path, None).await;
        assert_eq!(invoice["InvoiceDate"], format!("{expected}T00:00:00Z"));
    }
}

#[tokio::test]
async fn a_draft_can_be_changed_and_deleted() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let draft = bench
        .created(
            "/customerinvoicedrafts",
            draft_body(&bench, &customer, &[(125.0, 2.0)]),
        )
        .await;
    let path = at("customerinvoicedrafts", &draft, "");
    let mut read = bench.get(&path).await;
    read["Rows"][0]["UnitPrice"] = json!(100);
    let (status, changed) = bench.put(&path, read).await;
    assert_eq!((status, &changed["TotalAmount"]), (200, &json!(200)), "{changed}");
    assert_eq!(bench.call("DELETE", &path, None).await.0, 200);
    assert_eq!(bench.call("DELETE", &path, None).await.0, 404);
}

#[tokio::test]
async fn a_row_without_a_price_takes_the_articles_unless_told_not_to() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let article = bench
        .sandbox
        .eaccounting()
        .add_article(json!({"Number": "A", "NetPrice": 80}))
        .unwrap();
    let mut free = body(&bench, &customer, &[(0.0, 1.0), (10.0, 1.0)]);
    free["Rows"][0]["ArticleId"] = article["Id"].clone();
    let replaced = bench.created("/customerinvoices", free.clone()).await;
    assert_eq!(replaced["TotalAmount"], 110);
    free["ReplaceUnitPriceWhenZero"] = json!(false);
    assert_eq!(bench.created("/customerinvoices", free).await["TotalAmount"], 10);
}

#[tokio::test]
async fn an_invoice_is_paid_in_parts_and_then_in_full() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let invoice = bench
        .created("/customerinvoices", body(&bench, &customer, &[(250.0, 1.0)]))
        .await;
    let bank = bench.sandbox.eaccounting().records("bankaccounts")[0]["Id"].clone();
    let path = at("customerinvoices", &invoice, "/payments");
    let pay = |amount: f64, kind: i64| {
        json!({"CompanyBankAccountId": bank, "PaymentAmount": amount, "PaymentCurrency": "SEK", "PaymentType": kind,
               "PaymentDate": "2026-11-23"})
    };
    let mut tomorrow = pay(100.0, 1);
    tomorrow["PaymentDate"] = json!("2026-11-24");
    assert_eq!(
        bench.refused("POST", &path, Some(tomorrow), 400).await.1,
        ["PaymentDate"]
    );
    let mut in_euro = pay(100.0, 1);
    in_euro["PaymentCurrency"] = json!("EUR");
    assert_eq!(
        bench.refused("POST", &path, Some(in_euro), 400).await.1,
        ["PaymentCurrency"]
    );
    assert_eq!(
        bench.refused("POST", &path, Some(pay(251.0, 1)), 400).await.1,
        ["PaymentAmount"]
    );
    assert_eq!(bench.post(&path, pay(100.0, 1)).await.0, 201);
    assert_eq!(
        bench.refused("POST", &path, Some(pay(100.0, 2)), 400).await.1,
        ["PaymentAmount"]
    );
    assert_eq!(bench.post(&path, pay(150.0, 2)).await.0, 201);
    let paid = bench.get(&at("customerinvoices", &invoice, "")).await;
    assert_eq!(
        (&paid["RemainingAmount"], &paid["PaymentStatus"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(bench.refused("POST", &path, Some(pay(1.0, 1)), 400).await.0, 2000);
    let void = at("customerinvoices", &invoice, "/void");
    assert_eq!(bench.refused("POST", &void, None, 400).await.0, 4002);
}

#[tokio::test]
async fn a_credit_invoice_is_negative_and_no_other_is() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let mut credit = body(&bench, &customer, &[(100.0, -1.0)]);
    assert_eq!(
        bench
            .refused("POST", "/customerinvoices", Some(credit.clone()), 400)
            .await
            .0,
        2000
    );
    credit["IsCreditInvoice"] = json!(true);
    let invoice = bench.created("/customerinvoices", credit).await;
    assert_eq!(
        (&invoice["TotalAmount"], &invoice["TotalVatAmount"]),
        (&json!(-100), &json!(-20))
    );
    let bank = bench.sandbox.eaccounting().records("bankaccounts")[0]["Id"].clone();
    let payment = json!({"CompanyBankAccountId": bank, "PaymentAmount": 100, "PaymentCurrency": "SEK",
                         "PaymentType": 2});
    bench
        .created(&at("customerinvoices", &invoice, "/payments"), payment)
        .await;
    assert_eq!(
        bench.get(&at("customerinvoices", &invoice, "")).await["RemainingAmount"],
        0
    );
}

#[tokio::test]
async fn an_unpaid_invoice_becomes_overdue_and_can_be_voided() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let invoice = bench
        .created("/customerinvoices", body(&bench, &customer, &[(250.0, 1.0)]))
        .await;
    let path = at("customerinvoices", &invoice, "");
    bench.advance(SignedDuration::from_hours(24 * 31));
    let mut bench = bench;
    bench.token = bench.sandbox.identity().access_token(ALL);
    assert_eq!(bench.get(&path).await["PaymentStatus"], 2);
    assert_eq!(
        bench
            .call("POST", &at("customerinvoices", &invoice, "/void"), None)
            .await
            .0,
        200
    );
    assert_eq!(bench.get(&path).await["RemainingAmount"], 0);
    assert_eq!(
        bench
            .refused("POST", &at("customerinvoices", &invoice, "/void"), None, 400)
            .await
            .0,
        4002
    );
}

#[tokio::test]
async fn amounts_are_in_the_companys_currency_and_in_the_invoices() {
    let bench = Bench::new();
    let customer = bench.customer(json!({"CurrencyCode": "EUR", "InvoiceCountryCode": "NO"}));
    let invoice = bench
        .created("/customerinvoices", body(&bench, &customer, &[(100.55, 1.0)]))
        .await;
    assert_eq!(
        (&invoice["CurrencyCode"], &invoice["CurrencyRate"]),
        (&json!("EUR"), &json!(11))
    );
    assert_eq!(
        invoice["TotalAmountInvoiceCurrency"], 100.55,
        "no rounding to whole euro"
    );
    assert_eq!(invoice["TotalAmount"], 1106.05);
}

#[tokio::test]
async fn invoices_can_be_asked_for_by_the_time_they_changed() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    bench
        .created("/customerinvoices", body(&bench, &customer, &[(250.0, 1.0)]))
        .await;
    let count = async |since: &str| {
        let answer = bench
            .get(&format!("/customerinvoices?modifiedSinceUtc={since}"))
            .await;
        answer["Meta"]["TotalNumberOfResults"].clone()
    };
    assert_eq!(count("2026-11-23T11:00:00Z").await, 1);
    assert_eq!(count("2026-11-23T13:00:00Z").await, 0);
    let path = "/customerinvoices?modifiedSinceUtc=yesterday";
    assert_eq!(bench.refused("GET", path, None, 400).await.0, 6001);
}
