#![allow(dead_code, unused_imports)]
mod support;
mod written_orders;
