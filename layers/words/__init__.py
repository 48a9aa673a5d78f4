"""Dutch sentences and formats, made from the numbers that the analyses return."""

from layers.words.chances import (
    GROUP_WORDS,
    RELATION_WORDS,
    group_money,
    group_sentence,
    join_sentence,
    pair_reason,
    street_open,
)
from layers.words.figures import (
    dimension_sentence,
    gap_sentence,
    inhabitants,
    need_words,
    on_border,
    score_class,
    score_sentence,
    short_difference,
    strong_and_weak,
)
from layers.words.formats import NO_FIGURE, euro, listed, number, plural, season, span_of_months

__all__ = [
    "GROUP_WORDS",
    "NO_FIGURE",
    "RELATION_WORDS",
    "dimension_sentence",
    "euro",
    "gap_sentence",
    "group_money",
    "group_sentence",
    "inhabitants",
    "join_sentence",
    "listed",
    "need_words",
    "number",
    "on_border",
    "pair_reason",
    "plural",
    "score_class",
    "score_sentence",
    "season",
    "short_difference",
    "span_of_months",
    "street_open",
    "strong_and_weak",
]
