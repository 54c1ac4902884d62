"""Sheets on paper: a notice, a receipt; our own HTML and drawings, printed to PDF."""
