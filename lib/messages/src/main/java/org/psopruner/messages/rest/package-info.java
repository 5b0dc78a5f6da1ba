/** What the coordinator's REST API answers, for the command line and the page. */
package org.psopruner.messages.rest;
