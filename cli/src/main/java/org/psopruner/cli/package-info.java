/**
 * The {@code psopruner} command: it checks what a user asks for, runs the broker and the services
 * as processes, shows how far they are and prints what came out. What needs no broker (training,
 * benchmarks) runs inside it; only those commands load an engine.
 */
package org.psopruner.cli;
