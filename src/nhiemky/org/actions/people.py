"""People and what they are in units."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, Json
from nhiemky.kernel.viet.collate import person_key
from nhiemky.kernel.viet.dates import write_date
from nhiemky.kernel.viet.fold import fold
from nhiemky.org.actions.units import check_order
from nhiemky.org.models import Person, Position, Unit
from nhiemky.org.policy import Actor, require, valid_at
from nhiemky.org.queries import keeping_path, path_of
from nhiemky.org.vocab import Verb, clean

validate_mail_length = MaxLengthValidator(254)


def keeps_person(actor: Actor, person: Person) -> str:
    """Give the path of a unit through which the actor keeps the person: the keeper's, or one where a position is held.

    :raises Denied: when there is none.
    """
    path = keeping_path(actor, person)
    if path is not None:
        return path
    require(actor, Verb.KEEP_PEOPLE, path_of(person.keeper_id, on=actor.today))
    raise Denied(_("Tài khoản của đồng chí không được cập nhật người này."))


def facts(person: Person) -> dict[str, Json]:
    """Give what the ledger keeps of a person."""
    return {
        "keeper": person.keeper_id,
        "full_name": person.full_name,
        "phone": person.phone,
        "email": person.email,
        "illustrative": person.illustrative,
    }


def _checked(person: Person) -> Person:
    errors = []
    if not person.full_name or len(person.full_name) > 150:
        errors.append(FieldError("full_name", _("Họ và tên có từ 1 đến 150 ký tự.")))
    if len(person.phone) > 30:
        errors.append(FieldError("phone", _("Số điện thoại dài quá 30 ký tự.")))
    try:
        if person.email:
            validate_email(person.email)
            validate_mail_length(person.email)
    except ValidationError:
        errors.append(FieldError("email", _("Địa chỉ thư điện tử không đúng.")))
    if errors:
        raise Invalid(*errors)
    person.sort_key = person_key(person.full_name)[:600]
    person.folded = fold(person.full_name)[:200]
    return person


@transaction.atomic
def add_person(
    actor: Actor,
    *,
    keeper: Unit,
    full_name: str,
    phone: str = "",
    email: str = "",
    illustrative: bool = False,
) -> Person:
    """Keep a person, whose entry the given unit keeps, and give the row.

    :raises Denied: to who does not keep the people of the keeper's branch.
    :raises Invalid: for an empty name, a wrong mail address, a phone number that is too long.
    """
    path = path_of(keeper.pk, on=actor.today)
    require(actor, Verb.KEEP_PEOPLE, path)
    person = _checked(
        Person(
            keeper=keeper,
            full_name=clean(full_name),
            phone=clean(phone),
            email=clean(email),
            illustrative=illustrative,
        )
    )
    person.save(force_insert=True)
    record(
        actor,
        act="add_person",
        object_kind="person",
        object_id=person.pk,
        summary=f"Thêm {person.full_name}",
        branch=path,
        before=None,
        after=facts(person),
    )
    return person


@transaction.atomic
def change_person(
    actor: Actor,
    *,
    person: Person,
    full_name: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    keeper: Unit | None = None,
) -> Person:
    """Change name, phone, mail address or keeper of a person; what is not given stays.

    :raises Denied: to who does not keep the people of a unit that the person belongs to, and of the new keeper.
    :raises Invalid: when nothing changes, or as when a person is added.
    """
    kept = Person.objects.select_for_update().get(pk=person.pk)
    path = keeps_person(actor, kept)
    before = facts(kept)
    if keeper is not None:
        require(actor, Verb.KEEP_PEOPLE, path_of(keeper.pk, on=actor.today))
        kept.keeper = keeper
    kept.full_name = kept.full_name if full_name is None else clean(full_name)
    kept.phone = kept.phone if phone is None else clean(phone)
    kept.email = kept.email if email is None else clean(email)
    if facts(_checked(kept)) == before:
        raise Invalid(FieldError("", _("Không có gì thay đổi.")))
    kept.save()
    record(
        actor,
        act="change_person",
        object_kind="person",
        object_id=kept.pk,
        summary=f"Sửa thông tin của {kept.full_name}",
        branch=path,
        before=before,
        after=facts(kept),
    )
    return kept


@transaction.atomic
def add_position(
    actor: Actor,
    *,
    person: Person,
    unit: Unit,
    title: str,
    valid_from: date,
    valid_to: date | None = None,
    signs: bool = False,
    official_order: int = 0,
) -> Position:
    """Keep that a person holds a position in a unit from a day on, and give the row.

    :raises Denied: to who does not keep the people of the unit's branch.
    :raises Invalid: for an empty title, an end before the beginning, or a unit that does not hold on the first day.
    """
    path = path_of(unit.pk, on=valid_from)
    require(actor, Verb.KEEP_PEOPLE, path)
    title = clean(title)
    if not title or len(title) > 150:
        raise Invalid(FieldError("title", _("Chức vụ có từ 1 đến 150 ký tự.")))
    check_order(official_order)
    check_dates(valid_from, valid_to)
    check_unit_holds(unit, valid_from)
    position = Position.objects.create(
        person=person,
        unit=unit,
        title=title,
        signs=signs,
        official_order=official_order,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(
        actor,
        act="add_position",
        object_kind="person",
        object_id=person.pk,
        summary=f"{person.full_name}: {title} từ ngày {write_date(valid_from)}",
        branch=path,
        before=None,
        after={
            "unit": unit.pk,
            "title": title,
            "signs": signs,
            "valid_from": valid_from,
            "valid_to": valid_to,
        },
    )
    return position


def check_dates(valid_from: date, valid_to: date | None) -> None:
    """Let pass an end that lies after the beginning.

    :raises Invalid: for any other.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise Invalid(FieldError("valid_to", _("Ngày kết thúc phải sau ngày bắt đầu.")))


def check_unit_holds(unit: Unit, on: date) -> None:
    """Let pass a unit that exists on the day.

    :raises Invalid: for any other.
    """
    if not unit.states.filter(valid_at(on)).exists():
        raise Invalid(
            FieldError(
                "unit",
                _("Đơn vị mã %(code)s không tồn tại vào ngày %(day)s.")
                % {"code": unit.code, "day": write_date(on)},
            )
        )


@transaction.atomic
def end_position(actor: Actor, *, position: Position, on: date) -> Position:
    """End a position on a day (the first on which it is no longer held) and give the row.

    :raises Denied: to who does not keep the people of the unit's branch.
    :raises Conflict: when it has ended already.
    :raises Invalid: for a day not after the beginning.
    """
    kept = Position.objects.select_for_update().get(pk=position.pk)
    path = path_of(kept.unit_id, on=on)
    require(actor, Verb.KEEP_PEOPLE, path)
    if kept.valid_to is not None and kept.valid_to <= on:
        raise Conflict(_("Chức vụ này đã kết thúc từ ngày %(day)s.") % {"day": write_date(kept.valid_to)})
    check_dates(kept.valid_from, on)
    before, kept.valid_to = kept.valid_to, on
    kept.save(update_fields=["valid_to"])
    record(
        actor,
        act="end_position",
        object_kind="person",
        object_id=kept.person_id,
        summary=f"{kept.person.full_name} thôi giữ chức vụ {kept.title} từ ngày {write_date(on)}",
        branch=path,
        before={"position": kept.pk, "valid_to": before},
        after={"position": kept.pk, "valid_to": on},
    )
    return kept
