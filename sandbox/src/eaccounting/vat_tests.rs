use super::*;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn seller(country: &str) -> Seller {
    Seller {
        country: country.to_owned(),
        currency: "SEK".to_owned(),
        uses_moss: false,
        shows_prices_excl_vat_to_private: false,
        rounding: Rounding::None,
    }
}

fn coding(rate: &str, supply: Supply) -> Coding {
    Coding {
        supply,
        rate: dec(rate),
        domestic: Some(3001),
        domestic_exempt: Some(3004),
        domestic_reversed_construction: Some(3231),
        moss: Some(3106),
        third_party: Some(3110),
        eu_with_vat: Some(3107),
        eu_exempt: Some(3108),
        export: Some(3105),
    }
}

/// The buyer, in letters: `p` private, `v` VAT number, `f` forced VAT, `n` Northern Ireland, `c` construction.
fn buyer(country: &str, marks: &str) -> Buyer {
    Buyer {
        country: country.to_owned(),
        is_private: marks.contains('p'),
        has_vat_number: marks.contains('v'),
        force_bookkeep_vat: marks.contains('f'),
        is_northern_ireland: marks.contains('n'),
        reverse_charge_on_construction: marks.contains('c'),
    }
}

/// Seller's country; `m` OSS on company and article, `M` on the company alone, `a` on the article alone, `t`
/// triangulation, `z` row free of VAT, `r` row under reverse charge; buyer; rate and supply; expected result.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Supply,
    Sale,
    &'static str,
    i64,
);

#[test]
fn who_buys_what_where_decides_kind_rate_and_account() {
    use Sale::*;
    use Supply::{Goods, Services};
    let cases: &[Case] = &[
        ("SE", "", "SE", "p", "0.25", Goods, Domestic, "0.25", 3001),
        ("SE", "", "SE", "", "0.25", Goods, Domestic, "0.25", 3001),
        ("SE", "", "SE", "v", "0.12", Goods, Domestic, "0.12", 3001),
        ("SE", "m", "SE", "p", "0.25", Goods, Domestic, "0.25", 3001),
        ("SE", "", "SE", "p", "0", Goods, DomesticExempt, "0", 3004),
        ("SE", "z", "SE", "p", "0.25", Goods, DomesticExempt, "0", 3004),
        (
            "SE",
            "r",
            "SE",
            "vc",
            "0.25",
            Services,
            DomesticReversedConstruction,
            "0",
            3231,
        ),
        ("SE", "r", "SE", "v", "0.25", Services, Domestic, "0.25", 3001),
        ("SE", "", "SE", "vc", "0.25", Services, Domestic, "0.25", 3001),
        ("SE", "", "DE", "v", "0.25", Goods, EuExempt, "0", 3108),
        ("SE", "m", "DE", "v", "0.25", Goods, EuExempt, "0", 3108),
        ("SE", "t", "DE", "v", "0.25", Goods, EuThirdParty, "0", 3110),
        ("SE", "", "DE", "", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "m", "DE", "", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "", "DE", "p", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "", "DE", "pv", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "M", "DE", "p", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "a", "DE", "p", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "m", "DE", "p", "0.25", Goods, Moss, "0.19", 3106),
        ("SE", "m", "FI", "p", "0.25", Goods, Moss, "0.255", 3106),
        ("SE", "m", "DE", "p", "0.12", Goods, Moss, "0.07", 3106),
        ("SE", "m", "DE", "p", "0.06", Services, Moss, "0.07", 3106),
        ("SE", "", "NO", "p", "0.25", Goods, Export, "0", 3105),
        ("SE", "m", "US", "p", "0.25", Goods, Export, "0", 3105),
        ("SE", "", "US", "", "0.25", Services, Export, "0", 3105),
        ("SE", "", "NO", "pf", "0.25", Goods, Domestic, "0.25", 3001),
        ("SE", "", "GB", "p", "0.25", Goods, Export, "0", 3105),
        ("SE", "", "GB", "vn", "0.25", Goods, EuExempt, "0", 3108),
        ("SE", "", "GB", "pn", "0.25", Goods, EuWithVat, "0.25", 3107),
        ("SE", "m", "GB", "pn", "0.25", Goods, Moss, "0.20", 3106),
        ("SE", "m", "GB", "pn", "0.25", Services, Export, "0", 3105),
        ("NO", "", "SE", "p", "0.25", Goods, Export, "0", 3105),
        ("NO", "m", "SE", "pv", "0.25", Goods, Export, "0", 3105),
        ("NO", "", "NO", "p", "0.15", Goods, Domestic, "0.15", 3001),
        ("NL", "m", "FI", "p", "0.21", Goods, Moss, "0.255", 3106),
        ("NL", "m", "SE", "p", "0.09", Goods, Moss, "0.12", 3106),
        ("FI", "m", "SE", "p", "0.255", Goods, Moss, "0.25", 3106),
        ("FI", "m", "SE", "p", "0.135", Goods, Moss, "0.12", 3106),
    ];
    for case in cases {
        let (home, marks, country, who, rate_at_home, supply, expected, expected_rate, expected_account) =
            *case;
        let seller = Seller {
            uses_moss: marks.contains(['m', 'M']),
            ..seller(home)
        };
        let buyer = buyer(country, who);
        let coding = coding(rate_at_home, supply);
        let terms = Terms {
            eu_third_party: marks.contains('t'),
            vat_free: marks.contains('z'),
            reversed_construction: marks.contains('r'),
            article_uses_moss: marks.contains(['m', 'a']),
        };
        let sale = sale(&seller, &buyer, &coding, terms);
        assert_eq!(sale, expected, "{case:?}");
        assert_eq!(
            rate(sale, &seller, &buyer, &coding),
            dec(expected_rate),
            "{case:?}"
        );
        assert_eq!(account(sale, &coding).1, Some(expected_account), "{case:?}");
    }
}

