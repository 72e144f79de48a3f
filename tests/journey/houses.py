"""The houses whose journey is told in one: what differs between them, written by hand from 01-covenants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class House:
    """Words and rules of a house as its people meet them. `deciders`: whose party is ticked, by the first words of the question."""

    regisseur: str
    gemeente: str  # the delegate who files, and becomes casusregisseur
    politie: str
    approach: str
    deciders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    not_asked: Sequence[str] = ()
    not_offered: Sequence[str] = ()  # parties that can not lawfully sit at the table of this approach
    casusregisseur: str = "casusregisseur"
    begins_closing: bool = False
    both_confirm: bool = False
    kept_by: str = "keuze van het huis"


AGREE, TOGETHER = "Overheidspartijen die instemmen", "Partijen die mee beslisten"
OM_MN = "Openbaar Ministerie (College van procureurs-generaal)"

HOUSES = {
    "Haaglanden": House(
        "Zoë", "Henk", "Harm", "Problematische (jeugd)groepen met hoog risico",
        not_asked=[AGREE, TOGETHER], casusregisseur="casuscoördinator", both_confirm=True,
    ),
    "Brabant Noordoost": House(
        "Bente", "Boris", "Bart", "Complexe casuïstiek", {AGREE: ["Boris"]},
        not_asked=[TOGETHER], begins_closing=True,
    ),
    "Flevoland": House(
        "Femke", "Fons", "Fred", "Radicalisering", {AGREE: ["Fons", "Fred", OM_MN]},
        not_asked=[TOGETHER], not_offered=["Reclassering", "Veilig Thuis", "GGZ"],
    ),
    "Gooi en Vechtstreek": House(
        "Gusta", "Gaby", "Gerrit", "Huiselijk geweld (MDA++)", {AGREE: ["Gerrit"]},
        not_asked=[TOGETHER], kept_by="protocol art. 11.2",
    ),
}  # fmt: skip
