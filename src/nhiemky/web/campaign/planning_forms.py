"""Forms of a campaign's plan: its heading, stages, rounds, rules, and the units of a round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import (
    NEED_NAMES,
    ROUND_NAMES,
    STAGE_NAMES,
    STAGE_TEMPLATE,
    CampaignDraft,
    Need,
    RoundDraft,
    RoundKind,
    Rules,
    StageCode,
    StageDraft,
)
from nhiemky.history.vocab import Conflict
from nhiemky.kernel.viet.dates import write_date
from nhiemky.web.forms import DayField, LongTextField, PageForm, TextField, choices

Pairs = Iterable[tuple[str, str]]
LONGEST_LEAD = 500
NEEDS = tuple((need.value, name) for need, name in NEED_NAMES.items())

RULE_LABELS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "grace_days": (
        gettext_lazy("Số ngày làm việc được châm chước"),
        gettext_lazy("Mốc thực hiện sau ngày kế hoạch không quá số ngày này vẫn là đúng hạn."),
    ),
    "late_days": (
        gettext_lazy("Số ngày làm việc coi là chậm nhiều"),
        gettext_lazy("Chỉ cần một đơn vị chậm quá số ngày này thì không còn là “cơ bản đúng kế hoạch”."),
    ),
    "on_plan_share": (
        gettext_lazy("Tỷ lệ mốc đúng hạn để “đúng kế hoạch” (%)"),
        gettext_lazy("Tính trên các mốc đã đến hạn của mọi đơn vị tham gia."),
    ),
    "mostly_share": (
        gettext_lazy("Tỷ lệ mốc đúng hạn để “cơ bản đúng kế hoạch” (%)"),
        gettext_lazy("Cũng là tỷ lệ đơn vị không chậm cần có; không cao hơn tỷ lệ “đúng kế hoạch”."),
    ),
    "window_share": (
        gettext_lazy("Tỷ lệ đơn vị đã tổ chức khi vòng hết thời gian (%)"),
        gettext_lazy("Vòng đã qua ngày kết thúc phải có từ tỷ lệ này số đơn vị tổ chức xong hội nghị."),
    ),
    "comments_count": (
        gettext_lazy("Xét góp ý"),
        gettext_lazy("Góp ý quá hạn chưa xử lý làm cho đơn vị chưa đúng kế hoạch."),
    ),
    "lessons_count": (
        gettext_lazy("Xét bài học kinh nghiệm"),
        gettext_lazy("Bài học quá hạn chưa trả lời làm cho đơn vị chưa đúng kế hoạch."),
    ),
    "documents_count": (
        gettext_lazy("Xét văn kiện"),
        gettext_lazy("Văn kiện còn thiếu khi đến hạn làm cho đơn vị chưa đúng kế hoạch."),
    ),
}


def mark_of(stated: object) -> str:
    """This function will give a short mark of what was stated, by which a later change is noticed."""
    return sha256(repr(stated).encode()).hexdigest()[:16]


class WatchedForm(PageForm):
    """A form that says which state the person saw, so that nothing of somebody else's is written over unseen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, further: Mapping[str, forms.Field] | None = None, **kwargs: Any) -> None:
        # before the fields are copied, so that these too get the looks and sentences of the class
        self.base_fields = {**self.base_fields, **(further or {})}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def unchanged(self, now: object) -> None:
        """This function will let pass when what the person saw still holds.

        :raises Conflict: when somebody else was quicker; the form then shows the next state as the one seen.
        """
        if self.cleaned_data.get("seen") == mark_of(now):
            return
        shown = cast(QueryDict, self.data).copy()
        shown["seen"] = mark_of(now)
        self.data = shown
        raise Conflict(
            _(
                "Nội dung này vừa được người khác sửa. Điều đồng chí nhập còn nguyên ở dưới; đề nghị đối chiếu với "
                "kế hoạch hiện nay rồi lưu lại nếu vẫn muốn thay."
            )
        )


def in_force() -> DayField:
    """This function will give the field of the day from which a change of a plan holds."""
    return DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy("Xem đợt sơ kết như một ngày trước ngày này thì vẫn thấy như cũ."),
    )


