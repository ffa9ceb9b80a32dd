/* The reader's own words, by which a list can be ordered. They are kept in this browser and
 * nowhere else; the server learns them from an address that the reader opens. */

const KEY = "paperfeed.words";
const LONGEST = 2000;

export function offerOwnWords(root) {
    const place = root.querySelector("#my-words");
    const heart = root.querySelector(".sort-it.heart a");
    if (!place || !heart)
        return;
    const form = place.querySelector("form");
    const field = form.elements.sort;
    const saved = savedWords();
    place.open ||= location.hash === "#my-words";
    if (field.value === "")
        field.value = saved;
    form.addEventListener("submit", () => {
        save(field.value.trim());
        if (field.value.trim() === "")
            field.disabled = true;       /* back to the usual order, without sort= */
    });
    if (heart.classList.contains("on"))
        return;
    if (saved !== "")
        heart.href = ordered(form, saved);
    else
        heart.addEventListener("click", event => {
            event.preventDefault();
            place.open = true;
            field.focus();
        });
}

/* The address that the form would lead to. */
function ordered(form, words) {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form))
        url.searchParams.set(name, value);
    url.searchParams.set("sort", words);
    return url.href;
}

function savedWords() {
    try {
        return (localStorage.getItem(KEY) ?? "").slice(0, LONGEST);
    } catch {
        return "";
    }
}

function save(words) {
    try {
        localStorage.setItem(KEY, words.slice(0, LONGEST));
    } catch { /* private mode: they stand in the address alone */ }
}
