//! Checks of the company in eAccounting, and of the records that the settings name.

use eaccounting::types::{CompanyStatus, VatCodeRates, VatRateChange};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use settings::{Name, Settings};

use crate::commands::doctor::check::{check, when};
use crate::commands::doctor::outcome::{Finding, Outcome};
use crate::commands::doctor::world::World;

check!(License, "license", license);
check!(Modules, "modules", modules);
check!(FiscalYear, "fiscal_year", fiscal_year);
check!(AccountingLock, "accounting_lock", accounting_lock);
check!(Terms, "terms", terms);
check!(Units, "units", units);
check!(Codings, "codings", codings);
check!(Accounts, "accounts", accounts);
check!(VatChanges, "vat_changes", vat_changes);
check!(DeliveryMethods, "delivery_methods", delivery_methods);
check!(BankAccounts, "bank_accounts", bank_accounts);
check!(Filters, "filters", filters);

/// Days before a change of a VAT rate from which it is reported.
const DAYS_AHEAD: i64 = 60;

fn today(world: &World) -> Date {
    TimeZone::UTC.to_datetime(world.now()).date()
}

async fn license(world: &World) -> Outcome {
    let company = world.company().await?;
    let wrong = match company.company_status {
        Some(CompanyStatus::Inactive) => "closed",
        Some(CompanyStatus::ReadOnly) => "read-only",
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Finding::new(
        format!("The company is {wrong} in eAccounting: nothing can be created."),
        "Renew the license in eAccounting, or connect another company with `ekobridge connect`.",
    )])
}

async fn modules(world: &World) -> Outcome {
    let company = world.company().await?;
    let has = |word: &str| {
        company
            .activated_modules
            .iter()
            .any(|module| module.to_lowercase().contains(word))
    };
    // An empty list means that the modules are unknown.
    when(!company.activated_modules.is_empty() && !has("sales"), || {
        Finding::new(
            format!(
                "The company's eAccounting lacks the module for sales. It has: {}.",
                company.activated_modules.join(", ")
            ),
            "Activate invoicing in eAccounting under Settings › Subscription.",
        )
    })
}

async fn fiscal_year(world: &World) -> Outcome {
    let today = today(world);
    let years = world.years().await?;
    let Some(year) = years
        .iter()
        .find(|year| year.start_date <= today && today <= year.end_date)
    else {
        return Ok(vec![Finding::new(
            format!("eAccounting has no fiscal year for {today}: nothing can be booked."),
            "Add the fiscal year in eAccounting under Settings › Fiscal years.",
        )]);
    };
    when(year.is_locked_for_accounting, || {
        Finding::new(
            format!(
                "The fiscal year from {} to {} is locked.",
                year.start_date, year.end_date
            ),
            "Unlock it in eAccounting under Settings › Fiscal years.",
        )
    })
}

async fn accounting_lock(world: &World) -> Outcome {
    let today = today(world);
    let locked = world.company().await?.accounting_locked_to;
    when(locked.is_some_and(|until| until >= today), || {
        Finding::new(
            "eAccounting is locked for accounting up to today or later: documents with today's date are refused.",
            "Set an earlier date in eAccounting under Settings › Company settings › Lock accounting.",
        )
    })
}

/// The finding that eAccounting doesn't have what a setting names.
fn unknown(name: &Name, setting: &str, what: &str, known: &[&str]) -> Finding {
    Finding::new(
        format!(
            "`{setting}` names {what} \"{}\", which eAccounting doesn't have.",
            name.as_str()
        ),
        format!(
            "Correct the setting, or add it in eAccounting. It has: {}.",
            known.join(", ")
        ),
    )
}

async fn terms(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let mut named: Vec<(&Name, String)> = Vec::new();
    named.extend(
        settings
            .orders
            .terms_of_payment
            .iter()
            .map(|name| (name, "orders.terms_of_payment".to_owned())),
    );
    for (method, own) in &settings.payment_methods {
        let setting = format!("payment_methods.\"{method}\".terms_of_payment");
        named.extend(own.terms_of_payment.iter().map(|name| (name, setting.clone())));
    }
    let terms = world.terms().await?;
    let usable: Vec<_> = terms.iter().filter(|terms| terms.available_for_sales).collect();
    if usable.is_empty() {
        return Ok(vec![Finding::new(
            "eAccounting has no terms of payment that sales may use: no customer can be created.",
            "Allow one for sales in eAccounting under Settings › Terms of payment.",
        )]);
    }
    let known: Vec<&str> = usable.iter().filter_map(|terms| terms.name.as_deref()).collect();
    let is_known = |name: &Name| {
        let days = name.as_str().trim().parse::<i32>().ok();
        usable.iter().any(|terms| {
            let names = [&terms.name, &terms.name_english];
            days == Some(terms.number_of_days) || names.into_iter().flatten().any(|text| name.is(text))
        })
    };
    Ok(named
        .into_iter()
        .filter(|(name, _)| !is_known(name))
        .map(|(name, setting)| unknown(name, &setting, "the terms of payment", &known))
        .collect())
}

