use model::OrderState;

/// `normalizedStatus` of GraphQL. A missing or undocumented one becomes `Pending`, which only the filter "all" accepts.
pub(crate) fn state_of_graphql(status: Option<&str>) -> OrderState {
    match status {
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
