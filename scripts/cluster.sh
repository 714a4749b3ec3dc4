#!/usr/bin/env bash
# One plan, played whole and in parts by every recipe of docs/examples/cluster; each merged report must have the digest
# of the one process. Then a part that is killed, a disk that is full, another number of workers.
#   scripts/cluster.sh [PLAN | --short]     --short leaves four values of the sweep, for a debug build
# What is missing here (GNU parallel, the Python packages of docs/examples/cluster/requirements.txt) is installed where
# that can be done, and skipped with a word where not. LOCKSTEP_VENV names a folder for the packages.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
trap 'umount "$WORK/small" 2>/dev/null || true; clean_up' EXIT
build_release lockstep
LOCKSTEP=$(realpath "$LOCKSTEP")
export LOCKSTEP
PLAN=${1:-Scenarios/whatif/how-long.whatif.yaml}
if [ "$PLAN" = --short ]; then
    PLAN=$WORK/short.whatif.yaml
    sed 's/gone: \[.*/gone: [5m, 1h, 2h, 24h]/' Scenarios/whatif/how-long.whatif.yaml >"$PLAN"
fi
RECIPES=docs/examples/cluster
PARTS=8
VENV=${LOCKSTEP_VENV:-.build/cluster}
FAULTS=0

digest() { sha256sum | cut -d' ' -f1; }
skip() { printf 'SKIPPED  %-55s %s\n' "$1" "$2"; }

# same NAME DIGEST: against that of the one process.
same() {
    if [ "$2" = "$WHOLE" ]; then
        printf 'passed   %-55s %s\n' "$1" "$2"
    else
        printf 'FAILED   %-55s %s\n' "$1" "$2"
        FAULTS=$((FAULTS + 1))
    fi
}

