"""What becomes of every field of a case when it is destroyed (05; DPIA, annex 1).

Default is gone: a model in GONE leaves nothing. Of a model in KEPT a row stays where the policy of the house keeps values, with each
field by its own rule. OUTLIVES names the tables that stay, and why they hold nothing personal. A model or field that is in none
of them fails the tests, and so does a column with free text in the clear that IN_THE_CLEAR does not explain.
"""

from enum import Enum


class Rule(Enum):
    """What a value becomes in a row of kept values."""

    EMPTY = "leeg"
    MONTH = "eerste van de maand"
    QUARTER = "eerste van het kwartaal"
    PC4 = "4 cijfers"
    RANDOM = "willekeurige letters"
    KEEP = "blijft, voor rapportages"
    LEFT_OUT = "gaat niet mee"  # keys, links, versions and who did it


_ROW = {"id": Rule.LEFT_OUT, "case": Rule.LEFT_OUT}
_DONE = {"by": Rule.LEFT_OUT, "at": Rule.MONTH}
_TRACK = {
    **_ROW, **_DONE, "subject": Rule.LEFT_OUT, "supplier": Rule.KEEP, "from_house": Rule.KEEP, "reader_ids": Rule.LEFT_OUT,
    "released_on": Rule.LEFT_OUT, "corrects": Rule.LEFT_OUT, "withdrawal": Rule.EMPTY,
}  # fmt: skip
_SAVED = {"saved_by": Rule.LEFT_OUT, "saved_at": Rule.LEFT_OUT}

