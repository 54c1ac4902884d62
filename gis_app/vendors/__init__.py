"""Vendors' papers: the register, photos, priority classes and signed cards."""
