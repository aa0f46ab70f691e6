"""Links between directives."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from nhiemky.history.actions import record
from nhiemky.history.queries import hold
from nhiemky.history.vocab import Conflict, FieldError, Invalid
from nhiemky.org.policy import Actor
from nhiemky.registry.actions.lines import shown
from nhiemky.registry.models import Directive, DirectiveLink
from nhiemky.registry.policy import require_keep
from nhiemky.registry.queries import directive as seen_directive
from nhiemky.registry.queries import has_path
from nhiemky.registry.vocab import LINK_NAMES, LinkKind


@transaction.atomic
def link(
    actor: Actor, *, later: Directive, earlier: Directive, kind: LinkKind = LinkKind.IMPLEMENTS
) -> DirectiveLink:
    """Keep that the later directive implements, amends or replaces the earlier one, and give the row. Dates that contradict
    it do not stop it: they are said as a doubt, for dates of register lines are often entered wrong.

    :raises Denied: to who does not keep the register of the later one's holder.
    :raises NotFound: when the earlier one may not be seen.
    :raises Invalid: for a directive with itself, a withdrawn one, or links that would run in a circle.
    :raises Conflict: when the link is there.
    """
    path = require_keep(actor, holder_id=later.holder_id)
    hold()
    later, earlier = seen_directive(actor, id=later.pk), seen_directive(actor, id=earlier.pk)
    if later.withdrawn_at is not None or earlier.withdrawn_at is not None:
        raise Invalid(FieldError("earlier", _("Văn bản đã rút khỏi sổ thì không liên kết được.")))
    if has_path(later_id=earlier.pk, earlier_id=later.pk):
        raise Invalid(
            FieldError(
                "earlier", _("Liên kết này tạo thành vòng: văn bản được chọn đã dựa trên chính văn bản này.")
            )
        )
    if DirectiveLink.objects.filter(later=later, earlier=earlier, kind=kind.value).exists():
        raise Conflict(_("Liên kết này đã có."))
    row = DirectiveLink.objects.create(later=later, earlier=earlier, kind=kind.value)
    record(
        actor,
        act="link",
        object_kind="directive",
        object_id=later.pk,
        summary=f"{shown(later)} {LINK_NAMES[kind]} {shown(earlier)}",
        branch=path,
        before=None,
        after={"later": later.pk, "earlier": earlier.pk, "kind": kind.value},
    )
    return row


@transaction.atomic
def unlink(actor: Actor, *, link: DirectiveLink) -> None:
    """Take a link away.

    :raises Denied: to who does not keep the register of the later one's holder.
    :raises Conflict: when it is gone already.
    """
    path = require_keep(actor, holder_id=link.later.holder_id)
    removed, _rows = DirectiveLink.objects.filter(pk=link.pk).delete()
    if not removed:
        raise Conflict(_("Liên kết này không còn."))
    record(
        actor,
        act="unlink",
        object_kind="directive",
        object_id=link.later_id,
        summary=f"Bỏ liên kết: {shown(link.later)} {LINK_NAMES[LinkKind(link.kind)]} {shown(link.earlier)}",
        branch=path,
        before={"later": link.later_id, "earlier": link.earlier_id, "kind": link.kind},
        after=None,
    )
