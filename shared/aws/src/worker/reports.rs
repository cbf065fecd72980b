//! The schedule's reports: jobs that start late, how many records are parked with each cause, VAT rates that change, an
//! unused login, and the digest.
//!
//! A failure here is logged, and never fails the schedule's run.

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::tokens::TokenStore;
use eaccounting::types::VatRateChange;
use engine::{
    Alert, AlertStatus, Notice, ParkedCause, VatChange, ignored_with, marks, notify_on_change,
    notify_parked_cause, notify_settled, outage_of, resolved_with,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use ledger::{Page, Record, State};
use model::{Code, Problem, Vendor};
use notices::digest::{self, Compared, Digest, Way};
use settings::Settings;

use super::Worker;
use crate::reconciled::Reconciled;
use crate::telemetry::{self, metric};
use crate::totals::{Direction, Start, Totals};

/// How many parked records are counted at most: enough for an alarm, at a bounded cost.
const PARKED_COUNTED: u32 = 100;

/// How old a job's start may be to count as current.
const RECENT: SignedDuration = SignedDuration::from_hours(1);

/// How often data that changes rarely is checked.
const LOOKS_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// How far ahead VAT rates are checked, in days.
const DAYS_AHEAD: i64 = 60;

/// How many days before it takes effect a reported VAT rate is reported once more.
const DAYS_NEAR: i64 = 7;

/// How long a grant may be unused. An unused grant expires eventually.
const UNUSED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// For how long the records of a resolved cause may wait for their replay before they are told again.
const RESOLVED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What waits for a person.
struct Parked {
    /// The records.
    page: Page,
    /// The codes that people are told of: those of all records, but for causes that are resolved.
    told: BTreeSet<Code>,
}

impl Worker {
    /// Sends the schedule's reports. `swept` is what this run adds to the totals.
    pub(super) async fn report(&self, flows: Option<&flows::Worker>, swept: &Totals) {
        let parked = self.report_parked().await;
        let mut swept = swept.clone();
        if let Some(parked) = &parked {
            swept.parked_with.extend(&parked.told);
        }
        let totals = match swept.store(&self.ledger, &self.last_totals).await {
            Some(totals) => totals,
            None => match Totals::read(&self.ledger).await {
                Ok(totals) => totals,
                Err(problem) => {
                    tracing::warn!(code = %problem.code, "the schedule reports nothing: the totals cannot be read");
                    return;
                }
            },
        };
        if let Some(parked) = &parked {
            self.close_notices(parked, &totals).await;
        }
        let Some(flows) = flows else { return };
        let compiled = flows.settings();
        let settings = &compiled.settings;
        let now = self.clock.now();
        self.report_lateness(&totals, settings, now).await;
        let mut done = Totals::default();
        if totals
            .looked_at
            .is_none_or(|at| now.duration_since(at) >= LOOKS_EVERY)
        {
            self.report_unused_grant(now).await;
            if settings.notices.vat_changes && (settings.orders.enabled || settings.quotes.enabled) {
                self.report_vat_changes(flows, now).await;
            }
            if totals.country.is_none() {
                done.country = country(flows).await;
            }
            done.looked_at = Some(now);
        }
        if let Some(parked) = &parked
            && let Some(period) = digest::due(settings.notices.digest, totals.digest_of, now)
        {
            let digest = self.digest(period, &totals, &parked.page).await;
            let alert = digest.alert(self.notice_language().await);
            let what = period.last.to_string();
            notify_on_change(&self.ledger, self.alerts.as_ref(), &what, &alert).await;
            done.digest_of = Some(period.last);
        }
        done.store(&self.ledger, &self.last_totals).await;
    }

    /// Reports how many records wait for a person, for an alarm that lasts as long as they do, and each cause with more
    /// records than were last reported. What a person has ignored waits for nobody, and what is resolved is given a day for its
    /// replay. Reports nothing if they can't be counted: the alarm keeps its state until a count succeeds.
    async fn report_parked(&self) -> Option<Parked> {
        match self.parked().await {
            Ok(parked) => {
                let count = u64::try_from(parked.page.records.len()).unwrap_or(u64::MAX);
                telemetry::report(&[(metric::RECORDS_PARKED, count)]);
                for cause in causes(&parked.page) {
                    if parked.told.contains(&cause.problem.code) {
                        notify_parked_cause(&self.ledger, self.alerts.as_ref(), &cause).await;
                    }
                }
                Some(parked)
            }
            Err(problem) => {
                tracing::error!(code = %problem.code, "parked records not counted: {}", problem.message);
                None
            }
        }
    }

    /// Ends the notices of causes that no record waits for any more, however that came: a person has resolved or ignored them,
    /// or the last record went through after another had closed the notice.
    async fn close_notices(&self, parked: &Parked, totals: &Totals) {
        // There may be more records than were read.
        if parked.page.next.is_some() {
            return;
        }
        let mut done = Totals::default();
        for code in totals.parked_with.difference(&parked.told) {
            notify_settled(
                &self.ledger,
                self.alerts.as_ref(),
                *code,
                Notice::NothingWaits(*code),
            )
            .await;
            done.closed.insert(*code);
        }
        done.store(&self.ledger, &self.last_totals).await;
    }

    async fn report_lateness(&self, totals: &Totals, settings: &Settings, now: Timestamp) {
        let limit = SignedDuration::from_mins(i64::from(settings.notices.late_after_minutes));
        // Without recent starts nothing is known. A stuck queue has its own alarm.
        let Some(start) = latest(totals, now) else { return };
        let alert = if waited(&start) >= limit {
            is_late(&start)
        } else {
            in_time()
        };
        notify_on_change(&self.ledger, self.alerts.as_ref(), "late", &alert).await;
    }

    async fn report_unused_grant(&self, now: Timestamp) {
        let grant = match self.tokens.load().await {
            Ok(stored) => stored.grant,
            // Jobs that need the secret report that it is unreadable.
            Err(problem) => {
                tracing::warn!(code = %problem.code, "it cannot be known when eAccounting's login was used last");
                return;
            }
        };
        let Some(used) = grant.access_token_expires_at else {
            return;
        };
        let alert = if now.duration_since(used) > UNUSED {
            unused_grant(used)
        } else {
            Alert::new(GRANT, AlertStatus::Recovered, Notice::GrantUsed)
        };
        notify_on_change(&self.ledger, self.alerts.as_ref(), "unused", &alert).await;
    }

    async fn report_vat_changes(&self, flows: &flows::Worker, now: Timestamp) {
        if flows.circuit().is_known_down(Vendor::Eaccounting) {
            return;
        }
        let codes = match flows.services().eaccounting.vat_code_rates().await {
            Ok(codes) => codes,
            Err(error) => {
                let problem = Problem::from(error);
                tracing::warn!(code = %problem.code, "upcoming VAT rates are not known: {}", problem.message);
                return;
            }
        };
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let until = today.saturating_add(DAYS_AHEAD.days());
        let mut by_day: BTreeMap<Date, Vec<VatRateChange>> = BTreeMap::new();
        for change in codes.iter().flat_map(|code| code.changes(today, until)) {
            by_day.entry(change.on).or_default().push(change);
        }
        for (day, changes) in by_day {
            let (what, alert) = vat_changes(day, &changes, today);
            notify_on_change(&self.ledger, self.alerts.as_ref(), &what, &alert).await;
        }
    }

    async fn compared(&self) -> Option<Compared> {
        let last = Reconciled::last(&self.ledger).await.unwrap_or_else(|problem| {
            tracing::warn!(code = %problem.code, "the last reconciliation cannot be read");
            None
        })?;
        Some(Compared {
            at: last.made_at,
            sales: last.sales,
            agreeing: last.agreeing,
            differences: last.differences,
            is_complete: last.is_complete,
        })
    }

    /// The parked records, but for those that a person has ignored with their cause.
    async fn parked(&self) -> Result<Parked, Problem> {
        let store = self.ledger.store();
        let mut page = store.list(State::Parked, PARKED_COUNTED, None).await?;
        let mut told = BTreeSet::new();
        // A run that finds nothing parked, as most do, costs no read more.
        if !page.records.is_empty() {
            let marks = marks(&self.ledger).await?;
            page.records
                .retain(|record| ignored_with(record, &marks).is_none());
            let day_before = self.clock.now() - RESOLVED_FOR;
            let waits =
                |record: &&Record| resolved_with(record, &marks).is_none_or(|mark| mark.at <= day_before);
            let waiting = page.records.iter().filter(waits);
            told.extend(waiting.filter_map(|record| Some(record.problem.as_ref()?.code)));
        }
        Ok(Parked { page, told })
    }

    async fn digest(&self, period: digest::Period, totals: &Totals, parked: &Page) -> Digest {
        let way = |direction: Direction| {
            let count = totals.between(period.first, period.last, direction);
            Way {
                to: direction.to(),
                sent: count.sent,
                skipped: count.skipped,
                parked: count.parked,
                failing: count.failing,
            }
        };
        let mut causes = causes(parked);
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.count));
        let mut down = Vec::new();
        for vendor in Vendor::ALL {
            if let Ok(Some(_)) = outage_of(&self.ledger, vendor).await {
                down.push(vendor.name());
            }
        }
        Digest {
            period,
            ways: Direction::ALL.map(way).to_vec(),
            waiting: causes
                .iter()
                .map(|cause| (cause.problem.code, cause.count))
                .collect(),
            is_cut: parked.next.is_some(),
            oldest: causes.iter().map(|cause| cause.since).min(),
            down,
            last_webhook: totals.last_webhook,
            last_sweep: totals.last_sweep,
            compared: self.compared().await,
        }
    }
}

