//! A company's days are the days of its country, on a machine without a time zone database too.

use std::process::Command;

use jiff::tz::TimeZone;
use sandbox::CompanyPreset;
use sandbox::activecampaign::{AddressSeed, OrderSeed};

use crate::support::{World, annas_address, at, document, lamps, order_job};

/// Set where this test runs once more without a time zone database.
const BARE: &str = "EKOBRIDGE_TEST_WITHOUT_ZONEINFO";

/// The date of the order that is made of one placed at this moment, soon after it.
async fn day_of(company: CompanyPreset, placed: &str) -> String {
    let world = World::still_in(company, "", 3);
    let (country, currency, rate, postal) = match company {
        CompanyPreset::Se => ("SE", "SEK", "25%", "111 22"),
        CompanyPreset::No => ("NO", "NOK", "25%", "0150"),
        CompanyPreset::Nl => ("NL", "EUR", "21%", "1012 AB"),
        CompanyPreset::Fi => ("FI", "EUR", "25.5%", "00100"),
    };
    world.article("LAMP", rate);
    let now = placed.parse::<jiff::Timestamp>().unwrap();
    world.clock.advance(now.duration_since(at("09:00:00")));
    world.clock.advance(jiff::SignedDuration::from_mins(1));
    let address = AddressSeed {
        country: country.to_owned(),
        postal: postal.to_owned(),
        ..annas_address()
    };
    let key = world.order(&OrderSeed {
        created: placed.to_owned(),
        currency: currency.to_owned(),
        billing: address.clone(),
        delivery: address,
        ..lamps()
    });
    document(&world.settle(order_job(&world, &key)).await);
    world.only("orders")["OrderDate"].as_str().unwrap()[..10].to_owned()
}

#[tokio::test]
async fn an_evening_order_has_its_countrys_day_without_a_zone_database() {
    if std::env::var_os(BARE).is_none() {
        // jiff reads the database once in a process, so a process of its own is given an empty one.
        let run = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "time_zone::an_evening_order_has_its_countrys_day_without_a_zone_database",
            ])
            .env("TZDIR", concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
            .env(BARE, "1")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success() && told.contains("1 passed"), "{told}");
        return;
    }
    assert!(TimeZone::get("Europe/Stockholm").is_err(), "there is a database");
    for (company, placed, day) in [
        (CompanyPreset::Se, "2026-11-24T23:30:00Z", "2026-11-25"),
        (CompanyPreset::Se, "2026-12-31T23:30:00Z", "2027-01-01"),
        (CompanyPreset::Se, "2026-12-31T22:30:00Z", "2026-12-31"),
        (CompanyPreset::Se, "2027-07-01T22:30:00Z", "2027-07-02"),
        (CompanyPreset::No, "2026-12-31T23:30:00Z", "2027-01-01"),
        (CompanyPreset::Nl, "2026-12-31T23:30:00Z", "2027-01-01"),
        (CompanyPreset::Fi, "2026-12-31T22:30:00Z", "2027-01-01"),
        (CompanyPreset::Fi, "2026-12-31T21:30:00Z", "2026-12-31"),
    ] {
        assert_eq!(day_of(company, placed).await, day, "{company:?} {placed}");
    }
}
