"""Sentences of the static checks: code to (Chinese, English)."""

SENTENCES: dict[str, tuple[str, str]] = {}
