"""The set-up: which steps there are, in order, and which of them are still fresh."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gis_app.launch import (
    browser,
    database,
    disk,
    frontend,
    locks,
    logs,
    packages,
    places,
    venv,
)
from gis_app.launch.cluster import Cluster, create
from gis_app.launch.hand_on import environment
from gis_app.launch.say import Progress, Trouble, note
from gis_app.launch.shell import run_logged
from gis_app.launch.use import using


@dataclass(frozen=True)
class Step:
    """One line of the set-up: its title, whether it can be skipped, what it does."""

    title: str
    fresh: Callable[[], bool]
    work: Callable[[], None]


@dataclass
class Setup:
    """What one command needs to be set up, and how."""

    places: places.Places
    secrets: dict[str, str]
    environ: dict[str, str]
    extra: str | None = None
    with_browser: bool = False
    needs_browser: bool = True
    foreign: str | None = None
    venv: venv.Venv = field(init=False)

    def __post_init__(self) -> None:
        self.venv = venv.venv_of(self.places, self.extra or "run")

    @property
    def for_tests(self) -> bool:
        """Tell whether this works beside the city's data, not on them."""
        return self.extra is not None

    @property
    def npm(self) -> str:
        """The front-end packages: with or without the tools of the checks."""
        return "dev" if self.extra == "dev" else "run"

    @property
    def log(self) -> Path:
        """All output of all steps."""
        return self.places.log / "setup.log"

    @property
    def cluster(self) -> Cluster:
        """The cluster of its own, unless `foreign` names another database."""
        return Cluster(self.places, for_tests=self.for_tests)

    @property
    def child_environment(self) -> dict[str, str]:
        """The environment for Django, pytest and the rest."""
        return environment(
            self.places, self.secrets, self.environ, for_tests=self.for_tests
        )

    @property
    def needs(self) -> list[packages.Need]:
        """The system packages for this command."""
        server = packages.CLIENT if self.foreign else packages.SERVER
        paper = packages.PRINTING
        needs = [server, packages.GEO, paper, packages.GETTEXT, packages.NODE]
        wanted = self.with_browser and browser.NAMED not in self.environ
        return [*needs, packages.BROWSER] if wanted else needs

    def manage(self, *arguments: str) -> list[str]:
        """Return the command line of a Django command."""
        # -P: the user's folder, which may be another checkout, is no place for modules.
        return [str(self.venv.python), "-P", "-m", "django", *arguments]

    def run_manage(
        self, *arguments: str, failure: str, told: Mapping[str, str] | None = None
    ) -> list[str]:
        """Run a Django command with its output in the log; return its last lines."""
        return run_logged(
            self.manage(*arguments),
            log=self.log,
            failure=failure,
            env=self.child_environment | dict(told or {}),
            cwd=self.places.checkout,
        )


def common_steps(setup: Setup) -> list[Step]:
    """Return the steps that every command needs."""
    return [
        Step(
            "System packages",
            lambda: not packages.missing(setup.needs),
            lambda: packages.install(setup.needs, setup.log),
        ),
        Step(
            f"Python packages ({setup.venv.lock.stem})",
            lambda: setup.venv.is_ready,
            lambda: venv.install(setup.venv, setup.log),
        ),
        *([browser_step(setup)] if setup.with_browser else []),
        Step(
            "Front-end packages",
            lambda: frontend.npm_is_fresh(setup.places, setup.npm),
            lambda: frontend.install_npm(setup.places, setup.npm, setup.log),
        ),
        Step(
            "Translations",
            lambda: not frontend.stale_messages(setup.places),
            lambda: frontend.compile_messages(setup.places, setup.log),
        ),
    ]


def browser_step(setup: Setup) -> Step:
    """Return the step that fetches a browser where apt has none."""

    def work() -> None:
        try:
            browser.fetch(setup.places, setup.venv.python, setup.log)
        except Trouble as trouble:
            if setup.needs_browser:
                raise
            note(f"meydan: {trouble.sentence}")

    return Step(
        "Browser for the tests",
        lambda: browser.find(setup.places, setup.environ) is not None,
        work,
    )


def database_step(setup: Setup) -> Step:
    """Return the step that makes the cluster, or checks the database that is named."""
    if url := setup.foreign:
        return Step("Database", lambda: False, lambda: database.check_foreign(url))
    return Step(
        "Database",
        lambda: places.is_stamped(database_stamp(setup), database_key(setup)),
        lambda: make_database(setup),
    )


def database_stamp(setup: Setup) -> Path:
    """Return the stamp of the finished database; it goes when the cluster goes."""
    return setup.cluster.pgdata / "meydan.ready"


def database_key(setup: Setup) -> str:
    """Return a hash of the password that the role has."""
    return places.short_hash(setup.secrets["CLUSTER_PASSWORD"])


def make_database(setup: Setup) -> None:
    """Make the cluster and in it the role, the database and the extensions."""
    cluster = setup.cluster
    if not cluster.exists:
        free = shutil.disk_usage(setup.places.data).free
        if free < disk.ROOM_FOR_A_CITY:
            raise Trouble(
                f"The disk of {setup.places.data} has only {free >> 20} MB free, and a "
                f"new database needs {disk.ROOM_FOR_A_CITY >> 20} MB."
            )
        create(cluster, setup.secrets["CLUSTER_ADMIN_PASSWORD"], setup.log)
    with using(cluster):
        try:
            database.create_database(cluster, setup.secrets)
        except database.QueryFailed as failure:
            lines = str(failure).splitlines()
            sentence = "The database could not be created."
            if "authentication failed" in str(failure):
                sentence = (
                    f"{setup.places.secrets} isn't the one that {cluster.pgdata} was "
                    "made with: put the right one back."
                )
            raise Trouble(sentence, lines) from None
    places.put_stamp(database_stamp(setup), database_key(setup))


def static_step(setup: Setup) -> Step:
    """Return the step that collects what the browser loads."""

    def work() -> None:
        key = frontend.static_key(setup.places)
        arguments = ("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        setup.run_manage(*arguments, failure="The static files were not collected.")
        places.put_stamp(setup.places.stamps / "static", key)

    return Step("Static files", lambda: frontend.static_is_fresh(setup.places), work)


def carry_out(
    setup: Setup, steps: Sequence[Step], progress: Progress, first: int = 1
) -> None:
    """Do the steps in order, alone in the data folder; skip the fresh ones.

    `first` is the number of the first of them in the whole set-up.
    """
    waiting = "Waiting for another set-up in the same data folder …"
    with locks.alone(setup.places.locks / "setup", waiting):
        logs.trim(setup.log)
        for number, step in enumerate(steps, first):
            if step.fresh():
                progress.fresh(number, step.title)
                continue
            with progress.step(number, step.title):
                step.work()


def carry_out_quietly(setup: Setup, steps: Sequence[Step]) -> None:
    """Do the steps; show only those that do something."""
    if not all(step.fresh() for step in steps):
        carry_out(setup, steps, Progress(sys.stderr, len(steps), show_fresh=False))
