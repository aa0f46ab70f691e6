"""What is judged, and what a judgement is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from nhiemky.campaign.vocab import JudgementCode, Need, Readiness, RoundKind, Rules, StageCode
from nhiemky.kernel.viet.dates import write_date

WorkingDays = Callable[[date, date], int]


def window_text(first: date, last: date) -> str:
    """This function will write the days of a window: "1-3-2023 đến 31-3-2023", one day alone as "ngày 21-2-2023"."""
    if first == last:
        return _("ngày %(day)s") % {"day": write_date(first)}
    return _("%(first)s đến %(last)s") % {"first": write_date(first), "last": write_date(last)}


@dataclass(frozen=True, slots=True)
class StageDay:
    """A stage of one review: when it was planned (`first`: at first), when it was reached, whether it was left out."""

    code: StageCode
    name: str
    planned: date | None
    reached: date | None
    skipped: bool
    late_days: int = 0
    missing: bool = False
    first: date | None = None

    @property
    def put_off(self) -> bool:
        """This property will say whether the stage is planned later than it first was."""
        if self.skipped or self.first is None or self.planned is None:
            return False
        return self.planned > self.first

    @property
    def late(self) -> bool:
        """This property will say whether the stage came, or is, later than the rules allow."""
        return self.late_days > 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a readiness: `code` says what kind of thing it is; `against` that it counts against the review."""

    code: str
    text: str
    against: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, how many are done, how many are past their day."""

    given: int = 0
    done: int = 0
    overdue: int = 0

    @property
    def open(self) -> int:
        """This property will give how many are not done."""
        return self.given - self.done


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is known of one review on a day, before anything is judged; `ended_on` is the day on which its unit ended."""

    review_id: int
    campaign_id: int
    round_id: int
    unit_id: int
    unit_code: str
    name: str
    short_name: str
    owner: str
    days: tuple[StageDay, ...]
    stage: StageCode | None
    comments: Counted = Counted()
    lessons: Counted = Counted()
    unmet: tuple[Need, ...] = ()
    moved_back: bool = False
    ended_on: date | None = None

    @property
    def planned(self) -> date | None:
        """This property will give the planned day of the conference."""
        return next((day.planned for day in self.days if day.code == StageCode.HELD), None)

    @property
    def put_off(self) -> tuple[StageDay, ...]:
        """This property will give the stages planned later than they first were."""
        return tuple(day for day in self.days if day.put_off)

    @property
    def without_plan(self) -> bool:
        """This property will say whether no stage has a planned day, though stages are still to go."""
        return all(day.planned is None for day in self.days) and any(
            day.reached is None and not day.skipped for day in self.days
        )

    @property
    def left_behind(self) -> bool:
        """This property will say whether the unit ended while stages are still to go."""
        return self.ended_on is not None and any(day.reached is None and not day.skipped for day in self.days)


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """One review with its readiness and the reasons for it."""

    facts: ReviewFacts
    readiness: Readiness
    reasons: tuple[Reason, ...]

    def day(self, code: StageCode) -> StageDay | None:
        """This function will give the planned and actual day of a stage; none when the review does not go through it."""
        return next((each for each in self.facts.days if each.code == code), None)

    @property
    def planned(self) -> date | None:
        """This property will give the planned day of the conference."""
        return self.facts.planned

    @property
    def actual(self) -> date | None:
        """This property will give the day of the conference, once it was held."""
        held = self.day(StageCode.HELD)
        return held.reached if held else None

    @property
    def stage_name(self) -> str:
        """This property will give the name of the stage as the campaign calls it; empty before the first."""
        return next((day.name for day in self.facts.days if day.code == self.facts.stage), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a judgement rests on; `against` when it counts against the plan; the reviews it speaks of."""

    code: str
    text: str
    against: bool = False
    reviews: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """How something stands against its plan, in one code, one sentence and its evidence."""

    code: JudgementCode
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round with its window; `holder` says whose it is where several campaigns have a round of its name."""

    round_id: int
    campaign_id: int
    name: str
    kind: RoundKind
    starts_on: date
    ends_on: date
    holder: str = ""

    @property
    def full_name(self) -> str:
        """This property will give the name by which the round is told from all others that are looked at."""
        return f"{self.name} ({self.holder})" if self.holder else self.name

    @property
    def window(self) -> str:
        """This property will write the window in running text: two days, or the only one."""
        return window_text(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round with how many of its units have held their conference, and how it stands."""

    facts: RoundFacts
    units: int
    held: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Milestones:
    """How many milestones are due, in time, late."""

    in_time: int = 0
    late: int = 0

    @property
    def due(self) -> int:
        """This property will give how many milestones are judged."""
        return self.in_time + self.late

    def reaches(self, share: int) -> bool:
        """This function will say whether at least that many percent of the milestones are in time; none due is in time."""
        return self.in_time * 100 >= share * self.due


@dataclass(frozen=True)
class Calendar:
    """The day looked at, and how working days between two days are counted."""

    on: date
    working_days: WorkingDays
    _known: dict[tuple[date, date], int] = field(default_factory=dict, compare=False, repr=False)

    def between(self, first: date, last: date) -> int:
        """This function will give the working days after `first` up to and including `last`; 0 when it is not later."""
        if last <= first:
            return 0
        key = (first, last)
        if key not in self._known:
            self._known[key] = self.working_days(first, last)
        return self._known[key]


def stage_day(
    code: StageCode,
    name: str,
    *,
    planned: date | None,
    reached: date | None,
    skipped: bool,
    rules: Rules,
    calendar: Calendar,
    first: date | None = None,
) -> StageDay:
    """This function will give a stage with how many working days it is late beyond the days of grace (0: not late)."""
    late, missing = 0, False
    if planned is not None and not skipped:
        until = reached or calendar.on
        over = calendar.between(planned, until)
        late = over if over > rules.grace_days else 0
        missing = reached is None and planned <= calendar.on
    return StageDay(code, name, planned, reached, skipped, late, missing, first)
