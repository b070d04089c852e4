//! Roman numbers.

use crate::extract::Context;

/// Values and their canonical spelling, greatest first.
const STEPS: [(u64, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The Roman number of token `at`, in capitals and canonical spelling: `XVII` is 17, `IIX` is none.
///
/// Single letters are read, too (`V`, `C`, `M`): whether a letter is a number there is for the rule to know.
pub fn roman(cx: &Context<'_>, at: usize) -> Option<u64> {
    if cx.token(at).is_roman() { roman_value(cx.word(at)) } else { None }
}

/// The value of a Roman number in capitals and canonical spelling.
pub fn roman_value(word: &str) -> Option<u64> {
    let (mut rest, mut sum) = (word, 0);
    for (step, letters) in STEPS {
        let most = if letters.len() == 1 && step.to_string().starts_with('1') { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(letters) else { break };
            (rest, sum) = (after, sum + step);
        }
    }
    (rest.is_empty() && !word.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::roman_value as value;

    #[test]
    fn reads_canonical_numbers_only() {
        for (word, expected) in [("XVII", 17), ("XIV", 14), ("MMXX", 2020), ("CD", 400), ("V", 5), ("MMMCMXCIX", 3999)]
        {
            assert_eq!(value(word), Some(expected), "{word}");
        }
        for word in ["IIX", "VV", "IIII", "IC", "VX", "MMMM", "XM", ""] {
            assert_eq!(value(word), None, "{word}");
        }
    }
}
