#!/usr/bin/env python3
"""Runs and episodes a second. Prints name, figure, unit and target, separated by tabs; called by scenario-bench.sh."""
import json
import resource
import subprocess
import sys
import time

LOCKSTEP = sys.argv[1]
SCENARIO = "Scenarios/revocation/02-revoke-and-restore.scenario.yaml"
EXERCISE = "Scenarios/training/01-the-quiet-log.scenario.yaml"
RUNS, EPISODES, STEPS = 1000, 400, 20000


def report(name, figure, unit, target=""):
    print(f"{name}\t{figure:.1f}\t{unit}\t{target}", flush=True)


def runs():
    begin = time.perf_counter()
    subprocess.run([LOCKSTEP, "run", "--jobs", "2", "-q", *[SCENARIO] * RUNS], check=True, stdout=subprocess.DEVNULL)
    report("scenario.runs", RUNS / (time.perf_counter() - begin), "runs/s of scenario 02, --jobs 2", "> 150")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report("scenario.memory", peak, f"MB after {RUNS} runs", "< 200")


def play(lines):
    """Feeds all lines at once and reads all answers: what a program costs that never waits."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    begin = time.perf_counter()
    done = subprocess.run([LOCKSTEP, "train", "episode", EXERCISE, "--seed", "1"], input=text, check=True, text=True,
                          stdout=subprocess.PIPE)
    wall = time.perf_counter() - begin
    errors = [answer for answer in map(json.loads, done.stdout.splitlines()) if "error" in answer]
    if errors:
        sys.exit(f"FAILED: {errors[0]}")
    return wall


def episodes():
    lines = []
    for seed in range(EPISODES):
        lines += [{"do": "reset", "seed": seed}, {"do": "step", "minutes": 90},
                  {"do": "az", "line": "keyvault key show --vault-name contoso-kv -n cmk"},
                  {"do": "act", "act": "key.enable", "target": "key/contoso-kv/cmk"},
                  {"do": "step", "minutes": 60}, {"do": "end"}]
    wall = play(lines + [{"do": "close"}])
    report("training.piped-episodes", EPISODES / wall, "episodes/s over standard input and output", "> 200")


def steps():
    minute = {"do": "step", "minutes": 1}
    lines = [line for seed in range(STEPS // 400) for line in [{"do": "reset", "seed": seed}] + [minute] * 400]
    wall = play(lines + [{"do": "close"}])
    report("training.piped-steps", STEPS / wall, "minutes/s over standard input and output")


runs()
episodes()
steps()
