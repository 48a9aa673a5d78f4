"""What holds for every test: the same examples each time, whatever the machine is busy with."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
