use model::OrderState;

/// `normalizedStatus` of GraphQL, in capitals or not. A missing or undocumented one becomes `Pending`, which only the filter
/// "all" accepts.
pub(crate) fn state_of_graphql(status: Option<&str>) -> OrderState {
    match status.map(str::to_uppercase).as_deref() {
        Some("COMPLETED" | "RECOVERED") => OrderState::Completed,
        Some("PENDING_PAYMENT" | "WAITING") => OrderState::AwaitingPayment,
        Some("ABANDONED") => OrderState::Abandoned,
        Some("CANCELLED") => OrderState::Cancelled,
        Some("REFUNDED") => OrderState::Refunded,
        Some("FAILED") => OrderState::Failed,
        Some("RETURNED") => OrderState::Returned,
        _ => OrderState::Pending,
    }
}

/// Words of shops for the status of an order of which only a part is paid, such as a deposit.
const PARTLY_PAID: &[&str] = &[
    "partially paid",
    "partiallypaid",
    "partly paid",
    "deposit paid",
    "delvis betald",
    "delvis betalt",
    "delbetald",
    "delbetalt",
    "delvist betalt",
    "osittain maksettu",
    "gedeeltelijk betaald",
    "deels betaald",
    "teilweise bezahlt",
    "partiellement payé",
    "parcialmente pagado",
];

/// The state of an order whose store says in its own words that it is paid in part: the payment is awaited still.
pub(crate) fn with_store_status(state: OrderState, status: Option<&str>) -> OrderState {
    let words: String = status
        .unwrap_or_default()
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let is_partly_paid = PARTLY_PAID.iter().any(|known| words.contains(known));
    match state {
        OrderState::Pending | OrderState::Completed if is_partly_paid => OrderState::AwaitingPayment,
        state => state,
    }
}

/// `state` of REST: 0 pending, 1 completed, 2 abandoned, 3 recovered, 4 waiting for payment.
pub(crate) fn state_of_rest(state: Option<&str>) -> OrderState {
    match state {
        Some("1" | "3") => OrderState::Completed,
        Some("2") => OrderState::Abandoned,
        Some("4") => OrderState::AwaitingPayment,
        _ => OrderState::Pending,
    }
}

/// A deal's `status`: 0 open, 1 won, 2 lost; 3 is said to be deleted.
pub(crate) fn state_of_deal(status: Option<&str>) -> OrderState {
    match status {
        Some("1") => OrderState::Completed,
        Some("2") => OrderState::Lost,
        Some("3") => OrderState::Cancelled,
        _ => OrderState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_the_three_sources_has_its_meaning() {
        use OrderState as S;
        for (status, state) in [
            ("PENDING", S::Pending),
            ("COMPLETED", S::Completed),
            ("Refunded", S::Refunded),
            ("ABANDONED", S::Abandoned),
            ("RECOVERED", S::Completed),
            ("WAITING", S::AwaitingPayment),
            ("CANCELLED", S::Cancelled),
            ("REFUNDED", S::Refunded),
            ("FAILED", S::Failed),
            ("RETURNED", S::Returned),
            ("PENDING_PAYMENT", S::AwaitingPayment),
            ("SOMETHING_NEW", S::Pending),
        ] {
            assert_eq!(state_of_graphql(Some(status)), state, "{status}");
        }
        assert_eq!(state_of_graphql(None), S::Pending);
        for (state, status, wanted) in [
            (S::Completed, Some("partially_paid"), S::AwaitingPayment),
            (S::Pending, Some("Delvis betald"), S::AwaitingPayment),
            (S::Completed, Some("paid"), S::Completed),
            // Paid in instalments to somebody else.
            (S::Completed, Some("Klarna Delbetalning"), S::Completed),
            (S::Refunded, Some("partially_paid"), S::Refunded),
            (S::Completed, None, S::Completed),
        ] {
            assert_eq!(with_store_status(state, status), wanted, "{status:?}");
        }
        let rest = ["0", "1", "2", "3", "4", "9"].map(|state| state_of_rest(Some(state)));
        assert_eq!(
            rest,
            [
                S::Pending,
                S::Completed,
                S::Abandoned,
                S::Completed,
                S::AwaitingPayment,
                S::Pending
            ]
        );
        let deals = ["0", "1", "2", "3"].map(|status| state_of_deal(Some(status)));
        assert_eq!(deals, [S::Open, S::Completed, S::Lost, S::Cancelled]);
    }
}
