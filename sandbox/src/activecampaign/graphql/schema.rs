//! The types of the GraphQL store, from the documentation's tables of fields.
//!
//! The documentation doesn't name the filters and the inputs below `OrderInput`; those names are this module's own. A
//! client needs them only to declare variables.

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Str,
    Int,
    Bool,
    /// `BigDecimal`: a number in JSON, stored as text here.
    Decimal,
    Enum(&'static str, &'static [&'static str]),
    Object(&'static Type),
    /// The search filter of a type.
    Filter(&'static Type),
}

/// A field of a type, or an argument.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) list: bool,
    pub(super) required: bool,
}

#[derive(Debug)]
pub(super) struct Type {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
}

impl Type {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Kind {
    /// The type's name in GraphQL.
    pub(super) fn name(self) -> String {
        match self {
            Self::Str => "String".to_owned(),
            Self::Int => "Int".to_owned(),
            Self::Bool => "Boolean".to_owned(),
            Self::Decimal => "BigDecimal".to_owned(),
            Self::Enum(name, _) => name.to_owned(),
            Self::Object(of) => of.name.to_owned(),
            Self::Filter(of) => format!("{}Filter", of.name),
        }
    }
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        list: false,
        required: false,
    }
}

const fn list(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        list: true,
        required: false,
    }
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        list: false,
        required: true,
    }
}

const fn text(name: &'static str) -> Field {
    field(name, Kind::Str)
}

pub(super) const SORT: Kind = Kind::Enum("SortDirection", &["ASC", "DESC"]);
const CREATION_SOURCE: Kind = Kind::Enum("CreationSource", &["HISTORICAL", "REAL_TIME"]);
const ORDER_STATE: Kind = Kind::Enum(
    "ActiveCampaignOrderState",
    &[
        "PENDING",
        "COMPLETED",
        "ABANDONED",
        "RECOVERED",
        "WAITING",
        "CANCELLED",
        "REFUNDED",
        "FAILED",
        "RETURNED",
        "PENDING_PAYMENT",
    ],
);
const DISCOUNT_TYPE: Kind = Kind::Enum("DiscountType", &["ORDER", "SHIPPING"]);
const SMS_STATE: Kind = Kind::Enum(
    "SmsMarketingState",
    &[
        "NOT_SUBSCRIBED",
        "PENDING",
        "REDACTED",
        "SUBSCRIBED",
        "UNSUBSCRIBED",
    ],
);
const SMS_OPT_IN: Kind = Kind::Enum("SmsOptInLevel", &["SINGLE_OPT_IN", "CONFIRMED_OPT_IN", "UNKNOWN"]);
const STOCK_STATUS: Kind = Kind::Enum("StockStatus", &["IN_STOCK", "OUT_OF_STOCK", "BACKORDER"]);
const DIMENSIONS_UNIT: Kind = Kind::Enum("DimensionsUnit", &["METRIC", "IMPERIAL"]);

const ADDRESS_FIELDS: &[Field] = &[
    text("firstName"),
    text("lastName"),
    text("address1"),
    text("address2"),
    text("address3"),
    text("city"),
    text("province"),
    text("country"),
    text("postal"),
    text("phone"),
    text("company"),
    text("email"),
];
static ADDRESS: Type = Type {
    name: "Address",
    fields: ADDRESS_FIELDS,
};
static ADDRESS_INPUT: Type = Type {
    name: "AddressInput",
    fields: ADDRESS_FIELDS,
};

const LINE_ITEM_FIELDS: &[Field] = &[
    // "Required" in the documentation's table but absent from its example, so not enforced.
    field("legacyConnectionId", Kind::Int),
    text("storeLineItemId"),
    text("productStorePrimaryId"),
    text("storeBaseProductId"),
    text("productUrl"),
    field("normalizedOrderStatus", ORDER_STATE),
    text("category"),
    text("name"),
    field("quantity", Kind::Int),
    text("sku"),
    text("imageUrl"),
    field("priceAmount", Kind::Decimal),
    text("lineItemType"),
    text("fulfillmentStatus"),
    field("isOnSale", Kind::Bool),
    field("averageRating", Kind::Decimal),
    text("brand"),
    list("tags", Kind::Str),
];
static LINE_ITEM: Type = Type {
    name: "LineItem",
    fields: LINE_ITEM_FIELDS,
};
static LINE_ITEM_INPUT: Type = Type {
    name: "LineItemInput",
    fields: LINE_ITEM_FIELDS,
};

