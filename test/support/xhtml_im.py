"""What is wrong with XHTML-IM that a client sent, by XEP-0071: judged by the tables of the spec alone, so that no code
of ours judges itself."""

import re

XHTML = "{http://www.w3.org/1999/xhtml}"
WRAPPER = "{http://jabber.org/protocol/xhtml-im}html"
PLAIN = "{jabber:client}body"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

STYLE = {"style"}
# section 7.8
ATTRIBUTES = {
    "a": {"href", "style", "type"},
    "blockquote": STYLE,
    "br": set(),
    "cite": STYLE,
    "em": set(),
    "img": {"alt", "height", "src", "style", "width"},
    "li": STYLE,
    "ol": STYLE,
    "p": STYLE,
    "span": STYLE,
    "strong": set(),
    "ul": STYLE,
}
# section 7.7.2
REQUIRED = {"a": {"href"}, "img": {"alt", "src"}}
# section 7.6.1
PROPERTIES = set(
    "background-color color font-family font-size font-style font-weight margin-left margin-right text-align "
    "text-decoration".split()
)
# section 14.3; as in the examples of section 9, a body and a quote may hold words without a paragraph
BLOCKS = {"blockquote", "ol", "p", "ul"}
INLINE = set(ATTRIBUTES) - BLOCKS - {"li"}
FLOW = BLOCKS | INLINE
CONTENT = {"body": FLOW, "blockquote": FLOW, "li": FLOW, "ol": {"li"}, "ul": {"li"}, "br": set(), "img": set()}
CONTENT["a"] = INLINE - {"a"}


def problems(message):
    """One sentence for each; none where all is as it should be."""
    found = []
    wrappers = message.findall(WRAPPER)
    if len(wrappers) != 1 or len(list(message.iter(WRAPPER))) != 1:
        return ["not one html element in the message itself"]
    if any(child.tag != XHTML + "body" for child in wrappers[0]):
        found.append("something beside the bodies")
    default = message.get(LANG, "")
    plain = by_language(message.findall(PLAIN), default, found)
    formatted = by_language(wrappers[0].findall(XHTML + "body"), default, found)
    if set(plain) != set(formatted):
        found.append(f"plain in {sorted(plain)}, formatted in {sorted(formatted)}")
    for language, body in formatted.items():
        check(body, "body", STYLE | {LANG}, found)
        if language in plain and words_of(body) != plain_words(plain[language].text or "", body):
            found.append("the plain body has other words")
    return found


def by_language(bodies, default, found):
    languages = [body.get(LANG, default) for body in bodies]
    if len(set(languages)) != len(languages):
        found.append("two bodies in one language")
    return dict(zip(languages, bodies))


def check(element, name, attributes, found):
    found += [f"{name} with {each}" for each in sorted(set(element.attrib) - attributes)]
    found += [f"{name} without {each}" for each in sorted(REQUIRED.get(name, set()) - set(element.attrib))]
    found += [f"style {each!r}" for each in element.get("style", "").split(";") if not is_recommended(each)]
    texts = [element.text, *(child.tail for child in element)]
    if CONTENT.get(name) in ({"li"}, set()) and any((text or "").strip() for text in texts):
        found.append(f"words in {name}")
    if any("\n" in (text or "") for text in texts):
        found.append(f"a line that is not broken by br in {name}")
    for child in element:
        inner = child.tag.removeprefix(XHTML)
        if inner not in CONTENT.get(name, INLINE):
            found.append(f"{inner} in {name}")
        check(child, inner, ATTRIBUTES.get(inner, set()), found)


def is_recommended(declaration):
    name, _, value = declaration.partition(":")
    return not declaration.strip() or (name.strip() in PROPERTIES and value.strip() != "")


def words_of(body):
    """Those of an element that begins a line are no part of the word before it."""
    text = []

    def collect(element):
        is_line = element.tag.removeprefix(XHTML) not in INLINE - {"br", "img"}
        text.append((" " if is_line else "") + (element.text or "") + element.get("alt", ""))
        for child in element:
            collect(child)
            text.append(child.tail or "")
        text.append(" " if is_line else "")

    collect(body)
    return re.findall(r"\w+", "".join(text))


def plain_words(text, body):
    """Without what a plain version has for markup: addresses of links, numbers of lists."""
    for link in body.iter(XHTML + "a"):
        text = text.replace(f"({link.get('href')})", "")
    if body.find(f".//{XHTML}ol") is not None:
        text = re.sub(r"^\W*\d+\.", "", text, flags=re.MULTILINE)
    return re.findall(r"\w+", text)
