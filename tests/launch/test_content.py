"""What a start finds in the database, and what it makes there."""

from __future__ import annotations

import os

import pytest

from gis_app.launch import account, content, secretfile
from gis_app.launch.account import Account
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble
from gis_app.launch.steps import Setup, common_steps, database_step, static_step

MAKE = "from gis_app.intake import demo_users; demo_users.make('the first one')"


def of(setup: Setup, **secrets: str) -> Setup:
    """The set-up of a later start, with other secrets."""
    later = Setup(setup.places, setup.secrets | secrets, setup.environ)
    later.venv = setup.venv
    return later


def test_a_fresh_database_gets_its_tables_once_then_log_ins_that_are_true_are_noted(
    fresh: Setup,
) -> None:
    assert not content.has_tables(fresh)
    step = content.tables_step(fresh)
    assert not step.fresh()
    step.work()
    assert content.has_tables(fresh)
    assert step.fresh()
    assert content.ask(fresh, "SELECT count(*) FROM land_parcel") == "0"

    fresh.run_manage("shell", "-c", MAKE, failure="No users.")
    step = content.logins_step(fresh)
    assert not step.fresh()
    step.work()
    assert step.fresh()
    assert content.demo_logins(fresh) == []

    changed = of(fresh, **{secretfile.BEFORE: "the first one", secretfile.DEMO: "new"})
    step = content.logins_step(changed)
    assert not step.fresh()
    step.work()
    names = ["planner", "officer", "clerk", "agency", "auditor"]
    assert sorted(content.demo_logins(changed)) == sorted(names)
    assert secretfile.read(fresh.places.secrets)[secretfile.DEMO] == "new"

    planner_alone = "UPDATE accounts_user SET password = 'x' WHERE username = 'planner'"
    content.ask(changed, f"{planner_alone} RETURNING 1")
    assert not step.fresh()
    step.work()
    assert sorted(content.demo_logins(changed)) == sorted(names[1:])


def test_the_steps_are_listed_before_there_is_a_user_of_the_database(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a new machine the first of them brings the user `postgres`."""

    def missing() -> Account:
        raise Trouble("no user `postgres`")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(account, "service_account", missing)
    setup = Setup(places, {}, {})
    steps = [*common_steps(setup), database_step(setup), static_step(setup)]
    steps += content.content_steps(setup)
    assert "Demo city" in [step.title for step in steps]
    with pytest.raises(Trouble, match="postgres"):
        account.account_for(setup.cluster.pgdata)


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["load_demo"], True),
        (["import_layer", "plots.zip"], True),
        (["createsuperuser"], True),
        (["migrate"], False),
        (["check"], False),
        (["dbshell"], False),
        (["detect", "--help"], False),
        ([], False),
    ],
)
def test_a_command_that_reads_tables_gets_them_made(
    words: list[str], needed: bool
) -> None:
    assert content.needs_tables(words) is needed
