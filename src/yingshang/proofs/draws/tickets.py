"""Equal chances: a ticket for every entry, and the smallest win."""

import heapq
from hashlib import sha256

DIGEST = 32  # bytes


def smallest(key: bytes, entries: list[str], number: int) -> list[str]:
    """The `number` entries with the smallest SHA-256(key, entry), in that order.

    The order in which entries come does not matter: a ticket depends on nothing but its entry.
    Ticket and entry are kept as one bytes object, so that they sort at C speed.
    """
    tickets = [sha256(key + name).digest() + name for name in map(str.encode, entries)]
    if 8 * number > len(tickets):
        tickets.sort()
        winners = tickets[:number]
    else:
        winners = heapq.nsmallest(number, tickets)
    return [ticket[DIGEST:].decode() for ticket in winners]
