"""Who issues a paper of a unit on a day, who signs it and in whose stead, and who gets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.documents.outline import Authority, Recipients, Signing, untitled
from nhiemky.kernel.documents.profiles import Profile, profile_for
from nhiemky.org import queries as org
from nhiemky.org.models import UnitState

RECIPIENTS_ABOVE = "{superior} (báo cáo)"
RECIPIENTS_OWN = "Các đồng chí trong Ban Chấp hành"
STANDING = "Ban Thường vụ"
WITH_STANDING = re.compile(r"(Tỉnh|Thành|Huyện|Thị|Quận) (ủy|uỷ)\b")
COMMITTEE = re.compile(r"((Tỉnh|Thành|Huyện|Thị|Quận|Đảng|Chi) (ủy|uỷ)|Chi bộ)\b")
COUNCIL = re.compile(r"((Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\b")
INSPECTION = re.compile(r"(Ủy|Uỷ) ban Kiểm tra\b")
PEOPLES: Mapping[str, str] = {
    "Tỉnh ủy": "Ủy ban nhân dân tỉnh",
    "Thành ủy": "Ủy ban nhân dân thành phố",
    "Huyện ủy": "Ủy ban nhân dân huyện",
    "Thị ủy": "Ủy ban nhân dân thị xã",
    "Quận ủy": "Ủy ban nhân dân quận",
    "Đảng ủy": "Ủy ban nhân dân",
}
# Who heads a body, by how its name begins.
HEADS = (
    ("Ủy ban nhân dân", "Chủ tịch"), ("Hội đồng nhân dân", "Chủ tịch"), ("Ủy ban Kiểm tra", "Chủ nhiệm"), ("Ban", "Trưởng Ban"),
    ("Văn phòng", "Chánh Văn phòng"), ("Phòng", "Trưởng phòng"), ("Sở", "Giám đốc"),
)  # fmt: skip
SECRETARY = "Bí thư"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a paper and how it is signed: `body` is the collective or head in whose stead, empty where the head signs."""

    name: str
    superior: str
    symbol: str
    place: str
    body: str
    position: str
    signer: str
    recipients: tuple[str, ...]
    archive: str
    authority: Authority = Authority.ON_BEHALF

    @property
    def committee(self) -> str:
        """Who decides, in running text: "Ban Thường vụ Huyện ủy" where a standing committee signs, else the issuer's name."""
        found = WITH_STANDING.match(self.name)
        return f"{STANDING} {found[0]}" if found else self.name

    @property
    def signing(self) -> Signing:
        """This property will give the signing of a paper of this issuer."""
        authority = self.authority if self.body else Authority.NONE
        return Signing(position=self.position, name=self.signer, authority=authority, body=self.body)

    def stead(self, profile: Profile) -> str:
        """This function will say in whose stead a paper is signed, as the form writes it: "T/M ĐẢNG ỦY"; nothing for a head."""
        mark = profile.authority_mark(self.authority.value) if self.body else ""
        return f"{mark}{self.body}".replace("\n", ", ")

    def sent_to(self, *first: str) -> Recipients:
        """This function will give the recipients of a paper, those named here before the usual ones."""
        return Recipients((*first, *self.recipients), self.archive)


def profile_of(state: UnitState, day: date) -> Profile:
    """This function will give the official form that a unit writes in on a day."""
    return profile_for(day, state_body=state.type.state_body)


