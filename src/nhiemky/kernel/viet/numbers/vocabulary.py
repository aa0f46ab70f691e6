"""The words that stand around numbers in cells: comparators, verbs, marks of an empty cell, done and not done."""

import re

MISSING = frozenset(
    {
        "", ".", "-", "x", "×", "k", "/", "_", "?", "*", "n/a", "na", "null", "kxđ", "không có số liệu",
        "chưa có số liệu", "không số liệu", "không xác định", "chưa đánh giá", "không đánh giá", "chưa có kết quả",
        "chưa thống kê", "không thống kê", "chưa báo cáo", "không có dữ liệu", "chưa có dữ liệu",
    }
)  # fmt: skip

DONE = frozenset(
    {
        "đạt", "có", "hoàn thành", "đã hoàn thành", "đã đạt", "xong", "đã xong", "đã có", "rồi", "vượt", "đạt và vượt", "đạt, vượt",
        "hoàn thành và hoàn thành vượt mức", "hoàn thành vượt mức", "đã thực hiện", "đã đạt chuẩn", "đã được công nhận",
        "được công nhận", "đúng", "yes",
    }
)  # fmt: skip
NOT_DONE = frozenset(
    {
        "chưa", "không", "chưa đạt", "không đạt", "chưa có", "không có", "chưa hoàn thành", "không hoàn thành",
        "chưa thực hiện", "không thực hiện", "đang thực hiện", "đang trong lộ trình", "gần đạt", "đạt thấp", "chưa xong",
        "khó đạt", "đang triển khai", "chưa triển khai", "chưa được công nhận", "chưa đạt chuẩn", "đang xây dựng", "no",
    }
)  # fmt: skip
_DONE_START = re.compile(
    r"(?:đã )?(?:đạt (?:chuẩn|danh hiệu|tiêu chí|chỉ tiêu|nghị quyết|yêu cầu|mục tiêu|xã|kế hoạch)"
    r"|(?:đạt(?: và|,) )?vượt (?:chỉ tiêu|nghị quyết|nq|mục tiêu|kế hoạch)|hoàn thành)\b"
)
_NOT_DONE_START = re.compile(
    r"không (?:đạt|hoàn thành|xong|thực hiện|triển khai|xây dựng)\b"
    r"|đang (?!duy trì|giữ|áp dụng|hoạt động|được|có)[^\W\d]"
    r"|chưa (?!đến|tới|có|đánh giá|xét|tính|thống kê|báo cáo|rõ|biết)[^\W\d]"
)
_HALF_DONE = re.compile(r"\b(?:một phần|cơ bản|bước đầu|gần|tương đối|một số|chậm|chưa|không|thấp|khoảng)\b")

COMPARATORS: dict[str, str] = {
    "không dưới": "at_least",
    "không thấp hơn": "at_least",
    "không ít hơn": "at_least",
    "không kém": "at_least",
    "không nhỏ hơn": "at_least",
    "ít nhất": "at_least",
    "tối thiểu": "at_least",
    ">=": "at_least",
    "=>": "at_least",
    "≥": "at_least",
    "không vượt quá": "at_most",
    "không quá": "at_most",
    "không trên": "at_most",
    "không cao hơn": "at_most",
    "không hơn": "at_most",
    "không lớn hơn": "at_most",
    "nhiều nhất": "at_most",
    "cao nhất": "at_most",
    "tối đa": "at_most",
    "<=": "at_most",
    "=<": "at_most",
    "≤": "at_most",
    "lớn hơn": "above",
    "cao hơn": "above",
    "nhiều hơn": "above",
    "vượt trên": "above",
    "trên": "above",
    "hơn": "above",
    ">": "above",
    "thấp hơn": "below",
    "nhỏ hơn": "below",
    "ít hơn": "below",
    "chưa đến": "below",
    "chưa tới": "below",
    "dưới": "below",
    "<": "below",
}
SUFFIXES: dict[str, str] = {
    "trở lên": "at_least",
    "trở xuống": "at_most",
    "trở lại": "at_most",
}
APPROXIMATE = ("khoảng", "ước khoảng", "ước đạt", "ước", "xấp xỉ", "chừng", "~", "≈", "gần")
TRENDS = ("tăng", "giảm", "vượt")
_FILLERS = (
    "phấn đấu", "đạt", "đạt được", "từ", "đến", "tới", "là", "còn", "ở mức", "mức", "duy trì", "giữ", "giữ vững",
    "có", "được", "bình quân", "hằng năm", "hàng năm", "mỗi năm", "tỷ lệ", "tổng", "số", "thực hiện", "kết quả", "cả",
    "hoàn thành", "thêm", "trung bình", "bằng", "toàn", "mới", "xuống", "lên", "chỉ", "đã", "quyết tâm", "sẽ",
    "chưa đạt", "không đạt", "đạt và vượt", "tổng số", "và", ":", "=", "+", ",", ";", "bình quân hằng năm", "năm",
    "bình quân hàng năm", "bình quân mỗi năm", "bq", "trong", "thu", "kết nạp",
)  # fmt: skip

_WORD = re.compile(r"\w")
_PER_YEAR = re.compile(r"\b(?:mỗi năm|hằng năm|hàng năm)\b")


def _alternatives(words: tuple[str, ...] | dict[str, str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        rf"{re.escape(word)}(?!\w)" if word[-1].isalpha() else re.escape(word) for word in ordered
    )


_LEAD = re.compile(
    rf"(?<!\w)(?:(?P<comparator>{_alternatives(COMPARATORS)})|(?P<approximate>{_alternatives(APPROXIMATE)})"
    rf"|(?P<trend>{_alternatives(TRENDS)})|(?P<filler>{_alternatives(_FILLERS)}))"
)
SUFFIX = re.compile(rf"(?<!\w)(?P<suffix>{_alternatives(SUFFIXES)})")

WORDS_TO_TEN = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}


class Lead:
    """What the words before a number say: comparator, trend, whether it is approximate.

    A comparator or trend counts only when no unknown word stands between it and the number ("trên địa bàn đạt 5" is
    no comparison); with unknown words `rest` holds the whole wording.
    """

    __slots__ = ("approximate", "comparator", "per", "rest", "trend")

    def __init__(self, words: str) -> None:
        self.per = "năm" if _PER_YEAR.search(words) else ""
        self._forget()
        end, unknown = 0, False
        for match in _LEAD.finditer(words):
            if _WORD.search(words, end, match.start()):
                unknown = True
                self._forget()
            self._take(match)
            end = match.end()
        if _WORD.search(words, end):
            unknown = True
            self._forget()
        self.rest = " ".join(words.split()).strip(" ,;:.()-") if unknown else ""

    def _forget(self) -> None:
        self.comparator: str | None = None
        self.trend = ""
        self.approximate = False

    def _take(self, match: re.Match[str]) -> None:
        if match["comparator"]:
            self.comparator = self.comparator or COMPARATORS[match["comparator"]]
        elif match["trend"]:
            self.trend = match["trend"]
        elif match["approximate"]:
            self.approximate = True


def read_done(words: str) -> bool | None:
    """Tell whether the words (lower case) say done (True), not done (False), or neither for certain (None)."""
    if words in DONE:
        return True
    if words in NOT_DONE or _NOT_DONE_START.match(words):
        return False
    if _DONE_START.match(words) and not _HALF_DONE.search(words):
        return True
    return None
