use std::collections::BTreeMap;

use model::case::{self, CaseOf};
use model::{Code, Order, Problem, Reason, event, round_half_away};
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents, is_multiple};
use crate::alternatives::{Weight, alternatives, coding_rates, shipping_ways, ways};
use crate::candidate::{Candidate, books, distinct, distinct_books};
use crate::convention::{PriceConvention, PriceInterpretation, PricePer, PriceVat};
use crate::discount_splits::{certain_splits, discounted, in_cents, is_exact, splits_by_rate};
use crate::interpretation::{Interpretation, PriceRules, TaxCheck, VatSchedule, ZeroVatPrices};
use crate::known::looks_like_a_fee;
use crate::other_rate::charged;
use crate::parts::{Hypothesis, Split, part};
use crate::price_problems::{
    beyond_goods, charged_vat, not_listed, other_rate, partly_refunded, price_ambiguous, underdetermined,
};
use crate::rate::Rate;
use crate::refund::{partial_refund, refunded_piece};
use crate::rows::RowSource;
use crate::solve::Solver;
use crate::special_articles::Purpose;
use crate::spread::Spread;

/// Decides what an order's prices mean, from its own total.
///
/// Every reading that the convention and the settings leave open (per piece or per line, with VAT or without) is computed with
/// shipping and discounts, and kept if its total is the order's:
///
/// - Amounts that are whole multiples of the currency's smallest unit must sum to the total exactly.
/// - Each amount that is not (a net price with VAT put on, a fraction of a kilo) was rounded by the shop in a way that is
///   not known (per line, per rate, in all; half up or half even), so each may differ by half a unit and no more.
/// - Two ways to round earlier are tried as well: a line rounded before VAT is put on it, and VAT put on the price of a
///   piece, rounded, and multiplied.
/// - A price of one piece that was rounded (to its last decimal, or up to a whole unit by WooCommerce's plugin) is open within
///   those bounds, and settled by what is known of its article, or by what the total leaves for its VAT rate.
///
/// Where no reading fits, what the order may mean otherwise is tried in this order, and taken if there is one answer: shipping
/// of another rate or basis, discounts on part of the goods or in the prices already; an amount that is in no line; goods of
/// one rate that leave one sum; eAccounting's own rounding to whole currency; within `tolerance` (setting), a residue.
///
/// The order's VAT amount, where it has one, must agree too: to one unit, or half a unit for each piece (the roundings that
/// a shop can have made). A VAT amount of zero says nothing on a sale with VAT, since shops leave it out.
///
/// Readings that come to the same amounts are one. More than one, or none: the order is parked.
///
/// # Errors
/// `PRICE_AMBIGUOUS` with each reading's total; `PRICE_UNDERDETERMINED` where rounded prices leave several answers;
/// `AMOUNT_NOT_LISTED` for an amount that is in no line; `PARTIAL_REFUND`; `TOTAL_MISMATCH` where the settings leave one
/// reading, or where the VAT differs; `VALUE_INVALID` for totals that cannot be; and what [`VatSchedule::purpose`] says.
pub fn interpret(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    tolerance: Decimal,
) -> Result<Interpretation, Problem> {
    if rules.convention == PriceConvention::Woocommerce
        && let Some(signs) = partial_refund(order).or_else(|| refunded_piece(order, tariff))
    {
        return Err(partly_refunded(order, &signs));
    }
    check_amounts(order)?;
    let search = Search {
        order,
        tariff,
        rules,
        solvers: readings(tariff, rules)
            .into_iter()
            .map(|reading| Solver::new(order, tariff, rules, reading))
            .collect(),
    };
    let found = search
        .run(tolerance)
        .or_else(|problem| match search.by_its_vat() {
            Ok(Some(found)) if problem.code == Code::TOTAL_MISMATCH => Ok(found),
            _ => Err(problem),
        })?;
    match too_large_a_discount(&found) {
        Some((rate, discount)) => Err(beyond_goods(order, rate, discount)),
        None => Ok(found),
    }
}

