"""The head and the foot of an official document: letterhead, signing, recipients, and how they are worded."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhiemky.kernel.documents.outline.blocks import Annex, Block, OutlineError, Section
from nhiemky.kernel.documents.profiles import Profile


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a document: who issues it, its number and symbol, place and day, type name and excerpt.

    `number` None leaves room to write the number by hand; `day` None leaves room for the day, of `year` if given.
    An empty `type_name` makes a letter (công văn): the excerpt then stands under the number.
    """

    issuer: str
    type_code: str
    issuer_code: str
    place: str
    type_name: str
    excerpt: str = ""
    superior: str = ""
    number: int | None = None
    day: date | None = None
    year: int | None = None
    draft: str = ""
    urgency: str = ""
    addressees: tuple[str, ...] = ()


class Authority(StrEnum):
    """In whose stead a document is signed; each form has its own way of writing it."""

    NONE = ""
    ON_BEHALF = "T/M"
    FOR_HEAD = "K/T"
    DELEGATED = "T/L"
    ACTING = "Q"


COLLECTIVE_BODIES = (
    "ĐẢNG ỦY", "ĐẢNG BỘ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "HUYỆN ỦY", "TỈNH ỦY", "THÀNH ỦY", "THỊ ỦY", "QUẬN ỦY",
    "CHI ỦY", "CHI BỘ", "ĐẠI HỘI", "ĐOÀN CHỦ TỊCH", "ỦY BAN KIỂM TRA", "ĐẢNG ĐOÀN", "BAN CÁN SỰ", "HỘI ĐỒNG",
    "BÍ THƯ", "BỘ CHÍNH TRỊ", "BCH", "BTV", "UBKT",
)  # fmt: skip


def is_collective(body: str) -> bool:
    """Tell whether a body decides together, so that nobody may sign in its head's stead (K/T)."""
    return body.upper().replace("UỶ", "ỦY").strip().startswith(COLLECTIVE_BODIES)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: authority, the body or head it stands for, position, name (empty leaves it to be written).

    A committee is collective, so K/T for it is refused, and a position never repeats the committee
    (source: Hướng dẫn 36-HD/VPTW, đề ký).
    """

    position: str
    name: str = ""
    authority: Authority = Authority.ON_BEHALF
    body: str = ""

    def __post_init__(self) -> None:
        if self.authority in (Authority.ON_BEHALF, Authority.FOR_HEAD, Authority.DELEGATED) and not self.body:
            raise OutlineError(f"Ký {self.authority} phải ghi rõ ký thay ai.")
        if self.authority is Authority.FOR_HEAD and is_collective(self.body):
            raise OutlineError(
                f"Không ký K/T đối với cấp ủy, cơ quan lãnh đạo tập thể ({self.body}); ký T/M và ghi chức vụ người ký."
            )
        committee = self.position.upper().replace("UỶ", "ỦY")
        if committee.startswith(("BÍ THƯ ", "PHÓ BÍ THƯ ")) and is_collective(
            committee.split("BÍ THƯ", 1)[1]
        ):
            raise OutlineError(f"Chức vụ người ký không ghi lại tên cấp ủy: “{self.position}”.")


_TITLE = (
    r"GS|PGS|TSKH|TS|ThS|CN|KS|KTS|BS|DS|(phó )?giáo sư|(tiến|thạc|bác|dược) s[ĩỹ]|cử nhân|kỹ sư|kiến trúc sư"
)
_RANK = r"(đại|thượng|trung|thiếu) (tướng|tá|úy|uý)"
_BEFORE_NAME = {
    state: re.compile(rf"(({_TITLE}{'' if state else f'|{_RANK}'})(?=[\s.,]|$)[\s.,]*)+", re.IGNORECASE)
    for state in (True, False)
}


def untitled(name: str, *, state: bool) -> str:
    """Return a signer's name as the forms print it: without academic titles and, in the Party, without a military rank.

    Source: Hướng dẫn 05-HD/VPTW (secondary sources), Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """
    found = _BEFORE_NAME[state].match(name)
    return name[found.end() :] if found else name


@dataclass(frozen=True, slots=True)
class Signatory:
    """One of two signers of minutes."""

    position: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class TwoSigners:
    """The signatures under minutes: the writer on the left, the chair on the right."""

    left: Signatory
    right: Signatory


@dataclass(frozen=True, slots=True)
class Recipients:
    """Lines under "Nơi nhận:" without dashes and punctuation; `archive` is the last line ("Lưu Văn phòng…")."""

    lines: tuple[str, ...]
    archive: str = "Lưu Văn phòng"

    def printed(self) -> tuple[str, ...]:
        """Return the lines as printed: dashes before, semicolons between, a full stop at the end."""
        lines = [line.strip().rstrip(";.,") for line in (*self.lines, self.archive) if line.strip()]
        return tuple(
            f"- {line}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, start=1)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """An official document: its form, its head, its body, who signs, who gets it, its appendices."""

    profile: Profile
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    signing: Signing | TwoSigners | None = None
    recipients: Recipients | None = None
    annexes: tuple[Annex, ...] = ()

    @property
    def title(self) -> str:
        """The title for the file's properties: type name and excerpt."""
        return " ".join(filter(None, (self.letterhead.type_name, self.letterhead.excerpt)))

    @property
    def opens_with_heading(self) -> bool:
        """Whether the text begins with a heading, which brings room of its own under type name and excerpt."""
        return not self.blocks or isinstance(self.blocks[0], Section)


def number_line(profile: Profile, letterhead: Letterhead) -> str:
    """Return number and symbol as the form writes them: "Số 05-BC/ĐU", "Số: 16/BC-UBND", with room if unnumbered."""
    number = "     " if letterhead.number is None else f"{letterhead.number:02d}"
    symbol = f"{letterhead.type_code}{profile.issuer_infix}{letterhead.issuer_code}"
    return f"{profile.number_prefix}{number}{profile.number_infix}{symbol}"


def place_date_line(letterhead: Letterhead) -> str:
    """Return place and day as written at the head: "Tân Thanh Tây, ngày 21 tháng 02 năm 2023", with room if undated.

    A day under 10 and the months January and February take a leading zero.
    """
    if letterhead.day is None:
        return f"{letterhead.place}, ngày      tháng      năm {letterhead.year or '      '}"
    day = letterhead.day
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{letterhead.place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def excerpt_line(profile: Profile, letterhead: Letterhead) -> str:
    """Return the excerpt as printed; a letter's carries the form's prefix ("về việc", "V/v") unless it has one."""
    if letterhead.type_name or not letterhead.excerpt:
        return letterhead.excerpt
    if letterhead.excerpt.lower().startswith(("v/v", "về việc")):
        return letterhead.excerpt
    return f"{profile.letter_excerpt_prefix}{letterhead.excerpt}"
