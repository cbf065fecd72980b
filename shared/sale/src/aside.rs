//! Amounts of an order that are no price of goods: what is given or lent along with them, and what the tax agency pays.

use model::{Code, Order, OrderLine, Problem, case, event};

use crate::articles::ArticleBook;
use crate::rows::RowSource;
use crate::special_articles::{SpecialArticles, sku};
use crate::voucher::is_named_by;

/// Words in the names of what is no supply where it has no VAT: donations, tips and deposits; `*` stands for anything.
const ASIDE: &[&str] = &[
    "donation*",
    "donasjon*",
    "donatie*",
    "lahjoitus*",
    "gåva till",
    "insamling*",
    "innsamling*",
    "gratuity",
    "dricks",
    "driks",
    "drikkepenge*",
    "tippi",
    "juomaraha*",
    "fooi",
    "fooien",
    "flaskpant*",
    "burkpant*",
    "emballagepant*",
    "pantti*",
    "statiegeld*",
];

/// Words that name it where they are all of a name, but for what stands in brackets or behind a dash: a book without VAT may be
/// called "Tips för trädgården".
const ASIDE_ALONE: &[&str] = &[
    "tip",
    "tips",
    "gåva",
    "gave",
    "charity",
    "pant",
    "deposit",
    "depositum",
];

/// Words in the names of what the tax agency pays of a service, in the countries that have it.
const TAX_REDUCTIONS: &[&str] = &[
    "rot avdrag*",
    "rut avdrag*",
    "rotavdrag*",
    "rutavdrag*",
    "husavdrag*",
    "*skattereduktion*",
    "kotitalousvähenny*",
];

/// Whether a line or article without VAT is no goods by this name: it decides no rate, and discounts are not taken off it.
pub(crate) fn is_aside(name: &str) -> bool {
    let start = name.split(['(', '-', '–', ':', ',']).next().unwrap_or_default();
    ASIDE_ALONE.contains(&start.trim().to_lowercase().as_str()) || is_named_by(ASIDE, name)
}

/// Whether a line takes off what the tax agency pays.
pub(crate) fn is_tax_reduction(line: &OrderLine) -> bool {
    let is_below_zero = line.price.is_sign_negative() != line.quantity.is_sign_negative();
    is_below_zero && !line.price.is_zero() && is_named_by(TAX_REDUCTIONS, &line.name)
}

/// Refuses a tax reduction as a discount or as other goods: it pays, and takes neither price nor VAT off. One with an article of
/// its own without VAT is booked on that.
pub(crate) fn refuse_tax_reductions(
    order: &Order,
    articles: &ArticleBook,
    special: &SpecialArticles,
) -> Result<(), Problem> {
    let has_article = |line: &OrderLine| {
        let article = sku(line).and_then(|sku| articles.get(sku));
        article.is_some_and(|article| article.coding.rate.is_zero())
    };
    let of_lines = order.lines.iter().enumerate().filter_map(|(index, line)| {
        (is_tax_reduction(line) && !has_article(line) && !special.is_fee(line))
            .then_some(RowSource::Line(index))
    });
    let of_discounts = order
        .discounts
        .iter()
        .enumerate()
        .filter_map(|(index, discount)| {
            let name = discount.name.as_deref()?;
            is_named_by(TAX_REDUCTIONS, name).then_some(RowSource::Discount(index))
        });
    match of_lines.chain(of_discounts).next() {
        None => Ok(()),
        Some(row) => Err(Problem::new(
            Code::VALUE_INVALID,
            event::tax_reduction(&order.number, row),
            "Enter this order by hand.",
        )
        .in_case(case::VALUE_INVALID_BY_HAND, [])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn donations_tips_and_deposits_are_told_from_goods() {
        for name in [
            "Gåva till Barncancerfonden",
            "Donation",
            "Dricks",
            "Tip (10 %)",
            "Pant",
            "Flaskpant",
            "Statiegeld fles",
            "Lahjoitus",
        ] {
            assert!(is_aside(name), "{name}");
        }
        for name in [
            "Gåvobox",
            "Pants",
            "Tips för trädgården",
            "Gave til mor",
            "Stamp",
            "Deposit box",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }

    #[test]
    fn what_the_tax_agency_pays_is_known_by_its_name() {
        let is = |name: &str| is_named_by(TAX_REDUCTIONS, name);
        for name in [
            "ROT-avdrag",
            "ROT/RUT-avdrag",
            "Rutavdraget",
            "Skattereduktion",
            "Grön teknik skattereduktion 50 %",
            "Kotitalousvähennys",
        ] {
            assert!(is(name), "{name}");
        }
        for name in ["Rotrabatt", "Rutig duk", "Avdrag", "Rabatt"] {
            assert!(!is(name), "{name}");
        }
    }
}
