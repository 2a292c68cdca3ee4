"""The scripts of one form, as the widgets need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...expr.javascript import viewer_script
from ...model import Form

IDENTITY = "formpress"
"""The hidden field that says which form, edition and revision this is."""

VERDICTS = "formpress_verdicts"
"""The hidden field with one letter a rule: k kept, b broken, u undecided; blank where no script ran."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """What a form computes and checks in the viewer, all of it ASCII.

    `document` runs when the file is opened. `actions` gives a field one-line calls by trigger:
    V (a value is committed), F (it is shown), C (anything changed). `order` names the computed
    fields so that each stands behind those it reads. `hidden` are read-only fields nobody sees.
    """

    document: str
    actions: Mapping[str, Mapping[str, str]]
    order: tuple[str, ...]
    hidden: Mapping[str, str]


def scripts_of(form: Form) -> Scripts:
    """The scripts of a form: one document script, and a one-line call on each field that needs it.

    The first computed box also tidies what some viewers leave as typed; the last, hidden one
    keeps what this viewer judged.
    """
    program = form.program
    computed = [output.name for output in program.outputs]
    if program.panel is not None:
        computed += program.panel.boxes
    actions: dict[str, dict[str, str]] = {}
    for item in program.inputs:
        if item.kind == "number":
            actions[item.name] = {
                "V": f"event.value=formpress.norm(event.value,{item.places});",
                "F": f"event.value=formpress.fmt(event.value,{item.places});",
            }
        elif item.kind == "text":
            actions[item.name] = {"V": f'event.value=formpress.text("{item.name}",event.value);'}
    for name in computed:
        actions[name] = {"C": f'event.value=formpress.show(this,"{name}");'}
    actions[VERDICTS] = {"C": "formpress.tidy(this);event.value=formpress.letters(this);"}
    return Scripts(
        document=viewer_script(program),
        actions=actions,
        order=(*computed, VERDICTS),
        hidden={IDENTITY: form.identity, VERDICTS: ""},
    )
