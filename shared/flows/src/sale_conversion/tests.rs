//! Inputs from eAccounting's documents and the settings file, and rows back.

use eaccounting::types as wire;
use model::{Code, DiscountTarget};
use rust_decimal::Decimal;
use sale::*;
use serde_json::json;
use settings::Settings;

use super::{input, output};
use world::*;

#[allow(dead_code)]
#[path = "../../../sale/tests/sale/world.rs"]
mod world;

const CODING: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
const ARTICLE: &str = "0b9f0000-0000-4000-8000-000000000001";

fn wire_coding(json: serde_json::Value) -> wire::ArticleAccountCoding {
    let mut coding = json!({"Id": CODING, "Name": "Varor 25 %", "Type": "Goods", "IsActive": true});
    coding
        .as_object_mut()
        .unwrap()
        .extend(json.as_object().unwrap().clone());
    serde_json::from_value(coding).unwrap()
}

#[test]
fn a_codings_rate_is_read_as_fraction_percentage_or_text() {
    let rate = |json| input::coding(&wire_coding(json)).map(|coding| coding.rate);
    assert_eq!(
        rate(json!({"VatRatePercent": 0.25, "VatRate": "25%"})),
        Ok(percent("25"))
    );
    assert_eq!(rate(json!({"VatRatePercent": 0.255})), Ok(percent("25.5")));
    assert_eq!(rate(json!({"VatRatePercent": 25})), Ok(percent("25")));
    assert_eq!(rate(json!({"VatRate": "12 %"})), Ok(percent("12")));
    assert_eq!(
        rate(json!({"VatRatePercent": 0.12, "VatRate": "06"})),
        Ok(percent("12")),
        "a code, no rate"
    );
    assert_eq!(
        rate(json!({"VatRatePercent": 0, "VatRate": "0%"})),
        Ok(percent("0"))
    );
    let problem = rate(json!({"VatRatePercent": 0.25, "VatRate": "12%"})).unwrap_err();
    assert_eq!(problem.code, Code::EACCOUNTING_INVALID_RESPONSE);
    assert!(problem.message.contains("Varor 25 %"), "{problem}");
}

#[test]
fn a_codings_accounts_keep_their_places() {
    let coding = input::coding(&wire_coding(json!({
        "VatRatePercent": 0.25,
        "DomesticSalesSubjectToVatAccountNumber": 3001,
        "DomesticSalesVatExemptAccountNumber": 3002,
        "DomesticSalesVatCodeExemptAccountNumber": 3003,
        "DomesticSalesSubjectToReversedConstructionVatAccountNumber": 3004,
        "ForeignSalesSubjectToMossAccountNumber": 3005,
        "ForeignSalesSubjectToVatWithinEuAccountNumber": 3006,
        "ForeignSalesVatExemptWithinEuAccountNumber": 3007,
        "ForeignSalesVatExemptOutsideEuAccountNumber": 3008,
    })))
    .unwrap();
    let accounts = Accounts {
        domestic_vat: Some(3001),
        domestic_vat_exempt: Some(3002),
        domestic_vat_code_exempt: Some(3003),
        domestic_reversed_construction: Some(3004),
        moss: Some(3005),
        vat_within_eu: Some(3006),
        vat_exempt_within_eu: Some(3007),
        vat_exempt_outside_eu: Some(3008),
    };
    assert_eq!(
        (coding.accounts, coding.coding_type),
        (accounts, CodingType::Goods)
    );
    let service = input::coding(&wire_coding(json!({"Type": "Tjänster"}))).unwrap();
    assert_eq!(service.coding_type, CodingType::Services);
}

