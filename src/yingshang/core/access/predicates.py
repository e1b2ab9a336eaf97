"""Who may act and who may see, as SQL over the aliases `c` (case), `i` (item), `b` (batch row).

One home for the rule: guards use it over a batch, `posts.may_serve` over one case. The doors say
the same for one reader in a form that uses the indexes; a test holds both to each other.
"""

from collections.abc import Iterable

from yingshang.core.access.confined import confined

ACTS_FOR_THE_PARTY = """EXISTS (
    SELECT 1 FROM core_user u
    WHERE u.id = b.actor_id AND u.is_active AND u.person_id IS NOT NULL AND (
        u.person_id = c.party_id
        OR EXISTS (
            SELECT 1 FROM core_mandate m
            WHERE m.holder_id = u.person_id AND m.principal_id = c.party_id
              AND m.revoked_at IS NULL AND m.valid_from <= b.at
              AND (m.valid_until IS NULL OR m.valid_until > b.at)
              AND (m.scope = '{}' OR i.code = ANY (m.scope) OR (
                    SELECT bi.code FROM core_case bundle JOIN core_item bi ON bi.id = bundle.item_id
                    WHERE bundle.id = c.parent_id) = ANY (m.scope)))))"""

# A post counts at its own office; a window clerk, a delivery desk, the call-back desk and the
# government's head serve every office of their place. A substitute counts while standing in.
SERVES_THE_CASE = """EXISTS (
    SELECT 1 FROM core_post p JOIN core_office o ON o.id = p.office_id
    WHERE p.role = ANY (:roles)
      AND (p.office_id = c.office_id
           OR (p.role = ANY (:place_wide) AND o.place = c.place))
      AND (p.items = '{}' OR i.code = ANY (p.items))
      AND p.valid_from <= b.at AND (p.valid_until IS NULL OR p.valid_until > b.at)
      AND ((p.user_id = b.actor_id AND EXISTS (
                SELECT 1 FROM core_user u WHERE u.id = p.user_id AND u.is_active))
           OR EXISTS (
                SELECT 1 FROM core_substitution s JOIN core_user u ON u.id = s.substitute_id
                WHERE s.post_id = p.id AND s.substitute_id = b.actor_id AND u.is_active
                  AND s.valid_from <= b.at AND s.valid_until > b.at)))"""

# Whoever is the party, or holds any mandate of the party, stands back (回避).
# *Source*: Civil Servants Law (公务员法) Art. 76.
IS_THEIR_OWN = """EXISTS (
    SELECT 1 FROM core_user own WHERE own.id = b.actor_id AND own.person_id IS NOT NULL AND (
        own.person_id = c.party_id
        OR EXISTS (
            SELECT 1 FROM core_mandate held
            WHERE held.holder_id = own.person_id AND held.principal_id = c.party_id
              AND held.revoked_at IS NULL AND held.valid_from <= b.at
              AND (held.valid_until IS NULL OR held.valid_until > b.at))))"""

SERVING_PLACE_WIDE = ("clerk", "delivery", "callback", "government")
SEEING_PLACE_WIDE = (*SERVING_PLACE_WIDE, "supervisor")


def serves_the_case(roles: str) -> str:
    """Whether the actor serves the case in one of `roles`, an SQL expression of type text[]."""
    return _at_a_post(roles, SERVING_PLACE_WIDE)


def sees_the_case() -> str:
    """Whether the actor may see the case, for its party or at a post; supervisors see the place."""
    at_any_post = _at_a_post("ARRAY[p.role]", SEEING_PLACE_WIDE)
    at_any_post = at_any_post.replace("WHERE p.role", f"WHERE {_unless_confined()} AND p.role", 1)
    return f"({ACTS_FOR_THE_PARTY} OR {at_any_post})"


def _unless_confined() -> str:
    """A confined kind is seen by its roles at the case's own office; see `confined`."""
    rules = [
        f"(c.kind <> '{kind}' OR (p.office_id = c.office_id AND p.role IN ({_listed(roles)})))"
        for kind, roles in sorted(confined().items())
    ]
    return " AND ".join(rules) or "true"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _at_a_post(roles: str, place_wide: tuple[str, ...]) -> str:
    wide = ", ".join(f"'{role}'" for role in place_wide)
    return SERVES_THE_CASE.replace(":roles", roles).replace(":place_wide", f"ARRAY[{wide}]")
