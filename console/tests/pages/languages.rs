//! Every page in every language: nothing of it stays English but what is marked as such.

use std::collections::{BTreeMap, BTreeSet};

use messages::Language;
use model::reason::words;
use model::{Case, Reason, reason};
use reqwest::header::ACCEPT_LANGUAGE;

use super::*;

/// What a page shows of people, records and vendors, and what is the same in every language.
const NAMES: [&str; 15] = [
    "ActiveCampaign",
    "eAccounting",
    "Ekobridge",
    "Sandlådan Handel AB",
    "Varor 25 %",
    "webhook",
    "plan",
    "stack shop",
    "CSV",
    "UTC",
    "CET",
    "SEK",
    "SKU",
    "the tester",
    "paid in cash",
];

/// Elements whose text is code, or what somebody has written.
const CODE: [&str; 5] = ["code", "pre", "textarea", "script", "style"];

/// Elements without an end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "rect"];

/// Attributes that people read or hear.
const READ: [&str; 4] = ["title", "aria-label", "placeholder", "data-label"];

/// Notes each three words of a text that follow each other, or a shorter text as it is.
fn say(said: &mut BTreeSet<String>, text: &str) {
    let mut text = text.to_owned();
    for name in NAMES.into_iter().filter(|name| name.contains(' ')) {
        text = text.replace(name, &name.replace(' ', "_"));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    said.extend(
        words
            .windows(3.min(words.len().max(1)))
            .map(|part| part.join(" ")),
    );
}

/// What a page says, three words at a time: its texts, and the attributes that people read. Not what is in another language than the page's, and not
/// what isn't to be translated.
fn said(html: &str) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    // The open elements, each with whether its content is left out.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = html;
    while let Some((text, from)) = rest.split_once('<') {
        let is_left_out = |open: &[(String, bool)]| open.iter().any(|(_, left_out)| *left_out);
        if !is_left_out(&open) {
            say(&mut said, text);
        }
        let (tag, after) = from.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.iter().rposition(|(of, _)| of == name);
            open.truncate(at.unwrap_or_else(|| panic!("</{name}> ends nothing")));
            continue;
        }
        if tag.starts_with('!') {
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let left_out = CODE.contains(&name)
            || attributes.contains("translate=\"no\"")
            || (name != "html" && attributes.contains("lang=\""));
        if !left_out && !is_left_out(&open) {
            for attribute in READ {
                let (_, value) = attributes
                    .split_once(&format!(" {attribute}=\""))
                    .unwrap_or_default();
                say(&mut said, value.split('"').next().unwrap_or_default());
            }
        }
        if !VOID.contains(&name) {
            open.push((name.to_owned(), left_out));
        }
    }
    said
}

/// The texts that are the same in a language and in English, in lower case: of each, what stands around its variables.
fn shared(language: Language) -> BTreeSet<String> {
    let mut shared: BTreeSet<String> = NAMES.iter().map(|name| name.to_lowercase()).collect();
    for catalog in ["console", "events", "notices", "reasons", "steps"] {
        let of = |tag: &str| {
            let locales = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/messages/locales");
            std::fs::read_to_string(format!("{locales}/{catalog}/{tag}.ftl")).unwrap()
        };
        let (english, other) = (of("en"), of(language.tag()));
        let lines: BTreeSet<&str> = english.lines().collect();
        for line in other.lines().filter(|line| lines.contains(line)) {
            let text = line.split_once([']', '=']).unwrap_or_default().1;
            let parts = text.split(['{', '}']).map(|part| part.trim().to_lowercase());
            shared.extend(parts.filter(|part| part.len() > 1 && !part.starts_with('$')));
        }
    }
    shared
}

/// Whether a text has words of a language, beside those that are shared, records and numbers.
fn has_words(text: &str, shared: &BTreeSet<String>) -> bool {
    let mut text = text.to_lowercase();
    let mut shared: Vec<&String> = shared.iter().collect();
    shared.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for part in shared {
        text = text.replace(part, " ");
    }
    text.split(|c: char| c.is_whitespace() || "()\u{201c}\u{201d},;".contains(c))
        .filter(|word| !word.contains([':', '_', '@', '/', '.']) && !word.contains(char::is_numeric))
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
}

/// A page: its path, and the form that is posted to it, if any.
type Page<'a> = (&'a str, Option<&'a str>);

