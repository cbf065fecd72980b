//! A shop with ActiveCampaign's WooCommerce plugin: carts at the shop's true prices with VAT, and what the plugin writes of
//! them. Computes in whole numbers, and knows nothing of the code under test.

use std::collections::BTreeMap;

/// A generator of numbers from a seed (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: i128) -> i128 {
        i128::from(self.next() >> 11) % end
    }

    /// True `percent` of a hundred times.
    pub(crate) fn chance(&mut self, percent: i128) -> bool {
        self.below(100) < percent
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as i128) as usize]
    }
}

/// Divides and rounds half away from zero.
fn divide(over: i128, under: i128) -> i128 {
    over.signum() * ((over.abs() * 2 + under) / (2 * under))
}

/// An amount without VAT in millionths, of one with VAT in cents.
fn net(gross: i128, rate: i128) -> i128 {
    divide(gross * 10_000 * 1000, 1000 + rate)
}

/// An article of the shop.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Article {
    pub(crate) sku: String,
    /// In tenths of a percent; 0 is a gift card.
    pub(crate) rate: i128,
    /// With VAT, in cents.
    pub(crate) price: i128,
}

#[derive(Debug, Clone)]
struct Line {
    article: usize,
    quantity: i128,
    /// What a piece is sold at, with VAT, in cents.
    price: i128,
    /// What coupons take off the line, with VAT, in cents.
    off: i128,
}

/// What the plugin writes of a line.
#[derive(Debug, Clone)]
pub(crate) struct WrittenLine {
    pub(crate) sku: String,
    pub(crate) quantity: i128,
    /// In millionths.
    pub(crate) price: i128,
}

/// What the plugin writes of an order; all without VAT and in millionths, but for the total, which is with VAT and in cents.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) lines: Vec<WrittenLine>,
    pub(crate) shipping: i128,
    pub(crate) discount: i128,
    pub(crate) total: i128,
}

/// What the shop sold: with VAT, in cents, by rate.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sold {
    pub(crate) goods: BTreeMap<i128, i128>,
    pub(crate) shipping: BTreeMap<i128, i128>,
    pub(crate) discount: BTreeMap<i128, i128>,
    pub(crate) fee: i128,
}

/// A cart, what was sold, and what the plugin says of it.
#[derive(Debug, Clone)]
pub(crate) struct Cart {
    pub(crate) written: Written,
    pub(crate) sold: Sold,
    pub(crate) has_rates: bool,
    pub(crate) has_pieces: bool,
    pub(crate) has_coupon: Option<&'static str>,
    pub(crate) has_other_price: bool,
}

/// A shop of one country.
pub(crate) struct Shop {
    pub(crate) articles: Vec<Article>,
    /// The rates with VAT, the standard one first.
    rates: &'static [i128],
    /// Shipping and fees, in cents.
    shipping: &'static [i128],
    fees: &'static [i128],
    /// Fixed coupons, in cents.
    coupons: &'static [i128],
}

impl Shop {
    pub(crate) fn new(country: &str, random: &mut Random) -> Self {
        let (rates, crowns): (&'static [i128], bool) = match country {
            "SE" => (&[250, 120, 60], true),
            "NO" => (&[250, 150, 120], true),
            "NL" => (&[210, 90], false),
            _ => (&[255, 135, 100], false),
        };
        let mut articles = Vec::new();
        for number in 0..48 {
            let rate = match number % 8 {
                0..=3 => rates[0],
                4 | 5 => rates[1],
                6 => rates[rates.len() - 1],
                _ => 0,
            };
            let whole = if crowns {
                random.of(&[19, 39, 59, 99, 149, 199, 249, 349, 499, 799, 1299])
            } else {
                random.of(&[2, 5, 9, 14, 19, 24, 39, 59, 119])
            };
            let whole = whole + random.below(if crowns { 20 } else { 3 });
            let price = if rate == 0 {
                random.of(&[10_000, 20_000, 50_000, 100_000]) / if crowns { 1 } else { 10 }
            } else {
                {
                    let any = random.below(100);
                    whole * 100 + random.of(&[0, 0, 0, 0, 90, 95, 50, 95, any])
                }
            };
            articles.push(Article {
                sku: if rate == 0 {
                    format!("GIFT-{number}")
                } else {
                    format!("ART-{number}")
                },
                rate,
                price,
            });
        }
        Self {
            articles,
            rates,
            shipping: if crowns {
                &[2900, 3900, 4900, 5900, 7900, 9900]
            } else {
                &[395, 495, 595, 695, 995]
            },
            fees: if crowns {
                &[900, 1500, 1900, 2900, 3900, 4900]
            } else {
                &[95, 150, 195, 250, 295, 395]
            },
            coupons: if crowns {
                &[2000, 5000, 10_000, 15_000]
            } else {
                &[250, 500, 1000]
            },
        }
    }

