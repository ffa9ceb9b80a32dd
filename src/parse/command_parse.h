/* `paperfeed parse FORMAT < bytes`: foreign bytes in, one JSON record a line out.
 * A full text and an answer's HTML are one object; `pdftotext` becomes that program.
 *
 * argv holds what follows the command's name, and NULL after it. Exit status 0: all was
 * read; 1: the input is broken (whole records are printed first, the reason is the last
 * line on standard error, "paperfeed parse: CODE: …"); 2: usage. Once it has entered
 * its sandbox the process ends here and does not return. */
#ifndef COMMAND_PARSE_H
#define COMMAND_PARSE_H

int command_parse(int argc, char **argv);

#endif
