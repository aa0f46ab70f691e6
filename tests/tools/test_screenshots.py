from __future__ import annotations

import struct
import zlib

import pytest

from tools.screenshots import PHONE, PICTURES, WIDE, Picture, chromium, png


def test_png_is_a_picture_of_the_given_pixels() -> None:
    pixels = bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])
    picture = png(2, 2, pixels)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (2, 2)
    length = struct.unpack(">I", picture[33:37])[0]
    assert zlib.decompress(picture[41 : 41 + length]) == b"\0" + pixels[:6] + b"\0" + pixels[6:]
    assert picture.endswith(b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))


def test_pictures_show_the_unit_at_the_day_of_the_pilot() -> None:
    assert Picture("board", "boards", "838").query() == "?don-vi=838&den=2023-02-21"
    assert Picture("campaign", "campaign", "838", day="2023-03-24").query() == "?don-vi=838&den=2023-03-24"
    assert [picture.name for picture in PICTURES if picture.of_campaign] == ["campaign"]
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)
    assert {picture.window for picture in PICTURES} == {WIDE, PHONE}


def test_chromium_is_the_named_one_or_a_clear_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/browser")
    assert chromium() == "/opt/browser"
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="need chromium"):
        chromium()
