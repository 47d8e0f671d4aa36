package org.pamoja.hub.settlement.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * The schedule of a settlement model as it is kept.
 *
 * @param modelId number of the model
 * @param model its name
 * @param modelActive whether the model is in use; while it is not its cut-offs pass without effect
 * @param definition when windows close and what follows
 * @param next the next cut-off; empty when there is none any more
 * @param last what the last cut-off brought about; empty before the first
 * @param changedAt when the definition last changed
 * @param changedBy who changed it
 */
record Schedule(
    int modelId,
    String model,
    boolean modelActive,
    Definition definition,
    Optional<Instant> next,
    Optional<Run> last,
    Instant changedAt,
    String changedBy) {

  /**
   * What an operator sets.
   *
   * @param calendar the cut-offs
   * @param createSettlement whether a settlement of the model follows each cut-off
   */
  record Definition(CutOffCalendar calendar, boolean createSettlement) {}

  /**
   * A cut-off that was acted on.
   *
   * @param cutOff when it was to be
   * @param at when it was
   * @param result what came of it, for people
   */
  record Run(Instant cutOff, Instant at, String result) {}
}