async fn units(world: &World) -> Outcome {
    let settings = world.settings().await?;
    if settings.articles.on_unknown_sku != settings::OnUnknownSku::Create {
        return Ok(Vec::new());
    }
    let units = world.units().await?;
    let names: Vec<&str> = units
        .iter()
        .flat_map(|unit| [&unit.name, &unit.code, &unit.abbreviation])
        .flatten()
        .map(String::as_str)
        .collect();
    let unit = &settings.articles.unit;
    when(!names.iter().any(|name| unit.is(name)), || {
        unknown(unit, "articles.unit", "the unit", &names)
    })
}

async fn codings(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let mut named: Vec<(&Name, String, Option<Decimal>)> = Vec::new();
    for (rate, name) in &settings.articles.account_coding {
        let setting = format!("articles.account_coding.\"{}\"", rate.percent());
        named.push((name, setting, Some(rate.fraction())));
    }
    for (country, own) in &settings.vat.countries {
        let setting = format!("vat.countries.{country}.account_coding");
        named.extend(
            own.account_coding
                .iter()
                .map(|name| (name, setting.clone(), None)),
        );
    }
    let codings = world.codings().await?;
    let active: Vec<_> = codings.iter().filter(|coding| coding.is_active).collect();
    let known: Vec<&str> = active
        .iter()
        .filter_map(|coding| coding.name.as_deref())
        .collect();
    let mut findings = Vec::new();
    for (name, setting, rate) in named {
        let names = |coding: &&&eaccounting::types::ArticleAccountCoding| {
            [&coding.name, &coding.name_english]
                .into_iter()
                .flatten()
                .any(|text| name.is(text))
        };
        match active.iter().find(names) {
            None => findings.push(unknown(name, &setting, "the account coding", &known)),
            Some(coding) if rate.is_some_and(|rate| rate != coding.vat_rate_percent) => {
                findings.push(Finding::new(
                    format!(
                        "`{setting}` names the account coding \"{}\", whose VAT rate is {} %.",
                        name.as_str(),
                        (coding.vat_rate_percent * Decimal::ONE_HUNDRED).normalize()
                    ),
                    "Name a coding with the rate of the key.",
                ))
            }
            Some(_) => {}
        }
    }
    Ok(findings)
}

async fn accounts(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let named: Vec<_> = settings
        .vat
        .countries
        .iter()
        .filter_map(|(country, own)| own.account.as_ref().map(|account| (country, account)))
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let codings = world.codings().await?;
    let active = codings.iter().filter(|coding| coding.is_active);
    let numbers: Vec<String> = active
        .filter_map(|coding| serde_json::to_value(coding).ok())
        .filter_map(|coding| coding.as_object().cloned())
        .flatten()
        .filter(|(name, _)| name.ends_with("AccountNumber"))
        .filter_map(|(_, number)| number.as_i64().map(|number| number.to_string()))
        .collect();
    Ok(named
        .into_iter()
        .filter(|(_, account)| !numbers.iter().any(|number| account.is(number)))
        .map(|(country, account)| {
            Finding::new(
                format!(
                    "`vat.countries.{country}.account` is {}, and no active account coding leads there: every order to {country} \
                     would be parked.",
                    account.as_str()
                ),
                "Set the account on an article account coding in eAccounting, or correct the setting.",
            )
        })
        .collect())
}

async fn vat_changes(world: &World) -> Outcome {
    Ok(upcoming(world.rates().await?, today(world)))
}

