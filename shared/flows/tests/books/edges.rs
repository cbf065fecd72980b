//! Where one setting meets another, and where numbers, days and currencies end. What is right was decided by law, by the manual and
//! by what the order says, before any was played.

use super::stores::{JUNE, MARCH, play_all};

/// Settings that real shops combine.
const PAIRS: &str = "
auto, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 250@3001 100
auto, company, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 250@3001 100
auto, OSS, to DE, set [articles] on_unknown_sku = \"create\" | 1 NEW 119, total 119 | * | 190@3106 119
auto, to DE, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 250@3107 100
auto, to NO, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 0@3105 100
auto, company, to DE, VAT number, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 0@3108 100
set [articles] on_unknown_sku = \"create\" | 1 NEW 80, total 100 | * | 250@3001 100
set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 112 | parked *
auto, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, 1 COFFEE 79, ship 49, off 22.80, total 205.20 | * | 250@3001 136.26; COFFEE 79; REDUCED -10.06
auto, paid, set [articles] on_unknown_sku = \"create\" | 1 NEW 100, total 100 | * | 250@3001 100
auto, order, set [articles] on_unknown_sku = \"create\" | 2 NEW 100, 1 LAMP 799, total 999 | * | 250@3001 999
auto, set [articles] on_unknown_sku = \"fallback\", set [articles.fallback] 25 = \"LAMP\" | 1 NEW 100, 1 COFFEE 79, total 179 | * | LAMP 100; COFFEE 79
auto, to NO, set [articles] on_unknown_sku = \"fallback\", set [articles.fallback] 25 = \"LAMP\" | 1 NEW 100, total 100 | * | 0@3105 100
auto, OSS, to DE, set [articles] on_unknown_sku = \"fallback\", set [articles.fallback] 25 = \"LAMP\" | 1 NEW 119, total 119 | * | 190@3106 119
auto, set [articles] on_unknown_sku = \"fallback\", set [articles.fallback] 12 = \"COFFEE\" | 1 NEW 100, total 100 | parked *
auto, OSS, to DE, fee named Tip | 1 LAMP 119, 1 -:Tip 11.90, total 130.90 | * | 190@3106 130.90
auto, to NO, fee named Tip | 1 LAMP 799, 1 -:Tip 50, total 849 | * | 0@3105 849
auto, company, fee named Tip | 1 LAMP 799, 1 -:Tip 50, total 849 | * | LAMP 799; FEE 50
auto, company, to DE, VAT number, fee named Tip | 1 LAMP 639.20, 1 -:Tip 40, total 679.20 | * | 0@3108 679.20
auto, order, fee named Tip | 1 LAMP 799, 1 -:Tip 50, off 84.90, total 764.10 | * | LAMP 719.10; FEE 45
fees 50, to NO | 30 MUG of 149 at 0, fee 29 | * | 0@3105 4499
auto, set [vat] shipping_vat = \"split\" | 1 LAMP 799, 1 COFFEE 79, ship 49, total 927 | * | LAMP 843.59; COFFEE 79; REDUCED 4.41
auto, set [vat] shipping_vat = \"split\" | 1 GIFT 500, 1 LAMP 799, ship 49, total 1348 | * | GIFT 500; LAMP 848
auto, set [vat] shipping_vat = \"highest\" | 1 COFFEE 790, 1 MUG 79, ship 49, total 918 | * | COFFEE 790; MUG 128
auto, OSS, to DE, set [vat] shipping_vat = \"highest\" | 1 LAMP 119, ship 11.90, total 130.90 | * | 190@3106 130.90
auto, company, to DE, VAT number | 1 LAMP 639.20, off 200 Presentkort 7, total 439.20 | parked account_missing
auto, to NO | 1 LAMP 639.20, off 200 Presentkort 7, total 439.20 | parked account_missing
auto, OSS, to DE | 1 LAMP 119, off 50 Presentkort 7, total 69 | parked *
auto, tolerance 0.05 | 1 LAMP 799, off 200 Gift card 1, total 598.98 | * | LAMP 799; DEBT -200.02
auto, company, tolerance 0.02 | 1 COFFEE 89.55, total 89.55 | * | COFFEE 89.56; DEBT -0.01
auto, company | 1 COFFEE 89.55, 1 LAMP 799, total 888.55 | * | COFFEE 89.56; LAMP 798.99
auto, to NO, tolerance 0.05 | 1 LAMP 639.20, total 639.22 | * | 0@3105 639.22
auto, set [orders] zero_total = \"skip\" | 1 LAMP 0, total 0 | skipped zero_total
auto, set [orders] zero_total = \"skip\" | 1 LAMP 799, off 799, total 0 | skipped zero_total
auto, set [orders] zero_total = \"skip\" | 1 LAMP 799, off 799 Gift card 5, total 0 | * | LAMP 799; DEBT -799
auto, set [orders] zero_total = \"skip\" | 1 LAMP 799, off 799 gc-55, total 0 | * | LAMP 799; DEBT -799
auto, set [orders] zero_total = \"skip\" | 1 LAMP 799, 1 -:Gift_card_9 -799, total 0 | * | LAMP 799; DEBT -799
auto, paid | 1 LAMP 799, off 200 Gift card 1, total 599 | * | LAMP 799; DEBT -200
auto, paid | 1 LAMP 799, off 799 Gift card 1, total 0 | * | LAMP 799; DEBT -799
auto, paid | 1 LAMP 0, total 0 | * | LAMP 0
auto, paid, in EUR | 1 LAMP 79.90, total 79.90 | * | LAMP 79.90
auto, paid, to NO | 1 LAMP 639.20, total 639.20 | * | 0@3105 639.20
auto, rounds, tolerance 0.05 | 1 LAMP 719.40, total 719 | * | LAMP 719.40
auto, rounds, to NO, in NOK | 1 LAMP 639.40, total 639.40 | * | 0@3105 639.40
auto, set [prices] zero_rated_prices = \"vat-taken-off\", to NO | 1 LAMP 799, total 639.20 | * | 0@3105 639.20
auto, set [prices] zero_rated_prices = \"vat-taken-off\", to NO | 1 LAMP 799, ship 49, total 678.40 | * | 0@3105 678.40
auto, set [vat.countries] NO = { charge_vat = true }, to NO | 1 LAMP 799, 1 COFFEE 79, total 878 | * | LAMP 799; COFFEE 79
auto, set [vat.countries] DE = { rate = 19 and account = 3106 }, to DE | 1 LAMP 100, total 100 | parked *
";

