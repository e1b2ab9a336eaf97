"""Statistics by office, service and day, kept beside the cases and drilled down to them.

`facts` says what one case counts for, as one SQL statement; `keeping` follows the sealed ledger and
moves the sums by what changed; `rates` defines the rates; `measures` names them; `pages` show them.
"""
