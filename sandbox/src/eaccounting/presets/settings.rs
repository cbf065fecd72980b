//! The four countries.

use jiff::civil::date;

use super::{Accounts, Land, Moving, Rate};
use crate::core::CompanyPreset;

pub(super) fn land(preset: CompanyPreset) -> &'static Land {
    match preset {
        CompanyPreset::Se => &SE,
        CompanyPreset::No => &NO,
        CompanyPreset::Nl => &NL,
        CompanyPreset::Fi => &FI,
    }
}

const fn rate(permille: i64, goods: i64, services: i64) -> Rate {
    Rate {
        permille,
        goods: Some(goods),
        services: Some(services),
        periods: &[],
    }
}

/// Exempt sales have no account for sales with VAT.
const ZERO: Rate = Rate {
    permille: 0,
    goods: None,
    services: None,
    periods: &[],
};

/// The chart is BAS.
static SE: Land = Land {
    country: "SE",
    currency: "SEK",
    companies: ["Sandlådan Handel AB", "Fel Företag AB"],
    address: ["Storgatan 1", "11122", "Stockholm"],
    corporate_identity_number: "559000-1003",
    vat_number: "SE559000100301",
    time_zone: "CET-1CEST,M3.5.0,M10.5.0/3",
    rounding: 1,
    rates: &[
        rate(250, 3001, 3041),
        rate(120, 3002, 3042),
        rate(60, 3003, 3043),
        ZERO,
    ],
    // Only food: restaurants and hotels keep 12 %.
    food: Some(Moving {
        names: ["Livsmedel", "Food"],
        account: 3006,
        periods: &[
            (date(2016, 1, 1), 120),
            (date(2026, 4, 1), 60),
            (date(2028, 1, 1), 120),
        ],
    }),
    goods: Accounts {
        exempt: 3004,
        reversed_construction: Some(3231),
        moss: Some(3106),
        third_party: Some(3110),
        eu_with_vat: Some(3107),
        eu_exempt: Some(3108),
        export: 3105,
    },
    services: Accounts {
        exempt: 3044,
        reversed_construction: Some(3231),
        moss: Some(3306),
        third_party: Some(3310),
        eu_with_vat: Some(3307),
        eu_exempt: Some(3308),
        export: 3305,
    },
    supplies: ["Varor", "Tjänster"],
    units: &[
        ["Styck", "PCE", "st"],
        ["Timme", "HUR", "tim"],
        ["Kilogram", "KGM", "kg"],
        ["Meter", "MTR", "m"],
    ],
    terms: &[
        ("30 dagar netto", "30 days net", 30, 0),
        ("10 dagar netto", "10 days net", 10, 0),
        ("15 dagar netto", "15 days net", 15, 0),
        ("Kortbetalning", "Card payment", 0, 3),
        ("Kontant", "Cash", 0, 2),
    ],
    delivery_methods: &[
        ["PostNord", "PostNord", "POSTNORD"],
        ["DHL", "DHL", "DHL"],
        ["Hämtas i butik", "Store pick-up", "PICKUP"],
    ],
    bank_accounts: &[
        ("Företagskonto", 1, 1930),
        ("Kassa", 2, 1910),
        ("Kortinlösen", 5, 1580),
    ],
    extras: &[
        ["Frakt", "FRAKT"],
        ["Rabatt", "RABATT"],
        ["Avgift", "AVGIFT"],
        ["Övrigt", "OVRIGT"],
    ],
    rounding_article: ["Öresavrundning", "AVRUNDNING"],
};

/// The chart is NS 4102. Norway is outside the EU, so the codings have no accounts for sales within it.
static NO: Land = Land {
    country: "NO",
    currency: "NOK",
    companies: ["Sandkassen Handel AS", "Feil Selskap AS"],
    address: ["Storgata 1", "0155", "Oslo"],
    corporate_identity_number: "987654325",
    vat_number: "NO987654325MVA",
    time_zone: "CET-1CEST,M3.5.0,M10.5.0/3",
    rounding: 1,
    rates: &[
        rate(250, 3000, 3050),
        rate(150, 3010, 3060),
        rate(120, 3020, 3070),
        ZERO,
    ],
    food: None,
    goods: Accounts {
        exempt: 3100,
        reversed_construction: None,
        moss: None,
        third_party: None,
        eu_with_vat: None,
        eu_exempt: None,
        export: 3110,
    },
    services: Accounts {
        exempt: 3150,
        reversed_construction: None,
        moss: None,
        third_party: None,
        eu_with_vat: None,
        eu_exempt: None,
        export: 3160,
    },
    supplies: ["Varer", "Tjenester"],
    units: &[
        ["Stykk", "PCE", "stk"],
        ["Time", "HUR", "t"],
        ["Kilogram", "KGM", "kg"],
        ["Meter", "MTR", "m"],
    ],
    terms: &[
        ("30 dager netto", "30 days net", 30, 0),
        ("10 dager netto", "10 days net", 10, 0),
        ("15 dager netto", "15 days net", 15, 0),
        ("Kortbetaling", "Card payment", 0, 3),
        ("Kontant", "Cash", 0, 2),
    ],
    delivery_methods: &[
        ["Posten", "Posten", "POSTEN"],
        ["DHL", "DHL", "DHL"],
        ["Hentes i butikk", "Store pick-up", "PICKUP"],
    ],
    bank_accounts: &[
        ("Driftskonto", 1, 1920),
        ("Kasse", 2, 1900),
        ("Kortinnløsning", 5, 1580),
    ],
    extras: &[
        ["Frakt", "FRAKT"],
        ["Rabatt", "RABATT"],
        ["Gebyr", "GEBYR"],
        ["Annet", "ANNET"],
    ],
    rounding_article: ["Øreavrunding", "AVRUNDING"],
};