/// VAT rates that change within 60 days.
fn upcoming(codes: &[VatCodeRates], today: Date) -> Vec<Finding> {
    let until = today.saturating_add(DAYS_AHEAD.days());
    let change = |change: VatRateChange| {
        let code = if change.code.is_empty() {
            "without a name"
        } else {
            &change.code
        };
        Finding::new(
            format!(
                "The VAT code {code} changes from {} % to {} % on {}.",
                change.before, change.after, change.on
            ),
            "Change the shop's VAT rate on that day, and the rates that the settings name: articles.account_coding, \
             fallback, shipping and discounts.",
        )
    };
    codes
        .iter()
        .flat_map(|code| code.changes(today, until))
        .map(change)
        .collect()
}

pub(super) fn needs_deliveries(settings: &Settings) -> bool {
    settings.orders.delivery_method.is_some() || !settings.shipping_methods.is_empty()
}

async fn delivery_methods(world: &World) -> Outcome {
    let settings = world.settings().await?;
    if !needs_deliveries(settings) {
        return Ok(Vec::new());
    }
    let mut named: Vec<(&Name, String)> = Vec::new();
    named.extend(
        settings
            .orders
            .delivery_method
            .iter()
            .map(|name| (name, "orders.delivery_method".to_owned())),
    );
    for (method, name) in &settings.shipping_methods {
        named.push((name, format!("shipping_methods.\"{method}\"")));
    }
    let methods = world.deliveries().await?;
    let known: Vec<&str> = methods.iter().map(|method| method.name.as_str()).collect();
    let is_known = |name: &Name| {
        methods
            .iter()
            .any(|method| name.is(&method.name) || method.code.as_deref().is_some_and(|code| name.is(code)))
    };
    Ok(named
        .into_iter()
        .filter(|(name, _)| !is_known(name))
        .map(|(name, setting)| unknown(name, &setting, "the delivery method", &known))
        .collect())
}

pub(super) fn needs_banks(settings: &Settings) -> bool {
    settings
        .payment_methods
        .values()
        .any(|method| method.bank_account.is_some())
}

async fn bank_accounts(world: &World) -> Outcome {
    let settings = world.settings().await?;
    if !needs_banks(settings) {
        return Ok(Vec::new());
    }
    let banks = world.banks().await?;
    let active: Vec<_> = banks.iter().filter(|bank| bank.is_active).collect();
    let known: Vec<&str> = active.iter().map(|bank| bank.name.as_str()).collect();
    let is_known = |name: &Name| {
        active.iter().any(|bank| {
            name.is(&bank.name)
                || bank
                    .ledger_account_number
                    .is_some_and(|number| name.is(&number.to_string()))
        })
    };
    let mut findings = Vec::new();
    for (method, own) in &settings.payment_methods {
        if let Some(name) = own.bank_account.as_ref().filter(|name| !is_known(name)) {
            let setting = format!("payment_methods.\"{method}\".bank_account");
            findings.push(unknown(name, &setting, "the bank account", &known));
        }
    }
    Ok(findings)
}

async fn filters(world: &World) -> Outcome {
    let refused = world.refusals().await?;
    when(!refused.is_empty(), || {
        let lists: Vec<&str> = refused.iter().map(String::as_str).collect();
        Finding::new(
            format!(
                "eAccounting doesn't filter or sort some lists as asked ({}): whole lists are read instead, which takes more \
                 calls.",
                lists.join(", ")
            ),
            "Nothing: it is retried after 30 days. If it lasts, contact Visma's support.",
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn code(rates: &[(&str, &str)]) -> VatCodeRates {
        let rates: Vec<Value> = rates
            .iter()
            .map(|(day, rate)| serde_json::json!({"VatRateDate": day, "VatRate": rate.parse::<f64>().unwrap()}))
            .collect();
        serde_json::from_value(serde_json::json!({
            "Id": "7d8f2b0e-2b0e-4d4e-9a59-000000000001", "Code": "MP2", "VatRates": rates,
        }))
        .unwrap()
    }

    #[test]
    fn a_vat_rate_that_changes_within_sixty_days_is_told_and_no_other() {
        let codes = [
            code(&[
                ("2016-01-01", "0.12"),
                ("2026-04-01", "0.06"),
                ("2028-01-01", "0.12"),
            ]),
            code(&[("2016-01-01", "0.25"), ("2026-04-01", "0.25")]),
        ];
        let on = |day: &str| upcoming(&codes, day.parse().unwrap());
        assert_eq!(on("2026-01-30"), []);
        let found = on("2026-01-31");
        assert_eq!(found.len(), 1);
        assert!(
            found[0].cause.contains("from 12 % to 6 % on 2026-04-01"),
            "{found:?}"
        );
        assert_eq!(on("2026-04-01"), []);
    }
}
