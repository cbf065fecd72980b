//! The comparison alone, on books that are made up: each way in which two systems disagree, and what is none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use model::{Currency, OrderState};
use reconcile::{
    Books, Class, Comparison, Difference, Document, DocumentKind, DocumentRow, NetAmounts, Sale, SaleLine,
    compare,
};
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// An order of two articles: 2 × A for 200 and 1 × B for 50, prices of lines with VAT.
fn sale(id: &str) -> Sale {
    let line = |sku: &str, quantity: u32, price: &str| SaleLine {
        sku: Some(sku.to_owned()),
        quantity: Decimal::from(quantity),
        price: dec(price),
    };
    Sale {
        source: format!("order:1:{id}").parse().unwrap(),
        number: format!("W-{id}"),
        reference: None,
        placed_at: "2026-11-23T10:00:00Z".parse().unwrap(),
        state: OrderState::Completed,
        currency: Currency::SEK,
        total: dec("250"),
        is_net: false,
        vat: None,
        net: None,
        lines: vec![line("A", 2, "200"), line("B", 1, "50")],
        is_discounted: false,
        documents: Vec::new(),
        left_out: None,
    }
}

fn row(article: &str, quantity: u32, gross: &str) -> DocumentRow {
    let gross = dec(gross);
    DocumentRow {
        article: Some(article.to_owned()),
        quantity: Decimal::from(quantity),
        gross,
        net: gross / dec("1.25"),
    }
}

/// The document that [`sale`] becomes.
fn document(kind: DocumentKind, id: &str, of: &str) -> Document {
    Document {
        kind,
        id: id.to_owned(),
        number: Some(id.to_owned()),
        reference: Some(format!("W-{of}")),
        customer: "anna".to_owned(),
        currency: Some("SEK".to_owned()),
        total: dec("250"),
        vat: dec("50"),
        rounding: Decimal::ZERO,
        rows: vec![row("A", 2, "200"), row("B", 1, "50")],
        made_of: None,
        collects: Vec::new(),
        credits: None,
        is_credit: false,
        created_at: Some("2026-11-23T10:05:00Z".parse().unwrap()),
    }
}

fn order(id: &str, of: &str) -> Document {
    document(DocumentKind::Order, id, of)
}

fn invoice(id: &str, of: &str) -> Document {
    document(DocumentKind::Invoice, id, of)
}

fn credit(id: &str, of: &str, amount: &str) -> Document {
    Document {
        total: -dec(amount),
        credits: Some(of.to_owned()),
        is_credit: true,
        reference: None,
        ..invoice(id, "none")
    }
}

fn compared(sales: Vec<Sale>, documents: Vec<Document>) -> Comparison {
    compare(&Books { sales, documents })
}

/// The only disagreement.
fn only(comparison: &Comparison) -> (Class, Vec<String>) {
    assert_eq!(comparison.disagreements.len(), 1, "{comparison:?}");
    let found = &comparison.disagreements[0];
    let texts = found.differences.iter().map(Difference::text);
    (found.class, texts.collect())
}

#[test]
fn a_sale_and_its_document_agree_by_reference_or_by_the_ledger() {
    let known = Sale {
        documents: vec!["d2".to_owned()],
        ..sale("2")
    };
    let other_reference = Document {
        reference: Some("PO 77".to_owned()),
        ..order("d2", "2")
    };
    let found = compared(vec![sale("1"), known], vec![order("d1", "1"), other_reference]);
    assert_eq!(found.matched, [0, 1], "{found:?}");
    assert_eq!(found.sums[0].difference(), Decimal::ZERO);
    assert!(found.unattributed.is_empty());
}

#[test]
fn a_sale_without_a_document_is_missing_unless_the_settings_leave_it_out() {
    let left_out = Sale {
        left_out: Some(model::reason::not_paid()),
        ..sale("2")
    };
    let found = compared(vec![sale("1"), left_out], Vec::new());
    assert_eq!(only(&found).0, Class::MissingInEaccounting);
    assert_eq!(found.left_out, [1]);
    // What is left out is expected in neither total.
    assert_eq!(
        (found.sums[0].sales, found.sums[0].activecampaign),
        (1, dec("250"))
    );
}

