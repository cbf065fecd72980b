//! Orders figured by hand, row by row.

use model::DiscountTarget::{Order as Goods, Shipping};
use model::Order;
use sale::*;

use crate::world::*;

fn shown(order: &Order, seller: &str, to: &str) -> Vec<String> {
    let plan = planned(order, &company(seller), &buyer(to)).unwrap();
    assert_eq!(plan.totals.gross, order.total);
    rows(&plan)
}

fn vat(order: &Order, seller: &Company, to: &str, rules: &Rules) -> Vec<(String, String, String)> {
    let plan = plan(order, seller, &buyer(to), &book(seller.country.as_str()), rules).unwrap();
    assert_eq!(plan.totals.gross, order.total);
    plan.totals
        .by_rate
        .iter()
        .map(|(rate, group)| {
            (
                rate.to_string(),
                format!("{:.2}", group.net),
                format!("{:.2}", group.vat),
            )
        })
        .collect()
}

fn group(rate: &str, net: &str, vat: &str) -> (String, String, String) {
    (rate.into(), net.into(), vat.into())
}

#[test]
fn two_lines_shipping_and_a_discount_to_a_private_person() {
    // Goods 2 × 199 + 100 at 25 % = 498; shipping 49; discount 50. 497 in all, VAT 497 × 0.2 = 99.40.
    let order = with_discount(
        with_shipping(
            order(
                "SEK",
                "497.00",
                &[("G250", "2", "199.00"), ("G250", "1", "100.00")],
            ),
            "49.00",
        ),
        Goods,
        "50.00",
    );
    assert_eq!(
        shown(&order, "SE", "private SE"),
        [
            "G250 × 2 × 199 = 398.00 @ 31250",
            "G250 × 1 × 100 = 100.00 @ 31250",
            "S250 × 1 × 49 = 49.00 @ 31250",
            "D250 × -1 × 50 = -50.00 @ 31250",
        ]
    );
    assert_eq!(
        vat(&order, &company("SE"), "private SE", &rules("SE")),
        [group("25 %", "397.60", "99.40")]
    );
}

#[test]
fn the_same_to_a_company_has_net_rows() {
    // 199 / 1.25 = 159.20, 100 / 1.25 = 80, 49 / 1.25 = 39.20, 50 / 1.25 = 40.
    let order = with_discount(
        with_shipping(
            order(
                "SEK",
                "497.00",
                &[("G250", "2", "199.00"), ("G250", "1", "100.00")],
            ),
            "49.00",
        ),
        Goods,
        "50.00",
    );
    assert_eq!(
        shown(&order, "SE", "company SE"),
        [
            "G250 × 2 × 159.2 = 318.40 @ 31250",
            "G250 × 1 × 80 = 80.00 @ 31250",
            "S250 × 1 × 39.2 = 39.20 @ 31250",
            "D250 × -1 × 40 = -40.00 @ 31250",
        ]
    );
}

#[test]
fn a_discount_is_spread_over_the_rates_in_proportion() {
    // 300 at 25 %, 100 at 12 %: 10 off is 7.50 and 2.50.
    let order = with_discount(
        order(
            "SEK",
            "390.00",
            &[("G250", "1", "300.00"), ("G120", "1", "100.00")],
        ),
        Goods,
        "10.00",
    );
    assert_eq!(
        shown(&order, "SE", "private SE")[2..],
        [
            "D120 × -1 × 2.5 = -2.50 @ 31120",
            "D250 × -1 × 7.5 = -7.50 @ 31250"
        ]
    );
    // 292.50 × 0.2 = 58.50; 97.50 × 12 / 112 = 10.446.
    assert_eq!(
        vat(&order, &company("SE"), "private SE", &rules("SE")),
        [group("12 %", "87.05", "10.45"), group("25 %", "234.00", "58.50")]
    );
}

