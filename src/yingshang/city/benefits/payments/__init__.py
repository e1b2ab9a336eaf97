"""Money: budgets, reservations, batches, the bank's receipts, recovery."""
