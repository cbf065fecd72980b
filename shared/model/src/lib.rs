#![doc = include_str!("../README.md")]

mod address;
mod clock;
mod customer;
mod ids;
mod job;
mod money;
mod order;
mod problem;
mod source;
mod text;
mod vendor;

pub use address::Address;
pub use clock::{Clock, ManualClock, SystemClock};
pub use customer::{CustomField, CustomFields, Customer, CustomerOrigin};
pub use ids::{CountryCode, Email, Invalid, OrganisationNumber, Sku, VatNumber, is_same_number, spellings};
pub use job::{Cause, Job, JobKind, QueueName};
pub use money::{Currency, round_half_away};
pub use order::{Discount, DiscountTarget, Order, OrderLine, OrderState};
pub use problem::{Code, Kind, Problem};
pub use source::{ParseSourceError, Source};
pub use text::{short_digest, shorten, shorten_unique, strip_control};
pub use vendor::Vendor;
