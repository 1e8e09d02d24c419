"""Put a call before each act that others could notice; leave everything else, and every line number, as it is.

Names of hooks and temporaries contain a dot, so no program can use or hide them, and class bodies do not mangle them.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from . import calls, classes, contents, loops, sites
from .matches import MatchRewriter
from .pieces import Function
from .scope import ScopeBuilder
from .survey import Survey, is_clear, only_counted
from .syntax import CALL_MARK, UNPACKING, at, is_docstring, named, text_of
from .undisturbed import AloneSite, as_it_stands


def instrument(
    tree: ast.Module, *, space: str, file: str, facts: Survey, places: sites.Sites, coarse: bool = False
) -> ast.Module:
    """Rewrite a module in place. `space` names its globals, `file` is what stories call it.

    `coarse`: mark the places at which this CPython can switch threads, which are then the only ones.
    """
    scopes = ScopeBuilder(tree).scopes
    rewriter = Rewriter(scopes, tree, space, file, facts, places)
    rewriter.coarse = coarse
    tree.body = rewriter.block(tree.body)
    return ast.fix_missing_locations(tree)


class Rewriter(MatchRewriter):
    """Walks one module with its scopes at hand."""

    _within = False
    """Whether this is inside a loop that stands there twice."""

    # --- statements --------------------------------------------------------------------------------------

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Rewrite statements, each into one or more; a docstring stays."""
        docstring = bool(body) and is_docstring(body[0])
        return [*body[:docstring], *self._statements(body[docstring:])]

    def _binding(self, node: ast.stmt, *names: str) -> list[ast.stmt]:
        """Steps for a statement that binds names by itself, put before it."""
        before: list[ast.stmt] = []
        for name in names:
            site = self._variable_site(node, name)
            if site is not None:
                before.append(at(node, ast.Expr(value=self._call(site, "change", node))))
        return before

    def visit_Delete(self, node: ast.Delete) -> Any:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        node.targets = [target if isinstance(target, ast.Name) else self.visit(target) for target in node.targets]
        return [*self._binding(node, *names), node]

    def visit_Import(self, node: ast.Import) -> Any:
        return [*self._binding(node, *(alias.asname or alias.name.split(".")[0] for alias in node.names)), node]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        if node.module == "__future__":
            return node
        return [*self._binding(node, *(alias.asname or alias.name for alias in node.names)), node]

    def _around(self, site: sites.Site, node: ast.stmt) -> ast.stmt:
        return at(node, ast.Expr(value=self._call(site, "around", node)))

    def _for(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        counted, pairs = is_counted(node.iter), self._gives_tuples(node.iter)
        node.iter = self.visit(node.iter) if isinstance(node, ast.AsyncFor) else self._iterated(node.iter)
        after: list[ast.stmt] = []
        if pairs and isinstance(node.target, UNPACKING):
            node.target = self._unpacked(node.target, after)
        else:
            node.target = self._target(node.target, after)
        head = [] if counted else [self._around(self._site(loops.LoopSite, node, "loop"), node)]
        node.body = [*self._switch(node), *head, *after, *self._statements(node.body)]
        node.orelse = self._statements(node.orelse)
        return node

    def visit_For(self, node: ast.For) -> ast.stmt:
        plain = None if self._within else as_it_stands(node)
        if plain is None:
            return self._for(node)
        self._within = True
        rewritten = self._for(node)
        self._within = False
        site = self._site(AloneSite, node, "loop")
        ended = at(node, ast.Expr(value=self._call(site, "ended", node)))
        return at(node, ast.If(test=self._call(site, "begins", node), body=[plain, ended], orelse=[rewritten]))

    visit_AsyncFor = _for

    def _statements(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for statement in body:
            done = self.visit(statement)
            result.extend(done if isinstance(done, list) else [done])
        return result

    def visit_While(self, node: ast.While) -> list[ast.stmt]:
        before: list[ast.stmt] = []
        resting = self._facts.resting.within(node)
        if is_clear(node, self._facts, resting):
            site: sites.Site = self._site(
                loops.WaitingSite, node, "loop", _is_idle(node), only_counted(node, resting), resting.drawn
            )
            before.append(at(node, ast.Expr(value=self._call(site, "begins", node))))
        else:
            site = self._site(loops.LoopSite, node, "loop")
        node.test = self._test(node.test)
        node.body = [*self._switch(node), self._around(site, node), *self._statements(node.body)]
        node.orelse = self._statements(node.orelse)
        return [*before, node]

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self._test(node.test)
        node.body, node.orelse = self._statements(node.body), self._statements(node.orelse)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        self.generic_visit(node)
        site = self._variable_site(node, node.name) if node.name else None
        if site is not None:  # bound and unbound by no statement of its own
            node.body.insert(0, at(node, ast.Expr(value=self._call(site, "caught", node))))
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        node.test = self._test(node.test)
        node.msg = self._expr(node.msg)
        return node

    def _with(self, node: ast.With | ast.AsyncWith) -> ast.stmt:
        """What is bound by a step is bound before the next manager is asked for: that one stands in a `with` of its own."""
        after: list[ast.stmt] = []
        for number, item in enumerate(node.items, 1):
            item.context_expr = self._managed(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self._target(item.optional_vars, after)
            if after and number < len(node.items):
                inner = at(node, type(node)(items=node.items[number:], body=node.body))
                node.items, node.body = node.items[:number], [*after, self._with(inner)]
                return node
        node.body = [*after, *self._statements(node.body)]
        return node

    visit_With = visit_AsyncWith = _with

    def _managed(self, node: ast.expr) -> ast.expr:
        site = self._site(contents.ContentSite, node, text_of(node))
        return self._call(site, "managed", node, self.visit(node))

    def _function(self, node: Function) -> Any:
        before = self._binding(node, node.name)
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        self._defaults(node.args)
        outer, self._scope = self._scope, self._scopes[node]
        site = self._entry_site(node)
        call = self._entry_call(site, node)
        entry = [at(call, ast.Expr(value=call)), *self._switch(node), *self._finalizing(node)]
        node.body = self._left(site, node, self.block(node.body))
        if self._scope in self._calls:
            mark = at(call, ast.Call(func=named(call, CALL_MARK), args=[], keywords=[]))
            entry.append(at(call, ast.Assign(targets=[named(call, self._calls[self._scope], ast.Store())], value=mark)))
        node.body[1:1] = entry if node.body and is_docstring(node.body[0]) else []
        node.body[0:0] = [] if node.body and is_docstring(node.body[0]) else entry
        self._scope = outer
        return [*before, node]

    visit_FunctionDef = visit_AsyncFunctionDef = _function

    def _left(self, site: calls.EntrySite, node: Function, body: list[ast.stmt]) -> list[ast.stmt]:
        """The body, and the note that the function is left after it, however that comes about; of a generator where its text ends."""
        if isinstance(node, ast.AsyncFunctionDef) or not self._does_more_than_begin(site):
            return body
        left: list[ast.stmt] = [at(body[-1], ast.Expr(value=self._call(site, "leave", body[-1])))]
        if self._scope in self._generators:
            return [*body, *left]
        beginning = 1 if is_docstring(body[0]) else 0
        whole = ast.Try(body=body[beginning:], handlers=[], orelse=[], finalbody=left)
        return [*body[:beginning], at(node, whole)] if body[beginning:] else body

    def _finalizing(self, node: Function) -> list[ast.stmt]:
        """Who drops the last reference to an object is nobody's step, so what happens then is beyond control."""
        if node.name != "__del__":
            return []
        site = self._site(classes.FinalizerSite, node, "__del__")
        self._places.finalizers.append(site)
        return [at(node, ast.Expr(value=self._call(site, "here", node)))]

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        before = self._binding(node, node.name)
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        made = self._places.add(self._site(classes.ClassSite, node, node.name), "made")
        node.decorator_list.insert(0, at(node, ast.Name(id=made, ctx=ast.Load())))
        if not getattr(node, "type_params", None):
            node.bases = [self.visit(base) for base in node.bases]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        outer, self._scope = self._scope, self._scopes[node]
        node.body = self.block(node.body)
        self._scope = outer
        if self.coarse:  # the body is run like a function's, and then the class is made
            begin = is_docstring(node.body[0])
            node.body[begin:begin] = self._switch(node)
            passed = self._places.add(self._site(loops.SwitchSite, node, ""), "after")
            node.decorator_list.insert(0, at(node, ast.Name(id=passed, ctx=ast.Load())))
        return [*before, node]

    def visit_TypeAlias(self, node: Any) -> Any:
        return node


def is_counted(iterated: ast.expr) -> bool:
    """A loop over a range or a display ends by itself."""
    if isinstance(iterated, ast.Call):
        return isinstance(iterated.func, ast.Name) and iterated.func.id == "range"
    return isinstance(iterated, (ast.List, ast.Tuple, ast.Set, ast.Constant))


def _is_idle(node: ast.While) -> bool:
    """A loop that does nothing at all but test."""
    idle = all(isinstance(part, (ast.Pass, ast.Continue)) for part in node.body)
    return idle and not any(isinstance(part, (ast.Call, ast.Await, ast.NamedExpr)) for part in ast.walk(node.test))
