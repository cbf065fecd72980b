//! What a person has to settle before anything runs here.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What a person has to settle before anything runs here. The tool tells it in the person's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Another process uses the folder.
    FolderInUse(PathBuf),
    /// The folder has the state of other accounts than those that are given now.
    OtherAccounts {
        /// The folder.
        folder: PathBuf,
        /// Whose state it is.
        before: String,
        /// Whose it would be.
        now: String,
    },
    /// Some of the vendors' settings are given, and these are not.
    VendorsIncomplete(Vec<String>),
    /// Another program listens at the address.
    AddressInUse(SocketAddr),
    /// The address can't be listened on, for this reason.
    AddressUnusable(SocketAddr, String),
    /// There is no grant of eAccounting.
    NoGrant,
    /// The grant is for another company than before.
    OtherCompany {
        /// The company that it is for.
        now: String,
        /// The one that was connected.
        before: String,
    },
    /// The file was written by another version.
    OtherVersion(PathBuf),
}

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FolderInUse(folder) => write!(
                f,
                "Another `ekobridge` works in {}. End it, or name another folder with --data.",
                folder.display()
            ),
            Self::OtherAccounts { folder, before, now } => write!(
                f,
                "{} holds what was done with {before}, and now it would be {now}. Name another folder with --data: what was \
                 done with one account must not be taken for done with another.",
                folder.display()
            ),
            Self::VendorsIncomplete(missing) => write!(
                f,
                "Some of the vendors' settings are given, but not {}.\nSet them in the environment or in .env (`ekobridge \
                 connect` obtains the refresh token), or remove the others to use the sandbox.",
                missing.join(", ")
            ),
            Self::AddressInUse(address) => write!(
                f,
                "{address} is in use: another program listens there, maybe another `ekobridge dev`. End it, or choose another \
                 port with --listen, such as --listen 127.0.0.1:0 for any that is free."
            ),
            Self::AddressUnusable(address, why) => write!(
                f,
                "{address} cannot be listened on: {why}. Choose another address with --listen."
            ),
            Self::NoGrant => f.write_str("There is no grant of eAccounting. Run `ekobridge connect`."),
            Self::OtherCompany { now, before } => write!(
                f,
                "The new grant of eAccounting is for the company {now}, and what was done here was done in {before}. Connect the \
                 same company, or run `ekobridge connect --other-company`, or name another folder with --data."
            ),
            Self::OtherVersion(file) => write!(
                f,
                "{} was written by another version of Ekobridge. End the `ekobridge dev` that runs, and start it again.",
                file.display()
            ),
        }
    }
}
