#!/usr/bin/env python3
"""name_stats.py ARTICLES.jsonl OUT: counts how words are used in names, for the lists of the person room.

ARTICLES holds one JSON object a line with a field `text`. Only sure places count: a run of capitalised words right after
an honorific or a title is a name, one right after the word for a road, a district or a school is not. Four lists are
written to OUT, sorted, without any of the articles' sentences:

  syllables.tsv  Vietnamese syllables: how often each opens, continues and ends a full name, and stands alone after an
                 honorific; how often it is written small, and capital elsewhere
  foreign.tsv    words that are no Vietnamese syllables: how often each opens and ends a name, and stands elsewhere
  compounds.tsv  two-syllable words in small letters that begin with a syllable of the first list
  places.tsv     names of two or more words after a place word, with the counts as place and as person
"""
import collections
import json
import re
import sys
import unicodedata

HONORIFICS = "ông bà anh chị cô chú bác cụ em cháu".split()
TITLES = """tướng tá úy sĩ sỹ TS GS PGS ThS BS LS HLV MC NSND NSƯT trưởng Thủ_tướng Bộ_trưởng Thứ_trưởng luật_sư kỹ_sư
nhà_báo nhà_văn nhà_thơ tiền_đạo tiền_vệ hậu_vệ thủ_môn trung_vệ cầu_thủ đồng_chí diễn_viên giám_đốc tổng_thống
chủ_tịch_nước tác_giả bị_cáo bị_can nghi_phạm ca_sĩ""".replace("_", " ").split()
PLACES = """đường phố quận huyện xã phường tỉnh thôn bản ấp làng cầu sông hồ núi đảo chợ chùa đền ga cảng sân_bay
thị_trấn thị_xã thành_phố TP Trường THPT THCS tiểu_học bệnh_viện công_ty giải quần_đảo bang thủ_đô""".replace("_", " ").split()
SURNAMES = set("""Nguyễn Trần Lê Phạm Võ Huỳnh Phan Bùi Hoàng Vũ Trương Đỗ Đặng Hồ Ngô Dương Đoàn Đinh Trịnh Cao Lý Đào
Lâm Mai Tô Lương Hà Thái Phùng Tạ Châu Vương Quách Triệu Kiều Tăng Chu Hứa Tống Lưu Nghiêm Khổng Viên Đàm Doãn Tôn""".split())
WORD = re.compile(r"[^\W\d_]+")
TONES = {"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}
ONSETS = "ngh ng nh gh gi g kh k ch c th tr t ph p qu d đ b h l m n r s v x".split() + [""]
RHYME = re.compile(
    r"(?:u?yê|uya|uy|i[êa]|[aăâeêiouôơưy]|u[aôâêơ]|ư[ơa]|o[aăeo])(?:ch|ng|nh|[cptmnoiuy])?")


def syllable(word):
    """True for the shape of a Vietnamese syllable."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in TONES)
    plain = unicodedata.normalize("NFC", plain)
    for onset in ONSETS:
        if plain.startswith(onset):
            rest = plain[len(onset):]
            if RHYME.fullmatch(rest) or (onset == "gi" and not rest):
                return True
    return False


def runs(text):
    """Yields (previous words, run of capitalised words, starts a sentence, ends before a small word)."""
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        if not words[at][0][0].isupper():
            at += 1
            continue
        end = at + 1
        while end < len(words) and words[end][0][0].isupper() and text[words[end - 1].end():words[end].start()] == " ":
            end += 1
        gap = text[words[at - 1].end():words[at].start()] if at else "."
        small = end < len(words) and text[words[end - 1].end():words[end].start()] == " "
        before = [m[0] for m in words[max(0, at - 3):at]] if gap.strip(" .") == "" and gap != ". " else []
        yield before, [m[0] for m in words[at:end]], bool(gap.strip(" ")), small
        at = end


def cue(before, run):
    """What the words before say, and the run without cue words of its own."""
    while run and (run[0].lower() in HONORIFICS and len(run) > 1 or run[0] in TITLES):
        before, run = before + [run[0]], run[1:]
    ends = [" ".join(before[-n:]) for n in (1, 2, 3)]
    if ends and ends[0].lower() in HONORIFICS:
        return "addressed", run
    if any(end in TITLES or end.lower() in TITLES for end in ends):
        return "person", run
    if any(end in PLACES or end.lower() in PLACES for end in ends):
        return "place", run
    return "", run


def main(path, out):
    vi = collections.defaultdict(collections.Counter)
    foreign = collections.defaultdict(collections.Counter)
    whole = collections.defaultdict(collections.Counter)
    pairs = collections.Counter()
    for line in open(path, encoding="utf-8"):
        text = unicodedata.normalize("NFC", json.loads(line)["text"])
        last = None
        for match in WORD.finditer(text):
            if match[0].islower():
                vi[match[0].capitalize()]["small"] += 1
                if last and text[last.end():match.start()] == " ":
                    pairs[last[0], match[0]] += 1
            last = match if match[0].islower() else None
        for before, run, starts, small in runs(text):
            if len(run) > 6 or any(len(word) > 1 and word.isupper() for word in run):
                continue
            kind, run = cue(before, run)
            if not run or all(len(word) == 1 for word in run):
                continue
            shaped = [syllable(word) for word in run]
            if kind and 2 <= len(run) <= 4:
                whole[" ".join(run)]["place" if kind == "place" else "person"] += 1
            addressed, kind = kind == "addressed", "person" if kind == "addressed" else kind
            if kind == "person" and all(shaped):
                if 3 <= len(run) <= 4 and run[0] in SURNAMES:
                    vi[run[0]]["first"] += 1
                    for word in run[1:-1]:
                        vi[word]["middle"] += 1
                    vi[run[-1]]["last"] += 1
                elif len(run) == 1 and addressed:
                    vi[run[0]]["alone"] += 1
                continue
            if kind == "person" and 2 <= len(run) <= 4 and not any(shaped[:1]):
                foreign[run[0]]["first"] += 1
                foreign[run[-1]]["last"] += 1
                continue
            for word, is_vi in zip(run[starts and not kind:], shaped[starts and not kind:]):
                if kind != "person":
                    (vi if is_vi else foreign)[word]["elsewhere"] += 1
    write(out, "syllables.tsv", "syllable first middle last alone small elsewhere", (
        (word, *(c[k] for k in "first middle last alone small elsewhere".split()))
        for word, c in vi.items() if c["first"] + c["middle"] + c["last"] + c["alone"] > 1))
    total = sum(counts["small"] for counts in vi.values())
    write(out, "compounds.tsv", "words", (
        (f"{one} {other}",) for (one, other), count in pairs.items()
        if count >= 4 and vi[one.capitalize()]["last"] + vi[one.capitalize()]["alone"] + vi[one.capitalize()]["middle"]
        and count * total >= (12 if count < 12 else 4) * vi[one.capitalize()]["small"] * vi[other.capitalize()]["small"]))
    write(out, "foreign.tsv", "word first last elsewhere", (
        (word, *(c[k] for k in "first last elsewhere".split()))
        for word, c in foreign.items() if c["first"] + c["last"] > 0 and len(word) > 1))
    write(out, "places.tsv", "name place person", (
        (name, c["place"], c["person"]) for name, c in whole.items()
        if c["place"] > 1 and c["place"] > c["person"]))


def write(out, name, header, rows):
    with open(f"{out}/{name}", "w", encoding="utf-8") as file:
        file.write(header.replace(" ", "\t") + "\n")
        for row in sorted(rows):
            file.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
