//! Deals: one row, at a value with VAT or without, as the settings say.

use model::JobKind;
use sandbox::activecampaign::{ContactSeed, DealSeed};

use super::case::Case;
use super::play::{booked, cents, held, nets, open_with};
use crate::support::{World, dec, document, job};

/// Won by the case's buyer, for a value in whole units, and sent. Returns the deal's id, too.
pub(super) async fn win(
    case: &Case,
    settings: &str,
    includes_vat: bool,
    value: &str,
    company: &str,
) -> (World, u64) {
    let deals = format!("[orders.deals]\narticle = \"LAMP\"\nvalue_includes_vat = {includes_vat}\n");
    let world = open_with(case, &format!("{settings}{deals}"));
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
    (world, deal)
}

/// What eAccounting holds is what was worked out by hand.
fn check(world: &World, case: &Case, name: &str) {
    let order = held(world, "orders").remove(0);
    let figures = case.figures.as_deref().expect("figures by hand");
    assert_eq!(booked(&order), nets(figures), "{name}");
    let vat: i64 = figures.iter().map(|figure| figure.vat).sum();
    assert_eq!(cents(&order["VatAmount"]), vat, "{name}");
    assert_eq!(order["Rows"].as_array().unwrap().len(), 1, "{name}");
    assert_eq!(order["IncludesVat"], case.buyer.is_private, "{name}");
}

#[tokio::test]
async fn a_deals_value_is_with_vat_or_without_as_the_settings_say_in_every_country() {
    for (includes_vat, value, line) in [
        (
            false,
            "1000",
            "SE | private SE | REST | domestic | 25 %: 1000 + 250 on 3001",
        ),
        (
            true,
            "1000",
            "SE | private SE | REST | domestic | 25 %: 800 + 200 on 3001",
        ),
        (
            false,
            "499.90",
            "NO | private NO | REST | domestic | 25 %: 499.90 + 124.98 on 3000",
        ),
        (
            true,
            "499.90",
            "NO | private NO | REST | domestic | 25 %: 399.92 + 99.98 on 3000",
        ),
        (
            false,
            "1000",
            "NL | private NL | REST | domestic | 21 %: 1000 + 210 on 8000",
        ),
        (
            true,
            "1000",
            "NL | private NL | REST | domestic | 21 %: 826.45 + 173.55 on 8000",
        ),
        (
            false,
            "1000",
            "FI | private FI | REST | domestic | 25.5 %: 1000 + 255 on 3000",
        ),
        (
            true,
            "1000",
            "FI | private FI | REST | domestic | 25.5 %: 796.81 + 203.19 on 3000",
        ),
    ] {
        let case = Case::read(line);
        let (world, _) = win(&case, &case.settings(), includes_vat, value, "").await;
        check(&world, &case, line);
    }
}

#[tokio::test]
async fn a_companys_deal_has_net_rows() {
    let line = "SE | company SE | REST | domestic | 25 %: 4800 + 1200 on 3001";
    let case = Case::read(line);
    let (world, _) = win(&case, &case.settings(), false, "4800", "Qvzxholm Handel").await;
    assert_eq!(world.only("customers")["IsPrivatePerson"], false);
    assert_eq!(cents(&held(&world, "orders")[0]["Amount"]), 480_000);
    check(&world, &case, line);
}
