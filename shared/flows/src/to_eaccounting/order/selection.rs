//! Which orders are sent: the settings' filters on status, connection, date, test orders, pipeline and stage. Pure.

use jiff::tz::TimeZone;
use model::{Order, OrderState, Reason, Source, reason};
use settings::{DealWhen, Name, Orders, Settings, StatusFilter, ZeroTotal};

use crate::sale_conversion::input::vouchers;

/// Whether an order is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Selection {
    /// Yes.
    Send,
    /// Not now: the reason. A change of the order may make it yes.
    Leave(Reason),
    /// It was cancelled, refunded, sent back or failed.
    Cancelled(Reason),
}

/// Decides by the settings. The reason names settings as the file does.
pub(crate) fn select(order: &Order, all: &Settings, zone: &TimeZone) -> Selection {
    let first = obstacles(order, all, zone).into_iter().next();
    first.unwrap_or(Selection::Send)
}

/// Everything by which the settings leave an order out, what decides first: whoever mends that meets the next.
pub(crate) fn reasons(order: &Order, all: &Settings, zone: &TimeZone) -> Vec<Reason> {
    let reason = |obstacle| match obstacle {
        Selection::Send => None,
        Selection::Leave(why) | Selection::Cancelled(why) => Some(why),
    };
    obstacles(order, all, zone)
        .into_iter()
        .filter_map(reason)
        .collect()
}

/// What keeps an order from being sent.
fn obstacles(order: &Order, all: &Settings, zone: &TimeZone) -> Vec<Selection> {
    let settings = &all.orders;
    let mut found = Vec::new();
    if order.is_test && !settings.test_orders {
        found.push(Selection::Leave(reason::test_order()));
    }
    // What a gift card pays is sold all the same.
    let is_free = || order.total.is_zero() && !vouchers(all).pay(order);
    if settings.zero_total == ZeroTotal::Skip && !is_over(order) && is_free() {
        found.push(Selection::Leave(reason::no_total()));
    }
    let placed = order.sold_at().to_zoned_datetime(zone.clone()).date();
    if let Some(first) = settings.placed_after
        && placed < first
    {
        found.push(Selection::Leave(reason::placed_before(placed, first)));
    }
    match &order.source {
        Source::Deal(_) => found.extend(select_deal(order, settings)),
        source => {
            if let Source::Order { connection, .. } = source
                && !listed(&settings.connections, connection)
            {
                found.push(Selection::Leave(reason::other_connection(connection)));
            }
            found.push(select_by_state(order, settings.status_filter));
        }
    }
    found.retain(|obstacle| *obstacle != Selection::Send);
    found
}

/// Whether the order was cancelled or refunded, after which a shop may have emptied it.
fn is_over(order: &Order) -> bool {
    matches!(
        order.state,
        OrderState::Cancelled
            | OrderState::Refunded
            | OrderState::Returned
            | OrderState::Failed
            | OrderState::Lost
    )
}

fn select_by_state(order: &Order, status_filter: StatusFilter) -> Selection {
    match (order.state, status_filter) {
        (OrderState::Completed, _) => Selection::Send,
        (OrderState::Abandoned, _) => Selection::Leave(reason::cart()),
        (OrderState::Cancelled, _) => Selection::Cancelled(reason::cancelled()),
        (OrderState::Refunded, _) => Selection::Cancelled(reason::refunded()),
        (OrderState::Returned, _) => Selection::Cancelled(reason::sent_back()),
        (OrderState::Failed, _) => Selection::Cancelled(reason::failed()),
        (OrderState::Pending, StatusFilter::Completed) => Selection::Leave(reason::not_completed()),
        // Pending means placed and paid, not yet handled: orders that await payment have their own status.
        (OrderState::Pending, StatusFilter::Paid | StatusFilter::All) => Selection::Send,
        (OrderState::AwaitingPayment, StatusFilter::All) => Selection::Send,
        (OrderState::AwaitingPayment, StatusFilter::Paid) => Selection::Leave(reason::not_paid()),
        (OrderState::AwaitingPayment, StatusFilter::Completed) => Selection::Leave(reason::not_completed()),
        (OrderState::Open | OrderState::Lost, _) => Selection::Leave(reason::no_order()),
    }
}

