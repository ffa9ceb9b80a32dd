/* The entry module of every page. A page is whole without it: this only starts what makes
 * reading more comfortable, each in a module of its own. */

import { offerCopying } from "./copy.js";
import { typesetLater } from "./math.js";

offerCopying(document);
typesetLater(document);
