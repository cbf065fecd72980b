use std::collections::BTreeMap;
use std::fmt;

/// What happened in one or many worlds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) worlds: u64,
    /// What happened in the shops.
    pub(super) events: u64,
    /// Jobs that were sent, dropped duplicates included.
    pub(super) jobs: u64,
    /// Times that a worker was handed a job.
    pub(super) deliveries: u64,
    /// How jobs ended, by outcome.
    pub(super) ended: BTreeMap<&'static str, u64>,
    /// Faults, by kind.
    pub(super) injected: BTreeMap<String, u64>,
    /// Documents, credits, customers and articles that are there in the end.
    pub(super) documents: u64,
    /// Of these, records of eAccounting's in ActiveCampaign.
    pub(super) written: u64,
    /// Of the documents, those that are there once too often.
    pub(super) duplicates: u64,
    /// Those that should be there and are not.
    pub(super) losses: u64,
    /// What does not hold, with its seed.
    pub(super) broken: Vec<String>,
}

impl Figures {
    pub(super) fn add(&mut self, other: Self) {
        self.worlds += other.worlds;
        self.events += other.events;
        self.jobs += other.jobs;
        self.deliveries += other.deliveries;
        self.documents += other.documents;
        self.written += other.written;
        self.duplicates += other.duplicates;
        self.losses += other.losses;
        for (outcome, count) in other.ended {
            *self.ended.entry(outcome).or_default() += count;
        }
        for (kind, count) in other.injected {
            *self.injected.entry(kind).or_default() += count;
        }
        self.broken.extend(other.broken);
    }

    pub(super) fn faults(&self) -> u64 {
        self.injected.values().sum()
    }

    /// Compares how many there are of something with how many there should be.
    pub(super) fn count(&mut self, what: &str, are: usize, should: usize) {
        self.documents += are as u64;
        self.duplicates += are.saturating_sub(should) as u64;
        self.losses += should.saturating_sub(are) as u64;
        if are != should {
            self.broken.push(format!("{are} instead of {should}: {what}"));
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "worlds      {:>9}", self.worlds)?;
        writeln!(f, "events      {:>9}", self.events)?;
        writeln!(f, "jobs        {:>9}", self.jobs)?;
        writeln!(f, "deliveries  {:>9}", self.deliveries)?;
        for (outcome, count) in &self.ended {
            writeln!(f, "  {outcome:<32} {count:>9}")?;
        }
        writeln!(f, "faults      {:>9}", self.faults())?;
        for (kind, count) in &self.injected {
            writeln!(f, "  {kind:<32} {count:>9}")?;
        }
        writeln!(f, "documents   {:>9}", self.documents)?;
        writeln!(f, "  written   {:>9}", self.written)?;
        writeln!(f, "duplicates  {:>9}", self.duplicates)?;
        writeln!(f, "losses      {:>9}", self.losses)?;
        write!(f, "broken      {:>9}", self.broken.len())?;
        for why in &self.broken {
            write!(f, "\n  {why}")?;
        }
        Ok(())
    }
}
