//! The kind of a sale for VAT, and the flags that the customer record needs for it.

use sale::*;

use crate::world::*;

fn kind(seller: &str, oss: bool, to: &str) -> (String, bool) {
    let company = Company {
        uses_moss: oss,
        uses_reverse_construction_vat: true,
        ..company(seller)
    };
    let buyer = buyer(to);
    let kind = match sale_kind(&company, &buyer, PlaceOfSupply::ByLaw) {
        SaleKind::Domestic => "domestic".to_owned(),
        SaleKind::DomesticReverse => "reverse".to_owned(),
        SaleKind::EuCompany { country } => format!("eu-company {country}"),
        SaleKind::EuPrivate { country } => format!("eu-vat {country}"),
        SaleKind::EuPrivateOss { country } => format!("oss {country}"),
        SaleKind::Export { country } => format!("export {country}"),
        SaleKind::ExportWithVat { country } => format!("export-vat {country}"),
    };
    (
        kind,
        customer_vat_flags(&company, &buyer, PlaceOfSupply::ByLaw).delivery_based_vat,
    )
}

#[test]
fn every_kind_of_buyer_gets_its_kind_of_sale() {
    // Seller, OSS, buyer: kind, and whether the customer must be taxed by its delivery address.
    let table = [
        ("SE", false, "private SE", "domestic", false),
        ("SE", true, "private SE", "domestic", false),
        ("SE", false, "company SE", "domestic", false),
        ("SE", false, "company SE without", "domestic", false),
        ("SE", false, "company SE construction", "reverse", false),
        ("SE", false, "private SE construction", "domestic", false),
        ("SE", false, "company SE without construction", "domestic", false),
        ("SE", false, "private DE", "eu-vat DE", false),
        ("SE", true, "private DE", "oss DE", false),
        ("SE", false, "company DE", "eu-company DE", false),
        ("SE", true, "company DE", "eu-company DE", false),
        ("SE", true, "company DE without", "eu-vat DE", false),
        ("SE", false, "private NO", "export NO", false),
        ("SE", true, "private NO", "export NO", false),
        ("SE", false, "company NO", "export NO", false),
        ("SE", false, "private US charged", "export-vat US", false),
        // Goods decide: where they go.
        ("SE", true, "private SE to DE", "oss DE", true),
        ("SE", false, "private SE to DE", "eu-vat DE", true),
        ("SE", false, "private SE to NO", "export NO", true),
        ("SE", true, "private DE to SE", "domestic", true),
        ("SE", true, "private NO to SE", "domestic", true),
        ("SE", true, "private DE to FR", "oss FR", true),
        ("SE", false, "company DE to SE", "domestic", true),
        ("SE", false, "company DE to FR", "eu-company FR", true),
        ("SE", false, "company DE to NO", "export NO", true),
        ("SE", false, "company NO to SE", "domestic", true),
        ("SE", false, "company US to DE", "eu-vat DE", true),
        ("SE", false, "company SE to NO", "export NO", true),
        // A domestic company without a number elsewhere pays domestic VAT, wherever in the EU its goods go.
        ("SE", false, "company SE to DE", "domestic", false),
        ("SE", false, "company SE without to DE", "domestic", false),
        // The flag is refused for customers in the EU; at home the invoice address alone leads to the same VAT.
        ("SE", false, "private SE to NO charged", "domestic", false),
        ("SE", false, "private DE to NO charged", "export NO", true),
        // Northern Ireland is in the EU for goods, the rest of the United Kingdom isn't.
        ("SE", false, "private GB", "export GB", false),
        ("SE", false, "private GB ni", "eu-vat GB", false),
        ("SE", true, "private GB ni", "oss GB", false),
        ("SE", false, "private XI", "eu-vat XI", false),
        ("SE", false, "company GB", "eu-company GB", false),
        ("SE", false, "company GB ni", "eu-company GB", false),
        ("SE", false, "company GB ni without", "eu-vat GB", false),
        ("SE", false, "company XI", "eu-company XI", false),
        // Åland is Finland for the post, and outside for VAT.
        ("SE", true, "private AX", "export AX", false),
        // Norway is outside the EU: everything abroad is export.
        ("NO", false, "private NO", "domestic", false),
        ("NO", false, "company NO", "domestic", false),
        ("NO", false, "private SE", "export SE", false),
        ("NO", true, "private SE", "export SE", false),
        ("NO", false, "company DE", "export DE", false),
        ("NO", false, "private GB ni", "export GB", false),
        ("NO", false, "private NO to SE", "export SE", true),
        ("NO", false, "company NO to SE", "export SE", true),
        ("NO", false, "company NO without to US", "export US", true),
        ("NL", false, "private NL", "domestic", false),
        ("NL", true, "private SE", "oss SE", false),
        ("NL", false, "company SE", "eu-company SE", false),
        ("NL", false, "private NO", "export NO", false),
        ("FI", false, "private FI", "domestic", false),
        ("FI", true, "private SE", "oss SE", false),
        ("FI", false, "company DK", "eu-company DK", false),
        ("FI", false, "private NO", "export NO", false),
    ];
    for (seller, oss, to, expected, by_delivery) in table {
        assert_eq!(
            kind(seller, oss, to),
            (expected.to_owned(), by_delivery),
            "{seller} oss={oss} {to}"
        );
    }
}

