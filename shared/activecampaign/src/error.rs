use model::{Code, Problem};

/// The endpoint and record of a failed call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct What {
    /// The endpoint without ids.
    pub label: &'static str,
}

/// One reason of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The vendor's code.
    pub code: Option<String>,
}

/// Why a call to ActiveCampaign failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Being filled in.
    #[error("ActiveCampaign failed")]
    Failed(What),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Problem::new(Code::ACTIVECAMPAIGN_FAILED, error.to_string(), "")
    }
}