/// The company's country, for the language of notices and the console's time zone. One call a day, until it is known.
async fn country(flows: &flows::Worker) -> Option<String> {
    if flows.circuit().is_known_down(Vendor::Eaccounting) {
        return None;
    }
    match flows.services().eaccounting.company_settings().await {
        Ok(company) => Some(company.country_code).filter(|country| !country.is_empty()),
        Err(error) => {
            let problem = Problem::from(error);
            tracing::warn!(code = %problem.code, "the company's country is not known: {}", problem.message);
            None
        }
    }
}

/// The parked records by cause.
fn causes(page: &Page) -> Vec<ParkedCause> {
    let mut causes: Vec<ParkedCause> = Vec::new();
    for record in &page.records {
        let Some(problem) = &record.problem else { continue };
        match causes.iter_mut().find(|cause| cause.problem.code == problem.code) {
            Some(cause) => {
                cause.count += 1;
                cause.since = cause.since.min(record.since());
            }
            None => causes.push(ParkedCause {
                problem: problem.clone(),
                count: 1,
                is_cut: page.next.is_some(),
                since: record.since(),
            }),
        }
    }
    causes
}

fn waited(start: &Start) -> SignedDuration {
    SignedDuration::from_secs(start.waited_seconds)
}

/// The longest wait among the jobs that started in the last hour.
fn latest(totals: &Totals, now: Timestamp) -> Option<Start> {
    let recent = totals
        .starts
        .values()
        .filter(|start| now.duration_since(start.at) < RECENT);
    recent.copied().max_by_key(|start| start.waited_seconds)
}

