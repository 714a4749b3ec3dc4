#!/usr/bin/env python3
"""Replays all recordings of a relevance, each against a server that answers as services did on its day.

    scripts/replays.py [--relevance 3] [--scopes core,aux] [--as-now] [--least 0.85] [--json FILE]

Each recording gets a fresh world: `lockstep serve --faithful --services-as-of DAY`. The day is what the recording
itself tells: the latest time or api-version that a service names, or else the day its file was committed. With
--as-now the server is as it is without options. $LOCKSTEP names the binary (.build/release/lockstep without it),
$LOCKSTEP_RECORDINGS the recordings; where they are absent, nothing runs (exit 3).
"""
import argparse, json, os, re, subprocess, sys, tempfile
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

LOCKSTEP = os.environ.get('LOCKSTEP', '.build/release/lockstep')
RECORDINGS = os.environ.get('LOCKSTEP_RECORDINGS', '../shared/recordings')

# What services write of the present. Scheduled purges and expiries lie ahead, and role definitions are old.
ISO = re.compile(r'"(?:createdAt|lastModifiedAt|createdDate|modifiedDate|startTime|endTime|deletionDate)": "(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)')
RFC = re.compile(r'"(?:createdDate|modifiedDate|startTime|endTime)": "(\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT)"')
UNIX = re.compile(r'"(?:created|updated)": (\d{10})\b')
TICKS = re.compile(r'[?&]t=(\d{18})')
ETAG = re.compile(r'[0-9a-f]{8}-0000-[0-9a-f]{4}-0000-([0-9a-f]{8})0000')
KNOWN = re.compile(r'\d{4}-\d\d-\d\d')
FIRST = datetime(2015, 1, 1, tzinfo=timezone.utc).timestamp()
SCRUBBED = '2001-02-03'


def day(lines):
    """The day of a recording, as 2024-02-21, from what its answers say."""
    told = set()
    for line in lines[1:]:
        if line.get('kind') == 'prelude':
            continue
        body, headers = json.dumps(line['response_body']), json.dumps(line['response_headers'])
        told.update(datetime.fromisoformat(t + '+00:00').timestamp() for t in ISO.findall(body) if not t.startswith(SCRUBBED))
        told.update(parsedate_to_datetime(t).timestamp() for t in RFC.findall(body))
        told.update(int(t) for t in UNIX.findall(body))
        told.update(int(t) / 1e7 - 62_135_596_800 for t in TICKS.findall(headers))
        told.update(int(t, 16) for t in ETAG.findall(body + headers))
        told.update(datetime.fromisoformat(t + 'T00:00:00+00:00').timestamp() for t in KNOWN.findall(
            line['response_headers'].get('api-supported-versions', '')))
    committed = datetime.fromisoformat(lines[0]['source']['commit_date'] + 'T23:59:59+00:00').timestamp()
    told = [t for t in told if FIRST < t <= committed]
    return datetime.fromtimestamp(max(told, default=committed), timezone.utc).date().isoformat()


def recordings(relevance):
    """(path, day) of each recording of that relevance, in order of their names."""
    root = os.path.join(RECORDINGS, 'public')
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if not name.endswith('.jsonl'):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding='utf-8') as file:
                lines = [json.loads(line) for line in file]
            if lines[0]['relevance'] == relevance:
                yield path, day(lines)


def serve(options):
    server = subprocess.Popen([LOCKSTEP, 'serve', '--port', '0', '--world', 'builtin:empty', *options],
                              stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        if match := re.match(r'ARM +(http://\S+)', line):
            return server, match.group(1)
    sys.exit(f'FAILED: lockstep serve {" ".join(options)} did not start')


def replay(path, on, options):
    """The report of one recording."""
    asked = [] if options.as_now else ['--faithful', '--services-as-of', on]
    server, url = serve(asked)
    try:
        with tempfile.NamedTemporaryFile(suffix='.json') as report:
            run = subprocess.run(
                [sys.executable, os.path.join(RECORDINGS, 'replay.py'), '--base', url, '--scopes', options.scopes,
                 '--min-score', '0', '--max-diffs', '40', '--json', report.name,
                 '--advance', 'POST /_lockstep/v1/worlds/default/clock/advance {"by":"5m"}', path],
                capture_output=True, text=True)
            if run.returncode:
                sys.exit(f'FAILED: replay.py {path}\n{run.stderr}')
            return json.load(report)[0]
    finally:
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--relevance', type=int, default=3)
    parser.add_argument('--scopes', default='core,aux', help='exchanges to send (default %(default)s)')
    parser.add_argument('--as-now', action='store_true', help='without --faithful, and as services answer by default')
    parser.add_argument('--least', type=float, default=0.85, help='share of steps below which a file is named (default %(default)s)')
    parser.add_argument('--json', metavar='FILE', help='the whole report')
    parser.add_argument('-v', '--verbose', action='store_true', help='what differs, step by step')
    options = parser.parse_args()
    if not os.path.exists(os.path.join(RECORDINGS, 'replay.py')):
        print(f'SKIPPED: there are no recordings in {RECORDINGS}. Set LOCKSTEP_RECORDINGS to where they are.', file=sys.stderr)
        sys.exit(3)
    reports, low = [], []
    for path, on in recordings(options.relevance):
        report = replay(path, on, options)
        reports.append(report)
        passed = sum(step['verdict'] == 'PASS' for step in report['steps'])
        count = len(report['steps'])
        if count and passed / count < options.least:
            low.append(report)
        if passed < count or options.verbose:
            print(f'{passed:4} of {count:4}  {on}  {os.path.relpath(path, RECORDINGS)}', flush=True)
        for step in report['steps'] if options.verbose else []:
            if step['verdict'] != 'PASS':
                print(f'        #{step["seq"]} [{step["scope"]}] {step["op"]}', *step['diffs'], sep='\n            - ')
    steps = [step for report in reports for step in report['steps']]
    passed = sum(step['verdict'] == 'PASS' for step in steps)
    print(f'{passed} of {len(steps)} steps passed ({100 * passed / len(steps):.1f} %) in {len(reports)} recordings, '
          f'{len(low)} of them under {100 * options.least:.0f} %')
    if options.json:
        with open(options.json, 'w', encoding='utf-8') as file:
            json.dump(reports, file, indent=1)


if __name__ == '__main__':
    main()
