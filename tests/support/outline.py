"""What a browser would make of a page, as far as the standard library can tell: its elements and their order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


@dataclass
class Element:
    """One element with what is in it."""

    tag: str
    attributes: dict
    children: list = field(default_factory=list)

    @property
    def text(self):
        """All its text, in order."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self):
        """It and everything in it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags):
        """Every element of these kinds."""
        return [one for one in self.walk() if one.tag in tags]

    def of_class(self, name):
        """Every element of a class."""
        return [one for one in self.walk() if name in one.attributes.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert tag == self.open.pop().tag

    def handle_data(self, data):
        self.open[-1].children.append(data)


def outline(text):
    """The elements of a page; every one that is opened must be closed, and in order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert [reader.root] == reader.open
    return reader.root


def one_line(text):
    """Text without its line breaks and runs of spaces."""
    return " ".join(text.split())
