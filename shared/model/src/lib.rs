#![doc = include_str!("../README.md")]

mod address;
mod clock;
mod country;
mod customer;
mod email;
mod invalid;
mod job;
mod money;
mod order;
mod organisation_number;
mod problem;
mod registration;
mod sku;
mod source;
mod text;
mod vat_number;
mod vendor;

pub use address::Address;
pub use clock::{Clock, ManualClock, SystemClock};
pub use country::CountryCode;
pub use customer::{CustomField, CustomFields, Customer, CustomerOrigin};
pub use email::Email;
pub use invalid::Invalid;
pub use job::{Cause, Job, JobKind, QueueName};
pub use money::{Currency, round_half_away};
pub use order::{Discount, DiscountTarget, Order, OrderLine, OrderState};
pub use organisation_number::{OrganisationNumber, is_same_number, spellings};
pub use problem::{Code, Kind, Problem};
pub use sku::Sku;
pub use source::{ParseSourceError, Source};
pub use text::{short_digest, shorten, shorten_unique, strip_control};
pub use vat_number::VatNumber;
pub use vendor::Vendor;
