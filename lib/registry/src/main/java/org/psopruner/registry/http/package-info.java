/** What the REST adapters share. */
package org.psopruner.registry.http;
