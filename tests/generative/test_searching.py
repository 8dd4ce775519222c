"""Searching: compared with a plain twin, and what always holds of it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from joinedup.register.searching import Thing, search, words
from tests.generative.awkward import ids, texts

letters = st.text(st.sampled_from("aábé '-.1XY"), max_size=8)
some_things = st.lists(
    st.builds(Thing, st.just("body"), letters, letters, st.tuples(letters), letters), max_size=6
)


def plain_words(text: str) -> list[str]:
    """The words of a text of the letters above, sign by sign."""
    found = [""]
    for sign in text.lower().replace("á", "a").replace("é", "e").replace("'", ""):
        found = [*found[:-1], found[-1] + sign] if sign.isalnum() else [*found, ""]
    return [word for word in found if word]


def is_found(thing: Thing, text: str) -> bool:
    asked = plain_words(text)
    codes = ["".join(plain_words(code)) for code in (thing.id, *thing.codes)]
    known = [*codes, *plain_words(" ".join([thing.id, thing.name, *thing.codes, thing.about]))]
    whole = "".join(asked) in codes
    return bool(asked) and (
        whole or all(any(word[: len(one)] == one for word in known) for one in asked)
    )


@given(some_things, letters)
def test_what_is_found_is_what_a_plain_search_finds(known: list[Thing], text: str) -> None:
    hits = [hit.thing for hit in search(known, text)]
    expected = [thing for thing in known if is_found(thing, text)]
    assert sorted(map(repr, hits)) == sorted(map(repr, expected))
    ranks = [hit.rank for hit in search(known, text)]
    assert ranks == sorted(ranks)


@given(st.lists(st.builds(Thing, st.just("area"), ids, texts), min_size=1), st.data())
def test_a_thing_is_found_by_its_name_in_any_order_and_by_its_id(
    known: list[Thing], data: st.DataObject
) -> None:
    thing = data.draw(st.sampled_from(known))
    assert thing in [hit.thing for hit in search(known, thing.id)]
    own = data.draw(st.permutations(words(thing.name)))
    hits = [hit.thing for hit in search(known, " ".join(own).upper())]
    assert (thing in hits) is bool(own)


@given(st.text(max_size=30))
def test_words_are_the_same_whatever_the_form_of_unicode(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))
    assert words(" ".join(words(text))) == words(text)
