//! Orders that end in a problem: each names the order, the record and what to do.

use model::{Code, DiscountTarget, Order, Problem, Reason, Sku};
use rust_decimal::Decimal;
use sale::*;

use crate::world::*;

fn problem(
    order: &Order,
    to: &str,
    change: impl FnOnce(&mut Company, &mut ArticleBook, &mut Rules),
) -> Problem {
    let (mut company, mut book, mut rules) = (company("SE"), book("SE"), rules("SE"));
    change(&mut company, &mut book, &mut rules);
    let problem = plan(order, &company, &buyer(to), &book, &rules).unwrap_err();
    // Whoever reads Swedish or another language meets no English sentence.
    assert_eq!(notices::testing::left_in_english(&problem), Vec::<String>::new());
    problem
}

fn says(problem: &Problem, code: Code, words: &[&str]) {
    assert_eq!(problem.code, code, "{problem}");
    assert!(!problem.remedy.is_empty(), "{problem}");
    for word in words {
        assert!(
            problem.to_string().contains(word),
            "{word:?} is not in: {problem}"
        );
    }
}

#[test]
fn a_line_without_sku_is_named_by_its_number() {
    let order = order("SEK", "200.00", &[("G250", "1", "100.00"), ("", "1", "100.00")]);
    let problem = problem(&order, "private SE", |_, _, _| {});
    says(&problem, Code::SKU_MISSING, &["Line 2", "order 1001"]);
}

#[test]
fn a_line_without_sku_takes_the_fallback_article_if_there_is_one() {
    let order = order("SEK", "100.00", &[("", "1", "100.00")]);
    let mut rules = rules("SE");
    rules.articles.unknown = UnknownSku::Create;
    let plan = || plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules);
    assert_eq!(plan().unwrap().rows[0].article_number, "X250");
    rules.articles.fallback.clear();
    let plan = sale::plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules);
    says(&plan.unwrap_err(), Code::SKU_MISSING, &["Line 1"]);
}

#[test]
fn an_unknown_sku_is_named() {
    let order = order("SEK", "100.00", &[("NEW-1", "1", "100.00")]);
    let problem = problem(&order, "private SE", |_, _, _| {});
    says(
        &problem,
        Code::SKU_UNKNOWN,
        &["NEW-1", "order 1001", "articles.on_unknown_sku"],
    );
}

#[test]
fn all_unknown_skus_of_an_order_are_named_at_once() {
    let lines = [
        ("NEW-1", "1", "100.00"),
        ("G250", "1", "100.00"),
        ("NEW-2", "1", "100.00"),
        ("new-1", "1", "100.00"),
    ];
    let order = order("SEK", "400.00", &lines);
    let problem = problem(&order, "private SE", |_, _, _| {});
    says(
        &problem,
        Code::SKU_UNKNOWN,
        &[
            "Order 1001 has 2 SKUs",
            ": NEW-1 on line 1, NEW-2 on line 3.",
            "Create the articles NEW-1, NEW-2 in eAccounting",
        ],
    );
}

#[test]
fn an_unknown_sku_takes_the_fallback_article_where_it_is_allowed() {
    for sku in ["NEW-1", ""] {
        let order = order("SEK", "100.00", &[(sku, "1", "100.00")]);
        let mut rules = rules("SE");
        rules.articles.unknown = UnknownSku::Fallback;
        let plan = plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules).unwrap();
        assert_eq!(rows(&plan), ["X250 × 1 × 100 = 100.00 @ 31250"]);
        assert_eq!(
            plan.rows[0].text.as_deref(),
            Some(format!("Product {sku}").trim())
        );
        let fallback = Note::Fallback {
            line: 0,
            article: "X250".into(),
        };
        assert!(plan.notes.contains(&fallback));
    }
}

