"""A timestamp authority: OpenSSL's `ts` behind a small HTTP server on 127.0.0.1."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIGURATION = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ordering = yes
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    url: str
    port: int
    ca: Path


def openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def running(folder: Path) -> Iterator[Authority]:
    """One with keys of its own, in a folder that is made."""
    folder.mkdir()
    (folder / "cnf").write_text(CONFIGURATION)
    (folder / "serial").write_text("01\n")
    new = ("req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "cnf")
    openssl(
        folder, *new, "-x509", "-subj", "/CN=Eastwind Root", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem"
    )
    openssl(folder, *new, "-subj", "/CN=Eastwind Time", "-keyout", "signer.key", "-out", "signer.csr")
    issued = ("-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "signer.pem")
    openssl(folder, "x509", "-req", *issued, "-days", "30", "-extfile", "cnf", "-extensions", "signer")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query").write_bytes(query)
            openssl(folder, "ts", "-reply", "-config", "cnf", "-section", "one", "-queryfile", "query", "-out", "reply")
            reply = (folder / "reply").read_bytes()
            self.send_response(200 if self.path == "/tsa" else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield Authority(f"http://127.0.0.1:{server.server_port}/tsa", server.server_port, folder / "ca.pem")
        server.shutdown()
        thread.join()
