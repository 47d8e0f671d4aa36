package org.pamoja.hub.edge;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A path for operators and their machines that both listeners serve without header rules, body or
 * permission: health, metrics, cache.
 *
 * @param method HTTP method
 * @param path fixed path
 * @param answer called on an event loop, must not block
 */
public record OperatorRoute(String method, String path, Supplier<CompletionStage<Reply>> answer) {}
