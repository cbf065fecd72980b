//! Models that several documents share.

use crate::eaccounting::model::Kind::{AnyText, Bool, Choice, Date, List, Number, Text, Uuid};
use crate::eaccounting::model::{Model, opt, req, ro, val};

/// eAccounting: `ContributionMarginApi`.
pub(crate) static CONTRIBUTION_MARGIN: Model = Model {
    name: "ContributionMarginApi",
    fields: &[opt("Amount", Number(9)), opt("Percentage", Number(9))],
};

/// eAccounting: `SalesDocumentRotRutReductionPersonApi`.
pub(crate) static PERSON: Model = Model {
    name: "SalesDocumentRotRutReductionPersonApi",
    fields: &[ro("Id", Uuid), opt("Ssn", Text(50)), val("Amount", Number(9))],
};

/// eAccounting: `EmailApi`.
pub(crate) static EMAIL: Model = Model {
    name: "EmailApi",
    fields: &[
        opt("Email", Text(255)),
        opt("CcRecipients", List(&AnyText)),
        opt("Subject", AnyText),
        opt("Message", AnyText),
    ],
};

/// eAccounting: `NoteApi`.
pub(crate) static NOTE: Model = Model {
    name: "NoteApi",
    fields: &[
        ro("Id", Uuid),
        ro("UserId", Uuid),
        opt("AttachedTo", Uuid),
        req("Text", Text(256)),
        opt("Subject", Text(40)),
        val("DocumentType", Choice(0, 21)),
        ro("CreatedUtc", Date),
        ro("ModifiedUtc", Date),
        val("IsDone", Bool),
    ],
};

/// eAccounting: `PartnerResourceLinkApi`.
pub(crate) static PARTNER_RESOURCE_LINK: Model = Model {
    name: "PartnerResourceLinkApi",
    fields: &[
        ro("Id", Uuid),
        req("ResourceId", Uuid),
        req("ResourceType", Choice(0, 6)),
        req("Href", Text(256)),
        req("PartnerCompanyName", Text(100)),
        req("PartnerSystemName", Text(100)),
    ],
};
