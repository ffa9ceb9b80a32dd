/* [FAQ]: shows a paper's FAQ below its card, asks for it where there is none, and follows it
 * while it is written.
 *
 * The server draws it: what is inserted here is the article of the FAQ's own page, which the
 * server has made safe. How one grows is faq_live.js. */

import { countClick } from "./clicks.js";
import { writtenText } from "./copy.js";
import { keepAnswers, rememberAnswers, Watch } from "./faq_live.js";
import { typesetLater } from "./math.js";

const LANGUAGE = "paperfeed.language";
const PATIENCE = 300;                /* milliseconds before a reader is told to wait */
const BAR = 64;                      /* pixels that the bar covers at the top of the window */

const watches = new WeakMap();       /* container -> Watch of what stands in it */
const turns = new WeakMap();         /* container -> what was asked for last: an answer to
                                        anything before it comes too late */

export function offerFaqs(root) {
    for (const link of root.querySelectorAll(".title-kimi")) {
        const container = link.closest(".paper").querySelector(".kimi-container");
        link.setAttribute("aria-expanded", "false");
        link.setAttribute("aria-controls", container.id);
        link.addEventListener("click", event => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
                return;              /* a tab of its own */
            event.preventDefault();
            toggle(container, link);
        });
    }
    for (const article of root.querySelectorAll("article.faq"))
        bringToLife(article, article.parentElement);
}

function linkOf(container) {
    return container.closest(".paper")?.querySelector(".title-kimi");
}

function toggle(container, link) {
    if (!container.hidden)
        return close(container);
    container.hidden = false;
    link.setAttribute("aria-expanded", "true");
    countClick("kimi", link.closest(".paper"));
    show(container, withLanguage(link.href, chosenLanguage()), true);
}

function close(container) {
    turns.delete(container);
    watches.get(container)?.stop();
    watches.delete(container);
    container.hidden = true;
    container.replaceChildren();
    linkOf(container).setAttribute("aria-expanded", "false");
}

/* Puts the FAQ at `url` into the container; `ask`: one that nobody has asked for yet is
 * asked for. */
async function show(container, url, ask) {
    const turn = {};
    turns.set(container, turn);
    const isDue = () => turns.get(container) === turn;
    const patience = setTimeout(() => isDue() && container.childElementCount === 0
        && say(container, "Looking for the FAQ …"), PATIENCE);
    try {
        let article = await fetchArticle(url);
        if (ask && isDue() && article.dataset.state === "none" && article.dataset.ask)
            article = await askFor(article.dataset.ask, url);
        if (isDue())
            put(container, article);
    } catch (problem) {
        if (problem.status === 400)
            chooseLanguage("");      /* it may be one that is no longer offered */
        if (isDue())
            say(container, problem.message,
                () => show(container, withLanguage(url, chosenLanguage()), ask));
    } finally {
        clearTimeout(patience);
    }
}

/* ---- what the server is asked ---- */

async function asked(url, options) {
    try {
        return await fetch(url, options);
    } catch {
        throw new Error("The server cannot be reached.");
    }
}

function refusal(status, texts) {
    const text = texts.map(part => part?.trim()).filter(Boolean).join(" ");
    return Object.assign(new Error(text || `The server answered ${status}.`), { status });
}

async function fetchArticle(url) {
    const answer = await asked(url, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const article = page.querySelector("main > article.faq");
    if (article)
        return document.importNode(article, true);
    const told = page.querySelectorAll("main > .what, main > .what + p, main > .notice");
    throw refusal(answer.status, [...told].map(element => element.textContent));
}

async function askFor(api, url) {
    const answer = await asked(api, { method: "POST" });
    if (answer.ok)
        return fetchArticle(url);
    const told = await answer.json().catch(() => null);
    throw refusal(answer.status, [told?.error?.message, told?.error?.advice]);
}

/* ---- an article in its place ---- */

function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
}

