"""Types in a program's text that read what may change: annotations, aliases of types (`type A = …`), bounds and defaults of type
parameters, and bases of classes that have such parameters.

They are evaluated where no step can be put: some when the statement is carried out, some when somebody asks. A type names classes
and modules; one that reads a variable, an element or an answer is no type, and costs the proof.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from ..instrument.syntax import Parsed, last_name_of, walk

READS = "a type that reads what may change"
EVALUATES = frozenset({"get_type_hints", "ForwardRef", "evaluate_forward_ref", "eval_str"})
"""Of the library, what evaluates types that are text."""
_TYPES = frozenset(
    [
        "TypeVar",
        "ParamSpec",
        "TypeVarTuple",
        "NewType",
        "namedtuple",
        "NamedTuple",
        "TypedDict",
        "Enum",
        "IntEnum",
        "StrEnum",
        "type",
    ]
)
"""What makes a type when it is called."""


def types_that_read(file: Parsed) -> Iterator[int]:
    """The lines of such types."""
    as_text = _is_text(file.tree)
    others = [node for node in file.nodes if not isinstance(node, (ast.expr, ast.expr_context))]
    types = [kind for node in others for kind in _types_in(node, as_text=as_text)]
    changing = _changing(file) if types else ((), ())
    return (kind.lineno for kind in types if any(_reads(part, *changing) for part in walk(kind)))


def _types_in(node: ast.AST, *, as_text: bool) -> Iterator[ast.expr]:
    """The types that are parts of this node itself, and are evaluated: annotations may be left as the text they are."""
    for name in ("bound", "default_value", *(() if as_text else ("annotation", "returns"))):
        kind = getattr(node, name, None)
        if isinstance(kind, ast.expr):
            yield kind
    if type(node).__name__ == "TypeAlias":
        yield node.value  # type: ignore[attr-defined]
    if isinstance(node, ast.ClassDef) and getattr(node, "type_params", None):
        yield from node.bases


def _is_text(tree: ast.Module) -> bool:
    """Whether annotations are not evaluated (PEP 563)."""
    future = (one for one in tree.body if isinstance(one, ast.ImportFrom) and one.module == "__future__")
    return any(alias.name == "annotations" for one in future for alias in one.names)


def _reads(part: ast.AST, names: AbstractSet[str], attributes: AbstractSet[str]) -> bool:
    """Whether this part of a type shows that it is none."""
    match part:
        case ast.Name(id=name):
            return name in names
        case ast.Attribute(attr=name):
            return name in attributes
    return isinstance(part, ast.Call)


def _changing(file: Parsed) -> tuple[AbstractSet[str], AbstractSet[str]]:
    """(names that mean other things than one class or module, attributes that are assigned to)."""
    nodes = file.nodes
    shared = {name for node in nodes if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}
    aliases = [node for node in nodes if isinstance(node, ast.alias)]
    imported = {alias.asname or alias.name.partition(".")[0] for alias in aliases}
    imported |= {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    everywhere, outside = _stored(nodes), _stored(_of_the_module(file.tree))
    again = {name for name, times in everywhere.items() if times > 1 and name not in imported}
    again |= {name for name, times in outside.items() if times > 1}
    others = {*everywhere, *(node.arg for node in nodes if isinstance(node, ast.arg))}
    types = imported | {name for node in nodes if isinstance(node, ast.stmt) for name in _given_a_type_by(node)}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)}
    return shared | again | (others - types), attributes


def _stored(nodes: Iterable[ast.AST]) -> Counter[str]:
    return Counter(node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))


def _of_the_module(tree: ast.Module) -> list[ast.AST]:
    """What stands in no function and in no class."""
    found: list[ast.AST] = [tree]
    for node in found:
        inner = ast.iter_child_nodes(node)
        found.extend(
            part for part in inner if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        )
    return found


def _given_a_type_by(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_a_type(value):
            yield name
        case _ if type(node).__name__ == "TypeAlias":
            yield node.name.id  # type: ignore[attr-defined]


def _is_a_type(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return last_name_of(value.func) in _TYPES
    return isinstance(value, (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp))
