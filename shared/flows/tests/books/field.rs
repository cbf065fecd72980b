//! Orders as shops send them day by day, beside those of the other tables: edits, exchanges, gift cards that pay as a line,
//! totals that the shop rounds, days on which a rate changes, buyers with numbers of many kinds. What is right was decided by
//! law and by what the order says, before any was played.

use engine::JobOutcome;
use model::{Code, JobKind};
use sandbox::CompanyPreset;
use sandbox::activecampaign::{AddressSeed, ContactSeed, OrderSeed};

use super::charts::chart;
use super::play::{booked, held};
use super::stores::{JUNE, MARCH, Store, play_all};
use crate::support::{EMAIL, World, annas_address, dec, document, job, lamps, order_job, parked};

/// What custom shops, Shopify and others write; in Sweden, in March.
const OTHER_STORES: &str = "
auto | 1 LAMP 719.10, 2 MUG 134.10, off 109.70, total 987.30 | * | LAMP 987.30
auto | 1 LAMP 719.10, ship 49, off 79.90, off-shipping 49 FREE, total 719.10 | * | LAMP 719.10
auto | 1 LAMP 719.10, 1 COFFEE 71.10, ship 49, off 87.80, total 839.20 | * | LAMP 768.10; COFFEE 71.10
auto | 2 LAMP 639.20, 1 COFFEE 70.54, ship 39.20, total 1726 | * | LAMP 1647; COFFEE 79
auto | 3 COFFEE 211.61, 2 MUG 238.40, ship 39.20, total 584 | * | COFFEE 237; MUG 347
auto | 1 LAMP 799, 0 MUG 149, total 799 | 1 × 799 LAMP | LAMP 799
auto | 2 LAMP 799, 0 MUG 0, total 1598 | 2 × 799 LAMP | LAMP 1598
auto | 0 LAMP 799, 1 MUG 149, total 948 | parked price_ambiguous: 948
auto | 0 LAMP 799, total 799 | parked value_invalid: Line 1; quantity of 0
auto | 1 LAMP 799, 1 -:Rabatt -100, total 699 | 1 × 799 LAMP, -1 × 100 DISCOUNT | LAMP 699
auto | 1 LAMP 799, 1 COFFEE 79, 1 -:Sommarrabatt_10_% -87.80, total 790.20 | * | LAMP 719.10; COFFEE 79; REDUCED -7.90
auto | 1 LAMP 639.20, 1 -:Discount -80, total 699 | * | LAMP 699
auto | 1 LAMP 799, 1 -:Presentkort_1234 -200, total 599 | 1 × 799 LAMP, -1 × 200 DEBT | LAMP 799; DEBT -200
auto | 1 LAMP 799, ship 49, 1 -:Gift_card_ABCD -848, total 0 | * | LAMP 848; DEBT -848
auto | 1 LAMP 639.20, off 200 Gift card 5, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, 1 -:Återköp_mugg -149, total 650 | parked sku_missing: Line 2
auto | 1 LAMP 799, 1 -:Tip 50, total 849 | parked sku_missing: Line 2; fees.names
auto | 1 COFFEE 79, 1 LAMP 799, ship 49, off 49 Fri frakt, total 878 | * | COFFEE 79; LAMP 799
auto | 1 COFFEE 79, 1 LAMP 799, ship 49, off 49 FREESHIPPING, total 878 | * | COFFEE 79; LAMP 799
auto | 1 COFFEE 79, 1 LAMP 799, ship 49, off 49 SUMMER, total 878 | * | COFFEE 79; LAMP 803.41; REDUCED -4.41
auto | 2 LAMP 799, 1 -:Frakt 49, total 1647 | 2 × 799 LAMP, 1 × 49 SHIPPING | LAMP 1647
auto | 1 COFFEE 70.54, 1 -:Shipping_(PostNord) 43.75, total 128 | * | COFFEE 79; REDUCED 49
auto | 1 LAMP 799, ship 49, 1 -:Frakt 49, total 897 | parked sku_missing: Line 2
auto, rounds, order | 1 LAMP 719.10, 1 -:Öresavrundning -0.10, total 719 | 1 × 719.1 LAMP | LAMP 719.10
auto | 1 LAMP 719.10, 1 -:Avrundning -0.10, total 719 | parked price_ambiguous: 719.10; rounding.tolerance
auto, company, to DE | 2 LAMP 639.20, total 1278.40 | parked total_mismatch: come to with no VAT; vat_number_field; comes to 1598.00 SEK, a difference of 319.60 SEK
auto, company, to DE | 2 LAMP 700, total 1400 | * | 250@3107 1400
auto, to DE | 2 LAMP 639.20, total 1278.40 | * | 250@3107 1278.40
auto | 1 GIFT 500, ship 49, total 549 | * | GIFT 500; LAMP 49
auto | 1 LAMP 799, off 999 Gift card 1, total 0 | parked price_ambiguous
auto | 1 LAMP 799, off 300 Gift card A, off 499 Gift card B, total 0 | * | LAMP 799; DEBT -799
auto | 1 GIFT 500, off 500 Gift card 7, total 0 | * | GIFT 500; DEBT -500
auto, company | 2 LAMP 799, off 200 Gift card 1, total 1398 | * | LAMP 1598; DEBT -200
auto, to DE | 1 LAMP 799, off 200 Gift card 4, total 599 | parked account_missing: DEBT; 3107; 3004; must not reduce
auto, to NO | 2 LAMP 639.20, off 200 Gift card 4, total 1078.40 | parked account_missing: DEBT; 3105; 3004
auto, to DE | 1 GIFT 500, total 500 | parked account_missing: GIFT; line 1; 3107; 3004; owed to its holder
auto, company, to DE, VAT number | 1 LAMP 799, 1 GIFT 500, total 1299 | parked account_missing: GIFT; line 2; 3108; 3004
auto, to NO | 2 GIFT 500, total 1000 | parked account_missing: GIFT; 3105; 3004
auto, to NO | 1 LAMP 799, 1 GIFT 0, total 799 | * | 0@3105 799
auto | 1 LAMP 799, off 50 Tillgodokvitto 88, total 749 | * | LAMP 799; DEBT -50
auto | 1 LAMP 799, off 50 Tilgodelapp, total 749 | * | LAMP 799; DEBT -50
auto | 1 LAMP 799, off 50 eGift Card, total 749 | * | LAMP 799; DEBT -50
auto | 1 LAMP 799, off 50 Julgavekort, total 749 | * | LAMP 799; DEBT -50
auto | 1 LAMP 799, off 50 Tegoedbon, total 749 | * | LAMP 799; DEBT -50
auto | 1 LAMP 799, off 50 Gutschein SOMMER, total 749 | * | LAMP 749
auto | 1 LAMP 799, 1 LAMP -799, total 0 | 1 × 799 LAMP, -1 × 799 LAMP | LAMP 0
auto | 1 LAMP -799, 1 MUG 149, total -650 | parked value_invalid: negative; credit
auto | 1 COFFEE 79, 1 MUG 149, ship 49, off 277 FREE, total 0 | * | LAMP 0; COFFEE 79; REDUCED -79
auto | 1 LAMP 719.50, total 720 | parked price_ambiguous: 719.50; 720; rounding
auto, to US | 1 LAMP 799, ship 199, total 998 | * | 0@3105 998
auto, to NO | 2 LAMP 799, total 1278.40 | parked price_ambiguous: vat-taken-off
auto, company, to DE | 2 LAMP 799, total 1598 | * | 250@3107 1598
auto, OSS, to DE | 1 LAMP 799, 2 COFFEE 79, ship 49, total 1006 | * | 190@3106 848; 70@3106 158
rest, auto | 2 LAMP 1278.40, ship 39.20, tax 329.40, total 1647 | * | LAMP 1647
rest, auto | 2 LAMP 1598, ship 49, tax 329.40, total 1647 | * | LAMP 1647
rest, auto | 1 LAMP 799, 1 COFFEE 79, tax 168.26, total 878 | * | LAMP 799; COFFEE 79
rest, auto | 1 LAMP 100, 2 COFFEE 158, ship 49, tax 46.73, total 307 | * | LAMP 149; COFFEE 158
rest, auto | 1 LAMP 100, 2 COFFEE 158, ship 49, tax 42.18, total 307 | * | LAMP 100; COFFEE 158; REDUCED 49
rest, auto | 1 LAMP 100, 2 COFFEE 158, ship 49, tax 44.44, total 307 | parked total_mismatch: 44.44
rest, auto | 1 LAMP 799, 2 COFFEE 158, off 50, tax 166.73, total 907 | * | LAMP 749; COFFEE 158
rest, auto | 2 LAMP 1598, tax 171.21, total 1598 | parked total_mismatch: 171.21; 319.60
";

