//! All calls, and their effect on the books.

use std::borrow::Cow;

use axum::http::StatusCode;
use jiff::civil::Date;
use serde_json::json;

use super::{Answer, Call, shown};
use crate::eaccounting::books::{Books, exchange_rate};
use crate::eaccounting::collection::Collection;
use crate::eaccounting::doc::{Doc, date_text, instant, number};
use crate::eaccounting::error::Refusal;
use crate::eaccounting::{articles, codings, customers, drafts, invoices, orders, pricing, quotes, records};

/// Method, path, handler.
pub(super) type Route = (&'static str, &'static str, fn(&Call) -> Answer);

/// All calls. Paths that the vendor's document lists without any method are absent: they return 404.
pub(super) const ROUTES: &[Route] = &[
    ("GET", "/customers", list),
    ("POST", "/customers", |call| call.create(customers::create)),
    ("GET", "/customers/{id}", one),
    ("PUT", "/customers/{id}", |call| call.replace(customers::replace)),
    ("DELETE", "/customers/{id}", |call| call.remove(customers::remove)),
    ("GET", "/customerlabels", list),
    ("POST", "/customerlabels", create_record),
    ("GET", "/customerlabels/{id}", one),
    ("PUT", "/customerlabels/{id}", replace_record),
    ("DELETE", "/customerlabels/{id}", remove_record),
    ("GET", "/orders", list),
    ("POST", "/orders", |call| call.create(orders::create)),
    ("GET", "/orders/{id}", one),
    ("PUT", "/orders/{id}", |call| call.replace(orders::replace)),
    ("DELETE", "/orders/{id}", |call| {
        let id = call.id()?;
        call.write(|books, now| orders::remove(books, id, now))?;
        Ok((StatusCode::OK, None))
    }),
    ("POST", "/orders/{id}/converteddrafttoorder", |call| {
        call.act(orders::to_ongoing)
    }),
    ("POST", "/orders/{id}/completed", |call| {
        call.act(orders::complete)
    }),
    ("POST", "/orders/{id}/voided", |call| call.act(orders::void)),
    ("POST", "/orders/{id}/convert", |call| {
        call.replace(orders::convert)
    }),
    ("POST", "/orders/{id}/email", email),
    ("GET", "/quotes", list),
    ("POST", "/quotes", |call| call.create(quotes::create)),
    ("GET", "/quotes/{id}", one),
    ("PUT", "/quotes/{id}", |call| call.replace(quotes::replace)),
    ("DELETE", "/quotes/{id}", |call| call.remove(quotes::remove)),
    ("PUT", "/quotes/{id}/accept", accept),
    ("POST", "/quotes/{id}/converttoorder", |call| {
        call.replace(quotes::convert_to_order)
    }),
    ("POST", "/quotes/{id}/converttocustomerinvoice", |call| {
        call.replace(quotes::convert_to_invoice)
    }),
    ("POST", "/quotes/{id}/email", email),
    ("GET", "/articles", list),
    ("POST", "/articles", |call| call.create(articles::create)),
    ("GET", "/articles/{id}", one),
    ("PUT", "/articles/{id}", |call| call.replace(articles::replace)),
    ("GET", "/articleaccountcodings", |call| {
        list_dated(call, &|_, _| true)
    }),
    ("GET", "/articleaccountcodings/{id}", one_dated),
    ("GET", "/termsofpayments", list),
    ("GET", "/termsofpayments/{id}", one),
    ("GET", "/units", list),
    ("GET", "/units/{id}", one),
    ("GET", "/deliverymethods", list),
    ("POST", "/deliverymethods", create_record_200),
    ("GET", "/deliverymethods/{id}", one),
    ("GET", "/deliveryterms", list),
    ("POST", "/deliveryterms", create_record_200),
    ("GET", "/deliveryterms/{id}", one),
    ("GET", "/countries", list),
    ("GET", "/countries/{code}", country),
    ("GET", "/currencies", list),
    ("GET", "/currencies/exchangerate", currency_rate),
    ("GET", "/vatcodes", list_vat_codes),
    ("GET", "/vatcodes/{id}", one_dated),
    ("GET", "/vatcodesrates", |call| call.list(&is_shown_vat_code)),
    ("GET", "/companysettings", settings),
    ("PUT", "/companysettings", replace_settings),
    ("GET", "/customerinvoices", list_invoices),
    ("POST", "/customerinvoices", |call| call.create(invoices::create)),
    ("GET", "/customerinvoices/{id}", one_invoice),
    ("GET", "/customerinvoices/{id}/pdf", pdf),
    ("POST", "/customerinvoices/{id}/payments", pay),
    ("POST", "/customerinvoices/{id}/email", email),
    ("POST", "/customerinvoices/{id}/void", void_invoice),
    ("GET", "/customerledgeritems", |call| {
        call.list_of(&|_, _| true, |books, _| {
            Cow::Owned(invoices::ledger(books).into_iter().collect())
        })
    }),
    ("GET", "/customerinvoicedrafts", list),
    ("POST", "/customerinvoicedrafts", |call| {
        call.create(drafts::create)
    }),
    ("GET", "/customerinvoicedrafts/{id}", one),
    ("PUT", "/customerinvoicedrafts/{id}", |call| {
        call.replace(drafts::replace)
    }),
    ("DELETE", "/customerinvoicedrafts/{id}", |call| {
        call.remove(drafts::remove)
    }),
    ("POST", "/customerinvoicedrafts/{id}/convert", convert_draft),
    ("GET", "/notes", list),
    ("POST", "/notes", create_record_200),
    ("GET", "/notes/{id}", one),
    ("PUT", "/notes/{id}", replace_record),
    ("GET", "/partnerresourcelinks", list),
    ("POST", "/partnerresourcelinks", create_record),
    ("GET", "/partnerresourcelinks/{id}", one),
    ("PUT", "/partnerresourcelinks/{id}", replace_record),
    ("DELETE", "/partnerresourcelinks/{id}", remove_record),
    ("GET", "/bankaccounts", list),
    ("GET", "/bankaccounts/{id}", one),
    ("GET", "/accounts", list),
    ("GET", "/accounts/{fiscalyearid}/{number}", account),
    ("GET", "/fiscalyears", list),
    ("GET", "/fiscalyears/{id}", one),
];