#[test]
fn the_fallback_article_has_the_default_rate() {
    let order = order("SEK", "112.00", &[("BOOK", "1", "112.00")]);
    let mut rules = rules("SE");
    rules.articles.unknown = UnknownSku::Fallback;
    rules.articles.default_rate = Some(percent("12"));
    let plan = plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules).unwrap();
    assert_eq!(plan.totals.vat, d("12.00"));
    rules.articles.fallback.clear();
    let problem = sale::plan(&order, &company("SE"), &buyer("private SE"), &book("SE"), &rules).unwrap_err();
    says(
        &problem,
        Code::ARTICLE_NOT_CONFIGURED,
        &["articles.fallback.\"12\"", "1001"],
    );
}

#[test]
fn an_article_that_is_to_be_created_is_listed_and_until_then_unknown() {
    let order = order(
        "SEK",
        "300.00",
        &[
            ("NEW-1", "1", "100.00"),
            ("G250", "1", "100.00"),
            ("NEW-1", "1", "100.00"),
        ],
    );
    let sku: Sku = "NEW-1".parse().unwrap();
    assert_eq!(book("SE").skus_to_create(&order, &rules("SE")), [(0, sku)]);
    let problem = problem(&order, "private SE", |_, _, rules| {
        rules.articles.unknown = UnknownSku::Create
    });
    says(&problem, Code::SKU_UNKNOWN, &["NEW-1"]);
}

#[test]
fn a_sku_of_41_characters_is_refused_not_cut() {
    let long = "x".repeat(41);
    let order = order("SEK", "100.00", &[(&long, "1", "100.00")]);
    let problem = problem(&order, "private SE", |_, _, _| {});
    says(&problem, Code::VALUE_INVALID, &["line 1", "40"]);
}

#[test]
fn a_sku_in_another_case_is_the_same_article_unless_there_are_two() {
    let order = order("SEK", "100.00", &[("g250", "1", "100.00")]);
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    assert_eq!(plan.rows[0].article_number, "G250");
    let mut twice: ArticleBook = book("SE");
    twice.insert(article("G250 ", 250));
    twice.insert(ArticleInfo {
        number: "g250".into(),
        ..article("other", 120)
    });
    let plan = sale::plan(&order, &company("SE"), &buyer("private SE"), &twice, &rules("SE")).unwrap();
    assert_eq!(plan.rows[0].rate, percent("12"), "the exact spelling comes first");
}

#[test]
fn an_inactive_article_is_named() {
    let order = order("SEK", "100.00", &[("G250", "1", "100.00")]);
    let problem = problem(&order, "private SE", |_, book, _| {
        book.insert(ArticleInfo {
            is_active: false,
            ..article("G250", 250)
        });
    });
    says(&problem, Code::ARTICLE_INACTIVE, &["G250", "1001"]);
}

#[test]
fn shipping_without_an_article_names_the_setting() {
    let order = with_shipping(order("SEK", "149.00", &[("G120", "1", "100.00")]), "49.00");
    let unset = problem(&order, "private SE", |_, _, rules| {
        rules.articles.shipping.remove(&percent("12"));
    });
    says(
        &unset,
        Code::ARTICLE_NOT_CONFIGURED,
        &["shipping.articles.\"12\"", "1001"],
    );
    let absent = problem(&order, "private SE", |_, book, _| {
        *book = [article("G120", 120)].into_iter().collect();
    });
    says(
        &absent,
        Code::ARTICLE_NOT_CONFIGURED,
        &["S120", "shipping.articles.\"12\""],
    );
    let other_rate = problem(&order, "private SE", |_, book, _| {
        book.insert(article("S120", 250))
    });
    says(
        &other_rate,
        Code::ARTICLE_NOT_CONFIGURED,
        &["S120", "12 %", "25 %", "Goods 25 %"],
    );
}

#[test]
fn a_discount_needs_an_article_for_each_rate_it_is_taken_off() {
    let order = with_discount(
        order(
            "SEK",
            "190.00",
            &[("G250", "1", "100.00"), ("G120", "1", "100.00")],
        ),
        DiscountTarget::Order,
        "10.00",
    );
    let problem = problem(&order, "private SE", |_, _, rules| {
        rules.articles.discount.remove(&percent("12"));
    });
    says(
        &problem,
        Code::ARTICLE_NOT_CONFIGURED,
        &["discounts.articles.\"12\""],
    );
}