#[test]
fn the_cent_of_a_discount_goes_to_the_largest_remainder() {
    // 10.00 over 100 : 100 : 100 is 3.33 each and a cent for the first, which is the lowest rate.
    let order = with_discount(
        order(
            "SEK",
            "290.00",
            &[
                ("G250", "1", "100.00"),
                ("G120", "1", "100.00"),
                ("G60", "1", "100.00"),
            ],
        ),
        Goods,
        "10.00",
    );
    assert_eq!(
        shown(&order, "SE", "private SE")[3..],
        [
            "D60 × -1 × 3.34 = -3.34 @ 31060",
            "D120 × -1 × 3.33 = -3.33 @ 31120",
            "D250 × -1 × 3.33 = -3.33 @ 31250"
        ]
    );
}

#[test]
fn a_shipping_discount_is_taken_off_the_shippings_rate() {
    let order = with_discount(
        with_shipping(
            order(
                "SEK",
                "329.00",
                &[("G250", "1", "100.00"), ("G120", "1", "200.00")],
            ),
            "49.00",
        ),
        Shipping,
        "20.00",
    );
    assert_eq!(
        shown(&order, "SE", "private SE")[2..],
        ["S120 × 1 × 49 = 49.00 @ 31120", "D120 × -1 × 20 = -20.00 @ 31120"]
    );
}

#[test]
fn a_voucher_for_everything_takes_the_shipping_too() {
    let order = with_discount(
        with_shipping(order("SEK", "0.00", &[("G250", "1", "100.00")]), "49.00"),
        Goods,
        "149.00",
    );
    assert_eq!(
        shown(&order, "SE", "private SE"),
        [
            "G250 × 1 × 100 = 100.00 @ 31250",
            "S250 × 1 × 49 = 49.00 @ 31250",
            "D250 × -1 × 149 = -149.00 @ 31250"
        ]
    );
}

#[test]
fn shipping_takes_the_main_rate_the_highest_or_all() {
    let order = with_shipping(
        order(
            "SEK",
            "450.00",
            &[("G250", "1", "100.00"), ("G120", "1", "300.00")],
        ),
        "50.00",
    );
    let by = |shipping_vat: ShippingVat| {
        let mut rules = rules("SE");
        rules.prices.shipping_vat = shipping_vat;
        let plan = plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules).unwrap();
        rows(&plan)[2..].to_vec()
    };
    assert_eq!(by(ShippingVat::Main), ["S120 × 1 × 50 = 50.00 @ 31120"]);
    assert_eq!(by(ShippingVat::Highest), ["S250 × 1 × 50 = 50.00 @ 31250"]);
    assert_eq!(
        by(ShippingVat::Split),
        [
            "S120 × 1 × 37.5 = 37.50 @ 31120",
            "S250 × 1 × 12.5 = 12.50 @ 31250"
        ]
    );
}

#[test]
fn shipping_on_free_goods_takes_the_highest_rate_and_alone_the_default() {
    let free = with_shipping(
        order("SEK", "49.00", &[("G250", "1", "0"), ("G120", "1", "0")]),
        "49.00",
    );
    for shipping_vat in [ShippingVat::Main, ShippingVat::Highest, ShippingVat::Split] {
        let mut rules = rules("SE");
        rules.prices.shipping_vat = shipping_vat;
        let plan = plan(&free, &company("SE"), &buyer("private SE"), &book("SE"), &rules).unwrap();
        assert_eq!(
            rows(&plan)[2],
            "S250 × 1 × 49 = 49.00 @ 31250",
            "{shipping_vat:?}"
        );
    }
    let alone = with_shipping(order("SEK", "49.00", &[]), "49.00");
    assert_eq!(
        shown(&alone, "SE", "private SE"),
        ["S250 × 1 × 49 = 49.00 @ 31250"]
    );
}

#[test]
fn free_items_stay_as_rows_without_price() {
    let order = order("SEK", "100.00", &[("G250", "1", "100.00"), ("G120", "2", "0")]);
    assert_eq!(
        shown(&order, "SE", "private SE"),
        ["G250 × 1 × 100 = 100.00 @ 31250", "G120 × 2 × 0 = 0.00 @ 31120"]
    );
}

