"""Which powers would pass a function from one to another, and to whom a power passes any."""

from __future__ import annotations

from joinedup.authority.checking import Check
from joinedup.authority.days import includes
from joinedup.authority.matter import Matter
from joinedup.authority.parties import Party
from joinedup.authority.scheme import Scheme
from joinedup.authority.sentences import NOT_KNOWN, sentence
from joinedup.law.function import Power, Receiver
from joinedup.law.question import listed

#: How many kinds of a list are named.
_MOST_KINDS = 6


def powers_that_pass(scheme: Scheme, giver: Party, receiver: Party, matter: Matter) -> list[Power]:
    """The powers by which one could pass the function of a matter to another on its day."""
    powers = scheme.basis.powers
    return [one for one in powers if not _against(scheme, one, giver, receiver, matter)]


def perhaps_pass(scheme: Scheme, giver: Party, receiver: Party, matter: Matter) -> str:
    """Of which powers it is not known whether they pass it from one to another; '' for none."""
    powers, mends = [], []
    for power in scheme.basis.powers:
        against = _against(scheme, power, giver, receiver, matter)
        if against and all(check.rule in NOT_KNOWN for check in against):
            powers.append(power)
            day = {"day": matter.act.on}
            mends += [sentence(check.rule, {**check.about, **day})[1] for check in against]
    if not powers:
        return ""
    whether = f"whether {powers_in_words(powers)} passes it from {giver} to {receiver}"
    return f"it is not known {whether}: {listed(dict.fromkeys(mends), join='or')}"


def _against(
    scheme: Scheme, power: Power, giver: Party, receiver: Party, matter: Matter
) -> tuple[Check, ...]:
    """What fails of a power by which one would pass a function to another; else what is not known.

    One thing that fails is enough.
    """
    key = ("against", (power.id, giver, receiver))
    if key not in matter.known:
        matter.known[key] = _found_against(scheme, power, giver, receiver, matter)
    known: tuple[Check, ...] = matter.known[key]
    return known


def _found_against(
    scheme: Scheme, power: Power, giver: Party, receiver: Party, matter: Matter
) -> tuple[Check, ...]:
    support, function = scheme.support, scheme.functions[matter.function]
    barred = support.of_function(power.id, function)
    if barred and barred.rule not in NOT_KNOWN:
        return (barred,)
    found = []
    for check in support.checks(power.id, giver, receiver, matter.mode):
        if not includes(check.days, matter.day):
            if check.rule not in NOT_KNOWN:
                return (check,)
            found.append(check)
    return (*found, barred) if barred else tuple(found)


def would_pass(scheme: Scheme, giver: Party, receiver: Party, matter: Matter) -> str:
    """What would pass it from one to another, as the mend of a reason."""
    powers = powers_that_pass(scheme, giver, receiver, matter)
    if powers:
        return f"{giver} could pass it on by {powers_in_words(powers)}"
    none = f"no power that this program knows of passes it from {giver} to {receiver}"
    return perhaps_pass(scheme, giver, receiver, matter) or none


def powers_in_words(powers: list[Power]) -> str:
    """Powers by their names, each with its id and provision: any of them would do."""
    return listed([f"'{one.title}' [{one.id}] ({one.source})" for one in powers], join="or")


def givers_in_words(power: Power) -> str:
    """Who passes functions on by a power, in half a sentence."""
    if power.of_forums:
        return f"a {listed(power.of_forums, _MOST_KINDS, 'or')} passes functions on"
    return f"bodies of these kinds pass functions on: {listed(power.given_by, _MOST_KINDS, 'or')}"


def receivers_in_words(power: Power, giver: Party, receiver: Party) -> str:
    """To whom a power passes functions of a giver's body: of a receiver's own kind, if to any."""
    kind = giver.body.kind if giver.body else ""
    fitting = [one for one in power.given_to if not one.given_by or kind in one.given_by]
    alike = [one for one in fitting if one.kind == receiver.actor.kind]
    told = (_receiver(one, receiver.role) for one in alike or fitting)
    return listed(list(dict.fromkeys(told)), join="or")


def _receiver(to: Receiver, role: str) -> str:
    """To whom a power passes functions, beside what it leaves out of a receiver's role."""
    kinds = f" ({listed(to.body_kinds, _MOST_KINDS, 'or')})" if to.body_kinds else ""
    if to.kind == "body":
        return f"another body{kinds}"
    if to.kind == "officers":
        return "its own officers" if to.whose == "own" else f"officers of another body{kinds}"
    if to.kind == "post":
        employed = " whose holder it employs" if to.employed else ""
        none = f" that is none of {listed(to.not_roles)}" if role in to.not_roles else ""
        whose = f"its own{employed}" if to.whose == "own" else f"another{kinds}"
        return f"a post of {whose}{none}"
    forums = listed(to.forum_kinds, _MOST_KINDS, "or") or "forum"
    whose = {"own": "of its own", "shared": f"that it shares{kinds}"}.get(to.whose, "of another")
    forms = listed([f"'{one}'" for one in to.forms], join="or")
    among = f", place partnerships of the form {forms} among them" if forms else ""
    return f"a {forums} {whose}{among}"
