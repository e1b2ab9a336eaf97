"""Named queries behind figures, boards and indicators: definition, count, way down.

`registry` holds them, `figures` sets a place's published figures beside what they count.
"""
