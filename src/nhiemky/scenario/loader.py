"""The loader of the scenario: every row enters by the same acts as a user's, so that the ledger tells how it came to be.

The results of the pilot commune enter as a filled Excel form through the intake, by its office, and are confirmed by its
secretary. Figures of the other units are entered as they would be on the screen.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from nhiemky.history.actions import record
from nhiemky.history.vocab import SYSTEM
from nhiemky.intake.actions import apply_batch, open_batch
from nhiemky.kernel.scoring import DEFAULT_SCHEME, Kind, Period
from nhiemky.kernel.sheets.form import FormRow, write_form
from nhiemky.org import actions as org
from nhiemky.org.models import Term, Unit, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.queries import actor_of
from nhiemky.org.vocab import RoleCode
from nhiemky.registry import actions as registry
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType, LinkKind
from nhiemky.scenario import campaign, facts, lessons, meetings, survey, work
from nhiemky.scenario.facts import TargetSeed
from nhiemky.scenario.play import Play
from nhiemky.scenario.queries import LOADED
from nhiemky.targets import actions as targets
from nhiemky.targets.queries import waiting_figures
from nhiemky.targets.vocab import Entry, RollUpRule, TargetRow

Step = Callable[[str, int, int], None]
FORM_NAME = "tan-thanh-tay-ket-qua-den-21-2-2023.xlsx"
FREEZE_LABEL = "Số liệu phục vụ hội nghị sơ kết giữa nhiệm kỳ"
ROLL_UPS = {Kind.ACCUMULATE: RollUpRule.SUM}


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the scenario with its one-time random password."""

    username: str
    password: str
    name: str
    title: str
    unit: str


@dataclass
class Loading:
    """What has been made so far."""

    now: datetime
    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    sign_ins: list[SignIn] = field(default_factory=list)


def load(*, now: datetime, on_step: Step | None = None) -> tuple[SignIn, ...]:
    """This function will make the scenario in an empty database and give the accounts with their passwords.

    ``on_step`` hears the name of each step, how many are done, and how many there are.

    :raises Refusal: when the database is not empty.
    """
    loading = Loading(now)
    seeds = _by_unit()
    told = _Progress(on_step, whole=len(seeds) + 5)
    with transaction.atomic():
        term = org.add_term(
            SYSTEM_ACTOR,
            label=facts.TERM_LABEL,
            first_year=facts.FIRST_YEAR,
            last_year=facts.LAST_YEAR,
            cut_off=facts.CUT_OFF,
        )
        told.begin("Đơn vị")
        _units(loading)
        told.begin("Cán bộ và tài khoản")
        _people(loading)
        told.begin("Văn bản")
        made = _directives(loading, term)
        for code, rows in seeds.items():
            told.begin(f"Chỉ tiêu và kết quả: {code}")
            if code == facts.PILOT:
                _pilot(loading, rows, term)
            else:
                _figures(loading, code, rows, term)
        told.begin("Đợt sơ kết giữa nhiệm kỳ")
        _play(loading, term, made)
        _sign(loading)
    return tuple(loading.sign_ins)


class _Progress:
    """Tells whoever listens how far the loading has come."""

    def __init__(self, listener: Step | None, *, whole: int) -> None:
        self._listener, self._whole, self._done = listener, whole, 0

    def begin(self, name: str) -> None:
        """This function will say that a step begins."""
        if self._listener is not None:
            self._listener(name, self._done, self._whole)
        self._done += 1


def _play(loading: Loading, term: Term, made: Mapping[str, Directive]) -> None:
    play = Play(loading.now, term, loading.units, loading.accounts, made)
    for part in (work, campaign, meetings, lessons, survey):
        part.lay_down(play)
    play.run()


def _sign(loading: Loading) -> None:
    record(
        SYSTEM,
        act=LOADED,
        object_kind="scenario",
        object_id=facts.TERM_LABEL,
        summary="Tạo dữ liệu mẫu huyện Mỏ Cày Bắc, nhiệm kỳ 2020-2025",
        branch="/",
        before=None,
        after={"units": len(loading.units), "accounts": len(loading.accounts)},
    )


