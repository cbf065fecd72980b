//! Articles and article account codings.

use crate::eaccounting::model::Kind::{
    AnyText, Bool, Choice, Date, Int, List, Number, Object, Text, Uuid, Within,
};
use crate::eaccounting::model::{Model, opt, req, ro, ro_opt, val};

/// eAccounting: `ArticleApi`.
pub(crate) static ARTICLE: Model = Model {
    name: "ArticleApi",
    fields: &[
        ro("Id", Uuid),
        req("IsActive", Bool),
        req("Number", Text(40)),
        req("Name", Text(50)),
        opt("NameEnglish", Text(50)),
        val("NetPrice", Within(2, 0, 99000000)),
        val("NetPriceWithDiscount", Within(2, 0, 99000000)),
        val("GrossPrice", Within(2, 0, 99000000)),
        req("CodingId", Uuid),
        ro_opt("CodingName", AnyText),
        req("UnitId", Uuid),
        ro_opt("UnitName", AnyText),
        ro_opt("UnitAbbreviation", AnyText),
        val(
            "StockBalance",
            Within(2, -1_000_000_000_000_000, 1_000_000_000_000_000),
        ),
        ro_opt("StockBalanceManuallyChangedUtc", Date),
        ro("StockBalanceReserved", Number(9)),
        ro("StockBalanceAvailable", Number(9)),
        ro("CreatedUtc", Date),
        ro("ChangedUtc", Date),
        opt("HouseWorkType", Choice(0, 29)),
        val("PurchasePrice", Within(2, 0, 99000000)),
        ro_opt("PurchasePriceManuallyChangedUtc", Date),
        val("SendToWebshop", Bool),
        val("UsesMoss", Bool),
        opt("ArticleLabels", List(&Object(&ARTICLE_LABEL))),
        ro_opt("MessageThreads", List(&Uuid)),
        ro_opt("Notes", List(&Uuid)),
        opt("Note", Text(4000)),
        val("IsStock", Bool),
        ro("ShowStockInformation", Bool),
        ro("IsServiceArticle", Bool),
        opt("StockLocationReference", AnyText),
        val("FreightCosts", Within(9, 0, 99000000)),
        ro_opt("FreightCostsManuallyChangedUtc", Date),
        val("UpdateStockPrices", Bool),
        opt("Barcodes", List(&Object(&ARTICLE_BARCODE))),
        ro("StockValue", Number(9)),
        opt("GreenTechnologyType", Choice(0, 3)),
        val("DiscountPercentage", Number(9)),
        opt("CurrencyCode", Text(3)),
        val("PurchasePriceWithCurrency", Number(9)),
        val("FreightCostWithCurrency", Number(9)),
        opt("OrderingPoint", Number(9)),
        opt("SupplierId", Uuid),
        opt("SupplierArticleNumber", Text(16)),
    ],
};

/// eAccounting: `ArticleLabelApi`, within an article, where it refers to an existing label.
pub(crate) static ARTICLE_LABEL: Model = Model {
    name: "ArticleLabelApi",
    fields: &[
        opt("Id", Uuid),
        req("Name", Text(50)),
        opt("Description", Text(400)),
    ],
};

/// eAccounting: `ArticleBarcodeApi`.
pub(crate) static ARTICLE_BARCODE: Model = Model {
    name: "ArticleBarcodeApi",
    fields: &[opt("Barcode", AnyText), val("BarcodeType", Int)],
};

/// eAccounting: `ArticleAccountCodingApi`.
pub(crate) static CODING: Model = Model {
    name: "ArticleAccountCodingApi",
    fields: &[
        ro("Id", Uuid),
        opt("Name", AnyText),
        opt("NameEnglish", AnyText),
        opt("Type", AnyText),
        opt("VatRate", AnyText),
        val("IsActive", Bool),
        val("VatRatePercent", Number(9)),
        opt("DomesticSalesSubjectToReversedConstructionVatAccountNumber", Int),
        opt("DomesticSalesSubjectToVatAccountNumber", Int),
        opt("DomesticSalesVatExemptAccountNumber", Int),
        opt("ForeignSalesSubjectToMossAccountNumber", Int),
        opt("ForeignSalesSubjectToThirdPartySalesAccountNumber", Int),
        opt("ForeignSalesSubjectToVatWithinEuAccountNumber", Int),
        opt("ForeignSalesVatExemptOutsideEuAccountNumber", Int),
        opt("ForeignSalesVatExemptWithinEuAccountNumber", Int),
        opt("DomesticSalesVatCodeExemptAccountNumber", Int),
        ro("ChangedUtc", Date),
    ],
};
