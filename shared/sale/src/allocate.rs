use model::round_half_away;
use rust_decimal::Decimal;

/// The smallest amount on a document of eAccounting, in any currency: amounts there have two decimals (OrderApi.Amount,
/// OrderRowApi.Amount: "Format: 2 decimals").
pub(super) const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Rounds an amount as a document of eAccounting does; it is always written with two decimals.
pub(super) fn cents(amount: Decimal) -> Decimal {
    let mut rounded = round_half_away(amount, 2);
    rounded.rescale(2);
    rounded
}

/// Whether an amount is a whole multiple of `unit`.
pub(super) fn is_multiple(amount: Decimal, unit: Decimal) -> bool {
    (amount % unit).is_zero()
}

/// Rounds every exact amount down or up to a multiple of `unit` so that they sum to `target`, by largest remainder.
/// Zero stays zero, so that a free item stays free. `target` must be a multiple of `unit`; it is reached exactly if any
/// amount is not zero.
pub(super) fn allocate(exact: &[Decimal], target: Decimal, unit: Decimal) -> Vec<Decimal> {
    let mut shares: Vec<Decimal> = exact.iter().map(|e| (e / unit).floor() * unit).collect();
    let mut order: Vec<usize> = (0..exact.len()).filter(|i| !exact[*i].is_zero()).collect();
    if order.is_empty() {
        return shares;
    }
    // Stable: of two equal remainders the earlier line gets the cent.
    order.sort_by(|a, b| (exact[*b] - shares[*b]).cmp(&(exact[*a] - shares[*a])));
    let mut missing = target - shares.iter().sum::<Decimal>();
    while missing >= unit {
        for i in &order {
            if missing < unit {
                break;
            }
            shares[*i] += unit;
            missing -= unit;
        }
    }
    while missing <= -unit {
        for i in order.iter().rev() {
            if missing > -unit {
                break;
            }
            shares[*i] -= unit;
            missing += unit;
        }
    }
    shares
}

/// Splits `amount` in proportion to `weights`, exactly: the shares are multiples of `unit` where the amount is one, and
/// sum to it. Weights below zero count as zero; where all are, the first takes everything.
pub(super) fn split(amount: Decimal, weights: &[Decimal], unit: Decimal) -> Vec<Decimal> {
    let positive: Vec<Decimal> = weights.iter().map(|w| (*w).max(Decimal::ZERO)).collect();
    let sum: Decimal = positive.iter().sum();
    if sum.is_zero() || weights.len() <= 1 {
        return (0..weights.len())
            .map(|i| if i == 0 { amount } else { Decimal::ZERO })
            .collect();
    }
    // A remainder finer than the unit (of a price with four decimals) stays with the first share.
    let whole = (amount / unit).trunc() * unit;
    let exact: Vec<Decimal> = positive.iter().map(|w| whole * w / sum).collect();
    let mut shares = allocate(&exact, whole, unit);
    if let Some(first) = shares.iter().position(|s| !s.is_zero()).or(Some(0)) {
        shares[first] += amount - whole;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn shares_sum_exactly_and_the_largest_remainder_gets_the_cent() {
        assert_eq!(
            split(d("10.00"), &[d("1"), d("1"), d("1")], CENT),
            [d("3.34"), d("3.33"), d("3.33")]
        );
        assert_eq!(
            split(d("0.05"), &[d("100"), d("199")], CENT),
            [d("0.02"), d("0.03")]
        );
        assert_eq!(split(d("7"), &[d("0"), d("0")], CENT), [d("7"), d("0")]);
    }

    #[test]
    fn negative_amounts_are_split_too() {
        let shares = split(d("-10.00"), &[d("1"), d("2")], CENT);
        assert_eq!(shares.iter().sum::<Decimal>(), d("-10.00"));
        assert_eq!(shares, [d("-3.33"), d("-6.67")]);
    }

    #[test]
    fn what_is_free_stays_free() {
        assert_eq!(
            allocate(&[d("0"), d("1.5")], d("1.52"), CENT),
            [d("0"), d("1.52")]
        );
    }
}
