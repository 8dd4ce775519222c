"""A chain of very many steps is told by its first and last, and goes in only so far."""

import pytest

from joinedup.authority.prove import prove
from joinedup.authority.who_can import First
from joinedup.authority.wording import Words
from joinedup.cli.answering import Teller
from joinedup.register.schema import Post
from joinedup.values.explained import Explained
from tests.unit.authority.small import BODIES, LAW, act, passed, post, register, scheme


@pytest.mark.parametrize(("many", "told"), [(15, ""), (30, "… 11 steps (see --json)")])
def test_a_long_chain_is_told_by_its_ends(
    many: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = tuple(Post(id=f"p{one}", name=f"Post {one}", body="east") for one in range(many))
    names = ["east", *(one.id for one in posts)]
    given = [
        passed(f"d{one}", *pair, functions=("licences",), area="p1", power="council-scheme")
        for one, pair in enumerate(zip(names, names[1:], strict=False))
    ]
    answer = prove(
        scheme(*given, posts=posts, bodies=BODIES), post(f"p{many - 1}"), act("licences")
    )
    assert isinstance(answer, Explained)
    assert len(answer.value.chains[0].steps) == many + 1
    words = Words(register(*given, posts=posts), LAW)
    Teller(words, {}, {}).yes(answer, First())
    text = capsys.readouterr().out
    assert text.startswith("Yes, if somebody holds each post on the way to it: ")
    assert (told in text) and ("steps (see" in text) == bool(told)
    assert f"Post {many - 1}" in text
    assert max(len(line) - len(line.lstrip()) for line in text.splitlines()) <= 30
