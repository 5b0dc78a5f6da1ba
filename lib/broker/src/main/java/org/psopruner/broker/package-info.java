/**
 * A real single-node Kafka broker as a child process: for the command line, where no broker is
 * given, and for tests, where no Docker engine answers.
 *
 * <p>The child gets the class path of its parent, whatever else stands there. So that no logging
 * library of the parent's is in its way, and so that this module brings none of its own, the broker
 * logs through {@link org.psopruner.broker.BrokerLog}, which the child alone switches on.
 */
package org.psopruner.broker;
