/** Figures, tables and bars as text for people. */
package org.psopruner.cli.text;
