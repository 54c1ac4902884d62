"""The sentences of the office's scripts about rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gis_app.rounds.models import Application
from gis_app.web import words as others

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LIST: dict[str, StrPromise] = {
    "rounds.new": _("Prepare a new round"),
    "rounds.none": _("No round yet"),
    "rounds.none_advice": _(
        "A round gives out spots by lot. Prepare one: titles and dates first, then"
        " lots, who goes first, and witnesses."
    ),
    "rounds.round": _("Round"),
    "rounds.stage": _("Stage"),
    "rounds.applying": _("Applications"),
    "rounds.taken": _("Applications taken"),
    "rounds.draw": _("Draw"),
    "rounds.lots": _("Lots"),
    "rounds.next": _("Next"),
    "rounds.due": _("due now"),
    "rounds.save": _("Save"),
    "rounds.cancel": _("Leave it"),
    "rounds.edit": _("Change"),
    "rounds.saved": _("Saved."),
    "rounds.add": _("Add"),
    "rounds.remove": _("Take out"),
    "rounds.count": _("How many"),
}
CALL: dict[str, StrPromise] = {
    "call.tab": _("The call"),
    "call.code": _("Code"),
    "call.title_fa": _("Persian title"),
    "call.title_en": _("English title"),
    "call.opens_at": _("Applications from"),
    "call.closes_at": _("Applications until"),
    "call.challenge_until": _("Challenges until"),
    "call.draw_at": _("Draw at"),
    "call.valid_from": _("Permits from"),
    "call.valid_until": _("Permits until"),
    "call.valid": _("Permits"),
    "call.answer_days": _("Days to answer"),
    "call.number_name": _("Public number that counts"),
    "call.number_hint": _(
        "A number that nobody can choose, as published by whom and when: a stock index,"
        " say, at the end of the day before the draw."
    ),
    "call.legal_ref": _("Legal reference"),
    "call.clock": _("hour"),
    "call.calendar": _("Open the calendar"),
    "call.month_before": _("Month before"),
    "call.month_after": _("Month after"),
    "call.needs": _("Before it can be opened"),
    "call.met": _("done"),
    "call.unmet": _("missing"),
    "call.ready": _("Nothing stands in the way: the call can be opened."),
    "call.facts": _("Dates and rules"),
    "call.reason": _("Why is it called off? The reason is published."),
    "call.seen": _("The public page"),
    "call.off": _("Called off because:"),
}
LOTS: dict[str, StrPromise] = {
    "lots.title": _("Lots by zone"),
    "lots.zone": _("Zone"),
    "lots.choose": _("Choose a zone"),
    "lots.all_hours": _("All hours of the zone"),
    "lots.slots": _("At these hours"),
    "lots.slot": _("Time %(n)s"),
    "lots.slot_more": _("Another time"),
    "lots.slot_less": _("Without this time"),
    "lots.start": _("From"),
    "lots.end": _("Until"),
    "lots.days": _("Days of the week"),
    "lots.fill": _("Add all lawful free spots"),
    "lots.added": _("Lots added: %(n)s"),
    "lots.none": _("No lots yet"),
    "lots.none_advice": _(
        "Choose a zone and its hours: every spot there that is lawful and free comes in"
        " at once."
    ),
    "lots.spot": _("Spot"),
    "lots.hours": _("Hours"),
    "lots.goods": _("Goods"),
    "lots.of": _("%(n)s lots"),
    "lots.map": _("Map of the lots in this zone; the table names them"),
    "lots.out": _("Take spot %(spot)s out"),
    "lots.whole_out": _("Take the whole zone out"),
    "classes.title": _("Who goes first"),
    "classes.none": _("No priority classes: in this zone the lottery alone decides."),
    "classes.fa": _("Class, in Persian"),
    "classes.en": _("Class, in English"),
    "classes.ref": _("Decision"),
    "classes.add": _("Another class"),
    "classes.up": _("Earlier"),
    "classes.down": _("Later"),
    "classes.last": _("Whoever is in none comes after them."),
}
WITNESSES: dict[str, StrPromise] = {
    "witness.title": _("Witnesses"),
    "witness.name": _("Witness"),
    "witness.seal": _("Seal (64 digits)"),
    "witness.how": _(
        "At least three. Each seals a word on his own device, on the public page of any"
        " round, and gives the seal only."
    ),
    "witness.add": _("Another witness"),
    "witness.revealed": _("revealed"),
    "witness.silent": _("not yet revealed"),
    "witness.word": _("The word, to the letter"),
    "witness.take": _("Take the word"),
    "witness.substitute": _(
        "For a witness who keeps silent, a hash of his seal and the public number"
        " counts: nobody can stop the draw."
    ),
}
DESK: dict[str, StrPromise] = {
    "desk.tab": _("Applications"),
    "desk.title": _("Enter an application"),
    "desk.vendor": _("Who applies"),
    "desk.wishes": _("Wishes, the best first"),
    "desk.wish": _("Spot number, or the name of a zone"),
    "desk.any": _("any lot of %(zone)s"),
    "desk.lot": _("spot %(spot)s, %(hours)s"),
    "desk.up": _("Move “%(wish)s” up"),
    "desk.down": _("Move “%(wish)s” down"),
    "desk.out": _("Take “%(wish)s” out"),
    "desk.moved": _("Now in place %(n)s: %(wish)s"),
    "desk.keys": _("Up to ten. Alt with an arrow moves the wish that has the focus."),
    "desk.no_wish": _("No wish yet"),
    "desk.send": _("File the application"),
    "desk.change": _("Save the wishes"),
    "desk.filed": _("Filed under this receipt number:"),
    "desk.slip": _("Print the slip"),
    "desk.next": _("Next applicant"),
    "desk.first": _("Choose the vendor and at least one wish."),
    "desk.closed": _("Applications are not taken at this time."),
    "desk.full": _("Ten wishes are the most."),
}
REVIEW: dict[str, StrPromise] = {
    "review.list": _("Applications received"),
    "review.all": _("All"),
    "review.challenged": _("Challenged"),
    "review.find": _("Receipt number or vendor's code"),
    "review.none": _("No application here"),
    "review.none_advice": _("Applications appear here as they are entered."),
    "review.receipt": _("Receipt number"),
    "review.who": _("Vendor"),
    "review.wishes": _("Wishes"),
    "review.status": _("Status"),
    "review.rest": _("Judge the rest by the rules"),
    "review.rested": _("Judged: %(n)s."),
    "review.classes": _("Priority classes"),
    "review.papers": _("Papers of priority in force: %(papers)s"),
    "review.weight": _("Weight in the lottery"),
    "review.judge": _("Judge by the rules"),
    "review.by_hand": _("Decide beside the rules"),
    "review.admit": _("Admit"),
    "review.refuse": _("Refuse"),
    "review.note": _("Reason for the file"),
    "review.note_of": _("Reason for the file: %(note)s"),
    "review.decided": _("Decided by %(who)s"),
    "review.withdraw": _("Take the application back"),
    "review.withdrawn": _("The application was taken back."),
    "review.change": _("Change the wishes"),
    "review.challenge": _("Challenge"),
    "review.challenge_text": _("What is wrong with the application?"),
    "review.challenges": _("Challenges"),
    "review.until": _("Challenges are taken until %(when)s."),
    "review.raised": _("Raised by %(who)s, %(when)s"),
    "review.own": _("Somebody else has to decide what you raised."),
    "review.uphold": _("Uphold"),
    "review.reject": _("Reject"),
    "review.answer": _("Reason of the decision"),
    "review.answered": _("%(outcome)s by %(who)s: %(answer)s"),
    "review.more": _("Show more"),
}
DRAW: dict[str, StrPromise] = {
    "draw.tab": _("Draw"),
    "draw.not_frozen": _("The list is not frozen yet"),
    "draw.not_frozen_advice": _(
        "When every application is judged and every challenge decided, the list is"
        " frozen; then witnesses reveal their words."
    ),
    "draw.frozen": _("The list was frozen on %(when)s. Nobody can change it any more."),
    "draw.root": _("Root of the list"),
    "draw.rules": _("Hash of the rules"),
    "draw.number": _("The public number, as it was published"),
    "draw.drawn": _(
        "Drawn on %(when)s: %(pool)s took part, %(given)s were given a lot."
    ),
    "draw.record": _("The record"),
    "draw.program": _("The program that checks it"),
    "draw.proof": _("The public proof"),
    "draw.result": _("Who got what"),
    "draw.lot": _("Lot"),
    "draw.given": _("Given by the draw"),
    "draw.rank": _("rank %(rank)s"),
    "draw.nobody": _("nobody"),
    "draw.waiting": _("Waiting list"),
    "draw.waits": _("%(n)s wait; next: %(who)s"),
    "draw.no_wait": _("nobody waits"),
}
OFFERS: dict[str, StrPromise] = {
    "offers.tab": _("Offers"),
    "offers.none": _("No offers yet"),
    "offers.none_advice": _("After the draw, offers go to those whom it gave a lot."),
    "offers.make": _("Make the offers"),
    "offers.made": _("Offers made: %(n)s."),
    "offers.pass_on": _("Pass on what is free"),
    "offers.pass_note": _(
        "Not answered in time: %(late)s. Permits ended early: %(ended)s. Free lots that"
        " somebody waits for: %(idle)s."
    ),
    "offers.passed": _("What was free went to the next."),
    "offers.lot": _("Lot"),
    "offers.who": _("Offered to"),
    "offers.by": _("Answer by"),
    "offers.state": _("Answer"),
    "offers.accept": _("Accepts"),
    "offers.refuse": _("Turns it down"),
    "offers.give_back": _("Gives it back"),
    "offers.sure_back": _("The permit ends and the lot goes to the next."),
    "offers.late": _("overdue"),
    "offers.open": _("wait for an answer"),
    "offers.accepted": _("accepted"),
    "offers.refused": _("turned down"),
    "offers.expired": _("not answered"),
    "offers.released": _("given back"),
    "offers.idle": _("without a holder"),
    "offers.accepted_now": _("Accepted: the permit is made."),
    "offers.passed_one": _("Noted; the lot goes to the next, if somebody waits."),
    "offers.empty": _("Nothing here"),
}


def words() -> dict[str, str]:
    """With those of the workbench, in the request's language."""
    parts = (LIST, CALL, LOTS, WITNESSES, DESK, REVIEW, DRAW, OFFERS)
    own = {key: str(text) for part in parts for key, text in part.items()}
    own |= {f"status.{code}": str(name) for code, name in Application.Status.choices}
    return others.words() | own