#[test]
fn an_invoice_stands_for_the_order_or_the_draft_that_it_was_made_of() {
    let of_order = Document {
        made_of: Some("d1".to_owned()),
        reference: None,
        ..invoice("i1", "1")
    };
    // The draft is gone once it is booked; the ledger still names it.
    let of_draft = Document {
        made_of: Some("gone".to_owned()),
        reference: None,
        ..invoice("i2", "2")
    };
    let drafted = Sale {
        documents: vec!["gone".to_owned()],
        ..sale("2")
    };
    let found = compared(
        vec![sale("1"), drafted],
        vec![order("d1", "1"), of_order, of_draft],
    );
    assert_eq!(found.matched, [0, 1], "{found:?}");
    assert_eq!(found.sums[0].eaccounting, dec("500"));
}

#[test]
fn a_deals_value_without_vat_is_compared_with_vat_put_on() {
    let deal = |value: &str| Sale {
        source: "deal:1".parse().unwrap(),
        total: dec(value),
        is_net: true,
        lines: Vec::new(),
        ..sale("1")
    };
    let found = compared(vec![deal("200")], vec![invoice("i1", "1")]);
    assert_eq!(found.matched, [0], "{found:?}");
    assert_eq!(found.sums[0].activecampaign, dec("250"));
    let (_, texts) = only(&compared(vec![deal("160")], vec![invoice("i1", "1")]));
    assert_eq!(
        texts,
        ["total 200.00 in ActiveCampaign, 250.00 in eAccounting (+50.00)"]
    );
    let credited = vec![invoice("i1", "1"), credit("c1", "i1", "50")];
    assert_eq!(compared(vec![deal("160")], credited).matched, [0]);
}

#[test]
fn a_total_that_the_shop_rounds_as_eaccounting_does_is_no_difference() {
    let rounded = |total: &str, rounding: &str| Document {
        total: dec(total),
        rounding: dec(rounding),
        rows: Vec::new(),
        ..order("d1", "1")
    };
    for (total, rounding) in [("250.40", "-0.40"), ("249.55", "0.45"), ("250", "0")] {
        let found = compared(vec![sale("1")], vec![rounded(total, rounding)]);
        assert_eq!(found.matched, [0], "{total}: {found:?}");
    }
    let found = compared(vec![sale("1")], vec![rounded("251.40", "-0.40")]);
    let (class, texts) = only(&found);
    assert_eq!(class, Class::Different);
    assert_eq!(
        texts,
        ["total 250.00 in ActiveCampaign, 251.00 in eAccounting (+1.00)"]
    );
}

#[test]
fn a_cent_is_a_difference_and_less_than_the_smallest_unit_is_none() {
    let with = |total: &str| Document {
        total: dec(total),
        rows: Vec::new(),
        ..order("d1", "1")
    };
    let (class, texts) = only(&compared(vec![sale("1")], vec![with("249.99")]));
    assert_eq!(class, Class::Different);
    assert_eq!(
        texts,
        ["total 250.00 in ActiveCampaign, 249.99 in eAccounting (-0.01)"]
    );
    assert_eq!(compared(vec![sale("1")], vec![with("250.004")]).matched, [0]);
    // Yen have no smaller unit, dinars have three decimals.
    let of = |currency: &str, total: &str| Sale {
        currency: currency.parse().unwrap(),
        total: dec(total),
        ..sale("1")
    };
    let in_currency = |currency: &str, total: &str| Document {
        currency: Some(currency.to_owned()),
        ..with(total)
    };
    assert_eq!(
        compared(vec![of("JPY", "250")], vec![in_currency("JPY", "250.4")]).matched,
        [0]
    );
    let found = compared(vec![of("KWD", "250")], vec![in_currency("KWD", "250.001")]);
    assert_eq!(only(&found).0, Class::Different);
}

#[test]
fn each_currency_has_its_own_totals_and_another_currency_is_a_difference() {
    let euro = Sale {
        currency: Currency::EUR,
        ..sale("2")
    };
    let found = compared(vec![sale("1"), euro], vec![order("d1", "1"), order("d2", "2")]);
    assert_eq!(
        only(&found).1,
        ["currency EUR in ActiveCampaign, SEK in eAccounting"]
    );
    let sums: Vec<_> = found
        .sums
        .iter()
        .map(|sum| (sum.currency.as_str(), sum.difference()))
        .collect();
    assert_eq!(sums, [("EUR", dec("-250")), ("SEK", dec("250"))]);
}