    pub(crate) fn cart(&self, random: &mut Random) -> Cart {
        let several_rates = random.chance(75);
        let several_pieces = random.chance(65);
        let count = match random.below(10) {
            0..=3 => 1 + random.below(2),
            4..=7 => 2 + random.below(4),
            _ => 5 + random.below(8),
        };
        let only = random.of(self.rates);
        let mut lines: Vec<Line> = Vec::new();
        while (lines.len() as i128) < count {
            let article = random.below(self.articles.len() as i128) as usize;
            let of = &self.articles[article];
            let fits = several_rates || of.rate == only;
            if !fits
                || (of.rate == 0 && !random.chance(25))
                || (lines.iter().any(|line| line.article == article) && count < 7)
            {
                continue;
            }
            let quantity = match random.below(20) {
                _ if !several_pieces => 1,
                0..=7 => 1,
                8..=13 => 2,
                14..=16 => 3,
                17 => 4 + random.below(4),
                18 => 8 + random.below(10),
                _ => 20 + random.below(40),
            };
            lines.push(Line {
                article,
                quantity,
                price: of.price,
                off: 0,
            });
        }
        if random.chance(22) {
            self.reprice(&mut lines, random);
        }
        let has_other_price = lines
            .iter()
            .any(|line| line.price != self.articles[line.article].price);
        let has_coupon = random
            .chance(38)
            .then(|| self.coupon(&mut lines, random))
            .flatten();
        let (shipping, shipping_rate) = self.ship(&lines, random);
        let fee = if random.chance(7) { random.of(self.fees) } else { 0 };
        self.finish(lines, (shipping, shipping_rate), fee, has_coupon, has_other_price)
    }

    /// Other prices than the articles': a campaign on one line or all, or a price that was changed since.
    fn reprice(&self, lines: &mut [Line], random: &mut Random) {
        let all = random.chance(30);
        let percent = random.of(&[5, 10, 15, 20, 25, 30, 50]);
        let kind = random.below(3);
        let one = random.below(lines.len() as i128) as usize;
        // One for all, since no store raises one price by what it takes off another.
        let change = random.of(&[-50, 50, 100, 500, 1000]);
        for (number, line) in lines.iter_mut().enumerate() {
            if (all || number == one) && self.articles[line.article].rate > 0 {
                line.price = match kind {
                    0 => divide(line.price * (100 - percent), 100),
                    1 => (divide(line.price * (100 - percent), 10_000) * 100).max(100),
                    _ => (line.price + change).max(100),
                };
            }
        }
    }

