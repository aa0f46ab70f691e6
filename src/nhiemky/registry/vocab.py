"""Words of the registry: types of documents, grades of confidentiality, kinds of links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DirectiveType(StrEnum):
    """Types of documents (Quy định 399-QĐ/TW); the symbol QĐ alone cannot tell a decision from a regulation."""

    RESOLUTION = "nghi_quyet"
    DECISION = "quyet_dinh"
    REGULATION = "quy_dinh"
    INSTRUCTION = "chi_thi"
    CONCLUSION = "ket_luan"
    WORKING_RULES = "quy_che"
    CIRCULAR = "thong_tri"
    GUIDANCE = "huong_dan"
    NOTICE = "thong_bao"
    REPORT = "bao_cao"
    PLAN = "ke_hoach"
    PROGRAMME = "chuong_trinh"
    PROJECT = "de_an"
    OPTION = "phuong_an"
    SUBMISSION = "to_trinh"
    LETTER = "cong_van"
    MINUTES = "bien_ban"
    INVITATION = "giay_moi"
    DECREE = "nghi_dinh"
    OTHER = "khac"


class Confidentiality(StrEnum):
    """Grades; of the last three only the register line may be kept (Luật 117/2025/QH15, Điều 5)."""

    PUBLIC = "cong_khai"
    INTERNAL = "noi_bo"
    SECRET = "mat"
    TOP_SECRET = "toi_mat"
    STRICTLY_SECRET = "tuyet_mat"


SECRET_GRADES = frozenset(
    {Confidentiality.SECRET, Confidentiality.TOP_SECRET, Confidentiality.STRICTLY_SECRET}
)


class LinkKind(StrEnum):
    """What one directive does to another."""

    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPLACES = "replaces"


TYPE_NAMES: Mapping[DirectiveType, str | Promise] = {
    DirectiveType.RESOLUTION: _("Nghị quyết"),
    DirectiveType.DECISION: _("Quyết định"),
    DirectiveType.REGULATION: _("Quy định"),
    DirectiveType.INSTRUCTION: _("Chỉ thị"),
    DirectiveType.CONCLUSION: _("Kết luận"),
    DirectiveType.WORKING_RULES: _("Quy chế"),
    DirectiveType.CIRCULAR: _("Thông tri"),
    DirectiveType.GUIDANCE: _("Hướng dẫn"),
    DirectiveType.NOTICE: _("Thông báo"),
    DirectiveType.REPORT: _("Báo cáo"),
    DirectiveType.PLAN: _("Kế hoạch"),
    DirectiveType.PROGRAMME: _("Chương trình"),
    DirectiveType.PROJECT: _("Đề án"),
    DirectiveType.OPTION: _("Phương án"),
    DirectiveType.SUBMISSION: _("Tờ trình"),
    DirectiveType.LETTER: _("Công văn"),
    DirectiveType.MINUTES: _("Biên bản"),
    DirectiveType.INVITATION: _("Giấy mời"),
    DirectiveType.DECREE: _("Nghị định"),
    DirectiveType.OTHER: _("Khác"),
}

TYPE_SYMBOLS: Mapping[DirectiveType, frozenset[str]] = {
    DirectiveType.RESOLUTION: frozenset({"NQ"}),
    DirectiveType.DECISION: frozenset({"QĐ"}),
    DirectiveType.REGULATION: frozenset({"QĐ", "QyĐ"}),
    DirectiveType.INSTRUCTION: frozenset({"CT"}),
    DirectiveType.CONCLUSION: frozenset({"KL"}),
    DirectiveType.WORKING_RULES: frozenset({"QC"}),
    DirectiveType.CIRCULAR: frozenset({"TT"}),
    DirectiveType.GUIDANCE: frozenset({"HD"}),
    DirectiveType.NOTICE: frozenset({"TB"}),
    DirectiveType.REPORT: frozenset({"BC"}),
    DirectiveType.PLAN: frozenset({"KH"}),
    DirectiveType.PROGRAMME: frozenset({"CTr"}),
    DirectiveType.PROJECT: frozenset({"ĐA"}),
    DirectiveType.OPTION: frozenset({"PA"}),
    DirectiveType.SUBMISSION: frozenset({"TTr"}),
    DirectiveType.LETTER: frozenset({"CV"}),
    DirectiveType.MINUTES: frozenset({"BB"}),
    DirectiveType.INVITATION: frozenset({"GM"}),
    DirectiveType.DECREE: frozenset({"NĐ"}),
}

GRADE_NAMES: Mapping[Confidentiality, str | Promise] = {
    Confidentiality.PUBLIC: _("Công khai"),
    Confidentiality.INTERNAL: _("Nội bộ"),
    Confidentiality.SECRET: _("Mật"),
    Confidentiality.TOP_SECRET: _("Tối mật"),
    Confidentiality.STRICTLY_SECRET: _("Tuyệt mật"),
}

LINK_NAMES: Mapping[LinkKind, str | Promise] = {
    LinkKind.IMPLEMENTS: _("thực hiện"),
    LinkKind.AMENDS: _("sửa đổi, bổ sung"),
    LinkKind.REPLACES: _("thay thế"),
}


@dataclass(frozen=True)
class Issuer:
    """A body that issues documents, told by the beginning of its folded name."""

    beginning: str
    name: str | Promise
    never: frozenset[DirectiveType]


NOT_AT_THE_BASE = frozenset({DirectiveType.INSTRUCTION, DirectiveType.CIRCULAR})
BASE_ISSUERS: tuple[Issuer, ...] = (
    Issuer(
        "ban thuong vu dang uy",
        _("Ban thường vụ đảng ủy cơ sở"),
        NOT_AT_THE_BASE | {DirectiveType.WORKING_RULES},
    ),
    Issuer("dang uy", _("Đảng ủy cơ sở"), NOT_AT_THE_BASE | {DirectiveType.GUIDANCE}),
    Issuer("chi bo", _("Chi bộ"), NOT_AT_THE_BASE | {DirectiveType.REGULATION, DirectiveType.GUIDANCE}),
)
COMMUNES_ABOVE_THE_BASE = date(2025, 7, 1)

_SEPARATOR = r"[\s_\-–.,;:()\[\]/*]"
_NO_MARK_AFTER = "".join(f"(?<!{word}[ _])" for word in ("BẢO", "BÍ", "CƠ", "THÂN"))
_NO_MARK_BEFORE = rf"(?![ _](?:ĐỘ|KHẨU|THIẾT|MÃ|ONG)(?:$|{_SEPARATOR}))"
SECRET_MARK = re.compile(
    rf"(?:^|(?<={_SEPARATOR})){_NO_MARK_AFTER}(?P<mark>(?:TỐI[ _]|TUYỆT[ _])?MẬT)(?=$|{_SEPARATOR}){_NO_MARK_BEFORE}",
    re.MULTILINE,
)
GRADE_OF_MARK: Mapping[str, Confidentiality] = {
    "MẬT": Confidentiality.SECRET,
    "TỐI MẬT": Confidentiality.TOP_SECRET,
    "TUYỆT MẬT": Confidentiality.STRICTLY_SECRET,
}


def grade_in(text: str) -> Confidentiality | None:
    """Give the secret grade that a mark in the text names, the highest where there are several; none without one.

    A mark stands in capitals as on paper ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), alone or between blanks, hyphens, low lines or
    brackets; inside other words in capitals ("BẢO MẬT THÔNG TIN", "BÍ MẬT NHÀ NƯỚC", "MẬT ĐỘ DÂN SỐ") it is no mark.
    """
    found = [match["mark"].replace("_", " ").split() for match in SECRET_MARK.finditer(text)]
    named = [GRADE_OF_MARK[" ".join(words)] for words in found]
    return max(named, key=list(Confidentiality).index, default=None)


@dataclass(frozen=True)
class DirectiveEntry:
    """What is entered for one line of the register.

    ``symbol`` in any way of writing, empty while the number is not known; ``issuer_name`` as printed; ``issuer_id`` and
    ``term_id`` where the issuer is a unit here and the term is kept.
    """

    type: DirectiveType
    excerpt: str
    issuer_name: str
    symbol: str = ""
    issuer_id: int | None = None
    term_id: int | None = None
    issued_on: date | None = None
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    paper_place: str = ""
    congress_resolution: bool = False


@dataclass(frozen=True)
class Doubt:
    """Something that may be right but should be looked at: a code and a sentence."""

    code: str
    message: str
