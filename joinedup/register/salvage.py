"""What is left of an entry that has a fault, so that all its faults can be told at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from joinedup.register.fields import Entry
from joinedup.register.lists import entry_model_in


def what_is_left(model: type[Entry], values: object) -> Entry:
    """An entry of those `values` that are good; in place of a bad or missing one stands None.

    It is no entry of a register: it is only looked at for more faults. Entries within it keep
    their places, so that a fault is told at its own line.
    """
    given = values if isinstance(values, Mapping) else {}
    left: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        shown = info.alias or name
        value = given.get(shown, given.get(name))
        inner = entry_model_in(info.annotation)
        if inner is not None:
            items = value if isinstance(value, (list, tuple)) else ()
            left[name] = tuple(what_is_left(inner, item) for item in items)
        elif value is not None:
            left[name] = _good(model, name, value)
        else:
            left[name] = None if info.is_required() else info.get_default()
    return model.model_construct(**left)


def _good(model: type[Entry], name: str, value: object) -> Any:
    try:
        return _adapter(model, name).validate_python(value)
    except ValidationError:
        return None


@cache
def _adapter(model: type[Entry], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    kind: Any = info.annotation
    for mark in info.metadata:
        kind = Annotated[kind, mark]
    return TypeAdapter(kind)
