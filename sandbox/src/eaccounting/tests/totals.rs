//! Whole orders whose totals and accounts were calculated by hand.

use super::*;

/// Company and its settings; customer; currency; rows of article, price, quantity, discount; Amount, VatAmount,
/// RoundingsAmount; accounts with their net amounts.
struct Case {
    name: &'static str,
    company: CompanyPreset,
    settings: Value,
    customer: Value,
    currency: &'static str,
    rows: &'static [(&'static str, f64, f64, f64)],
    expected: [f64; 3],
    booked: Value,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            name: "",
            company: CompanyPreset::Se,
            settings: json!({}),
            customer: json!({}),
            currency: "SEK",
            rows: &[],
            expected: [0.0; 3],
            booked: json!([]),
        }
    }
}

fn cases() -> Vec<Case> {
    let mixed: &[_] = &[
        ("FRAKT25", 199.0, 2.0, 0.0),
        ("FRAKT12", 50.0, 1.0, 0.1),
        ("FRAKT6", 99.9, 1.0, 0.0),
    ];
    vec![
        Case {
            name: "private at home, prices with VAT: 398/1.25, 45/1.12, 99.90/1.06, and 0.10 to whole kronor",
            rows: mixed,
            expected: [543.0, 90.07, 0.1],
            booked: json!([[3003, 94.25], [3002, 40.18], [3001, 318.4]]),
            ..Case::default()
        },
        Case {
            name: "company at home, prices without VAT: 542.90 + 99.50 + 5.40 + 5.99 = 653.79",
            customer: json!({"IsPrivatePerson": false}),
            rows: mixed,
            expected: [543.11, 110.89, 0.21],
            booked: json!([[3003, 99.9], [3002, 45], [3001, 398]]),
            ..Case::default()
        },
        Case {
            name: "private at home, where the company shows prices without VAT",
            settings: json!({"ShowPricesExclVatPC": true}),
            rows: mixed,
            expected: [543.11, 110.89, 0.21],
            booked: json!([[3003, 99.9], [3002, 45], [3001, 398]]),
            ..Case::default()
        },
        Case {
            name: "German company with a VAT number",
            customer: json!({"IsPrivatePerson": false, "InvoiceCountryCode": "DE", "VatNumber": "DE123456789"}),
            rows: mixed,
            expected: [543.0, 0.0, 0.1],
            booked: json!([[3108, 542.9]]),
            ..Case::default()
        },
        Case {
            name: "private German without the one-stop shop pays Swedish VAT",
            customer: json!({"InvoiceCountryCode": "DE"}),
            rows: &[("FRAKT25", 125.0, 1.0, 0.0)],
            expected: [125.0, 25.0, 0.0],
            booked: json!([[3107, 100]]),
            ..Case::default()
        },
        Case {
            name: "private German with the one-stop shop pays German VAT: 119 is 100 and 19",
            settings: json!({"UsesMoss": true}),
            customer: json!({"InvoiceCountryCode": "DE"}),
            rows: &[("FRAKT25", 119.0, 1.0, 0.0)],
            expected: [119.0, 19.0, 0.0],
            booked: json!([[3106, 100]]),
            ..Case::default()
        },
        Case {
            name: "private Swede with goods to Germany: the delivery country decides",
            settings: json!({"UsesMoss": true}),
            customer: json!({"InvoiceCountryCode": "SE", "DeliveryBasedVat": true, "DeliveryCountryCode": "DE",
                             "DeliveryCity": "Berlin", "DeliveryPostalCode": "10115"}),
            rows: &[("FRAKT25", 119.0, 1.0, 0.0)],
            expected: [119.0, 19.0, 0.0],
            booked: json!([[3106, 100]]),
            ..Case::default()
        },
        Case {
            name: "private Norwegian: export, the price is net",
            customer: json!({"InvoiceCountryCode": "NO"}),
            rows: &[("FRAKT25", 99.99, 1.0, 0.0)],
            expected: [100.0, 0.0, 0.01],
            booked: json!([[3105, 99.99]]),
            ..Case::default()
        },
        Case {
            name: "private Norwegian with forced VAT",
            customer: json!({"InvoiceCountryCode": "NO", "ForceBookkeepVat": true}),
            rows: &[("FRAKT25", 125.0, 1.0, 0.0)],
            expected: [125.0, 25.0, 0.0],
            booked: json!([[3001, 100]]),
            ..Case::default()
        },
        Case {
            name: "in euro nothing is rounded to whole units",
            currency: "EUR",
            rows: &[("FRAKT25", 9.99, 3.0, 0.0)],
            expected: [29.97, 5.99, 0.0],
            booked: json!([[3001, 23.98]]),
            ..Case::default()
        },
        Case {
            name: "a discount row takes from its own rate",
            rows: &[
                ("FRAKT25", 250.0, 1.0, 0.0),
                ("RABATT25", 125.0, -1.0, 0.0),
                ("FRAKT0", 10.0, 1.0, 0.0),
            ],
            expected: [135.0, 25.0, 0.0],
            booked: json!([[3004, 10], [3001, 100]]),
            ..Case::default()
        },
        Case {
            name: "Norway at 15 %",
            company: CompanyPreset::No,
            currency: "NOK",
            rows: &[("FRAKT15", 115.0, 1.0, 0.0)],
            expected: [115.0, 15.0, 0.0],
            booked: json!([[3010, 100]]),
            ..Case::default()
        },
        Case {
            name: "Norway to Sweden is export, VAT number or not",
            company: CompanyPreset::No,
            customer: json!({"IsPrivatePerson": false, "InvoiceCountryCode": "SE", "VatNumber": "SE559000100301"}),
            currency: "NOK",
            rows: &[("FRAKT25", 100.0, 1.0, 0.0)],
            expected: [100.0, 0.0, 0.0],
            booked: json!([[3110, 100]]),
            ..Case::default()
        },
        Case {
            name: "the Netherlands at 9 %, no rounding to whole euro",
            company: CompanyPreset::Nl,
            customer: json!({"IsPrivatePerson": false}),
            currency: "EUR",
            rows: &[("SHIP9", 10.55, 1.0, 0.0)],
            expected: [10.55, 0.95, 0.0],
            booked: json!([[8010, 10.55]]),
            ..Case::default()
        },
        Case {
            name: "Finland at 25.5 %: 125.50 is 100 and 25.50",
            company: CompanyPreset::Fi,
            currency: "EUR",
            rows: &[("TOIMITUS25.5", 125.5, 1.0, 0.0)],
            expected: [125.5, 25.5, 0.0],
            booked: json!([[3000, 100]]),
            ..Case::default()
        },
    ]
}

