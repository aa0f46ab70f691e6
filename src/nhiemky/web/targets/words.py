"""How values, kinds, methods, bands and courses are explained to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.kernel.scoring import Assessment, Comparator, Course, Kind, Method, Scheme, round_shown
from nhiemky.kernel.viet.dates import write_date
from nhiemky.reporting.labels import COURSES, OUTLOOKS, figure_text, goal_text
from nhiemky.targets.vocab import ObservationState, RollUpRule

Words = Mapping[str, str | Promise]

COMPARATORS: Words = {
    Comparator.AT_LEAST: gettext_lazy("ít nhất (≥)"),
    Comparator.AT_MOST: gettext_lazy("không quá (≤)"),
    Comparator.ABOVE: gettext_lazy("trên (>)"),
    Comparator.BELOW: gettext_lazy("dưới (<)"),
    Comparator.BETWEEN: gettext_lazy("trong khoảng"),
    Comparator.DONE: gettext_lazy("hoàn thành hoặc chưa"),
}
KIND_WORDS: Words = {
    Kind.SNAPSHOT: gettext_lazy("Lấy số của kỳ mới nhất. Ví dụ: thu nhập bình quân đầu người cuối năm."),
    Kind.ACCUMULATE: gettext_lazy(
        "Cộng số của các kỳ từ đầu nhiệm kỳ. Ví dụ: số đảng viên kết nạp, số km đường đã làm."
    ),
    Kind.RUNNING_TOTAL: gettext_lazy(
        "Lấy số mới nhất, vì số đó đã là tổng từ đầu nhiệm kỳ; không cộng thêm."
    ),
    Kind.AVERAGE: gettext_lazy(
        "Lấy trung bình cộng các kỳ đã có số liệu. Ví dụ: tốc độ tăng bình quân hằng năm."
    ),
    Kind.EVERY_PERIOD: gettext_lazy("Xét từng kỳ, mức đạt là của kỳ thấp nhất. Ví dụ: hằng năm phải đạt."),
}
METHOD_WORDS: Words = {
    Method.RATIO: gettext_lazy("Thực hiện chia cho chỉ tiêu, nhân 100."),
    Method.LINEAR: gettext_lazy(
        "Phần đã đi được từ mức gốc chia cho quãng từ mức gốc đến chỉ tiêu, nhân 100."
    ),
    Method.INVERSE_RATIO: gettext_lazy("Chỉ tiêu chia cho thực hiện, nhân 100 (càng thấp càng tốt)."),
    Method.THRESHOLD: gettext_lazy("Đạt thì 100, không đạt thì 0. Dùng cho “duy trì”, “không để xảy ra”."),
    Method.RANGE: gettext_lazy("Trong khoảng thì 100; ngoài khoảng thì so với cận gần nhất."),
    Method.MILESTONE: gettext_lazy("Hoàn thành thì 100, chưa thì lấy phần trăm đã làm được."),
}
ROLL_UPS: Words = {
    RollUpRule.NONE: gettext_lazy("không tổng hợp thành một số"),
    RollUpRule.SUM: gettext_lazy("cộng số của các đơn vị"),
    RollUpRule.RATIO_OF_SUMS: gettext_lazy("tổng tử số chia cho tổng mẫu số"),
}
STATES: Words = {
    ObservationState.DRAFT: gettext_lazy("mới nhập"),
    ObservationState.SUBMITTED: gettext_lazy("chờ xác nhận"),
    ObservationState.CONFIRMED: gettext_lazy("đã xác nhận"),
    ObservationState.RETURNED: gettext_lazy("bị trả lại"),
    ObservationState.RESTORED: gettext_lazy("đã hoàn lại"),
}


@dataclass(frozen=True)
class Standing:
    """What is said of one target's standing, in sentences: its band and why, its course and why."""

    band: str
    course: str
    outlook: str


def standing_of(assessment: Assessment, scheme: Scheme) -> Standing:
    """This function will say in sentences why a target lies in its band and how it stands against the plan."""
    said = (_band_words(assessment, scheme), _course_words(assessment, scheme), _outlook_words(assessment))
    return Standing(*(text.replace(" %", "\N{NO-BREAK SPACE}%") for text in said))


