"""What the phone page says of vendors' cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CARD: dict[str, StrPromise] = {
    "scan.title": _("Scan a card"),
    "scan.camera": _("What the camera sees"),
    "scan.aim": _("Hold the code of the card into the frame."),
    "scan.no_camera": _(
        "The camera is not available: allow it in the browser, take a photo, or type"
        " the number."
    ),
    "scan.photo": _("Read it from a photo"),
    "scan.nothing": _("There is no code in this photo: closer, without glare."),
    "scan.type": _("Or type the number of the card or the vendor's code"),
    "scan.look": _("Look up"),
    "scan.next": _("The next card"),
    "card.valid": _("Valid card"),
    "card.here": _("Valid card: spot %(number)s, here and now"),
    "card.elsewhere": _("Valid card, but the spot is elsewhere"),
    "card.not_now": _("Valid card, but not at this hour"),
    "card.no_spot": _("Valid card without a spot"),
    "card.no_spot_known": _(
        "As far as this phone knows the vendor holds no spot in your districts."
    ),
    "card.no_spot_at_all": _("The vendor holds no spot in the city."),
    "card.away": _("%(distance)s from here"),
    "card.spot": _("%(spot)s, %(hours)s"),
    "card.revoked": _("This card was revoked"),
    "card.suspended": _("The vendor is suspended"),
    "card.suspended_detail": _("The card is not valid as long as that lasts."),
    "card.expired": _("This card has expired"),
    "card.expired_on": _("Its last hour was %(day)s."),
    "card.key_withdrawn": _("This card is void"),
    "card.key_detail": _("The key that signed it was withdrawn"),
    "card.since": _("%(what)s · since %(day)s"),
    "card.until": _("until %(day)s"),
    "card.old_list": _("True card, but perhaps revoked since"),
    "card.old_list_detail": _(
        "The list of revoked cards on this phone is %(days)s days old: open this page"
        " with internet to renew it."
    ),
    "card.list_of": _(
        "Signature checked on this phone · list of revoked cards: %(date)s"
    ),
    "card.fresh": _("Asked of the register just now"),
    "card.typed": _("A card of this number is in force"),
    "card.typed_advice": _(
        "Only the number was looked up: scan the code to know whether this card is"
        " true."
    ),
    "card.compare": _("A code can be photographed: compare the photo on the card."),
    "card.compare_shown": _("Compare this photo with the person, and with the card."),
    "card.portrait": _("Photo of the vendor"),
    "card.forged": _("Forged or damaged: the signature does not hold"),
    "card.forged_advice": _(
        "This code was not written by the municipality, or can't be read whole: scan it"
        " once more, cleaned and without glare."
    ),
    "card.unknown_key": _("Signed with a key that this phone does not know"),
    "card.unknown_key_advice": _(
        "Either forged, or newer than the data on this phone: scan it again with"
        " internet."
    ),
    "card.no_card": _("This code is no vendor's card"),
    "card.no_card_advice": _("Scan the code on the front of the card."),
    "card.no_list": _("Nothing about cards is kept on this phone yet"),
    "card.no_list_advice": _(
        "Open this page once with internet: keys and revoked cards are then kept."
    ),
    "card.not_here": _("This phone knows no card of this number"),
    "card.not_here_advice": _(
        "It keeps cards with a spot in your districts, and revoked ones. Scan the code,"
        " or look it up with internet."
    ),
    "card.unknown_number_advice": _("Look at the number once more, or scan the code."),
}