const DISCOUNT_FIELDS: &[Field] = &[
    text("name"),
    field("type", DISCOUNT_TYPE),
    field("discountAmount", Kind::Decimal),
];
static DISCOUNT: Type = Type {
    name: "Discount",
    fields: DISCOUNT_FIELDS,
};
static DISCOUNT_INPUT: Type = Type {
    name: "DiscountInput",
    fields: DISCOUNT_FIELDS,
};

static CUSTOMER_DATA: Type = Type {
    name: "CustomerData",
    fields: &[
        text("firstName"),
        text("lastName"),
        text("phone"),
        text("company"),
        field("smsMarketingState", SMS_STATE),
        field("smsOptInLevel", SMS_OPT_IN),
        text("smsConsentUpdatedDate"),
    ],
};

/// An order as it is read. Reads use `discountAmount`, as in the documentation's table; its examples of writes use
/// `discountsAmount`.
pub(super) static ORDER: Type = Type {
    name: "Order",
    fields: &[
        text("id"),
        text("connectionId"),
        field("legacyConnectionId", Kind::Int),
        text("storeOrderId"),
        list("lineItems", Kind::Object(&LINE_ITEM)),
        text("orderNumber"),
        text("cartId"),
        text("storeExternalOrderId"),
        field("creationSource", CREATION_SOURCE),
        text("email"),
        text("storeCustomerId"),
        field("shippingAddress", Kind::Object(&ADDRESS)),
        field("billingAddress", Kind::Object(&ADDRESS)),
        text("storeCreatedDate"),
        text("storeModifiedDate"),
        text("storeStatus"),
        field("normalizedStatus", ORDER_STATE),
        list("notes", Kind::Str),
        list("discounts", Kind::Object(&DISCOUNT)),
        text("locationId"),
        text("shippingMethod"),
        text("orderUrl"),
        field("isTestOrder", Kind::Bool),
        field("createdByRecurringPayment", Kind::Bool),
        field("acceptsMarketing", Kind::Bool),
        text("customerLocale"),
        text("salesChannel"),
        text("currency"),
        field("shippingAmount", Kind::Decimal),
        field("finalAmount", Kind::Decimal),
        field("discountAmount", Kind::Decimal),
        text("paymentMethod"),
    ],
};

/// An order as it is written.
pub(super) static ORDER_INPUT: Type = Type {
    name: "OrderInput",
    fields: &[
        must("legacyConnectionId", Kind::Int),
        must("storeOrderId", Kind::Str),
        list("lineItems", Kind::Object(&LINE_ITEM_INPUT)),
        text("orderNumber"),
        text("cartId"),
        text("storeExternalOrderId"),
        field("creationSource", CREATION_SOURCE),
        text("email"),
        text("storeCustomerId"),
        field("shippingAddress", Kind::Object(&ADDRESS_INPUT)),
        field("billingAddress", Kind::Object(&ADDRESS_INPUT)),
        must("storeCreatedDate", Kind::Str),
        text("storeModifiedDate"),
        text("storeStatus"),
        field("normalizedStatus", ORDER_STATE),
        list("notes", Kind::Str),
        list("discounts", Kind::Object(&DISCOUNT_INPUT)),
        text("locationId"),
        text("shippingMethod"),
        text("orderUrl"),
        field("isTestOrder", Kind::Bool),
        field("createdByRecurringPayment", Kind::Bool),
        field("acceptsMarketing", Kind::Bool),
        text("customerLocale"),
        text("salesChannel"),
        text("currency"),
        field("shippingAmount", Kind::Decimal),
        must("finalAmount", Kind::Decimal),
        field("discountsAmount", Kind::Decimal),
        text("paymentMethod"),
        field("customerData", Kind::Object(&CUSTOMER_DATA)),
    ],
};

