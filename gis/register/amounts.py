"""The one amount that words tell, when it is plain, and the years beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_REMEMBERED = 4096  # texts: a list repeats its own few
_LARGEST_EUR = 1e12  # more than the state spends in a year: a sum from here on is a slip of the keys

_TIMES = {
    "k": 1e3,
    "dzd": 1e3,
    "duizend": 1e3,
    "mln": 1e6,
    "mio": 1e6,
    "miljoen": 1e6,
    "mrd": 1e9,
    "miljard": 1e9,
    "m": 1e6,
    "ton": 1e5,
}
_ONLY_OF_MONEY = frozenset({"m", "ton"})  # else metres and tons
_CANDIDATE = re.compile(
    r"(?:(?P<before>€|\b(?:euro?)\b) ?)?(?P<minus>(?<![\w.,])-)?(?<![\w.,])"
    r"(?P<digits>[0-9]{1,3}(?: [0-9]{3})+(?![\w.])(?:,[0-9]{1,2})?|[0-9][0-9.,']*)"
    r"(?P<dash>(?<=[,.])[-–=]{1,2})?"
    rf"(?: ?(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})\b\.?)?(?: ?(?P<after>€|euro?\b))?"
)
_WITH_DOTS = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]{1,2})?|[0-9]+(?:,[0-9]{1,2})?")
_MULTIPLIED = re.compile(r"[0-9]+(?:,[0-9]{1,3}|\.[0-9]{1,2})?")
_OF_A_SPREADSHEET = re.compile(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{6,})")  # as it writes a number that is not whole

_YEAR = r"(?:19|20)[0-9]{2}"
_YEARS = re.compile(rf"(?<![\w.,]){_YEAR}(?: ?(?:-|/|t/m|tot en met) ?{_YEAR})?(?![\w.,]?[0-9])")
_OPEN_YEARS = re.compile(r"\b(?:vanaf|sinds|tot|na|voor) (?:19|20)[0-9]{2}")
_DATED = re.compile(rf"\b[0-9]{{1,2}}-[0-9]{{1,2}}-{_YEAR}\b|\bq[1-4]\b|\b(?:fase|deel|golf) [0-9]+\b")
# Beside these an amount is a limit, a rate, a part or a doubt, no sum.
_NO_SUM = re.compile(
    r"[?%×]|\b(?:per (?!jr\b|jaar\b)|à|elke?|iedere?|stuk|procent|max|maximaal|min|minimaal|minstens|hooguit"
    r"|tot|vanaf|minus|plus|helft|deels|gedeeltelijk|waarvan|of|afgewezen|vervallen|ingetrokken)\b"
    r"|/ ?(?:maand|mnd|week|m2|woning|uur)"
)
_ONLY_WHEN = re.compile(r"\b(?:(?:elk|ieder) jaar|tot en met|(?:tot|vanaf) (?:19|20)[0-9]{2})\b")
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
        ca circa ongeveer plm totaal begroot geraamd raming bedrag budget btw excl exclusief incl inclusief
        komende jaar jaren jr j p per elk ieder in en de het van voor uit wordt worden is zijn nog niet
        t m tot met
        toegezegd toegezegde toegekend toegekende beschikbaar gesteld gedekt ongedekt
        gezocht gezochte beoogd beoogde aangevraagd aangevraagde te zoeken werven aan vragen
        jaarlijks jaarlijkse structureel structurele eenmalig eenmalige incidenteel incidentele ineens
        additioneel additionele subsidie wijkbudget fonds fondsen lening cofinanciering eigen bijdrage
        middelen geld regulier reguliere natura waarborg zorgverzekeraar
        """,
    )
)


@dataclass(frozen=True)
class Found:
    """An amount [euro], None when there is no plain one; `malformed` when it can be read in two ways."""

    amount_eur: float | None = None
    malformed: bool = False