fn list(call: &Call) -> Answer {
    call.list(&|_, _| true)
}

fn one(call: &Call) -> Answer {
    let (kind, id) = (call.kind()?, call.id()?);
    call.read(|books, _| shown(StatusCode::OK, books.get(kind, id)?))
}

fn create_record(call: &Call) -> Answer {
    let kind = call.kind()?;
    call.write(|books, now| {
        shown(
            StatusCode::CREATED,
            &records::create(books, kind, &call.body, now)?,
        )
    })
}

/// Some resources answer a POST with 200, per the OpenAPI document.
fn create_record_200(call: &Call) -> Answer {
    create_record(call).map(|(_, body)| (StatusCode::OK, body))
}

fn replace_record(call: &Call) -> Answer {
    let (kind, id) = (call.kind()?, call.id()?);
    call.write(|books, now| {
        shown(
            StatusCode::OK,
            &records::replace(books, kind, id, &call.body, now)?,
        )
    })
}

fn remove_record(call: &Call) -> Answer {
    let (kind, id) = (call.kind()?, call.id()?);
    call.write(|books, _| records::remove(books, kind, id))?;
    Ok((StatusCode::OK, None))
}

fn email(call: &Call) -> Answer {
    let (kind, id) = (call.kind()?, call.id()?);
    call.write(|books, now| records::email(books, kind, id, &call.body, now))?;
    Ok((StatusCode::OK, None))
}

/// Calls that return no body, per the OpenAPI document.
fn accept(call: &Call) -> Answer {
    let id = call.id()?;
    call.write(|books, now| quotes::accept(books, id, now))?;
    Ok((StatusCode::OK, None))
}

fn country(call: &Call) -> Answer {
    let code = call.params.first().cloned().unwrap_or_default();
    call.read(|books, _| {
        let mut countries = books.table(Collection::Countries).iter();
        let found = countries.find(|country| country.text("Code") == Some(code.as_str()));
        shown(
            StatusCode::OK,
            found.ok_or_else(|| Refusal::not_found("The country"))?,
        )
    })
}

fn account(call: &Call) -> Answer {
    let (year, number) = (call.id()?, call.params.get(1).cloned().unwrap_or_default());
    call.read(|books, _| {
        let mut accounts = books.table(Collection::Accounts).lookup("Number", &number);
        let found = accounts.find(|account| account.uuid("FiscalYearId") == Some(year));
        let missing = || Refusal {
            status: 404,
            ..Refusal::new(3002, "The account does not exist.")
        };
        shown(StatusCode::OK, found.ok_or_else(missing)?)
    })
}

