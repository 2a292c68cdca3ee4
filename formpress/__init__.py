"""formpress turns YAML into public guidelines that people can act on.

source.load -> parse -> resolve -> targets.*.render -> write

Read `pipeline.py` first: it is these five calls.
"""
