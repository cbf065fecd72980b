//! The interpretation of the shop's prices.

use model::{Code, DiscountTarget, Order, Problem};
use sale::*;

use crate::world::*;

fn read(order: &Order, to: &str) -> Result<PriceInterpretation, Problem> {
    planned(order, &company("SE"), &buyer(to)).map(|plan| plan.reading)
}

fn read_with(order: &Order, to: &str, change: impl FnOnce(&mut Rules)) -> Result<SalePlan, Problem> {
    let mut rules = rules("SE");
    change(&mut rules);
    plan(order, &company("SE"), &buyer(to), &book("SE"), &rules)
}

const UNIT: PricePer = PricePer::Unit;
const LINE: PricePer = PricePer::Line;

fn is(reading: Result<PriceInterpretation, Problem>, per: PricePer, vat: PriceVat) {
    assert_eq!(
        reading.map_err(|p| p.to_string()),
        Ok(PriceInterpretation { per, vat })
    );
}

#[test]
fn the_total_decides_between_piece_and_line_and_with_and_without_vat() {
    let lines = [("G250", "2", "100.00"), ("G120", "1", "50.00")];
    is(
        read(&order("SEK", "250.00", &lines), "private SE"),
        UNIT,
        PriceVat::Included,
    );
    is(
        read(&order("SEK", "150.00", &lines), "private SE"),
        LINE,
        PriceVat::Included,
    );
    // 200 × 1.25 + 50 × 1.12, and 100 × 1.25 + 50 × 1.12.
    is(
        read(&order("SEK", "306.00", &lines), "private SE"),
        UNIT,
        PriceVat::Excluded,
    );
    is(
        read(&order("SEK", "181.00", &lines), "private SE"),
        LINE,
        PriceVat::Excluded,
    );
}

#[test]
fn readings_that_come_to_the_same_amounts_are_one() {
    is(
        read(&order("SEK", "100.00", &[("G250", "1", "100.00")]), "private SE"),
        UNIT,
        PriceVat::Included,
    );
    is(
        read(&order("SEK", "0.00", &[("G250", "3", "0.00")]), "private SE"),
        UNIT,
        PriceVat::Included,
    );
}

#[test]
fn two_readings_with_one_total_are_never_guessed() {
    // Per piece with VAT: 2 × 100 + 300 = 500. Per line without: (100 + 300) × 1.25 = 500.
    let order = order(
        "SEK",
        "500.00",
        &[("G250", "2", "100.00"), ("G250", "1", "300.00")],
    );
    let problem = read(&order, "private SE").unwrap_err();
    assert_eq!(problem.code, Code::PRICE_AMBIGUOUS);
    for word in [
        "1001",
        "500.00",
        "625.00",
        "400.00",
        "prices.line_price",
        "prices.vat",
    ] {
        assert!(problem.to_string().contains(word), "{word}: {problem}");
    }
    let set = read_with(&order, "private SE", |rules| rules.prices.per = Some(UNIT)).unwrap();
    assert_eq!(set.reading.vat, PriceVat::Included);
    let set = read_with(&order, "private SE", |rules| {
        rules.prices.vat = Some(PriceVat::Excluded)
    })
    .unwrap();
    assert_eq!(set.reading.per, LINE);
}

#[test]
fn the_orders_own_vat_decides_between_readings_where_it_can() {
    let half = [("G250", "2", "40.00"), ("G0", "0.5", "60.00")];
    // Per piece with VAT: 80 + 30 = 110, VAT 16.00. Per line without VAT: 50 + 60 = 110, VAT 10.00.
    let order = order("SEK", "110.00", &half);
    assert_eq!(
        read(&order, "private SE").unwrap_err().code,
        Code::PRICE_AMBIGUOUS
    );
    is(
        read(&with_tax(order.clone(), "16.00"), "private SE"),
        UNIT,
        PriceVat::Included,
    );
    is(
        read(&with_tax(order, "10.00"), "private SE"),
        LINE,
        PriceVat::Excluded,
    );
}

#[test]
fn a_vat_amount_that_the_codings_do_not_give_parks_the_order() {
    // The shop charged 12 %, the article has 25 %.
    let order = with_tax(order("SEK", "100.00", &[("G250", "1", "100.00")]), "10.71");
    let problem = read(&order, "private SE").unwrap_err();
    assert_eq!(problem.code, Code::TOTAL_MISMATCH);
    assert!(
        problem.message.contains("10.71") && problem.message.contains("20.00"),
        "{problem}"
    );
    read_with(&order, "private SE", |rules| rules.prices.tax = TaxCheck::Ignore).unwrap();
}

