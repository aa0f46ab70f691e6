"""What must be true of every row of the register is refused by the database itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def plan() -> Directive:
    return cast.make_directive("165-KH/HU", holder=cast.make_unit("Mỏ Cày Bắc", type="district"))


def again(row: Directive, **changes: object) -> None:
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    with transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [{}, {"issuer_name": "viết khác"}, {"excerpt": "khác"}, {"symbol": "khác", "symbol_key": "khác"}],
)
def test_a_number_is_unique_per_issuer_term_and_type(plan: Directive, changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        again(plan, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "bao_cao"},
        {"number": 166},
        {"number_suffix": "a"},
        {"issuer_folded": "khac"},
        {"withdrawn_at": cast.NOW},
        {"number": None},
    ],
)
def test_any_other_number_is_another_document(plan: Directive, changes: dict[str, object]) -> None:
    again(plan, **changes)
    assert Directive.objects.count() == 2


def test_another_term_is_another_series(plan: Directive) -> None:
    again(plan, term=cast.make_term())
    with pytest.raises(IntegrityError):
        again(plan, term=cast.make_term())
    again(plan, term=cast.make_term("2015-2020"))
    assert Directive.objects.count() == 3


def test_a_directive_is_not_linked_to_itself(plan: Directive) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectiveLink.objects.create(later=plan, earlier=plan, kind="implements")


def test_a_link_is_recorded_once(plan: Directive) -> None:
    other = cast.make_directive("166-KH/HU", holder=plan.holder)
    row = DirectiveLink.objects.create(later=other, earlier=plan, kind="implements")
    assert str(row) == f"{other.pk} implements {plan.pk}"
    DirectiveLink.objects.create(later=other, earlier=plan, kind="amends")
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectiveLink.objects.create(later=other, earlier=plan, kind="implements")


def test_a_linked_directive_is_never_deleted(plan: Directive) -> None:
    cast.make_directive("166-KH/HU", holder=plan.holder, implements=plan)
    with pytest.raises(ProtectedError):
        plan.delete()


@pytest.mark.parametrize(
    ("symbol", "excerpt", "shown"),
    [
        ("165-KH/HU", "sơ kết", "165-KH/HU"),
        ("", "thành lập Tổ biên tập", "thành lập Tổ biên tập"),
        ("", "x" * 80, "x" * 60),
    ],
)
def test_a_directive_tells_itself(symbol: str, excerpt: str, shown: str) -> None:
    assert str(Directive(symbol=symbol, excerpt=excerpt)) == shown


def test_a_file_tells_its_name() -> None:
    assert str(DirectiveFile(name="kế hoạch.pdf")) == "kế hoạch.pdf"
