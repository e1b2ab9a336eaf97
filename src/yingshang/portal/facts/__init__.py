"""Pages of facts: the offices' deliveries, what a firm sees of itself, and what it contests."""
