use std::collections::BTreeMap;

use model::{Code, CountryCode, Problem, Reason, case, event};

use crate::rate::Rate;

/// VAT rates of the EU's countries, for sales under the One Stop Shop: standard, then reduced, in tenths of a percent,
/// as best known for November 2026. **To be verified** against the Commission's list (TEDB) when rates change; a
/// stale rate is not bookkept, since eAccounting computes with its own and the totals are compared.
const RATES: [(&str, u16, &[u16]); 28] = [
    ("AT", 200, &[100, 130]),
    ("BE", 210, &[60, 120]),
    ("BG", 200, &[90]),
    ("CY", 190, &[50, 90, 30]),
    ("CZ", 210, &[120]),
    ("DE", 190, &[70]),
    ("DK", 250, &[]),
    ("EE", 240, &[90, 130]),
    ("ES", 210, &[100, 40]),
    ("FI", 255, &[135, 100]),
    ("FR", 200, &[55, 100, 21]),
    ("GR", 240, &[60, 130]),
    ("HR", 250, &[50, 130]),
    ("HU", 270, &[50, 180]),
    ("IE", 230, &[135, 90, 48]),
    ("IT", 220, &[100, 50, 40]),
    ("LT", 210, &[120, 50]),
    ("LU", 170, &[80, 140, 30]),
    ("LV", 210, &[120, 50]),
    ("MT", 180, &[50, 70, 120]),
    ("NL", 210, &[90]),
    ("PL", 230, &[80, 50]),
    ("PT", 230, &[60, 130]),
    ("RO", 210, &[110]),
    ("SE", 250, &[120, 60]),
    ("SI", 220, &[95, 50]),
    ("SK", 230, &[190, 50]),
    ("XI", 200, &[50]),
];

/// Rates that have changed in the last years, which a shop may still charge.
const FORMER: [(&str, &[u16]); 4] = [
    ("EE", &[220]),
    ("FI", &[240, 140]),
    ("RO", &[190, 90, 50]),
    ("SK", &[200, 100]),
];

/// The destination countries' VAT rates under the One Stop Shop: the built-in table, with overrides from the settings
/// and eAccounting's `/vatcodes`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OssRates {
    /// Country and the article coding's domestic rate → the destination's rate.
    overrides: BTreeMap<(CountryCode, Rate), Rate>,
}

impl OssRates {
    /// The same, with `rate` for articles of the domestic rate `coding` that are sold to `country`.
    #[must_use]
    pub fn with(mut self, country: CountryCode, coding: Rate, rate: Rate) -> Self {
        self.overrides.insert((country, coding), rate);
        self
    }

    /// The standard rate of an EU country or of Northern Ireland (`XI`, also given as `GB`).
    #[must_use]
    pub fn standard(country: CountryCode) -> Option<Rate> {
        row(country).map(|(_, standard, _)| Rate::per_mille(*standard))
    }

    /// The rates of goods in a country, today's and those that a shop may still charge: of the EU, Northern Ireland or Norway.
    /// None of another.
    #[must_use]
    pub(crate) fn of_country(country: CountryCode) -> Vec<Rate> {
        // Norway, the one country of eAccounting outside the EU's table.
        const NORWAY: (&str, u16, &[u16]) = ("NO", 250, &[150, 120]);
        let row = match country {
            CountryCode::NO => Some(&NORWAY),
            country => row(country),
        };
        row.map_or(Vec::new(), |(_, standard, reduced)| {
            let former = FORMER.iter().find(|(name, _)| *name == country.as_str());
            let former = former.map_or(&[][..], |(_, rates)| rates);
            let rates = std::iter::once(standard).chain(*reduced).chain(former);
            rates.map(|rate| Rate::per_mille(*rate)).collect()
        })
    }

    /// The rate at which an article with the domestic rate `coding` is sold to `country` by a seller in `seller`.
    ///
    /// The seller's standard rate becomes the destination's. A reduced rate becomes the destination's reduced rate where
    /// it has exactly one; which of several applies depends on the goods, so it must be set.
    ///
    /// # Errors
    /// `CODING_MISSING`, when the rate is not known.
    pub fn rate(&self, seller: CountryCode, country: CountryCode, coding: Rate) -> Result<Rate, Problem> {
        let own = match country.as_str() {
            "GB" => "XI".parse().ok(),
            _ => None,
        };
        let mut known = own.into_iter().chain([country]);
        if let Some(rate) = known.find_map(|country| self.overrides.get(&(country, coding))) {
            return Ok(*rate);
        }
        let unknown = |why: Reason| {
            Problem::new(
                Code::CODING_MISSING,
                why,
                format!(
                    "Add it to vat.countries.{country}.oss_rates in the settings, as {} = the rate there in percent, then replay the order.",
                    coding.percent()
                ),
            )
            .in_case(case::CODING_MISSING_OSS, [&country, &coding.percent()])
        };
        let (_, standard, reduced) =
            row(country).ok_or_else(|| unknown(event::oss_country_unknown(country, coding)))?;
        if Self::standard(seller) == Some(coding) {
            return Ok(Rate::per_mille(*standard));
        }
        match reduced {
            [one] if !coding.is_zero() => Ok(Rate::per_mille(*one)),
            // Denmark has no reduced rate: everything is sold at the standard rate.
            [] if !coding.is_zero() => Ok(Rate::per_mille(*standard)),
            _ if coding.is_zero() => Err(unknown(event::oss_without_vat_at_home(country, coding))),
            several => {
                let rates: Vec<String> = several.iter().map(|r| Rate::per_mille(*r).to_string()).collect();
                Err(unknown(event::oss_several_rates(
                    country,
                    coding,
                    rates.join(", "),
                )))
            }
        }
    }
}

fn row(country: CountryCode) -> Option<&'static (&'static str, u16, &'static [u16])> {
    let code = match country.as_str() {
        "GB" => "XI",
        code => code,
    };
    RATES.iter().find(|(name, ..)| *name == code)
}
