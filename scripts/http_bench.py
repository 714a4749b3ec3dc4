#!/usr/bin/env python3
"""What HTTP and HTTPS cost: a GET against a bare server with the same bytes, durable PUTs, keys, and cold starts.

Called by scripts/http-bench.sh. Prints name, figure, unit and target, separated by tabs; one line a figure. Compare
figures of one run only: peers run in turns, so a busy machine slows both.

    scripts/http_bench.py RELEASE EARLIER      nothing but what GET and PUT cost in RELEASE, against an EARLIER build
"""
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import time

from load import HEADERS, measure

BINARIES = sys.argv[1] if len(sys.argv) > 1 else ".build/release"
EARLIER = sys.argv[2] if len(sys.argv) > 2 else None
# On the disk of the checkout: /tmp is often memory, and syncing memory costs nothing.
STATE = os.path.abspath(".build/bench-state")
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups"
VAULT = f"{GROUP}/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2022-07-01"
PUT_GROUP = f"{GROUP}/bench-{{n}}?api-version=2021-04-01"
PUT_BODY = '{"location":"westeurope"}'
VAULTS = f"{GROUP}/sec-rg/providers/Microsoft.KeyVault/vaults"
VAULT_BODY = ('{"location":"westeurope","properties":{"tenantId":"11111111-1111-1111-1111-111111111111",'
              '"sku":{"family":"A","name":"standard"},"accessPolicies":[]}}')
VAULT_HOST = "contoso-kv.vault.azure.net"
ROUNDS = 3
started = []


