"""The HTTP API under /api/v1: one instance, its authentication, its problems, its description.

Routers belong to the packages whose acts they call; nothing here knows what an act does.
"""
