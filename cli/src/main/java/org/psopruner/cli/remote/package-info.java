/** Commands that talk to a coordinator which is there, over its REST API. */
package org.psopruner.cli.remote;
