//! The fields that a mapping can set, with their types.

use super::mapped::Target;

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Text of one line, cut at a word to this many characters.
    Line(usize),
    /// Text of several lines, cut at a word to this many characters.
    Lines(usize),
    /// Text that is cut with a digest, so that different texts stay different.
    Reference(usize),
    /// Text that must not be cut: shortened, it would mean something else.
    Exact(usize),
    /// A name or number that is looked up in eAccounting; a number is taken as its text.
    Lookup(usize),
    /// Names that are looked up in eAccounting.
    Lookups(usize),
    /// An e-mail address.
    Email,
    /// Further e-mail addresses, at most this many.
    Emails(usize),
    /// A country's code of two letters.
    Country,
    /// A currency's code of three letters.
    Currency,
    /// A language's code of two letters.
    Language,
    /// A VAT number with its country's prefix.
    VatNumber,
    /// An organisation number, checked for the company's country.
    OrganisationNumber,
    /// An article number.
    ArticleNumber,
    /// True or false.
    Flag,
    /// A whole number of 0 or more.
    Whole,
    /// A whole number from 1 to this.
    WholeUpTo(u32),
    /// An amount or quantity from 0 to 99,000,000 with two decimals.
    Price,
    /// A share from 0 to 1 with four decimals.
    Share,
    /// A date.
    Date,
    /// An id of eAccounting's.
    Id,
    /// A web address.
    Url,
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// eAccounting's field name, or the name of the record that is looked up first.
    pub(crate) name: &'static str,
    pub(crate) takes: FieldType,
    /// eAccounting, or the program, cannot do without it: a rule must be there.
    pub(crate) required: bool,
    /// Whether the default rule's value is written only when the record is created.
    pub(crate) only_on_create: bool,
}

const fn field(name: &'static str, takes: FieldType) -> Field {
    Field {
        name,
        takes,
        required: false,
        only_on_create: false,
    }
}

const fn required(name: &'static str, takes: FieldType) -> Field {
    Field {
        required: true,
        ..field(name, takes)
    }
}

const fn once(name: &'static str, takes: FieldType) -> Field {
    Field {
        only_on_create: true,
        ..field(name, takes)
    }
}

/// eAccounting: CustomerApi. The program sets what VAT rules decide (`DeliveryBasedVat`, `ForceBookkeepVat`,
/// `IsNorthernIreland`) unless a rule does.
const CUSTOMER: &[Field] = &[
    field("ContactPersonEmail", FieldType::Email),
    field("ContactPersonMobile", FieldType::Line(50)),
    field("ContactPersonName", FieldType::Line(100)),
    field("ContactPersonPhone", FieldType::Line(50)),
    field("CorporateIdentityNumber", FieldType::OrganisationNumber),
    once("CurrencyCode", FieldType::Currency),
    once("CustomerLabels", FieldType::Lookups(50)),
    field("CustomerNumber", FieldType::Exact(16)),
    field("DeliveryAddress1", FieldType::Line(50)),
    field("DeliveryAddress2", FieldType::Line(50)),
    field("DeliveryBasedVat", FieldType::Flag),
    field("DeliveryCity", FieldType::Line(50)),
    field("DeliveryCountryCode", FieldType::Country),
    field("DeliveryCustomerName", FieldType::Line(100)),
    field("DeliveryMethod", FieldType::Lookup(50)),
    field("DeliveryPostalCode", FieldType::Exact(10)),
    field("DeliveryTerm", FieldType::Lookup(50)),
    field("DiscountAgreementId", FieldType::Id),
    field("DiscountPercentage", FieldType::Share),
    field("EdiGlnNumber", FieldType::Exact(255)),
    field("EdiServiceDelivererId", FieldType::Exact(255)),
    field("ElectronicAddress", FieldType::Exact(255)),
    field("ElectronicReference", FieldType::Reference(35)),
    field("EmailAddress", FieldType::Email),
    field("EmailAddressOrder", FieldType::Email),
    field("EmailAddressQuote", FieldType::Email),
    field("EmailAddresses", FieldType::Emails(5)),
    field("ForceBookkeepVat", FieldType::Flag),
    field("Iban", FieldType::Exact(35)),
    field("InvoiceAddress1", FieldType::Line(50)),
    field("InvoiceAddress2", FieldType::Line(50)),
    field("InvoiceCity", FieldType::Line(50)),
    field("InvoiceCountryCode", FieldType::Country),
    field("InvoicePostalCode", FieldType::Exact(10)),
    once("IsActive", FieldType::Flag),
    field("IsNorthernIreland", FieldType::Flag),
    Field {
        only_on_create: true,
        ..required("IsPrivatePerson", FieldType::Flag)
    },
    field("MobilePhone", FieldType::Line(50)),
    required("Name", FieldType::Line(50)),
    field("Note", FieldType::Lines(4000)),
    field("PropertyReference", FieldType::Exact(40)),
    field("PropertyType", FieldType::WholeUpTo(2)),
    field("ReverseChargeOnConstructionServices", FieldType::Flag),
    once("SalesDocumentLanguage", FieldType::Language),
    field("SalesPriceListId", FieldType::Id),
    field("TaxDeductionNumber", FieldType::Exact(20)),
    field("Telephone", FieldType::Line(50)),
    Field {
        only_on_create: true,
        ..required("TermsOfPayment", FieldType::Lookup(100))
    },
    field("VatNumber", FieldType::VatNumber),
    field("WebshopCustomerNumber", FieldType::Whole),
    field("WwwAddress", FieldType::Exact(255)),
];