#[test]
fn a_company_without_country_or_currency_is_told() {
    let read = |json| input::company(&serde_json::from_value(json).unwrap());
    let company = read(json!({
        "Name": "X", "CountryCode": "SE", "CurrencyCode": "SEK", "ShowPricesExclVatPC": true, "UsesMoss": true,
        "UsesReverseConstructionVat": true, "DomesticCurrencyRounding": 1,
    }))
    .unwrap();
    let expected = Company {
        show_prices_excl_vat_private: true,
        uses_moss: true,
        uses_reverse_construction_vat: true,
        domestic_rounding: DomesticRounding::HalfAwayFromZero,
        ..world::company("SE")
    };
    assert_eq!(company, expected);
    assert!(
        read(json!({"CountryCode": "SE"}))
            .unwrap_err()
            .message
            .contains("currency")
    );
    assert!(
        read(json!({"CurrencyCode": "SEK"}))
            .unwrap_err()
            .message
            .contains("country")
    );
}

fn buyer_of(
    customer: wire::NewCustomer,
    delivery: Option<&str>,
    settings: &str,
) -> Result<Buyer, model::Problem> {
    let settings = Settings::parse(settings, "ekobridge.toml").unwrap();
    let destination = delivery.map_or(input::Destination::OfCustomer, |code| {
        input::Destination::Address {
            country: code.parse().unwrap(),
            postal_code: None,
        }
    });
    input::buyer(&customer, destination, &company("SE"), &settings)
}

#[test]
fn northern_ireland_is_known_by_postcode_or_else_by_the_customer() {
    use input::Destination::{Address, InvoiceAddress, OfCustomer};
    let gb = "GB".parse().unwrap();
    let to = |code| Address {
        country: gb,
        postal_code: Some(code),
    };
    for (flag, invoice, destination, settings, expected) in [
        (None, "BT1 5GS", InvoiceAddress, "", true),
        (None, "bt15gs", OfCustomer, "", true),
        (None, "B1 1AA", InvoiceAddress, "", false),
        (None, "BTX", InvoiceAddress, "", false),
        (Some(true), "SW1A 1AA", InvoiceAddress, "", false),
        (Some(true), "", InvoiceAddress, "", true),
        (None, "SW1A 1AA", to("BT9 6AA"), "", true),
        (None, "BT1 5GS", to("SW1A 1AA"), "", false),
        (
            Some(true),
            "BT1 5GS",
            Address {
                country: gb,
                postal_code: None,
            },
            "",
            true,
        ),
        (
            None,
            "BT1 5GS",
            to("SW1A 1AA"),
            "[vat]\nplace_of_supply = \"invoice-address\"",
            true,
        ),
    ] {
        let customer = wire::NewCustomer {
            is_private_person: true,
            invoice_country_code: Some("GB".into()),
            invoice_postal_code: Some(invoice.into()),
            is_northern_ireland: flag,
            ..Default::default()
        };
        let settings = Settings::parse(settings, "ekobridge.toml").unwrap();
        let buyer = input::buyer(&customer, destination, &company("SE"), &settings).unwrap();
        assert_eq!(
            buyer.northern_ireland, expected,
            "{flag:?} {invoice} {destination:?}"
        );
    }
}

#[test]
fn an_order_without_a_delivery_address_is_delivered_to_its_invoice_address() {
    let customer = wire::NewCustomer {
        is_private_person: true,
        invoice_country_code: Some("SE".into()),
        delivery_country_code: Some("NO".into()),
        ..Default::default()
    };
    let buyer = |destination| {
        input::buyer(&customer, destination, &company("SE"), &Settings::default())
            .unwrap()
            .delivery_country
    };
    assert_eq!(buyer(input::Destination::InvoiceAddress), None);
    assert_eq!(buyer(input::Destination::OfCustomer), Some("NO".parse().unwrap()));
}

