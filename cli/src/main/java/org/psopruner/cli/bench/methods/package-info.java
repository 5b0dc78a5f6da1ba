/** What a search finds, beside other ways of searching. */
package org.psopruner.cli.bench.methods;