def issuer_of(state: UnitState, *, on: date) -> Issuer:
    """This function will say who issues a unit's papers on a day and how they are signed.

    A committee is collective (T/M); the head of a board or an office signs, a deputy in the head's stead (K/T). A people's
    committee is collective too, and its deputy chair signs for it in the chair's stead (Hướng dẫn 36-HD/VPTW, Nghị định 30).
    """
    name, state_body = state.committee_name, state.type.state_body
    above = org.ancestors(state, on=on)
    superior = above[-1].committee_name if above else ""
    holder = org.signer(state.unit, on)
    head = head_of(name, state_body=state_body)
    position = position_of(holder.title if holder else head, head)
    authority, body = _in_whose_stead(name, head, position, state_body=state_body)
    printed = _state_superior(name, superior) if state_body else superior
    return Issuer(
        name=name,
        superior=printed,
        symbol=state.symbol,
        place=state.place,
        body=body,
        position=position,
        signer=untitled(holder.person.full_name, state=state_body) if holder else "",
        recipients=_recipients(printed, superior, name, state_body=state_body),
        archive=_archive(name, state_body=state_body),
        authority=authority,
    )


def body_of(committee_name: str) -> str:
    """This function will give the collective that signs (T/M): "ĐẢNG ỦY", "BAN THƯỜNG VỤ", "CHI BỘ", "ỦY BAN KIỂM TRA", "ỦY BAN
    NHÂN DÂN"; nothing for a board or an office, whose head signs."""
    if WITH_STANDING.match(committee_name):
        return STANDING.upper()
    found = next(
        filter(None, (each.match(committee_name) for each in (COMMITTEE, COUNCIL, INSPECTION))), None
    )
    if found:
        return found[0].upper()
    return "" if head_of(committee_name) != SECRETARY else "ĐẢNG ỦY"


def head_of(name: str, *, state_body: bool = False) -> str:
    """This function will give the title of who heads a body, by its name: "Bí thư", "Chủ tịch", "Trưởng Ban"…"""
    spelled = name.replace("uỷ", "ủy").replace("Uỷ", "Ủy")
    usual = "Thủ trưởng" if state_body else SECRETARY
    return next((title for beginning, title in HEADS if spelled.startswith(f"{beginning} ")), usual)


def position_of(title: str, head: str) -> str:
    """This function will give the position under which somebody signs: of several the one that fits the body, and never the
    body's name over again: "Phó Bí thư Đảng ủy, Chủ tịch" signs as "PHÓ BÍ THƯ"."""
    parts = [part.strip() for part in title.split(",")]
    part = next((each for each in parts if head.casefold() in each.casefold()), title.strip())
    found = re.match(rf"(phó )?{head}( thường trực)?(?!\w)", part, re.IGNORECASE)
    return (found[0] if found else part).upper()


def _in_whose_stead(name: str, head: str, position: str, *, state_body: bool) -> tuple[Authority, str]:
    deputy, council = position.startswith("PHÓ "), COUNCIL.match(name) is not None
    body = "" if state_body and not council else body_of(name)
    if body:
        stead = f"\nKT. {head.upper()}" if council and deputy else ""
        return Authority.ON_BEHALF, body + stead
    return (Authority.FOR_HEAD, head.upper()) if deputy else (Authority.NONE, "")


def _state_superior(name: str, committee: str) -> str:
    """Give the people's committee above an office; a people's committee or council prints none (Nghị định 30, Phụ lục I)."""
    if COUNCIL.match(name):
        return ""
    found = COMMITTEE.match(committee)
    people = PEOPLES.get(found[0].replace("uỷ", "ủy")) if found else None
    return f"{people}{committee.removeprefix(found[0])}" if found and people else committee


def _recipients(printed: str, superior: str, name: str, *, state_body: bool) -> tuple[str, ...]:
    above = dict.fromkeys(filter(None, (printed, superior)))
    named = (f"{STANDING} {each}" if WITH_STANDING.match(each) else each for each in above)
    lines = tuple(RECIPIENTS_ABOVE.format(superior=each) for each in named)
    return (*lines, RECIPIENTS_OWN) if COMMITTEE.match(name) and not state_body else lines


def _archive(name: str, *, state_body: bool) -> str:
    if state_body:
        return "Lưu: VT"
    found = COMMITTEE.match(name)
    if found is None:
        return "Lưu Văn phòng"
    return f"Lưu {found[0]}" if found[0].startswith("Chi") else f"Lưu Văn phòng {found[0]}"
