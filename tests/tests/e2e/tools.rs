//! The programs that the deployment needs: MiniStack, which is AWS here, and `sam`.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

pub(crate) const REGION: &str = "us-east-1";

/// MiniStack, until it is dropped. With `AUTH=true` it refuses what a role does not allow.
pub(crate) struct MiniStack {
    child: Child,
    pub(crate) port: u16,
}

impl MiniStack {
    /// Starts it on a free port of the loopback address; its output goes to a file in `folder`.
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
            // It would listen on all addresses.
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
        // Asked to end, so that it ends the functions that it runs; then made to.
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

/// Points a program at MiniStack, and at nobody's real account.
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

/// The SAM tool, against one MiniStack.
pub(crate) struct Sam {
    program: PathBuf,
    port: u16,
    folder: PathBuf,
}

impl Sam {
    pub(crate) fn new(venv: &Path, port: u16, folder: &Path) -> Self {
        Self {
            program: venv.join("bin/sam"),
            port,
            folder: folder.to_owned(),
        }
    }

    /// Runs it in the folder of the template, and returns what it prints.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Result<String> {
        self.beside(&self.program, arguments).await
    }

    /// Runs another program in the same way.
    pub(crate) async fn beside(&self, program: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("SAM_CLI_TELEMETRY", "0")
            .env("SAM_CLI_POLL_DELAY", "0.2")
            .stdin(Stdio::null());
        aws(&mut command, self.port);
        let output = tokio::process::Command::from(command)
            .output()
            .await
            .with_context(|| format!("{} cannot be started", program.display()))?;
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
}
