/** What came out of a run: the table before and after, the channels kept, {@code history.csv}. */
package org.psopruner.cli.result;
