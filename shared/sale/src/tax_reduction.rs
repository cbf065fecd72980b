//! Amounts that the tax agency pays of a service, such as ROT and RUT, in an order of a shop.

use model::{Code, Order, OrderLine, Problem, case, event};

use crate::articles::ArticleBook;
use crate::aside::{is_tax_reduction, names_tax_reduction};
use crate::rows::RowSource;
use crate::special_articles::{SpecialArticles, sku};

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
            names_tax_reduction(name).then_some(RowSource::Discount(index))
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
