"""Files are kept whole, once, by their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.test import override_settings

from nhiemky.history.vocab import NotFound
from nhiemky.intake.files import keep_file, read_file

DATA = b"PK" + bytes(range(256)) * 20
SHA = hashlib.sha256(DATA).hexdigest()


def test_file_comes_back_as_it_was(tmp_path: Path) -> None:
    with override_settings(NHIEMKY_FILES=tmp_path):
        place = keep_file(DATA, SHA)
        assert place == f"batches/{SHA[:2]}/{SHA}.xlsx"
        assert read_file(place, sha256=SHA) == DATA


def test_same_file_is_kept_once_and_no_draft_stays(tmp_path: Path) -> None:
    with override_settings(NHIEMKY_FILES=tmp_path):
        first = keep_file(DATA, SHA)
        moment = (tmp_path / first).stat().st_mtime_ns
        assert keep_file(DATA, SHA) == first
        assert (tmp_path / first).stat().st_mtime_ns == moment
        assert [path.name for path in (tmp_path / first).parent.iterdir()] == [f"{SHA}.xlsx"]


def test_torn_file_is_written_anew(tmp_path: Path) -> None:
    with override_settings(NHIEMKY_FILES=tmp_path):
        place = keep_file(DATA, SHA)
        (tmp_path / place).write_bytes(DATA[:10])
        keep_file(DATA, SHA)
        assert read_file(place, sha256=SHA) == DATA


def test_missing_and_changed_files_are_told_apart(tmp_path: Path) -> None:
    with override_settings(NHIEMKY_FILES=tmp_path):
        place = keep_file(DATA, SHA)
        (tmp_path / place).write_bytes(b"x" * len(DATA))
        with pytest.raises(NotFound, match="đã bị thay đổi"):
            read_file(place, sha256=SHA)
        (tmp_path / place).unlink()
        with pytest.raises(NotFound, match="Không còn tệp gốc"):
            read_file(place, sha256=SHA)
