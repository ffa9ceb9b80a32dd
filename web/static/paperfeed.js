/* The entry module of every page. A page is whole without it: this only starts what makes
 * reading more comfortable, each in a module of its own. */

import { countPdfClicks } from "./clicks.js";
import { offerCopying } from "./copy.js";
import { offerFaqs } from "./faq.js";
import { showChosenGroup } from "./groups.js";
import { typesetLater } from "./math.js";
import { openNarrowing } from "./narrow.js";
import { offerOwnWords } from "./words.js";

countPdfClicks(document);
offerCopying(document);
offerFaqs(document);
typesetLater(document);
openNarrowing(document);
showChosenGroup(document);
offerOwnWords(document);
