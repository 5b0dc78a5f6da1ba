/** {@code psopruner latency}: how long each layer takes at several widths. */
package org.psopruner.cli.latency;
