"""Forms of a campaign's teams and their members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import DUTY_NAMES, TEAM_NAMES, Duty, MemberDraft
from nhiemky.web.campaign.planning_forms import WatchedForm
from nhiemky.web.campaign.review_forms import WithdrawForm
from nhiemky.web.forms import DayField, LongTextField, PageForm, TextField, UnitField, choices

Pairs = Iterable[tuple[str, str]]


class TeamForm(WatchedForm):
    """What is said of a team: name, task, the decision that founds it, the notice that assigns its members."""

    name = TextField(label=gettext_lazy("Tên tổ"), max_length=300)
    task = LongTextField(label=gettext_lazy("Nhiệm vụ"), required=False)
    decision = forms.ChoiceField(label=gettext_lazy("Quyết định thành lập"), required=False)
    notice = forms.ChoiceField(label=gettext_lazy("Thông báo phân công"), required=False)

    def __init__(self, *args: Any, directives: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choices(directives, empty=_("chưa có trong sổ văn bản"))
        for name in ("decision", "notice"):
            self.fields[name].choices = known  # type: ignore[attr-defined]


class FoundForm(TeamForm):
    """A new team: its kind, who founds it, whom it follows, since when."""

    field_order = ["kind", "name", "holder", "supports", "founded_on"]
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=choices(TEAM_NAMES.items()))
    holder = forms.ChoiceField(label=gettext_lazy("Đơn vị thành lập"))
    supports = forms.ChoiceField(label=gettext_lazy("Theo dõi, giúp việc cho đơn vị"), required=False)
    founded_on = DayField(label=gettext_lazy("Ngày thành lập"))

    def __init__(self, *args: Any, holders: Pairs, supported: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = choices(holders)  # type: ignore[attr-defined]
        self.fields["supports"].choices = choices(supported, empty=_("cả đợt sơ kết"))  # type: ignore[attr-defined]


class MemberForm(PageForm):
    """Somebody in a team: known here or by name, the position outside, rank and duty inside, since when."""

    person = forms.ChoiceField(label=gettext_lazy("Cán bộ trong hệ thống"), required=False)
    full_name = TextField(
        label=gettext_lazy("Hoặc họ và tên"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống nếu đã chọn cán bộ ở trên."),
    )
    title = TextField(label=gettext_lazy("Chức vụ"), required=False, max_length=200)
    unit = UnitField(label=gettext_lazy("Đơn vị công tác (mã)"), required=False)
    rank = forms.ChoiceField(
        label=gettext_lazy("Vị trí trong tổ"), choices=choices(DUTY_NAMES.items()), initial=Duty.MEMBER.value
    )
    duty = LongTextField(label=gettext_lazy("Việc được phân công"), required=False, max_length=500)
    on = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(people)
        self.fields["person"].choices = choices(self.names.items(), empty=_("chưa chọn"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This function will ask for a name where nobody known is chosen."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("person") or given.get("full_name") or {"person", "full_name"} & set(self.errors)):
            self.add_error("full_name", _("Đề nghị chọn cán bộ hoặc ghi họ và tên."))
        return given

    def draft(self, unit_id: int | None) -> MemberDraft:
        """This function will give the member as typed; a name typed goes before that of the person chosen."""
        given = self.cleaned_data
        person = given["person"]
        return MemberDraft(
            full_name=given["full_name"] or self.names[person],
            rank=Duty(given["rank"]),
            title=given["title"],
            duty=" ".join(given["duty"].split()),
            unit_id=unit_id,
            person_id=int(person) if person else None,
        )


class LeaveForm(WithdrawForm):
    """A member who leaves: since when and why, and who takes the place with the same rank and duty, if anybody."""

    person = forms.ChoiceField(label=gettext_lazy("Người thay: cán bộ trong hệ thống"), required=False)
    full_name = TextField(
        label=gettext_lazy("Hoặc họ và tên người thay"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống cả hai nếu không có người thay. Người thay giữ vị trí và việc cũ."),
    )
    title = TextField(label=gettext_lazy("Chức vụ của người thay"), required=False, max_length=200)
    unit = UnitField(label=gettext_lazy("Đơn vị công tác của người thay (mã)"), required=False)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(people)
        self.fields["person"].choices = choices(self.names.items(), empty=_("không có"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This function will ask for a name where something else is said of who takes the place."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        named = given.get("person") or given.get("full_name") or {"person", "full_name"} & set(self.errors)
        if not named and (given.get("title") or given.get("unit")):
            self.add_error("full_name", _("Đề nghị ghi họ và tên người thay."))
        return given

    def replacement(self, unit_id: int | None, *, rank: Duty, duty: str) -> MemberDraft | None:
        """This function will give who takes the place with rank and duty; none where nobody does."""
        given = self.cleaned_data
        person = given["person"]
        name = given["full_name"] or self.names.get(person, "")
        if not name:
            return None
        return MemberDraft(name, rank, given["title"], duty, unit_id, int(person) if person else None)
