//! Money as the other tables don't have it: shops of Norway, the Netherlands and Finland, days on which a rate changes, gift
//! cards below their value, prices with many decimals, and what a refund finds that was booked. What is right was decided by
//! law and by what the order says, before any was played.

use engine::JobOutcome;
use model::{Job, JobKind};
use sandbox::activecampaign::OrderSeed;
use serde_json::json;

use super::case::Case;
use super::charts::chart;
use super::deals::win;
use super::play::{booked, held};
use super::stores::{JUNE, MARCH, Store, play_all};
use crate::support::{World, dec, document, job};

const NORWAY: &str = "
auto | 2 LAMP 100, 1 COFFEE 100, 1 BOOK 100, total 477 | * | LAMP 250; COFFEE 115; BOOK 112
auto | 1 LAMP 79.92, 3 COFFEE 25.957, ship 47.20, total 248.45 | * | LAMP 158.90; COFFEE 89.55
auto, company | 1 LAMP 799, 1 COFFEE 69, 1 BOOK 112, total 980 | * | LAMP 799; COFFEE 69; BOOK 112
auto, to SE, in SEK | 1 LAMP 639.20, 1 COFFEE 68.70, total 707.90 | * | 0@3110 707.90
auto | 1 GIFT 500, 1 LAMP 799, off 500 Gavekort 1, total 799 | * | GIFT 500; LAMP 799; DEBT -500
auto | 1 GIFT 1000, 1 COFFEE 300, 1 BOOK 200, off 50, ship 49, total 1499 | * | COFFEE 300; REDUCED 19; BOOK 180; GIFT 1000
auto | 1 LAMP 799, 1 COFFEE -69, total 730 | * | LAMP 799; COFFEE -69
auto, rounds, order | 1 COFFEE 68.55, total 69 | * | COFFEE 68.55
auto, in EUR | 1 LAMP 49.99, 2 BOOK 9.95, ship 4.95, total 74.84 | * | LAMP 54.94; BOOK 19.90
| 2 LAMP of 799, 3 COFFEE of 79, 1 BOOK of 120, ship 59 as LAMP, coupon 30 BOOK | * | LAMP 1657; COFFEE 237; BOOK 90
| 2 LAMP of 799, 3 COFFEE of 79, 1 BOOK of 120, coupon 10% COFFEE, coupon 20 BOOK | * | LAMP 1598; COFFEE 237; REDUCED -23.70; BOOK 100
| 1 LAMP of 799, 2 COFFEE of 79, ship 49 as COFFEE | * | LAMP 799; COFFEE 158; REDUCED 49
| 1 LAMP of 799, 1 COFFEE of 0, 2 BOOK of 0, ship 0 as LAMP | * | LAMP 799; COFFEE 0; BOOK 0
magento | 3 LAMP of 799, 2 COFFEE of 79, 5 BOOK of 120, ship 99 as LAMP, coupon 15% | * | LAMP 2136.45; COFFEE 158; REDUCED -23.70; BOOK 510
to SE, in SEK, unpriced | 2 LAMP of 639.20 at 0, 3 COFFEE of 70.53 at 0, ship 39.20 at 0 | * | 0@3110 1529.19
";

const NETHERLANDS: &str = "
auto | 3 HOOK 4.1625, total 12.49 | * | HOOK 12.49
auto | 12 HOOK 0.085, total 1.02 | * | HOOK 1.02
auto | 1 LAMP 41.3140, 2 COFFEE 4.5780, total 59.97 | * | LAMP 49.99; COFFEE 9.98
auto | 2 LAMP 79.90, total 159.81 | parked price_ambiguous: rounding.tolerance
auto, tolerance 0.02 | 2 LAMP 79.90, total 159.81 | * | LAMP 159.80; DEBT 0.01
auto, tolerance 0.02 | 1 LAMP 79.98, 1 COFFEE 10.90, 1 -:Afronding 0.02, total 90.90 | * | LAMP 79.98; COFFEE 10.90; DEBT 0.02
tolerance 0.05 | 1 LAMP of 79.92, fee 0.03 | * | LAMP 79.92; DEBT 0.03
OSS, to DK, in DKK | 3 COFFEE of 50.10 at 250, 2 LAMP of 100 at 250, ship 25 at 250 | * | 250@8230 375.30
auto, OSS, to BE | 1 COFFEE 10.60, total 10.60 | parked coding_missing: BE; oss_rates
auto, to BE | 1 COFFEE 10.90, 1 LAMP 12.10, total 23 | * | 90@8220 10.90; 210@8220 12.10
auto | 1 GIFT 25, 2 COFFEE 10.90, off 46.80 Cadeaubon X, total 0 | * | GIFT 25; COFFEE 21.80; DEBT -46.80
priced COFFEE 3.95 LAMP 24.95, company | 5 COFFEE of 3.95, 3 LAMP of 24.95, ship 6.95 as LAMP | * | COFFEE 19.75; LAMP 81.80
priced COFFEE 3.95 LAMP 24.95 | 5 COFFEE of 3.95, 3 LAMP of 24.95, fee 1.50 | parked amount_not_listed: 1.50
company, to DE, VAT number, unpriced | 2 LAMP of 66.03 at 0, 3 COFFEE of 7.25 at 0 | parked price_underdetermined: LAMP; COFFEE
";

