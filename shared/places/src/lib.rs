#![doc = include_str!("../README.md")]

mod country;
mod postcode;
mod territory;

pub use country::{Country, UnknownCountry, country};
pub use postcode::{has_postcodes, is_same_postcode, only_city, plain_postcode, split_postcode};
pub use territory::{
    Place, Territory, Treatment, Untold, VatArea, locate, territories, territories_of_postcode,
};
