"""What the scanner says, and that nothing but a clear "clean" counts as clean (S47). With a real clamd."""

import socket
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.files import made
from tests.files.made import EICAR
from tests.files.scanner import Clamd, needs_clamd
from zvh.virusscan import ScannerAway, scan, version

HIDDEN = {
    "plain": EICAR,
    "in a zip": made.with_part(made.word(), "a.txt", EICAR),
    "in a word document": made.with_part(made.word(), "word/media/picture.png", EICAR),
    "in an odt": made.with_part(made.open_document(), "Pictures/a.png", EICAR),
    "in a pdf": made.pdf(file=EICAR),
    "in a zip in a zip": made.with_part(made.word(), "a.docx", made.with_part(made.word(), "b.txt", EICAR)),
}
CLEAN = {
    "pdf": made.pdf(), "word": made.word(), "excel": made.excel(), "odt": made.open_document(), "png": made.png(), "jpg": made.jpg(),
    "a letter": b"x", "20 MB": bytes(20_000_000),
}  # fmt: skip


@needs_clamd
@pytest.mark.parametrize("place", HIDDEN)
def test_what_is_known_is_found_wherever_it_is(scanner: Clamd, place: str) -> None:
    assert scan(HIDDEN[place]).startswith("Eicar-Test-Signature")


@needs_clamd
@pytest.mark.parametrize("content", CLEAN)
def test_what_is_clean_is_clean(scanner: Clamd, content: str) -> None:
    assert scan(CLEAN[content]) == ""


@needs_clamd
def test_what_is_too_large_to_look_through_is_not_clean(scanner: Clamd) -> None:
    """Longer than the scanner takes: no answer; a bomb, or too deep: found."""
    with pytest.raises(ScannerAway):
        scan(bytes(30_000_000))
    assert "Limits" in scan(made.with_part(made.word(), "word/nul.bin", bytes(250_000_000)))


@needs_clamd
def test_macros_and_locked_files_are_found_too(scanner: Clamd) -> None:
    assert "Encrypted" in scan(made.pdf(password="geheim"))


@needs_clamd
def test_it_says_which_scanner_it_is(scanner: Clamd) -> None:
    assert version().startswith("ClamAV ")


def test_without_a_scanner_nobody_looked(no_scanner: None, settings: Any) -> None:
    for place in (settings.CLAMD, "", "tcp://127.0.0.1:1", "127.0.0.1:1"):
        settings.CLAMD = place
        with pytest.raises(ScannerAway):
            scan(b"x")
        with pytest.raises(ScannerAway):
            version()


ANSWERS = {
    "nothing": b"",
    "half": b"stream: OK",
    "an error": b"INSTREAM size limit exceeded. ERROR\0",
    "something else": b"stream: OK ERROR\0",
    "two lines": b"stream: OK\0stream: Eicar FOUND\0",
    "a found without a name": b"stream:  FOUND\0",
    "another service": b"HTTP/1.1 200 OK\r\n\r\n" + bytes(2),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_is_not_clear_is_none(settings: Any, tmp_path: Path, answer: str) -> None:
    """Not about what a scanner finds: about what else may come over a socket."""
    place = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        settings.CLAMD = place
        speaking = Thread(target=_say, args=(listening, ANSWERS[answer]))
        speaking.start()
        with pytest.raises(ScannerAway):
            scan(b"x")
        speaking.join(10)


def _say(listening: socket.socket, answer: bytes) -> None:
    link, _ = listening.accept()
    with link:
        link.recv(100)
        link.sendall(answer)
