"""Files as they came, kept by their digest below the folder of the installation."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from nhiemky.history.vocab import NotFound


def keep_file(data: bytes, sha256: str) -> str:
    """This function will keep the bytes (once) and give their place below the files folder.

    The file appears whole or not at all, and is on the disk when this returns.

    :raises OSError: when it cannot be written, a full disk among others.
    """
    place = f"batches/{sha256[:2]}/{sha256}.xlsx"
    path = Path(settings.NHIEMKY_FILES) / place
    if path.exists() and path.stat().st_size == len(data):
        return place
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return place


def read_file(place: str, *, sha256: str) -> bytes:
    """This function will give the bytes of a kept file.

    :raises NotFound: when it is no longer there, or no longer what it was.
    """
    try:
        data = (Path(settings.NHIEMKY_FILES) / place).read_bytes()
    except OSError as error:
        raise NotFound(_("Không còn tệp gốc trong kho tệp. Đề nghị tải lại tệp.")) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NotFound(_("Tệp gốc trong kho tệp đã bị thay đổi. Đề nghị tải lại tệp."))
    return data
