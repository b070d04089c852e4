//! Whole numbers, most of them places in a text.

/// The digits of 0 to 99.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Appends a number. Up to four digits are written here, each length by itself, since bytes of a fixed number are a
/// store where bytes of any number are a call.
#[inline]
pub(super) fn write(number: u32, out: &mut Vec<u8>) {
    let pair = |number: u32| PAIRS[number as usize % 100];
    match number {
        0..10 => out.push(b'0' + number as u8),
        10..100 => out.extend_from_slice(&pair(number)),
        100..1000 => {
            let [tens, ones] = pair(number);
            out.extend_from_slice(&[b'0' + (number / 100) as u8, tens, ones]);
        }
        1000..10_000 => {
            let ([thousands, hundreds], [tens, ones]) = (pair(number / 100), pair(number));
            out.extend_from_slice(&[thousands, hundreds, tens, ones]);
        }
        _ => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_of_every_length() {
        for number in (0..20_000).chain([99_999, 100_000, u32::MAX]) {
            let mut out = b"before".to_vec();
            write(number, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), format!("before{number}"));
        }
    }
}
