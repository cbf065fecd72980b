//! One line of a table.

use sandbox::activecampaign::{AddressSeed, ContactSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use super::charts::{Chart, Sale, chart, percent, vat_number};
use crate::support::{EMAIL, dec};

/// An order in words: `company | buyer | order | sale | figures`.
pub(super) struct Case {
    pub(super) line: String,
    pub(super) chart: &'static Chart,
    /// What the company's settings in eAccounting say.
    pub(super) uses_oss: bool,
    pub(super) hides_vat: bool,
    pub(super) buyer: Buyer,
    pub(super) cart: Cart,
    pub(super) sale: Sale,
    /// Whether the delivery address decides, though the invoice goes elsewhere.
    pub(super) by_delivery: bool,
    oss_rates_set: bool,
    /// What it comes to by hand, where the line says so.
    pub(super) figures: Option<Vec<Figure>>,
}

/// Who buys, and where the goods go.
pub(super) struct Buyer {
    pub(super) is_private: bool,
    country: String,
    delivery: Option<String>,
    pub(super) has_vat_number: bool,
    pub(super) in_northern_ireland: bool,
}

/// What is bought. Amounts are in cents, as the shop has them.
pub(super) struct Cart {
    /// How many, of what, for how much in all.
    pub(super) lines: Vec<(i64, String, i64)>,
    pub(super) fee: i64,
    pub(super) shipping: i64,
    pub(super) discount: i64,
    pub(super) discount_on_shipping: i64,
    pub(super) currency: String,
    /// The shop's prices are without VAT, and it puts VAT on each rate's sum.
    pub(super) is_net: bool,
    /// The shop's prices include VAT, which it takes off in a sale without.
    pub(super) takes_vat_off: bool,
    /// ActiveCampaign holds the price of one piece, not of the line.
    by_piece: bool,
    /// ActiveCampaign's REST store holds the order, in cents.
    pub(super) in_rest: bool,
    /// The shop's total differs from its parts by this, which may go on a rounding row.
    pub(super) residue: i64,
    /// Up to how much may.
    pub(super) tolerance: i64,
}

/// What is booked at one rate on one account, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figure {
    pub(super) rate: i64,
    pub(super) account: i64,
    pub(super) net: i64,
    pub(super) vat: i64,
}

/// An amount in words as cents: `1,647.00`, `-4.5`.
fn cents(text: &str) -> i64 {
    let text = text.trim().replace([',', ' '], "");
    let amount = dec(&text) * dec("100");
    assert!(amount.fract().is_zero(), "{text} has more than two decimals");
    amount.trunc().to_string().parse().unwrap()
}

/// Per cent in words as tenths.
fn tenths(text: &str) -> i64 {
    (dec(text.trim().trim_end_matches('%').trim()) * dec("10"))
        .normalize()
        .to_string()
        .parse()
        .unwrap()
}

impl Case {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Self {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [company, buyer, order, sale, ref figures @ ..] = columns[..] else {
            panic!("{line}: company | buyer | order | sale | figures");
        };
        let chart = chart(&company[..2]);
        let sale_words: Vec<&str> = sale.split(',').map(str::trim).collect();
        Self {
            line: line.to_owned(),
            chart,
            uses_oss: company.contains("OSS"),
            hides_vat: company.contains("prices without VAT"),
            buyer: Buyer::read(buyer),
            cart: Cart::read(order, chart),
            sale: sale_of(sale_words[0], chart),
            by_delivery: sale_words.contains(&"by delivery"),
            oss_rates_set: sale_words.contains(&"rates set"),
            figures: figures
                .first()
                .filter(|text| !text.is_empty())
                .map(|text| figures_of(text)),
        }
    }

    /// The settings that the company has.
    pub(super) fn settings(&self) -> String {
        let chart = self.chart;
        let [shipping, discounts, fees, rounding] = chart.extras;
        let mut settings = format!(
            "[orders]\non_cancel = \"credit\"\n[payment_methods]\nKlarna = {{ document = \"invoice\" }}\n\
             [customers]\ncompanies = true\nvat_number_field = \"vat_number\"\n\
             [shipping]\nnumber = \"{shipping}{{rate}}\"\n[discounts]\nnumber = \"{discounts}{{rate}}\"\n\
             [fees]\nnames = [\"Invoice fee\"]\n[fees.articles]\n"
        );
        for rate in 0..chart.rates.len() {
            let rate = chart.percent(rate);
            settings.push_str(&format!("\"{rate}\" = \"{fees}{rate}\"\n"));
        }
        if self.cart.tolerance > 0 {
            let tolerance = dec(&self.cart.tolerance.to_string()) / dec("100");
            settings.push_str(&format!(
                "[rounding]\ntolerance = {tolerance}\narticle = \"{rounding}\"\n"
            ));
        }
        if self.cart.takes_vat_off {
            settings.push_str("[prices]\nzero_rated_prices = \"vat-taken-off\"\n");
        }
        match &self.sale {
            Sale::ExportWithVat => {
                let country = self.buyer.deciding(self.by_delivery);
                settings.push_str(&format!("[vat.countries]\n{country} = {{ charge_vat = true }}\n"));
            }
            Sale::Oss(there) if self.oss_rates_set => {
                let country = self.buyer.deciding(self.by_delivery);
                let rates: Vec<String> = (0..there.len() - 1)
                    .map(|rate| format!("\"{}\" = \"{}\"", chart.percent(rate), percent(there[rate])))
                    .collect();
                settings.push_str(&format!(
                    "[vat.countries]\n{country} = {{ oss_rates = {{ {} }} }}\n",
                    rates.join(", ")
                ));
            }
            _ => {}
        }
        settings
    }

