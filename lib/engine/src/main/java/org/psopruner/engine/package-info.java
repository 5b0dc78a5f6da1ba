/**
 * Runs networks: one small port ({@link org.psopruner.engine.Engine}) to build a runnable from a
 * network, evaluate it, recalibrate its batch norm, train it and take its weights back. Engines
 * stand in packages of their own, named for what they adapt.
 */
package org.psopruner.engine;
