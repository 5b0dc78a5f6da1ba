package org.psopruner.swarm;

/** A position that waits for its fitness. */
public record Ask(AskId id, Position position) {}
