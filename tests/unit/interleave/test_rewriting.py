"""Rewriting changes nothing that a program could see, whatever syntax it uses."""

import contextlib
import io
import sys

import pytest

from tests.support.programs import timed

PROGRAMS = {
    "docstrings and names": '"""Doc."""\nfrom __future__ import annotations\nprint(__doc__, __name__)\ndef f(x: Missing) -> Missing:\n    "F."\n    return x\nprint(f.__doc__, f.__annotations__)',
    "augmented assignment": "class A: n = 1\na = A(); d = {'k': [1]}; l = [1, 2]\na.n += 2\nd['k'][0] += 5\nd['k'] += [7]\nl[1:] += [9]\nx = l\nx += [3]\nprint(a.n, d, l, x is l)",
    "evaluation order": "log = []\ndef t(x):\n    log.append(x)\n    return x\nd = {}\nd[t('i')] = t('v')\nt([0])[t(0)] += t(4)\na = b = t(1)\nprint(log, d, a, b)",
    "unpacking": "a, *b = [1, 2, 3]\n(c, [d, e]) = 1, (2, 3)\nx = [0, 0]\nx[0], x[1] = 5, 6\nfor i, x[0] in [(1, 2)]: pass\nprint(a, b, c, d, e, x, i)\ndef f():\n    global a, g\n    a, g = 7, 8\n    return a, g\nprint(f(), *b, *[1])",
    "parts that depend on each other": "x = [0, 0]\ni = 0\ndef f():\n    global i\n    i, x[i] = 1, 5\n    x[i], (i, x[i]) = 7, (0, 3)\n    for i, x[i] in [(1, 4)]: pass\n    (i, *x[1:]), j = [1, 8, 9], i\n    return i, j, x\nprint(f(), [i for (i, [j, *k]) in [(2, [3, 4])]])\ntry: [0 for a, b in 5]\nexcept TypeError as e: print(e)",
    "comprehensions": "n = 2\nprint([x * n for x in range(3) if x], {k: v for k, v in {'a': 1}.items()}, sum(y for y in (1, 2)), [[i for i in range(j)] for j in range(3)])\nclass C:\n    z = [q for q in range(2)]\nprint(C.z)",
    "names in a match": (
        "class Limits: low, most = 1, 3\ndef f(v):\n    match v:\n        case Limits.low: return locals()\n"
        "        case Limits.most if v > 5: return 'no'\n        case {'a': Limits.low, **rest}: return locals()\n    return locals()\n"
        "class Here:\n    class Own: most = 3\n    x = 3\n    match x:\n        case Limits.low: pass\n        case Own.most: x = 'own'\n"
        "    match x:\n        case 5 | Limits.most: pass\n        case str(): y = 1\n"
        "print({k: v for k, v in vars(Here).items() if k[0] != '_' and k != 'Own'})\n"
        "for v in (1, 3, 7, {'a': 1, 'b': 2}): print(f(v))\nmatch 3:\n    case Limits.low: pass\nprint([k for k in globals() if k[0] == '.'])"
    ),
    "walrus and match": "if (n := 3) > 2: print(n)\nmatch {'a': [1, 2]}:\n    case {'a': [x, *rest]} if x: print(x, rest)\n    case _: print('no')",
    "classes": "class A:\n    __slots__ = ('__x',)\n    def __init__(self): self.__x = 1\n    def get(self): return self.__x\n    @property\n    def p(self): return self.__x\n    @p.setter\n    def p(self, v): self.__x = v\nclass B(A):\n    def __init__(self): super().__init__(); self.p += 1\nb = B()\nprint(b.get(), b.p)",
    "closures": "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner\nf = outer()\nprint(f(), f(), [g() for g in [lambda i=i: i for i in range(3)]], [g() for g in [lambda: i for i in range(3)]])",
    "with and try": "import contextlib\n@contextlib.contextmanager\ndef c(x):\n    yield x\nwith c(1) as a, c([2]) as [b]: print(a, b)\ndef f():\n    global g, h\n    with c(1) as g, c(g) as h, c([g + h]) as [k], c(k) as m: print(g, h, k, m)\nf()\ntry: 1 / 0\nexcept ZeroDivisionError as e: print(type(e).__name__)\nelse: print('no')\nfinally: print('end')\ndel a\ntry: a\nexcept NameError as e: print(e)",
    "async": "import types\nasync def f():\n    async with c() as x:\n        return [i async for i in g()] + [x]\nclass c:\n    async def __aenter__(self): return 9\n    async def __aexit__(self, *a): pass\nasync def g():\n    yield 1\n    yield 2\ntry: f().send(None)\nexcept StopIteration as s: print(s.value)",
    "containers": "s = {1}; s.add(2); s |= {3}; d = dict(a=1); d.setdefault('b', []).append(2); l = [3, 1]; l.sort(); print(sorted(s), d, l, 1 in s, len(l), l == [1, 3], not l, f'{l} {d!r:>20}', 'x'.join(['a', 'b']), max(l), list(reversed(l)))\nt = (1, 2)[0:1]; print(t, l[-1], l[::-1])\ndel l[0], d['a']\nprint(l, d, [1] + l)",
    "dunder": "class V:\n    def __init__(s, d): s.d = d\n    def __getitem__(s, k): return s.d[k]\n    def __setitem__(s, k, v): s.d[k] = v\n    def __iadd__(s, o): s.d['n'] = o; return s\n    def __contains__(s, k): return k in s.d\n    def __len__(s): return 0\n    def __getattr__(s, n): return n * 2\nv = V({})\nv['a'] = 1\nv['a'] += 1\nv += 5\nprint(v['a'], v['n'], 'a' in v, bool(v), v.q)",
    "loops": "for i in range(3):\n    if i == 1: continue\n    print(i)\nelse: print('done')\nn = 0\nwhile n < 3:\n    n += 1\n    if n == 2: break\nelse: print('no')\nprint(n)\nfor x in iter([1, 2].pop, 1): print(x)\ng = (i for i in range(2))\nprint(next(g), next(g), next(g, 'end'))",
    "dynamic": "x = 1\nglobals()['y'] = 2\nprint(y, vars()['x'])\nclass A: pass\na = A(); setattr(a, 'b', 3); print(getattr(a, 'b'), getattr(a, 'c', 4), a.__dict__)\ndelattr(a, 'b')\nprint(eval('x + 1'), sorted(k for k in globals() if not k.startswith('__')))\nexec('z = 5')\nprint(z)",
    "annotations": "x: int = 3\ny: list[int]\nclass A:\n    n: int = 0\n    m: str\nprint(x, __annotations__ if '__annotations__' in globals() else None, A.__annotations__)",
    "yield from": "class Own:\n    def __init__(self, made): self.made = made\n    def __iter__(self): return self.made\nclass Steps:\n    def __iter__(self): return self\n    def __next__(self): raise StopIteration(3)\ndef talks():\n    got = []\n    while len(got) < 2:\n        try: got.append((yield len(got)))\n        except KeyError as e: got.append(repr(e))\n    return got\nasync def awaited(): return 4\ndef all_of_it():\n    print((yield from talks()), (yield from Own(talks())), (yield from Steps()), (yield from Own(Steps())), (yield from Own(awaited().__await__())))\n    print((yield from [5]), (yield from map(str, [6])))\ng = all_of_it()\nprint(next(g), g.send('a'), g.throw(KeyError('b')), g.send('c'), *g)",
    "default arguments": "def f(a, b=[], *c, d=4, **e):\n    b.append(a)\n    return b, c, d, e\nprint(f(1), f(2, [0], 3, d=5, z=6))\nprint((lambda *a, k=1: (a, k))(1, 2))",
}
NEWER = {
    "type parameters": "type L[T] = list[T]\ndef f[T](x: T) -> T: return x\nclass S[T]:\n    def __init__(self, v: T): self.v = v\nprint(f(3), S(4).v, L.__name__)\nprint(f'{'a' + 'b'}')",
}


def really(text: str) -> str:
    """What plain Python prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "program.py", "exec", dont_inherit=True), {"__name__": "__main__"})
    return out.getvalue()


@pytest.mark.parametrize("name", [*PROGRAMS, *(NEWER if sys.version_info >= (3, 12) else ())])
def test_it_prints_the_same(name):
    text = {**PROGRAMS, **NEWER}[name]

    ending = timed(text)

    assert "" == ending.stderr
    assert really(text) == ending.stdout


def test_lines_stay_where_they_were():
    ending = timed("x = [\n 1,\n 2]\n\ndef f(d):\n    return (d\n            ['a']\n            ['b'])\nf({'a': {}})\n")

    assert [6, 9] == sorted(line for _, line, _ in ending.actors[0].trouble.frames) or [9, 6] == [
        line for _, line, _ in ending.actors[0].trouble.frames
    ]
    assert "KeyError" == ending.actors[0].trouble.type
