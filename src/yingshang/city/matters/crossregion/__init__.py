"""Handling across regions (跨省通办): received here and decided there; who holds what is on record.

Power and clock belong to the place that decides (业务属地). Each place has a case of its own; what
passes between them is signed letters (`core.exchange.places`) and nothing else.
*Source*: 国办发〔2020〕35号, 国办发〔2022〕34号; domain reference, section 1.
"""
