"""What anybody may check: draws, the ledger's log, and a receipt that somebody holds."""
