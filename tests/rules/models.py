"""Small DMN files, written around what a test is about."""

from yingshang.rules.syntax.dmn import Definitions, read

MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/"
NAMESPACE = "https://example.org/rules"


def dmn(body: str, *, namespace: str = NAMESPACE, version: str = MODEL, name: str = "m") -> str:
    """The text of a file whose definitions hold the body."""
    return (
        f'<definitions xmlns="{version}" name="{name}" namespace="{namespace}">{body}</definitions>'
    )


def model(body: str, *, namespace: str = NAMESPACE, file: str = "m.dmn") -> Definitions:
    """The elements of a file with the body."""
    return read(dmn(body, namespace=namespace).encode(), file=file)


def input_data(name: str, type_ref: str = "Any") -> str:
    """An input data whose id is its name with underscores."""
    return (
        f'<inputData id="{_id(name)}" name="{name}">'
        f'<variable name="{name}" typeRef="{type_ref}"/></inputData>'
    )


def decision(name: str, box: str, *requires: str, type_ref: str = "Any") -> str:
    """A decision with its logic; what it requires is made by `needs` and `knows`."""
    return (
        f'<decision id="{_id(name)}" name="{name}"><variable name="{name}" typeRef="{type_ref}"/>'
        f"{''.join(requires)}{box}</decision>"
    )


def needs_input(name: str) -> str:
    """An information requirement of an input data."""
    return f'<informationRequirement><requiredInput href="#{_id(name)}"/></informationRequirement>'


def needs_decision(name: str) -> str:
    """An information requirement of a decision."""
    return (
        f'<informationRequirement><requiredDecision href="#{_id(name)}"/></informationRequirement>'
    )


def knows(name: str) -> str:
    """A knowledge requirement."""
    return f'<knowledgeRequirement><requiredKnowledge href="#{_id(name)}"/></knowledgeRequirement>'


def literal(text: str, type_ref: str | None = None) -> str:
    """A literal expression; the text is escaped for XML."""
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    return f"<literalExpression{typed}><text>{escaped(text)}</text></literalExpression>"


def escaped(text: str) -> str:
    """The text as it stands inside XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _id(name: str) -> str:
    return name.replace(" ", "_")


def knowledge(
    name: str, box: str, *parameters: str, requires: str = "", attributes: str = ""
) -> str:
    """A business knowledge model; parameters are `name` or `name:type`."""
    formal = "".join(_parameter(parameter) for parameter in parameters)
    return (
        f'<businessKnowledgeModel id="{_id(name)}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic{attributes}>{formal}{box}</encapsulatedLogic>{requires}"
        "</businessKnowledgeModel>"
    )


def _parameter(parameter: str) -> str:
    name, colon, type_ref = parameter.partition(":")
    typed = f' typeRef="{type_ref}"' if colon else ""
    return f'<formalParameter name="{name}"{typed}/>'


def context(**entries: str) -> str:
    """A boxed context of literal expressions; `result` has no name."""
    made = ""
    for name, text in entries.items():
        variable = "" if name == "result" else f'<variable name="{name.replace("_", " ")}"/>'
        made += f"<contextEntry>{variable}{literal(text)}</contextEntry>"
    return f"<context>{made}</context>"
