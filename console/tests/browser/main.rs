//! Journeys through the console in headless Chromium, each page checked by axe-core, and the screenshots of the manual.
//!
//! Needs `chromedriver` and Chromium; the accessibility check needs axe-core's file, which `EKOBRIDGE_AXE` names. What is not
//! there is skipped, and said so. `make browser` brings axe-core; `make screenshots` also writes `docs/images`. With
//! `EKOBRIDGE_SCREENSHOTS_ALL`, each page and each step of a journey is written whole, in both schemes and widths.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

mod chromium;
#[path = "../served/mod.rs"]
mod served;
mod shop;

use std::time::Duration;

use chromium::{Browser, Scheme, WIDTHS};
use messages::Language;
use shop::Shop;
use thirtyfour::{By, Key};

/// The pages that are looked at, and the files of their screenshots.
const PAGES: [(&str, &str); 7] = [
    ("overview", "/"),
    ("activity", "/activity"),
    ("parked", "/parked"),
    ("record", "/record/order:1:1001"),
    ("why", "/record/order:1:1002"),
    ("reconciliation-form", "/reconciliation"),
    ("settings", "/settings?key=articles.on_unknown_sku"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_and_fits_in_both_schemes_and_widths() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    let mut mistakes = Vec::new();
    for (name, path) in PAGES {
        browser.go(&shop.url(path)).await;
        mistakes.extend(browser.inspect(name).await);
    }
    browser.end().await;
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_chosen_and_every_page_fits_a_phone_in_it() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.see("h1", "Overview").await;
    browser.look(Scheme::Light, WIDTHS[1]).await;
    let mut mistakes = Vec::new();
    for language in Language::ALL.into_iter().rev() {
        browser.go(&shop.url("/activity?outcome=parked")).await;
        browser.click(".language summary").await;
        if language == Language::Swedish {
            mistakes.extend(browser.inspect("languages").await);
            browser.look(Scheme::Light, WIDTHS[1]).await;
        }
        browser
            .click(&format!(".language button[value={}]", language.tag()))
            .await;
        browser.see(".language summary", language.name()).await;
        assert_eq!(browser.path().await, "/activity?outcome=parked");
        for (name, path) in PAGES {
            browser.go(&shop.url(path)).await;
            browser.see(".language summary", language.name()).await;
            if browser.overflow().await > 0 {
                mistakes.push(format!(
                    "{name} in {}: it is wider than the window",
                    language.tag()
                ));
            }
        }
    }
    browser.end().await;
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_compared_and_the_result_is_printed() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.see("h1", "Overview").await;
    browser.click("nav a[href='/reconciliation']").await;
    browser.set_day("input[name=since]", "2020-01-01").await;
    browser.click("form[action='/reconciliation'] .main").await;
    browser.see(".findings", "1 of 2 orders agree.").await;
    browser.see(".findings", "Missing in eAccounting (1)").await;
    browser.check("reconciliation").await;
    browser.print(true).await;
    for css in ["nav", "form.filters", "form.search", "form.language"] {
        assert!(!browser.is_shown(css).await, "{css} is printed");
    }
    assert!(browser.is_shown(".findings table").await);
    browser.keep_all("reconciliation-printed").await;
    browser.print(false).await;
    // The overview names it, and leads to the record that differs.
    browser.click("nav a[href='/']").await;
    browser
        .see(".alarm a[href^='/reconciliation']", "Look at it")
        .await;
    browser.click(".alarm a[href^='/reconciliation']").await;
    browser.see("#last", "last result").await;
    browser.check("reconciliation-last").await;
    browser.click(".card a[href='/record/order%3A1%3A1002']").await;
    browser.see("h1", "order:1:1002").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_lead_to_the_attempts_which_are_filtered() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.see(".figures", "sent").await;
    browser.click(".card details summary").await;
    browser.see(".card details table", "2").await;
    browser.check("overview-table").await;
    browser.click("main a[href='/activity']").await;
    browser.see("h1", "Activity of").await;
    let rows = async || browser.count("tbody tr").await;
    assert_eq!(rows().await, 2);
    browser.choose("select[name=outcome]", "parked").await;
    browser.choose("select[name=direction]", "eaccounting").await;
    browser.click("form.filters .main").await;
    browser.see("main", "1 of the 2 entries").await;
    assert_eq!(rows().await, 1);
    browser.check("activity-filtered").await;
    browser.type_into("input[name=record]", "order:1:1001").await;
    browser.choose("select[name=outcome]", "").await;
    browser.click("form.filters .main").await;
    browser.see("h1", "order:1:1001").await;
    assert_eq!(rows().await, 1);
    browser.click("nav a[href='/activity']").await;
    browser.click(".pager a").await;
    browser.see("main", "Nothing here fits.").await;
    browser.check("activity-empty").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_searched_for_and_an_order_is_held_and_released() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.type_into("input[name=q]", "anna.lind@example.com").await;
    browser.click("form.search button").await;
    browser.see("main", "Order 1001").await;
    browser.see("main", "parked").await;
    browser.check("found").await;
    browser.click("a[href='/record/order%3A1%3A1002']").await;
    browser.see(".summary", "waits for you").await;
    browser.type_into("input[name=because]", "paid in cash").await;
    browser.click("form[action='/hold'] button").await;
    browser.see(".summary", "on hold: paid in cash").await;
    browser.check("held").await;
    browser.click("form[action='/release'] button").await;
    browser.see(".badge", "queued").await;
    browser.type_into("input[name=q]", "777777").await;
    browser.click("form.search button").await;
    browser
        .see("main", "Neither ActiveCampaign nor eAccounting")
        .await;
    browser.check("found-nothing").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cause_is_acknowledged_and_its_records_replayed_together() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    shop.park("1003").await;
    browser.go(&shop.entrance()).await;
    browser.see(".alarm", "2 records wait for you").await;
    browser.click(".alarm a").await;
    browser
        .type_into("input[name=because]", "the articles come tonight")
        .await;
    // The Enter key alone sets no state: which one is not said.
    browser.press("" + Key::Enter).await;
    assert_eq!(browser.focused().await, "because");
    browser.click("button[value=acknowledged]").await;
    browser.see("main", "Reason: the articles come tonight").await;
    browser.check("acknowledged").await;
    browser.click("form[action='/replay/plan'] button").await;
    browser.see("main", "Replay 2 records").await;
    browser.check("plan").await;
    browser.click("form[action='/replay/apply'] button").await;
    browser.see("#progress", "0 of 2 have ended").await;
    browser.check("replay").await;
    shop.work().await;
    // The page looks again by itself.
    browser.see("#progress", "2 of 2 have ended").await;
    browser.check("replay-ended").await;
    browser.click("nav a[href='/parked']").await;
    browser.see("main", "Newest replays").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parked_order_is_mended_in_the_settings_and_replayed() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.see(".alarm", "1 record waits for you").await;
    browser.click(".alarm a").await;
    browser.see("main", "sku_unknown").await;
    browser
        .click("a[href='/settings?key=articles.on_unknown_sku']")
        .await;
    browser
        .see("main", "articles.on_unknown_sku, as the shipped file explains it")
        .await;
    // What is wrong is told while it is typed.
    browser
        .type_into("#text", "[articles]\non_unknown_sku = \"make\"\n")
        .await;
    browser.see("#checked", "1 mistake").await;
    browser.see("#checked", "Line 2").await;
    browser.check("settings-mistake").await;
    browser
        .type_into("#text", "[articles]\non_unknown_sku = \"create\"\n")
        .await;
    browser.see("#checked", "What it changes").await;
    // The draft is tried on the order before it is saved.
    browser.type_into("input[name=record]", "1002").await;
    browser.click("button[formaction='/settings/preview']").await;
    browser
        .see("#preview", "What would become of a record: order:1:1002")
        .await;
    browser.check("settings-preview").await;
    browser.click("button[formaction='/settings/save']").await;
    browser.see(".told", "The settings are in force").await;
    browser.check("settings-saved").await;
    browser.click("nav a[href='/parked']").await;
    browser.click("form[action='/replay/plan'] button").await;
    browser.see("main", "Nothing is queued yet").await;
    browser.click("form[action='/replay/apply'] button").await;
    browser.see("#progress", "0 of 1 have ended").await;
    shop.work().await;
    // The page looks again by itself.
    browser.see("#progress", "1 of 1 have ended").await;
    browser.see("#progress", "sent").await;
    browser.click("#progress a").await;
    browser.see(".summary", "Order 1002 was sent").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_searched_for_and_held_with_the_keyboard_alone() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.see("h1", "Overview").await;
    // The skip link comes first, then the menu, then the search.
    browser.press(Key::Tab).await;
    assert_eq!(browser.focused().await, "Skip to the content");
    for page in ["Overview", "Activity", "Parked", "Reconciliation", "Settings"] {
        browser.press(Key::Tab).await;
        assert_eq!(browser.focused().await, page);
    }
    browser.press(Key::Tab).await;
    browser.press("1001" + Key::Enter).await;
    browser.see("h1", "order:1:1001").await;
    browser.see(".summary", "was sent").await;
    let hold = browser.driver.find(By::Css("input[name=because]")).await.unwrap();
    let label = hold.attr("required").await.unwrap();
    assert!(label.is_some(), "a hold needs a reason");
    for _ in 0..40 {
        if browser.focused().await == "because" {
            break;
        }
        browser.press(Key::Tab).await;
    }
    assert_eq!(browser.focused().await, "because");
    browser.press("paid in cash" + Key::Enter).await;
    browser.see(".summary", "on hold: paid in cash").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_checked_tried_saved_and_taken_back_by_keyboard() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    browser.go(&shop.url("/settings")).await;
    browser.tab_to("text").await;
    browser.press(Key::Control + "a").await;
    browser.press("[articles]\non_unknown_sku = \"create\"\n").await;
    browser.see("#checked", "What it changes").await;
    // The editor doesn't keep the Tab key.
    browser.tab_to("Check").await;
    browser.tab_to("record").await;
    browser.press("1002").await;
    browser.tab_to("Preview with this draft").await;
    browser.press(Key::Enter).await;
    browser
        .see("#preview", "What would become of a record: order:1:1002")
        .await;
    browser.tab_to("Line by line").await;
    browser.press(Key::Enter).await;
    browser.see(".diff", "on_unknown_sku").await;
    browser.tab_to("Put these settings in force").await;
    browser.press(Key::Enter).await;
    browser.see(".told", "The settings are in force").await;
    browser.tab_to("Versions 3").await;
    browser.press(Key::Enter).await;
    browser.tab_to("Version 2").await;
    browser.press(Key::Enter).await;
    browser.see(".told", "This is version 2").await;
    browser.tab_to("Put these settings in force").await;
    browser.press(Key::Enter).await;
    browser.see(".told", "The settings are in force").await;
    browser.tab_to("Every setting, explained").await;
    browser.press(Key::Enter).await;
    browser.see(".reference", "[notices]").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_all_without_scripts() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.without_scripts().await;
    browser.go(&shop.entrance()).await;
    browser.see("h1", "Overview").await;
    browser.go(&shop.url("/settings")).await;
    let text = browser.driver.find(By::Css("#text")).await.unwrap();
    text.send_keys("\n[orders]\ndry_run = 3\n").await.unwrap();
    browser.click("form.editor button[type=submit]").await;
    browser.see("#checked", "1 mistake").await;
    browser.end().await;
}

/// How long a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
