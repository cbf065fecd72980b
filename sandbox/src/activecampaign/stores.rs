//! Orders as the stores' own integrations write them. A test states what a shop sold, in the shop's prices with VAT.
//! This module derives what arrives in ActiveCampaign as the official plugins do, including their rounding and
//! omissions.
//!
//! Based on the code of ActiveCampaign's WooCommerce plugin 2.10.5 and of its Magento 2 module 2.1.29 to 2.1.31. The
//! arithmetic is independent of the product's, so that a shared misreading doesn't go unnoticed.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use super::seeds::{AddressSeed, ConnectionSeed, DiscountSeed, LineSeed, OrderSeed};

/// How many decimals WooCommerce keeps in divisions.
const WOOCOMMERCE_DECIMALS: u32 = 6;

/// An order as the shop's buyer saw it. All amounts include VAT, in whole currency units.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShopOrder {
    /// The connection, by id. If empty: the first of the store's kind, created if there is none.
    pub connection: Option<u64>,
    /// The shop's id for the order. If empty: the next number, starting from 1001.
    pub id: String,
    /// Whose order.
    pub email: String,
    /// What was bought.
    pub lines: Vec<ShopLine>,
    /// The price of shipping.
    pub shipping: Decimal,
    /// VAT rate of the shipping, as a fraction.
    pub shipping_rate: Decimal,
    /// Coupons, in the order in which they were entered.
    pub coupons: Vec<Coupon>,
    /// Fees, for example for a payment method. The total includes them; no line does.
    pub fees: Decimal,
    /// The shop's own status. `processing` if empty.
    pub status: String,
    /// ISO code. SEK if empty.
    pub currency: String,
    /// The billing address.
    pub billing: AddressSeed,
    /// The shipping address.
    pub delivery: AddressSeed,
    /// When the order was placed, in the shop's format. Now if empty.
    pub created: String,
    /// When the order changed last, in the shop's format. Now if empty.
    pub modified: String,
    /// The payment method.
    pub payment_method: String,
}

/// A line: some pieces of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShopLine {
    /// The article's number. Empty for a product without one.
    pub sku: String,
    /// The article's name. The number if empty.
    pub name: String,
    /// The ordered quantity.
    pub quantity: u32,
    /// The unit price before coupons, including VAT.
    pub price: Decimal,
    /// VAT rate, as a fraction: 0.25.
    pub rate: Decimal,
    /// How many pieces were returned and refunded.
    pub refunded: u32,
}

impl ShopLine {
    /// `quantity` pieces at `price` each, including VAT at this rate.
    #[must_use]
    pub fn new(sku: &str, quantity: u32, price: Decimal, rate: Decimal) -> Self {
        Self {
            sku: sku.to_owned(),
            name: sku.to_owned(),
            quantity,
            price,
            rate,
            refunded: 0,
        }
    }

    fn gross(&self) -> Decimal {
        self.price * Decimal::from(self.quantity)
    }
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// The code.
    pub code: String,
    /// How much.
    pub off: Off,
    /// The articles to which it applies. All if empty.
    #[serde(default)]
    pub skus: Vec<String>,
}

/// The value of a coupon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Off {
    /// A fraction of the price: 0.1.
    Percent(Decimal),
    /// An amount off the whole cart, including VAT, spread evenly over the pieces.
    Fixed(Decimal),
}

/// The reduction of each line, including VAT, and each coupon's part of it.
struct Reductions {
    of_lines: Vec<Decimal>,
    /// A coupon's share of each line.
    of_coupons: Vec<Vec<Decimal>>,
}

impl ShopOrder {
    /// What can't be in an order, with which its amounts can't be computed.
    ///
    /// # Errors
    ///
    /// The first such value.
    pub(super) fn check(&self) -> Result<(), String> {
        let is_fraction = |value: Decimal| (Decimal::ZERO..=Decimal::ONE).contains(&value);
        let mut rates = self
            .lines
            .iter()
            .map(|line| line.rate)
            .chain([self.shipping_rate]);
        if let Some(rate) = rates.find(|rate| !is_fraction(*rate)) {
            return Err(format!(
                "a VAT rate is a fraction from 0 to 1, such as 0.25, and not {rate}"
            ));
        }
        let mut percents = self.coupons.iter().filter_map(|coupon| match coupon.off {
            Off::Percent(fraction) => Some(fraction),
            Off::Fixed(_) => None,
        });
        match percents.find(|fraction| !is_fraction(*fraction)) {
            Some(fraction) => Err(format!(
                "a coupon's percent is a fraction from 0 to 1, such as 0.1, and not {fraction}"
            )),
            None => Ok(()),
        }
    }

