use super::{Field, FieldKind};

const fn text(name: &'static str) -> Field {
    Field::new(name, FieldKind::Text)
}

const fn number(name: &'static str) -> Field {
    Field::new(name, FieldKind::Number)
}

const fn integer(name: &'static str) -> Field {
    Field::new(name, FieldKind::Integer)
}

const fn boolean(name: &'static str) -> Field {
    Field::new(name, FieldKind::Boolean)
}

const fn date(name: &'static str) -> Field {
    Field::new(name, FieldKind::Date)
}

const fn uuid(name: &'static str) -> Field {
    Field::new(name, FieldKind::Uuid)
}

const fn list(name: &'static str) -> Field {
    Field::new(name, FieldKind::List)
}

const fn object(name: &'static str) -> Field {
    Field::new(name, FieldKind::Object)
}

/// Fields that the OpenAPI document doesn't mark read-only, but that mappings can't set, since they follow from other
/// fields: the contribution margin is computed, and a customer's terms of payment follow `TermsOfPaymentId`.
pub const NOT_OFFERED: &[&str] = &["ContributionMargin", "TermsOfPayment"];

/// Fields of an article that the OpenAPI document marks read-only (`ArticleApi`): they are not sent back.
pub const ARTICLE_READ_ONLY: &[&str] = &[
    "Id",
    "CodingName",
    "UnitName",
    "UnitAbbreviation",
    "StockBalanceManuallyChangedUtc",
    "StockBalanceReserved",
    "StockBalanceAvailable",
    "CreatedUtc",
    "ChangedUtc",
    "PurchasePriceManuallyChangedUtc",
    "MessageThreads",
    "Notes",
    "ShowStockInformation",
    "IsServiceArticle",
    "FreightCostsManuallyChangedUtc",
    "StockValue",
];

/// Writable fields of a customer (`CustomerApi`).
pub const CUSTOMER: &[Field] = &[
    text("InvoiceCity").max(50).required(),
    text("InvoicePostalCode").max(10).required(),
    text("GLN").max(255),
    text("EmailAddressOrder").max(255),
    text("EmailAddressQuote").max(255),
    text("TaxDeductionNumber"),
    integer("PropertyType").between(1, 2),
    text("PropertyReference").max(40),
    list("CustomerLabels"),
    text("Iban").max(35),
    boolean("IsDirectDebitEnabled"),
    object("DirectDebitCustomerSettings"),
    uuid("DiscountAgreementId"),
    text("CustomerNumber").max(16),
    text("CorporateIdentityNumber").max(20),
    text("ContactPersonEmail").max(255),
    text("ContactPersonMobile").max(50),
    text("ContactPersonName").max(100),
    text("ContactPersonPhone").max(50),
    text("CurrencyCode").max(3),
    text("EmailAddress").max(255),
    text("InvoiceAddress1").max(50),
    text("InvoiceAddress2").max(50),
    text("InvoiceCountryCode").max(2),
    text("DeliveryAddress1").max(50),
    text("DeliveryAddress2").max(50),
    text("DeliveryCity").max(50),
    text("DeliveryCountryCode").max(2),
    text("DeliveryPostalCode").max(10),
    text("DeliveryCustomerName").max(100),
    uuid("DeliveryMethodId"),
    uuid("DeliveryTermId"),
    text("Name").max(50).required(),
    text("Note").max(4000),
    boolean("ReverseChargeOnConstructionServices"),
    integer("WebshopCustomerNumber"),
    text("MobilePhone").max(50),
    text("Telephone").max(50),
    uuid("TermsOfPaymentId").required(),
    text("VatNumber").max(20),
    text("WwwAddress").max(255),
    boolean("IsPrivatePerson").required(),
    boolean("IsNorthernIreland"),
    number("DiscountPercentage").decimals(4).between(0, 1),
    boolean("IsActive").required(),
    boolean("ForceBookkeepVat"),
    text("EdiGlnNumber").max(255),
    text("SalesDocumentLanguage").max(2),
    text("ElectronicAddress").max(255),
    text("ElectronicReference").max(35),
    text("EdiServiceDelivererId").max(255),
    date("AutoInvoiceActivationEmailSentDate"),
    date("AutoInvoiceRegistrationRequestSentDate"),
    list("EmailAddresses"),
    boolean("DeliveryBasedVat"),
    uuid("SalesPriceListId"),
];

/// Writable fields of an order (`OrderApi`).
pub const ORDER: &[Field] = &[
    number("Amount").decimals(2),
    uuid("CustomerId").required(),
    text("CurrencyCode").max(3).required(),
    number("VatAmount").decimals(2),
    number("RoundingsAmount").decimals(2),
    number("DeliveredAmount").decimals(2),
    number("DeliveredVatAmount").decimals(2),
    number("DeliveredRoundingsAmount").decimals(2),
    text("DeliveryCustomerName").max(100),
    text("DeliveryAddress1").max(50),
    text("DeliveryAddress2").max(50),
    text("DeliveryPostalCode").max(10),
    text("DeliveryCity").max(50),
    text("DeliveryCountryCode").max(2),
    text("YourReference").max(100),
    text("OurReference").max(100),
    text("BuyersOrderReference").max(35),
    text("InvoiceAddress1").max(50),
    text("InvoiceAddress2").max(50),
    text("InvoiceCity"),
    text("InvoiceCountryCode").max(2),
    text("InvoiceCustomerName").max(50),
    text("InvoicePostalCode").max(10),
    text("DeliveryMethodName").max(50),
    text("DeliveryMethodCode").max(20),
    text("DeliveryTermName").max(50),
    text("DeliveryTermCode").max(20),
    uuid("TermsOfPaymentId"),
    boolean("EuThirdParty").required(),
    date("OrderDate"),
    integer("Status").between(1, 4).required(),
    date("DeliveryDate"),
    number("HouseWorkAmount"),
    boolean("HouseWorkAutomaticDistribution"),
    text("HouseWorkCorporateIdentityNumber").max(20),
    text("HouseWorkPropertyName").max(100),
    list("Rows"),
    date("ShippedDateTime"),
    integer("RotReducedInvoicingType").required(),
    integer("RotPropertyType"),
    list("Persons"),
    boolean("ReverseChargeOnConstructionServices").required(),
    boolean("UsesGreenTechnology"),
];

