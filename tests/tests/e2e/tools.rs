//! The programs that the deployment needs: MiniStack, which replaces AWS here, `sam`, and boto3, which both bring.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

pub(crate) const REGION: &str = "us-east-1";

/// MiniStack, until it is dropped. With `AUTH=true` it denies what a role doesn't allow.
pub(crate) struct MiniStack {
    child: Child,
    pub(crate) port: u16,
}

impl MiniStack {
    /// Starts it on a free port of the loopback address. Its output goes to a file in `folder`.
    pub(crate) async fn start(venv: &Path, folder: &Path) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = File::create(folder.join("ministack.log"))?;
        let scratch = folder.join("tmp");
        std::fs::create_dir_all(&scratch)?;
        let mut command = Command::new(venv.join("bin/ministack"));
        command
            .env("AUTH", "true")
            .env("BIND_HOST", "127.0.0.1")
            .env("MINISTACK_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("MINISTACK_REGION", REGION)
            // By default it listens on all addresses.
            .env("IOT_MTLS_ENABLED", "0")
            .env("TMPDIR", &scratch)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        aws(&mut command, port);
        let child = command
            .spawn()
            .context("MiniStack cannot be started; `make e2e` installs it")?;
        let mut started = Self { child, port };
        started.ready().await?;
        Ok(started)
    }

    async fn ready(&mut self) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(60);
        while Instant::now() < end {
            if tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
                .await
                .is_ok()
            {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("MiniStack ended at once: {status}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("MiniStack does not answer")
    }
}

impl Drop for MiniStack {
    fn drop(&mut self) {
        // First SIGTERM, so that it ends the functions that it runs; then SIGKILL.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let end = Instant::now() + Duration::from_secs(10);
        while asked.is_ok() && Instant::now() < end {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Configures a program for MiniStack, and for no real account.
fn aws(command: &mut Command, port: u16) {
    command
        .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_DEFAULT_REGION", REGION)
        .env("AWS_REGION", REGION)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env_remove("AWS_PROFILE")
        .env_remove("AWS_SESSION_TOKEN");
}

/// One call: service, operation, and its parameters as JSON. A payload that is a stream is read.
const CALL: &str = "\
import boto3, json, sys
service, operation, parameters = sys.argv[1:]
answer = getattr(boto3.client(service), operation)(**json.loads(parameters))
read = lambda value: value.read().decode() if hasattr(value, 'read') else str(value)
print(json.dumps(answer, default=read))
";

/// Other programs, configured for one MiniStack.
pub(crate) struct Tools {
    binaries: PathBuf,
    port: u16,
    folder: PathBuf,
}

impl Tools {
    pub(crate) fn new(venv: &Path, port: u16, folder: &Path) -> Self {
        Self {
            binaries: venv.join("bin"),
            port,
            folder: folder.to_owned(),
        }
    }

    /// Deploys the template of the folder as a stack.
    pub(crate) async fn deploy(&self, stack: &str, parameters: &BTreeMap<String, String>) -> Result<()> {
        let mut arguments = vec![
            "deploy",
            "--template-file",
            "template.yaml",
            "--stack-name",
            stack,
            "--resolve-s3",
            "--capabilities",
            "CAPABILITY_IAM",
            "--no-confirm-changeset",
            "--no-progressbar",
            "--parameter-overrides",
        ];
        let parameters: Vec<_> = parameters
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        arguments.extend(parameters.iter().map(String::as_str));
        self.run(&self.binaries.join("sam"), &arguments).await.map(drop)
    }

    /// The outputs of a stack.
    pub(crate) async fn outputs(&self, stack: &str) -> Result<BTreeMap<String, String>> {
        let question = serde_json::json!({ "StackName": stack });
        let answer = self.aws("cloudformation", "describe_stacks", &question).await?;
        let outputs = answer["Stacks"][0]["Outputs"]
            .as_array()
            .context("a stack has outputs")?;
        let pair = |output: &Value| {
            Some((
                output["OutputKey"].as_str()?.to_owned(),
                output["OutputValue"].as_str()?.to_owned(),
            ))
        };
        Ok(outputs.iter().filter_map(pair).collect())
    }

    /// Calls AWS's API through boto3.
    pub(crate) async fn aws(&self, service: &str, operation: &str, parameters: &Value) -> Result<Value> {
        let parameters = parameters.to_string();
        let arguments = ["-c", CALL, service, operation, &parameters];
        let answer = self.run(&self.binaries.join("python"), &arguments).await?;
        Ok(serde_json::from_str(&answer)?)
    }

    /// Runs a program in the template's folder, and returns its output.
    pub(crate) async fn run(&self, program: &Path, arguments: &[&str]) -> Result<String> {
        let output = self.output(program, arguments).await?;
        if !output.status.success() {
            let (out, err) = (
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            );
            bail!(
                "{} {} failed:\n{out}\n{err}",
                program.display(),
                arguments.join(" ")
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs a program in the folder of the template, whether it ends well or not.
    pub(crate) async fn output(&self, program: &Path, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("SAM_CLI_TELEMETRY", "0")
            .env("SAM_CLI_POLL_DELAY", "0.2")
            .stdin(Stdio::null());
        aws(&mut command, self.port);
        tokio::process::Command::from(command)
            .output()
            .await
            .with_context(|| format!("{} cannot be started", program.display()))
    }
}
