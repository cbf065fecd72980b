#![doc = include_str!("../README.md")]

mod assets;
mod guard;
mod pages;
mod preview_words;
mod sale_view;
mod view;
mod visit;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use aws::Worker;
use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use jiff::tz::TimeZone;
use messages::Messages;
use tokio::net::TcpListener;

use guard::Guard;
pub use pages::standing_word;
pub use preview_words::{LoggedRule, PreviewWords};
pub use sale_view::{LineView, SaleRow, SaleView, Total};
pub use view::{document, money, prices, sale_kind};

/// The deployment that a console shows, and how it addresses the operator.
pub struct Options {
    /// The deployment's parts.
    pub worker: Arc<Worker>,
    /// Which deployment it is.
    pub place: Place,
    /// The address of the sandbox's page, if both vendors are the sandbox.
    pub sandbox: Option<String>,
    /// The interval of the schedule in seconds; `None` if the deployment's own schedule decides.
    pub poll_interval: Option<u64>,
    /// The operator, for the audit log: the ARN of an AWS identity, or the user of this machine.
    pub operator: String,
}

/// A deployment as the command line names it.
pub enum Place {
    /// A stack in AWS.
    Stack(String),
    /// The folder of an `ekobridge dev`.
    Folder(PathBuf),
    /// The `ekobridge dev` of the folder that commands run in.
    Dev,
}

impl Place {
    /// What commands need to name it, such as ` --stack shop`.
    pub(crate) fn suffix(&self) -> String {
        match self {
            Self::Stack(name) => format!(" --stack {name}"),
            Self::Folder(path) => format!(" --data {}", path.display()),
            Self::Dev => String::new(),
        }
    }

    /// Its name for people.
    pub(crate) fn name(&self, text: &Messages) -> String {
        match self {
            Self::Stack(name) => text.place_stack(name),
            Self::Folder(path) => text.place_folder(path.display().to_string()),
            Self::Dev => text.place_dev(),
        }
    }
}

/// A console that is bound to its port.
pub struct Console {
    listener: TcpListener,
    address: SocketAddr,
    guard: Arc<Guard>,
    options: Arc<Options>,
}

/// The state that all pages share.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) options: Arc<Options>,
    /// The zone of the company's country, once the ledger has the country.
    pub(crate) zone: Arc<OnceLock<TimeZone>>,
}

impl Console {
    /// Binds a console to a port of the loopback interface; to any free one with port 0.
    ///
    /// # Errors
    /// When the address is not of this machine alone, or the port is taken.
    pub async fn bind(address: SocketAddr, options: Options) -> std::io::Result<Self> {
        if !address.ip().is_loopback() {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                "the console shows personal data and listens on the loopback interface alone, such as 127.0.0.1",
            ));
        }
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok(Self {
            listener,
            address,
            guard: Arc::new(Guard::new(address)),
            options: Arc::new(options),
        })
    }

    /// The address to open: its token lets one browser in, once.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/enter?token={}", self.address, self.guard.token())
    }

    /// The address that it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves pages until the future is dropped.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self) -> std::io::Result<()> {
        let context = Context {
            options: self.options,
            zone: Arc::default(),
        };
        let inside = Router::new()
            .route("/", get(pages::overview))
            .route("/search", post(pages::search))
            .route("/record/{source}", get(pages::record))
            .route("/activity", get(pages::activity))
            .route("/parked", get(pages::parked))
            .route("/replay/plan", post(pages::plan_replay))
            .route("/replay/apply", post(pages::apply_replay))
            .route("/replay/start", post(pages::start_replay))
            .route("/replay/abort", post(pages::abort_replay))
            .route("/replay/{name}", get(pages::replay))
            .route("/parked/mark", post(pages::mark_cause))
            .route(
                "/reconciliation",
                get(pages::reconciliation).post(pages::reconcile),
            )
            .route("/settings", get(pages::settings))
            .route("/settings/check", post(pages::check_settings))
            .route("/settings/preview", post(pages::preview_settings))
            .route("/settings/save", post(pages::save_settings))
            .route("/holds", get(pages::holds))
            .route("/hold", post(pages::hold))
            .route("/release", post(pages::release))
            .route("/settle", post(pages::settle))
            .fallback(pages::not_found)
            .method_not_allowed_fallback(pages::form_alone)
            .with_state(context.clone())
            .layer(middleware::from_fn_with_state(context, pages::errors_as_pages))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&self.guard),
                guard::let_in,
            ));
        let outside = Router::new()
            .route("/enter", get(guard::enter))
            .route("/language", post(pages::choose_language))
            .route("/style.css", get(assets::style))
            .route("/icon.svg", get(assets::icon))
            .route("/htmx-4.0.1.min.js", get(assets::htmx))
            .method_not_allowed_fallback(pages::form_alone)
            .with_state(Arc::clone(&self.guard))
            .merge(inside)
            .layer(middleware::from_fn_with_state(self.guard, guard::check_origin));
        axum::serve(self.listener, outside).await
    }
}
