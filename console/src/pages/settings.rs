//! The settings editor: validation while typing, preview on a record, comparison with the settings in force, and saving.

mod check;
mod trial;

use askama::Template;
use aws::{SettingsDocument, SettingsVersion};
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use flows::CompiledSettings;
use messages::Language;
use model::{Named, Problem, Reason, reason};
use operations::audit;
use serde::Deserialize;
use settings::{DEFAULT_FILE, place_of};

use self::check::{Checked, check, digest};
use self::trial::{Trial, try_on};
use super::{Frame, failed, shown};
use crate::view::{filters, told_reason};
use crate::visit::Visit;

/// The longest file that is taken. The ledger's table keeps an item of at most 400 KB.
const LONGEST: usize = 300_000;

/// How many lines a person may add before the numbers end.
const NUMBERS_AHEAD: usize = 500;
/// And before the text scrolls beside its numbers, in browsers that don't make it as high as its content.
const ROWS_AHEAD: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The setting to explain.
    key: String,
    /// Whether the settings were saved just now.
    saved: String,
    /// The version to take as the draft.
    version: Option<u64>,
}

/// The values of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Draft {
    text: String,
    /// The digest of the text that was in force when the page was opened.
    base: String,
    /// The digest of the text whose changes were shown.
    checked: String,
    /// The record to preview the draft with.
    record: String,
    /// The version that the draft is based on, if it is an older one.
    version: String,
}

impl Draft {
    /// The text with the line ends of files: browsers post CRLF.
    fn text(&self) -> String {
        self.text.replace("\r\n", "\n")
    }
}

/// A version in the list.
struct Version {
    number: u64,
    at: String,
    by: String,
    file: String,
    /// What was done, in the person's language.
    note: String,
    /// What there is of that in English alone.
    note_in_english: String,
}

/// What the shipped file says about a setting.
struct Explained {
    key: String,
    text: String,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    notes: Vec<String>,
    saved: bool,
    /// Whether no settings were pushed so far.
    is_none: bool,
    file: String,
    draft: String,
    /// The numbers of its lines and of those that may be added, since mistakes name lines.
    numbers: String,
    /// How high the text is in browsers that don't make it as high as its content.
    rows: usize,
    base: String,
    record: String,
    explained: Option<Explained>,
    /// The version that the draft is based on; `None` for the one in force.
    version: Option<u64>,
    versions: Vec<Version>,
    checked: Checked,
    preview: Option<Trial>,
    /// Why there is no preview.
    preview_failed: Option<String>,
    reference: &'static str,
}

/// The result of checking a draft, as a part of a page.
#[derive(Template)]
#[template(path = "checked.html")]
struct CheckedPart {
    frame: Frame,
    checked: Checked,
}

/// The settings in force, and whether any were ever pushed.
struct InForce {
    document: SettingsDocument,
    is_pushed: bool,
}

async fn in_force(visit: &Visit) -> Result<InForce, Problem> {
    let pushed = SettingsDocument::pushed(visit.worker().ledger()).await?;
    Ok(InForce {
        is_pushed: pushed.is_some(),
        document: pushed.unwrap_or_else(SettingsDocument::shipped),
    })
}

async fn page(visit: &Visit, now: &InForce, draft: String) -> Result<SettingsPage, Problem> {
    let versions = SettingsDocument::versions(visit.worker().ledger()).await?;
    let count = draft.lines().count();
    let numbers: Vec<String> = (1..=count + NUMBERS_AHEAD)
        .map(|number| number.to_string())
        .collect();
    Ok(SettingsPage {
        numbers: numbers.join("\n"),
        rows: count + ROWS_AHEAD,
        frame: Frame::of(visit, visit.text.nav_settings(), "settings"),
        notes: Vec::new(),
        saved: false,
        is_none: !now.is_pushed,
        file: now.document.file.clone(),
        base: digest(&now.document.text),
        record: String::new(),
        explained: None,
        version: None,
        versions: versions.into_iter().map(|found| version(visit, found)).collect(),
        checked: check(visit.text, &now.document, &draft),
        preview: None,
        preview_failed: None,
        reference: DEFAULT_FILE,
        draft,
    })
}

fn version(visit: &Visit, version: SettingsVersion) -> Version {
    let note = Reason::read(version.note.unwrap_or_default());
    let (told, english) = told_reason(visit.text, &note, note.cases());
    let (note, note_in_english) = match visit.text.language() {
        Language::English => (english, String::new()),
        _ => (told, english),
    };
    Version {
        number: version.version,
        at: visit.time(version.at),
        by: version.by,
        file: version.file,
        note,
        note_in_english,
    }
}

