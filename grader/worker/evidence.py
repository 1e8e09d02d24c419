"""What happened, as plain JSON: the engine's records, field by field, with observed values copied."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import PurePath, PureWindowsPath
from typing import Any

from grader.interleave.plainly import class_of
from grader.interleave.trouble import REALLY
from grader.worker import values

_ATOMS = frozenset({str, int, float, bool, type(None)})


def plain(thing: Any) -> Any:
    """A record (dataclass) of ours as JSON; `values` of an ending are copied as values."""
    kind = class_of(thing)
    if kind in _ATOMS:  # first, since most things are: who asks for a Mapping asks every class that is one
        return thing
    if kind is list or kind is tuple:
        return [plain(part) for part in thing]
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {
            field.name: (
                _observed(getattr(thing, field.name)) if field.name == "values" else plain(getattr(thing, field.name))
            )
            for field in dataclasses.fields(thing)
        }
    if isinstance(thing, (list, tuple)):
        return [plain(part) for part in thing]
    if isinstance(thing, Mapping):
        return {str(name): plain(part) for name, part in thing.items()}
    if isinstance(thing, float):
        return float(thing)
    return thing


def without(folder: PurePath, told: Any) -> Any:
    """The same without the scratch folder's name, which is ours, and another each time."""
    return _without(folder.name, _spellings(folder), told)


def _spellings(folder: PurePath) -> list[tuple[str, str]]:
    """How the folder may be written, and what stands between its parts then. On Windows it is written with two kinds of
    slashes, of which `repr` doubles one."""
    backslashes = ["\\" * 2, "\\"] if isinstance(folder, PureWindowsPath) else []
    return [(folder.as_posix().replace("/", between), between) for between in (*backslashes, "/")]


def _without(name: str, spellings: list[tuple[str, str]], told: Any) -> Any:
    if type(told) is str:
        if name not in told:
            return told
        for folder, slash in spellings:
            told = told.replace(f"{folder}{slash}work{slash}", "").replace(f"{folder}{slash}work", ".")
            told = told.replace(f"{folder}{slash}", "~/")
        return told
    if type(told) is dict:
        return {key: _without(name, spellings, part) for key, part in told.items()}
    if type(told) is list:
        return [_without(name, spellings, part) for part in told]
    return told


def fault(error: BaseException) -> str:
    """A traceback of ours, in which what there really is stands: who looks at one usually is shown the program's alone."""
    lines, step = [], error.__traceback__
    while step is not None:
        code = REALLY.tb_frame(step).f_code
        lines.append(f'  File "{code.co_filename}", line {step.tb_lineno}, in {code.co_name}')
        step = REALLY.tb_next(step)
    try:
        said = str(error)
    except BaseException:
        said = "<it says nothing>"
    return "\n".join(["Traceback (most recent call last):", *lines[-30:], f"{type(error).__name__}: {said}"])


def head_and_tail(text: str, limit: int) -> str:
    """A long text without its middle."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n[… {len(text) - 2 * half} characters left out …]\n{text[-half:]}"


def _observed(observed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _copy(value) for name, value in observed.items()}


def _copy(value: object) -> Any:
    """An observed value; what cannot travel is told by its type, since its schedule is over."""
    try:
        return values.encode(value, _gone)
    except values.TooLarge as large:
        return ["R", "object", f"{values.name_of(type(value))}, {large}"]


def _gone(_: object) -> int:
    return -1
