"""The sentences of the page's scripts, in the page's one JSON element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LIST: dict[str, StrPromise] = {
    "act.again": _("Try again"),
    "act.close": _("Close"),
    "act.sign_in": _("Sign in"),
    "act.cancel": _("Cancel"),
    "act.more": _("More"),
    "error.offline": _("The server was not reached. Check the connection."),
    "error.refused": _("This was refused. Reload the page and try again."),
    "error.server": _("Something went wrong on our side. Try again in a minute."),
    "state.loading": _("Loading…"),
    "state.offline": _("No connection"),
    "state.refused": _("That didn't work"),
    "state.signed_out": _("You are signed out"),
    "show.all": _("All"),
    "show.no_card": _("Without a valid card"),
    "show.ending": _("Card ends within 30 days"),
    "show.no_portrait": _("Without a photo"),
    "show.suspended": _("Suspended"),
    "list.shown": _("Vendors: %(n)s"),
    "list.nothing": _("No vendor is like this"),
    "list.nothing_advice": _("Choose another group, or look for a code or a name."),
    "list.no_card": _("No card yet"),
    "list.until": _("until %(day)s"),
    "file.choose": _("Choose a vendor"),
    "file.choose_advice": _("The file opens here: photo, papers, permits and cards."),
}

FILE: dict[str, StrPromise] = {
    "file.trade": _("Trade"),
    "file.goods": _("Goods"),
    "file.pseudonym": _("Pseudonym"),
    "file.phone": _("Mobile"),
    "file.phone_kept": _("kept sealed"),
    "file.phone_none": _("none"),
    "file.no_photo": _("No photo yet"),
    "file.add_photo": _("Add a photo"),
    "file.new_photo": _("Another photo"),
    "file.photo_advice": _("The face from the front, alone, in good light."),
    "file.sending": _("Sending the photo…"),
    "file.change": _("Change"),
    "file.save": _("Save"),
    "file.saved": _("Saved."),
    "file.suspend": _("Suspend"),
    "file.suspended": _("Suspended: %(reason)s"),
    "file.resume": _("End the suspension"),
    "file.why": _("Why?"),
    "file.why_suspend": _("Why is this vendor suspended?"),
    "file.phone_new": _("New mobile number (empty: as it is)"),
    "permits.title": _("Permits"),
    "permits.none": _("Holds no spot. Spots are given on the map."),
    "papers.title": _("Papers of priority"),
    "papers.none": _(
        "No paper yet. What a paper is worth in a draw is the council's decision."
    ),
    "papers.add": _("Add a paper"),
    "papers.kind": _("Class"),
    "papers.number": _("Number of the paper"),
    "papers.until": _("Valid until (empty: without an end)"),
    "papers.seen": _("I have seen the original"),
    "papers.seen_needed": _("See the original first, then tick the box."),
    "papers.withdraw": _("Withdraw"),
    "papers.why": _("Why does it not count any more?"),
    "papers.withdrawn": _("Withdrawn: %(reason)s"),
    "papers.ended": _("Ended"),
    "paper.number": _("no. %(number)s"),
}

CARDS: dict[str, StrPromise] = {
    "cards.title": _("Cards"),
    "cards.none": _("No card yet."),
    "cards.issue": _("Issue a card"),
    "cards.replace": _("Replace"),
    "cards.revoke": _("Revoke"),
    "cards.print": _("Print"),
    "cards.until": _("Last day"),
    "cards.reason": _("Why?"),
    "cards.note": _("Note (if needed)"),
    "cards.needs_photo": _("A card needs the vendor's photo first."),
    "cards.issued": _("The card is issued: print it now."),
    "cards.revoked": _("Revoked. Phones in the street learn it with their next data."),
    "cards.validity": _("from %(first)s until %(last)s"),
    "cards.do_revoke": _("Revoke it for good"),
    "cards.do_replace": _("Revoke and issue anew"),
}

REGISTER: dict[str, StrPromise] = {
    "register.title": _("Register a vendor"),
    "register.national_id": _("National id"),
    "register.national_id_advice": _("Ten digits; kept sealed, shown to nobody."),
    "register.name": _("Name as on the identity card"),
    "register.phone": _("Mobile"),
    "register.trade": _("Trade"),
    "register.trade_advice": _("As people call it: tea seller, cobbler."),
    "register.goods": _("What is sold"),
    "register.do": _("Register"),
    "register.done": _("Registered as %(code)s."),
    "register.done_known": _(
        "Registered as %(code)s; the person was in the register already."
    ),
    "register.open": _("Open the file of %(code)s"),
    "register.same": _("It is the same person: go on"),
}


def words() -> dict[str, str]:
    """Every sentence, translated."""
    parts = (LIST, FILE, CARDS, REGISTER)
    return {key: str(text) for part in parts for key, text in part.items()}