/// A VAT rate from which more is taken off than it has goods, shipping and fees, and how much: some of the discount must be on
/// something else then, such as gift cards, and a part that nothing tells.
fn too_large_a_discount(found: &Interpretation) -> Option<(Rate, Decimal)> {
    let mut by_rate: BTreeMap<Rate, (Decimal, Decimal)> = BTreeMap::new();
    for part in &found.parts {
        let (sold, off) = by_rate.entry(part.rate).or_default();
        match part.purpose {
            Some(Purpose::Discount) => *off -= part.gross,
            Some(Purpose::Voucher) => {}
            _ => *sold += part.gross,
        }
    }
    // Cents are what rounding leaves of a discount on everything.
    let few = Decimal::new(5, 2);
    let is_beyond =
        |(_, (sold, off)): &(Rate, (Decimal, Decimal))| *off > Decimal::ZERO && *off > *sold + few;
    by_rate
        .into_iter()
        .find(is_beyond)
        .map(|(rate, (_, off))| (rate, off))
}

/// The search for what an order means.
struct Search<'a> {
    order: &'a Order,
    tariff: &'a dyn VatSchedule,
    rules: &'a PriceRules,
    /// One for each reading.
    solvers: Vec<Solver<'a>>,
}

/// What one stage of the search found, of which the order's VAT is to choose.
enum Stage {
    One(Interpretation),
    None,
}

