"""Joint handling (会办): other offices are asked for an opinion on a case; the main one decides."""
