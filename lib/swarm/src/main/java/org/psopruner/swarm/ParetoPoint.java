package org.psopruner.swarm;

/** A position that no other is better than in all respects, and where it was found. */
public record ParetoPoint(AskId id, Position position, Objectives objectives) {}
