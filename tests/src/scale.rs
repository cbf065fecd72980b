//! `docs/SCALE.md`: which limit binds first, calculated from dated limits, counted calls, and the template. One stack's
//! day is simulated minute by minute, and the stacks of an account are compared with the limits that they share.

use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use crate::cost::{number, thousands};
use crate::template::{Template, entries, items, text};

const MINUTES_A_DAY: usize = 24 * 60;

/// The limits and the measured counts.
pub struct Scale<'a> {
    limits: &'a Value,
    template: &'a Template,
    /// The cost of an idle stack, USD a month.
    idle: Decimal,
}

/// A limit on the orders of one stack, or of all stacks that share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// What is limited.
    pub name: &'static str,
    /// How many orders it allows per minute.
    pub orders_a_minute: Decimal,
}

/// The result of a simulated day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Orders that were done by midnight.
    pub done: usize,
    /// Orders that were queued at midnight.
    pub left: usize,
    /// The longest queue of orders.
    pub most_waiting: usize,
    /// The longest wait of an order that was done, in minutes.
    pub longest_wait: usize,
}

/// How much of an account's limit a number of stacks uses.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The limit's name.
    pub limit: String,
    /// What is used.
    pub used: Decimal,
    /// What there is.
    pub quota: Decimal,
    /// What to do when the limit is reached.
    pub remedy: String,
}

impl Use {
    /// The used share of the limit.
    #[must_use]
    pub fn share(&self) -> Decimal {
        self.used / self.quota
    }
}

impl<'a> Scale<'a> {
    /// From `tests/scale/limits.json` and the template. `idle` is the cost of a stack in an idle month.
    #[must_use]
    pub fn new(limits: &'a Value, template: &'a Template, idle: Decimal) -> Self {
        Self {
            limits,
            template,
            idle,
        }
    }

    fn of(&self, section: &str, name: &str) -> Decimal {
        number(&self.limits[section][name])
    }

    /// The limits on the orders of one stack, narrowest first. `announced` are orders that an automation's webhook
    /// announces through their contact.
    #[must_use]
    pub fn rates(&self, announced: bool) -> Vec<Rate> {
        let minute = Decimal::from(60);
        let calls = if announced {
            "activecampaign_calls_if_announced_by_contact"
        } else {
            "activecampaign_calls"
        };
        let processes = entries(&self.template.properties("OrderPush")["Events"])
            .map(|(_, event)| number(&event["Properties"]["ScalingConfig"]["MaximumConcurrency"]))
            .max()
            .unwrap_or_default();
        // `aws::Batch` processes four records concurrently in each process.
        let at_once = processes * Decimal::from(4);
        let mut rates = vec![
            Rate {
                name: "ActiveCampaign's calls a second",
                orders_a_minute: minute
                    * self.of("vendors", "activecampaign_calls_a_second")
                    * self.of("vendors", "activecampaign_share_used")
                    / self.of("order", calls),
            },
            Rate {
                name: "eAccounting's calls a minute to an endpoint",
                orders_a_minute: self.of("vendors", "eaccounting_calls_a_minute")
                    * self.of("vendors", "eaccounting_share_used")
                    / self.of("order", "eaccounting_calls_to_the_busiest_endpoint"),
            },
            Rate {
                name: "workers of the stack",
                orders_a_minute: minute * at_once / self.of("order", "seconds_in_lambda"),
            },
            Rate {
                name: "calls a second to a FIFO queue",
                orders_a_minute: minute * self.of("rates", "fifo_calls_a_second")
                    / self.of("order", "messages"),
            },
            Rate {
                name: "write units a second of one DynamoDB partition",
                orders_a_minute: minute * self.of("rates", "dynamodb_partition_write_units_a_second")
                    / self.of("order", "write_units_of_the_busiest_partition"),
            },
        ];
        rates.sort_by_key(|rate| rate.orders_a_minute);
        rates
    }

