"""Stamps, secrets, locks and the data folder."""

from __future__ import annotations

import base64
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gis_app.launch import (
    city,
    content,
    frontend,
    hand_on,
    locks,
    places,
    secretfile,
    venv,
)
from gis_app.launch.explain import explain, explain_os_error, telling
from gis_app.launch.places import Places
from gis_app.launch.say import Trouble


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    environ = {"MEYDAN_DATA": "/one", "MEYDAN_DATA_DIR": "/two"}
    assert places.data_folder(str(tmp_path), environ) == tmp_path
    assert places.data_folder(None, environ) == Path("/one")
    assert places.data_folder(None, {"MEYDAN_DATA_DIR": "/two"}) == Path("/two")
    assert places.data_folder(None, {}) == places.CHECKOUT / ".meydan"


def test_a_file_in_the_way_of_the_data_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(Trouble, match="a file is in its way"):
        places.open_places(tmp_path / "data")


def test_a_stamp_holds_for_its_key_only(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    assert not places.is_stamped(stamp, "a")
    places.put_stamp(stamp, "a")
    assert places.is_stamped(stamp, "a")
    assert not places.is_stamped(stamp, "b")


def test_the_hash_tells_where_one_part_ends() -> None:
    assert places.short_hash("ab", "c") != places.short_hash("a", "bc")
    assert places.short_hash("a", "b") == places.short_hash("a", b"b")


def test_secrets_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    first = secretfile.load(path, {})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secretfile.load(path, {}) == first
    assert len(base64.urlsafe_b64decode(first["MEYDAN_SEALING_KEY"])) == 32
    before = first.pop(secretfile.BEFORE)
    assert before == first[secretfile.DEMO]
    assert len(set(first.values())) == len(first)


def test_a_secret_of_the_environment_wins_and_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    found = secretfile.load(path, {"MEYDAN_SECRET_KEY": "given"})
    assert found["MEYDAN_SECRET_KEY"] == "given"
    assert "given" not in path.read_text(encoding="utf-8")


def test_a_given_demo_password_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    secretfile.load(path, {"MEYDAN_DEMO_PASSWORD": "open sesame"})
    assert secretfile.load(path, {})["MEYDAN_DEMO_PASSWORD"] == "open sesame"


def test_another_demo_password_is_kept_once_the_users_have_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    first = secretfile.load(path, {})[secretfile.DEMO]
    later = secretfile.load(path, {secretfile.DEMO: "open sesame"})
    assert later[secretfile.DEMO] == "open sesame"
    assert later[secretfile.BEFORE] == first
    assert secretfile.load(path, {})[secretfile.DEMO] == first
    secretfile.keep_demo_password(path, "open sesame")
    assert secretfile.load(path, {})[secretfile.BEFORE] == "open sesame"


def test_an_empty_setting_is_none_at_all(tmp_path: Path) -> None:
    """As a container's settings file leaves it."""
    found = secretfile.load(tmp_path / "secrets.env", {secretfile.DEMO: ""})
    assert found[secretfile.DEMO]


def test_what_is_set_already_wins_except_the_data_folder(places: Places) -> None:
    secrets = secretfile.load(places.secrets, {})
    given = {"MEYDAN_ALLOWED_HOSTS": "city.example", "MEYDAN_DATA_DIR": "/old"}
    found = hand_on.environment(places, secrets, given)
    assert found["MEYDAN_ALLOWED_HOSTS"] == "city.example"
    assert found["MEYDAN_DATA_DIR"] == str(places.data)
    assert found["MEYDAN_STATIC_ROOT"] == str(places.data / "static")
    assert found["MEYDAN_DATABASE_URL"].startswith("postgis://meydan:")


def test_a_folder_remembers_the_coordinate_system_of_its_city(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    other = {city.SRID: "32640", city.AREA: "59,36,60,37"}
    assert city.remember(path, other) == other
    assert city.remember(path, {}) == other
    assert city.remember(path, {city.AREA: "59,36,61,37"})[city.SRID] == "32640"
    with pytest.raises(Trouble, match="holds a city in EPSG:32640"):
        city.remember(path, {city.SRID: "32639"})


def test_a_folder_without_a_named_system_has_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    assert city.remember(path, {}) == {city.SRID: city.DEFAULT_SRID}
    assert city.remember(path, {city.SRID: city.DEFAULT_SRID})
    source = (places.CHECKOUT / "gis_app" / "crs.py").read_text(encoding="utf-8")
    assert f'"{city.SRID}", "{city.DEFAULT_SRID}"' in source
    with pytest.raises(Trouble, match="holds a city in EPSG:32639"):
        city.remember(path, {city.SRID: "32640"})


def test_tests_never_see_the_citys_folder_or_cluster(places: Places) -> None:
    secrets = secretfile.load(places.secrets, {})
    city = hand_on.environment(places, secrets, {})
    tests = hand_on.environment(places, secrets, {}, for_tests=True)
    for name in ("MEYDAN_DATA_DIR", "MEYDAN_DATABASE_URL"):
        assert city[name] != tests[name]


def test_a_lock_that_somebody_holds_is_told(tmp_path: Path) -> None:
    with (
        locks.alone_or(tmp_path / "lock", "first"),
        pytest.raises(Trouble, match="busy"),
        locks.alone_or(tmp_path / "lock", "busy"),
    ):
        pass
    with locks.alone_or(tmp_path / "lock", "busy"):
        pass


def test_a_restart_waits_for_the_one_that_is_leaving(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locks.alone_or(path, "busy") as leave:
        leave()
        script = (
            "import sys; from pathlib import Path; from gis_app.launch import locks\n"
            "with locks.alone_or(Path(sys.argv[1]), 'busy'): print('in')"
        )
        next_one = subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            cwd=places.CHECKOUT,
            stdout=subprocess.PIPE,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            next_one.wait(timeout=0.5)
    assert next_one.communicate(timeout=20)[0] == b"in\n"


def test_leaving_works_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with locks.alone_or(tmp_path / "lock", "busy") as leave:
        leave()


def test_a_changed_lock_file_makes_another_environment(tmp_path: Path) -> None:
    here = Places(tmp_path, tmp_path / "data")
    lock = tmp_path / "requirements" / "run.txt"
    lock.parent.mkdir()
    lock.write_text("a==1", encoding="utf-8")
    first = venv.venv_of(here, "run")
    lock.write_text("a==2", encoding="utf-8")
    second = venv.venv_of(here, "run")
    assert second.folder != first.folder
    assert not second.is_ready


def test_an_environment_in_use_is_not_removed(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    names = ("run-used", "run-old", "run-new", "dev-old")
    used, old, new, other = (venv.Venv(tmp_path / name, lock) for name in names)
    for environment in (used, old, new, other):
        environment.folder.mkdir()
        environment.stamp.touch()
    in_use = venv.hold(used)
    venv.remove_earlier(new)
    assert {path.name for path in tmp_path.iterdir()} == {*names} - {"run-old"}
    os.close(in_use)


def test_messages_are_compiled_when_missing_or_older(tmp_path: Path) -> None:
    source = tmp_path / "gis_app" / "locale" / "fa" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Stall"\nmsgstr "دکه"\n', encoding="utf-8")
    here = Places(tmp_path, tmp_path)
    assert frontend.stale_messages(here) == [source]
    frontend.compile_messages(here, tmp_path / "log")
    assert frontend.stale_messages(here) == []
    os.utime(source, (2**33, 2**33))
    assert frontend.stale_messages(here) == [source]


def test_installed_tools_include_what_the_browser_needs(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    here = Places(tmp_path, tmp_path)
    assert not frontend.npm_is_fresh(here, "run")
    places.put_stamp(frontend.npm_stamp(here, "dev"), frontend.npm_key(here))
    assert frontend.npm_is_fresh(here, "run")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("npm error code ENOTFOUND", "is this machine online"),
        ("Read-only file system", "mounted read-only"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "differs from the one in the lock"),
        ("permission denied for schema public", "ask the DBA"),
    ],
)
def test_known_failures_have_a_sentence(line: str, sentence: str) -> None:
    assert sentence in (explain(["before", line]) or "")
    assert explain(["something else"]) is None


def test_of_a_known_failure_only_the_telling_line_is_shown() -> None:
    full = "psycopg2.errors.DiskFull: No space left on device"
    assert telling(["Traceback", full, "HINT"]) == [full]
    assert telling(["one", "two"]) == ["one", "two"]


def test_errors_of_the_system_have_a_sentence() -> None:
    assert "disk is full" in explain_os_error(OSError(errno.ENOSPC, "x"))
    assert "(/x)" in explain_os_error(OSError(errno.EACCES, "x", "/x"))


def test_any_change_of_code_or_sql_means_to_migrate(tmp_path: Path) -> None:
    for name in ("gis_app/land/migrations/0001.py", "layers/spots/view.sql"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("SELECT 1", encoding="utf-8")
    before = content.code_hash(tmp_path)
    assert content.code_hash(tmp_path) == before
    (tmp_path / "layers/spots/view.sql").write_text("SELECT 2", encoding="utf-8")
    assert content.code_hash(tmp_path) != before
