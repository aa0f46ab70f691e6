"""Names of the acts and objects that the ledger records by code."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
}

FIELDS: Mapping[str, Promise] = {
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
    "person": _("Cán bộ (mã)"),
    "unit": _("Đơn vị (mã)"),
    "user": _("Tài khoản (mã)"),
    "keeper": _("Đơn vị quản lý hồ sơ (mã)"),
    "role": _("Vai trò"),
    "rank": _("Cấp"),
    "state_body": _("Cơ quan nhà nước"),
    "first_year": _("Năm kế hoạch đầu"),
    "last_year": _("Năm kế hoạch cuối"),
    "number": _("Số"),
    "issuer": _("Đơn vị ban hành (mã)"),
    "holder": _("Đơn vị giữ sổ (mã)"),
    "term": _("Nhiệm kỳ (mã)"),
    "paper_place": _("Nơi lưu bản giấy"),
    "congress_resolution": _("Nghị quyết đại hội"),
    "withdrawn_at": _("Rút khỏi sổ lúc"),
    "kind": _("Cách nối"),
    "later": _("Văn bản sau (mã)"),
    "earlier": _("Văn bản trước (mã)"),
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
}


def act_name(code: str) -> str:
    """This function will name an act; an act without a name keeps its code with blanks."""
    return str(ACTS.get(code, code.replace("_", " ")))


def object_name(code: str) -> str:
    """This function will name a kind of object."""
    return str(OBJECTS.get(code, code.replace("_", " ")))


def field_name(code: str) -> str:
    """This function will name a field of what was written down before and after an act."""
    return str(FIELDS.get(code, code.replace("_", " ")))