#[test]
fn a_buyer_is_what_its_customer_record_says() {
    let plain = buyer_of(
        wire::NewCustomer {
            is_private_person: true,
            ..Default::default()
        },
        None,
        "",
    );
    assert_eq!(
        plain.unwrap(),
        buyer("private SE"),
        "an empty country is the company's"
    );
    let company = wire::NewCustomer {
        invoice_country_code: Some("DE".into()),
        delivery_country_code: Some("FR".into()),
        vat_number: Some("de 123 456 789".into()),
        ..Default::default()
    };
    assert_eq!(
        buyer_of(company.clone(), None, "").unwrap(),
        buyer("company DE to FR")
    );
    assert_eq!(
        buyer_of(company.clone(), Some("NO"), "").unwrap(),
        buyer("company DE to NO"),
        "the order's own delivery address comes first"
    );
    let wrong = wire::NewCustomer {
        customer_number: Some("77".into()),
        vat_number: Some("DE1234".into()),
        ..company
    };
    let problem = buyer_of(wrong.clone(), None, "").unwrap_err();
    assert_eq!(problem.code, Code::VALUE_INVALID);
    assert!(problem.message.contains("Customer 77"), "{problem}");
    assert!(!problem.to_string().contains("DE1234"), "{problem}");
    let private = wire::NewCustomer {
        is_private_person: true,
        ..wrong
    };
    assert_eq!(buyer_of(private, None, "").unwrap().vat_number, None);
}

#[test]
fn the_settings_decide_whether_vat_is_charged_outside_the_eu() {
    let customer = |flag| wire::NewCustomer {
        is_private_person: true,
        invoice_country_code: Some("US".into()),
        force_bookkeep_vat: flag,
        ..Default::default()
    };
    let charged = "[vat.countries]\nUS = { charge_vat = true }";
    let free = "[vat.countries]\nUS = { charge_vat = false }";
    assert!(
        buyer_of(customer(None), None, charged)
            .unwrap()
            .force_bookkeep_vat
    );
    assert!(
        !buyer_of(customer(Some(true)), None, free)
            .unwrap()
            .force_bookkeep_vat
    );
    assert!(
        buyer_of(customer(Some(true)), None, "")
            .unwrap()
            .force_bookkeep_vat
    );
    assert!(!buyer_of(customer(None), None, "").unwrap().force_bookkeep_vat);
}

#[test]
fn the_settings_file_becomes_rules() {
    let settings = Settings::parse(
        r#"
[shipping]
text = "Frakt"
[shipping.articles]
25 = "S250"
[discounts.articles]
12 = "D120"
[fees]
names = ["Fakturaavgift"]
[fees.articles]
25 = "F250"
[articles]
on_unknown_sku = "fallback"
[articles.fallback]
"25.5" = "X255"
[rounding]
tolerance = 0.05
article = "ROUND"
[vat]
shipping_vat = "split"
place_of_supply = "invoice-address"
[vat.countries]
DE = { rate = 19, account = 3106 }
FR = { oss_rates = { 12 = 10 } }
[prices]
line_price = "unit"
vat = "excluded"
zero_rated_prices = "vat-taken-off"
check_vat = false
"#,
        "ekobridge.toml",
    )
    .unwrap();
    let of = |source: &str| rules_of(&settings, source, "");
    let rules = of("order:1:1001");
    let special = &rules.articles;
    let sku = |purpose, rate| special.sku(purpose, percent(rate)).map(ToString::to_string);
    assert_eq!(sku(Purpose::Shipping, "25").as_deref(), Some("S250"));
    assert_eq!(sku(Purpose::Discount, "12").as_deref(), Some("D120"));
    assert_eq!(sku(Purpose::Fee, "25").as_deref(), Some("F250"));
    assert_eq!(sku(Purpose::Fallback, "25.5").as_deref(), Some("X255"));
    assert_eq!(sku(Purpose::Rounding, "0").as_deref(), Some("ROUND"));
    assert_eq!(special.unknown, UnknownSku::Fallback);
    assert_eq!(special.fee_names, ["Fakturaavgift"]);
    assert_eq!(rules.rounding_tolerance, d("0.05"));
    assert_eq!(rules.place, PlaceOfSupply::InvoiceCountry);
    assert_eq!(rules.country_accounts, [("DE".parse().unwrap(), 3106)].into());
    let rate = |country: &str, home| {
        rules
            .oss
            .rate("SE".parse().unwrap(), country.parse().unwrap(), percent(home))
            .unwrap()
    };
    assert_eq!(
        (rate("DE", "25"), rate("FR", "12")),
        (percent("19"), percent("10"))
    );
    assert_eq!(
        rules.texts.get(&Purpose::Shipping).map(String::as_str),
        Some("Frakt")
    );
    let expected = PriceRules {
        convention: sale::PriceConvention::Auto,
        per: Some(PricePer::Unit),
        vat: Some(PriceVat::Excluded),
        zero_vat: ZeroVatPrices::SellersVatTakenOff,
        tax: TaxCheck::Ignore,
        shipping_vat: ShippingVat::Split,
        total_includes_vat: true,
    };
    assert_eq!(rules.prices, expected);
    let deal = of("deal:7").prices;
    assert_eq!(deal.per, Some(PricePer::Line));
    assert_eq!(deal.total_includes_vat, settings.orders.deals.value_includes_vat);
}

