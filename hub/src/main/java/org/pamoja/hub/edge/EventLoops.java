package org.pamoja.hub.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Gives capabilities the event loop they are called on without showing them Vert.x. Threads may
 * share it.
 */
public final class EventLoops {
  private final Vertx vertx;

  /** The event loops of this instance. */
  public EventLoops(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Runs tasks on the event loop of the calling handler; on one of them all when the caller is on
   * none.
   */
  public Executor current() {
    Context loop = vertx.getOrCreateContext();
    return task -> loop.runOnContext(_ -> task.run());
  }
}
