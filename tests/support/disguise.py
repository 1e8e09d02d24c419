"""A copy that does not want to be one: other names, texts and comments, functions in another order, a print more."""

import ast
import re


class _Renamed(ast.NodeTransformer):
    def __init__(self, names):
        self._names = names

    def visit_Name(self, node):
        node.id = self._names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self._names.get(node.arg, node.arg)
        return node

    def visit_Global(self, node):
        node.names = [self._names.get(name, name) for name in node.names]
        return node

    def visit_FunctionDef(self, node):
        node.name = self._names.get(node.name, node.name)
        self.generic_visit(node)
        return node

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.value != "__main__":
            node.value = f"anything but {len(node.value)}"
        return node


def disguised(source, given=""):
    """The same program, as somebody hands it in who has it from a friend. Names that were `given` stay."""
    tree = ast.parse(source)
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    mine = bound - set(re.findall(r"\w+", given))
    _Renamed({name: f"my_{number}" for number, name in enumerate(sorted(mine))}).visit(tree)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    places = [tree.body.index(node) for node in functions]
    for place, node in zip(places, reversed(functions), strict=True):
        tree.body[place] = node
    tree.body.append(ast.parse("print('done')").body[0])
    text = ast.unparse(ast.fix_missing_locations(tree))
    return "# All of this is my own work.\n" + text.replace("\ndef ", "\n\n# here it happens\ndef ")
