"""The lists of this capability that can be exported: the desk's queue, a search, a statistic."""

from yingshang.city.matters.exports.lists import register_exporters

__all__ = ["register_exporters"]
