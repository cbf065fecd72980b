//! Whatever eAccounting, its login service, or a box in between answers: it is read or refused, in a bounded number of
//! calls, and what is told of it quotes nobody.

#![no_main]

use std::sync::Arc;

use eaccounting::errors::ApiError;
use eaccounting::oauth::OAuthClient;
use eaccounting::odata::Filter;
use eaccounting::tokens::{Grant, MemoryTokenStore};
use eaccounting::types::QuoteStatus;
use eaccounting::{Client, Config, Error};
use libfuzzer_sys::fuzz_target;
use model::ManualClock;
use transport::{NoLimit, UrlPolicy};
use uuid::Uuid;

fn judge<T>(result: Result<T, Error>) {
    if let Err(error) = result {
        fuzz::quotes_nobody(&format!("{error} {error:?}"));
        let problem = error.problem("order 1001");
        fuzz::quotes_nobody(&format!("{} {} {problem:?}", problem.message, problem.remedy));
        assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else {
        return;
    };
    let Some(parrot) = fuzz::Parrot::new(data) else {
        return;
    };
    let now: jiff::Timestamp = "2026-11-23T08:00:00Z".parse().expect("a date");
    let clock = Arc::new(ManualClock::new(now));
    let owner = OAuthClient {
        id: "shop".to_owned(),
        secret: "secret".into(),
    };
    let mut grant = Grant::new(owner, "refresh".into());
    // Every second time the login service is asked first.
    if which & 0x80 == 0 {
        grant.access_token = Some("access".into());
        grant.access_token_expires_at = Some(now + jiff::SignedDuration::from_hours(1));
    }
    let client = Client::new(
        Config {
            api_url: "https://eaccountingapi.vismaonline.com/v2"
                .parse()
                .expect("a URL"),
            identity_url: "https://identity.vismaonline.com".parse().expect("a URL"),
            vendor_urls: UrlPolicy::Public,
        },
        Arc::new(MemoryTokenStore::new(grant, clock.clone())),
        parrot,
        Arc::new(NoLimit),
        clock,
        fuzz::TWICE,
    )
    .expect("a client");
    let email = "anna.fuzz@example.com".parse().expect("an address");
    fuzz::run(async {
        match which % 16 {
            0 => judge(client.customers_by_email(&email).await),
            1 => judge(client.customer(Uuid::nil()).await),
            2 => judge(client.find_order("1001", Uuid::nil(), Some(now)).await),
            3 => judge(client.find_invoice_draft("1001", Uuid::nil(), None).await),
            4 => judge(client.newest_invoices(Uuid::nil(), Some(now)).await),
            5 => judge(client.order(Uuid::nil()).await),
            6 => judge(client.articles_by(&Filter::eq("Number", "LAMP")).await),
            7 => judge(client.quotes_with_status(QuoteStatus::Approved).await),
            8 => judge(client.quote(Uuid::nil()).await),
            9 => judge(client.convert_order_to_invoice(Uuid::nil()).await),
            10 => judge(client.complete_order(Uuid::nil()).await),
            11 => judge(client.delete_invoice_draft(Uuid::nil()).await),
            12 => judge(client.company_settings().await),
            13 => judge(client.verify_company().await),
            14 => judge(client.bind_company().await),
            _ => judge(client.invoice(Uuid::nil()).await),
        }
    });
    let error = ApiError::read(400, data);
    fuzz::quotes_nobody(&format!(
        "{error:?} {:?}",
        error.to_problem("the order", "order 1001")
    ));
});