const PAGES: [Page<'static>; 25] = [
    ("/", None),
    ("/activity", None),
    ("/activity?record=777777", None),
    ("/activity?record=order:1:5001&outcome=sent", None),
    ("/parked", None),
    ("/holds", None),
    ("/record/order:1:5001", None),
    ("/record/order:1:5002", None),
    ("/record/order:1:5003", None),
    ("/record/order:1:5006", None),
    ("/record/order:1:9999", None),
    ("/record/nonsense", None),
    ("/nothing", None),
    ("/reconciliation", None),
    ("/settings?key=articles.on_unknown_sku&version=1&saved=yes", None),
    ("/settings?version=99", None),
    ("/search", Some("q=anna.lind%40example.com")),
    ("/search", Some("q=777777")),
    (
        "/replay/plan",
        Some("records=order:1:5001+order:1:5002+order:1:5003+order:1:5004+order:1:5005+order:1:9999"),
    ),
    ("/replay/plan", Some("records=")),
    ("/reconciliation", Some("since=2020-01-01&until=")),
    ("/reconciliation", Some("since=yesterday")),
    (
        "/settings/check",
        Some("text=%5Borders%5D%0Adry_run%20%3D%203%0A"),
    ),
    (
        "/settings/preview",
        Some("text=%5Barticles%5D%0Aon_unknown_sku%20%3D%20%22create%22%0A&record=order:1:5001"),
    ),
    ("/hold", Some("record=order:1:5001&because=")),
];

/// A deployment with a record in each state that pages tell apart.
async fn world() -> World {
    let world = World::unlimited("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5003", "5006"]).await;
    // One was changed after it was sent.
    let seed = OrderSeed {
        lines: vec![LineSeed::new("VASE", MARKUP, 2, "299".parse().unwrap())],
        ..order("5006")
    };
    world.stack.sandbox.activecampaign().add_order(&seed);
    world.stack.push_settings("").await;
    let parks = world.stack.builder().build();
    let jobs: Vec<_> = ["5001", "5002", "5004", "5005"]
        .into_iter()
        .map(|id| {
            let seed = OrderSeed {
                lines: vec![LineSeed::new("LAMP", "Lamp", 1, "99".parse().unwrap())],
                ..order(id)
            };
            world.stack.sandbox.activecampaign().add_order(&seed);
            job(JobKind::Order, &format!("order:1:{id}"))
        })
        .collect();
    let worked = parks.process_orders(delivery(&jobs[..2]), Duration::from_secs(80));
    Box::pin(worked).await;
    world
        .post("/hold", "record=order:1:5002&because=paid+in+cash")
        .await;
    let claim = |job| ClaimRequest {
        job: Some(job),
        ..ClaimRequest::default()
    };
    // One is being worked on; the last was never seen.
    let ledger = world.stack.worker.ledger();
    ledger
        .claim(&Key::source(&jobs[2].source), claim(&jobs[2]))
        .await
        .unwrap();
    world.post("/replay/apply", "records=order:1:5001").await;
    planned(&world, &["order:1:5001"]).await;
    let fields = [
        ("code", "sku_unknown"),
        ("status", "acknowledged"),
        ("because", "paid in cash"),
    ];
    world.post("/parked/mark", &form(&fields)).await;
    let fields = [("since", "2020-01-01"), ("until", "")];
    world.settings_page("/reconciliation", &fields).await;
    world
}

