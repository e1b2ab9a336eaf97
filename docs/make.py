"""Makes what the docs take from the code (`make docs`): lifecycle diagrams, pages of the rules."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = """# Lifecycles · 办件的一生

Drawn from the very tables that run them (`core/cases/lifecycle.py`); `make docs` renews this file
and a test compares it. 由运行中的状态表直接生成。
"""


def main() -> None:
    """Write every generated page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
    import django

    django.setup()
    (HERE / "lifecycles.md").write_text(lifecycles_page(), encoding="utf-8")
    from docs import rules_pages

    rules_pages.write()


def lifecycles_page() -> str:
    """All lifecycles as Mermaid, with who may take each step."""
    from yingshang.core.cases.diagrams import mermaid
    from yingshang.core.cases.lifecycle import lifecycles

    parts = [HEAD]
    for lifecycle in lifecycles():
        parts.append(
            f"\n## {lifecycle.zh} · {lifecycle.en}\n\n```mermaid\n{mermaid(lifecycle)}```\n"
        )
        parts.append("\n| step | 步骤 | by | guards | clocks |\n|---|---|---|---|---|\n")
        for step in lifecycle.steps:
            clocks = [f"starts {c}" for c in step.starts] + [f"meets {c}" for c in step.meets]
            clocks += [f"cancels {c}" for c in step.cancels]
            clocks += ["pauses"] * step.pauses + ["resumes"] * step.resumes
            clocks += [f"extends {step.extends}"] if step.extends else []
            guards = ", ".join(guard.code for guard in step.guards)
            by = ", ".join(sorted(step.by))
            parts.append(f"| {step.name} | {step.zh} | {by} | {guards} | {'; '.join(clocks)} |\n")
    return "".join(parts)


if __name__ == "__main__":
    main()
