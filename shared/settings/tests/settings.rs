//! Tests of the settings file: valid files, errors, and their messages.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use model::{Code, CountryCode, Problem};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use settings::*;

fn parse(text: &str) -> Result<Settings, SettingsErrors> {
    Settings::parse(text, "ekobridge.toml")
}

fn errors(text: &str) -> String {
    parse(text).expect_err("an error").to_string()
}

/// The shipped file with its examples enabled.
fn with_examples() -> String {
    DEFAULT_FILE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(example) if !example.is_empty() && !example.starts_with(' ') => example,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn an_empty_file_and_the_shipped_file_are_the_same_settings() {
    assert_eq!(parse("").unwrap(), parse(DEFAULT_FILE).unwrap());
    assert_eq!(Settings::default(), parse("").unwrap());
}

#[test]
fn the_defaults_are_what_the_features_promise() {
    let settings = Settings::default();
    assert_eq!(settings.customers.match_by, MatchBy::Email);
    assert_eq!(settings.customers.on_multiple_matches, OnMultipleMatches::Park);
    assert!(!settings.customers.companies, "by default only contacts are made");
    assert_eq!(settings.orders.status_filter, StatusFilter::Paid);
    assert_eq!(settings.orders.document, Document::Order);
    assert_eq!(settings.orders.order_status, OrderStatus::Ongoing);
    assert_eq!(settings.articles.on_unknown_sku, OnUnknownSku::Park);
    assert_eq!(settings.prices.line_price, LinePrice::Auto);
    assert_eq!(settings.rounding.tolerance.0, Decimal::ZERO);
    assert_eq!(settings.journal.retention_days, 14);
    assert!(settings.quotes.enabled && settings.customers.enabled && settings.orders.enabled);
    assert!(!settings.customers.dry_run && !settings.orders.dry_run && !settings.quotes.dry_run);
}

#[test]
fn the_examples_in_the_shipped_file_are_valid() {
    let settings = parse(&with_examples()).unwrap();
    assert_eq!(
        settings.customers.match_field.unwrap().as_str(),
        "customer_number"
    );
    assert_eq!(settings.orders.placed_after, Some("2026-01-01".parse().unwrap()));
    let germany = &settings.vat.countries[&"DE".parse::<CountryCode>().unwrap()];
    assert_eq!(germany.rate.unwrap().percent(), Decimal::from(19));
    assert_eq!(germany.account.as_ref().unwrap().as_str(), "3106");
    assert_eq!(settings.mapping.customer.len(), 2);
}

#[test]
fn every_key_of_the_types_is_in_the_shipped_file_and_the_other_way_round() {
    fn keys_of_schema(node: &Value, root: &Value, path: &str, keys: &mut BTreeSet<String>) {
        let node = match node["$ref"].as_str() {
            Some(reference) => &root["$defs"][reference.trim_start_matches("#/$defs/")],
            None => node,
        };
        for (key, inner) in node["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            keys_of_schema(inner, root, &path, keys);
            keys.insert(path);
        }
    }
    let schema = json_schema();
    let mut known = BTreeSet::new();
    keys_of_schema(&schema, &schema, "", &mut known);
    // Of the file itself, and no setting.
    known.remove("format");
    // Entries of a table that the user names. The text above the table describes their keys.
    let entry_keys = [
        "rate",
        "account_coding",
        "account",
        "charge_vat",
        "terms_of_payment",
        "document",
        "order_status",
        "email",
        "register_payment",
        "bank_account",
    ];
    for key in entry_keys {
        assert!(
            DEFAULT_FILE.contains(&format!("#   {key} ")),
            "{key} is not described"
        );
    }

    fn keys_of_file(table: &toml::Table, path: &str, known: &BTreeSet<String>, keys: &mut BTreeSet<String>) {
        for (key, value) in table {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            if let (Some(inner), true) = (
                value.as_table(),
                known.iter().any(|k| k.starts_with(&format!("{path}."))),
            ) {
                keys_of_file(inner, &path, known, keys);
            }
            keys.insert(path);
        }
    }
    let file: toml::Table = with_examples().parse().unwrap();
    let mut written = BTreeSet::new();
    keys_of_file(&file, "", &known, &mut written);
    assert_eq!(known, written);
}

/// The comments above a key, back to the blank line or the other key before it.
fn comment_above(lines: &[&str], at: usize) -> String {
    let is_key = |line: &str| {
        let line = line
            .strip_prefix('#')
            .filter(|rest| !rest.starts_with(' '))
            .unwrap_or(line);
        line.contains('=') && !line.starts_with(['#', ' '])
    };
    let mut begin = at;
    // Adjacent keys share their comment.
    while begin > 0 && is_key(lines[begin - 1]) {
        begin -= 1;
    }
    let end = begin;
    while begin > 0 && lines[begin - 1].starts_with("# ") {
        begin -= 1;
    }
    lines[begin..end].join("\n")
}

#[test]
fn every_key_of_the_shipped_file_is_explained_with_default_or_example() {
    let lines: Vec<&str> = DEFAULT_FILE.lines().collect();
    let mut section = "";
    let mut section_comment = String::new();
    let mut keys = 0;
    for (at, line) in lines.iter().enumerate() {
        if let Some(header) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = header;
            section_comment = comment_above(&lines, at);
            continue;
        }
        let example = line
            .strip_prefix('#')
            .filter(|rest| !rest.starts_with([' ', '-']) && !rest.is_empty());
        let Some((key, value)) = example
            .unwrap_or(line)
            .split_once('=')
            .filter(|(key, _)| !key.starts_with('#'))
        else {
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        // The user's mapping rules are explained once, above their sections.
        if section.starts_with("mapping.") {
            continue;
        }
        keys += 1;
        // Entries of a table are explained above the table, and a section of the same kind by its own comment.
        let comment = match comment_above(&lines, at) {
            comment if comment.is_empty() => section_comment.clone(),
            comment => comment,
        };
        assert!(
            !comment.is_empty(),
            "line {}: [{section}] {key} is not explained",
            at + 1
        );
        if example.is_none() && matches!(value, "[]" | "\"\"") {
            let shows = comment.contains("Example") || comment.contains("such as");
            assert!(
                shows || lines.get(at + 1).is_some_and(|next| next.starts_with('#')),
                "line {}: [{section}] {key} has no example",
                at + 1
            );
        }
    }
    assert!(keys > 80, "{keys}");
}

#[test]
fn each_kind_of_wrong_value_is_refused_at_its_line_and_column() {
    for (text, place, words) in [
        (
            "[orders]\nemail = \"yes\"",
            "2:9",
            vec!["orders.email", "true or false"],
        ),
        (
            "[orders]\nmaximum_per_run = 1.5",
            "2:19",
            vec!["orders.maximum_per_run"],
        ),
        ("[orders]\nconnections = 4", "2:15", vec!["orders.connections"]),
        (
            "[orders]\ndocument = \"invoise\"",
            "2:12",
            vec!["orders.document", "\"invoice\""],
        ),
        (
            "[customers]\nlanguage_by_country = { SE = \"swe\" }",
            "2:30",
            vec!["two letters"],
        ),
        (
            "[customers]\nlanguage_by_country = { Sverige = \"sv\" }",
            "2:",
            vec!["two letters"],
        ),
        ("[vat.countries]\nDE = { rate = 190 }", "2:15", vec!["rate"]),
        ("[articles.fallback]\n25 = \"\"", "2:6", vec!["articles.fallback"]),
        ("[journal]\nretention_days = 400", "2:1", vec!["1 to 365"]),
        ("[sweep]\noverlap_minutes = 0", "2:1", vec!["1 to 1440"]),
        (
            "[customers]\nterms_of_payment = -3",
            "2:20",
            vec!["customers.terms_of_payment", "0 to 365"],
        ),
        ("[customers]\nterms_of_payment = \"-3\"", "2:20", vec!["0 to 365"]),
        ("[orders]\nterms_of_payment = 400", "2:20", vec!["0 to 365"]),
        (
            "[customers.terms_of_payment_by_country]\nNO = 1.5",
            "2:6",
            vec!["0 to 365"],
        ),
        (
            "[payment_methods]\nFaktura = { terms_of_payment = -1 }",
            "2:",
            vec!["0 to 365"],
        ),
        (
            "[stores.\"x\"]\nvat = \"included\"",
            "1:",
            vec!["stores", "an id of ActiveCampaign"],
        ),
        ("[stores]\n\"01\" = { vat = \"included\" }", "2:1", vec!["an id"]),
        (
            "[orders]\nconnections = [1, \"shop\"]",
            "2:",
            vec!["orders.connections", "an id"],
        ),
        ("[orders.deals]\nstages = [0]", "2:", vec!["an id"]),
        ("[orders.deals]\npipelines = [-2]", "2:", vec!["an id"]),
        ("[to_activecampaign.connection]\nid = 0", "2:6", vec!["an id"]),
        (
            "[to_activecampaign.customers.list]\nreason = \"law\"\nid = 0",
            "3:6",
            vec!["an id"],
        ),
        (
            "[customers]\ndefault_country = \"XX\"",
            "2:19",
            vec!["no country with the code XX"],
        ),
        (
            "[customers.language_by_country]\nQQ = \"sv\"",
            "2:1",
            vec!["no country with the code QQ"],
        ),
        (
            "[vat.countries]\nXX = { rate = 19 }",
            "2:1",
            vec!["no country with the code XX"],
        ),
        (
            "[vat.countries]\nDE = { account = \"export\" }",
            "2:",
            vec!["an account's number"],
        ),
        ("[orders]\nplaced_after = 20226-01-01", "2:", vec!["TOML"]),
        (
            "[orders]\nplaced_after = 0226-01-01",
            "2:16",
            vec!["2000 to 2099"],
        ),
        (
            "[orders]\ndefault_customer = -1000",
            "2:20",
            vec!["orders.default_customer", "0 or more"],
        ),
        ("[articles]\nunit = 1.5", "2:8", vec!["articles.unit"]),
        (
            "[rounding]\narticle = \"A\"\ntolerance = 100",
            "3:1",
            vec!["0 to 10"],
        ),
        ("[reconciliation]\ndays = 32", "2:1", vec!["1 to 31"]),
        ("[reconciliation]\nevery = \"hourly\"", "2:9", vec!["daily"]),
        (
            "[to_activecampaign.status.fields]\nnumber = \"two words\"",
            "2:10",
            vec!["to_activecampaign.status.fields.number"],
        ),
        (
            "[customers]\ncontact_link = \"http://example.com/{id}\"",
            "2:1",
            vec!["https://", "{id}"],
        ),
        (
            "[customers]\ncontact_link = \"https://example.com/\"",
            "2:1",
            vec!["{id}"],
        ),
        ("[ordres]\nemail = true", "1:", vec!["ordres", "`orders`"]),
        ("[orders]\nemial = true", "2:1", vec!["emial", "`email`"]),
        (
            "[payment_methods]\nKlarna = { emial = true }",
            "2:12",
            vec!["emial", "`email`"],
        ),
        (
            "[vat.countries]\nDE = { acount = 3106 }",
            "2:8",
            vec!["acount", "`account`"],
        ),
    ] {
        let told = errors(text);
        assert!(
            told.starts_with(&format!("ekobridge.toml:{place}")),
            "{text}: {told}"
        );
        for word in words {
            assert!(told.contains(word), "{text}: {told}");
        }
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_payment_method_that_inherits_email_and_makes_a_draft_is_refused() {
    for method in ["document = \"invoice-draft\"", "order_status = \"draft\""] {
        let text = format!("[orders]\nemail = true\n[payment_methods]\nFaktura = {{ {method} }}");
        let told = errors(&text);
        assert!(
            told.contains("payment_methods.\"Faktura\".email: orders.email is on"),
            "{told}"
        );
        assert!(parse(&text.replace(" }", ", email = false }")).is_ok());
    }
}

#[test]
fn the_json_schema_refuses_what_the_reader_refuses_and_describes_every_key() {
    let schema = json_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for wrong in [
        serde_json::json!({"orders": {"email": "yes"}}),
        serde_json::json!({"orders": {"document": "invoise"}}),
        serde_json::json!({"orders": {"connections": 4}}),
        serde_json::json!({"ordres": {}}),
        serde_json::json!({"payment_methods": {"Klarna": {"emial": true}}}),
        serde_json::json!({"vat": {"countries": {"DE": {"acount": 3106}}}}),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
    fn undescribed(node: &Value, path: &str, found: &mut Vec<String>) {
        for (key, inner) in node["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            if !inner["description"].is_string() {
                found.push(path.clone());
            }
            undescribed(inner, &path, found);
        }
    }
    let mut found = Vec::new();
    undescribed(&schema, "", &mut found);
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        undescribed(definition, name, &mut found);
    }
    assert_eq!(found, Vec::<String>::new(), "an editor shows nothing for these");
}

#[test]
fn a_users_table_is_laid_over_the_shipped_one_key_by_key() {
    let settings =
        parse("[orders]\nstatus_filter = \"all\"\n[payment_methods]\nKlarna = { email = true }\n").unwrap();
    assert_eq!(settings.orders.status_filter, StatusFilter::All);
    assert_eq!(settings.orders.document, Document::Order);
    let plan = settings.document_plan(Some(" klarna"));
    assert!(plan.email);
    assert_eq!(plan.document, Document::Order);
    assert!(!settings.document_plan(Some("Swish")).email);
    assert!(!settings.document_plan(None).email);
}

#[test]
fn a_payment_is_registered_only_where_it_is_asked_for() {
    let settings = parse(
        "[payment_methods]\nKlarna = { document = 'invoice', register_payment = true, bank_account = 1580 }\n\
         Faktura = { document = 'invoice', bank_account = 1580 }\n",
    )
    .unwrap();
    let on = |method| settings.document_plan(Some(method)).register_payment_on;
    assert_eq!(on("Klarna"), Some("1580".into()));
    assert_eq!(on("Faktura"), None);
}

#[test]
fn a_delivery_method_is_the_entry_or_the_default() {
    let settings =
        parse("[orders]\ndelivery_method = 'Post'\n[shipping_methods]\n'DHL Paket' = 'DHL'\n").unwrap();
    let method = |name| settings.delivery_method(name).map(ToString::to_string);
    assert_eq!(method(Some("dhl paket")).as_deref(), Some("DHL"));
    assert_eq!(method(Some("Ombud")).as_deref(), Some("Post"));
    assert_eq!(method(None).as_deref(), Some("Post"));
}

#[test]
fn rates_amounts_ids_tags_and_dates_are_read_as_people_write_them() {
    let settings = parse(
        "[orders]\nconnections = [1, \"4\"]\nplaced_after = \"2026-02-01\"\n\
         [customers]\nvat_number_field = \"%VAT_NUMBER%\"\nterms_of_payment = 10\n\
         [vat]\ndefault_rate = 25.5\n\
         [rounding]\ntolerance = 0.05\narticle = 'A'\n\
         [articles.fallback]\n25 = 'A25'\n\"25.50\" = 'A255'\n",
    )
    .unwrap();
    assert_eq!(settings.orders.connections, ["1".into(), "4".into()]);
    assert_eq!(settings.orders.placed_after, Some("2026-02-01".parse().unwrap()));
    assert_eq!(
        settings.customers.vat_number_field.unwrap().as_str(),
        "vat_number"
    );
    assert_eq!(settings.customers.terms_of_payment, Some("10".into()));
    assert_eq!(
        settings.vat.default_rate.unwrap().fraction(),
        "0.255".parse().unwrap()
    );
    assert_eq!(settings.rounding.tolerance.0, "0.05".parse().unwrap());
    let rates: Vec<String> = settings
        .articles
        .fallback
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(rates, ["25", "25.5"]);
}

#[test]
fn what_is_no_toml_is_told_with_its_places() {
    let found = parse("[orders]\nplaced_after = 2026-13-01\nstatus_filter = paid\n[orders\n").unwrap_err();
    let lines: BTreeSet<u32> = found.0.iter().map(|error| error.line).collect();
    assert_eq!(lines, BTreeSet::from([2, 3, 4]));
    assert!(
        errors("[orders]\nplaced_after = 2026-13-01\n").starts_with("ekobridge.toml:2:16: This is no TOML")
    );
}

#[test]
fn a_file_of_another_kind_is_told_in_a_few_lines() {
    let prose = "This file is a letter, and no settings.\n".repeat(40);
    let told = errors(&prose);
    assert!(told.contains("Is this the settings file?"), "{told}");
    assert!(told.lines().count() <= 5, "{told}");
}

#[test]
fn every_mistake_is_told_at_once_with_its_place_and_the_nearest_name() {
    assert_snapshot!(errors(
        r#"surprise = 1
quotes = true
[customer]
match_by = "email"

[customers]
enabeld = true
dry_run = "yes"
match_by = "e-mail"
document = "invoice"
default_country = "SWE"
vat_number_field = "two words"
labels = ["", 5]

[customers.terms_of_payment_by_country]
Sweden = 30

[orders]
status_filter = "payed"
placed_after = 2026-01-01T10:00:00Z
maximum_per_run = -1

[articles]
unit = ""

[articles.fallback]
125 = "A"
25 = ""

[vat.countries]
DE = { rate = "19 %", acount = 3106 }

[rounding]
tolerance = -0.05
"#
    ));
}

#[test]
fn what_is_no_word_where_words_are_expected_is_told_the_words() {
    for value in ["true", "1", "[\"draft\"]", "{ draft = 1 }"] {
        assert_eq!(
            errors(&format!("[orders]\norder_status = {value}\n")),
            "ekobridge.toml:2:16: orders.order_status: Expected one of \"draft\", \"ongoing\", \"shipped\", in quotation marks."
        );
    }
}

#[test]
fn settings_that_contradict_each_other_are_told_at_the_key_to_change() {
    assert_snapshot!(errors(
        r#"[customers]
match_by = "field"
on_missing_city = ""
on_missing_postal_code = "to be given later"

[orders]
order_status = "draft"
email = true
maximum_per_run = 0

[orders.deals]
when = "stage"

[articles]
on_unknown_sku = "fallback"

[fees]
names = ["Faktura"]

[rounding]
tolerance = 0.05

[payment_methods]
"Klarna" = { register_payment = true }
"KLARNA" = { document = "invoice-draft", email = true }

[journal]
retention_days = 0

[sweep]
overlap_minutes = 2000
"#
    ));
    for (by, rule) in [
        ("customer-number", "CustomerNumber"),
        ("organisation-number", "CorporateIdentityNumber"),
    ] {
        let text = format!("[customers]\nmatch_by = \"{by}\"\n");
        assert!(errors(&text).contains("customers.match_by"), "{by}");
        assert!(
            parse(&format!("{text}[mapping.customer]\n{rule} = \"'1'\"\n")).is_ok(),
            "{by}"
        );
    }
}

#[test]
fn what_a_mistake_leaves_open_is_told_with_it_and_nothing_more() {
    // Each is told beside the others, though some are about two keys.
    let told = errors(
        "[customers]\nenabeld = true\ndefault_country = \"XX\"\n\
         [rounding]\ntolerance = 0.05\n\
         [payment_methods]\nKlarna = { document = \"invoice\", register_payment = true, emial = false }\n\
         [to_activecampaign.quotes]\nenabled = true\nas = \"deal\"\n",
    );
    for part in [
        ":2:1: `enabeld`",
        ":3:19: customers.default_country: There is no country",
        ":5:1: rounding.tolerance: It needs rounding.article",
        "payment_methods.\"Klarna\".register_payment: It needs bank_account",
        "`emial`",
        "needs to_activecampaign.quotes.pipeline",
        "needs to_activecampaign.quotes.deal_field",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(told.lines().count(), 7, "{told}");
    // What was refused is not taken for left out.
    for text in [
        "[customers]\nmatch_by = \"field\"\nmatch_field = \"two words\"",
        "[customers]\nmatch_by = \"field\"\nmatch_feild = \"number\"",
        "[articles]\non_unknown_sku = \"fallback\"\n[articles.fallback]\n125 = \"A\"",
        "[rounding]\ntolerance = 0.05\narticle = \"\"",
        "[orders.deals]\nwhen = \"stage\"\nstages = [\"won\"]",
        "[payment_methods]\nKlarna = { document = \"invoice\", register_payment = true, bank_account = -1 }",
        "[orders]\nemail = true\norder_status = \"drft\"",
    ] {
        let told = errors(text);
        assert_eq!(told.lines().count(), 1, "{text}: {told}");
    }
}

#[test]
fn a_rule_knows_where_it_stands() {
    let settings =
        parse("[mapping.customer]\n  Name = \"customer.company\"\nNote = '''\nline.name'''\n").unwrap();
    let name = &settings.mapping.customer["Name"];
    assert_eq!(
        (name.key, name.place),
        (Place { line: 2, column: 3 }, Place { line: 2, column: 11 })
    );
    let note = &settings.mapping.customer["Note"];
    assert_eq!(
        (note.expression.as_str(), note.place),
        ("line.name", Place { line: 4, column: 1 })
    );
}

#[test]
fn a_file_of_a_newer_format_is_refused_whole_and_says_what_to_do() {
    let told = errors("# Mine.\nformat = 2\n[orders]\nenabled = \"for companies\"\nbrand_new = 1\n");
    assert_eq!(
        told,
        "ekobridge.toml:2:1: This file is in format 2, of a newer version of Ekobridge; this one reads format 1. Use that version, \
         or put earlier settings in force with `ekobridge settings rollback`."
    );
    let (settings, _) = Settings::read("format = 2\n", "ekobridge.toml");
    assert_eq!(settings, None, "its keys may mean something else");
}

#[test]
fn a_file_without_a_format_is_in_the_first_one() {
    assert_eq!(FORMAT, 1);
    let (with, without) = (
        "format = 1\n[journal]\nretention_days = 7\n",
        "[journal]\nretention_days = 7\n",
    );
    assert_eq!(parse(with).unwrap(), parse(without).unwrap());
    for wrong in ["0", "-1", "\"2\"", "1.5", "99999999999"] {
        assert_eq!(
            errors(&format!("format = {wrong}\n")),
            "ekobridge.toml:1:10: format: Expected the number of a format, such as 1."
        );
    }
    assert_eq!(json_schema()["properties"]["format"]["maximum"], 1);
}

#[test]
fn errors_become_a_problem_for_the_person() {
    let problem = Problem::from(parse("x = 1").unwrap_err());
    assert_eq!(problem.code, Code::SETTINGS_INVALID);
    assert!(problem.message.contains("ekobridge.toml:1:1"), "{problem}");
}

/// `make schema` writes the files.
#[test]
fn the_names_that_functions_read_are_those_of_the_schema() {
    for (file, names) in names() {
        let path = format!("{}/src/names/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let current = format!("{}\n", serde_json::to_string_pretty(&names).unwrap());
        if std::env::var_os("EKOBRIDGE_WRITE_SCHEMA").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(
            written == current,
            "{path} is not current: `make schema` writes it"
        );
    }
}

#[test]
fn the_shipped_file_fits_its_own_json_schema() {
    let schema = json_schema();
    assert_eq!(
        schema["properties"]["customers"]["properties"]["companies"]["default"],
        false
    );
    assert_eq!(
        schema["properties"]["shipping"]["properties"]["text"]["default"],
        "Frakt"
    );
    assert_eq!(
        schema["properties"]["discounts"]["properties"]["text"]["default"],
        "Rabatt"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    for text in [DEFAULT_FILE.to_owned(), with_examples()] {
        let mut file: Value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        // JSON has no dates, so editors check them as text.
        for section in ["/orders", "/to_activecampaign/orders"] {
            let section = file.pointer_mut(section).unwrap();
            if section["placed_after"].is_object() {
                section["placed_after"] = "2026-01-01".into();
            }
        }
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|e| format!("{e} at {}", e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "customers": { "enabeld": true } })));
}

#[test]
fn a_file_beyond_reason_is_refused_without_being_read() {
    assert!(errors(&"#".repeat(300_000)).contains("256 KB"));
    let many: String = (0..10_000).map(|i| format!("k{i} = 1\n")).collect();
    assert!(parse(&many).unwrap_err().0.len() <= 50);
    assert!(parse(&format!("a = {}", "[".repeat(50_000))).is_err());
}

#[test]
fn however_deep_a_file_is_nested_it_is_refused_with_a_place() {
    let n = 60_000;
    for text in [
        "[".repeat(n),
        "]".repeat(n),
        format!("a = {}", "[".repeat(n) + &"]".repeat(n)),
        format!("a = {}", "{b=".repeat(n)),
        format!("{}b = 1", "a.".repeat(n)),
        format!("[{}b]", "a.".repeat(n)),
        format!("[[{}b]]", "a.".repeat(n)),
        format!("[mapping.customer]\n{}b = 1", "Name.".repeat(n / 3)),
        format!("[orders]\n{}b = 1", "deals.".repeat(n / 3)),
        format!("a = \"{}", "\\".repeat(n)),
        format!("a = '''{}", "'".repeat(n)),
        (0..15_000).map(|i| format!("[t{i}]\n")).collect(),
        (0..15_000).map(|i| format!("orders.k{i}=1\n")).collect(),
    ] {
        let errors = parse(&text).expect_err("an error").0;
        assert!((1..=50).contains(&errors.len()), "{text:.20}: {}", errors.len());
        assert!(errors.iter().all(|error| error.line >= 1 && error.column >= 1));
        // The same rules apply to a file of mapping rules.
        let _ = Settings::parse_rules(&text, "rules.toml");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_mutilated_file_makes_the_reader_panic(cut in 0usize..20_000, with in "[\\[\\]{}=\"'#.,0-9a-z\n]{0,6}") {
        let text = with_examples();
        let mut at = cut % text.len();
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let _ = parse(&format!("{}{with}{}", &text[..at], &text[at..]));
    }
}

#[test]
fn a_misspelt_section_hides_no_mistake_in_it_or_after_it() {
    let file = r#"[ordres]
dry_run = 5
status_filters = "x"

[orders]
document = "ordre"

[mapping.x]
Note = "1"

[mapping.ordre]
Note = 3

[custmers]
on_multiple_matches = "parkk"
"#;
    assert_snapshot!(errors(file), @r#"
    ekobridge.toml:1:2: `ordres` is not known in the file's top level. Did you mean `orders`?
    ekobridge.toml:2:11: orders.dry_run: Invalid type: integer `5`, expected true or false.
    ekobridge.toml:3:1: `status_filters` is not known in [orders]. Did you mean `status_filter`?
    ekobridge.toml:6:12: orders.document: "ordre" is not known here: expected "order", "order-invoiced", "invoice-draft", "invoice". Did you mean "order"?
    ekobridge.toml:8:10: `x` is not known in [mapping]. Known here: customer, order, row, article, contact, deal, line, product.
    ekobridge.toml:11:10: `ordre` is not known in [mapping]. Did you mean `order`?
    ekobridge.toml:12:8: mapping.order.Note: Invalid type: integer `3`, expected a string.
    ekobridge.toml:14:2: `custmers` is not known in the file's top level. Did you mean `customers`?
    ekobridge.toml:15:23: customers.on_multiple_matches: "parkk" is not known here: expected "park", "newest-active". Did you mean "park"?
    "#);
}

#[test]
fn a_rule_in_a_misspelt_section_has_its_place() {
    let (settings, _) = Settings::read("[mapping.custmer]\nNote = \"customer.(\"\n", "ekobridge.toml");
    let rule = &settings.expect("what is right of it").mapping.customer["Note"];
    assert_eq!((rule.key.line, rule.place.line, rule.place.column), (2, 2, 9));
}
