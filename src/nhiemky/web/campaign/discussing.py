"""What a unit's conference is to discuss: the proposal beside the points that are kept, edited in one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from nhiemky.campaign import actions, queries
from nhiemky.campaign.queries import ReviewPage
from nhiemky.campaign.vocab import POINT_NAMES, PointDraft, PointKind
from nhiemky.history.vocab import Denied, FieldError, Invalid
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import nfc
from nhiemky.org.vocab import Verb
from nhiemky.web.campaign.places import Tab, screen, tabs_of
from nhiemky.web.campaign.reviews import act_day
from nhiemky.web.campaign.teams import latest
from nhiemky.web.forms import DayField, PageForm
from nhiemky.web.pages import attempt, page
from nhiemky.web.tables import Column, Table, table_of
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import DiscussionPoint

NEW_ROWS = 2
SAVE, TAKE_ALL, TAKE = "luu", "lay-het", "lay-"


class DayForm(PageForm):
    """The day from which the points stand."""

    on = DayField(label="")


@dataclass(frozen=True)
class PointRow:
    """A point in the form: `key` names its fields, an empty number is a point that is not kept yet."""

    key: str
    number: str
    kind: str
    text: str
    question: str
    invited: str
    href: str


@dataclass(frozen=True)
class Proposed:
    """A point that is proposed, whether one about the same thing is kept, and whether the reader may take it over."""

    place: int
    kind: str
    text: str
    question: str
    invited: str
    kept: bool
    href: str
    may_take: bool

    @property
    def state(self) -> str:
        """Whether it is kept, in words."""
        return _("đã chọn") if self.kept else _("chưa chọn")


@dataclass(frozen=True)
class DiscussionPage:
    review: ReviewPage
    tabs: tuple[Tab, ...]
    form: DayForm
    rows: tuple[PointRow, ...]
    proposed: Table
    open: tuple[int, ...]
    seen: str
    may_act: bool
    later: date | None


@page("campaign/discussion.html", verbs=(Verb.SEE,), business=True)
def discussion(visit: Visit, id: int) -> DiscussionPage | HttpResponseBase:
    """This function will show what is proposed to discuss beside what is kept, and keep what was edited or taken over."""
    data = queries.review(visit.actor, id=id, on=visit.as_of)
    row = data.review
    if visit.posted is not None and not data.may_keep:
        raise Denied(_("Tài khoản của đồng chí không ghi được việc sơ kết của đơn vị này."))
    proposal = queries.proposal(visit.actor, review=row, on=visit.as_of)
    kept = queries.points(
        visit.actor, review=row, on=latest(visit) if visit.posted is not None else visit.as_of
    )
    form = DayForm(visit.posted, initial={"on": act_day(visit)})

    def keep() -> list[DiscussionPoint]:
        posted: Mapping[str, str] = visit.posted or {}
        drafts = [*_typed(posted, kept), *_taken(posted, proposal)]
        seen = [int(text) for text in posted.get("seen", "").split(",") if text.isascii() and text.isdigit()]
        try:
            return actions.keep_points(
                visit.actor,
                review=row,
                points=drafts,
                on=form.cleaned_data["on"],
                now=visit.now,
                expected=seen,
            )
        except Invalid as refusal:
            raise _numbered(refusal) from refusal

    done = attempt(form, keep)
    if done is not None:
        on: date = form.cleaned_data["on"]
        day = {"den": write_date(on)} if on > visit.as_of else {}
        said = _("Đã lưu %(count)d nội dung gợi ý thảo luận.") % {"count": len(done)}
        return visit.done(said, "discussion", id, **day)
    last = queries.points_changed_on(visit.actor, review=row)
    later = last if visit.posted is None and last is not None and last > visit.as_of else None
    standing = row.withdrawn_on is None and row.round.campaign.removed_on is None
    may_act = data.may_keep and later is None and standing
    proposed = [_proposed(visit, place, each, kept, may_act) for place, each in enumerate(proposal)]
    return DiscussionPage(
        review=data,
        tabs=tabs_of(visit, row.round.campaign_id, ""),
        form=form,
        rows=tuple(_rows(visit, kept)),
        proposed=_proposed_table(visit, row.unit_name, proposed, typing=may_act),
        open=tuple(each.place for each in proposed if not each.kept),
        seen=",".join(str(each.pk) for each in kept),
        may_act=may_act,
        later=later,
    )


def _typed(posted: Mapping[str, str], kept: Sequence[DiscussionPoint]) -> list[PointDraft]:
    """Give the points as they stand in the form, in the order of the numbers before them; those ticked off are left out."""
    found: list[tuple[int, int, PointDraft]] = []
    for place, row in enumerate(kept):
        key = str(row.pk)
        former = queries.point_draft(row)
        if posted.get(f"x{key}"):
            continue
        draft = former._replace(
            text=_text(posted, f"t{key}", former.text),
            question=_text(posted, f"q{key}", former.question),
            invited=_text(posted, f"m{key}", former.invited),
        )
        found.append((_number(posted.get(f"o{key}", ""), place + 1), place, draft))
    for place, key in enumerate(_new_keys(posted), start=len(kept)):
        text = _text(posted, f"t{key}", "").strip()
        if text:
            draft = PointDraft(
                PointKind.OTHER, text, _text(posted, f"q{key}", ""), _text(posted, f"m{key}", "")
            )
            found.append((_number(posted.get(f"o{key}", ""), place + 1), place, draft))
    return [draft for _order, _place, draft in sorted(found, key=lambda each: each[:2])]


def _taken(posted: Mapping[str, str], proposal: Sequence[PointDraft]) -> list[PointDraft]:
    """Give the proposed points that a button asks for; all of them are only those that are not kept yet."""
    asked = posted.get("lam", SAVE)
    if asked == TAKE_ALL:
        open_places = posted.get("con", "").split(",")
        return [draft for place, draft in enumerate(proposal) if str(place) in open_places]
    place = asked.removeprefix(TAKE)
    if asked.startswith(TAKE) and place.isascii() and place.isdigit() and int(place[:6]) < len(proposal):
        return [proposal[int(place)]]
    return []


def _numbered(refusal: Invalid) -> Invalid:
    """Name the point that a fault is in; the form has no fields of its own for it."""
    errors = []
    for error in refusal.errors:
        place, mark, _field = error.field.partition("|")
        message = error.message
        if mark:
            words = {"number": int(place) + 1, "message": message}
            message = _("Nội dung %(number)d: %(message)s") % words
        errors.append(FieldError("" if mark else error.field, message))
    return Invalid(*errors)


def _new_keys(posted: Mapping[str, str]) -> list[str]:
    return [
        name[1:] for name in posted if name.startswith("tn") and name[2:].isascii() and name[2:].isdigit()
    ]


def _number(text: str, otherwise: int) -> int:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 6 else otherwise


def _text(posted: Mapping[str, str], name: str, former: str) -> str:
    given = posted.get(name)
    return former if given is None else nfc(given).replace("\r\n", "\n")


def _rows(visit: Visit, kept: Sequence[DiscussionPoint]) -> list[PointRow]:
    """Give the rows of the form: what is kept, as typed where it was typed, then what was typed anew and empty rows."""
    posted: Mapping[str, str] = visit.posted or {}
    rows = []
    for place, row in enumerate(kept, start=1):
        key = str(row.pk)
        draft = queries.point_draft(row)
        rows.append(
            PointRow(
                key, posted.get(f"o{key}", str(place)), str(POINT_NAMES[draft.kind]), _text(posted, f"t{key}", draft.text),
                _text(posted, f"q{key}", draft.question), _text(posted, f"m{key}", draft.invited), _about(visit, draft),
            )
        )  # fmt: skip
    own = {row.key for row in rows}
    # what was typed at points that somebody else took off meanwhile is not lost: it becomes a new point
    lost = [name[1:] for name in posted if name[:1] == "t" and name[1:].isdigit() and name[1:] not in own]
    typed = [key for key in [*_new_keys(posted), *lost] if _text(posted, f"t{key}", "").strip()]
    other = str(POINT_NAMES[PointKind.OTHER])
    for place, key in enumerate([*typed, *[""] * NEW_ROWS]):
        said = tuple(_text(posted, f"{part}{key}", "") if key else "" for part in "tqm")
        rows.append(PointRow(f"n{place}", "", other, said[0], said[1], said[2], ""))
    return rows


def _proposed(
    visit: Visit, place: int, draft: PointDraft, kept: Sequence[DiscussionPoint], may_act: bool
) -> Proposed:
    about = (draft.target_id, draft.work_item_id, draft.finding_id)
    found = any((row.target_id, row.work_item_id, row.finding_id) == about for row in kept)
    name = str(POINT_NAMES[draft.kind])
    return Proposed(
        place, name, draft.text, draft.question, draft.invited, found, _about(visit, draft), may_act and not found
    )  # fmt: skip


def _proposed_table(visit: Visit, unit: str, points: Sequence[Proposed], *, typing: bool) -> Table:
    """Lay out what is proposed. Where somebody may be `typing` above, nothing that loads the page anew lies near at hand."""
    columns: list[Column[Proposed]] = [
        Column("loai", _("Loại"), lambda each: each.kind, sortable=not typing),
        Column("noi-dung", _("Nội dung"), lambda each: each.text, href=lambda each: each.href, sortable=False, wide=True),
        Column("cau-hoi", _("Câu hỏi gợi ý"), lambda each: each.question or None, sortable=False),
        Column("moi", _("Mời phát biểu"), lambda each: each.invited or None, sortable=not typing),
        Column("tinh-trang", _("Tình trạng"), lambda each: each.state, part="campaign/take_point.html", sortable=not typing),
    ]  # fmt: skip
    caption = _("%(unit)s: đề xuất từ số liệu, ngày %(day)s") % {
        "unit": unit,
        "day": write_date(visit.as_of),
    }
    return table_of(visit, points, columns, caption=caption, name="de-xuat", filterable=not typing)


def _about(visit: Visit, draft: PointDraft) -> str:
    """Give where the thing is read that a point is drawn from."""
    for name, key in (
        ("target", draft.target_id), ("work_item", draft.work_item_id), ("finding", draft.finding_id),
    ):  # fmt: skip
        if key is not None:
            return screen(visit, name, key)
    return ""
