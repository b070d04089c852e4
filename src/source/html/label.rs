//! What the lines of a body are, beyond what their markup says: links to other articles, labels of buttons, headings in
//! bold, the byline and the source line at the end.

use super::body::Line;
use super::site::Site;
use super::words::{folded, is_name, persons};
use crate::article::{BlockKind, Published, PublishedFrom};

/// The lines of a story and what its end says of it.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub lines: Vec<Line>,
    /// Names in the byline.
    pub authors: Vec<String>,
    /// Paper of the source line.
    pub credit: Option<String>,
}

/// Words of the longest byline.
const BYLINE: usize = 10;
/// Words of the longest heading.
const HEADING: usize = 25;
/// Lines from the end among which a byline is looked for.
const ENDING: usize = 3;
/// Words from which a line that is a link points to another article.
const LINK: usize = 5;

/// Labels the lines of a body; those that are no part of the story fall away. `told` are the title and the lead, which
/// some sites repeat in the body.
pub(super) fn story(mut lines: Vec<Line>, told: &[&str], authors: &[String]) -> Story {
    drop_links(&mut lines);
    lines.retain(|line| !is_noise(line));
    drop_by_title(&mut lines);
    drop_repeats(&mut lines, told);
    find_marked(&mut lines, authors);
    let mut story = Story { lines, ..Story::default() };
    story.find_ending();
    find_headings(&mut story.lines);
    story
}

/// Drops lines that lead to other articles. Where most of the body is one link (a tag that was never closed), links say
/// nothing.
fn drop_links(lines: &mut Vec<Line>) {
    let size = |only_links: bool| -> usize {
        lines.iter().filter(|line| line.is_link || !only_links).map(|line| line.text.len()).sum()
    };
    if size(true) * 2 > size(false) {
        return;
    }
    lines.retain(|line| {
        let is_long = line.text.split_whitespace().count() >= LINK;
        !(points_on(&line.text) || line.is_link && !line.is_cell && line.kind != BlockKind::Dateline && is_long)
    });
}

/// `>> Xem thêm: …`
fn points_on(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(">>") || text.starts_with("»") || text.starts_with("=>")
}

/// Labels of buttons and lists, as the generic profile names them; a count may follow.
fn is_noise(line: &Line) -> bool {
    let text = line.text.to_lowercase();
    let text = text.trim_end_matches(|char: char| char.is_ascii_digit() || "():.… ".contains(char));
    Site::generic().noise.iter().any(|label| label == text)
}

/// Drops what surrounds the title, but for a byline or a time set apart, and what is marked as something else.
fn drop_by_title(lines: &mut Vec<Line>) {
    let is_told = |line: &Line| is_time(&line.text) || !persons(&line.text).is_empty() && line.text.contains(' ');
    lines.retain(|line| !line.is_by_title || line.kind != BlockKind::Body || line.is_bold || is_told(line));
}

/// Drops lines that repeat the title or the lead right at the top.
fn drop_repeats(lines: &mut Vec<Line>, told: &[&str]) {
    const TOP: usize = 4;
    let told: Vec<String> = told.iter().map(|text| folded(text)).filter(|text| !text.is_empty()).collect();
    let mut at = 0;
    lines.retain(|line| {
        at += 1;
        at > TOP || !told.contains(&folded(&line.text))
    });
}

/// Labels the lines that say themselves what they are: captions by their credit, the byline by a known name, the time.
fn find_marked(lines: &mut [Line], authors: &[String]) {
    const TOP: usize = 4;
    let mut names: Vec<String> = authors.iter().map(|author| folded(author)).collect();
    names.push(names.concat());
    let is_show = is_show(lines);
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.kind == BlockKind::Body) {
        let is_below_picture = line.follows_picture && (line.is_apart || is_show);
        if has_credit(&line.text) || is_below_picture && is_caption(&line.text) {
            line.kind = BlockKind::Caption;
        } else if !line.is_cell && names.contains(&folded(&line.text)) {
            line.kind = BlockKind::Byline;
        } else if !line.is_cell && (at < TOP && is_time(&line.text) || is_clock(&line.text)) {
            line.kind = BlockKind::Timestamp;
        }
    }
}

