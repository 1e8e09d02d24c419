"""Looks at frames that nobody else can have a part in: what a function is called, who called it, which line it is at.

A frame shows variables and where its function is, so whoever has one sees from behind what other actors do. Who asks
for one and takes from it at once what is theirs (`sys._getframe().f_code.co_name`, `inspect.stack()[1].function`), or
keeps it in a variable of the same function that is only used so, sees nothing of others.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..instrument.syntax import last_name_of

SOURCES = {"_getframe": "frame", "currentframe": "frame", "stack": "frames"}
"""What makes frames, and what comes of it."""
PLAIN = frozenset(
    ("f_code", "f_lineno", "f_lasti", "function", "lineno", "filename", "code_context", "index", "positions")
)  # fmt: skip
"""What is read of a frame, or of what is known of one, and says nothing of variables."""
TAKERS = frozenset({"getframeinfo", "extract_stack", "print_stack", "format_stack", "len"})
"""Functions that make text of a frame."""
QUESTIONS = frozenset(
    ("cleandoc", "getdoc", "getframeinfo", "isbuiltin", "isclass", "isfunction", "ismethod", "ismodule", "signature",
     "iscoroutinefunction", "isgenerator", "isgeneratorfunction")
)  # fmt: skip
"""What `inspect` may be asked, since the answer is always the same."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


def harmless_looks(nodes: Sequence[ast.AST]) -> set[ast.AST]:
    """The names by which this file looks at frames, or at what never changes, and sees nothing of other actors."""
    found: set[ast.AST] = set()
    looks = {node: name for node in nodes if (name := last_name_of(node)) in QUESTIONS or name in SOURCES}
    uses = _Uses(nodes) if looks else None  # few programs look, and it takes long
    for node, name in looks.items():
        assert uses is not None
        call = uses.parents.get(node)
        if not isinstance(call, ast.Call) or call.func is not node:
            continue
        if name in QUESTIONS or uses.is_used_up(call, SOURCES[name], set()):
            found.update(_said(node))
    return found


def _said(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield node.value


class _Uses:
    """What becomes of the values of a file's expressions."""

    def __init__(self, nodes: Sequence[ast.AST]) -> None:
        self._nodes = nodes
        self.parents = {part: node for node in nodes for part in ast.iter_child_nodes(node)}

    def is_used_up(self, value: ast.AST, kind: str, seen: set[str]) -> bool:
        """Whether nothing but what is plain is taken from a `frame`, an `info` on one, or a list of `frames`."""
        match self.parents.get(value):
            case ast.Attribute(attr=name) as part:
                return name in PLAIN or (name in ("f_back", "frame") and self.is_used_up(part, "frame", seen))
            case ast.Subscript(value=of, slice=ast.Constant(value=int(index))) as part if of is value:
                if kind == "info" and index:
                    return True
                return kind != "frame" and self.is_used_up(part, "info" if kind == "frames" else "frame", seen)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args) if value in args:
                return name in TAKERS
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]) | ast.Expr() | ast.Delete():
                return True
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                return test is value
            case ast.Assign(targets=[ast.Name(id=name)]):
                return self._variable(name, value, kind, seen)
            case ast.For(iter=of, target=ast.Name(id=name)) | ast.comprehension(iter=of, target=ast.Name(id=name)):
                return of is value and kind == "frames" and self._variable(name, value, "info", seen)
        return False

    def _variable(self, name: str, where: ast.AST, kind: str, seen: set[str]) -> bool:
        """Whether a variable is one of this function alone, and all that is done with it uses it up."""
        if f"{name} {kind}" in seen:
            return True
        seen.add(f"{name} {kind}")
        scope = self._scope(where)
        for node in self._nodes:
            if isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names:
                return False
            if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Store):
                here = self._scope(node) is scope
                if not (self.is_used_up(node, kind, seen) if here else self._is_another(node, scope)):
                    return False
        return True

    def _scope(self, node: ast.AST) -> ast.AST:
        while not isinstance(node, _SCOPES):
            node = self.parents[node]
        return node

    def _is_another(self, node: ast.AST, scope: ast.AST) -> bool:
        """Whether a variable of this name in another function is not this one."""
        while node is not scope and node in self.parents:
            node = self.parents[node]
        return node is not scope
