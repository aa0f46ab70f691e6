"""What all papers of a campaign share: the kinds, how a directive is cited, head and foot in official form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.campaign.models import Campaign
from nhiemky.kernel.documents.outline import (
    Annex,
    Block,
    Bullet,
    Document,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
)
from nhiemky.kernel.documents.profiles import Profile
from nhiemky.kernel.viet.dates import write_date
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor
from nhiemky.registry.models import Directive
from nhiemky.registry.queries import directives_among
from nhiemky.registry.vocab import SECRET_GRADES, TYPE_NAMES, Confidentiality, DirectiveType
from nhiemky.reporting.issuer import Issuer, issuer_of, profile_of

ILLUSTRATIVE = "(Văn bản có nội dung minh họa.)"
_COMMITTEES = frozenset(
    {"Đảng ủy", "Đảng bộ", "Huyện ủy", "Quận ủy", "Thị ủy", "Thành ủy", "Tỉnh ủy", "Trung ương"}
)


class PaperKind(StrEnum):
    """The papers of a campaign that are composed from its data."""

    FOUNDING = "founding"
    ASSIGNMENT = "assignment"
    SURVEY = "survey"
    EXPERIENCE = "experience"
    PROGRESS = "progress"


PAPER_NAMES: Mapping[PaperKind, str | Promise] = {
    PaperKind.FOUNDING: _("Quyết định thành lập"),
    PaperKind.ASSIGNMENT: _("Thông báo phân công"),
    PaperKind.SURVEY: _("Báo cáo kết quả khảo sát"),
    PaperKind.EXPERIENCE: _("Báo cáo rút kinh nghiệm"),
    PaperKind.PROGRESS: _("Báo cáo tiến độ"),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """What the issuing office adds: the day of the paper, its number, a draft mark; what is not given is left to the hand."""

    day: date | None = None
    number: int | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues a paper, as it stood on the day that the paper speaks of, and in which form."""

    issuer: Issuer
    profile: Profile
    on: date
    dated: Dated

    @property
    def collective(self) -> str:
        """This property will give who decides, in running text: "Ban Thường vụ Huyện ủy", "Đảng ủy xã Tân Thanh Tây"."""
        return self.issuer.committee

    @property
    def comrade(self) -> str:
        """This property will give how people are spoken of: comrades in the Party, not in state bodies."""
        return "ông (bà)" if self.profile.state else "đồng chí"


def office_of(state: UnitState, *, on: date, dated: Dated) -> Office:
    """This function will give the office of a unit that issues a paper."""
    day = dated.day or on
    return Office(issuer_of(state, on=day), profile_of(state, day), on, dated)


def paper(
    office: Office,
    *,
    excerpt: str,
    blocks: Sequence[Block],
    recipients: Sequence[str],
    type_code: str = "BC",
    type_name: str = "BÁO CÁO",
    annexes: Sequence[Annex] = (),
    illustrative: bool = False,
) -> Document:
    """This function will put head and foot of the official form around what a paper says, a report unless it is
    said to be something else, and say that it only illustrates."""
    issuer, dated = office.issuer, office.dated
    return Document(
        profile=office.profile,
        letterhead=Letterhead(
            issuer=issuer.name,
            superior=issuer.superior,
            type_code=type_code,
            issuer_code=issuer.symbol,
            place=issuer.place,
            type_name=type_name,
            excerpt=excerpt,
            number=dated.number,
            day=dated.day,
            year=office.on.year,
            draft=dated.draft,
        ),
        blocks=(*((Paragraph(Run(ILLUSTRATIVE, italic=True)),) if illustrative else ()), *blocks),
        signing=issuer.signing,
        recipients=Recipients(tuple(recipients), issuer.archive),
        annexes=tuple(annexes),
    )


def upwards(office: Office) -> tuple[str, ...]:
    """This function will give the superior as the first recipient; none for the highest unit."""
    return tuple(line for line in office.issuer.recipients if line.endswith("(báo cáo)"))


def basis(actor: Actor, campaign: Campaign) -> list[Directive]:
    """This function will give the directives that a campaign and those above it carry out, the superior's first, as far as the
    actor may see them in the register."""
    found: list[Directive] = []
    each: Campaign | None = campaign
    while each is not None:
        if each.directive is not None:
            found.insert(0, each.directive)
        each = each.parent
    return seen_only(actor, found)


def seen_only(actor: Actor, directives: Sequence[Directive]) -> list[Directive]:
    """This function will leave out the directives that the actor may not see."""
    seen = set(directives_among(actor, [each.pk for each in directives]).values_list("pk", flat=True))
    return [each for each in directives if each.pk in seen]


def titled(directive: Directive) -> str:
    """This function will name a directive by type, symbol and day: "Kế hoạch số 165-KH/HU, ngày 28-9-2022"."""
    name = str(TYPE_NAMES[DirectiveType(directive.type)])
    day = f"ngày {write_date(directive.issued_on)}" if directive.issued_on else ""
    if directive.symbol:
        return ", ".join(filter(None, (f"{name} số {directive.symbol}", day)))
    return f"{name} {day}".rstrip()


def cited(directive: Directive) -> str:
    """This function will cite a directive in running text: type, symbol, day, issuer, and what it is about.

    Of a secret one, what it is about is left out.
    """
    if directive.congress_resolution:
        return directive.excerpt
    name = str(TYPE_NAMES[DirectiveType(directive.type)])
    about = "" if Confidentiality(directive.confidentiality) in SECRET_GRADES else directive.excerpt.strip()
    if about.lower().startswith(name.lower()):
        about = f" {about[len(name) :].strip()}"
    elif about.lower().startswith("về "):
        about = f" {lowered(about)}"
    elif about:
        about = f" về {lowered(about)}"
    return f"{titled(directive)} của {directive.issuer_name}{about}"


def listed(texts: Sequence[str], empty: str) -> list[Block]:
    """This function will give a list of sentences, or the sentence that there is nothing."""
    return [Bullet(sentence(text)) for text in texts] or [Paragraph(empty)]


def sentence(text: str) -> str:
    """This function will end a text as a sentence, once."""
    text = " ".join(text.split())
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def lowered(text: str) -> str:
    """This function will begin a text in small, to stand within a sentence; a name that it begins with stays as it is.

    A name is told by a second word with a capital ("Ban Thường vụ", "Lê Văn Nghĩa"), or is one of a committee.
    """
    first, _, rest = text.partition(" ")
    named = rest[:1].isupper() or f"{first} {rest.partition(' ')[0]}" in _COMMITTEES
    spelt = len(first) > 1 and first.isupper()
    return text if named or spelt else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """This function will begin a text with a capital."""
    return text[:1].upper() + text[1:]
