"""Every address of boards and reviews, asked for by everybody: the table says each status, and whoever is refused changed nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from nhiemky.history.models import LedgerLine
from nhiemky.org.vocab import RoleCode
from tests.cast import make_user
from tests.web.campaign.scene import Campaigns
from tests.web.conftest import visitor

# Who asks, about the district's campaign and the review of the second commune, in the order of the columns below
EVERYBODY: tuple[tuple[str, RoleCode | None], ...] = (
    ("province", RoleCode.OFFICE),
    ("district", RoleCode.OFFICE),
    ("district", RoleCode.LEADER),
    ("district", RoleCode.OVERSEER),
    ("district", RoleCode.ADMINISTRATOR),
    ("second", RoleCode.OFFICE),
    ("second", RoleCode.LEADER),
    ("second", RoleCode.EDITOR),
    ("second", RoleCode.DELEGATE),
    ("third", RoleCode.OFFICE),
    ("far", RoleCode.OFFICE),
    ("second", None),
)
# The address, then the status of looking at it and of posting nothing, for everybody in turn; one status stands for all
TABLE: tuple[tuple[str, str, str], ...] = (
    ("/dot-so-ket/?tat-ca=1", "200 200 200 200 200 200 200 200 200 200 200 403", "405"),
    ("/dot-so-ket/{c}/", "200 200 200 200 200 200 200 200 200 200 404 403", "405"),
    ("/dot-so-ket/{c}/bieu-do/", "200 200 200 200 200 200 200 200 200 200 404 403", "405"),
    ("/dot-so-ket/{c}/danh-gia/", "200 200 200 200 200 200 200 200 200 200 404 403", "405"),
    ("/dot-so-ket/{c}/excel/", "200 200 200 200 200 200 200 200 200 200 404 403", "405"),
    ("/so-ket/{second}/", "200 200 200 200 200 200 200 200 200 404 404 403", "405"),
    ("/so-ket/{second}/chuyen-giai-doan/", "200 200 200 403 403 200 200 200 403 404 404 403", "422 422 422 403 403 422 422 422 403 404 404 403"),
    ("/so-ket/{second}/ngay-ke-hoach/", "200 200 200 403 403 200 200 200 403 404 404 403", "200 200 200 403 403 200 200 200 403 404 404 403"),
    ("/so-ket/{second}/phu-trach/", "200 200 200 403 403 200 200 200 403 404 404 403", "422 422 422 403 403 422 422 422 403 404 404 403"),
    ("/so-ket/{second}/dua-ra/", "200 200 200 403 403 403 403 403 403 404 404 403", "422 422 422 403 403 403 403 403 403 404 404 403"),
    ("/so-ket/{second}/dua-lai/", "200 200 200 403 403 403 403 403 403 404 404 403", "422 422 422 403 403 403 403 403 403 404 404 403"),
    ("/so-ket/{second}/ke-tuc/", "404 404 404 403 403 403 403 403 403 404 404 403", "404 404 404 403 403 403 403 403 403 404 404 403"),
)  # fmt: skip


def browsers(campaigns: Campaigns) -> list[Client]:
    found = []
    for number, (where, role) in enumerate(EVERYBODY):
        state = getattr(campaigns.tree, where)
        if role is None:
            client = Client()
            client.force_login(make_user("khongvaitro", unit=state))
        else:
            client = visitor(role, state, f"nguoi{number}")
        found.append(client)
    return found


def stated(row: str) -> list[int]:
    found = [int(status) for status in row.split()]
    return found if len(found) == len(EVERYBODY) else found * len(EVERYBODY)


@pytest.mark.parametrize(("address", "looking", "posting"), TABLE)
def test_everybody_gets_what_the_table_says(
    campaigns: Campaigns, address: str, looking: str, posting: str
) -> None:
    clients, where = browsers(campaigns), campaigns.at(address)
    assert [client.get(where).status_code for client in clients] == stated(looking)
    before = LedgerLine.objects.count()
    found = []
    for client in clients:
        status = client.post(where).status_code
        found.append(status)
        grown = LedgerLine.objects.count() - before
        assert (status, grown) == (status, 1 if status == 302 else 0)
        before += grown
    assert found == stated(posting)


def test_who_is_not_signed_in_is_led_to_the_sign_in(campaigns: Campaigns) -> None:
    lines = LedgerLine.objects.count()
    for address, _looking, _posting in TABLE:
        answers = [Client().get(campaigns.at(address)), Client().post(campaigns.at(address))]
        assert {answer.status_code for answer in answers} <= {302, 405}
        led = [answer.headers["Location"] for answer in answers if answer.status_code == 302]
        assert (address, all("/dang-nhap/" in where for where in led)) == (address, True)
    assert LedgerLine.objects.count() == lines


@pytest.mark.parametrize(
    "address", [row[0] for row in TABLE if "{second}" not in row[0] and "excel" not in row[0]]
)
def test_pages_of_the_campaign_carry_no_word_of_units_that_are_not_reached(
    campaigns: Campaigns, address: str
) -> None:
    client = visitor(RoleCode.OFFICE, campaigns.tree.second, "vphai")
    text = client.get(campaigns.at(address)).content.decode()
    assert [name for name in ("Thạnh Ngãi", "Tân Thanh Tây", "Vĩnh Thành") if name in text] == []


@pytest.mark.parametrize("day", ["khong-phai-ngay", "31-2-2023", "1-1-1700", "1-1-2999", "%00", "<script>"])
def test_no_day_breaks_a_page(runner: Client, campaigns: Campaigns, day: str) -> None:
    for address, _looking, _posting in TABLE:
        answer = runner.get(campaigns.at(address), {"den": day, "tat-ca": "1"})
        assert (address, answer.status_code in (200, 404, 405)) == (address, True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert f"“{day}”" not in answer.content.decode() or "<" not in day
