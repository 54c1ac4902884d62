"""What the reader is told and what it tells: plain data, passed as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

Box = tuple[float, float, float, float]
Facts = dict[str, Any]
"""What a sentence about a problem, repair or note is filled in with."""


DRIVERS = frozenset(
    {
        "CSV", "DXF", "ESRI Shapefile", "ESRIJSON", "FlatGeobuf", "GML", "GPKG", "GPX",
        "GeoJSON", "GeoJSONSeq", "JSONFG", "KML", "LIBKML", "MapInfo File",
        "OpenFileGDB", "SQLite", "TopoJSON",
    }
)  # fmt: skip
"""Formats that hold their own data: none of them opens an address or other files."""


class FileRefused(Exception):
    """The file as a whole can't be imported; ``code`` names the sentence to say."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Facts = facts


@dataclass(frozen=True)
class Field:
    """A field that a file may fill."""

    name: str
    kind: str
    """text, number, count, choice, moment, list, week: the parsers in values.py."""
    aliases: tuple[str, ...] = ()
    required: bool = False
    max_length: int | None = None
    default: str | None = None
    choices: dict[str, str] = field(default_factory=dict)
    """Every folded spelling, and the value it stands for."""


@dataclass(frozen=True)
class Limits:
    """What the reader may use up before it is stopped."""

    memory_mb: int = 2048
    seconds: int = 600
    unpacked_mb: int = 2048
    members: int = 2000
    listed: int = 2000
    """How many refusals and repairs are listed one by one; all are counted."""


@dataclass(frozen=True)
class Plan:
    """Everything the reader needs to know about the file and its target."""

    path: str
    scratch: str
    shape: str
    srid: int
    box: Box | None
    fields: tuple[Field, ...]
    label: str
    given: dict[str, str]
    """Field → column, or ``=value``, or nothing: what the user said."""
    splits_plates: bool = False
    file_layer: str | None = None
    source_crs: str | None = None
    encoding: str | None = None
    swap_axes: bool = False
    limits: Limits = Limits()

    def as_json(self) -> dict[str, Any]:
        """For the reader's standard input."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        """The same again."""
        told = dict(told)
        told["fields"] = tuple(
            Field(**{**each, "aliases": tuple(each["aliases"])})
            for each in told["fields"]
        )
        told["box"] = tuple(told["box"]) if told["box"] else None
        told["limits"] = Limits(**told["limits"])
        return cls(**told)


@dataclass
class Finding:
    """One feature refused or repaired: its number in the file, its key, and why."""

    feature: int
    key: str
    code: str
    facts: Facts = field(default_factory=dict)


@dataclass
class Outcome:
    """What the reader found out."""

    driver: str = ""
    file_layer: str = ""
    source_crs: str = ""
    crs_wkt: str = ""
    bounds: Box | None = None
    """Of the coordinates as the file has them."""
    mapping: dict[str, str] = field(default_factory=dict)
    derived: list[str] = field(default_factory=list)
    """Fields that were read out of another one (the parts of a plate)."""
    unused: list[str] = field(default_factory=list)
    read: int = 0
    passed: int = 0
    refused: list[Finding] = field(default_factory=list)
    refused_by_code: dict[str, int] = field(default_factory=dict)
    repaired: list[Finding] = field(default_factory=list)
    repaired_by_code: dict[str, int] = field(default_factory=dict)
    features_repaired: int = 0
    notes: list[tuple[str, Facts]] = field(default_factory=list)
    failure: tuple[str, Facts] | None = None
    peak_mb: float = 0.0
    """The memory that the reader held at most; 0: not known."""

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        """Read what the reader wrote."""
        told = dict(told)
        for part in ("refused", "repaired"):
            told[part] = [Finding(**each) for each in told[part]]
        told["notes"] = [(code, facts) for code, facts in told["notes"]]
        return cls(**told)
