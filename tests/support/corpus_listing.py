"""Writes the table of the corpus: `python -m tests.support.corpus_listing`."""

from __future__ import annotations

from pathlib import Path

from tests.support.corpus import CORPUS, SCTBENCH, Case, cases_of, header

PAGE = CORPUS / "README.md"

PROSE = """\
# Programs with known verdicts

Small programs as students write them, unmodified, each with its true verdict: found by thinking, then seen by running it for
real with random pauses between its bytecodes. `../sctbench/` holds ports of the SCTBench programs with the same header.

A header is the comment lines at the top of a file, `# key: value`; `# key[spawn]: value` is for one start method,
`# verdict[cpython]: …` for the atomicity of today's CPython.

| key | means |
|---|---|
| `verdict` | every way in which *some* schedule fails: `W` the oracle is false of what was printed, `D` deadlock, `X` an exception in any actor or an exit code that is not 0, `L` it goes on for ever; `OK` none; `ESCAPE` nobody can control it, so it must never be called proved |
| `holds` | the oracle: an expression over `stdout`, `lines` and `numbers` (all integers printed) that is true of every good ending |
| `may` | ways to fail that depend on what is modelled or how far one looks: neither demanded nor a false alarm |
| `escape: allowed` | the explorer may say "not fully controlled" instead of finding the bug or proving that there is none |
| `search` | `bounded`: right, but with more orders than anybody can try: no proof is asked for; `long`: its proof takes more than 300 schedules |
| `output_order: yes` | the order of printed lines matters |
| `methods` | start methods under which it is judged; default `spawn` |
| `blame` | a name that the witness has to mention; `-` none |
| `twin` | the same program with the bug mended, or broken in one place |
| `needs` | a name of the library that is not on every system: where it is missing, the program fails at it, and is not judged |
| `files`, `stdin`, `about` | further files of the submission; what it reads; one sentence |

Sleeps order nothing in these verdicts, and one `print` is one step. The table below is written by `python -m tests.support.corpus_listing`.
"""


def listing() -> str:
    """The whole page."""
    rows = [PROSE]
    for root in (CORPUS, SCTBENCH):
        for folder in sorted({path.parent for path in root.rglob("*.py")}):
            rows.append(f"\n## {folder.name}\n\n| program | verdict | about | twin |\n|---|---|---|---|")
            rows.extend(_row(path, folder) for path in sorted(folder.glob("*.py")) if not _is_part(path))
    return "\n".join(rows) + "\n"


def _row(path: Path, folder: Path) -> str:
    keys = header(path)
    verdicts = ", ".join(dict.fromkeys(_verdict(case) for case in cases_of(path)))
    about = keys.get(("about", ""), "").replace("|", "\\|")
    twin = keys.get(("twin", ""), "").removesuffix(".py").removeprefix("../")
    where = path.relative_to(CORPUS) if path.is_relative_to(CORPUS) else Path("..") / path.relative_to(CORPUS.parent)
    return f"| [{path.stem}]({where.as_posix()}) | {verdicts} | {about} | {twin} |"


def _verdict(case: Case) -> str:
    ways = " ".join(sorted(case.verdict)) or ("ESCAPE" if case.must_escape else "OK")
    if case.atomicity == "cpython":
        return f"{ways} (cpython)"
    return f"{ways} ({case.method})" if case.several_methods and _differs(case) else ways


def _differs(case: Case) -> bool:
    return len({other.verdict for other in cases_of(case.path) if other.atomicity == "language"}) > 1


def _is_part(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith("# part of:")


if __name__ == "__main__":
    PAGE.write_text(listing(), encoding="utf-8")