#[test]
fn a_vat_amount_of_zero_says_nothing_on_a_sale_with_vat() {
    let order = with_tax(order("SEK", "100.00", &[("G250", "1", "100.00")]), "0");
    is(read(&order, "private SE"), UNIT, PriceVat::Included);
}

#[test]
fn vat_that_the_shop_charged_on_a_vat_free_sale_parks_the_order() {
    let order = with_tax(order("SEK", "125.00", &[("G250", "1", "125.00")]), "25.00");
    let problem = read(&order, "private NO").unwrap_err();
    assert_eq!(problem.code, Code::TOTAL_MISMATCH);
    assert!(problem.message.contains("charged 25.00 SEK VAT"), "{problem}");
}

#[test]
fn vat_may_differ_by_the_shops_roundings_and_no_more() {
    let lines = [("G250", "3", "9.99"), ("G250", "7", "1.11")];
    // 37.74 with VAT: 7.548.
    for (tax, fits) in [("7.55", true), ("7.52", true), ("7.48", false), ("7.62", false)] {
        assert_eq!(
            read(&with_tax(order("SEK", "37.74", &lines), tax), "private SE").is_ok(),
            fits,
            "{tax}"
        );
    }
}

#[test]
fn prices_without_vat_fit_however_the_shop_rounds() {
    // 3 × 10.03 without VAT at 25 %: by piece 12.54 × 3 = 37.62, by line or in all 37.6125 → 37.61.
    let lines = [("G250", "3", "10.03")];
    for total in ["37.61", "37.62"] {
        is(
            read(&order("SEK", total, &lines), "private SE"),
            UNIT,
            PriceVat::Excluded,
        );
    }
    // 10.03 is right to half of its last decimal: three are 30.075 to 30.105, and with VAT 37.59375 to 37.63125.
    for total in ["37.60", "37.63"] {
        is(
            read(&order("SEK", total, &lines), "private SE"),
            UNIT,
            PriceVat::Excluded,
        );
    }
    for total in ["37.59", "37.64"] {
        assert_eq!(
            read(&order("SEK", total, &lines), "private SE").unwrap_err().code,
            Code::PRICE_AMBIGUOUS,
            "{total}"
        );
    }
}

#[test]
fn whole_amounts_must_sum_exactly() {
    let problem = read(&order("SEK", "199.99", &[("G250", "2", "100.00")]), "private SE").unwrap_err();
    assert_eq!(problem.code, Code::PRICE_AMBIGUOUS);
    assert!(
        problem.message.contains("199.99 SEK") && problem.message.contains("200.00 SEK"),
        "{problem}"
    );
}

#[test]
fn a_single_reading_that_does_not_fit_names_its_parts() {
    let order = with_shipping(order("SEK", "240.00", &[("G250", "2", "100.00")]), "49.00");
    let problem = read_with(&order, "private SE", |rules| {
        rules.prices.per = Some(UNIT);
        rules.prices.vat = Some(PriceVat::Included);
    })
    .unwrap_err();
    assert_eq!(problem.code, Code::TOTAL_MISMATCH);
    for word in ["240.00", "249.00", "line 1 200.00", "shipping 49.00"] {
        assert!(problem.message.contains(word), "{word}: {problem}");
    }
}

#[test]
fn a_discount_that_is_in_the_prices_already_is_not_taken_off_again() {
    let order = with_discount(
        order("SEK", "90.00", &[("G250", "1", "90.00")]),
        DiscountTarget::Order,
        "10.00",
    );
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    assert_eq!(rows(&plan), ["G250 × 1 × 90 = 90.00 @ 31250"]);
}

#[test]
fn shipping_that_is_not_in_the_total_is_told() {
    let order = with_shipping(order("SEK", "90.00", &[("G250", "1", "90.00")]), "49.00");
    let problem = read(&order, "private SE").unwrap_err();
    assert!(
        problem.message.contains("without the shipping of 49.00"),
        "{problem}"
    );
}