/// Where numbers end.
const NUMBERS: &str = "
auto | 1 LAMP 0, total 0 | * | LAMP 0
auto | 1 LAMP 799, 0 MUG 149, total 799 | * | LAMP 799
auto | 0 MUG 149, 0 LAMP 799, ship 49, total 49 | parked value_invalid: 149.00 SEK but a quantity of 0
auto | 0 MUG 149, total 0 | parked value_invalid: quantity of 0
auto | 1 LAMP 799, 1 LAMP -799, total 0 | * | LAMP 0
auto | 1 LAMP 799, 1 COFFEE -79, ship 49, total 769 | * | LAMP 848; COFFEE -79
auto | 1 LAMP -799, total -799 | parked *
auto, order | 1 LAMP -799, total -799 | parked *
auto | 1 LAMP 799, 1 MUG -1000, total -201 | parked *
auto | 1 HOOK 0.01, total 0.01 | * | HOOK 0.01
auto | 1 HOOK 0.004, total 0 | * | HOOK 0
auto | 1000 HOOK 0.001, total 1 | * | HOOK 1
auto | 333 HOOK 0.333, total 110.89 | * | HOOK 110.89
auto | 3 LAMP 33.3333, total 100 | * | LAMP 100
auto | 7 COFFEE 0.142857, total 1 | * | COFFEE 1
auto | 6 COFFEE 16.6667, 3 LAMP 33.3333, total 200 | * | COFFEE 100; LAMP 100
auto | 13 HOOK 7.6923, 7 TEA 14.2857, total 200 | * | HOOK 100; COFFEE 100
auto, to NO | 3 LAMP 33.3333, total 100 | * | 0@3105 100
auto, in EUR | 12 HOOK 0.0833, total 1 | * | HOOK 1
auto | 1 LAMP 99999999.99, total 99999999.99 | * | LAMP 99999999.99
auto | 1000000 HOOK 12.50, total 12500000 | * | HOOK 12500000
auto | 9999 HOOK 0.07, total 699.93 | * | HOOK 699.93
auto, to JP, in JPY | 2 LAMP 15000, total 30000 | * | 0@3105 30000
auto, to JP, in JPY | 3 LAMP 3333.33, total 10000 | * | 0@3105 10000
auto, to JP, in JPY | 1 LAMP 15000, ship 990, off 1599, total 14391 | * | 0@3105 14391
auto, in JPY | 1 LAMP 12500, total 12500 | * | LAMP 12500
auto, in JPY | 1 LAMP 9999, 1 COFFEE 999, total 10998 | * | LAMP 9999; COFFEE 999
auto, to IS, in ISK | 1 LAMP 12990, total 12990 | * | 0@3105 12990
to JP, in JPY | 2 LAMP of 15000 at 0 | * | 0@3105 30000
auto, to KW, in KWD | 1 LAMP 12.35, total 12.35 | parked *
auto, to KW, in KWD | 1 LAMP 12.345, total 12.345 | parked *
auto, in DKK | 1 LAMP 799, 1 COFFEE 79, total 878 | * | LAMP 799; COFFEE 79
auto, company, in EUR | 1 LAMP 79.99, total 79.99 | * | LAMP 79.99
| 2 LAMP of 0.01 | parked partial_refund
priced LAMP 0.01 | 2 LAMP of 0.01 | * | LAMP 0.02
priced HOOK 0.50 | 1000 HOOK of 0.50 | * | HOOK 500
priced LAMP 19999.90 | 5 LAMP of 19999.90 | * | LAMP 99999.50
magento | 1000 HOOK of 0.50, ship 49 as HOOK | * | HOOK 549
";

