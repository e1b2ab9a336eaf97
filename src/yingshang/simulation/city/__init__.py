"""A city at real size: invented people, firms, officers, lists and seven months of cases.

Everything goes through the services that pages call, in batches; everything is marked simulated.
"""
