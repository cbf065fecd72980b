//! What must not be booked.
