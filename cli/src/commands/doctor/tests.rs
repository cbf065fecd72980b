#![allow(clippy::large_futures, reason = "a test may take what stack it needs")]

use std::collections::BTreeSet;
use std::time::Duration;

use aws::{SettingsDocument, WorkerBuilder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use devstack::testing::{IdleStack, job};
use eaccounting::tokens::{CompanyBinding, TokenStore};
use jiff::{SignedDuration, Timestamp};
use journal::{Outcome as Ended, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use model::{Cause, Clock, Code, JobKind, ManualClock, Problem};
use sandbox::activecampaign::ConnectionSeed;
use sandbox::{Action, Fault, Vendor};
use serde_json::json;
use sha2::{Digest, Sha256};
use transport::{Pace, RateLimiter};

use super::world::Paced;
use super::*;
use crate::cloud::Account;
use crate::cloud::artifacts::Artifact;
use crate::cloud::fake;
use devstack::testing::{FakeAws, FakeStack};

/// Codes of planted defects: in AWS, in tables and queues, in access, in eAccounting, and in stores and jobs.
const IN_AWS: &[&str] = &[
    "aws_credentials",
    "region",
    "stack_status",
    "paused",
    "alarms_subscribed",
    "function_versions",
    "ttl",
];
const DATA: &[&str] = &["ledger", "journal", "queue_depth"];
const ACCESS: &[&str] = &[
    "clock",
    "vendor_clock",
    "salt",
    "settings",
    "mapping",
    "activecampaign_secret",
    "activecampaign_access",
    "activecampaign_permissions",
    "eaccounting_secret",
    "eaccounting_token",
    "token_age",
    "company",
    "eaccounting_permissions",
];
const BOOKS: &[&str] = &[
    "license",
    "modules",
    "fiscal_year",
    "accounting_lock",
    "terms",
    "units",
    "codings",
    "accounts",
    "vat_changes",
    "delivery_methods",
    "bank_accounts",
    "articles",
    "filters",
];
const WORK: &[&str] = &[
    "webhook",
    "webhook_heard",
    "automation",
    "stores",
    "price_conventions",
    "own_connection",
    "consent",
    "custom_fields",
    "queue_stalled",
    "dead_letters",
    "parked",
    "last_poll",
];

const WEBHOOK: &str = "https://shop.example.com/webhook/t0ken";

/// A deployment without a defect.
struct Healthy {
    stack: IdleStack,
    clock: Arc<dyn Clock>,
    /// The AWS account, if it is deployed as a stack.
    aws: Option<(FakeAws, Account)>,
    /// The error of the terminal's credentials.
    refused: Option<String>,
}

/// Reports as a person reads them.
fn texts<'a>(reports: impl IntoIterator<Item = &'a Report>) -> String {
    let texts = reports.into_iter().map(|report| report.text(&Style::plain()));
    texts.collect()
}

impl Healthy {
    async fn new() -> Self {
        let healthy = Self::before_the_first_run().await;
        let ledger = healthy.stack.worker.ledger();
        ledger
            .move_watermark("orders", Timestamp::now(), None)
            .await
            .unwrap();
        healthy
    }

    /// The schedule has not run yet.
    async fn before_the_first_run() -> Self {
        let mut stack = IdleStack::new().await;
        stack.environment.token_digests = vec![Sha256::digest("t0ken").into()];
        stack.worker = WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone()).build();
        let healthy = Self {
            stack,
            clock: Arc::new(SystemClock),
            aws: None,
            refused: None,
        };
        let world = healthy.world();
        world.eaccounting().await.unwrap().bind_company().await.unwrap();
        let events = ["subscribe", "update", "account_update", "deal_update"];
        let client = world.activecampaign().await.unwrap();
        client
            .create_webhook("Ekobridge", &WEBHOOK.parse().unwrap(), &events)
            .await
            .unwrap();
        healthy
    }

    /// The same, deployed as a stack in AWS.
    async fn deployed() -> Self {
        let mut healthy = Self::new().await;
        let (fake, account) = fake::start().await;
        let zip = b"the functions".to_vec();
        let code = Artifact {
            function: "order-push",
            zip: zip.clone(),
        };
        {
            let mut inner = fake.lock();
            inner.code_sha256 = STANDARD.encode(Sha256::digest(&zip));
            inner.stack = Some(FakeStack {
                status: "UPDATE_COMPLETE".to_owned(),
                template: format!("CodeUri: {}", code.key()),
                parameters: [("Paused".to_owned(), "false".to_owned())].into(),
                ..FakeStack::default()
            });
        }
        healthy.stack.environment.alerts_topic_arn =
            format!("arn:aws:sns:{}:123456789012:shop-Alerts", account.region);
        healthy.aws = Some((fake, account));
        healthy
    }

    fn world(&self) -> World {
        let deployment = Deployment::of(self.stack.environment.clone(), self.stack.sdk.clone());
        let stack = self.aws.as_ref().map(|_| "shop".to_owned());
        let world = World::new(deployment, stack, Arc::clone(&self.clock), Duration::ZERO);
        match (&self.refused, &self.aws) {
            (Some(why), _) => world.with_account(Err(why.clone())),
            (None, Some((_, account))) => world.with_account(Ok(Account {
                id: account.id.clone(),
                region: account.region.clone(),
                sdk: account.sdk.clone(),
            })),
            (None, None) => world,
        }
    }

    /// Changes the AWS account.
    fn in_aws(&self, change: impl FnOnce(&mut devstack::testing::FakeAccount)) {
        let (fake, _) = self.aws.as_ref().expect("it is deployed");
        change(&mut fake.lock());
    }

    async fn reports(&self) -> Vec<Report> {
        examine(
            &self.world(),
            checks::ALL,
            &ProgressBar::hidden(),
            &Style::plain(),
        )
        .await
    }

    async fn settings(&self, text: &str) {
        let document = SettingsDocument {
            text: text.to_owned(),
            file: "ekobridge.toml".to_owned(),
        };
        // Write directly: a push refuses wrong settings, which an older version may have accepted.
        let ledger = self.stack.worker.ledger();
        ledger.remember("settings", &document).await.unwrap();
    }

    async fn secret(&self, id: &str, value: Value) {
        aws_sdk_secretsmanager::Client::new(&self.stack.sdk)
            .put_secret_value()
            .secret_id(id)
            .secret_string(value.to_string())
            .send()
            .await
            .unwrap();
    }

    async fn send(&self, url: &str) {
        let job = job(JobKind::Order, "order:1:1001");
        self.stack
            .sqs
            .send_message()
            .queue_url(url)
            .message_group_id("order:1:1001")
            .message_deduplication_id("1")
            .message_body(serde_json::to_string(&job).unwrap())
            .send()
            .await
            .unwrap();
    }

    /// Adds an entry of the sweep in each of the last three hours, as if no webhook had arrived.
    async fn swept(&self, kind: JobKind, source: &str) {
        for hours in 1..=3 {
            let at = Timestamp::now() - SignedDuration::from_hours(hours);
            let mut job = job(kind, &format!("{source}{hours}"));
            job.cause = Cause::Sweep;
            let entry = Recorder::new(&job, at).finish(Ended::Done, at, &Redaction::default());
            self.stack.worker.journal().put(&entry).await.unwrap();
        }
    }

    fn company(&self, fields: Value) {
        self.stack.sandbox.eaccounting().change_company_settings(fields);
    }

    /// Plants the defect that the check with this code finds.
    async fn plant(&mut self, code: &str) {
        let ledger = self.stack.worker.ledger().clone();
        let environment = self.stack.environment.clone();
        let tokens = Arc::clone(self.stack.worker.tokens());
        let sandbox = self.stack.sandbox.clone();
        match code {
            "aws_credentials" => self.refused = Some("AWS does not accept them.".to_owned()),
            "region" => {
                self.stack.environment.alerts_topic_arn =
                    "arn:aws:sns:us-west-2:123456789012:Alerts".to_owned();
            }
            "stack_status" => self.in_aws(|aws| {
                aws.stack.as_mut().unwrap().status = "UPDATE_ROLLBACK_FAILED".to_owned();
            }),
            "paused" => self.in_aws(|aws| {
                let stack = aws.stack.as_mut().unwrap();
                stack.parameters.insert("Paused".to_owned(), "true".to_owned());
            }),
            "alarms_subscribed" => self.in_aws(|aws| aws.subscribed = 0),
            "function_versions" => self.in_aws(|aws| {
                aws.code_sha256 = STANDARD.encode(Sha256::digest(b"an older function"));
            }),
            "ttl" => {
                let off = aws_sdk_dynamodb::types::TimeToLiveSpecification::builder()
                    .enabled(false)
                    .attribute_name("expires_at")
                    .build()
                    .unwrap();
                self.stack
                    .dynamodb
                    .update_time_to_live()
                    .table_name(&environment.journal_table)
                    .time_to_live_specification(off)
                    .send()
                    .await
                    .unwrap();
            }
            "ledger" => self.stack.environment.ledger_table = "nobody".to_owned(),
            "journal" => self.stack.environment.journal_table = "nobody".to_owned(),
            "activecampaign_permissions" => sandbox.faults().add(
                Fault::new(
                    Vendor::ActiveCampaign,
                    "GET /webhooks",
                    Action::Fail {
                        status: 403,
                        body: None,
                    },
                )
                .times(100),
            ),
            "queue_depth" => {
                let now = Timestamp::now();
                let done = job(JobKind::Order, "order:1:9");
                let entry = Recorder::new(&done, now).finish(Ended::Done, now, &Redaction::default());
                self.stack.worker.journal().put(&entry).await.unwrap();
                let jobs: Vec<_> = (0..1_001)
                    .map(|number| job(JobKind::Order, &format!("order:1:{number}")))
                    .collect();
                // One by one: a larger batch would go to the backlog.
                for job in jobs {
                    self.stack.worker.queue().send(&[job]).await.unwrap();
                }
            }
            "clock" => {
                self.clock = Arc::new(ManualClock::new(Timestamp::now() + SignedDuration::from_mins(10)));
            }
            // Two minutes: more than the allowed 60 seconds, and less than a token's life.
            "vendor_clock" => sandbox
                .core()
                .set_clock_ahead(Vendor::Eaccounting, SignedDuration::from_mins(2)),
            "salt" => {
                let _replaced = ledger
                    .compare_and_set(aws::SALT_NAME, &"another".to_owned(), None)
                    .await
                    .unwrap();
            }
            "settings" => self.settings("nonsense = 1").await,
            "mapping" => self.settings("[mapping.customer]\nName = '(('\n").await,
            "activecampaign_secret" => {
                self.secret(
                    &environment.activecampaign_secret,
                    json!({"url": "", "api_key": "k"}),
                )
                .await;
            }
            "activecampaign_access" => {
                let world = self.world();
                let (url, _) = world.activecampaign_secret().await.unwrap();
                let secret = json!({"url": url.as_str(), "api_key": "another"});
                self.secret(&environment.activecampaign_secret, secret).await;
            }
            "eaccounting_secret" => self.secret(&environment.eaccounting_secret, json!({})).await,
            "eaccounting_token" => {
                sandbox.identity().revoke();
                sandbox.identity().expire_access_tokens();
            }
            "token_age" => {
                let mut grant = tokens.load().await.unwrap().grant;
                grant.access_token_expires_at = Some(Timestamp::now() - SignedDuration::from_hours(40 * 24));
                tokens.store(&grant, None).await.unwrap();
            }
            "company" => {
                let mut grant = tokens.load().await.unwrap().grant;
                grant.company = Some(CompanyBinding {
                    id: "another".to_owned(),
                    name: "Another".to_owned(),
                });
                tokens.store(&grant, None).await.unwrap();
            }
            "eaccounting_permissions" => {
                let mut grant = tokens.load().await.unwrap().grant;
                let scopes = ["ea:api", "offline_access", "ea:sales"];
                grant.refresh_token = sandbox.identity().grant_scopes(&scopes).into();
                grant.access_token = None;
                tokens.store(&grant, None).await.unwrap();
            }
            "license" => self.company(json!({"CompanyStatus": 2})),
            "modules" => self.company(json!({"ActivatedModules": ["api_standard"]})),
            "fiscal_year" => {
                for year in sandbox.eaccounting().records("fiscalyears") {
                    let id = year["Id"].as_str().unwrap().parse().unwrap();
                    let locked = json!({"IsLockedForAccounting": true});
                    sandbox.eaccounting().amend("fiscalyears", id, locked).unwrap();
                }
            }
            "accounting_lock" => self.company(json!({"AccountingLockedTo": "2099-12-31"})),
            "terms" => self.settings("[orders]\nterms_of_payment = \"whenever\"\n").await,
            "units" => {
                self.settings("[articles]\non_unknown_sku = \"create\"\nunit = \"furlong\"\n")
                    .await
            }
            "codings" => {
                self.settings("[articles.account_coding]\n\"25\" = \"Nothing\"\n")
                    .await
            }
            "accounts" => self.settings("[vat.countries.DE]\naccount = \"9999\"\n").await,
            "vat_changes" => {
                let code = &sandbox.eaccounting().records("vatcodesrates")[0];
                let id = code["Id"].as_str().unwrap().parse().unwrap();
                let day = Timestamp::now() + SignedDuration::from_hours(30 * 24);
                let mut rates = code["VatRates"].as_array().unwrap().clone();
                rates.push(json!({"VatRateDate": day.to_string(), "VatRate": 0.24}));
                let change = json!({ "VatRates": rates });
                sandbox.eaccounting().amend("vatcodesrates", id, change).unwrap();
            }
            "delivery_methods" => self.settings("[orders]\ndelivery_method = \"Pigeon\"\n").await,
            "bank_accounts" => {
                self.settings("[payment_methods.Swish]\nbank_account = \"Mattress\"\n")
                    .await
            }
            "articles" => self.settings("[fees.articles]\n\"25\" = \"NONE-1\"\n").await,
            "filters" => ledger
                .remember("eaccounting_refusals", &["orders/ModifiedUtc".to_owned()])
                .await
                .unwrap(),
            "webhook" => {
                let world = self.world();
                let client = world.activecampaign().await.unwrap();
                for hook in client.webhooks().await.unwrap() {
                    client.delete_webhook(&hook.id).await.unwrap();
                }
            }
            "webhook_heard" => self.swept(JobKind::Customer, "contact:").await,
            "automation" => self.swept(JobKind::Order, "order:1:100").await,
            "stores" => self.settings("[orders]\nconnections = [\"999\"]\n").await,
            "price_conventions" => {
                let id = sandbox.activecampaign().add_connection(&ConnectionSeed {
                    service: "magento2-shop".to_owned(),
                    external_id: "7".to_owned(),
                    name: "Shop".to_owned(),
                    link_url: "https://shop.example.com".to_owned(),
                });
                let text = format!("[stores.\"{id}\"]\nprice_convention = \"woocommerce\"\n");
                self.settings(&text).await;
            }
            "own_connection" => self.settings("[to_activecampaign.connection]\nid = 999\n").await,
            "consent" => {
                self.settings("[to_activecampaign]\naccepts_marketing = \"yes\"\n")
                    .await
            }
            "custom_fields" => {
                self.settings("[mapping.customer]\nNote = \"customer.field.no_such_field\"\n")
                    .await
            }
            "queue_stalled" => self.send(&environment.queues.orders).await,
            "dead_letters" => self.send(&environment.dead_letters.orders).await,
            "parked" => {
                let job = job(JobKind::Order, "order:1:1001");
                let ask = ClaimRequest {
                    job: Some(&job),
                    ..ClaimRequest::default()
                };
                let problem = Problem::new(Code::SKU_UNKNOWN, "It failed.", "Mend it.");
                ledger
                    .park_leaseless(&Key::source(&job.source), ask, &problem)
                    .await
                    .unwrap();
            }
            "last_poll" => {
                self.clock = Arc::new(ManualClock::new(Timestamp::now()));
                let past = Timestamp::now() - SignedDuration::from_hours(5);
                // Write directly: `move_watermark` never moves back.
                ledger.remember("watermark#orders", &past).await.unwrap();
            }
            other => panic!("no defect is known for {other}"),
        }
    }
}

