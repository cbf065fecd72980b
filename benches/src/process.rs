//! A function in its own process, behind a Runtime API of this crate. Its resource use is read from `/proc`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

/// Longer than any invocation takes. A longer one counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// After this time, a process that polls for its next event is idle.
const REST: Duration = Duration::from_millis(3);

/// Environment variables.
pub(crate) type Variables = BTreeMap<String, String>;

/// What is started as a function.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) binary: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    /// The working directory, if it isn't this process's.
    pub(crate) folder: Option<PathBuf>,
}

impl Program {
    /// A binary of this workspace.
    pub(crate) fn built(folder: &Path, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            binary: folder.join(name),
            arguments: Vec::new(),
            folder: None,
        }
    }
}

/// A running function.
pub(crate) struct Function {
    name: String,
    child: Child,
    events: mpsc::Sender<Bytes>,
    asked: mpsc::Receiver<()>,
    answers: mpsc::Receiver<Bytes>,
    /// The file to which callgrind writes its counts.
    counts: Option<tempfile::NamedTempFile>,
}

/// The server side of the Runtime API.
#[derive(Clone)]
struct Runtime {
    events: Arc<Mutex<mpsc::Receiver<Bytes>>>,
    asked: mpsc::Sender<()>,
    answers: mpsc::Sender<Bytes>,
}

impl Function {
    /// Starts a program. Returns when it polls for its first event.
    pub(crate) async fn start(program: &Program, variables: &Variables) -> anyhow::Result<Self> {
        Self::spawn(program, variables, None).await
    }

    /// The same under callgrind, which counts its instructions.
    pub(crate) async fn counted(program: &Program, variables: &Variables) -> anyhow::Result<Self> {
        let counts = tempfile::NamedTempFile::new()?;
        Self::spawn(program, variables, Some(counts)).await
    }

    async fn spawn(
        program: &Program,
        variables: &Variables,
        counts: Option<tempfile::NamedTempFile>,
    ) -> anyhow::Result<Self> {
        let Program { name, binary, .. } = program;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (events, taken) = mpsc::channel(1);
        let (asks, asked) = mpsc::channel(1);
        let (answer, answers) = mpsc::channel(1);
        let runtime = Runtime {
            events: Arc::new(Mutex::new(taken)),
            asked: asks,
            answers: answer,
        };
        let api = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(response))
            .route("/2018-06-01/runtime/init/error", post(not_started))
            .with_state(runtime);
        tokio::spawn(async move { axum::serve(listener, api).await });
        let mut command = match &counts {
            None => Command::new(binary),
            Some(counts) => {
                let mut command = Command::new("valgrind");
                let mut file = OsString::from("--callgrind-out-file=");
                file.push(counts.path());
                command
                    .args(["--quiet", "--tool=callgrind"])
                    .arg(file)
                    .arg(binary);
                command
            }
        };
        if let Some(folder) = &program.folder {
            command.current_dir(folder);
        }
        let child = command
            .args(&program.arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(variables)
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", name)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "bench")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "bench")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| match &counts {
                None => format!("{} cannot be started", binary.display()),
                Some(_) => "valgrind cannot be started: its callgrind counts instructions".to_owned(),
            })?;
        let mut function = Self {
            name: name.clone(),
            child,
            events,
            asked,
            answers,
            counts,
        };
        function.rests().await?;
        Ok(function)
    }

    /// Returns when the function waits for an event and is otherwise idle.
    async fn rests(&mut self) -> anyhow::Result<()> {
        match tokio::time::timeout(PATIENCE, self.asked.recv()).await {
            Ok(Some(())) => {}
            _ => bail!("{} does not ask for an event", self.name),
        }
        tokio::time::sleep(REST).await;
        Ok(())
    }

    /// Delivers an event, and returns the response once the function polls for the next.
    async fn invoke(&mut self, event: Bytes) -> anyhow::Result<Bytes> {
        self.events
            .send(event)
            .await
            .context("the Runtime API has ended")?;
        let answer = tokio::time::timeout(PATIENCE, self.answers.recv()).await;
        let Ok(Some(answer)) = answer else {
            bail!("{} does not answer", self.name)
        };
        self.rests().await?;
        Ok(answer)
    }

    /// Delivers an event whose response must pass the check.
    pub(crate) async fn handle(&mut self, event: Bytes, check: fn(&Value) -> bool) -> anyhow::Result<()> {
        let answer = self.invoke(event).await?;
        let answer: Value = serde_json::from_slice(&answer).context("the answer is not JSON")?;
        ensure!(check(&answer), "{} answered {answer}", self.name);
        Ok(())
    }

    /// Processor time so far, of all threads.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        let mut nanoseconds = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let figures = fs::read_to_string(thread?.path().join("schedstat"))?;
            let spent = figures.split(' ').next().context("schedstat is empty")?;
            nanoseconds += spent.parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// Ends a [`Self::counted`] process. Returns how many instructions it has executed, in all threads.
    pub(crate) fn instructions(mut self) -> anyhow::Result<u64> {
        let counts = self.counts.take().context("nobody counts")?;
        // Callgrind writes its file on this signal, but not if it is killed.
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        ensure!(told.success(), "{} cannot be ended", self.name);
        self.child.wait()?;
        let text = fs::read_to_string(counts.path())?;
        let total = text
            .lines()
            .find_map(|line| line.strip_prefix("totals:"))
            .with_context(|| format!("callgrind has not counted {}", self.name))?;
        Ok(total.trim().parse()?)
    }

    /// The peak resident memory, in KiB.
    pub(crate) fn peak_kib(&self) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .context("the kernel does not tell the peak of resident memory")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        // If it has ended already, there is nothing to stop.
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

async fn next(State(runtime): State<Runtime>) -> Response {
    // If the caller that started the function is gone, nobody waits for the response.
    let _gone = runtime.asked.send(()).await;
    let Some(event) = runtime.events.lock().await.recv().await else {
        return http::StatusCode::GONE.into_response();
    };
    let deadline = jiff::Timestamp::now() + PATIENCE;
    let headers = [
        (
            "lambda-runtime-aws-request-id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd".to_owned(),
        ),
        (
            "lambda-runtime-deadline-ms",
            deadline.as_millisecond().to_string(),
        ),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:eu-north-1:000000000000:function:bench".to_owned(),
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700".to_owned(),
        ),
        ("content-type", "application/json".to_owned()),
    ];
    (headers, event).into_response()
}

async fn response(State(runtime): State<Runtime>, answer: Bytes) -> Response {
    let _gone = runtime.answers.send(answer).await;
    http::StatusCode::ACCEPTED.into_response()
}

async fn not_started(problem: String) -> http::StatusCode {
    eprintln!("a function cannot start: {problem}");
    http::StatusCode::ACCEPTED
}
