#![doc = include_str!("../README.md")]

mod country;
mod postcode;
mod territory;

pub use country::{Country, UnknownCountry, country, is_country_code};
pub use postcode::{has_postcodes, is_same_postcode};
pub use territory::{Place, Territory, Treatment, Untold, VatArea, locate, territories};
