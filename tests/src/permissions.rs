//! Which test shows that each permission is needed.

use crate::template::Template;

/// How the lack of a permission shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// This scenario of the end-to-end tests fails first.
    By(&'static str),
    /// No run on one machine shows it, for this reason. It is checked against the minimum that AWS documents.
    NotHere(&'static str),
}

/// One permission of one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The function.
    pub function: String,
    /// Such as `sqs:SendMessage`.
    pub action: String,
    /// The resource, for example `LedgerTable/index/by_state`.
    pub resource: String,
}

const FUNCTIONS: [&str; 4] = ["WebhookIngest", "CustomerPush", "OrderPush", "OfferPoller"];

/// All permissions that the template grants with its defaults.
#[must_use]
pub fn all() -> Vec<Permission> {
    let template = Template::with(&[]);
    FUNCTIONS
        .iter()
        .flat_map(|function| {
            template
                .grants(function)
                .into_iter()
                .map(move |grant| (function, grant))
        })
        .map(|(function, grant)| {
            let (action, resource) = grant.split_once(" on ").expect("an action and a resource");
            Permission {
                function: (*function).to_owned(),
                action: action.to_owned(),
                resource: resource.to_owned(),
            }
        })
        .collect()
}

/// The five permissions that every CI run removes.
pub const SAMPLE: [(&str, &str, &str); 5] = [
    ("WebhookIngest", "sqs:SendMessage", "CustomersQueue"),
    ("CustomerPush", "dynamodb:PutItem", "LedgerTable"),
    (
        "CustomerPush",
        "secretsmanager:PutSecretValue",
        "EaccountingSecret",
    ),
    ("OrderPush", "sqs:SendMessage", "OrdersQueue"),
    ("OfferPoller", "sqs:SendMessage", "OrdersQueue"),
];

const CONTACT: Shown = Shown::By("a_contact_that_changes_becomes_a_customer");
const ORDER: Shown = Shown::By("a_companys_order_becomes_one_order_with_the_shops_total");
const QUOTE: Shown = Shown::By("an_accepted_offer_becomes_an_order_once");
const REFRESHED: Shown = Shown::By("each_worker_renews_a_token_and_keeps_it");
const SWEPT: Shown = Shown::By("what_no_webhook_told_is_found_few_or_many");
const BACKFILLED: Shown = Shown::By("what_a_backfill_finds_is_backlog_too");
const BUSY: Shown = Shown::By("a_job_that_must_wait_comes_again_when_it_was_told_to");
const GIVEN_UP: Shown = Shown::By("a_job_that_gave_up_is_a_dead_letter_until_the_tool_replays_it");
const TOLD: Shown = Shown::By("what_is_parked_is_told_and_in_the_activity_log");
const OUTAGE: Shown = Shown::By("a_vendor_that_is_down_is_told_and_raises_an_alarm");
const COUNTED: Shown = Shown::By("what_the_functions_count_is_what_the_alarms_read");

const SOURCE: Shown = Shown::NotHere("the local AWS polls an event source without asking the role");
const LOGS: Shown = Shown::NotHere("the local AWS takes log lines without asking the role");

/// How the lack of a permission shows. `None` for an unknown one.
#[must_use]
pub fn shown(permission: &Permission) -> Option<Shown> {
    let Permission {
        function,
        action,
        resource,
    } = permission;
    Some(match (function.as_str(), action.as_str(), resource.as_str()) {
        (_, "logs:CreateLogStream" | "logs:PutLogEvents", _) => LOGS,
        (_, "sqs:ReceiveMessage" | "sqs:DeleteMessage" | "sqs:GetQueueAttributes", _) => SOURCE,
        (_, "sqs:ChangeMessageVisibility", _) => BUSY,

        ("WebhookIngest", "sqs:SendMessage", "CustomersQueue") => CONTACT,
        ("WebhookIngest", "sqs:SendMessage", "OrdersQueue") => ORDER,

        (_, "sqs:SendMessage", "OrdersDeadLetters" | "CustomersDeadLetters" | "BacklogDeadLetters") => {
            GIVEN_UP
        }
        ("OrderPush", "sqs:SendMessage", "OrdersQueue") => ORDER,
        ("OrderPush", "sqs:SendMessage", "BacklogQueue") => BACKFILLED,
        ("OfferPoller", "sqs:SendMessage", "OrdersQueue") => QUOTE,
        ("OfferPoller", "sqs:SendMessage", "CustomersQueue" | "BacklogQueue") => SWEPT,

        (
            "OfferPoller",
            "dynamodb:Query",
            "JournalTable/index/by_day" | "JournalTable/index/listed_by_day",
        ) => QUOTE,
        ("OfferPoller", "dynamodb:Query", "LedgerTable/index/by_state") => COUNTED,

        (_, "dynamodb:PutItem", "JournalTable") => TOLD,
        ("OrderPush", "sns:Publish", _) | ("CustomerPush", "sns:Publish", _) => TOLD,
        ("OfferPoller", "sns:Publish", _) => OUTAGE,

        (
            "OrderPush" | "OfferPoller",
            "secretsmanager:PutSecretValue" | "secretsmanager:UpdateSecretVersionStage",
            _,
        ) => REFRESHED,

        ("CustomerPush", _, "LedgerTable" | "ActiveCampaignSecret" | "EaccountingSecret") => CONTACT,
        ("OrderPush", _, "LedgerTable" | "ActiveCampaignSecret" | "EaccountingSecret") => ORDER,
        ("OfferPoller", _, "LedgerTable" | "ActiveCampaignSecret" | "EaccountingSecret") => QUOTE,
        _ => return None,
    })
}