    /// Simulates a day of one stack with this many orders, minute by minute. Orders arrive in the hourly pattern of a
    /// shop, and are processed in order, as fast as the narrowest limit allows.
    ///
    /// # Panics
    /// When `limits.json` doesn't have 24 hours.
    #[must_use]
    pub fn day(&self, orders: usize, announced: bool) -> Day {
        let hours: Vec<Decimal> = items(&self.limits["share_of_the_day_by_hour"])
            .map(number)
            .collect();
        assert_eq!(hours.len(), 24, "hours of a day");
        let whole: Decimal = hours.iter().sum();
        let narrowest = self.rates(announced)[0].orders_a_minute;
        let (mut arrived, mut done, mut most_waiting, mut longest_wait) = (0, 0, 0, 0);
        let (mut expected, mut allowance) = (Decimal::ZERO, Decimal::ZERO);
        // How many orders had arrived by the end of each minute.
        let mut arrivals = Vec::with_capacity(MINUTES_A_DAY);
        for minute in 0..MINUTES_A_DAY {
            expected += Decimal::from(orders) * hours[minute / 60] / whole / Decimal::from(60);
            arrived = whole_of(expected).min(orders);
            if minute + 1 == MINUTES_A_DAY {
                arrived = orders;
            }
            arrivals.push(arrived);
            allowance += narrowest;
            let now = whole_of(allowance).min(arrived - done);
            allowance -= Decimal::from(whole_of(allowance));
            if now > 0 {
                // When the latest completed order arrived: the first minute whose arrivals include it.
                let since = arrivals.partition_point(|arrived| *arrived < done + now);
                longest_wait = longest_wait.max(minute - since);
            }
            done += now;
            most_waiting = most_waiting.max(arrived - done);
        }
        Day {
            done,
            left: arrived - done,
            most_waiting,
            longest_wait,
        }
    }

    /// How much of each limit this many stacks use that share an account and a client of eAccounting, each with
    /// `orders` a day, at the busiest hour. The most used limit is first.
    #[must_use]
    pub fn uses(&self, stacks: u64, orders: u64) -> Vec<Use> {
        let stacks = Decimal::from(stacks);
        let busiest = items(&self.limits["share_of_the_day_by_hour"])
            .map(number)
            .max()
            .unwrap_or_default();
        let whole: Decimal = items(&self.limits["share_of_the_day_by_hour"]).map(number).sum();
        let orders_a_minute = stacks * Decimal::from(orders) * busiest / whole / Decimal::from(60);
        let polls_a_minute = stacks / self.of("stack", "schedule_minutes");
        let mut uses: Vec<Use> = items(&self.limits["account"])
            .map(|limit| Use {
                limit: text(&limit["limit"]).to_owned(),
                used: stacks * self.of_stack(text(&limit["resource"])),
                quota: number(&limit["quota"]),
                remedy: text(&limit["remedy"]).to_owned(),
            })
            .collect();
        uses.push(Use {
            limit: "eAccounting's calls a minute of a client to an endpoint".to_owned(),
            used: orders_a_minute * self.of("order", "eaccounting_calls_to_the_busiest_endpoint")
                + polls_a_minute * self.of("stack", "eaccounting_calls_a_poll_to_an_endpoint"),
            quota: self.of("vendors", "eaccounting_calls_a_minute"),
            remedy: "Register more clients with Visma, and give each a share of the stacks.".to_owned(),
        });
        uses.push(Use {
            limit: "Lambda's concurrent executions".to_owned(),
            used: (orders_a_minute * self.of("order", "seconds_in_lambda")
                + polls_a_minute * self.of("stack", "seconds_of_a_poll"))
                / Decimal::from(60),
            quota: self.of("rates", "lambda_concurrency"),
            remedy: "Ask for more.".to_owned(),
        });
        uses.sort_by_key(|of| std::cmp::Reverse(of.share()));
        uses
    }

    /// How many of these a stack has.
    fn of_stack(&self, resource: &str) -> Decimal {
        match resource {
            "stack" => Decimal::ONE,
            "zips" => self.of("stack", "zips_megabytes"),
            "schedules" => {
                let functions = self.template.resources("AWS::Serverless::Function");
                let schedules = functions.values().flat_map(|function| {
                    entries(&function["Properties"]["Events"])
                        .filter(|(_, event)| event["Type"] == "Schedule")
                        .map(|(name, _)| name.clone())
                        .collect::<Vec<_>>()
                });
                Decimal::from(schedules.count())
            }
            kind => Decimal::from(self.template.resources(kind).len()),
        }
    }

