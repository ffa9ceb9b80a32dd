/* Is an entry of proceedings the same work as an arXiv paper? Never by title alone.
 * Pure. */
#ifndef MODEL_TWIN_H
#define MODEL_TWIN_H

#include "model/paper.h"
#include "text/analysis.h"

enum twin_verdict { TWIN_NO, TWIN_BY_DOI, TWIN_BY_TITLE_AUTHORS };
/* Titles are compared as words (analyser_key), a changed subtitle or a few changed
 * words allowed when authors and abstract agree; authors by family name and initial. */
enum twin_verdict twin_judge(struct analyser *analyser, const struct paper *arxiv,
                             const struct paper *venue);

#endif
