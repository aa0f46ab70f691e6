"""The packed product holds everything that stands in the package: pages, pictures, catalogues, forms, data."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.house.source import ROOT, SOURCE

BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('dist'))"
CODE = {".py", ".pyc"}


def content(folder: Path) -> set[str]:
    """Give the files of the package that are not code."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in CODE
    }


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(SOURCE, tmp_path / "src" / "nhiemky", ignore=shutil.ignore_patterns("__pycache__"))
    built = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    wheel = tmp_path / "dist" / built.stdout.splitlines()[-1]
    packed = {name.removeprefix("nhiemky/") for name in zipfile.ZipFile(wheel).namelist()}
    assert sorted(content(SOURCE) - packed) == []
    assert {"cli/__main__.py", "locale/en/LC_MESSAGES/django.mo"} <= packed
    assert any(name.startswith("web/static/vendor/") for name in packed)
