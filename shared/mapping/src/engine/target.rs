//! The fields that a mapping may fill, and what each of them takes.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use model::{Currency, Email, OrganisationNumber, Sku, VatNumber, shorten, shorten_unique, strip_control};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Number, Value};

use super::countries::is_country;
use super::mapped::Target;

/// What an expression came to, before it is fitted to its field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(Decimal),
    Flag(bool),
    Texts(Vec<String>),
    /// Something that no field takes: an object, a function, a list of other things.
    Other(&'static str),
}

impl Outcome<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Texts(_) => "a list of texts",
            Self::Other(kind) => kind,
        }
    }
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// Text of one line, cut at a word to this many characters.
    Line(usize),
    /// Text of several lines, cut at a word to this many characters.
    Lines(usize),
    /// Text that is cut so that different texts stay different.
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
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its name: eAccounting's, or, where the value is looked up first, the name of what is looked up.
    pub(crate) name: &'static str,
    pub(crate) takes: FieldType,
    /// eAccounting, or the program, cannot do without it: a rule must be there.
    pub(crate) required: bool,
    /// The default rule's value is written when the record is created and left to the person after that.
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

/// eAccounting: OrderApi, CustomerInvoiceDraftApi and CustomerInvoiceApi. Where they differ in length, the shortest
/// holds, so that an order can become an invoice; what only one of them has is sent with that one. `OrderDate` is an
/// invoice's date too, and `Note` is put on the document as a NoteApi.
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

/// eAccounting: ArticleApi. `Number` is also what an article is looked up by; coding, unit and price are the sale's.
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

    /// Why no rule may give this field, where eAccounting has it.
    pub(crate) fn refused(self, name: &str) -> Option<&'static str> {
        REFUSED
            .iter()
            .find(|(target, names, _)| *target == self && names.contains(&name))
            .map(|(_, _, why)| *why)
    }

    pub(crate) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// Why a value doesn't go into its field. Holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CoercionError {
    /// It is of the wrong kind: the rule's fault.
    Kind {
        expected: &'static str,
        got: &'static str,
    },
    /// It is of the right kind and not valid: the data's fault.
    Value { expected: Cow<'static, str> },
}

/// A value fitted to its field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) value: Value,
    /// Length before and after, in characters, where it was cut.
    pub(crate) cut: Option<(usize, usize)>,
    /// What was cut off at the end.
    pub(crate) rest: Option<String>,
}

/// What fitting needs to know beside the value.
#[derive(Clone, Copy)]
pub(crate) struct CoerceContext {
    /// The company's country.
    pub(crate) country: model::CountryCode,
    /// The customer's country, whose organisation numbers are checked.
    pub(crate) customer_country: model::CountryCode,
}

