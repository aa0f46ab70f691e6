"""Run as a process of its own by test_at_once: the same act of org by many at the same moment."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial

from tests.org.actions.crowd import ledger, prepare, together

MANY = 6
MARCH = date(2023, 3, 1)


def main() -> dict[str, object]:
    """Let many act at once in every way that could go wrong, and give what they met and what is kept."""
    from nhiemky.history.models import LedgerLine
    from nhiemky.org import actions as org
    from nhiemky.org.models import Role, Succession, UnitState, User
    from nhiemky.org.policy import SYSTEM_ACTOR, valid_at
    from nhiemky.org.vocab import RoleCode
    from tests import cast

    heard: dict[str, object] = {}
    tree = cast.make_tree()
    first = partial(
        org.first_administrator, full_name="Quản trị", username="quantri", now=cast.NOW, today=cast.TODAY
    )
    heard["first administrator"] = together([first] * MANY)
    heard["administrators"] = User.objects.filter(username="quantri").count()

    user = cast.make_user("le.an", unit=tree.commune)
    secret = org.invite(SYSTEM_ACTOR, user=user, now=cast.NOW)
    heard["link"] = together(
        [
            partial(org.accept_invitation, secret, f"nước lớn đầy kênh {number}", cast.NOW)
            for number in range(MANY)
        ]
    )
    heard["link lines"] = LedgerLine.objects.filter(act="accept_invitation").count()
    heard["role"] = together([partial(cast.give, user, RoleCode.OFFICE, tree.commune)] * MANY)
    heard["roles"] = user.roles.count()

    person = cast.make_person("Lê Bình", keeper=tree.commune)
    account = partial(org.add_account, SYSTEM_ACTOR, person=person, username="le.binh")
    heard["account"] = together([account] * MANY)

    heard["code"] = together(
        [
            partial(cast.make_unit, f"Xã {number}", code="29999", parent=tree.district)
            for number in range(MANY)
        ]
    )
    heard["name"] = together(
        [
            partial(cast.make_unit, "Cùng tên", code=f"3000{number}", parent=tree.district)
            for number in range(MANY)
        ]
    )

    admins = [
        cast.make_user_with_role(RoleCode.ADMINISTRATOR, tree.far, username=f"qt{number}", password="")
        for number in range(2)
    ]
    Role.objects.filter(unit__code="83").update(valid_to=date(2023, 2, 22))
    heard["two administrators"] = together(
        [partial(org.end_role, SYSTEM_ACTOR, role=each.roles.get(), on=MARCH) for each in admins]
    )
    heard["left"] = Role.objects.filter(valid_at(MARCH), code="administrator", unit=tree.far.unit).count()

    changes = [
        partial(org.change_unit, SYSTEM_ACTOR, unit=tree.third.unit, on=MARCH, short_name=f"Tên {number}")
        for number in range(MANY)
    ]
    heard["change"] = together(changes)
    heard["states"] = UnitState.objects.filter(unit=tree.third.unit).count()

    heard["merge"] = together(
        [
            partial(
                org.merge_units, SYSTEM_ACTOR, predecessors=[tree.commune.unit], successor=into.unit, on=MARCH
            )
            for into in (tree.second, tree.far, tree.other_district)
        ]
    )
    heard["successions"] = Succession.objects.filter(predecessor=tree.commune.unit).count()

    moves = [
        partial(org.change_unit, SYSTEM_ACTOR, unit=unit.unit, on=MARCH, parent=parent.unit)
        for unit, parent in ((tree.district, tree.other_district), (tree.other_district, tree.district))
    ]
    heard["two moves into one another"] = together(moves)

    guesses = partial(org.sign_in, "le.an", "sai", "10.0.0.1", cast.NOW)
    heard["guesses"] = together([guesses] * 12)
    heard["people"] = together(
        [partial(cast.make_person, f"Người {number}", keeper=tree.far) for number in range(MANY)]
    )
    heard["ledger"] = ledger()
    return heard


if __name__ == "__main__":
    prepare()
    json.dump(main(), sys.stdout, ensure_ascii=False)
