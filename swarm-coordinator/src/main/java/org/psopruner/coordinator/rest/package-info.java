/**
 * The REST API, for people and the command line: create experiments, look at them; and the health
 * of the process. Errors are problem details (RFC 9457).
 */
package org.psopruner.coordinator.rest;