/// Fits an expression's outcome to a field; `None` when there is nothing to send.
pub(crate) fn fit(
    takes: FieldType,
    outcome: Outcome<'_>,
    around: CoerceContext,
) -> Result<Option<Fitted>, CoercionError> {
    if outcome == Outcome::Nothing {
        return Ok(None);
    }
    match takes {
        FieldType::Line(max) => line(text(outcome, "a text")?.as_ref(), max, true, shorten),
        FieldType::Lines(max) => line(text(outcome, "a text")?.as_ref(), max, false, shorten),
        FieldType::Reference(max) => line(text(outcome, "a text")?.as_ref(), max, true, shorten_unique),
        FieldType::Exact(max) => exact(text(outcome, "a text")?.as_ref(), max),
        FieldType::Lookup(max) => {
            let name = match outcome {
                Outcome::Number(number) => number.normalize().to_string().into(),
                other => text(other, "a text or a number")?,
            };
            exact(&name, max)
        }
        FieldType::Lookups(max) => list(outcome, usize::MAX, |name| {
            Ok(exact(name, max)?.map(|fitted| fitted.value))
        }),
        FieldType::Emails(most) => list(outcome, most, |address| {
            Ok(email(address)?.map(|fitted| fitted.value))
        }),
        FieldType::Email => email(text(outcome, "a text")?.as_ref()),
        FieldType::Country => parsed(
            outcome,
            "a country's code of two letters, such as \"SE\"",
            |code| {
                let code = code.to_ascii_uppercase();
                is_country(&code).then_some(code)
            },
        ),
        FieldType::Currency => parsed(
            outcome,
            "a currency's code of three letters, such as \"SEK\"",
            |code| code.parse::<Currency>().ok().map(String::from),
        ),
        FieldType::Language => parsed(
            outcome,
            "a language's code of two letters, such as \"sv\"",
            |code| {
                let code = code.to_ascii_lowercase();
                (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
            },
        ),
        FieldType::VatNumber => parsed(
            outcome,
            "a VAT number with its country's prefix, such as SE556677889901",
            |number| number.parse::<VatNumber>().ok().map(String::from),
        ),
        FieldType::OrganisationNumber => {
            let number = text(outcome, "a text")?;
            let Some(number) = cleaned(&number) else {
                return Ok(None);
            };
            OrganisationNumber::parse(&number, around.customer_country)
                .map(|number| whole_text(number.as_str()))
                .map_err(|invalid| CoercionError::Value {
                    expected: format!("for an organisation number: {}", invalid.expected).into(),
                })
        }
        FieldType::ArticleNumber => parsed(outcome, "an article number of 1 to 40 characters", |number| {
            number.parse::<Sku>().ok().map(String::from)
        }),
        FieldType::Flag => match outcome {
            Outcome::Flag(flag) => Ok(Some(plain(Value::Bool(flag)))),
            other => Err(wrong_kind("true or false", &other)),
        },
        FieldType::Whole => number(outcome, "a whole number of 0 or more", |number| {
            number
                .to_u32()
                .filter(|whole| Decimal::from(*whole) == number)
                .map(Number::from)
        }),
        FieldType::WholeUpTo(most) => number(outcome, "a whole number that eAccounting knows", |number| {
            number
                .to_u32()
                .filter(|whole| Decimal::from(*whole) == number && (1..=most).contains(whole))
                .map(Number::from)
        }),
        FieldType::Price => number(outcome, "an amount from 0 to 99,000,000", |number| {
            (Decimal::ZERO..=Decimal::from(99_000_000))
                .contains(&number)
                .then(|| model::round_half_away(number, 2))
                .and_then(|amount| amount.to_f64())
                .and_then(Number::from_f64)
        }),
        FieldType::Share => number(outcome, "a share from 0 to 1, such as 0.1 for 10 %", |number| {
            (Decimal::ZERO..=Decimal::ONE)
                .contains(&number)
                .then(|| model::round_half_away(number, 4))
                .and_then(|share| share.to_f64())
                .and_then(Number::from_f64)
        }),
        FieldType::Date => parsed(outcome, "a date such as \"2026-01-31\"", |text| {
            date(text, around.country).map(|date| date.to_string())
        }),
        FieldType::Id => parsed(outcome, "an id of eAccounting's, of 36 characters", |text| {
            text.parse::<uuid::Uuid>().ok().map(|id| id.to_string())
        }),
    }
}

fn text<'a>(outcome: Outcome<'a>, expected: &'static str) -> Result<Cow<'a, str>, CoercionError> {
    match outcome {
        Outcome::Text(text) => Ok(text),
        other => Err(wrong_kind(expected, &other)),
    }
}

fn wrong_kind(expected: &'static str, got: &Outcome<'_>) -> CoercionError {
    CoercionError::Kind {
        expected,
        got: got.kind(),
    }
}

fn plain(value: Value) -> Fitted {
    Fitted {
        value,
        cut: None,
        rest: None,
    }
}

fn whole_text(text: &str) -> Option<Fitted> {
    Some(plain(Value::from(text)))
}

/// A text of one line without control characters and blanks around it; `None` when nothing is left.
fn cleaned(text: &str) -> Option<Cow<'_, str>> {
    // Nearly every text is clean as it is.
    let text = super::document::trimmed(text);
    let clean = if text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(strip_control(text, true).trim().to_owned())
    };
    (!clean.is_empty()).then_some(clean)
}

fn line(
    text: &str,
    max: usize,
    single: bool,
    cut: fn(&str, usize) -> String,
) -> Result<Option<Fitted>, CoercionError> {
    let clean = if single {
        cleaned(text)
    } else {
        let kept = strip_control(text, false).trim().to_owned();
        (!kept.is_empty()).then_some(Cow::Owned(kept))
    };
    Ok(clean.map(|clean| {
        // A text has at most as many characters as bytes, so most need no counting.
        let length = if clean.len() <= max {
            0
        } else {
            clean.chars().count()
        };
        if length <= max {
            return plain(Value::String(clean.into_owned()));
        }
        let short = cut(&clean, max);
        Fitted {
            cut: Some((length, short.chars().count())),
            rest: clean
                .strip_prefix(short.as_str())
                .map(|rest| rest.trim_start_matches([' ', ',']).to_owned()),
            value: Value::String(short),
        }
    }))
}

