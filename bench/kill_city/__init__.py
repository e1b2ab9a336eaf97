"""Kills of web, worker, simulation and database, judged by what was acknowledged outside of them.

    python -m bench.kill_city [--kills 200] [--broken async]

While a city is simulated, applicants hand in and clerks accept over HTTP. At random points a part
is killed (SIGKILL, all of its processes) and started again. Whatever was answered with success is
noted in files beside the database; at the end all of it must be there, once, and the audit clean.
"""
