use model::{Code, Kind};

/// The meaning of an eAccounting error code, and its remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// What it means, as the end of a sentence: "eAccounting refused …: {text}".
    pub text: &'static str,
    /// Our code.
    pub code: Code,
    /// How the failure is treated.
    pub kind: Kind,
    /// What to do now, in a bookkeeper's words.
    pub remedy: &'static str,
}

macro_rules! api_errors {
    ($($number:literal $name:ident, $code:ident, $kind:ident, $text:literal, $remedy:literal;)*) => {
        /// An error code of eAccounting's API. To add one: one line in this file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ApiErrorCode {
            $(#[doc = $text] $name,)*
            /// A code that this program does not know.
            Unknown(i32),
        }

        impl ApiErrorCode {
            /// Every known code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What it means, and what to do.
            #[must_use]
            pub const fn meaning(self) -> Meaning {
                match self {
                    $(Self::$name => Meaning { text: $text, code: Code::$code, kind: Kind::$kind, remedy: $remedy },)*
                    Self::Unknown(_) => Meaning {
                        text: "for a reason that Ekobridge does not know",
                        code: Code::EACCOUNTING_REJECTED,
                        kind: Kind::NeedsPerson,
                        remedy: "Look the error code up in eAccounting's API documentation, or ask their support with the \
                                 error id; then replay the record.",
                    },
                }
            }
        }

        impl From<i32> for ApiErrorCode {
            fn from(number: i32) -> Self {
                match number {
                    $($number => Self::$name,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl From<ApiErrorCode> for i32 {
            fn from(code: ApiErrorCode) -> i32 {
                match code {
                    $(ApiErrorCode::$name => $number,)*
                    ApiErrorCode::Unknown(other) => other,
                }
            }
        }
    };
}

api_errors! {
    2000 Validation, EACCOUNTING_REJECTED, NeedsPerson,
        "a field's value breaks eAccounting's rules",
        "Correct the named fields in the shop, in ActiveCampaign or in the mapping, then replay the record.";
    3000 ObjectMissing, EACCOUNTING_REJECTED, NeedsPerson,
        "it refers to something that is not in eAccounting, or not any more",
        "Check whether the customer, article, terms of payment or delivery method was deleted in eAccounting, then replay the record.";
    3001 FiscalYearMissing, PERIOD_LOCKED, NeedsPerson,
        "its date is outside every fiscal year",
        "Open Settings › Fiscal years and opening balances in eAccounting, add the year, then replay the record.";
    3002 AccountMissing, ACCOUNT_MISSING, NeedsPerson,
        "an account does not exist",
        "Open Settings › Chart of accounts in eAccounting, add or activate the account, then replay the record.";
    4000 Conflict, EACCOUNTING_REJECTED, NeedsPerson,
        "there is one with the same number or key already",
        "Nothing was created twice. Find the existing one in eAccounting; replay the record to use it.";
    4001 CannotDelete, EACCOUNTING_REJECTED, NeedsPerson,
        "it cannot be deleted, since other records depend on it",
        "Leave it, or make it inactive in eAccounting.";
    4002 CannotWrite, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "it cannot be created or changed, or the company has no access to this module",
        "Look at the customer and the articles of the record in eAccounting: each must be active, and a document that is sent or booked stays as it is. If they are, check that the company's licence includes sales orders and the API (Settings › Apps and extensions). Then replay the record.";
    4003 StartupGuideNotDone, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the company's startup guide is not finished",
        "Log in to eAccounting, finish the startup guide, then replay the record.";
    4004 CompanyInactive, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the company is not active",
        "Activate the company's subscription in eAccounting, then replay the record.";
    4005 NotAuthorised, EACCOUNTING_REAUTHORIZE, Disconnected,
        "the connection is not authorised",
        "Connect eAccounting again: run `ekobridge connect`.";
    4006 ScopeMissing, EACCOUNTING_REAUTHORIZE, Disconnected,
        "the connection lacks a permission that Ekobridge asks for",
        "Connect eAccounting again and accept all permissions: run `ekobridge connect`.";
    4007 PermissionMissing, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the user who connected eAccounting lacks the permission",
        "Give that user the right to sales in eAccounting (Settings › Users), or run `ekobridge connect` as another user; then replay the record.";
    4008 OrganisationNumberInvalid, VALUE_INVALID, NeedsPerson,
        "the organisation number or personal identity number has a wrong control digit",
        "Correct the number in ActiveCampaign, then replay the record.";
    4009 ProductVariant, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the company's product does not include this",
        "Orders and quotes need eAccounting Pro, Standard or Invoicing: change the product in eAccounting, or choose invoices instead of orders in the settings; then replay the record.";
    4010 RateLimit, EACCOUNTING_RATE_LIMIT, RetryLater,
        "more than 600 calls came within a minute",
        "If it lasts, look which other integrations share the company's 600 calls a minute.";
    4011 UserLacksAccess, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the user who connected eAccounting has no access to the company",
        "Give that user access to the company in eAccounting (Settings › Users), or run `ekobridge connect` as another user; then replay the record.";
    4012 LicenceNotAccepted, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the licence terms are not accepted",
        "Log in to eAccounting as the user who connected it, accept the terms, then replay the record.";
    4013 YearLocked, PERIOD_LOCKED, NeedsPerson,
        "the accounting year or period of its date is locked",
        "Open Settings › Accounting locked to in eAccounting and unlock the period, or change the date; then replay the record.";
    4014 YourReferenceMissing, EACCOUNTING_REJECTED, NeedsPerson,
        "an electronic invoice needs the buyer's reference",
        "Fill in the buyer's reference by a rule for your reference in [mapping.order] of the settings, or turn electronic invoices off for this customer in eAccounting; then replay the record.";
    4015 ReferenceMissing, EACCOUNTING_REJECTED, NeedsPerson,
        "an electronic invoice needs a reference",
        "Fill in the reference that the customer asks for by a rule in [mapping.order] of the settings, then replay the record.";
    4017 AddressMissing, EACCOUNTING_REJECTED, NeedsPerson,
        "an electronic invoice needs the customer's address",
        "Fill the customer's address in, then replay the record.";
    4019 ReadOnlyUser, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "the user who connected eAccounting may only read",
        "Give that user the right to write in eAccounting (Settings › Users), or run `ekobridge connect` as another user; then replay the record.";
    4023 FutureInvoiceDate, VALUE_INVALID, NeedsPerson,
        "the invoice's date is in the future",
        "Replay the record on that day, or map another invoice date.";
    4024 SalesAccountMissing, ACCOUNT_MISSING, NeedsPerson,
        "an article's account coding has no account for this kind of sale (such as EU, OSS or export)",
        "Open Settings › Article account codings in eAccounting, fill in the account for this kind of sale, then replay the record.";
    4025 VatNumberInvalid, VALUE_INVALID, NeedsPerson,
        "the VAT number is not valid in the EU's register (VIES)",
        "Correct the VAT number in ActiveCampaign, or leave it empty; then replay the record.";
    4026 PeriodLocked, PERIOD_LOCKED, NeedsPerson,
        "the period of its date is locked",
        "Open Settings › Accounting locked to in eAccounting and unlock the period, or change the date; then replay the record.";
    4027 ReverseChargeNeedsZeroVat, EACCOUNTING_REJECTED, NeedsPerson,
        "rows under reverse charge must have no VAT",
        "Give the article a coding without VAT, or turn reverse charge off for the customer; then replay the record.";
    4028 BackorderCannotBeVoided, EACCOUNTING_REJECTED, NeedsPerson,
        "an order with a backorder cannot be taken back to ongoing",
        "Handle this order in eAccounting by hand.";
    4029 IdentityNumberInvalid, VALUE_INVALID, NeedsPerson,
        "a personal identity number for ROT or RUT is not valid",
        "Correct the number, then replay the record.";
    4031 OrderArticlesMissing, EACCOUNTING_REJECTED, NeedsPerson,
        "the invoice lacks articles that its order has",
        "Compare the order with the invoice in eAccounting, then replay the record.";
    4034 SandboxClient, EACCOUNTING_NO_ACCESS, NeedsPerson,
        "a client id for the sandbox is used with a real company",
        "Get a client id for production from eAccounting's API support, then run `ekobridge connect`.";
    4035 ForceBookkeepVatNotAllowed, EACCOUNTING_REJECTED, NeedsPerson,
        "VAT can be forced only for customers outside the EU",
        "Set charge_vat to false for the customer's country in [vat.countries] of the settings, or correct the customer's country; then replay the record.";
    4038 BookkeepingLocked, PERIOD_LOCKED, NeedsPerson,
        "it cannot be bookkept on its date, since the year or period is locked",
        "Open Settings › Accounting locked to in eAccounting and unlock the period, or change the date; then replay the record.";
    4100 ExternalService, EACCOUNTING_SERVER_ERROR, RetryLater,
        "a service that eAccounting asks, such as the EU's VAT register, does not answer",
        "If it lasts for hours, look at the VAT number in ActiveCampaign, and at whether the EU's register (VIES) works.";
    5000 ServerError, EACCOUNTING_SERVER_ERROR, RetryLater,
        "it failed inside eAccounting",
        "If it lasts, ask eAccounting's support with the error id.";
    5001 DependencyError, EACCOUNTING_SERVER_ERROR, RetryLater,
        "something inside eAccounting did not answer",
        "If it lasts, ask eAccounting's support with the error id.";
    5002 DependencyUnavailable, EACCOUNTING_SERVER_ERROR, RetryLater,
        "something inside eAccounting is not available",
        "If it lasts, ask eAccounting's support with the error id.";
    5003 StockTooLow, EACCOUNTING_REJECTED, NeedsPerson,
        "the stock does not allow it",
        "Correct the article's stock in eAccounting, then replay the record.";
    5004 StockNotAllowed, EACCOUNTING_REJECTED, NeedsPerson,
        "the stock module does not allow it",
        "Correct the article's stock settings in eAccounting, then replay the record.";
    6000 ODataInvalid, EACCOUNTING_INVALID_RESPONSE, Bug,
        "it cannot be searched in that way",
        "Report it to Ekobridge's developers, with the error id.";
    6001 DateInvalid, EACCOUNTING_INVALID_RESPONSE, Bug,
        "a date in the search is not valid",
        "Report it to Ekobridge's developers, with the error id.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_is_known_and_survives_its_number() {
        let documented = [
            2000, 3000, 3001, 3002, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4010, 4011,
            4012, 4013, 4014, 4015, 4017, 4019, 4023, 4024, 4025, 4026, 4027, 4028, 4029, 4031, 4034, 4035,
            4038, 4100, 5000, 5001, 5002, 5003, 5004, 6000, 6001,
        ];
        let known: Vec<i32> = ApiErrorCode::ALL.iter().map(|code| (*code).into()).collect();
        assert_eq!(known, documented);
        for number in documented {
            assert!(
                !matches!(ApiErrorCode::from(number), ApiErrorCode::Unknown(_)),
                "{number}"
            );
        }
        assert_eq!(ApiErrorCode::from(4999), ApiErrorCode::Unknown(4999));
    }

    #[test]
    fn only_what_passes_by_itself_is_tried_again() {
        let again: Vec<i32> = ApiErrorCode::ALL
            .iter()
            .filter(|code| code.meaning().kind == Kind::RetryLater)
            .map(|code| (*code).into())
            .collect();
        assert_eq!(again, [4010, 4100, 5000, 5001, 5002]);
        let disconnected: Vec<i32> = ApiErrorCode::ALL
            .iter()
            .filter(|code| code.meaning().kind == Kind::Disconnected)
            .map(|code| (*code).into())
            .collect();
        assert_eq!(disconnected, [4005, 4006]);
    }

    #[test]
    fn every_code_has_a_remedy_in_whole_sentences() {
        for code in ApiErrorCode::ALL {
            let Meaning { text, remedy, .. } = code.meaning();
            assert!(
                remedy.ends_with('.') && remedy.starts_with(char::is_uppercase),
                "{code:?}"
            );
            assert!(!text.is_empty() && !text.ends_with('.'), "{code:?}");
        }
    }

    #[test]
    fn a_locked_period_says_where_it_is_unlocked() {
        for number in [4013, 4026, 4038] {
            let meaning = ApiErrorCode::from(number).meaning();
            assert_eq!(meaning.code, Code::PERIOD_LOCKED);
            assert!(meaning.remedy.contains("Settings › Accounting locked to"));
        }
    }
}
