//! Journeys through the console in headless Chromium, each page checked by axe-core, and the screenshots of the manual.
//!
//! Needs `chromedriver` and Chromium; the accessibility check needs axe-core's file, which `EKOBRIDGE_AXE` names. What is not
//! there is skipped, and said so. `make browser` brings axe-core; `make screenshots` also writes `docs/images`. With
//! `EKOBRIDGE_SCREENSHOTS_ALL`, each page is written whole, in both schemes and widths.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

mod chromium;
mod shop;

use std::path::PathBuf;
use std::time::Duration;

use chromium::{Browser, Scheme};
use shop::Shop;
use thirtyfour::{By, Key};

/// The widths of a desk and of the narrowest phone.
const WIDTHS: [u32; 2] = [1280, 320];

/// The pages that are looked at, and the files of their screenshots.
const PAGES: [(&str, &str); 7] = [
    ("overview", "/"),
    ("activity", "/activity"),
    ("parked", "/parked"),
    ("record", "/record/order:1:1001"),
    ("why", "/record/order:1:1002"),
    ("reconciliation", "/reconciliation"),
    ("settings", "/settings?key=articles.on_unknown_sku"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_and_fits_in_both_schemes_and_widths() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let shop = Shop::open().await;
    browser.go(&shop.entrance()).await;
    let images = std::env::var_os("EKOBRIDGE_SCREENSHOTS").map(PathBuf::from);
    let wants_all = std::env::var_os("EKOBRIDGE_SCREENSHOTS_ALL").is_some();
    let mut mistakes = Vec::new();
    for (name, path) in PAGES {
        for scheme in [Scheme::Light, Scheme::Dark] {
            for width in WIDTHS {
                browser.look(scheme, width).await;
                browser.go(&shop.url(path)).await;
                let at = format!("{path}, {scheme:?}, {width} px");
                mistakes.extend(
                    browser
                        .violations()
                        .await
                        .iter()
                        .map(|one| format!("{at}: {one}")),
                );
                if browser.overflow().await > 0 {
                    mistakes.push(format!("{at}: it is wider than the window"));
                }
                if let Some(folder) = &images {
                    let is_of_manual = (scheme, width) == (Scheme::Light, WIDTHS[0]);
                    let file = match is_of_manual {
                        true => format!("console-{name}.png"),
                        false => format!("console-{name}-{scheme:?}-{width}.png").to_lowercase(),
                    };
                    if is_of_manual || wants_all {
                        std::fs::write(folder.join(file), browser.picture(wants_all).await).unwrap();
                    }
                }
            }
        }
    }
    // A comparison is made when it is asked for.
    for (scheme, width) in [(Scheme::Dark, WIDTHS[1]), (Scheme::Light, WIDTHS[0])] {
        browser.look(scheme, width).await;
        browser.go(&shop.url("/reconciliation")).await;
        browser.set_day("input[name=since]", "2020-01-01").await;
        browser.click("form[action='/reconciliation'] .main").await;
        browser.see(".findings", "1 of 2 orders agree.").await;
        let at = format!("a reconciliation, {scheme:?}, {width} px");
        mistakes.extend(
            browser
                .violations()
                .await
                .iter()
                .map(|one| format!("{at}: {one}")),
        );
        if browser.overflow().await > 0 {
            mistakes.push(format!("{at}: it is wider than the window"));
        }
    }
    if let Some(folder) = &images {
        let picture = browser.picture(wants_all).await;
        std::fs::write(folder.join("console-reconciliation.png"), picture).unwrap();
    }
    browser.end().await;
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
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
    browser.click("button[formaction='/settings/save']").await;
    browser.see(".told", "The settings are in force").await;
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
