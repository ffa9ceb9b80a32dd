/* Sets the formulas in titles and abstracts, which arXiv gives as TeX source.
 *
 * KaTeX is fetched only when the page holds a formula, and a card is set shortly before it
 * scrolls into view. The text comes from strangers: KaTeX runs without trust and within limits,
 * its output is built as nodes (never as HTML text), and what it cannot set stays as it was. */

const PLACES = ".title-link, .summary, .faq-answer .math:not(.math .math), .faq-page h1, "
    + ".title-of a";
const BLOCKS = ".faq-answer > *";    /* that may hold thousands of formulas */
const AHEAD = "1200px 0px";          /* how far outside the window a card is set */
const LONGEST = 2048;                /* characters of one formula */
const MOST = 5000;                   /* formulas of one page */

const sources = new WeakMap();       /* element -> its text before the formulas were set */
let left = MOST;
let katex = null;

/* The text of an element as it was delivered. */
export function sourceText(element) {
    return sources.get(element) ?? element.textContent;
}

/* Cuts a text into strings and { tex, display, source }. */
export function split(text) {
    const pieces = [];
    let plain = 0;                   /* where the text begins that no piece holds yet */
    let at = 0;
    while (at < text.length) {
        const formula = formulaAt(text, at);
        if (formula) {
            if (plain < at)
                pieces.push(text.slice(plain, at));
            pieces.push(formula);
            at = plain = at + formula.source.length;
        } else {
            at += text[at] === "\\" ? 2 : 1;      /* \$ and \\ are text */
        }
    }
    if (plain < text.length)
        pieces.push(text.slice(plain));
    return pieces;
}

function formulaAt(text, at) {
    if (text.startsWith("\\(", at))
        return enclosed(text, at, "\\)", false);
    if (text.startsWith("\\[", at))
        return enclosed(text, at, "\\]", true);
    if (text.startsWith("$$", at))
        return enclosed(text, at, "$$", true);
    return text[at] === "$" ? dollars(text, at) : null;
}

function enclosed(text, at, closing, display) {
    const length = text.slice(at + 2, at + 2 + LONGEST + closing.length).indexOf(closing);
    return length < 0 ? null : formula(text, at, at + 2 + length, 2, display);
}

/* $…$, unless it can be money. The next dollar sign must be a closing one, or this one is text:
 *  - no running text between the two ("$5 a day, paid in US$");
 *  - $x$: no space inside either sign, and no digit behind ("$5 and US$10");
 *  - content that can only be TeX may do all that ("$\sim$10", "$ H_0$"). */
function dollars(text, at) {
    const limit = Math.min(text.length, at + 1 + LONGEST);
    let end = at + 1;
    while (end < limit && text[end] !== "$")
        end += text[end] === "\\" ? 2 : 1;
    if (text[end] !== "$")
        return null;
    const tex = text.slice(at + 1, end);
    if (isProse(tex))
        return null;
    const plain = !/[\\^_{}=<>]/.test(tex);
    if (plain && (/^\s|\s$/.test(tex) || /\d/.test(text[end + 1] ?? "")))
        return null;
    return formula(text, at, end, 1, false);
}

function isProse(tex) {
    const words = tex.replace(/\\(text\w*|mbox|rm|it|mathrm|operatorname)\s*\{[^{}]*\}|\\[a-zA-Z]+/g, "·");
    return /[A-Za-z]{2,},? [A-Za-z]{2,},? [A-Za-z]{2,}/.test(words)
        || /^\d.* [A-Za-z]{2,} /.test(words);
}

function formula(text, at, end, width, display) {
    const tex = text.slice(at + width, end).trim();
    if (tex === "")
        return null;
    return { tex, display, source: text.slice(at, end + width) };
}

/* Sets the formulas below root as the reader comes near them. */
export function typesetLater(root) {
    const waiting = new Map();       /* what is looked out for -> what is set then */
    for (const element of root.querySelectorAll(PLACES))
        if (!sources.has(element) && hasMath(element)) {
            const block = element.closest(BLOCKS) ?? element;
            if (!waiting.has(block))
                waiting.set(block, []);
            waiting.get(block).push(element);
        }
    if (waiting.size === 0)
        return;
    const near = new IntersectionObserver(entries => {
        for (const { isIntersecting, target } of entries) {
            if (!isIntersecting)
                continue;
            near.unobserve(target);
            fetchKatex().then(() => waiting.get(target).forEach(typeset), () => near.disconnect());
        }
    }, { rootMargin: AHEAD });
    for (const block of waiting.keys())
        near.observe(block);
}

function hasMath(element) {
    return /\$|\\[([]/.test(element.textContent)
        && split(element.textContent).some(piece => typeof piece !== "string");
}

function typeset(element) {
    if (sources.has(element) || left <= 0)
        return;                      /* seen twice, having moved to another place; or enough */
    const text = element.textContent;
    const macros = {};               /* \gdef of one paper must not reach the next */
    const formulas = formulasOf(text);
    let start = 0;
    for (const node of textNodes(element)) {
        const end = start + node.data.length;
        const inside = formulas.filter(({ at, piece }) =>
            at >= start && at + piece.source.length <= end);
        setIn(node, start, inside, macros);
        start = end;
    }
    sources.set(element, text);
}

/* [{ at, piece }]: where in the text each formula begins. */
function formulasOf(text) {
    let at = 0;
    return split(text).flatMap(piece => {
        const here = { at, piece };
        at += (piece.source ?? piece).length;
        return typeof piece === "string" ? [] : [here];
    });
}

/* Words that a search has marked are elements of their own; no formula reaches into one. */
function textNodes(element) {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walk.nextNode())
        nodes.push(walk.currentNode);
    return nodes;
}

function setIn(node, start, formulas, macros) {
    if (formulas.length === 0)
        return;
    const text = node.data, nodes = [];
    let plain = 0;
    for (const { at, piece } of formulas) {
        nodes.push(text.slice(plain, at - start), set(piece, macros));
        plain = at - start + piece.source.length;
    }
    node.replaceWith(...nodes, text.slice(plain));
}

function set(piece, macros) {
    if (left-- <= 0)
        return piece.source;
    const place = document.createElement("span");
    place.className = piece.display ? "math display notranslate" : "math notranslate";
    try {
        window.katex.render(piece.tex, place, {
            displayMode: piece.display, macros, trust: false, strict: "ignore",
            throwOnError: false, errorColor: "currentColor", maxExpand: 1000, maxSize: 10,
        });
    } catch {
        return piece.source;
    }
    return place.querySelector(".katex-error") ? piece.source : place;
}

function fetchKatex() {
    katex ??= Promise.all([
        fetched("link", { rel: "stylesheet", href: beside("katex/katex.min.css") }),
        fetched("script", { src: beside("katex/katex.min.js") }),
    ]);
    return katex;
}

function beside(path) {
    return new URL(path, import.meta.url).href;
}

function fetched(name, attributes) {
    return new Promise((done, failed) => {
        const element = Object.assign(document.createElement(name), attributes);
        element.onload = done;
        element.onerror = failed;
        document.head.append(element);
    });
}