pub(crate) async fn settings(visit: Visit, Query(asked): Query<Asked>) -> Response {
    match opened(&visit, &asked).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

/// The page with the settings in force, or with an older version as the draft.
async fn opened(visit: &Visit, asked: &Asked) -> Result<SettingsPage, Problem> {
    let now = in_force(visit).await?;
    let draft = match asked.version {
        Some(version) => SettingsDocument::of_version(visit.worker().ledger(), version).await?,
        None => now.document.clone(),
    };
    let mut page = page(visit, &now, draft.text).await?;
    page.file = draft.file;
    page.version = asked.version;
    page.saved = !asked.saved.is_empty();
    page.explained = explained(&asked.key);
    Ok(page)
}

/// A setting with the comment above it in the shipped file.
fn explained(key: &str) -> Option<Explained> {
    let index = usize::try_from(place_of(DEFAULT_FILE, key)?.line)
        .ok()?
        .checked_sub(1)?;
    let lines: Vec<&str> = DEFAULT_FILE.lines().collect();
    let before = lines.get(..index)?;
    let comment = before
        .iter()
        .rev()
        .take_while(|line| line.starts_with('#'))
        .count();
    Some(Explained {
        key: key.to_owned(),
        text: lines.get(index - comment..=index)?.join("\n"),
    })
}

pub(crate) async fn check_settings(visit: Visit, Form(form): Form<Draft>) -> Response {
    match checked(&visit, &form).await {
        Ok(response) => response,
        Err(problem) => failed(&visit, problem),
    }
}

async fn checked(visit: &Visit, form: &Draft) -> Result<Response, Problem> {
    let now = in_force(visit).await?;
    if visit.wants_part {
        return Ok(shown(&CheckedPart {
            frame: Frame::of(visit, visit.text.nav_settings(), "settings"),
            checked: check(visit.text, &now.document, &form.text()),
        }));
    }
    let mut page = page(visit, &now, form.text()).await?;
    keep(visit, &mut page, form);
    Ok(shown(&page))
}

/// Keeps the values of the form, and adds a note if the settings in force have changed since it was opened.
fn keep(visit: &Visit, page: &mut SettingsPage, form: &Draft) -> bool {
    page.record = form.record.trim().to_owned();
    page.version = form.version.parse().ok();
    let is_overtaken = form.base != page.base;
    if is_overtaken {
        page.notes.push(visit.text.settings_overtaken());
    }
    is_overtaken
}

pub(crate) async fn preview_settings(visit: Visit, Form(form): Form<Draft>) -> Response {
    match previewed(&visit, &form).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

async fn previewed(visit: &Visit, form: &Draft) -> Result<SettingsPage, Problem> {
    let now = in_force(visit).await?;
    let draft = SettingsDocument {
        text: form.text(),
        file: now.document.file.clone(),
    };
    let mut page = page(visit, &now, draft.text.clone()).await?;
    keep(visit, &mut page, form);
    if let Ok(plan) = draft.plan() {
        // Whatever is wrong with the record, the draft stays.
        match Box::pin(previewed_with(visit, &page.record, plan)).await {
            Ok(Some(trial)) => page.preview = Some(trial),
            Ok(None) => page.preview_failed = Some(visit.text.found_nothing()),
            Err(problem) => {
                let told = why::words::problem(&problem, visit.text.language());
                page.preview_failed = Some(told);
            }
        }
    }
    Ok(page)
}

async fn previewed_with(
    visit: &Visit,
    record: &str,
    plan: CompiledSettings,
) -> Result<Option<Trial>, Problem> {
    let found = Box::pin(why::find(visit.worker(), record)).await?;
    match found.records.first() {
        Some(source) => Box::pin(try_on(visit, source, plan)).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn save_settings(visit: Visit, Form(form): Form<Draft>) -> Response {
    match saved(&visit, &form).await {
        Ok(None) => (StatusCode::SEE_OTHER, [(LOCATION, "/settings?saved=yes")]).into_response(),
        Ok(Some(page)) => shown(&*page),
        Err(problem) => failed(&visit, problem),
    }
}

/// Saves a draft as the settings in force, or shows the page with the reason why not.
async fn saved(visit: &Visit, form: &Draft) -> Result<Option<Box<SettingsPage>>, Problem> {
    let now = in_force(visit).await?;
    let draft = SettingsDocument {
        text: form.text(),
        file: now.document.file.clone(),
    };
    let mut page = page(visit, &now, draft.text.clone()).await?;
    let is_overtaken = keep(visit, &mut page, form);
    if is_overtaken || !page.checked.can_save {
        return Ok(Some(Box::new(page)));
    }
    if form.checked != page.checked.digest {
        page.notes.push(visit.text.settings_unseen());
        return Ok(Some(Box::new(page)));
    }
    let ledger = visit.worker().ledger();
    let note = match page.version {
        Some(version) if SettingsDocument::of_version(ledger, version).await?.text == draft.text => {
            Some(reason::rolled_back(version.to_string()).to_string())
        }
        _ => None,
    };
    let by = &visit.options.operator;
    let seen = now.is_pushed.then_some(&now.document);
    let pushed = draft.push_over(ledger, seen, by, note).await?;
    let what = match &pushed.note {
        Some(note) => reason::settings_pushed_because(pushed.version, Named::phrase(&Reason::read(note))),
        None => reason::settings_pushed(pushed.version),
    };
    audit::note(ledger, by, what).await?;
    Ok(None)
}
