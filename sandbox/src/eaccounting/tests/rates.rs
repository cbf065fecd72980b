use super::*;

impl Bench {
    /// The rates of a coding or VAT code by its name, as a list shows them.
    async fn rates(&self, path: &str, name: (&str, &str), field: &str) -> Value {
        let list = self.get(path).await;
        let records = list["Data"].as_array().unwrap();
        let found = records.iter().find(|record| record[name.0] == name.1);
        found.unwrap_or_else(|| panic!("{path} has no {name:?}"))[field].clone()
    }

    /// Coffee, coded as food.
    fn coffee(&self) -> Value {
        let books = self.sandbox.eaccounting();
        let codings = books.records("articleaccountcodings");
        let food = codings
            .iter()
            .find(|coding| coding["NameEnglish"] == "Food")
            .unwrap();
        books
            .add_article(json!({"Number": "COFFEE", "Name": "Coffee", "CodingId": food["Id"]}))
            .unwrap()
    }
}

const FOOD: (&str, &str) = ("NameEnglish", "Food");

#[tokio::test]
async fn swedish_food_is_at_six_per_cent_from_april_2026_to_2027() {
    let bench = Bench::new();
    for (day, rate, text) in [
        ("2016-01-01", 0.12, "12%"),
        ("2026-03-31", 0.12, "12%"),
        ("2026-04-01", 0.06, "6%"),
        ("2026-04-01T00:00:00Z", 0.06, "6%"),
        ("2027-12-31", 0.06, "6%"),
        ("2028-01-01", 0.12, "12%"),
    ] {
        let codings = format!("/articleaccountcodings?vatRateDate={day}");
        assert_eq!(bench.rates(&codings, FOOD, "VatRatePercent").await, rate, "{day}");
        assert_eq!(bench.rates(&codings, FOOD, "VatRate").await, text, "{day}");
        let steady = bench
            .rates(&codings, ("Name", "Varor 12 %"), "VatRatePercent")
            .await;
        assert_eq!(steady, 0.12, "restaurants stay where they are on {day}");
        let codes = format!("/vatcodes?vatRateDate={day}");
        let code = bench.rates(&codes, ("Description", "Livsmedel"), "VatRate").await;
        assert_eq!(code, rate, "{day}");
    }
    let rates = bench
        .rates("/vatcodesrates", ("Description", "Livsmedel"), "VatRates")
        .await;
    assert_eq!(
        rates,
        json!([
            {"VatRateDate": "2016-01-01T00:00:00Z", "VatRate": 0.12},
            {"VatRateDate": "2026-04-01T00:00:00Z", "VatRate": 0.06},
            {"VatRateDate": "2028-01-01T00:00:00Z", "VatRate": 0.12},
        ])
    );
}

#[tokio::test]
async fn finlands_rates_changed_in_2024_and_2026() {
    let bench = Bench::of(CompanyPreset::Fi);
    for (day, standard, reduced) in [
        ("2024-08-31", 0.24, 0.14),
        ("2024-09-01", 0.255, 0.14),
        ("2025-12-31", 0.255, 0.14),
        ("2026-01-01", 0.255, 0.135),
    ] {
        let codings = format!("/articleaccountcodings?vatRateDate={day}");
        for (name, rate) in [("Tavarat 25.5 %", standard), ("Palvelut 13.5 %", reduced)] {
            let found = bench.rates(&codings, ("Name", name), "VatRatePercent").await;
            assert_eq!(found, rate, "{name} on {day}");
        }
    }
}

#[tokio::test]
async fn without_a_date_rates_are_those_of_today() {
    let bench = Bench::with(|options| {
        options.clock = ManualClock::new("2026-03-31T21:59:00Z".parse().unwrap()).clock();
    });
    let path = "/articleaccountcodings";
    assert_eq!(bench.rates(path, FOOD, "VatRatePercent").await, 0.12);
    // Midnight in Stockholm.
    let bench = Bench::with(|options| {
        options.clock = ManualClock::new("2026-03-31T22:00:00Z".parse().unwrap()).clock();
    });
    assert_eq!(bench.rates(path, FOOD, "VatRatePercent").await, 0.06);
    let filtered = format!("{path}?$filter=VatRatePercent%20eq%200.06%20and%20NameEnglish%20eq%20%27Food%27");
    assert_eq!(bench.get(&filtered).await["Meta"]["TotalNumberOfResults"], 1);
    let food = bench.rates(path, FOOD, "Id").await;
    let one = bench.get(&format!("{path}/{}", food.as_str().unwrap())).await;
    assert_eq!(one["VatRatePercent"], 0.06);
    assert_eq!(
        bench
            .refused("GET", &format!("{path}?vatRateDate=april"), None, 400)
            .await
            .0,
        6001
    );
}

