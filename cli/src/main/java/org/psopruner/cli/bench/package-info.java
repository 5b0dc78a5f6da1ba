/** {@code psopruner bench}: what the parts of PSOPruner do a second, beside a peer. */
package org.psopruner.cli.bench;
