"""Runs a runbook in a rehearsal and says whether a workspace went dark, now or within the two hours after it.

    lockstep exec --from builtin:contoso-cmk -- python docs/examples/runbook/check.py RUNBOOK.py
Exit code 0: nothing was lost. 1: something went dark; what, when and by which rule is printed.
"""

import subprocess
import sys
from pathlib import Path

from runbook import control


def main(runbook):
    before = control("GET", "")["seq"]
    subprocess.run([sys.executable, Path(runbook)], check=True)
    control("POST", "/clock/advance", {"by": "2h"})
    lines = control("GET", f"/journal?since={before}&kind=event")["journal"]
    dark = [line for line in lines if line.get("property") == "data" and line.get("to") == "inaccessible"]
    for line in dark:
        print(f"{line['at']}  {line['target']} went dark  {line.get('rule', '')}")
    print("caught: this runbook loses records" if dark else "nothing went dark")
    return 1 if dark else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
