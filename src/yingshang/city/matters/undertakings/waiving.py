"""What a draft's choices do to its plan: materials that a promise replaces are not asked for."""

from collections.abc import Iterable
from dataclasses import replace

from yingshang.city.matters.shrinking.plans import Plan, PlannedMaterial, Saved
from yingshang.city.matters.shrinking.sentences import saved
from yingshang.city.matters.undertakings.models import Kind, UndertakingChoice


def without_promised(plan: Plan, choices: Iterable[UndertakingChoice]) -> Plan:
    """The plan after the choices: replaced materials gone, those put off no longer required.

    A material that another matter wants too is asked for all the same.
    """
    replaced: set[tuple[str, str]] = set()
    put_off: set[tuple[str, str]] = set()
    for choice in choices:
        pairs = {(choice.matter, material) for material in choice.materials}
        (put_off if choice.kind == Kind.CONDITIONAL else replaced).update(pairs)
    if not replaced and not put_off:
        return plan
    materials, spared = [], []
    for material in plan.materials:
        left = tuple(m for m in material.used_by if (m, material.code) not in replaced)
        if not left:
            spared.append(_spared(material))
            continue
        is_late = all((m, material.code) in put_off for m in left)
        required = material.required and not is_late
        materials.append(replace(material, used_by=left, required=required))
    return replace(
        plan,
        materials=tuple(materials),
        saved=(*plan.saved, *spared),
        counts=replace(plan.counts, materials_after=len(materials)),
        effort=plan.effort.model_copy(update={"materials": len(materials)}),
    )


def _spared(material: PlannedMaterial) -> Saved:
    names = (material.name, material.name_en)
    return saved("material", "promised", material.code, names, material.used_by)
