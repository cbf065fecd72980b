use jiff::Timestamp;
use model::{Cause, Job, JobKind, Source};

use super::{Event, EventKind, Subject};

/// The action that an event asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookAction {
    /// The customer of this contact or account may have changed.
    Customer(Source),
    /// This order or deal may have to become a document.
    Order(Source),
    /// This contact has ordered something; which order is not said.
    FindOrders(Source),
    /// Nothing; why, for the log.
    Ignored(&'static str),
}

impl Event {
    /// The action for an event. Every documented type is listed.
    #[must_use]
    pub fn interest(&self) -> WebhookAction {
        use EventKind as K;
        match &self.kind {
            K::Subscribe | K::Unsubscribe | K::Update | K::ContactTagAdded | K::ContactTagRemoved => {
                self.contact_changed()
            }
            // The account reaches eAccounting with its contact.
            K::AccountContactAdd | K::AccountContactUpdate => self.contact_changed(),
            K::AccountAdd | K::AccountUpdate => match &self.account_id {
                Some(id) => WebhookAction::Customer(Source::Account(id.clone())),
                None => WebhookAction::Ignored("the event names no account"),
            },
            K::DealAdd | K::DealUpdate => self.deal_changed(),
            K::Automation => self.automation(),
            K::SubscriberNote | K::DealNoteAdd => WebhookAction::Ignored("notes are not carried over"),
            K::ContactTaskAdd | K::DealTaskAdd | K::DealTaskComplete => {
                WebhookAction::Ignored("tasks are not carried over")
            }
            K::DealPipelineAdd | K::DealStageAdd | K::DealTasktypeAdd | K::ListAdd => {
                WebhookAction::Ignored("it is about how ActiveCampaign is set up")
            }
            K::Sent | K::Open | K::Click | K::Reply | K::Forward | K::Share | K::Bounce => {
                WebhookAction::Ignored("campaigns are not carried over")
            }
            K::SmsSent | K::SmsReply | K::SmsUnsub => {
                WebhookAction::Ignored("text messages are not carried over")
            }
            K::Unknown(_) => WebhookAction::Ignored("the event is not known"),
        }
    }

    /// The job for the event, or nothing if it is ignored. `now` becomes the job's `first_seen`.
    ///
    /// The job's key is a digest of the event's content, so that two deliveries of one event have one key. An
    /// automation's step has no date, and two orders of one contact send equal bodies; each of these gets its own key,
    /// because the queue would otherwise drop the second one for five minutes. The engine limits the reads that this
    /// costs.
    #[must_use]
    pub fn job(&self, now: Timestamp) -> Option<Job> {
        let (kind, source) = match self.interest() {
            WebhookAction::Customer(source) => (JobKind::Customer, source),
            WebhookAction::Order(source) => (JobKind::Order, source),
            WebhookAction::FindOrders(source) => (JobKind::FindOrders, source),
            WebhookAction::Ignored(_) => return None,
        };
        let key = match self.occurred_at {
            Some(_) => format!("{}:{}", kind.as_str(), self.digest),
            None => Job::undated_key(kind, &self.digest, now),
        };
        Some(Job {
            kind,
            source,
            key,
            cause: Cause::Webhook,
            first_seen: now,
            version: None,
        })
    }

    fn contact_changed(&self) -> WebhookAction {
        match &self.contact_id {
            Some(id) => WebhookAction::Customer(Source::Contact(id.clone())),
            None => WebhookAction::Ignored("the event names no contact"),
        }
    }

    fn deal_changed(&self) -> WebhookAction {
        match &self.deal_id {
            Some(id) => WebhookAction::Order(Source::Deal(id.clone())),
            None => WebhookAction::Ignored("the event names no deal"),
        }
    }

    fn automation(&self) -> WebhookAction {
        match self.about {
            Some(Subject::Order) => match (&self.connection_id, &self.order_id, &self.contact_id) {
                (Some(connection), Some(order), _) => WebhookAction::Order(Source::Order {
                    connection: connection.clone(),
                    order: order.clone(),
                }),
                (_, _, Some(contact)) => WebhookAction::FindOrders(Source::Contact(contact.clone())),
                _ => WebhookAction::Ignored("the automation names neither order nor contact"),
            },
            Some(Subject::Deal) => self.deal_changed(),
            Some(Subject::Account) => match &self.account_id {
                Some(id) => WebhookAction::Customer(Source::Account(id.clone())),
                // The body of an automation has no account: its contact brings it.
                None => self.contact_changed(),
            },
            // A step without `?event=` is about the automation's contact.
            Some(Subject::Contact) | None => self.contact_changed(),
        }
    }
}