KEPT: dict[str, dict[str, Rule]] = {
    "case": {
        "id": Rule.LEFT_OUT, "number": Rule.LEFT_OUT, "house": Rule.KEEP, "approach": Rule.KEEP, "phase": Rule.KEEP,
        "filed_by": Rule.LEFT_OUT, "filed_by_party": Rule.KEEP, "on_behalf_of": Rule.KEEP, "procesregisseur": Rule.LEFT_OUT,
        "casusregisseur": Rule.LEFT_OUT, "casusregisseur_party": Rule.KEEP, "opened_at": Rule.MONTH,
        "phase_since": Rule.MONTH, "outcome": Rule.KEEP, "closing_reason": Rule.KEEP, "successful": Rule.KEEP,
        "closed_on": Rule.MONTH, "archive_on": Rule.LEFT_OUT, "archive_readers": Rule.LEFT_OUT,
        "due_on": Rule.LEFT_OUT, "follow_up_on": Rule.LEFT_OUT, "destroy_on": Rule.LEFT_OUT,
        "destroy_source": Rule.LEFT_OUT, "blocked_at": Rule.LEFT_OUT, "restricted_on": Rule.LEFT_OUT,
        "legal_until": Rule.LEFT_OUT, "version": Rule.LEFT_OUT,
    },
    "subject": {
        **_ROW, "bsn": Rule.EMPTY, "first_names": Rule.RANDOM, "initials": Rule.RANDOM, "infix": Rule.EMPTY,
        "surname": Rule.RANDOM, "nickname": Rule.EMPTY, "born_on": Rule.MONTH, "born_in": Rule.EMPTY,
        "street": Rule.EMPTY, "house_number": Rule.EMPTY, "postcode": Rule.PC4, "place": Rule.EMPTY,
        "phone": Rule.EMPTY, "email": Rule.EMPTY, "order": Rule.LEFT_OUT, "bsn_index": Rule.LEFT_OUT,
        "name_birth_index": Rule.LEFT_OUT, "name_year_index": Rule.LEFT_OUT, "age_band": Rule.LEFT_OUT, "gemeente": Rule.LEFT_OUT,
    },
    "aanmelding": {
        **_ROW, "problem": Rule.EMPTY, "tried": Rule.EMPTY, "urgency": Rule.EMPTY, "involved": Rule.EMPTY,
        "life_domains": Rule.KEEP, "declared_correct_at": Rule.MONTH,
    },
    "criterionmark": {**_ROW, "criterion": Rule.KEEP, "is_met": Rule.KEEP, "explanation": Rule.EMPTY},
    "criterionjudgement": {**_ROW, **_DONE, "criterion": Rule.KEEP, "is_met": Rule.KEEP, "explanation": Rule.EMPTY},
    "triage": {
        **_ROW, **_DONE, **_SAVED, "outcome": Rule.KEEP, "reasons": Rule.EMPTY, "purpose": Rule.EMPTY, "themes": Rule.EMPTY,
        "feedback": Rule.EMPTY, "forward_to": Rule.KEEP, "version": Rule.LEFT_OUT,
    },
    "triageparty": {**_ROW, "party": Rule.KEEP, "part": Rule.KEEP},
    "phasetransition": {**_ROW, **_DONE, "verb": Rule.KEEP, "source": Rule.KEEP, "target": Rule.KEEP},
    "plan": {
        **_ROW, **_DONE, "number": Rule.KEEP, "goal": Rule.EMPTY, "criteria": Rule.EMPTY,
        "zsm_advice": Rule.EMPTY, "version": Rule.LEFT_OUT, "adopted_by": Rule.LEFT_OUT, "adopted_at": Rule.MONTH,
        "adopted_in": Rule.LEFT_OUT,
    },
    "planrole": {**_ROW, "plan": Rule.LEFT_OUT, "party": Rule.KEEP, "role": Rule.EMPTY, "needs": Rule.EMPTY},
    "domainscore": {
        **_ROW, **_DONE, "item": Rule.LEFT_OUT, "domain": Rule.KEEP, "level": Rule.KEEP, "explanation": Rule.EMPTY,
    },
    "intervention": {
        **_ROW, **_DONE, **_SAVED, "domain": Rule.KEEP, "problem": Rule.EMPTY, "goal": Rule.EMPTY, "what": Rule.EMPTY,
        "party": Rule.KEEP, "user": Rule.LEFT_OUT, "from_date": Rule.MONTH, "until_date": Rule.MONTH, "state": Rule.KEEP,
        "result": Rule.EMPTY, "ended_on": Rule.MONTH,
    },
    "action": {
        **_ROW, **_DONE, **_SAVED, "what": Rule.EMPTY, "party": Rule.KEEP, "user": Rule.LEFT_OUT, "item": Rule.LEFT_OUT,
        "due_on": Rule.MONTH, "state": Rule.KEEP, "result": Rule.EMPTY, "reported_by": Rule.LEFT_OUT,
        "reported_at": Rule.MONTH, "reminded_on": Rule.LEFT_OUT, "late_told_on": Rule.LEFT_OUT,
    },
    "logentry": {**_ROW, **_DONE, "kind": Rule.KEEP, "on": Rule.MONTH, "text": Rule.EMPTY, "corrects": Rule.LEFT_OUT},
    "note": {**_ROW, **_DONE, **_SAVED, "text": Rule.EMPTY, "version": Rule.LEFT_OUT, "placed_at": Rule.MONTH},
    "detention": {
        **_TRACK, "kind": Rule.KEEP, "from_date": Rule.QUARTER, "until_date": Rule.QUARTER, "place": Rule.EMPTY,
        "casemanager": Rule.EMPTY, "aftercare": Rule.EMPTY, "is_arranged": Rule.KEEP,
    },
    "helpquestion": {**_TRACK, "domain": Rule.KEEP, "answer": Rule.KEEP, "since": Rule.EMPTY, "explanation": Rule.EMPTY},
    "conversation": {
        **_TRACK, "on": Rule.MONTH, "goals": Rule.EMPTY, "present": Rule.EMPTY, "impression": Rule.EMPTY, "report": Rule.EMPTY,
    },
    "closingcriterion": {
        **_ROW, "closing": Rule.LEFT_OUT, "order": Rule.LEFT_OUT, "text": Rule.EMPTY, "is_met": Rule.KEEP, "explanation": Rule.EMPTY,
    },
    "closing": {
        **_ROW, **_DONE, **_SAVED, "reason": Rule.KEEP, "successful": Rule.KEEP, "decided_on": Rule.MONTH,
        "explanation": Rule.EMPTY, "minutes": Rule.EMPTY, "handover": Rule.EMPTY, "version": Rule.LEFT_OUT,
    },
}  # fmt: skip

