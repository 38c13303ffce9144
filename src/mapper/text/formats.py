"""Numbers and dates as each language writes them: a decimal comma in Danish, a spelt month where an order of figures
would be read two ways."""

import datetime

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
