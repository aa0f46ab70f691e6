"""Files of directives: kept by their digest, never of secret ones."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.vocab import Conflict, FieldError, Invalid, Refusal
from nhiemky.kernel.viet.fold import nfc
from nhiemky.org.policy import Actor
from nhiemky.registry.actions.lines import is_secret, shown
from nhiemky.registry.actions.marks import grade_in_file, grade_in_name
from nhiemky.registry.models import Directive, DirectiveFile
from nhiemky.registry.policy import require_keep, require_read
from nhiemky.registry.queries import file_path
from nhiemky.registry.vocab import GRADE_NAMES, Confidentiality

LARGEST = 20 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORD = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (f"{WORD}.wordprocessingml.document", (ZIP,)),
    "xlsx": (f"{WORD}.spreadsheetml.sheet", (ZIP,)),
    "pptx": (f"{WORD}.presentationml.presentation", (ZIP,)),
    "doc": ("application/msword", (OLE,)),
    "xls": ("application/vnd.ms-excel", (OLE,)),
    "odt": ("application/vnd.oasis.opendocument.text", (ZIP,)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n",)),
}
UNFIT = re.compile(
    r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]'
)


class SecretFile(Refusal):
    """The file, or its directive, is secret: on a networked computer only the register line may be kept."""

    code = "secret_file"

    @classmethod
    def of(cls, grade: Confidentiality) -> SecretFile:
        """Give the refusal of a file of that grade."""
        return cls(
            _(
                "Không lưu được tệp: tài liệu độ %(grade)s không được lưu trên máy tính có kết nối mạng "
                "(Luật Bảo vệ bí mật nhà nước 117/2025/QH15, Điều 5). Chỉ ghi vào sổ và nêu nơi lưu bản giấy."
            )
            % {"grade": GRADE_NAMES[grade]}
        )


class StorageRefused(Refusal):
    """The disk did not take the file."""

    code = "storage_refused"


def clean_name(name: str) -> str:
    """Give a file name that is safe to show and to save: its last part, composed, without control and separator characters."""
    last = UNFIT.sub("_", nfc(name).replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, extension = last.rpartition(".")
    return f"{stem[: 195 - len(extension)]}{dot}{extension}" if dot else last[:200]


def _checked_kind(name: str, data: bytes) -> str:
    """Give the content type of the file.

    :raises Invalid: for an empty or too large file, and one whose content is not what its name says.
    """
    limit = int(getattr(settings, "NHIEMKY_LIMITS", {}).get("upload_bytes", LARGEST))
    if not data:
        raise Invalid(FieldError("file", _("Tệp rỗng.")))
    if len(data) > limit:
        raise Invalid(FieldError("file", _("Tệp lớn quá %(limit)d MB.") % {"limit": limit // 1024 // 1024}))
    content_type, beginnings = KINDS.get(name.lower().rpartition(".")[2], ("", ()))
    if not content_type:
        raise Invalid(FieldError("file", _("Chỉ nhận tệp %(kinds)s.") % {"kinds": ", ".join(KINDS)}))
    if not data.startswith(beginnings):
        raise Invalid(FieldError("file", _("Nội dung tệp không đúng với phần mở rộng của tên tệp.")))
    return content_type


def _store(data: bytes, digest: str) -> str:
    """Write the content under its digest, whole or not at all, and give where it lies below the files folder."""
    stored_as = f"registry/{digest[:2]}/{digest}"
    target = file_path(stored_as)
    if target.exists():
        return stored_as
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=target.parent)
    except OSError as error:
        raise _full() from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(waiting, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(waiting)
        raise _full() from error
    return stored_as


def _full() -> StorageRefused:
    return StorageRefused(
        _("Máy chủ không ghi được tệp, có thể đã hết chỗ. Chưa có gì thay đổi; đề nghị báo quản trị.")
    )


@transaction.atomic
def attach_file(
    actor: Actor, *, directive: Directive, name: str, data: bytes, now: datetime
) -> DirectiveFile:
    """Keep a file of a directive and give the row; the ledger names it by its digest only.

    :raises Denied: to who does not keep the register of the holder.
    :raises SecretFile: for a secret directive, and where the name or the first page carries a mark of secrecy.
    :raises Invalid: for an empty, too large or unfit file.
    :raises Conflict: for a withdrawn directive, or when it has this very file.
    :raises StorageRefused: when the disk does not take it; nothing has changed then.
    """
    path = require_keep(actor, holder_id=directive.holder_id)
    kept = Directive.objects.select_for_update().get(pk=directive.pk)
    name = clean_name(name)
    if is_secret(kept):
        raise SecretFile.of(Confidentiality(kept.confidentiality))
    if kept.withdrawn_at is not None:
        raise Conflict(_("Văn bản đã rút khỏi sổ."))
    content_type = _checked_kind(name, data)
    grade = grade_in_name(name) or grade_in_file(name, data)
    if grade is not None:
        raise SecretFile.of(grade)
    digest = hashlib.sha256(data).hexdigest()
    if kept.files.filter(sha256=digest, removed_at__isnull=True).exists():
        raise Conflict(_("Văn bản đã có tệp này."))
    row = DirectiveFile.objects.create(
        directive=kept,
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=digest,
        stored_as=_store(data, digest),
        added_at=now,
    )
    _note(actor, row, path, act="attach_file", summary=f"Lưu tệp của văn bản {shown(kept)}")
    return row


def _note(actor: Actor, file: DirectiveFile, path: str, *, act: str, summary: str, reason: str = "") -> None:
    record(
        actor,
        act=act,
        object_kind="directive",
        object_id=file.directive_id,
        summary=summary,
        branch=path,
        before=None,
        after={"file": file.pk, "sha256": file.sha256, "size": file.size, "reason": reason},
    )


@transaction.atomic
def remove_file(actor: Actor, *, file: DirectiveFile, now: datetime) -> DirectiveFile:
    """Take a file out of the register, its content kept, and give the row.

    :raises Denied: to who does not keep the register of the holder.
    :raises Conflict: when it is removed already.
    """
    path = require_keep(actor, holder_id=file.directive.holder_id)
    kept = DirectiveFile.objects.select_for_update().get(pk=file.pk)
    if kept.removed_at is not None:
        raise Conflict(_("Tệp đã được gỡ."))
    kept.removed_at = now
    kept.save(update_fields=["removed_at"])
    _note(actor, kept, path, act="remove_file", summary=f"Gỡ tệp của văn bản {shown(kept.directive)}")
    return kept


@transaction.atomic
def purge_file(actor: Actor, *, file: DirectiveFile, reason: str, now: datetime) -> DirectiveFile:
    """Destroy the content of a file that should never have been kept, its name too, and give what is left of the row. The
    ledger keeps the fact and the reason, not the content. The same content goes from all directives of this register; where
    another register holds it too, it stays there until that one is purged.

    :raises Denied: to who does not keep the register of the holder.
    :raises Invalid: without a reason.
    :raises Conflict: when it is destroyed already.
    :raises StorageRefused: when the disk does not let go of it; nothing has changed then.
    """
    path = require_keep(actor, holder_id=file.directive.holder_id)
    if not reason.strip():
        raise Invalid(FieldError("reason", _("Hãy nêu lý do hủy tệp.")))
    kept = DirectiveFile.objects.select_for_update().get(pk=file.pk)
    if kept.purged_at is not None:
        raise Conflict(_("Tệp đã được hủy."))
    same = DirectiveFile.objects.filter(stored_as=kept.stored_as, purged_at__isnull=True)
    own = same.filter(directive__holder_id=file.directive.holder_id)
    own.filter(removed_at__isnull=True).update(removed_at=now)
    own.update(purged_at=now, name=_("tệp đã hủy"))
    summary = f"Hủy nội dung tệp của văn bản {shown(kept.directive)}"
    _note(actor, kept, path, act="purge_file", summary=summary, reason=reason.strip())
    if not same.exists():
        _destroy(file_path(kept.stored_as))
    kept.refresh_from_db()
    return kept


def _destroy(target: Path) -> None:
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        raise StorageRefused(
            _("Máy chủ không xóa được tệp. Chưa có gì thay đổi; đề nghị báo quản trị.")
        ) from error


@transaction.atomic
def hand_out_file(actor: Actor, *, file: DirectiveFile) -> Path:
    """Give where the content of a file lies, for sending it to the reader, and leave a line about who took it.

    :raises Denied: to who may not read it, and for a removed or destroyed one.
    :raises StorageRefused: when the content is missing on disk.
    """
    path = require_read(actor, file, file.directive)
    target = file_path(file.stored_as)
    if not target.is_file():
        raise StorageRefused(_("Không tìm thấy nội dung tệp trên máy chủ. Đề nghị báo quản trị."))
    _note(actor, file, path, act="hand_out_file", summary=f"Tải tệp của văn bản {shown(file.directive)}")
    return target
