//! Wire types into our own.
