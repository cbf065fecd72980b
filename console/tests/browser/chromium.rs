//! Headless Chromium.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use thirtyfour::{
    By, ChromiumLikeCapabilities, DesiredCapabilities, Key, LoggingPrefsLogLevel, TypingData, WebDriver,
};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::PATIENCE;

/// The widths of a desk and of the narrowest phone.
pub(crate) const WIDTHS: [u32; 2] = [1280, 320];

pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    axe: Option<String>,
    /// The folder of the screenshots, if they are wanted.
    images: Option<PathBuf>,
    /// Whether each screenshot is wanted, whole and in both schemes and widths, or only those of the manual.
    wants_all: bool,
    /// Ends chromedriver when it is dropped.
    _chromedriver: Child,
    _profile: tempfile::TempDir,
}

/// The screenshots of the manual.
const MANUAL: [&str; 7] = [
    "overview",
    "activity",
    "parked",
    "record",
    "why",
    "reconciliation",
    "settings",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

/// Says it past the test harness, which keeps the output of tests that pass.
fn say(text: &str) {
    let _unsaid = writeln!(std::io::stderr(), "{text}");
}

/// How often chromedriver is started. It ends where its port is taken between its choice and its use.
const STARTS: usize = 5;

/// Starts chromedriver, and returns its port.
async fn chromedriver() -> std::io::Result<(Child, String)> {
    for _ in 0..STARTS {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, port)) = line.split_once("successfully on port ") {
                let port = port.trim_end_matches('.').to_owned();
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok((child, port));
            }
        }
    }
    Err(std::io::Error::other("it ends at once"))
}

