use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Why a vendor URL is not called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlockedUrl {
    /// Not https.
    #[error("the URL of {0} does not start with https://")]
    NotHttps(&'static str),
    /// No host, credentials in it, or a port that is not 443.
    #[error("the URL of {0} must be a plain https URL with a host name")]
    NotPlain(&'static str),
    /// The host is, or resolves to, an address that is not public.
    #[error("the host of {0} is not on the public internet")]
    NotPublic(&'static str),
}

/// Which vendor URLs may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UrlPolicy {
    /// https, public hosts only.
    #[default]
    Public,
    /// Anything: development only, `EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS=1`.
    Any,
}

impl UrlPolicy {
    /// Checks a URL from settings or secrets before it is called. Host names are checked again after resolution.
    ///
    /// # Errors
    /// Why it is blocked; `whose` names the vendor.
    pub fn check(self, url: &Url, whose: &'static str) -> Result<(), BlockedUrl> {
        if self == Self::Any {
            return Ok(());
        }
        if url.scheme() != "https" {
            return Err(BlockedUrl::NotHttps(whose));
        }
        if !url.username().is_empty() || url.password().is_some() || url.port().is_some() {
            return Err(BlockedUrl::NotPlain(whose));
        }
        match url.host() {
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.').to_ascii_lowercase();
                let local = [
                    "localhost",
                    "local",
                    "internal",
                    "localdomain",
                    "home.arpa",
                    "lan",
                ];
                let is_local = local
                    .iter()
                    .any(|end| name == *end || name.ends_with(&format!(".{end}")));
                if is_local || !name.contains('.') {
                    Err(BlockedUrl::NotPublic(whose))
                } else {
                    Ok(())
                }
            }
            Some(Host::Ipv4(ip)) if is_public(IpAddr::V4(ip)) => Ok(()),
            Some(Host::Ipv6(ip)) if is_public(IpAddr::V6(ip)) => Ok(()),
            Some(_) => Err(BlockedUrl::NotPublic(whose)),
            None => Err(BlockedUrl::NotPlain(whose)),
        }
    }
}

/// Whether an address is on the public internet.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // An IPv4 address inside (mapped, NAT64, 6to4) is judged as itself.
    let s = ip.segments();
    let [.., c, d] = s;
    let low = Ipv4Addr::from((u32::from(c) << 16) | u32::from(d));
    if ip.to_ipv4_mapped().is_some() || s[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        return is_public_v4(low);
    }
    if s[0] == 0x2002 {
        return is_public_v4(Ipv4Addr::from((u32::from(s[1]) << 16) | u32::from(s[2])));
    }
    // Only 2000::/3 is assigned; documentation and Teredo addresses within it are not hosts.
    s[0] & 0xe000 == 0x2000 && !(s[0] == 0x2001 && (s[1] == 0x0db8 || s[1] == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str) -> Result<(), BlockedUrl> {
        UrlPolicy::Public.check(&url.parse().unwrap(), "ActiveCampaign")
    }

    #[test]
    fn public_https_hosts_are_allowed() {
        assert_eq!(check("https://shop.api-us1.com"), Ok(()));
        assert_eq!(check("https://eaccountingapi.vismaonline.com/v2"), Ok(()));
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "http://shop.api-us1.com",
            "https://localhost",
            "https://metadata.internal",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://10.0.0.1",
            "https://user:pw@shop.api-us1.com",
            "https://shop.api-us1.com:8443",
            "https://intranet",
        ] {
            assert!(check(url).is_err(), "{url}");
        }
    }

    #[test]
    fn development_allows_loopback() {
        assert_eq!(
            UrlPolicy::Any.check(&"http://127.0.0.1:1".parse().unwrap(), "x"),
            Ok(())
        );
    }
}
