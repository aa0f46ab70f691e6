"""Words of the organisation: roles, verbs, kinds of succession."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.kernel.viet.fold import nfc

LARGEST_ORDER = 2_147_483_647
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def secret_digest(secret: str) -> str:
    """Give the digest by which the secret of a one-time link is known; the secret itself is never kept."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def clean(text: str) -> str:
    """Give a line of text as it is kept: composed (NFC), single blanks, no control characters (a database or a Word file refuses
    them), no letters that cannot be seen (two names that look the same must be the same)."""
    return " ".join(nfc(UNSEEN.sub("", CONTROLS.sub(" ", text))).split())


class RoleCode(StrEnum):
    """What a person is in a unit (PRODUCT, section 1)."""

    OFFICE = "office"
    LEADER = "leader"
    EDITOR = "editor"
    OVERSEER = "overseer"
    SURVEYOR = "surveyor"
    DELEGATE = "delegate"
    ADMINISTRATOR = "administrator"


class Verb(StrEnum):
    """What may be done in a unit or a branch."""

    SEE = "see"
    SEE_UNCONFIRMED = "see_unconfirmed"
    KEEP_TARGETS = "keep_targets"
    ENTER_RESULTS = "enter_results"
    CONFIRM_RESULTS = "confirm_results"
    FREEZE = "freeze"
    ISSUE_REPORT = "issue_report"
    KEEP_REGISTRY = "keep_registry"
    KEEP_UNITS = "keep_units"
    KEEP_PEOPLE = "keep_people"
    KEEP_ROLES = "keep_roles"
    SEE_LEDGER = "see_ledger"
    KEEP_WORK = "keep_work"
    KEEP_CAMPAIGN = "keep_campaign"
    KEEP_REVIEW = "keep_review"
    COMMENT = "comment"
    RECORD_FINDINGS = "record_findings"


class Scope(StrEnum):
    """How far a role reaches: the unit itself, or the unit and all below."""

    OWN = "own"
    BRANCH = "branch"


class SuccessionKind(StrEnum):
    """How one unit followed another."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    DISSOLVE = "dissolve"


ROLE_NAMES: Mapping[RoleCode, str | Promise] = {
    RoleCode.OFFICE: _("Văn phòng"),
    RoleCode.LEADER: _("Lãnh đạo"),
    RoleCode.EDITOR: _("Tổ biên tập"),
    RoleCode.OVERSEER: _("Cấp trên theo dõi"),
    RoleCode.SURVEYOR: _("Đoàn khảo sát"),
    RoleCode.DELEGATE: _("Đại biểu"),
    RoleCode.ADMINISTRATOR: _("Quản trị"),
}

VERB_NAMES: Mapping[Verb, str | Promise] = {
    Verb.SEE: _("xem"),
    Verb.SEE_UNCONFIRMED: _("xem số liệu chưa xác nhận"),
    Verb.KEEP_TARGETS: _("cập nhật chỉ tiêu"),
    Verb.ENTER_RESULTS: _("nhập kết quả"),
    Verb.CONFIRM_RESULTS: _("xác nhận kết quả"),
    Verb.FREEZE: _("chốt số liệu"),
    Verb.ISSUE_REPORT: _("xuất báo cáo"),
    Verb.KEEP_REGISTRY: _("cập nhật sổ văn bản"),
    Verb.KEEP_UNITS: _("cập nhật đơn vị"),
    Verb.KEEP_PEOPLE: _("cập nhật nhân sự"),
    Verb.KEEP_ROLES: _("phân quyền"),
    Verb.SEE_LEDGER: _("xem nhật ký"),
    Verb.KEEP_WORK: _("cập nhật đầu công việc"),
    Verb.KEEP_CAMPAIGN: _("điều hành đợt sơ kết"),
    Verb.KEEP_REVIEW: _("cập nhật việc sơ kết của đơn vị"),
    Verb.COMMENT: _("góp ý về công tác chuẩn bị và dự thảo"),
    Verb.RECORD_FINDINGS: _("ghi kết quả, hạn chế, nguyên nhân, giải pháp"),
}

SUCCESSION_NAMES: Mapping[SuccessionKind, str | Promise] = {
    SuccessionKind.MERGE: _("sáp nhập"),
    SuccessionKind.SPLIT: _("chia tách"),
    SuccessionKind.RENAME: _("đổi tên, đổi mã"),
    SuccessionKind.DISSOLVE: _("giải thể"),
}
