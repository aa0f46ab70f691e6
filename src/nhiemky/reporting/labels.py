"""Short Vietnamese names of the codes of scoring, as boards, workbooks and reports print them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nhiemky.kernel.scoring import CLASSES, Comparator, Course, Goal, Number, Outlook, Scheme
from nhiemky.kernel.sheets.form import KIND_WORDS, METHOD_WORDS
from nhiemky.kernel.viet.numbers import write_number

KINDS: Mapping[str, str] = MappingProxyType({code: word.capitalize() for code, word in KIND_WORDS.items()})
METHODS: Mapping[str, str] = MappingProxyType(
    {code: word.capitalize() for code, word in METHOD_WORDS.items()}
)
COURSES: Mapping[str, str] = MappingProxyType(
    {
        Course.ACHIEVED: "Đã đạt",
        Course.ON_TRACK: "Đúng tiến độ",
        Course.BEHIND: "Chậm tiến độ",
        Course.AT_RISK: "Có nguy cơ không đạt",
    }
)
OUTLOOKS: Mapping[str, str] = MappingProxyType(
    {Outlook.LIKELY: "Có khả năng đạt vào cuối nhiệm kỳ", Outlook.UNLIKELY: "Khó đạt vào cuối nhiệm kỳ"}
)
_SIGNS: Mapping[str, str] = MappingProxyType(
    {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.ABOVE: "> ", Comparator.BELOW: "< "}
)
# Light enough for black figures on them; told apart by lightness in black-and-white print, best to worst.
_LADDER = ("66BB6A", "B9E0B4", "F7E28B", "F4AE63", "E57F7F")
_RUNGS: Mapping[int, tuple[int, ...]] = MappingProxyType({1: (0,), 2: (0, 4), 3: (0, 1, 4), 4: (0, 1, 2, 4)})
_GREY = "D5D9DE"


def band_fills(scheme: Scheme) -> Mapping[str, str]:
    """This function will give the colour (RRGGBB) of each band and class of a scheme in documents and workbooks."""
    count = len(scheme.bands)
    rungs = _RUNGS.get(count, tuple(min(place, 4) for place in range(count)))
    fills = {band.code: _LADDER[rung] for band, rung in zip(scheme.bands, rungs, strict=True)}
    return fills | dict.fromkeys(CLASSES, _GREY)


def figure_text(value: Number | None, *, places: int = 2) -> str:
    """This function will write a figure as 1.234,5 with at most `places` decimals; missing is an empty text."""
    if value is None:
        return ""
    text = write_number(value, places=places)
    return text.rstrip("0").rstrip(",") if "," in text else text


def goal_text(goal: Goal) -> str:
    """This function will write what a target demands: "≥ 65", "9 - 10", "Đạt"; nothing where it states no level."""
    if not goal.stated:
        return ""
    if goal.comparator is Comparator.DONE:
        return "Đạt"
    if goal.comparator is Comparator.BETWEEN:
        return f"{figure_text(goal.low, places=6)} - {figure_text(goal.high, places=6)}"
    return f"{_SIGNS[goal.comparator]}{figure_text(goal.target, places=6)}"
