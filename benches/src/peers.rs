//! Two of the functions in other languages, as `make bench-peers` installs them.

use std::path::Path;
use std::process::Command;

use crate::process::{Function, Program};
use crate::table::Table;
use crate::world::World;

/// The functions of a language.
pub(crate) struct Peer {
    pub(crate) language: &'static str,
    pub(crate) webhook: Program,
    pub(crate) order: Program,
    /// An order's processor time, at least in multiples of order-push's.
    pub(crate) order_budget: f64,
}

/// The peers in this folder. The table says which are left out, and which are there but cannot be started.
pub(crate) async fn installed(folder: &Path, table: &mut Table) -> Vec<Peer> {
    // They are started in their own folders.
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut able = Vec::new();
    for peer in [python(&folder.join("python")), node(&folder.join("node"))] {
        let language = peer.language;
        if !peer.is_installed() {
            let text = format!("{language} is left out: `make bench-peers` installs it.");
            eprintln!("{text}");
            table.note(text);
            continue;
        }
        match peer.try_out().await {
            Ok(version) => {
                table.note(format!("{language}: {version}"));
                able.push(peer);
            }
            Err(error) => table.end(language, Err(error)),
        }
    }
    able
}

impl Peer {
    fn is_installed(&self) -> bool {
        let folder = self.order.folder.as_ref();
        folder.is_some_and(|folder| folder.join("installed").exists())
    }

    /// Starts both functions once: what cannot be started would fail every part that it is in. Returns the version of
    /// the language.
    async fn try_out(&self) -> anyhow::Result<String> {
        let world = World::start().await?;
        for program in [&self.webhook, &self.order] {
            Function::start(program, &world.variables).await?;
        }
        let asked = Command::new(&self.order.binary).arg("--version").output()?;
        Ok(String::from_utf8(asked.stdout)?.trim().to_owned())
    }
}

/// Behind AWS's runtime interface client.
fn python(folder: &Path) -> Peer {
    let program = |name: &str| Program {
        name: format!("{name}.py"),
        binary: folder.join("bin/python"),
        arguments: ["-m", "awslambdaric", &format!("{name}.handler")]
            .map(Into::into)
            .into(),
        folder: Some(folder.to_owned()),
    };
    Peer {
        language: "Python",
        webhook: program("webhook"),
        order: program("order"),
        order_budget: 2.5,
    }
}

/// Behind a smaller runtime interface client than AWS's, which has to be compiled and needs a newer Node.
fn node(folder: &Path) -> Peer {
    let program = |name: &str| Program {
        name: format!("{name}.mjs"),
        binary: "node".into(),
        arguments: ["--no-warnings", "runtime.cjs", &format!("./{name}.cjs")]
            .map(Into::into)
            .into(),
        folder: Some(folder.to_owned()),
    };
    Peer {
        language: "Node",
        webhook: program("webhook"),
        order: program("order"),
        order_budget: 3.5,
    }
}
