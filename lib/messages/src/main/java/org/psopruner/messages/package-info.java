/**
 * The records that travel between the services, their JSON and the topics they travel on. Each
 * record checks itself when it is made, so that what was read is as good as what was written. The
 * JSON schemas stand in the module's resources.
 */
package org.psopruner.messages;
