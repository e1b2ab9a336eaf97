"""The look: base templates, components, static files, charts, htmx helpers; no domain noun."""
