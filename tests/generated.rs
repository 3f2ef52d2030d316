//! The generated files are what the Rust types say now. `LEEWAY_WRITE=1 cargo test --features schema` writes them anew.

use std::fs;
use std::path::Path;

use leeway::api::schema;

fn hold(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale: run `LEEWAY_WRITE=1 cargo test --features schema generated`",
        path.display()
    );
}

#[test]
fn typescript_types_are_fresh() {
    hold("pkg-config/src/types.ts", &schema::typescript());
}

#[test]
fn json_schema_is_fresh() {
    hold("pkg-config/policy.schema.json", &schema::json_schema());
}
