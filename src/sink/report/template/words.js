// The words of the page in both languages, and how numbers and dates are written.

const WORDS = {
  vi: {
    skip: "Đến nội dung chính", search: "Tìm trong tiêu đề, tên người, văn bản…", searchTexts: "Tìm cả trong toàn văn",
    language: "English", themeAuto: "Giao diện: theo máy", themeLight: "Giao diện: sáng", themeDark: "Giao diện: tối",
    help: "Phím tắt", close: "Đóng", report: "Báo cáo",
    articles: "Bài báo", article: "bài", facts: "dữ kiện", allArticles: "Tất cả bài báo",
    overview: "Tổng quan", filters: "Bộ lọc", clear: "Bỏ lọc", remove: "Bỏ lọc", all: "Tất cả", more: "Thêm", narrow: "Tìm tên…",
    kind: "Loại dữ kiện", rule: "Quy tắc", outlet: "Báo", published: "Ngày đăng", from: "Từ ngày", to: "Đến ngày",
    numbers: "Con số", dates: "Thời gian", documents: "Văn bản", persons: "Nhân vật",
    found: "{n} bài", foundOf: "{n} trong {all} bài", none: "Không có bài nào khớp.", noneHint: "Hãy bớt điều kiện lọc.",
    sort: "Sắp xếp", sortOrder: "Thứ tự đọc", sortNew: "Mới nhất", sortOld: "Cũ nhất", sortFacts: "Nhiều dữ kiện nhất",
    previous: "Trước", next: "Sau", page: "Trang {n}/{all}", back: "Danh sách", previousArticle: "Bài trước", nextArticle: "Bài sau",
    perDay: "theo ngày", perMonth: "theo tháng", perYear: "theo năm", undated: "{n} bài không rõ ngày đăng",
    plotArticles: "Số bài", plotFacts: "Số dữ kiện", plotDocuments: "Văn bản được nhắc đến nhiều nhất",
    plotPersons: "Người được nhắc tên nhiều nhất", plotOutlets: "Báo", plotMoney: "Các khoản tiền",
    moneyNote: "Vạch đứng: nhỏ nhất đến lớn nhất; cột: nửa ở giữa; chấm: trung vị. Thang logarit.", namesakes: "Người trùng tên được đếm chung.",
    table: "Bảng số liệu", period: "Kỳ", count: "Số lượng", lowest: "Nhỏ nhất", median: "Trung vị", highest: "Lớn nhất",
    mentions: "lần", loading: "Đang tải…", failed: "Không đọc được tệp {file} bên cạnh trang này.", searching: "Đang tìm trong toàn văn: {n}/{all}",
    blocks: "Khối", sentences: "Câu", show: "Hiện", diagnostics: "Lưu ý", lost: "Cách đọc bị loại", lostTo: "thua", noFacts: "Không có dữ kiện nào.", copy: "bản sao của bài khác",
    previousMention: "Lần nhắc trước", nextMention: "Lần nhắc sau", place: "lần nhắc {n}/{all}", others: "Lọc các bài có nhắc đến", source: "Nguồn",
    value: "Giá trị", attributes: "Thuộc tính", ruleOf: "Quy tắc", chars: "Vị trí", severity_info: "ghi chú", severity_warning: "cảnh báo", severity_error: "lỗi",
    keysTitle: "Phím tắt", keySearch: "tìm kiếm", keyFact: "dữ kiện sau, trước", keyMention: "lần nhắc sau, trước của cùng một người, văn bản",
    keyArticle: "bài sau, bài trước", keyBlocks: "hiện khối", keySentences: "hiện câu", keyBack: "đóng, về danh sách", keyHelp: "bảng này",
    searchHint: "Gõ không dấu cũng tìm được; gõ có dấu thì tìm đúng dấu. Trong một bộ lọc: khớp một trong các mục đã chọn; giữa các bộ lọc: khớp tất cả.",
    block_kicker: "chuyên mục", block_title: "tiêu đề", block_lead: "sapo", block_body: "thân bài", block_heading: "tít phụ", block_caption: "chú thích ảnh",
    block_byline: "tác giả", block_source: "nguồn", block_dateline: "địa danh", block_timestamp: "giờ đăng", block_tags: "từ khóa",
    block_related: "tin liên quan", block_duplicate: "lặp lại", block_boilerplate: "phần của trang",
  },
  en: {
    skip: "To the main content", search: "Search titles, persons, documents…", searchTexts: "Search the full texts, too",
    language: "Tiếng Việt", themeAuto: "Theme: system", themeLight: "Theme: light", themeDark: "Theme: dark",
    help: "Keyboard shortcuts", close: "Close", report: "Report",
    articles: "Articles", article: "articles", facts: "facts", allArticles: "All articles",
    overview: "Overview", filters: "Filters", clear: "Clear filters", remove: "Remove filter", all: "All", more: "More", narrow: "Find a name…",
    kind: "Kind of fact", rule: "Rule", outlet: "Outlet", published: "Published", from: "From", to: "To",
    numbers: "Numbers", dates: "Dates", documents: "Documents", persons: "Persons",
    found: "{n} articles", foundOf: "{n} of {all} articles", none: "No article fits.", noneHint: "Try fewer filters.",
    sort: "Sort", sortOrder: "As read", sortNew: "Newest first", sortOld: "Oldest first", sortFacts: "Most facts first",
    previous: "Previous", next: "Next", page: "Page {n} of {all}", back: "List", previousArticle: "Previous article", nextArticle: "Next article",
    perDay: "a day", perMonth: "a month", perYear: "a year", undated: "{n} articles without a date of publication",
    plotArticles: "Articles", plotFacts: "Facts", plotDocuments: "Most cited documents",
    plotPersons: "Most named persons", plotOutlets: "Outlets", plotMoney: "Amounts of money",
    moneyNote: "Line: least to greatest; bar: the middle half; dot: median. Logarithmic scale.", namesakes: "Persons of one name are counted together.",
    table: "Figures", period: "Period", count: "Number", lowest: "Least", median: "Median", highest: "Greatest",
    mentions: "mentions", loading: "Loading…", failed: "Could not read {file} beside this page.", searching: "Searching the full texts: {n} of {all}",
    blocks: "Blocks", sentences: "Sentences", show: "Show", diagnostics: "Notes", lost: "Lost candidates", lostTo: "lost to", noFacts: "No facts.", copy: "copy of another article",
    previousMention: "Previous mention", nextMention: "Next mention", place: "mention {n} of {all}", others: "Filter articles that name it", source: "Source",
    value: "Value", attributes: "Attributes", ruleOf: "Rule", chars: "Place", severity_info: "note", severity_warning: "warning", severity_error: "error",
    keysTitle: "Keyboard shortcuts", keySearch: "search", keyFact: "next, previous fact", keyMention: "next, previous mention of the same person or document",
    keyArticle: "next, previous article", keyBlocks: "show blocks", keySentences: "show sentences", keyBack: "close, back to the list", keyHelp: "this list",
    searchHint: "Without tone marks a word finds all spellings; with them, just that one. Within a filter any chosen entry fits; between filters all must.",
    block_kicker: "kicker", block_title: "title", block_lead: "lead", block_body: "body", block_heading: "heading", block_caption: "caption",
    block_byline: "byline", block_source: "source", block_dateline: "dateline", block_timestamp: "timestamp", block_tags: "tags",
    block_related: "related", block_duplicate: "duplicate", block_boilerplate: "boilerplate",
  },
};

