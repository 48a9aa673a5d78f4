"""What holds for every test: the same examples each time, whatever the machine is busy with."""

import os

from hypothesis import settings

EXAMPLES = 200 if os.environ.get("KOPPELKAART_SOAK") else 50  # where a law does not say its own number
settings.register_profile("house", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("house")
