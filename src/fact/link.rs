//! Links: web addresses, e-mail addresses, handles.

use compact_str::CompactString;

use super::{Fact, Kind, Scan, Value};
use crate::finding::Confidence;
use crate::token::TokenKind;

/// The link at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    if token.kind != TokenKind::Link {
        return None;
    }
    let text = token.text(scan.text);
    let target = canonical(text);
    let mut fact = scan.fact(Kind::Link, at, at + 1, Vec::new());
    // A site without a scheme or a page names who publishes.
    if !text.contains("://") && !target.contains(['/', '@', '?']) {
        fact.confidence = Confidence::Low;
    }
    fact.readings.push(Value::Link(target));
    Some(fact)
}

/// Without scheme, `www.`, tracking parameters, fragment marks and a last slash; the host in lower case.
fn canonical(link: &str) -> CompactString {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let rest = rest.trim_start_matches("mailto:");
    let (address, query) = rest.split_once('?').map_or((rest, ""), |(address, query)| (address, query));
    let (host, path) = address.split_once('/').map_or((address, ""), |(host, path)| (host, path));
    let host = host.to_lowercase();
    let mut out = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        out.push('/');
        out.push_str(path);
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    out.into()
}

fn is_tracking(pair: &str) -> bool {
    const KEYS: [&str; 9] =
        ["fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref", "ref_src", "cmpid", "ocid"];
    let key = pair.split('=').next().unwrap_or(pair);
    key.starts_with("utm_") || KEYS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn the_same_target_has_one_form() {
        for link in [
            "https://www.Example.org/report/",
            "example.org/report?utm_source=x",
            "http://example.org/report",
        ] {
            assert_eq!(canonical(link), "example.org/report");
        }
        assert_ne!(canonical("example.org/report?id=2"), canonical("example.org/report?id=3"));
    }
}