const PRODUCT_FIELDS: &[Field] = &[
    text("id"),
    field("legacyConnectionId", Kind::Int),
    text("storePrimaryId"),
    text("storeBaseProductId"),
    text("baseProductName"),
    text("baseProductDescription"),
    text("baseProductStoreCreatedDate"),
    text("baseProductStoreModifiedDate"),
    list("baseProductImages", Kind::Str),
    text("baseProductUrl"),
    text("baseProductUrlSlug"),
    text("baseProductDimensions"),
    text("baseProductWeight"),
    list("tags", Kind::Str),
    list("categories", Kind::Str),
    field("dimensionsUnit", DIMENSIONS_UNIT),
    text("variantSku"),
    text("variantName"),
    text("variantDescription"),
    text("variantPriceCurrency"),
    field("variantPriceAmount", Kind::Decimal),
    text("variantStoreCreatedDate"),
    text("variantStoreModifiedDate"),
    list("variantImages", Kind::Str),
    text("variantUrl"),
    text("variantUrlSlug"),
    text("variantDimensions"),
    text("variantWeight"),
    text("type"),
    text("status"),
    text("upc"),
    field("isDeleted", Kind::Bool),
    field("numberOfSales", Kind::Int),
    field("isVirtual", Kind::Bool),
    field("isDownloadable", Kind::Bool),
    field("isVisible", Kind::Bool),
    field("isOnSale", Kind::Bool),
    field("isBackordersAllowed", Kind::Bool),
    field("stockStatus", STOCK_STATUS),
    field("averageRatings", Kind::Decimal),
    field("ratingCount", Kind::Int),
    text("brand"),
];
pub(super) static PRODUCT: Type = Type {
    name: "Product",
    fields: PRODUCT_FIELDS,
};
pub(super) static PRODUCT_INPUT: Type = Type {
    name: "ProductInput",
    fields: PRODUCT_FIELDS,
};

pub(super) static BULK: Type = Type {
    name: "BulkAsyncResponse",
    fields: &[text("recordId")],
};
pub(super) static CONNECTION: Type = Type {
    name: "Connection",
    fields: &[text("id")],
};
pub(super) static PAGINATION: Type = Type {
    name: "Pagination",
    fields: &[field("offset", Kind::Int), field("limit", Kind::Int)],
};

/// A query or a mutation.
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) arguments: &'static [Field],
    pub(super) returns: &'static Type,
}

pub(super) static QUERIES: &[Operation] = &[
    Operation {
        name: "getOrder",
        arguments: &[
            must("legacyConnectionId", Kind::Int),
            must("storeOrderId", Kind::Str),
        ],
        returns: &ORDER,
    },
    Operation {
        name: "searchOrder",
        arguments: &[field("filter", Kind::Filter(&ORDER))],
        returns: &ORDER,
    },
    Operation {
        name: "productById",
        arguments: &[must("id", Kind::Str)],
        returns: &PRODUCT,
    },
    Operation {
        name: "searchProduct",
        arguments: &[field("filter", Kind::Filter(&PRODUCT))],
        returns: &PRODUCT,
    },
];

pub(super) static MUTATIONS: &[Operation] = &[
    Operation {
        name: "upsertOrder",
        arguments: &[must("order", Kind::Object(&ORDER_INPUT))],
        returns: &ORDER,
    },
    Operation {
        name: "bulkUpsertOrders",
        arguments: &[list("orders", Kind::Object(&ORDER_INPUT))],
        returns: &ORDER,
    },
    Operation {
        name: "bulkUpsertOrdersAsync",
        arguments: &[list("orders", Kind::Object(&ORDER_INPUT))],
        returns: &BULK,
    },
    // Not documented; taken from the official WooCommerce plugin.
    Operation {
        name: "syncLegacyConnection",
        arguments: &[
            must("integrationName", Kind::Str),
            must("connectionUniqueIdentifier", Kind::Str),
        ],
        returns: &CONNECTION,
    },
    Operation {
        name: "createProduct",
        arguments: &[must("product", Kind::Object(&PRODUCT_INPUT))],
        returns: &PRODUCT,
    },
    Operation {
        name: "updateProduct",
        arguments: &[must("product", Kind::Object(&PRODUCT_INPUT))],
        returns: &PRODUCT,
    },
    Operation {
        name: "bulkUpsertProducts",
        arguments: &[list("products", Kind::Object(&PRODUCT_INPUT))],
        returns: &BULK,
    },
];

/// Every named object type, for `__type`.
pub(super) static TYPES: &[&Type] = &[
    &ORDER,
    &ORDER_INPUT,
    &LINE_ITEM,
    &LINE_ITEM_INPUT,
    &DISCOUNT,
    &DISCOUNT_INPUT,
    &ADDRESS,
    &ADDRESS_INPUT,
    &CUSTOMER_DATA,
    &PRODUCT,
    &PRODUCT_INPUT,
    &BULK,
    &PAGINATION,
];
