// Proceedings: the whole ACL Anthology into an empty data folder, twice; large files in
// flat memory; the pages of what was loaded.
import { manyRecords } from './venue_large.mjs';
import { wholeAnthology } from './venue_load.mjs';
import { venuePages } from './venue_pages.mjs';

export async function venues(world) {
  const { rows, data, editions } = await wholeAnthology(world);
  return [...rows, ...await venuePages(world, data, editions), ...await manyRecords(world)];
}
