//! The playground: as a static folder, and served.

use crate::{
    node, package,
    run::Run,
    say,
    stamp::{Inputs, Stamp, files_below},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 50;

#[derive(Args)]
pub(crate) struct PlayArguments {
    /// The port to serve on; without it the first free one from 8080 on
    #[arg(long)]
    port: Option<u16>,
}

/// The playground's package.
pub(crate) fn page_folder(workspace: &Workspace) -> PathBuf {
    workspace.path("www")
}

/// Builds the playground into `target/site`.
pub(crate) fn site(workspace: &Workspace) -> Result<()> {
    build_page(workspace)?;
    let folder = workspace.target("site");
    say::note(&format!("the playground is the static folder {}: host it anywhere", workspace.shown(&folder)));
    Ok(())
}

fn build_page(workspace: &Workspace) -> Result<()> {
    package::pack(workspace)?;
    let (page, folder, tarball) = (page_folder(workspace), workspace.target("site"), package::tarball(workspace));
    node::install_tarball(workspace, &page, &tarball)?;
    let stamp = Stamp::of(workspace, "site", &Inputs::default().path(&page)?.path(&tarball)?);
    if stamp.is_fresh(&[folder.join("index.html"), page.join("dist/index.html")]) {
        say::fresh("The playground");
        return Ok(());
    }
    say::step("Building the playground", Some("about 20 s"));
    node::npm(&page).args(["run", "build"]).go()?;
    mirror(&page.join("dist"), &folder)?;
    stamp.set()
}

/// Makes `into` a copy of `from`.
fn mirror(from: &Path, into: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(into);
    for file in files_below(from)? {
        let copy = into.join(file.strip_prefix(from)?);
        copy.parent().map(fs::create_dir_all).transpose()?;
        fs::copy(&file, &copy).with_context(|| format!("cannot write `{}`", copy.display()))?;
    }
    Ok(())
}

/// Builds what is missing and serves the playground until it is ended.
pub(crate) fn play(workspace: &Workspace, arguments: &PlayArguments) -> Result<()> {
    build_page(workspace)?;
    let port = free_port(arguments.port)?;
    say::step(&format!("The playground is at http://127.0.0.1:{port}/"), Some("Ctrl-C ends it"));
    Err(server(workspace, port).become_it().into())
}

/// Vite serves what it built: it knows the media types, and is there already.
fn server(workspace: &Workspace, port: u16) -> Run {
    let page = page_folder(workspace);
    let vite = page.join("node_modules/vite/bin/vite.js");
    let fixed = ["--host", "127.0.0.1", "--strictPort", "--logLevel", "warn"];
    let serve = Run::new("node").arg(vite).arg("preview").args(fixed).arg("--port").arg(port.to_string());
    serve.arg("--outDir").arg(workspace.target("site")).inside(&page)
}

fn free_port(wanted: Option<u16>) -> Result<u16> {
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    choose_port(wanted, &is_free)
}

/// The wanted port, or the next free one.
fn choose_port(wanted: Option<u16>, is_free: &dyn Fn(u16) -> bool) -> Result<u16> {
    let first = wanted.unwrap_or(FIRST_PORT);
    let mut tried = first..=first.saturating_add(PORTS_TRIED);
    let port = tried.find(|port| is_free(*port)).with_context(|| format!("no port from {first} on is free"))?;
    if wanted.is_some_and(|wanted| wanted != port) {
        say::note(&format!("port {first} is taken: using {port}"));
    }
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::choose_port;

    #[test]
    fn takes_the_next_port_when_one_is_taken() {
        assert_eq!(choose_port(None, &|_| true).ok(), Some(8080));
        assert_eq!(choose_port(None, &|port| port > 8081).ok(), Some(8082));
        assert_eq!(choose_port(Some(3000), &|port| port != 3000).ok(), Some(3001));
        assert!(choose_port(Some(65000), &|_| false).is_err());
    }
}