#[test]
fn vat_is_told_by_prices_without_vat_unless_a_fee_may_be_in_it() {
    let net = |goods: &str, shipping: &str, discounts: &str| Sale {
        net: Some(NetAmounts {
            goods: dec(goods),
            shipping: dec(shipping),
            discounts: dec(discounts),
        }),
        ..sale("1")
    };
    let booked = |vat: &str, rows: Vec<DocumentRow>| Document {
        vat: dec(vat),
        rows,
        ..order("d1", "1")
    };
    let goods = || vec![row("A", 2, "200"), row("B", 1, "50")];
    let with = |article: &str, gross: &str| [goods(), vec![row(article, 1, gross)]].concat();

    let found = compared(vec![net("200", "0", "0")], vec![booked("50", goods())]);
    assert_eq!((found.matched.len(), found.without_vat), (1, 0));
    // Booked with 12 % instead of 25 %: the total is the same.
    let (class, texts) = only(&compared(
        vec![net("200", "0", "0")],
        vec![booked("26.79", goods())],
    ));
    assert_eq!(class, Class::Different);
    assert_eq!(texts, ["VAT 50.00 in ActiveCampaign, 26.79 in eAccounting"]);
    // Shipping and a discount in rows of their own, and both wrong.
    for (sale, rows) in [
        (net("168", "32", "0"), with("SHIPPING", "40")),
        (net("240", "0", "40"), with("DISCOUNT", "-50")),
    ] {
        let found = compared(vec![sale], vec![booked("26.79", rows)]);
        assert_eq!(
            only(&found).1,
            ["VAT 50.00 in ActiveCampaign, 26.79 in eAccounting"]
        );
    }
    // A fee of 20 with its VAT is in the total and in no line.
    let found = compared(vec![net("180", "0", "0")], vec![booked("50", with("FEE", "25"))]);
    assert_eq!((found.matched.len(), found.without_vat), (1, 1));
    // More without VAT than with it is no VAT.
    let found = compared(vec![net("300", "0", "0")], vec![booked("50", goods())]);
    assert_eq!((found.matched.len(), found.without_vat), (1, 1));
}

#[test]
fn vat_is_compared_where_the_store_tells_it() {
    let told = |vat: &str| Sale {
        vat: Some(dec(vat)),
        ..sale("1")
    };
    // Half a cent a row: whether eAccounting rounds by row or by rate is not documented.
    assert_eq!(compared(vec![told("50.01")], vec![order("d1", "1")]).matched, [0]);
    let found = compared(vec![told("30")], vec![order("d1", "1")]);
    assert_eq!(
        only(&found).1,
        ["VAT 30.00 in ActiveCampaign, 50.00 in eAccounting"]
    );
    let found = compared(vec![sale("1")], vec![order("d1", "1")]);
    assert_eq!((found.matched.len(), found.without_vat), (1, 1));
}

#[test]
fn a_line_that_differs_is_named_with_what_differs() {
    let with = |total: &str, rows: Vec<DocumentRow>| Document {
        total: dec(total),
        rows,
        ..order("d1", "1")
    };
    let cases = [
        (
            with("150", vec![row("A", 1, "100"), row("B", 1, "50")]),
            "article A: 2 ordered, 1 billed",
        ),
        (
            with("200", vec![row("A", 2, "200")]),
            "article B: 1 ordered, no row",
        ),
        (
            with("280", vec![row("A", 2, "200"), row("B", 1, "80")]),
            "article B: 50.00 in ActiveCampaign, 80.00 in eAccounting",
        ),
        (
            with(
                "349",
                vec![row("A", 2, "200"), row("B", 1, "50"), row("C", 1, "99")],
            ),
            "article C: 1 billed, not ordered",
        ),
    ];
    for (changed, expected) in cases {
        let (class, texts) = only(&compared(vec![sale("1")], vec![changed]));
        assert_eq!(class, Class::Different);
        assert_eq!(texts.last().map(String::as_str), Some(expected));
        assert_eq!(texts.len(), 2, "{texts:?}");
    }
}

#[test]
fn two_lines_that_were_changed_against_each_other_differ_though_totals_agree() {
    let changed = Document {
        rows: vec![row("A", 2, "180"), row("B", 1, "70")],
        ..order("d1", "1")
    };
    let found = compared(vec![sale("1")], vec![changed]);
    let texts = only(&found).1;
    assert_eq!(
        texts,
        [
            "article A: 200.00 in ActiveCampaign, 180.00 in eAccounting",
            "article B: 50.00 in ActiveCampaign, 70.00 in eAccounting"
        ]
    );
}

