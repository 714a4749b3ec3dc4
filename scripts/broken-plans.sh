#!/usr/bin/env bash
# Bad plans, bad tokens, foreign files, shards of another engine: each gives one clear error and the documented exit
# code, and writes nothing.   scripts/broken-plans.sh
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
LOCKSTEP=$(realpath "$LOCKSTEP")
FAULTS=0
mkdir -p "$WORK/in" "$WORK/empty"

# expect CODE NAME PATTERN WORD...: lockstep with these words, in an empty folder.
expect() {
    local code=0 wanted=$1 name=$2 pattern=$3 problem='' errors
    shift 3
    (cd "$WORK/empty" && "$LOCKSTEP" "$@") >"$WORK/out" 2>"$WORK/err" || code=$?
    errors=$(grep -cE '^error' "$WORK/err" || true)
    [ "$code" = "$wanted" ] || problem="exit code $code, not $wanted"
    [ "$errors" = 1 ] || problem="$problem; $errors errors"
    grep -qE -- "$pattern" "$WORK/err" || problem="$problem; no '$pattern'"
    [ ! -s "$WORK/out" ] || problem="$problem; something on standard output"
    [ -z "$(ls -A "$WORK/empty")" ] || problem="$problem; a file was written"
    rm -rf "$WORK/empty" && mkdir "$WORK/empty"
    if [ -z "$problem" ]; then
        printf 'passed   %s  %-44s %s\n' "$code" "$name" "$(grep -m1 -E '^error' "$WORK/err" | sed "s|$WORK/in/||g")"
    else
        printf 'FAILED   %s: %s\n' "$name" "${problem#; }"
        sed 's/^/         /' "$WORK/err"
        FAULTS=$((FAULTS + 1))
    fi
}

cd "$WORK/in" || exit
cat >good.whatif.yaml <<'YAML'
schema: lockstep/whatif/v1
name: An hour
from: { world: builtin:contoso-cmk }
world: { traffic: [{ to: workspace/contoso-soc, rate: 1/min }] }
horizon: 6h
sweep: { gone: [30m, 1h] }
futures:
  disabled:
    - { at: T+0s, act: key.disable, target: key/contoso-kv/cmk }
    - { at: "T+${gone}", act: key.enable, target: key/contoso-kv/cmk }
YAML
broken() { sed "$2" good.whatif.yaml >"$1.whatif.yaml"; }
broken schema 's|whatif/v1|whatif/v9|'
broken key 's|^horizon|horizont|'
broken act 's|key.disable|key.vanish|'
broken target '0,/key.contoso-kv.cmk/s|key/contoso-kv/cmk|lock/none|'
broken variable '/^sweep/d'
broken axis 's|sweep: {|sweep: { away: [1h],|'
broken instant 's|T+0s|yesterday|'
broken world 's|builtin:contoso-cmk|builtin:nowhere|'
broken horizon 's|6h|-6h|'
broken before 's|T+0s|T-1h|'
broken yaml 's|sweep: {|sweep: {{|'
printf 'PK\003\004 no plan\n' >binary.whatif.yaml
: >empty.whatif.yaml
printf 'A note about clouds.\n' >note.txt

"$LOCKSTEP" whatif good.whatif.yaml --json >whole.json
for number in 1 2; do
    "$LOCKSTEP" whatif good.whatif.yaml --shard "$number/2" --partition slice --out parts 2>/dev/null
done
first=$WORK/in/parts/shard-001-of-002.jsonl second=$WORK/in/parts/shard-002-of-002.jsonl
sed '1s/"engine":"[^"]*"/"engine":"9.9.9"/' "$second" >engine.jsonl
sed '1s/"plan":"[^"]*"/"plan":"0000"/' "$second" >plan.jsonl
sed '1s/"of":2/"of":3/' "$second" >count.jsonl
sed '2s/"runs":[0-9]*/"runs":1000/g' "$second" >differs.jsonl
sed '2s/^{/{{/' "$second" >damaged.jsonl
head -c -30 "$second" >cut.jsonl
python3 - whole.json <<'PYTHON'
# Tokens by somebody else: of another version, and with another number of entries. Both have a right checksum.
import base64, hashlib, json, pathlib, re, sys

token = json.load(open(sys.argv[1]))["rows"][0]["witness"]["worst"]
body = base64.urlsafe_b64decode(token[3:] + "=" * (-len(token[3:]) % 4))[2:]


def write(name, body):
    text = base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:2] + body).decode().rstrip("=")
    pathlib.Path(name).write_text("r1." + text)


write("engine.token", re.sub(rb"^(.)\d+\.\d+\.\d+", rb"\g<1>9.9.9", body))
write("otherwise.token", re.sub(rb"(\d)}$", lambda found: b"%d}" % (int(found[1]) ^ 1), body))
pathlib.Path("cut.token").write_text(token[:-5])
pathlib.Path("good.token").write_text(token)
PYTHON
IN=$WORK/in