const FINLAND: &str = "
auto | 3 COFFEE 3.33, 2 LAMP 12.49, 1 BOOK 8.95, ship 5.90, off 4.98, total 44.84 | * | LAMP 28.05; COFFEE 9.99; REDUCED -1.13; BOOK 7.93
auto | 2 LAMP 39.8406, total 100 | * | LAMP 100
auto | 1 COFFEE 100, 1 BOOK 50, total 168.50 | * | COFFEE 113.50; BOOK 55
auto, OSS, to SE, in SEK | 1 LAMP 1250, total 1250 | * | 250@3350 1250
auto, OSS, to DE | 1 COFFEE 10.70, 1 BOOK 10.70, total 21.40 | * | 70@3350 21.40
auto, tolerance 0.02 | 1 LAMP 79.92, 1 -:Pyöristys -0.02, total 79.90 | * | LAMP 79.92; DEBT -0.02
auto | 1 LAMP 50, 1 COFFEE 100, off 150 Lahjakortti 8, total 0 | * | LAMP 50; COFFEE 100; DEBT -150
priced COFFEE 4.95 LAMP 39.90 BOOK 11 | 2 COFFEE of 4.95, 3 LAMP of 39.90, 5 BOOK of 11, ship 6.90 as LAMP, coupon 20% | * | COFFEE 9.90; REDUCED -1.98; LAMP 102.66; BOOK 44
magento | 1 LAMP of 39.90, 2 COFFEE of 4.95, 1 BOOK of 11, coupon 5 BOOK, ship 6.90 as LAMP | * | LAMP 46.80; COFFEE 9.90; BOOK 6
magento | 1 LAMP of 39.90, ship 6.90 at 0 | parked total_mismatch: no VAT on the shipping
";

const SWEDEN: &str = "
auto, OSS, to DE | 1 LAMP 100, total 119 | * | 190@3106 119
auto, company | 3 HOOK 12.50, 2 TEA 45, total 127.50 | * | HOOK 37.50; COFFEE 90
prices vat = \"excluded\" | 1 LAMP 639.20, 1 COFFEE 70.535714, total 878 | * | LAMP 799; COFFEE 79
auto, paid, rounds | 1 LAMP 719.50, total 720 | * | LAMP 719.50
| 2 LAMP of 799, 1 COFFEE of 79, coupon 79 COFFEE, ship 49 as LAMP | * | LAMP 1647; COFFEE 0
| 1 LAMP of 799, 1 COFFEE of 79, 1 BOOK of 120, ship 49 as LAMP, coupon 100 | * | LAMP 814.66; COFFEE 79; REDUCED -33.33; BOOK 86.67
fees 50 | 3 COFFEE of 79, 2 LAMP of 799, ship 49 as LAMP, coupon 10%, fee 29 | * | COFFEE 237; REDUCED -23.70; LAMP 1487.20; FEE 29
OSS, to DE | 2 COFFEE of 53.50 at 70, 1 LAMP of 119 at 190, ship 11.90 at 190, coupon 20% | * | 70@3106 85.60; 190@3106 107.10
auto, fee named Tip | 1 LAMP 799, 1 -:Tip 50, total 849 | * | LAMP 799; FEE 50
auto, fee named Gift wrap | 1 LAMP 799, 2 -:Gift_wrap 29, total 857 | * | LAMP 799; FEE 58
magento | 1 LAMP of 799, 2 MUG of 0, 1 COFFEE of 0 | * | LAMP 799; COFFEE 0
in NOK, to NO | 2 LAMP of 799 at 0, 3 COFFEE of 79 at 0 | * | 0@3105 1835
to NO | 3 COFFEE of 50 at 0, 2 LAMP of 100 at 0, ship 25 at 0, coupon 10% | * | 0@3105 340
auto, rounds | 1 LAMP 719.40, total 719 | * | LAMP 719.40
auto | 1 LAMP 799, 1 COFFEE 79, 1 BOOK 120, ship 49, off 49 Gratis frakt, off 99.80, total 898.20 | * | LAMP 719.10; COFFEE 79; REDUCED -7.90; BOOK 108
";