#[test]
fn a_coding_without_the_account_is_named_before_anything_is_sent() {
    let order = order("SEK", "100.00", &[("G250", "1", "100.00")]);
    type Field = fn(&mut Accounts) -> &mut Option<i64>;
    let cases: [(&str, Field, &str); 6] = [
        (
            "private SE",
            |a| &mut a.domestic_vat,
            "domestic sales subject to VAT",
        ),
        (
            "company DE",
            |a| &mut a.vat_exempt_within_eu,
            "sales exempt from VAT within the EU",
        ),
        (
            "private DE",
            |a| &mut a.vat_within_eu,
            "sales subject to VAT within the EU",
        ),
        (
            "private NO",
            |a| &mut a.vat_exempt_outside_eu,
            "sales exempt from VAT outside the EU",
        ),
        (
            "private US charged",
            |a| &mut a.domestic_vat,
            "domestic sales subject to VAT",
        ),
        (
            "company SE construction",
            |a| &mut a.domestic_reversed_construction,
            "reversed construction VAT",
        ),
    ];
    for (to, field, words) in cases {
        let problem = problem(&order, to, |company, book, _| {
            company.uses_reverse_construction_vat = true;
            let mut without = article("G250", 250);
            if to.ends_with("construction") {
                without.coding.coding_type = CodingType::Services;
            }
            *field(&mut without.coding.accounts) = None;
            book.insert(without);
        });
        says(
            &problem,
            Code::ACCOUNT_MISSING,
            &[
                "Order 1001",
                "G250",
                "Goods 25 %",
                words,
                "Settings › Article account codings",
            ],
        );
    }
    let oss = problem(&order, "private DE", |company, book, _| {
        company.uses_moss = true;
        let mut without = article("G250", 250);
        without.coding.accounts.moss = None;
        book.insert(without);
    });
    says(&oss, Code::ACCOUNT_MISSING, &["OSS", "One Stop Shop", "(DE)"]);
}

#[test]
fn another_account_than_the_settings_ask_for_parks_the_order() {
    let order = order("SEK", "100.00", &[("G250", "1", "100.00")]);
    let problem = problem(&order, "private NO", |_, _, rules| {
        rules.country_accounts.insert("NO".parse().unwrap(), 3105);
    });
    says(
        &problem,
        Code::ACCOUNT_MISSING,
        &["37250", "3105", "vat.countries.NO", "G250"],
    );
    let mut rules = rules("SE");
    rules.country_accounts.insert("NO".parse().unwrap(), 37250);
    plan(&order, &company("SE"), &buyer("private NO"), &book("SE"), &rules).unwrap();
}

#[test]
fn a_reduced_rate_that_is_not_known_there_names_the_setting() {
    let order = order("SEK", "100.00", &[("G120", "1", "100.00")]);
    let problem = problem(&order, "private FR", |company, _, _| company.uses_moss = true);
    says(
        &problem,
        Code::CODING_MISSING,
        &["FR", "12 %", "vat.countries.FR.oss_rates"],
    );
}

#[test]
fn more_than_a_thousand_rows_are_too_many() {
    let fits = vec![("G250", "1", "1.00"); 1000];
    let plan = planned(
        &order("SEK", "1000.00", &fits),
        &company("SE"),
        &buyer("private SE"),
    )
    .unwrap();
    assert_eq!(plan.rows.last().map(|row| row.line_number), Some(1000));
    let many = vec![("G250", "1", "1.00"); 1001];
    let problem = problem(&order("SEK", "1001.00", &many), "private SE", |_, _, _| {});
    says(&problem, Code::TOO_MANY_ROWS, &["1001 rows", "1000"]);
}

