use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use transport::{Decision, Failure, Idempotency, Pace, Response, SendError, decide};

use super::Client;
use crate::requests::Call;
use crate::wire::rest::{One, Resource};
use crate::wire::{decode, refusal};
use crate::{Error, What};

const PACE: Pace = Pace {
    vendor: "activecampaign",
    endpoint: "",
};

/// How often a call that is answered 403 is sent in all: ActiveCampaign gives one now and then to a valid key, and
/// always to a wrong one.
const FORBIDDEN_ATTEMPTS: u32 = 3;

/// A successful response.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The body of a success.
    Body(Bytes),
    /// 404 or 410, said by the API itself: the record does not exist.
    Missing,
}

impl Client {
    /// Sends a request, and classifies its response.
    pub(super) async fn call(&self, call: &Call) -> Result<Answer, Error> {
        let response = self.carry(call).await?;
        self.verdict(&call.what, response)
    }

    /// Carries a call: paced, tried again, counted. Every call of this crate goes through here. Gives the last response,
    /// whatever its status.
    pub(super) async fn carry(&self, call: &Call) -> Result<Response, Error> {
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(call).await;
            let (failure, asked) = match &outcome {
                Ok(response) if response.status.is_success() => return Ok(response.clone()),
                Ok(response) => {
                    let asked = response.retry_after(self.clock.now());
                    (Failure::Status(as_decided(response.status, attempt)), asked)
                }
                Err(reason) => (Failure::Send(reason.clone()), None),
            };
            match decide(
                self.policy,
                call.what.effect,
                attempt,
                &failure,
                asked,
                (self.jitter)(),
            ) {
                Decision::Again(wait) => tokio::time::sleep(wait).await,
                Decision::Stop => {
                    return outcome.map_err(|reason| Error::Send {
                        what: call.what.clone(),
                        reason,
                    });
                }
            }
            attempt += 1;
        }
    }

    /// Interprets a response.
    pub(super) fn verdict(&self, what: &What, response: Response) -> Result<Answer, Error> {
        if response.status.is_success() {
            return Ok(Answer::Body(response.body));
        }
        let wait = response.retry_after(self.clock.now());
        let status = response.status.as_u16();
        let what = what.clone();
        Err(match status {
            // An HTML page says nothing about a record: the URL is wrong. Only the API's own body means "not found".
            404 | 410 if refusal::is_json(&response.body) => return Ok(Answer::Missing),
            300..=399 | 404 | 410 => Error::NotTheApi { what, status },
            401 => Error::Refused { what, status },
            403 if what.effect == Idempotency::Read => Error::Refused { what, status },
            403 => Error::Forbidden { what },
            429 => Error::RateLimited { what, wait },
            500.. => Error::Failed { what, status, wait },
            _ => Error::Rejected {
                what,
                status,
                reasons: refusal::reasons(&response.body),
            },
        })
    }

    async fn attempt(&self, call: &Call) -> Result<Response, SendError> {
        self.pacer.pace(PACE).await?;
        transport::count_call();
        let started = self.clock.now();
        let outcome = self.transport.send(call.request(&self.base, &self.key)).await;
        let status = outcome.as_ref().map_or(0, |response| response.status.as_u16());
        if status == 429 {
            self.pacer.refused(PACE);
        }
        let duration_ms = self.clock.now().duration_since(started).as_millis();
        tracing::debug!(
            endpoint = call.what.operation.as_str(),
            status,
            duration_ms,
            "called ActiveCampaign"
        );
        outcome
    }

    /// Carries a call, and reads its answer as `T`; none when the record does not exist.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: Call) -> Result<Option<T>, Error> {
        match self.call(&call).await? {
            Answer::Missing => Ok(None),
            Answer::Body(body) => understand(&call.what, &body).map(Some),
        }
    }

    /// Reads one object; none when it does not exist.
    pub(super) async fn find<T: Resource>(&self, call: Call) -> Result<Option<T>, Error> {
        Ok(self.read::<One<T>>(call).await?.map(|one| one.0))
    }

    /// Sends a write whose response is not needed. The written object is documented; an empty response is a success too.
    pub(super) async fn done(&self, call: Call) -> Result<(), Error> {
        let what = call.what.clone();
        let (status, reasons) = match self.call(&call).await? {
            Answer::Body(body) if is_nothing(&body) => return Ok(()),
            Answer::Body(body) if refusal::refuses(&body) => (200, refusal::reasons(&body)),
            Answer::Body(body) if !refusal::is_json(&body) => {
                return Err(Error::NotTheApi { what, status: 200 });
            }
            Answer::Body(_) => return Ok(()),
            Answer::Missing => (404, Vec::new()),
        };
        Err(Error::Rejected {
            what,
            status,
            reasons,
        })
    }

    /// Sends a write whose response is the written object.
    pub(super) async fn write<T: Resource>(&self, call: Call) -> Result<T, Error> {
        let what = call.what.clone();
        let written = self.find(call).await?;
        written.ok_or(Error::Rejected {
            what,
            status: 404,
            reasons: Vec::new(),
        })
    }
}

/// A 403 counts as "refused before anything was done" as long as it may be a passing one.
fn as_decided(status: StatusCode, attempt: u32) -> StatusCode {
    if status == StatusCode::FORBIDDEN && attempt < FORBIDDEN_ATTEMPTS {
        StatusCode::TOO_MANY_REQUESTS
    } else {
        status
    }
}

/// Whether a success has no content.
pub(super) fn is_nothing(body: &[u8]) -> bool {
    body.trim_ascii().is_empty()
}

/// Parses a success's body as `T`. Some errors have status 200 and are recognized here.
pub(super) fn understand<T: DeserializeOwned>(what: &What, body: &[u8]) -> Result<T, Error> {
    decode(body).map_err(|path| {
        let what = what.clone();
        if refusal::refuses(body) {
            Error::Rejected {
                what,
                status: 200,
                reasons: refusal::reasons(body),
            }
        } else if refusal::is_json(body) {
            Error::Unexpected { what, path }
        } else {
            Error::NotTheApi { what, status: 200 }
        }
    })
}
