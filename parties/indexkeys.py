"""Every house has a key for its blind indexes, in the key store (00, item 23)."""

from parties.models import House
from zvh import keystore, sealing


def mint_missing() -> int:
    """Give each house without an index key one; how many were made."""
    ids = list(House.objects.values_list("index_key_id", flat=True))
    missing = set(ids) - keystore.fetch(ids).keys()
    for key_id in missing:
        sealing.new_dossier(key_id)
    return len(missing)
