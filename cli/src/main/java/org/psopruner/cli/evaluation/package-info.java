/** Evaluates structures inside the command, without workers. */
package org.psopruner.cli.evaluation;
