"""How long a form takes, beside what else could make it. `python -m bench` runs everything."""
