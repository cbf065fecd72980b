//! Deals: one row, at a value with VAT or without, as the settings say.
