import jinja2
import pytest

from layers.document import write_document


def page(**changes):
    told = {"title": "Plan <b>A</b>", "pages": [], "fonts": {}, "width": 420, "height": 297}
    return write_document("paper/page.html", allowed="font-src data:", **{**told, **changes})


def test_the_policy_lets_in_what_is_allowed_and_nothing_else():
    assert "content=\"default-src 'none'; font-src data:; style-src" in page()
    assert "connect-src" not in page()


def test_texts_are_shown_as_text():
    assert "<title>Plan &lt;b&gt;A&lt;/b&gt;</title>" in page()


def test_what_a_template_is_not_told_is_a_fault():
    with pytest.raises(jinja2.UndefinedError, match="fonts"):
        write_document("paper/page.html", title="", allowed="", width=1, height=1, pages=[])