    /// What a person has set in eAccounting's company settings.
    pub(super) fn company_settings(&self) -> Value {
        json!({"UsesMoss": self.uses_oss, "ShowPricesExclVatPC": self.hides_vat})
    }

    /// Who buys, as ActiveCampaign knows them.
    pub(super) fn contact(&self) -> ContactSeed {
        let mut contact = ContactSeed::new(EMAIL).named("Kari", "Qvzxholm");
        if self.cart.in_rest {
            // Orders have no addresses there.
            let address = self.buyer.address(&self.buyer.country);
            contact = contact
                .field("ADDRESS", &address.address1)
                .field("POSTAL_CODE", &address.postal)
                .field("CITY", &address.city)
                .field("COUNTRY", &address.country);
        }
        match self.buyer.has_vat_number {
            true => contact.field("VAT_NUMBER", vat_number(&self.buyer.country)),
            false => contact,
        }
    }

    /// The order, as the shop has it.
    pub(super) fn order(&self, number: &str) -> OrderSeed {
        let cart = &self.cart;
        let money = |cents: i64| dec(&cents.to_string()) / dec("100");
        let mut lines: Vec<LineSeed> = cart
            .lines
            .iter()
            .map(|(count, sku, amount)| {
                let price = if cart.by_piece { amount / count } else { *amount };
                LineSeed::new(
                    sku,
                    &format!("The {sku}"),
                    u32::try_from(*count).unwrap(),
                    money(price),
                )
            })
            .collect();
        if cart.fee > 0 {
            let fee = LineSeed::new("", "Invoice fee", 1, money(cart.fee));
            lines.push(LineSeed {
                product_id: "fee".to_owned(),
                ..fee
            });
        }
        let discounts = [(cart.discount, false), (cart.discount_on_shipping, true)];
        let billing = self.buyer.address(&self.buyer.country);
        OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            email: EMAIL.to_owned(),
            lines,
            shipping: money(cart.shipping),
            discounts: discounts
                .into_iter()
                .filter(|(amount, _)| *amount > 0)
                .map(|(amount, on_shipping)| DiscountSeed {
                    name: "SUMMER".to_owned(),
                    on_shipping,
                    amount: money(amount),
                })
                .collect(),
            currency: cart.currency.clone(),
            delivery: self
                .buyer
                .delivery
                .as_deref()
                .map_or_else(|| billing.clone(), |country| self.buyer.address(country)),
            billing,
            total: Some(money(super::reckon::charged(self))),
            ..OrderSeed::default()
        }
    }
}

impl Buyer {
    /// `private SE`, `company DE, VAT number`, `private SE, goods to NO`, `private GB, Belfast`.
    fn read(text: &str) -> Self {
        let mut words = text.split(',').map(str::trim);
        let who = words.next().unwrap();
        let (kind, country) = who.split_once(' ').unwrap();
        let mut buyer = Self {
            is_private: match kind {
                "private" => true,
                "company" => false,
                other => panic!("{text}: {other}"),
            },
            country: country.to_owned(),
            delivery: None,
            has_vat_number: false,
            in_northern_ireland: false,
        };
        for word in words {
            match word {
                "VAT number" => buyer.has_vat_number = true,
                "Belfast" => buyer.in_northern_ireland = true,
                other => match other.strip_prefix("goods to ") {
                    Some(country) => buyer.delivery = Some(country.to_owned()),
                    None => panic!("{text}: {other}"),
                },
            }
        }
        buyer
    }

    fn deciding(&self, by_delivery: bool) -> &str {
        match &self.delivery {
            Some(delivery) if by_delivery => delivery,
            _ => &self.country,
        }
    }

