"""The page for people, opened in a real browser where there is one: what it shows, what it does, that it asks no one."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotations.model import Label
from reader.desk import Desk
from reader.documents.model import Document
from reader.exports import FORMATS, export
from reader.text.paragraphs import split_paragraphs
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from tests.exports.hard import TEXTS, fill
from tests.hostile.texts import MARK_UP
from tests.hostile.texts import TEXTS as HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.model import Annotation

# The passages that each annotation's marks show together, in a script, in the order of the page.
_MARKED = """
return [...document.querySelectorAll('article')].map(article => {
    const texts = {};
    for (const mark of article.querySelectorAll(`p .${arguments[0]} mark`))
        texts[mark.dataset.a] = (texts[mark.dataset.a] || '') + mark.textContent;
    return texts;
});
"""
# What is to be seen of each paragraph: innerText would leave out what has not been scrolled to.
_SHOWN = """
return [...document.querySelectorAll('article p')].map(p =>
    [...p.children].filter(span => getComputedStyle(span).display !== 'none').map(span => span.textContent).join(''));
"""
# What acts, or fetches, or takes one elsewhere; by kind, how many there are. Links within the page are its own.
_ELEMENTS = """
const found = {};
const kinds = 'script, style, link, img, svg, iframe, object, embed, form, base, a:not([href^="#"]), meta[http-equiv=refresh]';
const count = name => found[name] = (found[name] || 0) + 1;
for (const one of document.querySelectorAll(kinds))
    if (!(one.localName === 'link' && one.href.startsWith('data:'))) count(one.localName);
for (const one of document.querySelectorAll('*'))
    for (const attribute of one.attributes)
        if (attribute.name.startsWith('on')) count(attribute.name);