/// A gift card that is sold below its value: the discount has no VAT, as the card has none.
const CARDS_BELOW_VALUE: &str = "
auto | 1 GIFT 500, off 50, total 450 | * | GIFT 450
auto | 1 GIFT 500, 1 MUG 0, off 50, total 450 | * | GIFT 450; MUG 0
auto | 1 GIFT 500, off 500, total 0 | * | GIFT 0
auto | 1 GIFT 500, ship 49, off 50, total 499 | * | GIFT 450; LAMP 49
auto | 1 GIFT 500, ship 49, off 49, total 500 | * | GIFT 500; LAMP 0
auto | 1 GIFT 500, ship 49, off 49 Free shipping, off 50, total 450 | * | GIFT 450; LAMP 0
auto | 1 GIFT 1000, 1 MUG 149, off 149, total 1000 | * | GIFT 1000; MUG 0
auto | 1 GIFT 1000, 1 MUG 149, off 200, total 949 | parked value_invalid: gift card; 200.00; by hand
auto | 1 GIFT 1000, 1 MUG 149, ship 49, off 250, total 948 | parked value_invalid: gift card; by hand
| 1 GIFT 500, off 50, total 450 | * | GIFT 450
magento | 1 GIFT 500, off 50, total 450 | * | GIFT 450
";

/// Where the shop has charged other VAT than eAccounting computes, the message says which.
const OTHER_VAT: &str = "
| 1 LAMP of 799, ship 49 at 0 | parked total_mismatch: no VAT on the shipping; tax class
| 3 COFFEE of 79, 1 LAMP of 799, ship 49 at 0 | parked total_mismatch: no VAT on the shipping
magento | 1 LAMP 639.20, ship 49, tax 159.80, total 848 | parked total_mismatch: no VAT on the shipping
| 2 LAMP of 799 at 120 | parked price_underdetermined: The articles' prices fit them with 12 % VAT
auto | 1 LAMP 713.39, total 799 | parked price_ambiguous: It does with 12 % VAT
auto, to NO | 1 LAMP 639.20, total 799 | parked price_ambiguous: It does with the VAT of the articles' codings; vat.countries.NO.charge_vat = true
auto | 1 LAMP 799, ship 49, total 799 | parked price_ambiguous: without the shipping of 49.00 SEK
";

/// What the VAT that an order states tells: how a coupon was shared out, and which rate shipping had.
const STATED_VAT: &str = "
magento | 2 LAMP of 799, 1 COFFEE of 79, coupon 100% | * | LAMP 0; COFFEE 79; REDUCED -79
magento | 1 LAMP of 799, 3 BOOK of 120, ship 49 as LAMP, coupon 50 | * | LAMP 835.50; BOOK 322.50
magento | 2 LAMP of 799, 3 COFFEE of 79, 1 BOOK of 120, ship 49 as LAMP, coupon 100 | * | LAMP 1613.66; COFFEE 237; REDUCED -50; BOOK 103.34
magento | 1 LAMP of 799, 4 COFFEE of 79, ship 49 as COFFEE, coupon 20 COFFEE | * | LAMP 799; COFFEE 316; REDUCED 29
magento | 1 COFFEE of 79, 1 LAMP of 799, ship 49 as COFFEE, coupon 10% LAMP | * | COFFEE 79; REDUCED 49; LAMP 719.10
rest, auto | 1 LAMP 799, 3 COFFEE 237, ship 49, off 60, tax 187.17, total 1025 | * | LAMP 833; COFFEE 237; REDUCED -45
rest, auto | 1 LAMP 799, 1 COFFEE 79, ship 49, tax 173.51, total 927 | * | LAMP 799; COFFEE 79; REDUCED 49
rest, auto | 1 LAMP 799, tax 85.61, total 799 | parked total_mismatch: 85.61; 159.80
";

/// Days are those in Helsinki.
const FINNISH_DAYS: [(&str, &str); 4] = [
    (
        "2025-12-31",
        "at 2025-12-31T21:30:00Z, auto | 1 COFFEE 100, total 114 | * | COFFEE 114",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T22:30:00Z, auto | 1 COFFEE 100, total 113.50 | * | COFFEE 113.50",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T22:30:00Z, auto | 1 COFFEE 100, total 114 | parked price_ambiguous: It does with 14 % VAT",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T22:30:00Z | 1 COFFEE of 114 at 140 | parked total_mismatch: with 14 % VAT; computes 13.5 %",
    ),
];

