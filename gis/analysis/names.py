"""Names that are alike: how many groups of three letters they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csr_array

from gis.analysis.moments import Flags, Numbers, Places

LEAST_ALIKE = 0.6  # below it two names have nothing to do with each other
OTHER_NUMBERS = 0.5  # of the likeness stays when both tell numbers and share none: "complex 12", "complex 14"

_LITTLE = frozenset(
    [
        "aan",
        "al",
        "als",
        "bij",
        "de",
        "den",
        "der",
        "die",
        "dit",
        "door",
        "een",
        "en",
        "er",
        "het",
        "hun",
        "in",
        "is",
        "met",
        "na",
        "naar",
        "of",
        "om",
        "onze",
        "op",
        "per",
        "te",
        "ter",
        "tot",
        "uit",
        "van",
        "voor",
        "wij",
        "the",
        "and",
        "for",
    ]
)
_LETTERS = 3  # in one piece
_ROWS_AT_ONCE = 256  # names held against all others in one product; keeps the product below some 50 MB

Index = dict[str, int]


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without accents and without little words.

    A name of little words alone keeps them.

    Examples
    --------
    >>> words_of("Samen eten op dinsdag: café 'De Tafel'"), words_of("In en om")
    (('samen', 'eten', 'dinsdag', 'cafe', 'tafel'), ('in', 'en', 'om'))
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return tuple(word for word in words if word not in _LITTLE) or tuple(words)


def pieces_of(word: str) -> frozenset[str]:
    """Return every three letters in a row of a word, the empty place before and behind it included.

    Examples
    --------
    >>> sorted(pieces_of("eten")), sorted(pieces_of("1"))
    ([' et', 'en ', 'ete', 'ten'], [' 1 '])
    """
    framed = f" {word} "
    return frozenset(framed[start : start + _LETTERS] for start in range(len(framed) - _LETTERS + 1))


def find_alike_names(one: Sequence[str], other: Sequence[str]) -> tuple[Places, Places, Numbers]:
    """Return positions in both of the names that are alike enough (`LEAST_ALIKE`), and how much.

    The likeness is twice the pieces that two names share, divided by the pieces of both (Dice), so that the
    order of words, an ending and a typing error matter little; see `OTHER_NUMBERS` for what numbers do to it.

    Parameters
    ----------
    one, other
        Names; equal ones are compared once.

    Examples
    --------
    >>> found = find_alike_names(["Eettafel 65-plus"], ["Eettafels voor 65 plus", "Warmtenet"])
    >>> [part.round(2).tolist() for part in found]
    [[0], [0], [0.9]]
    """
    if not len(one) or not len(other):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0)
    left, left_of = _distinct(one)
    right, right_of = _distinct(other)
    index: Index = {}
    a, b = _to_pieces(left, index), _to_pieces(right, index)
    table, across = _matrix(a, len(index)), _matrix(b, len(index)).T.tocsr()
    sizes_a, sizes_b = (np.array([len(told) for told in side]) for side in (a, b))
    rows, columns, alike = [], [], []
    for start in range(0, len(left), _ROWS_AT_ONCE):
        shared = table[start : start + _ROWS_AT_ONCE] @ across
        row = np.repeat(np.arange(start, start + shared.shape[0]), np.diff(shared.indptr))
        share = 2 * shared.data / (sizes_a[row] + sizes_b[shared.indices])
        keep = np.flatnonzero(share >= LEAST_ALIKE)
        rows.append(row[keep])
        columns.append(shared.indices[keep])
        alike.append(share[keep])
    row, column, share = np.concatenate(rows), np.concatenate(columns), np.concatenate(alike)
    share = share * np.where(_tell_other_numbers(left, right, row, column), OTHER_NUMBERS, 1.0)
    enough = share >= LEAST_ALIKE
    return _spread(row[enough], column[enough], share[enough], left_of, right_of)


def _distinct(names: Sequence[str]) -> tuple[list[str], Places]:
    """Return the different names there are, as their words, and for each position which one it has."""
    told, where = np.unique([" ".join(words_of(name)) for name in names], return_inverse=True)
    return told.tolist(), where.astype(np.intp)


def _to_pieces(names: Iterable[str], index: Index) -> list[list[int]]:
    """Return the pieces of each name as numbers, each once; new ones get the next number of the index."""
    told = []
    for name in names:
        pieces = set(chain.from_iterable(map(pieces_of, name.split())))
        told.append([index.setdefault(piece, len(index)) for piece in sorted(pieces)])
    return told


def _matrix(pieces: list[list[int]], width: int) -> csr_array:
    ends = np.cumsum([0, *map(len, pieces)])
    numbers = np.fromiter(chain.from_iterable(pieces), dtype=np.intp, count=int(ends[-1]))
    ones = np.ones(len(numbers), dtype=np.float32)
    return csr_array((ones, numbers, ends), shape=(len(pieces), max(width, 1)))


def _tell_other_numbers(left: Sequence[str], right: Sequence[str], row: Places, column: Places) -> Flags:
    """Return per pair whether both names tell numbers and share none."""
    a, b = ([frozenset(re.findall(r"\d+", name)) for name in side] for side in (left, right))
    both = np.array([bool(told) for told in a], dtype=bool)[row]
    both &= np.array([bool(told) for told in b], dtype=bool)[column]
    asked = np.flatnonzero(both)
    both[asked] = [a[row[pair]].isdisjoint(b[column[pair]]) for pair in asked]
    return both


def _spread(
    row: Places, column: Places, share: Numbers, left_of: Places, right_of: Places
) -> tuple[Places, Places, Numbers]:
    """Return what was found of distinct names for every position that has such a name."""
    (left, left_from, many_left), (right, right_from, many_right) = _positions(left_of), _positions(right_of)
    count = many_left[row] * many_right[column]
    pair = np.repeat(np.arange(len(row)), count)
    turn = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    wide = many_right[column][pair]
    one = left[left_from[row][pair] + turn // wide]
    return one, right[right_from[column][pair] + turn % wide], share[pair]


def _positions(where: Places) -> tuple[Places, Places, Places]:
    """Return the positions name by name, and where those of each name begin and how many they are."""
    count = np.bincount(where).astype(np.intp)
    return np.argsort(where, kind="stable").astype(np.intp), np.cumsum(count) - count, count
