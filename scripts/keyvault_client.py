"""Azure's client of keys (azure-keyvault-keys) against a server of ours. Called by scripts/keyvault-client.sh.

The client believes that it speaks HTTPS with contoso-kv.vault.azure.net, challenge and all; the transport carries what
it says to the server's loopback port. Every value crosses once: made by the client's own cryptography and undone by the
server's, or the other way round.
"""
import base64
import hashlib
import sys
import time
from urllib.parse import urlsplit

import requests
from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline.transport import RequestsTransport
from azure.keyvault.keys import JsonWebKey, KeyClient
from azure.keyvault.keys.crypto import CryptographyClient, EncryptionAlgorithm, KeyWrapAlgorithm, SignatureAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

SERVER = sys.argv[1]
VAULT = "https://contoso-kv.vault.azure.net"
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
checks = 0


class Loopback(RequestsTransport):
    """Sends what is meant for a vault to the server, under the vault's name."""

    def __init__(self):
        super().__init__()
        self.calls = []

    def send(self, request, **options):
        parts = urlsplit(request.url)
        self.calls.append(parts.path.rsplit("/", 1)[-1])
        request.headers["Host"] = parts.netloc
        meant, request.url = request.url, f"{SERVER}{parts.path}?{parts.query}"
        try:
            return super().send(request, **options)
        finally:
            request.url = meant


class AnyCredential:
    def get_token(self, *scopes, **options):
        return AccessToken("any", int(time.time()) + 3600)


transport = Loopback()
keys = KeyClient(VAULT, AnyCredential(), transport=transport)


def expect(is_so, what):
    global checks
    if not is_so:
        sys.exit(f"FAILED: {what}")
    checks += 1


def client(key):
    """One that has the key, and does locally what a public key can."""
    return CryptographyClient(key, AnyCredential(), transport=transport)


def on_server(key, verb, **body):
    response = requests.post(
        f"{SERVER}{urlsplit(key.id).path}/{verb}?api-version=7.4", json=body,
        headers={"Host": "contoso-kv.vault.azure.net", "Authorization": "Bearer any"}, timeout=60)
    response.raise_for_status()
    return response.json()


def locally(what, verb, act):
    """Runs `act` and makes sure that the server was not asked for `verb`."""
    before = len(transport.calls)
    result = act()
    expect(verb not in transport.calls[before:], f"{what} was to be done without the server")
    return result


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def rsa_both_ways(key, what):
    crypto = client(key)
    secret = bytes(range(32))
    for algorithm in (KeyWrapAlgorithm.rsa_oaep_256, KeyWrapAlgorithm.rsa_oaep, KeyWrapAlgorithm.rsa1_5):
        wrapped = locally(what, "wrapkey", lambda: crypto.wrap_key(algorithm, secret))
        opened = crypto.unwrap_key(algorithm, wrapped.encrypted_key)
        expect(opened.key == secret, f"{what}: wrapped here, unwrapped there, {algorithm}")
        there = bytes_of(on_server(key, "wrapkey", alg=algorithm.value, value=base64url(secret))["value"])
        expect(crypto.unwrap_key(algorithm, there).key == secret, f"{what}: wrapped and unwrapped there, {algorithm}")
        name = EncryptionAlgorithm(algorithm.value)
        encrypted = locally(what, "encrypt", lambda: crypto.encrypt(name, b"plain"))
        expect(crypto.decrypt(name, encrypted.ciphertext).plaintext == b"plain", f"{what}: {algorithm} encryption")
    for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        signs(crypto, key, name, what)


def signs(crypto, key, name, what):
    digest = HASHES[name[2:5]](b"message").digest()
    algorithm = SignatureAlgorithm(name)
    signature = crypto.sign(algorithm, digest).signature
    genuine = locally(what, "verify", lambda: crypto.verify(algorithm, digest, signature))
    expect(genuine.is_valid, f"{what}: signed there, verified here, {name}")
    other = HASHES[name[2:5]](b"another").digest()
    expect(not crypto.verify(algorithm, other, signature).is_valid, f"{what}: another message, {name}")
    again = on_server(key, "verify", alg=name, digest=base64url(digest), value=base64url(signature))
    expect(again["value"] is True, f"{what}: verified there, {name}")
    expect(crypto.sign(algorithm, digest).signature == signature, f"{what}: the same signature again, {name}")


def public_key(key):
    """Read by a third party: numbers that make no key are refused."""
    if key.key.n:
        return rsa.RSAPublicNumbers(int.from_bytes(key.key.e, "big"), int.from_bytes(key.key.n, "big")).public_key()
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1(), "P-256K": ec.SECP256K1()}
    x, y = (int.from_bytes(part, "big") for part in (key.key.x, key.key.y))
    return ec.EllipticCurvePublicNumbers(x, y, curves[key.key.crv]).public_key()


def imported_keys():
    def number(value):
        return value.to_bytes((value.bit_length() + 7) // 8, "big")

    private = rsa.generate_private_key(65537, 2048).private_numbers()
    yield "an imported RSA key", JsonWebKey(
        kty="RSA", n=number(private.public_numbers.n), e=number(private.public_numbers.e), d=number(private.d),
        p=number(private.p), q=number(private.q), dp=number(private.dmp1), dq=number(private.dmq1),
        qi=number(private.iqmp), key_ops=["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"])
    private = ec.generate_private_key(ec.SECP384R1()).private_numbers()
    yield "an imported P-384 key", JsonWebKey(
        kty="EC", crv="P-384", x=private.public_numbers.x.to_bytes(48, "big"),
        y=private.public_numbers.y.to_bytes(48, "big"), d=private.private_value.to_bytes(48, "big"),
        key_ops=["sign", "verify"])


for size in (2048, 3072, 4096):
    made = keys.create_rsa_key(f"rsa-{size}", size=size)
    expect(public_key(made).key_size == size, f"a public key of {size} bits")
    rsa_both_ways(made, f"RSA {size}")
for curve, name in (("P-256", "ES256"), ("P-384", "ES384"), ("P-521", "ES512"), ("P-256K", "ES256K")):
    made = keys.create_ec_key(f"ec-{curve}", curve=curve)
    public_key(made).public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    signs(client(made), made, name, curve)
for what, material in imported_keys():
    made = keys.import_key("imported-" + material.kty.lower(), material)
    expect(made.key.d is None, f"{what} shows no private half")
    if material.kty == "RSA":
        rsa_both_ways(made, what)
    else:
        signs(client(made), made, "ES384", what)

backup = keys.backup_key("rsa-2048")
keys.begin_delete_key("rsa-2048").wait()
try:
    keys.restore_key_backup(backup)
    expect(False, "a backup restored over a deleted key")
except HttpResponseError as refused:
    expect(refused.status_code == 409, "a deleted key holds its name")
try:
    client(keys.get_key("rsa-3072")).unwrap_key(KeyWrapAlgorithm.rsa_oaep, bytes(384))
    expect(False, "zeros unwrapped")
except HttpResponseError as refused:
    expect(refused.status_code == 400 and refused.error.code == "BadParameter", "what nobody wrapped is refused")
print(f"azure-keyvault-keys and the server agree: {checks} checks")
