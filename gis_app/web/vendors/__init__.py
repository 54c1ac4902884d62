"""The register of vendors: what it tells, by the reader's role, and its page."""
