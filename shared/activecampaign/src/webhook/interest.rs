use jiff::Timestamp;
use model::{Cause, Job, JobKind, Source};

use super::{About, Event, EventKind};

/// What an event means to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interest {
    /// The customer made of this contact or account may have changed.
    Customer(Source),
    /// This order or deal may have to become a document.
    Order(Source),
    /// This contact has ordered something; which order is not said.
    FindOrders(Source),
    /// Nothing; why, for the log.
    Ignored(&'static str),
}

impl Event {
    /// What the event means to us. Each documented type is decided here, one by one.
    #[must_use]
    pub fn interest(&self) -> Interest {
        use EventKind as K;
        match &self.kind {
            K::Subscribe | K::Unsubscribe | K::Update | K::ContactTagAdded | K::ContactTagRemoved => {
                self.contact_changed()
            }
            // The account reaches eAccounting with its contact.
            K::AccountContactAdd | K::AccountContactUpdate => self.contact_changed(),
            K::AccountAdd | K::AccountUpdate => match &self.account_id {
                Some(id) => Interest::Customer(Source::Account(id.clone())),
                None => Interest::Ignored("the event names no account"),
            },
            K::DealAdd | K::DealUpdate => self.deal_changed(),
            K::Automation => self.automation(),
            K::SubscriberNote | K::DealNoteAdd => Interest::Ignored("notes are not carried over"),
            K::ContactTaskAdd | K::DealTaskAdd | K::DealTaskComplete => {
                Interest::Ignored("tasks are not carried over")
            }
            K::DealPipelineAdd | K::DealStageAdd | K::DealTasktypeAdd | K::ListAdd => {
                Interest::Ignored("it is about how ActiveCampaign is set up")
            }
            K::Sent | K::Open | K::Click | K::Reply | K::Forward | K::Share | K::Bounce => {
                Interest::Ignored("campaigns are not carried over")
            }
            K::SmsSent | K::SmsReply | K::SmsUnsub => Interest::Ignored("text messages are not carried over"),
            K::Unknown(_) => Interest::Ignored("the event is not known"),
        }
    }

    /// The job that the event asks for, or none when it is ignored. `now` becomes the job's `first_seen`.
    ///
    /// Its key is made of the event's content. Two deliveries of one event have one key. An automation's step carries no
    /// date, so two orders of one contact are announced by equal bodies: there the key counts time in steps of ten
    /// seconds, too, lest the queue's deduplication (five minutes) swallow the second order.
    #[must_use]
    pub fn job(&self, now: Timestamp) -> Option<Job> {
        let (kind, source) = match self.interest() {
            Interest::Customer(source) => (JobKind::Customer, source),
            Interest::Order(source) => (JobKind::Order, source),
            Interest::FindOrders(source) => (JobKind::FindOrders, source),
            Interest::Ignored(_) => return None,
        };
        let key = match self.occurred_at {
            Some(_) => format!("{}:{}", kind.as_str(), self.digest),
            None => format!(
                "{}:{}:{}",
                kind.as_str(),
                self.digest,
                now.as_second().div_euclid(10)
            ),
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

    fn contact_changed(&self) -> Interest {
        match &self.contact_id {
            Some(id) => Interest::Customer(Source::Contact(id.clone())),
            None => Interest::Ignored("the event names no contact"),
        }
    }

    fn deal_changed(&self) -> Interest {
        match &self.deal_id {
            Some(id) => Interest::Order(Source::Deal(id.clone())),
            None => Interest::Ignored("the event names no deal"),
        }
    }

    fn automation(&self) -> Interest {
        match self.about {
            Some(About::Order) => match (&self.connection_id, &self.order_id, &self.contact_id) {
                (Some(connection), Some(order), _) => Interest::Order(Source::Order {
                    connection: connection.clone(),
                    order: order.clone(),
                }),
                (_, _, Some(contact)) => Interest::FindOrders(Source::Contact(contact.clone())),
                _ => Interest::Ignored("the automation names neither order nor contact"),
            },
            Some(About::Deal) => self.deal_changed(),
            Some(About::Account) => match &self.account_id {
                Some(id) => Interest::Customer(Source::Account(id.clone())),
                // The body of an automation has no account: its contact brings it.
                None => self.contact_changed(),
            },
            // A step without `?event=` comes from an automation that somebody built about contacts.
            Some(About::Contact) | None => self.contact_changed(),
        }
    }
}
