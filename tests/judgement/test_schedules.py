from __future__ import annotations

import pytest

from tightlip.judgement.schedules import longest_gap


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("rate(30 days)", 30),
        ("rate(1 day)", 1),
        ("rate(4 hours)", 4 / 24),
        ("cron(0 8 1 * ? *)", 31),
        ("cron(0 8 L * ? *)", 31),
        ("cron(0 8 ? * SUN *)", 7),
        ("cron(0 8 ? * 1 *)", 7),
        ("cron(0 8 ? * MON-FRI *)", 3),  # over the weekend
        ("cron(0 8 ? * 2#1 *)", 35),
        ("cron(0 8 ? * FRIL *)", 35),
        ("cron(0 16 1,15 * ? *)", 17),
        ("cron(0 8 1 */3 ? *)", 92),
        ("cron(0 8 1 1/3 ? *)", 92),
        ("cron(0 8 1 jan,apr,jul,oct ? *)", 92),
        ("cron(0 8 1 1 ? *)", 366),
        ("cron(0 8 29 2 ? *)", 1461),
        ("cron(0 0/4 ? * * *)", 1),
    ],
)
def test_the_longest_time_between_two_rotations(expression: str, days: float) -> None:
    assert longest_gap(expression) == days


def test_the_shortest_time_does_not_count() -> None:
    """January and February are 31 days apart; then nothing happens for eleven months."""
    assert longest_gap("cron(0 8 1 1,2 ? *)") == 335


def test_a_schedule_that_never_comes_back() -> None:
    assert longest_gap("cron(0 8 1 1 ? 2030)") == float("inf")


@pytest.mark.parametrize(
    "expression",
    ["", "30", "rate(2 weeks)", "rate(days)", "cron(0 8 1 * *)", "cron(0 8 1W * ? *)", "cron(a b c d e f)"],
)
def test_what_nobody_can_read(expression: str) -> None:
    assert longest_gap(expression) is None