/// At the turn of years, on leap days, and when clocks change; days are those in Stockholm.
const DAYS: [(&str, &str); 15] = [
    (
        "2025-12-31",
        "at 2025-12-31T22:59:59Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T23:00:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2025-12-31",
        "at 2025-12-31T23:30:00+01:00, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T20:00:00-05:00, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2025-12-31",
        "at 2026-01-01T08:00:00+13:00, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2025-12-31",
        "at 2025-12-31T22:59:59Z, locked 2025-12-31, auto | 1 LAMP 799, total 799 | parked period_locked: 2025-12-31",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T23:00:00Z, locked 2025-12-31, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-01-01",
        "at 2025-12-31T20:00:00-05:00, locked 2025-12-31, auto, to NO | 1 LAMP 799, total 799 | * | 0@3105 799",
    ),
    (
        "2024-02-29",
        "at 2024-02-29T22:59:00Z, auto | 1 COFFEE 79, total 79 | * | COFFEE 79",
    ),
    (
        "2028-02-29",
        "at 2028-02-29T22:59:00Z | 1 COFFEE of 79, 1 LAMP of 799 | * | COFFEE 79; LAMP 799",
    ),
    (
        "2028-03-01",
        "at 2028-02-29T23:00:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-03-29",
        "at 2026-03-29T01:30:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-03-30",
        "at 2026-03-29T22:00:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-10-25",
        "at 2026-10-25T22:59:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
    (
        "2026-10-26",
        "at 2026-10-25T23:00:00Z, auto | 1 LAMP 799, total 799 | * | LAMP 799",
    ),
];

#[tokio::test(start_paused = true)]
async fn settings_that_meet_are_booked_right_or_wait() {
    play_all(PAIRS, &[("SE", MARCH)]).await;
}

#[tokio::test(start_paused = true)]
async fn numbers_at_their_ends_are_booked_to_the_smallest_unit_or_wait() {
    play_all(NUMBERS, &[("SE", MARCH)]).await;
}

#[tokio::test(start_paused = true)]
async fn orders_around_a_days_end_are_of_their_day_in_stockholm() {
    for (day, line) in DAYS {
        play_all(line, &[("SE", day)]).await;
    }
}

/// A thousand rows are the most that a document has.
#[tokio::test(start_paused = true)]
async fn a_document_of_a_thousand_rows_is_booked_and_of_one_more_waits() {
    let order = |lines: usize, total: &str| -> &'static str {
        let lines = vec!["1 HOOK 12.50"; lines].join(", ");
        Box::leak(format!("auto | {lines}, {total}").into_boxed_str())
    };
    play_all(order(1000, "total 12500 | * | HOOK 12500"), &[("SE", JUNE)]).await;
    play_all(order(1000, "ship 49, total 12549 | parked *"), &[("SE", JUNE)]).await;
}
