/* The counters behind [PDF] and [FAQ]. A paper counts once a browser; what was counted is
 * remembered here and nowhere else. */

const KEY = "paperfeed.clicks";
const MOST = 4000;                   /* papers remembered */

export function countPdfClicks(root) {
    for (const link of root.querySelectorAll(".title-pdf"))
        link.addEventListener("click", () => countClick("pdf", link.closest(".paper")));
}

/* `key`: "pdf" or "kimi", as the protocol names them. */
export function countClick(key, card) {
    const mark = key + " " + card.id;
    const counted = remembered();
    if (counted.includes(mark))
        return;
    remember([...counted.slice(-MOST), mark]);
    fetch(`/${card.id.includes("@") ? "venue" : "arxiv"}/star?key=${key}&paper=`
          + encodeURIComponent(card.id) + "&delta=1", { method: "POST", keepalive: true })
        .then(answer => answer.ok ? answer.text() : "")
        .then(number => show(key, card, number.trim()), () => {});
}

function show(key, card, number) {
    const place = card.querySelector(key === "pdf" ? ".title-pdf sup" : ".title-kimi sup");
    if (place && /^\d+$/.test(number))
        place.textContent = number === "0" ? "" : number;
}

function remembered() {
    try {
        const list = JSON.parse(localStorage.getItem(KEY) ?? "[]");
        return Array.isArray(list) ? list : [];
    } catch {
        return [];
    }
}

function remember(list) {
    try {
        localStorage.setItem(KEY, JSON.stringify(list));
    } catch { /* private mode: it counts again, the server knows better */ }
}