impl Search<'_> {
    fn run(&self, tolerance: Decimal) -> Result<Interpretation, Problem> {
        // The readings as they stand; of those, the open prices at known ones.
        let mut candidates = Vec::new();
        let mut found = Vec::new();
        for solver in &self.solvers {
            let standard = Hypothesis::standard(solver.reading);
            candidates.push(solver.as_given(&standard)?);
            found.extend(solver.fitting(&standard)?);
        }
        if let Stage::One(found) = self.choose(distinct(found), &candidates)? {
            let solver = self.solvers.iter().find(|solver| solver.reading == found.reading);
            let refined = match solver {
                Some(solver) => self.refined(found, solver, &Hypothesis::standard(solver.reading), false)?,
                None => Some(found),
            };
            if let Some(found) = refined {
                return Ok(found);
            }
        }
        // Prices that are right to half a unit of their last decimal.
        let mut found = Vec::new();
        for solver in self.solvers.iter().filter(|solver| !solver.is_wide()) {
            let standard = Hypothesis::standard(solver.reading);
            if let Spread::Settled(one) = solver.spread(&standard)? {
                found.push(*one);
            }
        }
        if let Stage::One(found) = self.choose(distinct_books(found), &candidates)? {
            return Ok(found);
        }
        if self.rules.total_includes_vat {
            if let Some(found) = self.other_meanings(&candidates)? {
                return Ok(found);
            }
            if let Some(found) = self.rounded_by_eaccounting(&candidates)? {
                return Ok(found);
            }
            if let Some(found) = self.not_listed(&candidates)? {
                return Ok(found);
            }
            if let Some(found) = self.spread(&candidates)? {
                return Ok(found);
            }
        }
        if tolerance > Decimal::ZERO {
            let found = candidates
                .iter()
                .zip(&self.solvers)
                .filter(|(_, solver)| !solver.is_wide())
                .filter_map(|(candidate, _)| candidate.fit(self.order, self.rules, tolerance))
                .collect();
            if let Stage::One(found) = self.choose(distinct(found), &candidates)? {
                return Ok(found);
            }
        }
        if self.rules.total_includes_vat
            && let Some(found) = self.remainder(&candidates)?
        {
            return Ok(found);
        }
        Err(self.problem(&candidates))
    }

    /// The one of several that the order's own VAT agrees with.
    fn choose(&self, mut found: Vec<Interpretation>, candidates: &[Candidate]) -> Result<Stage, Problem> {
        let (order, tariff) = (self.order, self.tariff);
        let before_tax = found.len();
        if before_tax == 0 {
            return Ok(Stage::None);
        }
        let mut vat_differs = None;
        if self.rules.tax == TaxCheck::Check
            && let Some(tax) = order.tax
        {
            let unit = order.currency.smallest_unit();
            if tariff.is_without_vat() && tax >= unit {
                return Err(charged_vat(order, tax, tariff.kind()));
            }
            if !tax.is_zero() {
                vat_differs = found.first().map(|i| (tax, i.vat()));
                found.retain(|i| (i.vat() - tax).abs() <= i.vat_roundings(unit));
            }
        }
        match (found.len(), before_tax, vat_differs) {
            (1, ..) => Ok(Stage::One(found.remove(0))),
            (0, 1, Some((tax, vat))) => Err(Problem::new(
                Code::TOTAL_MISMATCH,
                event::stated_vat_differs(
                    &order.number,
                    order.currency.show(order.total),
                    order.currency.show(tax),
                    order.currency.show(vat),
                ),
                "Compare the VAT rates of the order's articles in eAccounting with the shop's, correct the codings, then replay the order.",
            )
            .in_case(case::TOTAL_MISMATCH_STATED_VAT, [])),
            _ if self.solvers.iter().any(Solver::is_wide) => Err(underdetermined(order, tariff, &self.open_lines())),
            _ => Err(price_ambiguous(order, tariff, self.rules, candidates, before_tax)),
        }
    }

    /// A discount without VAT over several rates, to the cent as the shop took it off, where its own amount tells that; `None`
    /// where it tells that it was shared out in another way, and other ways have yet to be tried (not `last`).
    fn refined(
        &self,
        found: Interpretation,
        solver: &Solver<'_>,
        hypothesis: &Hypothesis,
        last: bool,
    ) -> Result<Option<Interpretation>, Problem> {
        let discounts = || {
            found
                .parts
                .iter()
                .filter(|part| part.purpose == Some(Purpose::Discount) && part.vat == PriceVat::Excluded)
        };
        let all = discounted(self.order, self.tariff) - hypothesis.in_prices;
        let is_split = discounts().count() > 1;
        if !is_split || !self.rules.total_includes_vat || !is_exact(self.rules, all) {
            return Ok(Some(found));
        }
        let nothing_off = Hypothesis {
            in_prices: discounted(self.order, self.tariff),
            ..hypothesis.clone()
        };
        let fitting = |split: BTreeMap<Rate, Decimal>| {
            let shared = Hypothesis {
                split: Split::ByRate(split),
                ..hypothesis.clone()
            };
            solver.fitting(&shared)
        };
        if let Some(without) = solver.at_known_prices(&nothing_off)? {
            let certain = certain_splits(self.order, self.tariff, self.rules, &without, all);
            let is_certain = !certain.is_empty();
            for (_, split) in certain {
                if let Some(one) = fitting(split)?.into_iter().next() {
                    return Ok(Some(one));
                }
            }
            // The amount proves how it was shared out; that the rule comes near the total is then chance, and hides something.
            if is_certain && (!last || self.rules.convention == PriceConvention::Woocommerce) {
                return Ok(None);
            }
        }
        let mut shares: BTreeMap<(Rate, Rate), Decimal> = BTreeMap::new();
        for part in discounts() {
            *shares.entry((part.coding, part.rate)).or_default() -= part.amount * part.rate.factor();
        }
        let sum = -discounts().map(|part| part.gross).sum::<Decimal>();
        let near = |one: &Interpretation| {
            let (a, b) = (books(one).0, books(&found).0);
            let same = |(rate, amount): (&Rate, &Decimal)| {
                b.get(rate)
                    .is_some_and(|other| (other - amount).abs() <= Decimal::new(10, 2))
            };
            a.len() == b.len() && a.iter().all(same)
        };
        if let Some(split) = in_cents(&shares, sum, all, self.order.lines.len())
            && let Some(one) = fitting(split)?.into_iter().find(near)
        {
            return Ok(Some(one));
        }
        // WooCommerce gives its discounts to six decimals. What no way of sharing them out explains comes near the total by chance:
        // other prices and a fee may make up for each other.
        let is_exact = self.rules.convention == PriceConvention::Woocommerce;
        Ok((!is_exact).then_some(found))
    }

    /// What the order may mean beside the standard.
    fn other_meanings(&self, candidates: &[Candidate]) -> Result<Option<Interpretation>, Problem> {
        let mut found: BTreeMap<Weight, Vec<Interpretation>> = BTreeMap::new();
        for solver in &self.solvers {
            // An article for another rate may not be there; what needs it is then no answer.
            let Ok(others) = alternatives(self.order, self.tariff, self.rules, solver) else {
                continue;
            };
            for other in others {
                for one in solver.fitting(&other.hypothesis).unwrap_or_default() {
                    let refined = self.refined(one, solver, &other.hypothesis, true)?;
                    found.entry(other.weight).or_default().extend(refined);
                }
            }
        }
        let Some((weight, found)) = found.pop_first() else {
            return Ok(None);
        };
        let found = distinct_books(found);
        // A fee that is in no line explains the order as well as a discount on part of the goods.
        if weight == Weight::Fits
            && let Some((_, fee)) = self.fees()?.first()
        {
            return Err(not_listed(self.order, *fee, true));
        }
        match self.choose(found, candidates)? {
            Stage::One(found) => Ok(Some(found)),
            Stage::None => Ok(None),
        }
    }

    /// What the order's own VAT says where the total can't: of amounts with VAT, the total is the same whichever rate they
    /// have. Discounts on the goods of some rates only, as of a coupon for one product, and shipping of another rate than the
    /// rule's: the one combination that comes to the order's VAT.
    fn by_its_vat(&self) -> Result<Option<Interpretation>, Problem> {
        let tax = self.order.tax.filter(|tax| !tax.is_zero());
        let (Some(tax), TaxCheck::Check, false) = (tax, self.rules.tax, self.tariff.is_without_vat()) else {
            return Ok(None);
        };
        let all = discounted(self.order, self.tariff);
        let unit = self.order.currency.smallest_unit();
        let mut found = Vec::new();
        for solver in &self.solvers {
            let standard = Hypothesis {
                discount_vat: PriceVat::Included,
                ..Hypothesis::standard(solver.reading)
            };
            let nothing_off = Hypothesis {
                in_prices: all,
                ..standard.clone()
            };
            let mut splits = vec![standard.split.clone()];
            if !all.is_zero() {
                let without = solver.as_given(&nothing_off)?;
                let shared = splits_by_rate(self.tariff, &without, all);
                splits.extend(shared.into_iter().map(Split::ByRate));
            }
            let mut shipping = shipping_ways(self.order, self.tariff, self.rules, &standard);
            if standard.shipping_vat == PriceVat::Included && !self.order.shipping.is_zero() {
                let rates = coding_rates(self.order, self.tariff).into_iter();
                shipping.extend(rates.map(|rate| Hypothesis {
                    shipping_rate: Some(rate),
                    ..standard.clone()
                }));
            }
            for split in &splits {
                for of_shipping in &shipping {
                    let way = Hypothesis {
                        split: split.clone(),
                        ..of_shipping.clone()
                    };
                    // An article for another rate may not be there; what needs it is then no answer.
                    found.extend(solver.fitting(&way).unwrap_or_default());
                }
            }
        }
        // A shop rounds the VAT of a line or of the whole.
        let near = |one: &Interpretation| {
            let roundings = unit / Decimal::TWO * Decimal::from(one.parts.len().max(2));
            (one.vat() - tax).abs() <= roundings
        };
        found.retain(near);
        let mut found = distinct_books(found);
        Ok(match found.len() {
            1 => found.pop(),
            _ => None,
        })
    }

    /// Amounts that are in no line and look like fees, where every price is known or exact; each with what leaves it.
    fn fees(&self) -> Result<Vec<(Candidate, Decimal)>, Problem> {
        let known = self.tariff.known_fees();
        let mut rates: Vec<Rate> = (0..self.order.lines.len())
            .filter_map(|index| self.tariff.line(index))
            .map(|(_, rate)| rate)
            .collect();
        rates.sort();
        rates.dedup();
        let mut found: Vec<(Candidate, Decimal)> = Vec::new();
        for solver in &self.solvers {
            let standard = Hypothesis::standard(solver.reading);
            // A reading that misses by less than a fee is what should be looked at.
            if !solver.is_wide()
                && (solver.as_given(&standard)?.total() - self.order.total).abs() < Decimal::ONE
            {
                return Ok(Vec::new());
            }
            for way in ways(self.order, self.tariff, self.rules, solver, &standard)? {
                let Ok(Some(candidate)) = solver.at_known_prices(&way) else {
                    continue;
                };
                let off = self.order.total - candidate.total();
                let slack = candidate.slack();
                let fee = cents(off);
                let steps = i64::try_from((slack / CENT).ceil()).unwrap_or(0).min(3);
                let near = (-steps..=steps).map(|step| fee + CENT * Decimal::from(step));
                let looks = |fee: &Decimal| {
                    known.contains(fee)
                        || looks_like_a_fee(*fee, self.order.total, self.order.currency, &rates)
                };
                if let Some(fee) = near
                    .filter(|near| (*near - off).abs() <= slack + CENT / Decimal::TWO)
                    .find(looks)
                {
                    found.push((candidate, fee));
                }
            }
        }
        for (candidate, _) in &found {
            self.refuse_other_rate(candidate)?;
        }
        Ok(found)
    }

    /// Refuses to take for a fee what another VAT rate explains.
    fn refuse_other_rate(&self, candidate: &Candidate) -> Result<(), Problem> {
        match charged(self.order, candidate, &self.tariff.rates_of_countries()) {
            Some(charged) => Err(other_rate(
                self.order,
                charged,
                candidate.total(),
                self.tariff.kind(),
            )),
            None => Ok(()),
        }
    }

    /// An amount that is in no line and looks like a fee: on the article that the settings name for it, or told.
    fn not_listed(&self, candidates: &[Candidate]) -> Result<Option<Interpretation>, Problem> {
        let mut fees = self.fees()?;
        if fees.is_empty() {
            return Ok(None);
        }
        let Some((coding, rate, limit)) = self.tariff.unlisted()? else {
            return Err(not_listed(self.order, fees[0].1, false));
        };
        fees.retain(|(_, fee)| *fee <= limit);
        let found: Vec<Interpretation> = fees
            .iter()
            .map(|(candidate, fee)| self.with_unlisted(candidate, *fee, (coding, rate)))
            .collect();
        let found = distinct_books(found);
        if found.is_empty() {
            return Err(not_listed(self.order, self.fees()?[0].1, false));
        }
        match self.choose(found, candidates)? {
            Stage::One(found) => Ok(Some(found)),
            Stage::None => Ok(None),
        }
    }

    fn with_unlisted(&self, candidate: &Candidate, fee: Decimal, rates: (Rate, Rate)) -> Interpretation {
        let mut found = candidate.with_residue(self.order, fee);
        found.residue = Decimal::ZERO;
        let purpose = Some(Purpose::Unlisted);
        let mut row = part(
            RowSource::Unlisted,
            purpose,
            rates,
            Decimal::ONE,
            PriceVat::Included,
            fee,
        );
        row.unit_price = Some(fee);
        row.gross = fee;
        row.net = fee / row.rate.factor();
        found.parts.push(row);
        found
    }

    /// Any amount that is in no line, where every price is exact and the settings name an article for it.
    fn remainder(&self, candidates: &[Candidate]) -> Result<Option<Interpretation>, Problem> {
        let Some((coding, rate, limit)) = self.tariff.unlisted()? else {
            return Ok(None);
        };
        let mut found = Vec::new();
        for (candidate, solver) in candidates.iter().zip(&self.solvers) {
            let fee = cents(self.order.total - candidate.total());
            if !solver.is_wide() && fee > Decimal::ZERO && fee <= limit {
                self.refuse_other_rate(candidate)?;
                found.push(self.with_unlisted(candidate, fee, (coding, rate)));
            }
        }
        match self.choose(distinct_books(found), candidates)? {
            Stage::One(found) => Ok(Some(found)),
            Stage::None => Ok(None),
        }
    }

    /// A total in whole currency that eAccounting's own rounding comes to.
    fn rounded_by_eaccounting(&self, candidates: &[Candidate]) -> Result<Option<Interpretation>, Problem> {
        let total = self.order.total;
        if !self.tariff.rounds_to_whole() || !is_multiple(total, Decimal::ONE) {
            return Ok(None);
        }
        let mut found = Vec::new();
        for solver in &self.solvers {
            let standard = Hypothesis::standard(solver.reading);
            if let Some(candidate) = solver.at_known_prices(&standard)? {
                let exact = cents(candidate.total());
                if round_half_away(exact, 0) == total {
                    let mut one = candidate.with_residue(self.order, total - exact);
                    one.rounding = total - exact;
                    one.total = exact;
                    one.residue = Decimal::ZERO;
                    found.push(one);
                }
            }
        }
        match self.choose(distinct(found), candidates)? {
            Stage::One(found) => Ok(Some(found)),
            Stage::None => Ok(None),
        }
    }

    /// Goods of one rate that leave one sum.
    fn spread(&self, candidates: &[Candidate]) -> Result<Option<Interpretation>, Problem> {
        let mut found = Vec::new();
        let mut several = false;
        for solver in self.solvers.iter().filter(|solver| solver.is_wide()) {
            let standard = Hypothesis::standard(solver.reading);
            let ways = shipping_ways(self.order, self.tariff, self.rules, &standard);
            // Shipping that is whole with VAT at one rate and not at another has the first.
            let whole = |way: &Hypothesis| {
                solver.as_given(way).is_ok_and(|candidate| {
                    candidate
                        .parts
                        .iter()
                        .zip(&candidate.gross)
                        .filter(|(part, _)| part.source == RowSource::Shipping)
                        .all(|(_, gross)| is_multiple(*gross, CENT))
                })
            };
            let mut plausible: Vec<&Hypothesis> = ways.iter().filter(|way| whole(way)).collect();
            if plausible.is_empty() {
                plausible = ways.iter().take(1).collect();
            }
            for way in plausible {
                match solver.spread(way) {
                    Ok(Spread::Settled(one)) => found.push(*one),
                    Ok(Spread::Several) => several = true,
                    Ok(Spread::Impossible) | Err(_) => {}
                }
            }
        }
        let found = distinct_books(found);
        // Where shipping at another rate leaves the goods a sum that they can come to as well, the first is a guess.
        if found.len() > 1 || several {
            return Err(underdetermined(self.order, self.tariff, &self.open_lines()));
        }
        match self.choose(found, candidates)? {
            Stage::One(found) => Ok(Some(found)),
            Stage::None => Ok(None),
        }
    }

    fn open_lines(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = self.solvers.iter().flat_map(Solver::open_lines).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn problem(&self, candidates: &[Candidate]) -> Problem {
        if let Some(problem) = self.charged_otherwise(candidates) {
            return problem;
        }
        let woocommerce = self.rules.convention == PriceConvention::Woocommerce;
        let below = candidates
            .iter()
            .all(|candidate| candidate.total() > self.order.total);
        // A shop that shows no decimals rounds its totals to whole currency.
        let is_rounded = is_multiple(self.order.total, Decimal::ONE)
            && candidates
                .iter()
                .any(|candidate| candidate.total() - self.order.total < Decimal::ONE);
        if woocommerce && below && !is_rounded && self.solvers.iter().all(|solver| !solver.is_wide()) {
            return partly_refunded(self.order, &event::sign_total_below_lines());
        }
        if self.solvers.iter().any(Solver::is_wide) {
            let problem = underdetermined(self.order, self.tariff, &self.open_lines());
            let rate = self.solvers.iter().find_map(Solver::other_rate_of_known_prices);
            let fits = rate.map(event::prices_fit_at);
            let told = Reason::sentences([problem.told()].into_iter().chain(fits));
            return problem.telling(told);
        }
        price_ambiguous(self.order, self.tariff, self.rules, candidates, 0)
    }

    /// The problem of an order whose store's prices are without VAT, and which comes to its total at another rate.
    fn charged_otherwise(&self, candidates: &[Candidate]) -> Option<Problem> {
        if self.rules.convention == PriceConvention::Auto {
            return None;
        }
        self.solvers.iter().zip(candidates).find_map(|(solver, given)| {
            let known = solver.at_known_prices(&Hypothesis::standard(solver.reading));
            let known = known.ok().flatten();
            // Prices that are rounded up and known from nowhere explain nothing.
            let candidate = known.as_ref().or((!solver.is_wide()).then_some(given))?;
            self.refuse_other_rate(candidate).err()
        })
    }
}

