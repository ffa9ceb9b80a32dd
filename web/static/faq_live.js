/* A FAQ while it is written: follows the server's events and draws them into the article.
 *
 * Text on its way is shown as text; an answer that is whole comes as HTML which the server has
 * made safe. A stream tells everything from the beginning (after a restart of the server, to
 * one who comes late, in a tab that was out of sight), so whatever stands there already is
 * left in peace: nothing is written twice, nothing jumps.
 *
 * A browser gives a site six connections in all: only a few streams are open at a time, none
 * in a tab out of sight, and what gets none asks again every few seconds. */

import { typesetLater } from "./math.js";

const STREAMS = 3;
const AGAIN = 2000;                  /* milliseconds, doubled with each vain try */
const AGAIN_MOST = 30000;
const LOST = 4000;                   /* how long a connection is away before it is said */

const watching = new Set();
const sources = new WeakMap();       /* an answer's element -> its HTML before its formulas
                                        were set */
const behind = new WeakMap();        /* an unfinished answer's element -> how much of its
                                        text has been told by this stream */

document.addEventListener("visibilitychange", () => {
    for (const watch of watching)
        if (document.hidden)
            watch.rest();
        else
            watch.start();
});

export class Watch {
    /* `refresh` puts the server's article in the place of the one given, and gives it. */
    constructor(article, refresh) {
        this.refresh = refresh;
        this.tries = 0;
        watching.add(this);
        this.#take(article);
        this.start();
    }

    stop() {
        this.rest();
        watching.delete(this);
        this.article = null;
    }

    /* Lets go of the stream until start. */
    rest() {
        this.events?.close();
        this.events = null;
        clearTimeout(this.timer);
        clearTimeout(this.lost);
        this.lost = null;
    }

    start() {
        this.rest();
        if (document.hidden)
            return;
        if ([...watching].filter(watch => watch.events).length >= STREAMS) {
            this.#later(AGAIN * 2);
            return;
        }
        this.events = new EventSource(this.article.dataset.events);
        for (const [name, draw] of Object.entries(drawing))
            this.events.addEventListener(name, event => this.#told(draw, JSON.parse(event.data)));
        this.events.addEventListener("done", () => this.#renew(true));
        this.events.onopen = () => this.#found();
        this.events.onerror = () => this.#broken();
    }

    #told(draw, what) {
        if (draw !== drawing.state)
            this.tries = 0;
        draw(this.article, what);
    }

    /* The browser connects again by itself, unless the server has refused. */
    #broken() {
        this.lost ??= setTimeout(() => {
            this.before ??= wordsOf(this.article)?.textContent;
            tell(this.article, "The connection was lost; trying again …");
        }, LOST);
        if (this.events.readyState === EventSource.CLOSED)
            this.#later(AGAIN * 2 ** this.tries++);
    }

    #found() {
        clearTimeout(this.lost);
        this.lost = null;
        if (this.before)
            wordsOf(this.article).textContent = this.before;
        this.before = null;
    }

    #later(wait) {
        this.events = null;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.#renew(false), Math.min(wait, AGAIN_MOST));
    }

    /* The article as the server draws it now; if it still grows, the watch goes on. */
    async #renew(ended) {
        const article = this.article;
        this.rest();
        let fresh;
        try {
            fresh = await this.refresh(article);
        } catch (problem) {
            if (this.article !== article)
                return;              /* closed meanwhile */
            tell(article, problem.message);
            this.#later(AGAIN * 2 ** this.tries++);
            return;
        }
        if (this.article !== article)
            return;
        this.#take(fresh);
        if (!fresh.dataset.events)
            this.stop();
        else if (ended)
            this.#later(AGAIN * 2 ** this.tries++);
        else
            this.start();
    }

    #take(article) {
        this.article = article;
        this.before = null;
        wordsOf(article)?.setAttribute("role", "status");
    }
}

/* Before formulas are set in it, so that keepAnswers can tell what is the same. */
export function rememberAnswers(article) {
    for (const answer of article.querySelectorAll(".done > .faq-answer"))
        if (!sources.has(answer))
            sources.set(answer, answer.innerHTML);
}

