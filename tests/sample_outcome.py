"""An outcome with one finding of every kind that a report must draw well."""

from __future__ import annotations

from tightlip.model import Finding, Outcome, Secret, Severity, Skipped, Span, Step
from tightlip.reading.text import SourceText
from tightlip.redact import Mask, fingerprint, redacted

SECRET = "my-super-" + "secret-key-12345"
KEY = "\n".join(f"MIIE{letter * 28}+/9" for letter in "abcdefgh")
WHY = "Whoever can read the code, its history or its package has the secret, and changing it takes a release."
FIX = "Read it from the environment or AWS Secrets Manager, and replace it with a new one."


def finding(
    path: str,
    text: str,
    marked: str,
    message: str,
    rule: str = "hardcoded-secret",
    severity: Severity = Severity.ERROR,
    secret: str | None = SECRET,
    trace: tuple[Step, ...] = (),
    why: str = WHY,
    fix: str = FIX,
) -> Finding:
    """A finding whose span is the first place in `text` where `marked` stands."""
    source = SourceText(text)
    start = text.index(marked)
    span = source.span(start, start + len(marked))
    known = None if secret is None else Secret(secret)
    snippet = Mask([secret] if secret else []).snippet(source.line, span)
    printed = fingerprint(rule, path, known, message, 0)
    return Finding(rule, severity, path, span, message, redacted(known), printed, snippet, why, fix, trace)


OUTCOME = Outcome(
    findings=(
        finding(
            "app/config.py",
            "\n" * 17 + f'JWT_SECRET = "{SECRET}"\n',
            f'"{SECRET}"',
            "`JWT_SECRET` is set to a literal",
        ),
        finding(
            "app/database.py",
            "\n" * 118 + '    log.info(f"Connecting with password: {password}")\n',
            "password}",
            "`password` is written to the log by `log.info`",
            "secret-in-log",
            secret=None,
            trace=(
                Step(Span(13, 26, 13, 34), "`password` comes from here"),
                Step(Span(15, 5, 15, 9), "it passes through `settings`"),
                Step(Span(119, 5, 119, 13), "and reaches `log.info`"),
            ),
            why="Logs are kept for years, copied to other services and read by people who must not know the secret.",
            fix="Log that it is there, or which one it is (`secret_name`), never what it is.",
        ),
        finding(
            "app/名前.py",
            f'\tif 名前:\n\t\t鍵 = "日本語"; password = "{SECRET}"  # 注意\n',
            f'"{SECRET}"',
            "`password` is set to a literal",
        ),
        finding(
            "deploy/key.py",
            f'KEY = """-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n-----END RSA PRIVATE KEY-----"""\n',
            f"-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n-----END RSA PRIVATE KEY-----",
            "an RSA private key stands in this file",
            "private-key",
            secret=KEY,
        ),
        finding(
            "static/app.min.js",
            "var a=1;" * 300 + f'var t="{SECRET}";' + "b=2;" * 300,
            SECRET,
            "`t` is set to a literal",
            severity=Severity.WARNING,
        ),
        finding(
            "tests/evil\x1b[2J.py",
            f'password = "{SECRET}"\x1b[31m \u202ereversed\n',
            f'"{SECRET}"',
            "`pass\x1b]0;word` is set to a literal",
            severity=Severity.NOTE,
        ),
        finding("empty/.env", "\n\n", "\n", "an env file is committed", "committed-env-file", secret=None, fix=""),
    ),
    skipped=(
        Skipped("logo.png", "binary"),
        Skipped("current", "symbolic link"),
        Skipped("data.csv", "larger than 20,000,000 bytes (max-file-size)"),
        Skipped("old/logo.png", "binary"),
        Skipped("secrets/prod.yaml", "permission denied", failed=True),
        Skipped("app/legacy.py", "not valid Python (line 3): checked as text", partial=True),
    ),
    waived=1,
    checked=12,
)
