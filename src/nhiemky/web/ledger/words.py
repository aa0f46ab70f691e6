"""Names of the acts and objects that the ledger records by code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.vocab import ROLE_NAMES, SUCCESSION_NAMES
from nhiemky.registry.vocab import GRADE_NAMES, LINK_NAMES, TYPE_NAMES
from nhiemky.reporting.labels import KINDS, METHODS, figure_text
from nhiemky.web.ledger.campaign_words import (
    CAMPAIGN_ACTS,
    CAMPAIGN_CODES,
    CAMPAIGN_FIELDS,
    CAMPAIGN_OBJECTS,
)
from nhiemky.web.targets.words import COMPARATORS, ROLL_UPS

Code = TypeVar("Code", bound=StrEnum)

ACTS: Mapping[str, Promise] = {
    "signed_in": _("đăng nhập"),
    "signed_out": _("đăng xuất"),
    "sign_in_refused": _("đăng nhập bị từ chối"),
    "invite": _("tạo liên kết đặt mật khẩu"),
    "accept_invitation": _("đặt mật khẩu qua liên kết"),
    "change_password": _("đổi mật khẩu"),
    "add_account": _("tạo tài khoản"),
    "open_account": _("mở tài khoản"),
    "close_account": _("khóa tài khoản"),
    "give_role": _("giao vai trò"),
    "end_role": _("thôi vai trò"),
    "add_person": _("thêm cán bộ"),
    "change_person": _("sửa thông tin cán bộ"),
    "add_position": _("thêm chức vụ"),
    "end_position": _("thôi chức vụ"),
    "add_unit": _("thành lập đơn vị"),
    "change_unit": _("thay đổi đơn vị"),
    "end_unit": _("kết thúc đơn vị"),
    "merge_units": _("sáp nhập đơn vị"),
    "split_unit": _("chia tách đơn vị"),
    "rename_unit": _("đổi mã đơn vị"),
    "dissolve_unit": _("giải thể đơn vị"),
    "add_unit_type": _("thêm loại đơn vị"),
    "add_term": _("thêm nhiệm kỳ"),
    "set_cut_off": _("đặt ngày lấy số liệu"),
    "add_directive": _("vào sổ văn bản"),
    "change_directive": _("sửa văn bản"),
    "withdraw_directive": _("rút văn bản khỏi sổ"),
    "restore_directive": _("đưa văn bản trở lại sổ"),
    "link": _("nối văn bản"),
    "unlink": _("bỏ nối văn bản"),
    "attach_file": _("đính kèm tệp"),
    "remove_file": _("gỡ tệp"),
    "purge_file": _("hủy tệp"),
    "hand_out_file": _("tải tệp"),
    "target.added": _("thêm chỉ tiêu"),
    "targets.added": _("thêm các chỉ tiêu"),
    "target.changed": _("sửa chỉ tiêu"),
    "target.adjusted": _("điều chỉnh chỉ tiêu"),
    "target.phased": _("đặt phân kỳ"),
    "target.removed": _("đưa chỉ tiêu ra"),
    "target.restored": _("khôi phục chỉ tiêu"),
    "observation.recorded": _("ghi số liệu"),
    "observations.recorded": _("ghi các số liệu"),
    "figures.submitted": _("gửi lãnh đạo xác nhận"),
    "figures.confirmed": _("xác nhận số liệu"),
    "figures.returned": _("trả lại số liệu"),
    "figures.frozen": _("chốt số liệu"),
    "scheme.added": _("thêm bộ nhóm mức đạt"),
    "batch.opened": _("tải tệp lên"),
    "batch.refreshed": _("đối chiếu lại tệp"),
    "batch.edited": _("sửa ô của tệp"),
    "batch.dropped": _("bỏ tệp tải lên"),
    "batch.applied": _("ghi số liệu của tệp"),
    "batch.reverted": _("hoàn tác tệp"),
    "reporting.issue": _("xuất báo cáo"),
    "reporting.preview": _("xem trước báo cáo"),
    **CAMPAIGN_ACTS,
    "scenario.loaded": _("tạo dữ liệu mẫu"),
}

OBJECTS: Mapping[str, Promise] = {
    "account": _("tài khoản"),
    "person": _("cán bộ"),
    "unit": _("đơn vị"),
    "unit_type": _("loại đơn vị"),
    "term": _("nhiệm kỳ"),
    "directive": _("văn bản"),
    "target": _("chỉ tiêu"),
    "observation": _("kết quả"),
    "freeze": _("số liệu chốt"),
    "batch": _("tệp tải lên"),
    "scheme": _("thang mức đạt"),
    "report": _("báo cáo"),
    **CAMPAIGN_OBJECTS,
    "scenario": _("dữ liệu mẫu"),
}

FIELDS: Mapping[str, str | Promise] = {
    "name": _("Tên"),
    "short_name": _("Tên ngắn"),
    "committee_name": _("Tên cơ quan ban hành"),
    "symbol": _("Ký hiệu"),
    "place": _("Địa danh"),
    "type": _("Loại"),
    "official_order": _("Thứ tự"),
    "parent": _("Cấp trên"),
    "path": _("Vị trí trong cây"),
    "valid_from": _("Từ ngày"),
    "valid_to": _("Đến trước ngày"),
    "code": _("Mã"),
    "full_name": _("Họ và tên"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
    "username": _("Tên đăng nhập"),
    "title": _("Chức vụ"),
    "signs": _("Ký văn bản"),
    "label": _("Nhãn"),
    "cut_off": _("Ngày lấy số liệu"),
    "value": _("Giá trị"),
    "state": _("Trạng thái"),
    "address": _("Địa chỉ mạng"),
    "expires_at": _("Hết hạn"),
    "excerpt": _("Trích yếu"),
    "issued_on": _("Ngày ban hành"),
    "issuer_name": _("Cơ quan ban hành"),
    "confidentiality": _("Độ mật"),
    "reason": _("Lý do"),
    "person": _("Cán bộ"),
    "unit": _("Đơn vị"),
    "user": _("Tài khoản"),
    "keeper": _("Đơn vị quản lý hồ sơ"),
    "role": _("Vai trò"),
    "rank": _("Cấp"),
    "state_body": _("Cơ quan nhà nước"),
    "first_year": _("Năm kế hoạch đầu"),
    "last_year": _("Năm kế hoạch cuối"),
    "number": _("Số"),
    "issuer": _("Đơn vị ban hành"),
    "holder": _("Đơn vị giữ sổ"),
    "term": _("Nhiệm kỳ"),
    "paper_place": _("Nơi lưu bản giấy"),
    "congress_resolution": _("Nghị quyết đại hội"),
    "withdrawn_at": _("Rút khỏi sổ lúc"),
    "kind": _("Loại"),
    "later": _("Văn bản sau"),
    "earlier": _("Văn bản trước"),
    "sha256": _("Mã băm của tệp"),
    "size": _("Số byte"),
    "is_active": _("Đang dùng"),
    "decision": _("Văn bản quyết định"),
    "on": _("Ngày"),
    "target": _("Chỉ tiêu"),
    "low": _("Cận dưới"),
    "high": _("Cận trên"),
    "baseline": _("Mức gốc"),
    "comparator": _("So sánh"),
    "method": _("Cách tính"),
    "group": _("Lĩnh vực"),
    "unit_of_measure": _("Đơn vị tính"),
    "note": _("Ghi chú"),
    "period": _("Kỳ"),
    "version": _("Lần ghi"),
    "figures": _("Số liệu"),
    "observations": _("Số liệu (mã)"),
    "targets": _("Chỉ tiêu"),
    "targets_removed": _("Chỉ tiêu đưa ra (mã)"),
    "same": _("Số liệu như cũ"),
    "rows": _("Dòng của tệp"),
    "file": _("Tệp"),
    "source": _("Nguồn"),
    "done": _("Hoàn thành"),
    "estimate": _("Số ước"),
    "numerator": _("Tử số"),
    "denominator": _("Mẫu số"),
    "baseline_year": _("Năm gốc"),
    "due": _("Hạn"),
    "roll_up": _("Cách tổng hợp"),
    "main": _("Chỉ tiêu chủ yếu"),
    "breakthrough": _("Khâu đột phá"),
    "counted": _("Tính vào tổng số"),
    "parent_number": _("Trong đó của chỉ tiêu"),
    "owner": _("Phụ trách"),
    "phased": _("Phân kỳ"),
    "illustrative": _("Số liệu minh họa"),
    "bands": _("Các nhóm"),
    "scheme": _("Bộ nhóm mức đạt"),
    "digest": _("Mã kiểm tra"),
    "counts": _("Số chỉ tiêu theo nhóm"),
    "unconfirmed": _("Chưa xác nhận"),
    "format": _("Loại tệp"),
    "as_of": _("Số liệu đến ngày"),
    "sentence": _("Câu đánh giá"),
    "freeze": _("Lần chốt"),
    "units": _("Đơn vị"),
    "accounts": _("Tài khoản"),
    "position": _("Chức vụ (mã)"),
    "children": _("Đơn vị bên dưới"),
    "successor": _("Đơn vị kế tiếp"),
    "successors": _("Các đơn vị kế tiếp"),
    "survives": _("Đơn vị cũ tiếp tục"),
    **CAMPAIGN_FIELDS,
    **DEFAULT_SCHEME.names,
}


def _plain(names: Mapping[Code, str | Promise]) -> dict[str, str | Promise]:
    return {str(code): name for code, name in names.items()}


CODES: Mapping[str, Mapping[str, str | Promise]] = {
    **CAMPAIGN_CODES,
    "role": _plain(ROLE_NAMES),
    "type": _plain(TYPE_NAMES),
    "confidentiality": _plain(GRADE_NAMES),
    "kind": {
        **CAMPAIGN_CODES["kind"],
        **KINDS,
        **_plain(LINK_NAMES),
        **_plain(SUCCESSION_NAMES),
        "review": _("báo cáo sơ kết"),
    },
    "comparator": COMPARATORS,
    "method": METHODS,
    "roll_up": ROLL_UPS,
    "format": {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"},
}
FIGURES = frozenset({"value", "target", "low", "high", "baseline", "numerator", "denominator"})
DAY, FIGURE = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"-?\d+(\.\d+)?")


def act_name(code: str) -> str:
    """This function will name an act; an act without a name keeps its code with blanks."""
    return str(ACTS.get(code, code.replace("_", " ")))


def object_name(code: str) -> str:
    """This function will name a kind of object."""
    return str(OBJECTS.get(code, code.replace("_", " ")))


def field_name(code: str) -> str:
    """This function will name a field of what was written down before and after an act."""
    return str(FIELDS.get(code, code.replace("_", " ")))


def value_text(field: str, text: str) -> str:
    """This function will write a recorded value as a reader knows it: codes in words, days and figures in our way."""
    names = CODES.get(field, {})
    if names and all(part in names for part in text.split(", ")):
        return ", ".join(str(names[part]) for part in text.split(", "))
    if DAY.fullmatch(text):
        return write_date(date.fromisoformat(text))
    if field in FIGURES and FIGURE.fullmatch(text):
        return figure_text(Decimal(text), places=6)
    return text
