"""Rewriting `match`: each case looks at its subject again, and a pattern binds names without a statement that says so.

A case that only tells apart what lies in a list looks at the list once, which is a step of its own: a case that never
holds is put before it, whose guard says so. Whatever else a pattern takes apart it does out of sight. What a pattern only
names (`case Limits.most`) is read when its turn comes, and not before: in its place stands an attribute that reads it then.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy

from . import taking_apart
from .assignments import AssignmentRewriter
from .syntax import at, named, text_of


class MatchRewriter(AssignmentRewriter):
    """The part that knows `match`."""

    def _statements(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Rewrite statements (`rewrite.Rewriter` does it)."""
        raise NotImplementedError

    def visit_Match(self, node: ast.Match) -> list[ast.stmt]:
        site = self._site(taking_apart.MatchSite, node, text_of(node.subject))
        seen_through = all(_is_flat(case.pattern) for case in node.cases)
        subject: ast.expr = self.visit(node.subject)
        kept = self._temporary() if seen_through else ""
        subject, late = self._before(node, site, subject)
        node.subject = self._call(site, "given" if kept else "matched", node, subject)
        names = [*([kept] if kept else ()), *late]
        cases: list[ast.match_case] = []
        for case in node.cases:
            if kept:
                cases.append(self._look(case, site, kept))
            self._case(case)
            case.body = [*self._forget(node, names), *case.body]
            cases.append(case)
        node.cases = cases
        if kept:
            node.subject = at(node, ast.NamedExpr(target=named(node, kept, ast.Store()), value=node.subject))
        last = cases[-1]
        if names and not (
            isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
        ):
            cases.append(ast.match_case(pattern=_anything(last.pattern), body=self._forget(node, names)))
        return [node]

    def _look(self, case: ast.match_case, site: taking_apart.MatchSite, kept: str) -> ast.match_case:
        guard = self._call(site, "looked", case.pattern, named(case.pattern, kept))
        return ast.match_case(pattern=_anything(case.pattern), guard=guard, body=[at(case.pattern, ast.Pass())])

    def _before(self, node: ast.Match, site: taking_apart.MatchSite, subject: ast.expr) -> tuple[ast.expr, list[str]]:
        """The subject, where what reads the names in the patterns is at hand before; and how that is called."""
        readers: list[ast.expr] = []
        names: list[str] = []
        for part, field, number in _names(node.cases):
            name = getattr(part, field) if number is None else getattr(part, field)[number]
            read = self.visit(deepcopy(name))
            if ast.dump(read) == ast.dump(name) or self._is_of_the_class(name):
                continue  # it is no step, or of nobody else's before the class is there
            kept = self._temporary()
            names.append(kept)
            reader = self._call(site, "read_late", name, at(name, ast.Lambda(args=_NO_ARGUMENTS, body=read)))
            readers.append(at(name, ast.NamedExpr(target=named(name, kept, ast.Store()), value=reader)))
            late = at(name, ast.Attribute(value=named(name, kept), attr="value", ctx=ast.Load()))
            if number is None:
                setattr(part, field, late)
            else:
                getattr(part, field)[number] = late
        if not readers:
            return subject, names
        every = at(node, ast.Tuple(elts=[*readers, subject], ctx=ast.Load()))
        return at(node, ast.Subscript(value=every, slice=at(node, ast.Constant(value=-1)), ctx=ast.Load())), names

    def _is_of_the_class(self, name: ast.expr) -> bool:
        """Whether it begins with a name that the body of a class around it binds, which no function in there can read."""
        while isinstance(name, ast.Attribute):
            name = name.value
        if self._scope.kind != "class" or not isinstance(name, ast.Name):
            return False
        return self._scope.home(name.id) is self._scope and name.id in self._scope.variables

    def _forget(self, node: ast.AST, names: list[str]) -> list[ast.stmt]:
        """What is matched dies when the program lets it go, and not later; nor does the program find our names among its own."""
        return [at(node, ast.Delete(targets=[named(node, name, ast.Del()) for name in names]))] if names else []

    def _case(self, case: ast.match_case) -> None:
        """Names that are steps are bound after the pattern has matched, and before the guard."""
        bound = self._captures(case.pattern)
        guard = None if case.guard is None else self._test(case.guard)
        body = self._statements(case.body)
        stores = [
            (at(case.pattern, ast.Name(id=name, ctx=ast.Store())),
             self._call(self._variable_site(case.pattern, name), "store", case.pattern, named(case.pattern, keep)),
             keep)
            for name, keep in bound.items()
        ]  # fmt: skip
        if guard is None:
            after = [at(case.pattern, ast.Assign(targets=[target], value=value)) for target, value, _ in stores]
            gone = [at(case.pattern, ast.Delete(targets=[named(case.pattern, keep, ast.Del())])) for *_, keep in stores]
            body = [*after, *gone, *body]
        elif stores:
            parts: list[ast.expr] = []
            for target, value, keep in stores:
                nothing = at(guard, ast.Constant(value=None))
                parts.append(at(guard, ast.NamedExpr(target=target, value=value)))
                parts.append(at(guard, ast.NamedExpr(target=named(guard, keep, ast.Store()), value=nothing)))
            every = at(guard, ast.Tuple(elts=[*parts, guard], ctx=ast.Load()))
            guard = at(guard, ast.Subscript(value=every, slice=at(guard, ast.Constant(value=-1)), ctx=ast.Load()))
        case.guard, case.body = guard, body

    def _captures(self, pattern: ast.pattern) -> dict[str, str]:
        """Names of the pattern whose binding is a step -> what is bound in their place."""
        found: dict[str, str] = {}
        for part in ast.walk(pattern):
            name = "rest" if isinstance(part, ast.MatchMapping) else "name"
            bound = (
                getattr(part, name, None) if isinstance(part, (ast.MatchAs, ast.MatchStar, ast.MatchMapping)) else None
            )
            if bound is not None and self._watched(bound) is not None:
                found[bound] = found.get(bound) or self._temporary()
                setattr(part, name, found[bound])
        return found


_NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


def _names(cases: Sequence[ast.match_case]) -> Iterator[tuple[ast.pattern, str, int | None]]:
    """Where in the patterns a variable is read: in which part, its field, and which of those in there."""
    for part in (part for case in cases for part in ast.walk(case.pattern)):
        match part:
            case ast.MatchValue(value=ast.Attribute()):
                yield part, "value", None
            case ast.MatchClass():
                yield part, "cls", None
            case ast.MatchMapping(keys=keys):
                yield from ((part, "keys", number) for number, key in enumerate(keys) if isinstance(key, ast.Attribute))


def _anything(pattern: ast.pattern) -> ast.pattern:
    return at(pattern, ast.MatchAs(pattern=None, name=None))


def _is_flat(pattern: ast.pattern, *, inside: bool = False) -> bool:
    """Whether it looks at the subject and at what lies in it, and no deeper."""
    match pattern:
        case ast.MatchSingleton() | ast.MatchStar():
            return True
        case ast.MatchValue(value=value):
            return isinstance(value, (ast.Constant, ast.UnaryOp))
        case ast.MatchAs(pattern=inner):
            return inner is None or _is_flat(inner, inside=inside)
        case ast.MatchOr(patterns=several):
            return inside and all(_is_flat(one, inside=True) for one in several)
        case ast.MatchSequence(patterns=several):
            return not inside and all(_is_flat(one, inside=True) for one in several)
    return False
