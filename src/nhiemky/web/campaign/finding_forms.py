"""Forms of findings: the filter of the list, a finding itself, what it is tied to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import (
    CAUSE_NAMES,
    FINDING_NAMES,
    SOURCE_NAMES,
    CauseKind,
    FindingDraft,
    FindingKind,
    FindingSource,
)
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.web.campaign.planning_forms import WatchedForm
from nhiemky.web.forms import DayField, FilterForm, LongTextField, PageForm, TextField, UnitInput, choices

Pairs = Iterable[tuple[str, str]]
EVERYTHING: Any = gettext_lazy("tất cả")
NO_CAUSE: Any = gettext_lazy("không phải nguyên nhân")


class FindingFilter(FilterForm):
    """Which findings to list."""

    q = TextField(label=gettext_lazy("Nội dung (không cần dấu)"), required=False, max_length=200)
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"), required=False, choices=choices(FINDING_NAMES.items(), empty=EVERYTHING)
    )
    nn = forms.ChoiceField(
        label=gettext_lazy("Nguyên nhân"),
        required=False,
        choices=choices(CAUSE_NAMES.items(), empty=EVERYTHING),
    )
    dv = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    nguon = forms.ChoiceField(
        label=gettext_lazy("Nguồn"), required=False, choices=choices(SOURCE_NAMES.items(), empty=EVERYTHING)
    )
    nhom = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    chuyen = forms.ChoiceField(label=gettext_lazy("Nơi khảo sát"), required=False)

    def __init__(self, *args: Any, units: Pairs, groups: Iterable[str], places: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {"dv": units, "nhom": [(name, name) for name in groups], "chuyen": places}
        for name, pairs in offered.items():
            self.fields[name].choices = choices(pairs, empty=EVERYTHING)  # type: ignore[attr-defined]


class FindingForm(WatchedForm):
    """One finding on a unit: what it says, of what kind, and where it came from."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=choices(FINDING_NAMES.items()))
    cause = forms.ChoiceField(
        label=gettext_lazy("Nguyên nhân khách quan hay chủ quan"),
        required=False,
        choices=choices(CAUSE_NAMES.items(), empty=NO_CAUSE),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    text = LongTextField(label=gettext_lazy("Nội dung"), max_length=4000)
    group = TextField(label=gettext_lazy("Lĩnh vực"), required=False, max_length=150, widget=UnitInput)
    noted_on = DayField(label=gettext_lazy("Ngày ghi"))
    source = forms.ChoiceField(label=gettext_lazy("Nguồn"), choices=choices(SOURCE_NAMES.items()))
    visit = forms.ChoiceField(
        label=gettext_lazy("Nơi khảo sát"), required=False, help_text=gettext_lazy("Khi nguồn là khảo sát.")
    )
    meeting = forms.ChoiceField(
        label=gettext_lazy("Cuộc họp"), required=False, help_text=gettext_lazy("Khi nguồn là cuộc họp.")
    )
    source_text = TextField(
        label=gettext_lazy("Ghi rõ nguồn"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Báo cáo số 12-BC/ĐU, ý kiến tại hội nghị."),
    )

    def __init__(
        self, *args: Any, units: Pairs | None, visits: Pairs, meetings: Pairs, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = choices(units)  # type: ignore[attr-defined]
        for name, pairs in (("visit", visits), ("meeting", meetings)):
            self.fields[name].choices = choices(pairs, empty=_("không gắn"))  # type: ignore[attr-defined]

    def draft(self) -> FindingDraft:
        """This function will give the finding as typed; what contradicts itself the kernel refuses."""
        given = self.cleaned_data
        source = FindingSource(given["source"])
        return FindingDraft(
            kind=FindingKind(given["kind"]),
            text=given["text"],
            source=source,
            noted_on=given["noted_on"],
            cause=CauseKind(given["cause"]) if given["cause"] else None,
            group=given["group"],
            visit_id=self._tied("visit", source is FindingSource.SURVEY),
            meeting_id=self._tied("meeting", source is FindingSource.MEETING),
            source_text=given["source_text"],
        )

    def _tied(self, name: str, fits: bool) -> int | None:
        """Give the visit or meeting; one that was there before goes with the source that it belonged to."""
        given = self.cleaned_data[name]
        inherited = given == str(self.initial.get(name) or "")
        return int(given) if given and (fits or not inherited) else None

    def refuse(self, refusal: Invalid) -> None:
        """This function will put what is said of the tie to an earlier finding at the kind."""
        super().refuse(
            Invalid(
                *(
                    FieldError("kind" if error.field == "later" else error.field, error.message)
                    for error in refusal.errors
                )
            )
        )


class TieForm(PageForm):
    """One thing chosen from a list, grouped by what it is, and the day from which it is tied."""

    other = forms.ChoiceField()
    on = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(
        self, *args: Any, label: str, offered: Iterable[tuple[str, Iterable[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [(name, tuple(pairs)) for name, pairs in offered]
        field = self.fields["other"]
        field.label = label
        field.choices = [("", _("chưa chọn")), *((name, pairs) for name, pairs in groups if pairs)]  # type: ignore[attr-defined]

    def refuse(self, refusal: Invalid) -> None:
        """This function will put every error at the choice but what is said of the day."""
        super().refuse(
            Invalid(
                *(
                    error if error.field == "on" else FieldError("other", error.message)
                    for error in refusal.errors
                )
            )
        )