    fn address(&self, country: &str) -> AddressSeed {
        let [city, postal] = match country {
            "SE" | "NO" | "NL" | "FI" => chart(country).place,
            "GB" if self.in_northern_ireland => ["Belfast", "BT1 5GS"],
            "GB" => ["London", "SW1A 1AA"],
            "US" => ["Boston", "02108"],
            _ => ["Elsewhere", "10115"],
        };
        AddressSeed {
            first_name: "Kari".to_owned(),
            last_name: "Qvzxholm".to_owned(),
            company: if self.is_private {
                String::new()
            } else {
                "Qvzxholm Handel".to_owned()
            },
            address1: "Qvzxgatan 1".to_owned(),
            postal: postal.to_owned(),
            city: city.to_owned(),
            country: country.to_owned(),
            ..AddressSeed::default()
        }
    }
}

impl Cart {
    /// `2 LAMP at 799, shipping 49, discount 100, EUR, prices without VAT`.
    fn read(text: &str, chart: &Chart) -> Self {
        let mut cart = Self {
            lines: Vec::new(),
            fee: 0,
            shipping: 0,
            discount: 0,
            discount_on_shipping: 0,
            currency: chart.currency.to_owned(),
            is_net: false,
            takes_vat_off: false,
            by_piece: false,
            in_rest: false,
            residue: 0,
            tolerance: 0,
        };
        for word in text.split(", ").map(str::trim).filter(|word| !word.is_empty()) {
            let amount = |from: &str| word.strip_prefix(from).map(cents);
            match word {
                "prices without VAT" => cart.is_net = true,
                "VAT taken off" => cart.takes_vat_off = true,
                "by piece" => cart.by_piece = true,
                "REST" => cart.in_rest = true,
                code if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) => {
                    cart.currency = code.to_owned();
                }
                _ => {
                    if let Some(percent) = word.strip_prefix("discount ").and_then(|w| w.strip_suffix('%')) {
                        let goods: i64 = cart.lines.iter().map(|(.., amount)| amount).sum();
                        cart.discount = super::reckon::divide(goods * tenths(percent), 1000);
                    } else if let Some(off) = amount("shipping discount ") {
                        cart.discount_on_shipping = off;
                    } else if let Some(cost) = amount("shipping ") {
                        cart.shipping = cost;
                    } else if let Some(off) = amount("discount ") {
                        cart.discount = off;
                    } else if let Some(cost) = amount("fee ") {
                        cart.fee = cost;
                    } else if let Some(residue) = amount("total off by ") {
                        cart.residue = residue;
                    } else if let Some(tolerance) = amount("tolerance ") {
                        cart.tolerance = tolerance;
                    } else {
                        cart.lines.push(ordered(word));
                    }
                }
            }
        }
        cart
    }
}

/// `2 LAMP at 799`, `3 LAMP for 100`.
fn ordered(word: &str) -> (i64, String, i64) {
    let (what, price, each) = match (word.split_once(" at "), word.split_once(" for ")) {
        (Some((what, price)), _) => (what, price, true),
        (None, Some((what, price))) => (what, price, false),
        (None, None) => panic!("{word}: how many of what at which price"),
    };
    let (count, sku) = what.split_once(' ').unwrap();
    let count: i64 = count.parse().unwrap();
    let amount = if each { count * cents(price) } else { cents(price) };
    (count, sku.to_owned(), amount)
}

/// `domestic`, `EU`, `OSS 19/7`, `EU company`, `export`, `export with VAT`.
fn sale_of(text: &str, chart: &Chart) -> Sale {
    match text {
        "domestic" => Sale::Domestic,
        "EU" => Sale::Eu,
        "EU company" => Sale::EuCompany,
        "export" => Sale::Export,
        "export with VAT" => Sale::ExportWithVat,
        other => match other.strip_prefix("OSS ") {
            // From high to low, as far as given; all others are the lowest of these.
            Some(rates) => {
                let given: Vec<i64> = rates.split('/').map(tenths).collect();
                let lowest = *given.last().unwrap();
                let mut rates: Vec<i64> = given.into_iter().take(chart.rates.len() - 1).collect();
                rates.resize(chart.rates.len() - 1, lowest);
                rates.push(0);
                Sale::Oss(rates)
            }
            None => panic!("no such sale: {other}"),
        },
    }
}

/// `25 %: 1,317.60 + 329.40 on 3001; 0 %: 100.00 on 3004`.
fn figures_of(text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = text
        .split(';')
        .map(|figure| {
            let (rate, rest) = figure.split_once("%:").unwrap();
            let (amounts, account) = rest.split_once(" on ").unwrap();
            let (net, vat) = amounts.split_once(" + ").unwrap_or((amounts, "0"));
            Figure {
                rate: tenths(rate),
                account: account.trim().parse().unwrap(),
                net: cents(net),
                vat: cents(vat),
            }
        })
        .collect();
    figures.sort();
    figures
}

impl Case {
    /// Whether customer and currency are the company's own, so that unit prices have two decimals.
    pub(super) fn is_domestic(&self) -> bool {
        self.buyer.country == self.chart.country && self.cart.currency == self.chart.currency
    }
}

impl Buyer {
    /// Where the invoice goes.
    pub(super) fn country(&self) -> &str {
        &self.country
    }
}
