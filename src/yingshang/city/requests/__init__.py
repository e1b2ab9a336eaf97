"""Requests (诉求): what somebody could not get done or asks for, answered on time and followed up.

Each kind of request is a package of its own; `unresolved` is the desk for what could not be done
(办不成事). Causes and improvements are common to all of them.
"""
