/* [Copy]: title, address, authors and abstract of a paper, as rich and as plain text.
 *
 * The link is hidden in the markup, since it needs this script. The reader's selection is never
 * touched: the text goes to the clipboard directly, or, where the page is not served securely,
 * through the copy event. */

import { sourceText } from "./math.js";

const SHOWN = 2000;                  /* milliseconds for which [Copied] stands */

export function offerCopying(root) {
    for (const link of root.querySelectorAll(".title-copy")) {
        link.hidden = false;
        link.tabIndex = 0;
        link.setAttribute("role", "button");
        link.setAttribute("aria-live", "polite");
        link.addEventListener("click", () => copy(link));
        link.addEventListener("keydown", event => {
            if (event.key !== "Enter" && event.key !== " ")
                return;
            event.preventDefault();
            copy(link);
        });
    }
}

async function copy(link) {
    const paper = described(link.closest(".paper"));
    const done = await written(plainText(paper), richText(paper));
    link.textContent = done ? "[Copied]" : "[Not copied]";
    clearTimeout(link.timer);
    link.timer = setTimeout(() => { link.textContent = "[Copy]"; }, SHOWN);
}

function described(card) {
    return {
        title: sourceText(card.querySelector(".title-link")),
        url: card.querySelector(".title a").href,
        authors: [...card.querySelectorAll(".author")].map(a => a.textContent).join(", "),
        summary: sourceText(card.querySelector(".summary")),
    };
}

function plainText({ title, url, authors, summary }) {
    return [title, url, "Authors: " + authors, summary].join("\n\n") + "\n";
}

function richText({ title, url, authors, summary }) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
    const strong = document.createElement("strong");
    strong.append(link);
    return [[strong], [url], ["Authors: " + authors], [summary]].map(content => {
        const p = document.createElement("p");
        p.append(...content);
        return p.outerHTML;
    }).join("");
}

/* Plain text to the clipboard; false where that was not possible. */
export function writtenText(text) {
    return written(text, null);
}

async function written(plain, rich) {
    const forms = { "text/plain": plain, ...(rich === null ? {} : { "text/html": rich }) };
    try {
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
            Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })])))]);
        return true;
    } catch {
        return writtenByEvent(forms);
    }
}

function writtenByEvent(forms) {
    let done = false;
    const onCopy = event => {
        for (const [type, text] of Object.entries(forms))
            event.clipboardData.setData(type, text);
        event.preventDefault();
        done = true;
    };
    document.addEventListener("copy", onCopy, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", onCopy);
    return done;
}