/// Refuses what no document can hold, before anything is computed with it.
fn check_amounts(order: &Order) -> Result<(), Problem> {
    let invalid = |what: Reason, remedy: &str, case: CaseOf<0>| {
        Err(Problem::new(Code::VALUE_INVALID, what, remedy).in_case(case, []))
    };
    // Above this eAccounting has no price (ArticleApi: at most 99 000 000), and below it arithmetic cannot overflow.
    let limit = Decimal::from(100_000_000_000_i64);
    let amounts = order
        .lines
        .iter()
        .flat_map(|line| [line.price, line.quantity])
        .chain(order.discounts.iter().map(|d| d.amount))
        .chain([order.shipping, order.total]);
    let lines = order.lines.iter().map(|line| (line.price, line.quantity));
    let too_large = amounts.into_iter().any(|amount| amount.abs() > limit)
        || lines
            .into_iter()
            .any(|(price, quantity)| (price * quantity).abs() > limit);
    if too_large {
        return invalid(
            event::amount_too_large(&order.number),
            "Enter this order by hand.",
            case::VALUE_INVALID_BY_HAND,
        );
    }
    if order.total < Decimal::ZERO {
        return invalid(
            event::total_negative(&order.number, order.currency.show(order.total)),
            "If it is a refund, credit the original invoice in eAccounting.",
            case::VALUE_INVALID_NEGATIVE_TOTAL,
        );
    }
    if !is_multiple(order.total, CENT) {
        return invalid(
            event::total_not_in_cents(&order.number, order.currency.show(order.total)),
            "Enter this order by hand.",
            case::VALUE_INVALID_BY_HAND,
        );
    }
    for (index, line) in order.lines.iter().enumerate() {
        if line.quantity.normalize().scale() > 4 {
            return invalid(
                event::quantity_too_fine(index + 1, &order.number, line.quantity),
                "Enter this order by hand.",
                case::VALUE_INVALID_BY_HAND,
            );
        }
        if line.quantity.is_zero() && !line.price.is_zero() {
            return invalid(
                event::price_without_quantity(index + 1, &order.number, order.currency.show(line.price)),
                "Correct the order in the shop, then replay it.",
                case::VALUE_INVALID_ORDER_IN_SHOP,
            );
        }
    }
    Ok(())
}

/// The readings that the settings leave open.
fn readings(tariff: &dyn VatSchedule, rules: &PriceRules) -> Vec<PriceInterpretation> {
    let per = match rules.per.or(rules.convention.per()) {
        Some(per) => vec![per],
        None => vec![PricePer::Unit, PricePer::Line],
    };
    let vat = if tariff.is_without_vat() {
        match rules.zero_vat {
            ZeroVatPrices::AsCharged => vec![PriceVat::None],
            ZeroVatPrices::SellersVatTakenOff => vec![PriceVat::SellersTakenOff],
        }
    } else {
        match rules.vat.or(rules.convention.vat()) {
            Some(vat) => vec![vat],
            None if rules.total_includes_vat => vec![PriceVat::Included, PriceVat::Excluded],
            None => vec![PriceVat::Excluded],
        }
    };
    per.into_iter()
        .flat_map(|per| vat.iter().map(move |vat| PriceInterpretation { per, vat: *vat }))
        .collect()
}