/* Answers that `fresh` has in common with `article` move into it, formulas set. */
export function keepAnswers(article, fresh) {
    for (const answer of fresh.querySelectorAll(".done > .faq-answer")) {
        const old = section(article, answer.parentElement.dataset.number)
            ?.querySelector(".faq-answer");
        if (old && sources.get(old) === answer.innerHTML)
            answer.replaceWith(old);
    }
}

/* ---- what the events draw ---- */

const drawing = {
    state(article, { state, position, progress, reason }) {
        move(article, progress);
        if (state === "queued")
            tell(article, queuedWords(position) + (reason ? `: ${reason}` : ""));
        else if (state === "running")
            tell(article, "Being written");
    },

    question(article, { number, question }) {
        const place = growing(article, number);
        if (!place && !isFinished(article))
            return;                  /* told once more */
        const all = sections(article).length;
        tell(article, "Being written: question "
             + (number <= all ? `${number} of ${all}` : String(number)));
        if (!place)
            return;
        place.querySelector("h3").textContent = question;
        const old = place.querySelector(".begun");
        const begun = old ?? paragraph("begun");
        /* What stands there is told once more, or it is written anew: its text says which. */
        behind.set(begun, { text: begun.textContent, told: 0 });
        if (!old)
            place.querySelector(".faq-answer").replaceChildren(begun);
        place.className = "writing";
        place.hidden = false;
    },

    piece(article, { number, text }) {
        const begun = growing(article, number)?.querySelector(".begun");
        const shown = begun && behind.get(begun);
        if (shown && shown.text.startsWith(text, shown.told)) {
            shown.told += text.length;
        } else if (shown && shown.told < shown.text.length) {
            begun.textContent = shown.text.slice(0, shown.told) + text;
            behind.delete(begun);
        } else if (begun) {
            begun.append(text);
            behind.delete(begun);
        }
    },

    answer(article, { number, html, truncated }) {
        const place = growing(article, number);
        if (place && html !== null) {
            settle(place.querySelector(".faq-answer"), html);
            place.className = "done";
            place.hidden = false;
            if (truncated)
                place.append(paragraph("cut", "This answer was cut short."));
        }
        move(article, number / sections(article).length);
    },
};

function settle(answer, html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    answer.replaceChildren(...parsed.body.childNodes);
    sources.set(answer, answer.innerHTML);
    typesetLater(answer);
}

function sections(article) {
    return article.querySelectorAll(":scope > section[data-number]");
}

function section(article, number) {
    return article.querySelector(`:scope > section[data-number="${Number(number)}"]`);
}

/* The place of an answer that is not there yet. Beside a finished FAQ, while its renewal is
 * written, there is none: it stays readable. */
function growing(article, number) {
    const place = section(article, number);
    return place?.classList.contains("done") ? null : place;
}

function isFinished(article) {
    return article.dataset.state === "done" || article.dataset.state === "truncated";
}

function paragraph(className, textContent = "") {
    return Object.assign(document.createElement("p"), { className, textContent });
}

function queuedWords(position) {
    if (position === 1)
        return "Next in the queue";
    return position > 1 ? `Number ${position.toLocaleString("en")} in the queue` : "In the queue";
}

/* Where the state is told: in the head, or beside a finished FAQ in the note of its renewal. */
function wordsOf(article) {
    return article.querySelector(":scope > .faq-note.renewal > .words, :scope > header > .words");
}

/* Screen readers say what changes here, so only a change is written. */
function tell(article, text) {
    const words = wordsOf(article);
    const said = words?.closest(".renewal") ? `A new FAQ is on its way. ${text}.` : text;
    if (words && words.textContent !== said)
        words.textContent = said;
}

/* The bar never goes back. */
function move(article, progress) {
    const bar = article.querySelector(":scope > header > progress");
    if (bar && progress > bar.value)
        bar.value = Math.min(progress, 1);
}
