//! Customer invoice drafts, and the expected totals of a conversion.

use super::common::{CONTRIBUTION_MARGIN, PERSON};
use crate::eaccounting::model::Kind::{
    AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid, Within,
};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `CustomerInvoiceDraftApi`.
pub(crate) static DRAFT: Model = Model {
    name: "CustomerInvoiceDraftApi",
    fields: &[
        ro("Id", Uuid),
        req("CustomerId", Uuid),
        ro_opt("CreatedUtc", Date),
        val("IsCreditInvoice", Bool),
        req("RotReducedInvoicingType", Choice(0, 2)),
        opt("RotReducedInvoicingPropertyName", Text(40)),
        opt("RotReducedInvoicingOrgNumber", Text(11)),
        ro("MaxAllowedTaxReductionAmount", Number(9)),
        val("RotReducedInvoicingAmount", Number(2)),
        val("RotReducedInvoicingAutomaticDistribution", Bool),
        opt("RotPropertyType", Choice(1, 2)),
        opt("HouseWorkOtherCosts", Number(9)),
        opt("Rows", List(&Object(&DRAFT_ROW))),
        opt("Persons", List(&Object(&PERSON))),
        opt("YourReference", Text(100)),
        opt("OurReference", Text(100)),
        opt("BuyersOrderReference", Text(35)),
        opt("ElectronicReference", Text(100)),
        opt("SubscriptionNumber", Text(100)),
        opt("ContractNumber", Text(100)),
        ro_opt("InvoiceCustomerName", Text(50)),
        opt("InvoiceAddress1", Text(50)),
        opt("InvoiceAddress2", Text(50)),
        ro_opt("InvoicePostalCode", Text(10)),
        ro_opt("InvoiceCity", Text(50)),
        ro_opt("InvoiceCountryCode", Text(2)),
        ro_opt("InvoiceCurrencyCode", AnyText),
        opt("DeliveryCustomerName", Text(50)),
        opt("DeliveryAddress1", Text(50)),
        opt("DeliveryAddress2", Text(50)),
        opt("DeliveryPostalCode", Text(10)),
        opt("DeliveryCity", Text(50)),
        opt("DeliveryCountryCode", Text(2)),
        opt("DeliveryMethodName", Text(50)),
        opt("DeliveryTermName", Text(50)),
        opt("TermsOfPaymentId", Uuid),
        opt("DeliveryMethodCode", Text(20)),
        opt("DeliveryTermCode", Text(20)),
        req("EuThirdParty", Bool),
        ro("CustomerIsPrivatePerson", Bool),
        ro("ReverseChargeOnConstructionServices", Bool),
        ro_opt("SalesDocumentAttachments", List(&Uuid)),
        ro_opt("MessageThreads", List(&Uuid)),
        ro_opt("Notes", List(&Uuid)),
        opt("InvoiceDate", Date),
        opt("DueDate", Date),
        opt("DeliveryDate", Date),
        ro("TotalAmount", Number(9)),
        ro("TotalVatAmount", Number(9)),
        ro("TotalRoundings", Number(9)),
        ro("TotalAmountBaseCurrency", Number(9)),
        ro("TotalVatAmountBaseCurrency", Number(9)),
        ro_opt("CustomerNumber", Text(16)),
        ro_opt("CustomerName", AnyText),
        ro("IncludesVat", Bool),
        val("ReplaceUnitPriceWhenZero", Bool),
        val("UsesGreenTechnology", Bool),
        val("ContributionMargin", Object(&CONTRIBUTION_MARGIN)),
        opt("IsDirectDebit", Bool),
        opt("BackgroundId", Uuid),
    ],
};

/// eAccounting: `CustomerInvoiceDraftRowApi`.
pub(crate) static DRAFT_ROW: Model = Model {
    name: "CustomerInvoiceDraftRowApi",
    fields: &[
        ro("Id", Uuid),
        opt("LineNumber", Choice(0, 1000)),
        opt("ArticleId", Uuid),
        ro("IsServiceArticle", Bool),
        ro_opt("UnitId", Uuid),
        opt("ArticleNumber", AnyText),
        req("IsTextRow", Bool),
        opt("Text", Text(2000)),
        val("UnitPrice", Number(9)),
        ro("IsDiscountInFixedAmount", Bool),
        ro_opt("DiscountFixedAmount", Number(2)),
        val("DiscountPercentage", Within(4, 0, 1)),
        val("Quantity", Number(2)),
        val("WorkCostType", Choice(0, 29)),
        val("IsWorkCost", Bool),
        opt("WorkHours", Number(9)),
        opt("MaterialCosts", Number(9)),
        req("ReversedConstructionServicesVatFree", Bool),
        opt("CostCenterItemId1", Uuid),
        opt("CostCenterItemId2", Uuid),
        opt("CostCenterItemId3", Uuid),
        opt("UnitAbbreviation", AnyText),
        opt("UnitAbbreviationEnglish", AnyText),
        ro_opt("VatRateId", AnyText),
        ro_opt("VatRate", Number(9)),
        opt("UnitName", AnyText),
        opt("ProjectId", Uuid),
        val("GreenTechnologyType", Choice(0, 3)),
        val("ContributionMargin", Object(&CONTRIBUTION_MARGIN)),
        ro("PurchasePrice", Number(9)),
        ro("Amount", Number(9)),
        ro("FreightCosts", Number(9)),
    ],
};

/// eAccounting: `CustomerInvoiceDraftValidationApi`.
pub(crate) static DRAFT_EXPECTATION: Model = Model {
    name: "CustomerInvoiceDraftValidationApi",
    fields: &[
        opt("TotalAmountInvoiceCurrency", Number(9)),
        opt("TotalVatAmountInvoiceCurrency", Number(9)),
        opt("TotalRoundingsInvoiceCurrency", Number(9)),
        opt("Rows", List(&Object(&DRAFT_EXPECTATION_ROW))),
    ],
};

/// eAccounting: `CustomerInvoiceDraftValidationRowApi`.
pub(crate) static DRAFT_EXPECTATION_ROW: Model = Model {
    name: "CustomerInvoiceDraftValidationRowApi",
    fields: &[
        val("LineNumber", Int),
        opt("TotalAmountNoVatInvoiceCurrency", Number(9)),
        opt("TotalAmountIncVatInvoiceCurrency", Number(9)),
    ],
};
