/** {@code psopruner sensitivity}: what each layer's channels are worth. */
package org.psopruner.cli.sensitivity;
