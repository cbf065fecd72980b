//! All checks.

mod access;
pub(super) mod articles;
mod books;
mod deployed;
mod stores;
mod work;

use super::check::Check;

/// Every check, in the order in which they are printed.
pub(super) const ALL: &[&dyn Check] = &[
    &deployed::AwsCredentials,
    &deployed::Region,
    &deployed::StackStatus,
    &deployed::Paused,
    &deployed::AlarmsSubscribed,
    &deployed::FunctionVersions,
    &deployed::Ttl,
    &access::LocalClock,
    &access::VendorClock,
    &access::Ledger,
    &access::Journal,
    &access::Salt,
    &access::SettingsInForce,
    &access::Mapping,
    &access::ActiveCampaignSecret,
    &access::ActiveCampaignAccess,
    &access::ActiveCampaignPermissions,
    &access::EaccountingSecret,
    &access::EaccountingToken,
    &access::TokenUse,
    &access::Company,
    &access::EaccountingPermissions,
    &books::License,
    &books::Modules,
    &books::FiscalYear,
    &books::AccountingLock,
    &books::Terms,
    &books::Units,
    &books::Codings,
    &books::Accounts,
    &books::VatChanges,
    &books::DeliveryMethods,
    &books::BankAccounts,
    &books::Filters,
    &articles::Articles,
    &stores::Webhook,
    &stores::WebhookHeard,
    &stores::Automation,
    &stores::Stores,
    &stores::PriceConventions,
    &stores::OwnConnection,
    &stores::Consent,
    &stores::CustomFields,
    &work::QueueDepth,
    &work::QueueStalled,
    &work::DeadLetters,
    &work::Parked,
    &work::LastPoll,
];
