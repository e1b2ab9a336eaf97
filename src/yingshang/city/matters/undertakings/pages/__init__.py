"""Pages of promises: in the application form, at the desk, in public."""
