//! Deals: one row, at a value with VAT or without, as the settings say.

use model::JobKind;
use sandbox::activecampaign::{ContactSeed, DealSeed};

use super::case::Case;
use super::play::{booked, cents, held, open_with};
use crate::support::{World, dec, document, job};

/// Won by the case's buyer, for a value in whole units.
async fn win(case: &Case, includes_vat: bool, value: &str, company: &str) -> World {
    let settings = format!("[orders.deals]\narticle = \"LAMP\"\nvalue_includes_vat = {includes_vat}\n");
    let world = open_with(case, &format!("{}{settings}", case.settings()));
    let active = world.sandbox.activecampaign();
    let contact = active.add_contact(&ContactSeed {
        organisation: company.to_owned(),
        ..case.contact()
    });
    let deal = active.add_deal(&DealSeed {
        title: "Lamps for the stairs".to_owned(),
        contact: Some(contact),
        value: dec(value),
        currency: case.cart.currency.clone(),
        ..DealSeed::default()
    });
    active.win_deal(deal);
    document(
        &world
            .settle(job(&world, JobKind::Order, &format!("deal:{deal}")))
            .await,
    );
    world
}

#[tokio::test]
async fn a_deals_value_is_with_vat_or_without_as_the_settings_say_in_every_country() {
    // Whether the value includes VAT, the value, and by hand: net, VAT, account.
    for (line, includes_vat, value, net, vat, account) in [
        (
            "SE | private SE | REST | domestic",
            false,
            "1000",
            1_000_00,
            250_00,
            3001,
        ),
        (
            "SE | private SE | REST | domestic",
            true,
            "1000",
            800_00,
            200_00,
            3001,
        ),
        (
            "NO | private NO | REST | domestic",
            false,
            "499.90",
            499_90,
            124_98,
            3000,
        ),
        (
            "NO | private NO | REST | domestic",
            true,
            "499.90",
            399_92,
            99_98,
            3000,
        ),
        (
            "NL | private NL | REST | domestic",
            false,
            "1000",
            1_000_00,
            210_00,
            8000,
        ),
        (
            "NL | private NL | REST | domestic",
            true,
            "1000",
            826_45,
            173_55,
            8000,
        ),
        (
            "FI | private FI | REST | domestic",
            false,
            "1000",
            1_000_00,
            255_00,
            3000,
        ),
        (
            "FI | private FI | REST | domestic",
            true,
            "1000",
            796_81,
            203_19,
            3000,
        ),
    ] {
        let case = Case::read(line);
        let world = win(&case, includes_vat, value, "").await;
        let order = held(&world, "orders").remove(0);
        let rate = case.chart.rates[0];
        assert_eq!(
            booked(&order),
            [((account, rate), net)].into(),
            "{line} {includes_vat}"
        );
        assert_eq!(cents(&order["VatAmount"]), vat, "{line} {includes_vat}");
        assert_eq!(order["Rows"].as_array().unwrap().len(), 1);
        assert_eq!(order["IncludesVat"], true);
    }
}

#[tokio::test]
async fn a_companys_deal_has_net_rows() {
    let case = Case::read("SE | company SE | REST | domestic");
    let world = win(&case, false, "4800", "Qvzxholm Handel").await;
    let order = held(&world, "orders").remove(0);
    assert_eq!(world.only("customers")["IsPrivatePerson"], false);
    assert_eq!(
        (cents(&order["Amount"]), cents(&order["VatAmount"])),
        (4_800_00, 1_200_00)
    );
    assert_eq!(booked(&order), [((3001, 250), 4_800_00)].into());
}