fn rules_of(settings: &Settings, source: &str, service: &str) -> sale::Rules {
    let source = source.parse().unwrap();
    let store = input::store_convention(settings, &source, service);
    input::rules(settings, &source, &store, &company("SE")).unwrap()
}

#[test]
fn a_stores_own_keys_win_over_those_of_all_stores_and_both_over_its_service() {
    let of = |toml: &str, source: &str, service: &str| {
        let settings = Settings::parse(toml, "ekobridge.toml").unwrap();
        let source = source.parse().unwrap();
        let store = input::store_convention(&settings, &source, service);
        let prices = input::rules(&settings, &source, &store, &company("SE"))
            .unwrap()
            .prices;
        (store.to_string(), prices.per, prices.vat)
    };
    let order = "order:1:1001";
    let (unit, line) = (Some(PricePer::Unit), Some(PricePer::Line));
    let (included, excluded) = (Some(PriceVat::Included), Some(PriceVat::Excluded));
    for (toml, service, convention, per, vat) in [
        (
            "",
            "woocommerce",
            "woocommerce (detected from woocommerce)",
            None,
            None,
        ),
        (
            "",
            "magento2-main",
            "magento2 (detected from magento2-main)",
            None,
            None,
        ),
        ("", "shopify", "auto (detected from shopify)", None, None),
        ("", "", "auto (the connection names no service)", None, None),
        (
            "[prices]\nvat = \"included\"",
            "woocommerce",
            "auto ([prices])",
            None,
            included,
        ),
        (
            "[prices]\nline_price = \"line\"",
            "woocommerce",
            "auto ([prices])",
            line,
            None,
        ),
        (
            "[prices]\nvat = \"excluded\"\nline_price = \"unit\"",
            "woocommerce",
            "woocommerce (detected from woocommerce)",
            unit,
            excluded,
        ),
        (
            "[prices]\nvat = \"included\"\n[stores.1]\nprice_convention = \"woocommerce\"",
            "",
            "woocommerce ([stores.\"1\"])",
            None,
            None,
        ),
        (
            "[stores.1]\nprice_convention = \"auto\"",
            "woocommerce",
            "auto ([stores.\"1\"])",
            None,
            None,
        ),
        (
            "[stores.1]\nvat = \"included\"",
            "woocommerce",
            "auto ([stores.\"1\"])",
            None,
            included,
        ),
        (
            "[prices]\nvat = \"included\"\n[stores.1]\nvat = \"excluded\"",
            "woocommerce",
            "woocommerce (detected from woocommerce)",
            None,
            excluded,
        ),
        (
            "[stores.2]\nprice_convention = \"magento2\"",
            "woocommerce",
            "woocommerce (detected from woocommerce)",
            None,
            None,
        ),
    ] {
        assert_eq!(
            of(toml, order, service),
            (convention.to_owned(), per, vat),
            "{toml}"
        );
    }
    assert_eq!(of("", "deal:7", "woocommerce").0, "auto (a deal has one price)");
}

#[test]
fn the_shipped_settings_decide_prices_by_the_total_and_park_what_differs() {
    let settings = Settings::default();
    let rules = rules_of(&settings, "order:1:1001", "");
    assert_eq!(rules.prices, PriceRules::default());
    assert_eq!(rules.rounding_tolerance, Decimal::ZERO);
    assert_eq!(rules.articles.unknown, UnknownSku::Park);
    assert_eq!(rules.place, PlaceOfSupply::ByLaw);
}

