/**
 * Who may reach the REST API. On the loopback address it is open, unless a log-in is set; anywhere
 * else it takes a static token or an OpenID Connect provider, or the process does not start. What
 * is asked of a request is decided in one place, {@link
 * org.psopruner.coordinator.access.RolePolicy}, for every path there is or will be.
 */
package org.psopruner.coordinator.access;