fn exact(text: &str, max: usize) -> Result<Option<Fitted>, CoercionError> {
    match cleaned(text) {
        Some(clean) if clean.chars().count() > max => Err(CoercionError::Value {
            expected: format!("at most {max} characters").into(),
        }),
        Some(clean) => Ok(whole_text(&clean)),
        None => Ok(None),
    }
}

fn email(text: &str) -> Result<Option<Fitted>, CoercionError> {
    let Some(clean) = cleaned(text) else {
        return Ok(None);
    };
    clean
        .parse::<Email>()
        .map(|email| whole_text(email.as_str()))
        .map_err(|_| CoercionError::Value {
            expected: "an e-mail address of at most 255 characters".into(),
        })
}

fn parsed(
    outcome: Outcome<'_>,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<String>,
) -> Result<Option<Fitted>, CoercionError> {
    let text = match outcome {
        Outcome::Text(text) => text,
        other => return Err(wrong_kind(expected, &other)),
    };
    let Some(clean) = cleaned(&text) else {
        return Ok(None);
    };
    parse(&clean)
        .map(|value| Some(plain(Value::String(value))))
        .ok_or(CoercionError::Value {
            expected: expected.into(),
        })
}

fn number(
    outcome: Outcome<'_>,
    expected: &'static str,
    convert: impl Fn(Decimal) -> Option<Number>,
) -> Result<Option<Fitted>, CoercionError> {
    match outcome {
        Outcome::Number(number) => convert(number)
            .map(|number| Some(plain(Value::Number(number))))
            .ok_or(CoercionError::Value {
                expected: expected.into(),
            }),
        other => Err(wrong_kind(expected, &other)),
    }
}

fn list(
    outcome: Outcome<'_>,
    most: usize,
    one: impl Fn(&str) -> Result<Option<Value>, CoercionError>,
) -> Result<Option<Fitted>, CoercionError> {
    // JSONata makes no difference between one thing and a list of one.
    let items = match outcome {
        Outcome::Texts(items) => items,
        Outcome::Text(item) => vec![item.into_owned()],
        other => return Err(wrong_kind("a list of texts", &other)),
    };
    if items.len() > most {
        return Err(CoercionError::Value {
            expected: format!("at most {most} of them").into(),
        });
    }
    let values: Vec<Value> = items
        .iter()
        .filter_map(|item| one(item).transpose())
        .collect::<Result<_, _>>()?;
    Ok((!values.is_empty()).then(|| plain(Value::Array(values))))
}