#[test]
fn rows_that_would_be_split_take_a_discount_where_there_are_too_many() {
    // 600 lines of 3 for 1.00 would be 1200 rows.
    let lines = vec![("G250", "3", "1.00"); 600];
    let plan = planned(
        &order("SEK", "600.00", &lines),
        &company("SE"),
        &buyer("private SE"),
    )
    .unwrap();
    assert_eq!(plan.rows.len(), 600);
    assert_eq!(plan.totals.gross, d("600.00"));
    assert!(
        plan.rows
            .iter()
            .all(|row| row.discount_percentage > Decimal::ZERO)
    );
}

#[test]
fn what_no_document_can_hold_is_refused_with_its_reason() {
    let negative = order("SEK", "-10.00", &[("G250", "1", "-10.00")]);
    says(
        &problem(&negative, "private SE", |_, _, _| {}),
        Code::VALUE_INVALID,
        &["negative", "-10.00"],
    );
    let fine = order("SEK", "10.00", &[("G250", "0.33333", "30.00")]);
    says(
        &problem(&fine, "private SE", |_, _, _| {}),
        Code::VALUE_INVALID,
        &["Line 1", "four decimals"],
    );
    let none = order("SEK", "10.00", &[("G250", "0", "10.00")]);
    says(
        &problem(&none, "private SE", |_, _, _| {}),
        Code::VALUE_INVALID,
        &["Line 1", "quantity of 0"],
    );
    let huge = order("SEK", "10.00", &[("G250", "1", "79228162514264337593543950335")]);
    says(
        &problem(&huge, "private SE", |_, _, _| {}),
        Code::VALUE_INVALID,
        &["too large"],
    );
}

#[test]
fn a_total_that_net_cents_cannot_give_is_parked_or_rounded_as_set() {
    // 25 % on whole cents gives 0.06 (0.05 + 0.01) and 0.08 (0.06 + 0.02), never 0.07.
    let order = order("SEK", "0.07", &[("G250", "1", "0.07")]);
    let parked = problem(&order, "company SE", |_, _, _| {});
    says(
        &parked,
        Code::TOTAL_MISMATCH,
        &["0.07", "rounding.tolerance", "rounding.article", "nearest"],
    );
    let mut rules = rules("SE");
    rules.rounding_tolerance = d("0.02");
    let plan = plan(&order, &company("SE"), &buyer("company SE"), &book("SE"), &rules).unwrap();
    assert_eq!(plan.totals.gross, d("0.07"));
    assert_eq!(plan.rows.len(), 2);
    rules.articles.rounding = None;
    let unset = sale::plan(&order, &company("SE"), &buyer("company SE"), &book("SE"), &rules).unwrap_err();
    says(&unset, Code::ARTICLE_NOT_CONFIGURED, &["rounding.article"]);
    rules.articles.rounding = Some("G250".parse().unwrap());
    let with_vat = sale::plan(&order, &company("SE"), &buyer("company SE"), &book("SE"), &rules).unwrap_err();
    says(&with_vat, Code::ARTICLE_NOT_CONFIGURED, &["G250", "25 %"]);
}