    /// The amount that the buyer pays, after refunds, including VAT.
    #[must_use]
    pub fn total(&self) -> Decimal {
        let reductions = self.reductions();
        let goods: Decimal = self
            .lines
            .iter()
            .zip(&reductions.of_lines)
            .map(|(line, off)| self.kept(line, line.gross() - off))
            .sum();
        cents(goods + self.shipping + self.fees)
    }

    /// The share of a line's amount that wasn't refunded.
    fn kept(&self, line: &ShopLine, amount: Decimal) -> Decimal {
        if line.quantity == 0 {
            return Decimal::ZERO;
        }
        amount * Decimal::from(line.quantity.saturating_sub(line.refunded)) / Decimal::from(line.quantity)
    }

    /// Each coupon reduces the amount that the previous ones left.
    fn reductions(&self) -> Reductions {
        let mut of_lines = vec![Decimal::ZERO; self.lines.len()];
        let mut of_coupons = Vec::new();
        for coupon in &self.coupons {
            let holds = |line: &ShopLine| coupon.skus.is_empty() || coupon.skus.contains(&line.sku);
            let left: Vec<Decimal> = self
                .lines
                .iter()
                .zip(&of_lines)
                .map(|(line, off)| {
                    if holds(line) {
                        line.gross() - off
                    } else {
                        Decimal::ZERO
                    }
                })
                .collect();
            let shares = match coupon.off {
                Off::Percent(fraction) => left.iter().map(|amount| cents(*amount * fraction)).collect(),
                Off::Fixed(amount) => self.spread(amount, &left),
            };
            for (off, share) in of_lines.iter_mut().zip(&shares) {
                *off += share;
            }
            of_coupons.push(shares);
        }
        Reductions { of_lines, of_coupons }
    }

    /// Spreads an amount over lines: the same amount off each piece, at most what is left of the line. Remaining cents
    /// go where there is room.
    fn spread(&self, amount: Decimal, left: &[Decimal]) -> Vec<Decimal> {
        let pieces: u64 = self
            .lines
            .iter()
            .zip(left)
            .filter(|(_, left)| !left.is_zero())
            .map(|(line, _)| u64::from(line.quantity))
            .sum();
        let mut rest = amount.min(left.iter().sum());
        let mut shares = vec![Decimal::ZERO; left.len()];
        if pieces == 0 {
            return shares;
        }
        let of_one = (rest / Decimal::from(pieces)).round_dp_with_strategy(2, RoundingStrategy::ToZero);
        for ((share, line), left) in shares.iter_mut().zip(&self.lines).zip(left) {
            *share = (of_one * Decimal::from(line.quantity)).min(*left);
            rest -= *share;
        }
        for (share, left) in shares.iter_mut().zip(left) {
            let more = rest.min(*left - *share);
            *share += more;
            rest -= more;
        }
        shares
    }

    fn seed(&self, lines: Vec<LineSeed>) -> OrderSeed {
        OrderSeed {
            connection: self.connection,
            id: self.id.clone(),
            email: self.email.clone(),
            lines,
            total: Some(self.total()),
            currency: self.currency.clone(),
            billing: self.billing.clone(),
            delivery: self.delivery.clone(),
            created: self.created.clone(),
            modified: self.modified.clone(),
            payment_method: self.payment_method.clone(),
            store_status: if self.status.is_empty() {
                "processing".to_owned()
            } else {
                self.status.clone()
            },
            ..OrderSeed::default()
        }
    }