#[test]
fn the_settings_can_make_one_address_decide() {
    let company = company("SE");
    let buyer = buyer("private SE to NO");
    let by_invoice = sale_kind(&company, &buyer, PlaceOfSupply::InvoiceCountry);
    assert_eq!(by_invoice, SaleKind::Domestic);
    assert!(!customer_vat_flags(&company, &buyer, PlaceOfSupply::InvoiceCountry).delivery_based_vat);
    let domestic_company = crate::world::buyer("company SE to DE");
    let country = "DE".parse().unwrap();
    assert_eq!(
        sale_kind(&company, &domestic_company, PlaceOfSupply::DeliveryCountry),
        SaleKind::EuPrivate { country }
    );
    assert!(
        customer_vat_flags(&company, &domestic_company, PlaceOfSupply::DeliveryCountry).delivery_based_vat
    );
}

#[test]
fn the_customer_must_carry_what_the_sale_rests_on() {
    let seller = Company {
        uses_reverse_construction_vat: true,
        ..company("SE")
    };
    let needs = |to: &str| customer_vat_flags(&seller, &buyer(to), PlaceOfSupply::ByLaw);
    assert!(needs("company DE").vat_number);
    assert!(!needs("company SE").vat_number);
    assert!(
        needs("company GB").northern_ireland,
        "its VAT number begins with XI"
    );
    assert!(!needs("private GB").northern_ireland);
    assert!(needs("private US charged").force_bookkeep_vat);
    assert!(
        !needs("private SE to NO charged").force_bookkeep_vat,
        "eAccounting refuses it in the EU"
    );
    assert!(needs("company SE construction").reverse_charge_construction);
}

#[test]
fn unit_prices_have_two_decimals_at_home_and_four_abroad() {
    let seller = company("SE");
    let decimals =
        |to: &str, currency: &str| unit_price_decimals(&seller, &buyer(to), currency.parse().unwrap());
    assert_eq!(decimals("private SE", "SEK"), 2);
    assert_eq!(decimals("private SE", "EUR"), 4);
    assert_eq!(decimals("private FI", "SEK"), 4);
}

#[test]
fn prices_include_vat_for_private_persons_unless_the_company_says_otherwise() {
    let seller = company("SE");
    let shy = Company {
        show_prices_excl_vat_private: true,
        ..company("SE")
    };
    assert!(includes_vat(&seller, &buyer("private SE"), SaleKind::Domestic));
    assert!(!includes_vat(&shy, &buyer("private SE"), SaleKind::Domestic));
    assert!(!includes_vat(&seller, &buyer("company SE"), SaleKind::Domestic));
    let country = "NO".parse().unwrap();
    assert!(!includes_vat(
        &seller,
        &buyer("private NO"),
        SaleKind::Export { country }
    ));
}

#[test]
fn a_reduced_rate_goes_to_the_one_reduced_rate_there_or_must_be_set() {
    let rate = |country: &str, home: &str| {
        OssRates::default().rate("SE".parse().unwrap(), country.parse().unwrap(), percent(home))
    };
    assert_eq!(rate("FI", "25").unwrap(), percent("25.5"));
    assert_eq!(rate("EE", "25").unwrap(), percent("24"));
    assert_eq!(rate("SK", "25").unwrap(), percent("23"));
    assert_eq!(rate("RO", "25").unwrap(), percent("21"));
    assert_eq!(rate("DE", "12").unwrap(), percent("7"));
    assert_eq!(
        rate("DK", "12").unwrap(),
        percent("25"),
        "Denmark has no reduced rate"
    );
    let problem = rate("FR", "12").unwrap_err();
    assert_eq!(problem.code, model::Code::CODING_MISSING);
    assert!(problem.message.contains("5.5 %, 10 %, 2.1 %"), "{problem}");
    assert!(problem.remedy.contains("vat.countries.FR.oss_rates"), "{problem}");
    assert!(rate("DE", "0").is_err());
    let set = OssRates::default().with("FR".parse().unwrap(), percent("12"), percent("10"));
    assert_eq!(
        set.rate("SE".parse().unwrap(), "FR".parse().unwrap(), percent("12"))
            .unwrap(),
        percent("10")
    );
}

#[test]
fn every_eu_country_has_a_standard_rate() {
    for code in [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    ] {
        let rate = OssRates::standard(code.parse().unwrap());
        assert!(
            rate.is_some_and(|rate| rate >= percent("17") && rate <= percent("27")),
            "{code}"
        );
    }
    assert_eq!(OssRates::standard("NO".parse().unwrap()), None);
}