@lru_cache(maxsize=_REMEMBERED)
def find_amount(words: str) -> Found:
    """Return the amount that words of one sum tell; small letters and single spaces.

    A currency mark makes a number an amount, whatever is remarked beside it, unless that makes it a limit, a
    rate, a part or a doubt. A bare number is one only when it stands alone or beside words of money.

    Examples
    --------
    >>> find_amount("ca. € 50.000 voor bankjes").amount_eur, find_amount("65 woningen").amount_eur
    (50000.0, None)
    >>> find_amount("max. € 500 per woning"), find_amount("1,250.00").malformed
    (Found(amount_eur=None, malformed=False), True)
    """
    told = [match for match in _CANDIDATE.finditer(_DATED.sub(" ", words)) if _counts(match)]
    marked = [match for match in told if match["before"] or match["after"]]
    bare = [match for match in told if match not in marked and not _YEARS.fullmatch(match["digits"])]
    unreadable = any(_value(match) is None for match in marked)
    if len(marked) > 1 or (marked and bare):
        return Found(malformed=unreadable)
    chosen = (marked or bare or told)[:2]
    if len(chosen) != 1:
        return Found()
    [match] = chosen
    rest = _DATED.sub(" ", words).replace(match[0], " ", 1)
    if not marked and (_others(rest) or (not bare and rest.strip())):
        return Found()
    amount = _value(match)
    if amount is None:
        return Found(malformed=True)
    return Found() if _NO_SUM.search(_ONLY_WHEN.sub(" ", rest)) else Found(amount)


def find_years(words: str) -> str:
    """Return the year or the years told beside an amount, such as "2027" or "2027-2029"; else empty.

    Examples
    --------
    >>> find_years("€ 5.000 in 2027"), find_years("2027 t/m 2029: € 5.000"), find_years("vanaf 2027 € 5.000")
    ('2027', '2027-2029', '')
    """
    rest = _CANDIDATE.sub(lambda match: " " if match["before"] or match["after"] else match[0], words)
    if _OPEN_YEARS.search(rest.replace("tot en met", "t/m")) and not re.search(rf"\bvoor {_YEAR}", rest):
        return ""
    told = [match[0] for match in _YEARS.finditer(_DATED.sub(" ", rest))]
    if not told or (len(told) == 1 and told[0] == words.strip()):  # a bare "2027" is an amount
        return ""
    if len(told) == 1:
        years = re.findall(_YEAR, told[0])
        return "-".join(years) if years == sorted(years) else ""
    years = sorted({year for one in told for year in re.findall(_YEAR, one)})
    whole = int(years[-1]) - int(years[0]) == len(years) - 1
    return f"{years[0]}-{years[-1]}" if whole and all(len(one) == len(years[0]) for one in told) else ""


def _counts(match: re.Match[str]) -> bool:
    return not (match["times"] in _ONLY_OF_MONEY and not (match["before"] or match["after"]))


def _others(rest: str) -> bool:
    """Whether words stand beside a bare number that are not of money, or other numbers than years."""
    left = _YEARS.sub(" ", rest)
    return any(word not in _KNOWN for word in re.findall(r"[^\W_]+", left))


def _value(match: re.Match[str]) -> float | None:
    """Return the amount [euro] of a candidate, None when it can be read in two ways or cannot be one."""
    digits, times = match["digits"].rstrip(",.'"), match["times"]
    bare = not (match["before"] or match["after"])
    if match["minus"]:
        return None
    if times and _MULTIPLIED.fullmatch(digits):
        amount = float(digits.replace(",", ".")) * _TIMES[times]
    elif not times and _WITH_DOTS.fullmatch(digits):
        amount = float(re.sub(r"[. ]", "", digits).replace(",", "."))
    elif not times and bare and _OF_A_SPREADSHEET.fullmatch(digits):
        amount = float(digits)
    else:
        return None
    return round(amount, 2) if amount < _LARGEST_EUR else None
