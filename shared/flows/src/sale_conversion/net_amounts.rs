//! What an order comes to without VAT, where that is known without its articles.

use model::{Order, Source};
use rust_decimal::Decimal;
use sale::{PriceConvention, PricePer, PriceVat};
use settings::Settings;

use super::input::{price_rules, store_convention};

/// An order's amounts without VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetAmounts {
    /// All lines.
    pub goods: Decimal,
    /// Shipping.
    pub shipping: Decimal,
    /// What is taken off.
    pub discounts: Decimal,
}

impl NetAmounts {
    /// An order's, where the settings or its store's integration say that prices are without VAT, and what a line's price is for.
    /// `service` is ActiveCampaign's word for the store. `None` where that is not said, or the store rounds prices.
    ///
    /// An order that GraphQL has no VAT amount of tells its VAT by this: the total, which includes it, less these amounts. That
    /// is the VAT of the goods only if the total has no fee, which is in no line.
    #[must_use]
    pub fn of(order: &Order, settings: &Settings, service: &str) -> Option<Self> {
        if !matches!(order.source, Source::Order { .. }) {
            return None;
        }
        let store = store_convention(settings, &order.source, service);
        let rules = price_rules(settings, &order.source, &store);
        let convention = store.convention;
        let is_named = convention != PriceConvention::Auto;
        // What a convention says stands where the settings say nothing: prices of one piece without VAT.
        let vat = rules.vat.or(is_named.then_some(PriceVat::Excluded))?;
        let per = rules.per.or(is_named.then_some(PricePer::Unit))?;
        if vat != PriceVat::Excluded {
            return None;
        }
        let is_discounted = !order.discounts.is_empty();
        match convention {
            // Its discounts are with VAT or without, as Magento is set.
            PriceConvention::Magento2 if is_discounted => return None,
            PriceConvention::Woocommerce => {
                let is_rounded =
                    |line: &model::OrderLine| line.quantity != Decimal::ONE && !line.price.is_zero();
                // A line that coupons made free has no price, and its coupon is still listed.
                let is_free = |line: &model::OrderLine| line.price.is_zero() && is_discounted;
                if order.lines.iter().any(|line| is_rounded(line) || is_free(line)) {
                    return None;
                }
            }
            PriceConvention::Auto | PriceConvention::Magento2 => {}
        }
        let of_line = |line: &model::OrderLine| match per {
            PricePer::Unit => line.price * line.quantity,
            PricePer::Line => line.price,
        };
        Some(Self {
            goods: order.lines.iter().map(of_line).sum(),
            shipping: order.shipping,
            discounts: order.discounts.iter().map(|discount| discount.amount.abs()).sum(),
        })
    }

    /// All of it.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.goods + self.shipping - self.discounts
    }
}

#[cfg(test)]
mod tests {
    use model::{
        Currency, CustomFields, Customer, CustomerOrigin, Discount, DiscountTarget, OrderLine, OrderState,
    };

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// Service, settings, lines, discount, and what it comes to without VAT.
    type Case<'a> = (
        &'a str,
        &'a str,
        &'a [(u32, &'a str)],
        Option<&'a str>,
        Option<&'a str>,
    );

    fn order(lines: &[(u32, &str)], discount: Option<&str>) -> Order {
        let line = |(quantity, price): &(u32, &str)| OrderLine {
            product_id: None,
            sku: Some("LAMP".to_owned()),
            name: "Lamp".to_owned(),
            quantity: Decimal::from(*quantity),
            price: dec(price),
            category: None,
            product_url: None,
            image_url: None,
        };
        let off = |amount: &str| Discount {
            name: None,
            target: DiscountTarget::Order,
            amount: dec(amount),
        };
        Order {
            source: "order:1:1001".parse().unwrap(),
            number: "1001".to_owned(),
            url: None,
            placed_at: "2026-11-23T10:00:00Z".parse().unwrap(),
            version: None,
            state: OrderState::Completed,
            status_text: None,
            is_test: false,
            currency: Currency::SEK,
            customer: Customer::new(CustomerOrigin::Contact),
            lines: lines.iter().map(line).collect(),
            shipping: dec("40"),
            shipping_method: None,
            discounts: discount.map(off).into_iter().collect(),
            tax: None,
            total: dec("1"),
            payment_method: None,
            notes: Vec::new(),
            pipeline: None,
            stage: None,
            title: None,
            fields: CustomFields::default(),
        }
    }

    #[test]
    fn amounts_without_vat_are_known_where_the_store_says_what_prices_are() {
        let one = [(1, "119.20")];
        let two = [(1, "119.20"), (2, "80")];
        let table: [Case<'_>; 11] = [
            ("woocommerce", "", &one, None, Some("159.20")),
            ("woocommerce", "", &one, Some("10"), Some("149.20")),
            // It rounds the price of one up where there are several.
            ("woocommerce", "", &two, None, None),
            ("woocommerce", "", &[(1, "0")], Some("10"), None),
            ("magento2-shop", "", &two, None, Some("319.20")),
            ("magento2-shop", "", &two, Some("10"), None),
            ("shopify", "", &two, None, None),
            ("shopify", "[prices]\nvat = \"excluded\"\n", &two, None, None),
            (
                "shopify",
                "[prices]\nvat = \"excluded\"\nline_price = \"line\"\n",
                &two,
                Some("10"),
                Some("229.20"),
            ),
            ("woocommerce", "[prices]\nvat = \"included\"\n", &one, None, None),
            (
                "shopify",
                "[stores]\n\"1\" = { line_price = \"unit\", vat = \"excluded\" }\n",
                &two,
                None,
                Some("319.20"),
            ),
        ];
        for (service, settings, lines, discount, sum) in table {
            let parsed = Settings::parse(settings, "ekobridge.toml").unwrap();
            let net = NetAmounts::of(&order(lines, discount), &parsed, service);
            let what = format!("{service} {settings} {lines:?} {discount:?}");
            assert_eq!(net.map(|net| net.sum()), sum.map(dec), "{what}");
        }
    }
}
