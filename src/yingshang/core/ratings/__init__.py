"""好差评: who was served rates once; the rated office never learns who, the call-back desk may.

`rating` takes ratings, `followups` follows bad ones up, `identity` opens who rated; `queries` and
`rates` read.
"""