#[test]
fn three_pieces_for_a_hundred_are_two_rows() {
    let order = order("SEK", "100.00", &[("G250", "3", "100.00")]);
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    assert_eq!(plan.reading.per, PricePer::Line);
    assert_eq!(
        rows(&plan),
        [
            "G250 × 2 × 33.33 = 66.66 @ 31250",
            "G250 × 1 × 33.34 = 33.34 @ 31250"
        ]
    );
    let split = Note::Split {
        source: RowSource::Line(0),
        rows: 2,
    };
    assert_eq!(plan.notes, [split]);
    assert_eq!(
        plan.rows.iter().map(|row| row.line_number).collect::<Vec<_>>(),
        [1, 2]
    );
}

#[test]
fn four_decimals_abroad_save_the_split() {
    let order = order("EUR", "100.00", &[("G250", "3", "100.00")]);
    assert_eq!(
        shown(&order, "SE", "private SE"),
        ["G250 × 3 × 33.3333 = 100.00 @ 31250"]
    );
}

#[test]
fn twelve_percent_to_a_company_moves_a_cent() {
    // 10 × 199 / 1.12 = 1776.7857 → 1776.79, VAT 213.2148 → 213.21, 1990.00. 10 × 177.68 would be 1776.80 and 1990.02.
    let order = order("SEK", "1990.00", &[("G120", "10", "199.00")]);
    assert_eq!(
        shown(&order, "SE", "company SE"),
        [
            "G120 × 1 × 177.67 = 177.67 @ 31120",
            "G120 × 9 × 177.68 = 1599.12 @ 31120"
        ]
    );
    assert_eq!(
        vat(&order, &company("SE"), "company SE", &rules("SE")),
        [group("12 %", "1776.79", "213.21")]
    );
}

#[test]
fn a_shop_without_vat_keeps_its_prices_on_a_companys_document() {
    // 3 × 79.90 + 2 × 12.50 net = 264.70; 25 % = 66.175 → 66.18; 330.88.
    let order = order("SEK", "330.88", &[("G250", "3", "79.90"), ("G250", "2", "12.50")]);
    assert_eq!(
        shown(&order, "SE", "company SE"),
        [
            "G250 × 3 × 79.9 = 239.70 @ 31250",
            "G250 × 2 × 12.5 = 25.00 @ 31250"
        ]
    );
}

#[test]
fn a_shop_without_vat_sells_to_a_private_person_with_it() {
    // 80 × 1.25 = 100, 3 × 10 × 1.12 = 33.60.
    let order = order("SEK", "133.60", &[("G250", "1", "80.00"), ("G120", "3", "10.00")]);
    assert_eq!(
        shown(&order, "SE", "private SE"),
        [
            "G250 × 1 × 100 = 100.00 @ 31250",
            "G120 × 3 × 11.2 = 33.60 @ 31120"
        ]
    );
}

#[test]
fn a_company_that_hides_vat_from_private_persons_gets_net_rows() {
    let seller = Company {
        show_prices_excl_vat_private: true,
        ..company("SE")
    };
    let order = order("SEK", "125.00", &[("G250", "1", "125.00")]);
    let plan = planned(&order, &seller, &buyer("private SE")).unwrap();
    assert!(!plan.totals.includes_vat);
    assert_eq!(rows(&plan), ["G250 × 1 × 100 = 100.00 @ 31250"]);
}

#[test]
fn under_oss_the_destinations_vat_is_in_the_price() {
    // 125.50 with Finnish 25.5 %: net 100. An article that is not marked for OSS keeps 25 %: 100 / 1.25 = 80.
    let seller = Company {
        uses_moss: true,
        ..company("SE")
    };
    let order = order(
        "SEK",
        "225.50",
        &[("G250", "1", "125.50"), ("HOME250", "1", "100.00")],
    );
    let plan = planned(&order, &seller, &buyer("private FI")).unwrap();
    assert_eq!(
        rows(&plan),
        [
            "G250 × 1 × 125.5 = 125.50 @ 34250",
            "HOME250 × 1 × 100 = 100.00 @ 35250"
        ]
    );
    assert_eq!(
        vat(&order, &seller, "private FI", &rules("SE")),
        [
            group("25 %", "80.00", "20.00"),
            group("25.5 %", "100.00", "25.50")
        ]
    );
}

