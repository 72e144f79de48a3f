"""Routes of cases, one module per part of casework.

A case stands in addresses under its number (00, item 26).
"""

from django.urls import register_converter

from cases.models.case import NUMBER


class CaseNumber:
    """`<casus:number>`: only what can be a case number."""

    regex = NUMBER

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CaseNumber, "casus")
