"""Invented places and people that drive the real operations: the demo cast, the main job's story.

Everything here is simulated and says so; nothing above the services is bypassed.
"""
