"""The unresolved-matter desk (办不成事反映窗口): intake, transfer, answer, call-back.

*Source*: 国发〔2022〕5号 for the desk; what it takes and by when stands in the rule that the desk's
list row names.
"""
