"""Texts of a target: kept up to their length, refused beyond it by name, when added and when changed alike."""

from __future__ import annotations

import pytest

from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from tests.cast_targets import make_place, make_target, make_term, target_row

pytestmark = pytest.mark.django_db

TEXTS = [
    ("number", "Số thứ tự", 20),
    ("code", "Mã", 40),
    ("group", "Lĩnh vực", 150),
    ("unit_of_measure", "Đơn vị tính", 60),
    ("owner", "Cơ quan chủ trì", 200),
    ("name", "Nội dung chỉ tiêu", 2000),
    ("note", "Ghi chú", 2000),
]
FAULTS = [
    (field, text, message)
    for field, label, length in TEXTS
    for text, message in (
        ("ư" * (length + 1), f"{label} dài quá {length} ký tự."),
        ("ư\x00", f"{label} có ký tự không lưu được."),
        ("\ud800", f"{label} có ký tự không lưu được."),
    )
]
FAULTS += [
    (field, text, message)
    for field, message in (
        ("number", "Chưa ghi số thứ tự của chỉ tiêu."),
        ("name", "Chưa ghi nội dung chỉ tiêu."),
    )
    for text in ("", " ", "\t\n", "\u00a0")
]


@pytest.mark.parametrize(("field", "label", "length"), TEXTS)
def test_text_of_the_full_length_is_kept(field: str, label: str, length: int) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    held = actions.add_target(
        place.office, unit=place.unit, term=term, row=target_row("1")._replace(**{field: "ữ" * length})
    )
    held.refresh_from_db()
    assert getattr(held, field) == "ữ" * length


@pytest.mark.parametrize(("field", "text", "message"), FAULTS)
def test_unfit_text_is_refused_by_name_when_added(field: str, text: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    row = target_row("1")._replace(**{field: text})
    with pytest.raises(Invalid) as refused:
        actions.add_target(place.office, unit=place.unit, term=term, row=row)
    assert refused.value.errors == (FieldError(f"0|{field}", message),)
    assert Target.objects.count() == 0


@pytest.mark.parametrize(("field", "text", "message"), FAULTS)
def test_unfit_text_is_refused_by_name_when_changed(field: str, text: str, message: str) -> None:
    place, term = make_place("28927", "Tân Thanh Tây"), make_term()
    held = make_target(place, term)
    row = target_row("1")._replace(**{field: text})
    with pytest.raises(Invalid) as refused:
        actions.change_target(place.office, target=held, row=row)
    assert refused.value.errors == (FieldError(field, message),)
    assert getattr(Target.objects.get(), field) == getattr(held, field)
