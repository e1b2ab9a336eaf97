"""Lifecycles as Mermaid text, made from the same tables that run them."""

from yingshang.core.cases.lifecycle import Lifecycle


def mermaid(lifecycle: Lifecycle) -> str:
    """A `stateDiagram-v2` of the lifecycle, labelled in Chinese with the English names."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{s.zh} {s.en}" as {s.name}' for s in lifecycle.states]
    lines += [f"    [*] --> {name}" for name in sorted(lifecycle.initial)]
    for step in lifecycle.steps:
        lines += [
            f"    {source} --> {step.target or source}: {step.zh} {step.name}"
            for source in sorted(step.sources)
        ]
    lines += [f"    {state.name} --> [*]" for state in lifecycle.states if state.is_final]
    return "\n".join(lines) + "\n"
