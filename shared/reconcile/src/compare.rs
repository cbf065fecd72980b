//! The comparison. Pure: the same books give the same findings.

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::totals::DocumentTotal;
use model::OrderState;
use rust_decimal::Decimal;

use crate::books::{Books, Sale, shown};
use crate::chain::{Billed, Chain, normal, number};
use crate::finding::{Class, Difference, FoundDocument, Sum};
use crate::lines;

/// What the comparison says of one sale that does not agree. Why, and what mends it, is found out afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// In which way.
    pub class: Class,
    /// Which sale, by its place in [`Books::sales`].
    pub sale: usize,
    /// The documents in eAccounting.
    pub documents: Vec<FoundDocument>,
    /// What they come to, less what is credited; none where there is none.
    pub eaccounting: Option<Decimal>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// What the comparison says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The sales that agree, by their places.
    pub matched: Vec<usize>,
    /// The sales that the settings leave out, by their places.
    pub left_out: Vec<usize>,
    /// The sales that do not agree.
    pub disagreements: Vec<Disagreement>,
    /// Documents that belong to no sale, by their ids; those of one chain together.
    pub unattributed: Vec<Vec<String>>,
    /// The sale that each other document belongs to, by the document's id and the sale's place.
    pub attributed: BTreeMap<String, usize>,
    /// What both come to, by currency.
    pub sums: Vec<Sum>,
    /// Sales whose VAT could not be compared.
    pub without_vat: usize,
}

/// Compares both systems to the smallest unit of each sale's currency.
///
/// A sale's documents are those that the ledger knows it by; then those whose reference names it. A second document with the
/// same reference counts as a second sending where it is for the same customer, or over the same amount: others happen to
/// have the same reference.
#[must_use]
pub fn compare(books: &Books) -> Comparison {
    let chains = Chain::all(&books.documents);
    let owned = assign(books, &chains);
    let mut comparison = Comparison::default();
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (place, sale) in books.sales.iter().enumerate() {
        let places = owned.get(&place).map(Vec::as_slice).unwrap_or_default();
        taken.extend(places.iter().copied());
        let own: Vec<&Chain<'_>> = places.iter().filter_map(|at| chains.get(*at)).collect();
        let ids = own.iter().flat_map(|chain| &chain.ids);
        comparison
            .attributed
            .extend(ids.map(|id| ((*id).to_owned(), place)));
        match judge(sale, &own) {
            Judgement::LeftOut => {
                comparison.left_out.push(place);
                continue;
            }
            Judgement::Matched { vat_compared } => {
                comparison.matched.push(place);
                comparison.without_vat += usize::from(!vat_compared);
            }
            Judgement::Disagrees(class, differences) => comparison.disagreements.push(Disagreement {
                class,
                sale: place,
                documents: found(sale, &own),
                eaccounting: (!own.is_empty()).then(|| {
                    let remains = own.iter().map(|chain| chain.remains());
                    shown(sale.currency, remains.sum())
                }),
                differences,
            }),
        }
        add_to_sums(&mut sums, sale, &own);
    }
    comparison.unattributed = chains
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .map(|(_, chain)| {
            let ids = chain.documents.iter().map(|document| document.id.clone());
            ids.collect()
        })
        .collect();
    comparison.sums = sums.into_values().collect();
    comparison
}

/// Which chains belong to which sale, by their places.
fn assign(books: &Books, chains: &[Chain<'_>]) -> BTreeMap<usize, Vec<usize>> {
    let mut owned: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_document: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_reference: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, sale) in books.sales.iter().enumerate() {
        for document in &sale.documents {
            by_document.insert(document, place);
        }
        let names: BTreeSet<String> = [Some(sale.number.as_str()), sale.reference.as_deref()]
            .into_iter()
            .flatten()
            .map(number)
            .collect();
        for name in names {
            by_reference.entry(name).or_default().push(place);
        }
    }
    let mut open = Vec::new();
    for (at, chain) in chains.iter().enumerate() {
        match chain.ids.iter().find_map(|id| by_document.get(id)) {
            Some(place) => owned.entry(*place).or_default().push(at),
            None => open.push((at, chain)),
        }
    }
    for (at, chain) in open {
        let references = chain.references();
        let named: Vec<usize> = references
            .iter()
            .filter_map(|reference| by_reference.get(reference))
            .flatten()
            .copied()
            .collect();
        let is_alike = |place: &&usize| {
            books.sales.get(**place).is_some_and(|sale| {
                let billed = chain.billed();
                let same_currency = billed
                    .currency
                    .is_none_or(|code| code.eq_ignore_ascii_case(sale.currency.as_str()));
                same_currency && is_equal(sale, in_terms(sale, &billed), billed.total)
            })
        };
        let is_free = |place: &&usize| !owned.contains_key(*place);
        let same_customer = |place: &&usize| {
            let theirs = owned.get(*place).and_then(|own| own.first());
            let theirs = theirs.and_then(|own| chains.get(*own)).and_then(Chain::customer);
            theirs.is_some() && theirs == chain.customer()
        };
        let owner = named
            .iter()
            .find(|place| is_free(place) && is_alike(place))
            .or_else(|| named.iter().find(is_free))
            .or_else(|| named.iter().find(|place| same_customer(place) || is_alike(place)));
        if let Some(place) = owner.copied() {
            owned.entry(place).or_default().push(at);
        }
    }
    owned
}