GONE: dict[str, str] = {
    "agendaitem": "what was asked of the meeting",
    "assessment": "the choice stands in the phases, its explanation goes",
    "attachment": "files are removed",
    "attachmentfile": "files are removed",
    "attendance": "who was there",
    "closingconfirmation": "who confirmed",
    "consent": "about secrecy between party and subject",
    "consultation": "conversation with who filed",
    "contribution": "contributions of parties are removed",
    "contributionrelease": "access",
    "contributionrequest": "question to a party",
    "contributionversion": "contributions of parties are removed",
    "breakglassreason": "why the case was opened past its archive date",
    "casegrant": "access",
    "caselink": "link to another case",
    "dispute": "a disagreement between people; while it is open the case is not destroyed",
    "disputeturn": "goes with the dispute",
    "escalation": "question about the case, and its answer",
    "enquiry": "question about a person",
    "enquiryanswer": "answer about a person",
    "furtheruse": "contributions of parties are removed; what was given stands in the register of disclosures",
    "furtheruseanswer": "contributions of parties are removed",
    "houseanswer": "answer about a person",
    "houseenquiry": "question about a person",
    "housesupply": "answer about a person",
    "invitation": "who was asked",
    "keptdraft": "text of whose session lapsed",
    "knownmatch": "link to another case",
    "letter": "letters are removed",
    "guest": "who was there without account, and what was given",
    "minutes": "minutes are removed",
    "nonotice": "reasons about the subject",
    "notice": "contact with the subject",
    "progress": "how an intervention went, in words",
    "received": "where the case came from",
    "receivedcontribution": "contributions of parties are removed",
    "reassessment": "contributions of parties are removed",
    "releaserequest": "contributions of parties are removed",
    "reopening": "reason about the subject",
    "postponement": "reason about the subject",
    "postponementconsent": "goes with the postponement",
    "retentionwarning": "administration",
    "transfer": "an offer to another house; what went over stands in the register of disclosures",
    "transferanswer": "goes with the offer",
    "transferpart": "goes with the offer",
    "notedtrend": "on which case it was noted; that it was stands in a fact without the case",
    "supportcontact": "what the house said and heard",
    "tableopening": "administration",
}

BESIDE: dict[str, str] = {
    "granthistory": "no foreign key; deleted by case and row",
    "job": "arguments are ids; deleted by id",
}

OUTLIVES: dict[str, str] = {
    "candidate": "not of a case yet: sealed with the key of the list, and goes with it at the choice",
    "candidatechoice": "goes with the list",
    "candidatelist": "a dossier of its own that is destroyed at the choice or after its term (05)",
    "breakglass": "register of emergency access: who, when and which kind of reason; a dossier of its own with an end date",
    "breakglassnotice": "who was told of it",
    "breakglassverdict": "what was judged of it, sealed with the key of the register",
    "casenumber": "counters",
    "disclosure": "register that the law asks for, no person; goes over to a random file id when its case goes (07)",
    "feedback": "a dossier of its own with an end date (00, item 22)",
    "lastvisit": "until when somebody read the news",
    "meeting": "a day and a place; what was said stands with the case",
    "savedview": "filters of a list under a name; what looks like a person in the name is refused",
    "statisticsfact": "coarse facts without a person, and without a case",
    "figurecell": "sums of coarse facts",
}

IN_THE_CLEAR: dict[str, str] = {
    "attachment.found": "what a scanner calls a piece of malware",
    "breakglass.number": "house, year and counter",
    "case.number": "house, year and counter",
    "case.destroy_source": "a rule of policy or law",
    "casegrant.decision": "a choice from a list",
    "contributionrequest.due_source": "a rule",
    "contributionrelease.phase": "name of a phase",
    "disclosure.number": "house, year and counter",
    "disclosure.receiver": "an organisation, never a person",
    "disclosure.source": "a rule",
    "dispute.number": "house, year and counter",
    "disputeturn.goes_to": "an office or a body",
    "disputeturn.source": "a rule",
    "enquiry.due_source": "a rule",
    "furtheruse.due_source": "a rule",
    "furtheruse.ground": "an article of a law",
    "furtheruse.receiver_name": "an organisation, never a person",
    "houseenquiry.due_source": "a rule",
    "houseenquiry.source": "a rule",
    "feedback.number": "house, year and counter",
    "granthistory.kind": "name of a table",
    "granthistory.reason": "a choice from a list",
    "job.queue": "name of a queue",
    "job.name": "name of the work",
    "job.arguments": "ids",
    "job.failed_with": "class of an exception",
    "meeting.place": "where the table stands",
    "nonotice.check_source": "a rule",
    "phasetransition.verb": "name of a step",
    "postponement.from_source": "a rule of policy or law",
    "postponement.source": "a rule of policy or law",
    "reassessment.due_source": "a rule",
    "received.ground": "an article of a law",
    "transfer.due_source": "a rule",
    "transfer.ground": "an article of a law",
    "savedview.name": "the form says not to name persons, and refuses numbers and dates",
    "savedview.query": "choices of the filters, never what somebody typed",
    "figurecell.detail": "code of a choice",
    "figurecell.kind": "what happened, in a word of ours",
    "figurecell.line": "name of a line, in a word of ours",
    "figurecell.member": "number of an approach, gemeente or party, or an age band",
    "figurecell.value": "code of a choice",
    "statisticsfact.detail": "code of a choice",
    "statisticsfact.kind": "what happened, in a word of ours",
    "statisticsfact.value": "code of a choice",
}
