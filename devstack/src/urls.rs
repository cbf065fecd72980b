//! Recognizes URLs of this machine.

/// A URL, without its port if it is on this machine: a sandbox uses another port at each start.
#[must_use]
pub fn without_port(url: &str) -> String {
    let Ok(mut parsed) = url.parse::<url::Url>() else {
        return url.to_owned();
    };
    if is_loopback(&parsed) && parsed.set_port(None).is_ok() {
        return parsed.as_str().trim_end_matches('/').to_owned();
    }
    url.trim_end_matches('/').to_owned()
}

/// Whether a URL is on this machine.
#[must_use]
pub fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
