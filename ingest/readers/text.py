"""Text normal form: one spelling for each character, and none that a reader cannot see."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.errors import ReadError
from ingest.readers.raw import RawFile
from ingest.texts import message

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls; soft hyphen, zero-width space, byte-order mark; direction marks, which can make a text read differently
# from what it holds; lone surrogates, which cannot be written as UTF-8.  Joiners stay: emoji and scripts need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \t\n]+")


def normalise(text: str) -> str:
    """NFC, line ends as ``\\n``, no control characters but ``\\n`` and ``\\t``; no-break spaces are kept."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """``text`` in normal form on one line, for titles and headings."""
    return _SPACES.sub(" ", normalise(text)).strip()


def decode(raw: RawFile) -> str:
    """The text of a UTF-8 file (or UTF-16 with a byte-order mark), in normal form; raises ``ReadError``."""
    text = normalise(_reject_binary(raw, _decode(raw)))
    if not text.strip():
        raise ReadError(raw.source, message("empty_file"))
    return text


def as_utf8(data: bytes, encoding: str) -> bytes:
    """``data`` as it is when valid UTF-8, else converted from ``encoding``.

    Raises ``UnicodeDecodeError`` or ``LookupError``.  Like browsers, reads Latin-1 and ASCII as windows-1252.
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        is_latin = encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
        return data.decode("windows-1252" if is_latin else encoding).encode()
    return data


def _decode(raw: RawFile) -> str:
    utf16 = raw.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in raw.data:
            raise _binary(raw) from error
        byte, encoding = f"0x{raw.data[error.start]:02x}", "UTF-16" if utf16 else "UTF-8"
        said = message("not_text", encoding=encoding, byte=byte, offset=error.start)
        raise ReadError(raw.source, said) from error


def _reject_binary(raw: RawFile, text: str) -> str:
    if "\0" in text:
        raise _binary(raw)
    return text


def _binary(raw: RawFile) -> ReadError:
    return ReadError(raw.source, message("binary_file", name=raw.name))
