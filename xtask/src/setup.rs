//! Everything that the other tasks would install when they first need it.

use crate::{browser, modules, node, package, say, site, test::examples, wasm_target, workspace::Workspace};
use anyhow::Result;

pub(crate) fn setup(workspace: &Workspace) -> Result<()> {
    node::ready()?;
    wasm_target::ready()?;
    browser::ready()?;
    modules::bindgen_tool(workspace)?;
    // The page and the examples depend on the package, so it has to be there first.
    package::pack(workspace)?;
    for folder in std::iter::once(site::page_folder(workspace)).chain(examples::folders(workspace)?) {
        node::install_tarball(workspace, &folder, &package::tarball(workspace))?;
    }
    say::note("all is there: `cargo xtask play` serves the playground, `cargo xtask test` runs every test");
    Ok(())
}
