//! What people do on an ordinary day in either system, and what both then hold. Each line of a table is one small story; what is
//! right was decided before any was played.

mod back;
mod field;
mod house;
mod life;
mod people;
mod sales;
mod story;
mod together;
mod trade;
