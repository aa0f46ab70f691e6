"""How the codes of a review campaign are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.campaign.vocab.codes import (
    Applied,
    CauseKind,
    CommentAbout,
    CommentState,
    Duty,
    FindingKind,
    FindingSource,
    GapCode,
    Grade,
    JudgementCode,
    MeetingKind,
    Need,
    PointKind,
    Readiness,
    RoundKind,
    StageCode,
    TeamKind,
    VisitKind,
)

STAGE_NAMES: Mapping[StageCode, str | Promise] = {
    StageCode.PLANNED: _("Lập kế hoạch"),
    StageCode.PREPARING: _("Chuẩn bị"),
    StageCode.ASSESSED: _("Đánh giá sơ bộ"),
    StageCode.COMMENTED: _("Góp ý dự thảo"),
    StageCode.READY: _("Sẵn sàng"),
    StageCode.HELD: _("Đã tổ chức hội nghị"),
    StageCode.CLOSED: _("Kết thúc"),
}
ROUND_NAMES: Mapping[RoundKind, str | Promise] = {
    RoundKind.PILOT: _("Làm điểm"),
    RoundKind.GRASSROOTS: _("Các chi bộ, đảng bộ trực thuộc còn lại"),
    RoundKind.DISTRICT: _("Cấp huyện"),
    RoundKind.PROVINCE: _("Cấp tỉnh"),
}
NEED_NAMES: Mapping[Need, str | Promise] = {
    Need.OWNER: _("có người phụ trách"),
    Need.TEAM: _("có tổ giúp việc được thành lập"),
    Need.MEETING: _("đã làm việc với tổ công tác"),
    Need.FIGURES: _("đã chốt số liệu chỉ tiêu"),
    Need.COMMENTS_CLOSED: _("đã tiếp thu, giải trình hết các góp ý"),
    Need.LESSONS_ANSWERED: _("đã trả lời các bài học kinh nghiệm được giao"),
    Need.DOCUMENTS: _("đủ văn kiện theo quy định"),
}
TEAM_NAMES: Mapping[TeamKind, str | Promise] = {
    TeamKind.TASK_GROUP: _("Tổ công tác"),
    TeamKind.EDITORIAL: _("Tổ biên tập"),
    TeamKind.SURVEY: _("Đoàn khảo sát"),
}
DUTY_NAMES: Mapping[Duty, str | Promise] = {
    Duty.HEAD: _("Trưởng"),
    Duty.DEPUTY: _("Phó"),
    Duty.MEMBER: _("Thành viên"),
    Duty.SECRETARY: _("Thư ký"),
}
MEETING_NAMES: Mapping[MeetingKind, str | Promise] = {
    MeetingKind.PREPARATION: _("làm việc về công tác chuẩn bị"),
    MeetingKind.LESSONS: _("họp rút kinh nghiệm"),
    MeetingKind.OTHER: _("cuộc họp khác"),
}
GRADE_NAMES: Mapping[Grade, str | Promise] = {
    Grade.GOOD: _("tốt"),
    Grade.FAIR: _("khá"),
    Grade.AVERAGE: _("trung bình"),
    Grade.WEAK: _("yếu"),
}
ABOUT_NAMES: Mapping[CommentAbout, str | Promise] = {
    CommentAbout.PREPARATION: _("công tác chuẩn bị"),
    CommentAbout.ORGANISATION: _("công tác tổ chức"),
    CommentAbout.DOCUMENTS: _("văn kiện"),
    CommentAbout.FIGURES: _("số liệu"),
    CommentAbout.OTHER: _("nội dung khác"),
}
COMMENT_NAMES: Mapping[CommentState, str | Promise] = {
    CommentState.OPEN: _("chưa trả lời"),
    CommentState.ANSWERED: _("đã trả lời, chờ chấp nhận"),
    CommentState.RETURNED: _("trả lại, cần trả lời thêm"),
    CommentState.ACCEPTED: _("đã chấp nhận"),
    CommentState.WAIVED: _("được miễn"),
}
VISIT_NAMES: Mapping[VisitKind, str | Promise] = {
    VisitKind.COMMUNE: _("địa phương"),
    VisitKind.SECTOR: _("ngành"),
}
FINDING_NAMES: Mapping[FindingKind, str | Promise] = {
    FindingKind.RESULT: _("kết quả"),
    FindingKind.STRENGTH: _("ưu điểm"),
    FindingKind.LIMITATION: _("hạn chế"),
    FindingKind.CAUSE: _("nguyên nhân"),
    FindingKind.REMEDY: _("giải pháp"),
    FindingKind.NEW_TASK: _("nhiệm vụ mới"),
    FindingKind.PROPOSAL: _("kiến nghị cấp trên"),
}
CAUSE_NAMES: Mapping[CauseKind, str | Promise] = {
    CauseKind.OBJECTIVE: _("khách quan"),
    CauseKind.SUBJECTIVE: _("chủ quan"),
}
SOURCE_NAMES: Mapping[FindingSource, str | Promise] = {
    FindingSource.SURVEY: _("khảo sát"),
    FindingSource.MEETING: _("cuộc họp"),
    FindingSource.REPORT: _("báo cáo"),
    FindingSource.CONFERENCE: _("hội nghị"),
    FindingSource.OTHER: _("nguồn khác"),
}
APPLIED_NAMES: Mapping[Applied, str | Promise] = {
    Applied.YES: _("đã vận dụng"),
    Applied.PARTLY: _("vận dụng một phần"),
    Applied.NO: _("không vận dụng"),
}
POINT_NAMES: Mapping[PointKind, str | Promise] = {
    PointKind.TARGET: _("chỉ tiêu đạt thấp"),
    PointKind.WORK: _("nhiệm vụ trọng tâm, khâu đột phá chậm"),
    PointKind.LIMITATION: _("hạn chế do nguyên nhân chủ quan"),
    PointKind.OTHER: _("nội dung khác"),
}
GAP_NAMES: Mapping[GapCode, str | Promise] = {
    GapCode.TARGET_WITHOUT_LIMITATION: _("chỉ tiêu đạt thấp chưa nêu hạn chế"),
    GapCode.LIMITATION_WITHOUT_CAUSE: _("hạn chế chưa có nguyên nhân"),
    GapCode.CAUSE_WITHOUT_REMEDY: _("nguyên nhân chưa có giải pháp"),
    GapCode.REMEDY_WITHOUT_TASK: _("giải pháp chưa thành nhiệm vụ mới"),
}
READINESS_NAMES: Mapping[Readiness, str | Promise] = {
    Readiness.HELD: _("đã tổ chức"),
    Readiness.READY: _("sẵn sàng"),
    Readiness.ON_PLAN: _("đúng kế hoạch"),
    Readiness.ATTENTION: _("cần lưu ý"),
    Readiness.LATE: _("chậm"),
}
JUDGEMENT_NAMES: Mapping[JudgementCode, str | Promise] = {
    JudgementCode.ON_PLAN: _("đúng theo kế hoạch đề ra"),
    JudgementCode.MOSTLY_ON_PLAN: _("cơ bản đúng theo kế hoạch đề ra"),
    JudgementCode.BEHIND: _("chậm so với kế hoạch đề ra"),
}