/// eAccounting: OrderApi, CustomerInvoiceDraftApi and CustomerInvoiceApi. Of different maximum lengths the shortest
/// applies, so that an order can become an invoice; a field of only one of them is sent with that one. `OrderDate` is
/// also an invoice's date, and `Note` becomes a NoteApi.
const ORDER: &[Field] = &[
    field("BackgroundId", FieldType::Id),
    required("BuyersOrderReference", FieldType::Reference(35)),
    field("ContractNumber", FieldType::Exact(100)),
    field("DeliveryAddress1", FieldType::Line(50)),
    field("DeliveryAddress2", FieldType::Line(50)),
    field("DeliveryCity", FieldType::Line(50)),
    field("DeliveryCountryCode", FieldType::Country),
    field("DeliveryCustomerName", FieldType::Line(50)),
    field("DeliveryDate", FieldType::Date),
    field("DeliveryMethod", FieldType::Lookup(50)),
    field("DeliveryPostalCode", FieldType::Exact(10)),
    field("DeliveryTerm", FieldType::Lookup(50)),
    field("DueDate", FieldType::Date),
    field("ElectronicReference", FieldType::Exact(100)),
    field("InvoiceAddress1", FieldType::Line(50)),
    field("InvoiceAddress2", FieldType::Line(50)),
    field("InvoiceCity", FieldType::Line(50)),
    field("InvoiceCountryCode", FieldType::Country),
    field("InvoiceCustomerName", FieldType::Line(50)),
    field("InvoicePostalCode", FieldType::Exact(10)),
    field("Note", FieldType::Lines(256)),
    required("OrderDate", FieldType::Date),
    field("OurReference", FieldType::Line(100)),
    field("SubscriptionNumber", FieldType::Exact(100)),
    field("TermsOfPayment", FieldType::Lookup(100)),
    field("YourReference", FieldType::Line(100)),
];

/// eAccounting: OrderRowApi and the invoices' rows. Quantity, price and discount are the sale's.
const ROW: &[Field] = &[
    field("CostCenterItemId1", FieldType::Id),
    field("CostCenterItemId2", FieldType::Id),
    field("CostCenterItemId3", FieldType::Id),
    field("ProjectId", FieldType::Id),
    field("Text", FieldType::Lines(2000)),
];

/// eAccounting: ArticleApi. An article is also looked up by `Number`; account coding, unit and price come from the
/// sale.
const ARTICLE: &[Field] = &[
    field("FreightCosts", FieldType::Price),
    field("IsStock", FieldType::Flag),
    required("Name", FieldType::Line(50)),
    field("NameEnglish", FieldType::Line(50)),
    field("Note", FieldType::Lines(4000)),
    required("Number", FieldType::ArticleNumber),
    field("OrderingPoint", FieldType::Price),
    field("PurchasePrice", FieldType::Price),
    field("SendToWebshop", FieldType::Flag),
    field("StockLocationReference", FieldType::Line(50)),
    field("SupplierArticleNumber", FieldType::Exact(16)),
    field("SupplierId", FieldType::Id),
    field("UpdateStockPrices", FieldType::Flag),
    field("UsesMoss", FieldType::Flag),
];

impl Target {
    /// Every target.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Order, Self::Row, Self::Article];

    /// The target's section in a file of rules.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::Row => "row",
            Self::Article => "article",
        }
    }

    /// The names of the fields that a rule may give.
    pub fn field_names(self) -> impl Iterator<Item = &'static str> {
        self.fields().iter().map(|field| field.name)
    }

    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Self::Customer => CUSTOMER,
            Self::Order => ORDER,
            Self::Row => ROW,
            Self::Article => ARTICLE,
        }
    }

    pub(crate) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}