/// A date, or the date of a moment where the company is.
fn date(text: &str, country: model::CountryCode) -> Option<Date> {
    if text.len() == 10 {
        return text.parse().ok();
    }
    let moment: Timestamp = text.parse().ok()?;
    Some(super::document::company_zone(country).to_datetime(moment).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AROUND: CoerceContext = CoerceContext {
        country: model::CountryCode::SE,
        customer_country: model::CountryCode::SE,
    };

    fn fit_text(takes: FieldType, text: &str) -> Result<Option<Value>, CoercionError> {
        fit(takes, Outcome::Text(text.into()), AROUND).map(|fitted| fitted.map(|f| f.value))
    }

    #[test]
    fn a_long_name_is_cut_at_a_word_and_the_cut_is_told() {
        let name = "Lindströms Järn, Maskin och Trädgård i Norra Västerbotten AB";
        let fitted = fit(FieldType::Line(50), Outcome::Text(name.into()), AROUND)
            .unwrap()
            .unwrap();
        assert_eq!(fitted.value, "Lindströms Järn, Maskin och Trädgård i Norra");
        assert_eq!(fitted.cut, Some((60, 44)));
    }

    #[test]
    fn two_long_references_stay_two_and_a_postcode_is_never_cut() {
        let long = "x".repeat(60);
        let (a, b) = (format!("{long}A"), format!("{long}B"));
        let reference = |text: &str| fit_text(FieldType::Reference(35), text).unwrap().unwrap();
        assert_ne!(reference(&a), reference(&b));
        assert_eq!(reference(&a).as_str().unwrap().chars().count(), 35);
        assert!(matches!(
            fit_text(FieldType::Exact(10), "12345678901"),
            Err(CoercionError::Value { .. })
        ));
    }

    #[test]
    fn control_characters_go_emoji_and_right_to_left_text_stay() {
        assert_eq!(
            fit_text(FieldType::Line(50), "\u{202e}ab\u{0}c\r\nd 👩‍🚀 שלום")
                .unwrap()
                .unwrap(),
            "abc d 👩‍🚀 שלום"
        );
        assert_eq!(
            fit_text(FieldType::Lines(50), "a\r\nb\tc").unwrap().unwrap(),
            "a\r\nb\tc".replace('\r', "")
        );
        assert_eq!(
            fit_text(FieldType::Line(50), " \u{200f}\u{7} ").unwrap(),
            Some("\u{200f}".into())
        );
        assert_eq!(fit_text(FieldType::Line(50), " \u{7} ").unwrap(), None);
    }

    #[test]
    fn codes_and_numbers_are_checked_and_brought_into_form() {
        for (takes, text, expected) in [
            (FieldType::Country, "se", "SE"),
            (FieldType::Currency, "sek", "SEK"),
            (FieldType::Language, "SV", "sv"),
            (FieldType::VatNumber, "SE 556677-8899 01", "SE556677889901"),
            (FieldType::OrganisationNumber, "16556677-8899", "5566778899"),
            (FieldType::Email, " Anna@Example.com", "anna@example.com"),
            (FieldType::Date, "2026-01-31", "2026-01-31"),
            (FieldType::Date, "2026-01-31T23:30:00Z", "2026-02-01"),
            (FieldType::ArticleNumber, " A-1 ", "A-1"),
        ] {
            assert_eq!(fit_text(takes, text).unwrap().unwrap(), expected, "{takes:?}");
        }
        for (takes, text) in [
            (FieldType::Country, "Sweden"),
            (FieldType::Country, "XX"),
            (FieldType::Currency, "kr"),
            (FieldType::Language, "swe"),
            (FieldType::VatNumber, "SE123"),
            (FieldType::OrganisationNumber, "556677-8898"),
            (FieldType::Email, "anna"),
            (FieldType::Date, "yesterday"),
            (FieldType::Date, "2026-02-30"),
            (FieldType::Id, "5"),
        ] {
            let unfit = fit_text(takes, text).unwrap_err();
            assert!(matches!(unfit, CoercionError::Value { .. }), "{takes:?}");
            assert!(
                !format!("{unfit:?}").contains(text) || text == "5",
                "{takes:?} quotes the value"
            );
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_the_rules_fault() {
        for (takes, outcome) in [
            (FieldType::Line(50), Outcome::Number(Decimal::ONE)),
            (FieldType::Flag, Outcome::Text("yes".into())),
            (FieldType::Share, Outcome::Text("0.1".into())),
            (FieldType::Country, Outcome::Flag(true)),
            (FieldType::Lookups(50), Outcome::Flag(true)),
            (FieldType::Line(50), Outcome::Other("an object")),
        ] {
            assert!(
                matches!(fit(takes, outcome, AROUND), Err(CoercionError::Kind { .. })),
                "{takes:?}"
            );
        }
    }

    #[test]
    fn numbers_and_lists_keep_to_their_bounds() {
        let number = |takes, n: &str| fit(takes, Outcome::Number(n.parse().unwrap()), AROUND);
        assert_eq!(
            number(FieldType::Share, "0.12345").unwrap().unwrap().value,
            0.1235
        );
        assert!(number(FieldType::Share, "10").is_err());
        assert!(number(FieldType::Whole, "1.5").is_err());
        assert_eq!(number(FieldType::WholeUpTo(2), "2").unwrap().unwrap().value, 2);
        assert!(
            number(FieldType::WholeUpTo(2), "0").is_err() && number(FieldType::WholeUpTo(2), "3").is_err()
        );
        assert_eq!(number(FieldType::Price, "12.345").unwrap().unwrap().value, 12.35);
        assert!(number(FieldType::Price, "-1").is_err() && number(FieldType::Price, "99000001").is_err());
        assert_eq!(
            number(FieldType::Lookup(50), "30.0").unwrap().unwrap().value,
            "30"
        );
        let six = Outcome::Texts(vec!["a@example.com".to_owned(); 6]);
        assert!(fit(FieldType::Emails(5), six, AROUND).is_err());
        assert_eq!(
            fit(FieldType::Lookups(50), Outcome::Text("Webb".into()), AROUND)
                .unwrap()
                .unwrap()
                .value,
            serde_json::json!(["Webb"])
        );
    }
}
