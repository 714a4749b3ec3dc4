#!/usr/bin/env bash
# Every report of a run that passes, fails and skips, read by readers that others wrote. What cannot be had here
# (pip install junitparser tap.py pyyaml more-itertools jsonschema sarif-pydantic opentelemetry-proto; apt: chromium) is skipped, and said so.
# With a folder as argument the reports are left there.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
OUT=${1:-$WORK/reports}
mkdir -p "$OUT" "$WORK/files"

cp Scenarios/revocation/02-revoke-and-restore.scenario.yaml "$WORK/files/a.scenario.yaml"
sed 's/^name: .*/name: Honored too early/; s/    within: 1h/    within: 10m/' \
    "$WORK/files/a.scenario.yaml" >"$WORK/files/b.scenario.yaml"
cat >"$WORK/files/c.scenario.yaml" <<'YAML'
schema: lockstep/scenario/v1
name: "Some <rows> & cells: ${case.name}"
labels: [rows]
cases:
  - { name: "it's first", skip: { reason: "not # today", issue: "1" } }
  - { name: second }
vars: { unused: 1 }
steps:
  - { name: "A note #1", note: hello }
  - { name: Never, if: "false", note: hello }
  - { name: Nothing is asked, check: { state: { vault/none: { exists: { exists: true } } } } }
YAML

KINDS="junit=cmk.xml json=cmk.json ndjson=cmk.ndjson tap=cmk.tap ctrf=cmk.ctrf.json html=cmk.html trace=cmk.trace.json
otlp=cmk.otlp.json github=cmk.github.txt"
options=()
for kind in $KINDS; do options+=(--report "${kind%%=*}=$OUT/${kind#*=}"); done
code=0
"$LOCKSTEP" run "$WORK/files" "${options[@]}" >"$WORK/run.out" 2>"$WORK/run.err" || code=$?
[ "$code" = 1 ] || fail "a run with a failure ends with 1, not with $code"
grep -qx '2 passed, 1 failed, 1 skipped' "$WORK/run.out" || fail "the count is missing"
"$LOCKSTEP" check "$WORK/files" --report "sarif=$OUT/cmk.sarif" >"$WORK/check.out"

# The same bytes again, in another process, where no time of this machine is asked for.
for part in first second; do
    mkdir -p "$WORK/$part"
    options=()
    for kind in $KINDS; do options+=(--report "${kind%%=*}=$WORK/$part/${kind#*=}"); done
    SOURCE_DATE_EPOCH=0 "$LOCKSTEP" run "$WORK/files" --jobs 2 "${options[@]}" >/dev/null 2>&1 || true
done
diff -r "$WORK/first" "$WORK/second" || fail "two runs write different reports"
say "passed   the same bytes twice"

python3 - "$OUT" <<'PYTHON'
import importlib, json, pathlib, re, sys

folder = pathlib.Path(sys.argv[1])
failures = 0


def check(name, needs, body):
    """Runs a reader, if its packages are there."""
    global failures
    try:
        modules = [importlib.import_module(need) for need in needs]
    except ImportError as missing:
        print(f"SKIPPED  {name}: {missing}")
        return
    try:
        print(f"passed   {name}: {body(*modules)}")
    except Exception as problem:
        failures += 1
        print(f"FAILED   {name}: {type(problem).__name__}: {problem}")


def need(condition, what):
    if not condition:
        raise ValueError(what)


def document(name):
    return json.loads((folder / name).read_text())


def junit(junitparser):
    report = junitparser.JUnitXml.fromfile(str(folder / "cmk.xml"))
    cases = [case for suite in report for case in suite]
    need((report.tests, report.failures, report.skipped) == (4, 1, 1), "counts")
    need(len(cases) == 4 and sum(bool(case.result) for case in cases) == 2, "cases")
    return f"junitparser read {len(cases)} cases"


def tap(parser, yaml, _):
    tests = [line for line in parser.Parser().parse_file(str(folder / "cmk.tap")) if line.category == "test"]
    need([test.ok for test in tests] == [True, False, True, True], "verdicts")
    need([test.skip for test in tests] == [False, False, True, False], "skips")
    need("message" in tests[1].yaml_block, "diagnostics")
    text = (folder / "cmk.tap").read_text()
    for block in re.findall(r"^( *)---\n(.*?)^ *\.\.\.\n", text, re.M | re.S):
        inner = "".join(line[len(block[0]):] for line in block[1].splitlines(True))
        need(isinstance(yaml.safe_load(inner), dict), "YAML")
    return f"tap.py read {len(tests)} tests, PyYAML their diagnostics"