    /// A coupon, on the goods but not on gift cards; what it is.
    fn coupon(&self, lines: &mut [Line], random: &mut Random) -> Option<&'static str> {
        let goods: Vec<usize> = (0..lines.len())
            .filter(|number| self.articles[lines[*number].article].rate > 0)
            .collect();
        if goods.is_empty() {
            return None;
        }
        let percent = random.of(&[5, 10, 15, 20, 25, 33]);
        let one = goods[random.below(goods.len() as i128) as usize];
        let rate = self.articles[lines[one].article].rate;
        let name = random.of(&[
            "percent",
            "percent",
            "percent",
            "fixed",
            "per piece",
            "one rate",
            "one product",
            "free product",
        ]);
        let amount = random.of(self.coupons);
        match name {
            "percent" | "one rate" | "one product" => {
                for number in &goods {
                    let line = &lines[*number];
                    let counts = match name {
                        "percent" => true,
                        "one rate" => self.articles[line.article].rate == rate,
                        _ => *number == one,
                    };
                    if counts {
                        lines[*number].off = divide(line.price * line.quantity * percent, 100);
                    }
                }
            }
            "fixed" => {
                let worth: i128 = goods
                    .iter()
                    .map(|number| lines[*number].price * lines[*number].quantity)
                    .sum();
                let amount = amount.min(worth);
                let mut left = amount;
                for number in &goods {
                    let of = lines[*number].price * lines[*number].quantity;
                    lines[*number].off = amount * of / worth;
                    left -= lines[*number].off;
                }
                for number in goods.iter().cycle().take(100) {
                    if left > 0 && lines[*number].off < lines[*number].price * lines[*number].quantity {
                        lines[*number].off += 1;
                        left -= 1;
                    }
                }
            }
            // WooCommerce: an equal share for each piece, in whole cents, again of what is left over, and then a cent a piece.
            "per piece" => {
                let mut left = amount;
                while left > 0 {
                    let open: Vec<usize> = goods
                        .iter()
                        .copied()
                        .filter(|number| lines[*number].off < lines[*number].price * lines[*number].quantity)
                        .collect();
                    let pieces: i128 = open.iter().map(|number| lines[*number].quantity).sum();
                    if pieces == 0 {
                        break;
                    }
                    let each = left / pieces;
                    for number in open {
                        let line = &mut lines[number];
                        let most = line.price * line.quantity - line.off;
                        let share = if each > 0 {
                            each * line.quantity
                        } else {
                            left.min(line.quantity)
                        };
                        line.off += share.min(most);
                        left -= share.min(most);
                    }
                }
            }
            _ => lines[one].off = lines[one].price * lines[one].quantity,
        }
        lines.iter().any(|line| line.off > 0).then_some(name)
    }

    /// Shipping with VAT, and its rate: the highest of the goods, that of the goods worth the most, or the standard one.
    fn ship(&self, lines: &[Line], random: &mut Random) -> (i128, i128) {
        let mut worth: BTreeMap<i128, i128> = BTreeMap::new();
        for line in lines {
            let rate = self.articles[line.article].rate;
            if rate > 0 {
                *worth.entry(rate).or_default() += line.price * line.quantity - line.off;
            }
        }
        let highest = worth.keys().next_back().copied().unwrap_or(self.rates[0]);
        let main = worth
            .iter()
            .max_by_key(|(rate, worth)| (**worth, **rate))
            .map_or(highest, |(rate, _)| *rate);
        let rate = match random.below(10) {
            0..=5 => highest,
            6..=8 => main,
            _ => self.rates[0],
        };
        (
            if random.chance(70) {
                random.of(self.shipping)
            } else {
                0
            },
            rate,
        )
    }

    fn finish(
        &self,
        lines: Vec<Line>,
        (shipping, shipping_rate): (i128, i128),
        fee: i128,
        has_coupon: Option<&'static str>,
        has_other_price: bool,
    ) -> Cart {
        let mut sold = Sold {
            fee,
            ..Sold::default()
        };
        let mut written = Written {
            lines: Vec::new(),
            shipping: net(shipping, shipping_rate),
            discount: 0,
            total: shipping + fee,
        };
        if shipping > 0 {
            sold.shipping.insert(shipping_rate, shipping);
        }
        for line in &lines {
            let article = &self.articles[line.article];
            let gross = line.price * line.quantity;
            written.total += gross - line.off;
            written.discount += net(line.off, article.rate);
            let subtotal = net(gross, article.rate);
            let is_free = line.off == gross;
            let price = if is_free {
                0
            } else if line.quantity == 1 {
                subtotal
            } else {
                // BigDecimal::dividedBy(quantity, 0, UP).
                let unit = 1_000_000 * line.quantity;
                (subtotal + unit - 1) / unit * 1_000_000
            };
            written.lines.push(WrittenLine {
                sku: article.sku.clone(),
                quantity: line.quantity,
                price,
            });
            // A line that a coupon made free is written without a price, and booked without one.
            if !is_free {
                *sold.goods.entry(article.rate).or_default() += gross;
                *sold.discount.entry(article.rate).or_default() += line.off;
            }
        }
        sold.discount.retain(|_, off| *off > 0);
        sold.goods.retain(|_, gross| *gross > 0);
        let rates: Vec<i128> = lines
            .iter()
            .map(|line| self.articles[line.article].rate)
            .collect();
        Cart {
            has_rates: rates.iter().any(|rate| *rate != rates[0]),
            has_pieces: lines.iter().any(|line| line.quantity > 1),
            has_coupon,
            has_other_price,
            written,
            sold,
        }
    }
}