/// Writable fields of an order row (`OrderRowApi`).
pub const ORDER_ROW: &[Field] = &[
    integer("LineNumber").between(0, 1_000).required(),
    number("DeliveredQuantity").decimals(2),
    uuid("ArticleId"),
    text("ArticleNumber").max(40),
    boolean("IsTextRow").required(),
    text("Text").max(2000),
    number("UnitPrice").decimals(4),
    number("Amount").decimals(2),
    number("DiscountPercentage").decimals(4).between(0, 1),
    number("Quantity").decimals(4),
    integer("WorkCostType"),
    boolean("IsWorkCost").required(),
    number("WorkHours"),
    number("MaterialCosts"),
    boolean("EligibleForReverseChargeOnVat").required(),
    uuid("CostCenterItemId1"),
    uuid("CostCenterItemId2"),
    uuid("CostCenterItemId3"),
    uuid("ProjectId"),
    integer("GreenTechnologyType").between(0, 3),
];

/// Writable fields of an article (`ArticleApi`).
pub const ARTICLE: &[Field] = &[
    boolean("IsActive").required(),
    text("Number").max(40).required(),
    text("Name").max(50).required(),
    text("NameEnglish").max(50),
    number("NetPrice").decimals(2).between(0, 99_000_000),
    number("NetPriceWithDiscount").decimals(2).between(0, 99_000_000),
    number("GrossPrice").decimals(2).between(0, 99_000_000),
    uuid("CodingId").required(),
    uuid("UnitId").required(),
    number("StockBalance")
        .decimals(2)
        .between(-1_000_000_000_000_000, 1_000_000_000_000_000),
    integer("HouseWorkType"),
    number("PurchasePrice").decimals(2).between(0, 99_000_000),
    boolean("SendToWebshop"),
    boolean("UsesMoss"),
    list("ArticleLabels"),
    text("Note").max(4000),
    boolean("IsStock"),
    text("StockLocationReference"),
    number("FreightCosts").between(0, 99_000_000),
    boolean("UpdateStockPrices"),
    list("Barcodes"),
    integer("GreenTechnologyType"),
    number("DiscountPercentage"),
    text("CurrencyCode").max(3),
    number("PurchasePriceWithCurrency"),
    number("FreightCostWithCurrency"),
    number("OrderingPoint"),
    uuid("SupplierId"),
    text("SupplierArticleNumber").max(16),
];

/// Writable fields of an invoice draft (`CustomerInvoiceDraftApi`).
pub const INVOICE_DRAFT: &[Field] = &[
    uuid("CustomerId").required(),
    boolean("IsCreditInvoice"),
    integer("RotReducedInvoicingType").required(),
    text("RotReducedInvoicingPropertyName").max(40),
    text("RotReducedInvoicingOrgNumber").max(11),
    number("RotReducedInvoicingAmount").decimals(2),
    boolean("RotReducedInvoicingAutomaticDistribution"),
    integer("RotPropertyType"),
    number("HouseWorkOtherCosts"),
    list("Rows"),
    list("Persons"),
    text("YourReference").max(100),
    text("OurReference").max(100),
    text("BuyersOrderReference").max(35),
    text("ElectronicReference").max(100),
    text("SubscriptionNumber").max(100),
    text("ContractNumber").max(100),
    text("InvoiceAddress1").max(50),
    text("InvoiceAddress2").max(50),
    text("DeliveryCustomerName").max(50),
    text("DeliveryAddress1").max(50),
    text("DeliveryAddress2").max(50),
    text("DeliveryPostalCode").max(10),
    text("DeliveryCity").max(50),
    text("DeliveryCountryCode").max(2),
    text("DeliveryMethodName").max(50),
    text("DeliveryTermName").max(50),
    uuid("TermsOfPaymentId"),
    text("DeliveryMethodCode").max(20),
    text("DeliveryTermCode").max(20),
    boolean("EuThirdParty").required(),
    date("InvoiceDate"),
    date("DueDate"),
    date("DeliveryDate"),
    boolean("ReplaceUnitPriceWhenZero"),
    boolean("UsesGreenTechnology"),
    boolean("IsDirectDebit"),
    uuid("BackgroundId"),
];

/// Writable fields of an invoice draft row (`CustomerInvoiceDraftRowApi`).
pub const INVOICE_DRAFT_ROW: &[Field] = &[
    integer("LineNumber").between(0, 1_000),
    uuid("ArticleId"),
    text("ArticleNumber"),
    boolean("IsTextRow").required(),
    text("Text").max(2000),
    number("UnitPrice").decimals(4),
    number("DiscountPercentage").decimals(4).between(0, 1),
    number("Quantity").decimals(2),
    integer("WorkCostType"),
    boolean("IsWorkCost"),
    number("WorkHours"),
    number("MaterialCosts"),
    boolean("ReversedConstructionServicesVatFree").required(),
    uuid("CostCenterItemId1"),
    uuid("CostCenterItemId2"),
    uuid("CostCenterItemId3"),
    text("UnitAbbreviation"),
    text("UnitAbbreviationEnglish"),
    text("UnitName"),
    uuid("ProjectId"),
    integer("GreenTechnologyType").between(0, 3),
];
