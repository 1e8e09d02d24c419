"""Which variable a name means: a small resolver for module, function, class and comprehension scopes.

`symtable` knows the same, but not which syntax node belongs to which of its tables.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["module", "function", "class"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(eq=False)
class Variable:
    """A name bound in one scope, with every place that binds it."""

    name: str
    scope: Scope
    bindings: list[ast.AST] = field(default_factory=list)
    repeated: bool = False
    """Bound more than once, in a loop, or from another scope."""
    captured_at: int | None = None
    """First line of the first inner scope that uses it."""
    bound_at: int = 0
    """Last line of the statement that binds it first, or of the statement's head."""


@dataclass(eq=False)
class Scope:
    """One block of names."""

    kind: Kind
    name: str
    parent: Scope | None
    node: ast.AST
    variables: dict[str, Variable] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)

    def bind(self, name: str, node: ast.AST, *, in_loop: bool, at: int = 0) -> None:
        """Note that `node` binds `name` here (or where a global or nonlocal statement sends it), `at` that line."""
        home = self.home(name)
        variable = home.variables.setdefault(name, Variable(name, home, bound_at=at))
        variable.bindings.append(node)
        if len(variable.bindings) > 1 or in_loop or home is not self:
            variable.repeated = True

    def home(self, name: str) -> Scope:
        """The scope in which a binding of `name` made here lands."""
        if name in self.globals:
            return self.root()
        if name in self.nonlocals:
            outer = self.parent
            while outer is not None:
                if outer.kind == "function" and name in outer.variables:
                    return outer
                outer = outer.parent
        return self

    def root(self) -> Scope:
        """The module's scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def qualified_name(self) -> str:
        """What Python calls the function or class of this scope: `Clerk.run`, `make.<locals>.increase`."""
        outer = self.parent
        if outer is None or outer.kind == "module" or self.name in outer.globals:
            return self.name
        return f"{outer.qualified_name()}{'.<locals>' if outer.kind == 'function' else ''}.{self.name}"

    def resolve(self, name: str) -> Variable | None:
        """The variable that `name` means when used here; None: a builtin, or bound out of sight."""
        if name in self.globals:
            return self.root().variables.get(name)
        if name in self.variables and name not in self.nonlocals:
            return self.variables[name]
        outer = self.parent
        while outer is not None:
            if name in outer.variables and outer.kind != "class":
                return outer.variables[name]
            outer = outer.parent
        return None


class ScopeBuilder(ast.NodeVisitor):
    """Walks a module once and maps each scope-making node to its `Scope`."""

    def __init__(self, tree: ast.Module) -> None:
        self.scopes: dict[ast.AST, Scope] = {}
        self._scope = Scope("module", "", None, tree)
        self.scopes[tree] = self._scope
        self._loops = 0
        self._statement_end = 0
        self._uses: list[tuple[Scope, str, int]] = []
        self._declare(tree.body)
        for statement in tree.body:
            self.visit(statement)
        for scope, name, line in self._uses:
            self._capture(scope, name, line)

    def _capture(self, scope: Scope, name: str, line: int) -> None:
        variable = scope.resolve(name)
        if variable is None or variable.scope is scope:
            return
        inner = scope
        while inner.parent is not None and inner.parent is not variable.scope:
            inner = inner.parent
        start = getattr(inner.node, "lineno", line)
        if variable.captured_at is None or start < variable.captured_at:
            variable.captured_at = start

    def _declare(self, body: list[ast.stmt]) -> None:
        """Collect `global` and `nonlocal` first: they hold for the whole block."""
        stack: list[ast.AST] = list(body)
        while stack:
            node = stack.pop()
            if isinstance(node, ast.Global):
                self._scope.globals.update(node.names)
            elif isinstance(node, ast.Nonlocal):
                self._scope.nonlocals.update(node.names)
            elif not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                stack.extend(ast.iter_child_nodes(node))

    def _inside(self, kind: Kind, name: str, node: ast.AST) -> Scope:
        scope = Scope(kind, name, self._scope, node)
        self.scopes[node] = scope
        return scope

    def _bind(self, name: str, node: ast.AST) -> None:
        self._scope.bind(name, node, in_loop=self._loops > 0, at=self._statement_end)

    def visit(self, node: ast.AST) -> None:
        """Visit, and remember how far the statement goes that is in hand."""
        if isinstance(node, ast.stmt):
            self._statement_end = _end_of_head(node)
        super().visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, node)
        self._uses.append((self._scope, node.id, node.lineno))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self._scope
        while isinstance(scope.node, COMPREHENSIONS) and scope.parent is not None:
            scope = scope.parent
        again = self._loops > 0 or scope is not self._scope
        scope.bind(node.target.id, node, in_loop=again, at=self._statement_end)
        self._uses.append((self._scope, node.target.id, node.lineno))

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            self._bind(node.target.id, node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.split(".")[0], node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name, node)

    def _named(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    visit_ExceptHandler = visit_MatchAs = visit_MatchStar = _named

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest, node)
        self.generic_visit(node)

    def _loop(self, node: ast.AST) -> None:
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1

    visit_For = visit_AsyncFor = visit_While = _loop

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name, node)
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        scope = self._inside("class", node.name, node)
        self._block(scope, node.body, getattr(node, "type_params", []))

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name, node)
        self._function(node, node.name, node.body)

    visit_FunctionDef = visit_AsyncFunctionDef = _definition

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node, "<lambda>", [node.body])

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        name: str,
        body: list[ast.stmt] | list[ast.expr],
    ) -> None:
        for part in (*getattr(node, "decorator_list", []), *node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                self.visit(part)
        scope = self._inside("function", name, node)
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        for argument in every:
            if argument is not None:
                scope.bind(argument.arg, argument, in_loop=False)
        self._block(scope, body, getattr(node, "type_params", []))

    def _block(self, scope: Scope, body: list[ast.stmt] | list[ast.expr], type_params: list[ast.AST]) -> None:
        outer, loops = self._scope, self._loops
        self._scope, self._loops = scope, 0
        for parameter in type_params:
            scope.bind(parameter.name, parameter, in_loop=False)  # type: ignore[attr-defined]
        self._declare([part for part in body if isinstance(part, ast.stmt)])
        for part in body:
            self.visit(part)
        self._scope, self._loops = outer, loops

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)
        scope = self._inside("function", "<comprehension>", node)
        outer, loops = self._scope, self._loops
        self._scope, self._loops = scope, 1
        for number, generator in enumerate(node.generators):
            self.visit(generator.target)
            if number:
                self.visit(generator.iter)
            for test in generator.ifs:
                self.visit(test)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.visit(part)
        self._scope, self._loops = outer, loops

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension


def _end_of_head(statement: ast.stmt) -> int:
    """The last line of a statement, without the statements in it."""
    if not hasattr(statement, "body"):
        return statement.end_lineno or statement.lineno
    heads = [part for part in ast.iter_child_nodes(statement) if isinstance(part, (ast.expr, ast.withitem))]
    lines = [getattr(inner, "end_lineno", None) or 0 for head in heads for inner in (head, *ast.iter_child_nodes(head))]
    return max([statement.lineno, *lines])