#[test]
fn an_article_needs_its_coding() {
    let article: wire::Article = serde_json::from_value(json!({
        "Id": ARTICLE, "Number": "TS-1", "Name": "T-shirt", "IsActive": true, "CodingId": CODING, "UnitId": ARTICLE,
    }))
    .unwrap();
    let coding = input::coding(&wire_coding(json!({"VatRatePercent": 0.25}))).unwrap();
    let info = input::article(&article, std::slice::from_ref(&coding)).unwrap();
    assert_eq!((info.number.as_str(), &info.coding), ("TS-1", &coding));
    let problem = input::article(&article, &[]).unwrap_err();
    assert_eq!(problem.code, Code::CODING_MISSING);
    assert!(problem.message.contains("TS-1"), "{problem}");
}

#[test]
fn a_plan_becomes_order_rows_and_draft_rows() {
    let order = with_discount(
        order("SEK", "190.00", &[("G250", "2", "100.00")]),
        DiscountTarget::Order,
        "10.00",
    );
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    let rows = output::order_rows(&plan, false);
    assert_eq!(
        serde_json::to_value(&rows[1]).unwrap(),
        json!({
            "LineNumber": 2, "ArticleId": plan.rows[1].article_id, "ArticleNumber": "D250", "IsTextRow": false,
            "Text": "SUMMER", "UnitPrice": 10.0, "Quantity": -1.0, "DeliveredQuantity": 0.0, "DiscountPercentage": 0.0,
            "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
        })
    );
    assert_eq!(
        output::order_rows(&plan, true)[0].delivered_quantity,
        Some(d("2"))
    );
    let draft = output::invoice_draft_rows(&plan);
    assert_eq!(
        (draft[0].unit_price, draft[0].quantity),
        (Some(d("100")), Some(d("2")))
    );
    assert!(!draft[0].reversed_construction_services_vat_free);
    let rounded = Company {
        domestic_rounding: DomesticRounding::HalfAwayFromZero,
        ..company("SE")
    };
    let expected = output::expected_totals(&plan, &rounded);
    assert_eq!(expected.total_amount_invoice_currency, Some(d("190.00")));
    assert_eq!(expected.total_vat_amount_invoice_currency, Some(d("38.00")));
    assert_eq!(expected.total_roundings_invoice_currency, Some(d("0.00")));
}

#[test]
fn an_answer_is_compared_without_eaccountings_own_rounding() {
    let order = order("SEK", "99.60", &[("G250", "1", "99.60")]);
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    let answer: wire::Order = serde_json::from_value(json!({
        "Id": ARTICLE, "CustomerId": ARTICLE, "Status": 2, "CurrencyCode": "SEK",
        "Amount": 100.0, "VatAmount": 19.92, "RoundingsAmount": 0.4, "IncludesVat": true,
    }))
    .unwrap();
    reconcile_document(&plan.totals, &input::order_totals(&answer), order.currency).unwrap();
    let draft: wire::CustomerInvoiceDraft = serde_json::from_value(json!({
        "Id": ARTICLE, "CustomerId": ARTICLE,
        "TotalAmount": 100.0, "TotalVatAmount": 19.92, "TotalRoundings": 0.4, "IncludesVat": true,
    }))
    .unwrap();
    reconcile_document(&plan.totals, &input::invoice_draft_totals(&draft), order.currency).unwrap();
}

#[test]
fn a_customer_gets_what_the_sale_needs_and_nothing_else() {
    let mut customer = wire::NewCustomer {
        delivery_based_vat: Some(true),
        is_northern_ireland: Some(false),
        ..Default::default()
    };
    let needs = customer_vat_flags(&company("SE"), &buyer("private GB ni"), PlaceOfSupply::ByLaw);
    output::apply_vat_flags(&needs, &mut customer);
    assert_eq!(
        customer.delivery_based_vat,
        Some(false),
        "it would tax by another address"
    );
    assert_eq!(customer.is_northern_ireland, Some(true));
    assert_eq!(customer.force_bookkeep_vat, None, "never set, not needed");
}
