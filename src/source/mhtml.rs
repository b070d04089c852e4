//! Pages that a browser saved with their pictures: the page is one part of several.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, NO_PAD};

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

/// Letters of base64 as bytes. Others are passed over, and so is what no whole byte is left of at the end.
fn base64(text: &[u8]) -> Vec<u8> {
    const LENIENT: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut letters: Vec<u8> = text.iter().copied().filter(is_letter).collect();
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    GeneralPurpose::new(&STANDARD, LENIENT).decode(letters).unwrap_or_default()
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
        for (text, expected) in [("QQ==QQ==", &b"A\x04\x10"[..]), ("QR", b"A"), ("QUJ", b"AB"), ("Q", b""), ("", b"")] {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(quoted_printable(b"a=3Db=ZZ=\nc="), b"a=b=ZZc=");
    }
}