#[test]
fn prices_of_pieces_or_without_vat_or_rounded_are_no_difference() {
    let priced = |a: &str, b: &str| {
        let mut priced = sale("1");
        priced.lines[0].price = dec(a);
        priced.lines[1].price = dec(b);
        priced
    };
    for sale in [
        priced("100", "50"),
        priced("80", "40"),
        priced("160", "40"),
        // WooCommerce's plugin rounds the price of several pieces up to a whole unit: here from 79.6 without VAT.
        priced("80", "40.80"),
        // Prices that nothing can be read from, with a total that agrees.
        priced("0", "7"),
    ] {
        let rows = vec![row("A", 2, "199"), row("B", 1, "51")];
        let agreeing = vec![row("A", 2, "200"), row("B", 1, "50")];
        let is_rounded = sale.lines[1].price == dec("40.80");
        let sent = Document {
            rows: if is_rounded { rows } else { agreeing },
            ..order("d1", "1")
        };
        let found = compared(vec![sale.clone()], vec![sent]);
        assert_eq!(found.matched, [0], "{:?} {found:?}", sale.lines);
    }
}

#[test]
fn articles_that_the_settings_replace_are_no_difference_where_totals_agree() {
    let replaced = Document {
        rows: vec![row("A", 2, "200"), row("MISC", 1, "50")],
        ..order("d1", "1")
    };
    assert_eq!(compared(vec![sale("1")], vec![replaced]).matched, [0]);
    let all_replaced = Document {
        rows: vec![row("MISC", 2, "200"), row("MISC", 1, "50")],
        ..order("d1", "1")
    };
    assert_eq!(compared(vec![sale("1")], vec![all_replaced]).matched, [0]);
}

#[test]
fn a_second_document_is_a_second_sending_and_another_buyers_reference_is_none() {
    let twice = compared(vec![sale("1")], vec![order("d1", "1"), invoice("i9", "1")]);
    assert_eq!(only(&twice).0, Class::SentTwice);
    assert_eq!(twice.disagreements[0].documents.len(), 2);
    assert_eq!(twice.sums[0].difference(), dec("250"));

    let credited = compared(
        vec![sale("1")],
        vec![order("d1", "1"), invoice("i9", "1"), credit("c9", "i9", "250")],
    );
    assert_eq!(credited.matched, [0], "{credited:?}");

    let of_another = Document {
        customer: "bo".to_owned(),
        total: dec("17"),
        ..invoice("i9", "1")
    };
    let found = compared(vec![sale("1")], vec![order("d1", "1"), of_another]);
    assert_eq!(found.matched, [0], "{found:?}");
    assert_eq!(found.unattributed, [vec!["i9".to_owned()]]);
}

#[test]
fn two_invoices_of_one_order_are_twice_where_each_bills_all_of_it() {
    let half = |id: &str, total: &str| Document {
        made_of: Some("d1".to_owned()),
        total: dec(total),
        rows: Vec::new(),
        ..invoice(id, "1")
    };
    let twice = compared(
        vec![sale("1")],
        vec![order("d1", "1"), half("i1", "250"), half("i2", "250")],
    );
    assert_eq!(only(&twice).0, Class::SentTwice);
    let in_parts = compared(
        vec![sale("1")],
        vec![order("d1", "1"), half("i1", "100"), half("i2", "150")],
    );
    assert_eq!(in_parts.matched, [0], "{in_parts:?}");
}

#[test]
fn two_shops_may_have_the_same_number() {
    let other = Sale {
        source: "order:2:1".parse().unwrap(),
        total: dec("17"),
        lines: Vec::new(),
        ..sale("1")
    };
    let small = Document {
        total: dec("17"),
        customer: "bo".to_owned(),
        rows: Vec::new(),
        ..order("d2", "1")
    };
    let found = compared(vec![sale("1"), other], vec![small, order("d1", "1")]);
    assert_eq!(found.matched, [0, 1], "{found:?}");
}

