#!/usr/bin/env bash
# Gradescope runs this once, while it builds the image: a Python, and the grader with what it needs.
set -euo pipefail
root="${GRADER_ROOT:-}"
source="$root/autograder/source"
home="$root/opt/grader"

usable() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

python=""
for candidate in @PYTHONS@; do
    if command -v "$candidate" >/dev/null && usable "$candidate"; then python="$candidate"; break; fi
done
if [ -z "$python" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends @PYTHON@ @PYTHON@-venv
    python=@PYTHON@
fi

"$python" -m venv "$home"
# With more than our own wheel in the folder, the package was made with --wheels and nothing is fetched.
if [ "$(ls "$source"/wheels/*.whl | wc -l)" -gt 1 ]; then
    "$home/bin/python" -m pip install --no-index --find-links "$source/wheels" "$source"/wheels/coursework_grader-*.whl
else
    "$home/bin/python" -m pip install "$source"/wheels/coursework_grader-*.whl
fi
"$home/bin/grade" --version
