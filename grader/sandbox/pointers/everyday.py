"""What to try for errors about classes, generators, files, databases, patterns and coroutines, as courses meet them. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

ASKS_TOO_EARLY = (
    'The check loads your file, as `import` does, and calls what it defines. What asks with input() stands below `if __name__ == "__main__":`, '
    "and then only runs where the file is run."
)
"""What to try where a file asks for input while it is loaded."""
OUT_OF_THE_LOOP = (
    "Where input() finds no more lines it raises EOFError, every time. What catches that, as a bare `except:` does too, has to leave the loop: "
    "`except EOFError: break`, before any other `except`."
)
"""What to try where a loop catches that there is no more input, and asks again."""
_AT_THE_TOP = "`await` and its like stand in an `async def`. At the top of a program asyncio.run(main()) begins one."
_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"TypeError: (__(str|repr|format)__ returned non-string|[\w.]+\.__(str|repr|format)__\(\) must return a str)",
        '__str__ and __repr__ give back a text: return f"…". To print there is not to return.',
    ),
    (
        r"TypeError: (iter\(\) returned non-iterator of type|[\w.]+\.__iter__\(\) must return an iterator)",
        "__iter__ gives back what `next` can ask: iter(…) of a list. Or it goes through the things itself, and says `yield` for each.",
    ),
    (
        r"TypeError: (cannot use '\w+' as a (dict key|set element) \()?unhashable type: '(list|dict|set|bytearray)'",
        "Keys of a dictionary, and what is in a set, never change. A tuple never does: tuple(…) makes one of a list.",
    ),
    (
        r"RuntimeError: generator raised StopIteration",
        "A generator is over at its `return`, or below its last line; `raise StopIteration` is for __next__. Where next(…) finds no more in there, catch that.",
    ),
    (
        r"TypeError: exceptions must derive from BaseException|TypeError: catching classes that do not inherit from BaseException|TypeError: Expected a BaseException type",
        'That is no exception: ValueError("…") is one, and so is what a class of your own makes if it begins `class Name(Exception):`.',
    ),
    (
        r"TypeError: \w+\.__a?exit__\(\) takes",
        "__exit__ is handed three things more, what was raised and where: def __exit__(self, kind, error, trace).",
    ),
    (
        r"ValueError: mutable default <class '(?P<name>list|dict|set)'>",
        "A default is made once, for all objects of the class. field(default_factory={name}) makes one for each.",
    ),
    (
        r"TypeError: Can't instantiate abstract class (?P<name>\w+)",
        "{name} does not have all that its base asks for with @abstractmethod. Is each of these methods there, spelt so, and inside of the class?",
    ),
    (
        r"ProgrammingError: Incorrect number of bindings supplied",
        "Each ? takes one value out of a tuple, and a single value makes one only with a comma: (name,). A text alone is taken letter by letter.",
    ),
    (
        r"OperationalError: no such table: (?P<name>\w+)",
        "CREATE TABLE makes a table, once in each database. Is {name} spelt so there, and does the program come there first?",
    ),
    (
        r"OperationalError: table \w+ already exists",
        "What an earlier run has left is still there: CREATE TABLE IF NOT EXISTS makes a table where there is none.",
    ),
    (
        r"OperationalError: (near \"[^\"]*\": syntax error|unrecognized token|no such column)",
        'That is said of the text for execute(). Values are ? in it, and stand behind it as a tuple: execute("… = ?", (value,)). Is a comma missing between two columns?',
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute '(group|groups|groupdict|span)'",
        "match() and search() give None where the pattern is not found: ask first. match() looks at the beginning of the text alone.",
    ),
    (
        r"(error|PatternError): .* at position \d+",
        'In a pattern ( ) [ ] . * + ? and \\ have a meaning; with a \\ before it one stands for itself. Write patterns with an r: r"\\d+".',
    ),
    (
        r"(ImportError: cannot import name|AttributeError: partially initialized module) .*circular import",
        "Two files import each other, and each needs the other first. What both need goes into a third; or one imports the other inside of the function that needs it.",
    ),
    (
        r"UnicodeDecodeError: '(utf-?8|ascii|charmap)' codec can't decode",
        "The bytes were written in another encoding than they are read in: open(…, encoding=…) says in which.",
    ),
    (
        r"UnicodeEncodeError: '(ascii|latin-1|charmap)' codec can't encode",
        'This encoding has no such letter: open(…, encoding="utf-8") has all.',
    ),
    (
        r"ValueError: Sample larger than population",
        "sample() puts nothing back, so there are not more than there are things; choices(…, k=n) puts each back.",
    ),
    (
        r"ValueError: (not enough|too many) values to unpack",
        "On the left of = or behind `for` stand as many names as there are parts in what is taken apart. What is it there, and how many parts has it?",
    ),
    (
        r"RuntimeError: asyncio\.run\(\) cannot be called from a running event loop",
        "Inside of an `async def` one awaits: await fetch(…).",
    ),
    (
        r"TypeError: object \w+ can't be used in 'await' expression|TypeError: '\w+' object can't be awaited",
        "What an `async def` gives can be awaited, and a task. Is an `async` missing before the `def`, or is this value there already?",
    ),
    (
        r"TypeError: 'async for' requires an object with __aiter__ method",
        "What is gone through so has `yield` in an `async def`, and is not awaited. A list is gone through with `for` alone.",
    ),
    (
        r"SyntaxError: ('await' outside (async )?function|'async (for|with)' outside async function|asynchronous comprehension outside of an asynchronous function)",
        _AT_THE_TOP,
    ),
)


def told(said: str) -> str | None:
    """What to try for "Type: message"."""
    return looked_up(_KNOWN, said)


def looked_up(known: Iterable[tuple[str, str]], said: str) -> str | None:
    """The advice beside the first pattern that fits, which it may quote by name."""
    for pattern, advice in known:
        found = re.match(pattern, said)
        if found is not None:
            return advice.format(**found.groupdict())
    return None


def for_line(type: str, message: str, line: Callable[[], str]) -> str | None:
    """What to try where a line of the program's own raised this."""
    if type == "KeyError" and re.search(r"\][ \t]*[-+*]=", line()):
        return "A key that is not there yet has no value to begin with: counts.get(key, 0) has, and so has a Counter."
    if type == "KeyError" and re.search(r"\]\.(append|add|extend)\(", line()):
        return "A key that is not there yet has no list to add to: found.setdefault(key, []) puts one there, and a defaultdict(list) does by itself."
    if type == "TypeError" and "unhashable" in message and re.search(r"\bgather\(", line()):
        return "gather() takes one after the other: gather(*tasks)."
    return None