/// WooCommerce and Magento, in Sweden, in March.
const PLUGINS: &str = "
| 1 LAMP of 799, 2 COFFEE of 79, coupon 100% | * | LAMP 0; COFFEE 0
| 1 LAMP 639.2, 1 COFFEE 70.535714, off 70.973571, total 790 | parked total_mismatch: 790.20; rounding
rounds, order | 1 LAMP 639.2, 1 COFFEE 70.535714, off 70.973571, total 790 | * | LAMP 719.10; COFFEE 79; REDUCED -7.90
| 1 LAMP 639.2, 1 MUG 119.2, off 75.84, total 853 | parked total_mismatch: 853.20; rounding
| 1 LAMP 639.2, 1 MUG 119.2, total 799 | parked partial_refund
| 6 TEA of 45, 6 COFFEE of 79, ship 79 as COFFEE | * | COFFEE 744; REDUCED 79
| 3 TEA of 45, 1 LAMP of 799, coupon 45 TEA | * | COFFEE 135; LAMP 799; REDUCED -45
| 2 BOOK of 120, 2 COFFEE of 79, 2 MUG of 149, ship 49 as MUG, coupon 10% BOOK | * | BOOK 216; COFFEE 158; MUG 347
| 1 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP, coupon 50, coupon 10% COFFEE | * | LAMP 823; COFFEE 79; REDUCED -30.40
company, to DE | 2 LAMP of 799, ship 49 as LAMP | * | 250@3107 1647
in NOK | 2 LAMP of 799 | * | LAMP 1598
magento | 1 LAMP of 799, 1 LAMP of 0 | * | LAMP 799
magento | 1 GIFT of 500, 2 MUG of 149, coupon 10% MUG | * | GIFT 500; MUG 268.20
magento | 2 LAMP of 799, 1 COFFEE of 79, coupon 10% COFFEE | * | LAMP 1598; COFFEE 79; REDUCED -7.90
magento | 2 LAMP of 799, 3 COFFEE of 79, 2 BOOK of 120, ship 49 as LAMP, coupon 50 COFFEE | * | LAMP 1647; COFFEE 237; REDUCED -50; BOOK 240
";

