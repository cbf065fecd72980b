//! The manual's worked examples.
