"""The process that draws one document: JSON in, a file out. Bounds itself before it loads anything that draws.

Started by path with `-I`: it sees the installed packages and nothing of the application.
"""

import ctypes
import io
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
MEGABYTE = 1024 * 1024
NO_MOMENT = 0  # the same text gives the same bytes


def bound(seconds: int, megabytes: int) -> None:
    """No more time and memory than this, no file written, no core left; and it ends with who asked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: megabytes * MEGABYTE,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


def pdf(text: str, template: Path) -> bytes:
    """PDF/UA-1: tagged, with title and language; with the fonts of the renderer only."""
    import typst

    return typst.compile(
        template, root=template.parent, sys_inputs={"document": text}, pdf_standards=["ua-1"], ignore_system_fonts=True,
        timestamp=NO_MOMENT,
    )  # fmt: skip


def docx(content: dict[str, Any]) -> bytes:
    """A Word file with real headings and lists, in Dutch."""
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    file.core_properties.title = content["title"]
    file.core_properties.author = ", ".join(content["sender"][:1])
    file.core_properties.language = "nl-NL"
    for lines in (content["sender"], content["recipient"], [f"{name}: {value}" for name, value in content["facts"]]):
        file.add_paragraph("\n".join(lines))
    file.add_heading(content["title"], 1)
    for block in content["blocks"]:
        if block["kind"] == "kop":
            file.add_heading(block["text"], 2)
        elif block["kind"] == "lijst":
            for item in block["items"]:
                file.add_paragraph(item, style="List Bullet")
        elif block["kind"] == "tabel":
            table = file.add_table(0, len(block["rows"][0]), style="Table Grid")
            for row in block["rows"]:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            file.add_paragraph(block["text"])
    found = io.BytesIO()
    file.save(found)
    return found.getvalue()


def odt(content: dict[str, Any]) -> bytes:
    """An OpenDocument file, likewise."""
    from odfdo import Document, Header, List, Paragraph

    file = Document("text")
    file.set_language("nl-NL")
    file.meta.title, file.meta.language = content["title"], "nl-NL"
    body = file.body
    body.clear()

    def lines(texts: list[str]) -> Paragraph:
        one = Paragraph(style="Text_20_body")
        one.append_plain_text("\n".join(texts))
        return one

    for texts in (content["sender"], content["recipient"], [f"{name}: {value}" for name, value in content["facts"]]):
        body.append(lines(texts))
    body.append(Header(1, content["title"], style="Heading_20_1"))
    for block in content["blocks"]:
        if block["kind"] == "kop":
            body.append(Header(2, block["text"], style="Heading_20_2"))
        elif block["kind"] == "lijst":
            body.append(List(list(block["items"]), style="List_20_1"))
        elif block["kind"] == "tabel":
            for row in block["rows"]:
                body.append(lines([": ".join([row[0], ", ".join(row[1:])])]))
        else:
            body.append(lines([block["text"]]))
    found = io.BytesIO()
    file.save(found)
    return found.getvalue()


WORD_PROCESSORS = {"docx": docx, "odt": odt}


def main(form: str, template: str, seconds: str, megabytes: str) -> None:
    bound(int(seconds), int(megabytes))
    text = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(pdf(text, Path(template)) if form == "pdf" else WORD_PROCESSORS[form](json.loads(text)))


if __name__ == "__main__":
    main(*sys.argv[1:])
