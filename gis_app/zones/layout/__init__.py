"""Laying out spots: filling a zone's frontage, drafts, and their publication."""
