from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        """Changes are watched; what supervisors have to do joins the list of "Mijn werk", which casework can not look up."""
        from cases.management.commands.load_demo import ALSO
        from cases.mywork import PROVIDERS
        from privacy import attachments, candidates, demo, demo_requests  # noqa: F401  # register their work
        from privacy.alerts import to_judge
        from privacy.audit import watch_all
        from privacy.breachpage import to_handle
        from privacy.registers import to_review as to_look_at
        from privacy.renewals import to_answer as to_answer_renewal
        from privacy.requestclock import to_answer
        from privacy.requestquestions import to_answer_as_supplier
        from privacy.reviewpage import to_review

        watch_all()
        ALSO.extend((demo.load, demo_requests.load))
        PROVIDERS.extend(
            (to_handle, to_judge, to_review, to_look_at, to_answer, to_answer_as_supplier, to_answer_renewal)
        )
