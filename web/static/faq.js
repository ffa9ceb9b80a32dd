/* [FAQ]: shows a paper's FAQ below its card, asks for it where there is none, and follows it
 * while it is written.
 *
 * The server draws it: what is inserted here is the article of the FAQ's own page, and the
 * answers' HTML, which the server has made safe. Text on its way is shown as text. The stream
 * goes on by itself after a lost connection, and begins anew after a restart of the server. */

import { countClick } from "./clicks.js";
import { writtenText } from "./copy.js";
import { typesetLater } from "./math.js";

const LANGUAGE = "paperfeed.language";
const open = new WeakMap();          /* container -> EventSource or null */

export function offerFaqs(root) {
    for (const link of root.querySelectorAll(".title-kimi"))
        link.addEventListener("click", event => {
            if (event.metaKey || event.ctrlKey || event.shiftKey)
                return;              /* a tab of its own */
            event.preventDefault();
            toggle(link.closest(".paper"), link);
        });
    for (const article of root.querySelectorAll("article.faq"))
        bringToLife(article, article.parentElement);
}

function toggle(card, link) {
    const container = card.querySelector(".kimi-container");
    if (!container.hidden) {
        close(container);
        link.setAttribute("aria-expanded", "false");
        return;
    }
    container.hidden = false;
    link.setAttribute("aria-expanded", "true");
    countClick("kimi", card);
    show(container, withLanguage(link.href, chosenLanguage()), true);
}

function close(container) {
    open.get(container)?.close();
    open.delete(container);
    container.hidden = true;
    container.replaceChildren();
}

/* Fetches the FAQ's page and puts its article in; `ask`: a FAQ that nobody has asked for yet
 * is asked for. */
async function show(container, url, ask) {
    if (container.childElementCount === 0)
        say(container, "Looking for the FAQ …");
    try {
        let article = await fetchArticle(url);
        if (ask && article.dataset.state === "none" && article.dataset.ask)
            article = await askFor(article.dataset.ask, url);
        put(container, article);
    } catch (problem) {
        chooseLanguage("");          /* it may be one that is no longer offered */
        say(container, problem.message, () => show(container, withLanguage(url, ""), ask));
    }
}

async function fetchArticle(url) {
    const page = await fetchPage(url);
    const article = page.querySelector("article.faq");
    if (!article)
        throw new Error(page.querySelector("main .what, main p")?.textContent.trim()
                        || "The server gave no FAQ.");
    return document.importNode(article, true);
}

async function fetchPage(url) {
    let answer;
    try {
        answer = await fetch(url, { headers: { accept: "text/html" } });
    } catch {
        throw new Error("The server cannot be reached.");
    }
    return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function askFor(api, url) {
    let answer;
    try {
        answer = await fetch(api, { method: "POST" });
    } catch {
        throw new Error("The server cannot be reached.");
    }
    if (!answer.ok) {
        const told = await answer.json().catch(() => null);
        const { message, advice } = told?.error ?? {};
        throw new Error([message, advice].filter(Boolean).join(" ") || `The server answered ${answer.status}.`);
    }
    return fetchArticle(url);
}

function say(container, text, again) {
    const note = Object.assign(document.createElement("p"), { className: "faq-said", textContent: text });
    note.setAttribute("role", "status");
    if (again) {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
        button.addEventListener("click", again);
        note.append(" ", button);
    }
    container.replaceChildren(note);
}

function put(container, article) {
    if (container.hidden)
        return;                      /* closed meanwhile */
    container.replaceChildren(article);
    bringToLife(article, container);
}

function bringToLife(article, container) {
    typesetLater(article);
    for (const link of article.querySelectorAll("a[data-language]"))
        link.addEventListener("click", event => {
            if (container.classList.contains("kimi-container")) {
                event.preventDefault();
                show(container, link.href, false);
            }
            chooseLanguage(link.dataset.language);
        });
    for (const form of article.querySelectorAll("form[data-ask]"))
        form.addEventListener("submit", event => {
            event.preventDefault();
            askFor(form.dataset.ask, article.dataset.page)
                .then(fresh => replace(article, fresh, container),
                      problem => complain(article, problem.message));
        });
    offerMarkdown(article);
    if (article.dataset.events)
        follow(article, container);
}

function replace(article, fresh, container) {
    open.get(container)?.close();
    open.delete(container);
    article.replaceWith(fresh);
    bringToLife(fresh, container);
}

/* ---- while it is written ---- */

function follow(article, container) {
    open.get(container)?.close();
    const events = new EventSource(article.dataset.events);
    const on = (name, act) => events.addEventListener(name, event => act(JSON.parse(event.data)));
    open.set(container, events);
    on("state", told => tellState(article, told));
    on("question", told => begin(section(article, told.number), told.question));
    on("piece", told => write(section(article, told.number), told.text));
    on("answer", told => settle(section(article, told.number), told));
    on("done", () => finish(article, container, events));
    events.onerror = () => {
        if (events.readyState === EventSource.CLOSED)
            finish(article, container, events);
    };
}

async function finish(article, container, events) {
    events.close();
    if (!article.isConnected)
        return;
    try {
        replace(article, await fetchArticle(article.dataset.page), container);
    } catch (problem) {
        complain(article, problem.message);
    }
}

function section(article, number) {
    return article.querySelector(`section[data-number="${Number(number)}"]`);
}

function tellState(article, { state, position, progress, reason }) {
    const bar = article.querySelector(".faq-state progress");
    const words = article.querySelector(".faq-state .words");
    if (bar && progress !== null && progress >= bar.value)
        bar.value = progress;
    if (words && state === "queued")
        words.textContent = (position > 1 ? `Number ${position} in the queue` : "Next in the queue")
            + (reason ? `: ${reason}` : "");
    else if (words && state === "running")
        words.textContent = "Being written";
}

function begin(place, question) {
    if (!place)
        return;
    const heading = place.querySelector("h3");
    if (heading)
        heading.textContent = question;
    place.className = "writing";
    place.querySelector(".faq-answer").replaceChildren(
        Object.assign(document.createElement("p"), { className: "begun" }));
    advance(place);
}

function write(place, text) {
    const begun = place?.querySelector(".begun");
    if (begun)
        begun.append(text);
}

function settle(place, { html }) {
    if (!place)
        return;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    place.className = "done";
    place.querySelector(".faq-answer").replaceChildren(...parsed.body.childNodes);
    typesetLater(place);
    advance(place);
}

/* The bar moves with the answers; what comes between two is the server's guess. */
function advance(place) {
    const article = place.closest("article");
    const bar = article.querySelector(".faq-state progress");
    const all = article.querySelectorAll("section[data-number]").length;
    const done = article.querySelectorAll("section.done").length;
    if (bar && all > 0)
        bar.value = Math.max(bar.value, done / all);
}

function complain(article, text) {
    const words = article.querySelector(".faq-state .words") ?? article.querySelector("header");
    words.textContent = text;
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
