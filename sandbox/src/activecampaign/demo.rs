//! A small shop's account, for a first look.

use rust_decimal::Decimal;

use super::{
    AccountSeed, ActiveCampaign, AddressSeed, ConnectionSeed, ContactSeed, DealSeed, OrderSeed, ShopLine,
    ShopOrder,
};

/// Names and addresses are fictitious; `example.com` is reserved.
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
    let vat = Decimal::new(25, 2);
    let order = ShopOrder {
        email: "astrid.ek@example.com".to_owned(),
        lines: vec![
            ShopLine {
                name: "Mug, blue stoneware".to_owned(),
                ..ShopLine::new("MUG-BLUE", 2, Decimal::from(149), vat)
            },
            ShopLine {
                name: "Poster A2, linen paper".to_owned(),
                ..ShopLine::new("POSTER-A2", 1, Decimal::from(299), vat)
            },
        ],
        shipping: Decimal::from(49),
        shipping_rate: vat,
        payment_method: "card".to_owned(),
        billing: AddressSeed {
            first_name: "Astrid".to_owned(),
            last_name: "Ek".to_owned(),
            address1: "Storgatan 4".to_owned(),
            postal: "411 38".to_owned(),
            city: "Göteborg".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        },
        ..ShopOrder::default()
    };
    // As the shop's plugin writes it: prices without VAT, the unit price of the mugs rounded up.
    account.add_order(&OrderSeed {
        connection: Some(shop),
        shipping_method: "PostNord".to_owned(),
        historical: true,
        ..order.woocommerce()
    });
}
