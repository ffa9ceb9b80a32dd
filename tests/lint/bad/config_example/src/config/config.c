/* The option table. */
static const struct option options[] = {
    {"server", "listen", OPTION_LISTEN, AT(listen), 0, 0, "127.0.0.1:8080",
     "address and port"},
    {"server", "base_url", OPTION_URL, AT(base_url), 0, 0, "",
     "the public "
     "address"},
    {"arxiv", "spacing", OPTION_INT, AT(spacing), 0, 3600, "3", "seconds"},
    {"arxiv", "contact", OPTION_TEXT, AT(contact), 0, 3600, "", "your address"},
};
