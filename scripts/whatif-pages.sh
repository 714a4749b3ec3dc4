#!/usr/bin/env bash
# Runs every command of docs/whatif and compares what it prints with what the page says.
#   scripts/whatif-pages.sh [--write]     --write puts down what it prints
# A fence "yaml FILE" or the like is a file; in "console", lines after "$ " are commands, the rest is their output.
# LOCKSTEP_VENV names a folder with DuckDB in it; a command that needs DuckDB is skipped where it cannot be had.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
VENV=${LOCKSTEP_VENV:-.build/cluster}
if ! "$VENV/bin/python" -c 'import duckdb' 2>/dev/null; then
    { python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet duckdb; } >/dev/null 2>&1 || true
fi
mkdir "$WORK/bin"
ln -s "$(realpath "$LOCKSTEP")" "$WORK/bin/lockstep"
PATH=$WORK/bin:$(realpath -m "$VENV/bin"):$PATH python3 - "$WORK" "${1:-}" <<'PYTHON'
import pathlib, re, subprocess, sys

work, writes = pathlib.Path(sys.argv[1]), sys.argv[2] == "--write"
faults = commands = 0


def run(command, folder):
    done = subprocess.run(["bash", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    # How long a search took is of no interest.
    return re.sub(r"\d+\.\d s$", "… s", done.stdout.rstrip("\n"), flags=re.M)


def answered(block, folder):
    """The block with each command's output anew."""
    global commands
    parts = re.split(r"^(?=\$ )", block, flags=re.M)
    lines = []
    for part in filter(None, parts):
        command = re.match(r"\$ (?:.*\\\n)*.*", part)[0]
        if "query.py" in command and run("python3 -c 'import duckdb'", folder):
            print(f"SKIPPED  {command[2:]}: there is no DuckDB")
            lines.append(part.rstrip("\n"))
            continue
        commands += 1
        lines += [command, run(command[2:], folder)]
    return "".join(line + "\n" for line in lines if line)


for page in sorted(pathlib.Path("docs/whatif").glob("[0-9]*.md")):
    folder = work / page.stem
    folder.mkdir()
    (folder / "Scenarios").symlink_to(pathlib.Path("Scenarios").resolve())

    def renewed(fence):
        kind, name, body = fence[1], fence[2], fence[3]
        if kind == "console":
            return f"```console\n{answered(body, folder)}```"
        if name:
            (folder / name).write_text(body)
        return fence[0]

    old = page.read_text()
    new = re.sub(r"^```(\w+)(?: (\S+))?\n(.*?)^```", renewed, old, flags=re.M | re.S)
    if writes:
        page.write_text(new)
    elif new != old:
        faults += 1
        (work / "new.md").write_text(new)
        print(run(f"diff -u {page.resolve()} {work}/new.md", work))
    print(f"{'passed  ' if writes or new == old else 'FAILED  '} {page}")
print(f"{commands} commands")
sys.exit(1 if faults else 0)
PYTHON
