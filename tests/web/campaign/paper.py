"""A visit without a database, for what is drawn and written from facts alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import RequestFactory

from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.web.visit import Visit
from tests.campaign.queries.judging.cast import ON


def visit_on(on: date = ON) -> Visit:
    """Give a visit that looks at a day, without a chosen unit or term."""
    request = RequestFactory().get("/")
    return Visit(request, SYSTEM_ACTOR, datetime(2023, 3, 24, 3, 0, tzinfo=UTC), ON, on, True, None, None)
