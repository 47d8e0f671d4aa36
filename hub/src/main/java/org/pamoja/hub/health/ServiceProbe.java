package org.pamoja.hub.health;

import java.util.concurrent.Callable;

/**
 * One part of the hub whose state is reported.
 *
 * @param name as the health document calls it
 * @param check whether it works; may block, and a check that fails or takes too long counts as no
 */
public record ServiceProbe(String name, Callable<Boolean> check) {}
