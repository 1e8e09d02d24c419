"""What all parts of the rewriter share: the scopes of a module at hand, its places, and calls of their hooks."""

from __future__ import annotations

import ast
from typing import Any

from . import calls, loops, sites
from .scope import Scope
from .survey import Survey, is_watched
from .syntax import at, is_docstring, named

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Pieces(ast.NodeTransformer):
    """Walks one module with its scopes at hand."""

    def __init__(
        self, scopes: dict[ast.AST, Scope], tree: ast.Module, space: str, file: str, facts: Survey, places: sites.Sites
    ) -> None:
        self._scopes, self._scope = scopes, scopes[tree]
        self._space, self._file, self._facts, self._places = space, file, facts, places
        self._effect = facts.home.first_effect(tree)
        self._temporaries = 0
        self._calls: dict[Scope, str] = {}
        """Functions with variables that functions inside them use, too -> what tells their calls apart (`_call_of`)."""
        self._generators: set[Scope] = set()
        """Functions that hand something out, as far as they have been walked through."""
        self.coarse = False

    def _site(self, kind: type[sites.Site], node: ast.AST, name: str, *more: Any) -> Any:
        return kind(self._places.next(), self._file, getattr(node, "lineno", 0), name, *more)

    def _call(self, site: sites.Site, method: str, node: ast.AST, *args: ast.expr) -> ast.Call:
        hook = ast.Name(id=self._places.add(site, method), ctx=ast.Load())
        if isinstance(site, sites.VariableSite) and site.call:
            args = (*args, named(node, site.call))
        return at(node, ast.Call(func=at(node, hook), args=list(args), keywords=[]))

    def _temporary(self) -> str:
        self._temporaries += 1
        return f".t{self._temporaries}"

    def _watched(self, name: str) -> tuple[str, ...] | None:
        """The key of the variable that `name` means here, if its uses are steps."""
        variable = self._scope.resolve(name)
        if not is_watched(variable, self._scope, self._facts, self._effect):
            return None
        if variable is None or variable.scope.kind == "module":
            return ("global", self._space, name)
        home = variable.scope
        return ("closure", self._space, f"{home.name}:{getattr(home.node, 'lineno', 0)}", name)

    def _variable_site(self, node: ast.AST, name: str) -> Any:
        key = self._watched(name)
        if key is None:
            return None
        variable = self._scope.resolve(name) if key[0] == "closure" else None
        return self._site(
            sites.VariableSite, node, name, key, "" if variable is None else self._call_of(variable.scope)
        )

    def _call_of(self, home: Scope) -> str:
        """The local variable that tells calls of a function apart, from here on kept by it; empty if it cannot have one."""
        if self._facts.looks_at_locals or not isinstance(home.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return ""
        return self._calls.setdefault(home, f".c{len(self._calls)}")

    def _switch(self, node: ast.AST) -> list[ast.stmt]:
        """A statement at which another thread may go on."""
        return [at(node, ast.Expr(value=call)) for call in self._switches(node, "here")] if self.coarse else []

    def _switches(self, node: ast.AST, method: str, *args: ast.expr) -> list[ast.expr]:
        """An expression at which another thread may go on."""
        return [self._call(self._site(loops.SwitchSite, node, ""), method, node, *args)]

    def _entry_site(self, node: Function | ast.Lambda) -> calls.EntrySite:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
        return calls.EntrySite(self._places.next(), self._file, first, self._scope.qualified_name())

    def _entry_call(self, site: calls.EntrySite, node: Function | ast.Lambda) -> ast.Call:
        """The note that somebody comes into this function, at the place of what is done there first; it answers None."""
        begins = (
            node.body if isinstance(node, ast.Lambda) else node.body[len(node.body) > 1 and is_docstring(node.body[0])]
        )
        return self._call(site, "enter", begins)

    def _does_more_than_begin(self, entry: calls.EntrySite) -> bool:
        """Whether there are places in the function that may be steps, so that where it ends may be one. Asked once all are known."""
        return not self.coarse and self._places.last > entry.number
