"""From plans to Ibis expressions, and from those to the SQL of each database."""
