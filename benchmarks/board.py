"""Boards as people open them: whole pages in process, through sign-in, rights, queries, scoring and templates.

The peer is a limit in seconds. Each part of the board and the overview is asked for; the slowest counts.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.case import Case, best_of

if TYPE_CHECKING:
    from django.test import Client

    from nhiemky.org.models import Term, UnitState

PARTS = ("don-vi", "nhiet", "chi-tieu", "linh-vuc", "thap")
TARGETS, YEARS = 25, (2021, 2022)
FEW, MANY = 13, 164
FEW_LIMIT, MANY_LIMIT = 0.060, 0.150
_NOW = datetime(2023, 2, 21, 3, 0, tzinfo=UTC)


def start(home: Path) -> None:
    """This function will bring up Django on a fresh SQLite file in the folder."""
    os.environ.update(NHIEMKY_HOME=str(home), DATABASE_URL="", NHIEMKY_SECRET_KEY="benchmark")
    os.environ["DJANGO_SETTINGS_MODULE"] = "nhiemky.config.settings"
    (home / "static").mkdir()
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0, skip_checks=True)


def make_branch(code: str, units: int, term: Term) -> UnitState:
    """This function will make a branch of units with their targets and confirmed figures, and give its top."""
    from nhiemky.org.actions import add_unit
    from nhiemky.org.models import UnitType
    from nhiemky.org.policy import SYSTEM_ACTOR

    for kind, name, rank in (("district", "Đảng bộ huyện", 2), ("commune", "Đảng bộ xã", 3)):
        UnitType.objects.get_or_create(code=kind, defaults={"name": name, "rank": rank})
    top = add_unit(
        SYSTEM_ACTOR, code=code, type_code="district", parent=None, valid_from=date(2010, 1, 1),
        name=f"Đảng bộ huyện {code}", short_name=f"Huyện {code}", committee_name=f"Huyện ủy {code}", symbol="HU",
        place="Bến Tre", official_order=1,
    )  # fmt: skip
    below = [
        add_unit(
            SYSTEM_ACTOR, code=f"{code}-{place}", type_code="commune", parent=top.unit, valid_from=date(2010, 1, 1),
            name=f"Đảng bộ xã số {place}", short_name=f"Xã số {place}", committee_name=f"Đảng ủy xã số {place}",
            symbol="ĐU", place="Bến Tre", official_order=place,
        )
        for place in range(1, units + 1)
    ]  # fmt: skip
    for place, state in enumerate((top, *below)):
        _figures(state, place, term)
    return top


def _figures(state: UnitState, place: int, term: Term) -> None:
    from nhiemky.targets.models import Observation, Target

    targets = Target.objects.bulk_create(
        Target(
            unit=state.unit, term=term, number=str(number), position=number, code=f"CT{number}",
            group=("KINH TẾ", "VĂN HÓA - XÃ HỘI", "QUỐC PHÒNG - AN NINH", "XÂY DỰNG ĐẢNG")[number % 4],
            name=f"Chỉ tiêu số {number} của nghị quyết đại hội, đạt mức đề ra đến cuối nhiệm kỳ", unit_of_measure="%",
            comparator="at_least", target=60 + number, folded="",
        )
        for number in range(1, TARGETS + 1)
    )  # fmt: skip
    Observation.objects.bulk_create(
        Observation(
            target=target, period_start=date(year, 1, 1), period_end=date(year, 12, 31), state="confirmed",
            value=30 + (place * 37 + target.position * 53 + year) % 61, entered_at=_NOW, entered_by="-",
        )
        for target in targets
        for year in YEARS
    )  # fmt: skip


def signed_in(top: UnitState) -> Client:
    """This function will give the browser of somebody of the office of a unit."""
    from django.test import Client

    from nhiemky.org.actions import add_account, add_person, give_role
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.vocab import RoleCode

    person = add_person(SYSTEM_ACTOR, keeper=top.unit, full_name="Trần Thị Bình")
    user = add_account(SYSTEM_ACTOR, person=person, username=f"vanphong.{top.unit.code}")
    give_role(SYSTEM_ACTOR, user=user, unit=top.unit, code=RoleCode.OFFICE, valid_from=date(2020, 1, 1))
    user.must_change_password = False
    user.save()
    client = Client()
    client.force_login(user)
    return client


def slowest(code: str, units: int, term: Term) -> float:
    """This function will give the seconds of the slowest page of a branch of so many units.

    :raises AssertionError: when a page is not shown, or asks another number of queries than the first part does.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(make_branch(code, units, term))
    worst, asked = 0.0, set()
    pages = [f"/bang-theo-doi/?den=21-2-2023&phan={part}" for part in PARTS]
    for page in (*pages, "/tong-quan/?den=21-2-2023"):
        assert client.get(page).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
            count = len(queries)
        seconds = best_of(lambda page=page: client.get(page), times=20)  # type: ignore[misc]
        print(f"  {units} units, {page}: {seconds * 1000:.1f} ms, {count} queries")
        worst = max(worst, seconds)
        if page in pages:
            asked.add(count)
    assert len(asked) == 1
    return worst


def run() -> list[Case]:
    """This function will measure a district of 13 communes and a branch of 164 units with 25 targets each."""
    with tempfile.TemporaryDirectory(prefix="nhiemky-bench-") as folder:
        start(Path(folder))
        from nhiemky.org.actions import add_term
        from nhiemky.org.policy import SYSTEM_ACTOR

        term = add_term(SYSTEM_ACTOR, label="2020-2025", first_year=2021, last_year=2025)
        few, many = slowest("838", FEW, term), slowest("83", MANY, term)
    return [
        Case("board of 13 communes × 25 targets, one page", few, "limit 60 ms", FEW_LIMIT, 1),
        Case("board of 164 units", many, "limit 150 ms", MANY_LIMIT, 1),
    ]


if __name__ == "__main__":
    for case in run():
        print(case.line())
