"""Words of the registry: types of documents, grades of confidentiality, kinds of links."""

from __future__ import annotations

from enum import StrEnum


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
