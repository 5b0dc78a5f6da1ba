/**
 * Where finished models go: the port {@link org.psopruner.registry.ModelRegistry}, and an adapter a
 * registry behind it. Knows no Kafka and no engine.
 */
package org.psopruner.registry;
