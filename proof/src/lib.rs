//! The protocols of ledger and tokens, explored in every order of events by a model checker. The models are in this crate's
//! tests; `docs/PROOF.md` says what they cover.
