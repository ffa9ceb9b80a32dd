/* The counts to narrow a search by: beside the results where there is room for them, folded
 * above them where there is not. */

const ROOM = "(min-width: 62rem)";

export function openNarrowing(root) {
    const place = root.querySelector(".narrow");
    if (!place)
        return;
    const room = matchMedia(ROOM);
    const fit = () => { place.open = room.matches; };
    room.addEventListener("change", fit);
    fit();
}
