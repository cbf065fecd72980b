//! Whatever ActiveCampaign, or a box in between, answers: it is read or refused, in a bounded number of calls, and what is
//! told of it quotes nobody.

#![no_main]

use std::sync::Arc;

use activecampaign::{Client, Config, Error};
use libfuzzer_sys::fuzz_target;
use model::{ManualClock, Problem};
use transport::{NoLimit, UrlPolicy};

fn judge<T>(result: Result<T, Error>) {
    if let Err(error) = result {
        fuzz::quotes_nobody(&format!("{error} {error:?}"));
        let problem = Problem::from(error);
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
    let now = "2026-11-23T08:00:00Z".parse().expect("a date");
    let since = "2026-11-23T07:00:00Z".parse().expect("a date");
    let client = Client::new(
        Config {
            url: "https://shop.api-us1.com".parse().expect("a URL"),
            api_key: "key".into(),
            vendor_urls: UrlPolicy::Public,
        },
        parrot,
        Arc::new(NoLimit),
        Arc::new(ManualClock::new(now)),
        fuzz::TWICE,
    )
    .expect("a client");
    let email = "anna.fuzz@example.com".parse().expect("an address");
    let hook = "https://x.lambda-url.eu-north-1.on.aws/webhook/t"
        .parse()
        .expect("a URL");
    fuzz::run(async {
        match which % 12 {
            0 => judge(client.contact("1").await),
            1 => judge(client.account("1").await),
            2 => judge(client.deal("1").await),
            3 => judge(client.order("1", "1001").await),
            4 => judge(client.orders_of(&email, 20).await),
            5 => judge(client.orders_modified_since(since, 1_000).await),
            6 => judge(client.deals_updated_since(since).await),
            7 => judge(client.contacts_updated_since(since).await),
            8 => judge(client.contact_by_email(&email).await),
            9 => judge(client.add_tag("1", "done").await),
            10 => judge(client.ensure_webhook(&hook, &["update"]).await),
            _ => judge(client.connections().await),
        }
    });
});
