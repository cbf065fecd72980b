use model::reason::words;
use model::{Code, Named, Problem, case, event};

use crate::kind::SaleKind;
use crate::oss::OssRates;
use crate::rate::Rate;
use crate::types::{ArticleInfo, Coding, CodingType, Company};

/// The account and the VAT rate that eAccounting will use for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowVat {
    /// Account number.
    pub account: i64,
    /// VAT rate.
    pub rate: Rate,
}

/// The account and VAT rate of a row with `article` in a sale of this kind.
///
/// eAccounting picks the account from the article's coding by kind of sale and returns 4024 (SalesAccountNumberMissing)
/// if the coding has none; this check reports it before the call. The choice of field is read from what other
/// integrations compute and from the fields' names (ArticleAccountCodingApi); it is partly inferred, and so kept here
/// alone:
///
/// | sale | account | rate |
/// |---|---|---|
/// | domestic, outside the EU with VAT | DomesticSalesSubjectToVat | the coding's |
/// | the same with 0 % | DomesticSalesVatExempt, else DomesticSalesVatCodeExempt | 0 |
/// | domestic, reverse charge | DomesticSalesSubjectToReversedConstructionVat | 0 |
/// | EU company with VAT number | ForeignSalesVatExemptWithinEu | 0 |
/// | EU, seller's VAT | ForeignSalesSubjectToVatWithinEu | the coding's |
/// | EU private, OSS, article marked for it | ForeignSalesSubjectToMoss | the destination's |
/// | outside the EU | ForeignSalesVatExemptOutsideEu | 0 |
///
/// # Errors
/// `ACCOUNT_MISSING` naming article, coding and sale; `CODING_MISSING` when an OSS rate is not known.
pub fn account_and_rate(
    kind: SaleKind,
    article: &ArticleInfo,
    company: &Company,
    oss: &OssRates,
) -> Result<RowVat, Problem> {
    let coding = &article.coding;
    let accounts = &coding.accounts;
    let domestic = if coding.rate.is_zero() {
        (
            accounts.domestic_vat_exempt.or(accounts.domestic_vat_code_exempt),
            words::DOMESTIC_EXEMPT,
        )
    } else {
        (accounts.domestic_vat, words::DOMESTIC_VAT)
    };
    let within_eu = (accounts.vat_within_eu, words::EU_VAT);
    let ((account, field), rate) = match kind {
        SaleKind::Domestic | SaleKind::ExportWithVat { .. } => (domestic, coding.rate),
        SaleKind::DomesticReverse => (
            (accounts.domestic_reversed_construction, words::DOMESTIC_REVERSED),
            Rate::ZERO,
        ),
        SaleKind::EuCompany { .. } => ((accounts.vat_exempt_within_eu, words::EU_EXEMPT), Rate::ZERO),
        SaleKind::EuPrivate { .. } => (within_eu, coding.rate),
        SaleKind::EuPrivateOss { country } if article.uses_moss => (
            (accounts.moss, words::OSS),
            oss.rate(company.country, country, coding.rate)?,
        ),
        SaleKind::EuPrivateOss { .. } => (within_eu, coding.rate),
        SaleKind::Export { .. } => ((accounts.vat_exempt_outside_eu, words::EXPORT_EXEMPT), Rate::ZERO),
    };
    match account {
        Some(account) => Ok(RowVat { account, rate }),
        None => Err(Problem::new(
            Code::ACCOUNT_MISSING,
            event::no_account(&article.number, &coding.name, field, Named::phrase(&kind.told())),
            format!(
                "Open Settings › Article account codings in eAccounting and set the account for {field} in \"{}\", or give article {} another coding; then replay the order.",
                coding.name, article.number
            ),
        )
        .in_case(case::ACCOUNT_MISSING_CODING, [&article.number, &coding.name])),
    }
}

/// The coding for a new article of this rate: active, of the wanted type, the one called `name` where that is given.
///
/// # Errors
/// `CODING_MISSING` if there is none, or if several fit and none is named.
pub fn coding_for_rate<'a>(
    codings: &'a [Coding],
    rate: Rate,
    coding_type: CodingType,
    name: Option<&str>,
) -> Result<&'a Coding, Problem> {
    let of_type = |wanted: CodingType| -> Vec<&Coding> {
        codings
            .iter()
            .filter(|c| c.is_active && c.rate == rate && c.coding_type == wanted)
            .filter(|c| name.is_none_or(|name| c.name.trim().eq_ignore_ascii_case(name.trim())))
            .collect()
    };
    let mut fitting = of_type(coding_type);
    if fitting.is_empty() {
        // The values of `Type` are not documented: an unknown one may be right.
        fitting = of_type(CodingType::Other);
    }
    let what = if coding_type == CodingType::Services {
        words::SERVICES
    } else {
        words::GOODS
    };
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(Problem::new(
            Code::CODING_MISSING,
            match name {
                Some(name) => event::no_coding_of_name(what, rate, name),
                None => event::no_coding(what, rate),
            },
            "Open Settings › Article account codings in eAccounting and add or activate one; then replay the order.",
        )
        .in_case(case::CODING_MISSING_RATE, [&rate])),
        several => {
            let names: Vec<&str> = several.iter().map(|c| c.name.as_str()).collect();
            Err(Problem::new(
                Code::CODING_MISSING,
                event::several_codings(what, rate, names.join(", ")),
                "Name the one for new articles in articles.account_coding in the settings, then replay the order.",
            )
            .in_case(case::CODING_MISSING_SEVERAL, [&rate]))
        }
    }
}
