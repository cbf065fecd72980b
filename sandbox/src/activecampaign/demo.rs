//! A small shop's account, to look around in.

use rust_decimal::Decimal;

use super::{
    AccountSeed, ActiveCampaign, AddressSeed, ConnectionSeed, ContactSeed, DealSeed, LineSeed, OrderSeed,
};

/// Names and addresses are made up; `example.com` belongs to nobody.
pub(super) fn seed(account: &ActiveCampaign) {
    let shop = account.add_connection(&ConnectionSeed {
        service: "woocommerce".to_owned(),
        external_id: "kaffe-te.example.com".to_owned(),
        name: "Kaffe & Te".to_owned(),
        link_url: "https://kaffe-te.example.com/".to_owned(),
    });
    let company = account.add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        url: "https://bjorkskog.example.com/".to_owned(),
        ..AccountSeed::default()
    });
    account.add_contact(
        &ContactSeed::new("astrid.ek@example.com")
            .named("Astrid", "Ek")
            .field("STREET", "Storgatan 4")
            .field("POSTCODE", "411 38")
            .field("CITY", "Göteborg")
            .field("COUNTRY", "SE"),
    );
    let buyer = account.add_contact(&ContactSeed {
        account: Some(company),
        ..ContactSeed::new("inkop@bjorkskog.example.com").named("Nils", "Björk")
    });
    account.add_deal(&DealSeed {
        title: "Coffee for the office".to_owned(),
        contact: Some(buyer),
        account: Some(company),
        value: Decimal::from(4_500),
        ..DealSeed::default()
    });
    account.add_order(&OrderSeed {
        connection: Some(shop),
        email: "astrid.ek@example.com".to_owned(),
        lines: vec![
            LineSeed::new("COFFEE-500", "Coffee, 500 g", 2, Decimal::from(198)),
            LineSeed::new("TEA-100", "Green tea, 100 g", 1, Decimal::from(89)),
        ],
        shipping: Decimal::from(49),
        shipping_method: "PostNord".to_owned(),
        payment_method: "card".to_owned(),
        historical: true,
        billing: AddressSeed {
            first_name: "Astrid".to_owned(),
            last_name: "Ek".to_owned(),
            address1: "Storgatan 4".to_owned(),
            postal: "411 38".to_owned(),
            city: "Göteborg".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        },
        ..OrderSeed::default()
    });
}
