"""The keys that sign cards: made, changed for newer ones, withdrawn."""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gis_app.accounts.audit import Actor, record
from gis_app.errors import BadInput, NotFound
from gis_app.land.sealing import need_keys, seal, unseal
from gis_app.vendors.models import MOST_NOTE, CardKey

SIGNING, RETIRED, WITHDRAWN = (
    CardKey.State.SIGNING,
    CardKey.State.RETIRED,
    CardKey.State.WITHDRAWN,
)


@transaction.atomic
def rotate(*, by: Actor) -> CardKey:
    """A new key signs from now on; cards of the old one stay valid until they expire.

    The old private half is destroyed: nobody can sign with it any more.
    """
    retire = CardKey.objects.select_for_update().filter(state=SIGNING)
    retire.update(state=RETIRED, private_sealed=None, retired_at=timezone.now())
    made = _made()
    record(by, "rotate-card-key", f"card-key:{made.kid}")
    return made


@transaction.atomic
def withdraw(*, kid: str, because: str, by: Actor) -> CardKey:
    """A key that others may know: every card that it signed is void at once.

    Raises NotFound for an unknown key and BadInput without a reason.
    """
    reason = " ".join(because.split())[:MOST_NOTE]
    if not reason:
        raise BadInput(_("Say why the key is withdrawn."))
    key = CardKey.objects.select_for_update().filter(kid=kid.lower()).first()
    if key is None:
        raise NotFound(_("There is no key of this number."))
    if key.state != WITHDRAWN:
        now = timezone.now()
        key.retired_at = key.retired_at or now
        key.state, key.private_sealed = WITHDRAWN, None
        key.withdrawn_at, key.withdrawn_because = now, reason
        key.save()
        record(by, "withdraw-card-key", f"card-key:{key.kid}")
    return key


def signing() -> CardKey:
    """The key that signs now; the first one is made when it is first needed.

    Raises Conflict on a server that can't seal.
    """
    found = CardKey.objects.filter(state=SIGNING).first()
    if found is not None:
        return found
    need_keys()
    try:
        with transaction.atomic():
            made = _made()
            record("cards", "rotate-card-key", f"card-key:{made.kid}")
            return made
    except IntegrityError:  # somebody else made it at the same moment
        return CardKey.objects.get(state=SIGNING)


def private_half(key: CardKey) -> bytes:
    """The 32 bytes that sign; raises sealing.SealBroken with another sealing key."""
    return bytes.fromhex(unseal(key.private_sealed or b""))


def public_half(kid: bytes) -> bytes | None:
    """The 32 bytes that verify what a key signed, whatever became of it since."""
    found = CardKey.objects.filter(kid=kid.hex()).values_list("public", flat=True)
    return bytes.fromhex(found[0]) if found else None


def kid_of(public: bytes) -> str:
    """The number of a key: eight bytes of the hash of its public half, in hex."""
    return sha256(public).hexdigest()[:16]


def _made() -> CardKey:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    made = CardKey.objects.create(
        kid=kid_of(public),
        public=public.hex(),
        private_sealed=seal(key.private_bytes_raw().hex()),
    )
    made.refresh_from_db()
    return made