/// Where the shop has charged another rate than eAccounting computes; what is over is no fee then.
const OTHER_RATES: &str = "
company, to DE | 2 LAMP of 639.20 at 0 | parked total_mismatch: come to with no VAT; vat_number_field
company, to DE | 1 LAMP of 639.20 at 0, ship 39.20 at 0 | parked total_mismatch: come to with no VAT
| 1 LAMP of 639.20 at 0 | parked total_mismatch: come to with no VAT; as for a sale at home; an account coding of 0 %; comes to 799.00 SEK, a difference of 159.80 SEK
company, to DE, VAT number | 1 MUG of 50 | parked total_mismatch: VAT of the articles' codings
fees 50, company, to DE, VAT number | 1 MUG of 50 | parked total_mismatch: VAT of the articles' codings
fees 50, to NO | 1 MUG of 50 | parked total_mismatch: VAT of the articles' codings; vat.countries.NO.charge_vat = true
fees 50, to NO | 2 LAMP of 799, ship 49 as LAMP | parked total_mismatch: VAT of the articles' codings
fees 50, auto, to NO | 1 MUG 40, total 50 | parked total_mismatch: VAT of the articles' codings
fees 50, OSS, to DE | 1 MUG of 125 | parked total_mismatch: VAT of the articles' codings
fees 50 | 1 BOOK of 112 at 120 | parked total_mismatch: 12 % VAT; computes 6 %
fees 50 | 1 BOOK of 112 at 120, 1 LAMP of 799 | parked total_mismatch: 12 % VAT; computes 6 %
fees 50 | 1 COFFEE of 79, 1 LAMP of 799, fee 29 | * | COFFEE 79; LAMP 799; FEE 29
fees 50, to NO | 1 MUG of 119.20 at 0, fee 25 | * | 0@3105 144.20
";

