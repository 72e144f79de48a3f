"""Servers that speak TLS, in front of those of the tests, which can not: real handshakes with certificates of our own."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Greeting = Callable[[socket.socket], None]
SSL_REQUEST = 80877103


def postgres(client: socket.socket) -> None:
    """The question before the handshake; another one (GSS) is answered with no."""
    while int.from_bytes(client.recv(8)[4:]) != SSL_REQUEST:
        client.sendall(b"N")
    client.sendall(b"S")


def at_once(client: socket.socket) -> None:
    """TLS from the first byte, as Redis does."""


def starttls(client: socket.socket) -> None:
    """The plain half of a mail server."""
    client.sendall(b"220 mail\r\n")
    while not client.recv(1000).upper().startswith(b"STARTTLS"):
        client.sendall(b"250-mail\r\n250 STARTTLS\r\n")
    client.sendall(b"220 go ahead\r\n")


@contextmanager
def tls(certificate: Path, greeting: Greeting, upstream: int | None = None) -> Iterator[int]:
    """The port at which it listens. Without upstream it says no more after the handshake than a mail server's goodbye."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serve = threading.Thread(target=_accept, args=(listener, context, greeting, upstream), daemon=True)
        serve.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, context: ssl.SSLContext, greeting: Greeting, upstream: int | None) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(client, context, greeting, upstream), daemon=True).start()


def _serve(plain: socket.socket, context: ssl.SSLContext, greeting: Greeting, upstream: int | None) -> None:
    try:
        greeting(plain)
        with context.wrap_socket(plain, server_side=True) as client:
            if upstream is None:
                while client.recv(1000):
                    client.sendall(b"250 mail\r\n")
                return
            with socket.create_connection(("127.0.0.1", upstream)) as server:
                _relay(client, server)
    except OSError:
        return  # refused by the client, which is what is tested


def _relay(client: ssl.SSLSocket, server: socket.socket) -> None:
    """Each direction in its own thread, until either side has had enough."""
    back = threading.Thread(target=_pump, args=(server, client), daemon=True)
    back.start()
    _pump(client, server)
    server.shutdown(socket.SHUT_RDWR)
    back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            target.sendall(data)
    except OSError:
        return
