"""Two people at one stage of one review, in a real browser."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from nhiemky.org.vocab import RoleCode
from tests.cast import Tree, make_term, make_tree, make_user_with_role
from tests.cast_campaign import make_plan, make_review
from tests.journeys.conftest import SignIn, faults
from tests.journeys.walking import at, field, move, stages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

END = "den=17-4-2023&nhiem-ky=2020-2025"


@pytest.fixture
def tree(live_server: LiveServer) -> Tree:
    make_term("2020-2025", cut_off=date(2023, 3, 31))
    return make_tree()


def test_the_second_of_two_at_one_stage_is_told(tree: Tree, sign_in: SignIn) -> None:
    """Two windows show one review; both move it. The first move counts, the second person learns of it and loses nothing."""
    plan = make_plan(tree)
    review = make_review(plan.campaign, tree.commune, conference_on=date(2023, 2, 21))
    first, second = (
        sign_in(make_user_with_role(RoleCode.OFFICE, tree.commune, username=name))
        for name in ("nguoi-an", "nguoi-binh")
    )
    for page in (first, second):
        at(page, f"/so-ket/{review.pk}/?{END}", "Tiếp theo: Lập kế hoạch")
    move(first, "planned", "4-1-2023", "Họp Ban Thường vụ")
    move(second, "planned", "5-1-2023", "Chờ tổ công tác")
    assert stages(review) == ["planned"]
    expect(second.locator("[role=alert]").first).to_be_visible()
    expect(field(second, "reason")).to_have_value("Chờ tổ công tác")
    assert faults(second) == []