def _units(loading: Loading) -> None:
    for row in facts.table("unit_types"):
        org.add_unit_type(
            SYSTEM_ACTOR,
            code=row["code"],
            name=row["name"],
            rank=int(row["rank"]),
            state_body=bool(row["state_body"]),
        )
    for row in facts.table("units"):
        state = org.add_unit(
            SYSTEM_ACTOR,
            code=row["code"],
            type_code=row["type"],
            parent=loading.units[row["parent"]] if row["parent"] else None,
            valid_from=facts.BEGUN,
            name=row["name"],
            short_name=row["short_name"],
            committee_name=row["committee_name"],
            symbol=row["symbol"],
            place=row["place"],
            official_order=int(row["order"]),
            illustrative=bool(row["illustrative"]),
        )
        loading.units[row["code"]] = state.unit


def _people(loading: Loading) -> None:
    for row in facts.table("people"):
        unit = loading.units[row["unit"]]
        person = org.add_person(
            SYSTEM_ACTOR, keeper=unit, full_name=row["full_name"], illustrative=bool(row["illustrative"])
        )
        org.add_position(
            SYSTEM_ACTOR,
            person=person,
            unit=unit,
            title=row["title"],
            valid_from=facts.BEGUN,
            signs=bool(row["signs"]),
            official_order=int(row["order"]),
        )
        user = org.add_account(SYSTEM_ACTOR, person=person, username=row["username"])
        org.give_role(SYSTEM_ACTOR, user=user, unit=unit, code=RoleCode(row["role"]), valid_from=facts.BEGUN)
        password = secrets.token_urlsafe(9)
        secret = org.invite(SYSTEM_ACTOR, user=user, now=loading.now)
        org.accept_invitation(secret, password, loading.now)
        loading.accounts[row["username"]] = user
        loading.sign_ins.append(
            SignIn(row["username"], password, row["full_name"], row["title"], row["unit"])
        )
    for row in facts.table("secretaries"):
        unit = loading.units[row["unit"]]
        person = org.add_person(SYSTEM_ACTOR, keeper=unit, full_name=row["full_name"], illustrative=True)
        org.add_position(
            SYSTEM_ACTOR,
            person=person,
            unit=unit,
            title="Bí thư",
            valid_from=facts.BEGUN,
            signs=True,
            official_order=1,
        )


def _directives(loading: Loading, term: Term) -> Mapping[str, Directive]:
    made: dict[str, Directive] = {}
    for row in facts.table("directives"):
        entry = DirectiveEntry(
            type=DirectiveType(row["type"]),
            symbol=row["symbol"],
            issuer_id=loading.units[row["issuer_code"]].pk if row["issuer_code"] else None,
            issuer_name=row["issuer_name"],
            term_id=term.pk,
            issued_on=facts.day(row["issued_on"]),
            excerpt=row["excerpt"],
            confidentiality=Confidentiality.PUBLIC,
            congress_resolution=bool(row["resolution"]),
        )
        made[row["key"]] = registry.add_directive(
            SYSTEM_ACTOR,
            holder=loading.units[row["holder"]],
            entry=entry,
            illustrative=bool(row["illustrative"]),
        )
        for earlier in filter(None, row["implements"].split(",")):
            registry.link(
                SYSTEM_ACTOR, later=made[row["key"]], earlier=made[earlier], kind=LinkKind.IMPLEMENTS
            )
    return made


def _by_unit() -> dict[str, list[TargetSeed]]:
    found: dict[str, list[TargetSeed]] = {}
    for seed in facts.target_seeds():
        found.setdefault(seed.unit_code, []).append(seed)
    return found


