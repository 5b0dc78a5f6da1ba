/**
 * How global bests reach a retrainer and how it answers them: exactly once, whatever happens to it.
 *
 * <p>Retrainers are a consumer group on the global bests. All that a retrainer says of a global
 * best goes out in a transaction that also commits the group's offset (KIP-447). The broker takes
 * such a transaction only from who is a member of the group now: a retrainer that was halted, was
 * taken for dead and wakes again can publish nothing. The answer moves the offset on, so there is
 * one answer.
 *
 * <p>No messaging channel: a channel neither lets an offset be part of a transaction that ends
 * hours later, nor says that the record in hand became another's.
 */
package org.psopruner.retrainer.bests;