fn select_deal(order: &Order, settings: &Orders) -> Vec<Selection> {
    let deals = &settings.deals;
    if !deals.enabled {
        return vec![Selection::Leave(reason::off("orders.deals.enabled"))];
    }
    let pipeline = order.pipeline.as_deref();
    let other = pipeline.filter(|pipeline| !listed(&deals.pipelines, pipeline));
    let by_state = match deals.when {
        DealWhen::Won => match order.state {
            OrderState::Completed => Selection::Send,
            OrderState::Lost => Selection::Cancelled(reason::deal_lost()),
            _ => Selection::Leave(reason::deal_not_won()),
        },
        DealWhen::Stage => match (order.state, order.stage.as_deref()) {
            (OrderState::Lost, _) => Selection::Cancelled(reason::deal_lost()),
            (_, Some(stage)) if deals.stages.iter().any(|name| name.is(stage)) => Selection::Send,
            _ => Selection::Leave(reason::other_stage()),
        },
    };
    let other = other.map(|pipeline| Selection::Leave(reason::other_pipeline(pipeline)));
    other.into_iter().chain([by_state]).collect()
}

/// Whether an id is in a list; an empty list means all.
fn listed(names: &[Name], id: &str) -> bool {
    names.is_empty() || names.iter().any(|name| name.is(id))
}

#[cfg(test)]
mod tests {
    use model::{Currency, CustomFields, Customer, CustomerOrigin};
    use rust_decimal::Decimal;
    use settings::Settings;

    use super::*;

    fn order(source: &str, state: OrderState) -> Order {
        Order {
            source: source.parse().unwrap(),
            number: "1001".to_owned(),
            url: None,
            placed_at: "2026-11-23T23:30:00Z".parse().unwrap(),
            version: None,
            state,
            status_text: None,
            is_test: false,
            currency: Currency::SEK,
            customer: Customer::new(CustomerOrigin::Order),
            lines: Vec::new(),
            shipping: Decimal::ZERO,
            shipping_method: None,
            discounts: Vec::new(),
            tax: None,
            total: Decimal::ZERO,
            payment_method: None,
            notes: Vec::new(),
            pipeline: Some("1".to_owned()),
            stage: Some("4".to_owned()),
            title: None,
            fields: CustomFields::new(),
        }
    }

    fn decide(order: &Order, file: &str) -> Selection {
        let settings = Settings::parse(file, "test.toml").unwrap();
        select(order, &settings, model::company_zone(model::CountryCode::SE))
    }

    #[test]
    fn each_setting_of_which_takes_its_states_and_no_other() {
        use OrderState::{AwaitingPayment, Completed, Pending};
        for (which, sent) in [
            ("all", vec![Pending, AwaitingPayment, Completed]),
            ("paid", vec![Pending, Completed]),
            ("completed", vec![Completed]),
        ] {
            for state in [Pending, AwaitingPayment, Completed] {
                let decided = decide(
                    &order("order:1:1001", state),
                    &format!("[orders]\nstatus_filter = \"{which}\""),
                );
                assert_eq!(
                    decided == Selection::Send,
                    sent.contains(&state),
                    "{which} {state:?}"
                );
            }
        }
    }

    #[test]
    fn cancelled_refunded_returned_and_failed_orders_are_told_apart() {
        for state in [
            OrderState::Cancelled,
            OrderState::Refunded,
            OrderState::Returned,
            OrderState::Failed,
        ] {
            let decided = decide(&order("order:1:1001", state), "[orders]\nstatus_filter = \"all\"");
            assert!(matches!(decided, Selection::Cancelled(_)), "{state:?}");
        }
    }

