//! The built binary, run as a person or a program runs it.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// The demonstration shop's settings.
pub(crate) const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/ekobridge.toml");

/// A command with nothing of the tester's own environment that it would heed.
pub(crate) fn ekobridge(folder: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekobridge"));
    for (name, _) in std::env::vars() {
        if ["ACTIVECAMPAIGN_", "EACCOUNTING_", "EKOBRIDGE_", "AWS_"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            command.env_remove(name);
        }
    }
    command
        .args(args)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// What a command that ended has said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) ok: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a command to its end.
pub(crate) async fn run(mut command: Command) -> Said {
    let output = tokio::time::timeout(PATIENCE, command.output())
        .await
        .expect("the command does not end")
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said {
        ok: output.status.success(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// Lines as they come.
pub(crate) struct Lines(mpsc::UnboundedReceiver<String>);

impl Lines {
    fn of(stream: impl AsyncRead + Unpin + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut lines = BufReader::new(stream).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self(receiver)
    }

    /// The next line; none at the end.
    pub(crate) async fn next(&mut self) -> Option<String> {
        tokio::time::timeout(PATIENCE, self.0.recv())
            .await
            .expect("nothing more is said")
    }

    /// The next line that fits.
    pub(crate) async fn find(&mut self, fits: impl Fn(&str) -> bool) -> String {
        let mut seen = Vec::new();
        loop {
            match tokio::time::timeout(PATIENCE, self.0.recv()).await {
                Ok(Some(line)) if fits(&line) => return line,
                Ok(Some(line)) => seen.push(line),
                ended => panic!(
                    "{} after:\n{}",
                    if ended.is_ok() { "the end" } else { "silence" },
                    seen.join("\n")
                ),
            }
        }
    }

    /// Everything up to the end.
    pub(crate) async fn rest(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(line) = self.next().await {
            all.push(line);
        }
        all
    }
}

/// A command that runs.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) out: Lines,
    pub(crate) err: Lines,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (out, err) = (
            Lines::of(child.stdout.take().unwrap()),
            Lines::of(child.stderr.take().unwrap()),
        );
        Self { child, out, err }
    }

    /// Writes a line to its standard input, which the command must have piped.
    pub(crate) async fn write(&mut self, line: &str) {
        self.child
            .stdin
            .as_mut()
            .unwrap()
            .write_all(format!("{line}\n").as_bytes())
            .await
            .unwrap();
    }

    /// Ends it at once, as a crash does.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Whether it ended well.
    pub(crate) async fn ended(&mut self) -> bool {
        tokio::time::timeout(PATIENCE, self.child.wait())
            .await
            .expect("it does not end")
            .unwrap()
            .success()
    }
}

/// `ekobridge dev --json` on any free port.
pub(crate) struct Dev {
    pub(crate) running: Running,
    pub(crate) ready: Value,
    base: String,
    http: reqwest::Client,
}

impl Dev {
    pub(crate) async fn start(folder: &TempDir, args: &[&str]) -> Self {
        Self::start_with(folder, args, &[]).await
    }

    pub(crate) async fn start_with(folder: &TempDir, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = ekobridge(folder, &["dev", "--json", "--listen", "127.0.0.1:0"]);
        command.args(args).envs(environment.iter().copied());
        let mut running = Running::start(command);
        let Some(first) = running.out.next().await else {
            panic!("it did not start: {}", running.err.rest().await.join("\n"));
        };
        let ready: Value = serde_json::from_str(&first).unwrap();
        assert_eq!(ready["ready"], true, "{first}");
        let webhook = ready["webhook_url"].as_str().unwrap();
        let base = webhook.split("/webhook").next().unwrap().to_owned();
        Self {
            running,
            base,
            http: reqwest::Client::new(),
            ready,
        }
    }

    /// The next job that ended.
    pub(crate) async fn job(&mut self) -> Value {
        let line = self.running.out.next().await.expect("it has ended");
        serde_json::from_str(&line).unwrap()
    }

    /// The next job of this record that ended.
    pub(crate) async fn job_of(&mut self, source: &str) -> Value {
        let line = self
            .running
            .out
            .find(|line| line.contains(&format!("\"source\":\"{source}\"")))
            .await;
        serde_json::from_str(&line).unwrap()
    }

    /// The next line of the log that holds all of these texts.
    pub(crate) async fn log_with(&mut self, texts: &[&str]) -> Value {
        let line = self
            .running
            .err
            .find(|line| texts.iter().all(|text| line.contains(text)))
            .await;
        serde_json::from_str(&line).unwrap()
    }

    pub(crate) fn url(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let response = self
            .http
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }

    pub(crate) async fn status(&self, path: &str) -> u16 {
        self.http
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let response = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// A webhook as ActiveCampaign sends it; answers the status.
    pub(crate) async fn webhook(&self, query: &str, form: &str) -> u16 {
        self.http
            .post(format!("{}{query}", self.url("webhook_url")))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned())
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    /// Lets the sandbox's ActiveCampaign send its webhooks here.
    pub(crate) async fn subscribe(&self) {
        let hook = json!({"url": self.url("webhook_url"), "events": ["subscribe", "update"]});
        self.post("/sandbox/activecampaign/webhooks", hook).await;
    }

    /// Adds a contact to the sandbox, and answers its id.
    pub(crate) async fn contact(&self, contact: Value) -> u64 {
        self.post("/sandbox/activecampaign/contacts", contact).await["id"]
            .as_u64()
            .unwrap()
    }

    pub(crate) async fn state(&self) -> Value {
        self.get("/sandbox/state").await
    }

    pub(crate) async fn kill(self) {
        self.running.kill().await;
    }
}

/// A person who has everything that eAccounting asks for.
pub(crate) fn person(email: &str) -> Value {
    json!({
        "email": email, "first_name": "Karin", "last_name": "Ek",
        "fields": {"STREET": "Storgatan 1", "POSTCODE": "111 22", "CITY": "Stockholm", "COUNTRY": "SE"},
    })
}

/// The journal of a folder about one record, newest first.
pub(crate) async fn journal(folder: &TempDir, data: &str, source: &str) -> Vec<Value> {
    let said = run(ekobridge(folder, &["activity", source, "--json", "--data", data])).await;
    assert!(said.ok, "{said:?}");
    said.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
