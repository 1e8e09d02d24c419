"""Rewriting expressions: loads, calls, comparisons, comprehensions."""

from __future__ import annotations

import ast
from typing import Any

from . import calls, containers, contents, iteration, loops, operators, outside, pairs, sites
from .manners import CLOSED, STATE_OF_MODELS
from .pieces import Pieces
from .scope import Variable
from .syntax import HANDING_ON, MADE_OF, UNPACKING, Node, again, at, name_of, named, sliced, text_of, walk

READERS = frozenset(
    ("len", "sum", "sorted", "list", "tuple", "set", "frozenset", "dict", "any", "all", "enumerate", "zip", "map",
     "filter", "reversed", "iter", "next", "str", "repr", "ascii", "print", "min", "max", "format", "bytes",
     "bytearray", "hash", "bool")
)  # fmt: skip
"""Builtins that read what they are given."""
SILENT = frozenset(
    ("isinstance", "issubclass", "id", "type", "callable", "range", "int", "float", "complex", "abs", "round",
     "chr", "ord", "hex", "bin", "oct", "divmod", "pow", "super", "object", "getattr", "setattr", "delattr", "hasattr",
     "vars", "exec", "eval", "open", "input", "globals", "locals", "Exception", "ValueError", "RuntimeError",
     "TypeError", "KeyError", "slice")
)  # fmt: skip
"""Builtins that touch nothing which is shared, or that say so themselves."""
METHODS = containers.READING_METHODS | containers.CHANGING_METHODS
OF_FILES = frozenset(("write", "writelines", "flush", "read", "readline", "readlines", "seek", "tell", "close"))
"""Methods that an open file has."""
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class ExpressionRewriter(Pieces):
    """The part that knows expressions."""

    def _expr(self, node: Any) -> Any:
        return self.visit(node) if node is not None else None

    def _reading(self, original: ast.expr, how: str = "read") -> ast.expr:
        """Visit; where the value may be a container, its content is read here."""
        kinds = HANDING_ON if how == "read" else (*HANDING_ON, ast.GeneratorExp)
        site = self._site(contents.ContentSite, original, text_of(original)) if isinstance(original, kinds) else None
        return self.visit(original) if site is None else self._call(site, how, original, self.visit(original))

    def _operand(self, original: ast.expr, how: str = "operand") -> ast.expr:
        """Visit; an operator, a comparison or a format looks at all that the value holds."""
        if not isinstance(original, MADE_OF):
            visited: ast.expr = self.visit(original)
            return visited
        site = self._site(contents.ContentSite, original, text_of(original))
        return self._call(site, how, original, self.visit(original))

    def _test(self, node: ast.expr) -> ast.expr:
        """Visit; whether the value is true depends on what it holds."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self._test(node.operand)
            return self._applied(node)
        if isinstance(node, ast.BoolOp):
            node.values = [self._test(value) for value in node.values]
            return node
        return self._reading(node)

    # --- expressions -------------------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load):
            return node
        site = self._variable_site(node, node.id)
        if site is None:
            return node
        return at(node, ast.BoolOp(op=ast.Or(), values=[self._call(site, "load", node), node]))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visit(node.value)
        site = self._variable_site(node, node.target.id)
        if site is not None:
            node.value = self._call(site, "store", node, node.value)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        node.value = self.visit(node.value)
        kind = sites.AttributeSite
        if isinstance(node.ctx, ast.Load):
            known = node.attr == CLOSED or node.attr in self._facts.stored_attributes | STATE_OF_MODELS | sites.MODELLED
            if not self._facts.dynamic and not known:
                return node
            method, kind = "load", sites.site_kind(node.attr)
        else:
            method = "store"
        node.value = self._call(self._site(kind, node, node.attr), method, node, node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        site = self._site(contents.ItemSite, node, text_of(node))
        simple = self._is_simple(node.slice)
        node.value, node.slice = self._entered(node, self.visit(node.value)), self.visit(node.slice)
        if isinstance(node.ctx, ast.Load):
            if simple:
                node.value = self._call(site, "load", node, node.value, again(node.slice))
                return node
            return self._call(site, "get", node, node.value, sliced(node.slice))
        method = "store" if isinstance(node.ctx, ast.Store) else "remove"
        if simple:
            node.value = self._call(site, method, node, node.value, again(node.slice))
            return node
        key = self._temporary()
        kept = at(node, ast.NamedExpr(target=named(node, key, ast.Store()), value=sliced(node.slice)))
        node.value = self._call(site, method, node, node.value, kept)
        node.slice = named(node, key)
        return node

    def _entered(self, node: ast.AST, owner: ast.expr) -> ast.expr:
        """What an item is taken of, or put into: where the library wrote that in Python, there may be a switch as it begins."""
        if not self.coarse:
            return owner
        return self._call(self._site(operators.OperatorSite, node, "", operators.ITEM), "before", node, owner)

    def _is_simple(self, node: ast.expr) -> bool:
        """Whether evaluating it twice is the same as once, and is no step."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
            return True
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and self._watched(node.id) is None)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if all(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops):
            return self._visit_children(node)
        if len(node.ops) == 1 and (pair := self._pair(node, node.left, node.ops[0], node.comparators[0])):
            return pair
        node.left = self._operand(node.left)
        node.comparators = [self._operand(right) for right in node.comparators]
        return self._applied(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = node.left, node.right
        numbers = any(isinstance(side, ast.Constant) and isinstance(side.value, (int, float)) for side in (left, right))
        if numbers and not isinstance(node.op, ast.Mult):
            return self._applied(self._visit_children(node))
        if pair := self._pair(node, left, node.op, right):
            return pair
        node.left, node.right = self._operand(left), self._operand(right)
        return self._applied(node)

    def _pair(self, node: ast.expr, left: ast.expr, op: ast.AST, right: ast.expr) -> ast.expr | None:
        if self.coarse or not pairs.takes_two(left, op, right):
            return None
        site = self._site(
            pairs.PairSite, node, text_of(left if isinstance(left, MADE_OF) else right), type(op).__name__
        )
        return self._call(site, "between", node, self.visit(left), self.visit(right))

    def _applied(self, node: ast.expr) -> ast.expr:
        """An operator; where threads switch where this CPython can, it may be in the middle of one."""
        if not self.coarse or not operators.is_watched(node):
            return node
        op, how, operands = operators.operands_of(node)
        return self._call(self._site(operators.OperatorSite, node, "", op), how, node, *operands)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        *tested, last = node.values
        node.values = [*(self._test(value) for value in tested), self.visit(last)]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self._test(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return self._applied(node)

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        node.keys = [self._expr(key) for key in node.keys]
        node.values = [
            self._reading(value) if key is None else self.visit(value)
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.expr:
        self._generators.add(self._scope)
        node.value = self._handed(at(node, ast.Constant(None)) if node.value is None else self.visit(node.value))
        taken = self._call(self._site(calls.HandSite, node, ""), "take", node, node)
        return self._switches(node, "after", taken)[0] if self.coarse else taken

    def _handed(self, node: ast.expr) -> ast.expr:
        return self._call(self._site(calls.HandSite, node, ""), "hand", node, node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        self._generators.add(self._scope)
        site = self._site(iteration.IterationSite, node, text_of(node.value))
        node.value = self._call(site, "delegate", node, self.visit(node.value))
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        said = node.conversion == -1 and node.format_spec is None and not self.coarse
        node.value = self._operand(node.value, "shown" if said else "operand")
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        node.value = self._reading(node.value, "spread") if isinstance(node.ctx, ast.Load) else self.visit(node.value)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test, node.body, node.orelse = self._test(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        visited = self._called(node)
        if self.coarse:
            return self._call(self._site(loops.SwitchSite, node, ""), "after", node, visited)
        return visited

    def _called(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Name):
            return self._called_by_name(node, function)
        if isinstance(function, ast.Attribute) and function.attr in METHODS:
            label = text_of(function.value)
            owner = self.visit(function.value)
            if function.attr in self._facts.stored_attributes:
                owner = self._call(self._site(sites.AttributeSite, function, function.attr), "load", function, owner)
            site = self._site(contents.MethodSite, function, function.attr)
            site.label = label
            node.func = self._call(site, "bind", function, owner)
            self._arguments(node)
            return node
        return self._called_anyhow(node)

    def _called_by_name(self, node: ast.Call, function: ast.Name) -> ast.expr:
        variable = self._scope.resolve(function.id)
        if variable is None and function.id in READERS:
            site = self._site(contents.ContentSite, node, text_of(node.args[0]) if node.args else function.id)
            site.handle = _handle_in(node)
            self._arguments(node)
            return self._call_with(site, "call", node, [function, *node.args], node.keywords)
        known = function.id in SILENT if variable is None else _is_defined(variable)
        if known and not (self._facts.dynamic or function.id in self._facts.stored_attributes):
            node.func = self.visit(function)
            self._arguments(node)
            return node
        return self._called_anyhow(node)

    def _called_anyhow(self, node: ast.Call) -> ast.expr:
        """Whatever is called: what it is shows when it is."""
        first = node.args[0] if node.args else node.func
        site = self._site(outside.OutsideSite, node, name_of(first) or name_of(node.func))
        site.handle = _handle_in(node)
        node.func = self._call(site, "bind", node, self.visit(node.func))
        self._arguments(node)
        return node

    def _arguments(self, node: ast.Call) -> None:
        match node:
            case ast.Call(args=[ast.Starred() as only], keywords=[_, *_]):
                only.value = self._reading(only.value, "hold")  # CPython takes it apart once the keywords are there
            case _:
                node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value) if keyword.arg is not None else self._reading(keyword.value)

    def _call_with(
        self, site: sites.Site, method: str, node: ast.AST, args: list[ast.expr], keywords: list[ast.keyword]
    ) -> ast.Call:
        call = self._call(site, method, node, *args)
        call.keywords = keywords
        return call

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self._defaults(node.args)
        outer, self._scope = self._scope, self._scopes[node]
        entry = self._entry_site(node)
        begin = [self._entry_call(entry, node), *(self._switches(node, "here") if self.coarse else ())]
        body = self.visit(node.body)
        whole = at(node, ast.BoolOp(op=ast.Or(), values=[*begin, body]))
        node.body = self._call(entry, "answer", node, whole) if self._does_more_than_begin(entry) else whole
        self._scope = outer
        return node

    def _comprehension(self, node: Comprehension) -> ast.expr:
        first = node.generators[0]
        iterable = self._gone_through(first)
        outer, self._scope = self._scope, self._scopes[node]
        for generator in node.generators:
            if generator is not first:
                generator.iter = self._gone_through(generator)
            generator.ifs = [self._test(test) for test in generator.ifs]
            if self.coarse:  # the loop goes back from here
                generator.ifs = [
                    at(test, ast.BoolOp(op=ast.Or(), values=[test, *self._switches(test, "unless")]))
                    for test in generator.ifs
                ]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
            if self.coarse:
                node.value = self._switches(node, "after", node.value)[0]
        else:
            node.elt = self.visit(node.elt)
            if self.coarse:
                node.elt = self._switches(node, "after", node.elt)[0]
            if isinstance(node, ast.GeneratorExp):
                node.elt = self._handed(node.elt)
        self._scope = outer
        first.iter = iterable
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _gone_through(self, generator: ast.comprehension) -> ast.expr:
        """What a comprehension goes through; it unpacks each thing out of sight."""
        tuples, target = self._gives_tuples(generator.iter), generator.target
        iterated = self._iterated(generator.iter)
        if generator.is_async or not isinstance(target, UNPACKING):
            return iterated
        deep = any(isinstance(part, UNPACKING) for element in target.elts for part in walk(element))
        if tuples and not deep:
            return iterated
        site = self._site(iteration.IterationSite, target, "")
        return self._call(site, "taken_apart" if deep else "unpacked", target, iterated)

    def _gives_tuples(self, iterable: ast.expr) -> bool:
        """Whether what it gives can be unpacked without a look: nobody changes a tuple."""
        match iterable:
            case ast.Call(func=ast.Name(id="enumerate" | "zip" as name)):
                return self._scope.resolve(name) is None and name not in self._facts.stored_attributes
        return False

    def _iterated(self, iterable: ast.expr) -> ast.expr:
        site = self._site(iteration.IterationSite, iterable, text_of(iterable))
        counted = isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and iterable.func.id == "range"
        visited: ast.expr = self.visit(iterable)
        return visited if counted else self._call(site, "iterate", iterable, visited)

    def _visit_children(self, node: Node) -> Node:
        self.generic_visit(node)
        return node

    def _defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [self._expr(default) for default in arguments.kw_defaults]


def _is_defined(variable: Variable) -> bool:
    """A function of the program itself, and nothing else under that name."""
    (first, *more) = variable.bindings
    return isinstance(first, ast.FunctionDef) and not (first.decorator_list or more)


def _handle_in(node: ast.Call) -> str:
    """What would be the open file in a call: of `f.write(x)` and of `print(x, file=f)` it is `f`."""
    if isinstance(node.func, ast.Attribute) and node.func.attr in OF_FILES:
        return text_of(node.func.value)
    return next((text_of(keyword.value) for keyword in node.keywords if keyword.arg == "file"), "")