    /// The document.
    ///
    /// # Panics
    /// When a limit is missing or isn't a number.
    #[must_use]
    pub fn document(&self) -> String {
        let mut out = format!(
            "# Scale\n\n\
             Which limit binds first, and what to do then. Generated by `tests/tests/scale.rs` from `tests/scale/limits.json` and\n\
             `template.yaml`; `make scale` writes it anew, and a test fails when it is not up to date. Limits as of {}.\n\n{}\n\n\
             ## One stack\n\n\
             An order takes {} call to ActiveCampaign, or {} if a webhook of an automation announces it through its contact, and {} calls\n\
             to eAccounting's busiest endpoint. Each limit alone lets through:\n\n\
             | limit | orders a minute | orders a day |\n|---|---|---|\n",
            text(&self.limits["as_of"]),
            text(&self.limits["note"]),
            self.of("order", "activecampaign_calls"),
            self.of("order", "activecampaign_calls_if_announced_by_contact"),
            self.of("order", "eaccounting_calls_to_the_busiest_endpoint"),
        );
        for rate in self.rates(true) {
            let day = rate.orders_a_minute * Decimal::from(MINUTES_A_DAY);
            let _ = writeln!(
                out,
                "| {} | {} | {} |",
                rate.name,
                thousands(rate.orders_a_minute.floor()),
                thousands(day.floor())
            );
        }
        out.push_str(
            "\nThe first line counts announced orders. A day is simulated minute by minute, with the busiest hour in the evening:\n\n\
             | orders a day | announced | done by midnight | most waiting | longest wait |\n|---|---|---|---|---|\n",
        );
        for orders in [1_000, 10_000, 100_000, 200_000, 300_000, 1_000_000] {
            for announced in [true, false] {
                let day = self.day(orders, announced);
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} | {} |",
                    thousands(Decimal::from(orders)),
                    if announced { "yes" } else { "no" },
                    thousands(Decimal::from(day.done)),
                    thousands(Decimal::from(day.most_waiting)),
                    minutes(day.longest_wait),
                );
            }
        }
        let most = self.rates(false)[0].orders_a_minute * Decimal::from(MINUTES_A_DAY);
        let _ = writeln!(
            out,
            "\n**A million orders a day** are more than one ActiveCampaign account or one client of eAccounting lets through: at most {}\n\
             with nothing else going on. Each day more of them would wait, in the queue for 14 days. What to do:\n\n\
             - Split the shops over several ActiveCampaign accounts and eAccounting companies, with a stack and a client for each.\n\
             - Agree on a higher limit with ActiveCampaign and Visma. `Limits` in `shared/aws/src/rate_limiter` has the two.\n\
             - Let the schedule find orders instead of announcing each through its contact, if a few minutes' delay is acceptable.\n\n\
             Queues, DynamoDB and Lambda have room for more than that.\n\n\
             ## Many stacks\n\n\
             Stacks that share an AWS account and one client of eAccounting, each with 100 orders a day, at the busiest hour. The five limits of\n\
             which most is used:\n",
            thousands(most.floor()),
        );
        for stacks in [10, 1_000, 100_000] {
            let uses = self.uses(stacks, 100);
            let _ = writeln!(
                out,
                "\n**{} stacks** ({} USD a month when idle)\n\n| limit | used | of | share | what to do |\n|---|---|---|---|---|",
                thousands(Decimal::from(stacks)),
                thousands((self.idle * Decimal::from(stacks)).round()),
            );
            for of in uses.iter().take(5) {
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} % | {} |",
                    of.limit,
                    thousands(of.used.ceil()),
                    thousands(of.quota),
                    thousands((of.share() * Decimal::ONE_HUNDRED).ceil()),
                    of.remedy
                );
            }
        }
        let room = |of: Use| ((of.quota / of.used).floor(), of.limit);
        let (of_eaccounting, of_account): (Vec<Use>, Vec<Use>) = self
            .uses(1, 100)
            .into_iter()
            .partition(|of| of.limit.starts_with("eAccounting"));
        let client = of_eaccounting.into_iter().map(room).min().unwrap_or_default();
        let account = of_account.into_iter().map(room).min().unwrap_or_default();
        let _ = writeln!(
            out,
            "\nWithout a request to AWS, an account takes {} stacks; the first limit is that of {}. One client of eAccounting\n\
             serves {} stacks with 100 orders a day each. ActiveCampaign's limit is per account, so stacks don't share it.\n\n\
             ## What does not grow\n\n\
             An order's calls and writes don't depend on how many records the ledger and the activity log hold: records are read by their key,\n\
             and lists are read from an index (`tests/tests/order_cost.rs` counts them). The one value that grows is the totals of 30 days,\n\
             which have at most 30 lines.\n\n\
             Sources: {}.",
            thousands(account.0),
            account.1,
            thousands(client.0),
            items(&self.limits["sources"])
                .map(|source| format!("<{}>", text(source)))
                .collect::<Vec<_>>()
                .join(",\n"),
        );
        out
    }
}

fn whole_of(number: Decimal) -> usize {
    number.floor().to_usize().unwrap_or_default()
}

fn minutes(minutes: usize) -> String {
    match minutes {
        0 => "under a minute".to_owned(),
        1 => "1 minute".to_owned(),
        2..=119 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes / 60),
    }
}
