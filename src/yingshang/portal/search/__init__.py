"""The page on which cases are found, by whoever may see them."""
