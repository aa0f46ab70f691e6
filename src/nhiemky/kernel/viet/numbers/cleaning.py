"""Getting a cell ready for reading: marks of one kind, and times that must not be taken for figures."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\r\n"),
    " ",
)
_NOTHING: dict[int, str | None] = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKS = {
    ord("…"): "...",
    ord("％"): "%",
    ord("⁄"): "/",
    ord("∕"): "/",
    ord("≧"): "≥",
    ord("≦"): "≤",
    ord("⩾"): "≥",
    ord("⩽"): "≤",
}
_TRANSLATION: dict[int, str | None] = {**_DASHES, **_BLANKS, **_NOTHING, **_MARKS}
_AREA = re.compile(r"(?<=m)[²³]")
_FOOTNOTE_MARK = re.compile(r"\s*\(\s*\*+\s*\)|\*+(?=\s|$)")
_WIDE = re.compile(r"[\uff01-\uff5e]+")

_FORMULA_ERROR = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE
)
_NOT_A_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.IGNORECASE)

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)[0-9]{2}"
_TIME_ONLY = re.compile(
    rf"(?:{_DAY} ?[-/.] ?{_MONTH} ?[-/.] ?{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}|{_MONTH}/{_YEAR}|{_YEAR} ?- ?{_YEAR})"
    r"(?: 00:00(?::00)?)?"
)
_TIMES = re.compile(
    rf"(?<![0-9])(?:"
    rf"(?:đến )?(?:ngày )?{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}"
    rf"|(?:thời kỳ|giai đoạn|nhiệm kỳ|khóa|thời gian)\s*{_YEAR}\s*-\s*{_YEAR}"
    rf"|(?:(?:so với|từ|đến|vào|trong|tính đến|hết|cuối|đầu)\s+)*(?:hết |cuối |đầu )?năm\s+{_YEAR}"
    rf"|(?:đến |trong )?tháng\s+[0-9]{{1,2}}(?:\s*[-/]\s*{_YEAR})?"
    rf"|(?:giá )?so sánh\s+(?:năm\s+)?{_YEAR}"
    rf"|[0-9]{{1,2}} tháng(?: (?:đầu|cuối))?(?: năm)?(?:\s+{_YEAR})?"
    rf"|trong [0-9] năm(?: qua)?"
    rf"|(?:nghị quyết|kế hoạch|quyết định|chỉ thị|quy định|hướng dẫn|nghị định)(?: số)?\s+[0-9]+[-/]\S+"
    rf"|lần thứ [0-9]+"
    rf")(?![0-9])",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?<![^\W\d_])([kcd]?m)([23])(?![0-9.,])", re.IGNORECASE)
_PER_PEOPLE = re.compile(r"(?<=[^\W\d_%])\s*/\s*(1\.?000|10\.?000) dân(?!\w)", re.IGNORECASE)


def clean(text: str) -> str:
    """Give the text with plain blanks, hyphens, digits and no footnote stars; letters are kept as they are."""
    plain = _AREA.sub(lambda match: "2" if match[0] == "²" else "3", text.translate(_TRANSLATION))
    plain = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain)
    return " ".join(_FOOTNOTE_MARK.sub(" ", plain).split())


def refusal_of(text: str) -> str:
    """Give the reason why the cell can never be a figure (formula error, NaN, foreign digits), else ""."""
    if _FORMULA_ERROR.match(text):
        return f"Ô có lỗi công thức của Excel ({text.split()[0][:16]})."
    if _NOT_A_NUMBER.fullmatch(text):
        return f"Ô ghi “{text}”, không phải là số."
    if any(char.isnumeric() and char not in "0123456789" for char in text):
        return f"Ô “{text}” có chữ số viết khác thường (số mũ, phân số liền, chữ số nước ngoài)."
    return ""


def time_only(text: str) -> str:
    """Give a refusal when the whole cell is a day, a month or a span of years, else ""."""
    if _TIME_ONLY.fullmatch(text.strip()):
        return f"Ô “{text}” ghi thời gian, không phải số liệu."
    return ""


def mask_times(text: str) -> str:
    """Blank out the digits of a wording that are not its figure: times, document numbers, "m2", "/10.000 dân"."""
    plain = _PER_PEOPLE.sub(lambda match: "/vạn dân" if match[1].count("0") == 4 else "/nghìn dân", text)
    plain = _POWER.sub(lambda match: match[1] + ("²" if match[2] == "2" else "³"), plain)
    return _TIMES.sub(lambda match: " " * len(match[0]), plain)