#[tokio::test]
async fn orders_come_to_the_totals_and_accounts_worked_out_by_hand() {
    for case in cases() {
        let bench = Bench::of(case.company);
        let books = bench.sandbox.eaccounting();
        books.change_company_settings(case.settings);
        let customer = bench.customer(case.customer);
        let rows: Vec<_> = case
            .rows
            .iter()
            .map(|(article, price, quantity, _)| (*article, *price, *quantity))
            .collect();
        let mut body = bench.order_body(&customer, &rows);
        body["CurrencyCode"] = json!(case.currency);
        for (at, (_, _, _, discount)) in case.rows.iter().enumerate() {
            body["Rows"][at]["DiscountPercentage"] = json!(discount);
        }
        let order = bench.created("/orders", body).await;
        let totals = ["Amount", "VatAmount", "RoundingsAmount"].map(|field| order[field].as_f64().unwrap());
        assert_eq!(totals, case.expected, "{}", case.name);
        let snapshot = books.snapshot();
        let booked = snapshot["orders"][0]["_Bookkeeping"].as_array().unwrap().iter();
        let booked: Vec<Value> = booked
            .map(|line| json!([line["Account"], line["Amount"]]))
            .collect();
        assert_eq!(json!(booked), case.booked, "{}", case.name);
    }
}

#[tokio::test]
async fn buyer_and_company_settings_decide_whether_prices_include_vat() {
    for (private, excluding, expected) in [
        (true, false, true),
        (true, true, false),
        (false, false, false),
        (false, true, false),
    ] {
        let bench = Bench::new();
        let settings = json!({"ShowPricesExclVatPC": excluding});
        bench.sandbox.eaccounting().change_company_settings(settings);
        let customer = bench.customer(json!({"IsPrivatePerson": private}));
        let order = bench
            .created("/orders", bench.order_body(&customer, &[("FRAKT25", 49.0, 1.0)]))
            .await;
        assert_eq!(order["IncludesVat"], expected, "{private} {excluding}");
        assert_eq!(order["CustomerIsPrivatePerson"], private);
    }
}
