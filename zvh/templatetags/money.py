"""`{{ amount|euros }}`: € 1.234,56."""

from django import template

from zvh.money import euros

register = template.Library()
register.filter("euros", euros)