fn currency_rate(call: &Call) -> Answer {
    let needed = |name: &str| {
        call.parameter(name)
            .ok_or_else(|| Refusal::breach(2000, format!("{name} is required.")))
    };
    let (from, to) = (needed("sourceCurrencyCode")?, needed("targetCurrencyCode")?);
    call.read(|books, now| {
        for (name, code) in [("sourceCurrencyCode", &from), ("targetCurrencyCode", &to)] {
            pricing::check_currency(books, name, code)?;
        }
        let rate = json!({
            "Date": date_text(books.today(now)), "SourceCurrency": from, "TargetCurrency": to,
            "Rate": number(exchange_rate(&from, &to)),
        });
        Ok((StatusCode::OK, Some(rate)))
    })
}

/// The day for which codings and VAT codes show their rates: `vatRateDate`, "defaults to today".
fn rate_day(call: &Call) -> Result<Option<Date>, Refusal> {
    let Some(text) = call.parameter("vatRateDate") else {
        return Ok(None);
    };
    let day = codings::day(&text);
    day.map(Some)
        .ok_or_else(|| Refusal::breach(6001, "vatRateDate is not a valid date."))
}

fn list_dated(call: &Call, also: &dyn Fn(&Books, &Doc) -> bool) -> Answer {
    let (kind, day) = (call.kind()?, rate_day(call)?);
    call.list_of(also, |books, now| {
        let day = day.unwrap_or_else(|| books.today(now));
        let records = books.table(kind).iter();
        Cow::Owned(records.map(|doc| codings::on(doc, day)).collect())
    })
}

fn one_dated(call: &Call) -> Answer {
    let (kind, id) = (call.kind()?, call.id()?);
    call.read(|books, now| {
        shown(
            StatusCode::OK,
            &codings::on(books.get(kind, id)?, books.today(now)),
        )
    })
}

/// The VAT codes of the one-stop shop are visible only to a company that uses it.
fn is_shown_vat_code(books: &Books, doc: &Doc) -> bool {
    doc.int("OssCodeType") == Some(0) || books.settings.flag("UsesMoss")
}

fn list_vat_codes(call: &Call) -> Answer {
    list_dated(call, &is_shown_vat_code)
}

fn settings(call: &Call) -> Answer {
    call.read(|books, _| shown(StatusCode::OK, &books.settings))
}

fn replace_settings(call: &Call) -> Answer {
    call.write(|books, _| shown(StatusCode::OK, &records::replace_settings(books, &call.body)?))
}

fn list_invoices(call: &Call) -> Answer {
    let since = match call.parameter("modifiedSinceUtc") {
        None => None,
        Some(text) => {
            let at = instant(&text);
            Some(at.ok_or_else(|| Refusal::breach(6001, "modifiedSinceUtc is not a valid date."))?)
        }
    };
    age_invoices(call)?;
    call.list(&|_, doc| since.is_none_or(|since| doc.text("ModifiedUtc").and_then(instant) >= Some(since)))
}

/// Marks invoices that became overdue since the last call. Nothing is written if there are none.
fn age_invoices(call: &Call) -> Result<(), Refusal> {
    let late = call.read(|books, now| Ok(invoices::late(books, now)))?;
    if late.is_empty() {
        return Ok(());
    }
    call.write(|books, _| {
        invoices::age(books, late);
        Ok(())
    })
}

fn one_invoice(call: &Call) -> Answer {
    age_invoices(call)?;
    one(call)
}

fn pdf(call: &Call) -> Answer {
    let id = call.id()?;
    call.read(|books, _| books.get(Collection::CustomerInvoices, id).map(|_| ()))?;
    let url = format!("{}/eaccounting/temp/fileanonymous/{id}", call.origin);
    Ok((StatusCode::OK, Some(json!({"Url": url}))))
}

fn pay(call: &Call) -> Answer {
    let id = call.id()?;
    let answer = call.write(|books, now| invoices::pay(books, id, &call.body, now))?;
    Ok((StatusCode::CREATED, Some(answer)))
}

fn void_invoice(call: &Call) -> Answer {
    let id = call.id()?;
    call.write(|books, now| invoices::void(books, id, call.flag("updateStock"), now))?;
    Ok((StatusCode::OK, None))
}

fn convert_draft(call: &Call) -> Answer {
    let (id, keeps_date) = (call.id()?, call.flag("keepOriginalDraftDate"));
    call.write(|books, now| {
        shown(
            StatusCode::CREATED,
            &drafts::convert(books, id, &call.body, keeps_date, now)?,
        )
    })
}
