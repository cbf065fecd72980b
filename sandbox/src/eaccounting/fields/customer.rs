//! Customers and the records that belong to them.

use super::lookup::TERMS_OF_PAYMENT;
use crate::eaccounting::model::Kind::{
    AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid, Within,
};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `CustomerApi`.
pub(crate) static CUSTOMER: Model = Model {
    name: "CustomerApi",
    fields: &[
        ro("Id", Uuid),
        req("InvoiceCity", Text(50)),
        req("InvoicePostalCode", Text(10)),
        opt("GLN", Text(255)),
        opt("EmailAddressOrder", Text(255)),
        opt("EmailAddressQuote", Text(255)),
        ro_opt("PayToAccountId", Uuid),
        val("TermsOfPayment", Object(&TERMS_OF_PAYMENT)),
        ro_opt("LastInvoiceDate", Date),
        opt("TaxDeductionNumber", AnyText),
        opt("PropertyType", Choice(1, 2)),
        opt("PropertyReference", Text(40)),
        ro_opt("ChangedUtc", Date),
        opt("CustomerLabels", List(&Object(&LABEL_REFERENCE))),
        ro_opt("MessageThreads", List(&Uuid)),
        ro_opt("Notes", List(&Uuid)),
        ro("IsFutureInvoiceDateAllowed", Bool),
        opt("Iban", Text(35)),
        opt("IsDirectDebitEnabled", Bool),
        val("DirectDebitCustomerSettings", Object(&DIRECT_DEBIT)),
        opt("DiscountAgreementId", Uuid),
        ro("UnpaidInvoicesAmount", Number(9)),
        opt("CustomerNumber", Text(16)),
        opt("CorporateIdentityNumber", Text(20)),
        opt("ContactPersonEmail", Text(255)),
        opt("ContactPersonMobile", Text(50)),
        opt("ContactPersonName", Text(100)),
        opt("ContactPersonPhone", Text(50)),
        opt("CurrencyCode", Text(3)),
        opt("EmailAddress", Text(255)),
        opt("InvoiceAddress1", Text(50)),
        opt("InvoiceAddress2", Text(50)),
        opt("InvoiceCountryCode", Text(2)),
        opt("DeliveryAddress1", Text(50)),
        opt("DeliveryAddress2", Text(50)),
        opt("DeliveryCity", Text(50)),
        opt("DeliveryCountryCode", Text(2)),
        opt("DeliveryPostalCode", Text(10)),
        opt("DeliveryCustomerName", Text(100)),
        opt("DeliveryMethodId", Uuid),
        opt("DeliveryTermId", Uuid),
        req("Name", Text(50)),
        opt("Note", Text(4000)),
        val("ReverseChargeOnConstructionServices", Bool),
        opt("WebshopCustomerNumber", Int),
        opt("MobilePhone", Text(50)),
        opt("Telephone", Text(50)),
        req("TermsOfPaymentId", Uuid),
        opt("VatNumber", Text(20)),
        opt("WwwAddress", Text(255)),
        req("IsPrivatePerson", Bool),
        opt("IsNorthernIreland", Bool),
        val("DiscountPercentage", Within(4, 0, 1)),
        req("IsActive", Bool),
        val("ForceBookkeepVat", Bool),
        opt("EdiGlnNumber", Text(255)),
        opt("SalesDocumentLanguage", Text(2)),
        opt("ElectronicAddress", Text(255)),
        opt("ElectronicReference", Text(35)),
        opt("EdiServiceDelivererId", Text(255)),
        opt("AutoInvoiceActivationEmailSentDate", Date),
        opt("AutoInvoiceRegistrationRequestSentDate", Date),
        opt("EmailAddresses", List(&AnyText)),
        val("DeliveryBasedVat", Bool),
        opt("SalesPriceListId", Uuid),
    ],
};

/// eAccounting: `CustomerLabelApi` within a customer, where it refers to an existing label.
pub(crate) static LABEL_REFERENCE: Model = Model {
    name: "CustomerLabelApi",
    fields: &[
        opt("Id", Uuid),
        opt("Name", Text(50)),
        opt("Description", Text(400)),
    ],
};

/// eAccounting: `CustomerLabelApi`.
pub(crate) static CUSTOMER_LABEL: Model = Model {
    name: "CustomerLabelApi",
    fields: &[
        ro("Id", Uuid),
        req("Name", Text(50)),
        opt("Description", Text(400)),
    ],
};

/// eAccounting: `DirectDebitCustomerSettingsApi`.
pub(crate) static DIRECT_DEBIT: Model = Model {
    name: "DirectDebitCustomerSettingsApi",
    fields: &[
        opt("MandateId", Text(35)),
        val("MandateType", Choice(1, 2)),
        val("SequenceType", Choice(1, 3)),
        opt("SigningDate", Date),
        opt("EndDate", Date),
        opt("LatestDirectDebit", Date),
        opt("Bic", Text(11)),
    ],
};