#[test]
fn the_sellers_vat_in_a_vat_free_sale_is_told_and_taken_off_only_by_setting() {
    // Shown at 125 with Swedish VAT, sold to Norway for 100.
    let order = order("SEK", "100.00", &[("G250", "1", "125.00")]);
    let problem = read(&order, "private NO").unwrap_err();
    assert_eq!(problem.code, Code::PRICE_AMBIGUOUS);
    assert!(
        problem.message.contains("zero_rated_prices = \"vat-taken-off\""),
        "{problem}"
    );
    let plan = read_with(&order, "private NO", |rules| {
        rules.prices.zero_vat = ZeroVatPrices::SellersVatTakenOff;
    })
    .unwrap();
    assert_eq!(rows(&plan), ["G250 × 1 × 100 = 100.00 @ 37250"]);
}

#[test]
fn a_vat_free_sale_at_the_charged_prices_needs_no_setting() {
    let order = order("SEK", "250.00", &[("G250", "2", "125.00")]);
    is(read(&order, "private NO"), UNIT, PriceVat::None);
    is(read(&order, "company DE"), UNIT, PriceVat::None);
}

#[test]
fn a_residue_goes_on_a_rounding_row_only_within_the_tolerance() {
    // The shop rounds to whole kronor.
    let order = order("SEK", "200.00", &[("G250", "2", "99.95")]);
    assert_eq!(
        read(&order, "private SE").unwrap_err().code,
        Code::PRICE_AMBIGUOUS
    );
    let plan = read_with(&order, "private SE", |rules| rules.rounding_tolerance = d("0.50")).unwrap();
    assert_eq!(
        rows(&plan),
        [
            "G250 × 2 × 99.95 = 199.90 @ 31250",
            "ROUND × 1 × 0.1 = 0.10 @ 32000"
        ]
    );
    assert_eq!(plan.totals.gross, d("200.00"));
    assert!(plan.notes.contains(&Note::RoundingRow { amount: d("0.10") }));
    assert!(read_with(&order, "private SE", |rules| rules.rounding_tolerance = d("0.05")).is_err());
}

#[test]
fn a_residue_below_zero_is_a_negative_quantity() {
    let order = order("SEK", "199.00", &[("G250", "1", "199.40")]);
    let plan = read_with(&order, "private SE", |rules| rules.rounding_tolerance = d("0.50")).unwrap();
    assert_eq!(rows(&plan)[1], "ROUND × -1 × 0.4 = -0.40 @ 32000");
}

#[test]
fn an_exact_reading_comes_before_one_with_a_residue() {
    // Per line 100.01 would need a residue of 0.01; per piece without VAT is exact: 2 × 40.004 × 1.25 = 100.01.
    let order = order("SEK", "100.01", &[("G250", "2", "40.004")]);
    let plan = read_with(&order, "private SE", |rules| rules.rounding_tolerance = d("60")).unwrap();
    assert_eq!(
        plan.reading,
        PriceInterpretation {
            per: UNIT,
            vat: PriceVat::Excluded
        }
    );
}

#[test]
fn a_deals_value_without_vat_gets_vat_on_top() {
    let mut deal = order("SEK", "1000.00", &[("G250", "1", "1000.00")]);
    deal.source = "deal:7".parse().unwrap();
    let plan = read_with(&deal, "company SE", |rules| {
        rules.prices.total_includes_vat = false;
        rules.prices.per = Some(LINE);
        rules.prices.vat = Some(PriceVat::Excluded);
    })
    .unwrap();
    assert_eq!((plan.totals.net, plan.totals.gross), (d("1000.00"), d("1250.00")));
}

#[test]
fn yen_have_no_cents_and_the_total_is_still_met() {
    let order = order("JPY", "1083", &[("G250", "1", "500"), ("G120", "2", "204")]);
    // 500 × 1.25 + 408 × 1.12 = 625 + 456.96 = 1081.96: not 1083, so parked; with 1082 it fits.
    assert!(read(&order, "private NO").is_err());
    let fitting = crate::world::order("JPY", "1082", &[("G250", "1", "500"), ("G120", "2", "204")]);
    is(read(&fitting, "private SE"), UNIT, PriceVat::Excluded);
    assert_eq!(
        planned(&fitting, &company("SE"), &buyer("private SE"))
            .unwrap()
            .totals
            .gross,
        d("1082")
    );
}

#[test]
fn a_total_with_three_decimals_cannot_be_booked() {
    let order = order("KWD", "12.345", &[("G250", "1", "12.345")]);
    assert_eq!(read(&order, "private NO").unwrap_err().code, Code::VALUE_INVALID);
    let fitting = crate::world::order("KWD", "12.340", &[("G250", "4", "3.085")]);
    assert_eq!(
        planned(&fitting, &company("SE"), &buyer("private NO"))
            .unwrap()
            .totals
            .gross,
        d("12.34")
    );
}
