"""A disk that fills up is told before it is full, and told once."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from gis_app.launch import disk


def test_a_filling_disk_is_told_once_and_so_is_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    free = disk.LITTLE
    monkeypatch.setattr(disk, "EVERY_S", 0.0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    watch = disk.DiskWatch(tmp_path)
    watch.look()
    assert capsys.readouterr().err == ""
    free = 5 << 20
    watch.look()
    watch.look()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "only 5 MB free" in said
    free = disk.LITTLE
    watch.look()
    watch.look()
    assert capsys.readouterr().err.count("has room again") == 1


def test_it_looks_only_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []

    def count(folder: Path) -> SimpleNamespace:
        looks.append(folder)
        return SimpleNamespace(free=disk.LITTLE)

    monkeypatch.setattr(shutil, "disk_usage", count)
    watch = disk.DiskWatch(tmp_path)
    for _ in range(5):
        watch.look()
    assert looks == [tmp_path]