return found;
"""


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> tuple[Path, list[Annotation]]:
    annotations = fill(desk)
    path = tmp_path / "页 面.html"
    export(desk.library, FORMATS["html"], path)
    return path, annotations


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    program = shutil.which("chromedriver")
    if chromium is None or program is None:
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1000,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(program))
    yield started
    started.quit()


@pytest.fixture
def browser(driver: Any, page: tuple[Path, list[Annotation]]) -> Any:
    driver.get("about:blank")
    for log in ("performance", "browser"):
        driver.get_log(log)
    driver.get(page[0].as_uri())
    return driver


def paragraphs() -> list[str]:
    """What is seen of the texts; a browser shows some control characters otherwise, so that text is left out."""
    return [
        p.span.slice(text) for name, text in sorted(TEXTS.items()) if "odd" not in name for p in split_paragraphs(text)
    ]


def odd(shown: list[str]) -> list[str]:
    return [line for line in shown if "己" not in line and "丁" not in line]


def test_the_toggle_shows_each_script_and_every_mark_stays_on_its_words(
    browser: Any, page: tuple[Path, list[Annotation]]
) -> None:
    original = paragraphs()
    assert odd(browser.execute_script(_SHOWN)) == original
    for key, script in (("s", Script.SIMPLIFIED), ("t", Script.TRADITIONAL)):
        browser.find_element("css selector", f"#scripts [data-script={key}]").click()
        shown = "".join(odd(browser.execute_script(_SHOWN)))
        assert "计程车" in shown if script is Script.SIMPLIFIED else "里程碑" in shown
        assert shown == "".join(shown_in(line, script) for line in original)
    browser.find_element("css selector", "#scripts [data-script=o]").click()
    assert odd(browser.execute_script(_SHOWN)) == original


def shown_in(line: str, script: Script) -> str:
    """A line in a script; each of the texts is in one script, so that the other one is what is converted to."""
    traditional = "網際" in line or "社區" in line
    source = Script.TRADITIONAL if traditional else Script.SIMPLIFIED
    return line if source is script else convert(line, script, source=source).view


def test_the_marks_hold_the_words_of_their_annotations(browser: Any, page: tuple[Path, list[Annotation]]) -> None:
    wanted = ["".join(one.quote.split()) for one in page[1]]
    found = [
        "".join(texts[key].split()) for texts in browser.execute_script(_MARKED, "o") for key in sorted(texts, key=int)
    ]
    assert found == wanted


def test_nothing_is_asked_for_and_nothing_is_refused(browser: Any, page: tuple[Path, list[Annotation]]) -> None:
    asked = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    assert [url for url in asked if not url.startswith("data:")] == [page[0].as_uri()]
    assert browser.get_log("browser") == []  # no script failed, and the page's own policy let all of it run
    assert browser.execute_script("return document.querySelectorAll('script, style').length") == 2
    assert "<script>alert(1)</script>" in browser.find_element("css selector", "body").get_attribute("textContent")


def test_filters_leave_what_was_asked_for(browser: Any, page: tuple[Path, list[Annotation]]) -> None:
    def shown() -> int:
        return int(browser.find_element("id", "shown").text)

    def click(selector: str) -> None:
        browser.find_element("css selector", selector).click()

    labels = {one.label for one in page[1]}
    assert shown() == len(page[1])
    click("button[data-status=suggested]")
    assert shown() == sum(one.status.value != "suggested" for one in page[1])
    click("button[data-status=suggested]")
    click("button[data-label='1']")
    assert shown() == sum(one.label != "program" for one in page[1])
    assert browser.execute_script("return getComputedStyle(document.querySelector('mark.off')).backgroundColor") == (
        "rgba(0, 0, 0, 0)"
    )
    click("button[data-label='1']")
    click("#only")
    visible = "return [...document.querySelectorAll('article p[id]:not(.hidden)')].every(p => p.querySelector('mark'))"
    assert browser.execute_script(visible)
    click("#only")
    browser.find_element("id", "query").send_keys("暖心")
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10).until(lambda _: shown() == 1)
    assert len(labels) == 4


def test_the_page_prints_and_is_drawn(browser: Any, tmp_path: Path) -> None:
    browser.find_element("id", "dark").click()
    assert browser.execute_script("return document.documentElement.dataset.theme") == "dark"
    picture = tmp_path / "page.png"
    assert browser.save_screenshot(str(picture))
    assert picture.stat().st_size > 10_000
    assert browser.print_page().startswith("JVBER")  # %PDF


def test_the_page_is_text_alone(page: tuple[Path, list[Annotation]]) -> None:
    html = page[0].read_text("utf-8")
    assert "<script>alert(1)" not in html
    assert "<b>&amp;</b>" not in html
    assert "default-src 'none'" in html
    assert not [part for part in ("http://", "https://", "url(", "@import", "src=") if part in html]


def test_texts_and_names_that_mean_harm_stay_words(driver: Any, desk: Desk, tmp_path: Path) -> None:
    """All of them in a text; each piece of mark-up as name, title, author, label, note and annotator: nothing runs."""
    library = desk.library
    with library.transaction():
        everything = Document("all", "\n".join(one.text for one in HOSTILE), digest="all")
        library.documents.add(everything, desk.now())
        for number, text in enumerate(MARK_UP):
            facts = dict.fromkeys(("title", "author", "publisher", "date", "url"), text)
            document = Document(f"{number}{text}", f"{text}\n乙", f"/{text}", digest=str(number), **facts)
            entry = library.documents.add(document, desk.now()).entry
            label = Label(f"{number}{text}".replace("/", "／"), title=text, description=text)
            library.labels.add([label])
            stranger = Desk(library, text, clock=desk.now)
            stranger.set_note(stranger.annotate(entry.id, Span(0, len(text)), label.name).annotation, text)
    path = tmp_path / "page.html"
    export(desk.library, FORMATS["html"], path)
    for log in ("performance", "browser"):
        driver.get_log(log)
    driver.get(path.as_uri())
    own = driver.execute_script(_ELEMENTS)
    for key in "sto":
        driver.find_element("css selector", f"#scripts [data-script={key}]").click()
        for mark in driver.find_elements("css selector", "article mark")[:3]:
            driver.execute_script("arguments[0].click()", mark)
    assert driver.execute_script(_ELEMENTS) == own
    assert own == {"script": 1, "style": 1}
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [
        message["params"]["request"]["url"] for message in asked if message["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in urls if not url.startswith("data:")] == [path.as_uri()]
    assert driver.get_log("browser") == []
    shown = "\n".join(driver.execute_script(_SHOWN))
    assert [text for text in MARK_UP if text not in shown] == []
