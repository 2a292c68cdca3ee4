"""How long a form and the site take, beside what else could make them. `python -m bench` runs everything."""
