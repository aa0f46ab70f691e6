"""Names of static files before and after collecting."""

from __future__ import annotations

from pathlib import Path

from nhiemky.config.static import StaticStorage


def storage(folder: Path) -> StaticStorage:
    return StaticStorage(location=str(folder), base_url="/tinh/")


def test_static_file_has_its_plain_name_before_collecting(tmp_path: Path) -> None:
    assert storage(tmp_path).stored_name("nhiemky/app.css") == "nhiemky/app.css"


def test_static_file_has_its_collected_name_afterwards(tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").write_text(
        '{"paths": {"nhiemky/app.css": "nhiemky/app.0123456789ab.css"}, "version": "1.1", "hash": ""}',
        "utf-8",
    )
    kept = storage(tmp_path)
    assert kept.stored_name("nhiemky/app.css") == "nhiemky/app.0123456789ab.css"
    assert kept.stored_name("nhiemky/new.css") == "nhiemky/new.css"