def report(name, figure, unit, target=""):
    print(f"{name}\t{figure:.1f}\t{unit}\t{target}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*command):
    """Starts a server on a free port. Gives the process, its address and the seconds to its first 2xx."""
    port = free_port()
    begin = time.perf_counter()
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    started.append(process)
    while True:
        try:
            # The bare peer answers every path alike.
            get(port, "/_lockstep/v1/health", secure="--certificate" in command)
            return process, f"http://127.0.0.1:{port}", time.perf_counter() - begin
        except OSError:
            if process.poll() is not None or time.perf_counter() - begin > 30:
                sys.exit(f"FAILED: {' '.join(command)} does not answer")
            time.sleep(0.0005)


def get(port, path, secure=False):
    if secure:
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def port_of(base):
    return int(base.rsplit(":", 1)[1])


def stop(process, how=signal.SIGTERM):
    process.send_signal(how)
    process.wait(timeout=30)
    started.remove(process)


def serve(*options):
    return start(f"{BINARIES}/lockstep", "serve", *options)


def certificate():
    """A certificate and its key for the bare server, of the kind that ours has."""
    files = f"{STATE}/bare.pem", f"{STATE}/bare.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "2", "-subj", "/O=bare", "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


def against_bare():
    ours, base, _ = serve("--world", "builtin:contoso-cmk", "--state", f"{STATE}/bare")
    status, body = get(port_of(base), VAULT)
    if status != 200:
        sys.exit(f"FAILED: GET of the vault answered {status}: {body.decode()}")
    with open(f"{STATE}/vault.json", "wb") as file:
        file.write(body)
    command = [f"{BINARIES}/lockstep-bench-http", "--body", f"{STATE}/vault.json"]
    bare, bare_base, _ = start(*command)
    if get(port_of(bare_base), VAULT)[1] != body:
        sys.exit("FAILED: the bare server does not answer the same bytes")
    compare("http.get.vault", [("bare", bare, bare_base), ("lockstep", ours, base)], "<= 1.5")
    stop(bare)

    pem, key = certificate()
    bare, bare_base, _ = start(*command, "--certificate", pem, "--key", key)
    peers = [("bare", bare, bare_base.replace("http:", "https:")), ("lockstep", ours, base.replace("http:", "https:"))]
    compare("https.get.vault", peers, "<= 1.4")
    stop(ours)
    stop(bare)


def compare(title, peers, target):
    """CPU of a GET at each of two servers in turns, and the ratio of the second to the first."""
    costs = {name: [] for name, _, _ in peers}
    for turn in range(ROUNDS + 1):
        for name, process, address in peers:
            figures = measure(address, "GET", VAULT, seconds=2 if turn == 0 else 6, server=process.pid)
            if figures["failed"]:
                sys.exit(f"FAILED: {figures['failed']} GETs of {name} failed")
            if turn > 0:  # the first turn warms up
                costs[name].append(figures["cpu_us"])
    for name, figures in costs.items():
        report(f"{title}.{name}", statistics.median(figures), "us CPU/request")
    pairs = [a / b for a, b in zip(costs["lockstep"], costs["bare"])]
    print(f"{title}.ratio\t{statistics.median(pairs):.2f}\tx bare\t{target}", flush=True)


def put_all(base, puts, wanted=201):
    """Makes each path with its body, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(base), timeout=60)
    for path, body in puts:
        connection.request("PUT", path, body, HEADERS)
        answer = connection.getresponse()
        answer.read()
        if answer.status != wanted:
            sys.exit(f"FAILED: PUT {path} answered {answer.status}")
    connection.close()


def syncs_per_second():
    """What the disk itself allows: appends of one page, each made durable."""
    path = f"{STATE}/sync"
    with open(path, "wb") as file:
        begin = time.perf_counter()
        for _ in range(300):
            os.write(file.fileno(), b"\0" * 4096)
            os.fdatasync(file.fileno())
        return 300 / (time.perf_counter() - begin)


def against_earlier():
    """A GET of a vault and durable PUTs here and in an earlier build, in turns: nothing but the ratios counts."""
    ratios = {"get.cpu": [], "put.cpu": [], "put.per_second": []}
    for turn in range(2 * ROUNDS):
        figures = {}
        # Each goes first in every other turn.
        for binaries in (BINARIES, EARLIER) if turn % 2 else (EARLIER, BINARIES):
            state = f"{STATE}/turn"
            server, base, _ = start(f"{binaries}/lockstep", "serve", "--state", state)
            put_all(base, [(f"{GROUP}/sec-rg?api-version=2021-04-01", PUT_BODY)])
            put_all(base, [(VAULT, VAULT_BODY)], wanted=200)
            gets = measure(base, "GET", VAULT, seconds=4, server=server.pid)
            puts = measure(base, "PUT", PUT_GROUP, PUT_BODY, connections=16, seconds=6, server=server.pid)
            if gets["failed"] or puts["failed"]:
                sys.exit(f"FAILED: {gets['failed']} GETs and {puts['failed']} PUTs of {binaries} failed")
            stop(server)
            shutil.rmtree(state)
            figures[binaries] = {
                "get.cpu": gets["cpu_us"], "put.cpu": puts["cpu_us"], "put.per_second": puts["per_second"]}
        for name, pairs in ratios.items():
            pairs.append(figures[BINARIES][name] / figures[EARLIER][name])
    for name, pairs in ratios.items():
        print(f"http.earlier.{name}\t{statistics.median(pairs):.2f}\tx earlier\t{min(pairs):.2f} to {max(pairs):.2f}",
              flush=True)


def durable_puts():
    report("disk.syncs", syncs_per_second(), "fdatasync/s")
    ours, base, _ = serve("--state", f"{STATE}/puts")
    figures = measure(base, "PUT", PUT_GROUP, PUT_BODY, connections=16, seconds=10, server=ours.pid)
    if figures["failed"]:
        sys.exit(f"FAILED: {figures['failed']} PUTs failed")
    stop(ours)
    report("http.put.group", figures["per_second"], "durable PUT/s at 16 connections", "> 3000")
    report("http.put.group.p99", figures["p99_ms"], "ms", "< 15")
    report("http.put.group.cpu", figures["cpu_us"], "us CPU/request")


def list_of_vaults():
    """A list of 100 vaults, as it is kept while its world stays, and as it is made anew: each time another question."""
    ours, base, _ = serve("--state", f"{STATE}/vaults")
    put_all(base, [(f"{GROUP}/sec-rg?api-version=2021-04-01", PUT_BODY)])
    vaults = [(f"{VAULTS}/bench-kv-{number}?api-version=2022-07-01", VAULT_BODY) for number in range(100)]
    put_all(base, vaults, wanted=200)
    for name, question in (("kept", ""), ("made", "&n={n}")):
        figures = measure(base, "GET", f"{VAULTS}?api-version=2022-07-01{question}", seconds=6, server=ours.pid)
        if figures["failed"]:
            sys.exit(f"FAILED: {figures['failed']} lists failed")
        report(f"http.list.vaults100.{name}", figures["cpu_us"], "us CPU/request", "< 250")
    stop(ours)


def of_vault(server, base, method, path, body=None):
    path = f"{path}?api-version=7.4"
    figures = measure(base, method, path, body, seconds=6, server=server.pid, host=VAULT_HOST)
    if figures["failed"]:
        sys.exit(f"FAILED: {figures['failed']} of {method} {path} failed")
    return figures


def once(base, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port_of(base), timeout=60)
    connection.request("POST", f"{path}?api-version=7.4", body, {**HEADERS, "Host": VAULT_HOST})
    return json.load(connection.getresponse())


def keys():
    """Keys made, read and used on a vault's data plane; what is made is on disk before it is answered."""
    kinds = [(f"rsa{size}", f'{{"kty":"RSA","key_size":{size}}}') for size in (2048, 3072, 4096)]
    kinds += [(f"ec{curve}", f'{{"kty":"EC","crv":"P-{curve}"}}') for curve in ("256", "256K", "384", "521")]
    for name, body in kinds:
        # A vault of its own for each: one of many thousand keys grows slower.
        ours, base, _ = serve("--world", "builtin:contoso-cmk", "--state", f"{STATE}/keys-{name}")
        figures = of_vault(ours, base, "POST", "/keys/made-{n}/create", body)
        report(f"http.key.create.{name}", figures["per_second"], "durable keys/s at 16 connections", "> 2000")
        report(f"http.key.create.{name}.cpu", figures["cpu_us"], "us CPU/request")
        if name.startswith("rsa"):
            once(base, "/keys/used/create", body)
            wrapped = once(base, "/keys/used/encrypt", '{"alg":"RSA-OAEP-256","value":"AAECAwQFBgcICQoLDA0ODw"}')
            sealed = json.dumps({"alg": "RSA-OAEP-256", "value": wrapped["value"]})
            figures = of_vault(ours, base, "POST", "/keys/used/decrypt", sealed)
            report(f"http.key.decrypt.{name}", figures["per_second"], "decrypts/s at 16 connections")
            figures = of_vault(ours, base, "GET", "/keys/used/")
            report(f"http.key.get.{name}", figures["cpu_us"], "us CPU/request")
        stop(ours)


def cold_starts():
    def median_start(make_state):
        times = []
        for number in range(5):
            state = f"{STATE}/cold-{number}"
            make_state(state)
            process, _, seconds = serve("--state", state)
            stop(process)
            times.append(seconds * 1000)
        return statistics.median(times)

    report("http.cold.empty", median_start(lambda state: None), "ms to the first 2xx", "< 50")
    for how, name in ((signal.SIGTERM, "stopped"), (signal.SIGKILL, "killed")):
        grown = f"{STATE}/grown-{name}"
        process, base, _ = serve("--state", grown)
        put_all(base, [(PUT_GROUP.replace("{n}", str(number)), PUT_BODY) for number in range(10_000)])
        stop(process, how)

        def copy(state):
            shutil.rmtree(state, ignore_errors=True)
            shutil.copytree(grown, state)

        report(f"http.cold.10000.{name}", median_start(copy), "ms to the first 2xx", "< 200")


try:
    shutil.rmtree(STATE, ignore_errors=True)
    os.makedirs(STATE)
    if EARLIER:
        against_earlier()
    else:
        against_bare()
        durable_puts()
        list_of_vaults()
        keys()
        cold_starts()
finally:
    for process in list(started):
        process.kill()
    shutil.rmtree(STATE, ignore_errors=True)