// Fields of facts, where their Vietnamese name says more than the field itself.
const FIELDS_VI = {
  kind: "dạng", type: "loại", value: "giá trị", unit: "đơn vị", min: "từ", max: "đến", noun: "đếm", approx: "mức ước lượng", si_value: "giá trị SI",
  si_unit: "đơn vị SI", alternatives: "cách đọc khác", begin: "ngày đầu", end: "ngày cuối", anchor: "tính từ", mod: "bổ nghĩa", calendar: "lịch", lunar: "âm lịch",
  canonical: "tên", uri: "URI", number: "số", year: "năm", code: "ký hiệu", name: "tên", issuer: "cơ quan ban hành", system: "hệ thống", level: "cấp",
  date: "ngày ban hành", effective: "có hiệu lực", title: "trích yếu", titles: "chức danh", surname: "họ", middle: "đệm", given: "tên gọi", honorific: "xưng hô",
  gender: "giới", age: "tuổi", born: "năm sinh", credit: "vai trò trong bài", pinpoints: "điều khoản", relation: "tác động", relations: "tác động", issuer_from: "cơ quan: lấy từ", date_from: "ngày: lấy từ",
  title_quality: "trích yếu: lấy từ", short: "viết tắt", list: "trong danh sách", anaphor: "nhắc lại", ambiguous: "chưa rõ văn bản nào", foreign: "quốc tế",
  inside_title: "trong trích yếu", anonymised: "tên viết tắt",
};

let language = "en";

/** The word of the page for `key`, with values put in. */
function word(key, values = {}) {
  const text = WORDS[language][key] ?? WORDS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);
}

function fieldName(field) {
  return (language === "vi" && FIELDS_VI[field]) || field.replaceAll("_", " ");
}

const LOCALES = { vi: "vi-VN", en: "en-GB" };
const GROUPED = { vi: new Intl.NumberFormat(LOCALES.vi), en: new Intl.NumberFormat(LOCALES.en) };

function grouped(number) {
  return GROUPED[language].format(number);
}

/** `1,5 tỷ`, `1.5bn`: an amount in few characters. */
function compact(number) {
  const scales = language === "vi" ? [[1e15, " triệu tỷ"], [1e12, " nghìn tỷ"], [1e9, " tỷ"], [1e6, " triệu"], [1e3, " nghìn"]] : [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]];
  const [scale, name] = scales.find(([scale]) => number >= scale) ?? [1, ""];
  const digits = (number / scale).toLocaleString(LOCALES[language], { maximumSignificantDigits: 3 });
  return digits + name;
}

/** A day, month or year of ISO 8601 as people write it. */
function dayName(iso) {
  const parts = iso.split("-");
  return language === "vi" ? parts.reverse().join("/") : iso;
}