static NL: Land = Land {
    country: "NL",
    currency: "EUR",
    companies: ["Zandbak Handel B.V.", "Verkeerd Bedrijf B.V."],
    address: ["Damrak 1", "1012 LG", "Amsterdam"],
    corporate_identity_number: "12345678",
    vat_number: "NL123456789B01",
    time_zone: "CET-1CEST,M3.5.0,M10.5.0/3",
    rounding: 0,
    rates: &[rate(210, 8000, 8100), rate(90, 8010, 8110), ZERO],
    food: None,
    goods: Accounts {
        exempt: 8020,
        reversed_construction: Some(8030),
        moss: Some(8230),
        third_party: Some(8250),
        eu_with_vat: Some(8220),
        eu_exempt: Some(8200),
        export: 8300,
    },
    services: Accounts {
        exempt: 8120,
        reversed_construction: Some(8130),
        moss: Some(8231),
        third_party: Some(8251),
        eu_with_vat: Some(8221),
        eu_exempt: Some(8201),
        export: 8301,
    },
    supplies: ["Goederen", "Diensten"],
    units: &[
        ["Stuks", "PCE", "stuks"],
        ["Uur", "HUR", "uur"],
        ["Kilogram", "KGM", "kg"],
        ["Meter", "MTR", "m"],
    ],
    terms: &[
        ("30 dagen netto", "30 days net", 30, 0),
        ("10 dagen netto", "10 days net", 10, 0),
        ("15 dagen netto", "15 days net", 15, 0),
        ("Pinbetaling", "Card payment", 0, 3),
        ("Contant", "Cash", 0, 2),
    ],
    delivery_methods: &[
        ["PostNL", "PostNL", "POSTNL"],
        ["DHL", "DHL", "DHL"],
        ["Afhalen", "Store pick-up", "PICKUP"],
    ],
    bank_accounts: &[
        ("Zakelijke rekening", 1, 1100),
        ("Kas", 2, 1000),
        ("Betaalprovider", 5, 1250),
    ],
    extras: &[
        ["Verzendkosten", "SHIP"],
        ["Korting", "DISC"],
        ["Toeslag", "FEE"],
        ["Overig", "OTHER"],
    ],
    rounding_article: ["Afronding", "ROUNDING"],
};

static FI: Land = Land {
    country: "FI",
    currency: "EUR",
    companies: ["Hiekkalaatikko Oy", "Väärä Yritys Oy"],
    address: ["Mannerheimintie 1", "00100", "Helsinki"],
    corporate_identity_number: "1234567-1",
    vat_number: "FI12345671",
    time_zone: "EET-2EEST,M3.5.0/3,M10.5.0/4",
    rounding: 0,
    rates: &[
        Rate {
            periods: &[(date(2016, 1, 1), 240), (date(2024, 9, 1), 255)],
            ..rate(255, 3000, 3100)
        },
        Rate {
            periods: &[(date(2016, 1, 1), 140), (date(2026, 1, 1), 135)],
            ..rate(135, 3010, 3110)
        },
        rate(100, 3020, 3120),
        ZERO,
    ],
    food: None,
    goods: Accounts {
        exempt: 3030,
        reversed_construction: Some(3130),
        moss: Some(3350),
        third_party: Some(3380),
        eu_with_vat: Some(3340),
        eu_exempt: Some(3360),
        export: 3370,
    },
    services: Accounts {
        exempt: 3140,
        reversed_construction: Some(3130),
        moss: Some(3351),
        third_party: Some(3381),
        eu_with_vat: Some(3341),
        eu_exempt: Some(3361),
        export: 3371,
    },
    supplies: ["Tavarat", "Palvelut"],
    units: &[
        ["Kappale", "PCE", "kpl"],
        ["Tunti", "HUR", "h"],
        ["Kilogramma", "KGM", "kg"],
        ["Metri", "MTR", "m"],
    ],
    terms: &[
        ("30 päivää netto", "30 days net", 30, 0),
        ("10 päivää netto", "10 days net", 10, 0),
        ("15 päivää netto", "15 days net", 15, 0),
        ("Korttimaksu", "Card payment", 0, 3),
        ("Käteinen", "Cash", 0, 2),
    ],
    delivery_methods: &[
        ["Posti", "Posti", "POSTI"],
        ["DHL", "DHL", "DHL"],
        ["Nouto", "Store pick-up", "PICKUP"],
    ],
    bank_accounts: &[
        ("Yritystili", 1, 1910),
        ("Kassa", 2, 1900),
        ("Maksupalvelu", 5, 1950),
    ],
    extras: &[
        ["Toimitus", "TOIMITUS"],
        ["Alennus", "ALENNUS"],
        ["Maksu", "MAKSU"],
        ["Muu", "MUU"],
    ],
    rounding_article: ["Pyöristys", "PYORISTYS"],
};
