//! The money of a sale: kinds, accounts, price readings, rows and totals.

// Helpers of tests fail as tests do.
#![allow(clippy::unwrap_used)]

mod carts;
mod figures;
mod kinds;
mod plugin;
mod plugin_carts;
mod problems;
mod readings;
mod stores;
mod table;
mod world;
