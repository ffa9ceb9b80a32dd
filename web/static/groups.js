/* On a phone the groups of an edition stand in one row that scrolls: this brings the one
 * that is shown into sight, or its beginning where it is longer than the row. */

export function showChosenGroup(root) {
    const chip = root.querySelector(".groups-of .on");
    const row = chip?.parentElement;
    if (row && row.scrollWidth > row.clientWidth)
        row.scrollLeft = chip.offsetLeft - row.offsetLeft
            - Math.max(0, (row.clientWidth - chip.offsetWidth) / 2);
}
