/**
 * {@code psopruner chaos}: one search twice, once undisturbed and once while its processes are
 * killed, halted, restarted and cut off from the broker. Both must find the same winner, and lose
 * nothing.
 */
package org.psopruner.cli.chaos;