#[test]
fn required_articles_are_listed_once_each() {
    let names = |order: &Order, rules: &Rules| -> Vec<String> {
        required_articles(order, rules)
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let plain = order(
        "SEK",
        "1",
        &[
            ("G250", "1", "1"),
            ("G120", "1", "0"),
            ("G250", "1", "0"),
            ("", "1", "0"),
        ],
    );
    let mut rules = rules("SE");
    assert_eq!(names(&plain, &rules), ["G250", "G120"]);
    let all = with_discount(with_shipping(plain.clone(), "1"), DiscountTarget::Order, "1");
    assert_eq!(
        names(&all, &rules),
        [
            "G250", "G120", "S0", "S60", "S120", "S250", "D0", "D60", "D120", "D250"
        ]
    );
    rules.articles.unknown = UnknownSku::Fallback;
    rules.rounding_tolerance = d("0.01");
    assert_eq!(
        names(&plain, &rules),
        ["G250", "G120", "X0", "X60", "X120", "X250", "ROUND"]
    );
    let mut fee = plain;
    fee.lines[3].name = " invoice FEE ".into();
    rules.articles.unknown = UnknownSku::Park;
    rules.rounding_tolerance = Decimal::ZERO;
    assert_eq!(names(&fee, &rules), ["G250", "G120", "F0", "F60", "F120", "F250"]);
}

#[test]
fn a_document_that_comes_out_otherwise_is_told_with_both_totals() {
    let order = order("SEK", "125.00", &[("G250", "1", "125.00")]);
    let expected = planned(&order, &company("SE"), &buyer("private SE"))
        .unwrap()
        .totals;
    let document = |gross: &str, vat: Option<&str>, includes_vat: Option<bool>| DocumentTotals {
        gross: d(gross),
        vat: vat.map(d),
        includes_vat,
    };
    let check = |document: DocumentTotals| {
        let differs = reconcile_document(&expected, &document, "SEK".parse().unwrap());
        differs.map_err(|differs| differs.told("It".into(), "1001").to_string())
    };
    check(document("125.00", Some("25.00"), Some(true))).unwrap();
    check(document("125.00", Some("25.01"), Some(true))).unwrap();
    check(document("125.00", None, None)).unwrap();
    assert_eq!(
        check(document("156.25", Some("31.25"), Some(false))).unwrap_err(),
        "It in eAccounting, for the shop's order 1001, comes to 156.25 SEK with 31.25 SEK VAT; expected were 125.00 SEK with 25.00 SEK VAT. Its unit prices are without \
         VAT, and prices with VAT were expected."
    );
    assert_eq!(
        check(document("125", Some("13.39"), Some(true))).unwrap_err(),
        "It in eAccounting, for the shop's order 1001, comes to 125.00 SEK with 13.39 SEK VAT; expected were 125.00 SEK with 25.00 SEK VAT."
    );
    assert!(check(document("125.01", Some("25.00"), Some(true))).is_err());
}

#[test]
fn the_rows_that_came_out_otherwise_are_named() {
    let order = order(
        "SEK",
        "412.00",
        &[("G250", "2", "100"), ("G120", "1", "112"), ("G250", "1", "100")],
    );
    let plan = planned(&order, &company("SE"), &buyer("private SE")).unwrap();
    let row = |line_number, amount: &str, rate: &str| AnsweredRow {
        line_number,
        amount: Some(d(amount)),
        rate: Some(d(rate)),
    };
    let as_planned = [
        row(1, "200.00", "0.25"),
        row(2, "112", "0.12"),
        row(3, "100", "0.25"),
    ];
    assert_eq!(differing_rows(&plan, &as_planned), Vec::<Reason>::new());
    let otherwise = [row(1, "200", "0.12"), row(2, "111.99", "0.12")];
    assert_eq!(
        differing_rows(&plan, &otherwise),
        [
            "row 1 (G250) has 12 % VAT, expected was 25 %",
            "row 2 (G120) comes to 111.99 with 12 % VAT, expected were 112.00 with 12 %",
            "row 3 (G250) is missing",
        ]
    );
}

#[test]
fn a_company_document_allows_for_no_cent_of_vat() {
    let order = order("SEK", "125.00", &[("G250", "1", "125.00")]);
    let expected = planned(&order, &company("SE"), &buyer("company SE"))
        .unwrap()
        .totals;
    let document = DocumentTotals {
        gross: d("125.00"),
        vat: Some(d("25.01")),
        includes_vat: Some(false),
    };
    assert!(reconcile_document(&expected, &document, "SEK".parse().unwrap()).is_err());
}

#[test]
fn a_vat_free_document_may_call_itself_either_way() {
    let order = order("SEK", "125.00", &[("G250", "1", "125.00")]);
    let expected = planned(&order, &company("SE"), &buyer("private NO"))
        .unwrap()
        .totals;
    for includes in [true, false] {
        let document = DocumentTotals {
            gross: d("125.00"),
            vat: Some(Decimal::ZERO),
            includes_vat: Some(includes),
        };
        reconcile_document(&expected, &document, "SEK".parse().unwrap()).unwrap();
    }
}

#[test]
fn no_problem_quotes_a_name() {
    let mut order = order("SEK", "100.00", &[("NEW-1", "1", "101.00")]);
    order.customer.first_name = Some("Zelda".into());
    order.customer.email = Some("zelda@example.com".parse().unwrap());
    let unknown = problem(&order, "private SE", |_, _, _| {});
    let unclear = problem(&order, "private SE", |_, book, _| {
        book.insert(article("NEW-1", 250))
    });
    for problem in [unknown, unclear] {
        assert!(!problem.to_string().to_lowercase().contains("zelda"), "{problem}");
    }
}

#[test]
fn a_coding_for_new_articles_is_found_by_rate_or_the_reason_told() {
    let codings = [
        coding(250),
        Coding {
            is_active: false,
            ..coding(120)
        },
        Coding {
            name: "Books".into(),
            ..coding(60)
        },
        Coding {
            name: "Papers".into(),
            ..coding(60)
        },
    ];
    let find =
        |rate: &str, name: Option<&str>| coding_for_rate(&codings, percent(rate), CodingType::Goods, name);
    assert_eq!(find("25", None).unwrap().name, "Goods 25 %");
    assert_eq!(find("6", Some("books")).unwrap().name, "Books");
    says(&find("12", None).unwrap_err(), Code::CODING_MISSING, &["12 %"]);
    says(
        &find("6", None).unwrap_err(),
        Code::CODING_MISSING,
        &["Books, Papers"],
    );
    says(
        &find("25", Some("Books")).unwrap_err(),
        Code::CODING_MISSING,
        &["Books"],
    );
}

#[test]
fn what_was_done_to_the_rows_reads_as_a_sentence() {
    let source = RowSource::Line(2);
    assert_eq!(
        Note::Split { source, rows: 2 }.to_string(),
        "line 3 has 2 rows, since no unit price gives its amount to the cent"
    );
    let article = "X250".into();
    assert_eq!(
        Note::Fallback { line: 0, article }.to_string(),
        "line 1 is sold as article X250, since its own is not known"
    );
    assert_eq!(
        Note::RoundingRow { amount: d("-0.01") }.to_string(),
        "a rounding row of -0.01 was added"
    );
    assert!(
        Note::NetMoved { cents: d("1") }
            .to_string()
            .contains("by 1 cent,")
    );
}

/// An order of WooCommerce's plugin whose total has no VAT.
fn without_vat() -> Order {
    order("SEK", "100.00", &[("G250", "1", "100.00")])
}

#[test]
fn an_order_without_vat_is_told_what_helps_where_it_goes() {
    let of_plugin = |rules: &mut Rules| rules.prices.convention = PriceConvention::Woocommerce;
    for (to, case, told, not_told) in [
        (
            "private SE",
            "not-charged-at-home",
            "an account coding of 0 %",
            "vat_number_field",
        ),
        (
            "company SE",
            "not-charged-at-home",
            "an account coding of 0 %",
            "vat_number_field",
        ),
        ("private DE", "vat-number", "customers.vat_number_field", "0 %"),
        (
            "private US charged",
            "not-charged-on-export",
            "vat.countries.US.charge_vat",
            "vat_number_field",
        ),
    ] {
        let problem = problem(&without_vat(), to, |_, _, rules| of_plugin(rules));
        says(&problem, Code::TOTAL_MISMATCH, &["with no VAT", told]);
        assert!(!problem.remedy.contains(not_told), "{to}: {problem}");
        assert_eq!(problem.case.unwrap().name, case, "{to}");
    }
}

#[test]
fn a_remedy_names_what_it_is_about_in_its_case_too() {
    let order = order(
        "SEK",
        "100.00",
        &[("NEW-1", "1", "50.00"), ("NEW-2", "1", "50.00")],
    );
    let case = problem(&order, "private SE", |_, _, _| {}).case.unwrap();
    assert_eq!(case.name, "articles");
    assert_eq!(case.with["articles"], "NEW-1, NEW-2");
}