impl Browser {
    /// Starts it; nothing where there is no chromedriver.
    pub(crate) async fn start() -> Option<Self> {
        let (chromedriver, port) = match chromedriver().await {
            Ok(started) => started,
            Err(error) => {
                say(&format!(
                    "SKIPPED: no journey in a browser was made, since chromedriver cannot be started ({error}). Debian: \
                     apt-get install chromium chromium-driver"
                ));
                return None;
            }
        };
        let profile = tempfile::tempdir().unwrap();
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=en-US",
            "--window-size=1280,900",
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        capabilities
            .set_browser_log_level(LoggingPrefsLogLevel::All)
            .unwrap();
        let driver = WebDriver::new(&format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .unwrap();
        let axe = std::env::var("EKOBRIDGE_AXE")
            .ok()
            .filter(|path| !path.is_empty())
            .map(|path| std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")));
        if axe.is_none() {
            say(
                "SKIPPED: no page is checked by axe-core, since EKOBRIDGE_AXE names no file; `make browser` does.",
            );
        }
        Some(Self {
            driver,
            axe,
            images: std::env::var_os("EKOBRIDGE_SCREENSHOTS").map(PathBuf::from),
            wants_all: std::env::var_os("EKOBRIDGE_SCREENSHOTS_ALL").is_some(),
            _chromedriver: chromedriver,
            _profile: profile,
        })
    }

    pub(crate) async fn go(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    async fn devtools(&self, method: &str, parameters: Value) {
        self.driver.cdp().send_raw(method, parameters).await.unwrap();
    }

    /// Sets the color scheme and the window's width in CSS pixels.
    pub(crate) async fn look(&self, scheme: Scheme, width: u32) {
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await;
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// As the page is printed, or as it is on the screen.
    pub(crate) async fn print(&self, is_printed: bool) {
        let media = json!({ "media": if is_printed { "print" } else { "" } });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Looks at what the window shows, in both schemes and widths: whether it is accessible and fits. Returns what is wrong, and
    /// makes the screenshots; the manual has those of `MANUAL`.
    pub(crate) async fn inspect(&self, name: &str) -> Vec<String> {
        let mut mistakes = Vec::new();
        for scheme in [Scheme::Dark, Scheme::Light] {
            for width in WIDTHS.into_iter().rev() {
                self.look(scheme, width).await;
                let at = format!("{name}, {scheme:?}, {width} px");
                let found = self.violations().await;
                mistakes.extend(found.iter().map(|one| format!("{at}: {one}")));
                if self.overflow().await > 0 {
                    mistakes.push(format!("{at}: it is wider than the window"));
                }
                if self.wants_all {
                    self.keep(&format!("{name}-{scheme:?}-{width}").to_lowercase())
                        .await;
                }
            }
        }
        if MANUAL.contains(&name) && !self.wants_all {
            self.keep(name).await;
        }
        mistakes
    }

    /// The same, where nothing may be wrong.
    pub(crate) async fn check(&self, name: &str) {
        let mistakes = self.inspect(name).await;
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }

    /// Writes a screenshot of the window, or of the whole page, where they are wanted.
    async fn keep(&self, name: &str) {
        let Some(folder) = &self.images else { return };
        let how = json!({ "format": "png", "captureBeyondViewport": self.wants_all });
        let method = "Page.captureScreenshot";
        let taken = self.driver.cdp().send_raw(method, how).await.unwrap();
        let png = STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
        std::fs::write(folder.join(format!("console-{name}.png")), png).unwrap();
    }

    /// The same, only where each screenshot is wanted.
    pub(crate) async fn keep_all(&self, name: &str) {
        if self.wants_all {
            self.keep(name).await;
        }
    }

    pub(crate) async fn without_scripts(&self) {
        let off = json!({ "value": true });
        self.devtools("Emulation.setScriptExecutionDisabled", off).await;
    }

    /// How far the page is wider than the window.
    pub(crate) async fn overflow(&self) -> i64 {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let result = self.driver.execute(script, Vec::new()).await.unwrap();
        result.json().as_i64().unwrap()
    }

    /// What axe-core finds: rule and elements. WCAG 2.2 A and AA, and what it calls best practice.
    async fn violations(&self) -> Vec<String> {
        let Some(axe) = &self.axe else {
            return Vec::new();
        };
        self.driver.execute(axe.as_str(), Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                .then(found => done(found.violations.map(one =>
                    one.id + ': ' + one.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', '))))
                .catch(error => done(['axe-core failed: ' + error]));";
        let found = self.driver.execute_async(run, Vec::new()).await.unwrap();
        serde_json::from_value(found.json().clone()).unwrap()
    }

    /// Waits until an element holds a text.
    pub(crate) async fn see(&self, css: &str, text: &str) {
        let began = Instant::now();
        let mut last = String::new();
        while began.elapsed() < PATIENCE {
            if let Ok(element) = self.driver.find(By::Css(css)).await
                && let Ok(found) = element.text().await
            {
                if found.contains(text) {
                    return;
                }
                last = found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{css} never had “{text}”, but:\n{last}");
    }

    pub(crate) async fn click(&self, css: &str) {
        let element = self.driver.find(By::Css(css)).await.unwrap();
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
    }

    /// Chooses from a list.
    pub(crate) async fn choose(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value='{value}']")).await;
    }

    /// How many elements there are.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.unwrap().len()
    }

    /// Whether any of these elements takes space on the page.
    pub(crate) async fn is_shown(&self, css: &str) -> bool {
        let script = format!("return document.querySelector({css:?}).getClientRects().length > 0");
        let result = self.driver.execute(script, Vec::new()).await.unwrap();
        result.json().as_bool().unwrap()
    }

    /// The path and the query of the page's address.
    pub(crate) async fn path(&self) -> String {
        let script = "return location.pathname + location.search";
        let result = self.driver.execute(script, Vec::new()).await.unwrap();
        result.json().as_str().unwrap().to_owned()
    }

    /// Types over what a field holds.
    pub(crate) async fn type_into(&self, css: &str, text: &str) {
        let element = self.driver.find(By::Css(css)).await.unwrap();
        element.clear().await.unwrap();
        element.send_keys(text).await.unwrap();
    }

    /// Sets a field for a day, whatever form the browser's language gives it.
    pub(crate) async fn set_day(&self, css: &str, day: &str) {
        let script = format!("document.querySelector({css:?}).value = {day:?}");
        self.driver.execute(script, Vec::new()).await.unwrap();
    }

    /// Presses keys wherever the focus is.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) {
        let element = self.driver.active_element().await.unwrap();
        element.send_keys(keys).await.unwrap();
    }

    /// The name or the text of what has the focus.
    pub(crate) async fn focused(&self) -> String {
        let script = "return document.activeElement.name || document.activeElement.textContent.trim()";
        let result = self.driver.execute(script, Vec::new()).await.unwrap();
        result.json().as_str().unwrap_or_default().to_owned()
    }

    /// Presses Tab until the element of this name or text has the focus. Wherever the focus is on the way, it is visible.
    pub(crate) async fn tab_to(&self, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..60 {
            self.press(Key::Tab).await;
            let focused = self.focused().await;
            let script = "const style = getComputedStyle(document.activeElement);
                return document.activeElement === document.body
                    || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)";
            let visible = self.driver.execute(script, Vec::new()).await.unwrap();
            assert_eq!(
                visible.json().as_bool(),
                Some(true),
                "{focused} has no visible focus"
            );
            if focused == name {
                return;
            }
            passed.push(focused);
        }
        panic!("Tab never came to {name}, but to:\n{}", passed.join("\n"));
    }

    /// What the browser has written to its console, such as a breach of the content security policy.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.driver.get_log("browser").await.unwrap();
        log.iter()
            .map(|entry| format!("{}: {}", entry.level, entry.message))
            .collect()
    }

    pub(crate) async fn end(self) {
        self.driver.quit().await.unwrap();
    }
}
