/** Whether the fitness of a structure predicts what retraining makes of it. */
package org.psopruner.cli.bench.ranking;
