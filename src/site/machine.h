/* Answers for machines: health, metrics, robots, OPML, OpenSearch, the API's
 * description. */
#ifndef SITE_MACHINE_H
#define SITE_MACHINE_H

#include "http/router.h"

/* The context is the site. readyz: 503 where the store does not answer. */
route_handler machine_healthz, machine_readyz, machine_metrics, machine_robots,
    machine_opml, machine_opensearch, machine_openapi;

#endif
