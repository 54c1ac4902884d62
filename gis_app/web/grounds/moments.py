"""When a finding was judged: at the scan, or when an act that is over was seen."""

from __future__ import annotations

from datetime import datetime

from gis_app.encroachment.models import Encroachment


def moment_of(finding: Encroachment) -> datetime:
    """The moment that rights and rules were asked for.

    What still stood when it was last found is judged then; an act that was over, when
    it was first seen.
    """
    occupation = finding.occupation
    if occupation is None or occupation.seen.lower is None or still_there(finding):
        return finding.seen_at
    lower: datetime = occupation.seen.lower
    return lower


def still_there(finding: Encroachment) -> bool:
    """Whether the occupation stood there when the finding was last written."""
    occupation = finding.occupation
    if occupation is None:
        return False
    upper = occupation.seen.upper
    return upper is None or upper > finding.seen_at
