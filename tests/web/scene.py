"""One of everything that the screens of organisation, people, documents and ledger show, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nhiemky.org.models import Person, Position, Role, User
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry import actions as registry
from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from nhiemky.registry.vocab import DirectiveType
from tests.cast import NOW, Tree, give, make_directive, make_position, make_term, make_user

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@dataclass(frozen=True)
class Scene:
    """Lê Thị Hoa holds a position and a role in Tân Thanh Tây; the district keeps two linked documents, one with a file."""

    tree: Tree
    person: Person
    user: User
    role: Role
    position: Position
    resolution: Directive
    plan: Directive
    link: DirectiveLink
    file: DirectiveFile

    def at(self, address: str) -> str:
        """Give an address with the ids of this scene in the place of names in braces."""
        return address.format(
            person=self.person.pk,
            role=self.role.pk,
            position=self.position.pk,
            directive=self.plan.pk,
            link=self.link.pk,
            file=self.file.pk,
        )


def make_scene(tree: Tree) -> Scene:
    """Make one of everything in the usual tree."""
    user = make_user("lethihoa", unit=tree.commune, full_name="Lê Thị Hoa", password="cây dừa nước 2023")
    assert user.person is not None
    role = give(user, RoleCode.EDITOR, tree.commune)
    position = make_position(user.person, tree.commune, "Bí thư", signs=True)
    term = make_term("2020-2025")
    resolution = make_directive(
        "01-NQ/HU",
        holder=tree.district,
        type=DirectiveType.RESOLUTION,
        issuer_name="Huyện ủy Mỏ Cày Bắc",
        term=term,
        issued_on=date(2020, 8, 20),
        excerpt="Nghị quyết Đại hội lần thứ XI",
        congress_resolution=True,
    )
    plan = make_directive(
        "165-KH/HU",
        holder=tree.district,
        issuer_name="Huyện ủy Mỏ Cày Bắc",
        issuer=tree.district,
        term=term,
        issued_on=date(2022, 11, 3),
        implements=resolution,
    )
    file = registry.attach_file(SYSTEM_ACTOR, directive=plan, name="165-KH-HU.pdf", data=PDF, now=NOW)
    link = DirectiveLink.objects.get(later=plan)
    return Scene(tree, user.person, user, role, position, resolution, plan, link, file)


# Pages that are looked at, and forms
PAGES = (
    "/to-chuc/",
    "/to-chuc/28927/",
    "/can-bo/{person}/",
    "/van-ban/",
    "/van-ban/cay/",
    "/van-ban/{directive}/",
    "/tim/",
    "/doi-mat-khau/",
)
UNIT_PAGES = (
    "/to-chuc/them-don-vi/",
    "/to-chuc/sap-nhap/",
    "/to-chuc/28927/thay-doi/",
    "/to-chuc/28927/chia-tach/",
    "/to-chuc/28927/ket-thuc/",
    "/loai-don-vi/",
    "/nhiem-ky/",
    "/nhiem-ky/them/",
    "/nhiem-ky/2020-2025/",
)
PEOPLE_PAGES = (
    "/to-chuc/28927/chuc-vu/",
    "/to-chuc/28927/chuc-vu/{position}/thoi/",
    "/can-bo/",
    "/can-bo/them/",
    "/can-bo/{person}/sua/",
    "/can-bo/{person}/tai-khoan/",
    "/can-bo/{person}/chuc-vu/",
    "/can-bo/{person}/chuc-vu/{position}/thoi/",
    "/can-bo/{person}/vai-tro/",
    "/can-bo/{person}/vai-tro/{role}/thoi/",
)
REGISTRY_PAGES = (
    "/van-ban/them/",
    "/van-ban/{directive}/sua/",
    "/van-ban/{directive}/rut/",
    "/van-ban/{directive}/noi/",
    "/van-ban/{directive}/tep/",
    "/tep/{file}/huy/",
)
LEDGER_PAGES = ("/nhat-ky/", "/nhat-ky/1/")
ALL_PAGES = (*PAGES, *UNIT_PAGES, *PEOPLE_PAGES, *REGISTRY_PAGES, *LEDGER_PAGES)

# Addresses that only take posts
POSTS = (
    "/dang-xuat/",
    "/can-bo/{person}/loi-moi/",
    "/can-bo/{person}/khoa-mo/",
    "/van-ban/{directive}/dua-lai/",
    "/van-ban/{directive}/noi/{link}/bo/",
    "/tep/{file}/",
    "/tep/{file}/go/",
)
# Addresses that only show
SHOWN = (
    "/to-chuc/",
    "/to-chuc/28927/",
    "/nhiem-ky/",
    "/can-bo/",
    "/can-bo/{person}/",
    "/van-ban/",
    "/van-ban/cay/",
    "/van-ban/{directive}/",
    "/nhat-ky/",
    "/nhat-ky/1/",
    "/tim/",
)
FORMS = tuple(address for address in ALL_PAGES if address not in SHOWN)
