"""Codes of refusals, repairs and notes as sentences: why, and what to do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gis_app.intake.plan import Facts

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SENTENCES: dict[str, tuple[StrPromise, StrPromise | str]] = {
    # the file
    "no_such_file": (
        _("There is no file %(path)s here."),
        _("Give the path of a file on this machine; addresses are not opened."),
    ),
    "is_folder": (
        _("%(path)s is a folder."),
        _("Give one file in it (only a .gdb folder can be given as such)."),
    ),
    "empty_file": (_("The file is empty (0 bytes)."), _("Export or copy it again.")),
    "zip_broken": (
        _("The archive can't be unpacked: %(reason)s."),
        _("Pack it again without a password, or unpack it and give the file."),
    ),
    "zip_bomb": (
        _("The archive unpacks to more than %(mb)s MB."),
        _("Unpack it yourself and look at it before you import it."),
    ),
    "zip_too_many": (
        _("The archive has more than %(most)s files."),
        _("Pack only the data set to import."),
    ),
    "zip_without_data": (
        _("No GIS file was found in the archive."),
        _("Pack a Shapefile (with .dbf, .shx, .prj), GeoPackage, GeoJSON, GML or KML."),
    ),
    "zip_with_many": (
        _("The archive holds several data sets: %(names)s."),
        _("Unpack it and give one of them."),
    ),
    "not_readable": (
        _("This is not a GIS file that can be read here: %(reason)s."),
        _("Export it as GeoPackage, Shapefile or GeoJSON; check that it is complete."),
    ),
    "broken": (
        _("The file is damaged: %(reason)s."),
        _("Export it again and compare the sizes."),
    ),
    "too_many_drivers": (
        _("GDAL has formats switched on that are not safe: %(drivers)s."),
        _("Tell the administrator: imports stay closed until this is put right."),
    ),
    "no_layers": (_("The file has no layer."), _("Export the layer again.")),
    "no_such_layer": (
        _("The file has no layer %(layer)s; it has: %(layers)s."),
        _("Choose one by --file-layer."),
    ),
    "many_layers": (
        _("The file has several layers: %(layers)s."),
        _("Choose one by --file-layer."),
    ),
    "no_geometry_column": (
        _("The table %(layer)s has no shapes."),
        _("Import the layer that has them, or add coordinate columns (lon, lat)."),
    ),
    "no_features": (_("The layer is empty."), _("Export it again with its features.")),
    "no_crs": (
        _("The file does not say its coordinate system (bounds: %(bounds)s)."),
        _(
            "Give it by --source-crs: EPSG:4326 for degrees, EPSG:%(srid)s for metres"
            " as stored here."
        ),
    ),
    "unknown_crs": (
        _("%(crs)s is not a coordinate system that is known here."),
        _("Give an EPSG code, such as EPSG:32639."),
    ),
    "unknown_encoding": (
        _("%(encoding)s is not a known encoding."),
        _("Try utf-8 or cp1256."),
    ),
    "unknown_layer": (
        _("There is no layer %(layer)s to import into."),
        _("Choose one of: %(layers)s."),
    ),
    "unknown_field": (
        _("The layer has no field %(field)s."),
        _("Its fields are: %(fields)s."),
    ),
    "unknown_column": (
        _("The file has no column %(column)s."),
        _("Its columns are: %(columns)s."),
    ),
    "bad_map": (
        _("--map %(text)s is not field=column."),
        _("Example: --map plate=ML."),
    ),
    "bad_accuracy": (
        _("An accuracy is a positive number of metres."),
        _("Leave --accuracy out when nobody knows it."),
    ),
    "required_missing": (
        _("No column fills the required fields: %(fields)s. Columns: %(columns)s."),
        _(
            "Name them, for example --map %(example)s=COLUMN, or give one value for"
            " all: --map %(example)s==VALUE."
        ),
    ),
    "too_slow": (
        _("Reading took longer than %(seconds)s s and was stopped."),
        _("Split the file, or raise MEYDAN_INTAKE_SECONDS."),
    ),
    "too_much_memory": (
        _("Reading needed more than %(mb)s MB of memory and was stopped."),
        _("Split the file or its largest shapes, or raise MEYDAN_INTAKE_MEMORY_MB."),
    ),
    "reader_died": (
        _("The reader crashed on this file (status %(status)s): %(reason)s"),
        _("Open and save it in QGIS as GeoPackage, then import that."),
    ),
    "register_refuses": (
        _("The register refused the rows: %(reason)s"),
        _("Correct these features and import again."),
    ),
    # a feature
    "no_geometry": (_("It has no shape."), _("Draw it, or delete the row.")),
    "unreadable": (
        _("Its shape can't be read (too few points, or damaged)."),
        _("Draw it again."),
    ),
    "curved": (
        _("Its shape has arcs, which are not kept here."),
        _("Convert it to straight segments (in QGIS: Segmentize)."),
    ),
    "empty_geometry": (_("Its shape is empty."), _("Draw it, or delete the row.")),
    "not_finite": (
        _("A coordinate is not a number (NaN or infinite)."),
        _("Draw it again."),
    ),
    "outside_crs": (
        _("It lies where the coordinate system does not reach."),
        _("Check --source-crs, and whether the axes are swapped."),
    ),
    "outside_area": (
        _("It lies outside the city's area of interest."),
        _("Check --source-crs, or widen MEYDAN_AREA_OF_INTEREST."),
    ),
    "wrong_type": (
        _("It is a %(found)s; this layer takes %(wanted)s."),
        _("Choose the right layer, or convert it first."),
    ),
    "no_area": (
        _("Nothing is left of it after the repair: it has no area."),
        _("Draw it again."),
    ),
    "beyond_repair": (
        _("It is invalid and could not be repaired."),
        _("Draw it again."),
    ),
    "duplicate": (
        _("Another feature of the file has the same key."),
        _("Keep one, or repeat with --on-duplicate first."),
    ),
    "ambiguous": (
        _("Several rows of the register have this key."),
        _("Give them different keys in the register first."),
    ),
    "no_district": (
        _("There is no district with this number."),
        _("Correct the number, or leave it empty: the place decides then."),
    ),
    "value_missing": (_("%(field)s is empty and is required."), _("Fill it in.")),
    "not_utf8": (
        _("A text is not in UTF-8: %(value)s"),
        _("Give the file's encoding by --encoding, often cp1256."),
    ),
    "too_long": (
        _("%(field)s is longer than %(longest)s letters: %(value)s"),
        _("Shorten it."),
    ),
    "not_a_count": (
        _("%(field)s must be a whole number, not %(value)s."),
        _("Correct it."),
    ),
    "not_an_accuracy": (
        _("%(field)s must be a positive number of metres, not %(value)s."),
        _("Leave it empty when it is not known."),
    ),
    "unknown_choice": (
        _("%(field)s does not know %(value)s."),
        _("It takes: %(allowed)s. One value for all: --map %(field)s==VALUE."),
    ),
    "not_a_date": (
        _("%(field)s is not a date: %(value)s."),
        _("Write 2026-11-24 or 1405/09/03."),
    ),
    "ends_before_start": (
        _("It ends (%(end)s) before it begins (%(start)s)."),
        _("Correct %(field)s."),
    ),
    "not_a_week": (
        _("%(field)s is not a set of minutes of the week: %(value)s."),
        _("Write {[480,720)} for Saturday 8:00 to 12:00."),
    ),
    # repairs
    "ring_closed": (_("a ring that was open was closed"), ""),
    "flattened": (_("heights or measures were left out"), ""),
    "point_of_area": (_("a point inside the area stands for it"), ""),
    "kept_polygons": (_("only the areas among its parts were kept"), ""),
    "made_valid": (_("an invalid shape was made valid (%(reason)s)"), ""),
    # notes and advice
    "encoding_guessed": (
        _("The text was read as %(encoding)s, though the file says %(said)s."),
        _("If names look wrong, give --encoding."),
    ),
    "crs_overruled": (
        _("The file says %(said)s; %(used)s was used, as you asked."),
        "",
    ),
    "crs_assumed": (
        _("The file does not name its coordinate system; %(used)s was assumed."),
        _("Give --source-crs if that is wrong."),
    ),
    "axes_swapped": (
        _("The axes look swapped: latitude stands where longitude belongs."),
        _("Repeat with --swap-axes."),
    ),
    "looks_like": (
        _("The coordinates would lie in the city if they were in %(crs)s."),
        _("Repeat with --source-crs %(crs)s."),
    ),
    "other_city": (
        _("Most features lie outside this city's area of interest."),
        _(
            "For a database of that city: MEYDAN_STORAGE_SRID=%(srid)s"
            " MEYDAN_AREA_OF_INTEREST=%(box)s ./meydan serve --data %(name)s"
        ),
    ),
}


def why(code: str, facts: Facts) -> str:
    """The reason, or what was done."""
    return _filled(SENTENCES[code][0], facts)


def what_to_do(code: str, facts: Facts) -> str:
    """What to do about it; empty when there is nothing to do."""
    return _filled(SENTENCES[code][1], facts)


def _filled(sentence: StrPromise | str, facts: Facts) -> str:
    shown = {
        name: ", ".join(map(str, fact)) if isinstance(fact, list | tuple) else fact
        for name, fact in facts.items()
    }
    return str(sentence) % defaultdict(lambda: "?", shown)
