/**
 * From a structure, or from random weights, to a finished model: prune, recalibrate, train, export,
 * compare the export with the engine, and only then look at the test images and report. Plain Java:
 * the retrainer calls it for a search's winner, the command line for what a user names.
 */
package org.psopruner.training;
