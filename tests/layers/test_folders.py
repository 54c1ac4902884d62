"""The folders of ``layers/``: complete, consistent, and refused with clear words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from gis_app.publishing.catalog import LayerFault, catalog, read

FIXED = {
    *("parcels", "ways", "zones", "spots", "shelters", "gathering_points"),
    *("street_features", "occupations", "encroachments", "boundary"),
}
NEVER = re.compile(
    r"national_id|phone|sealed|\bnote\b|party\.name|\bp\.name\b|username|password"
)


def test_the_ten_layers_and_the_base_map_are_there() -> None:
    assert set(catalog()) == FIXED | {"base"}


@pytest.mark.parametrize("layer", sorted(FIXED | {"base"}))
def test_no_view_mentions_what_may_never_leave_the_house(layer: str) -> None:
    assert not NEVER.search(catalog()[layer].view_sql)
    assert not NEVER.search(catalog()[layer].generalised_sql)


@pytest.mark.parametrize("layer", sorted(FIXED | {"base"}))
def test_a_style_reads_only_fields_that_everyone_who_sees_the_layer_gets(
    layer: str,
) -> None:
    told = catalog()[layer]
    text = (settings.LAYERS_DIR / layer / "style.json").read_text("utf-8")
    read_by_style = set(re.findall(r'\["get", "(\w+)"\]', text))
    for_all = {
        name.replace("name_fa", "name_LANG").replace("name_en", "name_LANG")
        for field in told.fields
        if field.audience >= told.audience
        for name in [field.name]
    } | {f.name for f in told.fields if f.audience >= told.audience}
    assert read_by_style <= for_all


@pytest.mark.parametrize("layer", sorted(FIXED))
def test_every_line_of_a_legend_fits_values_that_the_layer_has(layer: str) -> None:
    told = catalog()[layer]
    known = {field.name: set(field.values) for field in told.fields}
    assert told.legend
    for entry in told.legend:
        for name, values in entry.when.items():
            assert set(values) <= known[name]


@pytest.mark.parametrize("layer", sorted(FIXED | {"base"}))
def test_style_layers_are_named_after_their_layer(layer: str) -> None:
    ids = [definition["id"] for definition in catalog()[layer].style]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith(f"{layer}-") for name in ids)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of one good layer, to be spoilt."""
    shutil.copytree(settings.LAYERS_DIR / "ways", tmp_path / "ways")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('geometry = "polygon"', 'geometry = "blob"', "unknown geometry 'blob'"),
        (
            'audience = ["public"]',
            'audience = ["mayor"]',
            r"unknown audience \['mayor'\]",
        ),
        ('audience = ["public"]', "audience = []", "nobody may see it"),
        ("minzoom = 12", "minzoom = 20", "zooms must be"),
        ("order = 10\n", "", "'order' is missing"),
        ("order = 10\n", "order = 10\ncolour = 1\n", r"unknown keys \['colour'\]"),
        ('name = "district"', 'name = "geom"', "reserved or unreadable name"),
        ('name = "district"', 'name = "kind"', "a field is listed twice"),
        ('"shp.zip"', '"dwg"', "formats are of"),
        ("order = 10", "order = = 10", "layer.toml"),
    ],
)
def test_a_faulty_layer_is_refused_in_words(
    folder: Path, old: str, new: str, words: str
) -> None:
    path = folder / "ways" / "layer.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LayerFault, match=words):
        read(folder)


def test_a_layer_without_a_view_is_refused(folder: Path) -> None:
    (folder / "ways" / "view.sql").unlink()
    with pytest.raises(LayerFault, match=r"ways/view.sql is missing"):
        read(folder)


def test_a_new_field_names_new_tiles(folder: Path) -> None:
    before = read(folder)["ways"].fingerprint
    view = folder / "ways" / "view.sql"
    view.write_text(view.read_text("utf-8") + "\n-- changed\n", "utf-8")
    assert read(folder)["ways"].fingerprint != before
