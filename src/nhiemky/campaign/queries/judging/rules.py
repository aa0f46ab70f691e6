"""The rules of a campaign in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhiemky.campaign.vocab import Rules


def rule_texts(rules: Rules) -> tuple[str, ...]:
    """This function will explain the rules in sentences, for the screen and the report."""
    lines = [
        _("Một mốc được coi là đúng hạn khi thực hiện chậm nhất %(days)d ngày làm việc sau ngày kế hoạch.")
        % {"days": rules.grace_days},
        _(
            "“Đúng theo kế hoạch”: từ %(share)d%% số mốc đến hạn đúng hạn, không đơn vị nào đang chậm, không có góp ý hay "
            "bài học quá hạn, các vòng xong trong thời gian kế hoạch."
        )
        % {"share": rules.on_plan_share},
        _(
            "“Cơ bản đúng theo kế hoạch”: từ %(share)d%% số mốc đến hạn đúng hạn, từ %(share)d%% số đơn vị không chậm, không "
            "đơn vị nào chậm quá %(days)d ngày làm việc, vòng đã hết thời gian có từ %(window)d%% số đơn vị tổ chức xong."
        )
        % {"share": rules.mostly_share, "days": rules.late_days, "window": rules.window_share},
        _("Còn lại là “chậm so với kế hoạch”."),
    ]
    left_out = [
        name
        for counts, name in (
            (rules.comments_count, _("góp ý")),
            (rules.lessons_count, _("bài học kinh nghiệm")),
            (rules.documents_count, _("văn kiện")),
        )
        if not counts
    ]
    if left_out:
        lines.append(_("Không xét: %(things)s.") % {"things": ", ".join(left_out)})
    return tuple(lines)
