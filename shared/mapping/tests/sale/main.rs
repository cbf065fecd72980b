//! The money of a sale: kinds, accounts, price readings, rows and totals.

mod carts;
mod figures;
mod kinds;
mod problems;
mod readings;
mod table;
mod wire;
mod world;
