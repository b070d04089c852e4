//! Text inside markup: HTML and XML.

/// Text that is no markup, inside elements and quoted attributes. `held` says what stands for a character that the format
/// cannot hold.
pub fn escaped(text: &str, held: impl Fn(char) -> char) -> String {
    let text: String = text.chars().map(held).collect();
    html_escape::encode_double_quoted_attribute(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        let held = |char: char| if char.is_control() { ' ' } else { char };
        assert_eq!(escaped("a<b>&\"c\"\u{7}'", held), "a&lt;b&gt;&amp;&quot;c&quot; '");
    }
}
