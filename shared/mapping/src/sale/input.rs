//! The one place where this module's inputs are made from wire types and settings.
