use super::*;
use crate::eaccounting::Behaviour;

#[tokio::test]
async fn a_list_can_be_paged_to_its_end() {
    let bench = Bench::new();
    for _ in 0..7 {
        bench.customer(json!({}));
    }
    let mut seen = Vec::new();
    for page in 1..=3 {
        let answer = bench.get(&format!("/customers?$page={page}&$pagesize=3")).await;
        assert_eq!(answer["Meta"]["TotalNumberOfPages"], 3);
        seen.extend(
            answer["Data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["CustomerNumber"].clone()),
        );
    }
    assert_eq!(seen.len(), 7);
    seen.dedup();
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn e_mail_is_found_whatever_its_case_unless_told_otherwise() {
    let bench = Bench::new();
    bench.customer(json!({"EmailAddress": "Anna@Example.com"}));
    let path = "/customers?$filter=EmailAddress%20eq%20%27anna%40example.com%27";
    assert_eq!(bench.get(path).await["Meta"]["TotalNumberOfResults"], 1);
    let behaviour = Behaviour {
        case_sensitive: true,
        ..Behaviour::default()
    };
    bench.sandbox.eaccounting().set_behaviour(behaviour);
    assert_eq!(bench.get(path).await["Meta"]["TotalNumberOfResults"], 0);
}

#[tokio::test]
async fn a_quote_in_a_name_is_doubled() {
    let bench = Bench::new();
    bench.customer(json!({"Name": "O'Hara"}));
    let found = bench
        .get("/customers?$filter=Name%20eq%20%27O%27%27Hara%27&$select=Name")
        .await;
    assert_eq!(found["Data"], json!([{"Name": "O'Hara"}]));
    assert_eq!(
        bench
            .refused("GET", "/customers?$filter=Name%20eq%20'O'Hara'", None, 400)
            .await
            .0,
        6000
    );
}

#[tokio::test]
async fn documents_can_be_filtered_by_reference_unless_the_company_cannot() {
    let bench = Bench::new();
    let customer = bench.customer(json!({}));
    let mut body = bench.order_body(&customer, &[("FRAKT25", 49.0, 1.0)]);
    body["BuyersOrderReference"] = json!("AC-1001");
    bench.created("/orders", body).await;
    let by_reference = "/orders?$filter=BuyersOrderReference%20eq%20%27AC-1001%27";
    let by_time = "/orders?$filter=ModifiedUtc%20gt%202026-11-23T11:59:59.00Z";
    let by_status = "/quotes?$filter=Status%20eq%202";
    for path in [by_reference, by_time] {
        assert_eq!(bench.get(path).await["Meta"]["TotalNumberOfResults"], 1, "{path}");
    }
    assert_eq!(bench.get(by_status).await["Meta"]["TotalNumberOfResults"], 0);
    bench
        .sandbox
        .eaccounting()
        .set_behaviour(Behaviour::default().without_document_filters());
    for path in [by_reference, by_time, by_status] {
        assert_eq!(bench.refused("GET", path, None, 400).await.0, 6000, "{path}");
    }
    assert!(bench.sandbox.violations().is_empty(), "to ask is no fault");
}

#[tokio::test]
async fn reference_data_is_there_for_each_country() {
    for (company, number, unit, rates) in [
        // The last one is food, because of the date.
        (
            CompanyPreset::Se,
            "FRAKT25",
            "st",
            vec![0.25, 0.12, 0.06, 0.0, 0.06],
        ),
        (CompanyPreset::No, "FRAKT15", "stk", vec![0.25, 0.15, 0.12, 0.0]),
        (CompanyPreset::Nl, "DISC9", "stuks", vec![0.21, 0.09, 0.0]),
        (
            CompanyPreset::Fi,
            "TOIMITUS25.5",
            "kpl",
            vec![0.255, 0.135, 0.1, 0.0],
        ),
    ] {
        let bench = Bench::of(company);
        let found = bench
            .get(&format!("/articles?$filter=Number%20eq%20%27{number}%27"))
            .await;
        assert_eq!(found["Meta"]["TotalNumberOfResults"], 1, "{number}");
        assert_eq!(bench.get("/units").await["Data"][0]["Abbreviation"], unit);
        let codings = bench
            .get("/articleaccountcodings?$filter=Type%20eq%20%27Goods%27")
            .await;
        let percents: Vec<f64> = codings["Data"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|c| c["VatRatePercent"].as_f64())
            .collect();
        assert_eq!(percents, rates);
        for (path, at_least) in [
            ("/termsofpayments", 5),
            ("/deliverymethods", 3),
            ("/deliveryterms", 1),
            ("/countries", 40),
            ("/currencies", 10),
            ("/vatcodes", 3),
            ("/vatcodesrates", 3),
            ("/bankaccounts", 3),
            ("/accounts", 100),
            ("/fiscalyears", 15),
        ] {
            let total = bench.get(path).await["Meta"]["TotalNumberOfResults"]
                .as_u64()
                .unwrap();
            assert!(total >= at_least, "{company:?} {path}: {total}");
        }
        assert_eq!(bench.get("/countries/SE").await["IsEuMember"], true);
    }
}

#[tokio::test]
async fn the_codes_of_the_one_stop_shop_show_only_to_who_uses_it() {
    let bench = Bench::new();
    let oss = "/vatcodes?$filter=OssCodeType%20eq%201";
    assert_eq!(bench.get(oss).await["Meta"]["TotalNumberOfResults"], 0);
    bench
        .sandbox
        .eaccounting()
        .change_company_settings(json!({"UsesMoss": true}));
    assert_eq!(bench.get(oss).await["Meta"]["TotalNumberOfResults"], 26);
}

#[tokio::test]
async fn article_numbers_are_unique_and_prices_agree_with_the_rate() {
    let bench = Bench::new();
    let model = bench.article("FRAKT25");
    let body = |number: &str, net: f64, gross: f64| {
        json!({"Number": number, "Name": "A", "CodingId": model["CodingId"], "UnitId": model["UnitId"],
               "IsActive": true, "NetPrice": net, "GrossPrice": gross})
    };
    let article = bench.created("/articles", body("A1", 100.0, 0.0)).await;
    assert_eq!(
        (&article["GrossPrice"], &article["CodingName"]),
        (&json!(125), &json!("Varor 25 %"))
    );
    assert_eq!(
        bench
            .refused("POST", "/articles", Some(body("a1", 1.0, 0.0)), 409)
            .await
            .0,
        4000
    );
    assert_eq!(
        bench
            .refused("POST", "/articles", Some(body("A2", 100.0, 112.0)), 400)
            .await
            .0,
        2000
    );
    assert_eq!(
        bench
            .refused("POST", "/articles", Some(body("A2", 100.005, 0.0)), 400)
            .await
            .0,
        2000
    );
    let mut oss = body("A3", 1.0, 0.0);
    oss["UsesMoss"] = json!(true);
    assert_eq!(bench.refused("POST", "/articles", Some(oss), 400).await.0, 2000);
    let path = format!("/articles/{}", model["Id"].as_str().unwrap());
    let (status, _) = bench.put(&path, bench.get(&path).await).await;
    assert_eq!(status, 200, "an article can be put as it was read");
}
