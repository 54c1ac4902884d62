"""The addresses of rounds and swaps, and who gets what there."""

from __future__ import annotations

from tests.access_rows import UNREAD, Row

OFFICE_PAGE = (302, 200, 403, 200, 200, 403)
NO_ROUND_PAGE = (302, 404, 403, 404, 404, 403)
NO_ROUND = (401, 404, 403, 404, 404, 403)
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
    Row(
        "workbench/rounds/<str:code>/what-if/",
        NO_ROUND_PAGE,
        "/workbench/rounds/none/what-if/",
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
    Row("api/draws", UNREAD, method="post"),
    Row("api/draws/<code>", NO_ROUND, "/api/draws/none"),
    of_round("plan", UNREAD),
    of_round("zones", NO_ROUND, method="get"),
    of_round("lots", NO_ROUND, method="get"),
    of_round("lots", UNREAD),
    of_round("lots/remove", UNREAD),
    of_round("classes", UNREAD),
    of_round("witnesses", UNREAD),
    of_round("witnesses/<int:witness_id>/reveal", UNREAD, "witnesses/0/reveal"),
    of_round("step", UNREAD),
    of_round("what-if", NO_ROUND, method="get"),
    of_round("applications", NO_ROUND, method="get"),
    of_round("applications", UNREAD),
    of_round("applications/<receipt>/wishes", UNREAD, "applications/R/wishes"),
    of_round("applications/<receipt>/withdraw", GIVERS, "applications/R/withdraw"),
    of_round("applications/<receipt>/judge", UNREAD, "applications/R/judge"),
    of_round("applications/<receipt>/challenges", UNREAD, "applications/R/challenges"),
    of_round("challenges/<int:challenge_id>", UNREAD, "challenges/0"),
    of_round("judge", GIVERS),
    of_round("result", NO_ROUND, method="get"),
    of_round("offers", (401, 404, 403, 403, 403, 403)),
    of_round("offers/<int:offer_id>/answer", UNREAD, "offers/0/answer"),
    of_round("offers/pass-on", GIVERS),
    # --- swaps among holders; there is none with this number
    Row("api/swaps", (401, 200, 403, 200, 200, 403)),
    Row("api/swaps", UNREAD, method="post"),
    Row("api/swaps/permits", (401, 200, 403, 200, 200, 403)),
    Row("api/swaps/<int:swap_id>", NO_ROUND, "/api/swaps/0"),
    Row("api/swaps/<int:swap_id>/willing", UNREAD, "/api/swaps/0/willing", "post"),
    Row(
        "api/swaps/<int:swap_id>/willing/<receipt>/take-out",
        GIVERS,
        "/api/swaps/0/willing/R/take-out",
        "post",
    ),
    Row("api/swaps/<int:swap_id>/step", UNREAD, "/api/swaps/0/step", "post"),
]
