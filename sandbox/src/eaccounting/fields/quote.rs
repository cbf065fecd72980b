//! Quotes (offers) and their rows.

use super::common::{CONTRIBUTION_MARGIN, PERSON};
use super::lookup::TERMS_REFERENCE;
use crate::eaccounting::model::Kind::{
    AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid, Within,
};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `QuoteApi`.
pub(crate) static QUOTE: Model = Model {
    name: "QuoteApi",
    fields: &[
        ro_opt("ApprovedDate", Date),
        ro_opt("BackgroundId", Uuid),
        opt("BuyersOrderReference", Text(35)),
        opt("CompanyReference", Text(100)),
        val("ContributionMargin", Object(&CONTRIBUTION_MARGIN)),
        ro("CreatedUtc", Date),
        ro_opt("CurrencyCode", AnyText),
        ro("CurrencyRate", Number(9)),
        req("CustomerId", Uuid),
        ro("CustomerIsPrivatePerson", Bool),
        ro_opt("CustomerName", AnyText),
        ro_opt("CustomerNumber", AnyText),
        opt("CustomerReference", Text(100)),
        ro_opt("DeliveryAddress1", AnyText),
        ro_opt("DeliveryAddress2", AnyText),
        ro_opt("DeliveryCity", AnyText),
        ro_opt("DeliveryCountryCode", AnyText),
        ro_opt("DeliveryCustomerName", AnyText),
        opt("DeliveryDate", Date),
        ro_opt("DeliveryMethodCode", AnyText),
        ro_opt("DeliveryMethodName", AnyText),
        ro_opt("DeliveryPostalCode", AnyText),
        ro_opt("DeliveryTermCode", AnyText),
        ro_opt("DeliveryTermName", AnyText),
        val("DueDate", Date),
        val("EuThirdParty", Bool),
        ro("Id", Uuid),
        ro("IncludesVat", Bool),
        ro_opt("InvoiceAddress1", AnyText),
        ro_opt("InvoiceAddress2", AnyText),
        ro_opt("InvoiceCity", AnyText),
        ro_opt("InvoiceCountryCode", AnyText),
        ro_opt("InvoiceCustomerName", AnyText),
        ro_opt("InvoicePostalCode", AnyText),
        ro("IsDomestic", Bool),
        ro("IsNotDelivered", Bool),
        ro_opt("MessageThreads", List(&Uuid)),
        ro_opt("ModifiedUtc", Date),
        ro_opt("Notes", List(&Uuid)),
        ro_opt("Number", Int),
        opt("Persons", List(&Object(&PERSON))),
        val("QuoteDate", Date),
        opt("RotPropertyType", Choice(1, 2)),
        val("RotReducedInvoicingAmount", Number(9)),
        ro("MaxAllowedTaxReductionAmount", Number(9)),
        ro("RotReducedInvoicingAutomaticDistribution", Bool),
        opt("RotReducedInvoicingOrgNumber", AnyText),
        ro("RotReducedInvoicingPercent", Number(9)),
        opt("RotReducedInvoicingPropertyName", AnyText),
        val("RotReducedInvoicingType", Choice(0, 2)),
        ro("RoundingsAmount", Number(9)),
        opt("Rows", List(&Object(&QUOTE_ROW))),
        ro_opt("SalesDocumentAttachments", List(&Uuid)),
        ro("Status", Choice(0, 4)),
        val("TermsOfPayment", Object(&TERMS_REFERENCE)),
        ro("TotalAmount", Number(9)),
        val("UsesGreenTechnology", Bool),
        ro("VatAmount", Number(9)),
    ],
};

/// eAccounting: `QuoteRowApi`.
pub(crate) static QUOTE_ROW: Model = Model {
    name: "QuoteRowApi",
    fields: &[
        ro("Id", Uuid),
        opt("ArticleId", Uuid),
        ro("IsServiceArticle", Bool),
        ro_opt("UnitId", Uuid),
        opt("Text", Text(2000)),
        val("UnitPrice", Number(9)),
        val("Amount", Number(9)),
        ro("IsDiscountInFixedAmount", Bool),
        ro_opt("DiscountFixedAmount", Number(2)),
        val("DiscountPercentage", Within(4, 0, 1)),
        val("Quantity", Number(4)),
        val("WorkCostType", Choice(0, 29)),
        ro("IsWorkCost", Bool),
        opt("WorkHours", Number(9)),
        opt("MaterialCosts", Number(9)),
        val("IsVatFree", Bool),
        ro_opt("VatRate", Number(9)),
        ro("LineNumber", Int),
        opt("CostCenterItemId1", Uuid),
        opt("CostCenterItemId2", Uuid),
        opt("CostCenterItemId3", Uuid),
        opt("ProjectId", Uuid),
        ro("IsTextRow", Bool),
        ro_opt("ArticleNumber", AnyText),
        val("GreenTechnologyType", Choice(0, 3)),
        val("ContributionMargin", Object(&CONTRIBUTION_MARGIN)),
        ro("PurchasePrice", Number(9)),
        ro("FreightCosts", Number(9)),
    ],
};

/// eAccounting: `QuoteConversionApi`.
pub(crate) static QUOTE_CONVERSION: Model = Model {
    name: "QuoteConversionApi",
    fields: &[
        val("Type", Choice(0, 1)),
        opt("WorkHouseOtherCosts", Number(9)),
        opt("Rows", List(&Object(&QUOTE_ROW_CONVERSION))),
    ],
};

/// eAccounting: `QuoteRowConversionApi`.
pub(crate) static QUOTE_ROW_CONVERSION: Model = Model {
    name: "QuoteRowConversionApi",
    fields: &[val("Id", Uuid), val("WorkHours", Number(9))],
};
