"""The environment that every program started by the launcher gets."""

from __future__ import annotations

from collections.abc import Mapping

from gis_app.launch import browser, secretfile
from gis_app.launch.cluster import Cluster
from gis_app.launch.places import Places

LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"


def foreign_url(environ: Mapping[str, str]) -> str | None:
    """Return the address of somebody else's database, if one is named."""
    return environ.get("MEYDAN_DATABASE_URL") or None


def environment(
    places: Places,
    secrets: Mapping[str, str],
    environ: Mapping[str, str],
    *,
    for_tests: bool = False,
) -> dict[str, str]:
    """Return the environment for Django; what is set already wins.

    The data folder is the exception: --data has been weighed against it before. The
    tests get a folder and a cluster of their own.
    """
    data = places.test_data if for_tests else places.data
    cluster = Cluster(places, for_tests=for_tests)
    defaults = {
        "DJANGO_SETTINGS_MODULE": "gis_app.settings",
        "MEYDAN_STATIC_ROOT": str(places.static),
        "MEYDAN_ALLOWED_HOSTS": LOCAL_HOSTS,
        **{name: secrets[name] for name in secretfile.EXPORTED},
    }
    if not foreign_url(environ):
        defaults["MEYDAN_DATABASE_URL"] = cluster.url(secrets["CLUSTER_PASSWORD"])
    if for_tests and (program := browser.find(places, environ)):
        defaults[browser.NAMED] = program
    given = {name: value for name, value in environ.items() if value}
    return {
        **defaults,
        **given,
        "PYTHONPATH": str(places.checkout),
        "MEYDAN_DATA_DIR": str(data),
    }
