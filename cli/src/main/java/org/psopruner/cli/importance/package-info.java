/** What the filters of a network are worth, measured on images. */
package org.psopruner.cli.importance;
