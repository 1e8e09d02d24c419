"""What turns data into a page for a browser: one file that needs nothing else, runs nothing and sends nothing.

Everything that may come from a submission is escaped twice over: what cannot be seen becomes a Python escape (`clean`),
then Jinja escapes for HTML. A page's own policy forbids scripts, forms, images and every address; its one style
sheet is allowed by its hash, so an injected one would not apply either.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.feedback.clean import QUOTED, clean

TEMPLATES = Path(__file__).parent / "templates"


def printed(template: str, style: str, content: Mapping[str, Any], *, more: str = "") -> str:
    """A whole page: a template of ours, with the style sheet of this name and what is to be said.

    `more` are further rules of ours for this page alone.
    """
    css = _style(style) + more
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    # The style sheet is ours, from beside this file: it may be markup.
    return _templates().get_template(template).render(content, css=Markup(css), policy=policy)


@cache
def _templates() -> Environment:
    """Compiled once: a class is thousands of pages."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    environment.filters["prose"] = _prose
    return environment


@cache
def _style(name: str) -> str:
    sheets = (TEMPLATES / "base.css", TEMPLATES / name)
    return "\n".join(sheet.read_text(encoding="utf-8").strip() for sheet in sheets)


def _prose(text: str) -> Markup:
    """A sentence of a page; what stands between backticks is code."""
    safe = str(escape(clean(text)))  # Jinja's escaping leaves backticks as they are
    return Markup(QUOTED.sub(r"<code>\1</code>", safe))


def _shown(value: Any) -> Any:
    """Clean whatever a template writes."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else clean(value)