def _band_words(assessment: Assessment, scheme: Scheme) -> str:
    facts, code = assessment.facts, assessment.class_code
    day = write_date(facts.as_of)
    if code == "no_data":
        return _("Chưa có số liệu của kỳ nào bắt đầu từ ngày %(day)s trở về trước.") % {"day": day}
    if code == "not_due":
        return _("Chưa có số liệu, và hạn hoàn thành %(due)s sau ngày %(day)s.") % {
            "due": write_date(facts.due), "day": day,
        }  # fmt: skip
    if code == "not_computable" or assessment.attainment is None:
        return assessment.reason or ""
    if assessment.met:
        return _("Kết quả %(achieved)s đạt mức “%(goal)s” của chỉ tiêu.") % {
            "achieved": figure_text(assessment.achieved), "goal": goal_text(facts.goal),
        }  # fmt: skip
    return _("Mức đạt %(share)s %% nằm trong nhóm %(range)s.") % {
        "share": figure_text(round_shown(assessment.attainment, scheme), places=4),
        "range": band_range(code, scheme),
    }


def band_range(code: str, scheme: Scheme) -> str:
    """This function will say from where to where a band goes: "từ 75 % đến dưới 90 %"."""
    place = next(number for number, band in enumerate(scheme.bands) if band.code == code)
    low = scheme.bands[place].threshold
    high = scheme.bands[place - 1].threshold if place else None
    open_high = high is not None and (scheme.inclusive or high == 100)
    if low is None:
        words = _("dưới %(high)s %%") if open_high else _("từ %(high)s %% trở xuống")
    elif high is None:
        words = _("từ %(low)s %%") if scheme.inclusive or low == 100 else _("trên %(low)s %%")
    elif scheme.inclusive:
        words = _("từ %(low)s %% đến dưới %(high)s %%")
    else:
        words = (
            _("trên %(low)s %% đến dưới %(high)s %%") if open_high else _("trên %(low)s %% đến %(high)s %%")
        )
    return words % {"low": figure_text(low), "high": figure_text(high)}


def _course_words(assessment: Assessment, scheme: Scheme) -> str:
    facts, expected = assessment.facts, assessment.expected
    if assessment.course is None or expected is None:
        return _("Chưa so được với tiến độ.")
    said = _("Đến ngày %(day)s cần đạt %(expected)s %% (%(basis)s)") % {
        "day": write_date(facts.as_of), "expected": figure_text(expected), "basis": _basis(assessment),
    }  # fmt: skip
    if assessment.attainment is not None:
        said += "; " + _("đã đạt %(share)s %%") % {
            "share": figure_text(round_shown(assessment.attainment, scheme), places=4)
        }
    if assessment.course_ratio is not None:
        said += ", " + _("bằng %(ratio)s %% mức cần đạt") % {"ratio": figure_text(assessment.course_ratio)}
    rule = {
        Course.ON_TRACK: _("từ 95 % mức cần đạt trở lên"),
        Course.BEHIND: _("từ 85 % đến dưới 95 % mức cần đạt"),
        Course.AT_RISK: _("dưới 85 % mức cần đạt"),
    }.get(assessment.course, "")
    return f"{said}. {COURSES[assessment.course]}{f' ({rule})' if rule else ''}."


def _basis(assessment: Assessment) -> str:
    facts = assessment.facts
    if facts.kind is Kind.EVERY_PERIOD:
        return _("chỉ tiêu phải đạt ở mọi kỳ")
    if facts.as_of >= facts.due:
        return _("đã đến hạn")
    if facts.goal.phased:
        return _("theo phân kỳ")
    if facts.kind is Kind.AVERAGE or facts.method is Method.THRESHOLD:
        return _("chỉ tiêu phải giữ thường xuyên")
    return _("theo phần thời gian đã qua")


def _outlook_words(assessment: Assessment) -> str:
    if assessment.projection is None:
        return _("Cần ít nhất hai kỳ có số liệu để dự báo.")
    said = _("Theo đường thẳng qua các kỳ đã có, đến %(due)s sẽ là %(value)s") % {
        "due": write_date(assessment.facts.due), "value": figure_text(assessment.projection),
    }  # fmt: skip
    return f"{said}. {OUTLOOKS[assessment.outlook]}." if assessment.outlook else f"{said}."