def report(jsonschema):
    source = pathlib.Path("Sources/ScenarioKit/Reporting/ReportSchema.swift").read_text()
    schema = json.loads(source.split('#"""')[1].split('"""#')[0])
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    whole = document("cmk.json")
    validator(schema).validate(whole)
    lines = [json.loads(line) for line in (folder / "cmk.ndjson").read_text().splitlines()]
    need([line["run"] for line in lines[:-1]] == whole["runs"], "JSON Lines and JSON differ")
    return f"jsonschema accepts {len(whole['runs'])} runs"


# Written from the specification at ctrf.io: what it requires, and nothing it does not name.
STATUS = {"enum": ["passed", "failed", "skipped", "pending", "other"]}
COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "minLength": 1}


def closed(required, **properties):
    return {"type": "object", "required": required.split(), "properties": properties, "additionalProperties": False}


STEP = closed("name status", name=TEXT, status=STATUS)
TEST = closed(
    "name status duration", name=TEXT, status=STATUS, duration=COUNT, line=COUNT, message=TEXT, trace=TEXT,
    filePath=TEXT, suite={"type": "array", "items": TEXT, "minItems": 1}, tags={"type": "array", "items": TEXT},
    steps={"type": "array", "items": STEP}, extra={"type": "object"})
SUMMARY = closed(
    "tests passed failed skipped pending other start stop", tests=COUNT, passed=COUNT, failed=COUNT, skipped=COUNT,
    pending=COUNT, other=COUNT, suites=COUNT, start=COUNT, stop=COUNT, duration=COUNT)
CTRF = closed(
    "results reportFormat specVersion", reportFormat={"const": "CTRF"}, specVersion=TEXT, runId=TEXT, generatedBy=TEXT,
    results=closed(
        "tool summary tests", tool=closed("name", name=TEXT, version=TEXT), summary=SUMMARY,
        tests={"type": "array", "items": TEST}))

# Of SARIF 2.1.0 (OASIS), the parts that code scanning reads.
REGION = closed(
    "startLine startColumn endColumn", startLine={"type": "integer", "minimum": 1},
    startColumn={"type": "integer", "minimum": 1}, endColumn={"type": "integer", "minimum": 1})
MESSAGE = closed("text", text=TEXT)
LOCATION = closed(
    "physicalLocation", message=MESSAGE,
    physicalLocation=closed(
        "artifactLocation region", artifactLocation=closed("uri index", uri=TEXT, index=COUNT), region=REGION))
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "type": "object", "required": ["version", "runs"],
    "properties": {
        "$schema": TEXT, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": closed(
            "tool results", columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            tool=closed("driver", driver=closed(
                "name", name=TEXT, semanticVersion=TEXT,
                rules={"type": "array", "uniqueItems": True, "items": closed(
                    "id", id=TEXT, shortDescription=MESSAGE,
                    defaultConfiguration=closed("level", level=LEVEL))})),
            artifacts={"type": "array", "items": closed("location", location=closed("uri", uri=TEXT))},
            results={"type": "array", "items": closed(
                "message", ruleId=TEXT, ruleIndex=COUNT, level=LEVEL, message=MESSAGE,
                locations={"type": "array", "items": LOCATION},
                relatedLocations={"type": "array", "items": LOCATION})})},
    },
}


def ctrf(jsonschema):
    report = document("cmk.ctrf.json")
    jsonschema.Draft202012Validator(CTRF).validate(report)
    need(report["results"]["summary"]["tests"] == len(report["results"]["tests"]) == 4, "counts")
    return "jsonschema accepts it (schema written here from the specification)"


def sarif(jsonschema):
    report = document("cmk.sarif")
    jsonschema.Draft202012Validator(SARIF).validate(report)
    codes = [result["ruleId"] for result in report["runs"][0]["results"]]
    need(codes == ["W0101", "W0201", "W0301"], f"found {codes}")
    return "jsonschema accepts it (schema written here from the specification)"


