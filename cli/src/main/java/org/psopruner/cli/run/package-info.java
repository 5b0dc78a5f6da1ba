/** {@code psopruner run} and {@code demo}: from options to a checked experiment to its end. */
package org.psopruner.cli.run;
