macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal;)*) => {
        /// What happened: ActiveCampaign's event types ("Webhooks", page and `GET /webhook/events`), an automation's
        /// webhook step, or something that is not documented.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum EventKind {
            $($(#[doc = $doc])* $name,)*
            /// An automation's "Webhook" step: its body has no `type`.
            Automation,
            /// A type that is not documented, reduced to a plain word; empty when the body is not recognised at all.
            Unknown(String),
        }

        impl EventKind {
            /// Every documented type of a standard webhook.
            pub const DOCUMENTED: &'static [EventKind] = &[$(EventKind::$name,)*];

            /// The type as ActiveCampaign writes it; `automation` for an automation's step.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$name => $text,)*
                    Self::Automation => "automation",
                    Self::Unknown(word) => word,
                }
            }

            /// The kind of a body's `type`.
            #[must_use]
            pub fn from_type(text: &str) -> Self {
                match text {
                    $($text => Self::$name,)*
                    other => Self::Unknown(plain_word(other)),
                }
            }
        }
    };
}

kinds! {
    /// A contact was added, or added to a list (seen both ways).
    Subscribe = "subscribe";
    /// A contact left a list.
    Unsubscribe = "unsubscribe";
    /// A contact changed.
    Update = "update";
    /// A note was added to a contact.
    SubscriberNote = "subscriber_note";
    /// A tag was put on a contact.
    ContactTagAdded = "contact_tag_added";
    /// A tag was taken off a contact.
    ContactTagRemoved = "contact_tag_removed";
    /// A task was added to a contact.
    ContactTaskAdd = "contact_task_add";
    /// An account was added.
    AccountAdd = "account_add";
    /// An account changed.
    AccountUpdate = "account_update";
    /// A contact was put into an account.
    AccountContactAdd = "account_contact_add";
    /// A contact's place in an account changed.
    AccountContactUpdate = "account_contact_update";
    /// A list was created.
    ListAdd = "list_add";
    /// A campaign was sent.
    Sent = "sent";
    /// A campaign was opened.
    Open = "open";
    /// A link in a campaign was followed.
    Click = "click";
    /// A campaign was answered.
    Reply = "reply";
    /// A campaign was forwarded.
    Forward = "forward";
    /// A campaign was shared.
    Share = "share";
    /// A campaign bounced.
    Bounce = "bounce";
    /// A deal was created.
    DealAdd = "deal_add";
    /// A deal changed; a deal that moves to another stage arrives as this, too.
    DealUpdate = "deal_update";
    /// A note was added to a deal.
    DealNoteAdd = "deal_note_add";
    /// A pipeline was created in the CRM.
    DealPipelineAdd = "deal_pipeline_add";
    /// A stage was created in the CRM (not: a deal moved to one).
    DealStageAdd = "deal_stage_add";
    /// A task was added to a deal.
    DealTaskAdd = "deal_task_add";
    /// A task of a deal was completed.
    DealTaskComplete = "deal_task_complete";
    /// A type of task was created in the CRM.
    DealTasktypeAdd = "deal_tasktype_add";
    /// A text message was sent.
    SmsSent = "sms_sent";
    /// A text message was answered.
    SmsReply = "sms_reply";
    /// A contact left text messages.
    SmsUnsub = "sms_unsub";
}

/// An unknown type for the log: only a plain word is logged, since anything else may be personal data.
fn plain_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if text.len() <= 64 && text.chars().all(plain) {
        text.to_owned()
    } else {
        "other".to_owned()
    }
}
