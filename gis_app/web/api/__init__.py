"""The JSON API at /api/: what the pages and other programs ask for."""

from __future__ import annotations

from gis_app.web.api.allocations import router as allocations
from gis_app.web.api.audit import router as audit
from gis_app.web.api.cards import router as cards
from gis_app.web.api.cases import router as cases
from gis_app.web.api.draw_applications import router as draw_applications
from gis_app.web.api.draw_what_if import router as draw_what_if
from gis_app.web.api.draws import router as draws
from gis_app.web.api.elsewhere import router as elsewhere
from gis_app.web.api.field import router as field
from gis_app.web.api.field_cards import router as field_cards
from gis_app.web.api.findings import router as findings
from gis_app.web.api.inspection import router as inspection
from gis_app.web.api.judging import router as judging
from gis_app.web.api.manners import Manners
from gis_app.web.api.papers import router as papers
from gis_app.web.api.rules import router as rules
from gis_app.web.api.search import router as search
from gis_app.web.api.session import router as session
from gis_app.web.api.swaps import router as swaps
from gis_app.web.api.vendor_cards import router as vendor_cards
from gis_app.web.api.vendors import router as vendors
from gis_app.web.api.zones import router as zones

api = Manners(
    title="Meydan",
    version="1",
    urls_namespace="api",
    description="Land, rights, vending spots and encroachments of the city.",
)
for router in (
    session,
    findings,
    judging,
    cards,
    search,
    allocations,
    cases,
    field,
    field_cards,
    papers,
    inspection,
    audit,
    vendors,
    vendor_cards,
    draws,
    draw_applications,
    draw_what_if,
    swaps,
    rules,
    zones,
    elsewhere,
):
    api.add_router("", router)
api.say_no_politely()