#[test]
fn shipping_and_discount_under_oss_follow_the_goods_rate_there() {
    let seller = Company {
        uses_moss: true,
        ..company("SE")
    };
    // Germany: 25 % at home is 19 % there, 12 % is 7 %. 119 + 107 + shipping 11.90 (main: 119) − 22.60 (11.90 and 10.70).
    let order = with_discount(
        with_shipping(
            order(
                "EUR",
                "215.30",
                &[("G250", "1", "119.00"), ("G120", "1", "107.00")],
            ),
            "11.90",
        ),
        Goods,
        "22.60",
    );
    let plan = planned(&order, &seller, &buyer("private DE")).unwrap();
    assert_eq!(
        rows(&plan),
        [
            "G250 × 1 × 119 = 119.00 @ 34250",
            "G120 × 1 × 107 = 107.00 @ 34120",
            "S250 × 1 × 11.9 = 11.90 @ 34250",
            "D120 × -1 × 10.7 = -10.70 @ 34120",
            "D250 × -1 × 11.9 = -11.90 @ 34250"
        ]
    );
    assert_eq!(
        vat(&order, &seller, "private DE", &rules("SE")),
        [group("7 %", "90.00", "6.30"), group("19 %", "100.00", "19.00")]
    );
}

#[test]
fn a_country_rate_in_the_settings_comes_before_the_table() {
    let seller = Company {
        uses_moss: true,
        ..company("SE")
    };
    let mut rules = rules("SE");
    rules.oss = OssRates::default().with("FI".parse().unwrap(), percent("25"), percent("24"));
    let order = order("SEK", "124.00", &[("G250", "1", "124.00")]);
    assert_eq!(
        vat(&order, &seller, "private FI", &rules),
        [group("24 %", "100.00", "24.00")]
    );
}

#[test]
fn reverse_charge_construction_has_no_vat_and_its_own_account() {
    let seller = Company {
        uses_reverse_construction_vat: true,
        ..company("SE")
    };
    let order = order("SEK", "8000.00", &[("G250", "8", "1000.00")]);
    let mut book = book("SE");
    let mut hours = article("G250", 250);
    hours.coding.coding_type = CodingType::Services;
    book.insert(hours);
    let buyer = buyer("company SE construction");
    let plan = sale::plan(&order, &seller, &buyer, &book, &rules("SE")).unwrap();
    assert_eq!(rows(&plan), ["G250 × 8 × 1000 = 8000.00 @ 33250"]);
    assert!(plan.customer.reverse_charge_construction);
}

#[test]
fn goods_have_vat_whoever_builds_with_them() {
    let seller = Company {
        uses_reverse_construction_vat: true,
        ..company("SE")
    };
    let order = order("SEK", "8000.00", &[("G250", "8", "1000.00")]);
    let plan = planned(&order, &seller, &buyer("company SE construction")).unwrap();
    assert_eq!(rows(&plan), ["G250 × 8 × 800 = 6400.00 @ 31250"]);
    assert!(!plan.customer.reverse_charge_construction);
}

#[test]
fn a_fee_line_takes_the_fee_article_at_the_goods_rate() {
    let mut order = order("SEK", "141.00", &[("G120", "1", "112.00"), ("", "1", "29.00")]);
    order.lines[1].name = "Invoice fee".into();
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    assert_eq!(
        rows(&plan),
        ["G120 × 1 × 112 = 112.00 @ 31120", "F120 × 1 × 29 = 29.00 @ 31120"]
    );
    assert_eq!(plan.rows[1].text.as_deref(), Some("Invoice fee"));
}

#[test]
fn a_returned_line_and_a_discount_line_are_negative_quantities() {
    let order = order(
        "SEK",
        "60.00",
        &[
            ("G250", "2", "50.00"),
            ("G250", "-1", "30.00"),
            ("G120", "1", "-10.00"),
        ],
    );
    assert_eq!(
        shown(&order, "SE", "private SE"),
        [
            "G250 × 2 × 50 = 100.00 @ 31250",
            "G250 × -1 × 30 = -30.00 @ 31250",
            "G120 × -1 × 10 = -10.00 @ 31120"
        ]
    );
}

