"""好差评: who was served rates once; the rated office never learns who, the call-back desk may.

`rating` takes ratings, `followups` follows bad ones up, `complaints` are the rated office's,
`handling` is the rule of what must follow, `identity` opens who rated; `queries` and
`rates` read.
"""
