"""The scenario as it stands in the database after loading: every fact of the article, by the acts of users."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Invalid
from nhiemky.kernel.sheets.form import FormRow
from nhiemky.org.models import Person, Position, Role, Term, Unit, UnitState, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.queries import actor_of, default_term, signer, state_of, tree, visible_states
from nhiemky.org.vocab import RoleCode, Verb
from nhiemky.registry.models import Directive
from nhiemky.registry.queries import chain, directives, doubts, forest, resolutions
from nhiemky.scenario import facts
from nhiemky.scenario.loader import FORM_NAME, FREEZE_LABEL, load, pilot_form, target_row
from nhiemky.scenario.queries import is_empty, is_scenario
from nhiemky.targets.vocab import RollUpRule
from tests.cast_scenario import NOW, Loaded

COMMUNES = [
    ("28889", "Phú Mỹ"),
    ("28901", "Hưng Khánh Trung A"),
    ("28906", "Thanh Tân"),
    ("28909", "Thạnh Ngãi"),
    ("28912", "Tân Phú Tây"),
    ("28915", "Phước Mỹ Trung"),
    ("28918", "Tân Thành Bình"),
    ("28921", "Thành An"),
    ("28924", "Hòa Lộc"),
    ("28927", "Tân Thanh Tây"),
    ("28933", "Tân Bình"),
    ("28936", "Nhuận Phú Tân"),
    ("28948", "Khánh Thạnh Tân"),
]


@pytest.fixture(autouse=True)
def loaded(scenario: Loaded, db: None) -> Loaded:
    return scenario


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def acting(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), today=NOW.date())


class TestOrganisation:
    """FACTS S1."""

    def test_the_thirteen_communes_stand_below_the_district_with_their_official_codes(self) -> None:
        district = state_of(SYSTEM_ACTOR, unit_code="838", on=facts.CUT_OFF)
        below = visible_states(SYSTEM_ACTOR, on=facts.CUT_OFF, under=district, types=["commune"])
        assert [(state.unit.code, state.short_name) for state in below] == COMMUNES
        assert {state.parent_id for state in below} == {district.unit_id}

    def test_committees_bear_their_names_and_signs(self) -> None:
        states = [state_of(SYSTEM_ACTOR, unit_code=code, on=facts.CUT_OFF) for code in ("83", "838", "28927")]
        assert [(state.name, state.committee_name, state.symbol) for state in states] == [
            ("Đảng bộ tỉnh Bến Tre", "Tỉnh ủy Bến Tre", "TU"),
            ("Đảng bộ huyện Mỏ Cày Bắc", "Huyện ủy Mỏ Cày Bắc", "HU"),
            ("Đảng bộ xã Tân Thanh Tây", "Đảng ủy xã Tân Thanh Tây", "ĐU"),
        ]

    def test_boards_direct_committees_and_six_sectors_are_there(self) -> None:
        kinds = Counter(node.state.type.code for node in tree(SYSTEM_ACTOR, on=facts.CUT_OFF))
        assert kinds == {
            "province": 1,
            "province_board": 6,
            "district": 1,
            "district_board": 5,
            "commune": 13,
            "direct_committee": 2,
            "direct_cell": 3,
            "sector": 6,
        }

    def test_only_what_the_article_names_is_not_illustrative(self) -> None:
        real = set(Unit.objects.filter(illustrative=False).values_list("code", flat=True))
        assert real == {"83", "838", *(code for code, _ in COMMUNES)}

    def test_units_hold_from_the_beginning_without_an_end(self) -> None:
        spans = set(UnitState.objects.values_list("valid_from", "valid_to"))
        assert spans == {(facts.BEGUN, None)}

    def test_sectors_write_in_the_form_of_state_bodies(self) -> None:
        states = UnitState.objects.filter(type__state_body=True)
        assert {state.type.code for state in states.select_related("type")} == {"sector"}

    def test_every_commune_district_and_province_has_somebody_who_signs(self) -> None:
        for code in ("83", "838", *(code for code, _ in COMMUNES)):
            held = signer(unit(code), facts.CUT_OFF)
            assert held is not None, code
        secretary = signer(unit("838"), facts.CUT_OFF)
        assert secretary is not None
        assert (secretary.person.full_name, secretary.title) == ("Nguyễn Văn Trung", "Bí thư")


class TestTerm:
    """FACTS S2."""

    def test_the_term_plans_2021_to_2025_and_is_shown_at_the_day_of_the_conference(self) -> None:
        term = Term.objects.get()
        assert (term.label, term.first_year, term.last_year, term.cut_off) == (
            "2020-2025",
            2021,
            2025,
            date(2023, 2, 21),
        )
        assert default_term(facts.CUT_OFF) == term

    @pytest.mark.parametrize(
        ("code", "issuer"),
        [
            ("83", "Đại hội Đảng bộ tỉnh Bến Tre lần thứ XI"),
            ("838", "Đại hội Đảng bộ huyện Mỏ Cày Bắc lần thứ XII"),
            ("28927", "Đại hội Đảng bộ xã Tân Thanh Tây"),
        ],
    )
    def test_each_level_has_its_congress_resolution(self, code: str, issuer: str) -> None:
        found = resolutions(unit(code), Term.objects.get())
        assert issuer in [row.issuer_name for row in found]
        assert {row.type for row in found} == {"nghi_quyet"}

    def test_resolutions_follow_from_one_another_up_to_the_national_congress(self) -> None:
        (lowest,) = resolutions(unit("28927"), Term.objects.get())
        names = [node.directive.issuer_name for node in chain(SYSTEM_ACTOR, directive=lowest)]
        assert names == [
            "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
            "Đại hội Đảng bộ tỉnh Bến Tre lần thứ XI",
            "Đại hội Đảng bộ huyện Mỏ Cày Bắc lần thứ XII",
            "Đại hội Đảng bộ xã Tân Thanh Tây",
        ]


class TestRegister:
    """FACTS S3."""

    @pytest.mark.parametrize(
        ("symbol", "issued_on", "holder", "kind"),
        [
            ("163-KH/TU", date(2022, 9, 8), "83", "ke_hoach"),
            ("165-KH/HU", date(2022, 9, 28), "838", "ke_hoach"),
            ("16-CTr/HU", date(2021, 12, 30), "838", "chuong_trinh"),
            ("09-CTr/HU", date(2021, 5, 12), "838", "chuong_trinh"),
            ("01-KL/TW", None, "83", "ket_luan"),
        ],
    )
    def test_documents_have_number_date_and_register(
        self, symbol: str, issued_on: date | None, holder: str, kind: str
    ) -> None:
        row = Directive.objects.select_related("holder").get(symbol=symbol)
        assert (row.issued_on, row.holder.code, row.type) == (issued_on, holder, kind)
        assert list(directives(SYSTEM_ACTOR, text=symbol)) == [row]

    def test_the_district_plan_implements_that_of_the_province(self) -> None:
        plan = Directive.objects.get(symbol="165-KH/HU")
        around = [
            (node.depth, node.directive.symbol or node.directive.excerpt[:26], node.repeated)
            for node in chain(SYSTEM_ACTOR, directive=plan)
        ]
        assert around == [
            (0, "Nghị quyết Đại hội đại biể", False),
            (1, "Nghị quyết Đại hội Đảng bộ", False),
            (2, "163-KH/TU", False),
            (3, "165-KH/HU", False),
            (4, "Quyết định thành lập Tổ cô", False),
            (5, "Thông báo phân công thành ", False),
            (4, "Quyết định thành lập Đoàn ", False),
            (5, "Thông báo phân công thành ", False),
            (4, "Công văn về rút kinh nghiệ", False),
            (4, "Quyết định thành lập Tổ bi", False),
            (5, "Thông báo phân công thành ", False),
            (2, "Nghị quyết Đại hội Đảng bộ", False),
            (3, "165-KH/HU", True),
        ]

    def test_the_editorial_team_is_founded_by_a_decision_and_assigned_by_a_notice(self) -> None:
        notice = Directive.objects.get(type="thong_bao", issued_on=None)
        types = [node.directive.type for node in chain(SYSTEM_ACTOR, directive=notice)]
        assert types[types.index("thong_bao") - 1] == "quyet_dinh"
        assert Directive.objects.filter(number__isnull=True, type="quyet_dinh").count() == 3

    def test_no_real_document_looks_doubtful_but_for_the_missing_date(self) -> None:
        found = {
            row.symbol: [doubt.code for doubt in doubts(row)] for row in Directive.objects.all() if row.symbol
        }
        assert found == {
            "163-KH/TU": [],
            "165-KH/HU": [],
            "16-CTr/HU": [],
            "09-CTr/HU": [],
            "01-KL/TW": ["no_date"],
        }

    def test_the_pilot_reads_the_whole_register_of_the_levels_above(self) -> None:
        assert directives(acting("vanphong.ttt")).count() == Directive.objects.count() == 16
        assert len([node for node in forest(acting("vanphong.ttt")) if not node.repeated]) == 16


class TestTargets:
    """FACTS S10, out of the database."""

    def test_the_bands_of_the_pilot_are_computed_and_frozen(self) -> None:
        from nhiemky.kernel.scoring import DEFAULT_SCHEME
        from nhiemky.reporting.board import unit_board

        state = state_of(SYSTEM_ACTOR, unit_code="28927", on=facts.CUT_OFF)
        board = unit_board(
            SYSTEM_ACTOR, state=state, term=Term.objects.get(), as_of=facts.CUT_OFF, scheme=DEFAULT_SCHEME
        )
        assert [(band.code, band.count) for band in board.bands][:5] == [
            ("met", 15),
            ("over_90", 2),
            ("over_75", 4),
            ("over_50", 3),
            ("under_50", 1),
        ]
        frozen = LedgerLine.objects.get(
            act="figures.frozen", branch=state.path, summary__contains=FREEZE_LABEL
        )
        assert isinstance(frozen.after, dict)
        assert (frozen.after["label"], frozen.after["cut_off"]) == (FREEZE_LABEL, "2023-02-21")

    def test_figures_of_the_pilot_came_by_its_office_and_its_secretary(self) -> None:
        path = state_of(SYSTEM_ACTOR, unit_code="28927", on=facts.CUT_OFF).path
        people = ("Lê Văn Được", "Nguyễn Thanh Ấn")
        acts = LedgerLine.objects.filter(branch=path, actor_name__in=people).order_by("sequence")
        names = [line.actor_name for line in acts if line.object_kind in {"unit", "batch", "freeze"}]
        assert set(names) == set(people)
        assert names == sorted(names, key=people.index)

    def test_the_pilot_form_is_read_back_from_its_own_bytes(self) -> None:
        seeds = [seed for seed in facts.target_seeds() if seed.unit_code == facts.PILOT]
        data = pilot_form(seeds)
        assert (len(seeds), data[:2]) == (25, b"PK")
        assert FORM_NAME == "tan-thanh-tay-ket-qua-den-21-2-2023.xlsx"
        assert FormRow.__name__ == "FormRow"

    def test_every_target_of_a_seed_is_marked_illustrative_and_kept_exactly(self) -> None:
        for seed in facts.target_seeds():
            row = target_row(seed)
            assert row.illustrative
            assert (row.number, row.name, row.group) == (seed.number, seed.name, seed.group)
            assert all(isinstance(value, Decimal) for _, value in row.phased)
            wanted = (
                RollUpRule.SUM if seed.goal.kind and seed.goal.kind.value == "accumulate" else RollUpRule.NONE
            )
            assert row.roll_up is wanted


class TestPeople:
    ROLES = (
        ("bithu.mcb", RoleCode.LEADER, "838"),
        ("vanphong.tinh", RoleCode.OFFICE, "83"),
        ("phobithu.tinh", RoleCode.LEADER, "83"),
        ("vanphong.mcb", RoleCode.OFFICE, "838"),
        ("tocongtac.mcb", RoleCode.OVERSEER, "838"),
        ("khaosat.mcb", RoleCode.SURVEYOR, "838"),
        ("bithu.ttt", RoleCode.LEADER, "28927"),
        ("phobithu.ttt", RoleCode.LEADER, "28927"),
        ("vanphong.ttt", RoleCode.OFFICE, "28927"),
        ("bientap.ttt", RoleCode.EDITOR, "28927"),
        ("bithu.tb", RoleCode.LEADER, "28933"),
        ("vanphong.tb", RoleCode.OFFICE, "28933"),
        ("quantri", RoleCode.ADMINISTRATOR, "83"),
    )

    def test_thirteen_accounts_hold_one_role_each(self) -> None:
        rows = Role.objects.order_by("id").values_list("user__username", "code", "unit__code")
        assert [tuple(row) for row in rows] == [(name, role.value, code) for name, role, code in self.ROLES]

    @pytest.mark.parametrize(("username", "role", "code"), ROLES)
    def test_each_reaches_its_own_unit(self, username: str, role: RoleCode, code: str) -> None:
        path = state_of(SYSTEM_ACTOR, unit_code=code, on=facts.CUT_OFF).path
        actor = acting(username)
        assert actor.may(Verb.SEE, path)
        assert actor.may(Verb.ENTER_RESULTS, path) is (role is RoleCode.OFFICE)
        assert actor.may(Verb.CONFIRM_RESULTS, path) is (role is RoleCode.LEADER)
        assert actor.may(Verb.KEEP_ROLES, path) is (role is RoleCode.ADMINISTRATOR)

    def test_offices_see_only_their_own_branch(self) -> None:
        seen = {name: len(visible_states(acting(name), on=facts.CUT_OFF)) for name, _, _ in self.ROLES}
        assert (seen["vanphong.ttt"], seen["vanphong.mcb"], seen["vanphong.tinh"]) == (1, 30, 37)

    def test_every_password_opens_its_account_and_no_other(self, loaded: Loaded) -> None:
        passwords = [each.password for each in loaded.sign_ins]
        assert len(set(passwords)) == len(passwords) == 13
        assert min(len(password) for password in passwords) >= 12
        for each in loaded.sign_ins:
            user = User.objects.get(username=each.username)
            assert user.check_password(each.password)
            assert not user.check_password(passwords[passwords.index(each.password) - 1])
            assert (user.is_superuser, user.is_staff, user.is_active) == (False, False, True)

    def test_sign_ins_tell_who_it_is(self, loaded: Loaded) -> None:
        first = loaded.sign_ins[0]
        assert (first.username, first.name, first.title, first.unit) == (
            "bithu.mcb",
            "Nguyễn Văn Trung",
            "Bí thư",
            "838",
        )

    def test_no_password_stands_in_the_ledger(self, loaded: Loaded) -> None:
        lines = LedgerLine.objects.filter(object_kind="account").values("summary", "before", "after")
        written = str(list(lines))
        assert [each.username for each in loaded.sign_ins if each.password in written] == []

    def test_all_but_the_secretary_of_the_article_are_illustrative(self) -> None:
        assert [each.full_name for each in Person.objects.filter(illustrative=False)] == ["Nguyễn Văn Trung"]
        assert (Person.objects.count(), Position.objects.count()) == (24, 24)


class TestLedger:
    def test_lines_per_act_are_as_many_as_there_are_rows(self) -> None:
        found = Counter(LedgerLine.objects.values_list("act", flat=True))
        once = {"add_term": 1, "scenario.loaded": 1}
        rows = {
            "add_unit_type": 9,
            "add_unit": 37,
            "add_person": 24,
            "add_position": 24,
            "add_account": 13,
            "give_role": 13,
            "invite": 13,
            "accept_invitation": 13,
            "add_directive": 16,
            "link": 15,
        }
        assert {act: found[act] for act in {**once, **rows}} == {**once, **rows}

    def test_the_chain_holds_and_the_last_line_signs_it(self) -> None:
        assert verify().ok
        last = LedgerLine.objects.order_by("-sequence")[0]
        assert (last.act, last.object_kind, last.object_id, last.branch, last.actor_name) == (
            "scenario.loaded",
            "scenario",
            "2020-2025",
            "/",
            "hệ thống",
        )
        assert last.summary == "Tạo dữ liệu mẫu huyện Mỏ Cày Bắc, nhiệm kỳ 2020-2025"
        assert last.after == {"units": 37, "accounts": 13}

    def test_every_line_names_an_object_and_stands_in_a_branch(self) -> None:
        bare = LedgerLine.objects.filter(object_id="") | LedgerLine.objects.filter(branch="")
        assert bare.count() == 0


class TestLoading:
    def test_steps_are_told_in_order_and_reach_the_whole(self, loaded: Loaded) -> None:
        names = [name for name, _, _ in loaded.steps]
        assert names[:3] == ["Đơn vị", "Cán bộ và tài khoản", "Văn bản"]
        assert names[-1] == "Đợt sơ kết giữa nhiệm kỳ"
        assert set(names[3:-1]) == {
            f"Chỉ tiêu và kết quả: {code}" for code in ("838", *(code for code, _ in COMMUNES))
        }
        assert [done for _, done, _ in loaded.steps] == list(range(len(names)))
        (whole,) = {whole for _, _, whole in loaded.steps}
        assert whole >= len(names)

    def test_the_data_know_that_they_are_the_scenario(self) -> None:
        assert (is_empty(), is_scenario()) == (False, True)

    def test_loading_twice_is_refused_and_changes_nothing(self) -> None:
        lines = LedgerLine.objects.count()
        with pytest.raises(Invalid) as refused, transaction.atomic():
            load(now=NOW)
        assert refused.value.message == "Nhiệm kỳ 2020-2025 đã có."
        assert LedgerLine.objects.count() == lines