    #[test]
    fn connection_date_and_test_orders_are_filtered() {
        let mut tested = order("order:1:1001", OrderState::Completed);
        assert!(matches!(
            decide(&tested, "[orders]\nconnections = [2]"),
            Selection::Leave(_)
        ));
        assert_eq!(decide(&tested, "[orders]\nconnections = [1, 2]"), Selection::Send);
        // Half past eleven in the evening UTC is the next day in Stockholm.
        assert_eq!(
            decide(&tested, "[orders]\nplaced_after = 2026-11-24"),
            Selection::Send
        );
        assert!(matches!(
            decide(&tested, "[orders]\nplaced_after = 2026-11-25"),
            Selection::Leave(_)
        ));
        tested.is_test = true;
        assert!(matches!(decide(&tested, ""), Selection::Leave(_)));
        assert_eq!(decide(&tested, "[orders]\ntest_orders = true"), Selection::Send);
    }

    #[test]
    fn an_order_of_nothing_is_left_out_where_the_settings_say_so() {
        let mut tested = order("order:1:1001", OrderState::Completed);
        tested.total = Decimal::ZERO;
        assert_eq!(decide(&tested, ""), Selection::Send);
        let skip = "[orders]\nzero_total = \"skip\"";
        assert_eq!(decide(&tested, skip), Selection::Leave(reason::no_total()));
        tested.state = OrderState::Refunded;
        assert!(matches!(decide(&tested, skip), Selection::Cancelled(_)));
        tested.state = OrderState::Completed;
        tested.total = Decimal::ONE;
        assert_eq!(decide(&tested, skip), Selection::Send);
    }

    #[test]
    fn everything_that_leaves_an_order_out_is_known_and_the_first_decides() {
        let mut tested = order("order:1:1001", OrderState::AwaitingPayment);
        tested.is_test = true;
        let file = "[orders]\nplaced_after = 2026-11-25\nconnections = [2]";
        let settings = Settings::parse(file, "test.toml").unwrap();
        let zone = model::company_zone(model::CountryCode::SE);
        let told = reasons(&tested, &settings, zone);
        let placed = tested.sold_at().to_zoned_datetime(zone.clone()).date();
        assert_eq!(
            told,
            [
                reason::test_order(),
                reason::placed_before(placed, settings.orders.placed_after.unwrap()),
                reason::other_connection("1"),
                reason::not_paid(),
            ]
        );
        assert_eq!(
            select(&tested, &settings, zone),
            Selection::Leave(reason::test_order())
        );
        let sent = order("order:2:1001", OrderState::Completed);
        let none = reasons(&sent, &Settings::default(), zone);
        assert!(none.is_empty(), "{none:?}");
        let deal = order("deal:7", OrderState::Open);
        let file = "[orders.deals]\nenabled = true\npipelines = [2]";
        let settings = Settings::parse(file, "test.toml").unwrap();
        let told = reasons(&deal, &settings, zone);
        assert_eq!(told, [reason::other_pipeline("1"), reason::deal_not_won()]);
    }

    #[test]
    fn deals_count_when_won_or_in_a_stage() {
        let won = order("deal:7", OrderState::Completed);
        let open = order("deal:7", OrderState::Open);
        let on = "[orders.deals]\nenabled = true";
        assert_eq!(decide(&won, on), Selection::Send);
        assert!(matches!(decide(&open, on), Selection::Leave(_)));
        assert!(matches!(
            decide(&won, &format!("{on}\npipelines = [2]")),
            Selection::Leave(_)
        ));
        let stage = format!("{on}\nwhen = \"stage\"\nstages = [4]");
        assert_eq!(decide(&open, &stage), Selection::Send);
        assert!(matches!(
            decide(&order("deal:7", OrderState::Lost), &stage),
            Selection::Cancelled(_)
        ));
    }
}
