#!/usr/bin/env bash
# xqueue-watcher's ContainerGrader starts this with the answer in SUBMISSION_CODE; the last line on stdout is read.
root="${GRADER_ROOT:-}"
# Its Docker backend gives us a file system that can only be read, and nothing at /tmp.
work="$(mktemp -d 2>/dev/null)" || { export TMPDIR="$root/dev/shm" && work="$(mktemp -d)"; }
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/answer"
name=@TYPED@
[[ $SUBMISSION_CODE =~ ^[[:space:]]*\{ ]] && name=@ENTRY@ # a whole notebook, pasted
printf '%s' "$SUBMISSION_CODE" >"$work/answer/$name"
unset SUBMISSION_CODE
said="$("$root/opt/grader/bin/grade" lms run xqueue --package "$root/package" --root "$work")"
case "$(tail -n 1 <<<"$said")" in
    '{"errors":'*'}') printf '%s\n' "$said" ;;
    *) cat "$root/package/not-graded/stdout" ;;
esac
