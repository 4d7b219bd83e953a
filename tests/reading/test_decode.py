from __future__ import annotations

import random
import struct
import zlib

import pytest

from tightlip.reading.decode import decode, to_utf8

TEXT = 'name = "Jürgen"  # 日本 🔑\npassword = "correct horse"\n'
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


def text_of(data: bytes) -> str | None:
    utf8 = to_utf8(data)
    return None if utf8 is None else decode(utf8)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_any_unicode_encoding_is_read_without_its_mark(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_big_endian_marks(encoding: str) -> None:
    assert text_of(("\ufeff" + TEXT).encode(encoding)) == TEXT


def test_utf16_without_one_nul_is_known_by_its_mark() -> None:
    text = "\u8a73\u7d30\u8a2d\u5b9a" * 10
    data = b"\xff\xfe" + text.encode("utf-16-le")
    assert b"\0" not in data
    assert text_of(data) == text


def test_plain_text_is_handed_on_and_not_copied() -> None:
    data = TEXT.encode()
    assert to_utf8(data) is data


@pytest.mark.parametrize(("encoding", "word"), [("latin-1", "clé = Motörhead"), ("cp1252", "“clé” — 5 €")])
def test_bytes_that_are_no_utf8(encoding: str, word: str) -> None:
    assert text_of(word.encode(encoding)) == word


def test_every_byte_has_a_meaning_at_last() -> None:
    every = bytes(range(1, 256))
    assert text_of(every) == every.decode("latin-1")


@pytest.mark.parametrize(
    "first", ["# -*- coding: shift_jis -*-\n", "#!/usr/bin/python\n# vim: set fileencoding=shift_jis :\n"]
)
def test_a_declared_encoding_is_believed_where_the_text_is_not_utf8(first: str) -> None:
    text = first + 'パスワード = "日本"\n'
    assert text_of(text.encode("shift_jis")) == text


@pytest.mark.parametrize("name", ["no-such-codec", "hex", "utf-8", "ascii"])
def test_a_declaration_that_cannot_be_true_is_passed_over(name: str) -> None:
    text = f"# coding: {name}\nclé = 1\n"
    assert text_of(text.encode("cp1252")) == text


def test_a_declaration_on_the_third_line_is_none() -> None:
    text = "\n\n# coding: shift_jis\nclé = 1\n"
    assert text_of(text.encode("cp1252")) == text


def test_a_stray_nul_hides_nothing_and_moves_no_column() -> None:
    text = 'a = 1\npass\0word = "x"\n' + "b = 2\n" * 50
    assert text_of(text.encode()) == text.replace("\0", " ")


def test_binaries_are_binary() -> None:
    noise = random.Random(7).randbytes(3000)
    samples = {
        "png": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + noise,
        "elf": b"\x7fELF\x02\x01\x01" + bytes(9) + b"password" + bytes(64) + noise,
        "small integers": b"".join(struct.pack("<H", number) for number in range(200)),
        "integers": struct.pack("<500I", *range(500)),
        "zlib": zlib.compress(TEXT.encode() * 500) + bytes(4),
        "nuls": bytes(100),
        "one nul": b"\0",
        "short": b"\x00\x01\x02ab",
        "utf-16 mark, then noise": b"\xff\xfe" + noise,
    }
    assert {name for name, data in samples.items() if to_utf8(data) is not None} == {"one nul"}


def test_truncated_utf16_is_still_read() -> None:
    data = TEXT.encode("utf-16")[:-1]
    assert text_of(data) == TEXT[:-1] + "\ufffd"


def test_empty() -> None:
    assert text_of(b"") == ""
