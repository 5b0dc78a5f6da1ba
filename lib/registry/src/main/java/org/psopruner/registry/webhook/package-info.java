/** Tells a user's own HTTP endpoint. */
package org.psopruner.registry.webhook;
