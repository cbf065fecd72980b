//! A world of workers that share one grant of eAccounting, small enough to be explored in every order of events.

use std::time::Duration;

use eaccounting::oauth::{OAuthClient, TokenSet};
use eaccounting::tokens::Grant;
use eaccounting::tokens::rules::{self, Unsaved};
use jiff::{SignedDuration, Timestamp};

pub(crate) const WORKERS: usize = 2;

/// Who holds the lease while a person's new grant is written.
pub(crate) const PERSON: usize = WORKERS;

/// Ticks of a lease. A request leaves only where its lease lasts a tick longer, and is over when a tick has passed.
pub(crate) const LEASE: u8 = 2;

/// How the login service treats refresh tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mode {
    /// One token, for good.
    Reusable,
    /// A new one each time; the old one is spent.
    Rotating,
    /// A new one each time; using a spent one revokes the newest too.
    ReuseRevokes,
}

/// A refresh token: which consent it comes from, and its number among those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Token {
    pub(crate) consent: u8,
    pub(crate) number: u8,
}

impl Token {
    pub(crate) const FIRST: Self = Self {
        consent: 0,
        number: 0,
    };
}

/// How long ago a grant was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RefusedAt {
    Never,
    JustNow,
    LongAgo,
}

/// What the rules read of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Compact {
    pub(crate) token: Token,
    /// The access token, where there is one, and whether it lasts long enough.
    pub(crate) access: Option<bool>,
    pub(crate) refused: RefusedAt,
}

pub(crate) fn now() -> Timestamp {
    "2026-11-29T10:00:00Z".parse().expect("a time")
}

impl Compact {
    /// What a person's consent gives.
    pub(crate) const fn given(token: Token) -> Self {
        Self {
            token,
            access: None,
            refused: RefusedAt::Never,
        }
    }

    pub(crate) fn grant(self) -> Grant {
        let client = OAuthClient {
            id: "client".to_owned(),
            secret: "secret".to_owned().into(),
        };
        let token = format!("{}.{}", self.token.consent, self.token.number);
        let mut grant = Grant::new(client, token.into());
        if let Some(lasts) = self.access {
            grant.access_token = Some("access".to_owned().into());
            grant.access_token_expires_at = Some(later(if lasts { 60 } else { 0 }));
        }
        grant.refused_at = match self.refused {
            RefusedAt::Never => None,
            RefusedAt::JustNow => Some(now()),
            RefusedAt::LongAgo => Some(later(-60)),
        };
        grant
    }

    pub(crate) fn of(grant: &Grant) -> Self {
        use secrecy::ExposeSecret;
        let text = grant.refresh_token.expose_secret();
        let (consent, number) = text.split_once('.').expect("a token of this model");
        Self {
            token: Token {
                consent: consent.parse().expect("a number"),
                number: number.parse().expect("a number"),
            },
            access: grant
                .access_token_expires_at
                .map(|until| rules::is_fresh(until, now())),
            refused: match grant.refused_at {
                None => RefusedAt::Never,
                Some(at) if now().duration_since(at) < rules::PROBE_EVERY => RefusedAt::JustNow,
                Some(_) => RefusedAt::LongAgo,
            },
        }
    }

