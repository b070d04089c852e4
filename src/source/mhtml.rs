//! Pages that a browser saved with their pictures: the page is one part of several.

use super::http::{Headers, split};

/// The page of the file, and its address; `None` where it holds none.
pub(super) fn page(bytes: &[u8]) -> Option<(Vec<u8>, Option<String>)> {
    let (head, body) = split(bytes);
    let headers = Headers::parse(head);
    let address = headers.get("snapshot-content-location").or_else(|| headers.get("content-location"));
    let boundary = headers.parameter("content-type", "boundary")?;
    let (part, content) = parts(body, boundary).find(|(part, _)| part.is_html())?;
    let address = address.or_else(|| part.get("content-location")).map(str::to_owned);
    let encoding = part.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let page = match encoding.as_str() {
        "quoted-printable" => quoted_printable(content),
        "base64" => base64(content),
        _ => content.to_vec(),
    };
    Some((page, address.filter(|address| address.contains("://"))))
}

/// The parts of a body: headers and content of each.
fn parts<'a>(body: &'a [u8], boundary: &str) -> impl Iterator<Item = (Headers, &'a [u8])> {
    let mark = format!("--{boundary}").into_bytes();
    let mut rest = memchr::memmem::find(body, &mark).map(|at| &body[at + mark.len()..]);
    std::iter::from_fn(move || {
        let part = rest?;
        let end = memchr::memmem::find(part, &mark);
        rest = end.map(|at| &part[at + mark.len()..]);
        let part = &part[..end.unwrap_or(part.len())];
        // the line of the boundary itself ends here
        let start = part.iter().position(|&byte| byte == b'\n').map_or(part.len(), |at| at + 1);
        let (head, content) = split(&part[start..]);
        Some((Headers::parse(head), content))
    })
}

/// `H=C3=A0` is `Hà`; a line that ends in `=` goes on with the next one.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'=', [b'\r', b'\n', next @ ..] | [b'\n', next @ ..]) => rest = next,
            (b'=', [a, b, next @ ..]) => match (digit(*a), digit(*b)) {
                (Some(a), Some(b)) => {
                    out.push(a << 4 | b);
                    rest = next;
                }
                _ => out.push(b'='),
            },
            _ => out.push(*first),
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// Letters of base64 as bytes; others are passed over.
fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for value in text.iter().filter_map(|&byte| six_bits(byte)) {
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

fn six_bits(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_among_the_parts() {
        let file = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://bao.vn/a.html\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x\"\r\n\r\n\r\n\
            ----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n\
            ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>H=C3=A0 =\r\nN=E1=BB=99i\r\n\
            ----x--\r\n";
        let (page, address) = page(file.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(page).unwrap(), "<p>Hà Nội\r\n");
        assert_eq!(address.as_deref(), Some("https://bao.vn/a.html"));
    }

    #[test]
    fn encodings_of_mail_are_read() {
        assert_eq!(base64(b"SMOgIE7hu5lp\r\n"), "Hà Nội".as_bytes());
        assert_eq!(quoted_printable(b"a=3Db=ZZ=\nc="), b"a=b=ZZc=");
    }
}
