from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        """Deferred work registers itself under its name; what governing asks joins "Mijn werk", its clock the night."""
        from cases.management.commands.load_demo import ALSO
        from cases.mywork import PROVIDERS
        from cases.views.dispute import BESIDE
        from governance import demo, disputes
        from governance.models import Enclosure, SignedCopy
        from governance.seatrights import SEAT, end_seat, seats
        from governance.work import to_do
        from governance.workflow import mail, papermail  # noqa: F401
        from governance.workflow.accessionmail import remind_of_accessions
        from governance.workflow.departure import carry_out_departures
        from governance.workflow.exporting import forget_exports
        from governance.workflow.statements import ask_newcomers
        from privacy import attachments, nightly, rights

        ALSO.append(demo.load)
        BESIDE.append(disputes.links)
        PROVIDERS.append(to_do)
        attachments.SCANNED += [SignedCopy, Enclosure]
        rights.KINDS[SEAT] = rights.RightKind(seats, end_seat)
        nightly.STEPS["accessions_reminded"] = remind_of_accessions
        nightly.STEPS["newcomers_asked"] = ask_newcomers
        nightly.STEPS["exports_forgotten"] = forget_exports
        nightly.STEPS["parties_left"] = carry_out_departures
