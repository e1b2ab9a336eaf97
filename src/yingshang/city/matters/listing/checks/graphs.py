"""Orders that hold together: no cycles, producers exist, nothing waits for what may not come."""

from collections.abc import Iterator, Mapping

from yingshang.city.matters.listing.bundle import Bundle, Member
from yingshang.city.matters.listing.matter import Matter
from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.problems import ListError

Needs = Mapping[str, tuple[str, ...]]


def cycles(needs: Needs) -> list[tuple[str, ...]]:
    """The cycles of a graph, one for each knot, each written from its smallest code."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in sorted(needs):
        cycle = _cycle_from(start, needs, done)
        if cycle:
            found.append(cycle)
    return found


def _cycle_from(start: str, needs: Needs, done: set[str]) -> tuple[str, ...] | None:
    """Depth first without recursion; `done` keeps what needs no second look."""
    path: list[str] = []
    todo: list[tuple[str, bool]] = [(start, True)]
    cycle: tuple[str, ...] | None = None
    while todo:
        code, entering = todo.pop()
        if not entering:
            done.add(path.pop())
        elif code in path:
            cycle = cycle or _from_smallest(tuple(path[path.index(code) :]))
        elif code not in done:
            path.append(code)
            todo.append((code, False))
            todo += [(need, True) for need in reversed(needs.get(code, ()))]
    return cycle


def _from_smallest(cycle: tuple[str, ...]) -> tuple[str, ...]:
    first = cycle.index(min(cycle))
    return cycle[first:] + cycle[:first]


def everything_before(code: str, needs: Needs) -> frozenset[str]:
    """All that `code` waits for, directly or not."""
    found: set[str] = set()
    todo = list(needs.get(code, ()))
    while todo:
        need = todo.pop()
        if need not in found:
            found.add(need)
            todo += needs.get(need, ())
    return frozenset(found)


def check_outputs(items: Items) -> list[ListError]:
    """Materials that are outputs name results that exist, and matters do not feed each other."""
    matters = {item.code: item for item in items.of("matter", Matter)}
    errors = [e for item in matters.values() for e in _unknown_results(item, matters, items)]
    needs = {
        code: tuple(m.of.matter for m in item.model.materials if m.of and not m.otherwise)
        for code, item in matters.items()
    }
    for cycle in cycles(needs):
        item = matters[cycle[0]]
        index = next(
            i for i, m in enumerate(item.model.materials)
            if m.of and not m.otherwise and m.of.matter == (cycle[1:] + cycle[:1])[0]
        )  # fmt: skip
        errors.append(_cycle(item, ("materials", index, "of", "matter"), cycle))
    return errors


def check_needs(bundle: Item[Bundle], matters: Mapping[str, Item[Matter]]) -> Iterator[ListError]:
    """One bundle's members wait for members that are there and that must come."""
    members = bundle.model.members
    needs = {member.matter: member.needs for member in members}
    for index, member in enumerate(members):
        for place, need in enumerate(member.needs):
            if need not in needs:
                yield bundle.error(
                    "matters.missing_member", "members", index, "needs", place, found=need,
                    expected=", ".join(needs), zh="“{found}”不是这件事的成员事项。",
                    en="“{found}” is not a member of this bundle.",
                )  # fmt: skip
    for cycle in cycles({code: tuple(n for n in ns if n in needs) for code, ns in needs.items()}):
        index = [member.matter for member in members].index(cycle[0])
        yield _cycle(bundle, ("members", index, "needs"), cycle)
    yield from _waits_for_the_uncertain(bundle, matters)
    yield from _producers(bundle, needs, matters)


def _cannot_do_without(matter: Matter, producer: str) -> bool:
    return any(
        m.of is not None and m.of.matter == producer and m.otherwise is None
        for m in matter.materials
    )


def _implies(member: Member, need: Member) -> bool:
    """Whether the needed member belongs to the bundle whenever this one does."""
    return all(
        question in member.when and set(member.when[question]) <= set(values)
        for question, values in need.when.items()
    )