const LATE: &str = "late";
const GRANT: &str = "eaccounting_grant";

fn is_late(start: &Start) -> Alert {
    let waited = waited(start);
    Alert::new(LATE, AlertStatus::Failing, Notice::Late(waited)).since(start.at.checked_sub(waited).ok())
}

fn in_time() -> Alert {
    Alert::new(LATE, AlertStatus::Recovered, Notice::InTime)
}

fn unused_grant(used: Timestamp) -> Alert {
    Alert::new(GRANT, AlertStatus::Failing, Notice::GrantUnused)
        .code(Code::EACCOUNTING_REAUTHORIZE)
        .since(Some(used))
}

/// The notice about the VAT rates that change on a day, and the key that deduplicates it. It is sent once when the
/// change is known, and once more when it is near.
fn vat_changes(day: Date, changes: &[VatRateChange], today: Date) -> (String, Alert) {
    let is_near = today.saturating_add(DAYS_NEAR.days()) >= day;
    let mut what = vec![if is_near { "near" } else { "known" }.to_owned()];
    for VatRateChange { code, after, .. } in changes {
        what.push(format!("{code}={after}"));
    }
    let changes = changes.iter().map(|change| VatChange {
        code: change.code.clone(),
        before: change.before.to_string(),
        after: change.after.to_string(),
    });
    let notice = Notice::VatChanges {
        on: day,
        changes: changes.collect(),
    };
    let alert = Alert::new(format!("vat_change:{day}"), AlertStatus::Information, notice);
    (what.join(" "), alert)
}

#[cfg(test)]
mod tests;
