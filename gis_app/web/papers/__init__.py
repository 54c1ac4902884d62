"""Notices and receipts on the pages: the person's own page, and what the card shows."""
