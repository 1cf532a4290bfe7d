"""A second reader of Carnet's log, written from docs/log-format.md alone.

It shares no code with Carnet: what both say of a log is said twice, independently.
"""
