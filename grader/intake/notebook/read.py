"""A notebook file to the texts of its code cells. Nothing in the file is trusted, nothing but code is used.

Size and nesting are bounded before `json` sees the text (its parser recurses, and a megabyte of brackets
costs hundreds). Notebooks of format 4 need no conversion and are read here; those of formats 2 and 3 are
upgraded by nbformat, which is imported for them alone (80 ms of CPU, more than all the rest together).
Stored outputs are dropped first, unread: they are no part of the answer and may be broken. Validation against
the notebook schema is left out on purpose: notebooks that Jupyter, Colab and VS Code open without a word
often break it, in parts that do not matter here.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import Any

from grader.errors import DeliveryError
from grader.intake import bounds

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_PYTHON = re.compile(r"i?python\d*(\.\d+)*")
_OTHERS = re.compile(
    r"(ir|julia|xcpp|xeus-cpp|javascript|jslab|bash|i?java|scala|rust|sos|\.net|octave|matlab)(?![a-z])"
)


def code_cells(data: bytes, name: str) -> list[str]:
    """Read the texts of a notebook's code cells, in the order they stand."""
    if not data.strip():
        raise DeliveryError(f"{name} is empty", hint="Save the notebook and hand it in again.")
    document = _document(data, name)
    version = _version(document, name)
    _refuse_foreign(document, name)
    cells = document.get("cells") if version == 4 else _upgraded(document, version, name)
    if not isinstance(cells, list):
        raise DeliveryError(f"{name} is not a notebook: it has no list of cells")
    if len(cells) > bounds.NOTEBOOK_CELLS:
        raise DeliveryError(f"{name} has more than {bounds.NOTEBOOK_CELLS} cells")
    texts = [_source(cell, number, name) for number, cell in enumerate(cells, 1) if _is_code(cell, number, name)]
    if sum(map(len, texts)) > bounds.SOURCE_BYTES:
        most = bounds.in_words(bounds.SOURCE_BYTES)
        raise DeliveryError(f"{name} has more than {most} of code, the most that can be graded")
    return texts


def _document(data: bytes, name: str) -> dict[str, Any]:
    """Parse the JSON, once its nesting is known to be bounded."""
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass")
    except UnicodeDecodeError:
        raise DeliveryError(f"{name} is not a notebook: it is not UTF-8 text") from None
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    _refuse_nesting(text, name)
    try:
        document = json.loads(text)
    except ValueError as refusal:  # also a number with too many digits
        why = f"line {refusal.lineno}: {refusal.msg}" if isinstance(refusal, json.JSONDecodeError) else str(refusal)
        hint = "Open it in Jupyter, save it, and hand it in again."
        raise DeliveryError(f"{name} is not a notebook: its JSON is broken ({why})", hint=hint) from None
    if not isinstance(document, dict):
        raise DeliveryError(f"{name} is not a notebook: it is JSON of another kind")
    return document


def _refuse_nesting(text: str, name: str) -> None:
    depth = containers = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("[", "{"):
            depth += 1
            containers += 1
            if depth > bounds.NOTEBOOK_DEPTH:
                raise DeliveryError(f"{name} is not a notebook: it is nested more than {depth - 1} levels deep")
            if containers > bounds.NOTEBOOK_CONTAINERS:
                raise DeliveryError(f"{name} is too large: it has more than {containers - 1} lists and objects")
        elif token in ("]", "}"):
            depth -= 1


def _version(document: dict[str, Any], name: str) -> int:
    version = document.get("nbformat", 4 if "cells" in document else None)
    if type(version) is not int:
        raise DeliveryError(f"{name} is not a notebook: it does not say of which format it is")
    if not 2 <= version <= 4:
        raise DeliveryError(
            f"{name} is a notebook of format {version}, which is not known here",
            hint="Save it as a notebook of format 4.",
        )
    return version


def _refuse_foreign(document: dict[str, Any], name: str) -> None:
    """Refuse a notebook whose kernel speaks another language; one that says nothing speaks Python."""
    metadata = _mapping(document.get("metadata"))
    kernel = _mapping(metadata.get("kernelspec"))
    language = kernel.get("language") or _mapping(metadata.get("language_info")).get("name")
    if not language and _OTHERS.match(str(kernel.get("name", "")).lower()):
        language = kernel["name"]
    for cell in _old_cells(document):
        language = language or cell.get("language")
    if language and not _PYTHON.fullmatch(str(language).lower()):
        raise DeliveryError(
            f"{name} is a notebook for {str(language)[:40]}, not for Python", hint="Choose a Python kernel and save."
        )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _old_cells(document: dict[str, Any]) -> list[dict[str, Any]]:
    """List the code cells of a notebook of format 2 or 3, as far as they have their form."""
    worksheets = document.get("worksheets")
    found = []
    for worksheet in worksheets if isinstance(worksheets, list) else []:
        cells = _mapping(worksheet).get("cells")
        for cell in cells if isinstance(cells, list) else []:
            if _mapping(cell).get("cell_type") == "code":
                found.append(cell)
    return found


def _upgraded(document: dict[str, Any], version: int, name: str) -> Any:
    """Let nbformat bring an old notebook to format 4, without its outputs."""
    nbformat: Any = import_module("nbformat")  # untyped
    for cell in _old_cells(document):
        cell["outputs"] = []
    try:
        minor = document.get("nbformat_minor", 0)
        old = nbformat.versions[version].to_notebook_json({**document, "metadata": {}}, minor=minor)
        return nbformat.convert(old, 4).get("cells")
    except (nbformat.ValidationError, ValueError, TypeError, KeyError, AttributeError) as refusal:
        told = f"{type(refusal).__name__}: {str(refusal)[:80]}"
        raise DeliveryError(f"{name} is not a notebook of format {version} ({told})") from None


def _is_code(cell: object, number: int, name: str) -> bool:
    kind = _mapping(cell).get("cell_type")
    if not isinstance(kind, str):
        raise DeliveryError(f"{name} is not a notebook: its cell {number} does not say what it is")
    return kind == "code"


def _source(cell: dict[str, Any], number: int, name: str) -> str:
    """Read a cell's text: one string, or its lines in a list."""
    source = cell.get("source", "")
    if isinstance(source, str):
        return source
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    raise DeliveryError(f"{name} is not a notebook: the text of its cell {number} is no text")
