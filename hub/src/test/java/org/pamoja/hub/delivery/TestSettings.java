package org.pamoja.hub.delivery;

/** Variations of the default settings. */
final class TestSettings {
  private TestSettings() {}

  /** Room in memory for only so many messages of one participant. */
  static DeliverySettings queue(int size) {
    DeliverySettings usual = DeliverySettings.DEFAULTS;
    return new DeliverySettings(
        size,
        usual.concurrencyPerParticipant(),
        usual.retriesPerParticipant(),
        usual.confirmWithin(),
        usual.firstPause(),
        usual.longestPause(),
        usual.longestRequestPause(),
        usual.giveUpAfter(),
        usual.lease(),
        usual.breakerFaults(),
        usual.breakerFirstPause(),
        usual.breakerLongestPause(),
        usual.writeBatch(),
        usual.writeQueue(),
        usual.alarmAge(),
        usual.alarmDepth(),
        usual.keepEnded());
  }
}