#[test]
fn a_refund_on_one_side_is_found_on_either() {
    let refunded = Sale {
        state: OrderState::Refunded,
        left_out: Some(model::Reason::in_english("it is refunded")),
        ..sale("1")
    };
    let found = compared(vec![refunded.clone()], vec![invoice("i1", "1")]);
    let (class, texts) = only(&found);
    assert_eq!(class, Class::RefundedOnOneSide);
    assert_eq!(
        texts,
        ["cancelled or refunded in ActiveCampaign, not credited in eAccounting"]
    );

    let found = compared(
        vec![sale("1")],
        vec![invoice("i1", "1"), credit("c1", "i1", "250")],
    );
    let (class, texts) = only(&found);
    assert_eq!(class, Class::RefundedOnOneSide);
    assert_eq!(
        texts,
        ["250.00 credited in eAccounting, not refunded in ActiveCampaign"]
    );

    let both = compared(
        vec![refunded.clone()],
        vec![invoice("i1", "1"), credit("c1", "i1", "250")],
    );
    assert_eq!(both.matched, [0]);
    let never_sent = compared(vec![refunded], Vec::new());
    assert_eq!(never_sent.left_out, [0]);
}

#[test]
fn a_credit_that_names_no_invoice_is_known_by_customer_reference_and_total() {
    let refunded = || Sale {
        state: OrderState::Refunded,
        left_out: Some(model::Reason::in_english("it is refunded")),
        ..sale("1")
    };
    let unnamed = || Document {
        credits: None,
        reference: Some("w-1 ".to_owned()),
        ..credit("c1", "i1", "250")
    };
    let found = compared(vec![refunded()], vec![invoice("i1", "1"), unnamed()]);
    assert_eq!(found.matched, [0], "{found:?}");
    // The order is active in the shop: it was credited on one side.
    let found = compared(vec![sale("1")], vec![invoice("i1", "1"), unnamed()]);
    assert_eq!(only(&found).0, Class::RefundedOnOneSide);
    // Another customer, reference or total, and an invoice that is credited already.
    let others = [
        Document {
            customer: "bertil".to_owned(),
            ..unnamed()
        },
        Document {
            reference: Some("W-2".to_owned()),
            ..unnamed()
        },
        Document {
            reference: None,
            ..unnamed()
        },
        Document {
            total: dec("-249"),
            ..unnamed()
        },
    ];
    for other in others {
        let found = compared(vec![refunded()], vec![invoice("i1", "1"), other]);
        let (_, texts) = only(&found);
        assert_eq!(
            texts,
            ["cancelled or refunded in ActiveCampaign, not credited in eAccounting"]
        );
    }
    let again = vec![invoice("i1", "1"), credit("c2", "i1", "50"), unnamed()];
    assert_eq!(
        only(&compared(vec![refunded()], again)).0,
        Class::RefundedOnOneSide
    );
}

#[test]
fn a_part_that_is_credited_must_be_taken_off_in_the_shop_too() {
    let credits = || vec![invoice("i1", "1"), credit("c1", "i1", "50")];
    let lowered = Sale {
        total: dec("200"),
        ..sale("1")
    };
    assert_eq!(compared(vec![lowered], credits()).matched, [0]);
    assert_eq!(
        only(&compared(vec![sale("1")], credits())).0,
        Class::RefundedOnOneSide
    );
    let otherwise = Sale {
        total: dec("220"),
        ..sale("1")
    };
    assert_eq!(only(&compared(vec![otherwise], credits())).0, Class::Different);
}

#[test]
fn a_collective_invoice_is_part_of_each_of_its_orders_and_billed_to_none_alone() {
    let collective = Document {
        total: dec("500"),
        collects: vec!["d1".to_owned(), "d2".to_owned()],
        reference: None,
        ..invoice("i1", "1")
    };
    let found = compared(
        vec![sale("1"), sale("2")],
        vec![order("d1", "1"), order("d2", "2"), collective],
    );
    assert_eq!(found.matched, [0, 1], "{found:?}");
    assert_eq!(found.sums[0].difference(), Decimal::ZERO);
}

#[test]
fn a_document_by_hand_is_known_by_its_number_with_the_sign_before_it() {
    for reference in ["#W-1", " # w-1", "w-1"] {
        let by_hand = Document {
            reference: Some(reference.to_owned()),
            ..order("d1", "1")
        };
        let found = compared(vec![sale("1")], vec![by_hand]);
        assert_eq!(found.matched, [0], "{reference}: {found:?}");
    }
}

#[test]
fn documents_of_no_order_are_left_alone() {
    let by_hand = Document {
        reference: None,
        ..invoice("i7", "7")
    };
    let found = compared(vec![sale("1")], vec![order("d1", "1"), by_hand]);
    assert_eq!(found.matched, [0]);
    assert_eq!(found.unattributed, [vec!["i7".to_owned()]]);
    assert_eq!(found.sums[0].eaccounting, dec("250"));
}