/// The same of each country's company.
const EVERYWHERE: &str = "
auto | 1 LAMP 799, 1 COFFEE 79, 1 -:Discount -87.80, total 790.20 | * | LAMP 719.10; COFFEE 79; REDUCED -7.90
auto | 1 LAMP 79.90, 0 MUG 14.90, ship 4.90, total 84.80 | * | LAMP 84.80
auto | 1 LAMP 79.90, 1 -:Gift_card_9 -20, total 59.90 | * | LAMP 79.90; DEBT -20
auto | 1 COFFEE 7.90, 1 LAMP 79.90, ship 4.90, off 4.90 Free shipping, total 87.80 | * | COFFEE 7.90; LAMP 79.90
auto | 3 COFFEE 7.90, 1 MUG 14.90, off 3.86, total 34.74 | * | COFFEE 23.70; REDUCED -2.37; MUG 13.41
| 2 COFFEE of 79, 1 LAMP of 799, 3 MUG of 149, ship 59 as LAMP, coupon 25% | * | COFFEE 158; REDUCED -39.50; LAMP 993.50
| 4 BOOK of 120, 2 LAMP of 799, coupon 100 BOOK | * | BOOK 380; LAMP 1598
| 1 LAMP of 79.90, ship 4.90 as LAMP | 1 × 79.9 LAMP, 1 × 4.9 SHIPPING | LAMP 84.80
magento | 2 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP, coupon 10% LAMP | * | LAMP 1487.20; COFFEE 79
magento, unpriced | 2 LAMP of 799, 3 COFFEE of 79, coupon 50 COFFEE | * | LAMP 1598; COFFEE 237; REDUCED -50
";

/// Around the days on which Swedish food's rate changes, and at the turn of years; days are those in Stockholm.
const DAYS: [(&str, &str); 6] = [
    (
        "2026-03-31",
        "at 2026-03-31T21:59:59Z | 3 COFFEE of 79 | * | COFFEE 237",
    ),
    (
        "2026-04-01",
        "at 2026-03-31T22:00:00Z, auto | 3 COFFEE 79, ship 49, total 286 | * | COFFEE 237; REDUCED 49",
    ),
    (
        "2027-12-31",
        "at 2027-12-31T22:59:00Z | 3 COFFEE of 79 | * | COFFEE 237",
    ),
    (
        "2028-01-01",
        "at 2027-12-31T23:00:00Z, auto | 1 COFFEE 79, 1 LAMP 799, total 878 | * | COFFEE 79; LAMP 799",
    ),
    (
        "2028-02-29",
        "at 2028-02-28T23:30:00Z, company | 2 COFFEE of 79, 1 LAMP of 799 | * | COFFEE 158; LAMP 799",
    ),
    (
        "2026-12-31",
        "at 2026-12-31T22:59:00Z, auto | 1 COFFEE 79, total 79 | * | COFFEE 79",
    ),
];