impl World {
    async fn page(&self, (path, posted): Page<'_>, language: &str) -> String {
        let request = match posted {
            None => self.request(Method::GET, path),
            Some(body) => self
                .request(Method::POST, path)
                .header(ORIGIN, &self.base)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body.to_owned()),
        };
        let response = request.header(ACCEPT_LANGUAGE, language).send().await.unwrap();
        response.text().await.unwrap()
    }

    /// Fails where a page in another language says what it says in English.
    async fn stays_english_nowhere(&self, pages: &[Page<'_>]) {
        let mut left = BTreeSet::new();
        for page in pages {
            let english = said(&self.page(*page, "en").await);
            for language in Language::ALL.into_iter().skip(1) {
                let html = self.page(*page, language.tag()).await;
                let shared = shared(language);
                has(&html, &[&format!("<html lang=\"{}\">", language.tag())]);
                for text in said(&html).intersection(&english) {
                    if has_words(text, &shared) {
                        left.insert(format!("{}, {}: {text}", page.0, language.tag()));
                    }
                }
            }
        }
        let left: Vec<String> = left.into_iter().collect();
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_page_in_another_language_stays_english() {
    let world = world().await;
    let replays = operations::replay::replays(world.stack.worker.ledger())
        .await
        .unwrap();
    let replays: Vec<String> = replays
        .iter()
        .map(|replay| format!("/replay/{}", replay.name))
        .collect();
    assert_eq!(replays.len(), 2);
    let replays = replays.iter().map(|path| (path.as_str(), None));
    let pages: Vec<Page<'_>> = PAGES.into_iter().chain(replays).collect();
    world.stays_english_nowhere(&pages).await;
}

/// An attempt of a job, as the activity log has it.
async fn logged(world: &World, kind: JobKind, source: &str, outcome: Outcome, reason: Option<&Reason>) {
    let now = world.stack.worker.ledger().now();
    let source: Source = source.parse().unwrap();
    let mut recorder = Recorder::new(&Job::of_replay("of-a-test", kind, &source, now), now);
    match reason {
        Some(reason) => {
            recorder.reason(reason.as_str());
            recorder.cases(reason.cases().to_vec());
        }
        None => recorder.problem(Problem::new(
            Code::SKU_UNKNOWN,
            "No article has it.",
            "Create it.",
        )),
    }
    let entry = recorder.finish(outcome, now, &Redaction::default());
    world.stack.worker.journal().put(&entry).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attempt_of_both_directions_is_told_in_its_readers_language() {
    let world = World::unlimited("").await;
    let (order, back) = ("order:1:5001", "sales_order:56989428-f2fc-4921-9a53-415c5b7ed483");
    let told = [
        (
            JobKind::Order,
            order,
            Outcome::Done,
            reason::became("order 5001", "invoice draft 7"),
        ),
        (JobKind::Order, order, Outcome::Skipped, reason::not_paid()),
        (
            JobKind::WriteOrder,
            back,
            Outcome::Done,
            reason::written("order 7", "part paid", "799.00 SEK"),
        ),
        (
            JobKind::WriteOrder,
            back,
            Outcome::Skipped,
            Reason::joined([reason::draft(), reason::deal_stays("7", words::DEAL_HIDDEN)]),
        ),
    ];
    for (kind, source, outcome, reason) in &told {
        logged(&world, *kind, source, *outcome, Some(reason)).await;
    }
    for (kind, source) in [(JobKind::Order, order), (JobKind::WriteOrder, back)] {
        logged(&world, kind, source, Outcome::Parked, None).await;
    }
    // What an older version wrote, or a newer one, is there in English, and marked.
    let newer = vec![Case {
        name: "of-a-newer-version".to_owned(),
        with: BTreeMap::new(),
    }];
    let marked = ["an older reason", "a newer reason"];
    let untold = [Reason::in_english(marked[0]), Reason::stored(marked[1], newer)];
    for reason in &untold {
        logged(&world, JobKind::Order, order, Outcome::Skipped, Some(reason)).await;
    }
    let pages = [
        "/activity",
        "/",
        &format!("/record/{order}"),
        &format!("/record/{back}"),
    ];
    for language in Language::ALL {
        for path in pages {
            let html = world.page((path, None), language.tag()).await;
            let mut shown = 0;
            for (_, source, _, reason) in &told {
                if path.contains("/record/") && !path.ends_with(source) {
                    continue;
                }
                let own = notices::reason(reason, reason.cases(), language).unwrap();
                let own = own.replace('"', "&#34;");
                has(&html, &[&own]);
                let english = reason.replace('"', "&#34;");
                assert_eq!(
                    html.contains(&english),
                    language == Language::English,
                    "{path} in {}",
                    language.tag()
                );
                shown += 1;
            }
            assert!(shown > 0, "{path}");
            for text in marked.iter().filter(|_| !path.ends_with(back)) {
                has(&html, &[&format!("<span lang=\"en\">{text}</span>")]);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_steps_of_both_directions_are_told_in_their_readers_language() {
    let settings = "[customers]\nenabled = true\n[articles]\non_unknown_sku = \"create\"\n[quotes]\nenabled = true\n\
                    [to_activecampaign.orders]\nenabled = true\n[to_activecampaign.customers]\nenabled = true\n";
    let world = World::unlimited(settings).await;
    world.work(&["5001"]).await;
    let books = world.stack.sandbox.eaccounting();
    let (customer, article) = (
        books.records("customers").remove(0),
        books.records("articles").remove(0),
    );
    let rows = json!([{
        "LineNumber": 1, "ArticleId": article["Id"], "Text": "Vase", "UnitPrice": 299, "Quantity": 1, "IsTextRow": false,
        "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
    }]);
    let sale = json!({"CustomerId": customer["Id"], "CurrencyCode": "SEK", "Status": 2, "Rows": rows});
    let of = |kind: &str, added: &serde_json::Value| format!("{kind}:{}", added["Id"].as_str().unwrap());
    let entered = of("sales_order", &books.add_order(sale).unwrap());
    let offer = json!({
        "CustomerId": customer["Id"], "Status": 2,
        "Rows": [{"ArticleId": article["Id"], "Text": "Vase", "UnitPrice": 299, "Quantity": 1}],
    });
    let quote = of("quote", &books.add_quote(offer).unwrap());
    let customer = of("customer", &customer);
    let contact = ContactSeed::new("bo.berg@example.com").named("Bo", "Berg");
    let contact = format!(
        "contact:{}",
        world.stack.sandbox.activecampaign().add_contact(&contact)
    );
    let records = ["order:1:5001", &contact, &quote, &entered, &customer];
    for record in &records[1..] {
        let job = job(JobKind::of(&record.parse().unwrap()), record);
        let worked = world
            .stack
            .worker
            .process_orders(delivery(&[job]), Duration::from_secs(80));
        Box::pin(worked).await;
    }
    let paths = records.map(|record| format!("/record/{record}"));
    for (record, path) in records.iter().zip(&paths) {
        let source = record.parse().unwrap();
        let entries = world.stack.worker.journal().of(&source, 10).await.unwrap();
        let steps: Vec<_> = entries.iter().flat_map(|entry| &entry.steps).collect();
        assert!(!steps.is_empty(), "{record}: {entries:?}");
        let html = world.page((path, None), "sv").await;
        let (_, attempts) = html.split_once("<ol class=\"timeline\">").unwrap();
        let (attempts, _) = attempts.split_once("</ol>").unwrap();
        assert!(!attempts.contains("lang=\"en\""), "{attempts}");
        for step in steps {
            let told = notices::step(&step.text, Language::Swedish).told.unwrap();
            has(attempts, &[&told.replace('"', "&#34;")]);
        }
    }
    let pages: Vec<Page<'_>> = paths.iter().map(|path| (path.as_str(), None)).collect();
    world.stays_english_nowhere(&pages).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_of_another_version_is_marked_as_english_and_so_is_what_a_problem_said() {
    let world = World::unlimited("").await;
    let now = world.stack.worker.ledger().now();
    let mut recorder = Recorder::new(&job(JobKind::Order, "order:1:5001"), now);
    recorder.step(now, "dance", "an older step", true);
    recorder.step(now, "after", "the note was not added: Try again.", false);
    let entry = recorder.finish(Outcome::Done, now, &Redaction::default());
    world.stack.worker.journal().put(&entry).await.unwrap();
    let html = world.page(("/record/order:1:5001", None), "sv").await;
    has(
        &html,
        &[
            "<td><span lang=\"en\">dance</span></td><td class=\"wrap\"><span lang=\"en\">an older step</span></td>",
            "<td><span class=\"bad\">efteråt (misslyckades)</span></td>",
            "anteckningen lades inte till <small class=\"quiet\" lang=\"en\">Try again.</small>",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_chosen_on_every_page_and_kept() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    for page in PAGES {
        let html = world.page(page, "sv").await;
        has(
            &html,
            &["<button type=\"submit\" name=\"language\" value=\"fi\" lang=\"fi\">Suomi</button>"],
        );
        has(&html, &["<span class=\"spoken\">Språk: </span>Svenska</summary>"]);
    }
    let html = world.page(("/activity?outcome=sent", None), "sv").await;
    assert_eq!(hidden(&html, "back"), "/activity?outcome=sent");
    let html = world
        .page(("/search", Some("q=anna.lind%40example.com")), "sv")
        .await;
    assert_eq!(hidden(&html, "back"), "/", "a form's answer is no page");
    let fields = [("language", "fi"), ("back", "/activity?outcome=sent")];
    let chosen = world.post("/language", &form(&fields)).await;
    assert_eq!(chosen.status(), StatusCode::SEE_OTHER);
    assert_eq!(chosen.headers()[LOCATION], "/activity?outcome=sent");
    let cookie = chosen.headers()[SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("Max-Age=31536000"),
        "it outlives the console: {cookie}"
    );
    let cookie = cookie.split(';').next().unwrap();
    let both = format!("{}; {cookie}", world.cookie);
    for path in ["/", "/parked"] {
        let request = world.client.get(format!("{}{path}", world.base));
        let request = request.header(COOKIE, &both).header(ACCEPT_LANGUAGE, "sv");
        has(
            &request.send().await.unwrap().text().await.unwrap(),
            &["<html lang=\"fi\">"],
        );
    }
    // Whoever is not let in chooses one too; another site, or a language that there is none of, changes nothing.
    let outside = world.client.get(format!("{}/", world.base));
    let outside = outside.header(COOKIE, cookie).send().await.unwrap();
    has(&outside.text().await.unwrap(), &["<html lang=\"fi\">"]);
    let none = world.post("/language", "language=de&back=/").await;
    assert_eq!(none.status(), StatusCode::BAD_REQUEST);
    assert!(none.headers().get(SET_COOKIE).is_none());
}
