//! The settings of the company.

use crate::eaccounting::model::Kind::{
    AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid, Within,
};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `CompanySettingsApi`.
pub(crate) static COMPANY: Model = Model {
    name: "CompanySettingsApi",
    fields: &[
        val("CompanyScanningAddress", Object(&COMPANY_SCANNING_ADDRESS)),
        req("Name", Text(100)),
        opt("Email", Text(255)),
        opt("Phone", Text(20)),
        opt("MobilePhone", Text(20)),
        req("Address1", Text(40)),
        opt("Address2", Text(40)),
        req("CountryCode", Text(2)),
        req("PostalCode", Text(10)),
        req("City", Text(40)),
        opt("Website", Text(255)),
        opt("OurReference", Text(100)),
        ro_opt("CurrencyCode", AnyText),
        ro("TermsOfPaymentId", Uuid),
        ro_opt("CorporateIdentityNumber", AnyText),
        ro_opt("PeppolId", AnyText),
        ro_opt("VatCode", AnyText),
        opt("BankGiro", AnyText),
        opt("PlusGiro", AnyText),
        ro_opt("BankAccount", AnyText),
        ro_opt("Iban", AnyText),
        ro("AccountNumberDigits", Int),
        ro("AccountingLockedTo", Date),
        ro("AccountingLockInterval", Choice(0, 4)),
        val("TaxDeclarationDate", Object(&TAX_DECLARATION_DATE)),
        ro_opt("Gln", AnyText),
        ro_opt("ProductVariant", Choice(1, 6)),
        ro("TypeOfBusiness", Choice(1, 9)),
        ro("VatPeriod", Choice(1, 9)),
        ro_opt("ActivatedModules", List(&AnyText)),
        val("CompanyText", Object(&COMPANY_TEXTS)),
        ro("NextCustomerNumber", Int),
        ro("NextSupplierNumber", Int),
        ro("NextCustomerInvoiceNumber", Int),
        ro("NextQuoteNumber", Int),
        ro("NextOrderNumber", Int),
        ro_opt("NextArticleNumber", Int),
        ro("ShowPricesExclVatPC", Bool),
        ro("ShowContributionMargin", Bool),
        ro("HasProportionalVatEnabled", Bool),
        ro_opt("ProportionalVatValue", Int),
        ro_opt("IsPayslipActivated", Bool),
        ro("UsesCostCenter", Bool),
        ro("UsesProject", Bool),
        val("UsesMoss", Bool),
        val("UsesPaymentReferenceNumber", Bool),
        opt("UsesSupplierInvoiceEdit", Bool),
        opt("UseAdvancedMode", Bool),
        ro("DomesticCurrencyRounding", Choice(0, 1)),
        val("AutoInvoice", Object(&AUTO_INVOICE)),
        val("ApprovalSettings", Object(&APPROVAL_SETTINGS)),
        val("UsesReverseConstructionVat", Bool),
        val("UsesRotReducedInvoicing", Bool),
        val("CompanyRotRutSettings", Object(&COMPANY_ROT_RUT)),
        ro("CompanyStatus", Choice(0, 2)),
        ro_opt("CompanyIdentifier", AnyText),
        opt("BankgiroNumberPrint", AnyText),
        opt("KeepOriginalDraftDate", Bool),
        val("UsePaymentFilesForOutgoingPayments", Bool),
        opt("UseAutomaticVatCalculation", Bool),
        ro("ShowCostCenterReminder", Bool),
        ro("ShowProjectReminder", Bool),
        ro("UsesGreenTechnology", Bool),
        val(
            "CompanyGreenTechnologySettings",
            Object(&COMPANY_GREEN_TECHNOLOGY),
        ),
        val("UsesVatTriangulationRules", Bool),
        opt("Swish", Text(20)),
        ro_opt("CompanyEmailForUpload", AnyText),
        ro("VismaWebshopStatus", Choice(0, 3)),
        ro("UsesTransactionText", Bool),
        opt("FirstPaymentReminderWithoutFee", Bool),
        opt("LatePaymentFee", Within(9, 0, 99999)),
        opt("DefaultBackgroundId", Uuid),
        ro("InvoicePrintSettingsType", Choice(0, 3)),
    ],
};

/// eAccounting: `CompanyScanningAddressApi`.
pub(crate) static COMPANY_SCANNING_ADDRESS: Model = Model {
    name: "CompanyScanningAddressApi",
    fields: &[
        opt("Name", AnyText),
        opt("Address1", AnyText),
        opt("Address2", AnyText),
        opt("PostCode", AnyText),
        opt("PostOffice", AnyText),
        opt("Email", AnyText),
    ],
};

/// eAccounting: `CompanyTextsApi`.
pub(crate) static COMPANY_TEXTS: Model = Model {
    name: "CompanyTextsApi",
    fields: &[
        opt("CustomerInvoiceTextDomestic", Text(400)),
        opt("CustomerInvoiceTextForeign", Text(400)),
        opt("OrderTextDomestic", Text(400)),
        opt("OrderTextForeign", Text(400)),
        opt("OverDueTextDomestic", Text(400)),
        opt("OverDueTextForeign", Text(400)),
        opt("QuoteEmailDomestic", Text(2048)),
        opt("QuoteEmailForeign", Text(2048)),
        opt("InvoiceEmailDomestic", Text(2048)),
        opt("InvoiceEmailForeign", Text(2048)),
        opt("OrderEmailDomestic", Text(2048)),
        opt("OrderEmailForeign", Text(2048)),
        opt("PurchaseOrderEmailDomestic", Text(2048)),
        opt("PurchaseOrderEmailForeign", Text(2048)),
    ],
};

/// eAccounting: `TaxDeclarationDateApi`.
pub(crate) static TAX_DECLARATION_DATE: Model = Model {
    name: "TaxDeclarationDateApi",
    fields: &[val("Month", Choice(1, 31)), val("Day", Choice(1, 12))],
};

/// eAccounting: `AutoInvoiceApi`.
pub(crate) static AUTO_INVOICE: Model = Model {
    name: "AutoInvoiceApi",
    fields: &[
        ro("AutoInvoiceActivationStatus", Choice(0, 2)),
        ro("AutoInvoiceB2CStatus", Choice(0, 2)),
        ro("AutoInvoiceInboundStatus", Choice(0, 1)),
    ],
};

/// eAccounting: `ApprovalSettingsApi`.
pub(crate) static APPROVAL_SETTINGS: Model = Model {
    name: "ApprovalSettingsApi",
    fields: &[
        ro("UsesSupplierInvoiceApproval", Bool),
        ro("UsesVatReportApproval", Bool),
    ],
};

/// eAccounting: `CompanyRotRutSettingsApi`.
pub(crate) static COMPANY_ROT_RUT: Model = Model {
    name: "CompanyRotRutSettingsApi",
    fields: &[
        val("RutMaxAmountForPersBelow65Year", Within(2, 0, 999999)),
        val("RutMaxAmountForPersOver65Year", Within(2, 0, 999999)),
        val("RutReducedInvoicingPercent", Within(2, 0, 1)),
        val("RotReducedInvoicingMaxAmount", Within(2, 0, 999999)),
        val("RotReducedInvoicingPercent", Within(2, 0, 1)),
    ],
};

/// eAccounting: `CompanyGreenTechnologySettingsApi`.
pub(crate) static COMPANY_GREEN_TECHNOLOGY: Model = Model {
    name: "CompanyGreenTechnologySettingsApi",
    fields: &[
        ro("GreenTechnologyDeductionMaxAmount", Number(9)),
        ro("SollarCellDiscountPercentage", Number(9)),
    ],
};
