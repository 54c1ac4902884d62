"""A layout as a draft: changed by hand, published all or none."""

from __future__ import annotations

import pytest

from gis_app.errors import BadInput, Conflict
from gis_app.zones.layout import drafts
from gis_app.zones.layout.fill import Plan
from gis_app.zones.layout.frontage import Size
from gis_app.zones.models import LayoutDraft, VendingSpot
from tests.factories import a_rule, a_spot, a_user, a_way, a_zone
from tests.geometry import X0, Y0, rect

pytestmark = pytest.mark.django_db


def test_a_draft_is_changed_and_published_whole_or_not_at_all() -> None:
    a_way(geom=rect(-50, -4, 200, 4))
    a_way(kind="street", geom=rect(-50, -12, 200, 8))
    a_rule(kind="min_spacing", params={"m": 0.5})
    zone, planner = a_zone(geom=rect(0, -4, 12, 4)), a_user("planner")
    draft = drafts.lay_out(
        zone=zone, plan=Plan(size=Size(2.0, 1.5, 0.0)), prefix="S", by=planner
    )
    first, second, *_others = drafts.spots(draft)
    assert [first.number, second.number] == ["S-001", "S-002"]
    assert drafts.judged(draft, drafts.spots(draft)) == {}
    drafts.move(draft=draft, spot=first.pk, along_m=0.4, across_m=0, by=planner)
    assert set(drafts.judged(draft, drafts.spots(draft))) == {0, 1}
    with pytest.raises(Conflict) as refused:
        drafts.publish(draft=draft, by=planner)
    assert refused.value.detail["spots"] == ["S-001", "S-002"]
    drafts.remove(draft=draft, spot=second.pk, by=planner)
    with pytest.raises(BadInput):
        drafts.add(draft=draft, x=X0 + 500, y=Y0, by=planner)
    drafts.renumber(draft=draft, prefix="T", start=7, by=planner)
    other = a_spot(number="T-008")
    with pytest.raises(Conflict) as taken:
        drafts.publish(draft=draft, by=planner)
    assert taken.value.detail["spots"] == ["T-008"]
    VendingSpot.objects.filter(pk=other.pk).delete()
    drafts.publish(draft=draft, by=planner)
    assert VendingSpot.objects.filter(zone=zone, status="open").count() == 4
    assert LayoutDraft.objects.get().state == "published"
    with pytest.raises(Conflict):
        drafts.remove(draft=draft, spot=first.pk, by=planner)
