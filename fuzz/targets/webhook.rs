//! A webhook's whole way in: the request as Lambda gives it, the token, the body, the decoder, the job.

#![no_main]

use std::sync::{Arc, Mutex};

use aws_lambda_events::event::lambda_function_urls::LambdaFunctionUrlRequest;
use base64::Engine;
use futures::future::BoxFuture;
use libfuzzer_sys::fuzz_target;
use model::{Job, ManualClock, Problem};
use sha2::{Digest, Sha256};
use webhook_ingest::{Ingest, JobQueue, RouteTokens};

const TOKEN: &str = "fuzz-token";

#[derive(Default)]
struct Jobs(Mutex<Vec<Job>>);

impl JobQueue for Jobs {
    fn send<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<(), Problem>> {
        self.0.lock().expect("one thread").push(job.clone());
        Box::pin(async { Ok(()) })
    }
}

/// Whether the path or the query names the token: written apart from the program's own reading.
fn is_let_in(path: &str, query: &str) -> bool {
    let in_path = path
        .strip_prefix("/webhook/")
        .map(|token| token.trim_end_matches('/'));
    match in_path {
        Some(token) if !token.is_empty() => token == TOKEN,
        _ => query.split('&').find(|pair| pair.starts_with("token=")) == Some(&format!("token={TOKEN}")),
    }
}

// The first byte says how the request is made; the path ends at the first line break, the query at the second.
fuzz_target!(|data: &[u8]| {
    let Some((&how, rest)) = data.split_first() else {
        return;
    };
    let mut parts = rest.splitn(3, |byte| *byte == b'\n');
    let path = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let query = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let body = parts.next().unwrap_or_default();
    let path = if how & 1 == 0 {
        format!("/webhook/{TOKEN}")
    } else {
        path
    };
    let method = ["POST", "POST", "POST", "GET"][usize::from(how >> 1 & 3)];
    let (body, is_base64) = match how >> 3 & 3 {
        0 => (String::from_utf8_lossy(body).into_owned(), true),
        1 => (String::from_utf8_lossy(body).into_owned(), false),
        _ => (base64::engine::general_purpose::STANDARD.encode(body), true),
    };
    let mut request = LambdaFunctionUrlRequest::default();
    request.raw_path = Some(path.clone());
    request.raw_query_string = Some(query.clone());
    request.request_context.http.method = Some(method.to_owned());
    request.body = Some(body);
    request.is_base64_encoded = is_base64;

    let jobs = Arc::new(Jobs::default());
    let clock = ManualClock::new("2026-11-23T08:00:00Z".parse().expect("a date"));
    let ingest = Ingest::new(
        RouteTokens::new(vec![Sha256::digest(TOKEN).into()]),
        Arc::clone(&jobs) as Arc<dyn JobQueue>,
        Arc::new(clock),
    );
    let status = fuzz::run(ingest.handle(request)).status_code;
    let sent = jobs.0.lock().expect("one thread");
    assert!([200, 400, 404, 405, 413].contains(&status), "{status}");
    assert_eq!(status == 404, !is_let_in(&path, &query));
    assert!(sent.len() <= usize::from(status == 200));
    for job in sent.iter() {
        let text = serde_json::to_string(job).expect("a job is JSON");
        let back: Job = serde_json::from_str(&text).expect("a worker can read what ingest queues");
        assert_eq!(back, *job);
        assert!(text.len() < 4_096, "a job is small: {}", text.len());
        assert!((1..=128).contains(&job.group().len()));
    }
});
