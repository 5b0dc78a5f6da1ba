/** What a run leaves behind for people and registries: {@code report.json}. */
package org.psopruner.messages.report;