#[tokio::test]
async fn what_other_stores_write_is_booked_as_a_bookkeeper_would() {
    play_all(OTHER_STORES, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn what_plugins_write_is_booked_as_a_bookkeeper_would() {
    play_all(PLUGINS, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn what_another_vat_rate_explains_is_no_fee_and_no_refund() {
    play_all(OTHER_RATES, &[("SE", MARCH)]).await;
    // The shop has not heard yet that food has 6 % VAT.
    let late = "fees 50 | 1 COFFEE of 112 at 120 | parked total_mismatch: 12 % VAT; computes 6 %";
    play_all(late, &[("SE", JUNE)]).await;
}

#[tokio::test]
async fn discounts_written_as_lines_and_free_shipping_are_the_same_everywhere() {
    let places = [("NO", MARCH), ("NL", MARCH), ("FI", MARCH)];
    play_all(EVERYWHERE, &places).await;
}

#[tokio::test]
async fn an_order_has_the_rate_of_its_day_where_the_company_is() {
    for (day, line) in DAYS {
        play_all(line, &[("SE", day)]).await;
    }
}

/// Who buys a lamp: their company's name, their VAT number, and where they are.
struct Who(&'static str, &'static str, &'static str, &'static str);

/// The seller's country, who buys, where the goods go if elsewhere; rate in tenths and account, or a word of why it waits.
type Sold = (
    CompanyPreset,
    Who,
    Option<(&'static str, &'static str)>,
    Result<(i64, i64), &'static str>,
);

const BUYERS: &[Sold] = &[
    // Companies of the EU, as their numbers are written.
    (
        CompanyPreset::Se,
        Who("Bakker", "NL.0044.95.445.B.01", "Pays-Bas", "1012 LG"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Ets Dupont", "n° TVA: FR 40 303 265 045", "France", "75001"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Monte SARL", "FR40303265045", "MC", "98000"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Wolff bvba", "BE 428.759.497", "Belgien", "1000"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("", "NIP 856-734-62-15", "PL", "00-001"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Ellas AE", "GR 094259216", "Grekland", "105 57"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Murphy Ltd", "IE 6433435 F", "Ireland", ""),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Belfast Ltd", "XI 980 7806 84", "GB", "BT1 5GS"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Belfast Ltd", "GB 980 7806 84", "GB", "bt15gs"),
        None,
        Ok((250, 3107)),
    ),
    (
        CompanyPreset::Fi,
        Who("Ek AB", "SE556677-8899 01", "Sverige", "111 22"),
        None,
        Ok((0, 3360)),
    ),
    (
        CompanyPreset::Nl,
        Who("Müller GmbH", "USt-IdNr.: DE136695976", "Alemania", "10115"),
        None,
        Ok((0, 8200)),
    ),
    // Without a number, or with one that every taxpayer has.
    (
        CompanyPreset::Se,
        Who("Müller GmbH", "", "Deutschland", "10115"),
        None,
        Ok((250, 3107)),
    ),
    (
        CompanyPreset::Se,
        Who("", "33392005961", "Kroatia", "10000"),
        None,
        Err("VAT number"),
    ),
    (
        CompanyPreset::Se,
        Who("Kvarner d.o.o.", "33392005961", "HR", "10000"),
        None,
        Ok((0, 3108)),
    ),
    (
        CompanyPreset::Se,
        Who("Privat, ej företag", "", "DE", "10115"),
        None,
        Ok((250, 3107)),
    ),
    (
        CompanyPreset::Se,
        Who("Lindqvzx, Annaqvzx", "", "DE", "10115"),
        None,
        Ok((250, 3107)),
    ),
    (
        CompanyPreset::Se,
        Who("", "RSSMRA85T10A562S", "Italia", "20121"),
        None,
        Ok((250, 3107)),
    ),
    // Out of the EU, whatever the number.
    (
        CompanyPreset::Se,
        Who("Käse AG", "CHE-109.322.551 MWST", "Schweiz/Suisse", "8001"),
        None,
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::Se,
        Who("Ola AS", "NO 974 760 673 MVA", "Norge", "0155"),
        None,
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::Se,
        Who("London Ltd", "GB980780684", "England", "SW1A 1AA"),
        None,
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::No,
        Who("Müller GmbH", "DE136695976", "DE", "10115"),
        None,
        Ok((0, 3110)),
    ),
    (
        CompanyPreset::Nl,
        Who("", "", "Groenland", "3900"),
        None,
        Ok((0, 8300)),
    ),
    // Goods that go elsewhere than the invoice.
    (
        CompanyPreset::Se,
        Who("", "", "SE", "111 22"),
        Some(("FI", "22100")),
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::Fi,
        Who("", "", "FI", "00100"),
        Some(("Suomi", "22 100")),
        Ok((0, 3370)),
    ),
    (
        CompanyPreset::Fi,
        Who("", "", "AX", "22100"),
        Some(("FI", "00100")),
        Ok((255, 3000)),
    ),
    (
        CompanyPreset::Se,
        Who("Ek AB", "", "SE", "111 22"),
        Some(("AX", "22100")),
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::Se,
        Who("", "", "SE", "111 22"),
        Some(("ES", "35001")),
        Err("the Canary Islands"),
    ),
    (
        CompanyPreset::Se,
        Who("Müller GmbH", "DE136695976", "DE", "10115"),
        Some(("NO", "0155")),
        Ok((0, 3105)),
    ),
    (
        CompanyPreset::Se,
        Who("Ola AS", "", "NO", "0155"),
        Some(("DE", "10115")),
        Ok((250, 3107)),
    ),
    (
        CompanyPreset::Se,
        Who("", "", "US", "02108"),
        Some(("Sweden", "111 22")),
        Ok((250, 3001)),
    ),
    (
        CompanyPreset::No,
        Who("", "", "NO", "0155"),
        Some(("Svalbard", "9170")),
        Ok((0, 3110)),
    ),
    (
        CompanyPreset::Nl,
        Who("", "", "BE", "1000"),
        Some(("Nederland", "1012 LG")),
        Ok((210, 8000)),
    ),
];

/// Sends an order of one lamp for 100; how it ends.
async fn sell(sold: &Sold) -> (World, JobOutcome) {
    let (seller, Who(company, number, country, postcode), delivery, _) = sold;
    let settings = "[customers]\ncompanies = true\nvat_number_field = \"vat_number\"\n";
    let world = World::still_in(*seller, settings, 3);
    let (rate, currency) = match seller {
        CompanyPreset::Se => ("25%", "SEK"),
        CompanyPreset::No => ("25%", "NOK"),
        CompanyPreset::Nl => ("21%", "EUR"),
        CompanyPreset::Fi => ("25.5%", "EUR"),
    };
    world.article("LAMP", rate);
    if !number.is_empty() {
        world.contact(&ContactSeed::new(EMAIL).field("VAT_NUMBER", number));
    }
    let to = |country: &str, postcode: &str| AddressSeed {
        country: country.to_owned(),
        postal: postcode.to_owned(),
        city: "Staden".to_owned(),
        ..annas_address()
    };
    let mut seed = OrderSeed {
        currency: currency.to_owned(),
        billing: AddressSeed {
            company: (*company).to_owned(),
            ..to(country, postcode)
        },
        delivery: delivery.map_or_else(
            || to(country, postcode),
            |(country, postcode)| to(country, postcode),
        ),
        ..lamps()
    };
    seed.lines[0].quantity = 1;
    seed.lines[0].amount = dec("100");
    let key = world.order(&seed);
    let ended = world.settle(order_job(&world, &key)).await;
    (world, ended)
}

#[tokio::test]
async fn a_sale_has_the_vat_of_who_bought_and_where_it_went() {
    let mut wrong = Vec::new();
    for sold in BUYERS {
        let (_, Who(company, number, country, postcode), delivery, right) = sold;
        let (world, ended) = sell(sold).await;
        let is_right = match (&ended, right) {
            (JobOutcome::Parked(problem), Err(word)) => problem.to_string().contains(word),
            (JobOutcome::Done { .. }, Ok((rate, account))) => {
                let order = held(&world, "orders").remove(0);
                let net = 10_000 * 1000 / (1000 + rate);
                let places = booked(&order);
                places.len() == 1
                    && places
                        .get(&(*account, *rate))
                        .is_some_and(|booked| (booked - net).abs() <= 1)
            }
            _ => false,
        };
        if !is_right || !world.sandbox.violations().is_empty() {
            let books = held(&world, "orders").first().map(booked);
            wrong.push(format!(
                "\"{company}\" \"{number}\" {country} {postcode} {delivery:?}: {ended:?} {books:?} {:?}",
                world.sandbox.violations()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn a_credit_after_a_rate_changed_waits_and_says_why() {
    let store = |order| Store {
        chart: chart("SE"),
        day: MARCH,
        options: vec!["auto"],
        order,
    };
    for (order, waits) in [
        ("3 COFFEE 79, total 237", true),
        ("1 LAMP 799, 1 COFFEE 79, total 878", true),
        ("1 LAMP 799, total 799", false),
    ] {
        let store = store(order);
        let world = store.open();
        world.set(
            &store
                .settings()
                .replace("[orders]\n", "[orders]\non_cancel = \"credit\"\n"),
        );
        let seed = store.seed();
        let source = store.place(&world, &seed);
        document(&world.settle(job(&world, JobKind::Order, &source)).await);
        world.pass(3600);
        store.place(
            &world,
            &OrderSeed {
                status: "REFUNDED".to_owned(),
                ..seed
            },
        );
        let client = &world.worker.services().activecampaign;
        let refunded = client.order("1", "7001").await.unwrap().unwrap();
        let again = model::Job {
            version: refunded.version,
            ..job(&world, JobKind::Order, &source)
        };
        let ended = world.settle(again).await;
        let credits = held(&world, "invoices").len() - 1;
        if !waits {
            document(&ended);
            assert_eq!(credits, 1, "{order}");
            continue;
        }
        let problem = parked(&ended);
        assert_eq!(problem.code, Code::TOTAL_MISMATCH, "{problem}");
        for word in ["COFFEE", "12 %", "6 %", "2026-03-15", "by hand"] {
            assert!(problem.to_string().contains(word), "{order}: {word}: {problem}");
        }
        assert_eq!(credits, 0, "{order}");
        assert_eq!(
            world.records("customerinvoicedrafts"),
            Vec::<serde_json::Value>::new()
        );
    }
}

#[tokio::test]
async fn what_people_type_around_their_address_is_no_reason_to_wait() {
    let world = World::still_in(CompanyPreset::Se, "[customers]\ncompanies = true\n", 3);
    world.stock();
    let address = AddressSeed {
        first_name: " Annaqvzx ".to_owned(),
        last_name: "O&#039;Lindqvzx\u{200b}".to_owned(),
        company: "c/o Andersson".to_owned(),
        address1: "  Qvzxgatan 1 ".to_owned(),
        postal: "SE-111 22".to_owned(),
        city: " Stockholm".to_owned(),
        country: " sverige ".to_owned(),
        ..AddressSeed::default()
    };
    let seed = OrderSeed {
        number: "#1001 B".to_owned(),
        email: "Anna.QVZX@Example.COM".to_owned(),
        currency: "sek".to_owned(),
        billing: address.clone(),
        delivery: AddressSeed {
            company: "Jobbet AB".to_owned(),
            ..address
        },
        ..lamps()
    };
    let key = world.order(&seed);
    document(&world.settle(order_job(&world, &key)).await);
    let customer = world.only("customers");
    for (field, value) in [
        ("Name", "Annaqvzx O'Lindqvzx"),
        ("InvoiceAddress1", "Qvzxgatan 1"),
        ("InvoiceAddress2", "c/o Andersson"),
        ("InvoiceCity", "Stockholm"),
        ("InvoiceCountryCode", "SE"),
        ("EmailAddress", EMAIL),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    assert_eq!(customer["IsPrivatePerson"], true);
    let order = world.only("orders");
    assert_eq!(order["BuyersOrderReference"], "#1001 B");
    assert_eq!(order["DeliveryCustomerName"], "Jobbet AB");
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn goods_that_are_picked_up_in_the_store_are_no_export() {
    for (method, country, waits) in [
        ("Hämta i butik", "NO", true),
        ("Local pickup", "US", true),
        ("PostNord MyPack Collect", "NO", false),
        ("Local pickup", "SE", false),
        ("Local pickup", "DE", false),
    ] {
        let world = World::still_in(CompanyPreset::Se, "", 3);
        world.stock();
        let address = AddressSeed {
            country: country.to_owned(),
            postal: "10115".to_owned(),
            ..annas_address()
        };
        let seed = OrderSeed {
            shipping_method: method.to_owned(),
            billing: address.clone(),
            delivery: address,
            ..lamps()
        };
        let key = world.order(&seed);
        let ended = world.settle(order_job(&world, &key)).await;
        if !waits {
            document(&ended);
            continue;
        }
        let problem = parked(&ended);
        assert_eq!(problem.code, Code::VALUE_INVALID, "{problem}");
        assert!(problem.message.contains("picked up in the store"), "{problem}");
        assert!(world.records("orders").is_empty(), "{method} {country}");
    }
}
