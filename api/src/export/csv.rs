//! CSV after RFC 4180 that no spreadsheet takes for a program.

/// The byte order mark, without which spreadsheets guess at another encoding than UTF-8.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// Adds one line.
pub(super) fn row(cells: &[String], bytes: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            bytes.push(b',');
        }
        field(cell, bytes);
    }
    bytes.extend_from_slice(b"\r\n");
}

fn field(text: &str, bytes: &mut Vec<u8>) {
    let harmful = is_harmful(text);
    if !harmful && !text.contains([',', '"', '\r', '\n']) {
        return bytes.extend_from_slice(text.as_bytes());
    }
    bytes.push(b'"');
    if harmful {
        bytes.push(b'\'');
    }
    bytes.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    bytes.push(b'"');
}

/// Whether a spreadsheet might calculate it: what begins with a sign of a formula, also in full width, or with what is
/// passed over before one.
pub(super) fn is_harmful(text: &str) -> bool {
    let signs =
        ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r', '\n'];
    text.trim_start_matches([' ', '\u{3000}']).starts_with(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let mut bytes = Vec::new();
        row(&cells, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_parts_cells_is_quoted() {
        assert_eq!(
            line(&["电梯", "3栋,2单元", "他说\"快\"", "一\n二", ""]),
            "电梯,\"3栋,2单元\",\"他说\"\"快\"\"\",\"一\n二\",\r\n"
        );
    }

    #[test]
    fn a_formula_becomes_text() {
        let wide = ["\u{ff1d}1", "\u{ff0b}1", "\u{ff0d}1", "\u{ff20}x"];
        let plain = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"];
        for bad in plain.into_iter().chain(wide) {
            assert_eq!(line(&[bad]), format!("\"'{bad}\"\r\n"), "{bad:?}");
        }
        for good in ["1-1", "a=b", "138****5678", "'=1", "电梯 -1 层"] {
            assert_eq!(line(&[good]), format!("{good}\r\n"));
        }
    }
}
