//! The bookkeeper's tables: orders that go through the flows, and what eAccounting then holds.
//!
//! Each line of a table is an order in words, and what it is to become in a bookkeeper's: the kind of sale, and with it
//! account and rate. What it comes to is reckoned by [`reckon`] in whole cents, from the words alone; nothing of the code
//! under test, nor of the stand-in for eAccounting, takes part. Many lines have the figures worked out by hand beside it.
//! [`play`] sends each as an order, as an invoice by way of a draft, and has the invoice credited.

mod carts;
mod case;
mod charts;
mod cycles;
mod deals;
mod doubts;
mod edges;
mod field;
mod manual;
mod money;
mod play;
mod reckon;
mod stores;
mod tables;
mod way_back;
mod who;

pub(crate) use play::held;
