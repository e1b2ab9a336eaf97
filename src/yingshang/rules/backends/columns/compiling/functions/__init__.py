"""FEEL's functions in columns, by family. Importing it registers them all."""

from yingshang.rules.backends.columns.compiling.functions import dates, lists, numbers, texts

__all__ = ["dates", "lists", "numbers", "texts"]