/// True for a story in pictures: each of its paragraphs stands below one.
fn is_show(lines: &[Line]) -> bool {
    const PICTURES: usize = 3;
    let mut paragraphs = lines.iter().filter(|line| line.kind == BlockKind::Body);
    paragraphs.clone().count() >= PICTURES && paragraphs.all(|line| line.follows_picture)
}

/// `17:20`, as it stands over each report of a live page.
fn is_clock(text: &str) -> bool {
    let clock = text.split_once([':', 'h']);
    clock.is_some_and(|(hour, minute)| {
        (1..=2).contains(&hour.len())
            && minute.len() == 2
            && (hour.to_owned() + minute).bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Few words below a picture.
fn is_caption(text: &str) -> bool {
    const CAPTION: usize = 45;
    text.split_whitespace().count() <= CAPTION
}

/// `… Ảnh: Bảo Hân`, `(Đồ họa: TTXVN)`: the credit ends the line.
fn has_credit(text: &str) -> bool {
    const MARKS: [&str; 6] = ["Ảnh:", "Đồ họa:", "Đồ hoạ:", "Clip:", "Video:", "Ảnh chụp màn hình"];
    const CREDIT: usize = 6;
    const CAPTION: usize = 60;
    let Some((at, mark)) = MARKS.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, mark))).max() else {
        return false;
    };
    let credit = text[at + mark.len()..].trim_end_matches(['.', ')', ' ']);
    let starts = text[..at].trim_end().is_empty() || text[..at].ends_with([' ', '(', '.', '-', '/']);
    starts
        && credit.split_whitespace().count() <= CREDIT
        && !credit.contains(['!', '?', ':'])
        && !credit.contains(". ")
        && text.split_whitespace().count() <= CAPTION
}

/// A line that holds day and clock and little else, or a day and a label.
fn is_time(text: &str) -> bool {
    const LONGEST: usize = 60;
    const LABELS: [&str; 6] = ["ngày đăng", "đăng lúc", "đăng ngày", "cập nhật", "ngày xuất bản", "ngày cập nhật"];
    let small = text.trim_start_matches('(').to_lowercase();
    let is_labelled = LABELS.iter().any(|label| small.starts_with(label));
    let seen = || {
        let seen = Published::parse(text, PublishedFrom::Timestamp);
        seen.filter(|seen| is_labelled || seen.text.contains('T'))
    };
    text.len() <= LONGEST && text.split_whitespace().count() <= 9 && seen().is_some()
}

impl Story {
    /// Looks at the last lines for the byline and the source line.
    fn find_ending(&mut self) {
        let from = self.lines.len().saturating_sub(ENDING);
        for line in self.lines[from..].iter_mut().filter(|line| line.kind == BlockKind::Body && !line.is_cell) {
            if let Some(credit) = credit(&line.text) {
                line.kind = BlockKind::Source;
                self.credit.get_or_insert(credit);
            } else if is_byline(line) {
                line.kind = BlockKind::Byline;
                self.authors.extend(persons(signed(&line.text)));
            }
        }
    }
}

/// The paper of `Theo HNMO`, `(Theo Dân trí)`, `Nguồn: TTXVN`.
fn credit(text: &str) -> Option<String> {
    const CREDIT: usize = 6;
    let text = text.trim_matches(['(', ')', ' ', '.', '*']);
    let rest = text.strip_prefix("Theo ").or_else(|| text.strip_prefix("Nguồn:"))?.trim();
    let is_short = (1..=CREDIT).contains(&rest.split_whitespace().count());
    let is_title = rest.chars().next().is_some_and(char::is_uppercase) && !rest.contains([',', ':']);
    (is_short && is_title).then(|| rest.to_owned())
}

fn is_byline(line: &Line) -> bool {
    let words = line.text.split_whitespace().count();
    if words > BYLINE {
        return false;
    }
    let names = persons(signed(&line.text));
    let is_labelled = line.text.contains(':') && !names.is_empty();
    // `Chi cục Thủy lợi`, set as names are
    let is_signed = line.is_right && line.is_bold && words <= 6 && !line.text.bytes().any(|byte| byte.is_ascii_digit());
    is_signed && !is_sentence(&line.text)
        || (line.is_bold || line.is_right || is_labelled) && !names.is_empty() && !is_sentence(&line.text)
        || line.is_paragraph && names.len() == 1 && is_lone_name(signed(&line.text))
}

