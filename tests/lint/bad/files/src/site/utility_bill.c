/* A name of which "util" is only a part of a word. */