enum Judgement {
    Matched { vat_compared: bool },
    LeftOut,
    Disagrees(Class, Vec<Difference>),
}

fn judge(sale: &Sale, own: &[&Chain<'_>]) -> Judgement {
    use Judgement::{Disagrees, LeftOut, Matched};

    if own.is_empty() {
        return match sale.left_out {
            Some(_) => LeftOut,
            None => Disagrees(Class::MissingInEaccounting, Vec::new()),
        };
    }
    let live: Vec<&&Chain<'_>> = own.iter().filter(|chain| !chain.is_credited()).collect();
    let credited: Decimal = own.iter().map(|chain| chain.credited).sum();
    let credited = shown(sale.currency, credited);
    let refund = |is_refunded_in_shop| {
        vec![Difference::Refund {
            credited,
            is_refunded_in_shop,
        }]
    };
    match (live.as_slice(), is_over(sale)) {
        ([], true) => Matched { vat_compared: true },
        ([], false) => Disagrees(Class::RefundedOnOneSide, refund(false)),
        ([_, _, ..], _) => Disagrees(Class::SentTwice, Vec::new()),
        ([_], true) => Disagrees(Class::RefundedOnOneSide, refund(true)),
        ([chain], false) => judge_one(sale, chain),
    }
}

fn judge_one(sale: &Sale, chain: &Chain<'_>) -> Judgement {
    use Judgement::{Disagrees, Matched};

    let billed = chain.billed();
    if let Some(currency) = billed.currency
        && !currency.eq_ignore_ascii_case(sale.currency.as_str())
    {
        let difference = Difference::Currency {
            activecampaign: sale.currency.to_string(),
            eaccounting: currency.to_owned(),
        };
        return Disagrees(Class::Different, vec![difference]);
    }
    let remains = chain.remains();
    let own = in_terms(sale, &billed);
    if !chain.credited.is_zero() {
        return if is_equal(sale, own, remains) {
            // The shop has lowered the order by what is credited.
            Matched { vat_compared: false }
        } else if is_equal(sale, own, billed.total) {
            let difference = Difference::Refund {
                credited: shown(sale.currency, chain.credited),
                is_refunded_in_shop: false,
            };
            Disagrees(Class::RefundedOnOneSide, vec![difference])
        } else {
            Disagrees(Class::Different, vec![total(sale, own, remains)])
        };
    }
    let is_twice =
        chain.invoices().count() > 1 && chain.invoices().all(|invoice| is_equal(sale, own, invoice.total));
    if is_twice {
        return Disagrees(Class::SentTwice, Vec::new());
    }
    let mut differences = Vec::new();
    let off = sale.currency.round(billed.total) - sale.currency.round(own);
    if !off.is_zero() {
        differences.push(total(sale, own, billed.total));
    }
    let told = sale.vat.or_else(|| vat_by_net(sale, own, &billed));
    if let Some(vat) = told
        && (vat - billed.vat).abs() > vat_slack(billed.rows.len())
    {
        differences.push(Difference::Vat {
            activecampaign: shown(sale.currency, vat),
            eaccounting: shown(sale.currency, billed.vat),
        });
    }
    differences.extend(lines::differences(sale, &billed.rows, off));
    if differences.is_empty() {
        Matched {
            vat_compared: told.is_some(),
        }
    } else {
        Disagrees(Class::Different, differences)
    }
}

/// What a sale comes to in the terms of what its chain bills, which is with VAT and not rounded.
fn in_terms(sale: &Sale, billed: &Billed<'_>) -> Decimal {
    let of_documents = DocumentTotal {
        total: billed.total,
        vat: billed.vat,
        rounding: billed.rounding,
    };
    of_documents.in_its_terms(sale.total, sale.is_net)
}

fn total(sale: &Sale, own: Decimal, eaccounting: Decimal) -> Difference {
    // As people see both: rounded, where both are.
    let rounding = if sale.is_net {
        Decimal::ZERO
    } else {
        sale.total - own
    };
    Difference::Total {
        activecampaign: shown(sale.currency, own + rounding),
        eaccounting: shown(sale.currency, eaccounting + rounding),
    }
}

/// Whether two amounts are equal to the smallest unit of the sale's currency.
fn is_equal(sale: &Sale, a: Decimal, b: Decimal) -> bool {
    sale.currency.round(a) == sale.currency.round(b)
}

/// By how much VAT may differ with an equal total: whether eAccounting rounds it by row or by rate is not documented, so half
/// a cent a row, and a cent in any case.
fn vat_slack(rows: usize) -> Decimal {
    let cent = Decimal::new(1, 2);
    (cent * Decimal::from(rows) / Decimal::TWO).max(cent)
}

/// The VAT of an order whose prices are without VAT: its own total, unrounded, less these. `None` where the order does not tell it.
///
/// A fee is in the total and in no line, so that it would pass for VAT. It has a row of its own in the document: so the VAT
/// counts as told only where what the document has beside the order's articles is the order's shipping (and discounts), or
/// where both come to the same VAT anyway.
fn vat_by_net(sale: &Sale, own: Decimal, billed: &Billed<'_>) -> Option<Decimal> {
    let net = sale.net?;
    let vat = own - net.sum();
    if vat < Decimal::ZERO {
        return None;
    }
    let slack = vat_slack(billed.rows.len());
    let ordered: BTreeSet<String> = sale
        .lines
        .iter()
        .filter_map(|line| line.sku.as_deref().map(normal))
        .collect();
    let is_other = |row: &&&crate::books::DocumentRow| {
        row.article
            .as_deref()
            .is_none_or(|number| !ordered.contains(&normal(number)))
    };
    let others: Decimal = billed.rows.iter().filter(is_other).map(|row| row.net).sum();
    let is_near = |a: Decimal, b: Decimal| (a - b).abs() <= slack;
    // Discounts have rows of their own, or are spread over the articles.
    let is_whole = is_near(others, net.shipping) || is_near(others, net.shipping - net.discounts);
    (is_whole || is_near(vat, billed.vat)).then_some(vat)
}

/// Whether the shop has cancelled or refunded it.
fn is_over(sale: &Sale) -> bool {
    matches!(
        sale.state,
        OrderState::Cancelled
            | OrderState::Refunded
            | OrderState::Returned
            | OrderState::Failed
            | OrderState::Lost
    )
}

fn found(sale: &Sale, own: &[&Chain<'_>]) -> Vec<FoundDocument> {
    let of_chain = |chain: &&Chain<'_>| {
        let is_known = chain
            .ids
            .iter()
            .any(|id| sale.documents.iter().any(|known| known == id));
        let found = |document: &&crate::books::Document| FoundDocument {
            name: document.name(),
            id: document.id.clone(),
            is_known,
        };
        chain.documents.iter().map(found).collect::<Vec<_>>()
    };
    own.iter().flat_map(of_chain).collect()
}

fn add_to_sums(sums: &mut BTreeMap<String, Sum>, sale: &Sale, own: &[&Chain<'_>]) {
    let in_shop = if is_over(sale) {
        Decimal::ZERO
    } else {
        let chain = own.first().map(|chain| in_terms(sale, &chain.billed()));
        shown(sale.currency, chain.unwrap_or(sale.total))
    };
    let entry = sum_of(sums, sale.currency.as_str());
    entry.sales += 1;
    entry.activecampaign += in_shop;
    for chain in own {
        let currency = chain.billed().currency.map(str::to_owned);
        let currency = currency.unwrap_or_else(|| sale.currency.to_string());
        let remains = currency
            .parse()
            .map_or(chain.remains(), |code| shown(code, chain.remains()));
        sum_of(sums, &currency).eaccounting += remains;
    }
}

/// The sum of a currency, which begins with nothing.
pub(crate) fn sum_of<'s>(sums: &'s mut BTreeMap<String, Sum>, currency: &str) -> &'s mut Sum {
    let code = currency.to_ascii_uppercase();
    let nothing = code
        .parse()
        .map_or(Decimal::ZERO, |currency| shown(currency, Decimal::ZERO));
    sums.entry(code.clone()).or_insert_with(|| Sum {
        currency: code,
        sales: 0,
        activecampaign: nothing,
        eaccounting: nothing,
    })
}
