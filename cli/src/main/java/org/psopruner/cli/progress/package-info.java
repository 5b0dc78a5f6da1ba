/** How far an experiment is, as one live line or as plain lines. */
package org.psopruner.cli.progress;
