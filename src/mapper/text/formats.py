"""Numbers and dates as each language writes them: a decimal comma in Danish, a spelt month where an order of figures
would be read two ways."""

import datetime
import math
from collections.abc import Sequence

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

# English here is the English of a Danish workplace: the day before the month.
_LOCALES = {"en": "en_GB", "da": "da_DK"}


def number(value: float, language: str, digits: int = 2) -> str:
    """The number with at most `digits` decimals and the language's marks.

    >>> number(1234.5, "en"), number(1234.5, "da"), number(37.0, "da")
    ('1,234.5', '1.234,5', '37')
    """
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return str(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def parts(values: Sequence[float], digits: int = 2, total: float | None = None) -> list[float]:
    """Values rounded so that they add up to their rounded sum, or to a printed total: what is left over goes where most
    was cut off.

    >>> parts([3.336, 3.336, 3.328], 2), sum([3.34, 3.33, 3.33])
    ([3.34, 3.33, 3.33], 10.0)
    """
    scale = 10**digits
    whole = [math.floor(value * scale + 1e-9) for value in values]
    left = round((sum(values) if total is None else total) * scale) - sum(whole)
    order = sorted(range(len(values)), key=lambda at: (whole[at] - values[at] * scale, at))
    for at in order[: max(left, 0)]:
        whole[at] += 1
    return [one / scale for one in whole]


def moment(value: datetime.datetime, language: str) -> str:
    """Day and time of day as a person writes them.

    >>> moment(datetime.datetime(2026, 3, 9, 14, 5), "en"), moment(datetime.datetime(2026, 3, 9, 14, 5), "da")
    ('9 March 2026 14:05', '9. marts 2026 14.05')
    """
    return f"{date(value.date(), language)} {clock(value, language)}"


def clock(value: datetime.datetime, language: str) -> str:
    """The time of day as a person writes it.

    >>> clock(datetime.datetime(2026, 3, 9, 14, 5), "en"), clock(datetime.datetime(2026, 3, 9, 14, 5), "da")
    ('14:05', '14.05')
    """
    return str(format_time(value.time(), format="short", locale=_LOCALES[language]))


def date(value: datetime.date, language: str, style: str = "long") -> str:
    """The date as a person writes it; `style` is "short", "medium", "long" or "full".

    >>> date(datetime.date(2026, 3, 9), "en"), date(datetime.date(2026, 3, 9), "da")
    ('9 March 2026', '9. marts 2026')
    """
    return str(format_date(value, format=style, locale=_LOCALES[language]))
