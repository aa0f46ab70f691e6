"""Who may see and keep which line of the register.

A directive belongs to the register of its holder. Who sees the holder sees its register. What a superior unit holds is meant
for the units below: they see its lines too, except secret ones, and of files only those of public documents.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from nhiemky.history.vocab import Denied
from nhiemky.org.models import UnitState
from nhiemky.org.policy import Actor, require, valid_at
from nhiemky.org.queries import path_of, reached_units
from nhiemky.org.vocab import Verb
from nhiemky.registry.models import Directive, DirectiveFile
from nhiemky.registry.vocab import SECRET_GRADES, Confidentiality


def units_above(actor: Actor) -> set[int]:
    """Give the units in whose branch the actor holds a role that lets see, today."""
    own = {grant.unit_id for grant in actor.grants if grant.scope(Verb.SEE)}
    paths = UnitState.objects.filter(valid_at(actor.today), unit_id__in=own).values_list("path", flat=True)
    return {int(step) for path in paths for step in path.split("/") if step} - own


def visible(actor: Actor) -> Q:
    """Give the filter of the directives whose line the actor may see; withdrawn ones are not left out."""
    if actor.everything:
        return Q()
    open_lines = ~Q(confidentiality__in=[grade.value for grade in SECRET_GRADES])
    return Q(holder_id__in=reached_units(actor, Verb.SEE)) | (
        Q(holder_id__in=units_above(actor)) & open_lines
    )


def require_keep(actor: Actor, *, holder_id: int) -> str:
    """Let pass who keeps the register of the holder, and give the holder's path.

    :raises Denied: for everybody else.
    """
    path = path_of(holder_id, on=actor.today)
    require(actor, Verb.KEEP_REGISTRY, path)
    return path


def may_read(actor: Actor, directive: Directive) -> bool:
    """Tell whether the actor may read the files of a directive: whoever sees the holder; of public documents also units below."""
    public = directive.confidentiality == Confidentiality.PUBLIC.value and directive.holder_id in units_above(
        actor
    )
    return public or actor.may(Verb.SEE, path_of(directive.holder_id, on=actor.today))


def require_read(actor: Actor, file: DirectiveFile, directive: Directive) -> str:
    """Let pass who may read the file of the directive, unless it was removed. Give the holder's path.

    :raises Denied: for everybody else.
    """
    if file.removed_at is not None or not may_read(actor, directive):
        raise Denied(_("Tài khoản của đồng chí không được đọc tệp này."))
    return path_of(directive.holder_id, on=actor.today)