def _waits_for_the_uncertain(
    bundle: Item[Bundle], matters: Mapping[str, Item[Matter]]
) -> Iterator[ListError]:
    """A member cannot need one that may be put off or may be absent while it itself may not."""
    for index, member in enumerate(bundle.model.members):
        for place, code in enumerate(member.needs):
            need = bundle.model.member(code)
            if need is None:
                continue
            path = ("members", index, "needs", place)
            if need.deferrable and not member.deferrable:
                yield bundle.error(
                    "matters.needs_the_deferrable", *path, found=code,
                    expected="deferrable: false",
                    zh="不可暂缓的事项不能依赖可暂缓的“{found}”。",
                    en="A member that may not be put off cannot need “{found}”, which may.",
                )  # fmt: skip
            item = matters.get(member.matter)
            if bundle.model.guidance is not None:
                continue  # judged over all combinations of answers, see `guidance`
            if item and _cannot_do_without(item.model, code) and not _implies(member, need):
                yield bundle.error(
                    "matters.needs_the_conditional", *path, found=code, expected=str(need.when),
                    zh="“{found}”只在某些答案下才办理，依赖它的事项要有同样的条件。",
                    en="“{found}” is handled for some answers only; what needs it must have the "
                    "same condition.",
                )  # fmt: skip


def _producers(
    bundle: Item[Bundle], needs: Needs, matters: Mapping[str, Item[Matter]]
) -> Iterator[ListError]:
    for index, member in enumerate(bundle.model.members):
        item = matters.get(member.matter)
        before = everything_before(member.matter, needs)
        for material in item.model.materials if item else ():
            if material.of is None or material.of.matter in before:
                continue
            if material.of.matter in needs:
                yield bundle.error(
                    "matters.producer_not_awaited", "members", index, "needs",
                    found=", ".join(member.needs), expected=material.of.matter,
                    material=material.name, material_en=material.name_en,
                    zh="本成员要用“{expected}”产生的“{material}”，请把它写进 needs。",
                    en="This member uses “{material_en}” made by “{expected}”: add it to needs.",
                )  # fmt: skip
            elif material.otherwise is None:
                yield bundle.error(
                    "matters.no_producer", "members", index, "matter",
                    found=material.of.matter, expected="a member of this bundle",
                    material=material.name, material_en=material.name_en,
                    zh="材料“{material}”由“{found}”产生，但它不是这件事的成员。",
                    en="“{material_en}” is made by “{found}”, which is not a member here.",
                )  # fmt: skip


def _unknown_results(
    item: Item[Matter], matters: Mapping[str, Item[Matter]], items: Items
) -> Iterator[ListError]:
    for index, material in enumerate(item.model.materials):
        if material.of is None:
            continue
        producer = matters.get(material.of.matter)
        path = ("materials", index, "of")
        if producer is None:
            if items.has("matter", material.of.matter):
                continue
            yield item.error(
                "matters.missing_matter", *path, "matter", found=material.of.matter,
                expected="a matter of this place", zh="事项清单里没有“{found}”。",
                en="There is no matter “{found}” in the lists.",
            )  # fmt: skip
        elif material.of.result not in {result.code for result in producer.model.results}:
            yield item.error(
                "matters.missing_result", *path, "result", found=material.of.result,
                expected=", ".join(result.code for result in producer.model.results),
                matter=producer.code,
                zh="事项“{matter}”没有结果“{found}”，它的结果有：{expected}。",
                en="The matter “{matter}” has no result “{found}”; it has: {expected}.",
            )  # fmt: skip


def _cycle(
    item: Item[Matter] | Item[Bundle], path: tuple[str | int, ...], cycle: tuple[str, ...]
) -> ListError:
    way = " → ".join((*cycle, cycle[0]))
    return item.error(
        "matters.cycle", *path, found=way, expected="no cycle",
        zh="互相等待，谁也无法开始：{found}。请去掉其中一处依赖。",
        en="These wait for each other and none can start: {found}. Remove one of the needs.",
    )  # fmt: skip
