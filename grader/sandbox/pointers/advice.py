"""What to try for the errors that everybody meets who begins, with threads and processes and without: a pointer for students, and no verdict hangs
on it. The messages are CPython's own, of 3.11 and later; one that is not known here gets no advice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from grader.sandbox.pointers import arrays, everyday, homes
from grader.sandbox.pointers.came import CALLED, NOTHING

ASKED_FOR = (
    "The checks ask for this name. Is it spelt so in your file, and does what defines it begin at the left margin?"
)
"""What to try where the file has no such name."""
_ONE_VALUE = (
    "A thread or process gets a tuple of arguments, and a single value makes one only with a comma: args=(value,)."
)
_NO_TUPLE = re.compile(r"(argument|Value) after \* must be an iterable|object is not iterable")
_NOT_STARTED = (
    r"(AssertionError: can only join a started process|RuntimeError: cannot join thread before it is started)"
)
_NO_FUNCTION = re.compile(r"'(int|float|str|bool|list|tuple|dict|set)' object is not callable")
_A_VALUE = (
    "The name before the parentheses stands for a value there, and for no function. Is it given one somewhere above, or is a comma "
    "missing?"
)
_AN_ITEM = "An item is asked for in square brackets: name[…]; round ones call a function. Or is a comma missing?"
_WORDS = (
    "sys.argv begins with the program's own name; what else is in it the program was given, which may be nothing. Ask len(sys.argv) "
    "first."
)
_OWN_NAME = "sys.argv[0] is the program's own name; what it is given comes behind that."
_TEXT_AND_NUMBER = (
    "A text and a number meet there. int(…) makes a number of a text, as what comes from sys.argv or input() is; str(…) makes a text of "
    "a number; a comma lets print show both."
)
_ONLY_LOOKS = "It only looks like {}, as word processors and other keyboards make it. Type it again in your editor."
_GONE_THROUGH = "A number stands there, and `for` goes through a list, a text or a range. Is it to be a list? To count from 0 to n - 1: range(n)."
_NAME = 'It has two underscores on either side, as in `if __name__ == "__main__":`.'
_FUNCTION = "(builtin_function_or_method|function|method)"
_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"SyntaxError: invalid character '[“”„‟‘’‚«»]'",
        "Word processors, chats and web pages make such quotation marks. Type them again in your editor: \" or '.",
    ),
    (
        r"SyntaxError: invalid non-printable character",
        "It looks like a blank and is none, as it comes from web pages. Delete the blanks of this line and type them again.",
    ),
    (
        r"TabError: ",
        "Tabs and blanks only look alike. Use one of them throughout; most editors can turn every tab into blanks.",
    ),
    (
        r"IndentationError: unindent does not match",
        "This line begins neither where the line above it does nor where an earlier one does: count the blanks before it.",
    ),
    (
        r"IndentationError: unexpected indent",
        "This line begins further right than the one above it, which does not end with a colon.",
    ),
    (
        r"IndentationError: expected an indented block after",
        "What belongs to a line with a colon at its end stands below it, further right. Where nothing is to be done, write `pass`.",
    ),
    (
        _NOT_STARTED,
        "join() waits for what was started. Is start() called before, on each of them, with its parentheses?",
    ),
    (
        r"(RuntimeError: threads can only be started once|AssertionError: cannot start a process twice)",
        "Each Thread and each Process can be started once: leave out one start(), or make a new one for it.",
    ),
    (
        r"TypeError: (?!print\b).*argument after \* must be an iterable|TypeError: 'Synchronized\w*' object is not iterable",
        _ONE_VALUE,
    ),
    (
        r"TypeError: .*(Thread|Process)\.__init__\(\) got an unexpected keyword argument",
        "What it is made with is called target=, args=, kwargs=, name= and daemon=.",
    ),
    (
        r"AssertionError: group argument must be None for now",
        "Say what is handed over: target=function, args=(value, …).",
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute '(start|join|is_alive|terminate)'",
        "start() and join() return nothing, None. Keep the thread or process itself, and call them on it, each on a line "
        "of its own.",
    ),
    (
        r"AttributeError: '(list|tuple|dict|set)' object has no attribute '(?P<name>start|join)'",
        "{name}() is called on each thread or process, one by one: for thread in threads: thread.{name}()",
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute|TypeError: ('NoneType' object (is not|cannot be)|.* must be an iterable, not NoneType"
        r"|object of type 'NoneType' has no len|cannot unpack non-iterable NoneType|unsupported operand.*'NoneType'|'[<>]=?' not supported between .*'NoneType')",
        NOTHING,
    ),
    (
        r"TypeError: (can only concatenate str \(not \"(int|float)\"\)|can't multiply sequence by non-int of type '(str|float)'"
        r"|unsupported operand type\(s\) for .*('(int|float)' and 'str'|'str' and '(int|float)')"
        r"|'[<>]=?' not supported between instances of ('(int|float)' and 'str'|'str' and '(int|float)')"
        r"|'str' object cannot be interpreted as an integer|must be real number, not str)",
        _TEXT_AND_NUMBER,
    ),
    (
        r"AttributeError: 'str' object has no attribute '(append|extend|insert|remove|pop|sort|reverse)'",
        "That is what lists can do. A text never changes; a new one is made of it, as by +, replace() or text[::-1].",
    ),
    (
        r"AttributeError: 'list' object has no attribute '(split|lower|upper|strip|replace|startswith|endswith|isdigit|isalpha)'",
        "That is what texts can do. A list has texts in it, which are asked one by one: for text in texts.",
    ),
    (
        r"TypeError: 'module' object is not callable",
        "A module is no function: name what is in it, as in time.sleep(1) or queue.Queue().",
    ),
    (
        r"ImportError: attempted relative import with no known parent package",
        "Your file is run by itself, and is no part of a package: write the import without the dot.",
    ),
    (
        r"EOFError: EOF when reading a line",
        "Each input() takes one line. Does the program ask oftener than the statement says? Where it is to ask for nothing, put a value where input() "
        "stands, or take it from sys.argv.",
    ),
    (
        r"Empty(: )?$",
        "get() raises queue.Empty where nothing has come in its time. That may be the end of the work, or somebody who is slow: catch it with "
        "`except queue.Empty:`, or let somebody say that there is no more.",
    ),
    (
        r"IndexError: (list|tuple|string|array) .*out of range|IndexError: invalid index",
        "What holds n things numbers them from 0 to n - 1. How long is it there, and which number is asked for?",
    ),
    (
        r"TypeError: 'bool' object does not support the context manager protocol",
        "acquire() returns True; `with` wants the lock itself, and takes it and gives it back by itself.",
    ),
    (
        rf"TypeError: '(type|{_FUNCTION})' object does not support the context manager protocol",
        "`with` wants the thing itself, which is made or got by a call, with parentheses. A lock that all are to share is made "
        "once, where everybody finds it, and only named here.",
    ),
    (
        rf"TypeError: ('{_FUNCTION}' object cannot be interpreted as an integer|unsupported operand.*'{_FUNCTION}')",
        CALLED,
    ),
    (
        rf"TypeError: '{_FUNCTION}' object is not subscriptable",
        "A function stands before the square brackets. A call has round brackets: put(…). Or is it only named in a line above, as in `word = word.lower`?",
    ),
    (
        r"TypeError: ('\w*Queue' object is not (iterable|subscriptable)|object of type '\w*Queue' has no len\(\))",
        "What is in a queue is taken out one by one, with get(). Something that is put in last can say that no more comes.",
    ),
    (
        r"TypeError: (this type has no size|bad typecode \(must be a ctypes type)",
        'Value and Array are told the kind of number first, by a letter: Value("i", 0) for whole numbers, "d" for others.',
    ),
    (
        r"TypeError: 'float' object cannot be interpreted as an integer",
        'A whole number is wanted there, as by range() and by what is made with "i". `//` divides without a rest; int(…) cuts one off.',
    ),
    (
        r"TypeError: unsupported operand type\(s\).*'Synchronized'",
        "What processes share is a box; the number is in its .value.",
    ),
    (
        r"RecursionError: ",
        "A function calls itself, or two call each other, without end. Where does it stop, and does each call come nearer to that?",
    ),
    (
        r"MemoryError: ",
        "All the memory that a program may use here is used up. What grows without end, or is far larger than it needs to be?",
    ),
    (
        r"NameError: name '(?!__name__'|__main__')_+(?P<name>name|main)_*'",
        _NAME,
    ),
    (
        r"NameError: name 'this' is not defined",
        "In Python an object is called self in its own methods, and each `def` of a class names it first: `def name(self, …):`.",
    ),
    (
        r"NameError: name '(?P<name>display|get_ipython)' is not defined",
        "{name} is Jupyter's own, and is not there where your cells are run as a program: `print` shows a value.",
    ),
    (
        r"NameError: name '(true|false|none|null|nil|undefined|TRUE|FALSE|NULL)' is not defined",
        "Python writes True, False and None, with capitals.",
    ),
    (
        r"NameError: name '__main__' is not defined",
        '"__main__" is a text, and stands in quotes.',
    ),
    (
        r"UnboundLocalError: .*local variable '(?P<name>\w+)'",
        "A function that assigns {name} makes {name} its own, which has no value yet. Is another name meant? If it is the "
        "program's {name}, `global {name}` comes first; if it is that of a function around it, `nonlocal {name}`.",
    ),
    (
        r"(RuntimeError: (release unlocked lock|cannot release un-acquired lock)|AssertionError: attempt to release recursive lock"
        r"|ValueError: ([Ss]emaphore|semaphore or lock) released too many times)",
        "Each release() gives back what one acquire() took. Which one here has taken nothing before?",
    ),
    (
        r"RuntimeError: cannot (wait|notify) on un-acquired lock|AssertionError: (must acquire\(\) condition before|lock is not owned)",
        "wait(), notify() and notify_all() are for who holds the condition: call them inside `with`.",
    ),
    (
        r"ValueError: task_done\(\) called too many times",
        "task_done() is called once for each item that get() took out, and not oftener.",
    ),
    (
        r"FileNotFoundError: \[Errno 2\] No such file or directory$",
        "No file is named here: is it a manager that has ended? What it holds is there as long as its `with` goes on; wait in it, with join(), "
        "for whoever uses that.",
    ),
    (
        r"TypeError: \w+\(\) takes no arguments",
        "Where an object of this class is made, it is handed something. Is there a `def __init__(self, …)` in the class, with two underscores on either side?",
    ),
    (
        r"TypeError: (?P<name>\w+)\.\w+\(\) missing 1 required positional argument: 'self'",
        "{name} is the class there, and no object yet: {name}() makes one.",
    ),
    (
        r"TypeError: \w+\.\w+\(\) takes (\d+|from \d+ to \d+) positional arguments? but",
        "Count what is handed over, and what the `def` line asks for. A method is handed the object itself, too: does its `def` line "
        "begin with self?",
    ),
    (
        r"TypeError: .*(takes (\d+|from \d+ to \d+) positional arguments? but|missing \d+ required positional argument)",
        "Count what is handed over, in the call or in args=, and what the `def` line asks for.",
    ),
    (
        r"(\w*Error): (Can't|cannot) (pic\w+ |get local object)",
        "What goes to a new process, or is copied as if it did, is taken apart and put together again: functions and classes of "
        "the file itself, numbers, text, lists can be; a lambda, an inner function, a lock of `threading` cannot. "
        "`multiprocessing` has locks that can.",
    ),
    (
        r"RuntimeError: thread\.__init__\(\) not called|AttributeError: '\w+' object has no attribute '_(closed|popen|config|initialized)'",
        "Is its class made from Thread or Process? If that has an __init__ of its own, it calls super().__init__() there, first of all.",
    ),
    (
        r"AttributeError: '\w*Thread' object has no attribute '(stop|kill|terminate|exit|close|interrupt)'",
        "Nobody can end a thread from outside: it ends with its function, which may look now and then whether it should.",
    ),
    (
        r"AttributeError: (Can't get attribute|module '__(mp_)?main__' has no attribute) '(?P<name>\w+)'",
        "A new process looks for {name} at the left margin of your file. It finds nothing that stands below a guard; and the workers "
        "of a pool find nothing that stands below the line that made the pool.",
    ),
    (
        r"TypeError: '[<>]=?' not supported between instances of '(?P<name>[\w.]+)' and '(?P=name)'",
        "Python does not know which of two {name} objects is smaller. Compare a number or a text that each of them has.",
    ),
    (
        r"RuntimeError: (dictionary|Set|deque|OrderedDict) (changed size|keys changed|mutated) during iteration",
        "Somebody puts in or takes out while it is gone through. Go through a copy, list(…); where that is somebody else, take one lock "
        "for both.",
    ),
    (
        r"AssertionError: daemonic processes are not allowed to have children",
        "The workers of a pool, and other daemons, may start no processes. What stands at the left margin of your file is run wherever it is "
        "imported, by them too.",
    ),
    (
        r"RuntimeError: .* should only be shared between processes through inheritance",
        "Hand it over where the process is made: Process(…, args=(…,)), or Pool(…, initializer=…, initargs=…).",
    ),
)


def for_error(type: str, message: str) -> str | None:
    """What to try where a program raised this."""
    said = f"{type}: {message}"
    known = everyday.told(said) or everyday.looked_up(_KNOWN, said)
    return known or homes.told(said) or arrays.told(said) or _look_alike(said)


def for_arguments(message: str, call: Callable[[], str]) -> str | None:
    """What to try where what a thread or process was handed is no tuple; `call` answers with the text of the call that made it."""
    is_none = _NO_TUPLE.search(message) is not None
    return _ONE_VALUE if is_none and re.search(r"\bargs\s*=", call()) else None


def for_letters(message: str, call: Callable[[], str]) -> str | None:
    """The same where it is a text in brackets, whose letters were handed over."""
    counted = re.search(r"takes (\d+|from \d+ to \d+) positional arguments? but", message)
    return _ONE_VALUE if counted and re.search(r"\bargs\s*=\s*\(\s*[\w.]+\s*\)", call()) else None


def for_line(type: str, message: str, line: Callable[[], str]) -> str | None:
    """What to try where a line of the program's own raised this; `line` answers with its text."""
    everybodys = everyday.for_line(type, message, line)
    if everybodys is not None:
        return everybodys
    if type == "TypeError" and _NO_FUNCTION.match(message):
        return arrays.is_no_function(line) or (_AN_ITEM if re.match(r"'(list|tuple|dict)'", message) else _A_VALUE)
    if type == "TypeError" and re.match(r"'(int|float)' object is not iterable", message):
        return _GONE_THROUGH if re.search(r"\bfor\b.*\bin\b", line()) else None
    if type == "NameError" and message.startswith("name 'name' is"):
        return _NAME if "__main__" in line() else None
    if type == "AttributeError":
        return homes.hidden(message, line)
    if type == "IndexError" and "list index out of range" in message:
        return _WORDS if re.search(r"\bargv\b", line()) else None
    number = type == "ValueError" and re.match(r"invalid literal for int|could not convert string to float", message)
    return _OWN_NAME if number and re.search(r"\bargv\s*\[\s*0\s*\]", line()) else None


def comes_of_no_start(type: str, message: str) -> bool:
    """Whether it was raised since something had not been started."""
    return re.match(_NOT_STARTED, f"{type}: {message}") is not None


def _look_alike(said: str) -> str | None:
    """What a character that Python does not know was meant to be."""
    found = re.match(r"SyntaxError: invalid character '(.)'", said)
    if found is None:
        return None
    dash = unicodedata.category(found[1]) == "Pd" or found[1] == "\N{MINUS SIGN}"
    plain = "-" if dash else unicodedata.normalize("NFKC", found[1])
    return _ONLY_LOOKS.format(plain) if plain.isascii() else None
