"""Government service items and bundles: from the form to the licence."""