#[tokio::test]
async fn a_document_has_the_vat_of_its_own_date() {
    let bench = Bench::new();
    bench.coffee();
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    for (day, rate, vat) in [("2026-03-15", 0.12, 12), ("2026-06-15", 0.06, 6)] {
        // A private person's prices include VAT.
        let mut order = bench.order_body(&customer, &[("COFFEE", 100.0 + f64::from(vat), 1.0)]);
        order["OrderDate"] = json!(day);
        let order = bench.created("/orders", order).await;
        assert_eq!(
            (&order["VatAmount"], &order["Rows"][0]["VatRate"]),
            (&json!(vat), &json!(rate))
        );
        let rows = json!([{
            "ArticleId": bench.article("COFFEE")["Id"], "UnitPrice": 100 + vat, "Quantity": 1,
        }]);
        let invoice = json!({
            "CustomerId": customer["Id"], "EuThirdParty": false, "RotReducedInvoicingType": 0,
            "InvoiceDate": day, "Rows": rows,
        });
        let invoice = bench.created("/customerinvoices", invoice).await;
        assert_eq!(invoice["TotalVatAmount"], vat, "{day}");
        assert_eq!(invoice["VatSpecification"][0]["VatPercent"], rate, "{day}");
        let quote = json!({"CustomerId": customer["Id"], "QuoteDate": day, "Rows": rows});
        assert_eq!(bench.created("/quotes", quote).await["VatAmount"], vat, "{day}");
        let booked =
            bench.sandbox.eaccounting().snapshot()["orders"][0]["_Bookkeeping"][0]["Account"].clone();
        assert_eq!(booked, 3006, "food has an account of its own");
    }
}

#[tokio::test]
async fn an_order_that_is_invoiced_after_a_change_has_the_new_rate() {
    let bench = Bench::new();
    bench.coffee();
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    let mut order = bench.order_body(&customer, &[("COFFEE", 106.0, 1.0)]);
    order["OrderDate"] = json!("2026-03-31");
    let order = bench.created("/orders", order).await;
    let path = format!("/orders/{}", order["Id"].as_str().unwrap());
    bench.created(&format!("{path}/completed"), Value::Null).await;
    let invoice = bench.created(&format!("{path}/convert"), json!({})).await;
    assert_eq!(
        (&order["VatAmount"], &invoice["TotalVatAmount"]),
        (&json!(11.36), &json!(6))
    );
}

#[tokio::test]
async fn a_rate_that_a_test_sets_holds_for_every_date() {
    let bench = Bench::new();
    let id = bench.rates("/articleaccountcodings", FOOD, "Id").await;
    let id = id.as_str().unwrap().parse().unwrap();
    let fields = json!({"VatRate": "9%", "VatRatePercent": 0.09});
    bench
        .sandbox
        .eaccounting()
        .amend("articleaccountcodings", id, fields)
        .unwrap();
    let path = "/articleaccountcodings?vatRateDate=2026-03-01";
    assert_eq!(bench.rates(path, FOOD, "VatRatePercent").await, 0.09);
}

#[tokio::test]
async fn the_price_with_vat_of_an_article_has_the_rate_of_the_day_it_is_written() {
    let bench = Bench::new();
    let coffee = bench.coffee();
    let body = json!({
        "Number": "TEA", "Name": "Tea", "CodingId": coffee["CodingId"], "UnitId": coffee["UnitId"],
        "IsActive": true, "NetPrice": 100, "GrossPrice": 106,
    });
    assert_eq!(bench.created("/articles", body.clone()).await["GrossPrice"], 106);
    let wrong = json!({"Number": "TEA-2", "GrossPrice": 112});
    let mut old = body;
    old.as_object_mut()
        .unwrap()
        .extend(wrong.as_object().unwrap().clone());
    assert_eq!(bench.refused("POST", "/articles", Some(old), 400).await.0, 2000);
}