#[test]
fn a_missing_account_is_named_by_its_field() {
    let coding = Coding {
        moss: None,
        ..coding("0.25", Supply::Goods)
    };
    assert_eq!(
        account(Sale::Moss, &coding),
        ("ForeignSalesSubjectToMossAccountNumber", None)
    );
}

#[test]
fn the_delivery_country_decides_only_if_the_customer_says_so() {
    assert_eq!(taxing_country(Some("SE"), Some("DE"), true, "SE"), "DE");
    assert_eq!(taxing_country(Some("SE"), Some("DE"), false, "SE"), "SE");
    assert_eq!(taxing_country(Some("FI"), None, true, "SE"), "FI");
    assert_eq!(taxing_country(None, Some("DE"), false, "SE"), "SE");
}

#[test]
fn private_persons_see_prices_with_vat_unless_the_company_says_otherwise() {
    let excluding = Seller {
        shows_prices_excl_vat_to_private: true,
        ..seller("SE")
    };
    assert!(includes_vat(&seller("SE"), &buyer("SE", "p")));
    assert!(!includes_vat(&excluding, &buyer("SE", "p")));
    assert!(!includes_vat(&seller("SE"), &buyer("SE", "")));
}

#[test]
fn rows_are_rounded_half_away_from_zero() {
    for (price, quantity, discount, amount) in [
        ("100", "2", "0", "200"),
        ("33.335", "1", "0", "33.34"),
        ("-33.335", "1", "0", "-33.34"),
        ("10", "3", "0.3333", "20.00"),
        ("0.05", "0.5", "0", "0.03"),
        ("199", "1", "1", "0"),
    ] {
        assert_eq!(
            row_amount(dec(price), dec(quantity), dec(discount)),
            dec(amount),
            "{price}"
        );
    }
}

fn priced(amount: &str, rate: &str, account: i64) -> Priced {
    Priced {
        amount: dec(amount),
        rate: dec(rate),
        account,
    }
}

