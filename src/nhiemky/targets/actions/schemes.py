"""Adding band schemes beside those of the kernel."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history import actions as history
from nhiemky.history.vocab import FieldError, Invalid
from nhiemky.kernel.scoring import SCHEMES, Scheme
from nhiemky.org import policy as org_policy
from nhiemky.org.policy import Actor
from nhiemky.org.vocab import Verb
from nhiemky.targets.models import BandScheme
from nhiemky.targets.queries.schemes import scheme_data


@transaction.atomic
def add_scheme(actor: Actor, *, scheme: Scheme) -> BandScheme:
    """This function will keep a scheme (checked by the kernel when it was built) for every unit to choose.

    Whoever keeps units anywhere may add one. A scheme is never changed afterwards: reports name it.

    :raises Denied: for everybody else. :raises Invalid: when its name is taken, empty or too long.
    """
    branches = actor.branches(Verb.KEEP_UNITS)
    org_policy.require(actor, Verb.KEEP_UNITS, f"/{branches[0]}/" if branches else "/")
    if not scheme.name.strip() or len(scheme.name) > 40 or len(scheme.title) > 200:
        raise Invalid(FieldError("name", _("Tên bộ nhóm trống hoặc quá dài.")))
    if scheme.name in SCHEMES or BandScheme.objects.filter(name=scheme.name).exists():
        raise Invalid(FieldError("name", _("Đã có bộ nhóm mức đạt mang tên này.")))
    data = scheme_data(scheme)
    row = BandScheme.objects.create(
        name=scheme.name, title=scheme.title, bands=data["bands"], inclusive=scheme.inclusive
    )
    history.record(
        actor, act="scheme.added", object_kind="scheme", object_id=row.pk, branch="/",
        summary=_("Thêm bộ nhóm mức đạt “%(title)s”") % {"title": scheme.title},
        before=None, after={"name": data["name"], "bands": [[band["code"], band["threshold"]] for band in data["bands"]]},
    )  # fmt: skip
    return row
