"""The server's log never repeats what the database complains of."""

from __future__ import annotations

import io
import logging

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from gis_app.discreet_log import Discreet
from gis_app.land.models import Right
from tests.factories import a_party

NAME = "پروانه قاسمی"


def logged(error: BaseException) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet())
    handler.handle(
        logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "Internal Server Error: /x", (),
            (type(error), error, error.__traceback__),
        )
    )  # fmt: skip
    return stream.getvalue()


@pytest.mark.django_db
def test_a_refused_row_is_not_in_the_log() -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        a_party(name=f"{NAME}\n{NAME}", kind="gnome")
    assert NAME in str(refused.value)
    told = logged(refused.value)
    assert NAME not in told
    assert "party_kind_known" in told
    assert told.count("Traceback") == 2


@pytest.mark.django_db
def test_a_value_that_cannot_be_read_is_not_in_the_log() -> None:
    with pytest.raises(DataError) as refused, transaction.atomic():
        list(Right.objects.filter(valid__contains=NAME))
    assert NAME not in logged(refused.value)


@pytest.mark.django_db
def test_the_statement_is_not_in_the_log() -> None:
    with (
        pytest.raises(Exception, match="syntax") as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT 1 WHERE name == %s AND AND", [NAME])
    assert NAME not in logged(refused.value)


def test_other_faults_are_told_in_full() -> None:
    try:
        raise ValueError('first\nsecond: "third"')
    except ValueError as error:
        told = logged(error)
    assert 'second: "third"' in told


def test_every_logger_goes_through_it() -> None:
    for name in ("", "django.request", "django.security", "gunicorn.nothing"):
        logger: logging.Logger | None = logging.getLogger(name)
        while logger is not None:
            for handler in logger.handlers:
                if type(handler) is logging.StreamHandler:
                    assert isinstance(handler.formatter, Discreet), name
            logger = logger.parent if logger.propagate else None
