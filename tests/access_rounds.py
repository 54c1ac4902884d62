"""The addresses of rounds and swaps, and who gets what there."""

from __future__ import annotations

from tests.access_rows import Row

OFFICE_PAGE = (302, 200, 403, 200, 200, 403)
NO_ROUND_PAGE = (302, 404, 403, 404, 404, 403)
NO_ROUND = (401, 404, 403, 404, 404, 403)
NO_BODY = (401, 400, 400, 400, 400, 400)
GIVERS = (401, 404, 403, 404, 403, 403)
"""404: allowed to try, but there is nothing with this number."""


def of_round(
    address: str, statuses: tuple[int, ...], path: str = "", method: str = "post"
) -> Row:
    return Row(
        f"api/draws/<code>/{address}",
        statuses,
        f"/api/draws/none/{path or address}",
        method,
    )


ROUNDS = [
    Row("workbench/rounds/", OFFICE_PAGE),
    Row("workbench/rounds/<str:code>/", NO_ROUND_PAGE, "/workbench/rounds/none/"),
    Row(
        "workbench/rounds/<str:code>/slip/<str:receipt>/",
        NO_ROUND_PAGE,
        "/workbench/rounds/none/slip/none/",
    ),
    Row("workbench/swaps/", OFFICE_PAGE),
    Row("workbench/swaps/<int:swap_id>/", NO_ROUND_PAGE, "/workbench/swaps/0/"),
    Row(
        "workbench/swaps/<int:swap_id>/record.json",
        NO_ROUND_PAGE,
        "/workbench/swaps/0/record.json",
    ),
    # --- rounds of allocation; there is none with this code
    Row("api/draws", (401, 200, 403, 200, 200, 403)),
    Row("api/draws", NO_BODY, method="post"),
    Row("api/draws/<code>", NO_ROUND, "/api/draws/none"),
    of_round("plan", NO_BODY),
    of_round("zones", NO_ROUND, method="get"),
    of_round("lots", NO_ROUND, method="get"),
    of_round("lots", NO_BODY),
    of_round("lots/remove", NO_BODY),
    of_round("classes", NO_BODY),
    of_round("witnesses", NO_BODY),
    of_round("witnesses/<int:witness_id>/reveal", NO_BODY, "witnesses/0/reveal"),
    of_round("step", NO_BODY),
    of_round("applications", NO_ROUND, method="get"),
    of_round("applications", NO_BODY),
    of_round("applications/<receipt>/wishes", NO_BODY, "applications/R/wishes"),
    of_round("applications/<receipt>/withdraw", GIVERS, "applications/R/withdraw"),
    of_round("applications/<receipt>/judge", NO_BODY, "applications/R/judge"),
    of_round("applications/<receipt>/challenges", NO_BODY, "applications/R/challenges"),
    of_round("challenges/<int:challenge_id>", NO_BODY, "challenges/0"),
    of_round("judge", GIVERS),
    of_round("result", NO_ROUND, method="get"),
    of_round("offers", (401, 404, 403, 403, 403, 403)),
    of_round("offers/<int:offer_id>/answer", NO_BODY, "offers/0/answer"),
    of_round("offers/pass-on", GIVERS),
    # --- swaps among holders; there is none with this number
    Row("api/swaps", (401, 200, 403, 200, 200, 403)),
    Row("api/swaps", NO_BODY, method="post"),
    Row("api/swaps/permits", (401, 200, 403, 200, 200, 403)),
    Row("api/swaps/<int:swap_id>", NO_ROUND, "/api/swaps/0"),
    Row("api/swaps/<int:swap_id>/willing", NO_BODY, "/api/swaps/0/willing", "post"),
    Row(
        "api/swaps/<int:swap_id>/willing/<receipt>/take-out",
        GIVERS,
        "/api/swaps/0/willing/R/take-out",
        "post",
    ),
    Row("api/swaps/<int:swap_id>/step", NO_BODY, "/api/swaps/0/step", "post"),
]
