"""Words for how much two themes strengthen or hinder each other."""

STRENGTHS = {
    -3: "belemmert sterk",
    -2: "belemmert",
    -1: "belemmert een beetje",
    0: "neutraal",
    1: "versterkt een beetje",
    2: "versterkt",
    3: "versterkt sterk",
}
