/**
 * The manifests: each is parsed into typed models that know every field, and what they say of
 * topics, rights, settings, ports and probes is compared with the code.
 */
package org.psopruner.deploy;
