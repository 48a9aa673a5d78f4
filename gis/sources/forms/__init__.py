"""Opens one form of file each; runs in the reader's child process only."""
