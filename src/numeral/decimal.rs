//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;

/// An exact decimal number: `mantissa` divided by ten to the power of `scale`. Trailing zeros are kept, as they tell how
/// exactly a value is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// The most decimal places of a value.
const MOST_PLACES: u32 = 30;

impl Decimal {
    /// A whole number.
    pub const fn whole(value: i128) -> Decimal {
        Decimal { mantissa: value, scale: 0 }
    }

    /// The number that `digits` state, the last `places` of them behind the point. `None` where there are no digits, or
    /// too many.
    pub fn from_digits(digits: impl IntoIterator<Item = u8>, places: u32) -> Option<Decimal> {
        let mut mantissa = None;
        for digit in digits {
            let value = mantissa.unwrap_or(0i128).checked_mul(10)?;
            mantissa = Some(value.checked_add(i128::from(digit))?);
        }
        Some(Decimal { mantissa: mantissa?, scale: places }).filter(|_| places <= MOST_PLACES)
    }

    /// Reads `12`, `-0.45`.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = whole.bytes().chain(fraction.bytes());
        if !all.clone().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let value = Decimal::from_digits(all.map(|byte| byte - b'0'), fraction.len() as u32)?;
        Some(if negative { value.negated() } else { value })
    }

    /// The number with the other sign.
    pub fn negated(self) -> Decimal {
        Decimal { mantissa: -self.mantissa, ..self }
    }

    /// Times ten to the power of `exponent`.
    pub fn shifted(self, exponent: u32) -> Option<Decimal> {
        let (mantissa, scale) = match self.scale.checked_sub(exponent) {
            Some(scale) => (self.mantissa, scale),
            None => (self.mantissa.checked_mul(10i128.checked_pow(exponent - self.scale)?)?, 0),
        };
        Some(Decimal { mantissa, scale })
    }

    /// The sum.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let mantissa = self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
        Some(Decimal { mantissa, scale })
    }

    /// The product.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        Some(Decimal { mantissa, scale: self.scale + other.scale }).filter(|product| product.scale <= MOST_PLACES)
    }

    /// The quotient, where it is a finite decimal.
    pub fn divided_by(self, other: Decimal) -> Option<Decimal> {
        let (dividend, divisor) = (self.trimmed(), other.trimmed());
        for places in 0..=18 {
            let shifted = dividend.mantissa.checked_mul(10i128.checked_pow(places + divisor.scale)?)?;
            if shifted.checked_rem(divisor.mantissa)? == 0 {
                let mantissa = shifted / divisor.mantissa;
                return Some(Decimal { mantissa, scale: dividend.scale + places }.trimmed());
            }
        }
        None
    }

    /// The same number without zeros at the end of its decimal places.
    pub fn trimmed(self) -> Decimal {
        let Decimal { mut mantissa, mut scale } = self;
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Decimal { mantissa, scale }
    }

    /// The value, where it is whole.
    pub fn as_whole(self) -> Option<i128> {
        let trimmed = self.trimmed();
        (trimmed.scale == 0).then_some(trimmed.mantissa)
    }

    /// Number of decimal places.
    pub fn places(self) -> u32 {
        self.scale
    }

    /// Which of the two is greater; `None` where they are too far apart to be compared exactly.
    #[inline]
    pub fn compare(self, other: Decimal) -> Option<Ordering> {
        if self.scale == other.scale {
            return Some(self.mantissa.cmp(&other.mantissa));
        }
        self.compare_scaled(other)
    }

    fn compare_scaled(self, other: Decimal) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.at_scale(scale)?.cmp(&other.at_scale(scale)?))
    }

    /// True where this number is surely less than the other.
    #[inline]
    pub fn is_below(self, other: Decimal) -> bool {
        self.compare(other) == Some(Ordering::Less)
    }

    /// The number as it is written: `-0.45`.
    pub fn written(self) -> Written {
        let mut written = Written { bytes: [0; MOST_BYTES], start: MOST_BYTES };
        let mut rest = self.mantissa.unsigned_abs();
        let mut places = 0;
        while rest > 0 || places <= self.scale {
            if places == self.scale && places > 0 {
                written.push(b'.');
            }
            // Most numbers are small, and 64 bits are divided much faster.
            let (more, digit) = match u64::try_from(rest) {
                Ok(small) => (u128::from(small / 10), (small % 10) as u8),
                Err(_) => (rest / 10, (rest % 10) as u8),
            };
            written.push(b'0' + digit);
            rest = more;
            places += 1;
        }
        if self.mantissa < 0 {
            written.push(b'-');
        }
        written
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written().as_str())
    }
}

/// A number written out, without allocation.
#[derive(Clone, Copy)]
pub struct Written {
    bytes: [u8; MOST_BYTES],
    start: usize,
}

/// More than any number has: 39 digits of the mantissa or the most decimal places of a quotient, sign and point.
const MOST_BYTES: usize = 64;

impl Written {
    /// Sign, digits and point.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The same as bytes, all of them ASCII.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Puts a byte before the others.
    fn push(&mut self, byte: u8) {
        if let Some(start) = self.start.checked_sub(1) {
            self.bytes[start] = byte;
            self.start = start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn computes_exactly() {
        assert_eq!(decimal("42.9").to_string(), "42.9");
        assert_eq!(decimal("-0.05").to_string(), "-0.05");
        assert_eq!(decimal("1.5").shifted(6).unwrap().to_string(), "1500000");
        assert_eq!(decimal("1.2345").shifted(3).unwrap().to_string(), "1234.5");
        assert_eq!(decimal("1.20").plus(decimal("0.8")).unwrap().to_string(), "2.00");
        assert_eq!(decimal("2.5").times(decimal("0.1")).unwrap().to_string(), "0.25");
        assert_eq!(decimal("100").divided_by(decimal("10000")).unwrap().to_string(), "0.01");
        assert!(decimal("1000").divided_by(decimal("3600")).is_none());
        assert!(decimal("1").divided_by(decimal("0")).is_none());
        assert!(decimal("999.5").is_below(decimal("1000")));
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert!(Decimal::parse(&"9".repeat(60)).is_none());
        assert!(Decimal::parse("").is_none() && Decimal::parse("1,5").is_none());
        assert!(Decimal::whole(i128::MAX / 2).shifted(3).is_none());
    }
}