for name in schema key act target variable axis instant before horizon world yaml binary empty; do
    expect 2 "a plan: $name" '^error' whatif "$IN/$name.whatif.yaml"
done
expect 2 "a plan in parts: act" '^error' whatif "$IN/act.whatif.yaml" --shard 1/2
expect 2 "a plan with --html: world" '^error' whatif "$IN/world.whatif.yaml" --html page.html
expect 2 "a plan that is not there" '^error' whatif "$IN/none.whatif.yaml"
expect 2 "explore: act" '^error' explore "$IN/act.whatif.yaml"
expect 2 "--try without a name" 'no name before a colon' whatif --try 'key.disable key/contoso-kv/cmk'
expect 2 "--try without a target" 'not ACT TARGET' whatif --try 'a: key.disable'
expect 2 "--shard 3/2" 'is not K/N' whatif "$IN/good.whatif.yaml" --shard 3/2
expect 2 "--shard auto, and no scheduler" 'no scheduler' whatif "$IN/good.whatif.yaml" --shard auto
expect 2 "--partition deal" 'neither hash nor slice' whatif "$IN/good.whatif.yaml" --shard 1/2 --partition deal
expect 2 "--max-wall soon" 'not a duration' whatif "$IN/good.whatif.yaml" --max-wall soon

expect 2 "a token: another text" 'no token' replay hello
expect 2 "a token: cut off" 'damaged' replay "$(cat cut.token)"
expect 2 "a token: cut off, shrunk" 'damaged' shrink "$(cat cut.token)" --emit regress.scenario.yaml
expect 6 "a token: of another version" 'of Lockstep 9.9.9' replay "$(cat engine.token)"
expect 6 "a token: of another version, shrunk" 'of Lockstep 9.9.9' shrink "$(cat engine.token)"
expect 2 "a token: nothing is broken in it, shrunk" '^error' shrink "$(cat good.token)" --emit regress.scenario.yaml

expect 2 "merge: no file" 'cannot be read' merge none.jsonl -o all.sqlite
expect 2 "merge: a note" 'is no shard' merge "$IN/note.txt" -o all.sqlite
expect 2 "merge: a report" 'is no shard' merge "$IN/whole.json" -o all.sqlite
expect 2 "merge: damaged" 'is damaged at line 2' merge "$first" "$IN/damaged.jsonl" -o all.sqlite
expect 2 "merge: of another plan" 'different plans' merge "$first" "$IN/plan.jsonl" -o all.sqlite
expect 2 "merge: of another partition" 'different partitions' merge "$first" "$IN/count.jsonl" -o all.sqlite
expect 4 "merge: one is missing" 'not whole: 2' merge "$first" -o all.sqlite --html page.html
expect 4 "merge: one is not whole" 'not whole: 2' merge "$first" "$IN/cut.jsonl" -o all.sqlite
expect 6 "merge: of another engine" 'of Lockstep 9.9.9' merge "$first" "$IN/engine.jsonl" -o all.sqlite
expect 7 "merge: two that differ" 'differ in what' merge "$first" "$second" "$IN/differs.jsonl" -o all.sqlite

# A part is not written over a file that is not its own.
cp "$IN/note.txt" "$IN/parts/shard-001-of-003.jsonl"
expect 2 "a part over a note" 'is no shard' whatif "$IN/good.whatif.yaml" --shard 1/3 --out "$IN/parts"
cmp -s "$IN/note.txt" "$IN/parts/shard-001-of-003.jsonl" || fail "the note was written over"
cp "$IN/plan.jsonl" "$IN/parts/shard-002-of-003.jsonl"
expect 2 "a part over one of another plan" 'of another plan' whatif "$IN/good.whatif.yaml" --shard 2/3 --out "$IN/parts"
cmp -s "$IN/plan.jsonl" "$IN/parts/shard-002-of-003.jsonl" || fail "the other plan's part was written over"
cp "$IN/engine.jsonl" "$IN/parts/shard-003-of-003.jsonl"
expect 6 "a part over one of another engine" 'of Lockstep 9.9.9' \
    whatif "$IN/good.whatif.yaml" --shard 3/3 --out "$IN/parts"
cmp -s "$IN/engine.jsonl" "$IN/parts/shard-003-of-003.jsonl" || fail "the other engine's part was written over"

# It plays, prints what it came to, and says that it went otherwise.
code=0
"$LOCKSTEP" replay "$(cat otherwise.token)" >/dev/null 2>"$WORK/err" || code=$?
if [ "$code" = 7 ] && grep -q '^error: the replay went otherwise' "$WORK/err"; then
    printf 'passed   7  %-44s %s\n' "a token: it went otherwise" "$(cat "$WORK/err")"
else
    fail "a token that goes otherwise ends with $code: $(cat "$WORK/err")"
fi
[ "$FAULTS" = 0 ] || fail "$FAULTS of these are not as documented"
