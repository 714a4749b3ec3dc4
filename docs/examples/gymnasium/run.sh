#!/usr/bin/env bash
# A scripted, a random and a learning agent take the same exercise. Installs Gymnasium beside itself once.
#   docs/examples/gymnasium/run.sh [LOCKSTEP]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
lockstep=${1:-$root/.build/debug/lockstep}
exercise=$root/Scenarios/training/01-the-quiet-log.scenario.yaml
venv=${LOCKSTEP_VENV:-$root/.build/gymnasium}

[ -x "$lockstep" ] || { echo "there is no $lockstep: swift build --product lockstep" >&2; exit 2; }
if ! "$venv/bin/python" -c 'import gymnasium' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
for agent in scripted random learner; do
    "$venv/bin/python" "$here/agents.py" "$lockstep" "$exercise" "$agent"
done
