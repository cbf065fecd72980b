//! Reference data. Read-only, except delivery methods.

use crate::eaccounting::model::Kind::{AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `TermsOfPaymentApi`.
pub(crate) static TERMS_OF_PAYMENT: Model = Model {
    name: "TermsOfPaymentApi",
    fields: &[
        ro("Id", Uuid),
        opt("Name", AnyText),
        opt("NameEnglish", AnyText),
        val("NumberOfDays", Int),
        val("TermsOfPaymentTypeId", Choice(0, 5)),
        opt("TermsOfPaymentTypeText", AnyText),
        val("AvailableForSales", Bool),
        val("AvailableForPurchase", Bool),
    ],
};

/// eAccounting: `TermsOfPaymentApi` within a quote, where a caller sets its `Id`.
pub(crate) static TERMS_REFERENCE: Model = Model {
    name: "TermsOfPaymentApi",
    fields: &[
        opt("Id", Uuid),
        opt("Name", AnyText),
        opt("NameEnglish", AnyText),
        val("NumberOfDays", Int),
        val("TermsOfPaymentTypeId", Choice(0, 5)),
        opt("TermsOfPaymentTypeText", AnyText),
        val("AvailableForSales", Bool),
        val("AvailableForPurchase", Bool),
    ],
};

/// eAccounting: `DeliveryMethodApi`.
pub(crate) static DELIVERY_METHOD: Model = Model {
    name: "DeliveryMethodApi",
    fields: &[
        ro("Id", Uuid),
        req("Name", Text(100)),
        opt("NameEnglish", Text(200)),
        opt("Code", Text(20)),
    ],
};

/// eAccounting: `DeliveryTermApi`.
pub(crate) static DELIVERY_TERM: Model = Model {
    name: "DeliveryTermApi",
    fields: &[
        ro("Id", Uuid),
        req("Name", Text(100)),
        opt("NameEnglish", Text(200)),
        opt("Code", Text(20)),
        val("Editable", Bool),
    ],
};

/// eAccounting: `UnitApi`.
pub(crate) static UNIT: Model = Model {
    name: "UnitApi",
    fields: &[
        ro("Id", Uuid),
        opt("Name", AnyText),
        opt("Code", AnyText),
        opt("Abbreviation", AnyText),
        opt("AbbreviationEnglish", AnyText),
    ],
};

/// eAccounting: `CountryApi`.
pub(crate) static COUNTRY: Model = Model {
    name: "CountryApi",
    fields: &[
        opt("Name", AnyText),
        opt("NameEnglish", AnyText),
        opt("Code", AnyText),
        val("IsEuMember", Bool),
    ],
};

/// eAccounting: `CurrencyApi`.
pub(crate) static CURRENCY: Model = Model {
    name: "CurrencyApi",
    fields: &[opt("Code", AnyText)],
};

/// eAccounting: `VatCodeApi`.
pub(crate) static VAT_CODE: Model = Model {
    name: "VatCodeApi",
    fields: &[
        ro("Id", Uuid),
        opt("Code", AnyText),
        opt("Description", AnyText),
        val("VatRate", Number(9)),
        val("OssCodeType", Choice(0, 2)),
        val("RelatedAccounts", Object(&RELATED_ACCOUNTS)),
    ],
};

/// eAccounting: `VatCodeRateApi`.
pub(crate) static VAT_CODE_RATE: Model = Model {
    name: "VatCodeRateApi",
    fields: &[
        ro("Id", Uuid),
        opt("Code", AnyText),
        opt("Description", AnyText),
        opt("VatRates", List(&Object(&VAT_RATE))),
        val("OssCodeType", Choice(0, 2)),
        val("RelatedAccounts", Object(&RELATED_ACCOUNTS)),
    ],
};

/// eAccounting: `VatRateApi`.
pub(crate) static VAT_RATE: Model = Model {
    name: "VatRateApi",
    fields: &[val("VatRateDate", Date), val("VatRate", Number(9))],
};

/// eAccounting: `RelatedAccounts`.
pub(crate) static RELATED_ACCOUNTS: Model = Model {
    name: "RelatedAccounts",
    fields: &[
        opt("AccountNumber1", Int),
        opt("AccountNumber2", Int),
        opt("AccountNumber3", Int),
    ],
};

/// eAccounting: `AccountApi`.
pub(crate) static ACCOUNT: Model = Model {
    name: "AccountApi",
    fields: &[
        req("Name", Text(100)),
        req("Number", AnyText),
        opt("VatCodeId", Uuid),
        ro_opt("VatCodeDescription", AnyText),
        req("FiscalYearId", Uuid),
        ro_opt("ReferenceCode", AnyText),
        ro("Type", Int),
        ro_opt("TypeDescription", AnyText),
        ro("ModifiedUtc", Date),
        ro("CreatedUtc", Date),
        req("IsActive", Bool),
        val("AllowTransactionText", Bool),
        val("IsFirstCostCenterMandatory", Bool),
        val("IsProjectAllowed", Bool),
        val("IsCostCenterAllowed", Bool),
        val("IsBlockedForManualBooking", Bool),
        ro_opt("Description", AnyText),
    ],
};

/// eAccounting: `BankAccountApi`.
pub(crate) static BANK_ACCOUNT: Model = Model {
    name: "BankAccountApi",
    fields: &[
        opt("Bank", Uuid),
        req("BankAccountType", Choice(1, 7)),
        ro_opt("BankAccountTypeDescription", AnyText),
        opt("Bban", Text(35)),
        opt("Iban", Text(35)),
        req("Name", Text(200)),
        opt("NameEnglish", Text(200)),
        ro("Id", Uuid),
        val("IsActive", Bool),
        req("LedgerAccountNumber", Int),
        val("HasActiveBankAgreement", Bool),
        val("IsDefaultChequeAccount", Bool),
        ro_opt("CurrencyCode", AnyText),
        ro("ModifiedUtc", Date),
        val("Balance", Object(&BALANCE_AND_DATE)),
        opt("BankAccountHolderName", AnyText),
        ro_opt("IsEnabledDirectDebit", Bool),
        ro_opt("DirectDebitCreditorId", AnyText),
        ro_opt("DirectDebitBatchBooking", Bool),
        ro_opt("DirectDebitSendDirectlyToBank", Bool),
    ],
};

/// eAccounting: `BalanceAndDateApi`.
pub(crate) static BALANCE_AND_DATE: Model = Model {
    name: "BalanceAndDateApi",
    fields: &[val("Balance", Number(9)), val("Date", Date)],
};

/// eAccounting: `FiscalYearApi`.
pub(crate) static FISCAL_YEAR: Model = Model {
    name: "FiscalYearApi",
    fields: &[
        ro("Id", Uuid),
        val("StartDate", Date),
        val("EndDate", Date),
        ro("IsLockedForAccounting", Bool),
        ro("BookkeepingMethod", Choice(0, 2)),
    ],
};
