"""An officer's tools: reply templates of the office, saved filters, many papers in one print."""
