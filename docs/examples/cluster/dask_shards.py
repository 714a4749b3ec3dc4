"""Plays a plan in parts on two local Dask workers.

    python dask_shards.py LOCKSTEP PLAN [PARTS] [OUT]
    lockstep merge OUT/*.jsonl --json
"""

import subprocess
import sys

from dask.distributed import Client, LocalCluster


def play(lockstep, plan, part, parts, out):
    """One part; a worker that dies has its part started again, and it goes on where it was."""
    command = [lockstep, "whatif", plan, "--shard", f"{part}/{parts}", "--out", out, "--jobs", "1", "--quiet"]
    subprocess.run(command, check=True)
    return part


def main(lockstep, plan, parts="8", out="out"):
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        tasks = [
            client.submit(play, lockstep, plan, part, int(parts), out, pure=False)
            for part in range(1, int(parts) + 1)
        ]
        print(f"{len(client.gather(tasks))} parts on {len(cluster.workers)} workers", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
