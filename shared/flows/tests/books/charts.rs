//! The four companies: their codings, as they stand in each one's eAccounting, and their articles.

use sandbox::CompanyPreset;

/// One company's codings.
pub(super) struct Chart {
    pub(super) country: &'static str,
    pub(super) preset: CompanyPreset,
    pub(super) currency: &'static str,
    /// In tenths of a per cent, from high to low; the last is zero.
    pub(super) rates: &'static [i64],
    /// The accounts of domestic sales with VAT, by rate: of goods, and of services at the standard rate.
    domestic: &'static [i64],
    domestic_services: i64,
    /// The accounts that all rates share.
    exempt: i64,
    eu: i64,
    oss: i64,
    eu_company: i64,
    export: i64,
    /// The same of services.
    services: [i64; 4],
    /// The articles for shipping, discounts, fees and rounding; the rate follows the first three.
    pub(super) extras: [&'static str; 4],
    /// Whether totals in the company's currency are rounded to whole units.
    pub(super) rounds: bool,
    /// A city and a postcode.
    pub(super) place: [&'static str; 2],
}

const SE: Chart = Chart {
    country: "SE",
    preset: CompanyPreset::Se,
    currency: "SEK",
    rates: &[250, 120, 60, 0],
    domestic: &[3001, 3002, 3003],
    domestic_services: 3041,
    exempt: 3004,
    eu: 3107,
    oss: 3106,
    eu_company: 3108,
    export: 3105,
    services: [3307, 3306, 3308, 3305],
    extras: ["FRAKT", "RABATT", "AVGIFT", "AVRUNDNING"],
    rounds: true,
    place: ["Stockholm", "111 22"],
};

const NO: Chart = Chart {
    country: "NO",
    preset: CompanyPreset::No,
    currency: "NOK",
    rates: &[250, 150, 120, 0],
    domestic: &[3000, 3010, 3020],
    domestic_services: 3050,
    exempt: 3100,
    // Outside the EU there is no other kind of sale abroad than export.
    eu: 0,
    oss: 0,
    eu_company: 0,
    export: 3110,
    services: [0, 0, 0, 3160],
    extras: ["FRAKT", "RABATT", "GEBYR", "AVRUNDING"],
    rounds: true,
    place: ["Oslo", "0155"],
};

const NL: Chart = Chart {
    country: "NL",
    preset: CompanyPreset::Nl,
    currency: "EUR",
    rates: &[210, 90, 0],
    domestic: &[8000, 8010],
    domestic_services: 8100,
    exempt: 8020,
    eu: 8220,
    oss: 8230,
    eu_company: 8200,
    export: 8300,
    services: [8221, 8231, 8201, 8301],
    extras: ["SHIP", "DISC", "FEE", "ROUNDING"],
    rounds: false,
    place: ["Amsterdam", "1012 LG"],
};

const FI: Chart = Chart {
    country: "FI",
    preset: CompanyPreset::Fi,
    currency: "EUR",
    rates: &[255, 135, 100, 0],
    domestic: &[3000, 3010, 3020],
    domestic_services: 3100,
    exempt: 3030,
    eu: 3340,
    oss: 3350,
    eu_company: 3360,
    export: 3370,
    services: [3341, 3351, 3361, 3371],
    extras: ["TOIMITUS", "ALENNUS", "MAKSU", "PYORISTYS"],
    rounds: false,
    place: ["Helsinki", "00100"],
};

pub(super) fn chart(country: &str) -> &'static Chart {
    match country {
        "SE" => &SE,
        "NO" => &NO,
        "NL" => &NL,
        "FI" => &FI,
        other => panic!("no company in {other}"),
    }
}

/// What a sale is for VAT, in a bookkeeper's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sale {
    /// At home.
    Domestic,
    /// To another EU country with the seller's VAT.
    Eu,
    /// Under OSS: the destination's rates, in tenths of a per cent, for each of the company's own.
    Oss(Vec<i64>),
    /// To a company with a VAT number in another EU country.
    EuCompany,
    /// Out of the EU.
    Export,
    /// Out of the EU, with VAT as at home.
    ExportWithVat,
}

impl Sale {
    pub(super) fn has_vat(&self) -> bool {
        !matches!(self, Self::EuCompany | Self::Export)
    }
}

/// What is sold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ware {
    /// Which of the company's rates its coding has.
    pub(super) rate: usize,
    pub(super) is_service: bool,
    /// Whether the article is marked for OSS.
    pub(super) in_oss: bool,
}

impl Chart {
    /// The articles that shops sell: LAMP, COFFEE, BOOK and STAMP are goods of the company's rates from high to low, STAMP
    /// always without VAT; HOURS is a service and LOCAL is not marked for OSS, both at the standard rate.
    pub(super) fn ware(&self, sku: &str) -> Ware {
        let (rate, is_service, in_oss) = match sku {
            "LAMP" => (0, false, true),
            "COFFEE" => (1, false, true),
            "BOOK" => (2, false, true),
            "STAMP" => (self.rates.len() - 1, false, true),
            "HOURS" => (0, true, true),
            "LOCAL" => (0, false, false),
            other => panic!("nobody sells {other}"),
        };
        Ware {
            rate,
            is_service,
            in_oss,
        }
    }

    /// Every article that this company can have; the Netherlands has no second reduced rate.
    pub(super) fn skus(&self) -> impl Iterator<Item = &'static str> {
        let has_books = self.rates.len() > 3;
        let skus = ["LAMP", "COFFEE", "BOOK", "STAMP", "HOURS", "LOCAL"];
        skus.into_iter().filter(move |sku| has_books || *sku != "BOOK")
    }

    /// The rate of something in a sale, in tenths of a per cent.
    pub(super) fn rate(&self, ware: Ware, sale: &Sale) -> i64 {
        match sale {
            Sale::EuCompany | Sale::Export => 0,
            Sale::Oss(there) if ware.in_oss => there[ware.rate],
            _ => self.rates[ware.rate],
        }
    }

    /// The account that something is booked on in a sale.
    pub(super) fn account(&self, ware: Ware, sale: &Sale) -> i64 {
        let goods_or = |goods, service: i64| if ware.is_service { service } else { goods };
        let [eu, oss, eu_company, export] = self.services;
        match sale {
            Sale::Domestic | Sale::ExportWithVat => match self.domestic.get(ware.rate) {
                Some(goods) => goods_or(*goods, self.domestic_services),
                None => self.exempt,
            },
            Sale::Oss(_) if ware.in_oss => goods_or(self.oss, oss),
            Sale::Eu | Sale::Oss(_) => goods_or(self.eu, eu),
            Sale::EuCompany => goods_or(self.eu_company, eu_company),
            Sale::Export => goods_or(self.export, export),
        }
    }

    /// A rate as article numbers and settings have it.
    pub(super) fn percent(&self, rate: usize) -> String {
        percent(self.rates[rate])
    }
}

/// Tenths of a per cent as per cent.
pub(super) fn percent(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// A VAT number of a country, in the form that it has there.
pub(super) fn vat_number(country: &str) -> &'static str {
    match country {
        "SE" => "SE556677889901",
        "DE" => "DE136695976",
        "DK" => "DK13585628",
        "FI" => "FI01120389",
        "FR" => "FR40303265045",
        "NL" => "NL004495445B01",
        "GB" => "XI980780684",
        other => panic!("no VAT number in {other}"),
    }
}
