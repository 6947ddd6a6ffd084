"""check.py CHROMIUM ONE MANY HOSTILE LARGE: reports of one article, of several, of hostile text, of a large article. TAP."""
import sys
import time

from browser import Browser

chromium, one, many, hostile, large = sys.argv[1:6]
count = failed = 0


def promise(good, name, *why):
    global count, failed
    count += 1
    failed += not good
    for item in why if not good else []:
        print("#", str(item)[:300])
    print("ok" if good else "not ok", count, "- report/" + name)


browser = Browser(chromium)
try:
    browser.resize(1280)
    browser.open(one)
    promise(browser.requests == ["file://" + one], "asks nobody for anything", browser.requests)
    promise(not browser.problems, "its style and script run under their own policy", browser.problems)
    shown = "document.querySelectorAll('.claim:not([hidden])').length"
    total = browser.run(shown)
    promise(total > 5, "shows the claims", total)

    browser.run("const s = document.querySelector('#bar select'); s.selectedIndex = 3; s.onchange()")
    source = browser.run("document.querySelector('#bar select').value")
    kept = browser.run("[...document.querySelectorAll('.claim:not([hidden])')].map(c => c.dataset.source)")
    promise(0 < len(kept) < total and set(kept) == {source}, "filters by source", source, kept)
    promise(browser.run("document.querySelector('#bar output').value") == f"{len(kept)} of {total} claims", "tells how many are left")
    browser.run("document.querySelector('#bar button').click()")
    promise(browser.run(shown) == total, "shows all again")
    browser.run("const c = document.querySelectorAll('#bar select')[1]; c.value = 'open'; c.onchange()")
    kept = browser.run("[...document.querySelectorAll('.claim:not([hidden])')].map(c => c.dataset.certainty)")
    promise(kept and set(kept) == {"open"}, "filters by certainty", kept)
    browser.run("document.querySelector('#bar button').click(); const n = document.querySelectorAll('#bar select')[2]; n.selectedIndex = 1; n.onchange()")
    name = browser.run("document.querySelectorAll('#bar select')[2].value")
    kept = browser.run("[...document.querySelectorAll('.claim:not([hidden])')].map(c => c.dataset.names.split('\\n').includes(" + repr(name) + "))")
    promise(kept and all(kept), "filters by name", name, kept)
    browser.run("document.querySelector('#bar button').click()")

    browser.run("scrollTo(0, 0); const l = [...document.querySelectorAll('.claim .num')].pop(); l.focus()")
    browser.press("Enter")
    time.sleep(0.5)
    place = browser.run("(() => { const a = document.activeElement, r = a.getBoundingClientRect();"
                        " return a.matches('.text .n') && r.top > 0 && r.bottom < innerHeight })()")
    promise(place, "a claim's number leads to its place, by keyboard too")
    promise(browser.run("document.querySelectorAll('.s.on').length > 0 && document.querySelectorAll('.claim.on').length == 1"),
            "and lights it up")
    browser.press("Enter")
    promise(browser.run("document.activeElement.matches('.claim .num')"), "and back")
    browser.run("document.querySelector('mark').click()")
    info = browser.run("document.getElementById('info').textContent")
    promise("rule " in info and "@" in info, "a mark tells its rule", info)
    rules = browser.run("[...document.querySelectorAll('mark')].every(m => / rule \\S+@\\d/.test(m.title)) && "
                        "[...document.querySelectorAll('.claim .rule')].every(r => /@\\d/.test(r.textContent))")
    promise(rules, "every mark and every claim does")
    browser.press("Escape")
    promise(browser.run("document.getElementById('info').textContent") == "", "Escape closes what it told")
    browser.run("document.querySelector('.names').open = true; document.querySelector('.names button').focus()")
    browser.press("Enter")
    promise(browser.run("document.activeElement.matches('mark') && document.getElementById('info').textContent.includes('1 of ')"),
            "names lead to their mentions")

    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    unnamed = [node["role"]["value"] for node in tree if not node.get("ignored") and node.get("role", {}).get("value") in
               ("button", "combobox", "searchbox", "link", "textbox") and not node.get("name", {}).get("value")]
    promise(not unnamed, "every control has a name for screen readers", unnamed)
    regions = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "region"]
    promise("Claims" in regions and "Article" in regions, "claims and article are regions", regions)

    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        weak = browser.run("""(() => {
          const rgb = s => s.match(/[\\d.]+/g).slice(0, 3).map(Number);
          const light = c => c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
          const paper = n => { for (; n; n = n.parentElement) { const b = getComputedStyle(n).backgroundColor; if (!/, 0\\)$/.test(b)) return rgb(b) } return [255, 255, 255] };
          const weak = new Set();
          for (const n of document.querySelectorAll('.claim *, .text *, .sub, summary, #bar *, .top *')) {
            if (![...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()) || n.closest('option, .vh')) continue;
            const a = light(rgb(getComputedStyle(n).color)), b = light(paper(n)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) weak.add(n.tagName + '.' + n.className + ' ' + ratio.toFixed(2));
          }
          return [...weak];
        })()""")
        promise(not weak, f"text stands out ({scheme})", weak)
    for width, phone in ((360, True), (1280, False), (2200, False)):
        browser.resize(width, 800, phone)
        wide = browser.run("document.documentElement.scrollWidth")
        promise(wide <= width, f"fits a width of {width}", wide)
    browser.call("Emulation.setEmulatedMedia", media="print")
    promise(browser.run("getComputedStyle(document.getElementById('bar')).display === 'none' && "
                        "document.querySelector('.text').getBoundingClientRect().height > 100"), "prints without controls")
    browser.call("Emulation.setEmulatedMedia", media="")

    browser.resize(1280)
    browser.requests.clear()
    browser.open(many)
    n_docs = browser.run("document.querySelectorAll('.doc').length")
    promise(browser.run("document.querySelectorAll('#index tbody tr').length") == n_docs, "an index lists every article")
    promise(browser.run("document.querySelectorAll('#index svg').length") == 2 and
            browser.run("[...document.querySelectorAll('#index svg')].every(s => s.querySelectorAll('rect').length > 3)"),
            "with charts of who is quoted and named")
    named = browser.run("(() => { const a = document.querySelector('#index svg a'); a.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));"
                        " return [a.querySelector('title').textContent, document.querySelector('#bar select').value,"
                        " document.querySelectorAll('.claim:not([hidden])').length] })()")
    promise(named[0] == named[1] and named[2] > 0, "a bar filters by what it stands for", named)
    promise(browser.requests == ["file://" + many], "the index asks nobody either", browser.requests)

    browser.requests.clear()
    browser.problems.clear()
    browser.open(hostile)
    promise(browser.run("document.title") == "Who claims what" and not browser.run("window.pwned"), "hostile text stays text")
    promise(browser.requests == ["file://" + hostile] and not browser.problems, "and loads nothing", browser.requests, browser.problems)
    promise(browser.run("document.querySelectorAll('.text img, .text script, .text svg, .text iframe, .claim img, h2 img').length") == 0,
            "and makes no elements")

    browser.call("Performance.enable", timeDomain="threadTicks")
    browser.open(large)
    browser.run("document.querySelector('#bar input').value = 'bridge'; document.querySelector('#bar input').oninput()")
    spent = {metric["name"]: metric["value"] for metric in browser.call("Performance.getMetrics")["metrics"]}["TaskDuration"]
    promise(spent < 15, "500 kB are there soon", spent)
    print(f"# {browser.run('document.querySelectorAll(`*`).length')} elements of a large article in {spent:.1f} s of CPU time")
finally:
    browser.close()
print(f"1..{count}")
sys.exit(failed > 0)
