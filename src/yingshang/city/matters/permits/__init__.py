"""After the licence, before the permit (照后证前): told, promised, claimed, guided, followed."""
