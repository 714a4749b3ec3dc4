"""A TLS client: probe.py PORT ADDRESS NAME [tunnel].  Trusts CA_FILE and is as strict as Python 3.13 is by default."""
import os
import socket
import ssl
import sys

port, address, name = int(sys.argv[1]), sys.argv[2], sys.argv[3]
context = ssl.create_default_context(cafile=os.environ["CA_FILE"])
context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
connection = socket.create_connection((address, port), timeout=10)
if sys.argv[4:] == ["tunnel"]:
    connection.sendall(f"CONNECT {name}:443 HTTP/1.1\r\nHost: {name}:443\r\n\r\n".encode())
    answer = connection.recv(4096)
    if not answer.startswith(b"HTTP/1.1 200 "):
        sys.exit(f"no tunnel: {answer!r}")
try:
    with context.wrap_socket(connection, server_hostname=name) as secure:
        print("accepted", secure.version())
except ssl.SSLError as error:
    print("refused:", error)
    sys.exit(1)
