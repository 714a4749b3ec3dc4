#!/usr/bin/env python3
"""Writers that remember what was acknowledged, and a check that all of it is there. Called by scripts/kill.sh.

    writers.py write URL FILE ROUND     8 writers PUT resource groups until the server is gone
    writers.py check URL FILE           each acknowledged name must be there; prints the counts, exit 1 if one is lost
"""
import http.client
import sys
import threading
from urllib.parse import urlsplit

WRITERS = 8
HEADERS = {"Authorization": "Bearer writer", "Content-Type": "application/json"}
GROUPS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups"


def connect(url):
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)


def request(connection, method, name, body=None):
    connection.request(method, f"{GROUPS}/{name}?api-version=2021-04-01", body, HEADERS)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def write(url, path, turn):
    acknowledged = [[] for _ in range(WRITERS)]
    refused = []

    def writer(number):
        connection = connect(url)
        try:
            while True:
                name = f"kill-{turn}-{number}-{len(acknowledged[number])}"
                status = request(connection, "PUT", name, '{"location":"westeurope"}')
                if status != 201:
                    refused.append(f"{name}: {status}")
                    return
                acknowledged[number].append(name)
        except (OSError, http.client.HTTPException):
            return  # the server is gone: this one was never acknowledged

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open(path, "a") as file:
        file.writelines(f"{name}\n" for names in acknowledged for name in names)
    if refused:
        sys.exit(f"FAILED: refused before the kill: {refused}")


def check(url, path):
    with open(path) as file:
        names = file.read().split()
    connection = connect(url)
    lost = [name for name in names if request(connection, "GET", name) != 200]
    print(f"{len(names)} acknowledged so far, {len(lost)} lost")
    if lost or not names:
        sys.exit(f"FAILED: lost {lost[:10]}" if lost else "FAILED: nothing was acknowledged")


if sys.argv[1] == "write":
    write(sys.argv[2], sys.argv[3], sys.argv[4])
else:
    check(sys.argv[2], sys.argv[3])
