/** The folder that takes a command's results: which one, and whether it may be written to. */
package org.psopruner.cli.output;