function say(container, text, again) {
    const note = element("p", { className: "faq-said", role: "status", textContent: text });
    if (again) {
        const button = element("button", { type: "button", textContent: "Try again" });
        button.addEventListener("click", again);
        note.append(" ", button);
    }
    container.replaceChildren(note);
}

/* A problem with what stands there, which stays. */
function complain(article, text) {
    article.querySelector(".faq-note.problem")?.remove();
    const note = element("p", { className: "faq-note problem", role: "alert", textContent: text });
    article.querySelector("header").after(note);
}

function put(container, article) {
    watches.get(container)?.stop();
    watches.delete(container);
    container.replaceChildren(article);
    bringToLife(article, container);
}

/* What is being read stays where it is, whatever comes or goes above it. */
function replace(article, fresh, container) {
    const read = [...article.querySelectorAll(":scope > section")]
        .find(place => place.getBoundingClientRect().bottom > BAR);
    const top = read?.getBoundingClientRect().top;
    keepAnswers(article, fresh);
    article.replaceWith(fresh);
    bringToLife(fresh, container);
    const same = read && fresh.querySelector(`:scope > [data-number="${read.dataset.number}"]`);
    if (same && top < innerHeight)
        scrollBy({ top: same.getBoundingClientRect().top - top, behavior: "instant" });
}

function bringToLife(article, container) {
    const { state, events, page } = article.dataset;
    const inList = container.classList.contains("kimi-container");
    rememberAnswers(article);
    typesetLater(article);
    offerLanguages(article, inList ? url => show(container, url, false) : null);
    offerAsking(article, container);
    offerMarkdown(article);
    if (inList && article.querySelector("footer"))
        offerClosing(article, container);
    if (inList && (state === "done" || state === "truncated"))
        linkOf(container).classList.add("ready");
    if (!events || watches.get(container)?.article)
        return;
    watches.set(container, new Watch(article, async stale => {
        const fresh = await fetchArticle(page);
        if (stale.isConnected)
            replace(stale, fresh, container);
        return fresh;
    }));
}

function offerLanguages(article, go) {
    for (const link of article.querySelectorAll("a[data-language]"))
        link.addEventListener("click", event => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
                return;
            chooseLanguage(link.dataset.language);
            if (!go)
                return;
            event.preventDefault();
            go(link.href);
        });
}

function offerAsking(article, container) {
    const form = article.querySelector("form[data-ask]");
    form?.addEventListener("submit", async event => {
        event.preventDefault();
        const button = form.querySelector("button");
        button.disabled = true;
        try {
            const fresh = await askFor(form.dataset.ask, article.dataset.page);
            if (article.isConnected)
                replace(article, fresh, container);
        } catch (problem) {
            complain(article, problem.message);
        }
        button.disabled = false;
    });
}

function offerClosing(article, container) {
    const button = element("button", { type: "button", textContent: "Close" });
    button.addEventListener("click", () => {
        close(container);
        linkOf(container).focus();
    });
    article.querySelector(".faq-acts").append(button);
}

/* ---- what the reader may take along ---- */

function offerMarkdown(article) {
    const button = article.querySelector("button[data-copy]");
    if (!button)
        return;
    button.hidden = false;
    button.addEventListener("click", async () => {
        const faq = await fetch(button.dataset.copy).then(answer => answer.json()).catch(() => null);
        const text = (faq?.answers ?? [])
            .map(({ question, markdown }) => `## ${question}\n\n${markdown}\n`).join("\n");
        const done = text !== "" && await writtenText(text);
        button.textContent = done ? "Copied" : "Not copied";
        setTimeout(() => { button.textContent = "Copy as Markdown"; }, 2000);
    });
}

/* ---- language ---- */

function chosenLanguage() {
    try {
        return localStorage.getItem(LANGUAGE);
    } catch {
        return null;
    }
}

function chooseLanguage(language) {
    try {
        localStorage.setItem(LANGUAGE, language);
    } catch { /* private mode: asked again next time */ }
}

function withLanguage(href, language) {
    const url = new URL(href);
    if (language)
        url.searchParams.set("lang", language);
    else
        url.searchParams.delete("lang");
    return url.href;
}
