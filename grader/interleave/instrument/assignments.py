"""Rewriting assignments: stores of what others use, one after the other, and what is unpacked on the way."""

from __future__ import annotations

import ast
from typing import Any

from . import contents, sites
from .expressions import ExpressionRewriter
from .operators import OperatorSite
from .syntax import IMMUTABLE, UNPACKING, again, at, named, sliced, text_of


class AssignmentRewriter(ExpressionRewriter):
    """The part that knows what is assigned to."""

    def _target(self, target: ast.expr, after: list[ast.stmt]) -> ast.expr:
        """Rewrite what a loop, a `with` or another statement assigns to; what is a step moves behind, out of a temporary."""
        if isinstance(target, UNPACKING) or (isinstance(target, ast.Name) and self._watched(target.id) is not None):
            return self._kept(target, after)
        visited: ast.expr = self.visit(target)
        return visited

    def _kept(self, target: ast.expr, after: list[ast.stmt]) -> ast.expr:
        """A temporary in place of what is assigned to, and behind it the assignment."""
        if isinstance(target, ast.Starred):
            return at(target, ast.Starred(value=self._kept(target.value, after), ctx=ast.Store()))
        keep = self._temporary()
        value: ast.expr = named(target, keep)
        if isinstance(target, UNPACKING):
            value = self._call(self._site(contents.ContentSite, target, ""), "read", target, value)
        after.extend(self._assigned(target, value))
        after.append(self._forgotten(target, keep))
        return named(target, keep, ast.Store())

    def _assigned(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        """An assignment to one target, of a value that was read if it is unpacked."""
        after: list[ast.stmt] = []
        if isinstance(target, ast.Name):
            site = self._variable_site(target, target.id)
            value = value if site is None else self._call(site, "store", target, value)
        elif isinstance(target, UNPACKING):
            target = self._unpacked(target, after)
        elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice) and not self.coarse:
            return [self._filled(target, target.slice, value), *after]
        else:
            target = self.visit(target)
        return [at(target, ast.Assign(targets=[target], value=value)), *after]

    def _filled(self, target: ast.Subscript, part: ast.Slice, value: ast.expr) -> ast.stmt:
        """An assignment to a part of a list: what is put there is looked at in the same step."""
        site = self._site(contents.ItemSite, target, text_of(target.value))
        owner, key = self.visit(target.value), sliced(self.visit(part))
        return at(target, ast.Expr(value=self._call(site, "fill", target, value, owner, key)))

    def _unpacked(self, target: ast.Tuple | ast.List, after: list[ast.stmt]) -> ast.expr:
        """Where one part moves behind all do: what comes after it may depend on it."""
        if any(self._is_a_step(element) for element in target.elts):
            target.elts = [self._kept(element, after) for element in target.elts]
        else:
            target.elts = [self.visit(element) for element in target.elts]
        return target

    def _is_a_step(self, target: ast.expr) -> bool:
        """Whether something is to be called between this and the next part."""
        part = target.value if isinstance(target, ast.Starred) else target
        return isinstance(part, UNPACKING) or (isinstance(part, ast.Name) and self._watched(part.id) is not None)

    def _forgotten(self, node: ast.AST, keep: str) -> ast.stmt:
        return at(node, ast.Delete(targets=[named(node, keep, ast.Del())]))

    def visit_Assign(self, node: ast.Assign) -> Any:
        unpacks = any(isinstance(target, UNPACKING) for target in node.targets)
        value = self._reading(node.value) if unpacks else self.visit(node.value)
        if len(node.targets) == 1:
            first, *more = self._assigned(node.targets[0], value)
            return [at(node, first), *more]
        keep = self._temporary()
        result: list[ast.stmt] = [at(node, ast.Assign(targets=[named(node, keep, ast.Store())], value=value))]
        for target in node.targets:
            result += self._assigned(target, named(node, keep))
        return [*result, self._forgotten(node, keep)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        if isinstance(node.target, ast.Name):
            site = self._variable_site(node, node.target.id)
            if site is not None:
                node.value = self._call(site, "store", node, node.value)
        else:
            node.target = self.visit(node.target)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        target, op = node.target, type(node.op).__name__
        if isinstance(target, ast.Name):
            return self._augment_name(node, target, op)
        inplace = self._site(contents.InplaceSite, node, text_of(target), op)
        before: list[ast.stmt] = []
        temporaries: list[str] = []
        owner = self._once(target.value, before, temporaries)
        if isinstance(target, ast.Attribute):
            load = self._call(self._site(sites.AttributeSite, node, target.attr), "load", node, again(owner))
            current: ast.expr = at(node, ast.Attribute(value=load, attr=target.attr, ctx=ast.Load()))
            target.value = self._call(self._site(sites.AttributeSite, node, target.attr), "store", node, owner)
        else:
            key = self._once(target.slice, before, temporaries)
            name = text_of(target.value)
            current = self._call(self._site(contents.ItemSite, node, name), "get", node, again(owner), again(key))
            target.value = self._call(
                self._site(contents.ItemSite, node, name), "store", node, self._entered(node, owner), again(key)
            )
            target.slice = key
        value = self._call(inplace, "apply", node, current, self.visit(node.value))
        result: list[ast.stmt] = [*before, at(node, ast.Assign(targets=[target], value=value))]
        result.extend(self._forgotten(node, name) for name in temporaries)
        return result

    def _once(self, node: ast.expr, before: list[ast.stmt], temporaries: list[str]) -> ast.expr:
        """An expression that can be repeated: the node itself, or a temporary that holds its value."""
        if self._is_simple(node):
            return node
        name = self._temporary()
        temporaries.append(name)
        before.append(at(node, ast.Assign(targets=[named(node, name, ast.Store())], value=sliced(self.visit(node)))))
        return named(node, name)

    def _augment_name(self, node: ast.AugAssign, target: ast.Name, op: str) -> Any:
        site = self._variable_site(node, target.id)
        constant = isinstance(node.value, ast.Constant) and isinstance(node.value.value, IMMUTABLE)
        value = self.visit(node.value)
        if site is None:
            if not constant and op in ("Add", "Sub", "BitOr", "BitAnd", "BitXor", "Mult"):
                inplace = self._site(contents.ContentSite, node, target.id)
                value = self._call(inplace, "inplace", node, named(node, target.id), value)
            node.value = value
            if not self.coarse:
                return node
            passed = self._call(self._site(OperatorSite, node, "", op), "passed", node, named(node, target.id))
            return [node, at(node, ast.Expr(value=passed))]
        load = self.visit_Name(named(node, target.id))
        computed = self._call(self._site(contents.InplaceSite, node, target.id, op), "apply", node, load, value)
        return at(node, ast.Assign(targets=[target], value=self._call(site, "store", node, computed)))
