/* Metrics. */
static const char *names[] = {"paperfeed_papers", "paperfeed_wanted"};
