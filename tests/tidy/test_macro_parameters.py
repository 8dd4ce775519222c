"""Every parameter that our templates give to an NHS component is one that the component has.

The components take what they know and pass over the rest in silence, so that a wrong name would
simply vanish. npm's package lists what each component takes.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from tests.tidy.house import PACKAGE, ROOT, our_files, say

COMPONENTS = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk" / "components"
# Where a parameter is itself a component that has another name than the parameter.
CALLED = {"errorMessage": "error-message", "day": "input", "month": "input", "year": "input"}
GIVEN_BY_JINJA = {"caller"}

Options = dict[str, dict[str, Any]]


def options(component: str) -> Options:
    """The parameters of a component by name, as npm's package lists them."""
    path = COMPONENTS / component / "macro-options.json"
    return by_name(json.loads(path.read_text(encoding="utf-8")))


def by_name(listed: list[dict[str, Any]]) -> Options:
    return {option["name"]: option for option in listed}


def inner(option: dict[str, Any]) -> Options | None:
    """The parameters inside a parameter; None where it may hold anything, as attributes do."""
    if option.get("params"):
        return by_name(option["params"])
    component = CALLED.get(option["name"], option["name"])
    if option.get("isComponent") and (COMPONENTS / component).is_dir():
        return options(component)
    return None


def wrong(
    given: nodes.Node, known: Options, appended: dict[str, list[nodes.Node]]
) -> Iterator[str]:
    """The names in `given` that are not among the `known` ones or are going away."""
    if isinstance(given, nodes.CondExpr):
        yield from wrong(given.expr1, known, appended)
    elif isinstance(given, nodes.List):
        for item in given.items:
            yield from wrong(item, known, appended)
    elif isinstance(given, nodes.Name):
        for item in appended.get(given.name, []):
            yield from wrong(item, known, appended)
    elif isinstance(given, nodes.Dict):
        for pair in given.items:
            assert isinstance(pair.key, nodes.Const), (
                f"line {pair.lineno}: a name is not a constant"
            )
            name = pair.key.value
            if name not in known or name in GIVEN_BY_JINJA:
                yield f"line {pair.lineno}: there is no {name}"
            elif known[name].get("deprecated"):
                yield f"line {pair.lineno}: {name} is deprecated"
            elif (parts := inner(known[name])) is not None:
                yield from wrong(pair.value, parts, appended)


def mistakes(source: str) -> Iterator[str]:
    """The wrong parameters of the component calls in a template."""
    tree = Environment().parse(source)
    imported = {
        (name[1] if isinstance(name, tuple) else name): statement.template.value.split("/")[2]
        for statement in tree.find_all(nodes.FromImport)
        if isinstance(statement.template, nodes.Const)
        and statement.template.value.startswith("nhsuk/components/")
        for name in statement.names
    }
    calls = list(tree.find_all(nodes.Call))
    appended: dict[str, list[nodes.Node]] = {}
    for call in calls:
        match call.node:
            case nodes.Getattr(node=nodes.Name(name=name), attr="append"):
                appended.setdefault(name, []).extend(call.args)
    for call in calls:
        if isinstance(call.node, nodes.Name) and call.node.name in imported:
            known = options(imported[call.node.name])
            for argument in call.args:
                for fault in wrong(argument, known, appended):
                    yield f"{fault} of {call.node.name}"


def templates() -> list[Path]:
    return [path for path in our_files() if path.suffix == ".jinja" and PACKAGE in path.parents]


@pytest.mark.parametrize("path", templates(), ids=say)
def test_components_have_the_parameters_that_they_are_given(path: Path) -> None:
    assert list(mistakes(path.read_text(encoding="utf-8"))) == []


IMPORT = '{% from "nhsuk/components/input/macro.jinja" import input %}'


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('{{ input({"id": "a"}) }}', []),
        ('{{ input({"idd": "a"}) }}', ["line 1: there is no idd of input"]),
        ('{{ input({"label": {"txt": "A"}}) }}', ["line 1: there is no txt of input"]),
        ('{{ input({"hint": {"text": "A"} if x else false}) }}', []),
        ('{{ input({"attributes": {"data-anything": "A"}}) }}', []),
        ('{{ other({"idd": "a"}) }}', []),
    ],
)
def test_a_wrong_parameter_is_seen(call: str, found: list[str]) -> None:
    assert list(mistakes(IMPORT + call)) == found


def test_lists_that_a_template_builds_are_looked_into() -> None:
    source = (
        '{% from "nhsuk/components/select/macro.jinja" import select %}{% set items = [] %}'
        '{% set _ = items.append({"valeu": "a"}) %}{{ select({"items": items}) }}'
    )
    assert list(mistakes(source)) == ["line 1: there is no valeu of select"]


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 10
