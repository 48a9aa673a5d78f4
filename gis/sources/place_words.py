"""What the words of a place tell: a street and a number, a corner, a postcode, a town, or only near there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from gis.periods import tells_time

WHOLE = 6  # signs of a whole postcode; four digits are an area of some thousands of people

# How street names are shortened, written out on both sides of a comparison. At the end of the name:
ENDINGS = {"str": "straat", "ln": "laan", "pln": "plein", "wg": "weg"}
# And as a word:
WORDS = {
    "st": "sint",
    "burg": "burgemeester",
    "dr": "doctor",
    "ds": "dominee",
    "ir": "ingenieur",
    "mr": "meester",
    "prof": "professor",
    "v": "van",
    "d": "de",
    "vd": "van de",
}
# Words that say there is no place, or that nobody knows it.
NOWHERE = frozenset(
    {
        "",
        "geen",
        "geen plek",
        "n v t",
        "nvt",
        "onbekend",
        "nog niet bekend",
        "n t b",
        "ntb",
        "divers",
        "diverse",
    }
)

_SIGNS = re.compile(r"[\W_]+")
_APART = re.compile(r"[,;|]")
_NEAR = re.compile(
    r"^(?:(?:in|op)\s+)?(?:(?:de|het)\s+)?(?:directe\s+)?(?:omgeving|omg\.?|nabij(?:heid)?|bij|rond(?:om)?|buurt\s+van"
    r"|ter\s+hoogte\s+van|t\.?\s?h\.?\s?v\.?|achter|naast|tegenover|langs|(?:ge)?deel(?:te)?\s+van)\s+(?:van\s+)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s*(?:\be\.\s?o\.?|\ben\s+omgeving\b|\([^)]*\))\s*", re.IGNORECASE)
_ALL_OF = re.compile(r"^(?:de\s+)?(?:ge)?hele\s+", re.IGNORECASE)
_CORNER = re.compile(
    r"^(?:op\s+)?(?:de\s+)?(?:hoek|kruising|kruispunt|tussen)\s+(?:van\s+)?(?P<one>.+?)"
    r"(?:\s*/\s*|\s+[-–x]\s+|\s+en\s+|\s+met\s+)(?P<two>.+)$",
    re.IGNORECASE,
)
_BOTH = re.compile(r"^(?P<one>[^/]+?)(?:\s*/\s*|\s+hoek\s+)(?!m\b)(?P<two>[^\W\d].+)$", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?P<one>.+?)\s+tussen\s+.+$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?P<street>.*?[^\W\d].*?)\s+(?:nrs?\.?\s*|nummers?\s+)?(?P<number>\d{1,5})(?P<rest>(?![\d.]).*)$",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b(?P<digits>[1-9]\d{3})\s?(?P<letters>[A-Za-z]{2})\b(?!\.)")
_POSTCODE_WITHIN = re.compile(
    r"\b(?P<digits>[1-9]\d{3})(?P<letters>\s?[A-Z]{2}|[a-z]{2})\b"
)  # "1200 en" is none
_DIGITS = re.compile(r"[1-9]\d{3}")
_NUMBER = re.compile(r"\s*(?:nrs?\.?|nummers?)?\s*(\d{1,5})(.*)$", re.IGNORECASE)
_UP_TO = re.compile(r"^\s*(?:-|–|t/m|tot en met|tot)\s*(?P<last>\d{1,5})\b", re.IGNORECASE)
_ADDITION = re.compile(
    r"^[-/\s]*(?P<addition>[a-z]{1,3}|\d{1,4}|[a-z]\s?-?\s?\d{1,3}|bis|hs|rood)$", re.IGNORECASE
)
_MORE = re.compile(r"^(?:\s*(?:,|en|&|\+|/)\s*\d{1,5}[a-z]?)+$", re.IGNORECASE)


class Address(NamedTuple):
    """What the words tell; empty is not told.

    Parameters
    ----------
    words
        All of them, for the sentence.
    street, town
        As written.
    number, last
        The house number, and the last of several.
    addition
        Letter and addition of the number, small, without spaces or dashes.
    postcode
        Four digits, or six signs without a space.
    cross
        The other street of a corner.
    near
        The words tell that it is only about there.
    unread
        What stood where a number or a postcode belongs, and is none.
    whole
        The words as one name: there are streets with a number in their name.
    """

    words: str = ""
    street: str = ""
    number: int | None = None
    last: int | None = None
    addition: str = ""
    postcode: str = ""
    town: str = ""
    cross: str = ""
    near: bool = False
    unread: str = ""
    whole: str = ""


@lru_cache(maxsize=4_096)  # towns and the names of one list come back on every row
def plain(name: str) -> str:
    """Return a name as it is compared: small letters without accents, signs or double spaces.

    Examples
    --------
    >>> plain("  Paddepoel-Noord "), plain("'s-Gravenstraat"), plain("Café Één")
    ('paddepoel noord', 's gravenstraat', 'cafe een')
    """
    letters = name.casefold().replace("'", "").replace("’", "")
    if not letters.isascii():
        whole = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in whole if not unicodedata.combining(letter))
    return " ".join(_SIGNS.sub(" ", letters).split())


@lru_cache(maxsize=4_096)
def plain_street(name: str) -> str:
    """Return a street as it is compared: as `plain`, with `ENDINGS` and `WORDS` written out.

    Examples
    --------
    >>> plain_street("Burg. v.d. Eikenstr."), plain_street("Eikenln"), plain_street("St.-Jansstraat")
    ('burgemeester van de eikenstraat', 'eikenlaan', 'sint jansstraat')
    """
    name = plain(name)
    for short, full in ENDINGS.items():
        if name.endswith(short):
            name = name.removesuffix(short) + full
            break
    return " ".join(WORDS.get(word, word) for word in name.split())


def street_keys(name: str) -> tuple[str, ...]:
    """Return what a told street may be compared as: the name itself, then without "de" or "het" before it.

    Examples
    --------
    >>> street_keys("de Eikenln")
    ('de eikenlaan', 'eikenlaan')
    """
    key = plain_street(name)
    return (key, key.split(" ", 1)[1]) if key.startswith(("de ", "het ")) else (key,)


def read_postcode(text: str) -> str:
    """Return four digits or six signs without a space; "" for what is no postcode.

    Examples
    --------
    >>> read_postcode("9741 ab"), read_postcode("9741"), read_postcode("974")
    ('9741AB', '9741', '')
    """
    text = text.strip()
    if _DIGITS.fullmatch(text):
        return text
    match = _POSTCODE.fullmatch(text)
    return match["digits"] + match["letters"].upper() if match else ""


def read_address(told: Mapping[str, str]) -> Address | None:
    """Return what a row tells of an address or a street, None when it tells neither that nor a postcode.

    Parameters
    ----------
    told
        Words by our exchange names: ``straat``, ``huisnummer``, ``postcode``, ``plaats``, ``plek_tekst``. A
        street in its own column goes before the words of ``plek_tekst``. A town alone is no place.

    Examples
    --------
    >>> found = read_address({"plek_tekst": "najaar 2027, omgeving Eikenlaan 12-18"})
    >>> found.street, found.number, found.last, found.near
    ('Eikenlaan', 12, 18, True)
    >>> read_address({"plek_tekst": "hoek Eikenlaan/Beukenlaan"}).cross
    'Beukenlaan'
    >>> read_address({"straat": "Eikenlaan", "huisnummer": "3 A"}).addition
    'a'
    """
    columns = ("straat", "huisnummer", "postcode", "plaats")
    street, number, postcode, town = (told.get(name, "").strip() for name in columns)
    words = ", ".join(filter(None, (" ".join(filter(None, (street, number))), postcode, town)))
    number, postcode = ("" if plain(text) in NOWHERE else text for text in (number, postcode))
    free = "" if plain(street) not in NOWHERE else told.get("plek_tekst", "").strip()
    if free and plain(free) not in NOWHERE:
        found, words = read_place_text(free), ", ".join(filter(None, (free, postcode, town)))
    else:
        found = read_place_text(street) if plain(street) not in NOWHERE else Address()
    if number:
        found = _with_number(found, number)
    if postcode and not (read := read_postcode(postcode)):
        found = found._replace(unread=postcode)
    elif postcode:
        found = found._replace(postcode=read)
    if number and not found.street and len(found.postcode) < WHOLE:
        found = found._replace(unread=number)  # a number of what?
    if not (found.street or found.postcode or found.unread):
        return None
    return found._replace(words=words, town=town or found.town)


def read_place_text(text: str) -> Address:
    """Return what free words tell; the parts between commas that tell a time are left out."""
    parts = [part.strip() for part in _APART.split(text) if part.strip()]
    if len(parts) > 1:
        parts = [part for part in parts if not tells_time(part)]
    postcode = ""
    spots: list[str] = []
    for part in parts:
        match = _POSTCODE_WITHIN.search(part)
        if match and not postcode:
            postcode = match["digits"] + match["letters"].strip().upper()
            spots += filter(None, (part[: match.start()].strip(), part[match.end() :].strip(" ()")))
            if not part[: match.start()].strip() and not spots[:-1]:  # a postcode and a town
                spots.insert(0, "")
        else:
            spots.append(part)
    if len(spots) == 1 and _DIGITS.fullmatch(spots[0]):
        return Address(postcode=spots[0])
    if not spots:
        return Address(postcode=postcode)
    first, *others = spots
    if not others:
        return _read_street(first)._replace(postcode=postcode)
    more = [part for part in others if part[0].isdigit()]
    town = ", ".join(part for part in others if not part[0].isdigit())
    found = _read_street(", ".join([first, *more]))
    return found._replace(postcode=postcode, town=town or found.town)


def _read_street(text: str) -> Address:
    bare = _ABOUT.sub(" ", text).strip()
    words = _NEAR.sub("", bare)
    near = bare != text or words != bare
    words = _ALL_OF.sub("", words)
    if match := (_CORNER.match(words) or (None if near else _BOTH.match(words))):
        return Address(street=match["one"].strip(), cross=match["two"].strip(), near=True)
    if match := _BETWEEN.match(words):
        return Address(street=match["one"].strip(), near=True)
    if match := _NUMBERED.match(words):
        street = Address(street=match["street"].strip(" ,"), near=near, whole=words)
        return _with_number(street, match["number"] + match["rest"])
    return Address(street=words, near=near)


def _with_number(address: Address, text: str) -> Address:
    """Read a house number: alone, with a letter or an addition, the first of several, or before a town.

    "12-18" runs up to 18; "12-2" is number 12 with addition 2.
    """
    match = _NUMBER.match(text)
    if match is None:
        return address._replace(unread=text)
    number, rest = int(match[1]), match[2].strip()
    numbered = address._replace(number=number)
    up_to = _UP_TO.match(rest)
    if up_to and int(up_to["last"]) > number:
        return numbered._replace(last=int(up_to["last"]))
    if _MORE.match(rest):
        several = [number, *map(int, re.findall(r"\d+", rest))]
        return numbered._replace(number=min(several), last=max(several))
    if addition := _ADDITION.match(rest):
        return numbered._replace(addition=plain_addition(addition["addition"]))
    return numbered._replace(town=rest)


def plain_addition(text: str) -> str:
    """Return a letter or an addition as it is compared.

    Examples
    --------
    >>> plain_addition("A - 2")
    'a2'
    """
    return re.sub(r"[\W_]+", "", text.casefold())
