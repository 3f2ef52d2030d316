//! The hash of a policy: SHA-256 of the canonical JSON text of RFC 8785.

use sha2::{Digest, Sha256};

use crate::value::Value;

use super::write::{push_hex, write_sorted};

/// SHA-256 of the RFC 8785 form, in lower-case hexadecimal: equal for documents that differ only in spaces,
/// key order or the way a number is written.
///
/// ```
/// use leeway::json::{hash, parse};
/// let a = parse(r#"{"b": 1.0, "a": []}"#).unwrap();
/// let b = parse(r#"{"a":[],"b":1}"#).unwrap();
/// assert_eq!(hash(&a), hash(&b));
/// ```
#[must_use]
pub fn hash(value: &Value) -> String {
    hexadecimal(&Sha256::digest(write_sorted(value).as_bytes()))
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in bytes {
        push_hex(&mut hex, *byte);
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::{Value, write_sorted};

    fn canonical(text: &str) -> String {
        write_sorted(&crate::json::parse(text).unwrap_or(Value::Null))
    }

    /// The examples of RFC 8785, sections 3.2.2 and 3.2.3.
    #[test]
    fn matches_the_rfc() {
        let numbers = r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0.0],
            "string": "€$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#;
        assert_eq!(
            canonical(numbers),
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        let keys = r#"{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}"#;
        assert_eq!(canonical(keys), "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}");
    }
}
