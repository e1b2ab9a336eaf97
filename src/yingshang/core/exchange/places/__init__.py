"""Letters between places: signed, numbered, answered by a receipt; nothing else passes.

Two places may live in one database today and in two instances tomorrow. A letter is the same in
both: canonical JSON under the sending place's Ed25519 key, numbered without gaps in each channel,
with what is personal sealed to the receiver. It goes out by the exchange's own outbox (retry, dead
letters, entries) through the adapter `Places`, into the letterbox of this database where the
receiver lives here, else into a folder that both sides reach. The receiver checks it, enters it in
the register and signs a receipt; whatever does not hold is refused, and the refusal is an entry.
"""
