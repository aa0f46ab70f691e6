"""Forms of surveys: the plan, what is added to it, a visit, the conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.campaign.vocab import SurveyDraft, VisitDraft, VisitKind
from nhiemky.web.campaign.planning_forms import WatchedForm
from nhiemky.web.forms import DayField, LongTextField, PageForm, TextField, choices

Pairs = Iterable[tuple[str, str]]
MOST_SECTORS = 100


class SurveyForm(WatchedForm):
    """A survey as it is planned: name, days, who goes, on what paper."""

    name = TextField(label=gettext_lazy("Tên cuộc khảo sát"), max_length=300)
    planned_on = DayField(label=gettext_lazy("Ngày lập kế hoạch"))
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến ngày"))
    purpose = LongTextField(label=gettext_lazy("Mục đích, yêu cầu"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Đoàn khảo sát"), required=False)
    directive = forms.ChoiceField(label=gettext_lazy("Văn bản"), required=False)

    def __init__(self, *args: Any, teams: Pairs, directives: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = choices(teams, empty=_("chưa thành lập"))  # type: ignore[attr-defined]
        self.fields["directive"].choices = choices(directives, empty=_("chưa có trong sổ văn bản"))  # type: ignore[attr-defined]

    def draft(self) -> SurveyDraft:
        """This function will give the checked plan."""
        given = self.cleaned_data
        return SurveyDraft(
            given["name"], given["planned_on"], given["starts_on"], given["ends_on"], given["purpose"],
            int(given["team"]) if given["team"] else None, int(given["directive"]) if given["directive"] else None,
        )  # fmt: skip


class PlacesForm(PageForm):
    """Units and sectors to visit, by whom and when."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Địa phương, đơn vị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sectors = LongTextField(
        label=gettext_lazy("Ngành"), required=False, help_text=gettext_lazy("Mỗi dòng một ngành, cơ quan.")
    )
    visit_on = DayField(label=gettext_lazy("Ngày dự kiến"), required=False)
    by = TextField(label=gettext_lazy("Người đi khảo sát"), required=False, max_length=300)
    on = DayField(label=gettext_lazy("Đưa vào kế hoạch từ ngày"))

    def __init__(self, *args: Any, units: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]

    def clean_sectors(self) -> list[str]:
        """This function will give the sectors, a line each; empty lines are left out."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["sectors"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_SECTORS:
            raise forms.ValidationError(_("Không quá %(most)d ngành một lần.") % {"most": MOST_SECTORS})
        return found

    def drafts(self) -> list[VisitDraft]:
        """This function will give the places: units first, then sectors."""
        given = self.cleaned_data
        shared = {"planned_on": given["visit_on"], "by": given["by"]}
        return [
            *(VisitDraft("", VisitKind.COMMUNE, int(unit), **shared) for unit in given["units"]),
            *(VisitDraft(name, VisitKind.SECTOR, None, **shared) for name in given["sectors"]),
        ]


class PlanSurveyForm(SurveyForm, PlacesForm):
    """A new survey with its first places."""

    on = None  # type: ignore[assignment]  # the places are there from the day of the plan

    def __init__(self, *args: Any, teams: Pairs, directives: Pairs, units: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, teams=teams, directives=directives, units=units, **kwargs)


class VisitPlanForm(PageForm):
    """When the team is to come, and who goes."""

    day = DayField(label=gettext_lazy("Ngày dự kiến"), required=False)
    by = TextField(label=gettext_lazy("Người đi khảo sát"), required=False, max_length=300)


class VisitForm(PageForm):
    """When the team came, and what it saw in short."""

    visited_on = DayField(label=gettext_lazy("Ngày khảo sát"))
    outcome = LongTextField(label=gettext_lazy("Tóm tắt kết quả"), required=False)


class ConclusionForm(PageForm):
    """What the survey came to."""

    on = DayField(label=gettext_lazy("Ngày kết luận"))
    conclusion = LongTextField(
        label=gettext_lazy("Kết luận khảo sát"), widget=forms.Textarea(attrs={"rows": 8})
    )
