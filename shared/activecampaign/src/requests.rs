//! Requests as data.