def target_row(seed: TargetSeed) -> TargetRow:
    """This function will give a seed as the target that somebody would state."""
    goal = seed.goal
    return TargetRow(
        number=seed.number,
        name=seed.name,
        comparator=goal.comparator,
        target=_decimal(goal.target),
        low=_decimal(goal.low),
        high=_decimal(goal.high),
        baseline=_decimal(goal.baseline),
        baseline_year=goal.baseline_year,
        unit_of_measure=seed.unit_of_measure,
        group=seed.group,
        code=seed.code,
        kind=goal.kind,
        method=goal.method,
        roll_up=ROLL_UPS.get(goal.kind, RollUpRule.NONE) if goal.kind else RollUpRule.NONE,
        main=seed.main,
        breakthrough=seed.breakthrough,
        illustrative=True,
        phased=tuple((year, Decimal(value)) for year, value in goal.phased if isinstance(value, Decimal)),
    )


def _decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _figures(loading: Loading, code: str, seeds: list[TargetSeed], term: Term) -> None:
    unit = loading.units[code]
    ids = targets.add_targets(SYSTEM_ACTOR, unit=unit, term=term, rows=[target_row(seed) for seed in seeds])
    entries = [
        Entry(ids[seed.number], Period.of_year(year), value)
        for seed in seeds
        for year, value in seed.observed
    ]
    targets.record_observations(SYSTEM_ACTOR, unit=unit, term=term, entries=entries, now=loading.now)
    _confirm(SYSTEM_ACTOR, SYSTEM_ACTOR, unit, term, loading.now)


def _confirm(office: Actor, leader: Actor, unit: Unit, term: Term, now: datetime) -> None:
    targets.submit_figures(office, unit=unit, term=term, now=now)
    waiting = [row.pk for row in waiting_figures(leader, unit=unit, term=term)]
    targets.confirm_figures(leader, unit=unit, term=term, observation_ids=waiting, now=now)


def _pilot(loading: Loading, seeds: list[TargetSeed], term: Term) -> None:
    unit = loading.units[facts.PILOT]
    today = loading.now.date()
    office = actor_of(loading.accounts["vanphong.ttt"], today=today)
    leader = actor_of(loading.accounts["bithu.ttt"], today=today)
    targets.add_targets(SYSTEM_ACTOR, unit=unit, term=term, rows=[target_row(seed) for seed in seeds])
    data = pilot_form(seeds)
    batch = open_batch(office, unit=unit, term=term, file_name=FORM_NAME, data=data, now=loading.now)
    apply_batch(office, batch=batch, now=loading.now)
    _confirm(office, leader, unit, term, loading.now)
    targets.freeze_figures(
        leader,
        unit=unit,
        term=term,
        cut_off=facts.CUT_OFF,
        label=FREEZE_LABEL,
        scheme=DEFAULT_SCHEME,
        now=loading.now,
    )


def pilot_form(seeds: list[TargetSeed]) -> bytes:
    """This function will fill the product's own form with the targets and results of the pilot commune."""
    rows = [
        FormRow(
            number=seed.number,
            name=seed.name,
            code=seed.code,
            group=seed.group,
            unit_of_measure=seed.unit_of_measure,
            comparator=seed.goal.comparator.value,
            baseline=_decimal(seed.goal.baseline),
            baseline_year=seed.goal.baseline_year,
            target=_decimal(seed.goal.low if seed.goal.low is not None else seed.goal.target),
            high=_decimal(seed.goal.high),
            kind=seed.goal.kind.value if seed.goal.kind else "",
            method=seed.goal.method.value if seed.goal.method else "",
            phased={year: Decimal(value) for year, value in seed.goal.phased if isinstance(value, Decimal)},
            observed={str(year): value for year, value in seed.observed},
            note="số liệu minh họa",
        )
        for seed in seeds
    ]
    return write_form(
        rows,
        unit="Đảng bộ xã Tân Thanh Tây",
        unit_code=facts.PILOT,
        term=facts.TERM_LABEL,
        years=tuple(facts.PHASED_YEARS),
        observed=tuple(str(year) for year in facts.OBSERVED_YEARS),
    )
