"""Named steps that bring an older register up to date, each in one transaction."""