    /// The order as ActiveCampaign's WooCommerce plugin writes it to the GraphQL store.
    ///
    /// - `priceAmount` is the unit price without VAT, before coupons: the line's subtotal divided by its quantity.
    ///   It is exact for one piece, and rounded **up to a whole unit** for more.
    /// - A line that coupons made free has price 0, although `discounts` still lists the coupon.
    /// - A refunded line's price is the integer part of the unit price plus that of the (negative) refund.
    /// - Shipping and discounts exclude VAT; `finalAmount` includes VAT and is after refunds. Fees are in no line.
    #[must_use]
    pub fn woocommerce(&self) -> OrderSeed {
        let reductions = self.reductions();
        let lines = self.lines.iter().zip(&reductions.of_lines);
        let lines = lines.map(|(line, off)| LineSeed {
            quantity: line.quantity.saturating_sub(line.refunded),
            ..line_seed(line, woocommerce_price(line, *off))
        });
        let discounts = self.coupons.iter().zip(&reductions.of_coupons);
        let discounts = discounts.map(|(coupon, shares)| {
            let nets = self.lines.iter().zip(shares);
            let net: Decimal = nets
                .map(|(line, share)| net(*share, line.rate, WOOCOMMERCE_DECIMALS))
                .sum();
            DiscountSeed {
                name: coupon.code.clone(),
                on_shipping: false,
                amount: net.normalize(),
            }
        });
        let mut seed = self.seed(lines.collect());
        seed.discounts = discounts.collect();
        seed.shipping = net(self.shipping, self.shipping_rate, 2).normalize();
        seed.status = match seed.store_status.as_str() {
            "on-hold" => "WAITING",
            "pending" => "PENDING_PAYMENT",
            "refunded" => "REFUNDED",
            "cancelled" => "CANCELLED",
            "failed" => "FAILED",
            _ => "COMPLETED",
        }
        .to_owned();
        seed
    }

    /// The order as ActiveCampaign's Magento 2 module writes it, to the REST store only: the unit price without VAT in
    /// cents, the ordered quantity, shipping without VAT, the order's VAT, the total with VAT, and a negative discount.
    /// Whether that discount includes VAT depends on the shop's settings; here it does, as the shop's prices do.
    #[must_use]
    pub fn magento(&self) -> OrderSeed {
        let reductions = self.reductions();
        let lines = self.lines.iter().map(|line| {
            let price = net(line.price, line.rate, 2);
            // The REST store divides a line's amount by its quantity.
            line_seed(line, price * Decimal::from(line.quantity))
        });
        let mut seed = self.seed(lines.collect());
        seed.shipping = net(self.shipping, self.shipping_rate, 2);
        let off: Decimal = reductions.of_lines.iter().sum();
        seed.discount_amount = (!off.is_zero()).then_some(-off);
        let vat_of_goods: Decimal = self
            .lines
            .iter()
            .zip(&reductions.of_lines)
            .map(|(line, off)| {
                let gross = self.kept(line, line.gross() - off);
                cents(gross - gross / (Decimal::ONE + line.rate))
            })
            .sum();
        seed.tax = vat_of_goods + self.shipping - seed.shipping;
        seed.status = match seed.store_status.as_str() {
            "pending" | "pending_payment" => "PENDING_PAYMENT",
            _ => "COMPLETED",
        }
        .to_owned();
        seed
    }
}

impl ConnectionSeed {
    /// A shop that ActiveCampaign's WooCommerce plugin connected.
    #[must_use]
    pub fn woocommerce(shop: &str) -> Self {
        Self {
            service: "woocommerce".to_owned(),
            external_id: format!("https://{shop}"),
            name: shop.to_owned(),
            link_url: format!("https://{shop}/wp-admin/"),
        }
    }

    /// A shop that ActiveCampaign's Magento 2 module connected.
    #[must_use]
    pub fn magento(shop: &str) -> Self {
        Self {
            service: format!("magento2-{shop}"),
            external_id: shop.to_owned(),
            name: shop.to_owned(),
            link_url: format!("https://{shop}/admin/"),
        }
    }
}

fn line_seed(line: &ShopLine, amount: Decimal) -> LineSeed {
    let name = if line.name.is_empty() {
        &line.sku
    } else {
        &line.name
    };
    LineSeed {
        product_id: if line.sku.is_empty() {
            line.name.clone()
        } else {
            String::new()
        },
        ..LineSeed::new(&line.sku, name, line.quantity, amount.normalize())
    }
}

fn woocommerce_price(line: &ShopLine, off: Decimal) -> Decimal {
    if line.quantity == 0 || off >= line.gross() {
        return Decimal::ZERO;
    }
    let quantity = Decimal::from(line.quantity);
    let subtotal = net(line.gross(), line.rate, WOOCOMMERCE_DECIMALS);
    let one = if line.quantity == 1 {
        subtotal
    } else {
        (subtotal / quantity).round_dp_with_strategy(0, RoundingStrategy::AwayFromZero)
    };
    if line.refunded == 0 {
        return one;
    }
    let refund = net(
        line.price * Decimal::from(line.refunded),
        line.rate,
        WOOCOMMERCE_DECIMALS,
    );
    one.trunc() + (-refund).trunc()
}