#[tokio::test]
async fn what_norwegian_shops_sell_is_booked_as_a_bookkeeper_would() {
    play_all(NORWAY, &[("NO", MARCH)]).await;
}

#[tokio::test]
async fn what_dutch_shops_sell_is_booked_as_a_bookkeeper_would() {
    play_all(NETHERLANDS, &[("NL", MARCH)]).await;
}

#[tokio::test]
async fn what_finnish_shops_sell_is_booked_as_a_bookkeeper_would() {
    play_all(FINLAND, &[("FI", JUNE)]).await;
    for (day, line) in FINNISH_DAYS {
        play_all(line, &[("FI", day)]).await;
    }
}

#[tokio::test]
async fn what_swedish_shops_sell_is_booked_as_a_bookkeeper_would() {
    play_all(SWEDEN, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn a_discount_on_a_gift_card_has_no_vat() {
    play_all(CARDS_BELOW_VALUE, &[("SE", MARCH), ("NO", MARCH), ("FI", JUNE)]).await;
}

#[tokio::test]
async fn the_vat_that_an_order_states_tells_coupons_and_shipping_apart() {
    play_all(STATED_VAT, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn vat_that_the_shop_charged_otherwise_is_named() {
    play_all(OTHER_VAT, &[("SE", MARCH)]).await;
}

/// Sends an order and then, after it was `changed`, a second time; how that ends.
async fn send_twice(
    country: &str,
    options: &str,
    order: &str,
    changed: impl Fn(OrderSeed) -> OrderSeed,
) -> (World, JobOutcome) {
    let store = Store {
        chart: chart(country),
        day: JUNE,
        options: options.split(", ").collect(),
        order,
    };
    let world = store.open();
    let settings = store.settings();
    world.set(&settings.replace("[orders]\n", "[orders]\non_cancel = \"credit\"\n"));
    let seed = store.seed();
    let source = store.place(&world, &seed);
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    world.pass(3600);
    store.place(&world, &changed(seed));
    let client = &world.worker.services().activecampaign;
    let version = client.order("1", "7001").await.unwrap().unwrap().version;
    let again = Job {
        version,
        ..job(&world, JobKind::Order, &source)
    };
    let ended = world.settle(again).await;
    (world, ended)
}

/// What is booked on all invoices together is nothing, and there is more than one.
fn is_credited(world: &World) -> bool {
    let invoices = held(world, "invoices");
    let nets = invoices.iter().flat_map(|invoice| booked(invoice).into_values());
    invoices.len() == 2 && nets.sum::<i64>() == 0
}

#[tokio::test]
async fn a_refund_of_a_total_that_was_rounded_is_no_refund_of_a_part() {
    let refunded = |seed: OrderSeed| OrderSeed {
        status: "REFUNDED".to_owned(),
        ..seed
    };
    for (country, options, order) in [
        ("SE", "auto, rounds", "1 LAMP 719.40, total 719"),
        ("SE", "auto, rounds", "1 LAMP 719.50, total 720"),
        ("SE", "auto, rounds", "1 LAMP 719.40, total 719.40"),
        ("SE", "rounds", "1 LAMP of 719.40, fee -0.40"),
        ("NO", "auto, rounds", "2 COFFEE 68.20, total 136"),
        ("SE", "auto, tolerance 0.05", "1 LAMP 719.40, total 719.38"),
        ("SE", "auto", "1 LAMP 799, off 799 Gift card 1, total 0"),
        ("NL", "auto, in SEK", "1 LAMP 1250, total 1250"),
        ("FI", "auto, to SE, OSS, in SEK", "1 LAMP 1250, total 1250"),
    ] {
        let (world, ended) = send_twice(country, options, order, refunded).await;
        assert!(
            matches!(ended, JobOutcome::Done { .. }) && is_credited(&world),
            "{country} {options} {order}: {ended:?}"
        );
    }
}

#[tokio::test]
async fn an_order_that_changed_says_in_what_it_differs_from_its_document() {
    type Change = fn(OrderSeed) -> OrderSeed;
    let moved: Change = |mut seed| {
        seed.delivery.address1 = "Nya gatan 9".to_owned();
        seed
    };
    let in_euros: Change = |seed| OrderSeed {
        currency: "EUR".to_owned(),
        ..seed
    };
    let half: Change = |seed| OrderSeed {
        total: Some(dec("360")),
        ..seed
    };
    for (options, order, change, code, words) in [
        (
            "rounds",
            "1 LAMP of 719.40, fee -0.40",
            moved,
            "changed_after_creation",
            "Both totals are 719.00 SEK",
        ),
        (
            "rounds",
            "1 LAMP of 719.40, fee -0.40",
            half,
            "partial_refund",
            "credit the refunded 359.00 SEK",
        ),
        (
            "auto, rounds",
            "1 LAMP 719.40, total 719",
            moved,
            "changed_after_creation",
            "Both totals are 719.00 SEK",
        ),
        (
            "auto",
            "2 LAMP 799, total 1598",
            in_euros,
            "changed_after_creation",
            "It is in EUR now, and invoice 1 is in SEK.",
        ),
    ] {
        let (world, ended) = send_twice("SE", options, order, change).await;
        let JobOutcome::Parked(problem) = ended else {
            panic!("{options} {order}: {ended:?}");
        };
        let text = problem.to_string();
        assert_eq!(problem.code.as_str(), code, "{text}");
        assert!(text.contains(words), "{words}: {text}");
        assert_eq!(held(&world, "invoices").len(), 1);
    }
}

/// Wins a deal of the case's buyer and has it sent; its source and id.
async fn won(case: &Case, settings: &str, value: &str) -> (World, String, u64) {
    let company = match case.buyer.is_private {
        true => "",
        false => "Qvzxholm Handel",
    };
    let (world, deal) = win(case, settings, false, value, company).await;
    let source = format!("deal:{deal}");
    (world, source, deal)
}

/// Sends a deal that was changed since.
async fn again(world: &World, source: &str, deal: u64, fields: &serde_json::Value) -> JobOutcome {
    world.pass(3600);
    world.sandbox.activecampaign().update_deal(deal, fields);
    let client = &world.worker.services().activecampaign;
    let version = client.deal(&deal.to_string()).await.unwrap().unwrap().version;
    let again = Job {
        version,
        ..job(world, JobKind::Order, source)
    };
    world.settle(again).await
}

#[tokio::test]
async fn a_lost_deal_whose_value_is_without_vat_is_credited_whole() {
    for (line, value) in [
        ("SE | private SE | REST | domestic", "1000"),
        ("SE | company SE | REST | domestic", "999.99"),
        ("NO | private NO | REST | domestic", "1000.30"),
        ("FI | private FI | REST | domestic", "1000.33"),
        ("SE | private SE | EUR, REST | domestic", "99.99"),
        ("SE | private NO | REST | export", "1000"),
    ] {
        let case = Case::read(line);
        let settings = case.settings();
        let invoiced = settings.replace("[orders]\n", "[orders]\ndocument = \"invoice\"\n");
        let (world, source, deal) = won(&case, &invoiced, value).await;
        let lost = again(&world, &source, deal, &json!({"status": 2})).await;
        assert!(
            matches!(lost, JobOutcome::Done { .. }) && is_credited(&world),
            "{line} {value}: {lost:?}"
        );
    }
}

#[tokio::test]
async fn a_deal_that_changed_or_was_lost_is_told_in_a_deals_words() {
    let case = Case::read("SE | private SE | REST | domestic");
    for (fields, words) in [
        (
            json!({"value": "80000"}),
            "Deal 1 was changed in ActiveCampaign after order 1 was created in eAccounting. Its total is 1000.00 SEK \
             with VAT now, and that of order 1 is 1250.00 SEK.",
        ),
        (
            json!({"status": 2}),
            "Deal 1 was lost in ActiveCampaign after order 1 was created in eAccounting.",
        ),
    ] {
        let (world, source, deal) = won(&case, &case.settings(), "1000").await;
        let JobOutcome::Parked(problem) = again(&world, &source, deal, &fields).await else {
            panic!("{fields}");
        };
        assert!(problem.to_string().contains(words), "{words}: {problem}");
    }
}

#[tokio::test]
async fn amounts_in_two_currencies_are_never_compared() {
    let refunded = |seed: OrderSeed| OrderSeed {
        status: "REFUNDED".to_owned(),
        currency: "SEK".to_owned(),
        total: Some(dec("500")),
        ..seed
    };
    let (world, ended) = send_twice("NL", "auto", "1 LAMP 100, total 100", refunded).await;
    let credited = held(&world, "invoices").len();
    let lowered = |seed: OrderSeed| OrderSeed {
        currency: "EUR".to_owned(),
        total: Some(dec("140")),
        ..seed
    };
    let (_, told) = send_twice("SE", "", "2 LAMP of 799", lowered).await;
    assert!(
        matches!(ended, JobOutcome::Parked(_)) && credited == 1,
        "{ended:?}"
    );
    let JobOutcome::Parked(problem) = told else {
        panic!("{told:?}")
    };
    assert!(problem.to_string().contains("in EUR now"), "{problem}");
}
