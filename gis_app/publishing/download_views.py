"""``/downloads/{layer}.{ext}``: a layer as a file, as far as the person may see it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gis_app.accounts.audit import record
from gis_app.accounts.models import User
from gis_app.errors import NotFound
from gis_app.publishing import files, map_request
from gis_app.publishing.access import Viewer, scope_of
from gis_app.publishing.answers import refusals_answered
from gis_app.publishing.extract import Extract


@require_safe
@refusals_answered
def download(request: HttpRequest, layer: str, ext: str) -> HttpResponseBase:
    """The whole file is written before its first byte is sent."""
    scope = scope_of(Viewer.of(request.user), layer)
    if ext not in scope.layer.formats:
        raise NotFound(
            _("The layer is not offered in this format. There is: %(formats)s.")
            % {"formats": ", ".join(scope.layer.formats) or "–"}
        )
    extract = Extract.read(scope, request.GET.dict())
    with TemporaryDirectory(prefix="meydan-") as folder:
        path, rows = files.write(extract, ext, Path(folder))
        # The open file outlives its name, so nothing is left behind.
        content = path.open("rb")
    if isinstance(request.user, User):
        record(
            request.user,
            "download",
            f"layer:{layer}",
            format=ext,
            rows=rows,
            bbox=extract.bbox,
            # Names of fields only: what was typed is not for the log.
            only=sorted(extract.equal),
        )
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{layer}-{timezone.localdate():%Y-%m-%d}.{ext}",
        content_type=files.MEDIA_TYPES[ext],
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@refusals_answered
def map_file(request: HttpRequest) -> HttpResponseBase:
    """``/downloads/map.html``: the map as one file, for the reader's language."""
    wanted = map_request.read(Viewer.of(request.user), request.GET.dict())
    html = wanted.drawn(get_language() or "fa")
    if isinstance(request.user, User):
        record(
            request.user,
            "download",
            "map",
            layers=[scope.layer.id for scope in wanted.scopes],
            bbox=wanted.frame.box,
        )
    response = HttpResponse(html, content_type="text/html; charset=utf-8")
    name = f"meydan-{timezone.localdate():%Y-%m-%d}.html"
    # As an attachment: its inline script may not run on the city's own address.
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
