"""Title, legend and date around a map in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from gis_app.publishing.display import harmless

STYLE = """
body { font-family: Vazirmatn, sans-serif; color: #1f2a2e; background: #f2efe7; }
.leaflet-container { font: inherit; background: #f2efe7; }
.sheet-title, .sheet-legend {
  position: fixed; z-index: 1000; background: #fffdf9; border-radius: 10px;
  box-shadow: 0 1px 6px rgb(31 42 46 / 20%); padding: 10px 14px; line-height: 1.65;
}
.sheet-title { inset-block-start: 12px; inset-inline-start: 12px;
  max-inline-size: 60vw; }
.sheet-title h1 { font-size: 20px; margin: 0; color: #0f5c56; }
.sheet-title p { font-size: 13px; margin: 0; color: #5d6a6e; }
.sheet-legend { inset-block-end: 12px; inset-inline-start: 12px; font-size: 13px; }
.sheet-legend ul { list-style: none; margin: 0; padding: 0; }
.sheet-legend li { display: flex; align-items: center; gap: 8px; }
.sheet-legend svg { flex: none; }
.leaflet-popup-content { font: inherit; font-size: 13px; line-height: 1.65; }
.leaflet-popup-content th { text-align: start; color: #5d6a6e; font-weight: 400;
  padding-inline-end: 10px; vertical-align: top; }
.name { white-space: nowrap; font-size: 12px; color: #57605f; pointer-events: none;
  direction: ltr; text-shadow: 0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff; }
.name span { display: inline-block; transform: translate(-50%, -50%); }
[dir="rtl"] .name span { direction: rtl; }
[dir="rtl"] .leaflet-popup-content, [dir="rtl"] .leaflet-control-layers {
  direction: rtl; text-align: right; }
@media print { .leaflet-control-container { display: none; } }
"""


def frame_html(
    titles: Sequence[str], legend: Sequence[tuple[str, Mapping[str, Any]]], day: str
) -> str:
    """The title card and the legend card."""
    lines = "".join(
        f"<li>{_swatch(look)}<span>{harmless(label)}</span></li>"
        for label, look in legend
    )
    date_line = _("As of %(day)s") % {"day": day}
    legend_card = (
        f'<section class="sheet-legend" aria-label="{harmless(_("Legend"))}">'
        f"<ul>{lines}</ul></section>"
        if lines
        else ""
    )
    return (
        f'<header class="sheet-title"><h1>{harmless(_("Meydan: map of the city"))}</h1>'
        f"<p>{harmless(' · '.join(titles))}</p><p>{harmless(date_line)}</p></header>"
        + legend_card
    )


def _swatch(look: Mapping[str, Any]) -> str:
    fill = harmless(str(look.get("fill", "none")))
    stroke = harmless(str(look.get("stroke", "none")))
    dash = " ".join(str(part) for part in look.get("dash", ()))
    line = f'stroke="{stroke}" stroke-width="1.6" stroke-dasharray="{dash}"'
    if look.get("symbol"):
        shape = f'<circle cx="12" cy="8" r="6" fill="{fill}" {line}/>'
    else:
        shape = (
            f'<rect x="2" y="2" width="20" height="12" rx="2" fill="{fill}" {line}/>'
        )
    if look.get("pattern"):
        shape += f'<path d="M5 14 13 2M11 14 19 2" stroke="{stroke}" fill="none"/>'
    box = 'width="24" height="16" viewBox="0 0 24 16" aria-hidden="true"'
    return f"<svg {box}>{shape}</svg>"