#[test]
fn weights_and_lengths_may_be_fractions() {
    // 1.255 kg at 89.90 is 112.8245 → 112.82; 0.5 m at 39 is 19.50.
    let order = order(
        "SEK",
        "132.32",
        &[("G120", "1.255", "89.90"), ("G250", "0.5", "39.00")],
    );
    assert_eq!(
        shown(&order, "SE", "private SE"),
        [
            "G120 × 1.255 × 89.9 = 112.82 @ 31120",
            "G250 × 0.5 × 39 = 19.50 @ 31250"
        ]
    );
}

#[test]
fn an_export_in_a_foreign_currency_is_booked_as_charged() {
    let order = with_shipping(order("USD", "274.85", &[("G250", "5", "49.97")]), "25.00");
    assert_eq!(
        shown(&order, "SE", "private US"),
        [
            "G250 × 5 × 49.97 = 249.85 @ 37250",
            "S250 × 1 × 25 = 25.00 @ 37250"
        ]
    );
}

#[test]
fn domestic_goods_without_vat_have_their_own_account() {
    let order = order("SEK", "150.00", &[("G0", "1", "50.00"), ("G60", "1", "100.00")]);
    assert_eq!(
        shown(&order, "SE", "private SE"),
        ["G0 × 1 × 50 = 50.00 @ 32000", "G60 × 1 × 100 = 100.00 @ 31060"]
    );
    // 100 × 6 / 106 = 5.66.
    assert_eq!(
        vat(&order, &company("SE"), "private SE", &rules("SE")),
        [group("0 %", "50.00", "0.00"), group("6 %", "94.34", "5.66")]
    );
}

#[test]
fn a_zero_rate_takes_the_code_exempt_account_where_the_exempt_one_is_empty() {
    let mut book = book("SE");
    let mut exempt = article("G0", 0);
    exempt.coding.accounts.domestic_vat_exempt = None;
    exempt.coding.accounts.domestic_vat_code_exempt = Some(3004);
    book.insert(exempt);
    let order = order("SEK", "50.00", &[("G0", "1", "50.00")]);
    let plan = plan(&order, &company("SE"), &buyer("private SE"), &book, &rules("SE")).unwrap();
    assert_eq!(plan.rows[0].account, 3004);
}

#[test]
fn row_texts_are_the_shops_words_then_the_settings() {
    let mut order = with_discount(
        with_shipping(order("SEK", "139.00", &[("G250", "1", "100.00")]), "49.00"),
        Goods,
        "10.00",
    );
    order.lines[0].name = "T-shirt\u{0}\r\n\u{202e}röd 👩‍🚀".into();
    order.shipping_method = Some("DHL".into());
    order.discounts[0].name = None;
    let mut rules = rules("SE");
    rules.texts = [
        (Purpose::Shipping, "Frakt".into()),
        (Purpose::Discount, "Rabatt".into()),
    ]
    .into();
    let texts = |order: &Order| -> Vec<Option<String>> {
        plan(order, &company("SE"), &buyer("private SE"), &book("SE"), &rules)
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.text)
            .collect()
    };
    assert_eq!(
        texts(&order),
        [
            Some("T-shirt röd 👩‍🚀".into()),
            Some("DHL".into()),
            Some("Rabatt".into())
        ]
    );
    order.lines[0].name = "x".repeat(3000);
    order.shipping_method = Some(" ".into());
    assert_eq!(
        texts(&order)[0].as_ref().map(|text| text.chars().count()),
        Some(2000)
    );
    assert_eq!(texts(&order)[1].as_deref(), Some("Frakt"));
    order.lines[0].name = String::new();
    assert_eq!(texts(&order)[0], None, "eAccounting takes the article's name");
}

#[test]
fn eaccountings_own_rounding_is_to_whole_kronor_in_its_own_currency_only() {
    let seller = Company {
        domestic_rounding: DomesticRounding::HalfAwayFromZero,
        ..company("SE")
    };
    let rounding =
        |currency: &str, gross: &str| document_rounding(&seller, currency.parse().unwrap(), d(gross));
    assert_eq!(rounding("SEK", "99.50"), d("0.50"));
    assert_eq!(rounding("SEK", "99.49"), d("-0.49"));
    assert_eq!(rounding("EUR", "99.50"), d("0"));
    assert_eq!(
        document_rounding(&company("SE"), "SEK".parse().unwrap(), d("99.50")),
        d("0")
    );
}
