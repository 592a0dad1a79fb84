//! Which addresses may be reached from here: none that a stranger could misuse this server for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use kernel::Fault;
use reqwest::Url;
use url::Host;

/// The networks that the operator lists, beside what is public.
#[derive(Debug, Clone, Default)]
pub struct Listed(Vec<IpNet>);

impl Listed {
    /// `None` where a word is no network such as `10.20.0.0/16`.
    pub fn of(words: &[String]) -> Option<Self> {
        words.iter().map(|word| word.parse().ok()).collect::<Option<_>>().map(Self)
    }

    fn holds(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Whether an address may be reached; without TLS only one that is listed.
    pub(super) fn allows(&self, address: IpAddr, tls: bool) -> bool {
        self.holds(address) || (tls && is_public(address))
    }

    /// The URL of an endpoint as far as it can be judged without asking for its addresses.
    pub(super) fn check(&self, text: &str) -> Result<Url, Fault> {
        let url = Url::parse(text).map_err(|_| Fault::Format)?;
        let tls = url.scheme() == "https";
        let plain = url.scheme() == "http" && !self.0.is_empty();
        let bare =
            url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let address = match url.host() {
            None => return Err(Fault::Format),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        };
        let reachable = address.is_none_or(|address| self.allows(address, tls));
        if (tls || plain) && bare && reachable { Ok(url) } else { Err(Fault::NotAllowed) }
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Outside of 0/8, 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.0.0/24, 192.0.2/24, 192.88.99/24, 192.168/16,
/// 198.18/15, 198.51.100/24, 203.0.113/24, 224/4 and 240/4.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let hidden = matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18..=19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    );
    !hidden
}

/// Within 2000::/3, and not a form that carries another address which is not public itself.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let carried = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // NAT64 and 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => carried(high, low),
        // Protocol assignments with Teredo, and documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(words: &[&str]) -> Listed {
        Listed::of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    const HIDDEN: &str = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 172.16.0.1 \
        172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 \
        ::ffff:10.0.0.1 ::7f00:1 fc00::1 fd12::1 fe80::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: \
        2002:a00:1::1 2001::1 2001:db8::1 100::1";
    const PUBLIC: &str = "1.1.1.1 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 223.5.5.5 \
        2400:3200::1 64:ff9b::df05:505 2002:df05:505::1 ::ffff:1.1.1.1";

    #[test]
    fn only_public_addresses_are_reached() {
        for (addresses, public) in [(HIDDEN, false), (PUBLIC, true)] {
            for address in addresses.split_whitespace() {
                assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
            }
        }
    }

    #[test]
    fn the_operator_lists_more_and_only_there_goes_it_without_tls() {
        let listed = listed(&["10.20.0.0/16", "fd00:1::/32"]);
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        for (address, with_tls, without) in [
            ("10.20.3.4", true, true),
            ("::ffff:10.20.3.4", true, true),
            ("fd00:1::9", true, true),
            ("10.21.0.1", false, false),
            ("1.1.1.1", true, false),
        ] {
            assert_eq!(listed.allows(ip(address), true), with_tls, "{address}");
            assert_eq!(listed.allows(ip(address), false), without, "{address}");
        }
        assert!(Listed::of(&["10.0.0.0/40".to_owned()]).is_none());
    }

    #[test]
    fn a_url_is_judged_before_it_is_used() {
        let (nothing, some) = (Listed::default(), listed(&["10.20.0.0/16"]));
        for (text, strict, open) in [
            ("https://hub.example/lianjian", true, true),
            ("https://hub.example:8443/a?b=c", true, true),
            ("https://1.1.1.1/", true, true),
            ("https://127.0.0.1/", false, false),
            ("https://2130706433/", false, false),
            ("https://0x7f.1/", false, false),
            ("https://[::1]/", false, false),
            ("https://[::ffff:10.0.0.1]/", false, false),
            ("https://10.20.0.1/", false, true),
            ("http://10.20.0.1/", false, true),
            ("http://hub.example/", false, true),
            ("http://1.1.1.1/", false, false),
            ("ftp://hub.example/", false, false),
            ("file:///etc/passwd", false, false),
            ("https://name:word@hub.example/", false, false),
            ("https://hub.example/#part", false, false),
            ("hub.example", false, false),
        ] {
            assert_eq!(nothing.check(text).is_ok(), strict, "{text}");
            assert_eq!(some.check(text).is_ok(), open, "{text}");
        }
    }
}