def sarif_model(model):
    report = model.Sarif.model_validate(document("cmk.sarif"))
    return f"sarif-pydantic read {len(report.runs[0].results)} results"


def trace():
    events = document("cmk.trace.json")["traceEvents"]
    need({event["ph"] for event in events} == {"X", "M", "s", "f"}, "phases")
    spans = {}
    for event in events:
        if event["ph"] == "X":
            spans.setdefault((event["pid"], event["tid"]), []).append((event["ts"], event["ts"] + event["dur"]))
    for event in events:
        if event["ph"] in "sf":
            need(isinstance(event["id"], int), "flow ids are numbers")
            inside = [span for span in spans[event["pid"], event["tid"]] if span[0] <= event["ts"] <= span[1]]
            need(inside, "a flow has no slice")
    return f"{len(events)} events, every flow at a slice"


def otlp():
    spans = document("cmk.otlp.json")["resourceSpans"][0]["scopeSpans"][0]["spans"]
    ids = {(span["traceId"], span["spanId"]) for span in spans}
    need(len(ids) == len(spans), "ids")
    for span in spans:
        need(re.fullmatch("[0-9a-f]{32}", span["traceId"]) and re.fullmatch("[0-9a-f]{16}", span["spanId"]), "hex")
        need(int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]), "times")
        parent = span.get("parentSpanId")
        need(parent is None or (span["traceId"], parent) in ids, "a parent is missing")
        for link in span.get("links", []):
            need((link["traceId"], link["spanId"]) in ids, "a link leads nowhere")
    return f"{len(spans)} spans"


def otlp_model(json_format, service):
    request = json_format.Parse((folder / "cmk.otlp.json").read_text(), service.ExportTraceServiceRequest())
    return f"opentelemetry-proto read {len(request.resource_spans[0].scope_spans[0].spans)} spans"


def github():
    lines = (folder / "cmk.github.txt").read_text().splitlines()
    form = r"::error file=[^,:]+,line=\d+,col=\d+,endColumn=\d+,title=[^,:]+::.+"
    need(len(lines) == 1 and re.fullmatch(form, lines[0]), lines)
    return "one annotation"


check("JUnit", ["junitparser"], junit)
check("TAP", ["tap.parser", "yaml", "more_itertools"], tap)
check("JSON and JSON Lines", ["jsonschema"], report)
check("CTRF", ["jsonschema"], ctrf)
check("SARIF", ["jsonschema"], sarif)
check("SARIF, read by a model", ["sarif_pydantic"], sarif_model)
check("Chrome trace", [], trace)
check("OTLP", [], otlp)
check("OTLP, read by its own classes",
      ["google.protobuf.json_format", "opentelemetry.proto.collector.trace.v1.trace_service_pb2"], otlp_model)
check("GitHub", [], github)
sys.exit(1 if failures else 0)
PYTHON

# The page asks for nothing and says nothing to the console. Its script answers a click by showing the causes.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
    say "SKIPPED  HTML: no Chromium here"
    exit 0
fi
sed 's|</body>|<script>document.querySelector("svg a[data-entry]").dispatchEvent(new Event("focus"));'"\
"'document.title = "chain " + document.querySelectorAll(".why:not([hidden]) li").length;</script></body>|' \
    "$OUT/cmk.html" >"$WORK/clicked.html"
chrome() { timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$WORK/chrome" "$@"; }
chrome --enable-logging=stderr --dump-dom "file://$WORK/clicked.html" >"$WORK/dom.html" 2>"$WORK/chrome.err"
grep -E 'CONSOLE|net::ERR' "$WORK/chrome.err" && fail "the page says something to the console"
grep -qE '<title>chain [1-9]' "$WORK/dom.html" || fail "a chosen part of the timeline shows no causes"
grep -qE '(href|src)="(https?:)?//|src=|@import|url\(("|.)?https?:' "$OUT/cmk.html" && fail "the page asks for something outside itself"
chrome --window-size=1400,2400 --screenshot="$OUT/cmk.png" "file://$OUT/cmk.html" 2>/dev/null
[ -s "$OUT/cmk.png" ] || fail "Chromium draws no page"
say "passed   HTML: Chromium shows it without a request or a word, and a chosen part its causes"
