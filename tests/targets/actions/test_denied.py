"""Words of a denial name the right that is missing; whoever acts only below or beside is denied everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Denied
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Period
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from nhiemky.targets.vocab import Origin
from tests.cast_targets import NOW, TODAY, actor_in, make_place, make_target, make_term, target_row

pytestmark = pytest.mark.django_db

KEEP, ENTER, CONFIRM, FREEZE = "cập nhật chỉ tiêu", "nhập kết quả", "xác nhận kết quả", "chốt số liệu"
ORIGIN = Origin("b1", "a.xlsx", "ab" * 32)
Act = Callable[[Actor, Target], object]
ACTS: Mapping[str, tuple[str, Act]] = {
    "add": (KEEP, lambda w, t: actions.add_target(w, unit=t.unit, term=t.term, row=target_row("2"))),
    "add many": (KEEP, lambda w, t: actions.add_targets(w, unit=t.unit, term=t.term, rows=[])),
    "change": (KEEP, lambda w, t: actions.change_target(w, target=t, row=target_row("1"))),
    "remove": (KEEP, lambda w, t: actions.remove_target(w, target=t, reason="", now=NOW)),
    "restore": (KEEP, lambda w, t: actions.restore_target(w, target=t)),
    "plan": (KEEP, lambda w, t: actions.set_phased_values(w, target=t, values={})),
    "record": (
        ENTER,
        lambda w, t: actions.record_observation(
            w, target=t, period=Period.of_year(2022), value=Decimal(1), now=NOW
        ),
    ),
    "grid": (
        ENTER,
        lambda w, t: actions.record_observations(w, unit=t.unit, term=t.term, entries=[], now=NOW),
    ),
    "take in": (
        ENTER,
        lambda w, t: actions.take_in(
            w, unit=t.unit, term=t.term, origin=ORIGIN, targets=[], figures=[], now=NOW
        ),
    ),
    "take back": (
        ENTER,
        lambda w, t: actions.take_back(w, unit=t.unit, term=t.term, origin=ORIGIN, targets=[], now=NOW),
    ),
    "submit": (ENTER, lambda w, t: actions.submit_figures(w, unit=t.unit, term=t.term, now=NOW)),
    "confirm": (
        CONFIRM,
        lambda w, t: actions.confirm_figures(w, unit=t.unit, term=t.term, observation_ids=[], now=NOW),
    ),
    "return": (
        CONFIRM,
        lambda w, t: actions.return_figures(
            w, unit=t.unit, term=t.term, observation_ids=[], reason="", now=NOW
        ),
    ),
    "freeze": (
        FREEZE,
        lambda w, t: actions.freeze_figures(
            w, unit=t.unit, term=t.term, cut_off=TODAY, label="", scheme=DEFAULT_SCHEME, now=NOW
        ),
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", list(RoleCode))
def test_role_below_or_beside_is_denied_before_anything_is_checked(act: str, role: RoleCode) -> None:
    right, do = ACTS[act]
    unit, term = make_place("838", "Mỏ Cày Bắc"), make_term()
    below, beside = make_place("1", "Dưới", parent=unit.state), make_place("2", "Bên")
    target = make_target(unit, term)
    lines = LedgerLine.objects.count()
    for place in (below, beside):
        with pytest.raises(Denied) as denied:
            do(actor_in(place.unit, role, name="A"), target)
        assert denied.value.message == (
            f"Tài khoản của đồng chí không có quyền {right} ở đơn vị này. "
            "Đề nghị liên hệ quản trị của đơn vị."
        )
    assert LedgerLine.objects.count() == lines