/// An amount without its VAT.
fn net(gross: Decimal, rate: Decimal, places: u32) -> Decimal {
    let net = gross / (Decimal::ONE + rate);
    net.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn line(sku: &str, quantity: u32, price: &str, rate: &str) -> ShopLine {
        ShopLine::new(sku, quantity, dec(price), dec(rate))
    }

    fn prices(seed: &OrderSeed) -> Vec<String> {
        seed.lines.iter().map(|line| line.amount.to_string()).collect()
    }

    fn order(lines: Vec<ShopLine>) -> ShopOrder {
        ShopOrder {
            lines,
            shipping_rate: dec("0.25"),
            ..ShopOrder::default()
        }
    }

    #[test]
    fn woocommerce_rounds_the_price_of_one_up_when_there_are_several() {
        let order = ShopOrder {
            shipping: dec("49"),
            ..order(vec![
                line("LAMP", 2, "799", "0.25"),
                line("COFFEE", 1, "79", "0.12"),
            ])
        };
        let seed = order.woocommerce();
        assert_eq!(prices(&seed), ["640", "70.535714"]);
        assert_eq!((seed.total, seed.shipping), (Some(dec("1726")), dec("39.2")));
        assert_eq!(seed.status, "COMPLETED");
    }

    #[test]
    fn woocommerce_keeps_a_whole_price_as_it_is() {
        assert_eq!(
            prices(&order(vec![line("A", 3, "125", "0.25")]).woocommerce()),
            ["100"]
        );
    }

    #[test]
    fn woocommerce_lists_a_coupon_without_vat_and_makes_a_free_line_zero() {
        let order = ShopOrder {
            coupons: vec![Coupon {
                code: "FREELAMP".to_owned(),
                off: Off::Percent(Decimal::ONE),
                skus: vec!["LAMP".to_owned()],
            }],
            ..order(vec![
                line("LAMP", 1, "799", "0.25"),
                line("MUG", 1, "399", "0.25"),
            ])
        };
        let seed = order.woocommerce();
        assert_eq!(prices(&seed), ["0", "319.2"]);
        assert_eq!(seed.discounts[0].amount, dec("639.2"));
        assert_eq!(seed.total, Some(dec("399")));
    }

    #[test]
    fn a_fixed_coupon_is_spread_over_the_pieces_to_the_cent() {
        let order = ShopOrder {
            coupons: vec![Coupon {
                code: "HUNDRED".to_owned(),
                off: Off::Fixed(dec("100")),
                skus: Vec::new(),
            }],
            ..order(vec![
                line("A", 2, "50", "0.25"),
                line("B", 1, "10", "0.12"),
                line("C", 4, "80", "0.06"),
            ])
        };
        let reductions = order.reductions();
        assert_eq!(reductions.of_lines, [dec("32.88"), dec("10"), dec("57.12")]);
        assert_eq!(order.total(), dec("330"));
        let net = order.woocommerce().discounts[0].amount;
        assert_eq!(net, dec("26.304") + dec("8.928571") + dec("53.886792"));
    }

    #[test]
    fn a_fee_is_in_the_total_and_in_no_line() {
        let order = ShopOrder {
            fees: dec("29"),
            ..order(vec![line("MUG", 30, "149", "0.25")])
        };
        let seed = order.woocommerce();
        assert_eq!(
            (prices(&seed), seed.total),
            (vec!["120".to_owned()], Some(dec("4499")))
        );
    }

    #[test]
    fn a_partial_refund_leaves_woocommerce_with_a_useless_price() {
        let mut lamp = line("LAMP", 2, "799", "0.25");
        lamp.refunded = 1;
        let seed = order(vec![lamp]).woocommerce();
        assert_eq!((seed.lines[0].quantity, prices(&seed)), (1, vec!["1".to_owned()]));
        assert_eq!(seed.total, Some(dec("799")));
    }

    #[test]
    fn magento_writes_cents_without_vat_and_a_discount_below_zero() {
        let order = ShopOrder {
            shipping: dec("49"),
            coupons: vec![Coupon {
                code: "TEN".to_owned(),
                off: Off::Percent(dec("0.1")),
                skus: Vec::new(),
            }],
            ..order(vec![line("LAMP", 2, "799", "0.25")])
        };
        let sent = order.magento().rest(1, 1, "2026-11-23T10:00:00Z");
        assert_eq!(sent["orderProducts"][0]["price"], "63920");
        assert_eq!(sent["shippingAmount"], "3920");
        assert_eq!(sent["discountAmount"], "-15980");
        assert_eq!(sent["totalPrice"], "148720");
        // 1438.20 with VAT holds 287.64, the shipping 9.80.
        assert_eq!(sent["taxAmount"], "29744");
    }
}
