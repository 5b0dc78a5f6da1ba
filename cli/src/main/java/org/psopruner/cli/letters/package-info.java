/** {@code psopruner dead-letters}: what the services refused, and how it gets another chance. */
package org.psopruner.cli.letters;
