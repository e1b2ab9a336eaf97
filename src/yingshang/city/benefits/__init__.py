"""Benefits for firms: told, matched, paid without applying. 惠企政策、免申即享"""