#[test]
fn vat_is_rounded_once_per_rate_and_not_per_row() {
    // Three rows of 0.10 at 25 %: 0.075 is 0.08 on the sum, but 0.03 each would be 0.09.
    let rows = [priced("0.10", "0.25", 3001); 3];
    let totals = totals(&rows, false, false);
    assert_eq!((totals.net, totals.vat), (dec("0.30"), dec("0.08")));
}

#[test]
fn totals_follow_hand_made_sums() {
    // rows, with VAT?, rounded? → net, VAT, rounding, payable, order amount
    type Sums = (
        &'static [(&'static str, &'static str)],
        bool,
        bool,
        [&'static str; 5],
    );
    let cases: &[Sums] = &[
        (
            &[("398.00", "0.25"), ("49.00", "0.25")],
            true,
            false,
            ["357.60", "89.40", "0", "447.00", "447.00"],
        ),
        (
            &[("398.00", "0.25"), ("49.00", "0.25")],
            false,
            false,
            ["447.00", "111.75", "0", "558.75", "447.00"],
        ),
        (
            &[("398.00", "0.25"), ("49.00", "0.25")],
            false,
            true,
            ["447.00", "111.75", "0.25", "559.00", "447.25"],
        ),
        (
            &[("100.00", "0.25"), ("100.00", "0.12"), ("100.00", "0.06")],
            true,
            false,
            ["263.63", "36.37", "0", "300.00", "300.00"],
        ),
        (
            &[("99.50", "0")],
            true,
            true,
            ["99.50", "0", "0.50", "100.00", "100.00"],
        ),
        (
            &[("99.49", "0")],
            false,
            true,
            ["99.49", "0", "-0.49", "99.00", "99.00"],
        ),
        (
            &[("-99.50", "0")],
            false,
            true,
            ["-99.50", "0", "-0.50", "-100.00", "-100.00"],
        ),
        (
            &[("200.00", "0.25"), ("-50.00", "0.25")],
            true,
            false,
            ["120.00", "30.00", "0", "150.00", "150.00"],
        ),
        (
            &[("100.00", "0.255")],
            false,
            false,
            ["100.00", "25.50", "0", "125.50", "100.00"],
        ),
        (
            &[("125.50", "0.255")],
            true,
            false,
            ["100.00", "25.50", "0", "125.50", "125.50"],
        ),
        (&[], true, true, ["0", "0", "0", "0", "0"]),
    ];
    for (rows, includes, rounds, [net, vat, rounding, payable, amount]) in cases {
        let rows: Vec<_> = rows.iter().map(|(sum, rate)| priced(sum, rate, 3001)).collect();
        let totals = totals(&rows, *includes, *rounds);
        let sums = [
            totals.net,
            totals.vat,
            totals.rounding,
            totals.payable(),
            totals.order_amount(),
        ];
        assert_eq!(
            sums,
            [net, vat, rounding, payable, amount].map(|text| dec(text)),
            "{rows:?} {includes}"
        );
    }
}

#[test]
fn postings_add_up_to_the_net_amount_whatever_rounding_leaves_over() {
    let rows = [
        priced("0.99", "0.25", 3001),
        priced("0.99", "0.25", 3041),
        priced("0.99", "0.25", 3107),
        priced("10.00", "0.12", 3002),
    ];
    let totals = totals(&rows, true, false);
    let posted: Decimal = totals.postings.iter().map(|posting| posting.net).sum();
    assert_eq!(posted, totals.net);
    assert_eq!(totals.postings.len(), 4);
    // 2.97 with VAT is 0.59 of VAT and 2.38 net, but 0.99 alone is 0.79: the last 0.01 goes on one account.
    let at_25: Vec<_> = totals
        .postings
        .iter()
        .filter(|p| p.rate == dec("0.25"))
        .map(|p| p.net)
        .collect();
    assert_eq!(at_25.iter().sum::<Decimal>(), dec("2.38"));
}