/// `Diệu Thư` of `Diệu Thư thực hiện`.
fn signed(text: &str) -> &str {
    text.strip_suffix(" thực hiện").unwrap_or(text)
}

/// `Hải Minh`, `HẢI MINH (thực hiện)`: a line that is a name, and a note in brackets.
fn is_lone_name(text: &str) -> bool {
    let (name, note) = match text.split_once('(') {
        Some((name, note)) => (name.trim(), note.strip_suffix(')')),
        None => (text, Some("")),
    };
    let is_note = |note: &str| note.starts_with("Theo ") || !note.starts_with(char::is_uppercase);
    let is_short = |note: &str| note.split_whitespace().count() <= 5;
    is_name(name)
        && (2..=4).contains(&name.split_whitespace().count())
        && note.is_some_and(|note| is_note(note) && is_short(note))
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['!', '?', '…', ';', ',']) || text.ends_with('.') && text.split_whitespace().count() > 3
}

/// Bold lines between paragraphs are headings.
fn find_headings(lines: &mut [Line]) {
    for at in 0..lines.len().saturating_sub(1) {
        let line = &lines[at];
        let is_heading = line.kind == BlockKind::Body
            && line.is_bold
            && line.is_paragraph
            && !line.is_cell
            && line.text.split_whitespace().count() <= HEADING
            && !line.text.ends_with(['.', '!', '?', '…', ';', ',', ':', '"', '”']);
        if is_heading && lines[at + 1].is_paragraph {
            lines[at].kind = BlockKind::Heading;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line {
            kind: BlockKind::Body,
            text: text.to_owned(),
            is_paragraph: true,
            is_link: false,
            is_bold: false,
            is_right: false,
            is_cell: false,
            follows_picture: false,
            is_apart: false,
            is_by_title: false,
        }
    }

    fn labelled(lines: Vec<Line>) -> Vec<(BlockKind, String)> {
        let story = story(lines, &["Tiêu đề"], &[]);
        story.lines.into_iter().map(|line| (line.kind, line.text)).collect()
    }

    #[test]
    fn links_buttons_and_repeats_fall_away() {
        let link = Line { is_link: true, ..line("Một bài khác của cùng tờ báo") };
        let lines = vec![line("Tiêu đề"), line("Đoạn một."), link, line(">> Xem thêm"), line("Bình luận (12)")];
        assert_eq!(labelled(lines), [(BlockKind::Body, "Đoạn một.".to_owned())]);
    }

    #[test]
    fn a_link_that_was_never_closed_does_not_empty_the_body() {
        let link = |text| Line { is_link: true, ..line(text) };
        assert_eq!(labelled(vec![line("Một."), link("Hai ba bốn năm sáu."), link("Bảy tám chín mười một.")]).len(), 3);
    }

    #[test]
    fn the_ending_names_author_and_source() {
        let byline = Line { is_bold: true, ..line("Hà Thu (tổng hợp)") };
        let story = story(vec![line("Một đoạn."), byline, line("Theo TTXVN")], &[], &[]);
        assert_eq!(story.authors, ["Hà Thu"]);
        assert_eq!(story.credit.as_deref(), Some("TTXVN"));
        assert_eq!(story.lines[1].kind, BlockKind::Byline);
    }

    #[test]
    fn bold_lines_between_paragraphs_are_headings() {
        let bold = |text| Line { is_bold: true, ..line(text) };
        let kinds: Vec<BlockKind> = labelled(vec![
            line("Một đoạn."),
            bold("Tìm nguồn thay thế"),
            line("Hai đoạn."),
            bold("Ông nghĩ sao?"),
            line("Ba."),
        ])
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
        assert_eq!(kinds[1], BlockKind::Heading);
        assert_eq!(kinds[3], BlockKind::Body);
    }
}