    /// The grant with the tokens that the login service gave.
    pub(crate) fn renewed(self, token: Token) -> Self {
        let tokens = TokenSet {
            access_token: "access".to_owned().into(),
            refresh_token: Some(format!("{}.{}", token.consent, token.number).into()),
            expires_in: Duration::from_secs(3600),
        };
        Self::of(&rules::renewed(&self.grant(), tokens, now()))
    }
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

/// When a lease with so many ticks left ends: a tick is as long as a request and its storage may take.
pub(crate) fn lease_until(left: u8) -> Timestamp {
    (0..left).fold(now(), |at, _| at + rules::SENDING)
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sent {
    UnderWay,
    /// It was answered with this token.
    Renewed(Token),
    /// It was answered with a refusal.
    Refused,
    /// There will be no answer.
    Failed,
}

/// Where a worker is. Each is one call; it may be lost before any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum At {
    Idle,
    Load,
    Lease,
    LoadUnderLease,
    Send,
    Await(Sent),
    Store,
    LoadAgain,
    Mark,
    Release,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Worker {
    pub(crate) at: At,
    /// What it read, and whether that is still the stored version.
    pub(crate) read: Compact,
    pub(crate) is_current: bool,
    /// What it read before it was refused.
    pub(crate) asked_with: Compact,
    /// What it renewed and has not stored, and what that was renewed from.
    pub(crate) unsaved: Option<(Compact, Compact)>,
    /// Ticks until its lease ends, by its own clock.
    pub(crate) lease: u8,
}

impl Worker {
    pub(crate) const IDLE: Self = Self {
        at: At::Idle,
        read: Compact::given(Token::FIRST),
        is_current: false,
        asked_with: Compact::given(Token::FIRST),
        unsaved: None,
        lease: 0,
    };

    /// The newest refresh token that only this worker has.
    pub(crate) fn carries(&self) -> Option<Token> {
        match self.at {
            At::Await(Sent::Renewed(token)) => Some(token),
            _ => self.unsaved.map(|(grant, _)| grant.token),
        }
    }

    pub(crate) fn unsaved(&self) -> Option<Unsaved> {
        self.unsaved.map(|(grant, from)| Unsaved {
            grant: grant.grant(),
            renewed_from: from.grant(),
        })
    }
}

/// Where a person is who connects again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Person {
    Away,
    /// The consent is given, and its grant is to be stored.
    Connected(Token),
    /// The same, under the lease.
    Leased(Token),
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct World {
    pub(crate) stored: Compact,
    /// Who took the lease last, and the ticks that it lasts.
    pub(crate) lease: Option<(usize, u8)>,
    /// The number that is valid of each consent; none after a revocation.
    pub(crate) valid: [Option<u8>; 2],
    /// A request of a lost worker that is still under way.
    pub(crate) stray: Option<Token>,
    pub(crate) workers: [Worker; WORKERS],
    pub(crate) person: Person,
    /// How often the access token may still end early, or a good grant be refused by mistake.
    pub(crate) surprises: u8,
    /// Whether a new refresh token of a consent was lost or late, so that a spent one may be used by a worker that can't
    /// know.
    pub(crate) excused: [bool; 2],
    /// What is never to happen.
    pub(crate) wrong: Option<Wrong>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Wrong {
    TwoWriters,
    NewestLost,
    SpentTokenUsed,
    UsedBeforeStored,
    GoodGrantMarked,
}

impl World {
    pub(crate) const NEW: Self = Self {
        stored: Compact::given(Token::FIRST),
        lease: None,
        valid: [Some(0), None],
        stray: None,
        workers: [Worker::IDLE; WORKERS],
        person: Person::Away,
        surprises: 1,
        excused: [false; 2],
        wrong: None,
    };

    /// The last consent.
    pub(crate) fn consent(&self) -> u8 {
        u8::from(self.person != Person::Away)
    }

    /// The newest refresh token that is valid: of the last consent.
    pub(crate) fn newest(&self) -> Option<Token> {
        let consent = self.consent();
        let number = self.valid[usize::from(consent)]?;
        Some(Token { consent, number })
    }

    /// Whether the newest refresh token is stored, or somebody lives who will store it.
    pub(crate) fn has_newest(&self) -> bool {
        let Some(newest) = self.newest() else {
            return false;
        };
        let persons = match self.person {
            Person::Connected(token) | Person::Leased(token) => Some(token),
            Person::Away | Person::Done => None,
        };
        self.stored.token == newest
            || persons == Some(newest)
            || self.workers.iter().any(|worker| worker.carries() == Some(newest))
    }

    /// Writes the grant: whoever read it before has an old version.
    pub(crate) fn store(&mut self, grant: Compact) {
        self.stored = grant;
        for worker in &mut self.workers {
            worker.is_current = false;
        }
    }

    pub(crate) fn is_leased(&self) -> bool {
        self.lease.is_some_and(|(_, left)| left > 0)
    }

    pub(crate) fn take_lease(&mut self, who: usize) {
        self.lease = Some((who, LEASE));
    }

    pub(crate) fn release(&mut self, who: usize) {
        if self.lease.is_some_and(|(holder, _)| holder == who) {
            self.lease = None;
        }
    }

    /// The login service handles a refresh: the answer.
    pub(crate) fn refresh(&mut self, mode: Mode, token: Token) -> Sent {
        let valid = &mut self.valid[usize::from(token.consent)];
        if *valid != Some(token.number) {
            if valid.is_some_and(|valid| token.number < valid) && !self.excused[usize::from(token.consent)] {
                self.wrong = Some(Wrong::SpentTokenUsed);
            }
            if mode == Mode::ReuseRevokes {
                *valid = None;
            }
            return Sent::Refused;
        }
        if mode == Mode::Reusable {
            return Sent::Renewed(token);
        }
        let number = token.number + 1;
        *valid = Some(number);
        Sent::Renewed(Token { number, ..token })
    }

    /// Requests that are under way.
    pub(crate) fn under_way(&self) -> usize {
        let workers = self
            .workers
            .iter()
            .filter(|worker| worker.at == At::Await(Sent::UnderWay))
            .count();
        workers + usize::from(self.stray.is_some())
    }

    /// As long as a request may take passes.
    pub(crate) fn tick(&mut self) {
        if let Some((_, left)) = &mut self.lease {
            *left = left.saturating_sub(1);
        }
        self.stray = None;
        for worker in &mut self.workers {
            worker.lease = worker.lease.saturating_sub(1);
            if worker.at == At::Await(Sent::UnderWay) {
                worker.at = At::Await(Sent::Failed);
            }
        }
        // Whoever stood still with a new refresh token past its lease may find that others have used the old one.
        for worker in 0..WORKERS {
            let worker = self.workers[worker];
            if worker.lease == 0 {
                self.excuse(worker.carries());
            }
        }
    }

    /// A refresh token is lost or late.
    pub(crate) fn excuse(&mut self, token: Option<Token>) {
        if let Some(token) = token {
            self.excused[usize::from(token.consent)] = true;
        }
    }

    /// Ten minutes and more pass.
    pub(crate) fn long_tick(&mut self) {
        for _ in 0..LEASE {
            self.tick();
        }
        for grant in self.grants() {
            if grant.refused == RefusedAt::JustNow {
                grant.refused = RefusedAt::LongAgo;
            }
        }
    }

    /// An hour passes for access tokens, or eAccounting refuses them earlier.
    pub(crate) fn end_access(&mut self) {
        for grant in self.grants() {
            grant.access = grant.access.map(|_| false);
        }
    }

    fn grants(&mut self) -> impl Iterator<Item = &mut Compact> {
        let workers = self.workers.iter_mut().flat_map(|worker| {
            let unsaved = worker.unsaved.iter_mut().flat_map(|(grant, from)| [grant, from]);
            [&mut worker.read, &mut worker.asked_with]
                .into_iter()
                .chain(unsaved)
        });
        std::iter::once(&mut self.stored).chain(workers)
    }

    /// The same world, told in one way: an idle worker remembers nothing but what it has not stored, and workers have no
    /// names.
    pub(crate) fn normal(mut self) -> Self {
        for worker in &mut self.workers {
            if worker.at == At::Idle {
                *worker = Worker {
                    unsaved: worker.unsaved,
                    ..Worker::IDLE
                };
            }
            if !matches!(worker.at, At::LoadAgain | At::Mark) {
                worker.asked_with = Compact::given(Token::FIRST);
            }
        }
        if self.lease.is_some_and(|(_, left)| left == 0) {
            self.lease = None;
        }
        self
    }
}
