"""Words of the review report, official and never translated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhiemky.kernel.viet.dates import write_date

TYPE_NAME = "BÁO CÁO"
TYPE_CODE = "BC"
RESULTS = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NGHỊ QUYẾT"
OVERVIEW = "Đánh giá chung"
BY_GROUP = "Kết quả theo từng lĩnh vực"
LOW = "Những chỉ tiêu đạt thấp, cần tập trung lãnh đạo, chỉ đạo"
ANNEX_LABEL = "Phụ lục"
ANNEX_TITLE = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
BAND_HEADER = ("Nhóm mức đạt", "Số chỉ tiêu", "Tỷ lệ (%)", "Các chỉ tiêu số")
OUTLOOKS = {"likely": "Có khả năng đạt", "unlikely": "Khó đạt"}
ALL_MET = "Tất cả các chỉ tiêu có số liệu đều đạt và vượt."
NONE_LOW = "Không có chỉ tiêu nào đạt thấp; các chỉ tiêu chưa đạt đều đã ở nhóm cao."
NO_TARGETS = "Đơn vị chưa có chỉ tiêu nào trong nhiệm kỳ này."


def excerpt(resolution: str, term: str) -> str:
    """This function will write the excerpt of a review report."""
    years = term.replace("-", " - ")
    return f"sơ kết giữa nhiệm kỳ thực hiện {resolution}, nhiệm kỳ {years}"


def resolution_name(unit_name: str) -> str:
    """This function will name the congress resolution of a unit in running text."""
    return f"Nghị quyết Đại hội {unit_name}"


def opening(unit: str, term: str, cut_off: date, sentence: str) -> str:
    """This function will open the results part with the sentence of the bands."""
    years = term.replace("-", " - ")
    return (
        f"Qua nửa nhiệm kỳ thực hiện {resolution_name(unit)}, nhiệm kỳ {years}, tính đến ngày "
        f"{write_date(cut_off)}: {sentence[:1].lower()}{sentence[1:]}"
    )


def method_note(cut_off: date, rule: str) -> tuple[str, ...]:
    """This function will write the notes under the tables: rule of the bands, method, cut-off."""
    return (
        f"Số liệu chốt đến ngày {write_date(cut_off)}; kỳ báo cáo bắt đầu sau ngày này không được tính.",
        rule,
        "Mức đạt của từng chỉ tiêu được tính theo cách tính ghi ở cột “Cách tính” của phụ lục; số hiển thị làm tròn đến hai chữ số "
        "thập phân nhưng không vượt qua cận của nhóm. Ô trống là chưa có số liệu, không phải bằng 0.",
    )


def reading_note(cut_off: date) -> str:
    """This function will say in one line how the annex is to be read; the rule of the bands stands in the text."""
    return (
        f"Số liệu chốt đến ngày {write_date(cut_off)}. Mức đạt tính theo cột “Cách tính”; ô trống là chưa có số liệu, "
        "không phải bằng 0."
    )


def without_data(numbers: Sequence[str]) -> str:
    """This function will say which targets could not be judged for want of figures."""
    return f"Chưa có số liệu để đánh giá: {len(numbers)} chỉ tiêu (số {', '.join(numbers)})."


def frozen_note(label: str) -> str:
    """This function will say that the figures are frozen ones."""
    return f"Số liệu lấy từ lần chốt “{label}”, không thay đổi khi có số liệu về sau."


def unconfirmed_note(count: int) -> str:
    """This function will say how many figures a leader has not confirmed."""
    return f"Trong đó có {count} chỉ tiêu mà số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *)."


def illustrative_note() -> str:
    """This function will say that some figures only illustrate."""
    return "Báo cáo có số liệu minh họa."