class HeadingForm(WatchedForm):
    """The heading of a campaign: what it is called, what it follows, by when figures count."""

    name = TextField(label=gettext_lazy("Tên đợt sơ kết"), max_length=300)
    begun_on = DayField(
        label=gettext_lazy("Ngày của kế hoạch"),
        help_text=gettext_lazy("Trước ngày này đợt sơ kết chưa có trong hệ thống."),
    )
    directive = forms.ChoiceField(label=gettext_lazy("Theo văn bản"), required=False)
    parent = forms.ChoiceField(
        label=gettext_lazy("Thuộc đợt sơ kết cấp trên"),
        required=False,
        help_text=gettext_lazy("Cấp trên thấy tiến độ của đợt này; đợt này vẫn do đơn vị điều hành."),
    )
    scheme = forms.ChoiceField(label=gettext_lazy("Bộ nhóm mức đạt"))
    cut_off = DayField(label=gettext_lazy("Ngày chốt số liệu"), required=False)

    def __init__(self, *args: Any, directives: Pairs, parents: Pairs, schemes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directive"].choices = choices(directives, empty=_("không có trong sổ văn bản"))  # type: ignore[attr-defined]
        self.fields["parent"].choices = choices(parents, empty=_("không thuộc đợt nào"))  # type: ignore[attr-defined]
        if "scheme" in self.fields:
            self.fields["scheme"].choices = choices(schemes)  # type: ignore[attr-defined]

    def heading(self, base: CampaignDraft) -> CampaignDraft:
        """This function will give the draft with the heading that was typed."""
        given = self.cleaned_data
        changed = base._replace(
            name=given["name"],
            begun_on=given["begun_on"],
            directive_id=int(given["directive"]) if given["directive"] else None,
            parent_id=int(given["parent"]) if given["parent"] else None,
        )
        if "scheme" in given:
            changed = changed._replace(scheme=given["scheme"], cut_off=given["cut_off"])
        return changed


class ChangeForm(HeadingForm):
    """The heading of a campaign that is there already, and from which day it is otherwise."""

    on = in_force()


class TemplateForm(HeadingForm):
    """A campaign by the template: its heading, a window for every round it has, the lead times of the stages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        further: dict[str, forms.Field] = {}
        for kind in RoundKind:
            named = TextField(
                label=_("Tên vòng"), max_length=200, required=False, initial=str(ROUND_NAMES[kind])
            )
            further[f"{kind.value}_name"] = named
            further[f"{kind.value}_from"] = DayField(label=_("Từ ngày"), required=False)
            further[f"{kind.value}_to"] = DayField(label=_("Đến ngày"), required=False)
        for stage in STAGE_TEMPLATE:
            further[f"{stage.code.value}_lead"] = forms.IntegerField(
                label=stage.name,
                initial=stage.lead_days,
                disabled=stage.code is StageCode.HELD,
                min_value=-LONGEST_LEAD,
                max_value=LONGEST_LEAD,
            )
        super().__init__(*args, further=further, **kwargs)

    @property
    def heading_fields(self) -> list[forms.BoundField]:
        """The fields of the heading."""
        return [self[name] for name in ("name", "begun_on", "directive", "parent", "scheme", "cut_off")]

    @property
    def round_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of every round with what its kind is called."""
        return [
            (str(name), [self[f"{kind.value}_{part}"] for part in ("name", "from", "to")])
            for kind, name in ROUND_NAMES.items()
        ]

    @property
    def lead_fields(self) -> list[forms.BoundField]:
        """The lead time of every stage."""
        return [self[f"{stage.code.value}_lead"] for stage in STAGE_TEMPLATE]

    def clean(self) -> dict[str, Any]:
        """This function will ask for both days of a round, in their order, and for one round at least."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        named = 0
        for kind in RoundKind:
            first, last = given.get(f"{kind.value}_from"), given.get(f"{kind.value}_to")
            wrong = {f"{kind.value}_from", f"{kind.value}_to"} & set(self.errors)
            named += bool(first or last or wrong)
            if (first is None) != (last is None) and not wrong:
                missing = "from" if first is None else "to"
                self.add_error(f"{kind.value}_{missing}", _("Vòng cần cả ngày bắt đầu và ngày kết thúc."))
            elif first is not None and last is not None:
                self._check_window(kind, first, last, given.get("begun_on"))
        if not named:
            self.add_error(None, _("Đề nghị đặt thời gian cho ít nhất một vòng."))
        return given

    def _check_window(self, kind: RoundKind, first: date, last: date, begun_on: date | None) -> None:
        if last < first:
            values = {"last": write_date(last), "first": write_date(first)}
            message = _("Ngày kết thúc vòng (%(last)s) trước ngày bắt đầu vòng (%(first)s).")
            self.add_error(f"{kind.value}_to", message % values)
        if begun_on is not None and first < begun_on:
            values = {"first": write_date(first), "begun": write_date(begun_on)}
            message = _("Ngày bắt đầu vòng (%(first)s) trước ngày của kế hoạch (%(begun)s).")
            self.add_error(f"{kind.value}_from", message % values)

    @property
    def draft(self) -> CampaignDraft:
        """The campaign as typed: the stages of the template with the lead times given, the rounds that have a window."""
        given = self.cleaned_data
        stages = tuple(
            stage._replace(lead_days=given[f"{stage.code.value}_lead"] if stage.lead_days else 0)
            for stage in STAGE_TEMPLATE
        )
        rounds = tuple(
            RoundDraft(
                kind,
                given[f"{kind.value}_name"] or str(ROUND_NAMES[kind]),
                given[f"{kind.value}_from"],
                given[f"{kind.value}_to"],
            )
            for kind in RoundKind
            if given[f"{kind.value}_from"] is not None
        )
        return self.heading(CampaignDraft("", given["begun_on"], stages=stages, rounds=rounds))


class EarlierForm(HeadingForm):
    """A campaign like an earlier one: which, and its new heading; windows and conferences move along."""

    field_order = ["earlier"]
    earlier = forms.ChoiceField(label=gettext_lazy("Theo đợt sơ kết trước"))
    scheme = None  # type: ignore[assignment]
    cut_off = None  # type: ignore[assignment]

    def __init__(self, *args: Any, earlier: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = choices(earlier)  # type: ignore[attr-defined]


class StagesForm(WatchedForm):
    """Every stage that there can be: whether this campaign has it, its name, lead time and needs."""

    def __init__(self, *args: Any, stages: Sequence[StageDraft], **kwargs: Any) -> None:
        known = {stage.code: stage for stage in stages}
        further: dict[str, forms.Field] = {}
        for usual in STAGE_TEMPLATE:
            stage = known.get(usual.code, usual)
            for part, field in _stage_fields(stage, used=stage.code in known).items():
                further[f"{stage.code.value}_{part}"] = field
        further["on"] = in_force()
        super().__init__(*args, further=further, **kwargs)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of every stage with what it is usually called."""
        return [
            (
                str(STAGE_NAMES[code]),
                [self[f"{code.value}_{part}"] for part in ("used", "name", "lead", "needs")],
            )
            for code in StageCode
        ]

    @property
    def drafts(self) -> tuple[StageDraft, ...]:
        """The stages that are ticked, as typed; a lead time left out is 0."""
        given = self.cleaned_data
        return tuple(
            StageDraft(
                code,
                given[f"{code.value}_name"],
                given[f"{code.value}_lead"] or 0,
                tuple(map(Need, given[f"{code.value}_needs"])),
            )
            for code in StageCode
            if given[f"{code.value}_used"]
        )


def _stage_fields(stage: StageDraft, *, used: bool) -> dict[str, forms.Field]:
    return {
        "used": forms.BooleanField(label=_("Có giai đoạn này"), required=False, initial=used),
        "name": TextField(label=_("Tên giai đoạn"), max_length=100, required=False, initial=stage.name),
        "lead": forms.IntegerField(
            label=_("Số ngày làm việc trước hội nghị"),
            required=False,
            initial=stage.lead_days,
            min_value=-LONGEST_LEAD,
            max_value=LONGEST_LEAD,
        ),
        "needs": forms.MultipleChoiceField(
            label=_("Cần có trước khi chuyển đến"),
            required=False,
            choices=choices(NEEDS),
            widget=forms.CheckboxSelectMultiple,
            initial=[need.value for need in stage.needs],
        ),
    }


class RulesForm(WatchedForm):
    """The rules by which a campaign is judged, each with what it does."""

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        further: dict[str, forms.Field] = {}
        for each in fields(Rules):
            label, explained = RULE_LABELS[each.name]
            ticked = isinstance(each.default, bool)
            further[each.name] = (forms.BooleanField if ticked else forms.IntegerField)(
                label=str(label),
                help_text=str(explained),
                initial=getattr(rules, each.name),
                required=not ticked,
            )
        further["on"] = in_force()
        super().__init__(*args, further=further, **kwargs)

    @property
    def rules(self) -> Rules:
        """The rules as typed."""
        return Rules(**{each.name: self.cleaned_data[each.name] for each in fields(Rules)})


class RoundForm(WatchedForm):
    """A round: its place in the campaign, window, the stages it goes through, the documents its units bring."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại vòng"), choices=choices(ROUND_NAMES.items()))
    name = TextField(label=gettext_lazy("Tên vòng"), max_length=200)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến ngày"))
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Các giai đoạn phải qua (không chọn: tất cả)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    documents = LongTextField(
        label=gettext_lazy("Văn kiện phải có"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một văn kiện, ví dụ: Báo cáo sơ kết."),
    )
    on = in_force()

    def __init__(self, *args: Any, names: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stages"].choices = choices(names)  # type: ignore[attr-defined]

    @property
    def draft(self) -> RoundDraft:
        """The round as typed."""
        given = self.cleaned_data
        return RoundDraft(
            RoundKind(given["kind"]),
            given["name"],
            given["starts_on"],
            given["ends_on"],
            tuple(map(StageCode, given["stages"])),
            tuple(line.strip() for line in given["documents"].splitlines() if line.strip()),
        )


class EnterForm(PageForm):
    """From which day units take part, when their conference is to be, and what the list below is narrowed to."""

    text = TextField(label=gettext_lazy("Tìm đơn vị"), required=False, max_length=100)
    level = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)
    on = DayField(
        label=gettext_lazy("Tham gia từ ngày"),
        help_text=gettext_lazy(
            "Danh sách lấy theo cây tổ chức vào ngày này; tên đơn vị được ghi theo ngày này."
        ),
    )
    conference_on = DayField(
        label=gettext_lazy("Ngày hội nghị"),
        required=False,
        help_text=gettext_lazy("Các mốc của đơn vị được tính lùi từ ngày này; để trống thì đặt sau."),
    )

    def __init__(self, *args: Any, levels: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = choices(levels, empty=_("mọi loại"))  # type: ignore[attr-defined]
