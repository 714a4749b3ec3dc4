"""Load on a local server, and what it costs: requests a second, latency, and the server's own CPU time.

`wrk` makes the load where it is installed. Without it a small generator in Python does; its requests a second are then
its own limit, while the server's CPU per request is as good a figure as ever. Python's standard library only.
"""
import http.client
import multiprocessing
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
from urllib.parse import urlsplit

HEADERS = {"Authorization": "Bearer load", "Content-Type": "application/json"}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
TICK = os.sysconf("SC_CLK_TCK")

# One thread makes names that differ; `{n}` of a path is the number of the request.
LUA = """
local number = 0
local path = "%(path)s"
request = function()
  number = number + 1
  return wrk.format("%(method)s", (path:gsub("{n}", number)), nil, %(body)s)
end
"""


def cpu_seconds(process_id):
    """User and system time of a process so far."""
    with open(f"/proc/{process_id}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def measure(base, method, path, body=None, connections=16, seconds=8, server=None, host=None, extra=None):
    """Runs the load once, under the name of `host` if one is given. Gives requests, per_second, p50_ms, p99_ms, failed, cpu_us (per request, of `server`)."""
    before = cpu_seconds(server) if server else 0.0
    make = with_wrk if shutil.which("wrk") else with_python
    headers = {**HEADERS, **({"Host": host} if host else {}), **(extra or {})}
    figures = make(base, method, path, body, connections, seconds, headers)
    if server:
        figures["cpu_us"] = (cpu_seconds(server) - before) * 1e6 / max(figures["requests"], 1)
    return figures


def with_wrk(base, method, path, body, connections, seconds, headers):
    lua_body = "nil" if body is None else f"[==[{body}]==]"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA % {"method": method, "path": path, "body": lua_body})
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        text = subprocess.run(command + [base], check=True, capture_output=True, text=True).stdout

    def latency(percent):
        value, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", text).groups()
        return float(value) * UNITS[unit]

    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return {
        "requests": int(re.search(r"(\d+) requests in", text)[1]),
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        "p50_ms": latency(50),
        "p99_ms": latency(99),
        "failed": int(failed[1]) if failed else 0,
    }


def with_python(base, method, path, body, connections, seconds, headers):
    with multiprocessing.Pool(connections) as pool:
        arguments = [(base, method, path, body, seconds, number, headers) for number in range(connections)]
        results = pool.starmap(one_connection, arguments)
    times = sorted(t for result in results for t in result[0])
    return {
        "requests": len(times),
        "per_second": len(times) / seconds,
        "p50_ms": times[len(times) // 2] * 1000,
        "p99_ms": times[len(times) * 99 // 100] * 1000,
        "failed": sum(result[1] for result in results),
    }


def one_connection(base, method, path, body, seconds, worker, headers):
    address = urlsplit(base)
    if address.scheme == "https":
        connection = http.client.HTTPSConnection(address.netloc, context=ssl._create_unverified_context())
    else:
        connection = http.client.HTTPConnection(address.netloc)
    times, failed, number = [], 0, 0
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        number += 1
        connection.request(method, path.replace("{n}", f"{worker}-{number}"), body, headers)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - start)
        failed += answer.status >= 300
    return times, failed