# merged FOLDER: the digest of its parts, put together in an order of chance.
merged() {
    local parts
    mapfile -t parts < <(printf '%s\n' "$1"/*.jsonl | shuf)
    "$LOCKSTEP" merge "${parts[@]}" --json | digest
}

# part K OUT OPTION...: one part, and its words in $WORK/words.
part() {
    local number=$1 out=$2
    shift 2
    "$LOCKSTEP" whatif "$PLAN" --shard "$number" --out "$out" --quiet "$@" 2>"$WORK/words"
}

# refused CODE NAME: what merge says when a part is not whole.
refused() {
    if [ "$1" != 4 ] || [ -s "$WORK/merged" ]; then fail "$2 is taken for whole: exit code $1"; fi
}

get_parallel() {
    command -v parallel >/dev/null && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return 1; fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends parallel; } \
        >/dev/null 2>&1
}

get_dask() {
    "$VENV/bin/python" -c 'import distributed, yaml' 2>/dev/null && return
    { python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet --requirement "$RECIPES/requirements.txt"; } \
        >/dev/null 2>&1
}

WHOLE=$("$LOCKSTEP" whatif "$PLAN" --quiet --jobs 2 --json | digest)
printf '         %-55s %s\n' "one process, --jobs 2" "$WHOLE"
same "one process, --jobs 1" "$("$LOCKSTEP" whatif "$PLAN" --quiet --jobs 1 --json | digest)"

if get_parallel; then
    same "GNU parallel, $PARTS parts" "$("$RECIPES/parallel.sh" "$PLAN" "$PARTS" "$WORK/parallel" 2>"$WORK/words" | digest)"
    seq "$PARTS" | LOCKSTEP_SHARDS=$PARTS parallel --will-cite -n0 \
        "$LOCKSTEP" whatif "$PLAN" --shard auto --out "$WORK/sequence" --jobs 1 --quiet 2>/dev/null
    same "GNU parallel, --shard auto" "$(merged "$WORK/sequence")"
else
    skip "GNU parallel" "it cannot be installed here"
fi

if get_dask; then
    "$VENV/bin/python" "$RECIPES/dask_shards.py" "$LOCKSTEP" "$PLAN" "$PARTS" "$WORK/dask" 2>"$WORK/dask.err" ||
        { cat "$WORK/dask.err" >&2; fail "Dask gives up"; }
    same "Dask, $(tail -1 "$WORK/dask.err")" "$(merged "$WORK/dask")"

    # What the manifest gives its container, run here: its arguments, its variables, and the index of each pod.
    "$VENV/bin/python" - "$RECIPES/job.yaml" >"$WORK/pod" <<'PYTHON'
import shlex, sys, yaml

job = yaml.safe_load(open(sys.argv[1]))["spec"]
pod = job["template"]["spec"]["containers"][0]
print("COMPLETIONS=" + str(job["completions"]))
print("ARGUMENTS=(" + " ".join(shlex.quote(word) for word in pod["args"]) + ")")
for variable in pod["env"]:
    print("export " + variable["name"] + "=" + shlex.quote(variable["value"]))
PYTHON
    (
        # shellcheck source=/dev/null
        source "$WORK/pod"
        words=("${ARGUMENTS[@]/#\/plan\/plan.yaml/$PLAN}")
        words=("${words[@]/#\/out/$WORK/pods}")
        for ((index = 0; index < COMPLETIONS; index++)); do
            JOB_COMPLETION_INDEX=$index "$LOCKSTEP" "${words[@]}" 2>>"$WORK/pods.err"
        done
    ) || { cat "$WORK/pods.err" >&2; fail "a pod gives up"; }
    same "Kubernetes' variables, its manifest's arguments" "$(merged "$WORK/pods")"
else
    skip "Dask and the Kubernetes manifest" "the Python packages cannot be installed here"
fi

for task in $(seq "$PARTS"); do
    SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=$PARTS SLURM_ARRAY_TASK_COUNT=$PARTS \
        SLURM_CPUS_PER_TASK=2 "$RECIPES/array.sbatch" "$PLAN" "$WORK/slurm" 2>/dev/null
done
same "Slurm's variables, its batch script" "$(merged "$WORK/slurm")"

for node in 1 2 3; do
    CI_NODE_INDEX=$node CI_NODE_TOTAL=3 part auto "$WORK/ci" --partition slice
done
same "a CI's variables, 3 parts, --partition slice" "$(merged "$WORK/ci")"

# A scenario that is explored in parts: they are cut by its first cells, and deal out the same wherever that is done.
STORY=Scenarios/revocation/02-revoke-and-restore.scenario.yaml
explored=$("$LOCKSTEP" explore "$STORY" --quiet --jobs 2 --json | digest)
for number in 1 2 3; do
    "$LOCKSTEP" explore "$STORY" --shard "$number/3" --out "$WORK/explored" --jobs 1 --quiet 2>/dev/null
done
[ "$(merged "$WORK/explored")" = "$explored" ] || fail "an exploration in parts differs from that of one process"
printf 'passed   %-55s %s\n' "explore in 3 parts, against one process" "$explored"

# Killed between two rows, and once more in the middle of a line; then started again.
killed=$WORK/killed/shard-001-of-002.jsonl
for _ in 1 2 3 4 5; do
    rm -rf "$WORK/killed"
    "$LOCKSTEP" whatif "$PLAN" --shard 1/2 --out "$WORK/killed" --jobs 1 --quiet 2>/dev/null &
    victim=$!
    while kill -0 "$victim" 2>/dev/null && [ "$(wc -l 2>/dev/null <"$killed" || echo 0)" -lt 4 ]; do sleep 0.01; done
    kill -KILL "$victim" 2>/dev/null || true
    wait "$victim" 2>/dev/null || true
    grep -q '"kind":"end"' "$killed" || break
done
grep -q '"kind":"end"' "$killed" && fail "the part was done before it could be killed"
truncate -s -20 "$killed"
kept=$(wc -l <"$killed")
part 2/2 "$WORK/killed"
code=0
"$LOCKSTEP" merge "$WORK/killed"/*.jsonl --json >"$WORK/merged" 2>"$WORK/words" || code=$?
refused "$code" "a killed part"
part 1/2 "$WORK/killed"
grep -q ' rows were there' "$WORK/words" || fail "the part was not gone on with: $(cat "$WORK/words")"
same "kill -9 after $((kept - 1)) rows and a bit, started again" "$(merged "$WORK/killed")"

# A disk of three pages; where none can be mounted, a limit on the size of a file.
mkdir -p "$WORK/small"
disk="a full disk"
code=0
if mount -t tmpfs -o size=12k tmpfs "$WORK/small" 2>/dev/null; then
    part 1/1 "$WORK/small" || code=$?
else
    disk="a file at its limit (no disk can be mounted)"
    (
        trap '' XFSZ
        ulimit -f 12
        part 1/1 "$WORK/small"
    ) || code=$?
fi
[ "$code" -ne 0 ] || fail "$disk goes unnoticed"
grep -q '^error: .*cannot be written' "$WORK/words" || fail "$disk: $(cat "$WORK/words")"
say "         $(grep '^error' "$WORK/words" | sed "s|$WORK/||")"
full=$code
code=0
"$LOCKSTEP" merge "$WORK/small"/*.jsonl --json >"$WORK/merged" 2>/dev/null || code=$?
refused "$code" "a part of a full disk"
mount -o remount,size=4m "$WORK/small" 2>/dev/null || true
part 1/1 "$WORK/small"
grep -q ' rows were there' "$WORK/words" || fail "the part was not gone on with: $(cat "$WORK/words")"
same "$disk (exit code $full), then space, started again" "$(merged "$WORK/small")"

[ "$FAULTS" = 0 ] || fail "$FAULTS of these reports differ from that of one process"