fn wrong(reports: &[Report]) -> BTreeSet<&'static str> {
    reports
        .iter()
        .filter(|report| report.findings() > 0)
        .map(|report| report.code)
        .collect()
}

/// Each defect gives its code and no other.
async fn each_gives_its_own(codes: &[&str]) {
    each_of_its_own(codes, false).await;
}

async fn each_of_its_own(codes: &[&str], in_aws: bool) {
    let mut failed = Vec::new();
    for code in codes {
        let mut healthy = if in_aws {
            Healthy::deployed().await
        } else {
            Healthy::new().await
        };
        healthy.plant(code).await;
        let reports = healthy.reports().await;
        if wrong(&reports) != BTreeSet::from([*code]) {
            let all = texts(reports.iter().filter(|report| report.findings() > 0));
            failed.push(format!("{code}:\n{all}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[tokio::test]
async fn a_healthy_deployment_has_no_finding_and_dev_lacks_what_aws_has() {
    let reports = Healthy::new().await.reports().await;
    let text = texts(&reports);
    assert_eq!(wrong(&reports), BTreeSet::new(), "{text}");
    assert!(reports.len() >= 28);
    let unchecked = reports
        .iter()
        .filter(|report| matches!(report.outcome, Err(Skip::NotChecked(_))));
    assert_eq!(unchecked.count(), 0, "{text}");
    let of_aws: Vec<&str> = reports
        .iter()
        .filter(|report| matches!(report.outcome, Err(Skip::NotApplicable(_))))
        .map(|report| report.code)
        .collect();
    let only_aws = [
        "aws_credentials",
        "region",
        "stack_status",
        "paused",
        "alarms_subscribed",
        "function_versions",
    ];
    assert_eq!(of_aws, only_aws, "{text}");
}

#[tokio::test]
async fn one_parked_record_is_told_as_one() {
    let mut healthy = Healthy::new().await;
    healthy.plant("parked").await;
    let reports = healthy.reports().await;
    let text = texts(&reports);
    assert!(text.contains("1 record is parked: it needs a person."), "{text}");
}

#[tokio::test]
async fn a_custom_field_that_activecampaign_lacks_is_named_with_its_setting_or_rule() {
    let healthy = Healthy::new().await;
    healthy
        .settings(
            "[customers]\nvat_number_field = \"vat\"\n[mapping.order]\nNote = \"order.customer.field.dor_code\"\n",
        )
        .await;
    let text = texts(&healthy.reports().await);
    for told in [
        "`customers.vat_number_field` names the custom field vat,",
        "`mapping.order.Note` names the custom field dor_code,",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[tokio::test]
async fn a_schedule_is_missed_two_hours_after_the_first_settings_at_the_earliest() {
    let mut healthy = Healthy::before_the_first_run().await;
    let document = SettingsDocument::shipped();
    document.push(healthy.stack.worker.ledger()).await.unwrap();
    assert_eq!(wrong(&healthy.reports().await), BTreeSet::new());
    let later = Timestamp::now() + SignedDuration::from_mins(121);
    healthy.clock = Arc::new(ManualClock::new(later));
    let reports = healthy.reports().await;
    let text = texts(&reports);
    assert!(wrong(&reports).contains("last_poll"), "{text}");
    assert!(
        text.contains("The schedule has not completed a run so far"),
        "{text}"
    );
}

#[tokio::test]
async fn a_custom_field_of_other_records_is_named_with_those_that_have_it() {
    let healthy = Healthy::new().await;
    let activecampaign = healthy.stack.sandbox.activecampaign();
    activecampaign.custom_field("Door code", "DOOR_CODE", "");
    activecampaign.deal_field("Po number", "");
    healthy
        .settings(
            "[mapping.customer]\nNote = \"customer.field.door_code\"\n\
             [mapping.order]\nOurReference = \"order.field.door_code\"\nYourReference = \"order.field.po_number\"\n",
        )
        .await;
    let text = texts(&healthy.reports().await);
    assert!(
        text.contains(
            "`mapping.order.OurReference` names a custom field door_code of deals, and in ActiveCampaign only contacts have one."
        ),
        "{text}"
    );
    assert!(
        !text.contains("mapping.customer.Note") && !text.contains("po_number"),
        "{text}"
    );
}

#[tokio::test]
async fn what_somebody_has_resolved_is_no_finding() {
    let mut healthy = Healthy::new().await;
    healthy.plant("parked").await;
    let (code, status) = (Code::SKU_UNKNOWN, operations::causes::Status::Resolved);
    operations::causes::mark(healthy.stack.worker.ledger(), code, status, "me", None)
        .await
        .unwrap();
    let reports = healthy.reports().await;
    let text = texts(&reports);
    assert!(!text.contains("is parked"), "{text}");
    healthy.stack.changed_since_sent("order:1:1002").await;
    let reports = healthy.reports().await;
    let text = texts(&reports);
    assert!(text.contains("1 record is parked: it needs a person."), "{text}");
}

#[test]
fn every_check_has_its_texts_in_every_language() {
    for language in Language::ALL {
        let texts = DoctorMessages::of(language);
        for check in checks::ALL {
            let code = check.code();
            for text in [texts.title(code), texts.finding(code), texts.remedy(code)] {
                assert!(text.is_some(), "{code} in {}", language.tag());
            }
        }
    }
}

#[test]
fn a_finding_is_told_in_the_persons_language_and_as_json_in_english() {
    let style = Style::plain().in_language(Language::Swedish);
    let of_check = Report {
        code: "fiscal_year",
        outcome: Ok(vec![Finding::new("No fiscal year is open.", "Open one.")]),
    };
    assert_eq!(
        of_check.text(&style),
        "! ett räkenskapsår är öppet [fiscal_year]\n    Inget räkenskapsår är öppet för i dag.\n    → Skapa eller öppna \
         räkenskapsåret i eAccounting.\n    I detalj, på engelska: No fiscal year is open. Open one.\n"
    );
    let json = of_check.json(None);
    assert_eq!(json["check"], "a fiscal year is open");
    assert_eq!(json["findings"][0]["cause"], "No fiscal year is open.");
    let problem = Problem::new(Code::PERIOD_LOCKED, "The period is locked.", "Unlock it.");
    let of_problem = Report {
        code: "company",
        outcome: Ok(vec![Finding::from(&problem)]),
    };
    let text = of_problem.text(&style);
    assert!(
        text.contains("    Bokföringsperioden är låst eller saknas.\n"),
        "{text}"
    );
    let absent = Report {
        code: "region",
        outcome: Err(Skip::NotApplicable(outcome::Absence::Stack)),
    };
    assert_eq!(
        absent.text(&style),
        "- installationens region: inte tillämpligt, bara en stack i AWS har det\n"
    );
    assert_eq!(absent.json(None)["reason"], "only a stack in AWS has it");
}

#[test]
fn the_last_line_says_that_everything_is_in_order_or_what_is_not() {
    let texts = DoctorMessages::of(Language::English);
    assert_eq!(ended(0, 0, texts).unwrap(), "Everything is in order.");
    for (findings, unchecked, told) in [
        (0, 1, "1 check couldn't run; the others found nothing."),
        (0, 2, "2 checks couldn't run; the others found nothing."),
        (1, 1, "One thing is wrong."),
        (2, 0, "2 things are wrong."),
    ] {
        let error = ended(findings, unchecked, texts).unwrap_err();
        assert_eq!(error.to_string(), told);
        assert_eq!(error.is::<CouldNotRun>(), findings == 0);
    }
}

#[tokio::test]
async fn a_healthy_stack_in_aws_is_looked_at_whole_and_has_no_finding() {
    let reports = Healthy::deployed().await.reports().await;
    let text = texts(
        reports
            .iter()
            .filter(|report| report.findings() > 0 || report.outcome.is_err()),
    );
    assert_eq!(text, "");
}

#[tokio::test]
async fn each_defect_of_a_stack_gives_its_code_and_no_other() {
    each_of_its_own(IN_AWS, true).await;
}

#[tokio::test]
async fn each_defect_of_stores_of_data_gives_its_code_and_no_other() {
    each_gives_its_own(DATA).await;
}

#[tokio::test]
async fn each_defect_of_access_gives_its_code_and_no_other() {
    each_gives_its_own(ACCESS).await;
}

#[tokio::test]
async fn each_defect_of_the_books_gives_its_code_and_no_other() {
    each_gives_its_own(BOOKS).await;
}

#[tokio::test]
async fn each_defect_of_stores_and_work_gives_its_code_and_no_other() {
    each_gives_its_own(WORK).await;
}

#[test]
fn every_check_has_a_planted_defect() {
    let planted: BTreeSet<&str> = [IN_AWS, DATA, ACCESS, BOOKS, WORK].concat().into_iter().collect();
    let checks: BTreeSet<&str> = checks::ALL.iter().map(|check| check.code()).collect();
    assert_eq!(planted, checks);
}

#[test]
fn codes_of_checks_are_unique_and_documented() {
    let codes: BTreeSet<&str> = checks::ALL.iter().map(|check| check.code()).collect();
    assert_eq!(codes.len(), checks::ALL.len());
    let manual = include_str!("../../../../docs/DOCTOR.md");
    for code in codes {
        assert!(
            manual.contains(&format!("| `{code}` |")),
            "docs/DOCTOR.md lacks {code}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_vendor_gets_at_most_four_calls_a_second_and_no_other_waits() {
    let pacer = Paced::new(BETWEEN_CALLS);
    let began = tokio::time::Instant::now();
    let of = |vendor| Pace { vendor, endpoint: "" };
    for _ in 0..5 {
        pacer.pace(of("activecampaign")).await.unwrap();
    }
    assert_eq!(began.elapsed(), Duration::from_secs(1));
    pacer.pace(of("eaccounting")).await.unwrap();
    assert_eq!(began.elapsed(), Duration::from_secs(1));
}
