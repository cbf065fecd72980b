//! The fields of eAccounting that no rule may give, and why.

use super::mapped::Target;

/// What eAccounting would take and no rule may give, and why. Together with the fields above it is everything that can be
/// written; a test holds both against eAccounting's tables.
const REFUSED: &[(Target, &[&str], &str)] = &[
    (
        Target::Customer,
        &["GLN"],
        "eAccounting calls it obsolete; use EdiGlnNumber",
    ),
    (
        Target::Customer,
        &["IsDirectDebitEnabled", "DirectDebitCustomerSettings"],
        "direct debit needs the customer's mandate, which is registered in eAccounting",
    ),
    (
        Target::Customer,
        &[
            "AutoInvoiceActivationEmailSentDate",
            "AutoInvoiceRegistrationRequestSentDate",
        ],
        "eAccounting keeps it itself",
    ),
    (
        Target::Customer,
        &["TermsOfPaymentId"],
        "it is looked up; use TermsOfPayment with a name or a number of days",
    ),
    (
        Target::Customer,
        &["DeliveryMethodId", "DeliveryTermId"],
        "it is looked up; use DeliveryMethod or DeliveryTerm with a name or code",
    ),
    (
        Target::Order,
        &[
            "Amount",
            "VatAmount",
            "RoundingsAmount",
            "DeliveredAmount",
            "DeliveredVatAmount",
            "DeliveredRoundingsAmount",
            "Rows",
            "ReplaceUnitPriceWhenZero",
        ],
        "it follows from the order's lines and total",
    ),
    (Target::Order, &["CurrencyCode"], "it is the order's own currency"),
    (
        Target::Order,
        &["CustomerId"],
        "it is the customer that the order's buyer is found as",
    ),
    (
        Target::Order,
        &["EuThirdParty", "ReverseChargeOnConstructionServices"],
        "it decides about VAT, which follows from the customer and [vat]",
    ),
    (
        Target::Order,
        &["Status", "ShippedDateTime", "IsCreditInvoice"],
        "it follows from orders.document, orders.order_status and orders.on_cancel",
    ),
    (
        Target::Order,
        &["InvoiceDate"],
        "it is the document's date; use OrderDate",
    ),
    (
        Target::Order,
        &[
            "HouseWorkAmount",
            "HouseWorkAutomaticDistribution",
            "HouseWorkCorporateIdentityNumber",
            "HouseWorkPropertyName",
            "HouseWorkOtherCosts",
            "RotReducedInvoicingType",
            "RotReducedInvoicingPropertyName",
            "RotReducedInvoicingOrgNumber",
            "RotReducedInvoicingAmount",
            "RotReducedInvoicingAutomaticDistribution",
            "RotPropertyType",
            "Persons",
            "UsesGreenTechnology",
        ],
        "ROT, RUT and green technology reduce the total by each person's share, which no order says",
    ),
    (
        Target::Order,
        &["IsDirectDebit"],
        "direct debit needs the customer's mandate, which is registered in eAccounting",
    ),
    (
        Target::Order,
        &["TermsOfPaymentId"],
        "it is looked up; use TermsOfPayment with a name or a number of days",
    ),
    (
        Target::Order,
        &[
            "DeliveryMethodName",
            "DeliveryMethodCode",
            "DeliveryTermName",
            "DeliveryTermCode",
        ],
        "it is looked up; use DeliveryMethod or DeliveryTerm with a name or code",
    ),
    (
        Target::Row,
        &[
            "LineNumber",
            "ArticleId",
            "ArticleNumber",
            "UnitPrice",
            "Amount",
            "Quantity",
            "DeliveredQuantity",
            "DiscountPercentage",
            "IsTextRow",
        ],
        "it follows from the order's line, so that the totals agree; the article is [mapping.article] Number",
    ),
    (
        Target::Row,
        &[
            "EligibleForReverseChargeOnVat",
            "ReversedConstructionServicesVatFree",
        ],
        "it decides about VAT, which follows from the customer and [vat]",
    ),
    (
        Target::Row,
        &[
            "IsWorkCost",
            "WorkCostType",
            "WorkHours",
            "MaterialCosts",
            "GreenTechnologyType",
        ],
        "ROT, RUT and green technology reduce the total by each person's share, which no order says",
    ),
    (
        Target::Row,
        &["UnitAbbreviation", "UnitAbbreviationEnglish", "UnitName"],
        "it is the article's unit",
    ),
    (
        Target::Article,
        &["CodingId"],
        "it decides VAT and account; use [articles.account_coding] or vat.countries",
    ),
    (Target::Article, &["UnitId"], "it is looked up; use articles.unit"),
    (
        Target::Article,
        &["IsActive"],
        "an article that is sold is active",
    ),
    (
        Target::Article,
        &[
            "NetPrice",
            "NetPriceWithDiscount",
            "GrossPrice",
            "DiscountPercentage",
        ],
        "rows carry the order's own prices, and an article's price is yours to set",
    ),
    (
        Target::Article,
        &["StockBalance"],
        "stock is moved by deliveries and counts, not by orders",
    ),
    (
        Target::Article,
        &[
            "CurrencyCode",
            "PurchasePriceWithCurrency",
            "FreightCostWithCurrency",
        ],
        "purchases are in the company's currency here; use PurchasePrice and FreightCosts",
    ),
    (
        Target::Article,
        &["HouseWorkType", "GreenTechnologyType"],
        "ROT, RUT and green technology reduce the total by each person's share, which no order says",
    ),
    (
        Target::Article,
        &["ArticleLabels", "Barcodes"],
        "it is a list of records of eAccounting's own",
    ),
];

impl Target {
    /// Why rules can't set this field, if eAccounting has it.
    pub(crate) fn refused(self, name: &str) -> Option<&'static str> {
        REFUSED
            .iter()
            .find(|(target, names, _)| *target == self && names.contains(&name))
            .map(|(_, _, why)| *why)
    }
}
